/* What the heads of a folder's documents tell before any of them is loaded: when its
 * meeting was, by which meetings are ordered (format.md section 1), and whether they may
 * name files outside of it (load). */
#ifndef RF_LOAD_DOCUMENT_HEADS_H
#define RF_LOAD_DOCUMENT_HEADS_H

#include "base/arena.h"
#include "base/beneath.h"
#include "referat/model.h"

struct rf_when {
    struct referat_date date; /* year 0: not said */
    int start_min;            /* -1: not said */
    bool is_meeting;          /* it holds an agenda or minutes */
    bool has_documents;       /* of any kind, or what may be one */
    bool leads_up;            /* the facts of one, or of one below, may hold a "../" */
};

/* What a meeting's documents say of its day, and the name of its folder: the agenda, the
 * name where it is a date, the minutes, in this order. */
struct referat_date rf_when_day(struct referat_date agenda, const char *name,
                                struct referat_date minutes);

/* Looks at the documents of a folder, given by its path, its name and its entries. open
 * is the folder, or -1. */
struct rf_when rf_when_look(const struct referat_series *series, struct rf_root root,
                            int open, const char *folder, const char *name,
                            const struct rf_entry *entries, size_t count);

/* True where the facts of a document may hold a way up. */
bool rf_when_leads_up(struct rf_root root, const char *path);

#endif
