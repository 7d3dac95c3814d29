#!/usr/bin/env bash
# Installs what the demo or the tests need and this machine lacks. Usage: dev/setup.sh demo|test
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8

purpose="${1:-test}"
fields='Imports|LinkingTo'
commands=(R:r-base-core c++:g++ make:make)
r_packages=()
if [ "$purpose" = test ]; then
  fields="$fields|Suggests"
  commands+=(cmake:cmake pandoc:pandoc)
  r_packages=(pkgload roxygen2)
fi

say() { printf 'setup: %s\n' "$*"; }
stop() { say "$*" >&2; exit 1; }

described_packages() {
  awk -v fields="^($fields):" '
    /^[^ \t]/ { inside = ($0 ~ fields); sub(/^[^:]*:/, "") }
    inside { gsub(/\([^)]*\)/, ""); gsub(/[ \t,]+/, "\n"); print }' DESCRIPTION |
    grep -vxE '|compiler|datasets|graphics|grDevices|grid|methods|parallel|splines|stats|stats4|tcltk|tools|utils'
}

missing_r_packages() {
  if command -v Rscript >/dev/null; then
    Rscript --vanilla -e 'p <- commandArgs(TRUE)
      cat(p[!nzchar(vapply(p, function(x) system.file(package = x), ""))], sep = "\n")' "$@"
  else
    printf '%s\n' "$@"
  fi
}

missing_debian_packages() {
  local entry package
  for entry in "${commands[@]}"; do
    command -v "${entry%%:*}" >/dev/null || echo "${entry#*:}"
  done
  for package in $(missing_r_packages $(described_packages) "${r_packages[@]}" | sort -u); do
    echo "r-cran-${package,,}"
  done
}

mapfile -t missing < <(missing_debian_packages)
if [ "${#missing[@]}" -eq 0 ]; then
  say "everything needed is installed"
  exit 0
fi
command -v apt-get >/dev/null ||
  stop "this machine has no apt-get; install these by hand (r-cran-x is R package x): ${missing[*]}"
[ "$(id -u)" -eq 0 ] ||
  stop "only root can install packages; as root: apt-get install ${missing[*]}"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" 2>&1 | tee -a "$log" |
    { grep --line-buffered '^Setting up' || true; }
}
say "refreshing the list of Debian packages"
apt update || { tail -5 "$log"; stop "the list of Debian packages could not be fetched"; }
say "installing ${missing[*]}"
apt install -y --no-install-recommends "${missing[@]}" ||
  { tail -15 "$log"; stop "apt-get could not install ${missing[*]}"; }

mapfile -t missing < <(missing_debian_packages)
[ "${#missing[@]}" -eq 0 ] || stop "still missing after the installation: ${missing[*]}"
say "done"
