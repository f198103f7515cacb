/* A meeting from its folder: the agenda, what it names, the minutes, and what nothing
 * names (load). */
#include "load/meeting.h"

#include <errno.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "fs/beneath.h"
#include "load/document_heads.h"
#include "load/file_facts.h"
#include "load/near_path.h"
#include "load/no_document.h"
#include "load/personal.h"
#include "load/seal.h"
#include "parse/marked_folders.h"

/* ---- What the meeting takes from its agenda and its series ---- */

static struct referat_text first_given(const struct referat_text *a,
                                       const struct referat_text *b)
{
    return a->given != REFERAT_ABSENT ? *a : *b;
}

static struct referat_persons first_persons(const struct referat_persons *a,
                                            const struct referat_persons *b)
{
    return a->span.source ? *a : *b;
}

static void set_title(struct rf_loader *loader, struct referat_meeting *m)
{
    struct rf_buf title = {0};
    rf_lang_meeting_title(loader->lang, m->body.plain, &m->date, &title);
    m->title = rf_text_of(loader, title.n ? rf_buf_string(&title) : m->id,
                          (struct referat_span){0});
    rf_buf_clear(&title);
}

/* Without an agenda the minutes alone know when the meeting was; what was decided in
 * writing had none. */
static void take_minutes_time(struct referat_meeting *m)
{
    if (referat_meeting_is_written(m)) {
        m->time = (struct referat_time_range){-1, -1, {0}};
        return;
    }
    if (!m->agenda && m->minutes && m->minutes->started.start_min >= 0) {
        m->time = m->minutes->started;
        m->time.end_min = m->minutes->ended.start_min;
    }
}

/* A nested agenda takes language, units and labels from the series, and nothing else
 * (format.md section 8). */
static void take_facts(struct rf_loader *loader, struct referat_meeting *m,
                       bool is_nested)
{
    static const struct referat_agenda nothing = {.time = {-1, -1, {0}}};
    const struct referat_agenda *a = m->agenda ? m->agenda : &nothing;
    const struct referat_series *s = loader->series;
    m->date = rf_when_day(a->document.date, m->id,
                          m->minutes ? m->minutes->document.date : nothing.document.date);
    m->time = a->time.start_min < 0 && !is_nested ? s->time : a->time;
    take_minutes_time(m);
    m->body = is_nested ? a->body : first_given(&a->body, &s->body);
    m->organisation =
        is_nested ? a->organisation : first_given(&a->organisation, &s->organisation);
    m->place = is_nested ? a->place : first_given(&a->place, &s->place);
    if (referat_meeting_is_written(m)) {
        m->place = (struct referat_text){.plain = ""};
    }
    m->chair = is_nested ? a->chair : first_persons(&a->chair, &s->chair);
    m->secretary = is_nested ? a->secretary : first_persons(&a->secretary, &s->secretary);
    m->participants =
        is_nested ? a->participants : first_persons(&a->participants, &s->participants);
    struct referat_text *texts[] = {&m->body, &m->organisation, &m->place};
    for (size_t i = 0; i < 3; i++) {
        texts[i]->plain = texts[i]->plain ? texts[i]->plain : "";
    }
    if (m->agenda && m->agenda->document.title.given == REFERAT_GIVEN) {
        m->title = m->agenda->document.title;
    } else if (!m->agenda && m->minutes &&
               m->minutes->document.title.given == REFERAT_GIVEN) {
        m->title = m->minutes->document.title;
    } else {
        set_title(loader, m);
    }
}

static struct referat_meeting *make_meeting(struct rf_loader *loader, const char *folder)
{
    struct referat_meeting *m = RF_ARENA_NEW(loader->arena, struct referat_meeting);
    m->series = loader->series;
    m->folder = folder;
    m->id = *folder ? rf_path_name(folder) : rf_path_name(loader->series->path);
    m->anchor_prefix = "";
    return m;
}

