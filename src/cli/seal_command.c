/* referat seal (cli). All paths are judged before the first seal is written: each is to
 * be one meeting, so that a whole series is not sealed by a slip. */
#include "build/seal_record.h"
#include "build/targets.h"
#include "cli/cli.h"

/* A series is not sealed as a whole: each record is approved on its own. The exit status
 * of wrong usage replaces any other, as nothing was sealed. */
int rf_cli_seal(const struct rf_options *options)
{
    struct rf_report report;
    struct rf_arena arena = {0};
    size_t count;
    if (!options->argument_count) {
        return rf_usage_error("seal needs the folder of a meeting");
    }
    rf_report_init(&report, options);
    const struct rf_target *targets = rf_targets_find(&arena, &report, &count);
    bool is_usable = true;
    for (size_t i = 0; i < count && is_usable; i++) {
        if (!targets[i].only_path) {
            rf_usage_error("%s is no single meeting: name the folder of the meeting "
                           "to be sealed",
                           targets[i].path);
            is_usable = false;
        }
    }
    for (size_t i = 0; i < count && is_usable; i++) {
        rf_seal_record(&report, &targets[i]);
    }
    rf_arena_clear(&arena);
    int status = rf_report_finish(&report);
    return is_usable ? status : RF_EXIT_USAGE;
}
