/* The index page of a series (emit). */
#ifndef RF_EMIT_INDEX_H
#define RF_EMIT_INDEX_H

#include "base/buf.h"
#include "emit/digest.h"

bool rf_index_html(const struct rf_digest *digest, struct rf_buf *out,
                   const char **error);

#endif
