/* The state file: for every unit its inputs, its outputs and its result, so that the next
 * build into the same destination can skip what has not changed (store).
 *
 * It is a file of the cache (store/cache_folder.h), or of a part of a series in the
 * destination (build/shard.h). Its form is private to one build of the program, whose key
 * stands in its head: a file of another one, or with other options, and one that is not
 * whole or damaged, is no state at all.
 *
 *     head     magic, key, number of units, bytes
 *     origin   what it is the state of
 *     a unit   lengths and digests of its two parts
 *              facts: kind, name, message format, file facts, outputs, summary
 *              body: what the driver kept, what was said
 */
#ifndef RF_STORE_STATE_H
#define RF_STORE_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/append_log.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"

enum rf_unit_kind {
    RF_UNIT_SETTINGS = 's', /* referat.yaml */
    RF_UNIT_FOLDERS = 'w',  /* the folders of the series */
    RF_UNIT_MEETING = 'm',
    RF_UNIT_OTHERS = 'x',    /* documents in folders that are no meetings */
    RF_UNIT_LAST = 'e',      /* what only shows over all meetings */
    RF_UNIT_OVERVIEWS = 'o', /* the index and the workbook */
};

/* Of a unit that is read, everything points into the reader's buffers. */
struct rf_state_unit {
    enum rf_unit_kind kind;
    const char *name; /* a meeting's folder; of RF_UNIT_OTHERS what other series say of
                         this one, as a digest; "" for the others */
    struct rf_bytes message_format; /* a key of how its messages were to be printed; empty
                                       without messages */
    struct rf_bytes facts;          /* load/file_facts.h, of the series */
    struct rf_bytes outputs;        /* the same of the destination */
    struct rf_bytes summary;
    struct rf_bytes kept; /* what the driver needs to know it without loading it */
    struct rf_bytes said; /* its messages */
};

/* ---- Writing ---- */

struct rf_state_writer {
    struct rf_append_log log; /* fd -1: nothing is written */
    struct rf_buf facts, body;
    struct rf_digest origin;
    uint64_t origin_bytes;
    uint32_t count;
};

/* Opens a new state without an origin, a file without a name on the file system of
 * folder; false with errno. */
bool rf_state_begin(struct rf_state_writer *writer, struct rf_arena *arena,
                    const char *folder);

/* Begins a state in an empty file, which is the writer's from here on; -1: what is added
 * is counted, and written nowhere. */
void rf_state_begin_in(struct rf_state_writer *writer, int fd, struct rf_bytes origin);

/* Adds a unit; failures show at the end. */
void rf_state_add(struct rf_state_writer *writer, const struct rf_state_unit *unit);

/* Writes the head: the file is whole, and may be put in its place. False with errno. */
bool rf_state_end(struct rf_state_writer *writer, const struct rf_digest *key);

void rf_state_drop(struct rf_state_writer *writer);

/* ---- Reading ---- */

/* Where a unit stands, and whether it is as it was. */
struct rf_state_entry {
    const char *name;
    enum rf_unit_kind kind;
    bool is_same;          /* whoever reads says so */
    struct rf_buf renewed; /* its facts with new times; empty: they are as they stand */
    uint64_t at;
    uint32_t facts_bytes, body_bytes;
};

struct rf_state {
    int fd; /* -1: there is no state */
    struct rf_arena *arena;
    struct rf_state_entry *entries; /* in the order of the file */
    size_t count, capacity, cursor;
    uint64_t bytes, next_at;
    uint64_t expected_count; /* by the head */
    struct rf_buf facts, body;
};

/* Opens the state at path, without an origin, that has this key; false where there is
 * none. */
bool rf_state_open(struct rf_state *state, struct rf_arena *arena, const char *path,
                   const struct rf_digest *key);

/* The same of an open file, which is the state's from here on; -1: there is none. */
bool rf_state_open_in(struct rf_state *state, struct rf_arena *arena, int fd,
                      struct rf_bytes origin, const struct rf_digest *key);

/* What an open file is the state of, whatever its key; false where it is no state. The
 * bytes live as long as the arena. */
bool rf_state_origin(int fd, struct rf_arena *arena, struct rf_bytes *origin);

/* The next unit, with its facts, which live until the next call and may be changed; NULL
 * after the last. The entry lives until the next call, too; after the last all of them
 * live as long as the arena. Where the file is damaged
 * state->fd is -1 then: it is no state. */
struct rf_state_entry *rf_state_next(struct rf_state *state, struct rf_state_unit *unit);

/* Keeps the facts of the last unit as they were changed. */
void rf_state_renew(struct rf_state *state, struct rf_state_entry *entry);

/* Reads a unit's facts and body; false: it is damaged. They live until the next call. */
bool rf_state_read(struct rf_state *state, const struct rf_state_entry *entry,
                   struct rf_state_unit *unit);

/* The entry of that kind and name, or NULL. Quick where names are asked for in order. */
struct rf_state_entry *rf_state_find(struct rf_state *state, enum rf_unit_kind kind,
                                     const char *name);

void rf_state_close(struct rf_state *state);

#endif
