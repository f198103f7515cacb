/* The tables of what was planned and who was there: meetings, items, schedule, annexes,
 * attendance (tables). Each is its columns, the function that puts a row with a cell for
 * each of them in the same order, and its definition at the end of the file.
 *
 * A link stands where a reader would look for it first; elsewhere the same meeting or
 * item is only named, because a workbook holds a limited number of links (sheet_links.h).
 */
#include "store/evict.h"
#include "tables/tables.h"

/* ---- Meetings ---- */

static const struct rf_column meeting_columns[] = {
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"date", RF_LABEL_DATE, 14, RF_COLUMN_DATE},
    {"title", RF_LABEL_TITLE, 44, RF_COLUMN_TEXT},
    {"start", RF_LABEL_START, 10, RF_COLUMN_TEXT},
    {"end", RF_LABEL_END, 10, RF_COLUMN_TEXT},
    {"place", RF_LABEL_PLACE, 28, RF_COLUMN_TEXT},
    {"state", RF_LABEL_STATE, 12, RF_COLUMN_STATE},
    {"agenda", RF_LABEL_AGENDA, 12, RF_COLUMN_STATE},
    {"minutes", RF_LABEL_MINUTES, 12, RF_COLUMN_STATE},
    {"approved_at", RF_LABEL_APPROVED_AT, 20, RF_COLUMN_STATE},
    {"sealed", RF_LABEL_SEALED, 14, RF_COLUMN_DATE},
    {"items", RF_LABEL_COUNT_ITEMS, 9, RF_COLUMN_NUMBER},
    {"decisions", RF_LABEL_DECISIONS, 13, RF_COLUMN_NUMBER},
    {"actions", RF_LABEL_ACTIONS, 14, RF_COLUMN_NUMBER},
    {"annexes", RF_LABEL_ANNEXES, 9, RF_COLUMN_NUMBER},
};

/* The status of an agenda or of minutes; nothing where the document is missing. */
static void put_status(struct rf_rows *rows, bool is_there, enum referat_status status)
{
    static const enum rf_tone tones[] = {
        [REFERAT_FINAL] = RF_TONE_GOOD,
        [REFERAT_DRAFT] = RF_TONE_WAITING,
        [REFERAT_CANCELLED] = RF_TONE_PLAIN,
    };
    rf_put_state(rows, is_there ? rows->lang->status_words[status] : "",
                 is_there ? rf_status_terms()[status] : "", tones[status]);
}

/* The day of the signatures, or the item that approved the minutes, or that they await
 * approval. */
static void put_approval(struct rf_rows *rows, const struct rf_record_meeting *m)
{
    enum rf_approval_state state = rf_record_approval(m);
    if (state == RF_APPROVAL_NONE) {
        rf_put_text(rows, "");
    } else if (state == RF_APPROVAL_SIGNED) {
        struct rf_cell cell = {
            .type = RF_CELL_DATE, .date = &m->signed_on, .tone = RF_TONE_GOOD};
        rf_put(rows, &cell);
    } else if (state == RF_APPROVAL_GIVEN) {
        const struct rf_record_item *item = rf_record_item_of(m->approved_by);
        struct rf_cell cell = {.type = RF_CELL_TEXT,
                               .text = rf_shown_id(rows, item->meeting->id),
                               .meeting = item->meeting,
                               .anchor = item->anchor,
                               .tone = RF_TONE_GOOD};
        rf_put(rows, &cell);
    } else {
        bool is_signed = rows->record->series->approval == REFERAT_APPROVAL_SIGNATURES;
        rf_put_state(rows, rf_rows_word(rows, RF_LABEL_NOT_APPROVED),
                     is_signed ? "not-signed" : "not-approved", RF_TONE_WAITING);
    }
}

/* The day of the seal. Where the seal has no day, but what it says of the approval holds,
 * the word alone; a seal that does not fit its documents is shown as broken. */
static void put_seal(struct rf_rows *rows, const struct rf_record_meeting *m)
{
    if (m->has_broken_seal) {
        rf_put_state(rows, rf_rows_word(rows, RF_LABEL_SEAL_BROKEN), "broken",
                     RF_TONE_BAD);
    } else if (m->claim_state == RF_CLAIM_HOLDS && !m->sealed.year) {
        rf_put_state(rows, rf_rows_word(rows, RF_LABEL_SEALED), "sealed", RF_TONE_GOOD);
    } else {
        rf_put_date(rows, &m->sealed);
    }
}

/* A meeting with an error that may hide what is closed: which one it is, and its seal. */
static void put_unread(struct rf_rows *rows, const struct rf_record_meeting *m)
{
    rf_row_begin(rows);
    rf_put_id(rows, m->id);
    rf_put_date(rows, &m->date);
    for (size_t i = 2; i < sizeof meeting_columns / sizeof *meeting_columns; i++) {
        if (meeting_columns[i].head == RF_LABEL_STATE) {
            rf_put_state(rows, rf_rows_word(rows, RF_LABEL_UNREAD), "unread",
                         RF_TONE_BAD);
        } else if (meeting_columns[i].head == RF_LABEL_SEALED) {
            put_seal(rows, m);
        } else {
            rf_put_text(rows, "");
        }
    }
    rf_row_end(rows);
}

