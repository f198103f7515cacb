/* What a look at the heads of a folder's documents tells: when its meeting was, and
 * whether they may name what lies outside of it (load).
 *
 * Every folder is looked at so before the first meeting is loaded, so a look is cheap: it
 * reads the lines of the YAML that begin at the margin, and asks the YAML reader only
 * where these are not as plain as people type them. */
#define _GNU_SOURCE /* memmem */
#include "load/document_heads.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/str.h"
#include "diag/diag.h"
#include "fs/bytes.h"
#include "parse/kind.h"
#include "parse/yaml_tree.h"
#include "source/source.h"

enum {
    HEAD_BYTES = 4096,    /* hold the front matter of nearly every document */
    LOOK_BYTES = 1 << 20, /* more of it is none that a person typed */
};

enum field { FIELD_KIND, FIELD_DATE, FIELD_TIME, FIELD_STARTED, FIELD_COUNT };

static const char *const field_names[FIELD_COUNT] = {"kind", "date", "time", "started"};

/* The values of a document's fields, as texts in arena; NULL: they are not there. */
struct head {
    struct rf_arena *arena;
    const char *values[FIELD_COUNT];
    bool is_plain;  /* false: only the YAML reader can tell */
    bool tells_day; /* its fields are looked for */
    bool leads_up;  /* its facts may hold a way up */
};

/* What the agenda and the minutes say. */
struct said {
    bool has_agenda, has_minutes;         /* one that was looked at */
    bool is_agenda_sure, is_minutes_sure; /* … and is called so: no other is preferred */
    struct referat_date agenda, minutes;
    int time_min, started_min;
    bool leads_up;
};

