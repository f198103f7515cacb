/* What open texts spell where they stand beside each other: a label and its value, a
 * number and a title, two cells of a table (leak_scan).
 *
 * A set of hashes holds the first and the last END_LETTERS letters of every open text. A
 * stretch of letters is spelt when it can be covered by a chain of such texts: found by
 * dynamic programming over the stretch, which is at most END_LETTERS long. */
#include "leak_scan/adjacent.h"

#include <assert.h>
#include <string.h>

/* Of a long text so much is compared. Fewer letters than SHORTEST would spell anything;
 * so would many texts, or long numbers. */
enum { END_LETTERS = 24, SHORTEST = 3, MOST_TEXTS = 4, MOST_DIGITS = 8 };

enum end { HEAD = 1, TAIL = 2 };

/* ---- The set ---- */

/* The hash of at most END_LETTERS letters, which are the beginning or the end of a text;
 * never 0, which marks a free slot. Only hashes are kept: two texts of one hash would
 * excuse a match that they do not spell, once in 2^64. */
static uint64_t hash(const char *letters, size_t n, enum end end)
{
    uint64_t words[END_LETTERS / sizeof(uint64_t)] = {0};
    memcpy(words, letters, n);
    uint64_t h = (words[0] + n * 4 + end) * 0x9E3779B97F4A7C15u;
    h = (h ^ (h >> 29) ^ words[1]) * 0xD6E8FEB86659FD93u;
    h = (h ^ (h >> 29) ^ words[2]) * 0x9E3779B97F4A7C15u;
    h ^= h >> 32;
    return h ? h : 1;
}

/* Open addressing, with the next slot on collision: half of the table is free. */
static uint64_t *slot_of(const struct rf_ends *ends, uint64_t h)
{
    size_t i = h & ends->table_mask;
    while (ends->table[i] && ends->table[i] != h) {
        i = (i + 1) & ends->table_mask;
    }
    return &ends->table[i];
}

static bool has(const struct rf_ends *ends, const char *letters, size_t n, enum end end)
{
    return *slot_of(ends, hash(letters, n, end)) != 0;
}

void rf_ends_add(struct rf_ends *ends, const struct rf_buf *const *texts)
{
    size_t size = 1024, count = 0;
    for (size_t k = 0; texts[k]; k++) {
        for (size_t i = 0; i < texts[k]->n; i++) {
            count += texts[k]->p[i] == '\0';
        }
    }
    while (size < 4 * count) { /* two entries a text: half of the table stays free */
        size *= 2;
    }
    ends->table = RF_ARENA_NEW_ARRAY(&ends->arena, size, uint64_t);
    ends->table_mask = size - 1;
    for (; *texts; texts++) {
        for (size_t i = 0, n; i < (*texts)->n; i += n + 1) {
            const char *text = (*texts)->p + i;
            n = strlen(text);
            size_t kept = n < END_LETTERS ? n : END_LETTERS;
            if (kept >= SHORTEST) {
                uint64_t head = hash(text, kept, HEAD);
                uint64_t tail = hash(text + n - kept, kept, TAIL);
                *slot_of(ends, head) = head;
                *slot_of(ends, tail) = tail;
            }
        }
    }
}

void rf_ends_clear(struct rf_ends *ends)
{
    rf_arena_clear(&ends->arena);
    *ends = (struct rf_ends){0};
}

/* ---- Looking ---- */

struct stretch {
    const struct rf_ends *ends;
    const char *letters;
    size_t n, at, end; /* what is to be spelt is [at, end) */
};

/* fewest[i]: the smallest number of texts that cover letters[at..at + i); NONE: they are
 * not covered by MOST_TEXTS or fewer. */
enum { NONE = MOST_TEXTS + 1 };

/* Extends a chain of `before` texts by each text that begins at from; the counts of their
 * ends are lowered. True where one reaches the end of the stretch. */
static bool put_texts(const struct stretch *s, size_t from, int before, int *fewest)
{
    for (size_t length = SHORTEST; length <= END_LETTERS && from + length <= s->n;
         length++) {
        if (has(s->ends, s->letters + from, length, HEAD)) {
            if (from + length >= s->end) {
                return true;
            }
            int *count = &fewest[from + length - s->at];
            *count = *count < before + 1 ? *count : before + 1;
        }
    }
    return false;
}

/* True where a text ends at end that begins no later than the stretch. */
static bool begins_before(const struct stretch *s, size_t end)
{
    size_t longest = end < END_LETTERS ? end : END_LETTERS;
    for (size_t length = end - s->at > SHORTEST ? end - s->at : SHORTEST;
         length <= longest; length++) {
        if (has(s->ends, s->letters + end - length, length, TAIL)) {
            return true;
        }
    }
    return false;
}

/* Goes through the stretch from left to right. A chain begins at its first letter, or
 * with a text that began before it; up to MOST_DIGITS digits may stand between two texts.
 */
bool rf_is_spelt(const struct rf_ends *ends, const char *letters, size_t n, size_t at,
                 size_t length)
{
    const struct stretch s = {ends, letters, n, at, at + length};
    assert(length <= END_LETTERS);
    int fewest[END_LETTERS] = {0};
    for (size_t i = 1; i < length; i++) {
        fewest[i] = begins_before(&s, at + i) ? 1 : NONE;
    }
    for (; at < s.end; at++) {
        int before = fewest[at - s.at];
        size_t digits_end = at;
        while (digits_end < n && digits_end < at + MOST_DIGITS &&
               letters[digits_end] >= '0' && letters[digits_end] <= '9') {
            digits_end++;
        }
        if (before < NONE && digits_end >= s.end) {
            return before > 0;
        }
        for (size_t from = at; before < MOST_TEXTS && from <= digits_end; from++) {
            if (put_texts(&s, from, before, fewest)) {
                return true;
            }
        }
    }
    return false;
}
