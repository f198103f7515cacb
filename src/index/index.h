/* The front pages: of a series' archive, and of a folder with several series (index).
 *
 * This folder writes what a reader opens first: index.html, with all meetings of a
 * series, what was decided, who follows it up, and a search that runs in the browser
 * without a server. It reads the rows of the record (store/record.h), never the model,
 * because at the end of a build no meeting is in memory. Its central type is struct
 * rf_outlet: a page is handed over whole as soon as it is written, so that a long archive
 * needs the room of one page. build/series_outputs.c calls rf_index_html when the last
 * meeting is done, and rf_landing_page_html for a folder of several series.
 *
 * Hard to see: the search's data has two homes. The data of a short list stands within
 * the page; a long list's stands in scripts beside it, which index.js loads by adding
 * <script> elements, because a page opened from a file may not fetch (index_page.c has
 * the policy that allows this and nothing else). index_data.c writes arrays whose order
 * index.js relies on: change both. */
#ifndef RF_INDEX_INDEX_H
#define RF_INDEX_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "store/question.h"

/* Where the files that belong to a series as a whole go, one after the other. */
struct rf_outlet {
    /* Receives a whole file, named relative to the series' place, and leaves buf empty.
     * False: writing failed, and no further file is wanted. */
    bool (*take)(struct rf_outlet *outlet, const char *name, struct rf_buf *buf);
    /* The same for an open file, which the outlet closes. */
    bool (*take_file)(struct rf_outlet *outlet, const char *name, int fd);
    /* The same for bytes that stay where they are until all the series' files are made.
     */
    bool (*take_bytes)(struct rf_outlet *outlet, const char *name, struct rf_bytes bytes);
};

/* What the page of a folder says of a series in it; outlives the series' record. */
struct rf_landing_entry {
    const char *title, *organisation, *body; /* plain */
    const char *place;                       /* below the folder */
    const char *mark;                        /* of its overviews' names */
    const char *language;                    /* a tag */
    const char *edition; /* that its pages say they are of; "" where there is but one */
    size_t meeting_count;
    int first_year, last_year; /* 0: undated */
    unsigned long outcomes;    /* that occur: bit 1 << outcome */
};

struct rf_landing_page {
    const struct rf_landing_entry *series;
    size_t count;
};

/* What the names of a series' own files have after their stem, so that none is the name
 * of a meeting's folder: "" nearly always, else "_" as in "index_.html", or more. */
const char *rf_overview_mark(const struct rf_record *record, struct rf_arena *arena);

/* The same for the page of a folder and the series in it. */
const char *rf_landing_page_mark(const struct rf_landing_page *page,
                                 struct rf_arena *arena);

/* Summarises a series for its folder's page; the strings are in arena. */
struct rf_landing_entry rf_landing_entry_of(const struct rf_record *record,
                                            const char *place, struct rf_arena *arena);

/* Writes index.html of the one record in question: its meetings by year, newest first,
 * with what was decided and who follows it up, and a search over both. Where the list is
 * long, every year has pages of its own beside it: index-1987.html, and index-1987-2.html
 * where one would be too large. What is searched stands in the page, of a long list
 * beside it: index-1987.js. For the page of a folder a short list's stands in
 * index-data.js, and index-parts.js says which files there are. */
/* arena holds what the pages share until they are written. False: the outlet refused a
 * file, or *error says why a meeting's row could not be read. */
bool rf_index_html(const struct rf_question *question, struct rf_arena *arena,
                   struct rf_outlet *outlet, const char **error);

/* Writes index.html of a folder: its series, and a search over all of them. */
bool rf_landing_page_html(const struct rf_landing_page *page, struct rf_outlet *outlet);

#endif
