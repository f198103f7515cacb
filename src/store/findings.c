/* What the checks found, as rows of the record (store). */
#include <string.h>

#include "base/cpr.h"
#include "base/str.h"
#include "store/internal.h"

static const char *keep_text(struct rf_record *record, const char *s)
{
    return s ? rf_record_keep_text(record, s, strlen(s)) : "";
}

/* The file of a finding: a personal number in its name is masked, as in its message. */
static const char *keep_file(struct rf_record *record, const char *name)
{
    char *copy = rf_arena_string(record->row_arena, name ? name : "");
    rf_cpr_mask(copy, strlen(copy));
    return copy;
}

/* A file as the series calls it, wherever the command was started. */
static const char *within_series(const struct rf_record *record, const char *file)
{
    bool is_inside = file && rf_starts_with(file, record->root_name);
    return is_inside ? file + strlen(record->root_name) : file;
}

void rf_record_add_findings(struct rf_record *record,
                            const struct referat_diagnostic *list, size_t count)
{
    record->row_arena = record->arena;
    for (size_t i = 0; record->has_findings && i < count; i++) {
        const struct referat_diagnostic *d = &list[i];
        struct referat_location location = referat_locate(d->span);
        struct rf_record_finding *row;
        RF_RECORD_APPEND(record, row, record, findings, last_finding);
        row->severity = d->severity;
        row->name = d->name;
        row->file = keep_file(
            record, within_series(record, d->span.source ? location.file : d->file));
        row->line = location.line;
        row->column = location.column;
        row->message = keep_text(record, d->message);
        row->hint = keep_text(record, d->hint);
    }
}
