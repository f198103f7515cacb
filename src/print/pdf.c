/* What a PDF of a print engine holds: its pages, its destinations, its text (print).
 * Objects are found by reading the file from its beginning to its end, as engines write
 * it; a cross-reference table is not needed for that.
 *
 * There are two forms: objects in the open, and within compressed object streams, as
 * qpdf writes the merged pack. Both end up in one list by number; then the page tree is
 * walked, the destinations are collected, and the content of each page is searched for
 * text. */
#define _GNU_SOURCE /* memmem */
#include "print/pdf.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/str.h"
#include "print/pdf_value.h"

enum {
    OBJECT_LIMIT = 4 * 1000 * 1000,
    STREAM_LIMIT_BYTES = 256 * 1024 * 1024, /* of one stream, inflated */
    TREE_DEPTH = 64,
};

struct object {
    const struct rf_pdf_value *value; /* NULL: there is none of that number */
    const char *stream;               /* NULL: it is none */
    size_t stream_bytes;
    size_t page; /* its number, from 1, where it is one */
};

struct reader {
    struct rf_arena *arena;
    struct object *objects; /* by number */
    size_t object_count;    /* the greatest number and one */
    const struct rf_pdf_value *trailer;
    const struct rf_pdf_value **pages; /* in their order */
    size_t page_count;
    struct rf_pdf *pdf;
};

/* ---- Objects ---- */

/* The object of a number, for which room is made; NULL for a number that no engine
 * reaches. */
static struct object *object_at(struct reader *r, size_t number)
{
    if (number >= OBJECT_LIMIT) {
        return NULL;
    }
    if (number >= r->object_count) {
        size_t count = number * 2 + 64;
        struct object *objects = RF_ARENA_NEW_ARRAY(r->arena, count, struct object);
        if (r->object_count) {
            memcpy(objects, r->objects, r->object_count * sizeof *objects);
        }
        r->objects = objects;
        r->object_count = count;
    }
    return &r->objects[number];
}

/* The object that a reference means; NULL for any other value, or where there is none. */
static struct object *object_of(struct reader *r, const struct rf_pdf_value *v)
{
    bool is_known = v && v->type == RF_PDF_REFERENCE && v->number >= 0 &&
                    v->number < (double)r->object_count;
    return is_known ? &r->objects[(size_t)v->number] : NULL;
}

/* What a reference means; every other value is itself. */
static const struct rf_pdf_value *resolve(struct reader *r, const struct rf_pdf_value *v)
{
    for (int i = 0; v && v->type == RF_PDF_REFERENCE && i < TREE_DEPTH; i++) {
        struct object *object = object_of(r, v);
        v = object ? object->value : NULL;
    }
    return v;
}

/* The value of a key, where both the dictionary and the value may be references. */
static const struct rf_pdf_value *get(struct reader *r, const struct rf_pdf_value *v,
                                      const char *key)
{
    return resolve(r, rf_pdf_lookup(resolve(r, v), key));
}

/* A number, or -1 for any other value. */
static double number_of(const struct rf_pdf_value *v)
{
    return v && v->type == RF_PDF_NUMBER ? v->number : -1;
}

/* The bytes between "stream" and "endstream"; in stands after the dictionary. */
static void read_stream(struct rf_pdf_input *in, struct object *object)
{
    if (!rf_pdf_take(in, "stream")) {
        return;
    }
    in->p += in->p < in->end && *in->p == '\r';
    in->p += in->p < in->end && *in->p == '\n';
    size_t room = (size_t)(in->end - in->p);
    double length = number_of(rf_pdf_lookup(object->value, "Length"));
    const char *end = length >= 0 && length <= (double)room
                          ? in->p + (size_t)length
                          : memmem(in->p, room, "endstream", 9);
    end = end ? end : in->end;
    object->stream = in->p;
    object->stream_bytes = (size_t)(end - in->p);
    in->p = end;
}

/* Reads what follows "12 0 obj". A cross-reference stream is a trailer as well (7.5.8);
 * of several objects of one number the last counts, as in an incremental update. */
static void read_object(struct reader *r, struct rf_pdf_input *in, size_t number)
{
    struct object *object = object_at(r, number);
    const struct rf_pdf_value *value = rf_pdf_read_value(in);
    if (object && value) {
        *object = (struct object){.value = value};
        read_stream(in, object);
        if (rf_pdf_is_name(rf_pdf_lookup(value, "Type"), "XRef") &&
            rf_pdf_lookup(value, "Root")) {
            r->trailer = value;
        }
    }
}

/* Reads from beginning to end. What is not understood is stepped over by one character:
 * a later object is found all the same. */
