/* The front page of a series' archive, and the pages of its years (index). Every meeting
 * is written once to learn its size: a list up to SHORT_LIST_BYTES is one page, a longer
 * one is split into years, and a year that is larger than a page should be into parts.
 * Each page or script is handed over as soon as it is whole. */
#include "index/index.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "index/internal.h"
#include "render/html_escape.h"
#include "store/evict.h"

enum {
    SHORT_LIST_BYTES = 512 * 1024, /* a list that is no longer stands in one page */
    PART_BYTES = 1024 * 1024,      /* of a list, on one page */
    NEWEST_COUNT = 10,             /* meetings on the front page of a long list */
};

struct index {
    const struct rf_question *question;
    const struct rf_record *record;
    struct rf_arena *arena;
    struct rf_outlet *outlet;
    struct rf_writer w;
    struct rf_buf out;
    struct rf_index_rows rows;
    struct rf_index_data
        data; /* for the search: of the meetings that write_part listed */
    const struct rf_record_meeting **meetings; /* newest first */
    size_t meeting_count;
    size_t *bytes;               /* the size of each in a list */
    struct rf_index_part *parts; /* by year, newest first */
    size_t part_count;
    struct rf_index_part whole; /* a short list */
    bool is_split;              /* the list is long: each part is a page */
};

static void put(struct index *x, const char *markup)
{
    rf_html_markup(&x->out, markup);
}

/* ---- The parts ---- */

static const char *mark_of(const struct index *x)
{
    return x->question->mark ? x->question->mark : "";
}

/* "index_.html": the name of a file of the series' own. */
static const char *own_name(const struct index *x, const char *stem, const char *rest)
{
    return rf_arena_join(x->arena, stem, mark_of(x), rest, NULL);
}

void rf_index_name(const char *mark, const struct rf_index_part *part, const char *suffix,
                   struct rf_buf *out)
{
    rf_buf_printf(out, "index%s-", mark);
    if (!part->number) {
        rf_buf_puts(out, "data");
    } else if (part->year) {
        rf_buf_printf(out, "%04d", part->year);
    } else {
        rf_buf_puts(out, "undated");
    }
    if (part->number > 1) {
        rf_buf_printf(out, "-%zu", part->number);
    }
    rf_buf_puts(out, suffix);
}

void rf_index_year(const struct referat_series *series, const struct rf_index_part *part,
                   struct rf_buf *out)
{
    if (part->year) {
        rf_buf_printf(out, "%d", part->year);
    } else {
        rf_buf_puts(out, rf_label(series, RF_LABEL_UNDATED));
    }
    if (part->number > 1) {
        rf_buf_printf(out, " (%zu)", part->number);
    }
}

/* The meetings, newest first. They come in the order of their folders, which mostly is
 * that of their dates: turned round first, they are sorted in about one pass. */
static void sort_meetings(struct index *x)
{
    const struct rf_record_meeting **list = RF_ARENA_NEW_ARRAY(
        x->arena, x->record->meeting_count + 1, const struct rf_record_meeting *);
    for (const struct rf_record_meeting *m = x->record->last; m; m = m->previous) {
        if (rf_record_is_listed(m)) {
            list[x->meeting_count++] = m;
        }
    }
    for (size_t i = 1; i < x->meeting_count; i++) {
        const struct rf_record_meeting *m = list[i];
        size_t at = i;
        while (at && rf_date_compare(&list[at - 1]->date, &m->date) < 0) {
            list[at] = list[at - 1];
            at--;
        }
        list[at] = m;
    }
    x->meetings = list;
}

const struct rf_record_meeting *rf_index_fetch(struct rf_index_rows *rows,
                                               const struct rf_record_meeting *meeting)
{
    rf_arena_reset(&rows->arena);
    const struct rf_record_meeting *whole = rf_record_fetch_into(meeting, &rows->arena);
    if (!whole) {
        rows->reason = errno;
    }
    return whole ? whole : meeting;
}

