/* Every example of the CommonMark specification: the Markdown we write says what the text
 * said, and is itself when it is read again (test). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/markdown.h"
#include "support.h"

enum { EXAMPLES = 652 }; /* of version 0.31.2 */

static const struct exception exceptions[] = {
    {581, 581, "a refused picture without a text leaves an empty paragraph"},
};

/* What the specification's examples do not reach: text that looks like a block once it
 * stands elsewhere, and what is ours alone. */
static const char *const texts[] = {
    "a\\\n\\- b\n",
    "a\\\n\\# b\n",
    "a\\\n1\\. b\n",
    "a\\\n\\> b\n",
    "a\\\n\\===\n",
    "a\\\n\\---\n",
    "a\\\n\\~~~\n",
    "a|b\\\n\\:-|-\n",
    "a|b\\\n\\|-|-|\n",
    "|a|\\\n\\|-|\n",
    "a | b \\- | \\-\n",
    "a&#32;\n",
    "&#32;a\n",
    "a&#10;b\n",
    "a&#9;b\n",
    "a&#32;\\\nb\n",
    "# a&#32;\n",
    "# &#32;a\n",
    "# a \\#\n",
    "# a \\##\n",
    "# a#\n",
    "# \\# a\n",
    "#\n",
    "# \\#\n",
    "# \\##\n",
    "# #\\#\n",
    "# \\\\#\n",
    "# \\\\\\#\n",
    "# a \\\\#\n",
    "# \\-\n",
    "# 1\\.\n",
    "# *a* \\#\n",
    "# *\\#*\n",
    "> # \\#\n",
    "- # \\#\n",
    "*a*_b_\n",
    "**a**_b_\n",
    "**a**__b__\n",
    "*a*__b__\n",
    "***a** b*\n",
    "***a* b**\n",
    "*a **b***\n",
    "**a *b***\n",
    "*__a__*\n",
    "**_a_**\n",
    "*_a_ b*\n",
    "*a _b_*\n",
    "_a_*b*_c_\n",
    "\\**a*\n",
    "*a*\\*\n",
    "snake_case_word and 2*3*4\n",
    "\\![a](b)\n",
    "*a!*[b](c)\n",
    "a!\\[b\\](c)\n",
    "[a](<b c> \"d \\\"e\\\" f\")\n",
    "[a](b(c)d \"e\nf\")\n",
    "[a](<b\\<c\\>d>)\n",
    "[a](b&amp;lt;c \"&amp;amp;\")\n",
    "![# a](/b)\n",
    "![- *a*](/b)\n",
    "a ![- b](/c)\n",
    "[# a](/b)\n",
    "[a](javascript:b*c*d)\n",
    "<b>a</b> *c*\n",
    "&amp;amp; \\&amp; &copy;\n",
    "\\`a\\` `` b`c `` ` `\n",
    "` a ` `  ` ```` ``` ````\n",
    "| a |\n| - |\n| b \\| c |\n",
    "| a |\n| - |\n| `b \\| c` |\n",
    "| a |\n| - |\n| `b \\\\ c` |\n",
    "| a |\n| - |\n| b \\\\| c |\n",
    "| a |\n| - |\n| [b](<c\\|d> \"e\\|f\") |\n",
    "| a |\n| - |\n| # b |\n| - c |\n| 1. d |\n",
    "| a |\n| - |\n|  |\n",
    "|  |\n| - |\n| b |\n",
    "| a | b |\n| :- | -: |\n| c |\n| d | e | f |\n",
    "a\n| b |\n| - |\n| c |\n",
    "- | a |\n  | - |\n  | b |\n",
    "> | a |\n> | - |\n> | b |\n",
    "- [ ] a\n- [x] b\n",
    "- \\[ ] a\n- [ ]\n- [ ]b\n",
    "- [ ] [x] a\n",
    "- [ ] # a\n",
    "- [ ] a\n\n  b\n- [x] c\n",
    "1. [ ] a\n2. [x] b\n",
    "- a\n+ b\n* c\n- d\n",
    "1. a\n1) b\n2. c\n",
    "1. a\n\n\n2) b\n",
    "7. a\n8. b\n",
    "0. a\n",
    "-\n- a\n-\n",
    "- \n\n  a\n",
    "-\n\n- a\n",
    "-     a\n\n      b\n",
    "- - a\n- - - b\n",
    "- > a\n  > - b\n",
    "> a\n\n> b\n",
    ">\n",
    "- a\n  - b\n\n    c\n- d\n",
    "- a\n\n  - b\n  - c\n- d\n",
    "- a\n  > b\n- ***\n",
    "- # a\n  b\n",
    "- a\n  # b\n  c\n",
    "- ```\n  a\n\n   b\n  ```\n",
    "```\n\n```\n",
    "```\n```\n",
    "```a\n\n b\n\n\n```\n",
    "~~~ `a` b\n```\n~~~\n",
    "``` a\\*b &amp;amp;\nc\n```\n",
    "    a\n\n\n     b\n",
    "- a\n\n      b\n",
    "- a\n- b\n\n      c\n",
    "- a\n\n<!-- -->\n\n- b\n",
    "***\n- a\n***\n",
    "a\n***\nb\n",
    "a\n\n    b\n    c\n\nd\n",
    "<div>\n\n```\n\n</div>\n",
    "\\<b> \\&lt; < >\n",
    "+1 -1 =1 1.5 1) 2\n",
    "\\+ a\n",
    "1986\\. a\n",
    "1986\\) a\n",
    "1234567890. a\n",
    "*1. a*\n",
    "a\\\n*b*\\\n`c`\n",
};

