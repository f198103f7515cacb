/* Diagnostics as text for people: place, message, source line with a caret, second place,
 * hint (diag). A long line is cut to a window around what is meant. Everything that a
 * document or a file's name can hold goes through put_escaped, so that no text can steer
 * the terminal; personal numbers in excerpts and names are masked. */
#include "diag/diag.h"

#include <string.h>

#include "base/cpr.h"
#include "base/printable.h"
#include "base/str.h"
#include "diag/source.h"

/* An excerpt is cut to about a terminal's width; a paragraph is often one long line. */
enum { EXCERPT_COLUMNS = 100, COLUMNS_BEFORE = 40, TAB_COLUMNS = 8 };

#define RESET "\x1b[0m"
#define BOLD "\x1b[1m"
#define GREEN "\x1b[1;32m"

static const char *const severity_colours[] = {
    [REFERAT_SEVERITY_OFF] = BOLD,
    [REFERAT_SEVERITY_NOTE] = "\x1b[1;36m",
    [REFERAT_SEVERITY_WARNING] = "\x1b[1;35m",
    [REFERAT_SEVERITY_ERROR] = "\x1b[1;31m",
};

static void put_escaped(struct rf_buf *out, const char *s)
{
    rf_put_printable(s, strlen(s), out);
}

/* ---- Excerpt ---- */

/* One line of source, and the part of it that is meant: byte offsets in text[0..n). */
struct excerpt {
    const char *text;
    size_t n;
    size_t start, end;
};

/* How many columns the character at p has in an excerpt; sets *size_bytes. */
static size_t columns_at(const char *p, size_t n, size_t *size_bytes,
                         struct rf_buf *scratch)
{
    if (*p == '\t') {
        *size_bytes = 1;
        return TAB_COLUMNS;
    }
    rf_buf_reset(scratch);
    return rf_put_printable_character(scratch, p, n, size_bytes);
}

/* Where the window begins: COLUMNS_BEFORE before the span, at a character's first byte.
 * No character has more than four, so that invalid bytes are stepped over as well. */
static size_t window_start(const struct excerpt *excerpt, struct rf_buf *scratch)
{
    size_t i = excerpt->start, columns = 0;
    while (i > 0) {
        size_t lowest = i > 4 ? i - 4 : 0, before = i - 1, size;
        while (before > lowest && ((unsigned char)excerpt->text[before] & 0xc0) == 0x80) {
            before--;
        }
        columns +=
            columns_at(excerpt->text + before, excerpt->n - before, &size, scratch);
        if (columns > COLUMNS_BEFORE) {
            break;
        }
        i = before;
    }
    return i;
}

/* The first offset from start on that is beyond so many columns, or the line's end. */
static size_t window_end(const struct excerpt *excerpt, size_t start,
                         struct rf_buf *scratch)
{
    size_t i = start, columns = 0;
    while (i < excerpt->n) {
        size_t size;
        columns += columns_at(excerpt->text + i, excerpt->n - i, &size, scratch);
        if (columns > EXCERPT_COLUMNS) {
            break;
        }
        i += size;
    }
    return i;
}

/* Appends the marks below one character. The caret stands below the first column from the
 * span's start on, which is the next character's where the span begins with one without
 * width. */
static void put_marks(struct rf_buf *marks, const struct excerpt *excerpt, size_t offset,
                      size_t columns, bool *has_caret)
{
    for (size_t i = 0; i < columns; i++) {
        if (offset < excerpt->start) {
            rf_buf_char(marks, ' ');
        } else if (!*has_caret) {
            rf_buf_char(marks, '^');
            *has_caret = true;
        } else if (offset < excerpt->end) {
            rf_buf_char(marks, '~');
        }
    }
}

/* Appends text[from..to) to line, and the marks below it to marks. A tab before the span
 * is copied to both, so that they are aligned at any width of tabs; a later tab is shown
 * as one space. */
static void put_window(const struct excerpt *excerpt, size_t from, size_t to,
                       struct rf_buf *line, struct rf_buf *marks)
{
    bool has_caret = false;
    for (size_t i = from, size; i < to; i += size) {
        size_t columns = 1;
        size = 1;
        if (excerpt->text[i] == '\t' && i < excerpt->start) {
            rf_buf_char(line, '\t');
            rf_buf_char(marks, '\t');
            continue;
        }
        if (excerpt->text[i] == '\t') {
            rf_buf_char(line, ' ');
        } else {
            columns = rf_put_printable_character(line, excerpt->text + i, excerpt->n - i,
                                                 &size);
        }
        put_marks(marks, excerpt, i, columns, &has_caret);
    }
    if (!has_caret) {
        rf_buf_char(marks, '^');
    }
}

/* Makes masked the line at text with the lines beside it, personal numbers masked: one
 * may begin in the line before, or end in the next. Returns where the line begins. */
