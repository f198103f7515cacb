/* The options of every command: one table for parsing and --help (cli). A user's mistake
 * is reported here, with what was expected and the nearest name; the exit status is then
 * that of wrong usage (cli.md). */
#ifndef RF_CLI_OPTION_TABLE_H
#define RF_CLI_OPTION_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "build/options.h"

/* Which commands an option belongs to; a set of bits. */
enum {
    RF_FOR_PROGRAM = 1 << 0, /* before a command's name */
    RF_FOR_BUILD = 1 << 1,
    RF_FOR_CHECK = 1 << 2,
    RF_FOR_EXPLAIN = 1 << 3,
    RF_FOR_HELP = 1 << 4,
    RF_FOR_STATUS = 1 << 5,
    RF_FOR_EXPORT = 1 << 6,
    RF_FOR_VERIFY = 1 << 7,
    RF_FOR_SEAL = 1 << 8,
    RF_FOR_MERGE = 1 << 9,
};

void rf_options_init(struct rf_options *options);

/* Reads the options that belong to one of commands from argv[1] on. Returns 0, or an exit
 * status after having said what is wrong. Before a command's name reading stops at the
 * first argument, else options and arguments may mix. */
int rf_options_parse(struct rf_options *options, unsigned commands, int argc,
                     char **argv);

/* Appends a line for every option that belongs to one of commands. */
void rf_options_help(unsigned commands, struct rf_buf *out);

#endif
