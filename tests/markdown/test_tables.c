/* The examples of GitHub's Markdown specification for tables and task lists, with our own
 * HTML (test). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/markdown.h"
#include "support.h"

/* Numbered as in the specification, version 0.29-gfm. Where we differ, on purpose:
 * alignment is a class and not an attribute, a head cell says that it heads a column, a
 * task is a character and not a form's field, and a row's excess cells are kept. */
static const struct example examples[] = {
    {198, "| foo | bar |\n| --- | --- |\n| baz | bim |\n",
     "<table>\n<thead>\n<tr>\n<th scope=\"col\">foo</th>\n<th scope=\"col\">bar</th>\n"
     "</tr>\n</thead>\n<tbody>\n<tr>\n<td>baz</td>\n<td>bim</td>\n</tr>\n</tbody>\n"
     "</table>\n"},
    {199, "| abc | defghi |\n:-: | -----------:\nbar | baz\n",
     "<table>\n<thead>\n<tr>\n<th scope=\"col\" class=\"center\">abc</th>\n"
     "<th scope=\"col\" class=\"right\">defghi</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
     "<td class=\"center\">bar</td>\n<td class=\"right\">baz</td>\n</tr>\n</tbody>\n"
     "</table>\n"},
    {200, "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
     "<table>\n<thead>\n<tr>\n<th scope=\"col\">f|oo</th>\n</tr>\n</thead>\n<tbody>\n"
     "<tr>\n<td>b <code>|</code> az</td>\n</tr>\n<tr>\n<td>b <strong>|</strong> im</td>\n"
     "</tr>\n</tbody>\n</table>\n"},
    {201, "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n",
     "<table>\n<thead>\n<tr>\n<th scope=\"col\">abc</th>\n<th scope=\"col\">def</th>\n"
     "</tr>\n</thead>\n<tbody>\n<tr>\n<td>bar</td>\n<td>baz</td>\n</tr>\n</tbody>\n"
     "</table>\n<blockquote>\n<p>bar</p>\n</blockquote>\n"},
    {202, "| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n",
     "<table>\n<thead>\n<tr>\n<th scope=\"col\">abc</th>\n<th scope=\"col\">def</th>\n"
     "</tr>\n</thead>\n<tbody>\n<tr>\n<td>bar</td>\n<td>baz</td>\n</tr>\n<tr>\n"
     "<td>bar</td>\n<td></td>\n</tr>\n</tbody>\n</table>\n<p>bar</p>\n"},
    {203, "| abc | def |\n| --- |\n| bar |\n",
     "<p>| abc | def |\n| --- |\n| bar |</p>\n"},
    {204, "| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n",
     "<table>\n<thead>\n<tr>\n<th scope=\"col\">abc</th>\n<th scope=\"col\">def</th>\n"
     "<th scope=\"col\"></th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>bar</td>\n<td></td>\n"
     "<td></td>\n</tr>\n<tr>\n<td>bar</td>\n<td>baz</td>\n<td>boo</td>\n</tr>\n</tbody>\n"
     "</table>\n"},
    {205, "| abc | def |\n| --- | --- |\n",
     "<table>\n<thead>\n<tr>\n<th scope=\"col\">abc</th>\n<th scope=\"col\">def</th>\n"
     "</tr>\n</thead>\n</table>\n"},
    {279, "- [ ] foo\n- [x] bar\n",
     "<ul>\n<li class=\"task\">\xE2\x98\x90 foo</li>\n"
     "<li class=\"task\">\xE2\x98\x91 bar</li>\n</ul>\n"},
    {280, "- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n",
     "<ul>\n<li class=\"task\">\xE2\x98\x91 foo\n<ul>\n"
     "<li class=\"task\">\xE2\x98\x90 bar</li>\n"
     "<li class=\"task\">\xE2\x98\x91 baz</li>\n</ul>\n</li>\n"
     "<li class=\"task\">\xE2\x98\x90 bim</li>\n</ul>\n"},
};

enum { EXAMPLES = sizeof examples / sizeof *examples };

static bool check_html(const struct example *example, const char *markdown)
{
    struct rf_buf found = {0};
    bool is_ok = render_html(markdown, strlen(markdown), REFUSE, &found) &&
                 judge(example, NULL, example->html, rf_buf_string(&found));
    rf_buf_clear(&found);
    return is_ok;
}

/* What we write of it says the same, but for line ends within a paragraph. */
static bool check_round_trip(const struct example *example)
{
    static const int one_line = 203;
    struct rf_buf written = {0};
    bool is_ok =
        render_markdown(example->markdown, strlen(example->markdown), REFUSE, &written);
    if (is_ok && example->number != one_line) {
        is_ok = check_html(example, rf_buf_string(&written));
    }
    rf_buf_clear(&written);
    return is_ok;
}

int main(void)
{
    int failed = 0;
    for (size_t i = 0; i < EXAMPLES; i++) {
        bool is_ok = check_html(&examples[i], examples[i].markdown) &&
                     check_round_trip(&examples[i]);
        failed += !is_ok;
    }
    (void)printf("%d of %d examples failed\n", failed, (int)EXAMPLES);
    rf_markdown_release();
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
