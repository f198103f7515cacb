/* A meeting from its folder: the agenda, what it names, the minutes, and what nothing
 * names (load). */
#include "load/meeting.h"

#include <errno.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "load/marked.h"
#include "load/path.h"
#include "load/seen.h"
#include "load/personal.h"
#include "load/seal.h"

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

/* Without an agenda the minutes alone know when the meeting was. */
static void take_minutes_time(struct referat_meeting *m)
{
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
    m->date = a->document.date;
    if (!m->date.year) {
        rf_date_parse(m->id, &m->date);
    }
    if (!m->date.year && m->minutes) {
        m->date = m->minutes->document.date;
    }
    m->time = a->time.start_min < 0 && !is_nested ? s->time : a->time;
    take_minutes_time(m);
    m->body = is_nested ? a->body : first_given(&a->body, &s->body);
    m->organisation =
        is_nested ? a->organisation : first_given(&a->organisation, &s->organisation);
    m->place = is_nested ? a->place : first_given(&a->place, &s->place);
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
    take_facts(loader, m, true);
    return m;
}

/* ---- The folder ---- */

struct scan {
    struct rf_loaded_file *agenda, *minutes, *corrections;
    bool has_unread; /* a document whose kind is not known */
};

static bool is_kind(const struct rf_loaded_file *file, const char *kind)
{
    return strcmp(file->kind, kind) == 0;
}

/* Two agendas or minutes in one folder: the one whose name says so, else the first by
 * name; the other is left for unused-document, unless an annex list names it. */
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
        if (entries[i].is_folder || !rf_path_is_document(entries[i].name) ||
            strcmp(entries[i].name, "referat.yaml") == 0 ||
            strcmp(entries[i].name, RF_SEAL_NAME) == 0) {
            continue;
        }
        const char *path = rf_path_join(loader->arena, folder, entries[i].name);
        struct rf_loaded_file *file =
            rf_document_open(loader, path, (struct referat_span){0});
        if (!file) {
            report_dead_link(loader, path);
            continue;
        }
        if (is_kind(file, "agenda")) {
            prefer(&scan.agenda, file, "agenda");
        } else if (is_kind(file, "minutes")) {
            prefer(&scan.minutes, file, "minutes");
        } else if (is_kind(file, "corrections")) {
            prefer(&scan.corrections, file, "corrections");
        } else if (!file->has_errors && file->split.has_yaml) {
            scan.has_unread = true;
        }
    }
    return scan;
}

static const char *const kinds[] = {"agenda", "minutes",     "recommendation",
                                    "annex",  "corrections", NULL};

static bool is_known_kind(const char *kind)
{
    for (size_t i = 0; kinds[i]; i++) {
        if (strcmp(kind, kinds[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void report_unknown_kind(struct rf_loader *loader, struct rf_loaded_file *file)
{
    if (!rf_document_parse(loader, file) && file->has_errors) {
        return;
    }
    const struct rf_yaml *kind = rf_yaml_get(file->yaml, "kind");
    if (kind && kind->type == RF_YAML_SCALAR) {
        struct referat_diagnostic *d =
            rf_diag_report(loader->diags, RF_CODE_UNKNOWN_KIND, kind->span,
                           "'%s' is no kind of document", kind->text);
        const char *nearest = rf_nearest(kind->text, kinds);
        if (nearest) {
            rf_diag_did_you_mean(loader->diags, d, nearest);
        } else {
            rf_diag_hint(loader->diags, d,
                         "one of: agenda, minutes, recommendation, annex, corrections");
        }
        return;
    }
    struct referat_span first =
        rf_span(file->source, file->split.yaml_start, file->split.yaml_start);
    struct referat_diagnostic *d = rf_diag_report(
        loader->diags, RF_CODE_UNKNOWN_KIND, first, "the document does not say its kind");
    rf_diag_hint(loader->diags, d,
                 "add kind: agenda, minutes, recommendation, annex or corrections");
}

/* Documents of the meeting's folder that nothing names. */
static void report_unused(struct rf_loader *loader, const char *folder)
{
    for (struct rf_loaded_file *file = loader->files; file; file = file->next) {
        if (file->is_named || !file->source ||
            strcmp(rf_path_folder(loader->arena, file->path), folder) != 0) {
            continue;
        }
        if (file->split.has_yaml && !is_known_kind(file->kind)) {
            report_unknown_kind(loader, file);
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
        if (is_own) {
            add_folder(loader, own, below);
        } else {
            report_unused(loader, below);
            rf_load_lost_seal(loader, below, inside, below_count);
            search_below(loader, below, inside, below_count, depth + 1, own);
        }
    }
}

/* ---- Personal numbers ---- */

/* True in a folder that is a meeting of its own, or below one: its files are looked
 * through with that meeting. */
static bool is_elsewhere(struct rf_loader *loader, const struct folders *own,
                         const char *path)
{
    const char *folder = rf_path_folder(loader->arena, path);
    for (size_t i = 0; i < own->count; i++) {
        size_t n = strlen(own->list[i]);
        if (strncmp(folder, own->list[i], n) == 0 &&
            (folder[n] == '\0' || folder[n] == '/')) {
            return true;
        }
    }
    return false;
}

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

/* A folder without agenda and minutes: documents with front matter but no kind are a
 * mistake, others are none of ours. */
static struct referat_meeting *no_meeting(struct rf_loader *loader,
                                          const struct scan *scan)
{
    for (struct rf_loaded_file *file = loader->files; scan->has_unread && file;
         file = file->next) {
        if (file->source && file->split.has_yaml && *file->kind &&
            !is_known_kind(file->kind)) {
            report_unknown_kind(loader, file);
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
    if (!entries) {
        struct referat_diagnostic *d = rf_diag_report(
            loader->diags, RF_CODE_UNREADABLE_FILE, (struct referat_span){0},
            "cannot read the folder: %s", strerror(errno));
        if (d) {
            d->file = rf_arena_format(loader->arena, "%s%s", loader->root_name, folder);
        }
        return NULL;
    }
    bool is_sealed = loader->checks_seals && rf_has_seal(entries, count);
    loader->keeps_sums = loader->keeps_sums || is_sealed;
    struct scan scan = scan_folder(loader, folder, entries, count);
    if (!scan.agenda && !scan.minutes) {
        rf_load_lost_seal(loader, folder, entries, count);
        return no_meeting(loader, &scan);
    }
    struct referat_meeting *m = make_meeting(loader, folder);
    if (scan.minutes) {
        m->minutes = rf_load_minutes(loader, scan.minutes);
    }
    if (scan.agenda) {
        take_agenda(loader, m, scan.agenda);
    }
    take_facts(loader, m, false);
    rf_sums_take(loader, m);
    if (scan.corrections && m->minutes) {
        m->corrections = rf_load_corrections(loader, scan.corrections);
    }
    report_unused(loader, folder);
    struct folders own = {0};
    if (*folder) {
        search_below(loader, folder, entries, count, 0, &own);
    }
    check_personal(loader, &own, m->date);
    if (is_sealed) {
        m->seal = rf_load_seal(loader, m);
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
        report_unknown_kind(loader, file);
    }
    take_facts(loader, m, false);
    check_personal(loader, &(struct folders){0}, m->date);
    return m;
}