/* Open are the meetings without minutes, and those whose minutes await approval. */
static void write_meetings(struct rf_rows *rows, const struct rf_record *record)
{
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        if (!m->is_complete || !rf_rows_want(rows, m) ||
            (rows->question->open_only && m->has_minutes &&
             rf_record_approval(m) != RF_APPROVAL_AWAITED)) {
            continue;
        }
        if (m->is_unread) {
            put_unread(rows, m);
            continue;
        }
        rf_row_begin(rows);
        rf_put_meeting(rows, m);
        rf_put_date(rows, &m->date);
        rf_put_text(rows, m->title);
        rf_put_clock(rows, m->start_min);
        rf_put_clock(rows, m->end_min);
        rf_put_text(rows, m->place);
        rf_put_text(rows, ""); /* it was read */
        put_status(rows, m->has_agenda, m->agenda_status);
        put_status(rows, m->has_minutes, m->minutes_status);
        put_approval(rows, m);
        put_seal(rows, m);
        rf_put_number(rows, (long long)m->item_count);
        rf_put_number(rows, (long long)m->decision_count);
        rf_put_number(rows, (long long)m->action_count);
        rf_put_number(rows, (long long)m->annex_count);
        rf_row_end(rows);
    }
}

/* ---- Items ---- */

static const struct rf_column item_columns[] = {
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"item", RF_LABEL_ITEM, 9, RF_COLUMN_TEXT},
    {"title", RF_LABEL_TITLE, 56, RF_COLUMN_TEXT},
    {"type", RF_LABEL_TYPE, 20, RF_COLUMN_TEXT},
    {"responsible", RF_LABEL_RESPONSIBLE, 28, RF_COLUMN_TEXT},
    {"case", RF_LABEL_CASE, 18, RF_COLUMN_TEXT},
    {"minutes", RF_LABEL_PLANNED_MINUTES, 11, RF_COLUMN_NUMBER},
    {"outcome", RF_LABEL_OUTCOME, 26, RF_COLUMN_STATE},
    {"access", RF_LABEL_ACCESS, 10, RF_COLUMN_TEXT},
};

static void put_item(struct rf_rows *rows, const struct rf_record_item *item)
{
    const struct rf_record_words *words = item->words;
    if (rows->question->open_only && !rf_record_is_open(item)) {
        return;
    }
    rf_row_begin(rows);
    rf_put_id(rows, item->meeting->id);
    rf_put_item(rows, item);
    rf_put_text(rows, words->title);
    rf_put_state(rows, rows->lang->item_type_words[words->type],
                 rf_item_type_terms()[words->type], RF_TONE_PLAIN);
    rf_put_text(rows, words->responsible);
    rf_put_text(rows, words->case_number);
    rf_put_count(rows, words->planned_min);
    rf_put_item_outcome(rows, item);
    rf_put_state(rows, rows->lang->access_words[words->access],
                 rf_access_terms()[words->access], RF_TONE_PLAIN);
    rf_row_end(rows);
}

/* ---- Schedule ---- */

static const struct rf_column schedule_columns[] = {
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"date", RF_LABEL_DATE, 14, RF_COLUMN_DATE},
    {"order", RF_LABEL_ORDER_SHORT, 11, RF_COLUMN_NUMBER},
    {"item", RF_LABEL_ITEM, 9, RF_COLUMN_TEXT},
    {"title", RF_LABEL_TITLE, 56, RF_COLUMN_TEXT},
    {"start", RF_LABEL_START, 10, RF_COLUMN_TEXT},
    {"end", RF_LABEL_END, 10, RF_COLUMN_TEXT},
    {"minutes", RF_LABEL_PLANNED_MINUTES, 11, RF_COLUMN_NUMBER},
    {"guests", RF_LABEL_GUESTS, 34, RF_COLUMN_TEXT},
};

/* The times as planned, in order of treatment; nothing for a meeting that was cancelled.
 */
static void put_scheduled(struct rf_rows *rows, const struct rf_record_item *item)
{
    const struct rf_record_words *words = item->words;
    int start = words->planned_start_min;
    if (rf_record_is_cancelled(item->meeting)) {
        return;
    }
    rf_row_begin(rows);
    rf_put_id(rows, item->meeting->id);
    rf_put_date(rows, &item->meeting->date);
    rf_put_count(rows, words->order);
    rf_put_text(rows, item->number); /* the items lead there */
    rf_put_text(rows, words->title);
    rf_put_clock(rows, start);
    rf_put_clock(rows, start < 0 ? -1 : start + words->planned_min);
    rf_put_count(rows, words->planned_min);
    rf_put_text(rows, words->guests);
    rf_row_end(rows);
}

