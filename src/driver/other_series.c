/* Other series that this one refers to (driver).
 *
 * A series that is followed is joined when the settings are read, one that a path leads
 * to when it is first asked for: a run of its own compiles it to its end, its rows are
 * renamed by their path from this series, and the records are joined. */
#define _XOPEN_SOURCE 700
#include "driver/other_series.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/beneath.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/real_path.h"
#include "base/str.h"
#include "driver/internal.h"
#include "load/file_facts.h"
#include "load/find_series.h"
#include "store/others.h"
#include "store/row_codec.h"

/* ---- Where series lie ---- */

static const char *folder_above(struct rf_arena *arena, const char *real)
{
    const char *folder = rf_path_folder(arena, real);
    return *folder ? folder : "/";
}

static bool is_below(const char *real, const char *folder)
{
    return strcmp(real, folder) != 0 && rf_real_is_within(real, folder);
}

/* The path of real below folder. */
static const char *rest_below(const char *real, const char *folder)
{
    const char *rest = real + strlen(folder);
    return rest + (*rest == '/');
}

static void find_own_place(struct referat *run)
{
    struct rf_others *others = &run->others;
    if (run->is_in_memory) { /* nothing lies beside it */
        others->real = others->parent = others->base = "";
    } else if (!others->real) {
        others->real = rf_real_path(&run->series_arena, run->series.path);
        others->parent = folder_above(&run->series_arena, others->real);
        others->base = others->from ? others->from->others.base : others->parent;
    }
}

/* How messages name a series, and where it is opened. */
static const char *shown_path(struct referat *run, const char *real)
{
    const struct referat *top = run;
    while (top->others.from) {
        top = top->others.from;
    }
    const char *base = rf_real_above(&run->series_arena, top->series.path);
    const char *rest = rest_below(real, top->others.base);
    return strcmp(base, ".") == 0 ? rest : rf_path_join(&run->series_arena, base, rest);
}

/* The real path of one that leads out, seen from the series; NULL where nothing is there.
 */
static const char *real_of(struct referat *run, const char *path)
{
    struct rf_arena *arena = &run->series_arena;
    if (run->is_in_memory) {
        return NULL;
    }
    char *real = realpath(rf_arena_join(arena, run->others.real, "/", path, NULL), NULL);
    const char *kept = real ? rf_arena_string(arena, real) : NULL;
    free(real);
    return kept;
}

/* ---- Compiling one ---- */

static struct referat *open_other(struct referat *run, const char *real, bool is_followed)
{
    struct referat_options options = referat_default_options();
    const struct rf_record *printed = rf_run_printed(run);
    options.edition = run->edition;
    options.as_of = run->as_of;
    options.hides_closed = run->hides_closed;
    const struct rf_run_plan plan = {
        .is_silent = true,
        .index_columns = true, /* changes of actions are among them */
        .table_columns = printed->table_columns,
        .leaks = run->plan.leaks,
        .notes_files = run->plan.notes_files,
        .since_ns = run->plan.since_ns,
        .hashes_sources = run->plan.hashes_sources,
    };
    struct referat *other = rf_run_open(shown_path(run, real), &options, &plan);
    other->others.from = run;
    other->others.is_followed = is_followed;
    return other;
}

static struct rf_other *find_joined(const struct referat *run, const char *real)
{
    struct rf_other *other = run->others.first;
    while (other && strcmp(other->real, real) != 0) {
        other = other->next;
    }
    return other;
}

/* Adds a series to those that are joined, and its rows to the record. */
static void add(struct referat *run, const struct rf_other *what)
{
    struct rf_other **end = &run->others.first;
    struct rf_other *other = RF_ARENA_NEW(&run->series_arena, struct rf_other);
    *other = *what;
    other->next = NULL;
    while (*end) {
        end = &(*end)->next;
    }
    *end = other;
    if (other->run) {
        const struct rf_buf *closed = &other->run->others.closed;
        uint32_t n; /* what is closed there is closed here, in folders after our own */
        for (size_t at = 0; at + sizeof n <= closed->n; at += sizeof n + n) {
            memcpy(&n, closed->p + at, sizeof n);
            size_t order = run->known.folder_count + run->others.closed_count++;
            rf_quotes_take(&run->quotes, order, closed->p + at + sizeof n, n);
        }
        bool is_followed = other->run->others.is_followed;
        rf_record_join(&run->known.record, &other->run->known.record, other->prefix,
                       is_followed);
        rf_record_join(&run->public_record, &other->run->public_record, other->prefix,
                       is_followed);
    }
}

