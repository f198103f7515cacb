/* Writes the row of a meeting as bytes, member by member as row_schema.c lists them
 * (store). */
#include <assert.h>
#include <string.h>

#include "base/str.h"
#include "diag/source.h"
#include "store/row_internal.h"

struct writing {
    const struct rf_record *record; /* NULL for findings */
    const struct rf_record_meeting *row;
    const struct rf_record_item *item; /* of the action before */
    bool is_ahead;
    struct rf_buf *out;
};

enum { LEB128_BYTES = 10 }; /* that 64 bits take at most */

static inline void put_number(struct writing *w, uint64_t value)
{
    if (w->out->capacity - w->out->n < LEB128_BYTES) {
        rf_buf_reserve(w->out, LEB128_BYTES);
    }
    char *p = w->out->p + w->out->n;
    for (; value > 0x7F; value >>= 7) {
        *p++ = (char)((value & 0x7F) | 0x80);
    }
    *p++ = (char)value;
    w->out->n = (size_t)(p - w->out->p);
}

static void put_int(struct writing *w, int value)
{
    unsigned folded = 2 * (unsigned)value;
    put_number(w, value < 0 ? ~folded : folded);
}

static void put_bytes(struct writing *w, const char *p, size_t n)
{
    put_number(w, n + 1);
    rf_buf_add(w->out, p, n);
    rf_buf_char(w->out, '\0');
}

static void put_text(struct writing *w, const char *s)
{
    if (s) {
        put_bytes(w, s, strlen(s));
    } else {
        put_number(w, 0);
    }
}

static void put_unsigned(struct writing *w, const void *value, size_t size_bytes)
{
    uint64_t wide = 0;
    unsigned narrow = 0;
    if (size_bytes == sizeof wide) {
        memcpy(&wide, value, sizeof wide);
    } else {
        assert(size_bytes == sizeof narrow);
        memcpy(&narrow, value, sizeof narrow);
    }
    put_number(w, wide | narrow);
}

static void put_date(struct writing *w, const struct referat_date *date)
{
    put_number(w, (uint64_t)date->year);
    put_number(w, (uint64_t)date->month);
    put_number(w, (uint64_t)date->day);
}

/* The file as the series calls it; 2: as it is named, for it is none of the series. */
static void put_span(struct writing *w, const struct referat_span *span)
{
    const struct referat_source *source = span->source;
    if (!source) {
        put_number(w, 0);
        return;
    }
    bool is_inside = rf_starts_with(source->name, w->record->root_name);
    put_number(w, is_inside ? 1 : 2);
    put_text(w, source->name + (is_inside ? strlen(w->record->root_name) : 0));
    put_bytes(w, source->text, source->text_bytes);
    put_number(w, source->lines_before);
    put_number(w, source->bytes_before);
    put_text(w, w->is_ahead ? NULL : rf_source_whose(*span));
    put_number(w, span->start_bytes);
    put_number(w, span->end_bytes);
}

/* As a number: how many items come after that of the previous action. */
static void put_item(struct writing *w, const struct rf_record_item *item)
{
    uint64_t steps = 0;
    for (w->item = w->item ? w->item : w->row->items; w->item != item;
         w->item = w->item->next) {
        assert(w->item);
        steps++;
    }
    put_number(w, steps);
}

/* ---- Members ---- */

static void put_members(struct writing *w, const struct rf_row_shape *shape,
                        const void *object);

/* The first member of an element is the pointer to the next. */
static void put_each(struct writing *w, const struct rf_row_shape *shape,
                     const void *first)
{
    for (const void *element = first; element; element = rf_row_pointer(element)) {
        put_members(w, shape, element);
    }
}

static void put_list(struct writing *w, const struct rf_row_shape *shape,
                     const void *first)
{
    uint64_t count = 0;
    for (const void *element = first; element; element = rf_row_pointer(element)) {
        count++;
    }
    put_number(w, count);
    put_each(w, shape, first);
}

static void put_object_or_null(struct writing *w, const struct rf_row_shape *shape,
                               const void *object)
{
    put_number(w, object != NULL);
    if (object) {
        put_members(w, shape, object);
    }
}

static void put_member(struct writing *w, const struct rf_row_member *member,
                       const void *object)
{
    const void *at = (const char *)object + member->offset_bytes;
    switch (member->kind) {
    case RF_ROW_TEXT:
    case RF_ROW_TEXT_OR_NULL:
        put_text(w, rf_row_pointer(at));
        break;
    case RF_ROW_FLAG:
        put_number(w, *(const bool *)at);
        break;
    case RF_ROW_INT:
        put_int(w, *(const int *)at);
        break;
    case RF_ROW_NUMBER:
        put_unsigned(w, at, member->size_bytes);
        break;
    case RF_ROW_DATE:
        put_date(w, at);
        break;
    case RF_ROW_SPAN:
        put_span(w, at);
        break;
    case RF_ROW_LIST:
        put_list(w, member->shape, rf_row_pointer(at));
        break;
    case RF_ROW_OBJECT_OR_NULL:
        put_object_or_null(w, member->shape, rf_row_pointer(at));
        break;
    case RF_ROW_ITEM:
        put_item(w, rf_row_pointer(at));
        break;
    case RF_ROW_EACH:
        put_each(w, member->shape, rf_row_pointer(at));
        break;
    case RF_ROW_WITHIN:
        if (rf_row_pointer(at)) {
            put_members(w, member->shape, rf_row_pointer(at));
        }
        break;
    }
}

static void put_members(struct writing *w, const struct rf_row_shape *shape,
                        const void *object)
{
    for (size_t i = 0; i < shape->count; i++) {
        put_member(w, &shape->members[i], object);
    }
}

/* ---- A row ---- */

static void put_section(struct writing *w, enum rf_row_section section)
{
    static const char unknown[RF_ROW_LENGTH_BYTES] = {0};
    rf_buf_add(w->out, unknown, sizeof unknown);
    size_t start = w->out->n;
    put_members(w, &rf_row_sections[section], w->row);
    size_t n = w->out->n - start;
    assert(n <= UINT32_MAX);
    for (size_t i = 0; i < RF_ROW_LENGTH_BYTES; i++) {
        w->out->p[start - RF_ROW_LENGTH_BYTES + i] = (char)(n >> 8 * i & 0xFF);
    }
}

void rf_row_put(const struct rf_record *record, const struct rf_record_meeting *row,
                struct rf_buf *out)
{
    struct writing w = {.record = record, .row = row, .out = out};
    assert(row->is_complete);
    for (int i = 0; i < RF_ROW_SECTION_COUNT; i++) {
        if (rf_row_has_section(record, (enum rf_row_section)i)) {
            put_section(&w, (enum rf_row_section)i);
        }
    }
}

void rf_row_put_references(const struct rf_record *record,
                           const struct rf_record_meeting *row, bool is_ahead,
                           struct rf_buf *out)
{
    struct rf_record_meeting seen = *row;
    seen.has_lost_approval = row->has_lost_approval && !is_ahead;
    struct writing w = {.record = record, .row = &seen, .out = out, .is_ahead = is_ahead};
    put_section(&w, RF_ROW_REFERENCES);
}

void rf_findings_put(const struct rf_record_finding *first, struct rf_buf *out)
{
    struct writing w = {.out = out};
    put_list(&w, &rf_row_finding, first);
}
