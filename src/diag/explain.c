/* Prints what a diagnostic means, for a terminal and as the document of all of them
 * (diag). Both print the same texts, of explain_*.def; a test compares
 * docs/diagnostics.md with what is printed here. */
#include "diag/explain.h"

#include <assert.h>
#include <string.h>

#include "base/str.h"

enum { WRAP_CHARS = 78 }; /* of a terminal's 80 */

/* ---- The texts ---- */

/* By code. Two texts of one code do not compile (-Woverride-init). */
static const struct rf_explanation explanations[RF_CODE_COUNT] = {
#include "diag/explain_access.def"
#include "diag/explain_items.def"
#include "diag/explain_people.def"
#include "diag/explain_prose.def"
#include "diag/explain_safety.def"
#include "diag/explain_style.def"
};

const struct rf_explanation *rf_explain_find(enum rf_code code)
{
    const struct rf_explanation *explanation = &explanations[code];
    assert(explanation->meaning && explanation->example && explanation->cure);
    return explanation;
}

/* ---- For a terminal ---- */

/* Appends a paragraph, broken at spaces. */
static void put_wrapped(struct rf_buf *out, const char *s)
{
    size_t column = 0;
    while (*s) {
        size_t n = strcspn(s, " ");
        size_t chars = rf_utf8_count(s, n);
        if (column > 0 && column + 1 + chars > WRAP_CHARS) {
            rf_buf_char(out, '\n');
            column = 0;
        } else if (column > 0) {
            rf_buf_char(out, ' ');
            column++;
        }
        rf_buf_add(out, s, n);
        column += chars;
        s += n;
        s += strspn(s, " ");
    }
    rf_buf_char(out, '\n');
}

void rf_diag_explain(enum rf_code code, struct rf_buf *out)
{
    const struct rf_explanation *explanation = rf_explain_find(code);
    rf_buf_printf(out, "%s: %s\n", rf_code_name(code), rf_code_summary(code));
    rf_buf_printf(out, "Severity, unless the series sets another: %s\n\n",
                  rf_severity_name(rf_code_default(code)));
    put_wrapped(out, explanation->meaning);
    rf_buf_puts(out, "\nExample:\n\n");
    for (const char *line = explanation->example; *line;) {
        size_t n = strcspn(line, "\n") + 1;
        rf_buf_puts(out, "    ");
        rf_buf_add(out, line, n);
        line += n;
    }
    rf_buf_puts(out, "\nCure:\n\n");
    put_wrapped(out, explanation->cure);
}

/* ---- As a document ---- */

/* Appends plain text so that Markdown prints it as it stands. An underscore within a word
 * needs no escape. */
static void put_plain(struct rf_buf *out, const char *s)
{
    for (; *s; s++) {
        if (strchr("\\`*[]<>#&|", *s)) {
            rf_buf_char(out, '\\');
        }
        rf_buf_char(out, *s);
    }
}

void rf_diag_explain_all(struct rf_buf *out)
{
    rf_buf_puts(
        out, "# Diagnostics\n\n"
             "Every finding has a name that lasts. A series turns it up, down or off in "
             "referat.yaml, under `checks`: "
             "its name, then `error`, `warning`, `note` "
             "or `off`.\n");
    for (unsigned i = 0; i < RF_CODE_COUNT; i++) {
        enum rf_code code = (enum rf_code)i;
        const struct rf_explanation *explanation = rf_explain_find(code);
        rf_buf_printf(out, "\n## %s\n\n", rf_code_name(code));
        rf_buf_printf(out, "Default severity: %s. In short: %s.\n\n",
                      rf_severity_name(rf_code_default(code)), rf_code_summary(code));
        put_plain(out, explanation->meaning);
        rf_buf_printf(out,
                      "\n\nExample:\n\n```text\n%s```\n\nCure: ", explanation->example);
        put_plain(out, explanation->cure);
        rf_buf_char(out, '\n');
    }
}
