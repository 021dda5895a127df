#!/bin/sh
# adamax is in the list, and the tests of all optimisers try it.
set -eu
for facts in 'each optimizer finds*' 'each optimizer goes*' 'another number*'; do
  "$1/tests/nn/nn_test" --success --test-case="$facts" | grep -q adamax
done