/* How large the list is shows by writing it; nothing of that is kept. */
static void measure(struct index *x)
{
    size_t total_bytes = 0;
    x->bytes = RF_ARENA_NEW_ARRAY(x->arena, x->meeting_count + 1, size_t);
    for (size_t i = 0; i < x->meeting_count; i++) {
        rf_buf_reset(&x->out);
        rf_index_meeting(&x->w, rf_index_fetch(&x->rows, x->meetings[i]));
        x->bytes[i] = x->out.n;
        total_bytes += x->out.n;
    }
    rf_buf_reset(&x->out);
    x->is_split = total_bytes > SHORT_LIST_BYTES;
}

/* A year is one part, or several where a page of it would be too large. No part is empty,
 * so there are at most as many as meetings. */
static void make_parts(struct index *x)
{
    size_t count = x->meeting_count, bytes = 0;
    struct rf_index_part *last = NULL;
    x->whole = (struct rf_index_part){.meetings = x->meetings, .count = count};
    x->parts = RF_ARENA_NEW_ARRAY(x->arena, count + 1, struct rf_index_part);
    for (size_t i = 0; i < count; i++) {
        int year = x->meetings[i]->date.year;
        bool is_same_year = last && last->year == year;
        bytes += x->bytes[i];
        if (!is_same_year || bytes > PART_BYTES) {
            size_t number = is_same_year ? last->number + 1 : 1;
            last = &x->parts[x->part_count++];
            *last = (struct rf_index_part){
                .meetings = &x->meetings[i], .year = year, .number = number};
            bytes = x->bytes[i];
        }
        last->count++;
    }
}

/* ---- The head ---- */

static void write_link(struct index *x, const char *page, enum rf_label label)
{
    struct rf_writer *w = &x->w;
    w->ops->link_open(w, page, "");
    rf_text(w, rf_word(w, label));
    w->ops->link_close(w, page, "");
}

/* Whose series it is, its title, its edition; on the front page a link to the workbook.
 */
static void write_head(struct index *x, bool is_front)
{
    const struct referat_series *series = x->record->series;
    struct rf_writer *w = &x->w;
    rf_open(w, RF_HEADER, NULL);
    w->ops->line_open(w, RF_LINE_KICKER);
    rf_value(w, &series->organisation);
    rf_text(w, series->organisation.given == REFERAT_GIVEN ? ", " : "");
    rf_value(w, &series->body);
    w->ops->line_close(w);
    rf_value_heading(w, &series->title);
    const char *edition = rf_record_edition(x->record);
    if (*edition) {
        rf_line(w, RF_LINE_MARK, edition);
    }
    if (is_front && x->question->has_workbook) {
        w->ops->line_open(w, RF_LINE_PLAIN);
        write_link(x, own_name(x, "status", ".xlsx"), RF_LABEL_STATUS_TABLES);
        w->ops->line_close(w);
    }
    rf_close(w, RF_HEADER);
}

/* ---- The years ---- */

/* Links to the years, as pages or within the one page, each with its number of meetings.
 * here: the part whose page this is, or NULL on the front page. */
static void write_years(struct index *x, const struct rf_index_part *here)
{
    struct rf_buf year = {0};
    if (x->part_count < 2) {
        return;
    }
    rf_open(&x->w, RF_NAV, NULL);
    if (here) {
        put(x, "<p>");
        write_link(x, own_name(x, "index", ".html"), RF_LABEL_WHOLE_INDEX);
        put(x, "</p>\n");
    }
    put(x, "<ul class=\"years\">\n");
    for (size_t i = 0; i < x->part_count; i++) {
        const struct rf_index_part *part = &x->parts[i];
        put(x, "<li><a href=\"");
        if (x->is_split) {
            rf_index_name(mark_of(x), part, ".html", &x->out);
        } else {
            rf_buf_printf(&x->out, "#y%d", part->year);
        }
        put(x, part == here ? "\" aria-current=\"page\">" : "\">");
        rf_buf_reset(&year);
        rf_index_year(x->record->series, part, &year);
        rf_text(&x->w, rf_buf_string(&year));
        put(x, "</a> <span class=\"meta\">");
        rf_number(&x->w, (long long)part->count);
        put(x, "</span></li>\n");
    }
    put(x, "</ul>\n");
    rf_close(&x->w, RF_NAV);
    rf_buf_clear(&year);
}

