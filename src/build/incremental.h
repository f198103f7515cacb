/* A build of what has changed since the last one into the same destination (build). */
#ifndef RF_BUILD_INCREMENTAL_H
#define RF_BUILD_INCREMENTAL_H

#include "build/build_cache.h"
#include "build/depfile.h"
#include "build/formats.h"
#include "build/shard.h"
#include "build/targets.h"
#include "build/workers.h"
#include "driver/run.h"
#include "load/file_facts.h"
#include "output/write.h"
#include "print/engine.h"
#include "store/state.h"

/* What is noted of a unit until it is kept. */
struct rf_unit_notes {
    struct rf_unit_notes *next;
    enum rf_unit_kind kind;
    const char *name;
    struct rf_buf facts, kept, said;
    struct rf_file_facts outputs; /* that are there … */
    struct rf_buf paths;          /* … and that may be by now, each with its NUL */
    struct rf_summary summary;
    bool has_findings;           /* whether printed or not */
    struct rf_task_result *pack; /* that makes them; NULL: they are made */
};

/* What a build of a series is about. */
struct rf_incremental_setup {
    struct rf_report *report;
    struct rf_depfile *depfile; /* collects what was looked at; NULL: none is written */
    struct rf_build_cache *cache;
    const struct rf_target *target;
    unsigned formats;
    const struct rf_engine *engine;
    bool has_landing_page; /* the series belongs to the page of a folder */
};

/* When the meeting of a folder was, where its unit is as it was. */
struct rf_cached_day {
    const char *folder;
    struct rf_when when;
    bool is_same;     /* and known … */
    bool has_changed; /* … or it has changed since */
};

/* Of one series; or of a part of it, which is built anew and leaves a file for `merge`
 * (build/shard.h) instead of one for the next build. All zero: every meeting is compiled,
 * and nothing is left for the next run. */
struct rf_incremental {
    struct rf_incremental_setup setup;
    struct rf_report *report; /* of the setup … */
    const struct rf_target *target;
    struct referat *run;
    struct rf_shard shard;         /* count 0: the whole series is built */
    const char *home;              /* the folder of the series' outputs */
    const char *mentions;          /* what other series among the paths say of this one,
                                    as a name to be compared; "": nothing */
    struct rf_bytes origin;        /* of its state in the cache */
    struct rf_cache_file new_file; /* the new state, where there is a cache */
    struct rf_arena arena;
    int64_t since_ns;
    struct rf_digest key;
    struct rf_digest message_format; /* of what messages look like */
    bool is_used;                    /* false: the struct is idle */
    bool is_keeping; /* units are noted, for a state or for another process */
    struct rf_state old;
    struct rf_state_unit old_unit; /* read last */
    struct rf_buf folders;         /* what the walk saw, where it still is so */
    struct rf_buf gone; /* folders of meetings that the series has no more, while what was
                           built of them is there: each with its NUL */
    struct rf_unit_cache cache;
    struct rf_cached_day *days; /* sorted by folder */
    size_t day_count;
    struct rf_state_writer fresh;
    /* In a process of its own: takes units instead of the new state. */
    void (*tell)(void *listener, const struct rf_unit_notes *notes);
    void *listener;
    struct rf_buf overview_paths; /* of the index and the workbook */
    int root;                     /* the destination, open once it is there; else -1 */
    struct rf_unit_notes unit;    /* at hand */
    struct rf_unit_notes *first_held, **held_end; /* that wait for a pack, in order */
};

/* Reads what the last build left and compares it with what is there. True where nothing
 * has changed: the findings were said again, and *entry is what the page of a folder says
 * of the series. */
bool rf_incremental_begin(struct rf_incremental *inc,
                          const struct rf_incremental_setup *setup,
                          struct rf_landing_entry *entry);

/* Within rf_incremental_begin: says of every unit of the old state whether what it saw
 * and wrote is there as it was; true where all are. Closes a state that is of no use. */
bool rf_incremental_compare(struct rf_incremental *inc);

/* Within rf_incremental_plan: what of the last build is as it was. */
const struct rf_unit_cache *rf_incremental_cache(struct rf_incremental *inc);

/* After rf_incremental_begin: true where files of others may be in the way of what is
 * going to be written (output/destination.h). Where the series has the same folders
 * as before, and others are not built with it, only those of changed meetings are looked
 * into. */
bool rf_incremental_has_others(struct rf_incremental *inc, bool has_other_series);

/* True where most meetings have to be compiled: by several processes at a time. */
bool rf_incremental_is_full(const struct rf_incremental *inc);

/* Adds to the plan of the run what the incremental build needs of it. The caller opens
 * the run and sets inc->run. */
void rf_incremental_plan(struct rf_incremental *inc, struct rf_run_plan *plan);

/* Call after each unit. If it came from the cache, its messages are printed and counted
 * again and true is returned; otherwise report it and call rf_incremental_add. */
bool rf_incremental_unit(struct rf_incremental *inc, const struct rf_unit *unit);

/* Before rf_incremental_add, where a process prints the unit's pack and writes its files:
 * what will be known of that. NULL where no state is kept. */
struct rf_task_result *rf_incremental_await(struct rf_incremental *inc);

/* Keeps the unit at hand, with what the report said, the files that are made of it and
 * what became of them; * RF_MEETING_COUNT: nothing, or nothing yet. */
void rf_incremental_add(struct rf_incremental *inc, const struct rf_output *outputs,
                        enum rf_meeting_result result);

/* Keeps a unit that another process has noted. */
void rf_incremental_put(struct rf_incremental *inc, struct rf_state_unit *unit,
                        bool has_findings);

/* A meeting of which nothing is known: the next build compiles it again. */
void rf_incremental_never(struct rf_incremental *inc, const char *folder);

/* A file of the series' own was written: its path in the destination. */
void rf_incremental_wrote(struct rf_incremental *inc, const char *path);

/* Everything is done, packs are printed, and nothing was left out: puts the new state in
 * place. entry: what the page of a folder says of the series. */
void rf_incremental_end(struct rf_incremental *inc, const struct rf_landing_entry *entry);

/* The same of a part of a series: a failure is reported, and fails the run. */
void rf_incremental_end_part(struct rf_incremental *inc);

/* Frees, and drops what was not put in place. */
void rf_incremental_clear(struct rf_incremental *inc);

#endif
