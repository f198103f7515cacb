/* A public edition on its way to the destination (build).
 *
 * It grows in a folder beside the destination's files (_begin). _finish looks for closed
 * text in every file of it, and in what an earlier run left and this one keeps; only then
 * does it move the files to their places. What an earlier run made and this one did not
 * is removed, unless it is held (_hold): it may show what was closed since. */
#include "build/publish.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/leftover_names.h"
#include "base/list.h"
#include "base/path.h"
#include "base/set.h"
#include "base/str.h"
#include "base/subprocess.h"
#include "build/differences.h"
#include "build/file_list.h"
#include "build/formats.h"
#include "build/guard.h"
#include "build/outputs.h"
#include "build/scan_outputs.h"
#include "driver/run.h"
#include "leak_scan/numbers.h"
#include "output/folders.h"
#include "output/write.h"

/* ---- Small things ---- */

/* The path of an output in the destination. */
static const char *in_place(struct rf_public *e, const char *path)
{
    return rf_arena_join(e->arena, e->options->output, "/", path, NULL);
}

/* Reports errno for a path. */
static void fail(struct rf_public *e, const char *path)
{
    rf_report_fail(e->report, e->arena, RF_EXIT_WORLD, path, strerror(errno));
}

/* The part of a path before its last slash, "" where there is none. */
static const char *folder_of(struct rf_public *e, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? rf_arena_copy(e->arena, path, (size_t)(slash - path)) : "";
}

/* Whose outputs a file belongs to. */
static const char *place_of(struct rf_public *e, const char *path)
{
    return rf_arena_copy(e->arena, path, rf_output_place_bytes(path));
}

/* ---- What the destination has ---- */

/* True for what this run builds: a whole series, or a single meeting of one; of several
 * whole series also the page of the folder that holds them. */
static bool is_built(const struct rf_public *e, const char *path)
{
    bool has_landing_page = e->target_count > 1, is_within = false;
    for (size_t i = 0; i < e->target_count; i++) {
        has_landing_page = has_landing_page && !e->targets[i].only_path;
        is_within = is_within || rf_path_is_within(path, e->targets[i].outputs);
    }
    return is_within || (has_landing_page && !strchr(path, '/'));
}

void rf_public_hold(struct rf_public *e, const char *place)
{
    rf_set_add(&e->held, place);
}

/* True for what this run does not build, and what it holds. Anything else goes where it
 * was not made anew: it is not known what is closed in an unread meeting. */
static bool is_kept(struct rf_public *e, const char *path)
{
    return rf_set_has(&e->held, place_of(e, path)) || !is_built(e, path);
}

/* An output that no list has is of a full edition: closed parts would lie beside the open
 * ones. True, and reported; also where it cannot be known. The index of a folder that is
 * no series' place does not count: other programs make such. */
static bool is_mixed(struct rf_public *e)
{
    size_t count;
    const char **there;
    if (!rf_files_below(e->arena, e->options->output, &there, &count)) {
        fail(e, e->options->output);
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        const char *folder = folder_of(e, there[i]);
        bool is_place = !*folder;
        for (size_t k = 0; k < e->target_count; k++) {
            is_place = is_place || strcmp(e->targets[k].place, folder) == 0;
        }
        bool is_of_others = !is_place && rf_starts_with(rf_path_name(there[i]), "index");
        if (is_built(e, there[i]) && rf_is_output_path(there[i]) && !is_of_others &&
            !rf_destination_owns(e->report->destination, there[i])) {
            return !rf_guard_refuse(
                e->report,
                rf_arena_join(e->arena, in_place(e, there[i]),
                              ": this was not made as a public edition, and what else "
                              "stands there is not known to be open: build into "
                              "another folder, or remove this one",
                              NULL));
        }
    }
    return false;
}

/* ---- Staging ---- */

void rf_public_sweep(struct rf_arena *arena, const char *folder)
{
    static const char beginning[] = RF_STAGING_FIRST;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        size_t n = sizeof beginning - 1;
        long pid = strncmp(entry->d_name, beginning, n) == 0
                       ? strtol(entry->d_name + n, NULL, 10)
                       : 0;
        if (pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH) {
            rf_remove_folder(rf_arena_join(arena, folder, "/", entry->d_name, NULL));
        }
    }
    if (dir) {
        closedir(dir);
    }
}

bool rf_public_begin(struct rf_public *e)
{
    /* The destination itself has room for it; --verify does not touch that. */
    const char *temporary = getenv("TMPDIR");
    const char *folder = !e->options->verify_only  ? e->options->output
                         : temporary && *temporary ? temporary
                                                   : "/tmp";
    if (is_mixed(e)) {
        return false;
    }
    e->is_new = access(e->options->output, F_OK) != 0;
    e->staging = rf_arena_format(e->arena, "%s/" RF_STAGING_FIRST "%ld.tmp", folder,
                                 (long)getpid());
    rf_public_sweep(e->arena, folder);
    if (!rf_make_folders(e->arena, e->staging) || mkdir(e->staging, 0777) != 0) {
        fail(e, e->staging);
        return false;
    }
    e->leaks = rf_leaks_new();
    e->not_scanned = RF_ARENA_NEW_ARRAY(e->arena, e->target_count, enum referat_severity);
    for (size_t i = 0; i < e->target_count; i++) {
        e->not_scanned[i] = REFERAT_SEVERITY_NOTE;
    }
    return true;
}

