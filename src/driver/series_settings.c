/* The series' own unit: referat.yaml and the walk over its folders (driver). */
#include <string.h>

#include "base/limits.h"
#include "driver/enclosed_folders.h"
#include "driver/internal.h"
#include "load/marked_folders.h"
#include "load/series.h"
#include "redact/redact.h"

/* Finds the folders, and reports what is wrong with them. */
static void walk(struct referat *run)
{
    const struct rf_unit_cache *cache = run->plan.cache;
    if (run->replay) {
        rf_run_replay_folders(run);
    } else if (cache && cache->folders) {
        struct rf_buf *facts = &run->facts[RF_FACTS_OF_FOLDERS].entries;
        rf_buf_add(facts, cache->folders, cache->folders_bytes);
        rf_known_read_folders(&run->known, run->root, facts->p, facts->n);
    } else {
        rf_known_walk(&run->known, run->root);
    }
    if (!run->replay) {
        rf_find_enclosed_folders(run);
    }
    if (run->part.count) {
        rf_part_split(&run->known, &run->part);
    }
    struct referat_diagnostic *d =
        run->known.is_truncated
            ? rf_diag_report(run->diags, RF_CODE_LIMIT_EXCEEDED, (struct referat_span){0},
                             "more than %d folders in one series", RF_LIMIT_FOLDERS)
            : NULL;
    if (d) {
        d->file = run->series.path;
    }
    for (size_t i = 0; i < run->known.marked.count; i++) {
        rf_marked_report(run->diags, run->root_name, &run->known.marked.list[i]);
    }
}

/* Reports why nothing can be compiled; false: it can. */
static bool report_refusal(struct referat *run)
{
    bool has_folder = run->root.fd >= 0 || run->root.overlay || run->replay;
    struct referat_diagnostic *d = NULL;
    if (run->refusal) {
        d = rf_diag_report(run->diags, run->refused_as, (struct referat_span){0}, "%s",
                           run->refusal);
    } else if (!has_folder) {
        d = rf_diag_report(run->diags, RF_CODE_UNREADABLE_FILE, (struct referat_span){0},
                           "cannot open the folder: %s", strerror(run->root_reason));
    }
    if (d) {
        d->file = run->series.path;
    }
    return run->refusal || !has_folder;
}

const struct rf_unit *rf_run_settings(struct referat *run)
{
    rf_run_prepare(run, &run->settings_diags, &run->series_arena);
    rf_run_begin_unit(run, &run->settings_diags);
    for (enum rf_code code = 0; code < RF_CODE_COUNT; code++) {
        run->severities[code] = run->diags->severities[code];
    }
    run->lang = rf_lang_find("da");
    if (report_refusal(run)) {
        run->step = RF_STEP_END;
    } else {
        struct rf_loader loader = rf_run_loader(run, &run->series_arena, run->diags);
        loader.facts = run->plan.notes_files ? &run->facts[RF_FACTS_OF_SETTINGS] : NULL;
        if (run->replay) {
            rf_run_replay_settings(run, &loader);
        }
        rf_load_series(&loader, &run->series, run->severities);
        run->settings_source = loader.files ? loader.files->source : NULL;
        run->lang = loader.lang;
        run->series.edition = run->edition;
        run->series.as_of = run->as_of;
        struct rf_record *printed = rf_run_printed(run);
        printed->table_columns = run->plan.table_columns || run->series.follow_up;
        printed->has_findings = printed->table_columns || run->plan.keeps_facts;
        printed->index_columns = run->plan.index_columns || printed->table_columns;
        if (run->plan.leaks) {
            rf_edition_series_texts(run->plan.leaks, &run->series);
        }
        run->step = RF_STEP_MEETINGS;
        if (!run->lone_text) {
            walk(run);
            rf_run_follow(run);
        }
    }
    run->series_faults = (run->diags->error_count ? REFERAT_FAULT_ERRORS : 0U) |
                         (run->diags->unread_count ? REFERAT_FAULT_UNREAD : 0U);
    return rf_run_end_unit(run, REFERAT_UNIT_SETTINGS, NULL);
}

enum referat_severity rf_run_severity(const struct referat *run, enum rf_code code)
{
    return (enum referat_severity)run->severities[code];
}
