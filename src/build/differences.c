/* What build --verify says of outputs that are not as they would be built (build).
 *
 * Both sides are compared as they are and shown with personal numbers masked. What the
 * destination of a public edition holds may have been closed since: it is counted, not
 * shown. */
#include "build/differences.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/cpr.h"
#include "base/printable.h"
#include "base/str.h"
#include "build/diff_lines.h"
#include "diag/diag.h"

enum {
    SHOWN_FILES = 50,  /* after these, differences are only named */
    SHOWN_LINES = 20,  /* of one file */
    SHOWN_BYTES = 100, /* of one line: about a terminal's width */
    BYTES_BEFORE = 40, /* what differs in it */
    COMPARED_BYTES = 16 * 1024 * 1024,
};

#define RESET "\x1b[0m"

static const char *const colours[] = {
    [RF_LINE_KEPT] = "", [RF_LINE_GONE] = "\x1b[31m", [RF_LINE_NEW] = "\x1b[32m"};

/* A file as it is, and the same with personal numbers masked. */
struct side {
    struct rf_buf bytes, shown;
};

struct view {
    struct side there, wanted;
    bool use_colour;
    bool hides_there; /* it may have been closed since */
    size_t shown;     /* lines */
    bool is_cut;      /* there are more */
    struct rf_buf *out;
};

/* ---- Reading ---- */

/* Reads an open file and closes it; false for one that is not open or too large. */
static bool read_side(int fd, off_t size_bytes, struct side *side)
{
    bool is_read = fd >= 0 && size_bytes <= COMPARED_BYTES &&
                   rf_read_all(fd, 0, (size_t)size_bytes, &side->bytes);
    if (fd >= 0) {
        close(fd);
    }
    return is_read;
}

/* What is shown has the same length as what is compared, so that places in one are
 * places in the other. */
static void mask(struct side *side)
{
    rf_buf_add(&side->shown, rf_buf_string(&side->bytes), side->bytes.n);
    rf_cpr_mask_lines(side->shown.p, side->shown.n);
}

/* ---- A line ---- */

/* The start of the character that byte i belongs to: lines are cut between characters. */
static size_t character_start(const char *p, size_t i)
{
    while (i > 0 && ((unsigned char)p[i] & 0xc0) == 0x80) {
        i--;
    }
    return i;
}

/* A line of p[0..n); a long one is cut so that byte at, where it differs, is seen. */
static void put_text(struct rf_buf *out, const char *p, size_t n, size_t at)
{
    size_t start = at > BYTES_BEFORE && n > SHOWN_BYTES ? at - BYTES_BEFORE : 0;
    size_t end = n - start > SHOWN_BYTES ? start + SHOWN_BYTES : n;
    start = character_start(p, start);
    end = end < n ? character_start(p, end) : n;
    rf_buf_puts(out, start ? "…" : "");
    rf_put_printable(p + start, end - start, out);
    rf_buf_puts(out, end < n ? "…" : "");
}

/* A line with its sign, as a unified diff has it. at: where it differs from its other
 * side. */
static void put_line(struct view *v, const struct rf_diff_line *line, size_t at)
{
    static const char signs[] = {' ', '-', '+'};
    bool has_colour = v->use_colour && line->change != RF_LINE_KEPT;
    const struct side *side = line->change == RF_LINE_GONE ? &v->there : &v->wanted;
    const char *shown = side->shown.p + (line->text - side->bytes.p);
    bool has_newline = line->n && line->text[line->n - 1] == '\n';
    rf_buf_printf(v->out, "%s%c", has_colour ? colours[line->change] : "",
                  signs[line->change]);
    put_text(v->out, shown, line->n - has_newline, at);
    rf_buf_puts(v->out, has_colour ? RESET "\n" : "\n");
    if (!has_newline) {
        rf_buf_puts(v->out, "\\ no newline at the end\n");
    }
    v->shown++;
}

/* ---- Lines ---- */

/* The number of lines of one kind from i on. */
static size_t run_of(const struct rf_diff *diff, size_t i, enum rf_change change)
{
    size_t n = 0;
    while (i + n < diff->count && diff->lines[i + n].change == change) {
        n++;
    }
    return n;
}

/* Lines that are gone or new, up to the limit. The first of both are shown around what
 * differs between them, and so on. */
