/* What is kept of every meeting of a series for its own outputs, copied out of the
 * meetings' arenas (emit). */
#ifndef RF_EMIT_DIGEST_H
#define RF_EMIT_DIGEST_H

#include <stdbool.h>

#include "base/arena.h"
#include "referat/model.h"

/* Strings are plain UTF-8, "" where there is nothing. */
struct rf_digest_meeting {
    struct rf_digest_meeting *next;
    const char *id, *folder, *title, *place;
    struct referat_date date;
    int start_min, end_min; /* -1 where unknown */
    bool has_agenda, has_minutes, has_errors;
    enum referat_status agenda_status, minutes_status;
    size_t item_count, decision_count, action_count, open_action_count, annex_count;
};

struct rf_digest_item {
    struct rf_digest_item *next;
    const struct rf_digest_meeting *meeting;
    const char *number, *title, *anchor, *responsible, *case_number;
    enum referat_item_type type;
    enum referat_access access;
    int planned_start_min, planned_min;
    enum referat_outcome outcome;
};

struct rf_digest_decision { /* one row per item decided, and one per recommended point */
    struct rf_digest_decision *next;
    const struct rf_digest_item *item;
    const char *point, *asked, *sentence, *votes,
        *dissent; /* point "" for the item's own decision */
    enum referat_outcome outcome;
};

struct rf_digest_action {
    struct rf_digest_action *next;
    const struct rf_digest_item *item;
    const char *id, *task, *owners, *due_written;
    struct referat_date due;
    enum referat_action_state state;
    const char *closed_where; /* the meeting whose minutes closed it, "" */
};

struct rf_digest_annex {
    struct rf_digest_annex *next;
    const struct rf_digest_item *item;
    int number; /* 0: not enclosed */
    const char *title, *path, *anchor;
    enum referat_access access;
    uint64_t file_bytes; /* files only */
    bool is_file;
};

struct rf_digest {
    struct rf_arena *arena;
    const struct referat_series *series;
    bool keeps_rows; /* false: only meetings are kept (no workbook is asked for) */
    struct rf_digest_meeting *meetings, *last_meeting;
    struct rf_digest_item *items, *last_item;
    struct rf_digest_decision *decisions, *last_decision;
    struct rf_digest_action *actions, *last_action;
    struct rf_digest_annex *annexes, *last_annex;
    struct rf_digest_action **by_id; /* an open-addressing table of the actions */
    size_t by_id_capacity;
    size_t meeting_count, item_count, decision_count, action_count, annex_count;
};

void rf_digest_init(struct rf_digest *digest, struct rf_arena *arena,
                    const struct referat_series *series, bool keeps_rows);

/* Copies what is needed of a compiled meeting; has_errors: its pages were left as they
 * were. Applies its minutes' `actions` to the rows of earlier meetings. */
void rf_digest_add(struct rf_digest *digest, const struct referat_meeting *meeting,
                   bool has_errors);

/* True when some earlier meeting has that action. */
bool rf_digest_has_action(const struct rf_digest *digest, const char *id);

#endif
