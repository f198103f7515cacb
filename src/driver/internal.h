/* What the files of the driver share (driver). */
#ifndef RF_DRIVER_INTERNAL_H
#define RF_DRIVER_INTERNAL_H

#include "base/buf.h"
#include "driver/other_series.h"
#include "driver/partition.h"
#include "driver/query_log.h"
#include "driver/run.h"
#include "driver/series_index.h"
#include "load/document.h"
#include "load/file_facts.h"
#include "load/loader.h"
#include "model/assemble.h"
#include "redact/quotes.h"

/* What is known of a series whose units other runs have kept. */
struct rf_replay {
    bool is_truncated; /* it has more folders than the limit */
    const char *settings,
        *folders; /* the text of referat.yaml; folders in their places (driver/order.h) */
    size_t settings_bytes, folders_bytes;
};

enum rf_step { RF_STEP_SETTINGS, RF_STEP_MEETINGS, RF_STEP_END };

/* What is loaded of a folder, and its findings. A worker fills several before its turn.
 */
struct rf_slot {
    struct rf_arena arena;
    struct rf_diags diags;
    struct referat_meeting *meeting; /* NULL: the folder holds none */
    const char **own_folders;        /* below it, that are meetings themselves; or NULL */
    bool has_broken_seal;
    size_t loaded; /* the folder that it has, + 1; 0: none, or one that is compiled */
    struct rf_file_facts facts; /* what was looked at, where units are kept */
    struct rf_unit unit;        /* where several are built before one is dealt with */
    struct rf_buf kept;         /* its bytes */
};

struct referat {
    /* What is wanted. */
    struct rf_run_plan plan;
    enum referat_edition edition;
    struct referat_date as_of;
    bool is_strict;
    bool hides_closed;     /* messages quote nothing closed */
    const char *root_name; /* the series as messages name it, with "/"; or "" */
    const char *only_path; /* the meeting that is compiled; NULL: all are */
    struct rf_part part;   /* that is compiled; count 0: all of the series */
    const char *lone_text; /* a document from standard input; NULL: a series is read */
    size_t lone_bytes;

    /* The series. */
    struct rf_root root;     /* its folder; neither on disk nor in memory: none */
    int root_reason;         /* the errno where it could not be opened */
    bool is_in_memory;       /* nothing on disk is looked at */
    enum rf_code refused_as; /* what was asked for cannot be done: the only finding … */
    const char *refusal;     /* … and what it says; NULL: it can */
    struct rf_arena series_arena; /* of the settings and what is known */
    struct rf_diags settings_diags;
    struct referat_series series;
    const struct referat_source *settings_source; /* of referat.yaml, or NULL */
    const struct rf_lang *lang;
    unsigned char severities[RF_CODE_COUNT];
    unsigned series_faults; /* errors of the settings, which are those of every unit, and
                               whether they may hide something closed */
    struct rf_replay *replay; /* NULL: the series is read */
    struct rf_others others;  /* that it refers to */

    /* What is known of its meetings. */
    struct rf_known_series known;   /* of whole ones, and the folders */
    struct rf_record public_record; /* of pruned ones, where the edition is public */
    struct rf_unit_uses unit_uses;  /* with plan.notes_unit_uses */
    struct rf_quotes quotes;        /* what their closed parts make unsayable … */
    struct rf_buf held;             /* … and which meetings hold some in open places */
    struct rf_file_facts facts[RF_FACTS_OF_COUNT]; /* files that were looked at */
    const char *shown; /* a document of the meeting only_path, which another one encloses
                          and closes; NULL: none */
    struct rf_arena lookup_arena; /* of meetings loaded for another's references */

    /* Where it is. */
    enum rf_step step;
    size_t next_folder;

    /* The unit at hand. */
    struct rf_unit unit;
    struct rf_slot slots[RF_SLOT_COUNT];
    struct rf_slot *slot; /* of the unit */
    struct rf_diags *diags;
    const struct referat_meeting *loaded;   /* its meeting, closed or not */
    struct rf_record_meeting *row;          /* in known.record; NULL: none */
    struct rf_record_meeting *public_row;   /* the same in public_record */
    struct rf_record_finding *last_finding; /* before it; NULL: there was none */
    struct rf_buf queries; /* to other meetings, with digests of the answers */
    struct rf_query_log query_log;
    struct rf_buf meeting_facts; /* for a database (facts/facts.h), as it is printed */
    struct rf_buf closed;        /* what its closed parts make unsayable, to be kept */
    struct rf_buf kept;          /* its bytes, from the cache */
    struct rf_buf *messages;     /* for other processes, while it is compiled in turn */
    struct rf_buf scratch;       /* the bytes of the file being read */
};

/* ---- Units ---- */

/* Within rf_run_open: makes ready to note the files that are looked at. */
void rf_run_begin_notes(struct referat *run);

/* What is printed of the series. */
struct rf_record *rf_run_printed(struct referat *run);

struct rf_loader rf_run_loader(struct referat *run, struct rf_arena *arena,
                               struct rf_diags *diags);

/* known: what references are answered from; NULL: they are left alone. */
struct rf_model rf_run_model(struct referat *run, struct rf_arena *arena,
                             struct rf_diags *diags, const struct rf_known *known);

/* Before the first unit: it will have this finding alone, and be the last one. Of several
 * the first counts. */
void rf_run_refuse(struct referat *run, enum rf_code code, const char *message);

