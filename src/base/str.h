/* Strings and words: what the C library lacks, independent of any locale (base).
 * Functions that return a new string make it in the arena that they are given. */
#ifndef RF_BASE_STR_H
#define RF_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

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
