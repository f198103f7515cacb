/* The tables of the outcome: decisions, actions, what is to come back, cases, what
 * referat found (tables). Each is its columns, the function that puts a row with a cell
 * for each of them in the same order, and its definition at the end of the file.
 *
 * To add a column is to add a line to the columns and a rf_put_… at the same place of the
 * function; its head is a label of lang/labels.def. The key is what programs read in JSON
 * and never changes. `status --open` (question->open_only) leaves out what is done. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/list.h"
#include "tables/tables.h"

/* ---- Decisions ---- */

static const struct rf_column decision_columns[] = {
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"item", RF_LABEL_ITEM, 9, RF_COLUMN_TEXT},
    {"title", RF_LABEL_TITLE, 34, RF_COLUMN_TEXT},
    {"point", RF_LABEL_POINT, 10, RF_COLUMN_TEXT},
    {"asked", RF_LABEL_ASKED, 42, RF_COLUMN_TEXT},
    {"outcome", RF_LABEL_OUTCOME, 20, RF_COLUMN_STATE},
    {"sentence", RF_LABEL_DECISION, 32, RF_COLUMN_TEXT},
    {"votes", RF_LABEL_VOTES, 28, RF_COLUMN_TEXT},
    {"dissent", RF_LABEL_DISSENT, 18, RF_COLUMN_TEXT},
    {"case", RF_LABEL_CASE, 18, RF_COLUMN_TEXT},
};

/* The cells that a decision and its points have alike. */
static void begin_decision(struct rf_rows *rows, const struct rf_record_item *item)
{
    rf_row_begin(rows);
    rf_put_id(rows, item->meeting->id);
    rf_put_item(rows, item);
    rf_put_text(rows, item->words->title);
}

/* A recommended point as a row of its own, with what was asked. */
static void put_point(struct rf_rows *rows, const struct rf_record_item *item,
                      const struct rf_record_point *point)
{
    begin_decision(rows, item);
    rf_put_text(rows, point->number);
    rf_put_text(rows, point->asked);
    if (point->outcome) {
        rf_put_outcome(rows, point->outcome);
        rf_put_text(rows, rf_outcome_sentence(rows->record->series, point->outcome));
    } else {
        rf_put_state(rows, rf_rows_word(rows, RF_LABEL_NOT_ANSWERED), "unanswered",
                     RF_TONE_BAD);
        rf_put_text(rows, "");
    }
    rf_put_text(rows, "");
    rf_put_text(rows, "");
    rf_put_text(rows, item->words->case_number);
    rf_row_end(rows);
}

/* The decision, then the points of its recommendation. A point is open that was not
 * answered, or that was left open and whose matter did not come back. */
static void put_decision(struct rf_rows *rows, const struct rf_record_item *item)
{
    if (!item->outcome && !*item->words->sentence) {
        return;
    }
    if (!rows->question->open_only || rf_record_is_open(item)) {
        begin_decision(rows, item);
        rf_put_text(rows, "");
        rf_put_text(rows, "");
        rf_put_outcome(rows, item->outcome);
        rf_put_text(rows, item->words->sentence);
        rf_put_text(rows, item->words->votes);
        rf_put_text(rows, item->words->dissent);
        rf_put_text(rows, item->words->case_number);
        rf_row_end(rows);
    }
    for (const struct rf_record_point *p = item->words->points; p; p = p->next) {
        bool is_left = rf_outcome_effect(p->outcome) == RF_EFFECT_OPEN;
        bool is_open = !p->outcome || (is_left && !item->carried_to);
        if (!rows->question->open_only || is_open) {
            put_point(rows, item, p);
        }
    }
}

/* ---- Actions ---- */

static const struct rf_column action_columns[] = {
    {"id", RF_LABEL_ID, 18, RF_COLUMN_TEXT},
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"item", RF_LABEL_ITEM, 9, RF_COLUMN_TEXT},
    {"task", RF_LABEL_ACTION, 60, RF_COLUMN_TEXT},
    {"owner", RF_LABEL_OWNER, 24, RF_COLUMN_TEXT},
    {"due", RF_LABEL_DEADLINE, 16, RF_COLUMN_DATE},
    {"state", RF_LABEL_STATE, 14, RF_COLUMN_STATE},
    {"closed_at", RF_LABEL_CLOSED_AT, 14, RF_COLUMN_TEXT},
    {"days_overdue", RF_LABEL_DAYS_OVERDUE, 12, RF_COLUMN_NUMBER},
    {"note", RF_LABEL_NOTE, 30, RF_COLUMN_TEXT},
};