/* Makes diags ready for the findings of a unit. */
void rf_run_prepare(const struct referat *run, struct rf_diags *diags,
                    struct rf_arena *arena);

/* Begins the unit whose findings go to diags. */
void rf_run_begin_unit(struct referat *run, struct rf_diags *diags);

/* Ends it; meeting: its model, NULL where there is none. */
const struct rf_unit *rf_run_end_unit(struct referat *run, enum referat_unit_kind kind,
                                      const struct referat_meeting *meeting);

/* What a later run needs to know it: appends the bytes to the slot's, and names them and
 * the row within them in run->unit. */
void rf_run_keep_unit(struct referat *run);

/* Appends what a later run needs of the unit over the whole series. */
void rf_run_put_last(const struct referat *run, struct rf_buf *out);

/* ---- What units are ---- */

/* referat.yaml, and the walk over the folders. */
const struct rf_unit *rf_run_settings(struct referat *run);

/* A document that stands in no file. */
const struct rf_unit *rf_run_lone(struct referat *run);

/* The next meeting, or a folder with findings though it holds none; NULL after the last.
 */
const struct rf_unit *rf_run_next_meeting(struct referat *run);

/* Loads what the at-th folder holds, without looking at any other meeting. */
void rf_run_load(struct referat *run, struct rf_slot *slot, size_t at);

/* Compiles the at-th folder, with the meetings before it known; loads it, unless the slot
 * has it already. NULL: there is nothing to say of it. */
const struct rf_unit *rf_run_compile(struct referat *run, struct rf_slot *slot,
                                     size_t at);

/* ---- The public edition, and what may be closed (driver/redact_steps.c) ---- */

/* Marks what is closed in a meeting, where messages are to hide it. */
void rf_run_mark_closed(const struct referat *run, const struct referat_meeting *meeting,
                        const struct rf_known *known, struct rf_arena *arena);

/* Gives the texts of a checked meeting to those who collect them (plan.leaks,
 * plan.notes_unit_uses): by then it is known whether it is unread. */
void rf_run_collect_texts(struct referat *run, const struct referat_meeting *meeting,
                          struct rf_arena *arena);

/* Prunes a registered meeting and keeps it for what is printed. Returns its row, or NULL
 * where the public edition does not even say that it was held. */
struct rf_record_meeting *rf_run_publish(struct referat *run, struct rf_model *model,
                                         const struct rf_folder *folder,
                                         struct referat_meeting *meeting);

/* Makes the facts of a meeting, which is NULL where the folder cannot be read, as they
 * are printed: those of its row, if it has one. */
void rf_run_put_facts(struct referat *run, const struct referat_meeting *meeting,
                      size_t at);

/* Gives facts to whoever takes them: a process that is no worker. */
void rf_run_give_facts(struct referat *run, const char *facts, size_t n);

/* Removes the row that was kept when the meeting was loaded for another one. */
void rf_run_unpublish(struct referat *run, const struct rf_folder *folder);

/* Registers a folder whose documents cannot be read: it may hold a meeting, which no
 * other one is held against. */
struct rf_record_meeting *rf_run_register_unread(struct referat *run,
                                                 struct rf_folder *folder,
                                                 bool has_broken_seal);

/* ---- Folders and other meetings ---- */

/* False for a folder that holds no meeting, or is not asked for. */
bool rf_run_is_wanted(const struct referat *run, const struct rf_folder *folder);

/* Tells other processes that a folder was loaded because a meeting refers to it: its row,
 * or that it holds no meeting. */
void rf_run_send_row(struct referat *run, struct rf_folder *folder);

/* Tells them that a series was joined because path leads to a meeting of it. */
void rf_run_send_other(struct referat *run, const char *path);

/* Adds what was kept of the at-th folder by another process to the record; false where
 * the bytes make no sense. is_worker: as in rf_run_apply_messages. */
bool rf_run_restore(struct referat *run, size_t at, const char *kept, size_t n,
                    bool is_worker);

/* Adds the files that the messages of the unit at hand show to those that it depends on.
 */
void rf_run_note_shown_files(struct referat *run);

/* Reuses the cached unit of the at-th folder; false: it has to be compiled. */
bool rf_run_reuse(struct referat *run, size_t at);

/* Reuses the cached row of a meeting that another one refers to. In its own turn the
 * meeting may be compiled all the same. */
bool rf_run_reuse_row(struct referat *run, struct rf_folder *folder);

/* A series from the units of its parts: the settings, the folders, and the next unit;
 * NULL after the last. A folder whose unit cannot be reused has none. */
void rf_run_replay_settings(struct referat *run, struct rf_loader *loader);
void rf_run_replay_folders(struct referat *run);
const struct rf_unit *rf_run_replay(struct referat *run);

/* Folders below a meeting's are part of it, except those that it names as meetings of
 * their own. */
void rf_run_skip_below(struct referat *run, size_t at, const char **own_folders);

/* Applies to the record what the meetings before the at-th folder's changed of earlier
 * ones. Where a single meeting is compiled, those before it are loaded first. */
void rf_run_apply_earlier(struct referat *run, size_t at);

/* When the meeting of a folder was, from the cache, and whether that has changed
 * (rf_known_series.when, .has_changed). */
bool rf_run_cached_when(void *owner, const char *folder, struct rf_when *when);
bool rf_run_has_changed(void *owner, const char *folder);

/* Loads a meeting that another one refers to (rf_known_series.load). */
void rf_run_load_for_lookup(void *owner, struct rf_folder *folder);

#endif
