/* A meeting in the index: its links, what was decided and who follows it up (index). Only
 * HTML is written here, so that markup without a name in render/writer.h is put directly.
 * What list and search both show is computed by the functions at the top, for both: the
 * script makes the same elements with the same classes from index_data.c's JSON. */
#include <string.h>

#include "base/date.h"
#include "base/digits.h"
#include "index/internal.h"
#include "render/html_escape.h"

static void put(struct rf_writer *w, const char *markup)
{
    rf_html_markup(w->out, markup);
}

/* ---- What list and search both show ---- */

const struct rf_record_item *rf_index_items(const struct rf_record_meeting *meeting)
{
    const struct rf_record_item *first = meeting->has_errors ? NULL : meeting->items;
    return first && !first->words ? first->next : first;
}

const struct rf_record_action *rf_index_actions(const struct rf_record_meeting *meeting)
{
    const struct rf_record_action *action = meeting->actions;
    while (action && !action->item->words) {
        action = action->next;
    }
    return action;
}

const char *rf_index_wording(const struct rf_lang *lang,
                             const struct rf_record_item *item)
{
    const char *sentence = item->words->sentence;
    return strcmp(sentence, lang->outcome_sentences[item->outcome]) == 0 ? "" : sentence;
}

void rf_index_due(const struct rf_lang *lang, const struct rf_record_action *action,
                  struct rf_buf *out)
{
    rf_lang_deadline(lang, &action->due, action->due_written, out);
}

