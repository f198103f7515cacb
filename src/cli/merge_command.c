/* referat merge (cli). Of one folder the parts are merged where they lie; of several,
 * which may be of several machines, into one that -o names. */
#include "build/merge_parts.h"
#include "cli/cli.h"

/* Which parts there are is found in the folders (build/shard_files.c). */
int rf_cli_merge(const struct rf_options *options)
{
    if (!options->argument_count) {
        return rf_usage_error("merge needs the folders that the parts were built "
                              "into");
    }
    if (options->argument_count > 1 && !options->merged) {
        return rf_usage_error("merge of several folders needs one to write to: name "
                              "it with -o");
    }
    return rf_merge_parts(options);
}
