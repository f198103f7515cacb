/* A meeting's unit: loaded, built, checked, kept (driver). */
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "check/check.h"
#include "check/series_rules.h"
#include "driver/internal.h"
#include "driver/quoted.h"
#include "driver/shown.h"
#include "fs/beneath.h"
#include "load/meeting.h"
#include "model/assemble.h"
#include "redact/redact.h"
#include "redact/units.h"
#include "store/follow_up.h"

/* ---- The public edition ---- */

/* Before anything is said of a meeting: what is closed in it. */
static void find_closed(const struct referat *run, const struct referat_meeting *meeting,
                        const struct rf_known *known, struct rf_arena *arena)
{
    if (run->hides_closed) {
        rf_edition_mark(meeting, known, arena);
    }
}

/* When all was said of it, so that it shows whether it could be read. */
static void take_texts(struct referat *run, const struct referat_meeting *meeting,
                       struct rf_arena *arena)
{
    if (run->plan.unit_uses) {
        if (!run->plan.unit_uses->series) {
            rf_unit_uses_init(run->plan.unit_uses, &run->series_arena, &run->series);
        }
        rf_unit_uses_take(run->plan.unit_uses, meeting, arena);
    }
    if (rf_run_is_public(run) && run->plan.leaks) {
        rf_edition_texts(run->plan.leaks, meeting, arena);
    }
}

/* What was known of a meeting when another one asked for it. */
static void remove_published(struct referat *run, const struct rf_folder *folder)
{
    struct rf_record_meeting *row =
        rf_record_find(&run->public_record, folder->meeting->order);
    if (row) {
        rf_record_remove(&run->public_record, row);
    }
}

/* The tables of a public edition say of an unread meeting no more than that its seal is
 * broken, and not even that where closed meetings are left out. */
static void publish_broken(struct referat *run, const struct rf_folder *folder,
                           const struct referat_meeting *unread)
{
    struct rf_record *record = &run->public_record;
    size_t order = folder->meeting->order;
    remove_published(run, folder); /* it may have looked faultless */
    if (rf_run_is_public(run) && unread->has_broken_seal &&
        run->series.closed_items != REFERAT_SHOW_NOTHING) {
        rf_record_add(record, unread, order);
    }
}

/* Prunes a meeting that was registered and keeps it for what is printed; its row, or NULL
 * where the public edition does not even say that it was held. */
static struct rf_record_meeting *publish(struct referat *run, struct rf_model *model,
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

/* ---- Meetings ---- */

/* A folder whose documents cannot be read may hold a meeting: no other one judges it. */
static struct rf_record_meeting *
register_unread(struct referat *run, struct rf_folder *folder, bool has_broken_seal)
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
static void survey_meeting(struct referat *run, struct rf_folder *folder,
                           struct referat_meeting *meeting, struct rf_diags *silent)
{
    struct rf_model model = rf_run_model(run, &run->survey_arena, silent, NULL);
    const struct rf_known quiet = rf_known_quiet(&run->known);
    rf_model_build(&model, meeting);
    rf_check_meeting(meeting, silent, &run->survey_arena);
    meeting->is_unread =
        silent->unread_count > 0 || run->series_faults & REFERAT_FAULT_UNREAD;
    find_closed(run, meeting, &quiet, &run->survey_arena);
    link_approvals(run, meeting);
    rf_known_register(&run->known, folder, meeting)->is_ahead = true;
    if (run->only_path) { /* else it is compiled in its turn */
        take_texts(run, meeting, &run->survey_arena);
        rf_run_keep_closed(run, meeting, (size_t)(folder - run->known.folders),
                           &run->survey_arena);
        rf_shown_note(run, meeting);
        model.known = &quiet;
        publish(run, &model, folder, meeting);
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
void rf_run_survey(void *owner, struct rf_folder *folder)
{
    struct referat *run = owner;
    if (rf_run_take_back_ahead(run, folder)) {
        return;
    }
    if (run->joined) {
        folder->state = RF_FOLDER_NONE;
        return;
    }
    struct rf_diags silent;
    bool has_broken_seal;
    struct referat_meeting *meeting =
        load_silently(run, folder->path, &run->survey_arena, &silent, &has_broken_seal);
    folder->state = RF_FOLDER_NONE;
    if (meeting) {
        survey_meeting(run, folder, meeting, &silent);
    } else if (silent.unread_count) {
        register_unread(run, folder, has_broken_seal);
    }
    rf_run_note_ahead(run, folder);
    rf_arena_reset(&run->survey_arena);
}

void rf_run_skip_below(struct referat *run, size_t at, const char **own_folders)
{
    struct rf_known_series *known = &run->known;
    if (!*known->folders[at].path) {
        return; /* the series' own folder: those below it are no meeting's */
    }
    const struct rf_folder *above = &known->folders[at];
    for (size_t i = above->walk + 1;
         i < known->folder_count &&
         rf_path_is_within(known->by_walk[i]->path, above->path);
         i++) {
        struct rf_folder *folder = known->by_walk[i];
        folder->is_own = false;
        for (const char **own = own_folders; own && *own; own++) {
            folder->is_own = folder->is_own || strcmp(*own, folder->path) == 0;
        }
        if (!folder->is_own) {
            folder->state = RF_FOLDER_NONE;
        }
    }
}

void rf_run_leave_out(struct referat *run, size_t at)
{
    struct rf_folder *folder = &run->known.folders[at];
    folder->is_left_out = true;
    if (!folder->meeting || !folder->meeting->is_complete) {
        register_unread(run, folder, false);
    }
    rf_run_skip_below(run, at, NULL); /* nobody knows which of them it names */
}

bool rf_run_is_wanted(const struct referat *run, const struct rf_folder *folder)
{
    if (folder->state == RF_FOLDER_NONE || folder->is_left_out) {
        return false;
    }
    return !run->only_path || rf_path_is_within(run->only_path, folder->path);
}

static bool has_references(const struct rf_record_meeting *row)
{
    const struct rf_record_item *item = row->items;
    while (item && !item->ties) {
        item = item->next;
    }
    return item != NULL;
}

/* What a survey leaves aside, which asks for no other meeting: references that lead to
 * none, and what a public edition may print of those that lead to one. */
static void survey_references(struct referat *run, struct rf_folder *folder)
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
            rf_record_silence(&run->known.record, row);
        }
        rf_known_register(&run->known, folder, meeting);
        find_closed(run, meeting, &answers, &arena);
        remove_published(run, folder);
        publish(run, &model, folder, meeting);
    }
    rf_arena_clear(&arena);
}

