/* referat export (cli). The bag's folder has no default: a bag that was made by accident
 * could not be replaced (build/export_bag.c). */
#include <string.h>

#include "build/export_bag.h"
#include "cli/cli.h"

/* Standard input is no archive's source: it has no file that could be kept. */
int rf_cli_export(const struct rf_options *options)
{
    if (!options->bag) {
        return rf_usage_error("export needs -o DIR: the folder that becomes the bag");
    }
    for (size_t i = 0; i < options->argument_count; i++) {
        if (strcmp(options->arguments[i], "-") == 0) {
            return rf_usage_error("export needs a path: one document is no archive");
        }
    }
    return rf_export_bag(options);
}
