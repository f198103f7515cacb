/* A build of what has changed since the last one into the same destination (build).
 *
 * The life of a struct rf_incremental: _begin reads the state of the last build and
 * compares it with what is there (incremental_compare.c); _plan gives the run what is as
 * it was (incremental_reuse.c); after each unit, _unit repeats it from the state or notes
 * it, and _add keeps it in the new state; _end puts that in place. Units are written in
 * the order of the series. One whose PDF is still being printed holds up those after it.
 */
#include "build/incremental.h"
#include "build/targets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/codec.h"
#include "base/path.h"
#include "build/fingerprint.h"
#include "build/landing_entry.h"
#include "build/related_series.h"
#include "output/destination.h"

/* ---- What is as it was ---- */

/* What was looked at for a unit, for the dependency file. */
static void note_sources(struct rf_incremental *inc, const struct rf_state_unit *unit)
{
    if (inc->setup.depfile) {
        rf_depfile_sources(inc->setup.depfile, inc->target->series, unit->facts.p,
                           unit->facts.n);
    }
}

/* Prints and counts a unit of the last build again: what was built then is unchanged
 * now. False: the state is damaged. */
static bool repeat(struct rf_incremental *inc, const struct rf_state_unit *unit)
{
    struct rf_summary summary = {0};
    if (!rf_summary_restore(&summary, unit->summary.p, unit->summary.n)) {
        return false;
    }
    summary.meetings[RF_MEETING_UNCHANGED] += summary.meetings[RF_MEETING_BUILT];
    summary.meetings[RF_MEETING_BUILT] = 0;
    note_sources(inc, unit);
    rf_report_repeat(inc->report, unit->said.p, unit->said.n, &summary);
    return true;
}

/* Repeats all units: nothing has changed. False: the state is damaged, though its heads
 * are not; nothing is printed then. */
static bool repeat_all(struct rf_incremental *inc, struct rf_landing_entry *entry)
{
    struct rf_state_unit unit;
    bool is_whole = true;
    for (size_t i = 0; i < inc->old.count && is_whole;
         i++) { /* read all before any is printed */
        is_whole = rf_state_read(&inc->old, &inc->old.entries[i], &unit);
    }
    for (size_t i = 0; i < inc->old.count && is_whole; i++) {
        is_whole = rf_state_read(&inc->old, &inc->old.entries[i], &unit) &&
                   repeat(inc, &unit) &&
                   (unit.kind != RF_UNIT_OVERVIEWS ||
                    rf_entry_restore(unit.kept, inc->target->place, &inc->arena, entry));
    }
    return is_whole;
}

/* ---- The beginning ---- */

/* Files are known by their contents, not by their times; those of a part may be moved
 * before they are merged. */
static bool knows_contents(const struct rf_options *options)
{
    return options->by_content || options->part_count;
}

/* From here on units are noted for a later build. */
static void begin_notes(struct rf_incremental *inc)
{
    const char *dir = inc->report->options->output, *place = inc->target->place;
    inc->message_format = rf_key_of_messages(inc->report, inc->target->series);
    inc->is_used = true;
    inc->mentions = rf_company_mentions(inc->report->company, inc->target, &inc->arena);
    inc->home = rf_path_join(&inc->arena, dir, inc->shard.count ? "" : place);
    inc->unit.outputs = (struct rf_file_facts){
        .since_ns = INT64_MAX, .hashes_files = knows_contents(inc->report->options)};
}

/* The name of the file in which a part leaves its units. */
static const char *shard_file(struct rf_incremental *inc)
{
    return rf_shard_name(&inc->arena, &inc->shard);
}

/* Begins a part of a series. Its file is emptied first: whatever an earlier run has left
 * is void from here on, also where this run is killed. */
static void begin_part(struct rf_incremental *inc)
{
    const struct rf_incremental_setup *setup = &inc->setup;
    struct rf_report *report = inc->report;
    inc->shard = rf_shard_of(report, inc->target, setup->formats, setup->engine,
                             setup->has_landing_page);
    begin_notes(inc);
    const struct rf_output output = {.path = shard_file(inc), .bytes = ""};
    if (!rf_key_of_program(&inc->key)) {
        rf_report_failure(report, RF_EXIT_WORLD,
                          "cannot read the referat executable, so the parts could not be "
                          "tied to this version");
        report->is_stopped = true;
    } else if (!rf_report_write(report, &output, NULL, &inc->arena)) {
        report->is_stopped = true;
    }
}

