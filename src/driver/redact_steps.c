/* What the public edition needs of a meeting, whether it is compiled in its turn or
 * loaded because another one refers to it: its closed parts are marked, its texts
 * collected, and a pruned copy of its row is kept (driver).
 *
 * A run has two records. known.record has whole meetings and answers what meetings ask of
 * each other; public_record has pruned ones, and is what a public edition prints. */
#include "driver/internal.h"
#include "redact/redact.h"

void rf_run_mark_closed(const struct referat *run, const struct referat_meeting *meeting,
                        const struct rf_known *known, struct rf_arena *arena)
{
    if (run->hides_closed) {
        rf_edition_mark(meeting, known, arena);
    }
}

void rf_run_collect_texts(struct referat *run, const struct referat_meeting *meeting,
                          struct rf_arena *arena)
{
    if (run->plan.notes_unit_uses) {
        if (!run->unit_uses.series) {
            rf_unit_uses_init(&run->unit_uses, &run->series_arena, &run->series);
        }
        rf_unit_uses_take(&run->unit_uses, meeting, arena);
    }
    if (rf_run_is_public(run) && run->plan.leaks) {
        rf_edition_texts(run->plan.leaks, meeting, arena);
    }
}

bool rf_run_hides_units(const struct referat *run)
{
    return rf_unit_uses_hide(&run->unit_uses);
}

void rf_run_unpublish(struct referat *run, const struct rf_folder *folder)
{
    struct rf_record_meeting *row =
        rf_record_find(&run->public_record, folder->meeting->order);
    if (row) {
        rf_record_remove(&run->public_record, row);
    }
}

/* The tables of a public edition show of an unread meeting no more than that its seal is
 * broken, and not even that where closed meetings are left out. */
static void publish_broken(struct referat *run, const struct rf_folder *folder,
                           const struct referat_meeting *unread)
{
    struct rf_record *record = &run->public_record;
    size_t order = folder->meeting->order;
    rf_run_unpublish(run, folder); /* when it was loaded it may have looked faultless */
    if (rf_run_is_public(run) && unread->has_broken_seal &&
        run->series.closed_items != REFERAT_SHOW_NOTHING) {
        rf_record_add(record, unread, order);
    }
}

struct rf_record_meeting *rf_run_publish(struct referat *run, struct rf_model *model,
                                         const struct rf_folder *folder,
                                         struct referat_meeting *meeting)
{
    if (meeting->is_unread) {
        publish_broken(run, folder, meeting);
        return NULL;
    }
    if (!rf_run_is_public(run) || !rf_record_is_shown(&run->series, folder->meeting)) {
        return NULL;
    }
    rf_edition_prune(model, meeting);
    return rf_record_add(&run->public_record, meeting, folder->meeting->order);
}

void rf_run_put_facts(struct referat *run, const struct referat_meeting *meeting,
                      size_t at)
{
    const struct rf_record_meeting *row = rf_record_find(rf_run_printed(run), at);
    if (row && meeting && !row->is_unread) {
        rf_facts_put(meeting, &run->meeting_facts);
    } else if (row && row->is_unread) {
        const struct referat_meeting unread = {
            .series = &run->series,
            .id = row->id,
            .folder = row->folder,
            .is_unread = true,
            .has_broken_seal = row->has_broken_seal,
        };
        rf_facts_put(&unread, &run->meeting_facts);
    }
}

void rf_run_give_facts(struct referat *run, const char *facts, size_t n)
{
    if (run->plan.facts && n) {
        run->plan.facts->take(run->plan.facts, facts, n);
    }
}

struct rf_record_meeting *rf_run_register_unread(struct referat *run,
                                                 struct rf_folder *folder,
                                                 bool has_broken_seal)
{
    const struct referat_meeting unread = {
        .series = &run->series,
        .id = *folder->path ? folder->name : rf_path_name(run->series.path),
        .folder = folder->path,
        .title = {.plain = ""},
        .place = {.plain = ""},
        .is_unread = true,
        .has_broken_seal = has_broken_seal,
    };
    struct rf_record_meeting *row = rf_known_register(&run->known, folder, &unread);
    publish_broken(run, folder, &unread);
    return row;
}
