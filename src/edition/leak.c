/* The last look at a public edition: is closed text in the bytes of an output?
 * (edition) */
#include "edition/leak.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "edition/letters.h"
#include "edition/zip.h"

/* A long text is looked for in pieces of so many letters: a part of it is a leak too. */
enum { PIECE = 24 };

/* Names of files and anchors keep no more of a title than this. */
enum { NAME_BYTES = 200 };

struct piece {
    const char *letters, *origin;
    size_t n;
    size_t next; /* of those with the same beginning: index + 1; 0: none */
    bool is_open;
};

struct rf_leaks {
    struct rf_arena arena;  /* of the pieces' letters and origins */
    struct rf_buf open;     /* letters of open texts, a NUL behind each */
    struct rf_buf raw, all; /* of the text at hand: unescaped, and its letters */
    struct piece *pieces;
    size_t count, capacity;
    size_t *table; /* by beginning: index + 1 of the first piece; 0: none */
    size_t mask;
    bool is_settled; /* what stands in open texts is known */
    const char *found;
};

struct rf_leaks *rf_leaks_new(void)
{
    struct rf_leaks *leaks = calloc(1, sizeof *leaks);
    if (!leaks) {
        abort();
    }
    return leaks;
}

void rf_leaks_free(struct rf_leaks *leaks)
{
    if (leaks) {
        rf_buf_clear(&leaks->open);
        rf_buf_clear(&leaks->raw);
        rf_buf_clear(&leaks->all);
        rf_arena_clear(&leaks->arena);
        free(leaks);
    }
}

/* ---- The pieces, by their first letters ---- */

/* Of the letters that every piece of a kind has: the whole of a long text's piece, else
 * the fewest that are looked for. */
static size_t hash(const char *letters, bool is_long)
{
    uint64_t words[PIECE / sizeof(uint64_t)] = {0};
    memcpy(words, letters, is_long ? PIECE : RF_LEAK_LETTERS);
    uint64_t h = words[0] * 0x9E3779B97F4A7C15u;
    h = (h ^ (h >> 29) ^ words[1]) * 0xD6E8FEB86659FD93u;
    h = (h ^ (h >> 29) ^ words[2]) * 0x9E3779B97F4A7C15u;
    return (size_t)(h >> 20);
}

static void enter(struct rf_leaks *leaks, size_t index)
{
    struct piece *piece = &leaks->pieces[index];
    size_t *slot = &leaks->table[hash(piece->letters, piece->n == PIECE) & leaks->mask];
    piece->next = *slot;
    *slot = index + 1;
}

static void grow(struct rf_leaks *leaks)
{
    size_t capacity = leaks->capacity ? 2 * leaks->capacity : 1024;
    struct piece *old = leaks->pieces;
    leaks->pieces = RF_ARENA_NEW_ARRAY(&leaks->arena, capacity, struct piece);
    if (leaks->count) {
        memcpy(leaks->pieces, old, leaks->count * sizeof *old);
    }
    leaks->capacity = capacity;
    leaks->mask = 4 * capacity - 1;
    leaks->table = RF_ARENA_NEW_ARRAY(&leaks->arena, 4 * capacity, size_t);
    for (size_t i = 0; i < leaks->count; i++) {
        enter(leaks, i);
    }
}

/* The piece that letters[0..n) begin with, from the at-th of its slot on (index + 1);
 * 0: none. */
static size_t find(const struct rf_leaks *leaks, size_t at, const char *letters, size_t n)
{
    for (; at; at = leaks->pieces[at - 1].next) {
        const struct piece *piece = &leaks->pieces[at - 1];
        if (piece->n <= n && memcmp(piece->letters, letters, piece->n) == 0) {
            return at;
        }
    }
    return 0;
}

static size_t slot_of(const struct rf_leaks *leaks, const char *letters, bool is_long)
{
    return leaks->count ? leaks->table[hash(letters, is_long) & leaks->mask] : 0;
}

static void add_piece(struct rf_leaks *leaks, const char *letters, size_t n,
                      const char *origin)
{
    size_t same = find(leaks, slot_of(leaks, letters, n == PIECE), letters, n);
    while (same && leaks->pieces[same - 1].n != n) {
        same = find(leaks, leaks->pieces[same - 1].next, letters, n);
    }
    if (same) {
        return;
    }
    if (leaks->count == leaks->capacity) {
        grow(leaks);
    }
    leaks->pieces[leaks->count] = (struct piece){
        .letters = rf_arena_copy(&leaks->arena, letters, n), .origin = origin, .n = n};
    enter(leaks, leaks->count++);
    leaks->is_settled = false;
}

static void add_letters(struct rf_leaks *leaks, const char *letters, size_t n,
                        const char *origin)
{
    if (n < RF_LEAK_LETTERS) {
        return;
    }
    if (n <= PIECE) {
        add_piece(leaks, letters, n, origin);
        return;
    }
    for (size_t at = 0; at + PIECE <= n; at += PIECE) {
        add_piece(leaks, letters + at, PIECE, origin);
    }
    add_piece(leaks, letters + n - PIECE, PIECE, origin);
}

/* ---- Taking texts in ---- */

