/* Pieces of closed texts, and where they stand in other letters (leak_scan).
 *
 * A filter of the hashes of their beginnings, which roll from letter to letter (Karp and
 * Rabin, 1987), passes over almost every place; what it lets through is looked up whole,
 * by each length. So no choice of texts makes a place take longer than a dozen look-ups.
 */
#include "leak_scan/needles.h"

#include <string.h>

enum { SHORT, LONG, KINDS };

static const size_t window_letters[KINDS] = {RF_LEAK_LETTERS, RF_PIECE_LETTERS};

static const uint64_t base = 0x9E3779B97F4A7C15u; /* odd, of no pattern */

enum {
    FIRST_CAPACITY = 1024,
    FIRST_BITS_LOG2 =
        16, /* 64 bits of a filter a piece: one place in 64 passes at most */
};

void rf_pieces_clear(struct rf_pieces *pieces)
{
    rf_arena_clear(&pieces->arena);
}

/* ---- Hashes ---- */

/* The hash of a whole piece, for the table. Pieces are short, so three words hold one. */
static uint64_t hash_whole(const char *letters, size_t n)
{
    uint64_t words[RF_PIECE_LETTERS / sizeof(uint64_t)] = {0};
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

/* True where a piece of the kind may begin with a window of this hash. */
static bool passes(const struct rf_pieces *pieces, int kind, uint64_t h)
{
    uint64_t bit = h >> pieces->filter_shift;
    return pieces->filters[kind][bit / 64] >> (bit % 64) & 1;
}

/* Enters a piece in the table and its beginning in the filter of its kind. */
static void enter(struct rf_pieces *pieces, size_t index)
{
    struct rf_piece *piece = &pieces->list[index];
    size_t *slot =
        &pieces->table[hash_whole(piece->letters, piece->n) & pieces->table_mask];
    piece->next = *slot;
    *slot = index + 1;
    int kind = piece->n == RF_PIECE_LETTERS ? LONG : SHORT;
    uint64_t bit =
        hash_window(piece->letters, window_letters[kind]) >> pieces->filter_shift;
    pieces->filters[kind][bit / 64] |= (uint64_t)1 << (bit % 64);
    pieces->lengths[bit / 64] |= (uint32_t)1 << piece->n;
}

/* Makes room for capacity pieces, a power of 2, and enters those there are anew. */
static void set_capacity(struct rf_pieces *pieces, size_t capacity)
{
    const struct rf_piece *old = pieces->list;
    pieces->capacity = capacity;
    pieces->filter_shift = 64 - FIRST_BITS_LOG2;
    for (size_t size = FIRST_CAPACITY; size < capacity; size *= 2) {
        pieces->filter_shift--;
    }
    pieces->list = RF_ARENA_NEW_ARRAY(&pieces->arena, capacity, struct rf_piece);
    if (pieces->count) {
        memcpy(pieces->list, old, pieces->count * sizeof *old);
    }
    pieces->table_mask = 4 * capacity - 1;
    pieces->table = RF_ARENA_NEW_ARRAY(&pieces->arena, 4 * capacity, size_t);
    pieces->lengths = RF_ARENA_NEW_ARRAY(&pieces->arena, capacity, uint32_t);
    for (int kind = 0; kind < KINDS; kind++) {
        pieces->filters[kind] = RF_ARENA_NEW_ARRAY(&pieces->arena, capacity, uint64_t);
    }
    for (size_t i = 0; i < pieces->count; i++) {
        enter(pieces, i);
    }
}

/* ---- Pieces ---- */

/* The piece of exactly these letters, or NULL. */
static struct rf_piece *find(const struct rf_pieces *pieces, const char *letters,
                             size_t n)
{
    size_t at =
        pieces->count ? pieces->table[hash_whole(letters, n) & pieces->table_mask] : 0;
    for (; at; at = pieces->list[at - 1].next) {
        struct rf_piece *piece = &pieces->list[at - 1];
        if (piece->n == n && memcmp(piece->letters, letters, n) == 0) {
            return piece;
        }
    }
    return NULL;
}

void rf_pieces_add(struct rf_pieces *pieces, const char *letters, size_t n,
                   const char *origin, bool is_title)
{
    struct rf_piece *there = find(pieces, letters, n);
    if (there) {
        there->is_title = there->is_title || is_title;
        return;
    }
    if (pieces->count == pieces->capacity) {
        set_capacity(pieces, pieces->capacity ? 2 * pieces->capacity : FIRST_CAPACITY);
    }
    pieces->list[pieces->count] =
        (struct rf_piece){.letters = rf_arena_copy(&pieces->arena, letters, n),
                          .origin = origin,
                          .n = n,
                          .is_title = is_title};
    enter(pieces, pieces->count++);
}

/* ---- Looking ---- */

struct search {
    const struct rf_pieces *pieces;
    const char *letters;
    size_t n;
    bool (*visit)(void *data, struct rf_piece *piece, size_t at);
    void *data;
};

/* The pieces at one place whose beginnings have the hash. */
static bool visit_at(const struct search *s, int kind, size_t at, uint64_t h)
{
    uint32_t lengths = s->pieces->lengths[(h >> s->pieces->filter_shift) / 64];
    size_t last = kind == SHORT ? RF_PIECE_LETTERS - 1 : RF_PIECE_LETTERS;
    for (size_t n = window_letters[kind]; n <= last && at + n <= s->n; n++) {
        struct rf_piece *piece =
            lengths >> n & 1 ? find(s->pieces, s->letters + at, n) : NULL;
        if (piece && s->visit(s->data, piece, at)) {
            return true;
        }
    }
    return false;
}

/* Both windows roll in one loop: a letter is read once, and neither waits for the other.
 * Ends where the long one would reach beyond the letters. */
static bool each_of_both(const struct search *s, size_t *at)
{
    enum { SHORT_N = RF_LEAK_LETTERS, LONG_N = RF_PIECE_LETTERS };
    const unsigned char *p = (const unsigned char *)s->letters;
    uint64_t short_hash = hash_window(s->letters, SHORT_N),
             short_weight = weight(SHORT_N);
    uint64_t long_hash = hash_window(s->letters, LONG_N), long_weight = weight(LONG_N);
    for (*at = 0;; (*at)++, p++) {
        if ((passes(s->pieces, LONG, long_hash) && visit_at(s, LONG, *at, long_hash)) ||
            (passes(s->pieces, SHORT, short_hash) &&
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

bool rf_pieces_each(struct rf_pieces *pieces, const char *letters, size_t n,
                    bool (*visit)(void *data, struct rf_piece *piece, size_t at),
                    void *data)
{
    const struct search search = {pieces, letters, n, visit, data};
    size_t at = 0;
    if (!pieces->count) {
        return false;
    }
    if (n >= RF_PIECE_LETTERS) {
        if (each_of_both(&search, &at)) {
            return true;
        }
        at++;
    }
    for (; at + RF_LEAK_LETTERS <= n; at++) {
        uint64_t h = hash_window(letters + at, RF_LEAK_LETTERS);
        if (passes(pieces, SHORT, h) && visit_at(&search, SHORT, at, h)) {
            return true;
        }
    }
    return false;
}

/* ---- Dropping ---- */

/* Takes a piece out of the table at once: it may stand in many places. */
static bool unlink_piece(void *data, struct rf_piece *piece, size_t at)
{
    struct rf_pieces *pieces = data;
    size_t number = (size_t)(piece - pieces->list) + 1;
    size_t *link =
        &pieces->table[hash_whole(piece->letters, piece->n) & pieces->table_mask];
    (void)at;
    while (*link != number) {
        link = &pieces->list[*link - 1].next;
    }
    *link = piece->next;
    piece->is_dropped = true;
    return false;
}

void rf_pieces_drop(struct rf_pieces *pieces, const char *letters, size_t n)
{
    size_t kept = 0, capacity = FIRST_CAPACITY;
    rf_pieces_each(pieces, letters, n, unlink_piece, pieces);
    for (size_t i = 0; i < pieces->count; i++) {
        if (!pieces->list[i].is_dropped) {
            pieces->list[kept++] = pieces->list[i];
        }
    }
    while (capacity < kept) {
        capacity *= 2;
    }
    pieces->count = kept;
    set_capacity(pieces, capacity);
}