void rf_public_plan(struct rf_leaks *leaks, struct rf_run_plan *plan)
{
    plan->leaks = leaks;
    plan->look_into = leaks ? rf_look_for_numbers : NULL;
}

/* ---- Putting in place ---- */

/* Removes a file of an older edition, and the folders that it leaves empty; false where
 * it stays, and then it stays on the list, by which a later run removes it. */
static bool remove_old(struct rf_public *e, const char *path)
{
    struct rf_destination *d = e->report->destination;
    if (!rf_guard_allows(e->report, rf_destination_judge_old(d, path))) {
        return true;
    }
    if (unlink(in_place(e, path)) != 0 && errno != ENOENT) {
        fail(e, in_place(e, path));
        return false;
    }
    for (const char *folder = folder_of(e, path); *folder;
         folder = folder_of(e, folder)) {
        if (rmdir(in_place(e, folder)) != 0) {
            break;
        }
    }
    return true;
}

/* Makes these paths the list of files that the destination keeps. */
static void write_list(struct rf_public *e, const char *const *paths, size_t count)
{
    struct rf_destination *d = e->report->destination;
    if (!rf_destination_set_paths(d, paths, count)) {
        rf_guard_allows(e->report, RF_VERDICT_FAILED);
    }
}

/* The new files, by their names alone. */
static const struct rf_output *outputs(struct rf_public *e)
{
    struct rf_output *list =
        RF_ARENA_NEW_ARRAY(e->arena, e->file_count + 1, struct rf_output);
    for (size_t i = 0; i < e->file_count; i++) {
        list[i].path = e->files[i];
        list[i].next = i + 1 < e->file_count ? &list[i + 1] : NULL;
    }
    return e->file_count ? list : NULL;
}

/* The files that the list names afterwards: the new ones, and the old ones that are kept
 * or could not be removed. Both lists are sorted, and so is the result. */
static void list_files(struct rf_public *e, const bool *stays)
{
    const char **list =
        RF_ARENA_NEW_ARRAY(e->arena, e->file_count + e->old_count + 1, const char *);
    size_t i = 0, k = 0, count = 0;
    while (i < e->file_count || k < e->old_count) {
        int order = i == e->file_count  ? 1
                    : k == e->old_count ? -1
                                        : strcmp(e->files[i], e->old[k]);
        if (order > 0 && !stays[k] && !is_kept(e, e->old[k])) {
            k++;
            continue;
        }
        list[count++] = order > 0 ? e->old[k] : e->files[i];
        i += order <= 0;
        k += order >= 0;
    }
    write_list(e, list, count);
}

/* Writes the files of the place that the i-th one belongs to; returns the one after them.
 * A meeting's outputs change together, so each place is a set. */
static size_t write_place(struct rf_public *e, size_t i)
{
    const char *place = place_of(e, e->files[i]);
    const char *pack = rf_arena_join(e->arena, place, *place ? "/" : "",
                                     rf_page_name(REFERAT_PAGE_PACK), ".", NULL);
    RF_CHAIN(struct rf_output) outputs = {0};
    bool is_of_meeting = false; /* in every format it has a pack */
    for (; i < e->file_count && strcmp(place_of(e, e->files[i]), place) == 0; i++) {
        struct rf_output *output = RF_ARENA_NEW(e->arena, struct rf_output);
        output->path = e->files[i];
        output->copy_from = rf_arena_join(e->arena, e->staging, "/", e->files[i], NULL);
        RF_CHAIN_ADD(&outputs, output);
        is_of_meeting = is_of_meeting || rf_starts_with(output->path, pack);
    }
    enum rf_meeting_result result =
        rf_report_write_in_place(e->report, outputs.first, e->arena);
    if (is_of_meeting && e->report->summary.meetings[RF_MEETING_HELD_BACK]) {
        e->report->summary.meetings[RF_MEETING_HELD_BACK]--;
        rf_report_meeting(e->report, result);
    }
    return i;
}

/* Puts all names into the mark before the first file: it lists too many rather than too
 * few, whenever the run is killed. Then writes the files, removes what is not made any
 * more, and sets the list right. */
static void put_in_place(struct rf_public *e)
{
    bool writes = !e->options->verify_only;
    if (writes && !rf_guard_allows(e->report, rf_destination_claim(e->report->destination,
                                                                   outputs(e)))) {
        return;
    }
    for (size_t i = 0; i < e->file_count && !e->report->is_stopped;) {
        i = write_place(e, i);
        if (rf_program_interrupted()) {
            return;
        }
    }
    if (e->report->has_unwritten) {
        return;
    }
    bool *stays = RF_ARENA_NEW_ARRAY(e->arena, e->old_count + 1, bool);
    memset(stays, 0, (e->old_count + 1) * sizeof *stays);
    for (size_t k = 0; k < e->old_count; k++) {
        const char *old = e->old[k];
        if (rf_files_have(e->files, e->file_count, old) || is_kept(e, old)) {
            continue;
        }
        if (writes) {
            stays[k] = !remove_old(e, old);
        } else {
            rf_difference_say_extra(e->report, in_place(e, old));
            rf_report_raise(e->report, RF_EXIT_ERRORS);
        }
    }
    if (writes) {
        list_files(e, stays);
    }
}

