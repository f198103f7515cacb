/* referat build (cli). build/build.c does the work; here only standard input is refused,
 * which has no place of its own below the destination. */
#include <string.h>

#include "build/build.h"
#include "cli/cli.h"

/* All else is judged by the build, which knows what the paths mean. */
int rf_cli_build(const struct rf_options *options)
{
    for (size_t i = 0; i < options->argument_count; i++) {
        if (strcmp(options->arguments[i], "-") == 0) {
            return rf_usage_error(
                "build needs a path: a document on standard input has no "
                "place to be written to; 'check -' reads it");
        }
    }
    return rf_build_series(options);
}
