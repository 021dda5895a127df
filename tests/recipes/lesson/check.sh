#!/bin/sh
# check.sh BUILD: the lesson `slope` is in the list, and has
# every format.
set -eu
program=$1/demos/gradwalk
. "$(dirname "$0")/../shows"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$program" --list | shows 'slope           the gradient of x² is its slope'
"$program" slope --help | shows 'where the slope is taken'
"$program" slope --x 4 | shows '1  Forward' 'y = x²' '∂y/∂x = 2·x = 2·4 = 8'
"$program" slope --json | shows '"lesson": "slope"' '"gradients"'
"$program" slope --svg "$folder/slope.svg" --html "$folder/slope.html" \
  --markdown "$folder/slope.md" --plot "$folder/plot.svg" >/dev/null
shows '</svg>' <"$folder/slope.svg"
shows '"slope: how fast a square grows"' <"$folder/slope.html"
shows '## 2. Backward' '![The curves](<plot.svg>)' <"$folder/slope.md"
