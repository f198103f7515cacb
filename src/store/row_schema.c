/* Which members of the record's structs are kept as bytes, in which order (store). A
 * test fails where one of store/record.h is missing here. */
#include <assert.h>

#include "store/row_internal.h"

/* More than any meeting takes, and few enough to be added up. */
enum { MANY_MINUTES = 1 << 24 };

/* How a member is stored follows from its type. */
#define KIND(member)                                                                     \
    _Generic((member),                                                                   \
        const char *: RF_ROW_TEXT,                                                      \
        bool: RF_ROW_FLAG,                                                              \
        int: RF_ROW_INT,                                                                \
        struct referat_date: RF_ROW_DATE,                                               \
        struct referat_span: RF_ROW_SPAN,                                               \
        default: RF_ROW_NUMBER)

#define MEMBER_OF(type, member) (((struct rf_record_##type *)0)->member)
#define PLACE(type, member)                                                              \
    .offset_bytes = offsetof(struct rf_record_##type, member),                           \
    .size_bytes = sizeof MEMBER_OF(type, member)

#define PLAIN(type, member)                                                              \
    {                                                                                    \
        .kind = KIND(MEMBER_OF(type, member)), PLACE(type, member), .limit = UINT64_MAX  \
    }
#define OR_NULL(type, member)                                                            \
    {                                                                                    \
        .kind = RF_ROW_TEXT_OR_NULL, PLACE(type, member)                                 \
    }
#define TERM(type, member, last_term)                                                    \
    {                                                                                    \
        .kind = RF_ROW_NUMBER, PLACE(type, member), .limit = (uint64_t)(last_term) + 1   \
    }
#define MINUTES(type, member)                                                            \
    {                                                                                    \
        .kind = RF_ROW_INT, PLACE(type, member), .limit = MANY_MINUTES                   \
    }
#define OTHER(how, type, member, its_shape)                                              \
    {                                                                                    \
        .kind = (how), PLACE(type, member), .shape = (its_shape)                         \
    }
#define OUTCOMES(type, member)                                                           \
    {                                                                                    \
        .kind = RF_ROW_NUMBER, PLACE(type, member), .limit = 1U << REFERAT_OUTCOME_COUNT \
    }
#define LIST(type, first, last, its_shape)                                               \
    {                                                                                    \
        .kind = RF_ROW_LIST, PLACE(type, first), .shape = (its_shape),                   \
        .last_offset_bytes = offsetof(struct rf_record_##type, last)                     \
    }
#define SHAPE(type, list)                                                                \
    {                                                                                    \
        .size_bytes = sizeof(struct rf_record_##type), .members = (list),                \
        .count = sizeof(list) / sizeof *(list)                                           \
    }

/* ---- What references need ---- */

static const struct rf_row_member approval_members[] = {
    PLAIN(approval, meeting),
    PLAIN(approval, span),
};
static const struct rf_row_shape approvals = SHAPE(approval, approval_members);

static const struct rf_row_member links_members[] = {
    LIST(links, approvals, last_approval, &approvals),
    PLAIN(links, carried_meeting),
    PLAIN(links, carried_item),
    PLAIN(links, to_meeting),
    PLAIN(links, case_number),
    PLAIN(links, decision_span),
};
static const struct rf_row_shape links = SHAPE(links, links_members);

static const struct rf_row_member item_members[] = {
    PLAIN(item, number),
    PLAIN(item, id),
    PLAIN(item, anchor),
    OTHER(RF_ROW_OBJECT_OR_NULL, item, links, &links),
    TERM(item, outcome, REFERAT_OUTCOME_COUNT - 1),
    TERM(item, access, REFERAT_CLOSED),
    PLAIN(item, is_promised),
};
static const struct rf_row_shape items = SHAPE(item, item_members);

static const struct rf_row_member action_members[] = {
    OTHER(RF_ROW_ITEM, action, item, NULL),
    PLAIN(action, id),
    PLAIN(action, task),
    TERM(action, access, REFERAT_CLOSED),
    TERM(action, state, REFERAT_ACTION_CANCELLED),
};
static const struct rf_row_shape actions = SHAPE(action, action_members);

static const struct rf_row_member claim_members[] = {
    PLAIN(claim, meeting),      PLAIN(claim, approved_by),
    PLAIN(claim, outcome),      PLAIN(claim, approved),
    PLAIN(claim, meeting_span), PLAIN(claim, approved_by_span),
    PLAIN(claim, outcome_span), PLAIN(claim, approved_span),
};
static const struct rf_row_shape claims = SHAPE(claim, claim_members);

static const struct rf_row_member meeting_members[] = {
    PLAIN(meeting, id),
    PLAIN(meeting, folder),
    PLAIN(meeting, title),
    PLAIN(meeting, place),
    PLAIN(meeting, date),
    MINUTES(meeting, start_min),
    MINUTES(meeting, end_min),
    PLAIN(meeting, has_agenda),
    PLAIN(meeting, has_minutes),
    PLAIN(meeting, is_unread),
    PLAIN(meeting, has_broken_seal),
    PLAIN(meeting, has_left),
    PLAIN(meeting, has_lost_approval),
    OUTCOMES(meeting, outcomes),
    TERM(meeting, agenda_status, REFERAT_CANCELLED),
    TERM(meeting, minutes_status, REFERAT_CANCELLED),
    PLAIN(meeting, is_sealed),
    OTHER(RF_ROW_OBJECT_OR_NULL, meeting, claim, &claims),
    PLAIN(meeting, item_count),
    PLAIN(meeting, decision_count),
    PLAIN(meeting, action_count),
    PLAIN(meeting, annex_count),
    TERM(meeting, access, REFERAT_CLOSED),
    PLAIN(meeting, place_span),
    PLAIN(meeting, signer_count),
    PLAIN(meeting, signed_count),
    PLAIN(meeting, signed_on),
    PLAIN(meeting, signatures_span),
    PLAIN(meeting, is_written),
    LIST(meeting, items, last_item, &items),
    LIST(meeting, actions, last_action, &actions),
};

/* ---- The words of the index ---- */

static const struct rf_row_member point_members[] = {
    PLAIN(point, number),
    PLAIN(point, asked),
    TERM(point, outcome, REFERAT_OUTCOME_COUNT - 1),
};
static const struct rf_row_shape points = SHAPE(point, point_members);

static const struct rf_row_member words_members[] = {
    PLAIN(words, title),
    PLAIN(words, responsible),
    PLAIN(words, case_number),
    PLAIN(words, sentence),
    PLAIN(words, to),
    TERM(words, type, REFERAT_TYPE_BREAK),
    TERM(words, access, REFERAT_CLOSED),
    PLAIN(words, order),
    MINUTES(words, planned_start_min),
    MINUTES(words, planned_min),
    PLAIN(words, is_split),
    PLAIN(words, returns),
    PLAIN(words, to_date),
    LIST(words, points, last_point, &points),
};
static const struct rf_row_shape words = SHAPE(words, words_members);

static const struct rf_row_member item_words_members[] = {
    OTHER(RF_ROW_OBJECT_OR_NULL, item, words, &words), /* the introduction has none */
};
static const struct rf_row_shape item_words = SHAPE(item, item_words_members);

static const struct rf_row_member action_words_members[] = {
    PLAIN(action, owners),
    PLAIN(action, due_written),
    PLAIN(action, note),
    PLAIN(action, due),
};
static const struct rf_row_shape action_words = SHAPE(action, action_words_members);

static const struct rf_row_member change_members[] = {
    PLAIN(change, action),    OR_NULL(change, due_written),
    OR_NULL(change, owners),  OR_NULL(change, note),
    PLAIN(change, due),       TERM(change, state, REFERAT_ACTION_CANCELLED),
    PLAIN(change, has_state),
};
static const struct rf_row_shape changes = SHAPE(change, change_members);

static const struct rf_row_member meeting_words_members[] = {
    PLAIN(meeting, has_errors), /* no other meeting asks for these */
    PLAIN(meeting, has_closed),
    OTHER(RF_ROW_EACH, meeting, items, &item_words),
    OTHER(RF_ROW_EACH, meeting, actions, &action_words),
    LIST(meeting, changes, last_change, &changes),
};

/* ---- The rows of tables ---- */

static const struct rf_row_member annex_members[] = {
    PLAIN(annex, number),
    PLAIN(annex, title),
    PLAIN(annex, path),
    PLAIN(annex, anchor),
    PLAIN(annex, sha256),
    PLAIN(annex, referred_from),
    TERM(annex, access, REFERAT_CLOSED),
    PLAIN(annex, file_bytes),
};
static const struct rf_row_shape annexes = SHAPE(annex, annex_members);

static const struct rf_row_member words_rows_members[] = {
    PLAIN(words, votes),
    PLAIN(words, dissent),
    PLAIN(words, guests),
    LIST(words, annexes, last_annex, &annexes),
};
static const struct rf_row_shape words_rows = SHAPE(words, words_rows_members);

static const struct rf_row_member item_rows_members[] = {
    OTHER(RF_ROW_WITHIN, item, words, &words_rows),
};
static const struct rf_row_shape item_rows = SHAPE(item, item_rows_members);

static const struct rf_row_member attendance_members[] = {
    PLAIN(attendance, name),       PLAIN(attendance, reason),
    PLAIN(attendance, substitute), PLAIN(attendance, items),
    PLAIN(attendance, is_absent),  PLAIN(attendance, is_substitute),
};
static const struct rf_row_shape attendances = SHAPE(attendance, attendance_members);

static const struct rf_row_member meeting_rows_members[] = {
    OTHER(RF_ROW_EACH, meeting, items, &item_rows),
    LIST(meeting, attendances, last_attendance, &attendances),
};

/* ---- All of it ---- */

const struct rf_row_shape rf_row_sections[RF_ROW_SECTION_COUNT] = {
    [RF_ROW_REFERENCES] = SHAPE(meeting, meeting_members),
    [RF_ROW_WORDS] = SHAPE(meeting, meeting_words_members),
    [RF_ROW_ROWS] = SHAPE(meeting, meeting_rows_members),
};

static const struct rf_row_member finding_members[] = {
    TERM(finding, severity, REFERAT_SEVERITY_ERROR),
    PLAIN(finding, name),
    PLAIN(finding, file),
    PLAIN(finding, message),
    PLAIN(finding, hint),
    PLAIN(finding, line),
    PLAIN(finding, column),
};
const struct rf_row_shape rf_row_finding = SHAPE(finding, finding_members);

bool rf_row_has_section(const struct rf_record *record, enum rf_row_section section)
{
    assert(record->index_columns || !record->table_columns); /* rows are further words */
    return section == RF_ROW_REFERENCES ||
           (section == RF_ROW_WORDS ? record->index_columns : record->table_columns);
}
