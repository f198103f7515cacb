/* The files of a public edition on disk: its list in the destination, and what stands in
 * a folder (command line). */
#ifndef RF_CLI_PUBLIC_LIST_H
#define RF_CLI_PUBLIC_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* The file that says: a public edition is here, of these files. */
#define RF_PUBLIC_LIST ".referat-public"

/* Every file below a folder but those that writing needs (.referat…), relative to it,
 * sorted bytewise. An empty list where there is no such folder. */
const char **rf_files_below(struct rf_arena *arena, const char *folder, size_t *count);

/* What a public edition on disk consists of. It may be a part of a greater one: a single
 * meeting that is built anew. */
struct rf_public_list {
    const char *home;   /* the folder that holds it: the destination, or one above it */
    const char *prefix; /* of the destination's files in it: "", or "2026-03-09/" */
    const char **paths; /* of the destination, relative to it, sorted … */
    size_t count;
    const char **others; /* … and of what lies beside it, relative to home */
    size_t other_count;
};

/* Finds and reads the list that a destination belongs to; false where there is none: home
 * is then the destination. A line that leads out of it is passed over. */
bool rf_public_list_find(struct rf_arena *arena, const char *dir,
                         struct rf_public_list *list);

/* Appends the list as it is written, a line a path, with these files of the destination.
 */
void rf_public_list_text(const struct rf_public_list *list, const char *const *paths,
                         size_t count, struct rf_arena *arena, struct rf_buf *out);

/* True where a sorted list holds path. */
bool rf_public_list_has(const char *const *paths, size_t count, const char *path);

/* The whole of a regular file; false with errno. */
bool rf_read_whole(const char *path, struct rf_buf *out);

#endif
