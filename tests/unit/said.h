/* What a record says, for tests that compare two: the findings over it, where its rows
 * point, the tables, the index. */
#ifndef RF_TESTS_SAID_H
#define RF_TESTS_SAID_H

#include "check/series_rules.h"
#include "diag/diag.h"
#include "index/index.h"
#include "store/evict.h"
#include "tables/table.h"

/* The examples; the build says where they are. */
static const char *const series_paths[] = {EXAMPLES "/havnsoe",
                                           EXAMPLES "/harbour-board"};

/* Takes the files of the index. */
struct collecting {
    struct rf_outlet outlet;
    struct rf_buf *out;
};

static inline bool collect(struct rf_outlet *outlet, const char *name, struct rf_buf *buf)
{
    struct collecting *c = (struct collecting *)outlet;
    rf_buf_printf(c->out, "== %s\n", name);
    rf_buf_add(c->out, buf->p, buf->n);
    rf_buf_clear(buf);
    return true;
}

static inline void say_span(struct rf_diags *diags, struct referat_span span)
{
    if (span.source) {
        rf_diag_report(diags, RF_CODE_NEVER_APPROVED, span, "%s", "a place");
    }
}

static inline void say_places(const struct rf_record *record, struct rf_diags *diags)
{
    for (const struct rf_record_meeting *m = record->meetings; m; m = m->next) {
        const struct rf_record_meeting *whole = rf_record_fetch(m);
        say_span(diags, whole->place_span);
        for (const struct rf_record_item *item = whole->items; item; item = item->next) {
            if (item->links) {
                const struct rf_record_approval *a = item->links->approvals;
                for (; a; a = a->next) {
                    say_span(diags, a->span);
                }
                say_span(diags, item->links->decision_span);
            }
        }
    }
}

static inline void say_findings(const struct rf_record *record, struct rf_arena *arena,
                                struct rf_buf *out)
{
    struct rf_diags diags;
    rf_diags_init(&diags, arena);
    rf_check_series(record, NULL, &diags);
    say_places(record, &diags);
    rf_diags_sort(&diags);
    for (size_t i = 0; i < diags.count; i++) {
        rf_diag_text(&diags.list[i], false, out);
    }
}

/* Appends all of it. */
static inline void say_all(const struct rf_record *record, struct rf_buf *out)
{
    const struct rf_question question = {.records = &record,
                                         .record_count = 1,
                                         .as_of = {.year = 2026, .month = 6, .day = 1},
                                         .has_pages = true,
                                         .has_landing_page = true};
    struct collecting collecting = {{.take = collect}, out};
    struct rf_arena arena;
    const char *error = NULL;
    rf_arena_init(&arena);
    say_findings(record, &arena, out);
    if (record->table_columns) {
        rf_tables_json(rf_tables, &question, &arena, out);
    }
    if (record->index_columns) {
        rf_index_html(&question, &arena, &collecting.outlet, &error);
    }
    rf_arena_clear(&arena);
}

#endif
