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

enum rf_keep_kind {
    RF_KEEP_TEXT, /* a string, "" where there is nothing */
    RF_KEEP_TEXT_OR_NULL,
    RF_KEEP_FLAG,
    RF_KEEP_INT,
    RF_KEEP_NUMBER, /* any unsigned integer, or an enum */
    RF_KEEP_DATE,   /* without its span */
    RF_KEEP_SPAN,   /* of an excerpt */
    RF_KEEP_LIST,   /* pointers to its first and last element */
    RF_KEEP_OBJECT, /* a pointer … */
    RF_KEEP_OBJECT_OR_NULL,
    RF_KEEP_ITEM,   /* an action's item; actions come in the order of their items */
    RF_KEEP_EACH,   /* further members of the elements of a list … */
    RF_KEEP_WITHIN, /* … or of an object that an earlier section holds */
};

struct rf_keep_shape;

struct rf_keep_member {
    enum rf_keep_kind kind;
    size_t offset_bytes, size_bytes; /* within its struct */
    size_t last_offset_bytes;        /* of a list: where the pointer to its last is */
    uint64_t limit; /* of a number: the first that makes no sense; a signed one is -1 or
                       more */
    const struct rf_keep_shape *shape; /* of the elements, or of the object */
};

/* In a list's element `next` is the first member. */
struct rf_keep_shape {
    size_t size_bytes;
    const struct rf_keep_member *members;
    size_t count;
};

enum rf_keep_section {
    RF_KEEP_REFERENCES, /* what every record keeps */
    RF_KEEP_WORDS,      /* what one with keeps_words keeps too */
    RF_KEEP_ROWS,       /* what one with keeps_rows keeps too */
    RF_KEEP_SECTION_COUNT,
};

enum { RF_KEEP_LENGTH_BYTES = 4 };

/* Members of struct rf_record_meeting, a section each; and of a finding. */
extern const struct rf_keep_shape rf_keep_sections[RF_KEEP_SECTION_COUNT];
extern const struct rf_keep_shape rf_keep_finding;

/* Reads what the record keeps of a row into an empty one, which belongs to no record yet.
 * False: the bytes are not one whole row. They live in arena, and the row points into
 * them. */
bool rf_keep_read(struct rf_record *record, struct rf_arena *arena, const char *bytes,
                  size_t n, struct rf_record_meeting *row);

/* Whether the record keeps a section. */
bool rf_keep_wants(const struct rf_record *record, enum rf_keep_section section);

/* The pointer that is the member, and the same for the next element of a list. Which type
 * it points to is the shape's. */
static inline void *rf_keep_pointer(const void *member)
{
    void *pointer;
    memcpy(&pointer, member, sizeof pointer);
    return pointer;
}

static inline void rf_keep_point(void *member, const void *to)
{
    memcpy(member, &to, sizeof to);
}

#endif
