#!/bin/sh
# Measures what referat takes (Debian 12): installs what is missing, builds it as it is shipped, with debugging information beside
# the code so that instructions have a place, and prints the table of docs/performance.md. Takes a quarter of an hour on a calm
# machine, and 6 GB of disk.
#
#   sh tests/bench/run.sh [--meetings N] [--quick] [--only CASE]... [--write docs/performance.md]
#
# Exits 1 where a "must" is missed. --help names every option and case.
set -eu
cd "$(dirname "$0")/../.."

. tests/tools/packages.sh
install_missing "$build_packages python3:python3 valgrind:valgrind"

[ -e build/bench/build.ninja ] ||
    cmake -G Ninja -S . -B build/bench -DBUILD_TESTING=OFF -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS=-g >/dev/null
cmake --build build/bench --target referat_cli bench_floor bench_measure bench_workbook
PYTHONDONTWRITEBYTECODE=1 exec python3 tests/bench/bench.py --build build/bench "$@"
