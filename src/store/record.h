/* The store: what one meeting may know of another.
 *
 * One meeting at a time is in memory as a model. Of every meeting that was compiled the
 * *record* keeps a row: plain texts, numbers and links, copied from the model by
 * rf_record_add. References between meetings are answered from the rows, open matters are
 * carried along in them, and the status tables, the workbook and the index are made of
 * them. The driver calls it for each meeting in turn, the model and the checks ask it for
 * other meetings, and tables/ and index/ read it when the series is complete.
 *
 * The one thing that is hard to see: time. What a meeting says of earlier ones (minutes
 * it approves, actions it closes, matters it brings back) is written into *their* rows,
 * and only when rf_record_apply_before says that the turn of a later meeting has come. So
 * a meeting sees the others as they were on its day, whatever was loaded by then.
 *
 * Other files: rows as bytes, for later builds, other processes and eviction from memory
 * (row_codec.h, evict.h); rows of other series (others.h); the state of the last build
 * (state.h) and the cache folder that holds it (cache_folder.h).
 *
 * Everything lives in one arena, as long as the run. Strings are plain UTF-8, "" where
 * there is nothing. */
#ifndef RF_STORE_RECORD_H
#define RF_STORE_RECORD_H

#include <stdbool.h>

#include "base/arena.h"
#include "referat/model.h"
#include "referat/referat.h"

struct rf_record_meeting;
struct rf_record_item;

struct rf_record_point {
    struct rf_record_point *next;
    const char *number, *asked;
    enum referat_outcome outcome; /* REFERAT_UNDECIDED: not answered */
};

struct rf_record_annex {
    struct rf_record_annex *next;
    int number; /* 0: not enclosed */
    const char *title, *path, *anchor;
    const char *sha256;        /* of its bytes; "" where it was not asked for */
    const char *referred_from; /* the documents that link to it */
    enum referat_access access;
    uint64_t file_bytes;
};

/* What the index, tables and follow-up lists print of an item; of guests, votes, dissent
 * and annexes only tables do. */
struct rf_record_words {
    const char *title, *responsible, *case_number, *sentence, *votes, *dissent, *guests,
        *to;
    enum referat_item_type type;
    enum referat_access access;
    int order, planned_start_min, planned_min;
    bool is_split; /* its points went different ways */
    struct referat_date returns;
    struct referat_date to_date; /* of the meeting that the matter goes to */
    struct rf_record_point *points, *last_point;
    struct rf_record_annex *annexes, *last_annex;
};

/* A meeting whose minutes an item is to approve; the span is an excerpt. */
struct rf_record_approval {
    struct rf_record_approval *next;
    const char *meeting; /* its id */
    struct referat_span span;
};

/* How an item is linked to other meetings; the span is an excerpt. */
struct rf_record_links {
    struct rf_record_approval *approvals, *last_approval;
    const char *carried_meeting, *carried_item; /* as the model resolved them */
    const char *to_meeting;                     /* where a postponed item goes */
    const char *case_number;                    /* of which the matter may come back */
    struct rf_record_item *carried_from;        /* once the meeting was applied */
    struct referat_span decision_span;
};

struct rf_record_item {
    struct rf_record_item *next; /* of its meeting */
    struct rf_record_meeting *meeting;
    const char *number, *id, *anchor;
    struct rf_record_links *links;     /* NULL where there are none */
    struct rf_record_words *words;     /* NULL where no words are kept */
    struct rf_record_item *carried_to; /* the later item that it came back as */
    enum referat_outcome outcome;
    enum referat_access access;
    unsigned index;   /* of its meeting's items */
    bool is_promised; /* to come back: `returns` */
    bool is_pending;  /* promised or postponed, and not back yet */
};

/* A reference to an item whose row may have been evicted since. */
struct rf_record_ref {
    struct rf_record_meeting *meeting; /* NULL: none */
    unsigned index;                    /* of its items */
};

