/* The one screen for a Monday: what is next, overdue, open, promised, not approved, not
 * answered (tables). Six small tables, which are no sheets of the workbook: each answers
 * one question of whoever prepares the next meeting.
 *
 *     Open follow-ups
 *     2026-03-02-1  Ask the school for its plan  FAS  2026-04-01
 *
 * Their sources are lists of the record (open, pending) or a walk over its meetings; like
 * the tables of the workbook they have columns and a function that puts rows. */
#include <string.h>

#include "base/date.h"
#include "tables/tables.h"

/* ---- The next meeting ---- */

static const struct rf_column next_columns[] = {
    {"date", RF_LABEL_DATE, 14, RF_COLUMN_DATE},
    {"time", RF_LABEL_TIME, 18, RF_COLUMN_TEXT},
    {"title", RF_LABEL_TITLE, 40, RF_COLUMN_TEXT},
    {"place", RF_LABEL_PLACE, 28, RF_COLUMN_TEXT},
    {"items", RF_LABEL_COUNT_ITEMS, 9, RF_COLUMN_NUMBER},
    {"agenda", RF_LABEL_AGENDA, 12, RF_COLUMN_STATE},
};

/* The first on or after the day that was not cancelled; without a day the first that has
 * no minutes. */
static const struct rf_record_meeting *find_next(const struct rf_question *question,
                                                 const struct rf_record *record)
{
    const struct rf_record_meeting *next = NULL;
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        bool is_ahead =
            question->as_of.year
                ? m->date.year && rf_date_compare(&m->date, &question->as_of) >= 0
                : !m->has_minutes;
        bool is_sooner = !next || rf_date_compare(&m->date, &next->date) < 0;
        bool is_candidate = m->agenda_status != REFERAT_CANCELLED && !m->is_unread;
        if (is_ahead && is_sooner && is_candidate) {
            next = m;
        }
    }
    return next;
}

/* When and where it is, and whether its agenda is final. */
static void write_next(struct rf_rows *rows, const struct rf_record *record)
{
    const struct rf_record_meeting *m = find_next(rows->question, record);
    if (!m) {
        return;
    }
    struct rf_buf time = {0};
    if (m->start_min >= 0 && m->end_min >= 0) {
        rf_lang_range(rows->lang, m->start_min, m->end_min, &time);
    } else if (m->start_min >= 0) {
        rf_lang_time(rows->lang, m->start_min, &time);
    }
    rf_row_begin(rows);
    rf_put_date(rows, &m->date);
    rf_put_text(rows, rf_buf_string(&time));
    rf_put_text(rows, m->title);
    rf_put_text(rows, m->place);
    rf_put_number(rows, (long long)m->item_count);
    rf_put_state(rows, rows->lang->status_words[m->agenda_status],
                 rf_status_terms()[m->agenda_status],
                 m->agenda_status == REFERAT_DRAFT ? RF_TONE_WAITING : RF_TONE_GOOD);
    rf_row_end(rows);
    rf_buf_clear(&time);
}

/* ---- Follow-ups ---- */

/* The record's lists also have what is open of series that are followed. */
static bool is_wanted(const struct rf_rows *rows, const struct rf_record_meeting *m)
{
    return rf_rows_include(rows, m->record) && rf_rows_want(rows, m);
}

static const struct rf_column action_columns[] = {
    {"id", RF_LABEL_ID, 18, RF_COLUMN_TEXT},
    {"task", RF_LABEL_ACTION, 60, RF_COLUMN_TEXT},
    {"owner", RF_LABEL_OWNER, 24, RF_COLUMN_TEXT},
    {"due", RF_LABEL_DEADLINE, 16, RF_COLUMN_DATE},
    {"days_overdue", RF_LABEL_DAYS_OVERDUE, 12, RF_COLUMN_NUMBER},
};

/* Open actions that are overdue, or those that are not: together, each once. */
static void write_open(struct rf_rows *rows, const struct rf_record *record,
                       bool is_overdue)
{
    for (size_t i = 0; i < record->open_count; i++) {
        const struct rf_record_action *action = record->open[i];
        long overdue = rf_days_overdue(rows->question, action);
        if ((overdue > 0) != is_overdue || !is_wanted(rows, action->item->meeting)) {
            continue;
        }
        rf_rows_enter(rows, action->item->meeting->record);
        struct rf_cell id = {.type = RF_CELL_TEXT,
                             .text = rf_shown_id(rows, action->id),
                             .meeting = action->item->meeting,
                             .anchor = action->item->anchor,
                             .tone = overdue ? RF_TONE_BAD : RF_TONE_WAITING};
        rf_row_begin(rows);
        rf_put(rows, &id);
        rf_put_text(rows, action->task);
        rf_put_text(rows, action->owners);
        rf_put_due(rows, &action->due, action->due_written);
        rf_put_count(rows, overdue);
        rf_row_end(rows);
    }
}

/* A row each of "what should have been done" … */
static void write_overdue(struct rf_rows *rows, const struct rf_record *record)
{
    write_open(rows, record, true);
}

