/* A series compiled by several processes (build).
 *
 * Worker w of N takes every N-th run of some folders, beginning with the w-th. It loads
 * them, waits for its turn, reads what the workers before it wrote of their meetings,
 * compiles its own, passes the turn on, and makes the files while the next one compiles.
 * So each meeting knows what it would know in one process, and the outputs are the same.
 */
#ifndef RF_BUILD_PARALLEL_H
#define RF_BUILD_PARALLEL_H

#include "build/incremental.h"

struct rf_parallel {
    struct rf_report *report;
    struct referat *run; /* after its settings */
    struct rf_incremental *incremental;
    struct rf_append_log
        *rows; /* messages between workers; the record reads evicted rows here */
    unsigned jobs;
    void *owner;
    /* In a worker: makes the files of a meeting, and gives the list of them. */
    enum rf_meeting_result (*make)(void *owner, const struct referat_meeting *meeting,
                                   const struct rf_output **outputs);
    bool (*goes_on)(void *owner); /* false: the run is to stop */
};

/* Compiles the folders that are left. What is said comes in the order of the folders, and
 * so is what is kept. A worker that dies is an error about the meeting it was at, which
 * another one compiles once more; the rest is compiled all the same. False: folders are
 * left still, and no more processes can be had; the run may go on by itself. */
bool rf_parallel_build(struct rf_parallel *parallel);

#endif
