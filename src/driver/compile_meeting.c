/* A meeting from its folder to its unit, one call a stage (driver).
 *
 * rf_run_compile is where the stages meet: read it first. Each of them works on what the
 * one before it left in struct work. A stage that is not asked for returns at once: most
 * of them where the folder holds no meeting, the last three where the meeting is skipped
 * because it is before the part of the series that is compiled (driver/partition.h). */
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "check/check.h"
#include "check/series_rules.h"
#include "driver/internal.h"
#include "driver/quoted.h"
#include "driver/shown.h"
#include "load/meeting.h"
#include "model/assemble.h"
#include "redact/redact.h"
#include "store/follow_up.h"

/* A folder on its way through the stages. */
struct work {
    struct referat *run;
    struct rf_slot *slot; /* has what is loaded of it, and its findings */
    struct rf_arena *arena;
    size_t at; /* the folder's place in the series */
    struct rf_folder *folder;
    struct referat_meeting *meeting; /* NULL: the folder holds none, or is unreadable */
    bool is_unread; /* when it was loaded: an error may hide something closed */
    bool is_skipped;
    struct rf_known answers; /* what may be asked of other meetings */
    struct rf_model model;
};

/* ---- The stages ---- */

void rf_run_load(struct referat *run, struct rf_slot *slot, size_t at)
{
    const char *folder = run->known.folders[at].path;
    bool is_skipped = at < run->part.first;
    rf_arena_reset(&slot->arena);
    rf_buf_reset(&slot->facts.entries);
    rf_buf_reset(&slot->kept);
    rf_run_prepare(run, &slot->diags, &slot->arena);
    struct rf_loader loader = rf_run_loader(run, &slot->arena, &slot->diags);
    loader.facts = run->plan.notes_files && !is_skipped ? &slot->facts : NULL;
    loader.listing = run->known.folders[at].listing;
    loader.unlisted = run->known.folders[at].reason;
    loader.checks_seals = true; /* a sealed meeting that was changed is unread */
    loader.keeps_sums = run->plan.sums_of && strcmp(run->plan.sums_of, folder) == 0;
    loader.for_references = is_skipped;
    loader.wants_hashes = loader.wants_hashes && !is_skipped;
    slot->own_folders = NULL;
    slot->meeting = rf_load_meeting(&loader, folder, &slot->own_folders);
    slot->has_broken_seal = loader.has_broken_seal;
    slot->loaded = at + 1;
}

/* Begins the unit. A worker has loaded the folder before its turn. */
static void load(struct work *w)
{
    if (w->slot->loaded != w->at + 1) {
        rf_run_load(w->run, w->slot, w->at);
    }
    w->slot->loaded = 0;
    w->run->slot = w->slot;
    w->meeting = w->slot->meeting;
    w->is_unread = w->slot->diags.unread_count > 0;
    rf_run_begin_unit(w->run, &w->slot->diags);
}

/* Folders below it are the meeting's, but for those that it names as meetings. An unread
 * meeting may have named any of them. */