static void take_agenda(struct rf_loader *loader, struct referat_meeting *m,
                        struct rf_loaded_file *file)
{
    int depth = loader->nesting++;
    loader->open_agendas[depth] = file->path;
    m->agenda = rf_load_agenda(loader, file);
    rf_load_enclosures(loader, m->agenda);
    m->items = m->agenda->items;
    m->item_count = m->agenda->item_count;
    loader->nesting--;
}

struct referat_meeting *rf_load_nested_meeting(struct rf_loader *loader,
                                               struct rf_loaded_file *file)
{
    struct referat_meeting *m =
        make_meeting(loader, rf_path_folder(loader->arena, file->path));
    take_agenda(loader, m, file);
    m->is_agenda_unread = m->agenda->document.has_errors;
    take_facts(loader, m, true);
    return m;
}

/* ---- The folder ---- */

struct scan {
    struct rf_loaded_file *agenda, *minutes, *corrections;
    bool has_unopened;            /* a document cannot be opened */
    const char *folder_called_so; /* as a document is; NULL: none */
};

static bool is_kind(const struct rf_loaded_file *file, const char *kind)
{
    return strcmp(file->kind, kind) == 0;
}

/* Two agendas or minutes in one folder: the one whose name says so, else the first by
 * name; the other is told (two-documents), unless an annex list names it. */
static void prefer(struct rf_loaded_file **chosen, struct rf_loaded_file *file,
                   const char *word)
{
    if (!*chosen || (rf_starts_with(rf_path_name(file->path), word) &&
                     !rf_starts_with(rf_path_name((*chosen)->path), word))) {
        *chosen = file;
    }
}

/* A listed file that is not there. Without a word its meeting would do without it. */
static void report_dead_link(struct rf_loader *loader, const char *path)
{
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_UNREADABLE_FILE, (struct referat_span){0},
                       "'%s' is a link to a file that is not there", path);
    rf_diag_hint(loader->diags, d, "put the file there, or remove the link");
    if (d) {
        d->file = rf_arena_join(loader->arena, loader->root_name, path, NULL);
    }
}

static struct scan scan_folder(struct rf_loader *loader, const char *folder,
                               const struct rf_entry *entries, size_t count)
{
    struct scan scan = {0};
    for (size_t i = 0; i < count; i++) {
        if (!rf_path_is_document(entries[i].name) ||
            strcmp(entries[i].name, "referat.yaml") == 0 ||
            strcmp(entries[i].name, RF_SEAL_NAME) == 0) {
            continue;
        }
        const char *path = rf_path_join(loader->arena, folder, entries[i].name);
        if (entries[i].is_folder) {
            scan.folder_called_so = path;
            continue;
        }
        struct rf_loaded_file *file =
            rf_document_open(loader, path, (struct referat_span){0});
        if (!file) {
            report_dead_link(loader, path);
            scan.has_unopened = true;
            continue;
        }
        if (is_kind(file, "agenda")) {
            prefer(&scan.agenda, file, "agenda");
        } else if (is_kind(file, "minutes")) {
            prefer(&scan.minutes, file, "minutes");
        } else if (is_kind(file, "corrections")) {
            prefer(&scan.corrections, file, "corrections");
        } else if (file->has_errors) {
            scan.has_unopened = true;
        }
    }
    return scan;
}

/* A meeting has one agenda and one minutes document: a second one, which nothing names,
 * is a copy, and nobody knows which of them is meant. */
static bool report_second(struct rf_loader *loader, const struct rf_loaded_file *file,
                          const struct rf_loaded_file *chosen)
{
    if (!chosen || strcmp(chosen->kind, file->kind) != 0) {
        return false;
    }
    const char *name = rf_path_name(file->path), *other = rf_path_name(chosen->path);
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_TWO_DOCUMENTS, rf_span(file->source, 0, 0),
                       "the meeting has two documents of kind: %s, '%s' and '%s'",
                       file->kind, other, name);
    rf_diag_related(loader->diags, d, rf_span(chosen->source, 0, 0), "the other one");
    rf_diag_hint(loader->diags, d,
                 "keep the one that is meant, and move the other out of the folder");
    return true;
}

