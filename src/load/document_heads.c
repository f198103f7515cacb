/* What the heads of a folder's documents tell before they are loaded: when its meeting
 * was, and whether they may name files outside of it (load).
 *
 * Every folder is looked at in this way before the first meeting is loaded, so a look has
 * to be cheap: it reads the first bytes of a file, finds the fields at the margin of its
 * YAML line by line, and calls the YAML reader only where the lines are not as plain as
 * people type them. What it finds is never reported; the loader reads the file again. */
#define _GNU_SOURCE /* memmem */
#include "load/document_heads.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/date.h"
#include "base/str.h"
#include "diag/diag.h"
#include "diag/source.h"
#include "parse/kind.h"
#include "parse/yaml_tree.h"

enum {
    HEAD_BYTES = 4096,    /* hold the front matter of nearly every document */
    LOOK_BYTES = 1 << 20, /* a person types no more of it than this */
};

enum field { FIELD_KIND, FIELD_DATE, FIELD_TIME, FIELD_STARTED, FIELD_COUNT };

static const char *const field_names[FIELD_COUNT] = {"kind", "date", "time", "started"};

/* What is known of one document: the values of its fields, as texts in arena, NULL where
 * they are not there. */
struct head {
    struct rf_arena *arena;
    const char *values[FIELD_COUNT];
    bool is_plain;  /* false: the lines need the YAML reader */
    bool tells_day; /* wanted: its fields; else leads_up alone */
    bool leads_up;  /* its facts may hold a path that leads up, "../" */
};

/* What the agenda and the minutes of a folder say. */
struct said {
    bool has_agenda, has_minutes;         /* one that was looked at */
    bool is_agenda_sure, is_minutes_sure; /* … and is called so: no other is preferred */
    struct referat_date agenda, minutes;  /* the dates in them; year 0: none */
    int time_min;                         /* the agenda's `time`, -1: none … */
    int started_min;                      /* … and the minutes' `started` */
    bool leads_up;                        /* of any document */
};

struct referat_date rf_when_day(struct referat_date agenda, const char *name,
                                struct referat_date minutes)
{
    struct referat_date date = agenda;
    if (!date.year) {
        rf_date_parse(name, &date);
    }
    return date.year ? date : minutes;
}

/* ---- The lines at the margin ---- */

/* A value on one line, without its comment and simple quotes; NULL where it is more than
 * that. */
static const char *plain_value(struct rf_arena *arena, const char *p, size_t n)
{
    char *value = rf_arena_copy(arena, p, n);
    char *comment = strstr(value, " #");
    if (comment) {
        *comment = '\0';
    }
    const char *text = rf_trim(arena, value);
    size_t length = strlen(text);
    bool is_quoted =
        length > 1 && (*text == '"' || *text == '\'') && text[length - 1] == *text;
    if (is_quoted) {
        text = rf_arena_copy(arena, text + 1, length - 2);
    }
    return strpbrk(text, "\"'\\{}[]|>&*!#") ? NULL : text;
}

/* Takes the field of a line at the margin: "name: value". Lists' entries, comments and
 * what is indented belong to other fields. Anything else needs the YAML reader. */
static void read_line(struct head *head, const char *line, size_t n)
{
    if (!n || line[0] == ' ' || line[0] == '#' || line[0] == '-' || line[0] == '\t') {
        return;
    }
    size_t name_bytes = 0;
    while (name_bytes < n && ((line[name_bytes] >= 'a' && line[name_bytes] <= 'z') ||
                              line[name_bytes] == '_')) {
        name_bytes++;
    }
    if (!name_bytes || name_bytes == n || line[name_bytes] != ':') {
        head->is_plain = false;
        return;
    }
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (strlen(field_names[i]) == name_bytes &&
            memcmp(line, field_names[i], name_bytes) == 0) {
            const char *value =
                plain_value(head->arena, line + name_bytes + 1, n - name_bytes - 1);
            head->is_plain = head->is_plain && value && !head->values[i];
            head->values[i] = value;
        }
    }
}

/* True for the kinds of documents that make a folder a meeting. */
static bool is_meetings(const char *kind)
{
    return kind && (strcmp(kind, "agenda") == 0 || strcmp(kind, "minutes") == 0);
}

/* Reads the lines of the YAML part, up to a kind that is neither agenda nor minutes. */
static void read_lines(struct head *head, const struct referat_source *source,
                       const struct rf_split *split)
{
    for (uint32_t at = split->yaml_start; at < split->yaml_end;) {
        const char *line = source->text + at;
        const char *end = memchr(line, '\n', split->yaml_end - at);
        size_t n = end ? (size_t)(end - line) : split->yaml_end - at;
        read_line(head, line, n);
        if (head->values[FIELD_KIND] && !is_meetings(head->values[FIELD_KIND])) {
            return;
        }
        at += (uint32_t)n + 1;
    }
}

/* ---- Ways up ---- */

/* True where text may hold "../": as it is typed, or with the escapes that double quotes
 * allow. Most texts have no backslash, and then only dots are looked for. */
