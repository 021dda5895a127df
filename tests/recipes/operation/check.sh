#!/bin/sh
# check.sh BUILD: softsign, a/(1 + |a|), is in `expr` and in every test that
# walks the operation list. At -0.5 it is -0.5/1.5, and its slope 1/1.5².
set -eu
build=$1
. "$(dirname "$0")/../shows"

"$build/demos/gradwalk" expr 'softsign(x)' x=-0.5 |
  shows 'softsign(x) = x/(1 + |x|)' '= -0.5/(1 + |-0.5|)' '= -0.333333' \
    '1/(1 + |-0.5|)² = 0.444444' 'x  0.444444  0.444444'
"$build/demos/gradwalk" expr 'softsign(x)' x=-0.5 --json |
  shows '-0.3333333333333333'
"$build/demos/gradwalk" expr --help | shows 'softsign'
{ "$build/demos/gradwalk" expr 'softsign(x, x)' x=1 2>&1 || true; } |
  shows 'softsign of 1 operand, got 2'
compared "$build" softsign
