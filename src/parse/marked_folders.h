/* Folders that carry an edition's mark (parse): they are destinations, and are not
 * searched for sources. */
#ifndef RF_PARSE_MARKED_FOLDERS_H
#define RF_PARSE_MARKED_FOLDERS_H

#include "diag/diag.h"
#include "fs/beneath.h"

/* The name of the mark in a folder that rf_list_folder listed; NULL: it carries none. */
const char *rf_mark_in_list(const struct rf_entry *list, size_t count);

/* True for a document of one of the format's kinds at path, below the folder root. */
bool rf_is_document_of_ours(struct rf_root root, const char *path);

/* The first document of ours in a folder below root, or anywhere below that folder; NULL
 * where there is none. Links to folders are not followed, names that begin with a dot are
 * left out. with_settings: a series' settings count as a document, too. */
const char *rf_find_document(struct rf_arena *arena, struct rf_root root,
                             const char *folder, bool with_settings);

/* A marked folder, and what it should not hold. */
struct rf_marked {
    const char *folder;   /* below root */
    const char *mark;     /* its name */
    const char *document; /* the first in it; NULL: it holds none */
    const char *line;     /* where that begins */
};

/* Looks for the first document in a folder with a mark; everything is in arena. */
struct rf_marked rf_marked_look(struct rf_arena *arena, struct rf_root root,
                                const char *folder, const char *mark);

/* Reports it. root_name is how messages name root: "" or "path/". */
void rf_marked_report(struct rf_diags *diags, const char *root_name,
                      const struct rf_marked *marked);

#endif