static const char *mask_line(const struct referat_source *source, const char *text,
                             size_t n, struct rf_buf *masked)
{
    const char *start = text, *end = text + n;
    const char *last = source->text + source->text_bytes;
    start -= start > source->text; /* onto the newline before */
    while (start > source->text && start[-1] != '\n') {
        start--;
    }
    end += end < last;
    while (end < last && *end != '\n') {
        end++;
    }
    rf_buf_reset(masked);
    rf_buf_add(masked, start, (size_t)(end - start));
    rf_cpr_mask_lines(masked->p, masked->n);
    return masked->p + (text - start);
}

/* The line of the span, as text in masked, and the part of the span that is in it. */
static struct excerpt excerpt_of(struct referat_span span, uint32_t line,
                                 struct rf_buf *masked)
{
    struct excerpt excerpt = {0};
    const char *text = rf_source_line_text(span.source, line, &excerpt.n);
    excerpt.text = excerpt.n ? mask_line(span.source, text, excerpt.n, masked) : "";
    size_t line_start = (size_t)(text - span.source->text);
    size_t start = span.start_bytes > line_start ? span.start_bytes - line_start : 0;
    size_t end = span.end_bytes > line_start ? span.end_bytes - line_start : 0;
    excerpt.start = start < excerpt.n ? start : excerpt.n;
    excerpt.end = end < excerpt.n ? end : excerpt.n;
    return excerpt;
}

/* Two lines: the source's with its number, and the caret's below. A line wider than the
 * window is cut on one side or both, with an ellipsis. */
static void put_excerpt(struct rf_buf *out, struct referat_span span, bool use_colour)
{
    uint32_t number = rf_source_line(span.source, span.start_bytes);
    struct rf_buf masked = {0}, line = {0}, marks = {0};
    struct excerpt excerpt = excerpt_of(span, number, &masked);
    size_t from = 0;
    size_t to = window_end(&excerpt, 0, &line);
    if (to < excerpt.n) {
        from = window_start(&excerpt, &line);
        to = window_end(&excerpt, from, &line);
    }
    rf_buf_reset(&line);
    if (from > 0) {
        rf_buf_puts(&line, "…");
        rf_buf_char(&marks, ' ');
    }
    put_window(&excerpt, from, to, &line, &marks);
    rf_buf_printf(out, "%5u | %s%s\n", (unsigned)number, rf_buf_string(&line),
                  to < excerpt.n ? "…" : "");
    rf_buf_printf(out, "      | %s%s%s\n", use_colour ? GREEN : "", rf_buf_string(&marks),
                  use_colour ? RESET : "");
    rf_buf_clear(&masked);
    rf_buf_clear(&line);
    rf_buf_clear(&marks);
}

/* ---- The whole ---- */

/* Appends "file:line:col: severity: "; file alone where no source states the place. */
static void put_head(struct rf_buf *out, struct referat_span span, const char *file,
                     enum referat_severity severity, bool use_colour)
{
    struct referat_location location = referat_locate(span);
    struct rf_buf name = {0};
    rf_buf_puts(&name, span.source ? location.file : file ? file : "");
    rf_cpr_mask(name.p, name.n);
    rf_buf_puts(out, use_colour ? BOLD : "");
    put_escaped(out, rf_buf_string(&name));
    rf_buf_clear(&name);
    if (span.source) {
        rf_buf_printf(out, ":%u:%u", location.line, location.column);
    }
    rf_buf_puts(out, span.source || (file && *file) ? ": " : "");
    rf_buf_puts(out, use_colour ? severity_colours[severity] : "");
    rf_buf_printf(out, "%s: ", rf_severity_name(severity));
    rf_buf_puts(out, use_colour ? RESET : "");
}

void rf_diag_text(const struct referat_diagnostic *diagnostic, bool use_colour,
                  struct rf_buf *out)
{
    put_head(out, diagnostic->span, diagnostic->file, diagnostic->severity, use_colour);
    put_escaped(out, diagnostic->message);
    rf_buf_printf(out, " [%s]\n", diagnostic->name);
    if (diagnostic->span.source && !diagnostic->is_masked) {
        put_excerpt(out, diagnostic->span, use_colour);
    }
    if (diagnostic->related.source) {
        const char *message = diagnostic->related_message;
        put_head(out, diagnostic->related, NULL, REFERAT_SEVERITY_NOTE, use_colour);
        put_escaped(out, message ? message : "the other place");
        rf_buf_char(out, '\n');
        if (!diagnostic->is_masked) {
            put_excerpt(out, diagnostic->related, use_colour);
        }
    }
    if (diagnostic->hint) {
        rf_buf_puts(out, "  hint: ");
        put_escaped(out, diagnostic->hint);
        rf_buf_char(out, '\n');
    }
    const char *line = diagnostic->details;
    for (; line && *line; line += strcspn(line, "\n") + 1) {
        rf_buf_puts(out, "  ");
        rf_put_printable(line, strcspn(line, "\n"), out);
        rf_buf_char(out, '\n');
    }
}
