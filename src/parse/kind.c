/* What kind of document a text says it is, from a look at its lines (parse). */
#include "parse/kind.h"

#include <string.h>

#include "base/str.h"
#include "fs/beneath.h"

struct rf_split rf_split_document(const struct referat_source *source, const char *path)
{
    return rf_ends_with_nocase(path, ".md") ? rf_split_markdown(source)
                                            : rf_split_yaml(source);
}

/* The word alone, where YAML has it in quotes. */
static const char *without_quotes(struct rf_arena *arena, const char *word)
{
    size_t n = strlen(word);
    bool is_quoted =
        n >= 2 && (word[0] == '"' || word[0] == '\'') && word[n - 1] == word[0];
    return is_quoted ? rf_arena_copy(arena, word + 1, n - 2) : word;
}

const char *rf_kind_of(struct rf_arena *arena, const struct referat_source *source,
                       const struct rf_split *split)
{
    for (uint32_t at = split->yaml_start; at < split->yaml_end;) {
        const char *line = source->text + at;
        const char *end = memchr(line, '\n', split->yaml_end - at);
        size_t n = end ? (size_t)(end - line) : split->yaml_end - at;
        if (n > 5 && memcmp(line, "kind:", 5) == 0) {
            char *value = rf_arena_copy(arena, line + 5, n - 5);
            char *comment = strstr(value, " #");
            if (comment) {
                *comment = '\0';
            }
            return without_quotes(arena, rf_trim(arena, value));
        }
        at += (uint32_t)n + 1;
    }
    return "";
}

const char *rf_kind_of_file(struct rf_arena *arena, int root, const char *path)
{
    /* Front matter that says its kind beyond this is none that a person typed. */
    enum { LOOK_BYTES = 1 << 20 };
    int fd;
    uint64_t size;
    bool is_larger;
    const char *kind = "";
    struct rf_buf text = {0};
    struct rf_arena scratch = {0};
    if (rf_open_beneath(root, path, &fd, &size) == RF_OPEN_DONE &&
        rf_read_fd(fd, size < LOOK_BYTES ? size : LOOK_BYTES, LOOK_BYTES, &text,
                   &is_larger) &&
        text.n) {
        struct referat_source *source = rf_source_make(&scratch, path, text.p, text.n);
        struct rf_split split = rf_split_document(source, path);
        kind = rf_arena_string(arena, rf_kind_of(&scratch, source, &split));
    }
    rf_arena_clear(&scratch);
    rf_buf_clear(&text);
    return kind;
}