/* Documents of the meeting's folder that nothing names. */
static void report_unused(struct rf_loader *loader, const char *folder,
                          const struct scan *scan)
{
    for (struct rf_loaded_file *file = loader->files; file; file = file->next) {
        if (file->is_named || !file->source ||
            strcmp(rf_path_folder(loader->arena, file->path), folder) != 0) {
            continue;
        }
        bool is_meetings = strcmp(folder, loader->meeting_folder) == 0;
        if (is_meetings &&
            rf_no_document_report(loader, file, (struct referat_span){0})) {
            continue;
        }
        if (file->split.has_yaml && !rf_kind_is_known(file->kind)) {
            rf_kind_report_unknown(loader, file);
            continue;
        }
        if (is_meetings && (report_second(loader, file, scan->agenda) ||
                            report_second(loader, file, scan->minutes))) {
            continue;
        }
        if (rf_path_was_meant(loader, file->path)) {
            continue;
        }
        struct referat_diagnostic *d = rf_diag_report(
            loader->diags, RF_CODE_UNUSED_DOCUMENT, rf_span(file->source, 0, 0),
            "nothing names the document '%s'", rf_path_name(file->path));
        rf_diag_hint(loader->diags, d,
                     "name it under recommendation or annexes of an item, or move it out "
                     "of the meeting's folder");
    }
}

/* ---- Sub-folders ---- */

struct folders {
    const char **list;
    size_t count, capacity;
};

static void add_folder(struct rf_loader *loader, struct folders *folders,
                       const char *folder)
{
    if (folders->count + 1 >= folders->capacity) {
        const char **old = folders->list;
        folders->capacity = folders->capacity ? 2 * folders->capacity : 16;
        folders->list =
            RF_ARENA_NEW_ARRAY(loader->arena, folders->capacity, const char *);
        if (folders->count) {
            memcpy(folders->list, old, folders->count * sizeof *old);
        }
    }
    folders->list[folders->count++] = folder;
    folders->list[folders->count] = NULL;
}

/* An agenda that would be a meeting of its own, were it not for a file that is named and
 * not there: that may be this one, and closed. */
static void report_unclear(struct rf_loader *loader, const struct rf_loaded_file *file)
{
    struct referat_diagnostic *d = rf_diag_report(
        loader->diags, RF_CODE_UNUSED_DOCUMENT, rf_span(file->source, 0, 0),
        "nothing names '%s', and a file that is named is missing: as long as that is so "
        "it is no meeting of its own",
        file->path);
    rf_diag_hint(loader->diags, d,
                 "correct the path that leads to no file, or name this one");
}

static void search_below(struct rf_loader *loader, const char *folder,
                         const struct rf_entry *entries, size_t count, int depth,
                         struct folders *own)
{
    for (size_t i = 0; depth < RF_LIMIT_FOLDER_DEPTH && i < count; i++) {
        if (!entries[i].is_folder) {
            continue;
        }
        const char *below = rf_path_join(loader->arena, folder, entries[i].name);
        size_t below_count = 0;
        struct rf_entry *inside =
            rf_seen_list(loader->seen, loader->arena, loader->root, below, &below_count);
        if (!inside || rf_mark_in_list(inside, below_count)) {
            continue;
        }
        struct scan scan = scan_folder(loader, below, inside, below_count);
        bool is_own = (scan.agenda && !scan.agenda->is_named) ||
                      (scan.minutes && !scan.minutes->is_named);
        if (is_own && loader->has_missing) {
            report_unclear(loader, scan.agenda ? scan.agenda : scan.minutes);
        } else if (is_own) {
            add_folder(loader, own, below);
        } else {
            report_unused(loader, below, &scan);
            rf_load_lost_seal(loader, below, inside, below_count);
            search_below(loader, below, inside, below_count, depth + 1, own);
        }
    }
}