static void read_objects(struct reader *r, const char *bytes, size_t n)
{
    struct rf_pdf_input in = {.p = bytes, .end = bytes + n, .arena = r->arena};
    while (rf_pdf_skip(&in), in.p < in.end) {
        size_t number, generation;
        struct rf_pdf_input ahead = in;
        if (rf_pdf_take_number(&ahead, &number) &&
            rf_pdf_take_number(&ahead, &generation) && rf_pdf_take(&ahead, "obj")) {
            in = ahead;
            read_object(r, &in, number);
        } else if (rf_pdf_take(&in, "trailer")) {
            const struct rf_pdf_value *trailer = rf_pdf_read_value(&in);
            r->trailer = rf_pdf_lookup(trailer, "Root") ? trailer : r->trailer;
        } else if (!rf_pdf_read_value(&in)) {
            in.p++; /* of a word that means nothing here */
        }
    }
}

/* ---- Streams ---- */

/* Appends what a stream holds: plain, or by the one filter that engines use. */
static bool read_content(struct reader *r, const struct object *object,
                         struct rf_buf *out)
{
    const struct rf_pdf_value *filter = get(r, object->value, "Filter");
    if (filter && filter->type == RF_PDF_ARRAY && filter->first && !filter->first->next) {
        filter = filter->first;
    }
    if (!filter || filter->type == RF_PDF_NULL) {
        rf_buf_add(out, object->stream, object->stream_bytes);
        return true;
    }
    z_stream z = {.next_in = (Bytef *)(uintptr_t)object->stream,
                  .avail_in = (uInt)object->stream_bytes};
    if (!rf_pdf_is_name(filter, "FlateDecode") || inflateInit(&z) != Z_OK) {
        return false;
    }
    int status = Z_OK;
    while (status == Z_OK && out->n < STREAM_LIMIT_BYTES) {
        rf_buf_reserve(out, 64 * 1024);
        z.next_out = (Bytef *)out->p + out->n;
        z.avail_out = (uInt)(out->capacity - out->n);
        size_t room = z.avail_out;
        status = inflate(&z, Z_NO_FLUSH);
        out->n += room - z.avail_out;
    }
    inflateEnd(&z);
    return status == Z_STREAM_END;
}

/* The objects that object streams hold (7.5.7): a list of numbers and places, and the
 * objects from First on. The reader's own list may move while they are added. */
static void unpack_all(struct reader *r)
{
    size_t count = r->object_count;
    struct rf_buf content = {0};
    for (size_t i = 0; i < count; i++) {
        const struct object object = r->objects[i];
        double first = number_of(rf_pdf_lookup(object.value, "First"));
        double left = number_of(rf_pdf_lookup(object.value, "N"));
        rf_buf_reset(&content);
        if (!object.stream ||
            !rf_pdf_is_name(rf_pdf_lookup(object.value, "Type"), "ObjStm") ||
            !read_content(r, &object, &content) || first < 0 ||
            first > (double)content.n) {
            continue;
        }
        const char *kept = rf_arena_copy(r->arena, content.p, content.n);
        const char *end = kept + content.n;
        struct rf_pdf_input heads = {kept, end, r->arena};
        size_t number, at;
        for (; left > 0 && rf_pdf_take_number(&heads, &number) &&
               rf_pdf_take_number(&heads, &at);
             left--) {
            struct object *inner = object_at(r, number);
            if (inner && !inner->value && (double)at <= (double)content.n - first) {
                struct rf_pdf_input in = {kept + (size_t)first + at, end, r->arena};
                inner->value = rf_pdf_read_value(&in);
            }
        }
    }
    rf_buf_clear(&content);
}

/* ---- Pages ---- */

/* Lists the pages below a node of the page tree, in their order (7.7.3). */
static void find_pages(struct reader *r, const struct rf_pdf_value *reference, int depth)
{
    struct object *object = object_of(r, reference);
    const struct rf_pdf_value *kids = object ? get(r, object->value, "Kids") : NULL;
    if (!object || !object->value || object->page || depth > TREE_DEPTH) {
        return;
    }
    if (kids) {
        for (const struct rf_pdf_value *kid = kids->first; kid; kid = kid->next) {
            find_pages(r, kid, depth + 1);
        }
        return;
    }
    if (r->page_count % 256 == 0) {
        const struct rf_pdf_value **pages = RF_ARENA_NEW_ARRAY(
            r->arena, r->page_count + 256, const struct rf_pdf_value *);
        if (r->page_count) {
            memcpy(pages, r->pages, r->page_count * sizeof *pages);
        }
        r->pages = pages;
    }
    r->pages[r->page_count++] = object->value;
    object->page = r->page_count;
}

/* True where the content shows text: an operator Tj or TJ (9.4.3). */
static bool has_text(const struct rf_buf *content)
{
    for (size_t i = 1; i + 1 < content->n; i++) {
        const char *p = content->p + i;
        if (p[0] == 'T' && (p[1] == 'j' || p[1] == 'J') && strchr(")]> \n\r", p[-1])) {
            return true;
        }
    }
    return false;
}

