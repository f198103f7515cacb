/* UTF-8 and words: what the C library lacks, independent of any locale (base). */
#ifndef RF_BASE_STR_H
#define RF_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* Decodes one character of valid UTF-8 at p (n bytes left, n > 0); sets *size_bytes to
 * 1-4. For an invalid byte returns U+FFFD and 1. */
uint32_t rf_utf8_next(const char *p, size_t n, size_t *size_bytes);

/* The character of a byte in Windows-1252, which is Latin-1 but for 0x80-0x9F. */
uint32_t rf_windows_1252(unsigned char byte);

/* The offset of the first byte that is not part of valid UTF-8 (RFC 3629: no overlong
 * forms, no surrogates), or n. */
size_t rf_utf8_valid(const char *p, size_t n);

/* The same. Of a valid text *has_suspects says whether any character has to be looked at
 * again: false promises that there is no control but newline, nothing of U+0080-00BF, no
 * bidi control and no noncharacter. */
size_t rf_utf8_look(const char *p, size_t n, bool *has_suspects);

/* Appends one character. */
void rf_utf8_put(struct rf_buf *out, uint32_t c);

/* Appends s with U+FFFD for each byte that is not UTF-8: file names may hold any bytes.
 */
void rf_utf8_put_clean(struct rf_buf *out, const char *s);

/* Appends what is left of a letter or digit without case, accents and other forms of it
 * ("Å" and "å": "a"; "ﬁ": "fi"); nothing for any other character. */
void rf_utf8_put_base(struct rf_buf *out, uint32_t c);

/* Appends a character in the one form that those which look like it have too, its accents
 * behind it: a full-width digit as a digit, blanks of any kind as a space; nothing for
 * what shows nothing, as a soft hyphen. */
void rf_utf8_put_form(struct rf_buf *out, uint32_t c, bool ignores_case);

/* The number of characters in p[0..n). */
size_t rf_utf8_count(const char *p, size_t n);

/* Columns that a character takes on a terminal: 0, 1 or 2. */
int rf_utf8_width(uint32_t c);

/* True for white space of any script, U+00A0 included. */
bool rf_is_space(uint32_t c);

/* True for the invisible characters that reorder their neighbours: U+202A-202E,
 * U+2066-2069. */
bool rf_is_bidi_control(uint32_t c);

/* True for what Unicode will never make a character: U+FFFE and U+FFFF, the last two of
 * every plane, and U+FDD0 to U+FDEF. XML and HTML forbid them. */
bool rf_is_noncharacter(uint32_t c);

/* True for letters and digits of any script. */
bool rf_is_word(uint32_t c);

/* True for a small letter. */
bool rf_is_lower(uint32_t c);

/* The value of a decimal digit of any script, or -1. */
int rf_decimal_digit(uint32_t c);

/* True for hyphens, dashes and minus signs of any kind. */
bool rf_is_dash(uint32_t c);

/* True for what shows nothing of its own: soft hyphens, signs without width, controls of
 * direction, combining marks. */
bool rf_is_unseen(uint32_t c);

/* True where two strings are the same; most that are not differ in their first byte. */
static inline bool rf_same(const char *a, const char *b)
{
    return *a == *b && strcmp(a, b) == 0;
}

bool rf_streq(const char *a, const char *b); /* NULL equals only NULL */

/* True where s begins with the prefix; most that do not differ in their first byte. */
static inline bool rf_starts_with(const char *s, const char *prefix)
{
    return !*prefix || (*s == *prefix && strncmp(s, prefix, strlen(prefix)) == 0);
}

bool rf_ends_with(const char *s, const char *suffix);
bool rf_ends_with_nocase(const char *s, const char *suffix); /* ASCII letters only */

/* s in NFC, case-folded, white space trimmed and folded to one space: two names that a
 * reader takes for the same compare equal. */
const char *rf_fold(struct rf_arena *arena, const char *s);

/* s in NFC. Returns s itself where it already is. */
const char *rf_nfc(struct rf_arena *arena, const char *s);

/* Trims ASCII and Unicode white space; the result is in the arena, or s itself. */
const char *rf_trim(struct rf_arena *arena, const char *s);

/* A readable name for anchors and files: lower-case ASCII letters, digits and single
 * hyphens, at most max_bytes; letters of the Latin script are spelled out (æ ae, ø oe, å
 * aa, ä ae, ö oe, ü ue, ß ss; accents dropped). "" where nothing is left. */
const char *rf_slug(struct rf_arena *arena, const char *s, size_t max_bytes);

/* True for two to four words that all begin with a capital letter. */
bool rf_looks_like_name(const char *s);

/* The candidate nearest to word by edit distance (Damerau-Levenshtein over case-folded
 * characters), or NULL where none is near: at most a third of the word's length, and at
 * most 3 edits. candidates ends with NULL. */
const char *rf_nearest(const char *word, const char *const *candidates);

#endif
