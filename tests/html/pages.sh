#!/bin/sh
# Compiles what the page tests look at: every example, and the error cases as far as they still give pages.
#   pages.sh REFERAT FOLDER
set -eu
referat=$1 folder=$2
cd "$(dirname "$0")/../.."
rm -rf "$folder"
"$referat" build examples -o "$folder/examples"
status=0
"$referat" build -q tests/errors -o "$folder/errors" 2>"$folder/errors.log" || status=$?
case $status in
0 | 1 | 3 | 4) ;;
*) tail -20 "$folder/errors.log"; exit 1 ;;
esac
