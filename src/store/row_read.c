/* Restores the row of a meeting from bytes that may be damaged or hostile (store): every
 * length, number and reference is checked, and after the first one that makes no sense
 * everything reads as 0, so that the caller needs to ask only once, at the end. */
#include <assert.h>
#include <limits.h>
#include <string.h>

#include "base/date.h"
#include "diag/source.h"
#include "store/row_internal.h"

struct reading {
    struct rf_record *record;
    struct rf_arena *arena; /* where what is read lives */
    struct rf_record_meeting *row;
    struct rf_record_item *item; /* of the action before */
    const char *p, *end;
    bool is_bad; /* the bytes make no sense: everything read since is 0 */
};

static uint64_t refuse(struct reading *r)
{
    r->is_bad = true;
    r->p = r->end;
    return 0;
}

static uint64_t get_number(struct reading *r, uint64_t limit)
{
    uint64_t value = 0;
    unsigned shift = 0;
    for (; r->p < r->end && shift < 64; shift += 7) {
        unsigned char c = (unsigned char)*r->p++;
        value |= (uint64_t)(c & 0x7F) << shift;
        if (c < 0x80) {
            return value < limit ? value : refuse(r);
        }
    }
    return refuse(r);
}

static int get_int(struct reading *r, const struct rf_row_member *member)
{
    uint64_t folded = get_number(r, (uint64_t)UINT_MAX + 1);
    int half = (int)(folded >> 1);
    int value = folded & 1 ? -half - 1 : half;
    bool is_sense = value >= -1 && (value < 0 || (uint64_t)value < member->limit);
    return is_sense ? value : (int)refuse(r);
}

/* Points into what is read; NULL where there is no string. */
static const char *get_bytes(struct reading *r, size_t *n)
{
    uint64_t length = get_number(r, UINT64_MAX);
    *n = 0;
    if (!length) {
        return NULL;
    }
    if (length > (uint64_t)(r->end - r->p) || r->p[length - 1] != '\0') {
        refuse(r);
        return NULL;
    }
    const char *s = r->p;
    *n = (size_t)length - 1;
    r->p += length;
    return s;
}

static const char *get_text(struct reading *r)
{
    size_t n;
    const char *s = get_bytes(r, &n);
    if (!s) {
        refuse(r);
    }
    return s ? s : "";
}

static const char *get_text_or_null(struct reading *r)
{
    size_t n;
    return get_bytes(r, &n);
}

static void get_unsigned(struct reading *r, const struct rf_row_member *member, void *at)
{
    uint64_t wide = get_number(r, member->limit);
    unsigned narrow = (unsigned)wide;
    if (member->size_bytes == sizeof wide) {
        memcpy(at, &wide, sizeof wide);
    } else {
        assert(member->size_bytes == sizeof narrow);
        memcpy(at, &narrow, sizeof narrow);
    }
}

/* None, a month, or a day. */
static struct referat_date get_date(struct reading *r)
{
    struct referat_date date = {0};
    date.year = (int)get_number(r, 10000);
    date.month = (int)get_number(r, 13);
    date.day = (int)get_number(r, 32);
    if (date.year && !rf_date_is_real(date.year, date.month, date.day ? date.day : 1)) {
        refuse(r);
        date = (struct referat_date){0};
    }
    return date;
}

static uint32_t get_offset(struct reading *r)
{
    return (uint32_t)get_number(r, (uint64_t)UINT32_MAX + 1);
}

static struct referat_span get_span(struct reading *r)
{
    uint64_t form = get_number(r, 3);
    if (!form) {
        return (struct referat_span){0};
    }
    struct rf_source_line line = {.name = get_text(r)};
    line.text = get_bytes(r, &line.text_bytes);
    line.lines_before = get_offset(r);
    line.bytes_before = get_offset(r);
    line.whose = get_text_or_null(r);
    uint32_t start = get_offset(r), end = get_offset(r);
    if (!line.text || start > end || end > line.text_bytes) {
        refuse(r);
        return (struct referat_span){0};
    }
    if (form == 1) {
        line.name = rf_arena_join(r->arena, r->record->root_name, line.name, NULL);
    }
    return rf_span(rf_source_of_line(r->arena, &line), start, end);
}