typedef void use_letters(struct rf_leaks *leaks, const char *letters, size_t n,
                         const char *origin);

static void use(struct rf_leaks *leaks, const char *p, size_t n, const char *origin,
                use_letters *function)
{
    rf_buf_reset(&leaks->all);
    rf_letters(p, n, &leaks->all);
    if (leaks->all.n) {
        function(leaks, leaks->all.p, leaks->all.n, origin);
    }
}

/* Names spell letters beyond ASCII out (æ: ae). */
static bool has_other_letters(const char *text)
{
    while (*text && (unsigned char)*text < 0x80) {
        text++;
    }
    return *text != '\0';
}

/* A text in each form in which it is looked for: as it is; with what looks like escapes
 * in it undone, as outputs are read; spelled as the names of files and anchors are. */
static void use_forms(struct rf_leaks *leaks, const char *text, const char *origin,
                      use_letters *function)
{
    size_t n = strlen(text);
    use(leaks, text, n, origin, function);
    rf_buf_reset(&leaks->raw);
    rf_unescape(text, n, &leaks->raw);
    if (leaks->raw.n != n) {
        use(leaks, leaks->raw.p, leaks->raw.n, origin, function);
    }
    if (n <= NAME_BYTES && has_other_letters(text)) {
        struct rf_arena scratch = {0};
        const char *name = rf_slug(&scratch, text, NAME_BYTES);
        use(leaks, name, strlen(name), origin, function);
        rf_arena_clear(&scratch);
    }
}

void rf_leaks_add_closed(struct rf_leaks *leaks, const char *text, const char *origin)
{
    use_forms(leaks, text, rf_arena_string(&leaks->arena, origin), add_letters);
}

static void add_open(struct rf_leaks *leaks, const char *letters, size_t n,
                     const char *origin)
{
    (void)origin;
    rf_buf_add(&leaks->open, letters, n);
    rf_buf_char(&leaks->open, '\0');
    leaks->is_settled = false;
}

void rf_leaks_add_open(struct rf_leaks *leaks, const char *text)
{
    use_forms(leaks, text, "", add_open);
}

/* Every piece that letters[0..n) begin with is excused. */
static void excuse(struct rf_leaks *leaks, const char *letters, size_t n, bool is_long)
{
    size_t at = find(leaks, slot_of(leaks, letters, is_long), letters, n);
    while (at) {
        leaks->pieces[at - 1].is_open = true;
        at = find(leaks, leaks->pieces[at - 1].next, letters, n);
    }
}

/* What stands in an open text is no leak. No piece holds a NUL. */
static void settle(struct rf_leaks *leaks)
{
    const struct rf_buf *open = &leaks->open;
    for (size_t i = 0; leaks->count && i + RF_LEAK_LETTERS <= open->n; i++) {
        excuse(leaks, open->p + i, open->n - i, false);
        if (open->n - i >= PIECE) {
            excuse(leaks, open->p + i, open->n - i, true);
        }
    }
    leaks->is_settled = true;
}

/* ---- Looking ---- */

/* Whose piece letters[0..n) begin with; NULL: nobody's, or it is open. */
static const char *origin_of(const struct rf_leaks *leaks, const char *letters, size_t n,
                             bool is_long)
{
    size_t at = find(leaks, slot_of(leaks, letters, is_long), letters, n);
    while (at && leaks->pieces[at - 1].is_open) {
        at = find(leaks, leaks->pieces[at - 1].next, letters, n);
    }
    return at ? leaks->pieces[at - 1].origin : NULL;
}

static void look(struct rf_leaks *leaks, const char *letters, size_t n,
                 const char *origin)
{
    (void)origin;
    for (size_t i = 0; !leaks->found && i + RF_LEAK_LETTERS <= n; i++) {
        leaks->found = origin_of(leaks, letters + i, n - i, false);
        if (!leaks->found && n - i >= PIECE) {
            leaks->found = origin_of(leaks, letters + i, n - i, true);
        }
    }
}

/* Once as it stands, for attributes and addresses, once without tags, for words that one
 * runs through. */
static bool look_at_bytes(void *data, const char *p, size_t n)
{
    struct rf_leaks *leaks = data;
    rf_buf_reset(&leaks->raw);
    rf_unescape(p, n, &leaks->raw);
    use(leaks, leaks->raw.p, leaks->raw.n, "", look);
    if (!leaks->found && n && memchr(p, '<', n)) {
        struct rf_buf stripped = {0};
        rf_strip_tags(p, n, &stripped);
        rf_buf_reset(&leaks->raw);
        rf_unescape(stripped.p, stripped.n, &leaks->raw);
        use(leaks, leaks->raw.p, leaks->raw.n, "", look);
        rf_buf_clear(&stripped);
    }
    return leaks->found != NULL;
}

bool rf_leak_scan(struct rf_leaks *leaks, const char *bytes, size_t n,
                  const char **origin)
{
    if (!leaks->is_settled) {
        settle(leaks);
    }
    leaks->found = NULL;
    if (!look_at_bytes(leaks, bytes, n) && rf_zip_is(bytes, n)) {
        rf_zip_each(bytes, n, look_at_bytes, leaks);
    }
    *origin = leaks->found;
    return leaks->found != NULL;
}
