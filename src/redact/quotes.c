/* Closed text that open places of a series hold: the search (redact).
 *
 * The quotables of all meetings are indexed by the digest of their first letters. An open
 * text is folded, and at each of its words the chain of that digest is compared by whole
 * digests: the closed text itself is not needed, and is not kept. */
#include "redact/quotes.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/escape.h"
#include "base/list.h"
#include "base/prose_node.h"

void rf_quotes_clear(struct rf_quotes *q)
{
    rf_phrases_clear(&q->phrases);
    rf_buf_clear(&q->excuses);
    rf_buf_clear(&q->origins);
    rf_buf_clear(&q->names);
    RF_LIST_CLEAR(q);
    RF_LIST_CLEAR(&q->meetings);
    free(q->is_excused);
    free(q->table);
    free(q->next);
    *q = (struct rf_quotes){0};
}

static void *zeroed(size_t count, size_t size_bytes)
{
    void *list = calloc(count, size_bytes);
    if (!list) {
        rf_out_of_memory();
    }
    return list;
}

/* ---- Finding ---- */

static uint32_t *slot_of(const struct rf_quotes *q, uint32_t prefix)
{
    return &q->table[prefix & (q->table_size - 1)];
}

bool rf_quotes_next_at(const struct rf_quotes *q, const struct rf_folded *f, size_t first,
                       uint32_t *number, size_t *last)
{
    size_t room = f->letters.n - f->words[first].start;
    if (room < RF_QUOTABLE_PREFIX_BYTES || !q->table) {
        return false;
    }
    const char *letters = rf_letters_of(f, first);
    uint32_t prefix = rf_quotable_prefix(letters);
    *number = *number ? q->next[*number - 1] : *slot_of(q, prefix);
    for (; *number; *number = q->next[*number - 1]) {
        const struct rf_quotable *quotable = &q->list[*number - 1];
        if (quotable->prefix == prefix && quotable->bytes <= room &&
            rf_word_at_end(f, first, quotable->bytes, last) &&
            rf_digest_64(letters, quotable->bytes) == quotable->whole) {
            return true;
        }
    }
    return false;
}

/* Variants of a title follow it in the list (quotable.h): all of them are excused. */
void rf_quotes_excuse_one(struct rf_quotes *q, size_t quotable)
{
    size_t i = quotable;
    while (q->list[i].is_variant && i > 0) {
        i--;
    }
    do {
        q->is_excused[i++] = true;
    } while (i < q->count && q->list[i].is_variant);
}

/* Fills the table, a chain of quotables for each slot, and excuses every quotable that
 * stands in a text that may stand. */
void rf_quotes_index(struct rf_quotes *q)
{
    struct rf_folded f = {0};
    q->table_size = 1024;
    while (q->table_size < 2 * q->count) {
        q->table_size *= 2;
    }
    q->table = zeroed(q->table_size, sizeof *q->table);
    q->next = zeroed(q->count + 1, sizeof *q->next);
    q->is_excused = zeroed(q->count + 1, sizeof *q->is_excused);
    for (size_t i = q->count; i-- > 0;) { /* those of earlier meetings come first */
        uint32_t *slot = slot_of(q, q->list[i].prefix);
        q->next[i] = *slot;
        *slot = (uint32_t)i + 1;
    }
    const char *p = q->excuses.p, *end = p ? p + q->excuses.n : p;
    for (; p < end; p += strlen(p) + 1) {
        rf_fold_words(&f, p, strlen(p));
        for (size_t i = 0; i < f.count; i++) {
            size_t last;
            for (uint32_t number = 0; rf_quotes_next_at(q, &f, i, &number, &last);) {
                rf_quotes_excuse_one(q, number - 1);
            }
        }
    }
    rf_folded_clear(&f);
}

/* ---- Looking ---- */

/* The place of the last quote that is no title: a block and the closed meeting. One quote
 * for each such pair is enough, since runs of letters overlap. */
struct quoted {
    size_t number, block, order;
};

struct looker {
    const struct rf_quotes_look *look;
    struct rf_folded folded; /* the text at hand */
    struct rf_buf unescaped;
    size_t number; /* of texts so far */
    struct quoted last;
};

static void give(struct looker *l, const struct rf_quote *quote)
{
    const struct rf_quotes *q = l->look->quotes;
    if (q->list[quote->quotable].kind != RF_QUOTABLE_TITLE) {
        const struct quoted quoted = {quote->number, quote->block,
                                      rf_quotes_order(q, quote->quotable)};
        if (memcmp(&quoted, &l->last, sizeof quoted) == 0) {
            return;
        }
        l->last = quoted;
    }
    l->look->take(l->look->owner, quote);
}

/* True for the title of something open that something closed has as well: no quote. */
static bool is_open_title(const struct looker *l)
{
    const struct rf_quotes *q = l->look->quotes;
    const struct rf_folded *f = &l->folded;
    bool found = false;
    size_t last;
    for (uint32_t number = 0; f->count && rf_quotes_next_at(q, f, 0, &number, &last);) {
        if (q->list[number - 1].kind == RF_QUOTABLE_TITLE && last + 1 == f->count) {
            found = true;
            if (l->look->take_open) {
                l->look->take_open(l->look->owner, number - 1);
            }
        }
    }
    return found;
}

