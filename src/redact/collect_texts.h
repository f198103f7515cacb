/* Every text of a meeting, classified as closed or open (redact).
 *
 * One walk over the model serves every search for closed text: the leak scan of a public
 * edition's outputs (leak_texts.c), the search in open sources (quotes.h, quotable.h),
 * the marking of addresses (mark_closed.c), guests and units. */
#ifndef RF_REDACT_COLLECT_TEXTS_H
#define RF_REDACT_COLLECT_TEXTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "referat/model.h"

enum rf_text_kind {
    RF_TEXT_TITLE,     /* what an item, a document or a meeting is called */
    RF_TEXT_WORDS,     /* any other line of text */
    RF_TEXT_BLOCK,     /* a paragraph, heading, table cell, block of code */
    RF_TEXT_RUN,       /* words of a closed block that markup parts from the rest */
    RF_TEXT_PROSE,     /* all blocks of an open prose, one after the other */
    RF_TEXT_ADDRESS,   /* where a link of open prose leads to, outside of the series */
    RF_TEXT_NAME,      /* of a person, a unit, a body; a legal basis: no secret */
    RF_TEXT_GUEST,     /* the name of a guest who comes for closed items alone */
    RF_TEXT_NUMBER,    /* an id, a case number, a telephone number */
    RF_TEXT_SENTENCE,  /* that the language makes of an open decision */
    RF_TEXT_PATH,      /* of a document, a file or a picture, relative to the series */
    RF_TEXT_FOLDER,    /* of an open meeting; of a closed one what is not its date */
    RF_TEXT_OUTPUT,    /* an open file's name in the outputs; a stamp */
    RF_TEXT_PUBLISHED, /* what a closed item says to the public: open */
};

struct rf_text {
    enum rf_text_kind kind;
    bool is_closed;
    const char *text;         /* never empty; plain */
    const char *origin;       /* whose it is, without quoting: "item 4 of 2026-03-09" */
    struct referat_span span; /* where it stands; of a block its beginning. Source NULL:
                                 no source states it */
    const struct referat_node *blocks;  /* of a prose */
    const struct referat_node *inlines; /* of a line of text, where it may have markup */
};

#define RF_TEXT_BIT(kind) (1u << (kind))

struct rf_texts {
    struct rf_arena *arena; /* for plain text */
    void *owner;
    void (*take)(void *owner, const struct rf_text *text);
    unsigned open, closed; /* the kinds that are wanted: bits RF_TEXT_BIT */
};

#define RF_TEXTS_ALL (~0u)

/* Gives every text of a meeting that is built whole, before it is pruned. */
void rf_texts_of_meeting(const struct rf_texts *texts,
                         const struct referat_meeting *meeting);

/* The same for the settings of a series, without the words of its language. */
void rf_texts_of_series(const struct rf_texts *texts,
                        const struct referat_series *series);

#endif
