/* Texts as they stand in values and prose (redact).
 *
 * A reader gives a text only where its kind is wanted: plain text of prose is made on
 * demand, since most walks want a few kinds. */
#include "redact/text_reader.h"

#include <string.h>

#include "base/prose_node.h"

static bool wants(const struct rf_reader *r, enum rf_text_kind kind)
{
    unsigned open = r->is_unread ? 0 : r->texts->open;
    return (r->is_closed ? r->texts->closed : open) & RF_TEXT_BIT(kind);
}

void rf_reader_put(const struct rf_reader *r, enum rf_text_kind kind, const char *s,
                   struct referat_span span)
{
    if (s && *s && wants(r, kind)) {
        const struct rf_text text = {
            .kind = kind,
            .is_closed = r->is_closed,
            .text = s,
            .origin = r->origin,
            .span = span,
        };
        r->texts->take(r->texts->owner, &text);
    }
}

struct rf_reader rf_reader_closed_if(const struct rf_reader *r, bool is_closed)
{
    struct rf_reader inner = *r;
    inner.is_closed = r->is_closed || is_closed;
    return inner;
}

struct rf_reader rf_reader_within(const struct rf_reader *r,
                                  const struct referat_source *source)
{
    struct rf_reader inner = *r;
    inner.source = source;
    return inner;
}

/* ---- Values ---- */

void rf_reader_text(const struct rf_reader *r, enum rf_text_kind kind,
                    const struct referat_text *line)
{
    if (line->given == REFERAT_GIVEN && *line->plain && wants(r, kind)) {
        const struct rf_text text = {
            .kind = kind,
            .is_closed = r->is_closed,
            .text = line->plain,
            .origin = r->origin,
            .span = line->span,
            .inlines = line->inlines,
        };
        r->texts->take(r->texts->owner, &text);
    }
}

void rf_reader_words(const struct rf_reader *r, const struct referat_text *text)
{
    rf_reader_text(r, RF_TEXT_WORDS, text);
}

void rf_reader_raw(const struct rf_reader *r, const struct referat_raw *raw)
{
    rf_reader_put(r, RF_TEXT_NUMBER, raw->given == REFERAT_GIVEN ? raw->text : NULL,
                  raw->span);
}

void rf_reader_lines(const struct rf_reader *r, enum rf_text_kind kind,
                     const struct referat_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        rf_reader_text(r, kind, &lines->list[i]);
    }
}

void rf_reader_person_as(const struct rf_reader *r, enum rf_text_kind kind,
                         const struct referat_person *person)
{
    rf_reader_text(r, kind, &person->name);
    rf_reader_words(r, &person->title);
    rf_reader_text(r, RF_TEXT_NAME, &person->group);
    rf_reader_text(r, RF_TEXT_NAME, &person->unit);
    rf_reader_lines(r, kind, &person->also);
    rf_reader_raw(r, &person->email);
    rf_reader_raw(r, &person->phone);
}

void rf_reader_person(const struct rf_reader *r, const struct referat_person *person)
{
    rf_reader_person_as(r, RF_TEXT_NAME, person);
}

void rf_reader_persons(const struct rf_reader *r, const struct referat_persons *persons)
{
    for (size_t i = 0; i < persons->count; i++) {
        rf_reader_person(r, &persons->list[i]);
    }
}

/* ---- Prose ---- */

static struct referat_span place_of(const struct rf_reader *r,
                                    const struct referat_node *node)
{
    return (struct referat_span){r->source, node->start_bytes, node->start_bytes};
}

static void put_literal(const struct rf_reader *r, enum rf_text_kind kind,
                        const struct referat_node *node)
{
    if (node->text && wants(r, kind)) {
        rf_reader_put(r, kind,
                      rf_arena_copy(r->texts->arena, node->text, node->text_bytes),
                      place_of(r, node));
    }
    if (node->text) {
        rf_reader_put(r, RF_TEXT_WORDS, node->title, place_of(r, node));
    }
}

