#!/bin/sh
# check.sh BUILD: every lesson has the format `--outline`, and it stands in
# their help.
set -eu
program=$1/demos/gradwalk
. "$(dirname "$0")/../shows"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$program" expr --help | shows '--outline FILE'
for lesson in or-gate paths expr; do
  "$program" "$lesson" --outline "$folder/$lesson" >"$folder/text"
  # The title, and each heading without its number.
  head -n 1 "$folder/text" >"$folder/expected"
  sed -n 's/^[0-9][0-9]*  //p' "$folder/text" >>"$folder/expected"
  cmp "$folder/expected" "$folder/$lesson"
done
if "$program" expr --outline /nonexistent/file 2>"$folder/error"; then exit 1; fi
shows '--outline: expected a file that can be written' <"$folder/error"
