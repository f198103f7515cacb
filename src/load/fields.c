/* Fields by table: finds the row of every key, calls its reader, reports what fits none
 * (load).
 *
 * A key that no row has is reported with the field that was probably meant; that field
 * then counts as given, so that one slip is not reported a second time as missing. */
#include "load/fields.h"

#include <string.h>

#include "base/str.h"
#include "load/field_words.h"

/* More fields than any document has: what was seen of each is kept on the stack. */
enum { MOST_FIELDS = 96 };

/* The row of a key, and its number over all tables. */
static const struct rf_field *find_row(const struct rf_field *const tables[],
                                       const char *key, size_t *position)
{
    size_t n = 0;
    for (size_t t = 0; tables[t]; t++) {
        for (const struct rf_field *row = tables[t]; row->key; row++, n++) {
            if (rf_same(row->key, key)) {
                *position = n;
                return row;
            }
        }
    }
    return NULL;
}

/* Reports a key that no row has. Returns the field that was probably meant: by a word of
 * another language (field_words.c), else by its spelling; or NULL. */
static const char *report_unknown(struct rf_loader *loader, const struct rf_yaml *value,
                                  const char *what, const struct rf_field *const tables[])
{
    const char *names[MOST_FIELDS + 1];
    size_t n = 0;
    for (size_t t = 0; tables[t]; t++) {
        for (const struct rf_field *row = tables[t]; row->key && n < MOST_FIELDS; row++) {
            names[n++] = row->key;
        }
    }
    names[n] = NULL;
    const char *key = value->key->text;
    struct referat_diagnostic *d = rf_diag_report(
        loader->diags, RF_CODE_UNKNOWN_FIELD, value->key->span, "%s %s no field '%s'",
        what, rf_ends_with(what, "minutes") ? "have" : "has", key);
    const char *nearest = d ? rf_field_meant(loader->arena, key, names) : NULL;
    /* Only for a message that is shown: the search costs more than the field. */
    nearest = nearest || !d ? nearest : rf_nearest(key, names);
    if (nearest) {
        rf_diag_did_you_mean(loader->diags, d, nearest);
    } else {
        rf_diag_hint(loader->diags, d, "its fields are described in referat(5)");
    }
    return nearest;
}

/* Reports every required field that was not seen, at the object's first field. */
static void report_missing(struct rf_loader *loader, const struct rf_yaml *map,
                           const char *what, const struct rf_field *const tables[],
                           const bool seen[])
{
    size_t n = 0;
    for (size_t t = 0; tables[t]; t++) {
        for (const struct rf_field *row = tables[t]; row->key; row++, n++) {
            if (row->is_required && n < MOST_FIELDS && !seen[n]) {
                struct referat_span first = map->span;
                first.end_bytes = first.start_bytes + 1;
                if (map->first && map->first->key) {
                    first = map->first->key->span;
                }
                struct referat_diagnostic *d =
                    rf_diag_report(loader->diags, RF_CODE_MISSING_FIELD, first,
                                   "%s has no '%s'", what, row->key);
                rf_diag_hint(loader->diags, d, "add the line %s: …", row->key);
            }
        }
    }
}

/* Sets a member to what it is while its field is absent: "" for text, -1 for times. A
 * text that has a default keeps it. */
static void set_absent(const struct rf_field *row, void *member)
{
    if (row->read == rf_read_text && !((struct referat_text *)member)->plain) {
        ((struct referat_text *)member)->plain = "";
    } else if (row->read == rf_read_raw && !((struct referat_raw *)member)->text) {
        ((struct referat_raw *)member)->text = "";
    } else if (row->read == rf_read_clock || row->read == rf_read_range) {
        struct referat_time_range *range = member;
        *range = (struct referat_time_range){-1, -1, {0}};
    } else if (row->read == rf_read_duration) {
        ((struct referat_minutes_count *)member)->min = -1;
    } else if (row->read == rf_read_meeting_ref) {
        struct referat_meeting_ref *ref = member;
        ref->written.text = ref->meeting_id = ref->item = ref->item_number = "";
    }
}

void rf_fields_prepare(void *object, const struct rf_field *const tables[])
{
    for (size_t t = 0; tables[t]; t++) {
        for (const struct rf_field *row = tables[t]; row->key; row++) {
            set_absent(row, (char *)object + row->offset);
        }
    }
}

/* A key that is given twice was reported by the YAML reader; its first value counts. */
bool rf_fields_read(struct rf_loader *loader, const struct rf_yaml *map, void *object,
                    const char *what, const struct rf_field *const tables[])
{
    rf_fields_prepare(object, tables);
    if (map->type != RF_YAML_MAP) {
        return rf_bad_value(loader, map, what,
                            "write its fields one a line: field: value");
    }
    bool seen[MOST_FIELDS] = {false}, misspelt[MOST_FIELDS] = {false}, is_good = true;
    for (const struct rf_yaml *v = map->first; v; v = v->next) {
        size_t position = MOST_FIELDS;
        const struct rf_field *row = find_row(tables, v->key->text, &position);
        if (!row) {
            const char *meant = report_unknown(loader, v, what, tables);
            if (meant && find_row(tables, meant, &position) && position < MOST_FIELDS) {
                misspelt[position] = true;
            }
            is_good = false;
        } else if (position >= MOST_FIELDS || !seen[position]) {
            is_good =
                row->read(loader, v, (char *)object + row->offset, row->more) && is_good;
            if (position < MOST_FIELDS) {
                bool is_empty =
                    v->type == RF_YAML_SCALAR ? v->text_bytes == 0 : v->first == NULL;
                seen[position] = !row->is_required || !is_empty;
            }
        }
    }
    /* The field that a misspelt one was meant for is not reported as missing. */
    for (size_t n = 0; n < MOST_FIELDS; n++) {
        seen[n] = seen[n] || misspelt[n];
    }
    report_missing(loader, map, what, tables, seen);
    return is_good;
}

/* The element reader reports what is wrong; an element that it refuses leaves its place
 * to the next one, and is zeroed for that. */
void *rf_read_list(struct rf_loader *loader, const struct rf_yaml *value,
                   size_t size_bytes, size_t *count, rf_field_reader *read,
                   const void *more)
{
    *count = 0;
    if (value->type == RF_YAML_SCALAR && (!value->text_bytes || rf_is_none(value))) {
        return NULL;
    }
    if (value->type != RF_YAML_LIST) {
        void *one = rf_arena_alloc(loader->arena, size_bytes);
        *count = read(loader, value, one, more) ? 1 : 0;
        return one;
    }
    size_t n = rf_yaml_count(value);
    char *list = rf_arena_array(loader->arena, n ? n : 1, size_bytes);
    for (const struct rf_yaml *v = value->first; v; v = v->next) {
        char *element = list + *count * size_bytes;
        if (read(loader, v, element, more)) {
            ++*count;
        } else {
            memset(element, 0, size_bytes);
        }
    }
    return list;
}

/* The members are set by offset, so one reader serves every list of objects. */
bool rf_read_array(struct rf_loader *loader, const struct rf_yaml *value, void *member,
                   const void *more)
{
    const struct rf_array *array = more;
    char *object = member;
    void *list = rf_read_list(loader, value, array->size_bytes,
                              (size_t *)(void *)(object + array->count_offset),
                              array->read, array->more);
    memcpy(object + array->list_offset, &list, sizeof list); /* a pointer of any type */
    if (array->span_offset) {
        memcpy(object + array->span_offset, &value->span, sizeof value->span);
    }
    return true;
}
