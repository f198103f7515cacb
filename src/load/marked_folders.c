/* Folders that carry an edition's mark and hold documents all the same (load). A build
 * marks the folder that it writes to; a document that lies there would never be compiled,
 * so it is looked for and reported. */
#include "load/marked_folders.h"

#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "parse/kind.h"

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
