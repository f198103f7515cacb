/* What the files of the index pages share (index): the parts of a list, a meeting as a
 * reader sees it and as the search does, and the page around both. index.h tells how the
 * folder works. */
#ifndef RF_INDEX_INTERNAL_H
#define RF_INDEX_INTERNAL_H

#include "index/index.h"
#include "render/writer.h"

/* Meetings that stand on a page together, newest first; a year is one or more of them. */
struct rf_index_part {
    const struct rf_record_meeting *const *meetings;
    size_t count;
    int year;      /* 0: undated */
    size_t number; /* within its year, from 1; 0: all meetings of a short list */
};

/* The file of a part; mark is the question's, suffix ".html" or ".js". */
void rf_index_name(const char *mark, const struct rf_index_part *part, const char *suffix,
                   struct rf_buf *out);

/* Its year in words, with its number from the second part on. */
void rf_index_year(const struct referat_series *series, const struct rf_index_part *part,
                   struct rf_buf *out);

/* ---- A meeting ---- */

/* Rows that are read from the file they were evicted to, one at a time. */
struct rf_index_rows {
    struct rf_arena arena;
    int reason; /* why one could not be, as errno; 0: all could */
};

/* The whole row of a meeting, valid until the next call. Where it cannot be read, the
 * reason is noted and the short row returned: the pages made of it are not written. */
const struct rf_record_meeting *rf_index_fetch(struct rf_index_rows *rows,
                                               const struct rf_record_meeting *meeting);

/* The items to list, without what stands in for one where the introduction of the minutes
 * has actions; NULL for a meeting with errors, whose pages are older than its row. */
const struct rf_record_item *rf_index_items(const struct rf_record_meeting *meeting);

/* The first action of these items. */
const struct rf_record_action *rf_index_actions(const struct rf_record_meeting *meeting);

/* The wording of a decision; "" where it says no more than the outcome's own sentence. */
const char *rf_index_wording(const struct rf_lang *lang,
                             const struct rf_record_item *item);

/* A deadline in words, "" for none. */
void rf_index_due(const struct rf_lang *lang, const struct rf_record_action *action,
                  struct rf_buf *out);

/* A relative path or an anchor as a URL, which may stand in HTML and in JSON as it is. */
void rf_index_url(const char *path, struct rf_buf *out);

/* Whether a decision closes a matter or leaves it open, as a class: "final", "open", "".
 */
const char *rf_index_tone(enum referat_outcome outcome);

/* The meeting with its links, decisions and follow-ups, for readers; its row is whole. */
void rf_index_meeting(struct rf_writer *w, const struct rf_record_meeting *meeting);

/* ---- For the script ---- */

/* A JSON string that may stand in a script element and in a script. */
void rf_index_json(const char *s, struct rf_buf *out);

/* Meetings as JSON, an array each, one a line; all zero before the first. */
struct rf_index_data {
    struct rf_buf out; /* the array of those so far, once it was begun, without its end */
    struct rf_buf scratch;
};

/* Adds a meeting, whose row is whole. */
void rf_index_data_add(struct rf_index_data *data, const struct rf_lang *lang,
                       const struct rf_record_meeting *meeting);

/* Appends the array to out. */
void rf_index_data_put(const struct rf_index_data *data, struct rf_buf *out);

/* Forgets the meetings and keeps the room. */
void rf_index_data_reset(struct rf_index_data *data);

void rf_index_data_clear(struct rf_index_data *data);

/* ---- The page around it ---- */

/* A file of searchable meetings, or a list of such files, at a place. */
struct rf_index_file {
    size_t place;
    const char *year, *name; /* the year "": always wanted */
};

struct rf_index_place {
    const char *folder; /* "" or "a/b/", a URL */
    const char *title;
};

/* What the script has to know. */
struct rf_index_search {
    const struct rf_index_place *places;
    size_t place_count;
    const struct rf_index_file *files;
    size_t file_count;
    const char *const *years; /* that can be chosen, newest first */
    size_t year_count;
    unsigned long outcomes; /* that occur: bit 1 << outcome */
};

/* Begins a page up to its header; has_search: the script may run in it. */
void rf_index_begin(struct rf_writer *w, const char *title, bool has_search);

/* The fields of the search and the place of its hits. Hidden until the script shows them.
 */
void rf_index_search(struct rf_writer *w, const struct rf_index_search *search);

/* The script and what it knows, and the end of the page. */
void rf_index_script(struct rf_writer *w, const struct rf_index_search *search);

#endif
