#!/bin/sh
# Runs every test: installs what is missing (Debian 12, as root or with sudo), builds with gcc and with clang's sanitizers,
# and runs the suite in both builds. Exits 0 only when everything passed.
#
#   sh tests/run.sh [-R PATTERN] [--update] [--long] [--fuzz SECONDS]
#   sh tests/run.sh --quick
#   sh tests/run.sh --mutate N [--seed S]
#
#   -R PATTERN      only the tests whose name matches the regular expression
#   --update        rewrite the golden files; look at the difference before you commit it
#   --long          the tests of faults at every system call, a thousand killed builds, and every
#                   example and error case under valgrind
#   --fuzz SECONDS  then run every fuzzer for so long
#   --quick         instead of all that, what tells within a minute or two whether a change is sound: a debug build with gcc,
#                   and the tests that need no browser, no npm and less than ten seconds each
#   --mutate N      instead of all that: plant N small faults in a copy of the sources, one at a time, and say which of them
#                   the tests did not notice (tests/tools/mutate.py has more options); --seed S: other faults
set -eu
cd "$(dirname "$0")/.."

usage() {
    echo "usage: sh tests/run.sh [-R PATTERN] [--update] [--long] [--fuzz SECONDS]" >&2
    echo "       sh tests/run.sh --quick" >&2
    echo "       sh tests/run.sh --mutate N [--seed S]" >&2
    exit 2
}

pattern=
fuzz_seconds=
mutants=
is_quick=
seed=1
while [ $# -gt 0 ]; do
    case $1 in
    -R) [ $# -ge 2 ] || usage; pattern=$2; shift ;;
    --update) export REFERAT_UPDATE_GOLDEN=1 ;;
    --long) export REFERAT_LONG=1 ;;
    --fuzz) [ $# -ge 2 ] || usage; fuzz_seconds=$2; shift ;;
    --quick) is_quick=1 ;;
    --mutate) [ $# -ge 2 ] || usage; mutants=$2; shift ;;
    --seed) [ $# -ge 2 ] || usage; seed=$2; shift ;;
    *) usage ;;
    esac
    shift
done

. tests/tools/packages.sh

# configure NAME: once.
configure() {
    [ ! -e build/"$1"/build.ninja ] || return 0
    mkdir -p build
    cmake -G Ninja -C tests/cmake/"$1".cmake -S . -B build/"$1" >build/"$1".log 2>&1 ||
        { cat build/"$1".log; rm -f build/"$1".log; exit 1; }
    rm -f build/"$1".log
}

if [ -n "$is_quick" ]; then
    install_missing "$build_packages $quick_packages"
    configure debug
    cmake --build build/debug
    ctest --test-dir build/debug --output-on-failure -j "$(nproc)" -LE 'slow|browser|long|npm' ${pattern:+-R "$pattern"}
    exit
fi

install_missing "$build_packages $test_packages"
# npm comes with some packages of nodejs and stands beside others.
command -v npm >/dev/null || install_missing "npm:npm"

# The npm packages are fetched again only when their lock file has changed.
tools=build/tools
if ! cmp -s tests/tools/package-lock.json $tools/installed-lock.json; then
    mkdir -p $tools
    cp tests/tools/package.json tests/tools/package-lock.json $tools/
    (cd $tools && npm ci --ignore-scripts --no-audit --no-fund)
    cp tests/tools/package-lock.json $tools/installed-lock.json
fi

[ -z "$mutants" ] || exec python3 tests/tools/mutate.py "$mutants" --seed "$seed"

# build_and_test NAME CTEST-OPTION...: configures once, builds what changed, runs the tests.
status=0
build_and_test() {
    name=$1
    shift
    echo "== $name"
    configure "$name"
    cmake --build build/"$name"
    ctest --test-dir build/"$name" --output-on-failure -j "$(nproc)" \
        ${pattern:+-R "$pattern"} "$@" || status=1
}

build_and_test gcc --no-tests=error
export UBSAN_OPTIONS=print_stacktrace=1
build_and_test asan --no-tests=ignore -LE 'slow|browser'
if [ -n "$fuzz_seconds" ]; then
    . tests/fuzz/fuzz.sh
    configure fuzz
    fuzz_all "$fuzz_seconds" || status=1
fi

[ $status -eq 0 ] || { echo "tests/run.sh: tests failed" >&2; exit 1; }
echo "tests/run.sh: all tests passed"
