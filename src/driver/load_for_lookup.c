/* Meetings that are loaded because another one refers to them, without findings of their
 * own; and what the meetings before one have changed, applied before it is compiled
 * (driver).
 *
 * Such a row has what references need. Only where a single meeting is built, so that the
 * others are never compiled in their turn, does it have what the public edition needs,
 * too. */
#include <string.h>

#include "check/check.h"
#include "driver/internal.h"
#include "driver/quoted.h"
#include "driver/shown.h"
#include "load/meeting.h"

/* Whose minutes it approves is not asked now, but whether that may be known: a meeting of
 * another series may. */
static void link_approvals(const struct referat *run, struct referat_meeting *meeting)
{
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        struct referat_item *item = meeting->all_items[i];
        for (size_t k = 0; k < item->approves_count; k++) {
            struct referat_meeting_ref *ref = &item->approves[k];
            ref->is_unknown =
                ref->written.given == REFERAT_GIVEN && !run->known.record.others &&
                !strstr(ref->written.text, "../") &&
                !rf_known_may_be(&run->known, meeting->folder, ref->written.text);
        }
    }
}

/* Its findings are silent: an error that may hide something closed counts all the same.
 */
static void register_meeting(struct referat *run, struct rf_folder *folder,
                             struct referat_meeting *meeting, struct rf_diags *silent)
{
    struct rf_model model = rf_run_model(run, &run->lookup_arena, silent, NULL);
    const struct rf_known quiet = rf_known_quiet(&run->known);
    rf_model_build(&model, meeting);
    rf_check_meeting(meeting, silent, &run->lookup_arena);
    meeting->is_unread =
        silent->unread_count > 0 || run->series_faults & REFERAT_FAULT_UNREAD;
    rf_run_mark_closed(run, meeting, &quiet, &run->lookup_arena);
    link_approvals(run, meeting);
    rf_known_register(&run->known, folder, meeting)->is_ahead = true;
    if (run->only_path) { /* else it is compiled in its turn */
        rf_run_collect_texts(run, meeting, &run->lookup_arena);
        rf_run_keep_closed(run, meeting, (size_t)(folder - run->known.folders),
                           &run->lookup_arena);
        rf_shown_note(run, meeting);
        model.known = &quiet;
        rf_run_publish(run, &model, folder, meeting);
    }
}

static struct referat_meeting *load_silently(struct referat *run, const char *folder,
                                             struct rf_arena *arena,
                                             struct rf_diags *silent,
                                             bool *has_broken_seal)
{
    const char **own_folders;
    rf_run_prepare(run, silent, arena);
    silent->is_silent = true;
    struct rf_loader loader = rf_run_loader(run, arena, silent);
    loader.checks_seals = true;
    struct referat_meeting *meeting = rf_load_meeting(&loader, folder, &own_folders);
    *has_broken_seal = loader.has_broken_seal;
    return meeting;
}

/* For its items and actions, without its diagnostics. */
void rf_run_load_for_lookup(void *owner, struct rf_folder *folder)
{
    struct referat *run = owner;
    if (rf_run_reuse_row(run, folder)) {
        return;
    }
    if (run->replay) {
        folder->state = RF_FOLDER_NONE;
        return;
    }
    struct rf_diags silent;
    bool has_broken_seal;
    struct referat_meeting *meeting =
        load_silently(run, folder->path, &run->lookup_arena, &silent, &has_broken_seal);
    folder->state = RF_FOLDER_NONE;
    if (meeting) {
        register_meeting(run, folder, meeting, &silent);
    } else if (silent.unread_count) {
        rf_run_register_unread(run, folder, has_broken_seal);
    }
    rf_run_send_row(run, folder);
    rf_arena_reset(&run->lookup_arena);
}

/* Adds to a row what was left out when it was loaded, because that asks for no other
 * meeting: references that lead to none, and what a public edition may print of those
 * that lead to one. */
static void complete_references(struct referat *run, struct rf_folder *folder)
{
    struct rf_arena arena = {0};
    struct rf_diags silent;
    bool has_broken_seal;
    struct rf_record_meeting *row = folder->meeting;
    struct referat_meeting *meeting =
        load_silently(run, folder->path, &arena, &silent, &has_broken_seal);
    if (meeting) {
        const struct rf_known answers = rf_known_answers(&run->known);
        struct rf_model model = rf_run_model(run, &arena, &silent, &answers);
        rf_model_build(&model, meeting);
        rf_check_meeting(meeting, &silent, &arena);
        meeting->is_unread = row->is_unread || silent.unread_count > 0;
        if (meeting->is_unread && !row->is_unread) {
            rf_record_set_unread(&run->known.record, row);
        }
        rf_known_register(&run->known, folder, meeting);
        rf_run_mark_closed(run, meeting, &answers, &arena);
        rf_run_unpublish(run, folder);
        rf_run_publish(run, &model, folder, meeting);
    }
    rf_arena_clear(&arena);
}

/* Completes the rows that the follow-up of a single meeting prints: those of earlier
 * meetings with references. */
static void complete_earlier(struct referat *run, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        struct rf_folder *folder = &run->known.folders[i];
        const struct rf_record_item *item =
            folder->state == RF_FOLDER_MEETING ? folder->meeting->items : NULL;
        while (item && !item->links) {
            item = item->next;
        }
        if (item) {
            run->known.current = i;
            complete_references(run, folder);
        }
    }
    run->known.current = at;
}

void rf_run_apply_earlier(struct referat *run, size_t at)
{
    const struct rf_record_meeting itself = rf_known_when(&run->known, at);
    if (run->others.from) { /* the series that refers to it takes its meetings in */
        return;
    }
    if (run->only_path) { /* the series is known as when all of it is compiled */
        rf_known_load_all(&run->known, at);
    }
    if (run->only_path && run->series.follow_up) {
        complete_earlier(run, at);
    }
    rf_record_apply_before(&run->known.record, at, &itself);
    rf_record_apply_before(&run->public_record, at, &itself);
}
