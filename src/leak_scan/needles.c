/* Looks for all needles of the closed texts at once, in letters that are given
 * (leak_scan).
 *
 * A filter of the hashes of their beginnings, which roll from letter to letter (Karp and
 * Rabin, 1987), passes over almost every place; what it lets through is looked up whole,
 * by each length. So no choice of texts makes a place take longer than a dozen look-ups.
 */
#include "leak_scan/needles.h"

#include <string.h>

enum { SHORT, LONG, KINDS };

static const size_t window_letters[KINDS] = {RF_LEAK_LETTERS, RF_NEEDLE_LETTERS};

static const uint64_t base = 0x9E3779B97F4A7C15u; /* odd, of no pattern */

enum {
    FIRST_CAPACITY = 1024,
    FIRST_BITS_LOG2 =
        16, /* 64 bits of a filter a needle: one place in 64 passes at most */
};

void rf_needles_clear(struct rf_needles *needles)
{
    rf_arena_clear(&needles->arena);
}

/* ---- Hashes ---- */

/* The hash of a whole needle, for the table. Needles are short, so three words hold one.
 */
static uint64_t hash_whole(const char *letters, size_t n)
{
    uint64_t words[RF_NEEDLE_LETTERS / sizeof(uint64_t)] = {0};
    memcpy(words, letters, n);
    uint64_t h = words[0] * base;
    h = (h ^ (h >> 29) ^ words[1]) * 0xD6E8FEB86659FD93u;
    h = (h ^ (h >> 29) ^ words[2]) * base;
    return h >> 20;
}

/* The hash of a window, as it would be after rolling there. */
static uint64_t hash_window(const char *letters, size_t n)
{
    uint64_t h = 0;
    for (size_t i = 0; i < n; i++) {
        h = h * base + (unsigned char)letters[i];
    }
    return h;
}

/* What a letter weighs that leaves a window of n. */
static uint64_t weight(size_t n)
{
    uint64_t w = 1;
    for (size_t i = 0; i < n; i++) {
        w *= base;
    }
    return w;
}

/* ---- The filters ---- */

/* True where a needle of the kind may begin with a window of this hash. */
static bool passes(const struct rf_needles *needles, int kind, uint64_t h)
{
    uint64_t bit = h >> needles->filter_shift;
    return needles->filters[kind][bit / 64] >> (bit % 64) & 1;
}

/* Enters a needle in the table and its beginning in the filter of its kind. */
static void enter(struct rf_needles *needles, size_t index)
{
    struct rf_needle *needle = &needles->list[index];
    size_t *slot =
        &needles->table[hash_whole(needle->letters, needle->n) & needles->table_mask];
    needle->next = *slot;
    *slot = index + 1;
    int kind = needle->n == RF_NEEDLE_LETTERS ? LONG : SHORT;
    uint64_t bit =
        hash_window(needle->letters, window_letters[kind]) >> needles->filter_shift;
    needles->filters[kind][bit / 64] |= (uint64_t)1 << (bit % 64);
    needles->lengths[bit / 64] |= (uint32_t)1 << needle->n;
}

/* Makes room for capacity needles, a power of 2, and enters those there are anew. */
static void set_capacity(struct rf_needles *needles, size_t capacity)
{
    const struct rf_needle *old = needles->list;
    needles->capacity = capacity;
    needles->filter_shift = 64 - FIRST_BITS_LOG2;
    for (size_t size = FIRST_CAPACITY; size < capacity; size *= 2) {
        needles->filter_shift--;
    }
    needles->list = RF_ARENA_NEW_ARRAY(&needles->arena, capacity, struct rf_needle);
    if (needles->count) {
        memcpy(needles->list, old, needles->count * sizeof *old);
    }
    needles->table_mask = 4 * capacity - 1;
    needles->table = RF_ARENA_NEW_ARRAY(&needles->arena, 4 * capacity, size_t);
    needles->lengths = RF_ARENA_NEW_ARRAY(&needles->arena, capacity, uint32_t);
    for (int kind = 0; kind < KINDS; kind++) {
        needles->filters[kind] = RF_ARENA_NEW_ARRAY(&needles->arena, capacity, uint64_t);
    }
    for (size_t i = 0; i < needles->count; i++) {
        enter(needles, i);
    }
}

/* ---- Needles ---- */

/* The needle of exactly these letters, or NULL. */
static struct rf_needle *find(const struct rf_needles *needles, const char *letters,
                              size_t n)
{
    size_t at =
        needles->count ? needles->table[hash_whole(letters, n) & needles->table_mask] : 0;
    for (; at; at = needles->list[at - 1].next) {
        struct rf_needle *needle = &needles->list[at - 1];
        if (needle->n == n && memcmp(needle->letters, letters, n) == 0) {
            return needle;
        }
    }
    return NULL;
}

