/* Which lines differ between two texts (output).
 *
 * Myers' search for a shortest way runs over diagonals; the furthest places of every
 * step are kept, and the way is read from them backwards. Beyond CHANGES_LIMIT the texts
 * count as wholly different: a message shows a few lines anyway. */
#include "output/diff.h"

#include <stdbool.h>
#include <string.h>

enum {
    CONTEXT_LINES = 3,
    CHANGES_LIMIT =
        256, /* lines gone and new that are looked for: memory is its square */
};

struct line {
    const char *p;
    size_t n;
};

struct text {
    struct line *lines;
    size_t count;
};

/* What differs lies in old[first..old_end) and new[first..new_end). */
struct sides {
    struct rf_arena *arena;
    struct text old, new;
    size_t first, old_end, new_end;
    bool *is_gone, *is_new; /* of every line of old and of new */
};

/* ---- Lines ---- */

static struct text split(struct rf_arena *arena, const char *p, size_t n)
{
    struct text text = {0};
    const char *end = p + n;
    for (const char *at = p; at < end; text.count++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline ? newline + 1 : end;
    }
    text.lines = RF_ARENA_NEW_ARRAY(arena, text.count + 1, struct line);
    for (size_t i = 0; i < text.count; i++) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        const char *next = newline ? newline + 1 : end;
        text.lines[i] = (struct line){p, (size_t)(next - p)};
        p = next;
    }
    return text;
}

static bool is_same(const struct sides *s, size_t i, size_t k)
{
    const struct line *a = &s->old.lines[i], *b = &s->new.lines[k];
    return a->n == b->n && memcmp(a->p, b->p, a->n) == 0;
}

/* ---- The shortest way ---- */

/* A place (i, i - k) lies after i lines of old and i - k of new, both counted from first;
 * diagonal k holds all places of that k. reach[d][k + d] is the furthest i on it after d
 * changes, k from -d to d in steps of two. */
struct search {
    const struct sides *sides;
    size_t old_count, new_count;
    long *reach[CHANGES_LIMIT + 1];
};

/* The furthest i on diagonal k that the step before leads to: down from k + 1 (a line is
 * new) or right from k - 1 (one is gone). */
static long step(const struct search *search, int d, int k, bool *is_down)
{
    const long *before = search->reach[d - 1] + (d - 1);
    *is_down = k == -d || (k != d && before[k - 1] < before[k + 1]);
    return *is_down ? before[k + 1] : before[k - 1] + 1;
}

static long slide(const struct search *search, long i, int k)
{
    const struct sides *s = search->sides;
    while ((size_t)i < search->old_count && (size_t)(i - k) < search->new_count &&
           is_same(s, s->first + (size_t)i, s->first + (size_t)(i - k))) {
        i++;
    }
    return i;
}

/* The number of changes of a shortest way, or -1 beyond the limit. */
static int count_changes(struct search *search)
{
    long old_count = (long)search->old_count, new_count = (long)search->new_count;
    for (int d = 0; d <= CHANGES_LIMIT; d++) {
        search->reach[d] =
            RF_ARENA_NEW_ARRAY(search->sides->arena, 2 * (size_t)d + 1, long);
        for (int k = -d; k <= d; k += 2) {
            bool is_down;
            long i = d ? step(search, d, k, &is_down) : 0;
            if (i <= old_count && i - k >= 0 && i - k <= new_count) {
                i = slide(search, i, k);
            }
            search->reach[d][k + d] = i;
            if (i >= old_count && i - k >= new_count) {
                return d;
            }
        }
    }
    return -1;
}

/* From the end back to the beginning. */
static void mark_way(const struct search *search, int changes)
{
    const struct sides *s = search->sides;
    int k = (int)((long)search->old_count - (long)search->new_count);
    for (int d = changes; d > 0; d--) {
        bool is_down;
        long i = step(search, d, k, &is_down);
        if (is_down) {
            s->is_new[s->first + (size_t)(i - k) - 1] = true;
        } else {
            s->is_gone[s->first + (size_t)i - 1] = true;
        }
        k += is_down ? 1 : -1;
    }
}

/* Marks the lines that differ: those of a shortest way, or, where that is longer than is
 * searched for, all between the first and the last difference. */
static void mark(struct sides *s)
{
    struct search search = {
        .sides = s,
        .old_count = s->old_end - s->first,
        .new_count = s->new_end - s->first,
    };
    int changes = count_changes(&search);
    if (changes >= 0) {
        mark_way(&search, changes);
        return;
    }
    for (size_t i = s->first; i < s->old_end; i++) {
        s->is_gone[i] = true;
    }
    for (size_t k = s->first; k < s->new_end; k++) {
        s->is_new[k] = true;
    }
}

/* ---- The list ---- */

/* True where a line that stays, old i and new k, is near a change. */
static bool is_near(const struct sides *s, size_t i, size_t k)
{
    for (size_t by = 0; by <= CONTEXT_LINES; by++) {
        bool is_before = (i + by < s->old.count && s->is_gone[i + by]) ||
                         (k + by < s->new.count && s->is_new[k + by]);
        bool is_after = (by <= i && s->is_gone[i - by]) || (by <= k && s->is_new[k - by]);
        if (is_before || is_after) {
            return true;
        }
    }
    return false;
}

static void add(struct rf_diff *diff, enum rf_change change, const struct line *line,
                size_t i, size_t k)
{
    diff->lines[diff->count++] =
        (struct rf_diff_line){change, line->p, line->n, i + 1, k + 1};
}

static struct rf_diff list(const struct sides *s)
{
    struct rf_diff diff = {
        .lines = RF_ARENA_NEW_ARRAY(s->arena,
                                    s->old_end - s->first + s->new_end - s->first +
                                        2 * (size_t)CONTEXT_LINES + 1,
                                    struct rf_diff_line),
    };
    size_t i = s->first > CONTEXT_LINES ? s->first - CONTEXT_LINES : 0, k = i;
    size_t end = s->old_end + CONTEXT_LINES;
    while (i < end && (i < s->old.count || k < s->new_end)) {
        if (i < s->old.count && s->is_gone[i]) {
            add(&diff, RF_LINE_GONE, &s->old.lines[i], i, k);
            i++;
        } else if (k < s->new.count && s->is_new[k]) {
            add(&diff, RF_LINE_NEW, &s->new.lines[k], i, k);
            k++;
        } else {
            if (is_near(s, i, k)) {
                add(&diff, RF_LINE_KEPT, &s->new.lines[k], i, k);
            }
            i++;
            k++;
        }
    }
    return diff;
}

struct rf_diff rf_diff_texts(struct rf_arena *arena, const char *old, size_t old_bytes,
                             const char *new, size_t new_bytes)
{
    struct sides s = {.arena = arena,
                      .old = split(arena, old, old_bytes),
                      .new = split(arena, new, new_bytes)};
    s.old_end = s.old.count;
    s.new_end = s.new.count;
    s.is_gone = RF_ARENA_NEW_ARRAY(arena, s.old.count + 1, bool);
    s.is_new = RF_ARENA_NEW_ARRAY(arena, s.new.count + 1, bool);
    while (s.first < s.old_end && s.first < s.new_end && is_same(&s, s.first, s.first)) {
        s.first++;
    }
    while (s.old_end > s.first && s.new_end > s.first &&
           is_same(&s, s.old_end - 1, s.new_end - 1)) {
        s.old_end--;
        s.new_end--;
    }
    mark(&s);
    return list(&s);
}
