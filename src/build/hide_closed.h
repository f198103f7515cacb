/* Messages that others may read, of a public edition or in the log of a CI service, quote
 * nothing that is closed (build).
 *
 * What a message must not say is known when its series is: until then all messages are
 * held back. Whatever a command says goes through rf_report_put (cli.h). */
#ifndef RF_BUILD_HIDE_CLOSED_H
#define RF_BUILD_HIDE_CLOSED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "build/options.h"
#include "redact/quotes.h"
#include "referat/referat.h"

struct rf_hiding {
    bool is_on;
    unsigned open_runs; /* while there is one, messages are held back */
    struct rf_buf held;
    struct rf_quotes *list; /* what is closed in each series that was gone through */
    size_t count, capacity; /* of the heap: it outlives their runs */
};

/* True where messages may be read by others: of a public edition, and where CI is set and
 * is neither 0 nor false. */
bool rf_hiding_is_wanted(const struct rf_options *options);

/* A run begins; it ends, and gives what is closed. Returns what was held back, without
 * it, where no run is open any more: to be written out. */
void rf_hiding_begin(struct rf_hiding *hiding);
void rf_hiding_end(struct rf_hiding *hiding, struct referat *run, struct rf_buf *out);

/* Room for what is closed somewhere else; NULL where nothing is hidden. */
struct rf_quotes *rf_hiding_add(struct rf_hiding *hiding);

/* Appends a message to out, or holds it back. */
void rf_hiding_pass(struct rf_hiding *hiding, const char *p, size_t n,
                    struct rf_buf *out);

/* In a process of its own, whose messages go to the one that started it. */
void rf_hiding_leave(struct rf_hiding *hiding);

void rf_hiding_clear(struct rf_hiding *hiding);

#endif
