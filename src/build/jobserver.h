/* Room for processes, shared with a make that the program runs under (build).
 *
 * GNU make hands its recipes a pipe or a FIFO with a byte for every job that may still
 * run besides them ("POSIX Jobserver Interaction" in its manual). Whoever starts a
 * process takes one, and puts it back when the process has ended. */
#ifndef RF_BUILD_JOBSERVER_H
#define RF_BUILD_JOBSERVER_H

#include <stdbool.h>

enum { RF_JOB_LIMIT = 255 };

struct rf_jobserver {
    int read_fd, write_fd; /* -1: there is none */
    bool is_there;         /* make speaks of one; it may be closed to this recipe */
    char tokens[RF_JOB_LIMIT];
    unsigned count;
};

/* Finds the one that MAKEFLAGS speaks of. */
void rf_jobserver_find(struct rf_jobserver *jobserver);

/* Takes as many as there are now, and no more than wanted; never waits. Returns the
 * number of processes that may run: one more than were taken. */
unsigned rf_jobserver_take(struct rf_jobserver *jobserver, unsigned wanted);

/* Puts everything back, and closes. */
void rf_jobserver_release(struct rf_jobserver *jobserver);

#endif
