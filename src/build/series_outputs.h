/* What is built beside the meetings: the index and the workbook of a series, the page of
 * a folder with several series (build). */
#ifndef RF_BUILD_SERIES_OUTPUTS_H
#define RF_BUILD_SERIES_OUTPUTS_H

#include "base/append_log.h"
#include "build/formats.h"
#include "build/targets.h"
#include "store/evict.h"

struct referat;
struct rf_incremental;
struct rf_unit;

/* Zero-initialised before rf_series_outputs_init. */
struct rf_series_outputs {
    struct rf_report *report;
    unsigned formats;              /* bit i: rf_emitters[i] is made */
    struct rf_arena arena;         /* of what the folder's page says: the whole run */
    struct rf_arena series_arena;  /* of the series at hand */
    struct rf_arena outputs_arena; /* of the files that wait */
    struct rf_outlet outlet;       /* takes the emitters' files */
    const char *place;             /* where they go */
    struct rf_output *first, **end;
    struct rf_waiting *waiting; /* the bytes of those */
    size_t waiting_bytes;
    struct rf_landing_entry *series; /* that the folder's page lists */
    size_t series_count;
    bool has_landing_page;
    struct rf_incremental *incremental; /* notes what is written; or NULL */
    bool is_made;                       /* those of the last series are whole */
    struct rf_record_store store;       /* of evicted rows … */
    struct rf_append_log log;           /* … as bytes; opened with the first */
    bool has_log;
    struct rf_database *database; /* of the series at hand, where a format asks for it */
    bool is_stopped;              /* a failure to write */
};

/* Looks at what there is to build: the page of a folder is made where it holds several
 * series, none of them at its own place. */
void rf_series_outputs_init(struct rf_series_outputs *outputs, struct rf_report *report,
                            unsigned formats, const struct rf_target *targets,
                            size_t count);

/* Adds to the plan of a run over target what the overviews print of its meetings. */
void rf_series_outputs_plan(struct rf_series_outputs *outputs,
                            const struct rf_target *target, struct rf_run_plan *plan);

/* After every unit of the run: moves what the overviews print of its meeting from memory
 * to a file, where there can be one. */
void rf_series_outputs_keep(struct rf_series_outputs *outputs, struct referat *run,
                            const struct rf_unit *unit);

/* The log of rows, opened if it was not yet, for processes that tell each other of
 * their meetings in it; NULL: there can be none. */
struct rf_append_log *rf_series_outputs_rows(struct rf_series_outputs *outputs);

/* Writes those of a whole series. False: a failure to write, which is reported. */
bool rf_series_outputs_of_series(struct rf_series_outputs *outputs,
                                 const struct rf_target *target,
                                 const struct rf_record *record);

/* Lists a series whose files are as they were on the folder's page. */
void rf_series_outputs_add(struct rf_series_outputs *outputs,
                           const struct rf_landing_entry *entry);

/* After the last series: writes the page of the folder, where there is one. */
void rf_series_outputs_of_folder(struct rf_series_outputs *outputs);

void rf_series_outputs_clear(struct rf_series_outputs *outputs);

#endif
