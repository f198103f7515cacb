/* The two parts of a document: YAML facts and Markdown prose (diag). format.md
 * section 2. */
#include <string.h>

#include "diag/source.h"

/* True where the line at `at` is `---`; *next is where the next one begins. */
static bool is_rule(const struct referat_source *source, uint32_t at, uint32_t *next)
{
    const char *line = source->text + at;
    const char *end = memchr(line, '\n', source->text_bytes - at);
    size_t n = end ? (size_t)(end - line) : source->text_bytes - at;
    *next = at + (uint32_t)n + (end != NULL);
    while (n > 3 && (line[n - 1] == ' ' || line[n - 1] == '\t')) {
        n--;
    }
    return n == 3 && memcmp(line, "---", 3) == 0;
}

/* The next line `---` from `from` on: where it begins, and where the line after it does.
 */
static bool find_rule(const struct referat_source *source, uint32_t from,
                      uint32_t *begins, uint32_t *follows)
{
    for (uint32_t at = from, next; at < source->text_bytes; at = next) {
        if (is_rule(source, at, &next)) {
            *begins = at;
            *follows = next;
            return true;
        }
    }
    return false;
}

struct rf_split rf_split_markdown(const struct referat_source *source)
{
    struct rf_split split = {.has_body = true, .body_end = source->text_bytes};
    uint32_t first;
    if (!source->text_bytes || !is_rule(source, 0, &first)) {
        return split;
    }
    split.has_yaml = true;
    split.yaml_start = first;
    split.yaml_end = split.body_start = source->text_bytes;
    split.is_unclosed = !find_rule(source, first, &split.yaml_end, &split.body_start);
    return split;
}

struct rf_split rf_split_yaml(const struct referat_source *source)
{
    struct rf_split split = {.has_yaml = true, .yaml_end = source->text_bytes};
    uint32_t first, begins, follows;
    if (source->text_bytes && is_rule(source, 0, &first) &&
        find_rule(source, first, &begins, &follows)) {
        split.has_body = true;
        split.body_start = first;
        split.body_end = begins;
        split.yaml_start = follows;
    }
    return split;
}