/* True in a folder that is a meeting of its own, or below one. */
static bool is_elsewhere(const struct rf_loader *loader, const struct folders *own,
                         const char *path)
{
    const char *folder = rf_path_folder(loader->arena, path);
    for (size_t i = 0; i < own->count; i++) {
        if (rf_path_is_within(folder, own->list[i])) {
            return true;
        }
    }
    return false;
}

/* Of each agenda and minutes among the annexes, whether a meeting below has it. */
static void note_elsewhere(const struct rf_loader *loader, const struct folders *own)
{
    for (const struct rf_enclosure *e = loader->enclosures; e; e = e->next) {
        e->annex->is_elsewhere = is_elsewhere(loader, own, e->annex->path);
    }
}

/* ---- Personal numbers ---- */

static void check_personal(struct rf_loader *loader, const struct folders *own,
                           struct referat_date date)
{
    if (loader->for_references) {
        return;
    }
    for (struct rf_loaded_file *file = loader->files; file; file = file->next) {
        /* others are looked through with their own meeting */
        if (file->is_named || !own->count || !is_elsewhere(loader, own, file->path)) {
            rf_personal_check(loader, file, date);
        }
    }
    rf_personal_report_unread(loader);
}

/* ---- The meeting ---- */

/* Corrections as a document, and as a field of the minutes beside it. */
static void report_both_corrections(struct rf_loader *loader,
                                    const struct referat_meeting *m,
                                    const struct rf_loaded_file *file)
{
    const struct referat_prose *field = &m->minutes->corrections;
    if (field->given != REFERAT_GIVEN || !file->source) {
        return;
    }
    struct referat_diagnostic *d = rf_diag_report(
        loader->diags, RF_CODE_DUPLICATE_FIELD, field->span,
        "the minutes' corrections are given twice, here and in '%s'", file->path);
    rf_diag_related(loader->diags, d, rf_span(file->source, 0, 0), "the other ones");
    rf_diag_hint(loader->diags, d,
                 "keep the document of kind: corrections: its entries have a day each");
}

/* A document of unknown kind may be the agenda. */
static bool is_agenda_unread(const struct rf_loader *loader, const struct scan *scan,
                             const struct referat_meeting *m)
{
    if (m->agenda) {
        return m->agenda->document.has_errors;
    }
    const struct rf_loaded_file *file = loader->files;
    while (file && (file->is_named || rf_kind_is_known(file->kind))) {
        file = file->next;
    }
    return scan->has_unopened || scan->folder_called_so || file;
}

/* True for a file that is meant to be a meeting's, by the name of its folder or its own.
 */
static bool is_meant_for_meeting(const char *folder, const char *name)
{
    char day[RF_ISO_DATE_SIZE];
    struct referat_date date;
    const char *last = rf_path_name(folder);
    size_t n = strnlen(last, sizeof day - 1);
    memcpy(day, last, n);
    day[n] = '\0';
    return rf_date_parse(day, &date) || rf_starts_with(name, "agenda.") ||
           rf_starts_with(name, "minutes.");
}

/* What a build without a mark of its own has left in a series: pages, no sources. */
static bool holds_pages(const struct rf_entry *entries, size_t count)
{
    size_t i = 0;
    while (i < count && strcmp(entries[i].name, "pack.html") != 0 &&
           strcmp(entries[i].name, "pack.md") != 0) {
        i++;
    }
    return i < count;
}

/* A folder without agenda and minutes: of documents with a kind that is none, and of what
 * is meant for a meeting, each is a mistake; others are none of ours. */
