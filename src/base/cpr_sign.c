/* Reads one sign of a text in which personal numbers are looked for: as a character, an
 * entity, percent-encoded, or as an escape of JSON, YAML, RTF or mail (base).
 *
 * Not rf_unescape (escape.h), which makes a new text: here the places of the signs in the
 * text as it is written have to be known, so that they can be masked where they stand. */
#include "base/cpr_internal.h"

#include <stdint.h>
#include <string.h>

#include "base/digits.h"
#include "base/str.h"

#define IS_DIGIT RF_CPR_IS_DIGIT

static const struct rf_cpr_sign other = {RF_SIGN_OTHER, 0, 1};

/* ---- Characters ---- */

/* delimiter: what parts cells in this text, besides pipes; NUL in prose. */
static enum rf_cpr_sign_kind kind_of_ascii(uint32_t c, char delimiter)
{
    if (delimiter && (c == (unsigned char)delimiter || c == '"')) {
        return c == '"' ? RF_SIGN_MARK : RF_SIGN_CELL;
    }
    switch (c) {
    case '-':
        return RF_SIGN_DASH;
    case ' ':
    case '+': /* in the queries of addresses */
    case '\t':
    case '\v':
    case '\f':
        return RF_SIGN_BLANK;
    case '.':
        return RF_SIGN_POINT;
    case '/':
        return RF_SIGN_SLASH;
    case '\n':
    case '\r':
        return RF_SIGN_BREAK;
    case '|':
        return RF_SIGN_CELL;
    case '*':
    case '_':
    case '`':
    case '~':
    case '[':
    case ']':
    case '\\':
        return RF_SIGN_MARK;
    default:
        return IS_DIGIT(c) ? RF_SIGN_DIGIT : RF_SIGN_OTHER;
    }
}

/* Points and slashes beyond ASCII: mathematical, full-width, of other scripts. */
static enum rf_cpr_sign_kind kind_of_other(uint32_t c)
{
    switch (c) {
    case 0xB7:
    case 0x2024:
    case 0x2027:
    case 0x2219:
    case 0x22C5:
    case 0xFF0E:
        return RF_SIGN_POINT;
    case 0x2044:
    case 0x2215:
    case 0x29F8:
    case 0xFF0F:
        return RF_SIGN_SLASH;
    default:
        return RF_SIGN_OTHER;
    }
}

/* A character as a sign that takes so many bytes of the text. */
static struct rf_cpr_sign sign_of(uint32_t c, size_t size, char delimiter)
{
    struct rf_cpr_sign sign = {RF_SIGN_OTHER, 0, size};
    int digit = rf_decimal_digit(c);
    if (digit >= 0) {
        sign = (struct rf_cpr_sign){RF_SIGN_DIGIT, (char)('0' + digit), size};
    } else if (c < 0x80) {
        sign.kind = kind_of_ascii(c, delimiter);
    } else if (rf_is_dash(c)) {
        sign.kind = RF_SIGN_DASH;
    } else if (rf_is_space(c)) {
        sign.kind = c == 0x2028 || c == 0x2029 ? RF_SIGN_BREAK : RF_SIGN_BLANK;
    } else if (rf_is_unseen(c)) {
        sign.kind = RF_SIGN_SOFT;
    } else {
        sign.kind = kind_of_other(c);
    }
    return sign;
}

/* What parts digits in Windows-1252, the one-byte encoding of older spreadsheets. */
static uint32_t from_windows(unsigned char byte)
{
    return byte == 0x96 ? 0x2013 : byte == 0x97 ? 0x2014 : byte >= 0xA0 ? byte : 0xFFFD;
}

/* ---- Escapes ---- */

/* Reads digits of a base; returns how many there were, up to most. */
static size_t read_code(const char *p, size_t n, int base, size_t most, uint32_t *code)
{
    size_t i = 0;
    *code = 0;
    for (; i < n && i < most; i++) {
        int value = rf_hex_digit(p[i]);
        if (value < 0 || value >= base) {
            break;
        }
        *code = *code * (uint32_t)base + (uint32_t)value;
    }
    return i;
}

/* One to four bytes, each after the sign ('%' in addresses, '=' in mails), that are one
 * character of UTF-8, or of Windows-1252. "%25" is that sign, encoded once more. */
