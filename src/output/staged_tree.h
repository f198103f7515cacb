/* A tree of files that is put in place whole: it grows under a name beside its place and
 * is renamed at the end (output). */
#ifndef RF_OUTPUT_STAGED_TREE_H
#define RF_OUTPUT_STAGED_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "output/write.h"

enum rf_tree_state {
    RF_TREE_ABSENT,
    RF_TREE_EMPTY,
    RF_TREE_FILLED,
    RF_TREE_UNUSABLE, /* no folder, or not to be read: errno */
};

/* What is at a path now. */
enum rf_tree_state rf_tree_look(const char *path);

struct rf_tree {
    const char *dir;        /* where it is to be; made with all above it */
    struct rf_arena *arena; /* of the strings here */
    struct rf_sources sources;
    const char *temporary; /* where it grows; NULL: nothing is there */
    const char *error;     /* after false: "path: reason" */
    struct rf_arena paths; /* of the file at hand */
};

/* Makes the temporary folder. */
bool rf_tree_begin(struct rf_tree *tree);

/* Writes one file, which must be new, with the folders above it. hashes (NULL at the end)
 * take its bytes in, *size_bytes their number. */
bool rf_tree_put(struct rf_tree *tree, const struct rf_output *output,
                 struct rf_hash *const *hashes, uint64_t *size_bytes);

/* Sees everything onto the disk and renames the folder into place, where nothing or an
 * empty folder may be. */
bool rf_tree_finish(struct rf_tree *tree);

/* Removes what has grown so far, if anything, and frees. */
void rf_tree_abandon(struct rf_tree *tree);

#endif
