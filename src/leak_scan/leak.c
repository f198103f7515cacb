/* The leak scan: is closed text in a text? (leak_scan)
 *
 * Closed texts are reduced to their letters (normalize.h) and cut into needles
 * (needles.h); the letters of a text are then searched for all needles at once. What open
 * texts hold, or spell together (adjacent.h), is excused. */
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
    AROUND_LETTERS = 64,      /* … with so many that stand around a needle */
};

struct rf_leaks {
    struct rf_arena arena; /* of the needles' origins */
    struct rf_buf open;    /* letters of open texts, each with a NUL … */
    struct rf_buf parts;   /* … and of their parts */
    struct rf_buf all;     /* letters of the text at hand */
    struct rf_needles needles;
    struct rf_ends ends; /* of the open texts; made when a needle is found first */
    size_t end;          /* needles from here on are found again in the next step */
    bool is_ready;       /* needles that stand in open texts have been dropped */
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
        rf_needles_clear(&leaks->needles);
        rf_ends_clear(&leaks->ends);
        rf_arena_clear(&leaks->arena);
        free(leaks);
    }
}

/* ---- Adding texts ---- */

/* What a text is to the scan. */
enum text_kind { CLOSED, CLOSED_TITLE, OPEN, PART };

/* Adds the letters of text[0..n). A closed text becomes needles, of which the last ends
 * where the text does; an open one is kept, since closed texts may still come. */
static void add(struct rf_leaks *leaks, const char *text, size_t n, enum text_kind kind,
                const char *origin)
{
    enum { WHOLE = RF_NEEDLE_LETTERS };
    rf_buf_reset(&leaks->all);
    rf_letters(text, n, &leaks->all);
    const char *letters = leaks->all.p;
    n = leaks->all.n;
    if (!n || (n < RF_LEAK_LETTERS && (kind == CLOSED || kind == CLOSED_TITLE))) {
        return;
    }
    leaks->is_ready = false;
    if (kind == OPEN || kind == PART) {
        struct rf_buf *list = kind == OPEN ? &leaks->open : &leaks->parts;
        rf_buf_add(list, letters, n);
        rf_buf_char(list, '\0');
        return;
    }
    for (size_t at = 0; n > WHOLE && at + WHOLE <= n; at += WHOLE) {
        rf_needles_add(&leaks->needles, letters + at, WHOLE, origin,
                       kind == CLOSED_TITLE);
    }
    size_t last = n < WHOLE ? n : WHOLE;
    rf_needles_add(&leaks->needles, letters + n - last, last, origin,
                   kind == CLOSED_TITLE);
}

/* Adds a text as it is and, where that differs, spelled as the names of files and anchors
 * are, which have letters beyond ASCII spelled out (æ: ae). */
static void add_forms(struct rf_leaks *leaks, const char *text, enum text_kind kind,
                      const char *origin)
{
    size_t n = strlen(text), ascii = 0;
    add(leaks, text, n, kind, origin);
    while (ascii < n && (unsigned char)text[ascii] < 0x80) {
        ascii++;
    }
    if (n <= NAME_BYTES && ascii < n) {
        struct rf_arena scratch = {0};
        const char *name = rf_slug(&scratch, text, NAME_BYTES);
        add(leaks, name, strlen(name), kind, origin);
        rf_arena_clear(&scratch);
    }
}

void rf_leaks_add_closed(struct rf_leaks *leaks, const char *text, const char *origin)
{
    add_forms(leaks, text, CLOSED, rf_arena_string(&leaks->arena, origin));
}

void rf_leaks_add_closed_title(struct rf_leaks *leaks, const char *text,
                               const char *origin)
{
    add_forms(leaks, text, CLOSED_TITLE, rf_arena_string(&leaks->arena, origin));
}

void rf_leaks_add_open(struct rf_leaks *leaks, const char *text)
{
    add_forms(leaks, text, OPEN, "");
}

void rf_leaks_add_part(struct rf_leaks *leaks, const char *text)
{
    add(leaks, text, strlen(text), PART, "");
}

/* ---- Looking ---- */

/* Called for each needle that is found, at its place among the letters. What open texts
 * spell beside each other is no leak, unless it is a title: two cells that have nothing
 * to do with each other may spell one, and a reader would still see it. */
static bool find_leak(void *data, struct rf_needle *needle, size_t at)
{
    struct rf_leaks *leaks = data;
    if (at >= leaks->end) {
        return false;
    }
    if (!leaks->ends.table) {
        const struct rf_buf *texts[] = {&leaks->open, &leaks->parts, NULL};
        rf_ends_add(&leaks->ends, texts);
    }
    if (needle->is_title ||
        !rf_is_spelt(&leaks->ends, leaks->all.p, leaks->all.n, at, needle->n)) {
        leaks->found = needle->origin;
    }
    return leaks->found != NULL;
}

/* A long text is scanned in steps, each up to the beginning of a character; the last
 * letters of one are kept for the next, so that a needle is found across the border with
 * what surrounds it. Before the first scan after a text was added, all needles that stand
 * in an open text are dropped (none of them holds a NUL). */
bool rf_leak_scan(struct rf_leaks *leaks, const char *text, size_t n, const char **origin)
{
    enum { KEPT = 3 * AROUND_LETTERS };
    struct rf_buf *all = &leaks->all;
    if (!leaks->is_ready) {
        rf_needles_drop(&leaks->needles, leaks->open.p, leaks->open.n);
        rf_ends_clear(&leaks->ends);
        leaks->is_ready = true;
    }
    leaks->found = NULL;
    rf_buf_reset(all);
    for (size_t at = 0, end; at < n && !leaks->found; at = end) {
        end = n - at > STEP_BYTES ? at + STEP_BYTES : n;
        while (end < n && ((unsigned char)text[end] & 0xC0) == 0x80 && end > at + 1) {
            end--;
        }
        rf_letters(text + at, end - at, all);
        leaks->end = end == n                  ? all->n
                     : all->n > AROUND_LETTERS ? all->n - AROUND_LETTERS
                                               : 0;
        rf_needles_each(&leaks->needles, all->p ? all->p : "", all->n, find_leak, leaks);
        if (all->n > KEPT) {
            memmove(all->p, all->p + all->n - KEPT, KEPT);
            all->n = KEPT;
        }
    }
    *origin = leaks->found;
    return leaks->found != NULL;
}
