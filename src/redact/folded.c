/* A text as letters and words (redact).
 *
 * Folding reads a text once: ASCII and the letters of Latin-1 by two tables, all other
 * characters through utf8proc's case folding and decomposition (base/str.h). */
#include "redact/folded.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"

/* ---- Folding ---- */

/* What is left of each byte of ASCII, and of the letters of U+00C0 to U+00FF by their
 * second byte; 0 where that is no single letter of ASCII. */
static const unsigned char ascii[128] = {
    ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ['A'] = 'a', 'b', 'c',
    'd',         'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n',         'o', 'p',
    'q',         'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', ['a'] = 'a', 'b', 'c',
    'd',         'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n',         'o', 'p',
    'q',         'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
};
static const unsigned char latin_lead = 0xc3;
static const char latin[] = "aaaaaa\0ceeeeiiii"
                            "\0nooooo\0\0uuuuy\0\0"
                            "aaaaaa\0ceeeeiiii"
                            "\0nooooo\0\0uuuuy\0y";

/* Where the text is read. */
struct reading {
    struct rf_folded *folded;
    const char *p;
    size_t i, n;
    bool is_inside; /* a word, which is the last one */
};

/* Adds the letters from start on, which p[from..i) became, to the word at hand, or begins
 * one with them. */
static void take_letters(struct reading *r, size_t start, size_t from)
{
    struct rf_folded *f = r->folded;
    if (f->letters.n == start) {
        return;
    }
    if (!r->is_inside) {
        if (f->count == f->capacity) {
            f->words = rf_list_grow(NULL, f->words, &f->capacity, sizeof *f->words);
        }
        f->words[f->count++] =
            (struct rf_word){.start = (uint32_t)start, .from = (uint32_t)from};
        r->is_inside = true;
    }
    f->words[f->count - 1].end = (uint32_t)f->letters.n;
    f->words[f->count - 1].to = (uint32_t)r->i;
}

/* Reads letters that fold to one of ASCII, as most are: this loop takes most of the time
 * of a search. It writes through local variables, because the compiler must assume that a
 * store through a pointer to char changes the members of r. */
static void read_plain(struct reading *r)
{
    const unsigned char *p = (const unsigned char *)r->p + r->i, *from = p;
    const unsigned char *end = (const unsigned char *)r->p + r->n;
    size_t start = r->folded->letters.n;
    char *first = r->folded->letters.p + start, *to = first;
    while (p < end) {
        unsigned char c = *p < 0x80 ? ascii[*p] : 0;
        if (c) {
            p++;
        } else if (*p == latin_lead && p + 1 < end &&
                   (c = (unsigned char)latin[p[1] & 0x3f]) != 0) {
            p += 2;
        } else {
            break;
        }
        *to++ = (char)c;
    }
    size_t before = r->i;
    r->i += (size_t)(p - from);
    r->folded->letters.n = start + (size_t)(to - first);
    take_letters(r, start, before);
}

/* Reads one character that is not in the tables: its base letters, or nothing where it is
 * invisible; anything else ends the word. */
static void read_other(struct reading *r)
{
    size_t start = r->folded->letters.n, from = r->i, size;
    uint32_t c = rf_utf8_next(r->p + r->i, r->n - r->i, &size);
    r->i += size;
    if (rf_is_word(c)) {
        rf_utf8_put_base(&r->folded->letters, c);
        take_letters(r, start, from);
        rf_buf_reserve(&r->folded->letters, r->n - r->i);
    } else {
        r->is_inside = r->is_inside && rf_is_unseen(c);
    }
}

void rf_fold_words(struct rf_folded *f, const char *p, size_t n)
{
    const unsigned char *bytes = (const unsigned char *)p;
    struct reading r = {f, p, 0, n, false};
    assert(n < UINT32_MAX);
    rf_buf_reset(&f->letters);
    rf_buf_reserve(&f->letters, n + 1);
    f->count = 0;
    while (r.i < n) {
        size_t i = r.i;
        while (i < n && bytes[i] < 0x80 && !ascii[bytes[i]]) {
            i++; /* what of ASCII separates words */
        }
        r.is_inside = r.is_inside && i == r.i;
        r.i = i;
        read_plain(&r);
        if (r.i < n && bytes[r.i] >= 0x80) {
            read_other(&r);
        }
    }
}

void rf_folded_clear(struct rf_folded *f)
{
    rf_buf_clear(&f->letters);
    free(f->words);
    *f = (struct rf_folded){0};
}

/* ---- Finding ---- */

bool rf_word_at_end(const struct rf_folded *f, size_t first, size_t n, size_t *last)
{
    size_t end = f->words[first].start + n, i = first;
    while (i < f->count && f->words[i].end < end) {
        i++;
    }
    *last = i;
    return i < f->count && f->words[i].end == end;
}

bool rf_find_letters(const struct rf_folded *f, const char *letters, size_t n,
                     size_t from, size_t *first, size_t *last)
{
    for (size_t i = from; i < f->count && f->words[i].start + n <= f->letters.n; i++) {
        if (memcmp(rf_letters_of(f, i), letters, n) == 0 &&
            rf_word_at_end(f, i, n, last)) {
            *first = i;
            return true;
        }
    }
    return false;
}
