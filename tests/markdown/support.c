/* Reads the CommonMark specification's examples and renders texts as our pages do
 * (test). */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diag/diag.h"
#include "diag/source.h"
#include "parse/markdown.h"
#include "render/prose_writer.h"

static const char fence[] = "````````````````````````````````";
static const char arrow[] =
    "\xE2\x86\x92"; /* U+2192: how the specification shows a tab */

/* ---- The specification ---- */

static char *read_file(struct rf_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    struct rf_buf text = {0};
    char block[4096];
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        rf_buf_add(&text, block, n);
    }
    (void)fclose(file);
    char *copy = rf_arena_copy(arena, text.p ? text.p : "", text.n);
    rf_buf_clear(&text);
    return copy;
}

static const char *next_line(const char *p)
{
    const char *eol = strchr(p, '\n');
    return eol ? eol + 1 : p + strlen(p);
}

static bool is_fence(const char *line, const char *info)
{
    size_t n = sizeof fence - 1;
    return strncmp(line, fence, n) == 0 && strncmp(line + n, info, strlen(info)) == 0 &&
           line[n + strlen(info)] == '\n';
}

/* Takes the lines up to the one that is the end, which is passed too. */
static const char *take_part(struct rf_arena *arena, const char **p, const char *end)
{
    struct rf_buf part = {0};
    for (; **p && strncmp(*p, end, strlen(end)) != 0; *p = next_line(*p)) {
        const char *eol = next_line(*p);
        for (const char *c = *p; c < eol;) {
            bool is_tab = strncmp(c, arrow, sizeof arrow - 1) == 0;
            rf_buf_char(&part, is_tab ? '\t' : *c);
            c += is_tab ? sizeof arrow - 1 : 1;
        }
    }
    *p = next_line(*p);
    const char *copy = rf_arena_copy(arena, part.p ? part.p : "", part.n);
    rf_buf_clear(&part);
    return copy;
}

struct example *read_examples(struct rf_arena *arena, const char *path,
                              size_t expected_count)
{
    const char *p = read_file(arena, path);
    struct example *list = RF_ARENA_NEW_ARRAY(arena, expected_count, struct example);
    size_t count = 0;
    while (*p) {
        bool is_example = is_fence(p, " example");
        p = next_line(p);
        if (!is_example) {
            continue;
        }
        const char *markdown = take_part(arena, &p, ".\n");
        const char *html = take_part(arena, &p, fence);
        if (count < expected_count) {
            list[count] = (struct example){(int)count + 1, markdown, html};
        }
        count++;
    }
    if (count != expected_count) {
        (void)fprintf(stderr, "%s: %zu examples, expected %zu\n", path, count,
                      expected_count);
        exit(EXIT_FAILURE);
    }
    return list;
}

/* ---- Rendering ---- */

typedef void render_fn(const struct rf_prose_context *context,
                       const struct referat_node *list, struct rf_buf *out);

static void as_markdown(const struct rf_prose_context *context,
                        const struct referat_node *list, struct rf_buf *out)
{
    rf_prose_markdown(context, list, "", out);
}

static void accept_links(struct referat_node *list)
{
    for (struct referat_node *node = list; node; node = node->next) {
        node->is_unsafe = false;
        accept_links(node->first);
    }
}

static bool render(const char *markdown, size_t n, enum refusal refusal, render_fn *write,
                   struct rf_buf *out)
{
    struct rf_arena arena = {0};
    struct rf_diags diags;
    rf_diags_init(&diags, &arena);
    const struct referat_source *source = rf_source_make(&arena, "text.md", markdown, n);
    struct rf_markdown input = {.source = source,
                                .text = source->text,
                                .text_bytes = source->text_bytes,
                                .end_bytes = source->text_bytes};
    struct referat_node *list = rf_markdown_blocks(&arena, &diags, &input);
    if (refusal == ACCEPT) {
        accept_links(list);
    }
    bool is_done = true;
    for (size_t i = 0; i < diags.count; i++) {
        is_done = is_done && diags.list[i].code != RF_CODE_LIMIT_EXCEEDED;
    }
    if (is_done) {
        static const struct rf_prose_context plain = {0};
        write(&plain, list, out);
    }
    rf_arena_clear(&arena);
    return is_done;
}

bool render_html(const char *markdown, size_t n, enum refusal refusal, struct rf_buf *out)
{
    return render(markdown, n, refusal, rf_prose_html, out);
}

bool render_markdown(const char *markdown, size_t n, enum refusal refusal,
                     struct rf_buf *out)
{
    return render(markdown, n, refusal, as_markdown, out);
}

/* ---- Judging ---- */

const char *find_exception(const struct exception *list, size_t count, int number)
{
    for (size_t i = 0; i < count; i++) {
        if (number >= list[i].first && number <= list[i].last) {
            return list[i].reason;
        }
    }
    return NULL;
}

bool judge(const struct example *example, const char *reason, const char *expected,
           const char *found)
{
    bool is_equal = strcmp(expected, found) == 0;
    if (is_equal == !reason) {
        return true;
    }
    if (is_equal) {
        (void)printf("example %d does not differ, but is listed: %s\n", example->number,
                     reason);
        return false;
    }
    (void)printf("example %d:\n%s-- expected --\n%s\n-- found --\n%s\n", example->number,
                 example->markdown, expected, found);
    return false;
}
