/* Folders that carry an edition's mark (load): they are destinations, and are not
 * searched for sources. A document in one is reported. */
#ifndef RF_LOAD_MARKED_FOLDERS_H
#define RF_LOAD_MARKED_FOLDERS_H

#include "base/beneath.h"
#include "diag/diag.h"

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
