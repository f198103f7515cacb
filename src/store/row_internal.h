/* What a row as bytes is made of: one description of its members, which is followed to
 * write and to read (store).
 *
 * A row is up to three sections, each a 32-bit little-endian length and so many bytes:
 * what references need, the words of the index, the rows of tables. In them members
 * follow each other without names. Numbers are LEB128, signed ones zigzag; a string is
 * its length + 1, or 0 for NULL, and its bytes with a NUL, so that the row can point into
 * a copy of the section; a list is its length and its elements. */
#ifndef RF_STORE_ROW_INTERNAL_H
#define RF_STORE_ROW_INTERNAL_H

#include <string.h>

#include "store/internal.h"
#include "store/row_codec.h"

enum rf_row_kind {
    RF_ROW_TEXT, /* a string, "" where there is nothing */
    RF_ROW_TEXT_OR_NULL,
    RF_ROW_FLAG,
    RF_ROW_INT,
    RF_ROW_NUMBER,         /* any unsigned integer, or an enum */
    RF_ROW_DATE,           /* without its span */
    RF_ROW_SPAN,           /* of an excerpt */
    RF_ROW_LIST,           /* pointers to its first and last element */
    RF_ROW_OBJECT_OR_NULL, /* a pointer */
    RF_ROW_ITEM,   /* an action's item; actions come in the order of their items */
    RF_ROW_EACH,   /* further members of the elements of a list … */
    RF_ROW_WITHIN, /* … or of an object that an earlier section holds, if it does */
};

struct rf_row_shape;

struct rf_row_member {
    enum rf_row_kind kind;
    size_t offset_bytes, size_bytes; /* within its struct */
    size_t last_offset_bytes;        /* of a list: where the pointer to its last is */
    uint64_t limit; /* of a number: the first that makes no sense; a signed one is -1 or
                       more */
    const struct rf_row_shape *shape; /* of the elements, or of the object */
};

/* In a list's element `next` is the first member. */
struct rf_row_shape {
    size_t size_bytes;
    const struct rf_row_member *members;
    size_t count;
};

enum rf_row_section {
    RF_ROW_REFERENCES, /* what every record keeps */
    RF_ROW_WORDS,      /* what one with index_columns keeps too */
    RF_ROW_ROWS,       /* what one with table_columns keeps too */
    RF_ROW_SECTION_COUNT,
};

enum { RF_ROW_LENGTH_BYTES = 4 };

/* Members of struct rf_record_meeting, a section each; and of a finding. */
extern const struct rf_row_shape rf_row_sections[RF_ROW_SECTION_COUNT];
extern const struct rf_row_shape rf_row_finding;

/* Reads what the record keeps of a row into an empty one, which belongs to no record yet.
 * False: the bytes are not one whole row. They live in arena, and the row points into
 * them. */
bool rf_row_read(struct rf_record *record, struct rf_arena *arena, const char *bytes,
                 size_t n, struct rf_record_meeting *row);

/* Whether the record keeps a section. */
bool rf_row_has_section(const struct rf_record *record, enum rf_row_section section);

/* The pointer that is the member, and the same for the next element of a list. Which type
 * it points to is the shape's. */
static inline void *rf_row_pointer(const void *member)
{
    void *pointer;
    memcpy(&pointer, member, sizeof pointer);
    return pointer;
}

static inline void rf_row_point(void *member, const void *to)
{
    memcpy(member, &to, sizeof to);
}

#endif