/* All but the unreserved characters of RFC 3986 and "/" are coded. */
void rf_index_url(const char *path, struct rf_buf *out)
{
    static const char unreserved[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/";
    char coded[RF_PERCENT_BYTES];
    for (const char *p = path; *p;) {
        size_t n = strspn(p, unreserved);
        rf_buf_add(out, p, n);
        p += n;
        if (*p) {
            rf_percent(coded, (unsigned char)*p++);
            rf_buf_add(out, coded, sizeof coded);
        }
    }
}

const char *rf_index_tone(enum referat_outcome outcome)
{
    static const char *const tones[] = {
        [RF_EFFECT_NONE] = "",
        [RF_EFFECT_FINAL] = "final",
        [RF_EFFECT_OPEN] = "open",
        [RF_EFFECT_MOVES] = "open",
    };
    return tones[rf_outcome_effect(outcome)];
}

/* ---- Links ---- */

/* Opens a link to a page of the meeting, or to a place in it. */
static void open_link(struct rf_writer *w, const struct rf_record_meeting *m,
                      const char *page, const char *anchor)
{
    put(w, "<a href=\"");
    rf_index_url(m->folder, w->out);
    put(w, *m->folder ? "/" : "");
    put(w, page);
    put(w, *anchor ? "#" : "");
    rf_index_url(anchor, w->out);
    put(w, "\">");
}

/* A link to a page of the meeting, and what the document is where it is not final. */
static void write_page(struct rf_writer *w, const struct rf_record_meeting *m,
                       const char *page, enum rf_label label, enum referat_status status)
{
    put(w, "<li>");
    open_link(w, m, page, "");
    rf_text(w, rf_word(w, label));
    put(w, "</a>");
    if (status != REFERAT_FINAL) {
        rf_text(w, " – ");
        rf_text(
            w, rf_word(w, status == REFERAT_DRAFT ? RF_LABEL_DRAFT : RF_LABEL_CANCELLED));
    }
    put(w, "</li>");
}

/* The pages of a meeting: those of the documents that it has. */
static void write_pages(struct rf_writer *w, const struct rf_record_meeting *m)
{
    put(w, "<ul class=\"pages\">");
    write_page(w, m, "pack.html", RF_LABEL_PACK, REFERAT_FINAL);
    if (m->has_agenda) {
        write_page(w, m, "agenda.html", RF_LABEL_AGENDA, m->agenda_status);
    }
    if (m->has_minutes) {
        write_page(w, m, "minutes.html", RF_LABEL_MINUTES, m->minutes_status);
    }
    put(w, "</ul>\n");
}

/* ---- Items ---- */

/* An outcome as a word, with the class of its effect: what is still open stands out. */
static void write_outcome(struct rf_writer *w, enum referat_outcome outcome)
{
    if (outcome) {
        put(w, " <span class=\"outcome ");
        put(w, rf_index_tone(outcome));
        put(w, "\">");
        rf_text(w, w->lang->outcome_words[outcome]);
        put(w, "</span>");
    }
}

/* The recommended points, each with its outcome. */
static void write_points(struct rf_writer *w, const struct rf_record_point *points)
{
    put(w, points ? "\n<ul class=\"points\">\n" : "");
    for (const struct rf_record_point *p = points; p; p = p->next) {
        put(w, "<li>");
        rf_text(w, p->number);
        put(w, ". ");
        rf_text(w, p->asked);
        write_outcome(w, p->outcome);
        put(w, "</li>\n");
    }
    put(w, points ? "</ul>" : "");
}

/* "label value", after a dot where it is not the first of its line. */
static void write_fact(struct rf_writer *w, const char *label, const char *value,
                       bool is_first)
{
    rf_text(w, is_first ? "" : " · ");
    rf_text(w, label);
    rf_text(w, *label ? " " : "");
    rf_text(w, value);
}

/* The task, then who does it, by when, and its state, with a dot between what is there.
 */
static void write_task(struct rf_writer *w, const struct rf_record_action *action)
{
    struct rf_buf due = {0};
    rf_index_due(w->lang, action, &due);
    put(w, action->state == REFERAT_ACTION_OPEN ? "<li>" : "<li class=\"closed\">");
    rf_text(w, action->task);
    put(w, " <span class=\"meta\">");
    if (*action->owners) {
        rf_names_text(w, action->owners);
    }
    if (due.n) {
        write_fact(w, rf_word(w, RF_LABEL_DEADLINE), rf_buf_string(&due),
                   !*action->owners);
    }
    write_fact(w, "", w->lang->action_state_words[action->state],
               !*action->owners && !due.n);
    put(w, "</span></li>\n");
    rf_buf_clear(&due);
}

/* The item's tasks, from action on; returns the first of a later item. A meeting's
 * actions are in the order of its items. */
static const struct rf_record_action *write_tasks(struct rf_writer *w,
                                                  const struct rf_record_item *item,
                                                  const struct rf_record_action *action)
{
    bool has_tasks = action && action->item == item;
    put(w, has_tasks ? "\n<ul class=\"tasks\">\n" : "");
    for (; action && action->item == item; action = action->next) {
        write_task(w, action);
    }
    put(w, has_tasks ? "</ul>" : "");
    return action;
}

/* Number, title as a link into the pack, outcome, wording, case, points. */
static void write_item(struct rf_writer *w, const struct rf_record_item *item)
{
    const struct rf_record_words *words = item->words;
    const char *wording = rf_index_wording(w->lang, item);
    put(w, "<span class=\"number\">");
    rf_text(w, item->number);
    put(w, "</span> ");
    open_link(w, item->meeting, "pack.html", item->anchor);
    rf_text(w, words->title);
    put(w, "</a>");
    write_outcome(w, item->outcome);
    if (words->access == REFERAT_CLOSED) {
        put(w, " <span class=\"outcome open\">");
        rf_text(w, rf_word(w, RF_LABEL_CLOSED_ITEM));
        put(w, "</span>");
    }
    if (*wording) {
        put(w, "\n<p class=\"said\">");
        rf_text(w, wording);
        put(w, "</p>");
    }
    if (*words->case_number) {
        put(w, "\n<p class=\"meta\">");
        write_fact(w, rf_word(w, RF_LABEL_CASE), words->case_number, true);
        put(w, "</p>");
    }
    write_points(w, words->points);
}

/* The items in the order of the agenda; tasks are taken from the meeting's list as their
 * items come. */
static void write_items(struct rf_writer *w, const struct rf_record_meeting *m)
{
    const struct rf_record_action *action = rf_index_actions(m);
    put(w, "<ul class=\"items\">\n");
    for (const struct rf_record_item *item = rf_index_items(m); item; item = item->next) {
        put(w, "<li>");
        write_item(w, item);
        action = write_tasks(w, item, action);
        put(w, "</li>\n");
    }
    put(w, "</ul>\n");
}

/* ---- The meeting ---- */

/* Date and title, the date alone where the title holds it. The title of a meeting whose
 * documents hold an error that may hide what is closed is not known to be open: its day
 * stands for it, or its id. */
static void write_title(struct rf_writer *w, const struct rf_record_meeting *m)
{
    w->ops->heading_open(w);
    if (m->date.year) {
        rf_buf_reset(&w->scratch);
        rf_lang_date(w->lang, &m->date, &w->scratch);
        if (!strstr(m->title, rf_buf_string(&w->scratch))) {
            w->ops->date(w, &m->date);
            put(w, " ");
        }
    }
    if (m->is_unread) {
        rf_text(w, m->date.year ? "" : m->id);
        put(w, m->date.year ? "" : " ");
        rf_text(w, "(");
        rf_text(w, rf_word(w, RF_LABEL_UNREAD));
        rf_text(w, ")");
    } else {
        rf_text(w, m->title);
    }
    w->ops->heading_close(w);
}

void rf_index_meeting(struct rf_writer *w, const struct rf_record_meeting *m)
{
    put(w, "<div class=\"meeting\">\n");
    w->level++;
    write_title(w, m);
    if (!m->has_errors) { /* with errors it keeps its old pages, if it ever had any */
        write_pages(w, m);
    }
    if (rf_index_items(m)) {
        write_items(w, m);
    }
    w->level--;
    put(w, "</div>\n");
}
