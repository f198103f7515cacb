/* What `build --shard` has left for `merge`: found, read and compared (build). */
#ifndef RF_BUILD_SHARD_FILES_H
#define RF_BUILD_SHARD_FILES_H

#include "build/shard.h"
#include "build/targets.h"
#include "store/state.h"

/* A file that a run over a part has left. */
struct rf_shard_file {
    const char *dir, *path;
    bool is_in_place; /* dir is the destination */
    struct rf_shard shard;
    struct rf_state state;
    enum rf_exit status; /* of that run */
    bool has_errors;     /* in the settings */
};

struct rf_shard_files {
    struct rf_report *report; /* its arguments are the folders to look into */
    struct rf_arena *arena;   /* the whole run */
    struct rf_digest key;
    struct rf_shard_file *list; /* by series and part */
    size_t count, capacity;
};

/* Finds the pieces in the folders that the command names. What is wrong, here and below,
 * is reported. */
bool rf_shard_files_find(struct rf_shard_files *pieces);

/* Reads every byte of them: they are whole, of one run over the same sources, and none is
 * missing. */
bool rf_shard_files_read(struct rf_shard_files *pieces);

/* True where every file that the parts have made is there as it was made. */
bool rf_shard_files_are_whole(struct rf_shard_files *pieces);

/* Removes them: they hold closed text. */
void rf_shard_files_remove(struct rf_shard_files *pieces);

void rf_shard_files_clear(struct rf_shard_files *pieces);

#endif