void rf_needles_add(struct rf_needles *needles, const char *letters, size_t n,
                    const char *origin, bool is_title)
{
    struct rf_needle *there = find(needles, letters, n);
    if (there) {
        there->is_title = there->is_title || is_title;
        return;
    }
    if (needles->count == needles->capacity) {
        set_capacity(needles, needles->capacity ? 2 * needles->capacity : FIRST_CAPACITY);
    }
    needles->list[needles->count] =
        (struct rf_needle){.letters = rf_arena_copy(&needles->arena, letters, n),
                           .origin = origin,
                           .n = n,
                           .is_title = is_title};
    enter(needles, needles->count++);
}

/* ---- Looking ---- */

struct search {
    const struct rf_needles *needles;
    const char *letters;
    size_t n;
    bool (*visit)(void *data, struct rf_needle *needle, size_t at);
    void *data;
};

/* The needles at one place whose beginnings have the hash. */
static bool visit_at(const struct search *s, int kind, size_t at, uint64_t h)
{
    uint32_t lengths = s->needles->lengths[(h >> s->needles->filter_shift) / 64];
    size_t last = kind == SHORT ? RF_NEEDLE_LETTERS - 1 : RF_NEEDLE_LETTERS;
    for (size_t n = window_letters[kind]; n <= last && at + n <= s->n; n++) {
        struct rf_needle *needle =
            lengths >> n & 1 ? find(s->needles, s->letters + at, n) : NULL;
        if (needle && s->visit(s->data, needle, at)) {
            return true;
        }
    }
    return false;
}

/* Both windows roll in one loop: a letter is read once, and neither waits for the other.
 * Ends where the long one would reach beyond the letters. */
static bool each_of_both(const struct search *s, size_t *at)
{
    enum { SHORT_N = RF_LEAK_LETTERS, LONG_N = RF_NEEDLE_LETTERS };
    const unsigned char *p = (const unsigned char *)s->letters;
    uint64_t short_hash = hash_window(s->letters, SHORT_N),
             short_weight = weight(SHORT_N);
    uint64_t long_hash = hash_window(s->letters, LONG_N), long_weight = weight(LONG_N);
    for (*at = 0;; (*at)++, p++) {
        if ((passes(s->needles, LONG, long_hash) && visit_at(s, LONG, *at, long_hash)) ||
            (passes(s->needles, SHORT, short_hash) &&
             visit_at(s, SHORT, *at, short_hash))) {
            return true;
        }
        if (*at + LONG_N == s->n) {
            return false;
        }
        short_hash = short_hash * base + p[SHORT_N] - short_weight * *p;
        long_hash = long_hash * base + p[LONG_N] - long_weight * *p;
    }
}

bool rf_needles_each(struct rf_needles *needles, const char *letters, size_t n,
                     bool (*visit)(void *data, struct rf_needle *needle, size_t at),
                     void *data)
{
    const struct search search = {needles, letters, n, visit, data};
    size_t at = 0;
    if (!needles->count) {
        return false;
    }
    if (n >= RF_NEEDLE_LETTERS) {
        if (each_of_both(&search, &at)) {
            return true;
        }
        at++;
    }
    for (; at + RF_LEAK_LETTERS <= n; at++) {
        uint64_t h = hash_window(letters + at, RF_LEAK_LETTERS);
        if (passes(needles, SHORT, h) && visit_at(&search, SHORT, at, h)) {
            return true;
        }
    }
    return false;
}

/* ---- Dropping ---- */

/* Takes a needle out of the table at once: it may stand in many places. */
static bool unlink_needle(void *data, struct rf_needle *needle, size_t at)
{
    struct rf_needles *needles = data;
    size_t number = (size_t)(needle - needles->list) + 1;
    size_t *link =
        &needles->table[hash_whole(needle->letters, needle->n) & needles->table_mask];
    (void)at;
    while (*link != number) {
        link = &needles->list[*link - 1].next;
    }
    *link = needle->next;
    needle->is_dropped = true;
    return false;
}

void rf_needles_drop(struct rf_needles *needles, const char *letters, size_t n)
{
    size_t kept = 0, capacity = FIRST_CAPACITY;
    rf_needles_each(needles, letters, n, unlink_needle, needles);
    for (size_t i = 0; i < needles->count; i++) {
        if (!needles->list[i].is_dropped) {
            needles->list[kept++] = needles->list[i];
        }
    }
    while (capacity < kept) {
        capacity *= 2;
    }
    needles->count = kept;
    set_capacity(needles, capacity);
}
