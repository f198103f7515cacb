/* Texts of 1 MiB that are meant to take a Markdown parser long: each is refused or done
 * within two seconds (test). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "parse/markdown.h"
#include "support.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

enum {
    TEXT_BYTES = RF_LIMIT_MARKDOWN_BYTES, /* the most that is read at all */
    /* Of processor time, on the machine the limits were measured on; twice that for a
       slower one. A sanitizer takes ten times. A quadratic case takes hours. */
    CPU_SECONDS = IS_SANITIZED ? 40 : 4,
    MOST_JOBS = 8,
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

/* ---- The edges ---- */

/* A text that is read with so many of the unit in it, and refused with one more; most is
 * 0: with as many as there is room for. */
struct edge {
    const char *first, *unit;
    size_t most;
};

/* Quotes in front of lists, of which fewer may be in each other: each has two levels. */
#define QUOTES "> > > > > > > > > > > > > > > > > > > > > > > > "
enum { QUOTE_COUNT = sizeof QUOTES / 2 };

static const struct edge edges[] = {
    {"", "[", RF_LIMIT_MARKDOWN_BRACKETS},
    {"", "[\n", RF_LIMIT_MARKDOWN_BRACKETS},
    {"a ", "<", RF_LIMIT_MARKDOWN_ANGLES},
    {"a ", "<\n", RF_LIMIT_MARKDOWN_ANGLES},
    {"a ", "]<", RF_LIMIT_MARKDOWN_ANGLES},
    {"a ", ">[", RF_LIMIT_MARKDOWN_BRACKETS},
    /* What is closed is counted no more, nor what comes before it is opened. */
    {"a ", "[]", 0},
    {"a ", "<>", 0},
    {"a ", "<[]>", 0},
    {"a ", "[<>]", 0},
    {"a ", "]", 0},
    {"a ", "a> ", 0},
    {"a ]> [<", "]>[<", 0},
    {"a [<", "a\n", 0},
    /* Each paragraph has its own. */
    {"a ", "[<\n\n", 0},
    {"a ", "[<\n \t\n", 0},
    {"", ">", RF_LIMIT_MARKDOWN_MARKERS},
    {"", "> ", RF_LIMIT_MARKDOWN_MARKERS},
    {QUOTES, "- ", RF_LIMIT_MARKDOWN_MARKERS - QUOTE_COUNT},
    {QUOTES, "1) ", RF_LIMIT_MARKDOWN_MARKERS - QUOTE_COUNT},
    {"a\n" QUOTES, "+ ", RF_LIMIT_MARKDOWN_MARKERS - QUOTE_COUNT},
    {"", "1234567890. ", 0},
    {"", "-a ", 0},
};

enum { MANY = 3000 }; /* more than any limit, and soon read */

static bool is_read(const struct edge *edge, size_t count)
{
    struct rf_buf text = {0}, out = {0};
    rf_buf_puts(&text, edge->first);
    repeat(&text, edge->unit, count);
    rf_buf_puts(&text, "a\n");
    bool is_whole = render_markdown(text.p, text.n, REFUSE, &out);
    rf_buf_clear(&out);
    rf_buf_clear(&text);
    return is_whole;
}

static int count_wrong_edges(void)
{
    int wrong = 0;
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        const struct edge *edge = &edges[i];
        bool is_right = edge->most
                            ? is_read(edge, edge->most) && !is_read(edge, edge->most + 1)
                            : is_read(edge, MANY);
        if (!is_right) {
            (void)printf("'%s%s...': the limit is elsewhere\n", edge->first, edge->unit);
            wrong++;
        }
    }
    rf_markdown_release();
    return wrong;
}

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

/* Texts that are being tried, each in a process of its own. */
struct jobs {
    struct {
        pid_t child;
        const char *name;
    } list[MOST_JOBS];
    long count, most;
    int failed;
};

/* Waits for one of them. */
static void finish(struct jobs *jobs)
{
    int status = -1;
    pid_t child = waitpid(-1, &status, 0);
    for (long i = 0; i < jobs->count; i++) {
        if (jobs->list[i].child != child) {
            continue;
        }
        if (status != 0) {
            bool is_killed = WIFSIGNALED(status);
            (void)printf("%s: %s %d\n", jobs->list[i].name,
                         is_killed ? "ended by signal" : "status",
                         is_killed ? WTERMSIG(status) : WEXITSTATUS(status));
            jobs->failed++;
        }
        jobs->list[i] = jobs->list[--jobs->count];
        return;
    }
    perror("waitpid");
    exit(EXIT_FAILURE);
}

static void start(struct jobs *jobs, const char *name, const struct rf_buf *text)
{
    if (jobs->count == jobs->most) {
        finish(jobs);
    }
    (void)fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        run(text);
    }
    if (child < 0) {
        perror(name);
        exit(EXIT_FAILURE);
    }
    jobs->list[jobs->count].child = child;
    jobs->list[jobs->count++].name = name;
}

int main(void)
{
    struct jobs jobs = {.most = sysconf(_SC_NPROCESSORS_ONLN)};
    jobs.most = jobs.most < 1 ? 1 : jobs.most > MOST_JOBS ? MOST_JOBS : jobs.most;
    struct rf_buf text = {0};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        rf_buf_reset(&text);
        fill_units(&units[i], &text);
        start(&jobs, units[i].name, &text);
    }
    for (size_t i = 0; i < sizeof generators / sizeof *generators; i++) {
        rf_buf_reset(&text);
        generators[i].fill(&text);
        start(&jobs, generators[i].name, &text);
    }
    while (jobs.count) {
        finish(&jobs);
    }
    rf_buf_clear(&text);
    int wrong = count_wrong_edges();
    (void)printf("%d texts failed, %d limits\n", jobs.failed, wrong);
    return jobs.failed || wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}
