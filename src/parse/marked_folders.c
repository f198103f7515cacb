/* Folders that carry an edition's mark (parse). A build marks the folder that it writes
 * to; a document that lies there would never be compiled, so it is looked for and
 * reported. */
#include "parse/marked_folders.h"

#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/str.h"
#include "fs/bytes.h"
#include "fs/edition_marks.h"
#include "parse/kind.h"

const char *rf_mark_in_list(const struct rf_entry *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].is_mark) {
            return list[i].name;
        }
    }
    return NULL;
}

/* ---- Documents ---- */

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

bool rf_is_document_of_ours(struct rf_root root, const char *path)
{
    /* Also kinds that this version does not read: they are documents all the same. */
    static const char *const kinds[] = {"agenda", "minutes", "recommendation",
                                        "annex",  "notes",   "corrections",
                                        "seal",   "released"};
    struct rf_arena arena = {0};
    bool is_ours = false;
    if (rf_path_is_document(path) && may_have_front_matter(root, path)) {
        const char *kind = rf_kind_of_file(&arena, root, path);
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            is_ours = is_ours || strcmp(kind, kinds[i]) == 0;
        }
    }
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

/* ---- The report ---- */

struct rf_marked rf_marked_look(struct rf_arena *arena, struct rf_root root,
                                const char *folder, const char *mark)
{
    const char *document = rf_find_document(arena, root, folder, false);
    char line[80] = ""; /* as much of the document's first line as a message shows */
    size_t length = 0;
    uint64_t size_bytes;
    int fd;
    if (document && rf_open_beneath(root, document, &fd, &size_bytes) == RF_OPEN_DONE) {
        ssize_t n = rf_read_full(fd, line, sizeof line);
        close(fd);
        while (n > 0 && length < (size_t)n && !strchr("\r\n", line[length])) {
            length++;
        }
    }
    return (struct rf_marked){
        .folder = rf_arena_string(arena, folder),
        .mark = rf_arena_string(arena, mark),
        .document = document,
        .line = rf_arena_copy(arena, line, length),
    };
}

void rf_marked_report(struct rf_diags *diags, const char *root_name,
                      const struct rf_marked *marked)
{
    const char *folder = rf_arena_join(diags->arena, root_name, marked->folder, NULL);
    size_t n = strlen(folder);
    /* Without the slash at its end; "." for the folder that was given. */
    folder = n ? rf_arena_copy(diags->arena, folder, n - (n > 1 && folder[n - 1] == '/'))
               : ".";
    const struct referat_source *source = rf_source_make(
        diags->arena, rf_arena_join(diags->arena, root_name, marked->document, NULL),
        marked->line, strlen(marked->line));
    struct referat_diagnostic *d = rf_diag_report(
        diags, RF_CODE_MARKED_SOURCES, rf_span(source, 0, strlen(marked->line)),
        "this document lies in '%s', which '%s' marks as a destination", folder,
        marked->mark);
    rf_diag_hint(diags, d,
                 "move the documents out of '%s'; or, where they belong there, remove "
                 "'%s/%s'",
                 folder, folder, marked->mark);
}