static bool holds_way_up(const char *text, size_t n)
{
    static const char *const ways[] = {"../", "..\\", "\\x2", "\\u002", "\\U0000002"};
    if (n && !memchr(text, '\\', n)) {
        const char *end = text + n;
        for (const char *p = text; (p = memchr(p, '.', (size_t)(end - p))) != NULL; p++) {
            if (end - p > 2 && p[1] == '.' && p[2] == '/') {
                return true;
            }
        }
        return false;
    }
    for (size_t i = 0; n && i < sizeof ways / sizeof *ways; i++) {
        if (memmem(text, n, ways[i], strlen(ways[i]))) {
            return true;
        }
    }
    return false;
}

/* The bytes of the front matter of a Markdown file, up to the line that ends it, without
 * splitting the document; 0 where it is not written as plainly as in most. */
static size_t first_facts(const char *text, size_t n)
{
    static const char rule[] = "---\n";
    const size_t rule_bytes = sizeof rule - 1;
    if (n < rule_bytes || memcmp(text, rule, rule_bytes) != 0) {
        return 0;
    }
    const char *p = text, *end = text + n;
    while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
        p++;
        if ((size_t)(end - p) >= rule_bytes && memcmp(p, rule, rule_bytes) == 0) {
            return (size_t)(p - text);
        }
    }
    return 0;
}

/* ---- A document ---- */

/* Where documents lie: open folders. */
struct place {
    struct rf_root root; /* of the series */
    int folder;          /* of the documents, on disk; -1: there is none */
};

/* Appends the bytes of one read, up to limit bytes in all, and returns their number; 0 at
 * the end, or where nothing can be read. */
static size_t read_on(int fd, struct rf_buf *text, size_t limit)
{
    ssize_t got;
    rf_buf_reserve(text, limit);
    do {
        got = read(fd, text->p + text->n, limit - text->n);
    } while (got < 0 && errno == EINTR);
    text->n += got > 0 ? (size_t)got : 0;
    return got > 0 ? (size_t)got : 0;
}

/* Finds the values of the fields: from the lines, or where these are not plain, from the
 * YAML; then the kind is found as the loader finds it, so that both agree. */
static void look_at_text(struct head *head, const struct referat_source *source,
                         const struct rf_split *split)
{
    head->is_plain = true;
    read_lines(head, source, split);
    const char *kind = head->values[FIELD_KIND];
    if (!head->is_plain || !kind) {
        head->values[FIELD_KIND] = kind = rf_kind_of(head->arena, source, split);
    }
    if (!is_meetings(kind) || head->is_plain) {
        return;
    }
    struct rf_diags silent;
    bool failed = false;
    rf_diags_init(&silent, head->arena);
    silent.is_silent = true;
    const struct rf_yaml *top = rf_yaml_read(head->arena, &silent, source,
                                             split->yaml_start, split->yaml_end, &failed);
    for (int i = FIELD_DATE; i < FIELD_COUNT; i++) {
        const struct rf_yaml *value = rf_yaml_get(top, field_names[i]);
        head->values[i] = value && value->type == RF_YAML_SCALAR ? value->text : NULL;
    }
}

/* The bytes that were read of a document: its first ones, which mostly suffice, or all
 * that may be YAML. */
struct beginning {
    const char *path;
    struct rf_buf text;
    bool is_whole; /* the file has no more */
};

/* Looks at what was read; false where more of the file has to be read first. */
static bool look_at_beginning(struct head *head, const struct beginning *read)
{
    const struct rf_buf *text = &read->text;
    bool is_markdown = rf_ends_with_nocase(read->path, ".md");
    size_t facts = head->tells_day || !is_markdown ? 0 : first_facts(text->p, text->n);
    if (facts) {
        head->leads_up = holds_way_up(text->p, facts);
        return true;
    }
    struct referat_source *source =
        rf_source_make(head->arena, read->path, text->p, text->n);
    struct rf_split split = rf_split_document(source, read->path);
    bool is_all = read->is_whole || text->n == LOOK_BYTES;
    if (!is_all && (!is_markdown || split.is_unclosed)) {
        return false;
    }
    /* Facts without a closing line may stand anywhere; those that were cut may go on. */
    uint32_t start = split.is_unclosed ? 0 : split.yaml_start;
    uint32_t end = split.is_unclosed ? source->text_bytes : split.yaml_end;
    head->leads_up = (!read->is_whole && end == source->text_bytes) ||
                     holds_way_up(source->text + start, end - start);
    if (head->tells_day) {
        look_at_text(head, source, &split);
    }
    return true;
}

/* Reads the first bytes of a document, and the rest only where these do not suffice. */
static void look_at_document(struct head *head, const struct place *place,
                             const char *path)
{
    struct beginning beginning = {.path = path};
    int fd;
    enum rf_open_result result = RF_OPEN_ESCAPES;
    if (place->folder >= 0 && !place->root.overlay) {
        result = rf_open_any(rf_root_on_disk(place->folder), rf_path_name(path), &fd);
    }
    if (result == RF_OPEN_ESCAPES) { /* a link may lead to another folder of the series */
        result = rf_open_any(place->root, path, &fd);
    }
    if (result != RF_OPEN_DONE) {
        return;
    }
    struct rf_buf *text = &beginning.text;
    if (read_on(fd, text, HEAD_BYTES) && !look_at_beginning(head, &beginning)) {
        while (read_on(fd, text, LOOK_BYTES)) {
        }
        beginning.is_whole = text->n < LOOK_BYTES;
        look_at_beginning(head, &beginning);
    }
    close(fd);
    rf_buf_clear(text);
}