/* A follow-up with its state now, which later minutes may have changed. */
static void put_action(struct rf_rows *rows, const struct rf_record_action *action)
{
    static const enum rf_tone tones[] = {
        [REFERAT_ACTION_OPEN] = RF_TONE_WAITING,
        [REFERAT_ACTION_DONE] = RF_TONE_GOOD,
        [REFERAT_ACTION_CANCELLED] = RF_TONE_PLAIN,
    };
    long overdue = rf_days_overdue(rows->question, action);
    rf_row_begin(rows);
    rf_put_id(rows, action->id);
    rf_put_id(rows, action->item->meeting->id);
    rf_put_item(rows, action->item);
    rf_put_text(rows, action->task);
    rf_put_text(rows, action->owners);
    rf_put_due(rows, &action->due, action->due_written);
    rf_put_state(rows, rows->lang->action_state_words[action->state],
                 rf_action_state_terms()[action->state],
                 overdue ? RF_TONE_BAD : tones[action->state]);
    rf_put_id(rows, action->closed_by ? action->closed_by->id : "");
    rf_put_count(rows, overdue);
    rf_put_text(rows, action->note);
    rf_row_end(rows);
}

/* Of a series that is followed: the open ones. */
static void write_actions(struct rf_rows *rows, const struct rf_record *record)
{
    bool open_only = rows->question->open_only || record != rows->own;
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        for (const struct rf_record_action *a = m->actions; a; a = a->next) {
            if (rf_rows_want(rows, m) &&
                (!open_only || a->state == REFERAT_ACTION_OPEN)) {
                put_action(rows, a);
            }
        }
    }
}

/* ---- Forward ---- */

static const struct rf_column forward_columns[] = {
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"item", RF_LABEL_ITEM, 9, RF_COLUMN_TEXT},
    {"title", RF_LABEL_TITLE, 56, RF_COLUMN_TEXT},
    {"kind", RF_LABEL_KIND, 16, RF_COLUMN_STATE},
    {"to", RF_LABEL_TO, 24, RF_COLUMN_TEXT},
    {"returns", RF_LABEL_RETURNS, 18, RF_COLUMN_DATE},
    {"came_back", RF_LABEL_CAME_BACK, 18, RF_COLUMN_STATE},
};

/* The item that took the matter up again, or that none has. */
static void put_came_back(struct rf_rows *rows, const struct rf_record_item *item)
{
    const struct rf_record_item *back = item->carried_to;
    if (back) {
        const char *place =
            rf_arena_join(rows->sink->arena, rf_shown_id(rows, back->meeting->id), "/",
                          back->number, NULL);
        struct rf_cell cell = {.type = RF_CELL_TEXT,
                               .text = place,
                               .meeting = back->meeting,
                               .anchor = back->anchor,
                               .tone = RF_TONE_GOOD};
        rf_put(rows, &cell);
    } else {
        rf_put_state(rows, rf_rows_word(rows, RF_LABEL_PENDING), "pending",
                     RF_TONE_WAITING);
    }
}

/* An item comes back because the minutes promise it for a day, because it was left open,
 * or because a later agenda took it up. */
static void put_forward(struct rf_rows *rows, const struct rf_record_item *item)
{
    static const struct {
        const char *term;
        enum rf_label label;
    } kinds[] = {{"promised", RF_LABEL_PROMISED},
                 {"postponed", RF_LABEL_POSTPONED},
                 {"carried", RF_LABEL_CARRIED}};
    bool is_left = rf_outcome_effect(item->outcome) == RF_EFFECT_OPEN;
    int kind = item->words->returns.year ? 0 : is_left ? 1 : item->carried_to ? 2 : -1;
    if (kind < 0 || (rows->question->open_only && !rf_record_is_open(item))) {
        return;
    }
    rf_row_begin(rows);
    rf_put_id(rows, item->meeting->id);
    rf_put_item(rows, item);
    rf_put_text(rows, item->words->title);
    rf_put_state(rows, rf_rows_word(rows, kinds[kind].label), kinds[kind].term,
                 RF_TONE_PLAIN);
    rf_put_text(rows, item->words->to);
    rf_put_date(rows, &item->words->returns);
    put_came_back(rows, item);
    rf_row_end(rows);
}

/* Of a series that is followed: what it left to come back, and nothing that did. */
static void put_pending(struct rf_rows *rows, const struct rf_record_item *item)
{
    if (item->is_pending) {
        put_forward(rows, item);
    }
}

static void write_pending(struct rf_rows *rows, const struct rf_record *record)
{
    rf_each_item(rows, record, put_pending);
}

/* ---- Cases ---- */

static const struct rf_column case_columns[] = {
    {"case", RF_LABEL_CASE, 18, RF_COLUMN_TEXT},
    {"date", RF_LABEL_DATE, 14, RF_COLUMN_DATE},
    {"body", RF_LABEL_BODY, 28, RF_COLUMN_TEXT},
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"item", RF_LABEL_ITEM, 9, RF_COLUMN_TEXT},
    {"title", RF_LABEL_TITLE, 50, RF_COLUMN_TEXT},
    {"outcome", RF_LABEL_OUTCOME, 26, RF_COLUMN_STATE},
    {"sentence", RF_LABEL_DECISION, 40, RF_COLUMN_TEXT},
};

