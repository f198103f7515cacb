/* Every example of the CommonMark specification: our HTML against cmark's own (test). */
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/markdown.h"
#include "support.h"

enum { EXAMPLES = 652 }; /* of version 0.31.2 */

/* Raw HTML is shown as the text that it is, cmark leaves it out. */
static const char raw_html[] = "raw HTML";
/* Links leave the page by known schemes or lead below it: not from the root ("/url"), not
 * with a backslash, not by a scheme nobody knows. Text and address are shown. */
static const char refused[] = "refused link or picture";

static const struct exception exceptions[] = {
    {20, 20, refused},    {21, 21, raw_html},   {22, 23, refused},
    {31, 31, raw_html},   {32, 33, refused},    {148, 191, raw_html},
    {192, 193, refused},  {196, 196, refused},  {198, 198, refused},
    {201, 201, raw_html}, {202, 202, refused},  {205, 206, refused},
    {214, 218, refused},  {308, 309, raw_html}, {344, 344, raw_html},
    {404, 404, refused},  {419, 419, refused},  {422, 422, refused},
    {433, 433, refused},  {473, 474, refused},  {475, 477, raw_html},
    {482, 483, refused},  {489, 489, refused},  {491, 491, raw_html},
    {494, 494, raw_html}, {500, 500, refused},  {502, 502, refused},
    {505, 507, refused},  {509, 510, refused},  {512, 512, refused},
    {514, 519, refused},  {521, 521, refused},  {524, 524, raw_html},
    {527, 535, refused},  {536, 536, raw_html}, {539, 544, refused},
    {549, 550, refused},  {553, 562, refused},  {564, 566, refused},
    {568, 572, refused},  {574, 575, refused},  {579, 579, refused},
    {581, 589, refused},  {591, 591, refused},  {593, 593, refused},
    {596, 596, refused},  {598, 599, refused},  {601, 601, refused},
    {603, 603, refused},  {613, 617, raw_html}, {623, 623, raw_html},
    {627, 631, raw_html}, {642, 643, raw_html},
};

/* HTML5's void elements need no slash, and ours have none. */
static void drop_slashes(const char *html, struct rf_buf *out)
{
    bool is_void = false;
    for (const char *p = html; *p; p++) {
        if (*p == '<') {
            is_void = strncmp(p, "<br", 3) == 0 || strncmp(p, "<hr", 3) == 0 ||
                      strncmp(p, "<img", 4) == 0;
        }
        if (is_void && strncmp(p, " />", 3) == 0) {
            is_void = false;
            p++;
            continue;
        }
        rf_buf_char(out, *p);
    }
}

/* ---- What cmark would say by our rules ---- */

static void escape(const char *p, struct rf_buf *out)
{
    for (; *p; p++) {
        switch (*p) {
        case '&':
            rf_buf_puts(out, "&amp;");
            break;
        case '<':
            rf_buf_puts(out, "&lt;");
            break;
        case '>':
            rf_buf_puts(out, "&gt;");
            break;
        case '"':
            rf_buf_puts(out, "&quot;");
            break;
        default:
            rf_buf_char(out, *p);
        }
    }
}

/* Raw HTML as text: an inline becomes a text, a block a custom one. */
static cmark_node *shown_html(cmark_node *html)
{
    if (cmark_node_get_type(html) == CMARK_NODE_HTML_INLINE) {
        cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
        cmark_node_set_literal(text, cmark_node_get_literal(html));
        return text;
    }
    struct rf_buf shown = {0};
    rf_buf_puts(&shown, "<pre class=\"raw\">");
    escape(cmark_node_get_literal(html), &shown);
    rf_buf_puts(&shown, "</pre>");
    cmark_node *block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    cmark_node_set_on_enter(block, rf_buf_string(&shown));
    rf_buf_clear(&shown);
    return block;
}

static char *html_with_raw_shown(const char *markdown)
{
    cmark_node *document =
        cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
    cmark_iter *walk = cmark_iter_new(document);
    while (cmark_iter_next(walk) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(walk);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
            cmark_node_replace(node, shown_html(node));
            cmark_node_free(node);
        }
    }
    cmark_iter_free(walk);
    char *html = cmark_render_html(document, CMARK_OPT_DEFAULT);
    cmark_node_free(document);
    return html;
}

/* ---- Comparing ---- */

/* theirs is freed. */
static bool compare(const struct example *example, const char *reason, char *theirs,
                    enum refusal refusal)
{
    struct rf_buf expected = {0};
    struct rf_buf found = {0};
    drop_slashes(theirs, &expected);
    free(theirs);
    bool is_done =
        render_html(example->markdown, strlen(example->markdown), refusal, &found);
    bool is_ok = is_done &&
                 judge(example, reason, rf_buf_string(&expected), rf_buf_string(&found));
    if (!is_done) {
        (void)printf("example %d was refused\n", example->number);
    }
    rf_buf_clear(&expected);
    rf_buf_clear(&found);
    return is_ok;
}

/* As pages show it, and then with the two exceptions lifted: nothing hides behind them.
 */
static bool check(const struct example *example)
{
    const char *markdown = example->markdown;
    const char *reason = find_exception(
        exceptions, sizeof exceptions / sizeof *exceptions, example->number);
    char *theirs = cmark_markdown_to_html(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
    return compare(example, reason, theirs, REFUSE) &&
           compare(example, NULL, html_with_raw_shown(markdown), ACCEPT);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        (void)fprintf(stderr, "usage: test_spec SPEC.TXT\n");
        return EXIT_FAILURE;
    }
    struct rf_arena arena = {0};
    const struct example *examples = read_examples(&arena, argv[1], EXAMPLES);
    int failed = 0;
    for (size_t i = 0; i < EXAMPLES; i++) {
        failed += !check(&examples[i]);
    }
    (void)printf("%d of %d examples failed\n", failed, EXAMPLES);
    rf_markdown_release();
    rf_arena_clear(&arena);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