static struct rf_cpr_sign encoded_bytes(const char *p, size_t n, char delimiter)
{
    enum { MOST_BYTES = 4 };
    char bytes[MOST_BYTES];
    size_t count = 0, at = 0, first_size = 0;
    while (count < MOST_BYTES && at < n && p[at] == p[0]) {
        uint32_t byte;
        size_t skip = n - at > 3 && memcmp(p + at, "%25", 3) == 0 ? 3 : 1;
        if (read_code(p + at + skip, n - at - skip, 16, 2, &byte) != 2) {
            break;
        }
        bytes[count++] = (char)byte;
        at += skip + 2;
        first_size = first_size ? first_size : at;
    }
    if (!count) {
        return other;
    }
    size_t size, step = first_size;
    uint32_t c = rf_utf8_next(bytes, count, &size);
    c = c == 0xFFFD ? from_windows((unsigned char)bytes[0]) : c;
    return sign_of(c, size * step, delimiter);
}

struct entity {
    const char *name;
    uint32_t code;
};

/* The entities of HTML that may part digits. */
static const struct entity entities[] = {
    {"NewLine", '\n'},
    {"NoBreak", 0x2060},
    {"NonBreakingSpace", 0xA0},
    {"Tab", '\t'},
    {"ThinSpace", 0x2009},
    {"VeryThinSpace", 0x200A},
    {"MediumSpace", 0x205F},
    {"ZeroWidthSpace", 0x200B},
    {"ast", '*'},
    {"bsol", '\\'},
    {"centerdot", 0xB7},
    {"dash", 0x2010},
    {"emsp", 0x2003},
    {"emsp13", 0x2004},
    {"emsp14", 0x2005},
    {"ensp", 0x2002},
    {"frasl", 0x2044},
    {"grave", '`'},
    {"hairsp", 0x200A},
    {"horbar", 0x2015},
    {"hyphen", 0x2010},
    {"lowbar", '_'},
    {"lrm", 0x200E},
    {"mdash", 0x2014},
    {"middot", 0xB7},
    {"minus", 0x2212},
    {"nbsp", 0xA0},
    {"ndash", 0x2013},
    {"numsp", 0x2007},
    {"period", '.'},
    {"puncsp", 0x2008},
    {"rlm", 0x200F},
    {"shy", 0xAD},
    {"sol", '/'},
    {"thinsp", 0x2009},
    {"verbar", '|'},
    {"zwj", 0x200D},
    {"zwnj", 0x200C},
};

/* The character that a name or a number means, as it stands between & and ;. Returns how
 * many bytes it takes with the semicolon, which numbers may lack; 0 where it is none. */
static size_t read_entity(const char *p, size_t n, uint32_t *code)
{
    enum { MOST_DIGITS = 8 };
    if (n && *p == '#') {
        size_t start = n > 1 && (p[1] == 'x' || p[1] == 'X') ? 2 : 1;
        size_t count =
            read_code(p + start, n - start, start == 2 ? 16 : 10, MOST_DIGITS, code);
        size_t end = start + count;
        return count ? end + (end < n && p[end] == ';') : 0;
    }
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        size_t length = strlen(entities[i].name);
        if (n > length && p[length] == ';' && memcmp(p, entities[i].name, length) == 0) {
            *code = entities[i].code;
            return length + 1;
        }
    }
    return 0;
}

/* A backslash: an escape of JSON and YAML (\u002d, \x2d, \U0000002d, \t, \_), of RTF
 * (\'96, \~), or of Markdown, where it stands for nothing itself. */
static struct rf_cpr_sign escape_at(const char *p, size_t n, char delimiter)
{
    static const struct {
        char letter;
        unsigned char digits;
    } codes[] = {{'u', 4}, {'U', 8}, {'x', 2}, {'\'', 2}};
    char letter = n > 1 ? p[1] : '\0';
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        size_t most = codes[i].digits;
        uint32_t code;
        if (letter == codes[i].letter &&
            read_code(p + 2, n - 2, 16, most, &code) == most) {
            code =
                letter == '\'' && code < 0xA0 ? from_windows((unsigned char)code) : code;
            struct rf_cpr_sign sign = sign_of(code, 2 + most, delimiter);
            if (sign.kind != RF_SIGN_OTHER) {
                return sign;
            }
        }
    }
    uint32_t code;
    size_t count = letter == 'u' ? read_code(p + 2, n - 2, 10, 5, &code) : 0;
    if (count) { /* RTF has decimal numbers, and a substitute after them */
        return sign_of(code, 2 + count + (2 + count < n && p[2 + count] == '?'),
                       delimiter);
    }
    switch (letter) {
    case 'n':
    case 'r':
    case 't':
    case 'N': /* YAML: next line … */
    case 'L':
    case 'P': /* … and other breaks */
    case '~':
        return (struct rf_cpr_sign){RF_SIGN_BLANK, 0, 2};
    default:
        return (struct rf_cpr_sign){RF_SIGN_MARK, 0, 1};
    }
}

/* ---- Tags ---- */

/* What the elements of HTML and of office files stand for between digits. An end tag, and
 * any other element, stands for nothing. */
