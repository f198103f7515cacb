/* What a meeting asked of others while it was compiled, with digests of the answers
 * (driver). */
#include "driver/query_log.h"

#include <string.h>

#include "base/codec.h"
#include "base/digest.h"
#include "store/evict.h"
#include "store/follow_up.h"
#include "store/others.h"
#include "store/row_codec.h"

enum question {
    QUESTION_MEETING = 'm', /* the folder it is seen from, the name as it is written */
    QUESTION_ACTION = 'a',  /* its id */
    QUESTION_EARLIER = 'e',
    QUESTION_UNREAD = 'u', /* an action's id */
    QUESTION_FOLLOW_UPS = 'f',
    QUESTION_FOLDER = 'd', /* its path: may it be a meeting's */
};

/* ---- Answers as bytes ---- */

static void put_number(struct rf_buf *out, long long number)
{
    rf_buf_add(out, (const char *)&number, sizeof number);
}

static void put_date(struct rf_buf *out, const struct referat_date *date)
{
    put_number(out, date->year * 10000LL + date->month * 100 + date->day);
}

static void put_item_name(struct rf_buf *out, const struct rf_record_item *item)
{
    rf_put_word(out, item ? item->meeting->folder : NULL);
    rf_put_word(out, item ? item->number : NULL);
}

static void put_ref(struct rf_buf *out, struct rf_record_ref ref)
{
    rf_put_word(out, ref.meeting ? ref.meeting->folder : NULL);
    put_number(out, ref.index);
}

/* The row, and what later meetings have said of it by now. Of the meeting at hand only
 * that it is the answer. */
static void put_meeting(struct rf_buf *out, const struct rf_known_series *known,
                        const struct rf_record_meeting *meeting)
{
    if (!meeting) {
        return;
    }
    if (meeting->record == &known->record && meeting->order == known->current) {
        rf_put_word(out, "itself");
        return;
    }
    bool is_own = meeting->record == &known->record;
    bool is_ahead = is_own && meeting->order > known->current;
    rf_keep_references(&known->record, rf_record_whole(meeting), is_ahead, out);
    put_number(out, is_own ? is_ahead : -1);
    rf_put_word(out, rf_record_is_other(meeting) ? rf_record_other_title(meeting) : NULL);
    put_ref(out, meeting->named_by);
    put_ref(out, meeting->approved_by);
}

static void put_action(struct rf_buf *out, const struct rf_record_action *action)
{
    if (!action) {
        return;
    }
    put_item_name(out, action->item);
    rf_put_word(out, action->id);
    rf_put_word(out, rf_record_other_title(action->item->meeting));
    rf_put_word(out, action->task);
    put_number(out, action->access);
    put_number(out, action->state);
    rf_put_word(out, action->closed_by ? action->closed_by->folder : NULL);
}

static void put_follow_up(struct rf_buf *out, const struct referat_follow_up *entry)
{
    const char *const words[] = {
        entry->meeting_id, entry->meeting_folder, entry->series,
        entry->item,       entry->anchor,         entry->id,
        entry->what,       entry->owners,         entry->due_written};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        rf_put_word(out, words[i]);
    }
    put_number(out, entry->kind);
    put_number(out, entry->access);
    put_date(out, &entry->due);
}

static void put_follow_ups(struct rf_buf *out, const struct rf_record *record)
{
    struct rf_arena arena = {0};
    struct referat_meeting meeting = {0};
    rf_follow_up(record, &meeting, &arena);
    for (size_t i = 0; i < meeting.follow_up_count; i++) {
        put_follow_up(out, &meeting.follow_ups[i]);
    }
    rf_arena_clear(&arena);
}

/* ---- Asking ---- */

/* The digest of an answer takes the place of its bytes, which begin at start. */
static void fold(struct rf_buf *log, size_t start)
{
    struct rf_digest digest = rf_digest_of(log->p + start, log->n - start);
    log->n = start;
    rf_buf_add(log, (const char *)digest.bytes, sizeof digest.bytes);
}

static const struct rf_record_meeting *ask_meeting(void *data, const char *folder,
                                                   const char *written)
{
    struct rf_asking *asking = data;
    struct rf_known known = rf_known_answers(asking->known);
    const struct rf_record_meeting *answer = known.meeting(known.data, folder, written);
    rf_buf_char(asking->log, QUESTION_MEETING);
    rf_put_word(asking->log, folder);
    rf_put_word(asking->log, written);
    size_t start = asking->log->n;
    put_meeting(asking->log, asking->known, answer);
    fold(asking->log, start);
    return answer;
}

