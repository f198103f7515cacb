/* Which lines differ between two texts, by diff(1) (build).
 *
 * Of diff's unified format only the first column and the places of its hunks are read:
 * the lines themselves are taken from the texts, which may have been masked since. */
#include "build/diff_lines.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/scratch_folder.h"
#include "base/str.h"
#include "base/subprocess.h"

enum {
    LIMIT_S = 30,
    STATUS_DIFFERENT = 1, /* POSIX: diff, exit status */
};

static const size_t memory_bytes = (size_t)2 << 30;

/* A line of one of the texts. */
struct cursor {
    const char *p, *end;
    size_t line; /* from 1 */
};

/* ---- Reading what diff says ---- */

static const char *line_end(const char *p, const char *end)
{
    const char *newline = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
    return newline ? newline + 1 : end;
}

static void step(struct cursor *c)
{
    c->p = line_end(c->p, c->end);
    c->line++;
}

/* Moves to where a hunk begins: "3,7" or "3" of its head. A side without lines is named
 * by the line before it. */
static void move_to(struct cursor *c, const char *range)
{
    char *rest;
    size_t line = strtoul(range, &rest, 10);
    line += *rest == ',' && strtoul(rest + 1, NULL, 10) == 0;
    while (c->line < line && c->p < c->end) {
        step(c);
    }
}

/* The line at hand, of the side that has it; the sides that have it move on. */
static struct rf_diff_line take_line(enum rf_change change, struct cursor *old,
                                     struct cursor *new)
{
    const struct cursor *side = change == RF_LINE_GONE ? old : new;
    struct rf_diff_line line = {
        .change = change,
        .text = side->p,
        .n = (size_t)(line_end(side->p, side->end) - side->p),
        .old_line = old->line,
        .new_line = new->line,
    };
    if (change != RF_LINE_NEW) {
        step(old);
    }
    if (change != RF_LINE_GONE) {
        step(new);
    }
    return line;
}

/* "--- there", "+++ wanted", then hunks: "@@ -3,7 +3,8 @@" and its lines. */
static void read_hunks(const char *p, const char *end, struct cursor old,
                       struct cursor new, struct rf_diff *diff)
{
    static const char signs[] = {
        [RF_LINE_KEPT] = ' ', [RF_LINE_GONE] = '-', [RF_LINE_NEW] = '+'};
    bool is_in_hunk = false;
    for (; p < end; p = line_end(p, end)) {
        const char *sign = memchr(signs, *p, sizeof signs);
        if (*p == '@') {
            is_in_hunk = true;
            move_to(&old, p + strcspn(p, "-") + 1);
            move_to(&new, p + strcspn(p, "+") + 1);
        } else if (sign && is_in_hunk) {
            enum rf_change change = (enum rf_change)(sign - signs);
            diff->lines[diff->count++] = take_line(change, &old, &new);
        }
    }
}

static size_t count_lines(const char *p, const char *end)
{
    size_t count = 0;
    for (; p < end; p = line_end(p, end)) {
        count++;
    }
    return count;
}

/* ---- Running it ---- */

static struct cursor start_of(const struct rf_buf *text)
{
    return (struct cursor){.p = text->p, .end = text->p + text->n, .line = 1};
}

/* NULL, or why there is no result. */
static const char *run(struct rf_arena *arena, const char *folder,
                       const struct rf_buf *old, const struct rf_buf *new,
                       struct rf_program_result *result)
{
    const char *const argv[] = {
        rf_program_find("diff", arena), "-a", "-U3", "there", "wanted", NULL};
    const struct rf_program program = {
        .argv = argv,
        .folder = folder,
        .limit_s = LIMIT_S,
        .memory_bytes = memory_bytes,
    };
    if (!argv[0]) {
        return "diff is not installed (Debian package diffutils)";
    }
    if (!folder || !rf_file_write(rf_arena_join(arena, folder, "/there", NULL), old) ||
        !rf_file_write(rf_arena_join(arena, folder, "/wanted", NULL), new)) {
        return rf_arena_join(arena, "a temporary file (TMPDIR): ", strerror(errno), NULL);
    }
    *result = rf_program_run(&program, arena);
    bool is_done = result->is_done || result->exit_status == STATUS_DIFFERENT;
    return is_done ? NULL : rf_arena_join(arena, "diff: ", result->why, NULL);
}

struct rf_diff rf_diff_texts(struct rf_arena *arena, const struct rf_buf *old,
                             const struct rf_buf *new)
{
    struct rf_diff diff = {0};
    struct rf_program_result result;
    const char *folder = rf_folder_make(arena);
    diff.why = run(arena, folder, old, new, &result);
    rf_folder_remove(folder);
    if (!diff.why) {
        const char *end = result.output + result.output_bytes;
        diff.lines = RF_ARENA_NEW_ARRAY(arena, count_lines(result.output, end) + 1,
                                        struct rf_diff_line);
        read_hunks(result.output, end, start_of(old), start_of(new), &diff);
    }
    return diff;
}
