# What the scripts need from Debian 12, and how it gets there; sourced by tests/run.sh and examples/run.sh.
# An entry is a package, or COMMAND:PACKAGE where any program of that name will do.

build_packages="cmake:cmake ninja:ninja-build gcc:gcc pkg-config:pkg-config libc6-dev
    libyaml-dev libcmark-dev libxlsxwriter-dev zlib1g-dev libjansson-dev libutf8proc-dev libmd-dev libxxhash-dev libzip-dev libsqlite3-dev"

test_packages="clang:clang libclang-rt-14-dev clang-format:clang-format git:git
    cmark:cmark make:make python3:python3 python3-openpyxl
    node:nodejs java:default-jre-headless chromium:chromium fonts-dejavu-core
    soffice:libreoffice-calc-nogui weasyprint:weasyprint pdftotext:poppler-utils qpdf:qpdf fonts-liberation pandoc:pandoc mandoc:mandoc unzip:unzip strace:strace parallel:parallel rsync:rsync sqlite3:sqlite3 isql:unixodbc libsqliteodbc xmllint:libxml2-utils valgrind:valgrind"

# Of these, what the quick tests need.
quick_packages="git:git python3:python3 python3-openpyxl strace:strace xmllint:libxml2-utils qpdf:qpdf pdftotext:poppler-utils"

# install_missing ENTRIES: asks apt-get for what is not there, and not at all when everything is.
install_missing() {
    missing=
    for entry in $1; do
        package=${entry#*:}
        case $entry in
        *:*) command -v "${entry%%:*}" >/dev/null && continue ;;
        *) dpkg -s "$package" 2>/dev/null | grep -q '^Status: .* installed$' && continue ;;
        esac
        missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    sudo=
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    echo "installing:$missing"
    mkdir -p build
    $sudo apt-get update -qq
    # shellcheck disable=SC2086 # a list of words
    $sudo env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends \
        $missing >build/apt.log 2>&1 ||
        { cat build/apt.log; return 1; }
}