static struct referat_meeting *no_meeting(struct rf_loader *loader, const char *folder,
                                          bool has_pages)
{
    for (struct rf_loaded_file *file = loader->files; file; file = file->next) {
        const char *name = rf_path_name(file->path);
        bool is_meant = !has_pages && is_meant_for_meeting(folder, name);
        if (strcmp(name, RF_SEAL_NAME) == 0) {
            continue;
        }
        bool is_none =
            is_meant && rf_no_document_report(loader, file, (struct referat_span){0});
        if (file->source && !is_none && file->split.has_yaml &&
            (*file->kind || is_meant) && !rf_kind_is_known(file->kind)) {
            rf_kind_report_unknown(loader, file);
        }
    }
    return NULL;
}

struct referat_meeting *rf_load_meeting(struct rf_loader *loader, const char *folder,
                                        const char ***own_folders)
{
    *own_folders = NULL;
    size_t count = 0;
    struct rf_entry *entries = rf_seen_list_again(
        loader->seen, loader->arena, loader->root, folder, loader->listing, &count);
    int reason = loader->unlisted ? loader->unlisted : entries ? 0 : errno;
    if (reason) {
        struct referat_diagnostic *d = rf_diag_report(
            loader->diags, RF_CODE_UNREADABLE_FILE, (struct referat_span){0},
            "cannot read the folder: %s", strerror(reason));
        if (d) {
            d->file = rf_arena_format(loader->arena, "%s%s", loader->root_name, folder);
        }
        return NULL;
    }
    bool is_sealed = loader->checks_seals && rf_has_seal(entries, count);
    loader->keeps_sums = loader->keeps_sums || is_sealed;
    loader->meeting_folder = folder;
    struct scan scan = scan_folder(loader, folder, entries, count);
    if (!scan.agenda && !scan.minutes) {
        rf_load_lost_seal(loader, folder, entries, count);
        return no_meeting(loader, folder, holds_pages(entries, count));
    }
    struct referat_meeting *m = make_meeting(loader, folder);
    if (scan.minutes) {
        m->minutes = rf_load_minutes(loader, scan.minutes);
    }
    if (scan.agenda) {
        take_agenda(loader, m, scan.agenda);
    }
    m->is_agenda_unread = is_agenda_unread(loader, &scan, m);
    take_facts(loader, m, false);
    rf_sums_take(loader, m);
    if (scan.corrections && m->minutes) {
        m->corrections = rf_load_corrections(loader, scan.corrections);
        report_both_corrections(loader, m, scan.corrections);
    }
    report_unused(loader, folder, &scan);
    if (scan.folder_called_so && !rf_document_find(loader, scan.folder_called_so)) {
        rf_no_document_report_folder(loader, scan.folder_called_so);
    }
    struct folders own = {0};
    if (*folder) {
        search_below(loader, folder, entries, count, 0, &own);
    }
    note_elsewhere(loader, &own);
    check_personal(loader, &own, m->date);
    if (is_sealed) {
        m->seal = rf_load_seal(loader, m);
        m->has_broken_seal = loader->has_broken_seal;
    }
    *own_folders = own.list;
    return m;
}

struct referat_meeting *rf_load_lone(struct rf_loader *loader,
                                     struct rf_loaded_file *file)
{
    struct referat_meeting *m = make_meeting(loader, "");
    if (is_kind(file, "agenda")) {
        take_agenda(loader, m, file);
    } else if (is_kind(file, "minutes")) {
        m->minutes = rf_load_minutes(loader, file);
    } else if (is_kind(file, "recommendation")) {
        rf_load_recommendation(loader, file);
    } else if (is_kind(file, "annex")) {
        rf_load_paper(loader, file);
    } else if (is_kind(file, "corrections")) {
        m->corrections = rf_load_corrections(loader, file);
    } else {
        rf_kind_report_unknown(loader, file);
    }
    take_facts(loader, m, false);
    check_personal(loader, &(struct folders){0}, m->date);
    return m;
}
