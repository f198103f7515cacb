/* Where a span is, for people: file, lines and columns, both from 1, columns in
 * characters (diag). A span without a source is nowhere. */
#include "referat/referat.h"

#include "diag/source.h"

struct referat_location referat_locate(struct referat_span span)
{
    if (!span.source) {
        return (struct referat_location){.file = ""};
    }
    struct rf_place start = rf_source_place(span.source, span.start_bytes);
    struct rf_place end = rf_source_place(span.source, span.end_bytes);
    return (struct referat_location){
        .file = span.source->name,
        .line = start.line,
        .column = start.column_chars,
        .end_line = end.line,
        .end_column = end.column_chars,
    };
}