/* ---- The blocks of a prose ---- */

/* The block in which a word of a prose stands. */
struct block_search {
    struct rf_arena *arena;
    struct rf_folded folded;
    size_t word;  /* that is looked for, counted from the block at hand on */
    size_t block; /* the number of that block */
};

/* Finds the block depth first, as rf_markdown_plain joins them: s->word counts down by
 * the words of each block that is passed. */
static const struct referat_node *find_block(struct block_search *s,
                                             const struct referat_node *list)
{
    const struct referat_node *found = NULL;
    for (const struct referat_node *node = list; node && !found; node = node->next) {
        bool has_words = node->first && node->first->type >= REFERAT_TEXT;
        if (!has_words && !node->text) {
            found = find_block(s, node->first);
            continue;
        }
        const char *words = has_words
                                ? rf_markdown_plain(s->arena, node->first)
                                : rf_arena_copy(s->arena, node->text, node->text_bytes);
        rf_fold_words(&s->folded, words, strlen(words));
        if (s->word < s->folded.count) {
            found = node;
        } else {
            s->word -= s->folded.count;
            s->block++;
        }
    }
    return found;
}

/* All blocks are looked through as one text: a title may go on in the next. What is found
 * stands in the block where it begins. */
static void give_of_prose(struct looker *l, struct rf_quote *quote)
{
    struct block_search s = {.arena = l->look->arena, .word = quote->first};
    struct rf_text text = *quote->text;
    const struct referat_node *block = find_block(&s, text.blocks);
    if (block) {
        text.span.start_bytes = text.span.end_bytes = block->start_bytes;
    }
    quote->text = &text;
    quote->block = s.block;
    give(l, quote);
    rf_folded_clear(&s.folded);
}

/* ---- A text ---- */

/* Looks through one open text. Addresses are searched without their escapes. */
static void take_text(void *owner, const struct rf_text *text)
{
    struct looker *l = owner;
    const struct rf_quotes *q = l->look->quotes;
    const struct rf_folded *f = &l->folded;
    const char *words = text->text;
    l->number++;
    if (text->kind == RF_TEXT_ADDRESS) {
        rf_buf_reset(&l->unescaped);
        if (rf_unescape(words, strlen(words), RF_ESCAPE_PERCENT | RF_ESCAPE_ENTITY,
                        &l->unescaped)) {
            words = rf_buf_string(&l->unescaped);
        }
    }
    rf_fold_words(&l->folded, words, strlen(words));
    if (text->kind == RF_TEXT_TITLE && is_open_title(l)) {
        return;
    }
    for (size_t i = 0; i < f->count; i++) {
        size_t last;
        for (uint32_t number = 0; rf_quotes_next_at(q, f, i, &number, &last);) {
            struct rf_quote quote = {number - 1, l->number, 0, text, words, f, i, last};
            if (q->is_excused[number - 1]) {
                continue;
            }
            if (text->kind == RF_TEXT_PROSE) {
                give_of_prose(l, &quote);
            } else {
                give(l, &quote);
            }
        }
    }
}

/* Blocks are parts of their prose; what outputs are called is made of what is looked at.
 */
static struct rf_texts open_texts(struct looker *l)
{
    const unsigned kinds = RF_TEXT_BIT(RF_TEXT_TITLE) | RF_TEXT_BIT(RF_TEXT_WORDS) |
                           RF_TEXT_BIT(RF_TEXT_PROSE) | RF_TEXT_BIT(RF_TEXT_ADDRESS) |
                           RF_TEXT_BIT(RF_TEXT_NAME) | RF_TEXT_BIT(RF_TEXT_NUMBER) |
                           RF_TEXT_BIT(RF_TEXT_PATH) | RF_TEXT_BIT(RF_TEXT_FOLDER);
    return (struct rf_texts){l->look->arena, l, take_text, kinds, 0};
}

static void clear(struct looker *l)
{
    rf_folded_clear(&l->folded);
    rf_buf_clear(&l->unescaped);
}

/* The folder's name of a closed meeting is an open text, where the edition shows that the
 * meeting was held: it is the address of the page. */
void rf_quotes_of_meeting(const struct rf_quotes_look *look,
                          const struct referat_meeting *m)
{
    struct looker l = {.look = look};
    const struct rf_texts texts = open_texts(&l);
    const struct rf_text folder = {.kind = RF_TEXT_FOLDER, .text = m->folder};
    if (m->access == REFERAT_CLOSED && *m->folder &&
        m->series->closed_items != REFERAT_SHOW_NOTHING) {
        take_text(&l, &folder);
    }
    rf_texts_of_meeting(&texts, m);
    clear(&l);
}

void rf_quotes_of_series(const struct rf_quotes_look *look,
                         const struct referat_series *series)
{
    struct looker l = {.look = look};
    const struct rf_texts texts = open_texts(&l);
    rf_texts_of_series(&texts, series);
    clear(&l);
}