static void put_change(struct view *v, const struct rf_diff *diff, size_t i, size_t gone,
                       size_t new)
{
    size_t k = v->hides_there ? gone : 0;
    if (k) {
        rf_buf_printf(v->out, "-(%zu line%s not shown: may be closed by now)\n", gone,
                      gone == 1 ? "" : "s");
        v->shown++;
    }
    for (; k < gone + new && v->shown < SHOWN_LINES; k++) {
        size_t pair = k < gone ? k : k - gone, at = 0;
        if (pair < gone && pair < new) {
            const struct rf_diff_line *a = &diff->lines[i + pair];
            const struct rf_diff_line *b = &diff->lines[i + gone + pair];
            while (at < a->n && at < b->n && a->text[at] == b->text[at]) {
                at++;
            }
        }
        put_line(v, &diff->lines[i + k], at);
    }
    v->is_cut = k < gone + new;
}

/* True where line i follows the one before it in both files: no lines were left out. */
static bool is_next(const struct rf_diff *diff, size_t i)
{
    const struct rf_diff_line *line = &diff->lines[i], *last = &diff->lines[i - 1];
    return line->old_line == last->old_line + (last->change != RF_LINE_NEW) &&
           line->new_line == last->new_line + (last->change != RF_LINE_GONE);
}

/* The lines of a diff up to the limit; each run of them that follow each other begins
 * with its place: "@@ -3,7 +3,8 @@". */
static void put_diff(struct view *v, const struct rf_diff *diff)
{
    size_t i = 0;
    while (i < diff->count && v->shown < SHOWN_LINES) {
        size_t gone = run_of(diff, i, RF_LINE_GONE);
        size_t new = run_of(diff, i + gone, RF_LINE_NEW);
        if (i == 0 || !is_next(diff, i)) {
            size_t there = 0, wanted = 0, k = i;
            do {
                there += diff->lines[k].change != RF_LINE_NEW;
                wanted += diff->lines[k].change != RF_LINE_GONE;
                k++;
            } while (k < diff->count && is_next(diff, k));
            rf_buf_printf(
                v->out, "%s@@ -%zu,%zu +%zu,%zu @@%s\n", v->use_colour ? "\x1b[36m" : "",
                diff->lines[i].old_line - !there, there,
                diff->lines[i].new_line - !wanted, wanted, v->use_colour ? RESET : "");
        }
        if (gone + new) {
            put_change(v, diff, i, gone, new);
            i += gone + new;
        } else {
            put_line(v, &diff->lines[i++], 0);
        }
    }
    if (i < diff->count || v->is_cut) {
        rf_buf_puts(v->out, "…\n");
    }
}

/* ---- A file ---- */

/* Where the bytes begin to differ. */
static void put_bytes(const struct view *v)
{
    const struct rf_buf *there = &v->there.bytes, *wanted = &v->wanted.bytes;
    size_t i = 0;
    while (i < there->n && i < wanted->n && there->p[i] == wanted->p[i]) {
        i++;
    }
    rf_buf_printf(v->out, "  from byte %zu on; %zu bytes are there, %zu are to be\n",
                  i + 1, there->n, wanted->n);
}

/* Markdown as a diff; of HTML and scripts, whose lines say little, the first change alone
 * without what is around it; of any other file where it begins to differ. */
static void put_content(struct view *v, const char *path)
{
    bool is_markdown = rf_ends_with(path, ".md");
    if (!is_markdown && !rf_ends_with(path, ".html") && !rf_ends_with(path, ".js")) {
        put_bytes(v);
        return;
    }
    struct rf_arena arena = {0};
    mask(&v->there);
    mask(&v->wanted);
    struct rf_diff diff = rf_diff_texts(&arena, &v->there.bytes, &v->wanted.bytes);
    if (diff.why) {
        put_bytes(v);
        rf_buf_printf(v->out, "  its lines are not compared: %s\n", diff.why);
    } else if (is_markdown) {
        put_diff(v, &diff);
    } else {
        size_t i = run_of(&diff, 0, RF_LINE_KEPT);
        size_t gone = run_of(&diff, i, RF_LINE_GONE);
        size_t new = run_of(&diff, i + gone, RF_LINE_NEW);
        struct rf_diff_line pair[2];
        struct rf_diff first = {.lines = pair};
        if (gone) {
            pair[first.count++] = diff.lines[i];
        }
        if (new) {
            pair[first.count++] = diff.lines[i + gone];
            pair[first.count - 1].old_line -= gone ? gone - 1 : 0;
        }
        put_diff(v, &first);
    }
    rf_arena_clear(&arena);
}