enum { TEXTS = sizeof texts / sizeof *texts };

static bool starts_with(const char *p, const char *prefix)
{
    return strncmp(p, prefix, strlen(prefix)) == 0;
}

/* White space outside <pre> becomes one space or, around a line's end, nothing between
 * tags: paragraphs are written on one line. Raw HTML is written as code. */
static void fold(const char *html, struct rf_buf *out)
{
    static const char raw[] = "<pre class=\"raw\">";
    bool is_pre = false;
    bool is_raw = false;
    for (const char *p = html; *p; p++) {
        if (starts_with(p, raw)) {
            rf_buf_puts(out, "<pre><code>");
            p += sizeof raw - 2;
            is_pre = is_raw = true;
            continue;
        }
        is_pre = is_pre || starts_with(p, "<pre");
        if (starts_with(p, "</pre>")) {
            rf_buf_puts(out, is_raw ? "</code>" : "");
            is_pre = is_raw = false;
        }
        bool is_space = !is_pre && (*p == ' ' || *p == '\n' || *p == '\t');
        if (!is_space) {
            rf_buf_char(out, *p);
        } else if (out->n && out->p[out->n - 1] != ' ') {
            rf_buf_char(out, ' ');
        }
    }
}

/* What one text became. */
struct trip {
    struct rf_buf html;     /* of the text, folded */
    struct rf_buf markdown; /* of the text */
    struct rf_buf again;    /* of the Markdown: its HTML, folded */
    struct rf_buf markdown_again;
};

static void fold_html(const char *markdown, size_t n, enum refusal refusal,
                      struct rf_buf *out)
{
    struct rf_buf html = {0};
    if (!render_html(markdown, n, refusal, &html)) {
        rf_buf_puts(&html, "(refused)");
    }
    fold(rf_buf_string(&html), out);
    rf_buf_clear(&html);
}

static void travel(const char *markdown, enum refusal refusal, struct trip *trip)
{
    size_t n = strlen(markdown);
    fold_html(markdown, n, refusal, &trip->html);
    (void)render_markdown(markdown, n, refusal, &trip->markdown);
    const char *written = rf_buf_string(&trip->markdown);
    fold_html(written, trip->markdown.n, refusal, &trip->again);
    (void)render_markdown(written, trip->markdown.n, refusal, &trip->markdown_again);
}

static bool check(const struct example *example, enum refusal refusal, const char *reason)
{
    struct trip trip = {0};
    travel(example->markdown, refusal, &trip);
    bool is_ok =
        judge(example, reason, rf_buf_string(&trip.html), rf_buf_string(&trip.again));
    bool is_fixed = judge(example, reason, rf_buf_string(&trip.markdown),
                          rf_buf_string(&trip.markdown_again));
    rf_buf_clear(&trip.html);
    rf_buf_clear(&trip.markdown);
    rf_buf_clear(&trip.again);
    rf_buf_clear(&trip.markdown_again);
    return is_ok && is_fixed;
}

/* As on pages, and with every link accepted: most of the specification's lead to "/url".
 */
static bool check_both(const struct example *example)
{
    const char *reason = find_exception(
        exceptions, sizeof exceptions / sizeof *exceptions, example->number);
    return check(example, REFUSE, reason) && check(example, ACCEPT, NULL);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        (void)fprintf(stderr, "usage: test_round_trip SPEC.TXT\n");
        return EXIT_FAILURE;
    }
    struct rf_arena arena = {0};
    const struct example *examples = read_examples(&arena, argv[1], EXAMPLES);
    int failed = 0;
    for (size_t i = 0; i < EXAMPLES; i++) {
        failed += !check_both(&examples[i]);
    }
    for (size_t i = 0; i < TEXTS; i++) {
        const struct example own = {EXAMPLES + 1 + (int)i, texts[i], NULL};
        failed += !check_both(&own);
    }
    (void)printf("%d of %d texts failed\n", failed, (int)EXAMPLES + (int)TEXTS);
    rf_markdown_release();
    rf_arena_clear(&arena);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
