/* Tasks that each run in a process of their own, several at a time (build). */
#ifndef RF_BUILD_WORKERS_H
#define RF_BUILD_WORKERS_H

#include <stddef.h>

#include "base/buf.h"
#include "build/targets.h"

struct rf_worker;

struct rf_workers {
    unsigned limit; /* at most so many at a time */
    unsigned running;
    struct rf_worker *first, **end; /* in the order they were started */
};

/* No more than asked for, where that is not 0; else as many as the machine has processors
 * for, and memory at so much a task. */
void rf_workers_init(struct rf_workers *workers, unsigned asked,
                     size_t memory_bytes_each);

/* How many processes to compile with: as many as asked for, where that is not 0, else as
 * the machine has processors, and no more than there are pieces of work. */
unsigned rf_workers_for(unsigned asked, size_t pieces);

/* Works on one meeting, and leaves in summary what became of it. */
typedef enum rf_exit rf_task(void *context, struct rf_summary *summary);

/* What is known of a task when it has ended. */
struct rf_task_result {
    struct rf_summary summary;
    struct rf_buf said; /* on standard error */
};

/* Runs task in a process of its own, which has everything of this one as it is now, and
 * ends with what task returns. What it says on standard error is kept. Waits while too
 * many run. name is what a message calls it. result, which may be NULL, is filled by
 * rf_workers_finish. */
void rf_workers_start(struct rf_workers *workers, const char *name, rf_task *task,
                      void *context, struct rf_task_result *result);

/* In a process just started: a signal ends the program it runs, and lets it clean up
 * after that; so does the end of the process that started it. */
void rf_worker_await_signals(void);

/* Waits for all, prints what they said in the order they were started, adds their
 * summaries to the report's and raises its status to theirs. Returns the greatest of
 * theirs. A process that was killed, or never began, is a meeting that failed. */
enum rf_exit rf_workers_finish(struct rf_workers *workers, struct rf_report *report);

#endif
