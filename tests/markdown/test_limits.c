/* Texts of 1 MiB that are meant to take a Markdown parser long: each is refused or done
 * within a few seconds (test). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "load/markdown.h"
#include "support.h"

enum {
    TEXT_BYTES = 1024 * 1024, /* the most that is read at all */
    CPU_SECONDS = 20, /* a sanitizer's build included; a quadratic case takes hours */
};

/* What is repeated; a first part may stand in front of it. */
struct hostile {
    const char *name;
    const char *first;
    const char *unit;
};

static const struct hostile units[] = {
    {"open brackets", "", "["},
    {"close brackets", "", "]"},
    {"open images", "", "!["},
    {"images in nothing", "", "![[]()"},
    {"nested brackets", "", "[a]["},
    {"brackets on lines", "", "[\n"},
    {"brackets in paragraphs", "", "[[[[[[[[\n\n"},
    {"link openers", "", "[a]("},
    {"link openers with angles", "", "[a](<b"},
    {"link openers with titles", "", "[a](b \"c"},
    {"parentheses", "[a](", "("},
    {"escaped brackets", "", "\\["},
    {"open angles", "", "<"},
    {"open tags", "", "<a "},
    {"open attributes", "", "<a b=\""},
    {"open comments", "", "a <!-- "},
    {"open declarations", "", "a <!A "},
    {"open instructions", "", "a <?b "},
    {"open character data", "", "a <![CDATA[ "},
    {"html blocks", "", "<div>\n\n"},
    {"autolinks", "", "<a:"},
    {"emphasis openers", "", "*a "},
    {"emphasis closers", "", "a* "},
    {"emphasis of two kinds", "", "*a _b "},
    {"emphasis closed by the other", "", "*a_ "},
    {"strong and emphasis", "", "***a** b "},
    {"emphasis within words", "", "a**b"},
    {"emphasis marks", "", "*"},
    {"mixed marks", "", "*_"},
    {"alternating openers", "", "_a*b "},
    {"code openers of two kinds", "", "`a``b"},
    {"entities", "", "&#"},
    {"long entities", "", "&amp"},
    {"backslashes", "", "\\"},
    {"quotes", "", ">"},
    {"quotes on lines", "", "> > > > > > > > a\n"},
    {"lists", "", "- "},
    {"numbered lists", "", "1. "},
    {"lists on lines", "", "- - - - - - - - a\n"},
    {"tight items", "", "- a\n"},
    {"empty items", "", "-\n"},
    {"loose items", "", "- a\n\n"},
    {"item after item", "", "- a\n+ a\n"},
    {"blank lines", "- a", "\n"},
    {"lazy lines", "> > > > > > > > a\n", "a\n"},
    {"rules", "", "* * *\n"},
    {"setext headings", "", "a\n=\n"},
    {"setext lines", "a\n", "a\n"},
    {"hashes", "# a ", "#"},
    {"headings", "", "# a\n"},
    {"same headings, other marks", "", "#\n"},
    {"open fence", "```\n", "a\n"},
    {"fences", "", "```\n"},
    {"indented lines", "", "    a\n"},
    {"spaces", "a", " "},
    {"tabs", "", "\t"},
    {"definitions", "", "[a]: b\n"},
    {"open definitions", "", "[a]: b \"c\n"},
    {"references", "[a]: b\n\n", "[a]"},
    {"references to nothing", "", "[a][b]"},
    {"definitions without an end", "[", "a\n"},
    {"table cells", "", "|a"},
    {"table rows", "|a|b|\n|-|-|\n", "|c|d|\n"},
    {"ragged rows", "|a|b|\n|-|-|\n", "|\n"},
    {"tables", "", "a|b\n-|-\n\n"},
    {"delimiter rows", "", "|-|\n"},
    {"heads without tables", "", "|a|\n"},
    {"escaped pipes", "|a|\n|-|\n", "\\|"},
    {"cells with brackets", "|a|\n|-|\n", "|[|\n"},
    {"cells with marks", "|a|\n|-|\n", "|*a|\n"},
    {"tasks", "", "- [ ] [x] a\n"},
    {"hard breaks", "", "a\\\n"},
    {"hard breaks by spaces", "", "a  \n"},
    {"carets and quotes", "", ">\n"},
};

static void fill_units(const struct hostile *hostile, struct rf_buf *out)
{
    size_t n = strlen(hostile->unit);
    rf_buf_puts(out, hostile->first);
    while (out->n + n <= TEXT_BYTES) {
        rf_buf_add(out, hostile->unit, n);
    }
}