/* ---- Annexes ---- */

static const struct rf_column annex_columns[] = {
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"item", RF_LABEL_ITEM, 9, RF_COLUMN_TEXT},
    {"annex", RF_LABEL_ANNEX, 9, RF_COLUMN_NUMBER},
    {"title", RF_LABEL_TITLE, 50, RF_COLUMN_TEXT},
    {"file", RF_LABEL_FILE, 40, RF_COLUMN_TEXT},
    {"size", RF_LABEL_SIZE, 12, RF_COLUMN_NUMBER},
    {"sha256", RF_LABEL_SHA256, 18, RF_COLUMN_CODE},
    {"access", RF_LABEL_ACCESS, 10, RF_COLUMN_TEXT},
    {"referred_from", RF_LABEL_REFERRED_FROM, 34, RF_COLUMN_TEXT},
};

/* A row an annex; one without a number of its own leads to its item. */
static void put_annexes(struct rf_rows *rows, const struct rf_record_item *item)
{
    for (const struct rf_record_annex *a = item->words->annexes; a; a = a->next) {
        rf_row_begin(rows);
        rf_put_id(rows, item->meeting->id);
        rf_put_text(rows, item->number);
        rf_put_count(rows, a->number);
        rf_put_link(rows, a->title, item->meeting, a->number ? a->anchor : item->anchor);
        rf_put_id(rows, a->path);
        rf_put_count(rows, (long long)a->file_bytes);
        rf_put_text(rows, a->sha256);
        rf_put_state(rows, rows->lang->access_words[a->access],
                     rf_access_terms()[a->access], RF_TONE_PLAIN);
        rf_put_text(rows, a->referred_from);
        rf_row_end(rows);
    }
}

/* ---- Attendance ---- */

static const struct rf_column attendance_columns[] = {
    {"meeting", RF_LABEL_MEETING, 14, RF_COLUMN_TEXT},
    {"date", RF_LABEL_DATE, 14, RF_COLUMN_DATE},
    {"name", RF_LABEL_NAME, 28, RF_COLUMN_TEXT},
    {"state", RF_LABEL_STATE, 16, RF_COLUMN_STATE},
    {"reason", RF_LABEL_REASON, 24, RF_COLUMN_PERSONAL},
    {"substitute", RF_LABEL_SUBSTITUTE_NAME, 24, RF_COLUMN_TEXT},
    {"missed_items", RF_LABEL_MISSED_ITEMS, 22, RF_COLUMN_TEXT},
};

/* Without links: those of the table of meetings lead to the same places, and a workbook
 * holds a limited number. */
static void put_presence(struct rf_rows *rows, const struct rf_record_attendance *a)
{
    if (a->is_absent) {
        rf_put_state(rows, rf_rows_word(rows, RF_LABEL_ABSENT), "absent",
                     RF_TONE_WAITING);
    } else if (a->is_substitute) {
        rf_put_state(rows, rf_rows_word(rows, RF_LABEL_SUBSTITUTE_PRESENT), "substitute",
                     RF_TONE_GOOD);
    } else {
        rf_put_state(rows, rf_rows_word(rows, RF_LABEL_PRESENT), "present", RF_TONE_GOOD);
    }
}

/* A row for each person whom the minutes name as present or absent. */
static void write_attendance(struct rf_rows *rows, const struct rf_record *record)
{
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        bool is_wanted = rf_rows_want(rows, m);
        for (const struct rf_record_attendance *a = m->attendances; a && is_wanted;
             a = a->next) {
            rf_row_begin(rows);
            rf_put_id(rows, m->id);
            rf_put_date(rows, &m->date);
            rf_put_text(rows, a->name);
            put_presence(rows, a);
            rf_put_text(rows, a->reason);
            rf_put_text(rows, a->substitute);
            rf_put_text(rows, a->items);
            rf_row_end(rows);
        }
    }
}

/* ---- The tables ---- */

const struct rf_table rf_table_meetings = {
    "meetings", RF_LABEL_MEETINGS, RF_COLUMNS(meeting_columns), .write = write_meetings};
const struct rf_table rf_table_items = {"items", RF_LABEL_ITEMS, RF_COLUMNS(item_columns),
                                        .put_item = put_item};
const struct rf_table rf_table_schedule = {"schedule", RF_LABEL_SCHEDULE,
                                           RF_COLUMNS(schedule_columns),
                                           .put_item = put_scheduled};
const struct rf_table rf_table_annexes = {
    "annexes", RF_LABEL_ANNEXES, RF_COLUMNS(annex_columns), .put_item = put_annexes};
const struct rf_table rf_table_attendance = {"attendance", RF_LABEL_ATTENDANCE_TABLE,
                                             RF_COLUMNS(attendance_columns),
                                             .write = write_attendance};