static const struct rf_record_action *ask_action(void *data, const char *action)
{
    struct rf_asking *asking = data;
    struct rf_known known = rf_known_answers(asking->known);
    const struct rf_record_action *answer = known.action(known.data, action);
    rf_buf_char(asking->log, QUESTION_ACTION);
    rf_put_word(asking->log, action);
    size_t start = asking->log->n;
    put_action(asking->log, answer);
    fold(asking->log, start);
    return answer;
}

static const struct rf_record_meeting *ask_earlier(void *data)
{
    struct rf_asking *asking = data;
    struct rf_known known = rf_known_answers(asking->known);
    const struct rf_record_meeting *answer = known.earlier(known.data);
    rf_buf_char(asking->log, QUESTION_EARLIER);
    size_t start = asking->log->n;
    put_meeting(asking->log, asking->known, answer);
    fold(asking->log, start);
    return answer;
}

/* The answers that a meeting is have it with them. */
static bool ask_is_before(void *data, const struct rf_record_meeting *meeting)
{
    struct rf_asking *asking = data;
    struct rf_known known = rf_known_answers(asking->known);
    return known.is_before(known.data, meeting);
}

static bool ask_may_be_unread(void *data, const char *action)
{
    struct rf_asking *asking = data;
    struct rf_known known = rf_known_answers(asking->known);
    bool answer = known.may_be_unread(known.data, action);
    rf_buf_char(asking->log, QUESTION_UNREAD);
    rf_put_word(asking->log, action);
    size_t start = asking->log->n;
    put_number(asking->log, answer);
    fold(asking->log, start);
    return answer;
}

static bool ask_may_be_meeting(void *data, const char *folder)
{
    struct rf_asking *asking = data;
    struct rf_known known = rf_known_answers(asking->known);
    bool answer = known.may_be_meeting(known.data, folder);
    rf_buf_char(asking->log, QUESTION_FOLDER);
    rf_put_word(asking->log, folder);
    size_t start = asking->log->n;
    put_number(asking->log, answer);
    fold(asking->log, start);
    return answer;
}

struct rf_known rf_asked_answers(struct rf_asking *asking)
{
    return (struct rf_known){
        asking,        ask_meeting,       ask_action, ask_earlier, ask_may_be_unread,
        ask_is_before, ask_may_be_meeting};
}

void rf_asked_follow_ups(struct rf_buf *log, const struct rf_record *record)
{
    if (record->series->follow_up) {
        rf_buf_char(log, QUESTION_FOLLOW_UPS);
        size_t start = log->n;
        put_follow_ups(log, record);
        fold(log, start);
    }
}

/* ---- Asking again ---- */

/* Asks the question at *p into now, and moves behind its words. */
static bool ask_again(struct rf_asking *asking, const struct rf_record *printed,
                      const char **p, const char *end)
{
    const char *first, *second;
    struct rf_known known = rf_asked_answers(asking);
    switch ((enum question)(unsigned char)*(*p)++) {
    case QUESTION_MEETING:
        first = rf_take_word(p, end);
        second = rf_take_word(p, end);
        if (!first || !second) {
            return false;
        }
        known.meeting(known.data, first, second);
        return true;
    case QUESTION_ACTION:
        first = rf_take_word(p, end);
        if (!first) {
            return false;
        }
        known.action(known.data, first);
        return true;
    case QUESTION_UNREAD:
        first = rf_take_word(p, end);
        if (!first) {
            return false;
        }
        known.may_be_unread(known.data, first);
        return true;
    case QUESTION_FOLDER:
        first = rf_take_word(p, end);
        if (!first) {
            return false;
        }
        known.may_be_meeting(known.data, first);
        return true;
    case QUESTION_EARLIER:
        known.earlier(known.data);
        return true;
    case QUESTION_FOLLOW_UPS:
        rf_asked_follow_ups(asking->log, printed);
        return true;
    }
    return false;
}

bool rf_asked_is_same(struct rf_known_series *known, const struct rf_record *printed,
                      const char *log, size_t n)
{
    struct rf_buf now = {0};
    struct rf_asking asking = {.known = known, .log = &now};
    const char *p = log, *end = log + n;
    bool is_same = true;
    while (is_same && p < end) {
        const char *question = p;
        rf_buf_reset(&now);
        is_same = ask_again(&asking, printed, &p, end);
        p += sizeof(struct rf_digest);
        is_same = is_same && p <= end && now.n == (size_t)(p - question) &&
                  memcmp(now.p, question, now.n) == 0;
    }
    rf_buf_clear(&now);
    return is_same;
}