struct referat_date rf_when_day(struct referat_date agenda, const char *name,
                                struct referat_date minutes)
{
    struct referat_date date = minutes.year ? minutes : agenda;
    if (!date.year) {
        rf_date_parse(name, &date);
    }
    return date;
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

/* "name: value", "- …", a comment, an end of lines that were folded in. */
static bool is_plain_line(const char *line, size_t n)
{
    size_t i = 0;
    if (line[0] == '#' || line[0] == '-' || line[0] == ' ' || line[0] == '\t') {
        return true;
    }
    while (i < n && ((line[i] >= 'a' && line[i] <= 'z') || line[i] == '_')) {
        i++;
    }
    return i && i < n && line[i] == ':';
}

static void read_line(struct head *head, const char *line, size_t n)
{
    if (!n || line[0] == ' ' || line[0] == '#') {
        return;
    }
    if (!is_plain_line(line, n)) {
        head->is_plain = false;
        return;
    }
    for (int i = 0; i < FIELD_COUNT; i++) {
        size_t length = strlen(field_names[i]);
        if (n > length && line[length] == ':' &&
            memcmp(line, field_names[i], length) == 0) {
            const char *value =
                plain_value(head->arena, line + length + 1, n - length - 1);
            head->is_plain = head->is_plain && value && !head->values[i];
            head->values[i] = value;
        }
    }
}

static bool is_meetings(const char *kind)
{
    return kind && (strcmp(kind, "agenda") == 0 || strcmp(kind, "minutes") == 0);
}

/* Stops at a kind that is not looked for. */
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

/* ---- The whole YAML ---- */

static void read_yaml(struct head *head, const struct referat_source *source,
                      const struct rf_split *split)
{
    struct rf_diags silent;
    bool failed = false;
    rf_diags_init(&silent, head->arena);
    silent.is_silent = true;
    const struct rf_yaml *top = rf_yaml_read(head->arena, &silent, source,
                                             split->yaml_start, split->yaml_end, &failed);
    bool is_map = top && top->type == RF_YAML_MAP;
    for (int i = FIELD_DATE; i < FIELD_COUNT; i++) {
        const struct rf_yaml *value = is_map ? rf_yaml_get(top, field_names[i]) : NULL;
        head->values[i] = value && value->type == RF_YAML_SCALAR ? value->text : NULL;
    }
}

/* ---- Ways up ---- */

static bool holds_dots(const char *text, size_t n)
{
    const char *end = text + n;
    for (const char *p = text; (p = memchr(p, '.', (size_t)(end - p))) != NULL; p++) {
        if (end - p > 2 && p[1] == '.' && p[2] == '/') {
            return true;
        }
    }
    return false;
}

/* As it is typed, or with escapes, which double quotes allow. */
static bool holds_way_up(const char *text, size_t n)
{
    static const char *const ways[] = {"../", "..\\", "\\x2", "\\u002", "\\U0000002"};
    if (n && !memchr(text, '\\', n)) {
        return holds_dots(text, n);
    }
    for (size_t i = 0; n && i < sizeof ways / sizeof *ways; i++) {
        if (memmem(text, n, ways[i], strlen(ways[i]))) {
            return true;
        }
    }
    return false;
}

/* Facts without an end may stand anywhere. */
static bool facts_lead_up(const struct referat_source *source,
                          const struct rf_split *split, bool is_whole)
{
    uint32_t start = split->is_unclosed ? 0 : split->yaml_start;
    uint32_t end = split->is_unclosed ? source->text_bytes : split->yaml_end;
    return (!is_whole && end == source->text_bytes) ||
           holds_way_up(source->text + start, end - start);
}

/* The bytes of facts that stand at the beginning of Markdown, up to the line that ends
 * them, as most documents are typed; 0: none are seen. */
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

/* Where documents lie. */
struct place {
    int root;   /* the series */
    int folder; /* theirs, open; -1: paths are followed from root */
};

/* A link may lead out of its folder, to another one of the series. */
static enum rf_open_result open_head(const struct place *place, const char *path, int *fd)
{
    enum rf_open_result result = place->folder < 0
                                     ? RF_OPEN_ESCAPES
                                     : rf_open_any(place->folder, rf_path_name(path), fd);
    return result == RF_OPEN_ESCAPES ? rf_open_any(place->root, path, fd) : result;
}

/* Appends what one read gives, up to limit bytes in all; 0: at the end, or none can be
 * read. */
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

static void look_at_text(struct head *head, const struct referat_source *source,
                         const struct rf_split *split)
{
    head->is_plain = true;
    read_lines(head, source, split);
    const char *kind = head->values[FIELD_KIND];
    if (!head->is_plain || !kind) { /* as the loader finds it */
        head->values[FIELD_KIND] = kind = rf_kind_of(head->arena, source, split);
    }
    if (is_meetings(kind) && !head->is_plain) {
        read_yaml(head, source, split);
    }
}

/* What is read of a document: its first bytes, mostly enough, or all that may be YAML. */
struct seen_of {
    const char *path;
    struct rf_buf text;
    bool is_whole; /* there is no more */
};

/* False: more of it has to be read. */
static bool look_at_read(struct head *head, const struct seen_of *seen)
{
    const struct rf_buf *text = &seen->text;
    bool is_markdown = rf_ends_with_nocase(seen->path, ".md");
    size_t facts = head->tells_day || !is_markdown ? 0 : first_facts(text->p, text->n);
    if (facts) { /* all that is asked */
        head->leads_up = holds_way_up(text->p, facts);
        return true;
    }
    struct referat_source *source =
        rf_source_make(head->arena, seen->path, text->p, text->n);
    struct rf_split split = rf_split_document(source, seen->path);
    bool is_all = seen->is_whole || text->n == LOOK_BYTES;
    if (!is_all && (!is_markdown || split.is_unclosed)) {
        return false;
    }
    head->leads_up = facts_lead_up(source, &split, seen->is_whole);
    if (head->tells_day) {
        look_at_text(head, source, &split);
    }
    return true;
}

static void look_at_document(struct head *head, const struct place *place,
                             const char *path)
{
    struct seen_of seen = {.path = path};
    int fd;
    if (open_head(place, path, &fd) != RF_OPEN_DONE) {
        return;
    }
    if (read_on(fd, &seen.text, HEAD_BYTES) && !look_at_read(head, &seen)) {
        while (read_on(fd, &seen.text, LOOK_BYTES)) {
        }
        seen.is_whole = seen.text.n < LOOK_BYTES;
        look_at_read(head, &seen);
    }
    close(fd);
    rf_buf_clear(&seen.text);
}

/* ---- A folder ---- */

static struct referat_date date_in(const char *text)
{
    struct referat_date date = {0};
    if (text) {
        rf_date_parse(text, &date);
    }
    return date;
}

/* Of two agendas, or minutes, the loader prefers the one that is called so; else the
 * first. */
static void take(struct said *said, const struct head *head, const char *name)
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

static bool is_document(const char *name)
{
    return rf_path_is_document(name) && strcmp(name, "referat.yaml") != 0;
}

/* Without an agenda the minutes alone know when the meeting began. */
static int start_of(const struct said *said, const struct referat_series *series)
{
    if (!said->has_agenda && said->started_min >= 0) {
        return said->started_min;
    }
    int time_min = said->time_min >= 0 ? said->time_min : series->time.start_min;
    return time_min >= 0 ? time_min : said->started_min;
}

/* A folder that is looked at. */
struct looked_at {
    const struct referat_series *series;
    struct place place;
    const char *path, *name;
    const struct rf_entry *entries;
    size_t count;
};

/* The agenda and the minutes say all, as most do: no other document changes anything. */
static bool is_all_said(const struct said *said, const struct looked_at *folder)
{
    const struct referat_date none = {0};
    return said->is_agenda_sure && said->is_minutes_sure &&
           rf_when_day(said->agenda, folder->name, none).year &&
           (said->time_min >= 0 || folder->series->time.start_min >= 0);
}

/* Looks at the documents that are called as most are, or at the others; tells_day: not
 * only for ways up. */
static void look_at_documents(struct said *said, const struct looked_at *folder,
                              bool tells_day, bool are_called_so)
{
    struct rf_arena arena = {0};
    for (size_t i = 0; i < folder->count; i++) {
        const struct rf_entry *entry = &folder->entries[i];
        bool is_called_so = rf_starts_with(entry->name, "agenda") ||
                            rf_starts_with(entry->name, "minutes");
        if (is_called_so == are_called_so && entry->is_file && is_document(entry->name)) {
            struct head head = {.arena = &arena,
                                .tells_day = tells_day && !is_all_said(said, folder)};
            look_at_document(&head, &folder->place,
                             rf_path_join(&arena, folder->path, entry->name));
            take(said, &head, entry->name);
            said->leads_up = said->leads_up || head.leads_up;
            rf_arena_reset(&arena);
        }
    }
    rf_arena_clear(&arena);
}

static bool is_settled(const struct said *said, const struct rf_when *when)
{
    return said->is_agenda_sure && said->is_minutes_sure && when->date.year &&
           when->start_min >= 0;
}

struct rf_when rf_when_look(const struct referat_series *series, int root, int open,
                            const char *folder, const char *name,
                            const struct rf_entry *entries, size_t count)
{
    struct said said = {.time_min = -1, .started_min = -1};
    struct rf_when when = {0};
    const struct looked_at looked_at = {series, {root, open}, folder,
                                        name,   entries,      count};
    for (int round = 0; round < 2; round++) {
        look_at_documents(&said, &looked_at, !is_settled(&said, &when), round == 0);
        when.date = rf_when_day(said.agenda, name, said.minutes);
        when.start_min = start_of(&said, series);
    }
    when.is_meeting = said.has_agenda || said.has_minutes;
    when.leads_up = said.leads_up;
    for (size_t i = 0; i < count; i++) {
        when.has_documents = when.has_documents || is_document(entries[i].name);
    }
    return when;
}

bool rf_when_leads_up(int root, const char *path)
{
    struct rf_arena arena = {0};
    struct head head = {.arena = &arena};
    const struct place place = {root, -1};
    look_at_document(&head, &place, path);
    rf_arena_clear(&arena);
    return head.leads_up;
}
