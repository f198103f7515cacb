/* One annex that is a PDF: its pages, and a copy of it that holds nothing else (print).
 *
 * A PDF of anybody may hold scripts, forms, files, anything. The pack gets what its pages
 * show: qpdf reads the objects as JSON, the catalog and the pages are written anew with
 * what is known to be harmless, and qpdf makes the copy of that, with forms and
 * annotations drawn. What came out is read again and judged by is_bare. */
#include "print/annex_pdf.h"

#include <jansson.h>
#include <string.h>

#include "base/str.h"
#include "print/layers.h"
#include "print/left_out.h"

static const struct rf_box letter = {0, 0, 612, 792}; /* what readers take for none */

static const char *const keys[] = {"pages", "encrypt", "qpdf", NULL};

struct look {
    struct rf_qpdf *qpdf;
    struct rf_arena *arena;
    const json_t *pdf, *objects;
};

/* ---- Objects ---- */

json_t *rf_pdf_rectangle(struct rf_box box)
{
    json_t *array = rf_json_made(json_array());
    rf_json_append(array, rf_json_number(box.x0));
    rf_json_append(array, rf_json_number(box.y0));
    rf_json_append(array, rf_json_number(box.x1));
    rf_json_append(array, rf_json_number(box.y1));
    return array;
}

/* An array of four numbers, each of which may be a reference; false for anything else. */
static bool read_box(const json_t *objects, json_t *value, struct rf_box *box)
{
    double n[4];
    json_t *array = rf_pdf_value(objects, value);
    if (json_array_size(array) != 4) {
        return false;
    }
    for (size_t i = 0; i < 4; i++) {
        json_t *number = rf_pdf_value(objects, json_array_get(array, i));
        if (!json_is_number(number)) {
            return false;
        }
        n[i] = json_number_value(number);
    }
    *box = rf_box_between(n[0], n[1], n[2], n[3]);
    return true;
}

bool rf_pdf_box(const json_t *objects, json_t *dictionary, const char *key,
                struct rf_box *box)
{
    return read_box(objects, json_object_get(dictionary, key), box);
}

json_t *rf_pdf_contents(const json_t *objects, json_t *page, json_t *first)
{
    size_t i;
    json_t *list = rf_json_made(json_array()), *stream;
    json_t *given = json_object_get(page, "/Contents");
    json_t *value = rf_pdf_value(objects, given);
    rf_json_append(list, first);
    if (json_is_object(value)) {
        rf_json_append(list, json_incref(given));
    }
    json_array_foreach(value, i, stream)
    {
        rf_json_append(list, json_incref(stream));
    }
    return list;
}

json_t *rf_pdf_stream(const char *base64)
{
    return rf_json_made(json_pack("{s:{s:{}, s:s}}", "stream", "dict", "data", base64));
}

const char *rf_pdf_new_reference(const json_t *pdf, struct rf_arena *arena)
{
    json_t *head = json_array_get(json_object_get(pdf, "qpdf"), 0);
    json_int_t last = json_integer_value(json_object_get(head, "maxobjectid"));
    return rf_arena_join(arena, rf_arena_decimal(arena, (size_t)last + 1), " 0 R", NULL);
}

/* ---- What is seen of a page ---- */

/* A box of less than a unit on a side is no page, and is ignored. */
static bool has_area(struct rf_box box)
{
    return box.x1 - box.x0 >= 1 && box.y1 - box.y0 >= 1;
}

/* What is seen of a page. /Rotate is made 0, 90, 180 or 270; what is no turn of a page
 * counts as 0. */
static struct rf_pdf_page read_page(const json_t *objects, json_t *page)
{
    struct rf_box media, crop, common;
    if (!read_box(objects, rf_pdf_inherited(objects, page, "/MediaBox"), &media) ||
        !has_area(media)) {
        media = letter;
    }
    if (read_box(objects, rf_pdf_inherited(objects, page, "/CropBox"), &crop) &&
        rf_box_common(media, crop, &common) && has_area(common)) {
        media = common;
    }
    double degrees = json_number_value(
        rf_pdf_value(objects, rf_pdf_inherited(objects, page, "/Rotate")));
    double unit_pt = json_number_value(rf_pdf_get(objects, page, "/UserUnit"));
    int turn = degrees > -36000 && degrees < 36000 ? (int)degrees % 360 : 0;
    return (struct rf_pdf_page){
        .seen = media,
        .turn = (turn < 0 ? turn + 360 : turn) / 90 * 90,
        .unit_pt = unit_pt > 0 && unit_pt <= 1000 ? unit_pt : 1,
    };
}

/* ---- Links and other annotations ---- */

/* True for an annotation of that subtype (12.5.6). */
static bool is_kind(const json_t *objects, json_t *annotation, const char *subtype)
{
    return rf_streq(json_string_value(rf_pdf_get(objects, annotation, "/Subtype")),
                    subtype);
}

