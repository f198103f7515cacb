/* What was added to the minutes after they were approved: entries with their dates, in a
 * document of their own (kind: corrections), so that the minutes' bytes and their seal
 * stay as they are (load). */
#include <stddef.h>
#include <stdlib.h>

#include "base/date.h"
#include "load/documents.h"

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_correction, member), NULL, true             \
    }

static const struct rf_field correction_fields[] = {
    ROW("date", rf_read_date, date),
    ROW("text", rf_read_prose, text),
    {"access", rf_read_access, offsetof(struct referat_correction, access), NULL, false},
    {0},
};

/* One entry: the date on which it was made, its text, and whether it is open. */
static bool read_correction(struct rf_loader *loader, const struct rf_yaml *value,
                            void *member, const void *more)
{
    static const struct rf_field *const tables[] = {correction_fields, NULL};
    (void)more;
    return rf_fields_read(loader, value, member, "a correction", tables);
}

static const struct rf_field corrections_fields[] = {
    {"kind", rf_read_ignored, 0, NULL, false},
    RF_ROWS_AT("corrections", read_correction, struct referat_corrections, list, count, 0,
               true),
    {0},
};

/* By day; entries of one day stay in the order in which they are written. */
static int compare_entries(const void *a, const void *b)
{
    const struct referat_correction *x = a, *y = b;
    int order = rf_date_compare(&x->date, &y->date);
    uint32_t left = x->text.span.start_bytes, right = y->text.span.start_bytes;
    return order ? order : (left > right) - (left < right);
}

struct referat_corrections *rf_load_corrections(struct rf_loader *loader,
                                                struct rf_loaded_file *file)
{
    static const struct rf_field *const tables[] = {corrections_fields, NULL};
    struct referat_corrections *corrections =
        RF_ARENA_NEW(loader->arena, struct referat_corrections);
    rf_document_load(loader, file, REFERAT_KIND_CORRECTIONS, corrections,
                     "a document of corrections", tables);
    /* Text without a date would print as part of no correction. */
    const struct referat_prose *body = &corrections->document.body;
    if (body->given == REFERAT_GIVEN) {
        struct referat_diagnostic *d =
            rf_diag_report(loader->diags, RF_CODE_BAD_VALUE, body->span,
                           "corrections have no text beside their entries");
        rf_diag_hint(loader->diags, d,
                     "write each under corrections, with its date and its text");
    }
    if (corrections->count) {
        qsort(corrections->list, corrections->count, sizeof *corrections->list,
              compare_entries);
    }
    return corrections;
}
