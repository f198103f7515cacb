/* Messages that others may read, of a public edition or in the log of a CI service, quote
 * nothing that is closed (driver).
 *
 * What a message must not say is known when its series is compiled: until then all
 * messages are held back. One struct rf_hiding serves all runs of a command, because a
 * message about one series may quote another. */
#ifndef RF_DRIVER_HIDE_CLOSED_H
#define RF_DRIVER_HIDE_CLOSED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "referat/referat.h"

struct rf_quotes; /* redact/quotes.h */

struct rf_hiding {
    bool is_on;
    unsigned open_runs; /* while there is one, messages are held back */
    struct rf_buf held;
    struct rf_quotes *list; /* what is closed in each series that was compiled */
    size_t count, capacity; /* on the heap: it outlives the runs */
};

/* A run begins; it ends, and adds what is closed in its series. When no run is open any
 * more, what was held back is appended to out, without what is closed. */
void rf_hiding_begin(struct rf_hiding *hiding);
void rf_hiding_end(struct rf_hiding *hiding, struct referat *run, struct rf_buf *out);

/* Begins the names of closed files of one more place, such as a bag; false where nothing
 * is hidden. */
bool rf_hiding_begin_files(struct rf_hiding *hiding);

/* Adds one of them, which messages replace by its origin: "item 4 of 2026-03-09". */
void rf_hiding_add_file(struct rf_hiding *hiding, const char *origin, const char *name);

/* Appends a message to out, or holds it back. */
void rf_hiding_pass(struct rf_hiding *hiding, const char *p, size_t n,
                    struct rf_buf *out);

/* In a process of its own, whose messages go to the one that started it. */
void rf_hiding_leave(struct rf_hiding *hiding);

void rf_hiding_clear(struct rf_hiding *hiding);

#endif
