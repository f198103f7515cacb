/* Signals that end the program, for commands that have something to clear away first
 * (build). */
#ifndef RF_BUILD_INTERRUPTION_H
#define RF_BUILD_INTERRUPTION_H

/* From now on SIGINT, SIGTERM, SIGHUP and SIGPIPE are only noted, and end what is run
 * (rf_program_interrupted tells which came). One that is ignored stays ignored. */
void rf_interruption_await(void);

/* They end the program again. Where one has come, it ends here, by that. */
void rf_interruption_end(void);

#endif
