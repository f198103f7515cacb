/* The index page of a series: its meetings, newest first, with links to their pages
 * (emit). */
#include "base/date.h"
#include "emit/pages.h"
#include "emit/index.h"

static void write_link(struct rf_writer *w, const struct rf_digest_meeting *m,
                       const char *page, enum rf_label label)
{
    struct rf_buf href = {0};
    rf_buf_puts(&href, m->folder);
    rf_buf_puts(&href, page);
    w->ops->link_open(w, rf_buf_string(&href), "");
    rf_text(w, rf_word(w, label));
    w->ops->link_close(w, rf_buf_string(&href), "");
    rf_buf_clear(&href);
}

static void write_meeting(struct rf_writer *w, const struct rf_digest_meeting *m)
{
    w->ops->entry_open(w, "");
    rf_text(w, m->title);
    if (m->date.year) {
        rf_text(w, " – ");
        w->ops->date(w, &m->date);
    }
    if (m->agenda_status != REFERAT_FINAL) {
        rf_text(w, " – ");
        rf_text(w, rf_word(w, m->agenda_status == REFERAT_DRAFT ? RF_LABEL_DRAFT
                                                                : RF_LABEL_CANCELLED));
    }
    rf_text(w, ": ");
    if (m->has_agenda) {
        write_link(w, m, "/agenda.html", RF_LABEL_AGENDA);
        rf_text(w, ", ");
    }
    if (m->has_minutes) {
        write_link(w, m, "/minutes.html", RF_LABEL_MINUTES);
        rf_text(w, ", ");
    }
    write_link(w, m, "/pack.html", RF_LABEL_PACK);
    w->ops->entry_close(w);
}

/* The meetings, newest first; NULL at the end. */
static const struct rf_digest_meeting **sorted(const struct rf_digest *digest)
{
    const struct rf_digest_meeting **list = RF_ARENA_NEW_ARRAY(
        digest->arena, digest->meeting_count + 1, const struct rf_digest_meeting *);
    size_t count = 0;
    for (const struct rf_digest_meeting *m = digest->meetings; m; m = m->next) {
        size_t at = count++;
        while (at && rf_date_compare(&list[at - 1]->date, &m->date) < 0) {
            list[at] = list[at - 1];
            at--;
        }
        list[at] = m;
    }
    return list;
}

bool rf_index_html(const struct rf_digest *digest, struct rf_buf *out, const char **error)
{
    struct rf_writer w;
    (void)error;
    rf_writer_init(&w, &rf_writer_html, digest->series, out);
    w.ops->begin(&w, digest->series->title.plain, "");
    rf_open(&w, RF_MAIN, NULL);
    w.ops->heading_open(&w);
    rf_value(&w, &digest->series->title);
    w.ops->heading_close(&w);
    w.ops->list_open(&w, RF_LIST_PLAIN);
    for (const struct rf_digest_meeting **m = sorted(digest); *m; m++) {
        write_meeting(&w, *m);
    }
    w.ops->list_close(&w, RF_LIST_PLAIN);
    rf_close(&w, RF_MAIN);
    w.ops->end(&w);
    rf_writer_clear(&w);
    return true;
}
