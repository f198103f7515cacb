/* Strings and words, independent of any locale (base). What people wrote is compared by
 * Unicode's rules (utf8proc), with a short way for the letters of western Europe, which
 * is nearly all there is. */
#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/scan.h"

/* ---- Comparing ---- */

bool rf_streq(const char *a, const char *b)
{
    return a && b ? rf_same(a, b) : a == b;
}

bool rf_ends_with(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);
    return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

bool rf_ends_with_nocase(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);
    for (size_t i = 0; n >= m && i < m; i++) {
        if (rf_ascii_lower(s[n - m + i]) != rf_ascii_lower(suffix[i])) {
            return false;
        }
    }
    return n >= m;
}

/* ---- Folding ---- */

enum {
    LATIN_LEAD = 0xC3,
    MULTIPLICATION_SIGN = 0x97,
    SHARP_S = 0x9F,
    LAST_CAPITAL = 0x9E
};

/* Folds in place, trims, and makes every run of white space one space: text of ASCII and
 * the letters from U+00C0 to U+00FF but sharp s, each of which folds to a letter of the
 * same size, and none composes with another. False at any other character. */
static bool fold_latin(char *s)
{
    unsigned char *out = (unsigned char *)s;
    bool is_pending = false;
    for (const unsigned char *p = out; *p; p++) {
        if (*p <= ' ' && rf_is_space(*p)) {
            is_pending = out > (unsigned char *)s;
            continue;
        }
        if (is_pending) {
            *out++ = ' ';
            is_pending = false;
        }
        if (*p < 0x80) {
            *out++ = (unsigned char)rf_ascii_lower((char)*p);
            continue;
        }
        if (*p != LATIN_LEAD || !rf_utf8_is_tail(p[1]) || p[1] == SHARP_S) {
            return false;
        }
        bool is_capital = *++p <= LAST_CAPITAL && *p != MULTIPLICATION_SIGN;
        *out++ = LATIN_LEAD;
        *out++ = (unsigned char)(is_capital ? *p + 0x20 : *p);
    }
    *out = '\0';
    return true;
}

/* s as utf8proc maps it. */
static const char *map(struct rf_arena *arena, const char *s, int options)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s, 0, &mapped,
                                      (utf8proc_option_t)(options | UTF8PROC_NULLTERM));
    if (n < 0) {
        return s; /* not valid UTF-8: compared as it is */
    }
    const char *copy = rf_arena_copy(arena, (const char *)mapped, (size_t)n);
    free(mapped);
    return copy;
}

/* Text is in NFC where every character is below U+0300, the first one that composes with
 * another; its UTF-8 begins with 0xCC. */
