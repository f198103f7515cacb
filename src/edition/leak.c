/* The last look at a public edition: is closed text in the bytes of an output?
 * (edition) */
#include "edition/leak.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "edition/beside.h"
#include "edition/letters.h"
#include "edition/pieces.h"
#include "edition/zip.h"

/* Names of files and anchors keep no more of a title than this. */
enum { NAME_BYTES = 200 };

struct rf_leaks {
    struct rf_arena arena;  /* of the pieces' origins */
    struct rf_buf open;     /* letters of open texts, a NUL behind each … */
    struct rf_buf parts;    /* … and of their parts */
    struct rf_buf raw, all; /* of the text at hand: unescaped, and its letters */
    struct rf_pieces pieces;
    struct rf_ends ends; /* of the open texts; made where they are asked for */
    bool is_whole;       /* the last look saw all */
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
        rf_buf_clear(&leaks->raw);
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

static void add_closed(struct rf_leaks *leaks, const char *letters, size_t n,
                       const char *origin)
{
    if (n < RF_LEAK_LETTERS) {
        return;
    }
    leaks->is_settled = false;
    if (n <= RF_PIECE_LETTERS) {
        rf_pieces_add(&leaks->pieces, letters, n, origin);
        return;
    }
    for (size_t at = 0; at + RF_PIECE_LETTERS <= n; at += RF_PIECE_LETTERS) {
        rf_pieces_add(&leaks->pieces, letters + at, RF_PIECE_LETTERS, origin);
    }
    rf_pieces_add(&leaks->pieces, letters + n - RF_PIECE_LETTERS, RF_PIECE_LETTERS,
                  origin);
}

void rf_leaks_add_closed(struct rf_leaks *leaks, const char *text, const char *origin)
{
    use_forms(leaks, text, rf_arena_string(&leaks->arena, origin), add_closed);
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

/* Nor is what open texts spell beside each other. */
static bool find_leak(void *data, struct rf_piece *piece, size_t at)
{
    struct rf_leaks *leaks = data;
    if (!leaks->ends.table) {
        const struct rf_buf *texts[] = {&leaks->open, &leaks->parts, NULL};
        rf_ends_take(&leaks->ends, texts);
    }
    if (!rf_is_spelt(&leaks->ends, leaks->all.p, leaks->all.n, at, piece->n)) {
        leaks->found = piece->origin;
    }
    return leaks->found != NULL;
}

static void look(struct rf_leaks *leaks, const char *letters, size_t n,
                 const char *origin)
{
    (void)origin;
    rf_pieces_each(&leaks->pieces, letters, n, find_leak, leaks);
}

static bool look_at_text(struct rf_leaks *leaks, const char *p, size_t n)
{
    rf_buf_reset(&leaks->raw);
    rf_unescape(p, n, &leaks->raw);
    use(leaks, leaks->raw.p, leaks->raw.n, "", look);
    return leaks->found != NULL;
}

/* Addresses, alternative texts, comments: each by itself. */
static bool look_at_tags(struct rf_leaks *leaks, const char *p, size_t n)
{
    struct rf_buf tags = {0};
    rf_take_tags(p, n, &tags);
    for (size_t i = 0, length; !leaks->found && i < tags.n; i += length + 1) {
        length = strlen(tags.p + i);
        if (length >= RF_LEAK_LETTERS) {
            look_at_text(leaks, tags.p + i, length);
        }
    }
    rf_buf_clear(&tags);
    return leaks->found != NULL;
}

static bool look_without_tags(struct rf_leaks *leaks, const char *p, size_t n)
{
    struct rf_buf text = {0};
    rf_strip_tags(p, n, &text);
    look_at_text(leaks, text.p, text.n);
    rf_buf_clear(&text);
    return leaks->found != NULL;
}

/* Words that a tag runs through are found without the tags; in what is no markup they
 * are words, too. */
static bool look_at_bytes(void *data, const char *p, size_t n)
{
    struct rf_leaks *leaks = data;
    bool has_tags = n && memchr(p, '<', n);
    bool is_found = has_tags && rf_is_markup(p, n) ? look_at_tags(leaks, p, n)
                                                   : look_at_text(leaks, p, n);
    return is_found || (has_tags && look_without_tags(leaks, p, n));
}

bool rf_leak_scan(struct rf_leaks *leaks, const char *bytes, size_t n,
                  const char **origin)
{
    if (!leaks->is_settled) {
        settle(leaks);
    }
    leaks->found = NULL;
    leaks->is_whole = true;
    if (!look_at_bytes(leaks, bytes, n) && rf_zip_is(bytes, n)) {
        rf_zip_each(bytes, n, look_at_bytes, leaks, &leaks->is_whole);
    }
    *origin = leaks->found;
    return leaks->found != NULL;
}

bool rf_leaks_saw_all(const struct rf_leaks *leaks)
{
    return leaks->is_whole;
}