static void repeat(struct rf_buf *out, const char *s, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        rf_buf_puts(out, s);
    }
}

/* ---- What no repetition of one unit makes ---- */

static void fill_backticks(struct rf_buf *out)
{
    for (size_t run = 1; out->n + run + 1 <= TEXT_BYTES; run++) {
        repeat(out, "`", run);
        rf_buf_char(out, 'a');
    }
}

static void fill_indentation(struct rf_buf *out)
{
    for (size_t depth = 0; out->n + 2 * depth + 4 <= TEXT_BYTES; depth++) {
        repeat(out, "  ", depth);
        rf_buf_puts(out, "- a\n");
    }
}

static void fill_quotes(struct rf_buf *out)
{
    for (size_t depth = 1; out->n + depth + 2 <= TEXT_BYTES; depth++) {
        repeat(out, ">", depth);
        rf_buf_puts(out, "a\n");
    }
}

static void fill_nested_brackets(struct rf_buf *out)
{
    repeat(out, "[", TEXT_BYTES / 2);
    repeat(out, "]", TEXT_BYTES / 2);
}

static void fill_nested_emphasis(struct rf_buf *out)
{
    repeat(out, "*a **a ", TEXT_BYTES / 16);
    repeat(out, " a** a*", TEXT_BYTES / 16);
}

static void fill_wide_table(struct rf_buf *out)
{
    repeat(out, "|a", TEXT_BYTES / 6);
    rf_buf_char(out, '\n');
    repeat(out, "|-", TEXT_BYTES / 6);
    rf_buf_char(out, '\n');
    while (out->n + 3 <= TEXT_BYTES) {
        rf_buf_puts(out, "|a\n");
    }
}

static void fill_long_definition(struct rf_buf *out)
{
    rf_buf_puts(out, "[a]: ");
    repeat(out, "b", TEXT_BYTES / 2);
    rf_buf_puts(out, "\n\n");
    while (out->n + 4 <= TEXT_BYTES) {
        rf_buf_puts(out, "[a]\n");
    }
}

static void fill_definitions(struct rf_buf *out)
{
    for (int i = 0; out->n + 40 <= TEXT_BYTES; i++) {
        rf_buf_printf(out, "[%d]: b\n\n[%d]\n\n", i, i);
    }
}

static void fill_headings(struct rf_buf *out)
{
    for (int i = 0; out->n + 20 <= TEXT_BYTES; i++) {
        rf_buf_printf(out, "# %d\n", i);
    }
}

struct generator {
    const char *name;
    void (*fill)(struct rf_buf *out);
};

static const struct generator generators[] = {
    {"growing backticks", fill_backticks},
    {"growing indentation", fill_indentation},
    {"growing quotes", fill_quotes},
    {"brackets in brackets", fill_nested_brackets},
    {"emphasis in emphasis", fill_nested_emphasis},
    {"a wide head over short rows", fill_wide_table},
    {"a long destination, often", fill_long_definition},
    {"many definitions", fill_definitions},
    {"many headings", fill_headings},
};

/* ---- Running them ---- */

static void run(const struct rf_buf *text)
{
    const struct rlimit limit = {CPU_SECONDS, CPU_SECONDS};
    if (setrlimit(RLIMIT_CPU, &limit) != 0) {
        perror("setrlimit");
        _exit(EXIT_FAILURE);
    }
    struct rf_buf out = {0};
    (void)(render_html(text->p, text->n, REFUSE, &out) &&
           render_markdown(text->p, text->n, REFUSE, &out));
    rf_buf_clear(&out);
    rf_markdown_release();
    _exit(EXIT_SUCCESS);
}

static bool check(const char *name, const struct rf_buf *text)
{
    (void)fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        run(text);
    }
    int status = -1;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        perror(name);
        return false;
    }
    if (WIFSIGNALED(status)) {
        (void)printf("%s: ended by signal %d\n", name, WTERMSIG(status));
        return false;
    }
    return WEXITSTATUS(status) == EXIT_SUCCESS;
}

int main(void)
{
    int failed = 0;
    struct rf_buf text = {0};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        rf_buf_reset(&text);
        fill_units(&units[i], &text);
        failed += !check(units[i].name, &text);
    }
    for (size_t i = 0; i < sizeof generators / sizeof *generators; i++) {
        rf_buf_reset(&text);
        generators[i].fill(&text);
        failed += !check(generators[i].name, &text);
    }
    rf_buf_clear(&text);
    (void)printf("%d texts failed\n", failed);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