/* Compiles a series and joins it, with those that it follows in their turn. */
static struct rf_other *join(struct referat *run, const char *real, bool is_followed)
{
    struct referat *other = open_other(run, real, is_followed);
    const char *prefix = rf_arena_join(&run->series_arena, "../",
                                       rest_below(real, run->others.base), NULL);
    struct rf_buf *facts = &other->others.facts;
    for (const struct rf_unit *unit; (unit = rf_run_next(other)) != NULL;) {
        if (unit->result.kind == REFERAT_UNIT_MEETING) {
            rf_buf_add(facts, unit->files.p, unit->files.n);
        }
    }
    for (enum rf_run_file_facts what = 0; what < RF_FACTS_OF_COUNT; what++) {
        const struct rf_buf *files = rf_run_file_facts(other, what);
        rf_buf_add(facts, files->p, files->n);
    }
    rf_record_move(&other->known.record, prefix);
    rf_record_move(&other->public_record, prefix);
    if (run->plan.notes_files) {
        rf_file_facts_move(&run->facts[RF_FACTS_OF_OTHERS].entries, other->others.facts.p,
                           other->others.facts.n, prefix);
    }
    add(run, &(struct rf_other){NULL, real, prefix, other, false});
    for (struct rf_other *o = other->others.first; o && is_followed; o = o->next) {
        add(run, &(struct rf_other){NULL, o->real, o->prefix, o->run, true});
    }
    return find_joined(run, real);
}

void rf_run_close_others(struct referat *run)
{
    for (struct rf_other *other = run->others.first; other; other = other->next) {
        if (!other->is_lent) {
            referat_close(other->run);
        }
    }
    rf_buf_clear(&run->others.facts);
    rf_buf_clear(&run->others.closed);
}

/* ---- The series that is followed ---- */

static const char hint_follows[] =
    "write the path from this folder to the other series' folder, as in ../2025, or take "
    "the line out";

/* The names of the folders beside this series' own that have settings, sorted; NULL at
 * the end. */
static const char **series_beside(struct referat *run)
{
    enum { MOST = 100 };
    struct rf_arena *arena = &run->series_arena;
    const char **names = RF_ARENA_NEW_ARRAY(arena, MOST + 1, const char *);
    const char *own = rf_path_name(run->others.real), *parent = run->others.parent;
    size_t listed = 0, count = 0;
    struct stat info;
    int folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const struct rf_entry *list =
        rf_list_open(arena, rf_root_on_disk(folder), "", folder, &listed);
    for (size_t i = 0; list && i < listed && count < MOST; i++) {
        const char *settings =
            rf_arena_join(arena, parent, "/", list[i].name, "/referat.yaml", NULL);
        if (strcmp(list[i].name, own) != 0 && stat(settings, &info) == 0) {
            names[count++] = list[i].name;
        }
    }
    rf_folder_close(folder);
    return names;
}

/* Says what was probably meant by a path that leads to no series: a name in it is that
 * of a folder beside this series' own, or nearly. */
static void hint_at_path(struct referat *run, struct referat_diagnostic *d)
{
    const char **names = series_beside(run), *nearest = NULL;
    for (const char *p = run->series.follows.text; *p; p += strspn(p, "/")) {
        size_t n = strcspn(p, "/");
        const char *name = rf_arena_copy(&run->series_arena, p, n);
        for (size_t i = 0; names[i]; i++) {
            if (strcmp(names[i], name) == 0) {
                rf_diag_hint(run->diags, d, "write follows: ../%s", name);
                return;
            }
        }
        nearest = *name && *name != '.' ? rf_nearest(name, names) : nearest;
        p += n;
    }
    if (nearest) {
        rf_diag_hint(run->diags, d, "did you mean '../%s'?", nearest);
    } else {
        rf_diag_hint(run->diags, d, "%s", hint_follows);
    }
}

