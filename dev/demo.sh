#!/usr/bin/env bash
# From nothing to fitted, plotted models of the shipped recording, in demo-output/.
set -euo pipefail
cd "$(dirname "$0")/.."
bash dev/setup.sh demo
bash dev/install.sh
echo "demo: running dev/demo.R"
export LC_ALL=C.UTF-8
R_LIBS="$PWD/local-library" Rscript --vanilla dev/demo.R
echo "demo: done in ${SECONDS} s; see demo-output/"
