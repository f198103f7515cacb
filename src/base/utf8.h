/* Characters of Unicode and their bytes (base). */
#ifndef RF_BASE_UTF8_H
#define RF_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* True for a byte that goes on with a character of several. */
static inline bool rf_utf8_is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* A letter of ASCII as a small one, any other byte as it is. */
static inline char rf_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Decodes one character of valid UTF-8 at p (n bytes left, n > 0); sets *size_bytes to
 * 1-4. For an invalid byte returns U+FFFD and 1. */
uint32_t rf_utf8_next(const char *p, size_t n, size_t *size_bytes);

/* The character of a byte in Windows-1252, which is Latin-1 but for 0x80-0x9F. */
uint32_t rf_windows_1252(unsigned char byte);

/* The offset of the first byte that is not part of valid UTF-8 (RFC 3629: no overlong
 * forms, no surrogates), or n. */
size_t rf_utf8_valid(const char *p, size_t n);

/* The same, and a first look at the characters: of a valid text *has_suspects says
 * whether any character has to be looked at again: false promises that there is no
 * control but newline, nothing of U+0080-00BF, no bidi control and no noncharacter. */
size_t rf_utf8_look(const char *p, size_t n, bool *has_suspects);

/* A letter as a small one, any other character as it is. */
uint32_t rf_small_letter(uint32_t c);

/* Appends one character. */
void rf_utf8_put(struct rf_buf *out, uint32_t c);

/* Appends s with U+FFFD for each byte that is not UTF-8: file names may hold any bytes.
 */
void rf_utf8_put_clean(struct rf_buf *out, const char *s);

/* Appends what is left of a letter or digit without case, accents and other forms of it
 * ("Å" and "å": "a"; "ﬁ": "fi"); nothing for any other character. */
void rf_utf8_put_base(struct rf_buf *out, uint32_t c);

/* Appends a character in the one form that those which look like it have too, its accents
 * after it: a full-width digit as a digit, blanks of any kind as a space; nothing for
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

#endif
