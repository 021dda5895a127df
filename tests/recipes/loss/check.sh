#!/bin/sh
# absolute_error is in the list; the tests refuse what does not fit it, ask it
# for its answers, and train by it.
set -eu
for facts in 'each enumerator*' 'losses refuse*' 'answers are*' \
  'training by batches*'; do
  "$1/tests/nn/nn_test" --success --test-case="$facts" | grep -q absolute_error
done