/* An item that a later one says it is carried from. */
struct rf_record_taken_up {
    struct rf_record_taken_up *next;
    unsigned index;          /* of its meeting's items */
    struct rf_record_ref at; /* the first item of a meeting that was not cancelled … */
    struct rf_record_ref not_at; /* … and of one that was; meeting NULL: none */
};

struct rf_record_action {
    struct rf_record_action *next; /* of its meeting */
    struct rf_record_item *item;
    const char *id, *task, *owners, *due_written, *note;
    struct referat_date due;
    enum referat_access access; /* of the minutes that hold it */
    enum referat_action_state state;
    const struct rf_record_meeting *closed_by; /* NULL: open, or done when it was made */
    unsigned index;                            /* of its meeting's actions */
    bool is_listed;                            /* among the record's open ones */
};

struct rf_record_change {
    struct rf_record_change *next;
    const char *action, *due_written, *owners, *note; /* NULL where unchanged */
    struct referat_date due;
    enum referat_action_state state;
    bool has_state;
};

/* A person's part in a meeting. */
struct rf_record_attendance {
    struct rf_record_attendance *next;
    const char *name, *reason, *substitute;
    const char *items; /* where it differs: the items that the person took no part in */
    bool is_absent;    /* from the whole meeting */
    bool is_substitute;
};

/* The result of comparing a claim with the series. */
enum rf_record_claim_state {
    RF_CLAIM_UNCHECKED,
    RF_CLAIM_HOLDS,
    RF_CLAIM_FALSE,
    RF_CLAIM_UNKNOWN, /* the meeting that approved is unread */
};

/* What the seal of a meeting says of its approval, as it is written there; the spans are
 * excerpts. */
struct rf_record_claim {
    const char *meeting, *approved_by, *outcome;
    struct referat_date approved;
    struct referat_span meeting_span, approved_by_span, outcome_span, approved_span;
};

struct rf_record_finding {
    struct rf_record_finding *next;
    enum referat_severity severity;
    const char *name, *file, *message, *hint;
    unsigned line, column;
};

struct rf_record_meeting {
    struct rf_record_meeting *next, *previous; /* in the order of their folders */
    size_t order;                              /* of its folder */
    const char *id, *folder, *title, *place;
    struct referat_date date;
    int start_min, end_min; /* -1 where unknown */
    bool is_complete;       /* false: only what rf_record_open says */
    bool is_ahead; /* loaded when another meeting asked: its own turn fills it anew, with
                      what it says of others */
    bool has_agenda, has_minutes, has_errors;
    bool is_unread;       /* nothing else of it is known but what its folder is called */
    bool has_broken_seal; /* which is one reason for that */
    bool has_closed;      /* in whole or in part (rf_record_has_closed) */
    bool has_left;        /* an item was left to a meeting that is named */
    bool has_lost_approval; /* an item approves minutes of a meeting that is not known */
    unsigned outcomes;      /* of its items and their points: bit 1 << outcome */
    enum referat_status agenda_status, minutes_status;
    bool is_sealed;                /* by a seal that is not broken … */
    struct rf_record_claim *claim; /* … and says this; else NULL */
    enum rf_record_claim_state claim_state;
    struct referat_date sealed; /* the day of the approval, where the claim holds; else
                                   year 0 */
    size_t item_count, decision_count, action_count, annex_count;
    enum referat_access access;     /* of the meeting as a whole */
    struct referat_span place_span; /* an excerpt: of its minutes, else of its agenda */
    size_t signer_count, signed_count; /* who is to sign the minutes, and who has … */
    struct referat_date signed_on;     /* … the last of them on this day, if all have */
    struct referat_span signatures_span; /* an excerpt */
    bool is_written;                     /* it was decided without a meeting */
    struct rf_record_item *items, *last_item;
    struct rf_record_action *actions, *last_action;
    struct rf_record_change *changes, *last_change;
    struct rf_record_attendance *attendances, *last_attendance;
    struct rf_record_taken_up *taken_up; /* its items that later ones are carried from */
    struct rf_record_ref named_by;       /* the first item that is to approve it */
    struct rf_record_ref approved_by;    /* the item that approved its minutes */

