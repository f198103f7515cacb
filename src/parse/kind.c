/* What kind of document a text says it is (parse): its YAML is not parsed, only searched
 * for the line `kind: …` at the margin. So a folder's documents are sorted cheaply, and a
 * document whose YAML is broken still has a kind. */
#include "parse/kind.h"

#include <string.h>

#include "base/str.h"
#include "fs/beneath.h"

struct rf_split rf_split_document(const struct referat_source *source, const char *path)
{
    return rf_ends_with_nocase(path, ".md") ? rf_split_markdown(source)
                                            : rf_split_yaml(source);
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
            const char *word = rf_trim(arena, value);
            size_t length = strlen(word);
            bool is_quoted = length >= 2 && (word[0] == '"' || word[0] == '\'') &&
                             word[length - 1] == word[0];
            return is_quoted ? rf_arena_copy(arena, word + 1, length - 2) : word;
        }
        at += (uint32_t)n + 1;
    }
    return "";
}

const char *rf_kind_of_file(struct rf_arena *arena, struct rf_root root, const char *path)
{
    /* A person types no front matter that is longer than this before its kind. */
    enum { LOOK_BYTES = 1 << 20 };
    int fd;
    uint64_t size;
    bool is_larger;
    const char *kind = "";
    struct rf_buf text = {0};
    /* The text is dropped at once: this is asked of every document below a path. */
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
