/* Where a quote stands in its source: the plain text that was looked through has neither
 * the markup nor the escapes (redact). */
#include "redact/quotes.h"

#include "diag/source.h"

/* BLOCK_BYTES: so much of a source is searched for the words of a block, whose end is not
 * known. SHORT_BYTES: up to this length a text is marked as a whole. */
enum { BLOCK_BYTES = 1 << 16, SHORT_BYTES = 200 };

static bool find_words(const struct rf_folded *source, const struct rf_folded *words,
                       size_t first, size_t last, struct referat_span *span)
{
    size_t from, to;
    bool found = rf_find_letters(source, rf_letters_of(words, first),
                                 rf_letters_bytes(words, first, last), 0, &from, &to);
    if (found) {
        span->end_bytes = span->start_bytes + source->words[to].to;
        span->start_bytes += source->words[from].from;
    }
    return found;
}

/* All of the words; where they are written otherwise, a short text as a whole, else the
 * first of them, else where the text begins. A text whose end is not known is searched
 * from its beginning on. */
static struct referat_span find(const struct rf_text *text, const struct rf_folded *words,
                                size_t first, size_t last)
{
    struct referat_span span = text->span;
    if (!span.source || span.start_bytes > span.source->text_bytes) {
        return (struct referat_span){0};
    }
    uint32_t given =
        span.end_bytes > span.start_bytes ? span.end_bytes - span.start_bytes : 0;
    uint32_t rest = span.source->text_bytes - span.start_bytes;
    uint32_t searched = given ? given : rest < BLOCK_BYTES ? rest : BLOCK_BYTES;
    struct referat_span at = {span.source, span.start_bytes, span.start_bytes};
    struct rf_folded source = {0};
    rf_fold_words(&source, span.source->text + span.start_bytes, searched);
    if (find_words(&source, words, first, last, &at)) {
        span = at;
    } else if (given > SHORT_BYTES || !given) {
        find_words(&source, words, first, first, &at);
        span = at;
    }
    rf_folded_clear(&source);
    return span;
}

struct referat_span rf_quote_span(const struct rf_quote *quote)
{
    return find(quote->text, quote->folded, quote->first, quote->last);
}

struct referat_span rf_quotable_span(const struct rf_quotable_place *place)
{
    return find(place->text, place->folded, place->first, place->last);
}
