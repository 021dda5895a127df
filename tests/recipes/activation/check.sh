#!/bin/sh
# quick_gelu is in the list, in the program's options, and in the tests.
set -eu
program=$1/demos/gradwalk
"$program" xor --activation quick_gelu --epochs 50 >/dev/null
if message=$("$program" xor --activation none 2>&1); then exit 1; fi
echo "$message" | grep -q ', quick_gelu, got none$'
"$1/tests/nn/nn_test" --success --test-case='each enumerator has a row*' |
  grep -q quick_gelu