static void claim_folders(struct work *w)
{
    if (w->is_unread) {
        w->slot->own_folders = NULL;
    }
    if (w->meeting || w->is_unread) {
        rf_run_skip_below(w->run, w->at, w->slot->own_folders);
    }
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

/* Numbers, links, people and the schedule; references are answered from the meetings
 * before this one, with what those have changed applied. */
static void complete(struct work *w)
{
    struct referat *run = w->run;
    if (!w->meeting) {
        return;
    }
    rf_known_open(&run->known, w->folder, w->meeting);
    w->meeting->series_root = series_root(run, w->arena, w->folder->path);
    run->known.current = w->at;
    w->answers = run->plan.keeps_units ? rf_query_log_answers(&run->query_log)
                                       : rf_known_answers(&run->known);
    w->model = rf_run_model(run, w->arena, run->diags, &w->answers);
    rf_run_apply_earlier(run, w->at);
    rf_model_build(&w->model, w->meeting);
    run->loaded = w->meeting;
    rf_run_mark_closed(run, w->meeting, &w->answers, w->arena); /* checks look at it */
}

/* The rules over the meeting, and over it and earlier ones. Now it is known whether it is
 * unread. */
static void check(struct work *w)
{
    struct rf_diags *diags = w->run->diags;
    if (!w->meeting) {
        return;
    }
    rf_check_meeting(w->meeting, diags, w->arena);
    rf_check_in_series(w->meeting, &w->answers, diags, w->arena);
    rf_shown_report(w->run, w->meeting, &w->answers);
    if (w->is_unread) {
        rf_diags_drop(diags, RF_JUDGES);
    } else if (diags->unread_count) { /* by a rule: a name that fits nothing */
        w->slot->own_folders = NULL;
        rf_run_skip_below(w->run, w->at, NULL);
    }
    w->meeting->is_unread =
        diags->unread_count > 0 || w->run->series_faults & REFERAT_FAULT_UNREAD;
    rf_edition_report_guests(w->meeting, diags, w->arena);
}

/* Its row, by which other meetings know it, as it is before anything is taken out; and
 * the texts and digests by which closed ones are found in open places. */
static void store(struct work *w)
{
    struct referat *run = w->run;
    if (w->meeting) {
        rf_run_collect_texts(run, w->meeting, w->arena);
        run->row = rf_known_register(&run->known, w->folder, w->meeting);
    } else {
        w->folder->state = RF_FOLDER_NONE;
    }
    if (!w->meeting && w->is_unread) {
        run->row = rf_run_register_unread(run, w->folder, w->slot->has_broken_seal);
    }
    if (w->meeting && !w->is_skipped) {
        rf_run_keep_closed(run, w->meeting, w->at, w->arena);
    }
}

/* The public edition: takes out what is closed, and keeps a second row. */
static void redact(struct work *w)
{
    if (w->meeting && !w->is_skipped) {
        w->run->public_row = rf_run_publish(w->run, &w->model, w->folder, w->meeting);
    }
}

/* What a database of the series has of it, from the model as it is printed. */
static void put_facts(struct work *w)
{
    if (w->run->plan.keeps_facts && !w->is_skipped) {
        rf_run_put_facts(w->run, w->meeting, w->at);
    }
    if (!w->run->messages) { /* else they are among these */
        rf_run_give_facts(w->run, w->run->meeting_facts.p, w->run->meeting_facts.n);
    }
}

/* What earlier meetings left open on its day, for its pages. */
static void follow_up(struct work *w)
{
    struct referat *run = w->run;
    if (!w->meeting || w->is_skipped) {
        return;
    }
    if (w->meeting->date.year) { /* else no meeting is earlier */
        if (run->plan.keeps_units) {
            rf_query_log_follow_ups(&run->queries, rf_run_printed(run));
        }
        rf_follow_up(rf_run_printed(run), w->meeting, w->arena);
    }
    if (rf_run_is_public(run)) {
        rf_edition_prune_follow_ups(&w->model, w->meeting);
    }
}

/* NULL where there is nothing to say of the folder. The public edition does not say that
 * some closed meetings were held. */
static const struct rf_unit *emit(struct work *w)
{
    struct referat *run = w->run;
    if (w->is_skipped) {
        run->unit = (struct rf_unit){
            .result = {.kind = REFERAT_UNIT_MEETING,
                       .series = &run->series,
                       .folder = w->folder->path},
            .origin = RF_SKIPPED,
        };
        return &run->unit;
    }
    bool is_shown = w->meeting && (!rf_run_is_public(run) || run->public_row);
    if (is_shown || w->slot->diags.count) {
        return rf_run_end_unit(run, REFERAT_UNIT_MEETING, is_shown ? w->meeting : NULL);
    }
    rf_buf_add(&run->facts[RF_FACTS_OF_OTHERS].entries, w->slot->facts.entries.p,
               w->slot->facts.entries.n);
    return NULL;
}

/* ---- The stages in their order ---- */

const struct rf_unit *rf_run_compile(struct referat *run, struct rf_slot *slot, size_t at)
{
    struct work work = {
        .run = run,
        .slot = slot,
        .arena = &slot->arena,
        .at = at,
        .folder = &run->known.folders[at],
        .is_skipped = at < run->part.first,
    };
    load(&work);
    claim_folders(&work);
    complete(&work);
    check(&work);
    store(&work);
    redact(&work);
    put_facts(&work);
    follow_up(&work);
    return emit(&work);
}

const struct rf_unit *rf_run_next_meeting(struct referat *run)
{
    size_t end = run->part.count ? run->part.end : run->known.folder_count;
    const struct rf_unit *unit = NULL;
    run->slot = &run->slots[0];
    while (!unit && run->next_folder < end) {
        size_t at = run->next_folder++;
        if (rf_run_is_wanted(run, &run->known.folders[at])) {
            unit = rf_run_reuse(run, at) ? &run->unit
                                         : rf_run_compile(run, &run->slots[0], at);
        }
    }
    return unit;
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