/* An item of a case, with the record it stands in. */
struct case_item {
    const struct rf_record *record;
    const struct rf_record_item *item;
    size_t order; /* in which it was found: keeps the sort stable */
};

/* By case, then date: a case's way through meetings and bodies. */
static int compare_cases(const void *left, const void *right)
{
    const struct case_item *a = left, *b = right;
    int order = strcmp(a->item->words->case_number, b->item->words->case_number);
    if (!order) {
        order = rf_date_compare(&a->item->meeting->date, &b->item->meeting->date);
    }
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

struct cases {
    struct case_item *list;
    size_t count, capacity;
};

/* Adds the items of a record that have a case number. */
static void add_cases(struct cases *cases, const struct rf_record *record,
                      struct rf_arena *arena)
{
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        for (const struct rf_record_item *t = m->items; t; t = t->next) {
            if (t->words && *t->words->case_number) {
                RF_LIST_ADD(arena, cases, (struct case_item){record, t, cases->count});
            }
        }
    }
}

/* A case passes through several series, so all of them are listed at once, when the table
 * is written for the first. */
static void write_cases(struct rf_rows *rows, const struct rf_record *record)
{
    const struct rf_question *question = rows->question;
    struct cases cases = {0};
    for (size_t i = 0; record == question->records[0] && i < question->record_count;
         i++) {
        add_cases(&cases, question->records[i], rows->sink->arena);
    }
    if (cases.count) {
        qsort(cases.list, cases.count, sizeof *cases.list, compare_cases);
    }
    for (size_t i = 0; i < cases.count; i++) {
        const struct rf_record_item *item = cases.list[i].item;
        rows->own = cases.list[i].record;
        rf_rows_enter(rows, rows->own);
        rf_row_begin(rows);
        rf_put_text(rows, item->words->case_number);
        rf_put_date(rows, &item->meeting->date);
        rf_put_text(rows, rows->own->series->body.plain);
        rf_put_id(rows, item->meeting->id);
        rf_put_item(rows, item);
        rf_put_text(rows, item->words->title);
        rf_put_item_outcome(rows, item);
        rf_put_text(rows, item->words->sentence);
        rf_row_end(rows);
    }
}

/* ---- Checks ---- */

static const struct rf_column check_columns[] = {
    {"severity", RF_LABEL_SEVERITY, 12, RF_COLUMN_STATE},
    {"name", RF_LABEL_NAME, 26, RF_COLUMN_TEXT},
    {"file", RF_LABEL_FILE, 40, RF_COLUMN_TEXT},
    {"line", RF_LABEL_LINE, 9, RF_COLUMN_NUMBER},
    {"message", RF_LABEL_MESSAGE, 90, RF_COLUMN_TEXT},
};

/* The findings of this run, as they are printed. */
static void write_checks(struct rf_rows *rows, const struct rf_record *record)
{
    static const struct {
        const char *term;
        enum rf_tone tone;
    } severities[] = {{"off", RF_TONE_PLAIN},
                      {"note", RF_TONE_PLAIN},
                      {"warning", RF_TONE_WAITING},
                      {"error", RF_TONE_BAD}};
    for (const struct rf_record_finding *f = record->findings; f; f = f->next) {
        rf_row_begin(rows);
        rf_put_state(rows, severities[f->severity].term, severities[f->severity].term,
                     severities[f->severity].tone);
        rf_put_text(rows, f->name);
        rf_put_text(rows, f->file);
        rf_put_count(rows, f->line);
        rf_put_text(rows, f->message);
        rf_row_end(rows);
    }
}

/* ---- The tables ---- */

const struct rf_table rf_table_decisions = {"decisions", RF_LABEL_DECISIONS,
                                            RF_COLUMNS(decision_columns),
                                            .put_item = put_decision};
const struct rf_table rf_table_actions = {
    "actions", RF_LABEL_ACTIONS, RF_COLUMNS(action_columns), .write = write_actions,
    .write_followed = write_actions};
const struct rf_table rf_table_forward = {
    "forward", RF_LABEL_FORWARD, RF_COLUMNS(forward_columns), .put_item = put_forward,
    .write_followed = write_pending};
const struct rf_table rf_table_cases = {"cases", RF_LABEL_CASES, RF_COLUMNS(case_columns),
                                        .write = write_cases};
const struct rf_table rf_table_checks = {
    "checks", RF_LABEL_CHECKS, RF_COLUMNS(check_columns), .write = write_checks};
