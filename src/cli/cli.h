/* The commands, one short file each: what a user types becomes one call of build/, which
 * does the work (cli).
 *
 * cli.c finds the command and option_table.c reads its options into one struct rf_options
 * for all commands (build/options.h); a command's file refuses what does not go together
 * and calls the build. Nothing below this folder knows it, and nothing here knows a stage
 * of the compiler but diag/, whose texts `explain` prints.
 *
 * What is hard to see: an option may mean different things to different commands (-o),
 * and may stand before or after the command's name. So the table has a row for each
 * meaning, with a set of commands as bits, and the arguments are read twice. */
#ifndef RF_CLI_CLI_H
#define RF_CLI_CLI_H

#include <stdbool.h>

#include "base/hash.h"
#include "build/options.h"
#include "build/report.h"
#include "referat/referat.h"

/* The whole program. */
int rf_cli_main(int argc, char **argv);

int rf_cli_build(const struct rf_options *options);
int rf_cli_check(const struct rf_options *options);
int rf_cli_explain(const struct rf_options *options);
int rf_cli_merge(const struct rf_options *options);
int rf_cli_export(const struct rf_options *options);
int rf_cli_seal(const struct rf_options *options);
int rf_cli_status(const struct rf_options *options);
int rf_cli_verify(const struct rf_options *options);

#endif
