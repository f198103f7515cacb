/* A dependency file for make and ninja: what a build's outputs depend on (command line).
 */
#ifndef RF_CLI_DEPFILE_H
#define RF_CLI_DEPFILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

struct rf_depfile {
    struct rf_buf targets, sources; /* names, each with its NUL */
};

/* A file that is as new as what a series was last built from: its state. */
void rf_depfile_target(struct rf_depfile *depfile, const char *path);

/* What the build has seen of a series (load/seen.h): its files and folders. */
void rf_depfile_sources(struct rf_depfile *depfile, const char *series, const char *seen,
                        size_t n);

/* Writes the rule to path, and an empty one for each source, so that one that was removed
 * stops no build. Names with line ends, which neither program knows, are left out. Frees.
 * False with errno. */
bool rf_depfile_write(struct rf_depfile *depfile, const char *path,
                      struct rf_arena *arena);

#endif