    /* Where the row lives (store/evict.h). */
    struct rf_record *record;
    struct rf_arena *arena;        /* of everything above but id and folder */
    struct rf_record_delta *delta; /* what became of its actions */
    uint64_t kept_at;              /* where it stands as bytes … */
    uint32_t kept_bytes;           /* … of which it has so many; 0: nowhere */
    bool is_evicted;               /* there is nothing below it: see rf_record_fetch */
};

/* From an id to its action, or where its row was evicted, to its meeting. */
struct rf_record_slot {
    uint32_t hash; /* of the id */
    bool is_evicted;
    union {
        struct rf_record_action *action;   /* NULL: the slot is free */
        struct rf_record_meeting *meeting; /* that has it among its actions */
    } to;
};

/* Texts packed one after the other. Names, numbers and cases recur with every meeting:
 * the recent ones are found by hash and shared. */
struct rf_record_texts {
    char *next; /* in a piece of the arena */
    size_t room_bytes;
    const char **recent; /* by hash; NULL until the first */
};

struct rf_record {
    struct rf_arena *arena;
    struct rf_arena *row_arena; /* of the row that is being added */
    const struct referat_series *series;
    const char *root_name; /* with which the names of its files begin: "path/" or "" */
    bool index_columns;    /* what the index prints; false: only what references need */
    bool table_columns;    /* and what tables print */
    bool has_findings;     /* what was found; with table_columns, too */
    bool is_public; /* of pruned meetings: it is printed, and answers no reference */
    struct rf_record_meeting *meetings, *last;
    size_t meeting_count;
    struct rf_record_finding *findings, *last_finding;
    struct rf_record_texts texts;
    struct rf_record_slot *by_id; /* an open-addressing table … */
    struct rf_arena by_id_arena;  /* … alone in here: it grows */
    size_t action_count, by_id_capacity;

    /* As of the meeting that rf_record_apply_before was last called for. */
    struct rf_record_meeting *applied; /* the last meeting whose effects are applied */
    struct rf_record_action **open;    /* actions that are not closed yet */
    size_t open_count, open_capacity;
    struct rf_record_item **pending; /* items postponed or promised, not back yet */
    size_t pending_count, pending_capacity;

    struct rf_record_other *others; /* of other series, that rows refer to (others.h) */
    struct rf_record *lead; /* of the series that follows this one: whose lists of what is
                               open and pending have this one's, too; NULL: its own */

    struct rf_record_pool *pool; /* of rows that may be evicted (store/evict.h) */
};

void rf_record_init(struct rf_record *record, struct rf_arena *arena,
                    const struct referat_series *series, const char *root_name);

/* Frees what does not live in the record's arena. */
void rf_record_clear(struct rf_record *record);

/* The row of a meeting that was loaded and not linked yet, whose folder is the order-th:
 * what it is called, so that it can be referred to. */
struct rf_record_meeting *rf_record_open(struct rf_record *record,
                                         const struct referat_meeting *meeting,
                                         size_t order);

/* Keeps a linked meeting; a second time does nothing, unless the first was ahead of its
 * turn. Returns its row. */
struct rf_record_meeting *rf_record_add(struct rf_record *record,
                                        const struct referat_meeting *meeting,
                                        size_t order);

/* A row whose meeting turned out to be unread says nothing from now on. */
void rf_record_set_unread(struct rf_record *record, struct rf_record_meeting *row);

/* Removes a row that is not applied yet (rf_record_apply_before), as if its meeting had
 * never been added. */
void rf_record_remove(struct rf_record *record, struct rf_record_meeting *row);

/* The row of the order-th folder, or NULL. */
struct rf_record_meeting *rf_record_find(const struct rf_record *record, size_t order);

