/* The index page of a series (emit). */
#ifndef RF_EMIT_INDEX_H
#define RF_EMIT_INDEX_H

#include "base/buf.h"
#include "table/table.h"

bool rf_index_html(const struct rf_question *question, struct rf_arena *arena,
                   struct rf_buf *out, const char **error);

#endif
