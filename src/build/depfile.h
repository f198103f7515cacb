/* A dependency file for make and ninja: what a build's outputs depend on (build).
 */
#ifndef RF_BUILD_DEPFILE_H
#define RF_BUILD_DEPFILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "build/targets.h"

struct rf_depfile {
    struct rf_buf targets, sources; /* names, each with its NUL */
};

/* True where there is no --depfile, or the build is one that knows what it depends on: of
 * whole series in the full edition. */
bool rf_depfile_can_be(const struct rf_options *options, const struct rf_target *targets,
                       size_t count);

/* Judges where the report's --depfile is to stand, by the series that are built: false
 * where it may not, which is then reported. Its target is the destination's mark, which
 * each build renews. Without --depfile nothing is done, here and below. */
bool rf_depfile_begin(struct rf_depfile *depfile, struct rf_report *report,
                      struct rf_arena *arena, const struct rf_target *targets,
                      size_t count);

/* What the build has seen of a series (load/file_facts.h): its files and folders. */
void rf_depfile_sources(struct rf_depfile *depfile, const char *series, const char *facts,
                        size_t n);

/* Writes the rule, and an empty one for each source, so that one that was removed stops
 * no build. Names with line ends, which neither program knows, are left out. A failure is
 * reported. */
void rf_depfile_write(struct rf_depfile *depfile, struct rf_report *report,
                      struct rf_arena *arena);

void rf_depfile_clear(struct rf_depfile *depfile);

#endif
