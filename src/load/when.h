/* When a folder's meeting was, from a look at the heads of its documents: meetings stand
 * in the order of their days before any of them is loaded (load). */
#ifndef RF_LOAD_WHEN_H
#define RF_LOAD_WHEN_H

#include "base/arena.h"
#include "load/path.h"
#include "referat/model.h"

struct rf_when {
    struct referat_date date; /* year 0: nobody says */
    int start_min;            /* -1: nobody says */
    bool is_meeting;          /* it holds an agenda or minutes */
    bool has_documents;       /* of any kind, or what may be one */
};

/* What a meeting's documents say of its day, and the name of its folder: the agenda, the
 * name where it is a date, the minutes, in this order. */
struct referat_date rf_when_day(struct referat_date agenda, const char *name,
                                struct referat_date minutes);

/* Looks at a folder, which holds entries, and is called name. */
struct rf_when rf_when_look(const struct referat_series *series, int root,
                            const char *folder, const char *name,
                            const struct rf_entry *entries, size_t count);

#endif
