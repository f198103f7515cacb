/* near-markup: what other Markdown programs know and ours prints as it is typed, and
 * links that a blank breaks (check). format.md section 9.
 *
 * What the parser did not understand is plain text in the tree, without its place. So a
 * block whose text holds a bracket is searched once more in its source lines, where each
 * bracket that is no link can be shown.
 *
 * No footnote, nothing struck through, and no link, because a blank parts its brackets:
 *
 *     Skolen svarede[^1], og ~~hegnet~~ bliver stående: [svaret] (svar.pdf) */
#include <string.h>

#include "base/str.h"
#include "check/scope.h"

/* Reports n bytes of the source: what they are, and the cure. */
static void report(struct rf_scope *scope, const char *at, size_t n, const char *what,
                   const char *cure)
{
    const struct referat_source *source = scope->source;
    size_t start = (size_t)(at - source->text);
    struct referat_diagnostic *d = rf_diag_report(
        scope->diags, RF_CODE_NEAR_MARKUP, rf_span(source, start, start + n),
        "%s: '%.*s' is %s", scope->where, (int)n, at, what);
    rf_diag_hint(scope->diags, d, "%s", cure);
}

/* The bytes of a footnote's sign, "[^1]", at p; 0: there is none. */
static size_t footnote_at(const char *p, const char *end)
{
    const char *close = p[0] == '[' && p[1] == '^' && p[2] != ']' && p[2] != ' '
                            ? memchr(p, ']', (size_t)(end - p))
                            : NULL;
    return close && !memchr(p, ' ', (size_t)(close - p)) ? (size_t)(close - p) + 1 : 0;
}

/* The bytes of a destination with a blank in it, "(bilag/svar fra A.pdf)", which follows
 * "]"; 0: there is none. Brackets that hold plain words are no destination. */
static size_t broken_destination_at(const char *p, const char *end)
{
    const char *close =
        p < end && *p == '(' && p[1] != '<' ? memchr(p, ')', (size_t)(end - p)) : NULL;
    if (!close || memchr(p, '\n', (size_t)(close - p))) {
        return 0;
    }
    size_t n = (size_t)(close - p) + 1;
    bool has_quotes = memchr(p, '"', n) || memchr(p, '\'', n);
    bool is_path = memchr(p, '/', n) || memchr(p, '.', n);
    return memchr(p, ' ', n) && is_path && !has_quotes ? n : 0;
}

/* A half-typed link: "] (path)", "](path", "[text(path)". */
struct half {
    size_t n; /* its bytes; 0: there is none */
    const char *what, *cure;
};

/* The bytes of a path at p, up to a blank, a bracket or the line's end, without marks at
 * its end; 0: it has neither a slash nor a full stop within. */
static size_t path_at(const char *p, const char *end)
{
    size_t n = 0;
    bool has_sign = false;
    while (p + n < end && !strchr(" \n\r)(][", p[n])) {
        has_sign =
            has_sign || p[n] == '/' ||
            (p[n] == '.' && p + n + 1 < end && strchr(" \n\r).,", p[n + 1]) == NULL);
        n++;
    }
    while (n && strchr(".,;:", p[n - 1])) {
        n--;
    }
    return has_sign ? n : 0;
}

/* The half-typed link whose first bracket stands at p. */
static struct half half_link_at(const char *p, const char *end)
{
    size_t n;
    if (*p == ']' && end - p > 2 && p[1] == ' ' && p[2] == '(' &&
        (n = path_at(p + 3, end)) > 0 && p + 3 + n < end && p[3 + n] == ')') {
        return (struct half){n + 4, "no link: a blank parts its brackets",
                             "write the bracket ( right after ]"};
    }
    if (*p == ']' && end - p > 1 && p[1] == '(' && (n = path_at(p + 2, end)) > 0 &&
        (p + 2 + n == end || p[2 + n] != ')')) {
        const char *line = memchr(p, '\n', (size_t)(end - p));
        bool is_closed = memchr(p, ')', (size_t)((line ? line : end) - p)) != NULL;
        return (struct half){is_closed ? 0 : n + 2, "no link: its bracket is not closed",
                             "write ) after the path"};
    }
    if (*p != '[' || p + 1 >= end || p[1] == '[') {
        return (struct half){0};
    }
    const char *q = p + 1;
    while (q < end && !strchr("[](\n", *q)) {
        q++;
    }
    if (q < end && q > p + 1 && *q == '(' && (n = path_at(q + 1, end)) > 0 &&
        q + 1 + n < end && q[1 + n] == ')') {
        return (struct half){(size_t)(q - p) + n + 2,
                             "no link: its first bracket is not closed",
                             "write ] before the bracket ("};
    }
    return (struct half){0};
}

