/* What is kept of the closed parts of a meeting (redact).
 *
 * A unit of the cache holds it as bytes, so that a meeting that has not changed need not
 * be compiled to search the others for its closed texts: the length of the words; the
 * words, each a sign (enum sign) and a text with its NUL; the quotables. */
#include <stdlib.h>
#include <string.h>

#include "base/codec.h"
#include "base/list.h"
#include "base/path.h"
#include "redact/quotes.h"

enum sign {
    SIGN_EXCUSE = 'e', /* a text that may stand */
    SIGN_ORIGIN = 'o', /* what quotables name by its number */
    SIGN_NAME = 'n',   /* a name: its kind, its origin, the name */
};

struct keeper {
    struct rf_buf words, quotables;
    struct rf_buf open; /* what open parts are called as well */
    const char *origin; /* the last one */
    uint32_t origin_count;
};

/* ---- Keeping ---- */

static void put_word(struct keeper *k, enum sign sign, const char *text)
{
    rf_buf_char(&k->words, (char)sign);
    rf_put_word(&k->words, text);
}

static void keep_excuse(void *owner, const struct rf_text *text)
{
    put_word(owner, SIGN_EXCUSE, text->text);
}

/* Texts of one part follow each other, so an origin is written once for all of them. */
static void keep_quotable(void *owner, const struct rf_quotable *quotable,
                          const struct rf_quotable_place *place)
{
    struct keeper *k = owner;
    struct rf_quotable kept = *quotable;
    const char *origin = place->text->origin;
    if (!k->origin || strcmp(k->origin, origin) != 0) {
        put_word(k, SIGN_ORIGIN, origin);
        k->origin = origin;
        k->origin_count++;
    }
    kept.origin = k->origin_count - 1;
    rf_buf_add(&k->quotables, (const char *)&kept, sizeof kept);
}

/* ---- Names ---- */

static void take_open(void *owner, const struct rf_text *text)
{
    struct keeper *k = owner;
    rf_put_word(&k->open, text->text);
}

static bool is_open(const struct keeper *k, const char *name)
{
    const char *p = k->open.p, *end = p ? p + k->open.n : p, *word = NULL;
    while (p < end && (word = rf_take_word(&p, end)) && strcmp(word, name) != 0) {
        word = NULL;
    }
    return word != NULL;
}

/* Keeps a name by which messages may call something closed. Agenda and minutes, whose
 * path no source states, are called alike in every meeting: their names say nothing. */
static void keep_name(void *owner, const struct rf_text *text)
{
    struct keeper *k = owner;
    bool is_path = text->kind == RF_TEXT_PATH;
    const char *name = is_path ? rf_path_name(text->text) : text->text;
    if ((is_path && !text->span.source) || is_open(k, name)) {
        return;
    }
    enum rf_hidden_name kind = text->kind == RF_TEXT_NUMBER  ? RF_HIDDEN_ID
                               : text->kind == RF_TEXT_GUEST ? RF_HIDDEN_PERSON
                               : text->kind == RF_TEXT_TITLE ? RF_HIDDEN_TITLE
                                                             : RF_HIDDEN_FILE;
    rf_buf_char(&k->words, SIGN_NAME);
    rf_buf_char(&k->words, (char)kind);
    rf_put_word(&k->words, text->origin);
    rf_put_word(&k->words, name);
}

