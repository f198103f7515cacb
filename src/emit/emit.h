/* Output formats: one const struct each, one row in registry.c (emit). */
#ifndef RF_EMIT_EMIT_H
#define RF_EMIT_EMIT_H

#include <stdbool.h>

#include "base/buf.h"
#include "referat/model.h"
#include "referat/referat.h"
#include "table/table.h"

struct rf_emitter {
    const char *name;   /* what -f accepts, lower case: "html" */
    const char *suffix; /* ".html" */
    const char *summary;
    bool by_request; /* only where -f names it */
    /* Appends a page of one meeting; false where the meeting has no such page. NULL: the
     * format has no such pages. */
    bool (*page)(const struct referat_meeting *meeting, enum referat_page page,
                 struct rf_buf *out);
    /* Appends the series' own output (index.html, status.xlsx), whose name is
     * series_name, of the one record in question; NULL: it has none. Returns false and
     * sets *error to one line when a library or a temporary file failed; true with *error
     * where something is to be said. */
    const char *series_name;
    bool (*series)(const struct rf_question *question, struct rf_arena *arena,
                   struct rf_buf *out, const char **error);
};

/* NULL at the end. */
extern const struct rf_emitter *const rf_emitters[];

const struct rf_emitter *rf_emitter_find(const char *name);

/* The base name of a page: "agenda", "minutes", "pack". */
const char *rf_page_name(enum referat_page page);

#endif
