/* Lines of the program's own, and its exit status (build). */
#ifndef RF_BUILD_MESSAGE_H
#define RF_BUILD_MESSAGE_H

#include <stdarg.h>

#include "base/buf.h"

/* A part of the contract with scripts. Of several the greatest but usage is given:
 * refused, world, errors. */
enum rf_exit {
    RF_EXIT_DONE = 0,
    RF_EXIT_ERRORS = 1,  /* in the sources; or --verify found a difference */
    RF_EXIT_USAGE = 2,   /* the command line itself; nothing was done */
    RF_EXIT_WORLD = 3,   /* something could not be read or written */
    RF_EXIT_REFUSED = 4, /* a limit, a path that leads out */
};

/* Says one line on standard error, "referat: …", safe for a terminal: about the command
 * line, before anything is known of a series. All else goes through a report. */
void rf_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Appends such a line. */
void rf_message_put(struct rf_buf *out, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* The same, and returns RF_EXIT_USAGE. */
int rf_usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