void rf_quotes_keep(struct rf_quotes *q, const struct referat_meeting *m,
                    struct rf_arena *arena, struct rf_buf *out)
{
    struct keeper k = {0};
    const unsigned names = RF_TEXT_BIT(RF_TEXT_NUMBER) | RF_TEXT_BIT(RF_TEXT_GUEST) |
                           RF_TEXT_BIT(RF_TEXT_TITLE) | RF_TEXT_BIT(RF_TEXT_PATH) |
                           RF_TEXT_BIT(RF_TEXT_OUTPUT);
    const struct rf_texts excuses = {arena, &k, keep_excuse,
                                     RF_TEXT_BIT(RF_TEXT_PUBLISHED), 0};
    const struct rf_texts open = {
        arena, &k, take_open, RF_TEXT_BIT(RF_TEXT_TITLE) | RF_TEXT_BIT(RF_TEXT_NAME), 0};
    const struct rf_texts called = {arena, &k, keep_name, 0, names};
    if (!q->phrases.count) {
        rf_phrases_add_series(&q->phrases, m->series);
    }
    rf_texts_of_meeting(&excuses, m);
    rf_texts_of_meeting(&open, m);
    rf_texts_of_meeting(&called, m);
    rf_quotables_of_meeting(m, &q->phrases, arena, keep_quotable, &k);
    uint32_t bytes = (uint32_t)k.words.n;
    rf_buf_add(out, (const char *)&bytes, sizeof bytes);
    rf_buf_add(out, k.words.p, k.words.n);
    rf_buf_add(out, k.quotables.p, k.quotables.n);
    rf_buf_clear(&k.open);
    rf_buf_clear(&k.words);
    rf_buf_clear(&k.quotables);
}

/* ---- Reading back ---- */

void rf_quotes_add_name(struct rf_quotes *q, enum rf_hidden_name kind, const char *origin,
                        const char *name)
{
    rf_buf_char(&q->names, (char)kind);
    rf_put_word(&q->names, origin);
    rf_put_word(&q->names, name);
}

/* Sorts the words into the lists of q; false where the bytes are damaged. */
static bool take_words(struct rf_quotes *q, const char *p, const char *end)
{
    while (p < end) {
        char sign = *p++, kind = SIGN_NAME == sign && p < end ? *p++ : 0;
        const char *word = rf_take_word(&p, end);
        const char *name = word && kind ? rf_take_word(&p, end) : "";
        if (!word || !name) {
            return false;
        }
        if (sign == SIGN_EXCUSE) {
            rf_put_word(&q->excuses, word);
        } else if (sign == SIGN_ORIGIN) {
            rf_put_word(&q->origins, word);
        } else {
            rf_quotes_add_name(q, (enum rf_hidden_name)(unsigned char)kind, word, name);
        }
    }
    return true;
}

bool rf_quotes_take(struct rf_quotes *q, size_t order, const char *kept, size_t n)
{
    uint32_t bytes;
    if (!n) {
        return true;
    }
    if (n < sizeof bytes) {
        return false;
    }
    memcpy(&bytes, kept, sizeof bytes);
    const char *p = kept + sizeof bytes, *end = kept + n;
    n -= sizeof bytes;
    if (bytes > n || (n - bytes) % sizeof *q->list) {
        return false;
    }
    RF_LIST_ADD(NULL, &q->meetings,
                (struct rf_quotes_meeting){order, q->count, q->origins.n});
    for (const char *at = p + bytes; at < end; at += sizeof *q->list) {
        struct rf_quotable quotable;
        memcpy(&quotable, at, sizeof quotable);
        RF_LIST_ADD(NULL, q, quotable);
    }
    return take_words(q, p, p + bytes);
}

void rf_quotes_excuse(struct rf_quotes *q, const char *text)
{
    rf_put_word(&q->excuses, text);
}

/* ---- Whose they are ---- */

/* Binary search: the last meeting whose quotables begin at or before this one. */
static const struct rf_quotes_meeting *meeting_of(const struct rf_quotes *q,
                                                  size_t quotable)
{
    size_t low = 0, high = q->meetings.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        *(q->meetings.list[middle].first <= quotable ? &low : &high) = middle;
    }
    return &q->meetings.list[low];
}

size_t rf_quotes_order(const struct rf_quotes *q, size_t quotable)
{
    return meeting_of(q, quotable)->order;
}

const char *rf_quotes_origin(const struct rf_quotes *q, size_t quotable)
{
    const char *p = q->origins.p + meeting_of(q, quotable)->origins_at;
    const char *end = q->origins.p + q->origins.n, *word = rf_take_word(&p, end);
    for (uint32_t i = 0; word && i < q->list[quotable].origin; i++) {
        word = rf_take_word(&p, end);
    }
    return word ? word : "a closed part";
}