static struct rf_record_item *get_item(struct reading *r)
{
    uint64_t steps = get_number(r, UINT64_MAX);
    r->item = r->item ? r->item : r->row->items;
    for (; steps && r->item; steps--) {
        r->item = r->item->next;
    }
    if (!r->item) {
        refuse(r);
    }
    return r->item;
}

/* ---- Members ---- */

static void get_members(struct reading *r, const struct rf_row_shape *shape,
                        void *object);

static void *get_object(struct reading *r, const struct rf_row_shape *shape)
{
    void *object = rf_arena_alloc(r->arena, shape->size_bytes);
    get_members(r, shape, object);
    return object;
}

/* The count needs no limit: each element takes a byte or more, and the bytes end. */
static void get_list(struct reading *r, const struct rf_row_shape *shape, void *first,
                     void *last_of_list)
{
    uint64_t count = get_number(r, UINT64_MAX);
    void *link = first, *last = NULL;
    for (; count && !r->is_bad; count--) {
        last = get_object(r, shape);
        rf_row_point(link, last);
        link = last; /* which begins with the pointer to the next */
    }
    rf_row_point(last_of_list, last);
}

static void get_each(struct reading *r, const struct rf_row_shape *shape, void *first)
{
    for (void *element = first; element && !r->is_bad;
         element = rf_row_pointer(element)) {
        get_members(r, shape, element);
    }
}

static void get_member(struct reading *r, const struct rf_row_member *member,
                       void *object)
{
    void *at = (char *)object + member->offset_bytes;
    switch (member->kind) {
    case RF_ROW_TEXT:
        rf_row_point(at, get_text(r));
        break;
    case RF_ROW_TEXT_OR_NULL:
        rf_row_point(at, get_text_or_null(r));
        break;
    case RF_ROW_FLAG:
        *(bool *)at = get_number(r, 2);
        break;
    case RF_ROW_INT:
        *(int *)at = get_int(r, member);
        break;
    case RF_ROW_NUMBER:
        get_unsigned(r, member, at);
        break;
    case RF_ROW_DATE:
        *(struct referat_date *)at = get_date(r);
        break;
    case RF_ROW_SPAN:
        *(struct referat_span *)at = get_span(r);
        break;
    case RF_ROW_LIST:
        get_list(r, member->shape, at, (char *)object + member->last_offset_bytes);
        break;
    case RF_ROW_OBJECT_OR_NULL:
        rf_row_point(at, get_number(r, 2) ? get_object(r, member->shape) : NULL);
        break;
    case RF_ROW_ITEM:
        rf_row_point(at, get_item(r));
        break;
    case RF_ROW_EACH:
        get_each(r, member->shape, rf_row_pointer(at));
        break;
    case RF_ROW_WITHIN:
        if (rf_row_pointer(at)) {
            get_members(r, member->shape, rf_row_pointer(at));
        }
        break;
    }
}

static void get_members(struct reading *r, const struct rf_row_shape *shape, void *object)
{
    for (size_t i = 0; i < shape->count; i++) {
        get_member(r, &shape->members[i], object);
    }
}

/* ---- A row ---- */

struct section {
    const char *p;
    size_t n;
};

/* Splits the bytes into sections; false where they do not end with one. */
static bool find_sections(const char *bytes, size_t n, struct section *sections)
{
    for (size_t i = 0; i < RF_ROW_SECTION_COUNT && n; i++) {
        size_t size = 0;
        if (n < RF_ROW_LENGTH_BYTES) {
            return false;
        }
        for (size_t k = 0; k < RF_ROW_LENGTH_BYTES; k++) {
            size |= (size_t)(unsigned char)bytes[k] << 8 * k;
        }
        bytes += RF_ROW_LENGTH_BYTES;
        n -= RF_ROW_LENGTH_BYTES;
        if (size > n) {
            return false;
        }
        sections[i] = (struct section){bytes, size};
        bytes += size;
        n -= size;
    }
    return n == 0;
}