/* Of a single meeting's series, what its follow-up prints. */
static void survey_earlier(struct referat *run, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        struct rf_folder *folder = &run->known.folders[i];
        if (folder->state == RF_FOLDER_MEETING && has_references(folder->meeting)) {
            run->known.current = i;
            survey_references(run, folder);
        }
    }
    run->known.current = at;
}

void rf_run_settle_earlier(struct referat *run, size_t at)
{
    const struct rf_record_meeting itself = rf_known_when(&run->known, at);
    if (run->others.from) { /* the series that refers to it takes its meetings in */
        return;
    }
    if (run->only_path) { /* the series is known as when all of it is compiled */
        rf_known_survey(&run->known, at);
    }
    if (run->only_path && run->series.follow_up) {
        survey_earlier(run, at);
    }
    rf_record_advance(&run->known.record, at, &itself);
    rf_record_advance(&run->public_record, at, &itself);
}

/* The pages of other meetings lie beside this one's where the whole series is built, or a
 * part of it into the same folder. */
static const char *series_root(struct referat *run, struct rf_arena *arena,
                               const char *folder)
{
    if (run->only_path && !run->plan.links_meetings) {
        return NULL;
    }
    struct rf_buf root = {0};
    for (const char *p = folder; *p; p = strchr(p, '/') ? strchr(p, '/') + 1 : "") {
        rf_buf_puts(&root, "../");
    }
    const char *kept = rf_arena_copy(arena, root.p ? root.p : "", root.n);
    rf_buf_clear(&root);
    return kept;
}

/* ---- A folder ---- */

/* Before the part that is compiled: nothing is printed of it, nor said. */
static bool is_passed(const struct referat *run, size_t at)
{
    return at < run->part.first;
}

void rf_run_load(struct referat *run, struct rf_slot *slot, size_t at)
{
    const char *folder = run->known.folders[at].path;
    rf_arena_reset(&slot->arena);
    rf_buf_reset(&slot->seen.entries);
    rf_buf_reset(&slot->kept);
    rf_run_prepare(run, &slot->diags, &slot->arena);
    struct rf_loader loader = rf_run_loader(run, &slot->arena, &slot->diags);
    loader.seen = run->plan.notes_files ? &slot->seen : NULL;
    loader.listing = run->known.folders[at].listing;
    loader.unlisted = run->known.folders[at].reason;
    loader.checks_seals = true; /* a broken one tells nothing */
    loader.keeps_sums = run->plan.sums_of && strcmp(run->plan.sums_of, folder) == 0;
    if (is_passed(run, at)) {
        loader.for_references = true;
        loader.wants_hashes = false;
        loader.seen = NULL;
    }
    slot->own_folders = NULL;
    slot->meeting = rf_load_meeting(&loader, folder, &slot->own_folders);
    slot->has_broken_seal = loader.has_broken_seal;
}