/* ---- A folder ---- */

/* The date in a text; year 0 where there is none. */
static struct referat_date date_in(const char *text)
{
    struct referat_date date = {0};
    if (text) {
        rf_date_parse(text, &date);
    }
    return date;
}

/* Adds what a document says. Of two agendas, or minutes, the one that is called so
 * counts, else the first: the loader prefers the same one (prefer in meeting.c). */
static void add_head(struct said *said, const struct head *head, const char *name)
{
    const char *kind = head->values[FIELD_KIND];
    struct referat_time_range range = {-1, -1, {0}};
    if (!is_meetings(kind)) {
        return;
    }
    bool is_agenda = strcmp(kind, "agenda") == 0, is_sure = rf_starts_with(name, kind);
    if (is_agenda && (!said->has_agenda || (is_sure && !said->is_agenda_sure))) {
        said->has_agenda = true;
        said->is_agenda_sure = is_sure;
        said->agenda = date_in(head->values[FIELD_DATE]);
        if (head->values[FIELD_TIME]) {
            rf_range_parse(head->values[FIELD_TIME], &range);
        }
        said->time_min = range.start_min;
    } else if (!is_agenda &&
               (!said->has_minutes || (is_sure && !said->is_minutes_sure))) {
        const char *started = head->values[FIELD_STARTED];
        said->has_minutes = true;
        said->is_minutes_sure = is_sure;
        said->minutes = date_in(head->values[FIELD_DATE]);
        said->started_min = started ? rf_clock_parse(started) : -1;
    }
}

/* True for the name of a document, the settings of a series left out. */
static bool is_document(const char *name)
{
    return rf_path_is_document(name) && strcmp(name, "referat.yaml") != 0;
}

/* The folder whose documents are looked at. */
struct looked_at {
    const struct referat_series *series;
    struct place place;
    const char *path, *name;
    const struct rf_entry *entries;
    size_t count;
};

/* Looks at the documents whose names begin as agendas' and minutes' do, or at all others.
 * tells_day: their fields are wanted, until the agenda has said everything. */
static void look_at_documents(struct said *said, const struct looked_at *folder,
                              bool tells_day, bool are_called_so)
{
    const struct referat_date none = {0};
    struct rf_arena arena = {0};
    for (size_t i = 0; i < folder->count; i++) {
        const struct rf_entry *entry = &folder->entries[i];
        bool is_called_so = rf_starts_with(entry->name, "agenda") ||
                            rf_starts_with(entry->name, "minutes");
        if (is_called_so == are_called_so && entry->is_file && is_document(entry->name)) {
            bool is_known = said->is_agenda_sure &&
                            rf_when_day(said->agenda, folder->name, none).year &&
                            (said->time_min >= 0 || folder->series->time.start_min >= 0);
            struct head head = {.arena = &arena, .tells_day = tells_day && !is_known};
            look_at_document(&head, &folder->place,
                             rf_path_join(&arena, folder->path, entry->name));
            add_head(said, &head, entry->name);
            said->leads_up = said->leads_up || head.leads_up;
            rf_arena_reset(&arena);
        }
    }
    rf_arena_clear(&arena);
}

struct rf_when rf_when_look(const struct referat_series *series, struct rf_root root,
                            int open, const char *folder, const char *name,
                            const struct rf_entry *entries, size_t count)
{
    struct said said = {.time_min = -1, .started_min = -1};
    struct rf_when when = {0};
    const struct looked_at looked_at = {series, {root, open}, folder,
                                        name,   entries,      count};
    /* First the documents that are called agenda and minutes; the others, of which there
     * may be many, are asked for their fields only where these have not said everything.
     */
    for (int round = 0; round < 2; round++) {
        bool is_known = said.is_agenda_sure && when.date.year && when.start_min >= 0;
        look_at_documents(&said, &looked_at, !is_known, round == 0);
        when.date = rf_when_day(said.agenda, name, said.minutes);
        int planned_min = said.time_min >= 0 ? said.time_min : series->time.start_min;
        bool is_as_held = said.started_min >= 0 && (!said.has_agenda || planned_min < 0);
        when.start_min = is_as_held ? said.started_min : planned_min;
    }
    when.is_meeting = said.has_agenda || said.has_minutes;
    when.leads_up = said.leads_up;
    for (size_t i = 0; i < count; i++) {
        when.has_documents = when.has_documents || is_document(entries[i].name);
    }
    return when;
}

bool rf_when_leads_up(struct rf_root root, const char *path)
{
    struct rf_arena arena = {0};
    struct head head = {.arena = &arena};
    const struct place place = {root, -1};
    look_at_document(&head, &place, path);
    rf_arena_clear(&arena);
    return head.leads_up;
}
