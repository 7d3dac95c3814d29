#!/usr/bin/env bash
# Builds and tests the core without R, then the package; the last line counts test cases of both.
# An argument keeps only the test files whose name contains it.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8

filter="${1:-}"
passed=0 failed=0 skipped=0
build=build-cpp
counts=$(mktemp)
trap 'rm -f "$counts"' EXIT

fail() {
  echo "test: $*"
  failed=$((failed + 1))
}

add_counts() {
  local more_passed more_failed more_skipped
  read -r more_passed more_failed more_skipped <"$counts"
  passed=$((passed + more_passed))
  failed=$((failed + more_failed))
  skipped=$((skipped + more_skipped))
}

build_core() {
  local eigen
  eigen=$(Rscript --vanilla -e 'cat(system.file("include", package = "RcppEigen"))')
  cmake -S tests/cpp -B "$build" -DEIGEN_DIR="$eigen" >"$build/configure.log" 2>&1 ||
    { cat "$build/configure.log"; return 1; }
  cmake --build "$build" --parallel 2 >"$build/build.log" 2>&1 ||
    { grep -E -A4 'error|undefined' "$build/build.log" | head -60; return 1; }
  { grep -A4 'warning:' "$build/build.log" || true; } | head -40
}

test_core() {
  mkdir -p "$build"
  echo "test: building the core without R"
  build_core || { fail "the core or its tests do not compile"; return; }
  "$build/core_tests" "$filter" | tee "$build/test.log" || true
  if sed -n 's/^core tests: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2 0/p' "$build/test.log" \
    >"$counts" && [ -s "$counts" ]; then
    add_counts
  else
    fail "the core's tests did not run to their end"
  fi
}

test_package() {
  bash dev/install.sh || { fail "the package could not be installed"; return; }
  : >"$counts"
  echo "test: running testthat"
  R_LIBS="$PWD/local-library" NOT_CRAN=true Rscript --vanilla dev/run_testthat.R "$counts" "$filter" ||
    true
  if [ -s "$counts" ]; then add_counts; else fail "the R tests did not run to their end"; fi
  echo "test: comparing generated files with what generates them"
  R_LIBS="$PWD/local-library" Rscript --vanilla dev/check_generated.R ||
    fail "generated files are stale: regenerate and commit them"
}

# R keeps the last of two functions of one name, without a word.
test_names() {
  local twice
  twice=$(grep -hoE '^[A-Za-z_.][A-Za-z0-9_.]* <- function' R/*.R | sort | uniq -d)
  [ -z "$twice" ] || fail "defined twice in R/: $twice"
}

bash dev/setup.sh test
test_names
test_core
test_package
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
