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
    rf_row_put_references(&known->record, rf_record_fetch(meeting), is_ahead, out);
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

/* Begins a question with up to two words, for its answer to be appended. */
static size_t begin(struct rf_query_log *log, enum question question, const char *first,
                    const char *second)
{
    rf_buf_char(log->log, (char)question);
    if (first) {
        rf_put_word(log->log, first);
    }
    if (second) {
        rf_put_word(log->log, second);
    }
    return log->log->n;
}

/* Replaces the answer, whose bytes begin at start, with its digest. */
static void end(struct rf_buf *log, size_t start)
{
    struct rf_digest digest = rf_digest_of(log->p + start, log->n - start);
    log->n = start;
    rf_buf_add(log, (const char *)digest.bytes, sizeof digest.bytes);
}

static const struct rf_record_meeting *ask_meeting(void *data, const char *folder,
                                                   const char *written)
{
    struct rf_query_log *log = data;
    struct rf_known known = rf_known_answers(log->known);
    const struct rf_record_meeting *answer = known.meeting(known.data, folder, written);
    size_t start = begin(log, QUESTION_MEETING, folder, written);
    put_meeting(log->log, log->known, answer);
    end(log->log, start);
    return answer;
}

static const struct rf_record_action *ask_action(void *data, const char *action)
{
    struct rf_query_log *log = data;
    struct rf_known known = rf_known_answers(log->known);
    const struct rf_record_action *answer = known.action(known.data, action);
    size_t start = begin(log, QUESTION_ACTION, action, NULL);
    put_action(log->log, answer);
    end(log->log, start);
    return answer;
}

static const struct rf_record_meeting *ask_earlier(void *data)
{
    struct rf_query_log *log = data;
    struct rf_known known = rf_known_answers(log->known);
    const struct rf_record_meeting *answer = known.earlier(known.data);
    size_t start = begin(log, QUESTION_EARLIER, NULL, NULL);
    put_meeting(log->log, log->known, answer);
    end(log->log, start);
    return answer;
}

/* Not logged: the digest of an answer that is a meeting has it. */
static bool ask_is_before(void *data, const struct rf_record_meeting *meeting)
{
    struct rf_query_log *log = data;
    struct rf_known known = rf_known_answers(log->known);
    return known.is_before(known.data, meeting);
}

static bool log_truth(struct rf_query_log *log, enum question question, const char *word,
                      bool answer)
{
    size_t start = begin(log, question, word, NULL);
    put_number(log->log, answer);
    end(log->log, start);
    return answer;
}

static bool ask_may_be_unread(void *data, const char *action)
{
    struct rf_query_log *log = data;
    struct rf_known known = rf_known_answers(log->known);
    return log_truth(log, QUESTION_UNREAD, action,
                     known.may_be_unread(known.data, action));
}

static bool ask_may_be_meeting(void *data, const char *folder)
{
    struct rf_query_log *log = data;
    struct rf_known known = rf_known_answers(log->known);
    return log_truth(log, QUESTION_FOLDER, folder,
                     known.may_be_meeting(known.data, folder));
}

struct rf_known rf_query_log_answers(struct rf_query_log *log)
{
    return (struct rf_known){
        log,           ask_meeting,       ask_action, ask_earlier, ask_may_be_unread,
        ask_is_before, ask_may_be_meeting};
}

void rf_query_log_follow_ups(struct rf_buf *log, const struct rf_record *record)
{
    if (record->series->follow_up) {
        rf_buf_char(log, QUESTION_FOLLOW_UPS);
        size_t start = log->n;
        put_follow_ups(log, record);
        end(log, start);
    }
}

/* ---- Asking again ---- */

/* Asks the question at *p again, and moves past its words. */
static bool ask_again(struct rf_query_log *log, const struct rf_record *printed,
                      const char **p, const char *end)
{
    struct rf_known known = rf_query_log_answers(log);
    enum question question = (enum question)(unsigned char)*(*p)++;
    bool has_word = question != QUESTION_EARLIER && question != QUESTION_FOLLOW_UPS;
    const char *word = has_word ? rf_take_word(p, end) : NULL, *second;
    if (has_word && !word) {
        return false;
    }
    switch (question) {
    case QUESTION_MEETING:
        second = rf_take_word(p, end);
        if (second) {
            known.meeting(known.data, word, second);
        }
        return second != NULL;
    case QUESTION_ACTION:
        known.action(known.data, word);
        return true;
    case QUESTION_UNREAD:
        known.may_be_unread(known.data, word);
        return true;
    case QUESTION_FOLDER:
        known.may_be_meeting(known.data, word);
        return true;
    case QUESTION_EARLIER:
        known.earlier(known.data);
        return true;
    case QUESTION_FOLLOW_UPS:
        rf_query_log_follow_ups(log->log, printed);
        return true;
    }
    return false;
}

bool rf_query_log_is_same(struct rf_known_series *known, const struct rf_record *printed,
                          const char *log, size_t n)
{
    struct rf_buf now = {0};
    struct rf_query_log asking = {.known = known, .log = &now};
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
