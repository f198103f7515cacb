/* The front pages: of a series' archive, and of a folder with several series (index). */
#ifndef RF_INDEX_INDEX_H
#define RF_INDEX_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "tables/table.h"

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

/* What the names of a series' own files have behind their stem, so that no meeting's
 * folder is called so: "" nearly always, else "_" as in "index_.html", or more. */
const char *rf_overview_mark(const struct rf_record *record, struct rf_arena *arena);

/* The same for the page of a folder and the series in it. */
const char *rf_front_mark(const struct rf_front *front, struct rf_arena *arena);

/* What is to be remembered of a series; the strings are in arena. */
struct rf_front_series rf_front_entry(const struct rf_record *record, const char *place,
                                      struct rf_arena *arena);

/* Writes index.html of the one record in question: its meetings by year, newest first,
 * with what was decided and who follows it up, and a search over both. Where the list is
 * long, every year has pages of its own beside it: index-1987.html, and index-1987-2.html
 * where one would be too large. What is searched stands in the page, of a long list
 * beside it: index-1987.js. For the page of a folder a short list's stands in
 * index-data.js, and index-parts.js says which files there are. */
bool rf_index_html(const struct rf_question *question, struct rf_arena *arena,
                   struct rf_outlet *outlet, const char **error);

/* Writes index.html of a folder: its series, and a search over all of them. */
bool rf_front_html(const struct rf_front *front, struct rf_outlet *outlet);

#endif
