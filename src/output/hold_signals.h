/* Signals that end a program wait while a temporary file exists (output): an interrupted
 * run leaves nothing that the next one would have to remove. */
#ifndef RF_OUTPUT_HOLD_SIGNALS_H
#define RF_OUTPUT_HOLD_SIGNALS_H

#include <signal.h>

/* Holds back what a user, a terminal or a closed pipe sends; *before is for
 * rf_release_signals. */
static inline void rf_hold_signals(sigset_t *before)
{
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigaddset(&held, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &held, before);
}

/* Delivers what has come in the meantime. */
static inline void rf_release_signals(const sigset_t *before)
{
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

#endif
