/* Signals that end the program, for commands that have something to clear away first
 * (build). */
#include "build/interruption.h"

#include <signal.h>
#include <stddef.h>

#include "base/subprocess.h"

static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};

/* A signal that is ignored, as under nohup, stays so. */
static void set_handlers(void (*handler)(int))
{
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction action;
        if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) {
            action = (struct sigaction){.sa_handler = handler};
            sigaction(signals[i], &action, NULL);
        }
    }
}

void rf_interruption_await(void)
{
    set_handlers(rf_program_interrupt);
}

void rf_interruption_end(void)
{
    set_handlers(SIG_DFL);
    if (rf_program_interrupted()) {
        raise(rf_program_interrupted());
    }
}