/* The address that a link leads to; NULL where it leads elsewhere. */
static const char *address(struct look *look, json_t *annotation)
{
    static const char *const schemes[] = {"u:http://", "u:https://", "u:mailto:"};
    json_t *action = rf_pdf_get(look->objects, annotation, "/A");
    json_t *uri = rf_pdf_get(look->objects, action, "/URI");
    if (!rf_streq(json_string_value(rf_pdf_get(look->objects, action, "/S")), "/URI")) {
        return NULL;
    }
    const char *s = json_string_value(uri);
    for (size_t i = 0; s && i < sizeof schemes / sizeof *schemes; i++) {
        size_t n = strlen(schemes[i]);
        if (json_string_length(uri) == strlen(s) &&
            rf_starts_with(rf_fold(look->arena, rf_arena_copy(look->arena, s, n)),
                           schemes[i])) {
            return rf_arena_string(look->arena, s + strlen("u:"));
        }
    }
    return NULL;
}

/* ---- The copy ---- */

/* Sets an entry to a value of the file; nothing where it has none. */
static void copy_entry(json_t *to, json_t *from, const char *key)
{
    if (from) {
        rf_json_set(to, key, json_incref(from));
    }
}

/* A page with what is seen of it and nothing else. Of its annotations links are kept
 * apart (read_pages); what of the others has an appearance is drawn into the page. An
 * empty stream comes first, so that each page has several, which qpdf joins to one of its
 * own. */
static json_t *bare_page(const json_t *objects, json_t *page,
                         const struct rf_pdf_page *looks, const char *empty)
{
    size_t i;
    json_t *bare = rf_json_made(json_pack("{s:s}", "/Type", "/Page"));
    json_t *each, *drawn = rf_json_made(json_array());
    json_array_foreach(rf_pdf_get(objects, page, "/Annots"), i, each)
    {
        json_t *annotation = rf_pdf_value(objects, each);
        if (json_is_object(annotation) && !is_kind(objects, annotation, "/Link")) {
            rf_json_append(drawn, json_incref(each));
        }
    }
    copy_entry(bare, json_object_get(page, "/Parent"), "/Parent");
    copy_entry(bare, rf_pdf_inherited(objects, page, "/Resources"), "/Resources");
    copy_entry(bare, json_object_get(page, "/Group"), "/Group");
    rf_json_set(bare, "/MediaBox", rf_pdf_rectangle(looks->seen));
    rf_json_set(bare, "/Rotate", json_integer(looks->turn));
    rf_json_set(bare, "/Contents", rf_pdf_contents(objects, page, json_string(empty)));
    rf_json_set(bare, "/Annots", drawn);
    return bare;
}

static json_t *page_reference(const json_t *pdf, size_t i)
{
    return json_object_get(json_array_get(json_object_get(pdf, "pages"), i), "object");
}

/* Writes the copy: the catalog with its pages and the fields that are drawn into them,
 * bare pages, and the layers of the file, which the first page carries. */
static bool make_copy(struct look *look, const struct rf_annex_pdf *annex,
                      const char *file, const char *copy)
{
    json_t *root = rf_pdf_root(look->objects);
    const char *empty = rf_pdf_new_reference(look->pdf, look->arena);
    json_t *catalog = rf_pdf_value(look->objects, root);
    json_t *form = json_copy(rf_pdf_get(look->objects, catalog, "/AcroForm"));
    json_t *objects = rf_json_made(json_object());
    json_t *bare = rf_json_made(json_pack("{s:s}", "/Type", "/Catalog"));
    copy_entry(bare, json_object_get(catalog, "/Pages"), "/Pages");
    if (json_is_object(form)) {
        json_object_del(form, "/XFA");
        rf_json_set(bare, "/AcroForm", json_incref(form));
    }
    json_decref(form);
    rf_json_set(objects, rf_pdf_key(look->arena, json_string_value(root)),
                json_pack("{s:o}", "value", bare));
    rf_json_set(objects, rf_pdf_key(look->arena, empty), rf_pdf_stream("Cg=="));
    for (size_t i = 0; i < annex->page_count; i++) {
        json_t *reference = page_reference(look->pdf, i);
        json_t *page = bare_page(look->objects, rf_pdf_value(look->objects, reference),
                                 &annex->pages[i].page, empty);
        if (i == 0) {
            rf_layers_note(look->objects, catalog, page);
        }
        rf_json_set(objects, rf_pdf_key(look->arena, json_string_value(reference)),
                    json_pack("{s:o}", "value", page));
    }
    return rf_qpdf_write_update(look->qpdf, "update.json", look->pdf, objects) &&
           rf_qpdf_run(look->qpdf,
                       json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "inputFile", file,
                                 "updateFromJson", "update.json", "decrypt", "",
                                 "generateAppearances", "", "flattenAnnotations", "all",
                                 "coalesceContents", "", "outputFile", copy),
                       NULL);
}

