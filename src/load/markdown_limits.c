/* Limits of one Markdown text, checked before cmark sees it: what would take it quadratic
 * time is refused (load). */
#include <string.h>

#include "base/limits.h"
#include "base/scan.h"
#include "load/markdown_parts.h"

struct balance {
    int brackets;
    int angles;
};

/* The marker's length with the space behind it, or 0. */
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
    return i == n || p[i] == ' ' || p[i] == '\t' ? i : 0;
}

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

static bool is_blank(const char *p, size_t n)
{
    size_t i = 0;
    while (i < n && (p[i] == ' ' || p[i] == '\t')) {
        i++;
    }
    return i == n;
}

#define IS_BRACKET(c) (((c) == '[') | ((c) == ']') | ((c) == '<') | ((c) == '>'))
RF_SCANNER(scan_brackets, IS_BRACKET)

static bool is_balanced(struct balance *open, const char *p, size_t n)
{
    if (is_blank(p, n)) {
        *open = (struct balance){0, 0};
    }
    for (size_t i = scan_brackets(p, 0, n); i < n; i = scan_brackets(p, i + 1, n)) {
        open->brackets += p[i] == '[';
        open->brackets -= p[i] == ']' && open->brackets > 0;
        open->angles += p[i] == '<';
        open->angles -= p[i] == '>' && open->angles > 0;
    }
    return open->brackets <= RF_LIMIT_MARKDOWN_BRACKETS &&
           open->angles <= RF_LIMIT_MARKDOWN_ANGLES;
}

static bool refuse(struct rf_diags *diags, const struct rf_markdown *markdown,
                   uint32_t line, const char *what, int limit)
{
    rf_diag_report(diags, RF_CODE_LIMIT_EXCEEDED, rf_md_line_span(markdown, line, 0),
                   "%s; at most %d are allowed", what, limit);
    return false;
}

bool rf_md_within_limits(struct rf_diags *diags, const struct rf_markdown *markdown)
{
    if (markdown->text_bytes > RF_LIMIT_MARKDOWN_BYTES) {
        return refuse(diags, markdown, 1, "too many bytes of Markdown",
                      RF_LIMIT_MARKDOWN_BYTES);
    }
    struct balance open = {0, 0};
    const char *p = markdown->text;
    const char *end = p + markdown->text_bytes;
    for (uint32_t line = 1; p < end; line++) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        size_t n = (size_t)((eol ? eol : end) - p);
        if (!is_shallow(p, n)) {
            return refuse(diags, markdown, line,
                          "too many lists and quotes in each other",
                          RF_LIMIT_MARKDOWN_MARKERS);
        }
        if (!is_balanced(&open, p, n)) {
            return refuse(diags, markdown, line,
                          "too many unclosed '[' or '<' in a paragraph",
                          RF_LIMIT_MARKDOWN_ANGLES);
        }
        p += n + 1;
    }
    return true;
}
