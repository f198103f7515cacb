/* Folders that are no meetings, because documents outside them name their agenda or
 * minutes as an annex (driver).
 *
 * Hardly any document names what lies outside of its folder. The few whose facts hold a
 * way up are read, and what they name; nothing is reported here, that is the business of
 * their meetings. */
#include "driver/enclosed_folders.h"

#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "driver/internal.h"
#include "load/document_heads.h"
#include "load/find_series.h"
#include "load/near_path.h"

/* ---- What they name ---- */

/* That one document names another: an edge of the graph. It counts where it leads out of
 * the folder of the document that names, or where that one is itself enclosed. */
struct naming {
    struct naming *next; /* of those by one document … */
    struct naming
        *next_namer; /* … and, where it counts, of those that name one document */
    struct doc *by, *of;
    bool counts;
};

/* A document of the series, made when it is read or named. */
struct doc {
    struct doc *next;         /* in its folder */
    struct doc *next_waiting; /* to be followed, or searched */
    const char *path;
    struct rf_folder *folder;
    const char *kind; /* "" where it is none, or not there */
    bool is_read, is_followed;
    struct naming *names;  /* every document that it names */
    struct naming *namers; /* whose naming counts */
    const char **approves; /* meetings, as they are written; NULL at the end; or NULL */
    size_t seen;           /* by which search */
};

struct graph {
    struct referat *run;
    struct rf_arena arena, scratch;
    struct doc **in_folder; /* by the folder's number: those that are known */
    struct doc *to_follow;
    size_t searches, steps;
};

/* NULL where no folder of the series holds it. */
static struct doc *doc_of(struct graph *g, const char *path)
{
    struct rf_known_series *known = &g->run->known;
    struct rf_folder *folder = rf_known_folder(known, rf_path_folder(&g->scratch, path));
    if (!folder) {
        return NULL;
    }
    struct doc **list = &g->in_folder[folder - known->folders];
    for (struct doc *doc = *list; doc; doc = doc->next) {
        if (strcmp(doc->path, path) == 0) {
            return doc;
        }
    }
    struct doc *doc = RF_ARENA_NEW(&g->arena, struct doc);
    doc->path = rf_arena_string(&g->arena, path);
    doc->folder = folder;
    doc->kind = "";
    doc->next = *list;
    return *list = doc;
}

/* Adds what a document names, if that is a document: at the path, or at the one that is
 * there under another spelling of its letters. */
static void add_name(struct graph *g, struct rf_loader *loader, struct doc *doc,
                     const char *written)
{
    const char *why, *path = NULL;
    int fd;
    uint64_t size;
    if (rf_path_is_document(written)) {
        path = rf_path_resolve(&g->scratch, doc->folder->path, written, &why);
    }
    if (!path) {
        return;
    }
    enum rf_open_result result =
        rf_file_facts_open(loader->facts, loader->root, path, &fd, &size);
    if (result == RF_OPEN_DONE) {
        close(fd);
    }
    const char *near = result == RF_OPEN_MISSING ? rf_path_near(loader, path) : NULL;
    struct doc *of = doc_of(g, near ? near : path);
    if (of && of != doc) {
        struct naming *naming = RF_ARENA_NEW(&g->arena, struct naming);
        *naming = (struct naming){.next = doc->names, .by = doc, .of = of};
        doc->names = naming;
    }
}

static void add_names(struct graph *g, struct rf_loader *loader, struct doc *doc,
                      const struct rf_yaml *node)
{
    for (; node; node = node->next) {
        add_name(g, loader, doc, node->text);
        add_names(g, loader, doc, node->first);
    }
}

/* Of facts with a mistake in their form, or without an end: adds whatever stands where a
 * path may stand, after the last "key: " or "- " of a line. */
static void add_words(struct graph *g, struct rf_loader *loader, struct doc *doc,
                      const struct rf_loaded_file *file)
{
    const struct rf_split *split = &file->split;
    uint32_t start = split->is_unclosed ? 0 : split->yaml_start;
    uint32_t end = split->is_unclosed ? file->source->text_bytes : split->yaml_end;
    char *copy = rf_arena_copy(&g->scratch, file->source->text + start, end - start);
    char *state = NULL;
    for (char *word = strtok_r(copy, "\n\"'{}[],", &state); word;
         word = strtok_r(NULL, "\n\"'{}[],", &state)) {
        char *comment = strstr(word, " #"), *path = word;
        if (comment) {
            *comment = '\0';
        }
        for (char *at = word; *at; at++) {
            path = (*at == ':' || *at == '-') && at[1] == ' ' ? at + 2 : path;
        }
        add_name(g, loader, doc, rf_trim(&g->scratch, path));
    }
}