const char *rf_nfc(struct rf_arena *arena, const char *s)
{
    const unsigned char *p = (const unsigned char *)s;
    while (*p && *p < 0xCC) {
        p++;
    }
    if (!*p) {
        return s;
    }
    const char *composed = map(arena, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    return strcmp(composed, s) == 0 ? s : composed;
}

static bool is_printed_ascii(char c)
{
    return c > ' ' && c < 0x7F;
}

/* The character at p is white space; *size_bytes is its length. */
static bool is_space_at(const char *p, size_t n, size_t *size_bytes)
{
    *size_bytes = 1;
    return !is_printed_ascii(*p) && rf_is_space(rf_utf8_next(p, n, size_bytes));
}

const char *rf_fold(struct rf_arena *arena, const char *s)
{
    char *copy = rf_arena_string(arena, s);
    if (fold_latin(copy)) {
        return copy;
    }
    char *folded = rf_arena_string(
        arena, map(arena, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
    size_t n = strlen(folded), out = 0;
    bool is_pending = false;
    for (size_t i = 0, size; i < n; i += size) { /* white space, as in fold_latin */
        if (is_space_at(folded + i, n - i, &size)) {
            is_pending = out > 0;
            continue;
        }
        if (is_pending) {
            folded[out++] = ' ';
            is_pending = false;
        }
        memmove(folded + out, folded + i, size);
        out += size;
    }
    folded[out] = '\0';
    return folded;
}

const char *rf_trim(struct rf_arena *arena, const char *s)
{
    size_t n = strlen(s), start = 0, end = 0;
    if (n && is_printed_ascii(s[0]) && is_printed_ascii(s[n - 1])) {
        return s;
    }
    bool has_start = false;
    for (size_t i = 0, size; i < n; i += size) {
        if (!is_space_at(s + i, n - i, &size)) {
            start = has_start ? start : i;
            has_start = true;
            end = i + size;
        }
    }
    if (start == 0 && end == n) {
        return s;
    }
    return rf_arena_copy(arena, s + start, end - start);
}

/* ---- Readable names ---- */

struct spelling {
    uint32_t c;
    const char *ascii;
};

/* How the letters that are no letter of ASCII with an accent are spelled (case-folded).
 */
static const char *spell_out(uint32_t c)
{
    static const struct spelling spellings[] = {
        {0xE6, "ae"}, {0xF8, "oe"}, {0xE5, "aa"}, {0xE4, "ae"},
        {0xF6, "oe"}, {0xFC, "ue"}, {0xDF, "ss"}, {0x153, "oe"},
        {0xF0, "d"},  {0xFE, "th"}, {0x111, "d"}, {0x142, "l"},
    };
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        if (spellings[i].c == c) {
            return spellings[i].ascii;
        }
    }
    return NULL;
}

/* Appends what a slug has of a character: letters and digits of ASCII, the spelling of
 * others, nothing for an accent that has a character of its own, and one hyphen for all
 * that stands between words. */
static void put_slug(struct rf_buf *out, uint32_t c)
{
    const char *spelled = c < 0x80 ? NULL : spell_out(c);
    if (c >= 0x80 && !spelled) {
        utf8proc_int32_t parts[8]; /* the first is the letter without its accents */
        int boundary = 0;
        utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 8,
                                                     UTF8PROC_DECOMPOSE, &boundary);
        c = n > 0 && n <= 8 ? (uint32_t)parts[0] : c;
        spelled = spell_out(c);
    }
    if (spelled) {
        rf_buf_puts(out, spelled);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        rf_buf_char(out, (char)c);
    } else if (utf8proc_category((utf8proc_int32_t)c) != UTF8PROC_CATEGORY_MN && out->n &&
               out->p[out->n - 1] != '-') {
        rf_buf_char(out, '-');
    }
}

const char *rf_slug(struct rf_arena *arena, const char *s, size_t max_bytes)
{
    const char *folded = rf_fold(arena, s);
    size_t n = strlen(folded);
    struct rf_buf out = {0};
    for (size_t i = 0; i < n && out.n < max_bytes;) {
        size_t size;
        put_slug(&out, rf_utf8_next(folded + i, n - i, &size));
        i += size;
    }
    out.n = out.n < max_bytes ? out.n : max_bytes;
    while (out.n && out.p[out.n - 1] == '-') {
        out.n--;
    }
    const char *slug = rf_arena_copy(arena, out.p ? out.p : "", out.n);
    rf_buf_clear(&out);
    return slug;
}

bool rf_looks_like_name(const char *s)
{
    size_t n = strlen(s), words = 0;
    bool is_start = true;
    for (size_t i = 0, size; i < n; i += size) {
        utf8proc_int32_t c = (utf8proc_int32_t)rf_utf8_next(s + i, n - i, &size);
        if (is_start && c != ' ' && utf8proc_tolower(c) == c) {
            return false;
        }
        words += is_start && c != ' ';
        is_start = c == ' ';
    }
    return words >= 2 && words <= 4;
}

/* ---- Nearest word ---- */

enum { WORD_LIMIT = 64 }; /* characters that are compared */

/* The characters of s without case; WORD_LIMIT + 1 where it has more than out holds. */
static size_t characters(const char *s, uint32_t *out)
{
    size_t n = strlen(s), count = 0;
    for (size_t i = 0; i < n;) {
        if (count == WORD_LIMIT) {
            return WORD_LIMIT + 1;
        }
        size_t size = 1;
        unsigned char byte = (unsigned char)s[i];
        if (byte < 0x80) {
            out[count++] = byte >= 'A' && byte <= 'Z' ? byte | 0x20u : byte;
        } else {
            uint32_t c = rf_utf8_next(s + i, n - i, &size);
            out[count++] = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
        }
        i += size;
    }
    return count;
}

/* Damerau-Levenshtein distance with adjacent transpositions, or limit + 1 where it is
 * greater than limit. Three rows of the table are kept: the one being filled, the last,
 * and the one before it, for transpositions. Only cells within limit of the diagonal can
 * be on the way to a result that counts; those beside them are set to limit + 1. */
static int distance(const uint32_t *a, size_t n, const uint32_t *b, size_t m, int limit)
{
    size_t near = (size_t)limit;
    int rows[3][WORD_LIMIT + 1];
    int *before = rows[0], *last = rows[1], *row = rows[2];
    if (n > m + near || m > n + near) {
        return limit + 1;
    }
    for (size_t j = 0; j <= m; j++) {
        before[j] = last[j] = (int)j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t from = i > near ? i - near : 1, to = i + near < m ? i + near : m;
        row[from - 1] = from == 1 ? (int)i : limit + 1;
        int least_of_row = row[from - 1];
        for (size_t j = from; j <= to; j++) {
            int change = last[j - 1] + (a[i - 1] != b[j - 1]);
            int gap = (last[j] < row[j - 1] ? last[j] : row[j - 1]) + 1;
            row[j] = change < gap ? change : gap;
            bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (is_swap && before[j - 2] + 1 < row[j]) {
                row[j] = before[j - 2] + 1;
            }
            least_of_row = row[j] < least_of_row ? row[j] : least_of_row;
        }
        if (least_of_row > limit + 1) { /* a swap may still make it one less */
            return limit + 1;
        }
        if (to < m) {
            row[to + 1] = limit + 1;
        }
        int *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[m];
}

const char *rf_nearest(const char *word, const char *const *candidates)
{
    uint32_t a[WORD_LIMIT], b[WORD_LIMIT];
    size_t n = characters(word, a);
    if (n > WORD_LIMIT) {
        return NULL;
    }
    int limit = (int)(n / 3) < 3 ? (int)(n / 3) : 3;
    const char *nearest = NULL;
    for (; *candidates; candidates++) {
        size_t m = characters(*candidates, b);
        int d = m <= WORD_LIMIT ? distance(a, n, b, m, limit) : limit + 1;
        if (d <= limit && (!nearest || d < limit)) {
            nearest = *candidates;
            limit = d;
        }
    }
    return nearest;
}
