#!/usr/bin/env bash
# Installs the package into local-library/, unless its sources are those installed there last.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
export MAKEFLAGS="${MAKEFLAGS:--j2}"

library="$PWD/local-library"
stamp="$library/anemone-sources.sha256"
log="$library/install.log"

checksum() {
  {
    R --version | head -1
    find . \( -path ./local-library -o -path ./build-cpp -o -path ./demo-output -o -path ./.git \
      -o -path ./bench -o -path ./data-raw -o -path ./dev -o -path ./tests \) -prune -o -type f \
      ! -name '*.o' ! -name '*.so' ! -name Makevars -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum
}

mkdir -p "$library"
current=$(checksum)
if [ -d "$library/anemone" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$current" ]; then
  echo "install: local-library/ is up to date"
  exit 0
fi
rm -f "$stamp"
echo "install: compiling and installing into local-library/ (log: local-library/install.log)"
if ! R CMD INSTALL --library="$library" . >"$log" 2>&1; then
  grep -E -A6 '[Ee]rror' "$log" | head -60
  tail -5 "$log"
  echo "install: the package could not be installed; the whole log is in $log" >&2
  exit 1
fi
echo "$current" >"$stamp"
echo "install: done in ${SECONDS} s"