static struct referat_diagnostic *report_follows(struct referat *run, enum rf_code code,
                                                 const char *why)
{
    const struct referat_raw *follows = &run->series.follows;
    run->known.is_lost = true;
    return rf_diag_report(run->diags, code, follows->span, "follows: '%s' %s",
                          follows->text, why);
}

static void report(struct referat *run, enum rf_code code, const char *why)
{
    struct referat_diagnostic *d = report_follows(run, code, why);
    rf_diag_hint(run->diags, d, "%s", hint_follows);
}

/* Reports a path that leads to no series. */
static void report_path(struct referat *run, enum rf_code code, const char *why)
{
    hint_at_path(run, report_follows(run, code, why));
}

/* A merge may be far from the sources: their parts have said what is wrong with them. */
bool rf_run_lacks_sources(const struct referat *run)
{
    struct stat info;
    return run->replay && stat(run->series.path, &info) != 0;
}

void rf_run_report_lacking(struct referat *run)
{
    const struct referat_raw *follows = &run->series.follows;
    if (!rf_run_lacks_sources(run) || follows->given != REFERAT_GIVEN) {
        return;
    }
    struct referat_diagnostic *d = rf_diag_add(
        run->diags, RF_CODE_UNKNOWN_SERIES, REFERAT_SEVERITY_NOTE, follows->span,
        "the sources are not there: the tables lack what '%s' left open", follows->text);
    rf_diag_hint(run->diags, d, "merge where the sources are, to have it");
}

static void report_outside(struct referat *run)
{
    report_path(run, RF_CODE_PATH_ESCAPES,
                "leads to no series below the folder that holds this one");
}

/* True where the folder is a series; else that is reported. */
static bool is_series(struct referat *run, const char *real)
{
    struct rf_arena *arena = &run->series_arena;
    struct rf_findings found;
    enum rf_find_result result = rf_find_series(arena, real, &found);
    const struct rf_found *first = found.series_count ? &found.series[0] : NULL;
    if (result == RF_FIND_UNREADABLE) {
        report(run, RF_CODE_UNREADABLE_FILE, "cannot be read");
    } else if (result != RF_FIND_DONE || !first) {
        report(run, RF_CODE_UNKNOWN_SERIES, "is no series: no meeting lies in it");
    } else if (first->only_path) {
        report_path(run, RF_CODE_UNKNOWN_SERIES,
                    "leads into a series, and not to its folder");
    } else if (*first->place) {
        report(run, RF_CODE_UNKNOWN_SERIES, "is no series, but a folder that holds some");
    } else {
        return true;
    }
    return false;
}

/* How many series are in the chain up to this one, which is the last so far; 0 where real
 * is one of them: the chain is a circle. */
static size_t length_of_chain(struct referat *run, const char *real)
{
    size_t n = 0;
    for (const struct referat *at = run; at; at = at->others.from) {
        if (strcmp(at->others.real, real) == 0) {
            return 0;
        }
        n++;
    }
    return n;
}

static void follow(struct referat *run, const char *real)
{
    size_t length = length_of_chain(run, real);
    struct referat *first = run;
    while (first->others.from) {
        first = (struct referat *)first->others.from;
    }
    struct rf_others *top = &first->others; /* which reports what is wrong */
    if (!length) {
        top->has_circle = top->has_circle || strcmp(top->real, real) == 0;
    } else if (length >= RF_LIMIT_FOLLOWED) {
        top->is_too_long = true;
    } else if (is_series(run, real)) {
        join(run, real, true);
    }
}

/* True where a misspelt `follows` was reported. */
static bool is_misspelt(const struct rf_diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        const char *hint = diags->list[i].hint;
        if (hint &&
            strcmp(diags->list[i].name, rf_code_name(RF_CODE_UNKNOWN_FIELD)) == 0 &&
            strstr(hint, "'follows'")) {
            return true;
        }
    }
    return false;
}

