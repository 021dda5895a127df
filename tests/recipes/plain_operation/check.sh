#!/bin/sh
# check.sh BUILD: operations that only <cmath> knows, of which two are each
# other's slope, are written by their names; one takes two operands.
set -eu
build=$1
. "$(dirname "$0")/../shows"

"$build/demos/gradwalk" expr 'atan(x)' x=0.5 |
  shows 'atan(x) = atan(0.5)' '= 0.463648' '1/(1 + x²) = 0.8'
"$build/demos/gradwalk" expr 'sinh(x)' x=0.5 |
  shows 'sinh(x) = sinh(0.5)' '= 0.521095' 'cosh(x) = 1.12763'
"$build/demos/gradwalk" expr 'hypot(a, b)' a=3 b=4 | shows '= 5' '= 0.6' '= 0.8'
for operation in atan sinh cosh hypot; do
  compared "$build" "$operation"
done
