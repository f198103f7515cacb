#!/bin/sh
# Shows what referat makes: installs what building needs (Debian 12, as root or with sudo), builds the program, and compiles
# every series of this folder into build/examples.
set -eu
cd "$(dirname "$0")/.."

. tests/tools/packages.sh
install_missing "$build_packages"

[ -e build/release/build.ninja ] ||
    cmake -G Ninja -S . -B build/release -DBUILD_TESTING=OFF >/dev/null
cmake --build build/release --target referat_cli

for series in examples/*/; do
    name=$(basename "$series")
    build/release/referat build "$series" -o build/examples/"$name"
done

echo
echo "Open in a browser:"
find build/examples -name '*.html' | sort | sed 's/^/    /'
echo "Open in a spreadsheet:"
find build/examples -name '*.xlsx' | sort | sed 's/^/    /'