/* True where a page shows text. Its content is a stream, or an array of streams that are
 * read as one (7.8.2). */
static bool shows_text(struct reader *r, const struct rf_pdf_value *page)
{
    struct rf_buf content = {0};
    const struct rf_pdf_value *streams = rf_pdf_lookup(page, "Contents");
    struct object *one = object_of(r, streams);
    if (one && one->value && one->value->type == RF_PDF_ARRAY) {
        streams = one->value;
        one = NULL;
    }
    if (one && one->stream) {
        read_content(r, one, &content);
    }
    const struct rf_pdf_value *v = streams && !one ? streams->first : NULL;
    for (; v; v = v->next) {
        struct object *part = object_of(r, v);
        if (part && part->stream) {
            read_content(r, part, &content);
        }
    }
    bool is_shown = content.n && has_text(&content);
    rf_buf_clear(&content);
    return is_shown;
}

/* ---- Destinations ---- */

/* Adds a destination: an array whose first value is a page, or a dictionary that has that
 * as /D (12.3.2). */
static void add_place(struct reader *r, const struct rf_pdf_value *name,
                      const struct rf_pdf_value *where)
{
    struct rf_pdf *pdf = r->pdf;
    where = resolve(r, where);
    if (where && where->type == RF_PDF_DICTIONARY) {
        where = get(r, where, "D");
    }
    struct object *page = where ? object_of(r, where->first) : NULL;
    if (!page || !page->page) {
        return;
    }
    if (pdf->place_count % 256 == 0) {
        struct rf_print_place *places =
            RF_ARENA_NEW_ARRAY(r->arena, pdf->place_count + 256, struct rf_print_place);
        if (pdf->place_count) {
            memcpy(places, pdf->places, pdf->place_count * sizeof *places);
        }
        pdf->places = places;
    }
    pdf->places[pdf->place_count++] = (struct rf_print_place){name->text, page->page};
}

/* Names and what they mean, by turns: of a dictionary, or of a leaf of a name tree. */
static void add_places(struct reader *r, const struct rf_pdf_value *list)
{
    const struct rf_pdf_value *name = list ? list->first : NULL;
    for (; name && name->next; name = name->next->next) {
        if (name->text) {
            add_place(r, name, name->next);
        }
    }
}

/* A name tree (7.9.6). */
static void walk_names(struct reader *r, const struct rf_pdf_value *node, int depth)
{
    const struct rf_pdf_value *kids = get(r, node, "Kids");
    add_places(r, get(r, node, "Names"));
    for (const struct rf_pdf_value *kid = kids ? kids->first : NULL;
         kid && depth < TREE_DEPTH; kid = kid->next) {
        walk_names(r, resolve(r, kid), depth + 1);
    }
}

static int compare_places(const void *a, const void *b)
{
    const struct rf_print_place *left = a, *right = b;
    return strcmp(left->id, right->id);
}

/* Destinations stand in a dictionary of the catalog (PDF 1.1) or in a name tree: engines
 * differ. */
static void find_places(struct reader *r, const struct rf_pdf_value *catalog)
{
    add_places(r, get(r, catalog, "Dests"));
    walk_names(r, get(r, get(r, catalog, "Names"), "Dests"), 0);
    if (r->pdf->place_count) {
        qsort(r->pdf->places, r->pdf->place_count, sizeof *r->pdf->places,
              compare_places);
    }
}

/* ---- The file ---- */

const char *rf_pdf_read(const char *bytes, size_t n, struct rf_arena *arena,
                        struct rf_pdf *pdf)
{
    struct reader r = {.arena = arena, .pdf = pdf};
    *pdf = (struct rf_pdf){0};
    if (n < 8 || memcmp(bytes, "%PDF-", 5) != 0) {
        return "it is no PDF";
    }
    size_t tail = n < 1024 ? n : 1024;
    if (!memmem(bytes + n - tail, tail, "%%EOF", 5)) {
        return "it is cut off";
    }
    read_objects(&r, bytes, n);
    unpack_all(&r);
    const struct rf_pdf_value *catalog = get(&r, r.trailer, "Root");
    find_pages(&r, rf_pdf_lookup(catalog, "Pages"), 0);
    pdf->page_count = r.page_count;
    if (!r.page_count) {
        return "it has no page";
    }
    find_places(&r, catalog);
    for (size_t i = 0; i < r.page_count && !pdf->blank_page; i++) {
        pdf->blank_page = shows_text(&r, r.pages[i]) ? 0 : i + 1;
    }
    return NULL;
}

size_t rf_pdf_page_of(const struct rf_pdf *pdf, const char *id)
{
    const struct rf_print_place key = {.id = id};
    const struct rf_print_place *found =
        pdf->place_count ? bsearch(&key, pdf->places, pdf->place_count,
                                   sizeof *pdf->places, compare_places)
                         : NULL;
    return found ? found->page : 0;
}