static bool holds_words(const struct referat_node *node)
{
    return node->type < REFERAT_TEXT && node->first && node->first->type >= REFERAT_TEXT;
}

static void put_block(const struct rf_reader *r, const struct referat_node *node)
{
    if (wants(r, RF_TEXT_BLOCK)) {
        rf_reader_put(r, RF_TEXT_BLOCK, rf_markdown_plain(r->texts->arena, node->first),
                      place_of(r, node));
    }
}

/* Each block's words as one text, and each run of them that markup may part. */
static void put_closed_nodes(const struct rf_reader *r, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        bool is_one_run =
            holds_words(node) && node->first->type == REFERAT_TEXT && !node->first->next;
        if (holds_words(node)) {
            put_block(r, node);
        }
        put_literal(r, node->type < REFERAT_TEXT ? RF_TEXT_BLOCK : RF_TEXT_RUN, node);
        put_closed_nodes(r, is_one_run ? NULL : node->first);
    }
}

/* An open link to a file of the series does not make the file's name open: the page is
 * not to have it. A picture lies beside the page's source. */
static void put_place(const struct rf_reader *r, const struct referat_node *node)
{
    const struct referat_image *image = referat_node_image(node);
    if (node->text && strchr(node->text, ':')) {
        put_literal(r, RF_TEXT_ADDRESS, node);
    } else {
        rf_reader_put(r, RF_TEXT_WORDS, node->title, place_of(r, node));
    }
    if (image) {
        rf_reader_put(r, RF_TEXT_PATH, image->path, place_of(r, node));
    }
}

static void put_parts(const struct rf_reader *r, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        if (holds_words(node)) {
            put_block(r, node);
        } else if (node->type < REFERAT_TEXT) {
            put_literal(r, RF_TEXT_BLOCK, node);
        }
        if (node->type == REFERAT_LINK || node->type == REFERAT_IMAGE) {
            put_place(r, node);
        }
        put_parts(r, node->first);
    }
}

/* An open prose may be wanted whole (RF_TEXT_PROSE), in parts, or both; a closed one is
 * given in parts alone, and down to the runs that markup leaves together. */
void rf_reader_nodes(const struct rf_reader *r, const struct referat_node *list)
{
    const unsigned parts = RF_TEXT_BIT(RF_TEXT_BLOCK) | RF_TEXT_BIT(RF_TEXT_RUN) |
                           RF_TEXT_BIT(RF_TEXT_ADDRESS) | RF_TEXT_BIT(RF_TEXT_WORDS) |
                           RF_TEXT_BIT(RF_TEXT_PATH);
    if (r->is_closed && r->texts->closed & parts) {
        put_closed_nodes(r, list);
        return;
    }
    if (list && wants(r, RF_TEXT_PROSE)) {
        const struct rf_text whole = {
            .kind = RF_TEXT_PROSE,
            .text = rf_markdown_plain(r->texts->arena, list),
            .origin = r->origin,
            .span = place_of(r, list),
            .blocks = list,
        };
        if (*whole.text) {
            r->texts->take(r->texts->owner, &whole);
        }
    }
    if (!r->is_closed && r->texts->open & parts) {
        put_parts(r, list);
    }
}

void rf_reader_prose(const struct rf_reader *r, const struct referat_prose *prose)
{
    struct rf_reader inner = rf_reader_within(r, prose->span.source);
    rf_reader_nodes(&inner, prose->given == REFERAT_GIVEN ? prose->blocks : NULL);
}

void rf_reader_document(const struct rf_reader *r, const struct referat_document *d)
{
    rf_reader_text(r, RF_TEXT_TITLE, &d->title);
    rf_reader_text(r, RF_TEXT_TITLE, &d->short_title);
    rf_reader_text(r, RF_TEXT_NAME, &d->unit);
    rf_reader_persons(r, &d->case_officers);
    rf_reader_raw(r, &d->case_number);
    rf_reader_lines(r, RF_TEXT_WORDS, &d->letterhead);
    rf_reader_prose(r, &d->body);
}
