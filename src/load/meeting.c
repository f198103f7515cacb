/* A meeting from its folder (load). rf_load_meeting, at the end, is the order of the
 * steps:
 *
 *   list the folder, read every document's kind, choose agenda and minutes;
 *   load the minutes, then the agenda with what it names (enclose.c);
 *   take from agenda, minutes and series what the meeting itself says;
 *   report what nothing names, here and in sub-folders, some of which are meetings;
 *   look everything through for personal numbers, and compare the seal. */
#include "load/meeting.h"

#include <errno.h>
#include <string.h>

#include "base/beneath.h"
#include "base/date.h"
#include "base/list.h"
#include "base/str.h"
#include "load/document_heads.h"
#include "load/file_facts.h"
#include "load/near_path.h"
#include "load/no_document.h"
#include "load/personal.h"
#include "load/seal.h"

/* ---- What the meeting takes from its agenda and its series ---- */

/* A value that is given as `none` counts as given: the meeting has no place, whatever the
 * series says. */
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

/* Sets what the meeting says of itself: the agenda's value, else the series'. A nested
 * agenda takes language, units and labels from the series, and nothing else (format.md
 * section 8). What was decided in writing has no time and no place. */
static void take_facts(struct rf_loader *loader, struct referat_meeting *m,
                       bool is_nested)
{
    static const struct referat_agenda nothing = {.time = {-1, -1, {0}}};
    const struct referat_agenda *a = m->agenda ? m->agenda : &nothing;
    const struct referat_document *minutes = m->minutes ? &m->minutes->document : NULL;
    const struct referat_series *s = loader->series;
    m->date = rf_when_day(a->document.date, m->id,
                          minutes ? minutes->date : nothing.document.date);
    m->time = a->time.start_min < 0 && !is_nested ? s->time : a->time;
    m->body = is_nested ? a->body : first_given(&a->body, &s->body);
    m->organisation =
        is_nested ? a->organisation : first_given(&a->organisation, &s->organisation);
    m->place = is_nested ? a->place : first_given(&a->place, &s->place);
    if (referat_meeting_is_written(m)) {
        m->time = (struct referat_time_range){-1, -1, {0}};
        m->place = (struct referat_text){.plain = ""};
    } else if (!m->agenda && minutes && m->minutes->started.start_min >= 0) {
        m->time = m->minutes->started; /* only the minutes know it */
        m->time.end_min = m->minutes->ended.start_min;
    }
    m->chair = is_nested ? a->chair : first_persons(&a->chair, &s->chair);
    m->secretary = is_nested ? a->secretary : first_persons(&a->secretary, &s->secretary);
    m->participants =
        is_nested ? a->participants : first_persons(&a->participants, &s->participants);
    struct referat_text *texts[] = {&m->body, &m->organisation, &m->place};
    for (size_t i = 0; i < 3; i++) {
        texts[i]->plain = texts[i]->plain ? texts[i]->plain : "";
    }
    const struct referat_document *titled = m->agenda ? &m->agenda->document : minutes;
    if (titled && titled->title.given == REFERAT_GIVEN) {
        m->title = titled->title;
        return;
    }
    struct rf_buf title = {0};
    rf_lang_meeting_title(loader->lang, m->body.plain, &m->date, &title);
    m->title = rf_text_of(loader, title.n ? rf_buf_string(&title) : m->id,
                          (struct referat_span){0});
    rf_buf_clear(&title);
}

/* A meeting's id is its folder's name; that of the series' own folder is the series'
 * name. */
static struct referat_meeting *make_meeting(struct rf_loader *loader, const char *folder)
{
    struct referat_meeting *m = RF_ARENA_NEW(loader->arena, struct referat_meeting);
    m->series = loader->series;
    m->folder = folder;
    m->id = *folder ? rf_path_name(folder) : rf_path_name(loader->series->path);
    m->anchor_prefix = "";
    return m;
}

/* Loads the agenda with all that it names. nesting keeps the agendas that this one is
 * within. */
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

/* What the documents of a folder are. */
struct scan {
    struct rf_loaded_file *agenda, *minutes, *corrections; /* NULL: there is none */
    bool has_unopened;            /* a document cannot be opened */
    const char *folder_called_so; /* a folder with a document's name; NULL: none */
};

/* True where the file says that kind. */
static bool is_kind(const struct rf_loaded_file *file, const char *kind)
{
    return strcmp(file->kind, kind) == 0;
}

/* Of two agendas or minutes in one folder, chooses the one whose name says so, else the
 * first by name. The other one is reported later (two-documents), unless an annex list
 * names it.
 */
static void prefer(struct rf_loaded_file **chosen, struct rf_loaded_file *file,
                   const char *word)
{
    if (!*chosen || (rf_starts_with(rf_path_name(file->path), word) &&
                     !rf_starts_with(rf_path_name((*chosen)->path), word))) {
        *chosen = file;
    }
}

