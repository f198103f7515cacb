/* References: what one part of a series says of another, and how much of it the public
 * edition may print (redact).
 *
 * references.def lists the fields. What prunes, masks and withholds asks
 * rf_edition_may_name; nothing else decides. */
#ifndef RF_REDACT_REFERENCE_H
#define RF_REDACT_REFERENCE_H

#include "model/assemble.h"

enum rf_reference_field {
#define RF_REFERENCE(id, kind, name) RF_REFERENCE_##id,
#include "redact/references.def"
#undef RF_REFERENCE
};

enum rf_reference_kind {
    RF_REFERS_ITEM,    /* an item of the same meeting */
    RF_REFERS_MEETING, /* "2026-03-09", or an item of it: "2026-03-09/wall" */
    RF_REFERS_PLACE,   /* the same, or a body of which nothing is known */
    RF_REFERS_ACTION,  /* an action of an earlier meeting */
};

struct rf_reference {
    enum rf_reference_field field;
    const struct referat_meeting *meeting; /* whose document says it */
    const char *written;
    struct referat_span span;
    const struct referat_item *item; /* of that meeting, where it was found to mean one */
    enum referat_access *access; /* where the model has that of what it leads to; NULL:
                                    the item has it */
};

enum rf_naming {
    RF_NAMES_NOTHING,
    RF_NAMES_MEETING, /* a meeting, and no item of it */
    RF_NAMES_ALL,
};

/* How much of a reference the public edition may print. An item is named where it is
 * known to be open: one that is not found may be closed by a meeting that is not there
 * yet, or cannot be read. known may be NULL: then nothing is known of other meetings. */
enum rf_naming rf_edition_may_name(const struct rf_known *known,
                                   const struct rf_reference *reference);

/* True for an item that a public page may name by its number: rf_edition_may_name for a
 * reference that was found to mean it. */
bool rf_edition_may_name_item(const struct referat_item *item);

/* Calls visit for every reference in a meeting's documents, those of agendas within it
 * left out, in no certain order. Before it is pruned. */
void rf_edition_each_reference(const struct referat_meeting *meeting,
                               void (*visit)(void *data,
                                             const struct rf_reference *reference),
                               void *data);

/* The references of one item that other meetings are named in. */
struct rf_reference rf_edition_approval_of(const struct referat_item *item, size_t i);
struct rf_reference rf_edition_origin_of(const struct referat_item *item);
struct rf_reference rf_edition_destination_of(const struct referat_decision *decision);
struct rf_reference rf_edition_action_of(const struct referat_meeting *meeting,
                                         const struct referat_action_change *change);

#endif