/* Keeps a unit's findings. */
void rf_record_add_findings(struct rf_record *record,
                            const struct referat_diagnostic *list, size_t count);

/* The action of that id, of several the one of the first meeting; or NULL. It lives as
 * long as its row, and no longer than the unit at hand. */
struct rf_record_action *rf_record_action(const struct rf_record *record, const char *id);

/* The item of that number or id, or NULL. It lives as long as its row, and no longer than
 * the unit at hand. */
struct rf_record_item *rf_record_find_item(const struct rf_record_meeting *meeting,
                                           const char *name);

/* True where the item was carried over from origin. */
bool rf_record_is_carried_from(const struct rf_record *record,
                               const struct rf_record_item *item,
                               const struct rf_record_item *origin);

/* Applies to earlier rows what the meetings before the order-th folder say of them:
 * closed actions, approved minutes, carried items. Meetings of series that are followed
 * are applied too, up to `at`, that folder's own meeting (NULL: all of them). Each
 * meeting is applied once. */
void rf_record_apply_before(struct rf_record *record, size_t order,
                            const struct rf_record_meeting *at);

/* False for a meeting that the public edition, which is being made, leaves out: it is
 * closed as a whole, and so is everything of its kind; or it is unread. */
bool rf_record_is_shown(const struct referat_series *series,
                        const struct rf_record_meeting *meeting);

/* True where a part of the meeting itself is closed, or all of it: what it says of other
 * meetings is left aside, which not every row was made with. */
bool rf_record_has_closed(const struct referat_meeting *meeting);

/* What the index and the tables of a series say of their edition; "" where there is but
 * one: nothing in the series is closed. */
const char *rf_record_edition(const struct rf_record *record);

/* False for a row of the public edition that says no more than that a seal is broken: it
 * stands in the table of meetings alone. */
static inline bool rf_record_is_listed(const struct rf_record_meeting *meeting)
{
    return !meeting->record->is_public || !meeting->is_unread;
}

/* What an item says of the approval of a meeting's minutes; NULL: nothing. */
const struct rf_record_approval *rf_record_approval_of(const struct rf_record_item *item,
                                                       const char *meeting);

/* A cancelled meeting brings nothing back, approves and carries nothing. */
static inline bool rf_record_is_cancelled(const struct rf_record_meeting *meeting)
{
    return meeting->agenda_status == REFERAT_CANCELLED ||
           meeting->minutes_status == REFERAT_CANCELLED;
}

/* A meeting is held once it has minutes, drafts included. */
static inline bool rf_record_is_held(const struct rf_record_meeting *meeting)
{
    return meeting->has_minutes && !rf_record_is_cancelled(meeting);
}

/* What a meeting's minutes need to be final, besides not being a draft. */
enum rf_approval_state {
    RF_APPROVAL_NONE,    /* nothing: the body approves none, or it was not held */
    RF_APPROVAL_AWAITED, /* which has not come yet */
    RF_APPROVAL_GIVEN,   /* by an item of a later meeting: approved_by */
    RF_APPROVAL_SIGNED,  /* by all who are to sign: signed_on */
};
enum rf_approval_state rf_record_approval(const struct rf_record_meeting *meeting);

/* Where an item was taken up again; NULL: nowhere, by the meetings applied so far. */
const struct rf_record_taken_up *rf_record_taken_up(const struct rf_record_item *item);

/* True for an outcome that approves minutes. */
bool rf_record_is_approval(enum referat_outcome outcome);

/* True where a decision leaves the matter to another day. */
bool rf_record_is_left_over(enum referat_outcome outcome);

/* True where the matter is still to come back: it was left open or promised, and no later
 * item is it. Every table that shows only what is open asks this. */
bool rf_record_is_open(const struct rf_record_item *item);

/* True for two items of one case. */
bool rf_record_is_same_case(const struct rf_record_item *a,
                            const struct rf_record_item *b);

#endif
