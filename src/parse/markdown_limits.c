/* Limits of one Markdown text, checked before cmark sees it (parse). cmark takes
 * quadratic time for many unclosed brackets or angles in one paragraph, and for many
 * lists and quotes in each other on one line; text of that shape is refused, and no
 * person types it. */
#include <string.h>

#include "base/limits.h"
#include "base/scan.h"
#include "parse/markdown_internal.h"

/* What is open at a place of a paragraph. */
struct balance {
    int brackets;
    int angles;
};

/* True at the end of a line or of the text. */
static bool is_end(const char *p, size_t i, size_t n)
{
    return i == n || p[i] == '\n';
}

/* The length of the marker of a list or quote at p, with n bytes of text left; 0: there
 * is none (CommonMark 5.1, 5.2). */
static size_t marker_bytes(const char *p, size_t n)
{
    size_t i = 0;
    if (n && *p == '>') {
        return 1;
    }
    if (n && (*p == '-' || *p == '*' || *p == '+')) {
        i = 1;
    } else {
        while (i < n && i < 9 && p[i] >= '0' && p[i] <= '9') {
            i++;
        }
        if (i == 0 || i == n || (p[i] != '.' && p[i] != ')')) {
            return 0;
        }
        i++;
    }
    return is_end(p, i, n) || p[i] == ' ' || p[i] == '\t' ? i : 0;
}

/* The line at p does not open too many lists and quotes. */
static bool is_shallow(const char *p, size_t n)
{
    int markers = 0;
    size_t i = 0;
    for (;;) {
        size_t from = i;
        while (i < n && (p[i] == ' ' || p[i] == '\t')) {
            i++;
        }
        size_t size = marker_bytes(p + i, n - i);
        if (size == 0) {
            return true;
        }
        if (++markers > RF_LIMIT_MARKDOWN_MARKERS ||
            i - from > RF_LIMIT_MARKDOWN_INDENT) {
            return false;
        }
        i += size;
    }
}

/* (c) | 2 is '>' for both '<' and '>'. */
#define IS_OPENING(c) (((c) == '[') | ((c) == '<'))
#define IS_COUNTED(c) (((c) == '\n') | ((c) == '[') | ((c) == ']') | (((c) | 2) == '>'))
RF_SCANNER(scan_opening, IS_OPENING)
RF_SCANNER(scan_counted, IS_COUNTED)

/* Counts a sign; false where too many are open. */
static bool count(struct balance *open, char c)
{
    open->brackets += c == '[';
    open->brackets -= c == ']' && open->brackets > 0;
    open->angles += c == '<';
    open->angles -= c == '>' && open->angles > 0;
    return open->brackets <= RF_LIMIT_MARKDOWN_BRACKETS &&
           open->angles <= RF_LIMIT_MARKDOWN_ANGLES;
}

/* False, and reported. */
static bool refuse(struct rf_diags *diags, const struct rf_markdown *markdown,
                   uint32_t line, const char *what, int limit)
{
    rf_diag_report(diags, RF_CODE_LIMIT_EXCEEDED, rf_md_line_span(markdown, line, 0),
                   "%s; at most %d are allowed", what, limit);
    return false;
}

bool rf_md_within_size(struct rf_diags *diags, const struct rf_markdown *markdown)
{
    return markdown->text_bytes <= RF_LIMIT_MARKDOWN_BYTES ||
           refuse(diags, markdown, 1, "too many bytes of Markdown",
                  RF_LIMIT_MARKDOWN_BYTES);
}

static const char *line_at(const struct rf_markdown *markdown,
                           const struct rf_md_lines *lines, uint32_t i)
{
    return markdown->text + (lines->starts[i] - lines->base);
}

/* The first line that opens too many lists and quotes, or the number of lines. */
static uint32_t find_deep(const struct rf_markdown *markdown,
                          const struct rf_md_lines *lines)
{
    const char *end = markdown->text + markdown->text_bytes;
    for (uint32_t i = 0; i < lines->count; i++) {
        const char *p = line_at(markdown, lines, i);
        bool is_plain = p < end && (unsigned char)*p >= 'A'; /* as most lines begin */
        if (!is_plain && !is_shallow(p, (size_t)(end - p))) {
            return i;
        }
    }
    return lines->count;
}

/* The first line where too many brackets or angles are open, or the number of lines. From
 * where nothing is open, the scan skips to the next one that opens. */
static uint32_t find_crowded(const struct rf_markdown *markdown,
                             const struct rf_md_lines *lines)
{
    const char *p = markdown->text;
    size_t n = markdown->text_bytes;
    struct balance open = {0, 0};
    for (size_t i = scan_opening(p, 0, n); i < n;) {
        char c = p[i++];
        if (c == '\n') { /* a blank line ends the paragraph */
            size_t k = i;
            while (k < n && (p[k] == ' ' || p[k] == '\t')) {
                k++;
            }
            open = is_end(p, k, n) ? (struct balance){0, 0} : open;
        } else if (!count(&open, c)) {
            /* Only for the message: the line of the sign. */
            uint32_t line = 0;
            while (line + 1 < lines->count &&
                   line_at(markdown, lines, line + 1) < p + i) {
                line++;
            }
            return line;
        }
        bool is_open = open.brackets || open.angles;
        i = is_open ? scan_counted(p, i, n) : scan_opening(p, i, n);
    }
    return lines->count;
}

bool rf_md_within_limits(struct rf_diags *diags, const struct rf_markdown *markdown,
                         const struct rf_md_lines *lines)
{
    uint32_t deep = find_deep(markdown, lines);
    uint32_t crowded = markdown->is_plain ? lines->count : find_crowded(markdown, lines);
    if (crowded < deep) {
        return refuse(diags, markdown, crowded + 1,
                      "too many unclosed '[' or '<' in a paragraph",
                      RF_LIMIT_MARKDOWN_ANGLES);
    }
    return deep == lines->count ||
           refuse(diags, markdown, deep + 1, "too many lists and quotes in each other",
                  RF_LIMIT_MARKDOWN_MARKERS);
}