/* The meetings whose minutes an item of the document approves. */
static size_t count_approved(const struct rf_yaml *node)
{
    size_t count = 0;
    for (; node; node = node->next) {
        bool is_approves = node->key && strcmp(node->key->text, "approves") == 0;
        for (const struct rf_yaml *m = node->first; is_approves && m; m = m->next) {
            count++;
        }
        count += is_approves && node->type == RF_YAML_SCALAR;
        count += is_approves ? 0 : count_approved(node->first);
    }
    return count;
}

static const char **list_approved(struct graph *g, const struct rf_yaml *node,
                                  const char **at)
{
    for (; node; node = node->next) {
        bool is_approves = node->key && strcmp(node->key->text, "approves") == 0;
        for (const struct rf_yaml *m = node->first; is_approves && m; m = m->next) {
            *at++ = rf_arena_string(&g->arena, m->text);
        }
        if (is_approves && node->type == RF_YAML_SCALAR) {
            *at++ = rf_arena_string(&g->arena, node->text);
        }
        at = is_approves ? at : list_approved(g, node->first, at);
    }
    return at;
}

/* Reads a document once: its kind, what it names and what it approves. */
static void read_doc(struct graph *g, struct doc *doc)
{
    if (doc->is_read) {
        return;
    }
    struct rf_diags silent;
    doc->is_read = true;
    rf_run_prepare(g->run, &silent, &g->scratch);
    silent.is_silent = true;
    struct rf_loader loader = rf_run_loader(g->run, &g->scratch, &silent);
    loader.facts = g->run->plan.notes_files ? &g->run->facts[RF_FACTS_OF_OTHERS] : NULL;
    loader.wants_hashes = false;
    struct rf_loaded_file *file =
        rf_document_open(&loader, doc->path, (struct referat_span){0});
    if (file && file->source) {
        doc->kind = rf_arena_string(&g->arena, file->kind);
    }
    /* Notes are private: nothing depends on them. Minutes enclose nothing. */
    bool may_enclose = *doc->kind && strcmp(doc->kind, "notes") != 0 &&
                       strcmp(doc->kind, "minutes") != 0;
    if (may_enclose && rf_document_parse(&loader, file)) {
        size_t count = count_approved(file->yaml->first);
        doc->approves = RF_ARENA_NEW_ARRAY(&g->arena, count + 1, const char *);
        list_approved(g, file->yaml->first, doc->approves);
        add_names(g, &loader, doc, file->yaml->first);
    } else if (may_enclose) {
        add_words(g, &loader, doc, file);
    }
    rf_arena_reset(&g->scratch);
}

static void count_naming(struct graph *g, struct naming *naming)
{
    struct doc *of = naming->of;
    if (naming->counts) {
        return;
    }
    naming->counts = true;
    naming->next_namer = of->namers;
    of->namers = naming;
    if (!of->is_followed) {
        of->is_followed = true;
        of->next_waiting = g->to_follow;
        g->to_follow = of;
    }
}

/* What is enclosed from outside encloses what it names, wherever that lies. */
static void follow(struct graph *g)
{
    while (g->to_follow) {
        struct doc *doc = g->to_follow;
        g->to_follow = doc->next_waiting;
        read_doc(g, doc);
        for (struct naming *n = doc->names; n; n = n->next) {
            count_naming(g, n);
        }
    }
}

/* ---- What is no meeting ---- */

/* A search that takes too long finds nothing: then no closed document is shown. */
enum { STEPS_MAX = 1 << 22 };

/* Whether one document names another, by way of any others. */
static bool leads_to(struct graph *g, struct doc *from, const struct doc *to)
{
    struct doc *waiting = from;
    from->seen = ++g->searches;
    from->next_waiting = NULL;
    while (waiting && waiting != to && g->steps < STEPS_MAX) {
        struct doc *doc = waiting;
        waiting = doc->next_waiting;
        read_doc(g, doc);
        for (const struct naming *n = doc->names; n; n = n->next) {
            g->steps++;
            if (n->of->seen != g->searches) {
                n->of->seen = g->searches;
                n->of->next_waiting = waiting;
                waiting = n->of;
            }
        }
    }
    return waiting == to;
}

/* Minutes that are enclosed where they are approved are still a meeting's. */
static bool is_approved_by(const struct doc *minutes, const struct doc *by)
{
    const char **approved = strcmp(minutes->kind, "minutes") == 0 ? by->approves : NULL;
    while (approved && *approved &&
           strcmp(rf_path_name(*approved), minutes->folder->name) != 0) {
        approved++;
    }
    return approved && *approved;
}

/* The document that encloses one; NULL: none does. Of agendas that name each other each
 * is a meeting, which reports it. */