void rf_run_follow(struct referat *run)
{
    struct rf_others *others = &run->others;
    const struct referat_raw *follows = &run->series.follows;
    bool is_asked = !others->from || others->is_followed;
    if (follows->given != REFERAT_GIVEN || run->lone_text || !is_asked) {
        run->known.is_lost = is_misspelt(run->diags);
        return;
    }
    if (!*follows->text) {
        run->known.is_lost = true;
        return;
    }
    find_own_place(run);
    const char *path = rf_path_outward(&run->series_arena, "", follows->text);
    const char *why = "";
    const char *inside = rf_path_resolve(&run->series_arena, "", follows->text, &why);
    const char *real = path ? real_of(run, path) : NULL;
    if ((inside && !*inside) || (real && strcmp(real, others->real) == 0)) {
        report(run, RF_CODE_UNKNOWN_SERIES, "is this series itself");
    } else if (!path) {
        report_outside(run);
    } else if (!real) {
        if (!rf_run_lacks_sources(run)) {
            report_path(run, RF_CODE_UNKNOWN_SERIES, "is not there");
        }
        run->known.is_lost = true;
    } else if (!is_below(real, others->parent) || rf_real_is_within(real, others->real)) {
        report_outside(run);
    } else {
        follow(run, real);
    }
    if (others->has_circle && !others->from) {
        report(run, RF_CODE_UNKNOWN_SERIES,
               "leads back to this series, which would follow itself");
    }
    if (others->is_too_long && !others->from) {
        report(
            run, RF_CODE_LIMIT_EXCEEDED,
            rf_arena_format(&run->series_arena,
                            "makes a chain of more than %d series, one after the other",
                            RF_LIMIT_FOLLOWED));
    }
}

/* ---- Series that a path leads to ---- */

/* The nearest folder above a meeting's with settings; else the one above it. NULL: it
 * does not lie below the parent. */
static const char *series_of(struct referat *run, const char *meeting)
{
    struct rf_arena *arena = &run->series_arena;
    const char *parent = run->others.parent;
    const char *folder = folder_above(arena, meeting), *first = folder;
    struct stat info;
    for (int i = 0; i < RF_LIMIT_FOLDER_DEPTH && is_below(folder, parent); i++) {
        if (stat(rf_arena_join(arena, folder, "/referat.yaml", NULL), &info) == 0) {
            return folder;
        }
        folder = folder_above(arena, folder);
    }
    return is_below(first, parent) ? first : NULL;
}

static const struct rf_other *other_of(struct referat *run, const char *meeting,
                                       const char *path)
{
    const char *real =
        is_below(meeting, run->others.parent) ? series_of(run, meeting) : NULL;
    if (!real || rf_real_is_within(real, run->others.real)) {
        return NULL;
    }
    const struct rf_other *other = find_joined(run, real);
    if (!other) {
        other = join(run, real, false);
        rf_run_send_other(run, path);
    }
    return other;
}

const struct rf_record_meeting *rf_run_other(void *owner, const char *path)
{
    struct referat *run = owner;
    if (run->others.from) { /* what is said in there is none of this series' matters */
        return NULL;
    }
    find_own_place(run);
    const char *real = real_of(run, path);
    if (real && is_below(real, run->others.real)) { /* and back in again */
        const struct rf_known own = rf_known_answers(&run->known);
        return own.meeting(own.data, "",
                           rf_arena_join(&run->series_arena, "./",
                                         rest_below(real, run->others.real), NULL));
    }
    const struct rf_other *other = real ? other_of(run, real, path) : NULL;
    if (!other || !other->run) {
        return NULL;
    }
    const char *folder = rest_below(real, other->real);
    return rf_record_other(&run->known.record,
                           rf_path_join(&run->series_arena, other->prefix, folder));
}

/* ---- What others say of this series ---- */

void rf_run_apply_company(struct referat *run)
{
    for (size_t i = 0; i < run->plan.company_count; i++) {
        struct referat *other = run->plan.company[i];
        find_own_place(run);
        find_own_place(other);
        const char *real = run->others.real, *parent = other->others.parent;
        if (is_below(real, parent) && strcmp(real, other->others.real) != 0) {
            const char *prefix =
                rf_arena_join(&run->series_arena, "../", rest_below(real, parent), NULL);
            rf_record_apply_series(&run->known.record, &other->known.record, prefix);
            rf_record_apply_series(&run->public_record, &other->public_record, prefix);
        }
    }
}

void rf_run_put_mentions(const struct referat *run, const char *real, struct rf_buf *out)
{
    const struct rf_other *other = find_joined(run, real);
    const struct rf_record *record = rf_run_record(run);
    struct rf_record_meeting *m = other ? record->meetings : NULL;
    for (; m; m = m->next) {
        rf_row_put(record, m, out);
    }
}
