/* Texts reduced to their letters and digits, to be compared (leak_scan).
 *
 * The same reduction is applied to closed texts, to open ones and to what is searched,
 * so it need not be exact: it must only be the same. ASCII and Latin letters, which are
 * almost all, go by tables; redact folds for itself (redact/folded.h), because the two
 * must not share a fault. */
#include "leak_scan/normalize.h"

#include <stdint.h>

#include "base/str.h"

/* What is left of a character of ASCII: a letter in lower case, a digit; 0: nothing. */
static const unsigned char kept[128] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5',
    ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9', ['a'] = 'a', ['b'] = 'b',
    ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h',
    ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n',
    ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
    ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
    ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
    ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l',
    ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',
    ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x',
    ['Y'] = 'y', ['Z'] = 'z',
};

/* Appends what is left of the characters of ASCII that p[0..n) begins with; returns how
 * many bytes they are. */
static size_t add_ascii(const char *p, size_t n, struct rf_buf *out)
{
    rf_buf_reserve(out, n);
    char *end = out->p + out->n;
    size_t i = 0;
    for (; i < n && (unsigned char)p[i] < 0x80; i++) {
        unsigned char c = kept[(unsigned char)p[i]];
        *end = (char)c;
        end += c != 0;
    }
    out->n = (size_t)(end - out->p);
    return i;
}

/* What rf_utf8_put_base leaves of U+0080 to U+017F: almost every letter beyond ASCII that
 * is met, and a look-up instead of a decomposition. */
enum { LATIN_FIRST = 0x80 };

static const char latin[256][4] = {
    "",         "",         "",         "",         "",         "",          "",
    "",         "",         "",         "",         "",         "",          "",
    "",         "",         "",         "",         "",         "",          "",
    "",         "",         "",         "",         "",         "",          "",
    "",         "",         "",         "",         "",         "",          "",
    "",         "",         "",         "",         "",         "",          "",
    "a",        "",         "",         "",         "",         "",          "",
    "",         "2",        "3",        "",         "\xce\xbc", "",          "",
    "",         "1",        "o",        "",         "14",       "12",        "34",
    "",         "a",        "a",        "a",        "a",        "a",         "a",
    "\xc3\xa6", "c",        "e",        "e",        "e",        "e",         "i",
    "i",        "i",        "i",        "\xc3\xb0", "n",        "o",         "o",
    "o",        "o",        "o",        "",         "\xc3\xb8", "u",         "u",
    "u",        "u",        "y",        "\xc3\xbe", "ss",       "a",         "a",
    "a",        "a",        "a",        "a",        "\xc3\xa6", "c",         "e",
    "e",        "e",        "e",        "i",        "i",        "i",         "i",
    "\xc3\xb0", "n",        "o",        "o",        "o",        "o",         "o",
    "",         "\xc3\xb8", "u",        "u",        "u",        "u",         "y",
    "\xc3\xbe", "y",        "a",        "a",        "a",        "a",         "a",
    "a",        "c",        "c",        "c",        "c",        "c",         "c",
    "c",        "c",        "d",        "d",        "\xc4\x91", "\xc4\x91",  "e",
    "e",        "e",        "e",        "e",        "e",        "e",         "e",
    "e",        "e",        "g",        "g",        "g",        "g",         "g",
    "g",        "g",        "g",        "h",        "h",        "\xc4\xa7",  "\xc4\xa7",
    "i",        "i",        "i",        "i",        "i",        "i",         "i",
    "i",        "i",        "\xc4\xb1", "ij",       "ij",       "j",         "j",
    "k",        "k",        "\xc4\xb8", "l",        "l",        "l",         "l",
    "l",        "l",        "l",        "l",        "\xc5\x82", "\xc5\x82",  "n",
    "n",        "n",        "n",        "n",        "n",        "\xca\xbcn", "\xc5\x8b",
    "\xc5\x8b", "o",        "o",        "o",        "o",        "o",         "o",
    "\xc5\x93", "\xc5\x93", "r",        "r",        "r",        "r",         "r",
    "r",        "s",        "s",        "s",        "s",        "s",         "s",
    "s",        "s",        "t",        "t",        "t",        "t",         "\xc5\xa7",
    "\xc5\xa7", "u",        "u",        "u",        "u",        "u",         "u",
    "u",        "u",        "u",        "u",        "u",        "u",         "w",
    "w",        "y",        "y",        "y",        "z",        "z",         "z",
    "z",        "z",        "z",        "s"};

void rf_letters(const char *p, size_t n, struct rf_buf *out)
{
    size_t size;
    for (size_t i = 0; i < n; i += size) {
        i += add_ascii(p + i, n - i, out);
        size = 1;
        if (i == n) {
            break;
        }
        uint32_t c = rf_utf8_next(p + i, n - i, &size);
        c = size > 1 ? c : rf_windows_1252((unsigned char)p[i]);
        if (c - LATIN_FIRST < sizeof latin / sizeof *latin) {
            rf_buf_puts(out, latin[c - LATIN_FIRST]);
        } else {
            rf_utf8_put_base(out, c);
        }
    }
}
