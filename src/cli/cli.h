/* The commands, one short file each: what a user types becomes one call of build/, which
 * does the work (cli). cli.c finds the command, options.c reads its options; nothing
 * below this folder knows it. */
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