static void read_section(struct reading *r, const struct section *section,
                         const struct rf_row_shape *shape)
{
    if (!section->p || r->is_bad) {
        r->is_bad = true;
        return;
    }
    r->p = section->p;
    r->end = r->p + section->n;
    get_members(r, shape, r->row);
    r->is_bad = r->is_bad || r->p != r->end;
}

/* Sets what sections of this record leave out to "", as rf_record_add does. */
static void fill_in(const struct rf_record *record, struct rf_record_meeting *row)
{
    unsigned index = 0;
    for (struct rf_record_action *a = row->actions; a; a = a->next) {
        a->index = index++;
        if (!record->index_columns) {
            a->owners = a->due_written = a->note = "";
        }
    }
    index = 0;
    for (struct rf_record_item *item = row->items; item; item = item->next) {
        item->index = index++;
        if (item->words && !record->table_columns) {
            item->words->votes = item->words->dissent = item->words->guests = "";
        }
    }
}

bool rf_row_read(struct rf_record *record, struct rf_arena *arena, const char *bytes,
                 size_t n, struct rf_record_meeting *row)
{
    struct section sections[RF_ROW_SECTION_COUNT] = {{0}};
    struct reading r = {.record = record, .arena = arena, .row = row};
    r.is_bad = !find_sections(bytes, n, sections);
    for (int i = 0; i < RF_ROW_SECTION_COUNT; i++) {
        if (rf_row_has_section(record, (enum rf_row_section)i)) {
            read_section(&r, &sections[i], &rf_row_sections[i]);
        }
    }
    fill_in(record, row);
    return !r.is_bad;
}

/* Puts what was read into the record's row, whose identity and what other meetings said
 * of it stay. */
static void put_in_place(struct rf_record *record, struct rf_record_meeting *row,
                         const struct rf_record_meeting *fresh)
{
    struct rf_record_meeting was = *row;
    *row = *fresh;
    row->next = was.next;
    row->previous = was.previous;
    row->order = was.order;
    row->named_by = was.named_by;
    row->approved_by = was.approved_by;
    row->taken_up = was.taken_up;
    row->record = was.record;
    row->arena = was.arena;
    row->delta = was.delta;
    row->folder = rf_arena_string(record->arena, fresh->folder);
    row->id = rf_arena_string(record->arena, fresh->id);
    row->is_complete = true;
    for (struct rf_record_item *item = row->items; item; item = item->next) {
        item->meeting = row;
    }
    for (struct rf_record_action *action = row->actions; action; action = action->next) {
        rf_record_index_action(record, action);
    }
}

struct rf_record_meeting *rf_row_restore(struct rf_record *record, const char *bytes,
                                         size_t n, size_t order)
{
    struct rf_record_meeting fresh = {0}, *row = rf_record_find(record, order);
    if (row && row->is_complete && !row->is_ahead) {
        return row;
    }
    struct rf_arena *arena = row ? row->arena : rf_record_take_arena(record);
    const char *copy = rf_arena_copy(arena, bytes, n);
    if (!rf_row_read(record, arena, copy, n, &fresh)) {
        if (!row) {
            rf_record_return_arena(record, arena);
        }
        return NULL;
    }
    if (row) {
        rf_record_unindex(record, row);
    }
    row = row ? row : rf_record_insert(record, order, arena);
    put_in_place(record, row, &fresh);
    return row;
}

/* ---- Findings ---- */

bool rf_findings_restore(struct rf_record *record, const char *bytes, size_t n)
{
    struct reading r = {.record = record, .arena = record->arena};
    struct rf_record_finding *first = NULL, *last = NULL;
    r.p = rf_arena_copy(record->arena, bytes, n);
    r.end = r.p + n;
    get_list(&r, &rf_row_finding, &first, &last);
    if (r.is_bad || r.p != r.end) {
        return false;
    }
    if (first && record->has_findings) {
        *(record->last_finding ? &record->last_finding->next : &record->findings) = first;
        record->last_finding = last;
    }
    return true;
}
