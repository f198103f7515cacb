/* What is known of a series beyond the meeting at hand: its folders, and the items and
 * actions of its meetings (driver). */
#ifndef RF_DRIVER_SERIES_INDEX_H
#define RF_DRIVER_SERIES_INDEX_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/list.h"
#include "load/document_heads.h"
#include "model/assemble.h"

enum rf_folder_state { RF_FOLDER_UNSEEN, RF_FOLDER_MEETING, RF_FOLDER_NONE };

/* A folder of the series, in the order of meetings (driver/order.h). */
struct rf_folder {
    const char *path; /* relative to the series; "" is the series itself */
    const char *name;
    size_t walk; /* its place in the walk: parents before what is below them, names in
                    byte order */
    struct rf_when when; /* its meeting was, by which it got its place */
    enum rf_folder_state state;
    bool is_own;             /* below a meeting's folder, and a meeting of its own */
    bool is_reused;          /* its unit is from the cache */
    bool is_left_out;        /* the process that compiled it died: it is not compiled */
    const char *enclosed_in; /* the document that names its agenda or minutes: it is no
                                meeting (driver/enclosed_folders.h); or NULL */
    const struct rf_listing *listing; /* what the walk saw in it; NULL: look again */
    int reason; /* the walk could not list it, nor see what is below it: an errno; else 0
                 */
    uint64_t cost; /* of compiling it; 0 where no part is compiled (driver/partition.h) */
    struct rf_record_meeting *meeting; /* what is kept of it; NULL: not known */
};

struct rf_known_series {
    struct rf_arena *arena; /* lives as long as the run */
    struct rf_folder *folders;
    size_t folder_count, folder_capacity;
    struct rf_folder **by_name;       /* sorted by name */
    struct rf_folder **by_walk;       /* in the order of the walk */
    RF_LIST(struct rf_marked) marked; /* folders with a mark that hold a document */
    struct rf_file_facts *facts;      /* notes what the walk looks at; NULL if unused */
    struct rf_record record;
    bool is_truncated;          /* more folders than the limit */
    bool measures_cost;         /* the walk adds up the cost of documents, too … */
    struct rf_digest documents; /* … and their names and sizes, all in one */
    const struct referat_series *series; /* whose settings are read */
    void *owner;
    /* When the meeting of a folder was that is as an earlier run saw it; may be NULL. */
    bool (*when)(void *owner, const char *folder, struct rf_when *when);
    /* True where that run saw a meeting there that is not as it was. */
    bool (*has_changed)(void *owner, const char *folder);
    /* Loads the meeting of a folder for what is known of it, and registers it. */
    void (*load)(void *owner, struct rf_folder *folder);
    /* The meeting of another series that a path leads to, or NULL. */
    const struct rf_record_meeting *(*other)(void *owner, const char *path);
    bool is_lost; /* the series follows one that is not known: it may have any meeting */
    bool loads_earlier; /* a part of the series is compiled: earlier meetings are loaded
                             when an action is asked for */
    size_t current;     /* index of the folder being compiled */
};

/* Lists the folders of the series that root is. */
void rf_known_walk(struct rf_known_series *known, struct rf_root root);

/* The same from what such a walk has seen (load/file_facts.h). */
void rf_known_read_folders(struct rf_known_series *known, struct rf_root root,
                           const char *facts, size_t n);

/* The same of folders that have their places (rf_order_put), each with the document that
 * encloses it, or "". */
void rf_known_read_places(struct rf_known_series *known, const char *places, size_t n);

/* The folder of a path relative to the series, or NULL. */
struct rf_folder *rf_known_folder(const struct rf_known_series *known, const char *path);

/* A row that has no more than when the meeting of the at-th folder was, to be held
 * against those of other series. */
struct rf_record_meeting rf_known_when(const struct rf_known_series *known, size_t at);

/* A meeting that was loaded may be referred to. */
void rf_known_open(struct rf_known_series *known, struct rf_folder *folder,
                   const struct referat_meeting *meeting);

/* Keeps what other meetings may refer to; returns the meeting's row. */
struct rf_record_meeting *rf_known_register(struct rf_known_series *known,
                                            struct rf_folder *folder,
                                            const struct referat_meeting *meeting);

/* Loads every meeting of the first `end` folders that is not known yet. */
void rf_known_load_all(struct rf_known_series *known, size_t end);

/* True where a folder is there that a reference may mean, seen from another one: nothing
 * is loaded. */
bool rf_known_may_be(const struct rf_known_series *known, const char *folder,
                     const char *written);

/* The answers for the model stage. */
struct rf_known rf_known_answers(struct rf_known_series *known);

/* The same from what is known already: no other meeting is loaded for an answer. */
struct rf_known rf_known_quiet(struct rf_known_series *known);

#endif