/* Reads the state only where the destination is marked as ours: in any other folder
 * nothing was made by a build, whatever a cache says. */
bool rf_incremental_begin(struct rf_incremental *inc,
                          const struct rf_incremental_setup *setup,
                          struct rf_landing_entry *entry)
{
    struct rf_report *report = setup->report;
    *inc = (struct rf_incremental){.setup = *setup,
                                   .report = report,
                                   .target = setup->target,
                                   .new_file = {.fd = -1, .lock_fd = -1},
                                   .old.fd = -1,
                                   .fresh.log.fd = -1,
                                   .root = -1};
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    inc->since_ns = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
    if (!inc->target->series || inc->target->only_path || report->staging ||
        report->rehearses || report->options->verify_only) {
        return false; /* a single meeting, or what is not written to its place */
    }
    if (report->options->part_count) {
        begin_part(inc);
        return false;
    }
    if (!rf_key_of_build(report, setup->formats, setup->engine, setup->has_landing_page,
                         &inc->key)) {
        return false;
    }
    begin_notes(inc);
    const struct rf_cache *cache = &setup->cache->cache;
    if (cache->fd < 0) {
        return false;
    }
    inc->origin = rf_build_cache_origin(setup->cache, inc->target, &inc->arena);
    if (!report->destination->is_marked) {
        return false; /* nothing that stands there is ours, whatever the cache says */
    }
    rf_state_open_in(&inc->old, &inc->arena,
                     rf_cache_find(cache, &inc->arena, inc->origin), inc->origin,
                     &inc->key);
    return rf_incremental_compare(inc) && repeat_all(inc, entry);
}

/* Nothing of the last build is used: meetings can be compiled by workers. */
bool rf_incremental_is_full(const struct rf_incremental *inc)
{
    return inc->is_keeping && inc->old.fd < 0;
}

/* Opens the new state. Without a room for it the build goes on, and keeps nothing; a part
 * that cannot keep its units is of no use, and ends. */
void rf_incremental_plan(struct rf_incremental *inc, struct rf_run_plan *plan)
{
    if (!inc->is_used) {
        return;
    }
    inc->held_end = &inc->first_held;
    struct rf_build_cache *cache = inc->setup.cache;
    if (inc->shard.count && !rf_state_begin(&inc->fresh, &inc->arena, inc->home)) {
        rf_report_fail(inc->report, &inc->arena, RF_EXIT_WORLD, inc->home,
                       strerror(errno));
        inc->report->is_stopped = true;
        return;
    }
    if (!inc->shard.count) {
        if (cache->cache.fd >= 0 &&
            !rf_cache_create(&cache->cache, &inc->arena, inc->origin, &inc->new_file)) {
            rf_build_cache_say(cache, strerror(errno));
        }
        /* Without a cache, too: workers send each other what is noted of units. */
        rf_state_begin_in(&inc->fresh, inc->new_file.fd, inc->origin);
    }
    inc->is_keeping = true;
    inc->report->home = inc->home;
    inc->report->made = knows_contents(inc->report->options) ? NULL : &inc->unit.outputs;
    plan->keeps_units = true;
    plan->since_ns = inc->since_ns;
    plan->hashes_sources = inc->report->options->by_content;
    if (inc->old.fd >= 0) {
        plan->cache = rf_incremental_cache(inc);
    }
}

/* ---- Units ---- */

/* Begins the notes of a unit. */
static void reset_unit(struct rf_unit_notes *unit, enum rf_unit_kind kind,
                       const char *name)
{
    unit->kind = kind;
    unit->name = name;
    rf_buf_reset(&unit->facts);
    rf_buf_reset(&unit->kept);
    rf_buf_reset(&unit->said);
    rf_buf_reset(&unit->paths);
    rf_buf_reset(&unit->outputs.entries);
    unit->summary = (struct rf_summary){0};
    unit->has_findings = false;
    unit->pack = NULL;
}