/* Shows how the file at path differs from what it should be. */
static void put_difference(struct view *v, struct rf_writer *writer,
                           const struct rf_output *output, const char *path)
{
    off_t there_bytes = -1, wanted_bytes = -1;
    int fd = rf_open_regular(path, O_NOFOLLOW, &there_bytes);
    bool is_read = read_side(fd, there_bytes, &v->there);
    if (is_read && output->bytes) {
        rf_buf_add(&v->wanted.bytes, output->bytes, output->n);
    } else if (is_read) {
        fd = rf_output_open(&writer->sources, output, &wanted_bytes);
        is_read = read_side(fd, wanted_bytes, &v->wanted);
    }
    if (is_read) {
        put_content(v, path);
    } else if (there_bytes < 0) {
        rf_buf_puts(v->out, "  what is there is no file\n");
    } else {
        rf_buf_puts(v->out, "  too large to be shown\n");
    }
}

void rf_difference_say(struct rf_writer *writer, const struct rf_output *output,
                       const char *path)
{
    struct rf_report *report = writer->owner;
    struct stat info;
    if (lstat(path, &info) != 0) {
        report->missing++;
        rf_report_say(report, "missing: %s", path);
        return;
    }
    report->different++;
    rf_report_say(report, "different: %s", path);
    /* Pages of the full edition show what is closed, which others may not read. */
    const struct rf_options *options = report->options;
    bool is_hidden = report->hiding.is_on && options->edition == REFERAT_EDITION_FULL;
    if (options->is_quiet || options->is_json || is_hidden ||
        report->different > SHOWN_FILES) {
        return;
    }
    struct view view = {
        .use_colour = report->use_colour,
        .hides_there = options->edition == REFERAT_EDITION_PUBLIC,
        .out = &report->text,
    };
    rf_buf_reset(view.out);
    put_difference(&view, writer, output, path);
    rf_report_put(report, view.out->p, view.out->n);
    rf_buf_clear(&view.there.bytes);
    rf_buf_clear(&view.there.shown);
    rf_buf_clear(&view.wanted.bytes);
    rf_buf_clear(&view.wanted.shown);
}

void rf_difference_say_extra(struct rf_report *report, const char *path)
{
    report->extra++;
    rf_report_say(report, "no longer part of it: %s", path);
}

/* ---- The end ---- */

/* Appends this run's own command without --verify, which may have been shortened; words
 * are quoted for a shell where they must be (POSIX, Shell Command Language, 2.2.2). */
static void put_command(struct rf_buf *out, char *const *words)
{
    static const char option[] = "--verify";
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789_@%+=:,./-";
    bool are_options = true;
    rf_buf_puts(out, "referat");
    for (; *words; words++) {
        bool is_verify =
            rf_starts_with(*words, "--veri") && rf_starts_with(option, *words);
        if (are_options && is_verify) {
            continue;
        }
        are_options = are_options && strcmp(*words, "--") != 0;
        size_t n = strspn(*words, plain);
        if (n && !(*words)[n]) {
            rf_buf_printf(out, " %s", *words);
            continue;
        }
        rf_buf_puts(out, " '");
        for (const char *p = *words; *p; p++) {
            rf_buf_puts(out, *p == '\'' ? "'\\'" : "");
            rf_buf_char(out, *p);
        }
        rf_buf_char(out, '\'');
    }
}

/* "2 missing", with what separates it from the count before it; nothing for 0. */
static void put_part(struct rf_buf *out, const char **separator, size_t count,
                     const char *words)
{
    if (count) {
        rf_buf_printf(out, "%s%zu %s", *separator, count, words);
        *separator = ", ";
    }
}

void rf_differences_sum_up(struct rf_report *report)
{
    const char *separator = "outputs: ";
    struct rf_buf line = {0};
    put_part(&line, &separator, report->missing, "missing");
    put_part(&line, &separator, report->different, "different");
    put_part(&line, &separator, report->extra, "no longer part of it");
    if (!line.n) {
        return;
    }
    rf_buf_puts(&line, "; to write them: ");
    put_command(&line, report->options->words);
    rf_report_say(report, "%s", rf_buf_string(&line));
    rf_buf_clear(&line);
}
