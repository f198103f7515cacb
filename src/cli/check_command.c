/* referat check: compiles everything and writes nothing (cli). The shortest loop over the
 * units of a run: open, report each unit, end. Series among the paths that refer to each
 * other are compiled beforehand, as a build does, so that both report the same. */
#include "build/related_series.h"
#include "build/targets.h"
#include "build/today.h"
#include "cli/cli.h"

/* Deadlines are counted from today where --as-of names no day: a check asks about now,
 * while a build must make the same tomorrow. */
int rf_cli_check(const struct rf_options *options)
{
    struct rf_report report;
    struct rf_arena arena = {0};
    struct rf_company company = {0};
    size_t count;
    rf_report_init(&report, options);
    report.sums_up = true;
    report.as_of = options->as_of.year ? options->as_of : rf_today();
    const struct rf_target *targets = rf_targets_find(&arena, &report, &count);
    rf_company_gather(&company, &report, targets, count);
    for (size_t i = 0; i < count; i++) {
        rf_progress_begin_part(&report.progress, i + 1, count);
        const struct referat_unit_result *unit;
        struct referat *run = rf_target_open(&targets[i], &report, NULL);
        while (run && (unit = referat_next(run)) != NULL) {
            rf_report_unit(&report, unit);
            if (unit->meeting && !(unit->faults & REFERAT_FAULT_ERRORS)) {
                rf_report_meeting(&report, RF_MEETING_CHECKED);
            }
            rf_report_step(&report, unit, run);
        }
        rf_report_end_run(&report, run);
    }
    rf_company_clear(&company);
    rf_arena_clear(&arena);
    return rf_report_finish(&report);
}
