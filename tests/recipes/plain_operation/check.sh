#!/bin/sh
# check.sh BUILD: operations that only <cmath> knows, of which two are each
# other's slope, are written by their names; one takes two operands.
set -eu
build=$1
. "$(dirname "$0")/../shows"

"$build/demos/gradwalk" expr 'j0(x)' x=0.5 |
  shows 'j0(x) = j0(0.5)' '= 0.93847' '-j1(0.5) = -0.242268'
"$build/demos/gradwalk" expr 'j1(x)' x=0.5 |
  shows 'j1(x) = j1(0.5)' '= 0.242268' '= 0.453933'
"$build/demos/gradwalk" expr 'remainder(a, b)' a=7 b=4 | shows '= -1' '= -2'
for operation in j0 j1 remainder; do
  compared "$build" "$operation"
done
