/* referat verify (cli): a path is a bag, or a series with sealed meetings, or one such
 * meeting. Every path is verified, also after one that failed; the exit status is the
 * gravest. */
#include <string.h>

#include "build/verify_bag.h"
#include "build/verify_seals.h"
#include "cli/cli.h"

/* A folder that holds a bag's manifest is a bag, also where it has lost its bagit.txt. */
int rf_cli_verify(const struct rf_options *options)
{
    if (!options->argument_count) {
        return rf_usage_error("verify needs the folder of a series, a meeting or a bag");
    }
    struct rf_report report;
    rf_report_init(&report, options);
    for (size_t i = 0; i < options->argument_count; i++) {
        char *path = options->arguments[i];
        if (strcmp(path, "-") == 0) {
            rf_report_raise(&report, RF_EXIT_USAGE);
            rf_usage_error("verify needs a folder: one document has no seal");
        } else if (!rf_verify_bag(&report, path)) {
            rf_verify_seals(&report, path);
        }
    }
    return rf_report_finish(&report);
}