/* Lists meetings, and adds them to what is searched; data may be NULL. */
static void write_meetings(struct index *x, const char *id, const char *heading,
                           const struct rf_record_meeting *const *list, size_t count,
                           struct rf_index_data *data)
{
    rf_titled_section(&x->w, id, heading);
    for (size_t i = 0; i < count; i++) {
        const struct rf_record_meeting *whole = rf_index_fetch(&x->rows, list[i]);
        rf_index_meeting(&x->w, whole);
        if (data) {
            rf_index_data_add(data, x->w.lang, whole);
        }
    }
    rf_close(&x->w, RF_SECTION);
}

/* A section with the meetings of a part, whose data is then ready for make_data. */
static void write_part(struct index *x, const struct rf_index_part *part)
{
    struct rf_buf heading = {0};
    char id[32];
    snprintf(id, sizeof id, "y%d", part->year);
    rf_index_year(x->record->series, part, &heading);
    write_meetings(x, id, rf_buf_string(&heading), part->meetings, part->count, &x->data);
    rf_buf_clear(&heading);
}

/* ---- What is searched ---- */

/* The scripts with the search's data: one for each part, with the year it is of, so that
 * a search in one year loads that year alone; one in all for a short list. */
static struct rf_index_file *list_files(struct index *x, size_t *count)
{
    const struct rf_index_part *parts = x->is_split ? x->parts : &x->whole;
    *count = x->is_split ? x->part_count : 1;
    struct rf_index_file *files =
        RF_ARENA_NEW_ARRAY(x->arena, *count, struct rf_index_file);
    struct rf_buf text = {0};
    for (size_t i = 0; i < *count; i++) {
        struct rf_index_part year = {.year = parts[i].year, .number = 1};
        rf_buf_reset(&text);
        rf_index_name(mark_of(x), &parts[i], ".js", &text);
        files[i].name = rf_arena_string(x->arena, rf_buf_string(&text));
        rf_buf_reset(&text);
        rf_index_year(x->record->series, &year, &text);
        files[i].year =
            parts[i].number ? rf_arena_string(x->arena, rf_buf_string(&text)) : "";
    }
    rf_buf_clear(&text);
    return files;
}

/* The years that the search can be limited to, each once, newest first. */
static const char **list_years(struct index *x, size_t *count)
{
    const char **years = RF_ARENA_NEW_ARRAY(x->arena, x->part_count + 1, const char *);
    struct rf_buf text = {0};
    *count = 0;
    for (size_t i = 0; i < x->part_count; i++) {
        if (x->parts[i].number == 1) {
            rf_buf_reset(&text);
            rf_index_year(x->record->series, &x->parts[i], &text);
            years[(*count)++] = rf_arena_string(x->arena, rf_buf_string(&text));
        }
    }
    rf_buf_clear(&text);
    return years;
}

/* ---- Files ---- */

/* Hands over the file that was written to x->out, unless a row of it could not be read.
 */
static bool take(struct index *x, const char *name)
{
    return !x->rows.reason && x->outlet->take(x->outlet, name, &x->out);
}

static bool take_part(struct index *x, const struct rf_index_part *part,
                      const char *suffix)
{
    struct rf_buf name = {0};
    rf_index_name(mark_of(x), part, suffix, &name);
    bool goes_on = take(x, rf_buf_string(&name));
    rf_buf_clear(&name);
    return goes_on;
}

/* The page of a part: links to the other years, and its meetings. No search. */
static bool make_year_page(struct index *x, const struct rf_index_part *part)
{
    struct rf_buf title = {0};
    rf_buf_printf(&title, "%s ", x->record->series->title.plain);
    rf_index_year(x->record->series, part, &title);
    rf_index_begin(&x->w, rf_buf_string(&title), false);
    rf_buf_clear(&title);
    write_head(x, false);
    write_years(x, part);
    rf_open(&x->w, RF_MAIN, NULL);
    write_part(x, part);
    rf_close(&x->w, RF_MAIN);
    x->w.ops->end(&x->w);
    return take_part(x, part, ".html");
}