/* ---- The end ---- */

/* The severity of not-scanned in the series whose place a file is below. */
static enum referat_severity severity_of(const void *owner, const char *name)
{
    const struct rf_public *e = owner;
    for (size_t i = 0; i < e->target_count; i++) {
        if (rf_path_is_within(name, e->targets[i].outputs)) {
            return e->not_scanned[i];
        }
    }
    return REFERAT_SEVERITY_NOTE;
}

/* A last look that no file was added to yet. */
static struct rf_last_look make_look(struct rf_public *e)
{
    size_t most = e->file_count + e->old_count;
    return (struct rf_last_look){
        .report = e->report,
        .leaks = e->leaks,
        .arena = e->arena,
        .paths = RF_ARENA_NEW_ARRAY(e->arena, most, const char *),
        .names = RF_ARENA_NEW_ARRAY(e->arena, most, const char *),
    };
}

/* Adds a file of the destination, where it is still there. */
static void add_old(struct rf_public *e, struct rf_last_look *look, const char *name)
{
    const char *path = in_place(e, name);
    if (access(path, F_OK) == 0) {
        look->paths[look->count] = path;
        look->names[look->count++] = name;
    }
}

/* Looks at what was made, and at what stays of what was there; true where all of it is
 * clean: what cannot be looked at is not published. */
static bool look_at_all(struct rf_public *e)
{
    struct rf_last_look look = make_look(e);
    look.severity = severity_of;
    look.owner = e;
    for (size_t i = 0; i < e->file_count; i++) {
        look.paths[i] = rf_arena_join(e->arena, e->staging, "/", e->files[i], NULL);
        look.names[i] = e->files[i];
    }
    look.count = e->file_count;
    for (size_t k = 0; k < e->old_count; k++) {
        if (is_built(e, e->old[k]) && is_kept(e, e->old[k])) {
            add_old(e, &look, e->old[k]);
        }
    }
    enum rf_last_look_end end = rf_last_look(&look);
    e->has_leak = end == RF_LAST_LOOK_LEAK;
    return end == RF_LAST_LOOK_CLEAN;
}

/* Where something cannot be looked at, the edition of an earlier run stays: but for one
 * whose pages show what was closed since. They are text, which needs no other program. */
static bool shows_closed(struct rf_public *e)
{
    struct rf_last_look look = make_look(e);
    for (size_t k = 0; k < e->old_count; k++) {
        const char *name = e->old[k];
        bool is_page = rf_ends_with(name, ".html") || rf_ends_with(name, ".md");
        if (is_page && is_built(e, name)) {
            add_old(e, &look, name);
        }
    }
    return look.count && rf_last_look(&look) == RF_LAST_LOOK_LEAK;
}

/* Publishes the edition where the last look finds it clean. What an earlier run left is
 * read anew first: others may have run meanwhile, and from here on they wait. */
static void publish(struct rf_public *e)
{
    struct rf_destination *d = e->report->destination;
    enum rf_verdict verdict = RF_VERDICT_ALLOWED;
    if (is_mixed(e)) {
        return;
    }
    if (!e->options->verify_only) {
        verdict = rf_destination_foresee(d, outputs(e));
        verdict = verdict == RF_VERDICT_ALLOWED ? rf_destination_hold(d) : verdict;
    }
    e->old = rf_destination_paths(d, &e->old_count);
    if (!rf_guard_allows(e->report, verdict)) {
        return;
    }
    bool is_clean = !e->has_leak && look_at_all(e);
    if (is_clean && !rf_program_interrupted()) {
        put_in_place(e);
    } else if (!e->options->verify_only &&
               (e->has_leak || (!rf_program_interrupted() && shows_closed(e)))) {
        /* What this run would have replaced is removed: it may hold what leaked. */
        size_t kept = 0;
        for (size_t k = 0; k < e->old_count; k++) {
            if (!is_built(e, e->old[k]) || !remove_old(e, e->old[k])) {
                e->old[kept++] = e->old[k];
            }
        }
        write_list(e, e->old, kept);
    } else if (!e->options->verify_only) {
        write_list(e, e->old, e->old_count); /* all stays as it was */
    }
}

void rf_public_finish(struct rf_public *e, bool is_whole)
{
    bool is_seen = rf_files_below(e->arena, e->staging, &e->files, &e->file_count);
    if (!is_seen) {
        fail(e, e->staging);
    }
    if (is_whole) {
        if (is_seen) {
            publish(e);
        }
        rf_destination_release(e->report->destination);
    }
    rf_remove_folder(e->staging);
    if (e->is_new) {
        (void)rmdir(e->options->output); /* where nothing was put into it */
    }
    rf_leaks_free(e->leaks);
}
