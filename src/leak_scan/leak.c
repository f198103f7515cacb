/* The last look at a public edition: is closed text in the bytes of an output?
 * (leak_scan) */
#include "leak_scan/leak.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "leak_scan/adjacent.h"
#include "leak_scan/needles.h"
#include "leak_scan/normalize.h"

enum {
    NAME_BYTES = 200, /* names of files and anchors keep no more of a title than this */
    STEP_BYTES = 1024 * 1024, /* of a long text are looked at at once … */
    AROUND_LETTERS = 64,      /* … with so many that stand around a piece */
};

struct rf_leaks {
    struct rf_arena arena; /* of the pieces' origins */
    struct rf_buf open;    /* letters of open texts, a NUL behind each … */
    struct rf_buf parts;   /* … and of their parts */
    struct rf_buf all;     /* letters of the text at hand */
    struct rf_pieces pieces;
    struct rf_ends ends; /* of the open texts; made where they are asked for */
    size_t end;          /* pieces from here on are found again, with what follows them */
    bool is_settled;     /* what stands in open texts is known */
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
        rf_buf_clear(&leaks->parts);
        rf_buf_clear(&leaks->all);
        rf_pieces_clear(&leaks->pieces);
        rf_ends_clear(&leaks->ends);
        rf_arena_clear(&leaks->arena);
        free(leaks);
    }
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

/* A text in each form in which it is looked for: as it is; spelled as the names of files
 * and anchors are. */
static void use_forms(struct rf_leaks *leaks, const char *text, const char *origin,
                      use_letters *function)
{
    size_t n = strlen(text);
    use(leaks, text, n, origin, function);
    if (n <= NAME_BYTES && has_other_letters(text)) {
        struct rf_arena scratch = {0};
        const char *name = rf_slug(&scratch, text, NAME_BYTES);
        use(leaks, name, strlen(name), origin, function);
        rf_arena_clear(&scratch);
    }
}

static void add_pieces(struct rf_leaks *leaks, const char *letters, size_t n,
                       const char *origin, bool is_title)
{
    if (n < RF_LEAK_LETTERS) {
        return;
    }
    leaks->is_settled = false;
    if (n <= RF_PIECE_LETTERS) {
        rf_pieces_add(&leaks->pieces, letters, n, origin, is_title);
        return;
    }
    for (size_t at = 0; at + RF_PIECE_LETTERS <= n; at += RF_PIECE_LETTERS) {
        rf_pieces_add(&leaks->pieces, letters + at, RF_PIECE_LETTERS, origin, is_title);
    }
    rf_pieces_add(&leaks->pieces, letters + n - RF_PIECE_LETTERS, RF_PIECE_LETTERS,
                  origin, is_title);
}

static void add_closed(struct rf_leaks *leaks, const char *letters, size_t n,
                       const char *origin)
{
    add_pieces(leaks, letters, n, origin, false);
}

static void add_closed_title(struct rf_leaks *leaks, const char *letters, size_t n,
                             const char *origin)
{
    add_pieces(leaks, letters, n, origin, true);
}

void rf_leaks_add_closed(struct rf_leaks *leaks, const char *text, const char *origin)
{
    use_forms(leaks, text, rf_arena_string(&leaks->arena, origin), add_closed);
}

void rf_leaks_add_closed_title(struct rf_leaks *leaks, const char *text,
                               const char *origin)
{
    use_forms(leaks, text, rf_arena_string(&leaks->arena, origin), add_closed_title);
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

static void add_part(struct rf_leaks *leaks, const char *letters, size_t n,
                     const char *origin)
{
    (void)origin;
    rf_buf_add(&leaks->parts, letters, n);
    rf_buf_char(&leaks->parts, '\0');
    leaks->is_settled = false;
}

void rf_leaks_add_part(struct rf_leaks *leaks, const char *text)
{
    use(leaks, text, strlen(text), "", add_part);
}

/* ---- Looking ---- */

/* What stands in an open text is no leak. No piece holds a NUL. */
static void settle(struct rf_leaks *leaks)
{
    rf_pieces_drop(&leaks->pieces, leaks->open.p, leaks->open.n);
    rf_ends_clear(&leaks->ends);
    leaks->is_settled = true;
}

/* Nor is what open texts spell beside each other, unless it is a title: two cells that
 * have nothing to do with each other may spell one. */
static bool find_leak(void *data, struct rf_piece *piece, size_t at)
{
    struct rf_leaks *leaks = data;
    if (at >= leaks->end) {
        return false;
    }
    if (!leaks->ends.table) {
        const struct rf_buf *texts[] = {&leaks->open, &leaks->parts, NULL};
        rf_ends_take(&leaks->ends, texts);
    }
    if (piece->is_title ||
        !rf_is_spelt(&leaks->ends, leaks->all.p, leaks->all.n, at, piece->n)) {
        leaks->found = piece->origin;
    }
    return leaks->found != NULL;
}

/* How much of p[at..n) is looked at next: up to the beginning of a character. */
static size_t step_end(const char *p, size_t at, size_t n)
{
    size_t end = n - at > STEP_BYTES ? at + STEP_BYTES : n;
    while (end < n && ((unsigned char)p[end] & 0xC0) == 0x80 && end > at + 1) {
        end--;
    }
    return end;
}

/* Keeps the last letters, for the pieces that go on in the next step. */
static void keep_last(struct rf_buf *letters)
{
    size_t kept = 3 * AROUND_LETTERS;
    if (letters->n > kept) {
        memmove(letters->p, letters->p + letters->n - kept, kept);
        letters->n = kept;
    }
}

bool rf_leak_scan(struct rf_leaks *leaks, const char *text, size_t n, const char **origin)
{
    if (!leaks->is_settled) {
        settle(leaks);
    }
    leaks->found = NULL;
    rf_buf_reset(&leaks->all);
    for (size_t at = 0, end; at < n && !leaks->found; at = end) {
        end = step_end(text, at, n);
        rf_letters(text + at, end - at, &leaks->all);
        bool is_last = end == n;
        leaks->end = is_last                         ? leaks->all.n
                     : leaks->all.n > AROUND_LETTERS ? leaks->all.n - AROUND_LETTERS
                                                     : 0;
        rf_pieces_each(&leaks->pieces, leaks->all.p ? leaks->all.p : "", leaks->all.n,
                       find_leak, leaks);
        keep_last(&leaks->all);
    }
    *origin = leaks->found;
    return leaks->found != NULL;
}