/* The script with the search's data of the part that was listed last. */
static bool make_data(struct index *x, const struct rf_index_part *part)
{
    put(x, "referatPart(");
    rf_index_data_put(&x->data, &x->out);
    put(x, ");\n");
    return take_part(x, part, ".js");
}

/* What the page of a folder searches this series by: a list of its scripts. The data of a
 * short list, which stands in the series' own page, is written to a script too. */
static bool make_folder_files(struct index *x)
{
    if (!x->question->has_landing_page) {
        return true;
    }
    if (!x->is_split && !make_data(x, &x->whole)) {
        return false;
    }
    size_t count;
    const struct rf_index_file *files = list_files(x, &count);
    put(x, "referatParts([");
    for (size_t i = 0; i < count; i++) {
        put(x, i ? ",\n[" : "\n[");
        rf_index_json(files[i].year, &x->out);
        put(x, ",");
        rf_index_json(files[i].name, &x->out);
        put(x, "]");
    }
    put(x, "\n]);\n");
    return take(x, own_name(x, "index", "-parts.js"));
}

/* The pages of a long list, each with its script. */
static bool make_years(struct index *x)
{
    bool goes_on = true;
    for (size_t i = 0; i < x->part_count && goes_on && x->is_split; i++) {
        rf_index_data_reset(&x->data);
        goes_on = make_year_page(x, &x->parts[i]) && make_data(x, &x->parts[i]);
    }
    rf_index_data_reset(&x->data);
    return goes_on;
}

/* The search, and below it the newest meetings of a long list, or all of a short one,
 * whose data follows for the script. */
static bool make_landing_page(struct index *x)
{
    struct rf_writer *w = &x->w;
    const struct referat_series *series = x->record->series;
    const struct rf_index_place place = {"", series->title.plain};
    struct rf_landing_entry entry = rf_landing_entry_of(x->record, "", x->arena);
    struct rf_index_search search = {
        .places = &place, .place_count = 1, .outcomes = entry.outcomes};
    search.years = list_years(x, &search.year_count);
    if (x->is_split) {
        search.files = list_files(x, &search.file_count);
    }
    rf_index_begin(&x->w, series->title.plain, true);
    write_head(x, true);
    write_years(x, NULL);
    rf_open(w, RF_MAIN, NULL);
    rf_index_search(w, &search);
    put(x, "<div id=\"list\" class=\"list\">\n");
    if (x->is_split) {
        size_t count = x->meeting_count;
        write_meetings(x, NULL, rf_word(w, RF_LABEL_NEWEST), x->meetings,
                       count < NEWEST_COUNT ? count : NEWEST_COUNT, NULL);
    }
    for (size_t i = 0; i < x->part_count && !x->is_split; i++) {
        write_part(x, &x->parts[i]);
    }
    put(x, "</div>\n");
    rf_close(w, RF_MAIN);
    if (!x->is_split) {
        put(x, "<script type=\"application/json\" id=\"data\">");
        rf_index_data_put(&x->data, &x->out);
        put(x, "</script>\n");
    }
    rf_index_script(w, &search);
    return take(x, own_name(x, "index", ".html"));
}

bool rf_index_html(const struct rf_question *question, struct rf_arena *arena,
                   struct rf_outlet *outlet, const char **error)
{
    struct index x = {.question = question,
                      .record = question->records[0],
                      .arena = arena,
                      .outlet = outlet};
    rf_writer_init(&x.w, &rf_writer_html, x.record->series, &x.out);
    sort_meetings(&x);
    measure(&x);
    make_parts(&x);
    bool is_done = make_years(&x) && make_landing_page(&x) && make_folder_files(&x);
    if (x.rows.reason) {
        *error = rf_arena_format(arena,
                                 "the index of '%s' was not written: its meetings were "
                                 "moved to a temporary file that cannot be read: %s",
                                 x.record->series->path, strerror(x.rows.reason));
    }
    rf_arena_clear(&x.rows.arena);
    rf_index_data_clear(&x.data);
    rf_writer_clear(&x.w);
    rf_buf_clear(&x.out);
    return is_done;
}