/* Opens every document of a folder, which tells their kinds. referat.yaml and the seal
 * are read elsewhere. */
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
        if (!file) { /* listed, and not there: the meeting would be built without it */
            struct referat_diagnostic *d = rf_diag_report(
                loader->diags, RF_CODE_UNREADABLE_FILE, (struct referat_span){0},
                "'%s' is a link to a file that is not there", path);
            rf_diag_hint(loader->diags, d, "put the file there, or remove the link");
            if (d) {
                d->file = rf_arena_join(loader->arena, loader->root_name, path, NULL);
            }
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

/* Reports a second agenda or minutes that nothing names (format.md section 1): a copy, of
 * which nothing says whether it is the one that is meant. */
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

/* Reports each document of a folder that nothing names, by the first reason that applies:
 * it is none, its kind is unknown, it is a second agenda or minutes. A document that
 * another message suggests as the one that is meant is not reported. */
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

/* Folders with meetings of their own. */
struct folders {
    const char **list; /* NULL at the end */
    size_t count, capacity;
};

/* Appends a folder; the list always ends with NULL. */
static void add_folder(struct rf_loader *loader, struct folders *folders,
                       const char *folder)
{
    RF_LIST_ADD(loader->arena, folders, folder);
    RF_LIST_END(loader->arena, folders);
}

/* Searches the sub-folders of a meeting. An agenda or minutes that nothing names is a
 * meeting of its own, given back in own. But where a file that is named is missing, this
 * one may be it, with a wrong path, and it may be closed: then it is only reported. */
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
        struct rf_entry *inside = rf_file_facts_list(loader->facts, loader->arena,
                                                     loader->root, below, &below_count);
        if (!inside || rf_mark_in_list(inside, below_count)) {
            continue;
        }
        struct scan scan = scan_folder(loader, below, inside, below_count);
        bool is_own = (scan.agenda && !scan.agenda->is_named) ||
                      (scan.minutes && !scan.minutes->is_named);
        if (is_own && loader->has_missing) {
            const struct rf_loaded_file *file = scan.agenda ? scan.agenda : scan.minutes;
            struct referat_diagnostic *d = rf_diag_report(
                loader->diags, RF_CODE_UNUSED_DOCUMENT, rf_span(file->source, 0, 0),
                "nothing names '%s', and a file that is named is missing: as long as "
                "that is so it is no meeting of its own",
                file->path);
            rf_diag_hint(loader->diags, d,
                         "correct the path that leads to no file, or name this one");
        } else if (is_own) {
            add_folder(loader, own, below);
        } else {
            report_unused(loader, below, &scan);
            /* A sealed folder whose agenda and minutes are gone. */
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

/* Says of each agenda and minutes among the annexes whether a meeting of its own has it.
 */
static void note_elsewhere(const struct rf_loader *loader, const struct folders *own)
{
    for (const struct rf_enclosure *e = loader->enclosures; e; e = e->next) {
        e->annex->is_elsewhere = is_elsewhere(loader, own, e->annex->path);
    }
}

/* ---- Personal numbers ---- */

/* Looks through all that was opened. Documents of meetings below are looked through with
 * their own meeting, unless this one names them. */
static void check_personal(struct rf_loader *loader, const struct folders *own,
                           struct referat_date date)
{
    if (loader->for_references) {
        return;
    }
    for (struct rf_loaded_file *file = loader->files; file; file = file->next) {
        if (file->is_named || !own->count || !is_elsewhere(loader, own, file->path)) {
            rf_personal_check(loader, file, date);
        }
    }
    rf_personal_report_unread(loader);
}

/* ---- The meeting ---- */

/* Reports corrections that are given as a document and as a field of the minutes too. */
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

/* True where the agenda has errors; without one, where a document of the folder may be
 * it: one that cannot be opened, or of an unknown kind. */
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

/* A folder without agenda and minutes may hold anything. Reported are only documents with
 * a kind that is unknown, and those that are meant for a meeting and have none; not in a
 * folder of pages, which a build that left no mark of its edition has made. Returns NULL.
 */
static struct referat_meeting *no_meeting(struct rf_loader *loader, const char *folder,
                                          const struct rf_entry *entries, size_t count)
{
    bool has_pages = false;
    for (size_t i = 0; i < count; i++) {
        has_pages = has_pages || strcmp(entries[i].name, "pack.html") == 0 ||
                    strcmp(entries[i].name, "pack.md") == 0;
    }
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
    struct rf_entry *entries = rf_file_facts_list_again(
        loader->facts, loader->arena, loader->root, folder, loader->listing, &count);
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
    /* A sealed meeting needs the checksum of every file, from the first one that is
     * opened.
     */
    bool is_sealed = loader->checks_seals && rf_has_seal(entries, count);
    loader->keeps_sums = loader->keeps_sums || is_sealed;
    loader->meeting_folder = folder;
    struct scan scan = scan_folder(loader, folder, entries, count);
    if (!scan.agenda && !scan.minutes) {
        rf_load_lost_seal(loader, folder, entries, count);
        return no_meeting(loader, folder, entries, count);
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
    /* What was opened so far is what the meeting is made of. */
    rf_sums_take(loader, m);
    /* Not among the sealed files: corrections are written after the approval. */
    if (scan.corrections && m->minutes) {
        m->corrections = rf_load_corrections(loader, scan.corrections);
        report_both_corrections(loader, m, scan.corrections);
    }
    report_unused(loader, folder, &scan);
    if (scan.folder_called_so && !rf_document_find(loader, scan.folder_called_so)) {
        rf_no_document_report_folder(loader, scan.folder_called_so);
    }
    /* The series' own folder has the other meetings below it, not parts of this one. */
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