static const struct doc *find_encloser(struct graph *g, struct doc *doc)
{
    for (const struct naming *n = doc->namers; n; n = n->next_namer) {
        if (!is_approved_by(doc, n->by) && !leads_to(g, doc, n->by)) {
            return n->by;
        }
    }
    return NULL;
}

/* A meeting is a folder that holds an agenda or minutes that no other document names. */
static void judge_folder(struct graph *g, struct rf_folder *folder)
{
    struct rf_known_series *known = &g->run->known;
    struct rf_arena names = {0};
    const struct doc *encloser = NULL;
    size_t count = 0;
    const struct rf_entry *entries =
        rf_list_folder(&names, g->run->root, folder->path, &count);
    bool is_meeting = false;
    for (size_t i = 0; entries && !is_meeting && i < count; i++) {
        if (!entries[i].is_file || !rf_path_is_document(entries[i].name)) {
            continue;
        }
        struct doc *doc = doc_of(g, rf_path_join(&names, folder->path, entries[i].name));
        read_doc(g, doc);
        if (strcmp(doc->kind, "agenda") == 0 || strcmp(doc->kind, "minutes") == 0) {
            const struct doc *by = find_encloser(g, doc);
            is_meeting = !by;
            encloser = encloser ? encloser : by;
        }
    }
    if (encloser && !is_meeting) {
        folder->state = RF_FOLDER_NONE;
        folder->enclosed_in = rf_arena_string(known->arena, encloser->path);
    }
    rf_arena_clear(&names);
}

/* Reads the documents of a folder whose facts lead up, and counts what they name outside
 * of it. All that lies below the series' own folder is outside of it. */
static void read_folder(struct graph *g, const struct rf_folder *folder)
{
    struct rf_arena names = {0};
    size_t count = 0;
    const struct rf_entry *entries =
        rf_list_folder(&names, g->run->root, folder->path, &count);
    for (size_t i = 0; entries && i < count; i++) {
        const char *path = rf_path_join(&names, folder->path, entries[i].name);
        if (entries[i].is_file && rf_path_is_document(path) &&
            (!*folder->path || rf_when_leads_up(g->run->root, path))) {
            struct doc *doc = doc_of(g, path);
            read_doc(g, doc);
            for (struct naming *n = doc->names; n; n = n->next) {
                const char *from = doc->folder->path, *to = n->of->folder->path;
                if (*from ? !rf_path_is_within(to, from) : *to != '\0') {
                    count_naming(g, n);
                }
            }
        }
    }
    rf_arena_clear(&names);
}

/* The series' own folder goes without saying. */
static bool may_name(const struct rf_folder *folder)
{
    return folder->when.leads_up || (!*folder->path && folder->when.has_documents);
}

/* A later run does not look below a folder that has not changed: whether anything there
 * leads up is noted for the folders above, too. */
static void mark_above(struct referat *run, const char *path)
{
    struct rf_arena scratch = {0};
    while (*path) {
        path = rf_path_folder(&scratch, path);
        struct rf_folder *above = rf_known_folder(&run->known, path);
        if (above && *path) {
            above->when.leads_up = true;
        }
    }
    rf_arena_clear(&scratch);
}

/* Where the folder of what was asked for is no meeting, the one that encloses it is. */
static void redirect(struct referat *run)
{
    const char *path = run->only_path;
    size_t steps = 0;
    while (path && *path && steps <= run->known.folder_count) {
        const struct rf_folder *folder = rf_known_folder(&run->known, path);
        if (folder && folder->enclosed_in) {
            run->only_path = path = folder->enclosed_in;
            steps++;
        } else if (folder && rf_folder_has_meeting(run->root, path)) {
            return;
        }
        path = rf_path_folder(&run->series_arena, path);
    }
}

void rf_find_enclosed_folders(struct referat *run)
{
    struct rf_known_series *known = &run->known;
    struct graph g = {.run = run};
    size_t count = 0;
    for (size_t i = 0; i < known->folder_count; i++) {
        if (may_name(known->by_walk[i])) {
            mark_above(run, known->by_walk[i]->path);
            count++;
        }
    }
    if (!count) {
        return;
    }
    g.in_folder = RF_ARENA_NEW_ARRAY(&g.arena, known->folder_count + 1, struct doc *);
    for (size_t i = 0; i < known->folder_count; i++) {
        if (may_name(known->by_walk[i])) {
            read_folder(&g, known->by_walk[i]);
        }
    }
    follow(&g);
    for (size_t i = 0; i < known->folder_count; i++) {
        const struct doc *doc = g.in_folder[i];
        while (doc && !doc->namers) {
            doc = doc->next;
        }
        if (doc) {
            judge_folder(&g, &known->folders[i]);
        }
    }
    rf_arena_clear(&g.arena);
    rf_arena_clear(&g.scratch);
    redirect(run);
}
