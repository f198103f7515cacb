/* Another program, run without a shell, in a folder of its own, for a limited time
 * (base). */
#ifndef RF_BASE_SUBPROCESS_H
#define RF_BASE_SUBPROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct rf_program {
    const char *const *argv; /* argv[0] the program's path; NULL at the end */
    const char *folder;      /* its working folder, HOME and TMPDIR; an absolute path */
    unsigned limit_s;        /* then it is killed, with all it started */
    size_t memory_bytes;     /* of its address space; 0: no limit */
    size_t file_bytes;       /* of each file that it writes; 0: no limit */
    bool has_network;        /* false: cut off from it where the system permits that */
};

struct rf_program_result {
    bool is_done;    /* it ended by itself with exit status 0 … */
    int exit_status; /* … or with this one; -1: it did not end by itself */
    const char
        *why;           /* not done: "exit status 3", "killed by signal 11", "no answer
                           within    600 s", "cannot be started: No such file or directory" */
    const char *output; /* what it wrote to its standard output, NUL-terminated … */
    size_t output_bytes;
    const char *last_words; /* … and the last lines of its standard error, "" for none */
};

/* Runs it to its end, in UTC and no country's locale, at the clock's beginning where it
 * asks for SOURCE_DATE_EPOCH (WeasyPrint does: for a date within each font). Strings are
 * in arena. Its standard input is empty; what it writes goes to files of its folder, of
 * which at most 256 MiB are read and which are removed. When it has ended, its process
 * group is killed: no process it started goes on. */
struct rf_program_result rf_program_run(const struct rf_program *program,
                                        struct rf_arena *arena);

/* Ends the program that runs, and each that would be run later, as "interrupted". To be
 * called by a signal's handler. */
void rf_program_interrupt(int signal);

/* The signal that rf_program_interrupt was called with; 0: none. */
int rf_program_interrupted(void);

/* The path of a program: name itself where it holds a '/', else the first executable file
 * of that name in PATH; NULL where there is none. */
const char *rf_program_find(const char *name, struct rf_arena *arena);

#endif