static enum rf_cpr_sign_kind kind_of_element(const char *name, size_t n)
{
    static const struct {
        const char *name;
        enum rf_cpr_sign_kind kind;
    } elements[] = {
        {"td", RF_SIGN_CELL},   {"th", RF_SIGN_CELL},  {"c", RF_SIGN_CELL},
        {"tc", RF_SIGN_CELL},   {"br", RF_SIGN_BREAK}, {"p", RF_SIGN_BREAK},
        {"div", RF_SIGN_BREAK}, {"li", RF_SIGN_BREAK}, {"tr", RF_SIGN_BREAK},
        {"row", RF_SIGN_BREAK}, {"cr", RF_SIGN_BREAK}, {"line-break", RF_SIGN_BREAK},
        {"tab", RF_SIGN_BLANK}, {"s", RF_SIGN_BLANK},  {"table-cell", RF_SIGN_CELL},
        {"si", RF_SIGN_OTHER},
    };
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        if (strlen(elements[i].name) == n && memcmp(elements[i].name, name, n) == 0) {
            return elements[i].kind;
        }
    }
    return RF_SIGN_MARK;
}

/* A tag, by its name without a prefix. Blanks and breaks after it belong to it where
 * another tag follows: they are layout of the markup. */
static struct rf_cpr_sign tag_at(const char *p, size_t n)
{
    enum { LONGEST_BYTES = 300 };
    size_t most = n < LONGEST_BYTES ? n : LONGEST_BYTES, start = 1;
    const char *end = memchr(p, '>', most);
    if (!end || end - p < 2 ||
        !(strchr("/!?", p[1]) || ((p[1] | 0x20) >= 'a' && (p[1] | 0x20) <= 'z'))) {
        return other;
    }
    size_t name = 1;
    for (; p + name < end && !strchr(" \t\r\n/", p[name]); name++) {
        start = p[name] == ':' ? name + 1 : start; /* after a prefix: "w:tab" */
    }
    struct rf_cpr_sign sign = {kind_of_element(p + start, name - start), 0, 1};
    sign.size_bytes = (size_t)(end - p) + 1;
    size_t next = sign.size_bytes;
    while (next < n && strchr(" \t\r\n", p[next]) && p[next]) {
        next++;
    }
    if (next < n && p[next] == '<') {
        sign.size_bytes = next;
    }
    return sign;
}

/* ---- The sign ---- */

/* A closing bracket, with the address of the link that it ends. */
static size_t bracket_size(const char *p, size_t n)
{
    enum { LONGEST_BYTES = 300 };
    size_t most = n < LONGEST_BYTES ? n : LONGEST_BYTES;
    if (n > 1 && p[1] == '(') {
        for (size_t i = 2; i < most && p[i] != '\n'; i++) {
            if (p[i] == ')') {
                return i + 1;
            }
        }
    }
    return 1;
}

struct rf_cpr_sign rf_cpr_sign_at(const char *p, size_t n, char delimiter)
{
    struct rf_cpr_sign sign;
    switch (*p) {
    case '&': { /* "&ndash;", "&#45;", and "&amp;ndash;", which some reader undoes twice
                 */
        size_t start = n > 5 && memcmp(p, "&amp;", 5) == 0 ? 5 : 1;
        uint32_t code;
        size_t entity_size = read_entity(p + start, n - start, &code);
        return entity_size ? sign_of(code, start + entity_size, delimiter) : other;
    }
    case '%':
        return encoded_bytes(p, n, delimiter);
    case '=':
        if (n > 1 && p[1] == '\n') { /* a line that the mail's encoding has cut */
            return (struct rf_cpr_sign){RF_SIGN_SOFT, 0, 2};
        }
        return encoded_bytes(p, n, delimiter);
    case '\\':
        return escape_at(p, n, delimiter);
    case '<':
        return tag_at(p, n);
    default:
        break;
    }
    size_t size;
    uint32_t c = rf_utf8_next(p, n, &size);
    c = c == 0xFFFD && size == 1 ? from_windows((unsigned char)*p) : c;
    sign = sign_of(c, size, delimiter);
    if (*p == ']') {
        sign.size_bytes = bracket_size(p, n);
    } else if (*p == '\r' && n > 1 && p[1] == '\n') {
        sign.size_bytes = 2;
    }
    return sign;
}

/* Looks for what stands in front of an escape's first digit. */
size_t rf_cpr_escape_before(const char *text, size_t at)
{
    static const char *const leads[] = {"\\u", "\\x", "\\U", "&#",
                                        "&#x", "&#X", "%",   "="};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        size_t n = strlen(leads[i]);
        if (at >= n && memcmp(text + at - n, leads[i], n) == 0) {
            return at - n;
        }
    }
    return at;
}
