/* What `build --shard` leaves for `merge`: a file of the state's form (store/state.h) at
 * the root of the destination, one a series, with the units of the meetings in the part
 * (build).
 *
 * Its key is the program's alone. Its first unit is that of the settings, which keeps
 * struct rf_shard; its last one, of kind RF_UNIT_LAST, keeps the exit status: without it
 * the run has not ended. While a run goes on the file is empty. */
#ifndef RF_BUILD_SHARD_H
#define RF_BUILD_SHARD_H

#include "base/digest.h"
#include "build/targets.h"
#include "print/engine.h"
#include "store/state.h"

struct referat;

/* A part of a series, and how it was built. Equal in all parts but for what is said
 * first. */
struct rf_shard {
    unsigned number;       /* of the part, from 1 */
    size_t first, end;     /* its folders */
    const char *path;      /* of the series, as the run had it */
    unsigned count;        /* of parts */
    unsigned series;       /* of those in the run, from 1 … */
    unsigned series_count; /* … of so many */
    const char *place;     /* of the series in the destination */
    unsigned formats;      /* bit i: rf_emitters[i] */
    bool is_strict;
    bool has_landing_page; /* the page of a folder lists the series */
    struct referat_date as_of;
    struct rf_digest options; /* all of them: build/fingerprint.h */
    struct rf_bytes sources;  /* rf_run_put_series */
};

/* What is known of it before the run. */
struct rf_shard rf_shard_of(const struct rf_report *report,
                            const struct rf_target *target, unsigned formats,
                            const struct rf_engine *engine, bool has_landing_page);

/* After the first unit of the run: appends it as bytes. */
void rf_shard_put(const struct rf_shard *shard, const struct referat *run,
                  struct rf_buf *out);

/* Back; false where they are none. Everything points into bytes. */
bool rf_shard_take(struct rf_bytes bytes, struct rf_shard *shard);

/* ".referat-shard-2-of-4"; with ".3" added for the third of several series. */
const char *rf_shard_name(struct rf_arena *arena, const struct rf_shard *shard);

/* Reads part, count and series off such a name; false: it is none. */
bool rf_shard_read_name(const char *name, struct rf_shard *shard);

/* False where --shard does not go with what else was asked for: why is said. */
bool rf_shard_can_be(const struct rf_options *options, const struct rf_target *targets,
                     size_t count);

#endif
