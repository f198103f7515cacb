/* What kind of document a text says it is (parse): its YAML is not parsed, only searched
 * for the line `kind: …` at the margin. So a folder's documents are sorted cheaply, and a
 * document whose YAML is broken still has a kind. */
#include "parse/kind.h"

#include <string.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "base/str.h"

const char *const rf_document_kinds[] = {"agenda", "minutes",     "recommendation",
                                         "annex",  "corrections", NULL};

/* What is a document of the format and is not read as one of a meeting, by this version
 * or at all. */
static const char *const other_kinds[] = {"notes", "seal", "released", NULL};

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

/* ---- Documents among other files ---- */

/* False where the first bytes show that a Markdown file has no front matter. Our own
 * pages have none, and a destination is full of them: they are not read any further. */
static bool may_have_front_matter(struct rf_root root, const char *path)
{
    static const char mark[] = "\xEF\xBB\xBF", fence[] = "---";
    char first[sizeof mark + sizeof fence - 2];
    uint64_t size_bytes;
    int fd;
    if (!rf_ends_with_nocase(path, ".md")) {
        return true;
    }
    if (rf_open_beneath(root, path, &fd, &size_bytes) != RF_OPEN_DONE) {
        return false;
    }
    ssize_t n = rf_read_full(fd, first, sizeof first);
    close(fd);
    const size_t fence_bytes = sizeof fence - 1, mark_bytes = sizeof mark - 1;
    return (n >= (ssize_t)fence_bytes && memcmp(first, fence, fence_bytes) == 0) ||
           (n == (ssize_t)sizeof first && memcmp(first, mark, mark_bytes) == 0 &&
            memcmp(first + mark_bytes, fence, fence_bytes) == 0);
}

static bool is_in(const char *const *list, const char *kind)
{
    while (*list && strcmp(*list, kind) != 0) {
        list++;
    }
    return *list != NULL;
}

bool rf_is_document_of_ours(struct rf_root root, const char *path)
{
    if (!rf_path_is_document(path) || !may_have_front_matter(root, path)) {
        return false;
    }
    struct rf_arena arena = {0};
    const char *kind = rf_kind_of_file(&arena, root, path);
    bool is_ours = is_in(rf_document_kinds, kind) || is_in(other_kinds, kind);
    rf_arena_clear(&arena);
    return is_ours;
}

/* The first one in the order of names, a folder's documents and sub-folders mixed. */
static const char *find_below(struct rf_arena *arena, struct rf_root root,
                              const char *folder, bool with_settings, int depth)
{
    size_t count = 0;
    const char *found = NULL;
    struct rf_arena scratch = {0};
    const struct rf_entry *list = rf_list_folder(&scratch, root, folder, &count);
    for (size_t i = 0; list && i < count && !found; i++) {
        const char *path = rf_path_join(&scratch, folder, list[i].name);
        bool is_settings = with_settings && strcmp(list[i].name, "referat.yaml") == 0;
        if (list[i].is_file && (is_settings || rf_is_document_of_ours(root, path))) {
            found = rf_arena_string(arena, path);
        } else if (list[i].is_folder && depth < RF_LIMIT_FOLDER_DEPTH) {
            found = find_below(arena, root, path, with_settings, depth + 1);
        }
    }
    rf_arena_clear(&scratch);
    return found;
}

const char *rf_find_document(struct rf_arena *arena, struct rf_root root,
                             const char *folder, bool with_settings)
{
    return find_below(arena, root, folder, with_settings, 0);
}