/* A link whose destination holds a blank: its path does, or a title follows in curly
 * quotation marks. */
static void report_link(struct rf_scope *scope, const char *destination, size_t n)
{
    static const char *const quotes[] = {" \xE2\x80\x9C", " \xE2\x80\x9D",
                                         " \xE2\x80\x9E"};
    for (size_t i = 1; i + 4 < n; i++) {
        const char *title = destination + i;
        if (rf_starts_with(title, quotes[0]) || rf_starts_with(title, quotes[1]) ||
            rf_starts_with(title, quotes[2])) {
            report(scope, destination, n,
                   "no link: its title stands in curly quotation marks",
                   rf_arena_format(scope->arena, "write straight ones: %.*s \"…\")",
                                   (int)i, destination));
            return;
        }
    }
    const char *path = rf_arena_copy(scope->arena, destination + 1, n - 2);
    report(scope, destination, n, "no link: a blank ends the path",
           rf_arena_join(scope->arena, "write the path between < and >: (<", path, ">)",
                         NULL));
}

/* The last byte of an escape or a code span that begins at p. */
static const char *skip_literal(const char *p, const char *end)
{
    size_t n = *p == '\\' ? 0 : strspn(p, "`");
    for (const char *q = p + n; n && q < end;
         q += strcspn(q, "`") ? strcspn(q, "`") : 1) {
        size_t ticks = strspn(q, "`");
        if (ticks == n) {
            return q + ticks - 1;
        }
        q += ticks > 0 ? ticks - 1 : 0;
    }
    return n ? p + n - 1 : p + 1;
}

void rf_check_bracket(struct rf_scope *scope)
{
    const struct referat_source *source = scope->source;
    /* the items of a tight list share their lines: each line is looked at once */
    if (!source || scope->block_bytes < scope->brackets_end_bytes) {
        return;
    }
    scope->brackets_end_bytes = rf_scope_block_end(scope);
    const char *begin = source->text + scope->block_bytes;
    const char *end = source->text + scope->brackets_end_bytes;
    for (const char *p = begin; p < end; p++) {
        if (*p == '\\' || *p == '`') {
            p = skip_literal(p, end);
            continue;
        }
        size_t n = footnote_at(p, end);
        struct half half = half_link_at(p, end);
        if (half.n) {
            const char *open = p;
            while (*p == ']' && open > begin && *open != '[' && *open != '\n') {
                open--;
            }
            open = *open == '[' ? open : p;
            report(scope, open, (size_t)(p - open) + half.n, half.what, half.cure);
            p += half.n - 1;
        } else if (n) {
            report(scope, p, n, "no footnote, and is printed as it is typed",
                   "say it in the text, in brackets");
            p += n - 1;
        } else if (*p == ']' && (n = broken_destination_at(p + 1, end)) > 0) {
            report_link(scope, p + 1, n);
            p += n;
        }
    }
}

void rf_check_strike(struct rf_scope *scope, const char *text, size_t n, size_t at)
{
    const char *p = text + at, *end = text + n, *close = p + 2;
    if (end - p < 5 || p[1] != '~' || p[2] == '~' || p[2] == ' ') {
        return;
    }
    while (close + 1 < end && !(close[0] == '~' && close[1] == '~')) {
        close++;
    }
    if (close + 1 >= end) {
        return;
    }
    size_t length = (size_t)(close - p) + 2;
    struct referat_span span = rf_scope_locate(scope, p, length);
    struct referat_diagnostic *d =
        rf_diag_report(scope->diags, RF_CODE_NEAR_MARKUP, span,
                       "%s: '%.*s' is not struck through, and is printed as it is typed",
                       scope->where, (int)length, p);
    rf_diag_hint(scope->diags, d, "delete the words; the minutes say what was decided");
}

bool rf_check_cell_break(struct rf_scope *scope, const struct referat_node *html)
{
    if (!scope->is_in_cell || !rf_starts_with(html->text, "<br")) {
        return false;
    }
    size_t n = strcspn(html->text, ">") + 1;
    struct referat_diagnostic *d = rf_diag_report(
        scope->diags, RF_CODE_NEAR_MARKUP, rf_scope_locate(scope, html->text, n),
        "%s: '%.*s' breaks no line in a table's cell, and is printed as it is typed",
        scope->where, (int)n, html->text);
    rf_diag_hint(scope->diags, d, "make it two rows, or a list below the table");
    return true;
}