/* Frees the notes of a unit. */
static void clear_unit(struct rf_unit_notes *unit)
{
    rf_buf_clear(&unit->facts);
    rf_buf_clear(&unit->kept);
    rf_buf_clear(&unit->said);
    rf_buf_clear(&unit->paths);
    rf_buf_clear(&unit->outputs.entries);
}

static void add_buf(struct rf_buf *to, const struct rf_buf *from)
{
    rf_buf_add(to, from->p, from->n);
}

/* Opens the destination, in which outputs are looked at. */
static void open_root(struct rf_incremental *inc)
{
    if (inc->root < 0) {
        const char *dir = inc->report->options->output;
        inc->root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
}

void rf_incremental_put(struct rf_incremental *inc, struct rf_state_unit *unit,
                        bool has_findings)
{
    if (has_findings) {
        unit->message_format = (struct rf_bytes){(const char *)inc->message_format.bytes,
                                                 sizeof inc->message_format.bytes};
    }
    note_sources(inc, unit);
    rf_state_add(&inc->fresh, unit);
}

void rf_incremental_never(struct rf_incremental *inc, const char *folder)
{
    struct rf_buf never = {0};
    rf_file_facts_never(&never);
    const struct rf_state_unit unit = {
        .kind = RF_UNIT_MEETING, .name = folder, .facts = rf_buf_bytes(&never)};
    rf_state_add(&inc->fresh, &unit);
    rf_buf_clear(&never);
}

/* Adds a unit to the new state, with its outputs as they are now; in a worker, sends it
 * to the parent. */
static void write_unit(struct rf_incremental *inc, struct rf_unit_notes *notes)
{
    struct rf_buf summary = {0};
    if (notes->pack) {
        rf_summary_add(&notes->summary, &notes->pack->summary);
        add_buf(&notes->said, &notes->pack->said);
    }
    const char *p = notes->paths.p ? notes->paths.p : "", *end = p + notes->paths.n;
    if (p < end && notes->summary.meetings[RF_MEETING_FAILED]) {
        rf_file_facts_never(&notes->facts); /* the next build tries it again */
        p = end;
    } else if (p < end) {
        open_root(inc);
    }
    const char *place = NULL;
    struct rf_arena scratch = {0};
    for (; p < end; p += strlen(p) + 1) {
        const char *folder = rf_path_folder(&scratch, p);
        if (!place || strcmp(place, folder) != 0) {
            rf_file_facts_place(&notes->outputs, inc->root, folder);
        }
        place = folder;
        rf_file_facts_written(&notes->outputs, inc->root, p);
    }
    rf_arena_clear(&scratch);
    if (inc->tell) {
        inc->tell(inc->listener, notes);
        return;
    }
    rf_summary_keep(&notes->summary, &summary);
    struct rf_state_unit unit = {
        .kind = notes->kind,
        .name = notes->name,
        .facts = rf_buf_bytes(&notes->facts),
        .outputs = rf_buf_bytes(&notes->outputs.entries),
        .summary = rf_buf_bytes(&summary),
        .kept = rf_buf_bytes(&notes->kept),
        .said = rf_buf_bytes(&notes->said),
    };
    rf_incremental_put(inc, &unit, notes->has_findings || notes->said.n);
    rf_buf_clear(&summary);
}

/* Keeps the unit at hand where it is: the next one gets other buffers. */
static void hold_unit(struct rf_incremental *inc)
{
    struct rf_unit_notes *held = RF_ARENA_NEW(&inc->arena, struct rf_unit_notes);
    *held = inc->unit;
    held->name = rf_arena_string(&inc->arena, held->name);
    *inc->held_end = held;
    inc->held_end = &held->next;
    inc->unit = (struct rf_unit_notes){.outputs = held->outputs};
    inc->unit.outputs.entries = (struct rf_buf){0};
}

/* A part of the series' own, without a summary. */
static void add_part(struct rf_incremental *inc, enum rf_unit_kind kind,
                     const struct rf_buf *facts, const struct rf_buf *paths,
                     const struct rf_landing_entry *entry)
{
    reset_unit(&inc->unit, kind, kind == RF_UNIT_OTHERS ? inc->mentions : "");
    if (facts) {
        add_buf(&inc->unit.facts, facts);
    }
    if (paths) {
        add_buf(&inc->unit.paths, paths);
        rf_entry_keep(entry, &inc->unit.kept);
    }
    if (kind == RF_UNIT_FOLDERS) {
        rf_run_put_days(inc->run, &inc->unit.kept);
    }
    if (paths && !paths->n) { /* what a killed run leaves there is to be seen */
        open_root(inc);
        rf_file_facts_place(&inc->unit.outputs, inc->root, inc->target->place);
    }
    write_unit(inc, &inc->unit);
}

/* Writes the units that waited for a pack to be printed. */
static void release_units(struct rf_incremental *inc)
{
    for (struct rf_unit_notes *unit = inc->first_held; unit; unit = unit->next) {
        write_unit(inc, unit);
        clear_unit(unit);
        if (unit->pack) {
            rf_buf_clear(&unit->pack->said);
        }
    }
    inc->first_held = NULL;
    inc->held_end = &inc->first_held;
}

/* A cached unit is kept as it stands. */
static void keep_old_unit(struct rf_incremental *inc)
{
    const struct rf_state_unit *old = &inc->old_unit;
    struct rf_unit_notes *unit = &inc->unit;
    if (!inc->first_held) {
        rf_state_add(&inc->fresh, old);
        return;
    }
    reset_unit(unit, old->kind, old->name);
    rf_buf_add(&unit->facts, old->facts.p, old->facts.n);
    rf_buf_add(&unit->outputs.entries, old->outputs.p, old->outputs.n);
    rf_buf_add(&unit->kept, old->kept.p, old->kept.n);
    rf_buf_add(&unit->said, old->said.p, old->said.n);
    rf_summary_restore(&unit->summary, old->summary.p, old->summary.n);
    unit->has_findings = old->message_format.n;
    hold_unit(inc);
}

bool rf_incremental_unit(struct rf_incremental *inc, const struct rf_unit *unit)
{
    static const enum rf_unit_kind kinds[] = {
        [REFERAT_UNIT_SETTINGS] = RF_UNIT_SETTINGS,
        [REFERAT_UNIT_MEETING] = RF_UNIT_MEETING,
        [REFERAT_UNIT_SERIES] = RF_UNIT_LAST,
    };
    const struct referat_unit_result *result = &unit->result;
    struct rf_unit_notes *notes = &inc->unit;
    struct rf_bytes kept;
    if (inc->is_used && unit->origin == RF_SKIPPED) {
        return true;
    }
    bool is_cached = inc->is_used && unit->origin == RF_FROM_CACHE &&
                     inc->cache.unit(inc, result->folder, &kept.p, &kept.n);
    if (is_cached) {
        repeat(inc, &inc->old_unit);
    }
    if (!inc->is_keeping) {
        return is_cached;
    }
    if (is_cached) {
        keep_old_unit(inc);
        return true;
    }
    reset_unit(notes, kinds[result->kind], result->folder ? result->folder : "");
    rf_summary_unit(&notes->summary, result);
    notes->has_findings = result->diagnostic_count || result->left_out_count;
    rf_buf_add(&notes->facts, unit->files.p, unit->files.n);
    rf_buf_add(&notes->kept, unit->kept.p, unit->kept.n);
    if (result->kind == REFERAT_UNIT_SETTINGS && inc->shard.count) {
        rf_shard_put(&inc->shard, inc->run, &notes->kept);
    }
    if (result->faults & REFERAT_FAULT_UNREADABLE) {
        rf_file_facts_never(&notes->facts);
    }
    return false;
}

struct rf_task_result *rf_incremental_await(struct rf_incremental *inc)
{
    if (inc->is_keeping) {
        inc->unit.pack = RF_ARENA_NEW(&inc->arena, struct rf_task_result);
    }
    return inc->is_keeping ? inc->unit.pack : NULL;
}

/* Where the writer has noted the files when it made them, their facts are known already;
 * else they are looked at when the unit is written. */
void rf_incremental_add(struct rf_incremental *inc, const struct rf_output *outputs,
                        enum rf_meeting_result result)
{
    if (!inc->is_keeping) {
        return;
    }
    add_buf(&inc->unit.said, &inc->report->text);
    bool is_noted = inc->unit.outputs.entries.n; /* when it was made */
    for (; outputs && !is_noted; outputs = outputs->next) {
        rf_put_word(&inc->unit.paths, outputs->path);
    }
    if (result != RF_MEETING_COUNT) {
        inc->unit.summary.meetings[result]++;
    }
    if (inc->first_held || inc->unit.pack) {
        hold_unit(inc);
    } else {
        write_unit(inc, &inc->unit);
    }
    if (inc->unit.kind == RF_UNIT_SETTINGS && !inc->shard.count) {
        /* before all that lies in them */
        add_part(inc, RF_UNIT_FOLDERS, rf_run_file_facts(inc->run, RF_FACTS_OF_FOLDERS),
                 NULL, NULL);
    }
}

void rf_incremental_wrote(struct rf_incremental *inc, const char *path)
{
    if (inc->is_keeping) {
        rf_put_word(&inc->overview_paths, path);
    }
}

/* ---- The end ---- */

/* A part ends with a unit that carries its exit status: without it the part was stopped.
 */
void rf_incremental_end_part(struct rf_incremental *inc)
{
    if (!inc->is_keeping) {
        return;
    }
    release_units(inc);
    reset_unit(&inc->unit, RF_UNIT_LAST, "");
    rf_buf_char(&inc->unit.kept, (char)inc->report->status);
    write_unit(inc, &inc->unit);
    const struct rf_output output = {.path = shard_file(inc),
                                     .copy_fd = inc->fresh.log.fd};
    struct rf_writer writer = {.dir = inc->report->options->output, .arena = &inc->arena};
    const char *error = NULL;
    if (!rf_state_end(&inc->fresh, &inc->key)) {
        error = rf_arena_join(&inc->arena, writer.dir, "/", output.path, ": ",
                              strerror(errno), NULL);
    } else if (rf_write_set(&writer, &output) == RF_WRITE_FAILED) {
        error = writer.error;
    }
    if (error) {
        rf_report_failure(inc->report, RF_EXIT_WORLD, error);
    }
}

void rf_incremental_end(struct rf_incremental *inc, const struct rf_landing_entry *entry)
{
    struct rf_build_cache *cache = inc->setup.cache;
    if (!inc->is_keeping) {
        return;
    }
    release_units(inc);
    if (!inc->overview_paths.n) { /* else it was done with them */
        rf_write_clear_away(&inc->arena, inc->home);
    }
    add_part(inc, RF_UNIT_OTHERS, rf_run_file_facts(inc->run, RF_FACTS_OF_OTHERS), NULL,
             NULL);
    add_part(inc, RF_UNIT_OVERVIEWS, NULL, &inc->overview_paths, entry);
    if (inc->new_file.name && rf_state_end(&inc->fresh, &inc->key) &&
        rf_cache_put(&cache->cache, &inc->arena, inc->origin, &inc->new_file)) {
        cache->has_changed = true;
    } else if (inc->new_file.name) { /* worth a note, but no failure of the build */
        rf_build_cache_say(cache, strerror(errno));
    }
    /* Outputs are never removed, but people may still read the pack of a meeting that is
     * gone. */
    const char *p = inc->gone.p ? inc->gone.p : "", *end = p + inc->gone.n, *folder;
    while (!inc->report->options->is_quiet && (folder = rf_take_word(&p, end)) != NULL) {
        rf_report_say(
            inc->report,
            "%s: the series has no such meeting any more; what was built of it is "
            "left in %s",
            folder, rf_path_join(&inc->arena, inc->home, folder));
    }
}

void rf_incremental_clear(struct rf_incremental *inc)
{
    if (inc->is_used) {
        inc->report->home = NULL;
        inc->report->made = NULL;
        if (inc->root >= 0) {
            close(inc->root);
        }
        rf_state_close(&inc->old);
        rf_state_drop(&inc->fresh);
        rf_cache_drop(&inc->setup.cache->cache, &inc->new_file);
        clear_unit(&inc->unit);
        rf_buf_clear(&inc->folders);
        rf_buf_clear(&inc->gone);
        rf_buf_clear(&inc->overview_paths);
        rf_arena_clear(&inc->arena);
    }
}
