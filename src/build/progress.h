/* How far a long run is: one line on a terminal, written over again and again (build). */
#ifndef RF_BUILD_PROGRESS_H
#define RF_BUILD_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct rf_progress {
    bool is_on;    /* standard error is a terminal, and nothing else is said there */
    bool is_shown; /* the line is there: to be cleared before anything else is */
    size_t meetings;
    size_t part, part_count;          /* which series this is, from 1, of how many */
    int64_t start_ms, part_ms, at_ms; /* of the run, the series, the line last shown */
};

/* A series begins. */
void rf_progress_begin_part(struct rf_progress *progress, size_t part, size_t part_count);

/* A meeting is done; so many folders of the series are, of so many. Shows the line when
 * the run has taken a second, and five times in each that follows. */
void rf_progress_step(struct rf_progress *progress, size_t done, size_t total);

void rf_progress_clear(struct rf_progress *progress);

/* Appends the line: "series 2 of 5: 1234 meetings, 37 %, 410 a second, 3 min 20 s left".
 */
void rf_progress_put(const struct rf_progress *progress, int64_t now_ms, size_t done,
                     size_t total, struct rf_buf *out);

#endif