/* … and of "what is under way", so that the first stands out. */
static void write_not_due(struct rf_rows *rows, const struct rf_record *record)
{
    write_open(rows, record, false);
}

/* ---- What comes back ---- */

static const struct rf_column forward_columns[] = {
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"item", RF_LABEL_ITEM, 9, RF_COLUMN_TEXT},
    {"title", RF_LABEL_TITLE, 56, RF_COLUMN_TEXT},
    {"kind", RF_LABEL_KIND, 16, RF_COLUMN_STATE},
    {"to", RF_LABEL_TO, 24, RF_COLUMN_TEXT},
    {"returns", RF_LABEL_RETURNS, 18, RF_COLUMN_DATE},
};

/* Items that were put off or promised for a day and have not come back. */
static void write_pending(struct rf_rows *rows, const struct rf_record *record)
{
    for (size_t i = 0; i < record->pending_count; i++) {
        const struct rf_record_item *item = record->pending[i];
        bool is_promise = item->words->returns.year != 0;
        if (!is_wanted(rows, item->meeting)) {
            continue;
        }
        rf_rows_enter(rows, item->meeting->record);
        rf_row_begin(rows);
        rf_put_meeting(rows, item->meeting);
        rf_put_item(rows, item);
        rf_put_text(rows, item->words->title);
        rf_put_state(
            rows, rf_rows_word(rows, is_promise ? RF_LABEL_PROMISED : RF_LABEL_POSTPONED),
            is_promise ? "promised" : "postponed", RF_TONE_WAITING);
        rf_put_text(rows, item->words->to);
        rf_put_date(rows, &item->words->returns);
        rf_row_end(rows);
    }
}

/* ---- What is missing ---- */

static const struct rf_column point_columns[] = {
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"item", RF_LABEL_ITEM, 9, RF_COLUMN_TEXT},
    {"point", RF_LABEL_POINT, 10, RF_COLUMN_TEXT},
    {"asked", RF_LABEL_ASKED, 60, RF_COLUMN_TEXT},
};

/* Recommended points that final minutes leave without an answer. */
static void put_unanswered(struct rf_rows *rows, const struct rf_record_item *item)
{
    bool is_answer_due = item->meeting->minutes_status == REFERAT_FINAL &&
                         item->outcome != REFERAT_UNDECIDED &&
                         rf_outcome_answers_points(item->outcome);
    for (const struct rf_record_point *p = item->words->points; p && is_answer_due;
         p = p->next) {
        if (!p->outcome) {
            rf_row_begin(rows);
            rf_put_meeting(rows, item->meeting);
            rf_put_item(rows, item);
            rf_put_text(rows, p->number);
            rf_put_text(rows, p->asked);
            rf_row_end(rows);
        }
    }
}

static const struct rf_column minutes_columns[] = {
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"date", RF_LABEL_DATE, 14, RF_COLUMN_DATE},
    {"title", RF_LABEL_TITLE, 44, RF_COLUMN_TEXT},
    {"minutes", RF_LABEL_MINUTES, 12, RF_COLUMN_STATE},
};

/* Minutes that await approval, in the order of the meetings. */
static void write_unapproved(struct rf_rows *rows, const struct rf_record *record)
{
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        if (rf_record_approval(m) != RF_APPROVAL_AWAITED || !rf_rows_want(rows, m)) {
            continue;
        }
        rf_row_begin(rows);
        rf_put_meeting(rows, m);
        rf_put_date(rows, &m->date);
        rf_put_text(rows, m->title);
        rf_put_state(rows, rows->lang->status_words[m->minutes_status],
                     rf_status_terms()[m->minutes_status],
                     m->minutes_status == REFERAT_DRAFT ? RF_TONE_WAITING
                                                        : RF_TONE_PLAIN);
        rf_row_end(rows);
    }
}

/* ---- The screen ---- */

/* The tables in the order of urgency. One without rows says so in a line (text.c): that
 * nothing is overdue is worth knowing. */

void rf_dashboard(const struct rf_question *question, struct rf_sink *sink)
{
    static const struct rf_table parts[] = {
        {"next", RF_LABEL_NEXT_MEETING, RF_COLUMNS(next_columns), .write = write_next},
        {"overdue", RF_LABEL_OVERDUE, RF_COLUMNS(action_columns), .write = write_overdue,
         .has_followed = true},
        {"open", RF_LABEL_OPEN_ACTIONS, RF_COLUMNS(action_columns),
         .write = write_not_due, .has_followed = true},
        {"pending", RF_LABEL_FORWARD, RF_COLUMNS(forward_columns), .write = write_pending,
         .has_followed = true},
        {"unanswered", RF_LABEL_UNANSWERED, RF_COLUMNS(point_columns),
         .put_item = put_unanswered},
        {"unapproved", RF_LABEL_UNAPPROVED, RF_COLUMNS(minutes_columns),
         .write = write_unapproved, .write_followed = write_unapproved},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        rf_table_write(&parts[i], question, sink);
    }
}
