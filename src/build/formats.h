/* Output formats: one const struct each, one row in formats.c (build). */
#ifndef RF_BUILD_FORMATS_H
#define RF_BUILD_FORMATS_H

#include <stdbool.h>

#include "base/buf.h"
#include "index/index.h"
#include "render/page_names.h"
#include "referat/model.h"
#include "referat/referat.h"

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
    bool wants_facts;             /* … and that the question has a database */
    /* Gives the outlet the files of a folder with several series; NULL: it has none.
     * False when the outlet wants no more. */
    bool (*landing_page)(const struct rf_landing_page *page, struct rf_outlet *outlet);
};

/* NULL at the end. */
extern const struct rf_emitter *const rf_emitters[];

/* True where the i-th of them is among formats, which has a bit for each. */
bool rf_format_is_asked(unsigned formats, size_t i);

#endif
