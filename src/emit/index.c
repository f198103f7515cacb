/* The index page of a series: its meetings, newest first, with links to their pages
 * (emit). */
#include "base/date.h"
#include "emit/pages.h"
#include "emit/index.h"

static void write_link(struct rf_writer *w, const struct rf_record_meeting *m,
                       const char *page, enum rf_label label)
{
    struct rf_buf href = {0};
    rf_buf_puts(&href, m->folder);
    rf_buf_puts(&href, *m->folder ? "/" : "");
    rf_buf_puts(&href, page);
    w->ops->link_open(w, rf_buf_string(&href), "");
    rf_text(w, rf_word(w, label));
    w->ops->link_close(w, rf_buf_string(&href), "");
    rf_buf_clear(&href);
}

static void write_status(struct rf_writer *w, enum referat_status status)
{
    if (status != REFERAT_FINAL) {
        rf_text(w, " – ");
        rf_text(
            w, rf_word(w, status == REFERAT_DRAFT ? RF_LABEL_DRAFT : RF_LABEL_CANCELLED));
    }
}

/* A meeting with errors keeps its old pages, if it ever had any: no link is promised. */
static void write_links(struct rf_writer *w, const struct rf_record_meeting *m)
{
    if (m->has_errors) {
        rf_text(w, "–");
        return;
    }
    write_link(w, m, "pack.html", RF_LABEL_PACK);
    if (m->has_agenda) {
        rf_text(w, ", ");
        write_link(w, m, "agenda.html", RF_LABEL_AGENDA);
        write_status(w, m->agenda_status);
    }
    if (m->has_minutes) {
        rf_text(w, ", ");
        write_link(w, m, "minutes.html", RF_LABEL_MINUTES);
        write_status(w, m->minutes_status);
    }
}

static void write_meeting(struct rf_writer *w, const struct rf_record_meeting *m)
{
    w->ops->row_open(w);
    w->ops->cell_open(w, true);
    if (m->date.year) {
        w->ops->date(w, &m->date);
    }
    w->ops->cell_close(w);
    rf_cell(w, m->title);
    w->ops->cell_open(w, false);
    write_links(w, m);
    w->ops->cell_close(w);
    w->ops->cell_open(w, false);
    rf_number(w, (long long)m->item_count);
    w->ops->cell_close(w);
    w->ops->row_close(w);
}

/* The meetings, newest first; NULL at the end. They come in the order of their folders,
 * which mostly is that of their dates: turned round first, they are sorted in about one
 * pass. */
static const struct rf_record_meeting **sorted(const struct rf_record *record,
                                               struct rf_arena *arena)
{
    const struct rf_record_meeting **list = RF_ARENA_NEW_ARRAY(
        arena, record->meeting_count + 1, const struct rf_record_meeting *);
    size_t n = record->meeting_count;
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        list[--n] = m;
    }
    for (size_t i = 1; i < record->meeting_count; i++) {
        const struct rf_record_meeting *m = list[i];
        size_t at = i;
        while (at && rf_date_compare(&list[at - 1]->date, &m->date) < 0) {
            list[at] = list[at - 1];
            at--;
        }
        list[at] = m;
    }
    return list;
}

static void write_head(struct rf_writer *w, const struct rf_record *record,
                       bool has_workbook)
{
    const struct referat_series *series = record->series;
    rf_open(w, RF_HEADER, NULL);
    w->ops->line_open(w, RF_LINE_KICKER);
    rf_value(w, &series->organisation);
    rf_text(w, series->organisation.given == REFERAT_GIVEN ? ", " : "");
    rf_value(w, &series->body);
    w->ops->line_close(w);
    w->ops->heading_open(w);
    rf_value(w, &series->title);
    w->ops->heading_close(w);
    if (has_workbook) {
        w->ops->line_open(w, RF_LINE_PLAIN);
        w->ops->link_open(w, "status.xlsx", "");
        rf_text(w, rf_word(w, RF_LABEL_STATUS_TABLES));
        w->ops->link_close(w, "status.xlsx", "");
        w->ops->line_close(w);
    }
    rf_close(w, RF_HEADER);
}

bool rf_index_html(const struct rf_question *question, struct rf_arena *arena,
                   struct rf_buf *out, const char **error)
{
    const struct rf_record *record = question->records[0];
    static const enum rf_label heads[] = {RF_LABEL_DATE, RF_LABEL_TITLE,
                                          RF_LABEL_DOCUMENT, RF_LABEL_COUNT_ITEMS};
    struct rf_writer w;
    (void)error;
    rf_writer_init(&w, &rf_writer_html, record->series, out);
    const struct rf_about about = {.title = record->series->title.plain,
                                   .mark = "",
                                   .author = record->series->body.plain,
                                   .description = ""};
    w.ops->begin(&w, &about);
    write_head(&w, record, question->has_workbook);
    rf_open(&w, RF_MAIN, NULL);
    w.ops->table_open(&w, rf_word(&w, RF_LABEL_MEETINGS), heads, 4);
    for (const struct rf_record_meeting **m = sorted(record, arena); *m; m++) {
        write_meeting(&w, *m);
    }
    w.ops->table_close(&w);
    rf_close(&w, RF_MAIN);
    w.ops->end(&w);
    rf_writer_clear(&w);
    return true;
}
