/* Output formats: one const struct each, one row in registry.c (emit). */
#ifndef RF_EMIT_EMIT_H
#define RF_EMIT_EMIT_H

#include <stdbool.h>

#include "base/buf.h"
#include "referat/model.h"
#include "referat/referat.h"
#include "table/table.h"

/* Where the files of a series' own output go, one after the other. */
struct rf_outlet {
    /* Takes a whole file: its name is relative to the series' place. The bytes are taken
     * out of buf, which is empty then. False: no more is wanted. */
    bool (*take)(struct rf_outlet *outlet, const char *name, struct rf_buf *buf);
    /* The same for an open file, which the outlet closes. */
    bool (*take_file)(struct rf_outlet *outlet, const char *name, int fd);
};

/* What remains of a series when its record is given up, for the page of its folder. */
struct rf_front_series {
    const char *title, *organisation, *body; /* plain */
    const char *place;                       /* below the folder */
    const char *mark;                        /* of its overviews' names */
    const char *language;                    /* a tag */
    const char *edition; /* that its pages say they are of; "" where there is but one */
    size_t meeting_count;
    int first_year, last_year; /* 0: undated */
    unsigned long outcomes;    /* that occur: bit 1 << outcome */
};

struct rf_front {
    const struct rf_front_series *series;
    size_t count;
};

struct rf_emitter {
    const char *name;   /* what -f accepts, lower case: "html" */
    const char *suffix; /* ".html" */
    const char *summary;
    bool by_request; /* only where -f names it */
    /* Appends a page of one meeting; false where the meeting has no such page. NULL: the
     * format has no such pages. */
    bool (*page)(const struct referat_meeting *meeting, enum referat_page page,
                 struct rf_buf *out);
    /* Gives the outlet the files of the series' own, of the one record in question; NULL:
     * it has none. Returns false when the outlet wants no more, and when a library or a
     * temporary file failed: then *error is one line. True with *error where something is
     * to be said. */
    bool (*series)(const struct rf_question *question, struct rf_arena *arena,
                   struct rf_outlet *outlet, const char **error);
    bool wants_words, wants_rows; /* what series needs the record to keep */
    /* Gives the outlet the files of a folder with several series; NULL: it has none.
     * False when the outlet wants no more. */
    bool (*front)(const struct rf_front *front, struct rf_outlet *outlet);
};

/* What the names of a series' own files have behind their stem, so that no meeting's
 * folder is called so: "" nearly always, else "_" as in "index_.html", or more. */
const char *rf_overview_mark(const struct rf_record *record, struct rf_arena *arena);

/* The same for the page of a folder and the series in it. */
const char *rf_front_mark(const struct rf_front *front, struct rf_arena *arena);

/* What is to be remembered of a series; the strings are in arena. */
struct rf_front_series rf_front_entry(const struct rf_record *record, const char *place,
                                      struct rf_arena *arena);

/* NULL at the end. */
extern const struct rf_emitter *const rf_emitters[];

const struct rf_emitter *rf_emitter_find(const char *name);

/* The base name of a page: "agenda", "minutes", "pack". */
const char *rf_page_name(enum referat_page page);

#endif