/* The copy as it came out: as many pages, each with its one stream, and nothing of what
 * was to be left out. */
static bool is_bare(struct look *look, const struct rf_annex_pdf *annex, const char *copy)
{
    json_t *pdf = rf_qpdf_read(look->qpdf, copy, keys, NULL);
    json_t *pages = json_object_get(pdf, "pages");
    struct rf_left_out left_out = rf_left_out_find(rf_pdf_objects(pdf));
    bool is_bare = json_array_size(pages) == annex->page_count &&
                   !rf_left_out_words(&left_out, look->arena);
    for (size_t i = 0; is_bare && i < annex->page_count; i++) {
        json_t *contents = json_object_get(json_array_get(pages, i), "contents");
        is_bare = json_array_size(contents) == 1;
    }
    json_decref(pdf);
    return is_bare;
}

/* ---- All ---- */

/* Reads what is seen of every page, and the links that lead to addresses. */
static void read_pages(struct look *look, struct rf_annex_pdf *annex)
{
    const json_t *objects = look->objects;
    annex->pages =
        RF_ARENA_NEW_ARRAY(look->arena, annex->page_count, struct rf_annex_page);
    for (size_t i = 0; i < annex->page_count; i++) {
        json_t *page = rf_pdf_value(objects, page_reference(look->pdf, i));
        json_t *each, *list = rf_pdf_get(objects, page, "/Annots");
        struct rf_annex_page *result = &annex->pages[i];
        struct rf_annex_link *links =
            RF_ARENA_NEW_ARRAY(look->arena, json_array_size(list), struct rf_annex_link);
        size_t k;
        result->page = read_page(objects, page);
        result->links = links;
        json_array_foreach(list, k, each)
        {
            json_t *annotation = rf_pdf_value(objects, each);
            struct rf_annex_link *link = &links[result->link_count];
            struct rf_box box;
            if (is_kind(objects, annotation, "/Link") &&
                (link->uri = address(look, annotation)) != NULL &&
                rf_pdf_box(objects, annotation, "/Rect", &box) &&
                rf_box_common(box, result->page.seen, &link->box)) {
                result->link_count++;
            }
        }
    }
}

/* A message of qpdf without the name that the file has in our folder, which would say
 * nothing to the user. */
static const char *without_name(const char *why, const char *file)
{
    const char *at = strstr(why, file);
    size_t n = strlen(file);
    return at && rf_starts_with(at + n, ": ") ? at + n + 2 : why;
}

/* NULL, or why its pages cannot be merged. */
static const char *look_within(struct look *look, struct rf_annex_pdf *annex,
                               const char *file, const char *copy)
{
    annex->page_count = json_array_size(json_object_get(look->pdf, "pages"));
    annex->is_repaired = look->qpdf->has_warned;
    annex->is_restricted =
        json_is_true(json_object_get(json_object_get(look->pdf, "encrypt"), "encrypted"));
    if (annex->page_count == 0 || !rf_pdf_root(look->objects)) {
        return "has no pages";
    }
    if (annex->page_count > RF_ANNEX_PAGE_LIMIT) {
        return rf_arena_format(look->arena, "has %zu pages, more than %d",
                               annex->page_count, RF_ANNEX_PAGE_LIMIT);
    }
    struct rf_left_out left_out = rf_left_out_find(look->objects);
    annex->left_out = rf_left_out_words(&left_out, look->arena);
    read_pages(look, annex);
    if (!make_copy(look, annex, file, copy)) {
        return rf_arena_format(look->arena, "cannot be copied (%s)",
                               without_name(look->qpdf->why, file));
    }
    annex->is_repaired |= look->qpdf->has_warned;
    return is_bare(look, annex, copy) ? NULL : "does not come apart into plain pages";
}

struct rf_annex_pdf rf_annex_pdf_look(struct rf_qpdf *qpdf, const char *file,
                                      const char *copy)
{
    struct rf_annex_pdf annex = {0};
    json_t *pdf = rf_qpdf_read(qpdf, file, keys, NULL);
    struct look look = {
        .qpdf = qpdf,
        .arena = qpdf->arena,
        .pdf = pdf,
        .objects = rf_pdf_objects(pdf),
    };
    if (pdf) {
        annex.why = look_within(&look, &annex, file, copy);
    } else if (qpdf->wants_password) {
        annex.why = "is encrypted";
    } else {
        annex.why = rf_arena_format(qpdf->arena, "cannot be read (%s)",
                                    without_name(qpdf->why, file));
    }
    annex.file = annex.why ? NULL : copy;
    json_decref(pdf);
    return annex;
}
