#!/bin/sh
# Builds the archive that the tests of the index look at, and lays its index pages where the HTML checker finds them alone.
#   archive.sh NODE REFERAT FOLDER
set -eu
node=$1 referat=$2 folder=$3
cd "$(dirname "$0")"
rm -rf "$folder"
"$node" archive.cjs "$folder/sources"
"$referat" build -q -f html "$folder/sources" -o "$folder/built"
mkdir "$folder/pages"
for series in . udvalg bestyrelse; do
    for page in "$folder/built/$series"/index*.html; do
        cp "$page" "$folder/pages/$(echo "$series" | tr -d .)-${page##*/}"
    done
done
