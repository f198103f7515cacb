/* A build at work: what its files share (build). */
#ifndef RF_BUILD_BUILDING_H
#define RF_BUILD_BUILDING_H

#include "build/depfile.h"
#include "build/incremental.h"
#include "build/publish.h"
#include "build/related_series.h"
#include "build/series_outputs.h"
#include "build/targets.h"
#include "build/workers.h"
#include "print/engine.h"

struct rf_build {
    const struct rf_options *options;
    unsigned formats; /* asked for, and to be had */
    struct rf_report report;
    struct rf_workers workers;      /* that print packs, where there is an engine */
    struct rf_engine engine;        /* kind NULL: no PDF is made */
    struct rf_arena arena;          /* of the targets: the whole run */
    struct rf_arena outputs_arena;  /* of one set of outputs */
    struct rf_buf *bufs;            /* the bytes of one set, used again for the next */
    size_t buf_count;               /* in use */
    const struct rf_target *target; /* that is built … */
    const char *series;             /* the folder of the one that is built */
    struct rf_output *first, **end;
    struct rf_series_outputs series_outputs;
    struct rf_build_cache cache;
    struct rf_incremental incremental; /* of the series at hand */
    struct rf_depfile depfile;
    struct rf_public *edition;          /* NULL: it is a full one */
    struct rf_leaks *leaks;             /* of a public edition; else NULL */
    enum referat_severity *not_scanned; /* there: what that finding is for the series */
    bool has_leak;                      /* a page that was printed has one */
    bool lacks_pack;                    /* one could not be printed */
    bool is_stopped; /* a failure to write: what follows would fail likewise */
    bool is_judged;  /* what stands in the destination is known to be ours */
    const struct rf_target *targets;
    size_t target_count;
    struct rf_company company;
};

/* The pages of a set of outputs that have buffers of their own. */
enum { RF_BUILD_PAGE_COUNT = REFERAT_PAGE_PACK + 1 };

/* Before a meeting: its outputs are a set of their own. */
void rf_build_begin_set(struct rf_build *build);

/* Makes a meeting's outputs and writes them. RF_MEETING_COUNT: what becomes of it will be
 * known when its pack is printed. */
enum rf_meeting_result rf_build_meeting(struct rf_build *build,
                                        const struct rf_target *target,
                                        const struct referat_meeting *meeting);

/* The same to compare them with older ones: nothing is written. */
void rf_build_hold_meeting(struct rf_build *build,
                           const struct referat_unit_result *unit);

#endif
