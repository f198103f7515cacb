/* The cache: a folder of the user's own with a state of every series that was built, by
 * its destination (store).
 *
 * Nothing in it is trusted that another user could have written: the folder and its files
 * belong to whoever runs the program, no other user may write to them, and no link in it
 * is followed. Every step goes from the open folder, so that what was looked at is what
 * is used.
 *
 *     DIGEST.state      what rf_state_open_in reads; the digest is of its origin
 *     DIGEST-PID-N.tmp  on its way; locked while the run goes on that writes it */
#ifndef RF_STORE_CACHE_FOLDER_H
#define RF_STORE_CACHE_FOLDER_H

#include <stdbool.h>

#include "base/arena.h"
#include "store/state.h"

struct rf_cache {
    int fd; /* the folder; -1: there is none */
};

/* Opens the folder at path, from the root, which is made where it is missing, with those
 * above it. No name in path may be a link. NULL, or why the folder is of no use: then fd
 * is -1. */
const char *rf_cache_open(struct rf_cache *cache, struct rf_arena *arena,
                          const char *path);

void rf_cache_close(struct rf_cache *cache);

/* A state that is on its way. All zero with name NULL: there is none. */
struct rf_cache_file {
    const char *name; /* in the cache, until it is put in place or dropped */
    int fd;           /* whoever writes it may close it */
    int lock_fd;      /* the same file */
};

/* Opens the state of this origin for reading; -1: there is none to be trusted. */
int rf_cache_find(const struct rf_cache *cache, struct rf_arena *arena,
                  struct rf_bytes origin);

/* Makes an empty file for it; false with errno. */
bool rf_cache_create(const struct rf_cache *cache, struct rf_arena *arena,
                     struct rf_bytes origin, struct rf_cache_file *file);

/* Puts it in the place of the one before; false with errno. */
bool rf_cache_put(const struct rf_cache *cache, struct rf_arena *arena,
                  struct rf_bytes origin, struct rf_cache_file *file);

/* Removes it, if it is still on its way. */
void rf_cache_drop(const struct rf_cache *cache, struct rf_cache_file *file);

/* Removes what runs that were killed have left, and every state for which is_gone
 * answers true, or that cannot be read. */
void rf_cache_sweep(const struct rf_cache *cache,
                    bool (*is_gone)(struct rf_bytes origin));

#endif