/* Builds what was loaded, with the meetings before it known. */
static struct referat_meeting *build_folder(struct referat *run, struct rf_slot *slot,
                                            size_t at)
{
    struct rf_folder *folder = &run->known.folders[at];
    struct referat_meeting *meeting = slot->meeting;
    rf_run_begin_unit(run, &slot->diags);
    bool is_unread = run->diags->unread_count > 0;
    if (is_unread) { /* nobody knows which of them it names */
        slot->own_folders = NULL;
    }
    if (meeting || is_unread) {
        rf_run_skip_below(run, at, slot->own_folders);
    }
    if (!meeting) {
        folder->state = RF_FOLDER_NONE;
        run->row = is_unread ? register_unread(run, folder, slot->has_broken_seal) : NULL;
        return NULL;
    }
    rf_known_open(&run->known, folder, meeting);
    meeting->series_root = series_root(run, &slot->arena, folder->path);
    run->known.current = at;
    struct rf_known answers = run->plan.keeps_units ? rf_asked_answers(&run->asking)
                                                    : rf_known_answers(&run->known);
    struct rf_model model = rf_run_model(run, &slot->arena, run->diags, &answers);
    rf_run_settle_earlier(run, at);
    rf_model_build(&model, meeting);
    run->loaded = meeting;
    find_closed(run, meeting, &answers, &slot->arena);
    rf_check_meeting(meeting, run->diags, &slot->arena);
    rf_check_in_series(meeting, &answers, run->diags, &slot->arena); /* it asks */
    rf_shown_report(run, meeting, &answers);
    if (is_unread) {
        rf_diags_drop(run->diags, RF_JUDGES);
    } else if (run->diags->unread_count) { /* a name that fits nothing */
        slot->own_folders = NULL;
        rf_run_skip_below(run, at, NULL);
    }
    meeting->is_unread =
        run->diags->unread_count > 0 || run->series_faults & REFERAT_FAULT_UNREAD;
    rf_edition_report_guests(meeting, run->diags, &slot->arena);
    take_texts(run, meeting, &slot->arena);
    run->row = rf_known_register(&run->known, folder, meeting);
    if (is_passed(run, at)) {
        return meeting;
    }
    rf_run_keep_closed(run, meeting, at, &slot->arena);
    run->public_row = publish(run, &model, folder, meeting);
    if (meeting->date.year) { /* else nothing is earlier */
        if (run->plan.keeps_units) {
            rf_asked_follow_ups(&run->asked, rf_run_printed(run));
        }
        rf_follow_up(rf_run_printed(run), meeting, &slot->arena);
    }
    if (rf_run_is_public(run)) {
        rf_edition_prune_follow_ups(&model, meeting);
    }
    return !rf_run_is_public(run) || run->public_row ? meeting : NULL;
}

const struct rf_unit *rf_run_build(struct referat *run, struct rf_slot *slot, size_t at)
{
    run->slot = slot;
    struct referat_meeting *meeting = build_folder(run, slot, at);
    if (meeting || slot->diags.count) {
        return rf_run_end_unit(run, REFERAT_UNIT_MEETING, meeting);
    }
    rf_buf_add(&run->seen[RF_SEEN_OTHERS].entries, slot->seen.entries.p,
               slot->seen.entries.n);
    return NULL;
}

static const struct rf_unit *pass(struct referat *run, size_t at)
{
    run->unit = (struct rf_unit){
        .result = {.kind = REFERAT_UNIT_MEETING,
                   .series = &run->series,
                   .folder = run->known.folders[at].path},
        .origin = RF_SKIPPED,
    };
    return &run->unit;
}

const struct rf_unit *rf_run_meeting(struct referat *run)
{
    struct rf_slot *slot = &run->slots[0];
    size_t end = run->part.count ? run->part.end : run->known.folder_count;
    run->slot = slot;
    while (run->next_folder < end) {
        size_t at = run->next_folder++;
        if (!rf_run_is_wanted(run, &run->known.folders[at])) {
            continue;
        }
        if (rf_run_take_back(run, at)) {
            return &run->unit;
        }
        rf_run_load(run, slot, at);
        if (is_passed(run, at)) {
            build_folder(run, slot, at);
            return pass(run, at);
        }
        const struct rf_unit *unit = rf_run_build(run, slot, at);
        if (unit) {
            return unit;
        }
    }
    return NULL;
}

/* ---- A document that stands in no file ---- */

const struct rf_unit *rf_run_lone(struct referat *run)
{
    struct rf_slot *slot = &run->slots[0];
    run->step = RF_STEP_END;
    rf_run_prepare(run, &slot->diags, &slot->arena);
    rf_run_begin_unit(run, &slot->diags);
    struct rf_loader loader = rf_run_loader(run, &slot->arena, &slot->diags);
    bool is_markdown = run->lone_bytes < 4 || rf_starts_with(run->lone_text, "---");
    struct rf_loaded_file *file = rf_document_adopt(
        &loader, is_markdown ? "stdin.md" : "stdin.yaml",
        rf_source_make(&slot->arena, "<stdin>", run->lone_text, run->lone_bytes));
    struct referat_meeting *meeting = rf_load_lone(&loader, file);
    struct rf_model model = rf_run_model(run, &slot->arena, &slot->diags, NULL);
    rf_model_build(&model, meeting);
    rf_check_meeting(meeting, &slot->diags, &slot->arena);
    return rf_run_end_unit(run, REFERAT_UNIT_MEETING, meeting);
}
