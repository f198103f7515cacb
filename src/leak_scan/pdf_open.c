/* A PDF with everything in it to be seen (leak_scan). ISO 32000-1.
 *
 * qpdf gives the objects as JSON; they are changed there, and only the objects that
 * changed are written into an update, from which qpdf makes the file that pdftotext
 * reads. */
#define _GNU_SOURCE /* memmem */
#include "leak_scan/pdf_open.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/qpdf.h"
#include "base/scratch_folder.h"
#include "base/str.h"

enum {
    FORMS = 2000, /* that get a page of their own */

    PAGE_UNITS = 20000, /* on each side of a page's origin */
};

/* ---- Finding ---- */

static bool is_name(const json_t *value, const char *name)
{
    return rf_streq(json_string_value(value), name);
}

/* The dictionary of an object, a stream's too; NULL: it is none. */
static json_t *dictionary_of(const json_t *object, bool *is_stream)
{
    json_t *stream = json_object_get(object, "stream");
    *is_stream = stream != NULL;
    json_t *value =
        stream ? json_object_get(stream, "dict") : json_object_get(object, "value");
    return json_is_object(value) ? value : NULL;
}

/* "12 0 R" of the key "obj:12 0 R"; NULL for the trailer. */
static const char *reference_of(const char *key)
{
    return rf_starts_with(key, "obj:") ? key + strlen("obj:") : NULL;
}

/* A font whose codes are numbers of glyphs and no more. One without a map to Unicode
 * still tells its letters where it names its glyphs: if it has any common one, it has
 * all. */
static bool is_mute(const struct rf_pdf_finds *finds, json_t *font)
{
    static const char *const letters[] = {"/e", "/a", "/E", "/A", "/n", "/one"};
    json_t *kind = rf_pdf_get(finds->objects, font, "/Subtype");
    json_t *encoding = rf_pdf_get(finds->objects, font, "/Encoding");
    if (json_object_get(font, "/ToUnicode")) {
        return false;
    }
    if (is_name(kind, "/Type3")) {
        json_t *glyph, *names = rf_pdf_get(finds->objects, encoding, "/Differences");
        bool is_named = false;
        size_t i;
        json_array_foreach(names, i, glyph)
        {
            for (size_t k = 0; k < sizeof letters / sizeof *letters; k++) {
                is_named = is_named || is_name(glyph, letters[k]);
            }
        }
        return !is_named;
    }
    json_t *below =
        json_array_get(rf_pdf_get(finds->objects, font, "/DescendantFonts"), 0);
    json_t *system =
        rf_pdf_get(finds->objects, rf_pdf_value(finds->objects, below), "/CIDSystemInfo");
    json_t *ordering = rf_pdf_get(finds->objects, system, "/Ordering");
    return is_name(kind, "/Type0") && is_name(ordering, "u:Identity");
}

/* What an object is: a page, also one that has lost its type; a form; an attached file,
 * which gets the name that a file specification (/EF) has for it; a font program, by the
 * descriptor that names it. */
static void find_in(struct rf_pdf_finds *finds, const char *reference, json_t *dictionary,
                    bool is_stream)
{
    static const char *const programs[] = {"/FontFile", "/FontFile2", "/FontFile3"};
    json_t *objects = finds->objects;
    json_t *type = rf_pdf_get(objects, dictionary, "/Type");
    json_t *kind = rf_pdf_get(objects, dictionary, "/Subtype");
    bool is_page =
        is_name(type, "/Page") || (!type && json_object_get(dictionary, "/Contents") &&
                                   json_object_get(dictionary, "/Resources"));
    if (!is_stream && is_page) {
        rf_json_append(finds->pages, json_string(reference));
    }
    if (is_stream && is_name(kind, "/Form") && json_array_size(finds->forms) < FORMS) {
        rf_json_append(finds->forms, json_string(reference));
    }
    if (is_stream && is_name(type, "/EmbeddedFile") &&
        !json_object_get(finds->names, reference)) {
        rf_json_set(finds->names, reference, json_string("an attached file"));
    }
    if (json_object_get(dictionary, "/EF")) {
        const char *key;
        json_t *stream, *files = rf_pdf_get(objects, dictionary, "/EF");
        json_t *name = rf_pdf_get(objects, dictionary, "/UF");
        name = name ? name : rf_pdf_get(objects, dictionary, "/F");
        const char *text = json_string_value(name);
        text = text && rf_starts_with(text, "u:") ? text + 2 : "an attached file";
        json_object_foreach(files, key, stream)
        {
            if (rf_pdf_is_reference(stream)) {
                rf_json_set(finds->names, json_string_value(stream), rf_json_text(text));
            }
        }
    }
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        json_t *program = json_object_get(dictionary, programs[i]);
        if (rf_pdf_is_reference(program)) {
            rf_json_set(finds->fonts, json_string_value(program), json_true());
        }
    }
    finds->has_mute_font =
        finds->has_mute_font || (is_name(type, "/Font") && is_mute(finds, dictionary));
}

void rf_pdf_find(struct rf_pdf_finds *finds, const json_t *pdf)
{
    const char *key;
    json_t *object;
    *finds = (struct rf_pdf_finds){.pdf = pdf, .objects = rf_pdf_objects(pdf)};
    finds->pages = rf_json_made(json_array());
    finds->forms = rf_json_made(json_array());
    finds->names = rf_json_made(json_object());
    finds->fonts = rf_json_made(json_object());
    finds->contents = rf_json_made(json_object());
    json_object_foreach(finds->objects, key, object)
    {
        bool is_stream;
        json_t *dictionary = dictionary_of(object, &is_stream);
        if (reference_of(key) && dictionary) {
            find_in(finds, reference_of(key), dictionary, is_stream);
        }
    }
}

void rf_pdf_finds_clear(struct rf_pdf_finds *finds)
{
    json_decref(finds->pages);
    json_decref(finds->forms);
    json_decref(finds->names);
    json_decref(finds->fonts);
    json_decref(finds->contents);
    *finds = (struct rf_pdf_finds){0};
}

/* ---- Streams ---- */

/* Of pictures those in JPEG are read, which may carry texts: their last filter stays. */
json_t *rf_pdf_streams_to_read(const struct rf_pdf_finds *finds)
{
    const char *key;
    json_t *object, *objects = finds->objects, *ids = rf_json_made(json_array());
    json_object_foreach(objects, key, object)
    {
        bool is_stream;
        const char *reference = reference_of(key);
        json_t *dictionary = dictionary_of(object, &is_stream);
        if (!reference || !is_stream || !dictionary) {
            continue;
        }
        json_t *type = rf_pdf_get(objects, dictionary, "/Type");
        json_t *filter = rf_pdf_get(objects, dictionary, "/Filter");
        size_t count = json_array_size(filter);
        filter =
            count ? rf_pdf_value(objects, json_array_get(filter, count - 1)) : filter;
        bool is_picture =
            is_name(rf_pdf_get(objects, dictionary, "/Subtype"), "/Image") &&
            !is_name(filter, "/DCTDecode");
        bool is_table = is_name(type, "/XRef") || is_name(type, "/ObjStm");
        if (!is_picture && !is_table && !json_object_get(finds->fonts, reference)) {
            rf_json_append(ids, json_string(reference));
        }
    }
    return ids;
}

bool rf_pdf_replace_content(struct rf_pdf_finds *finds, const char *folder,
                            const char *reference, struct rf_buf *content,
                            struct rf_arena *arena)
{
    static const char word[] = "ActualText";
    char name[32];
    unsigned number = 0;
    sscanf(reference, "%u", &number);
    snprintf(name, sizeof name, "content-%u", number);
    for (char *at = content->p; at;) {
        at = memmem(at, content->n - (size_t)(at - content->p), word, sizeof word - 1);
        if (at) {
            *at = 'X'; /* a key that means nothing */
        }
    }
    rf_json_set(finds->contents, reference, json_string(name));
    return rf_file_write(rf_arena_join(arena, folder, "/", name, NULL), content);
}

/* ---- Pages ---- */

bool rf_pdf_page_has_picture(const struct rf_pdf_finds *finds, size_t i)
{
    const char *key;
    json_t *object, *reference = json_array_get(finds->pages, i);
    json_t *page = rf_pdf_value(finds->objects, reference);
    json_t *resources = rf_pdf_value(
        finds->objects, rf_pdf_inherited(finds->objects, page, "/Resources"));
    json_object_foreach(rf_pdf_get(finds->objects, resources, "/XObject"), key, object)
    {
        json_t *kind =
            rf_pdf_get(finds->objects, rf_pdf_value(finds->objects, object), "/Subtype");
        if (is_name(kind, "/Image")) {
            return true;
        }
    }
    return false;
}

/* A box that is larger than any page: what lies outside of a page is on it then. */
static json_t *large_box(void)
{
    return rf_json_made(
        json_pack("[i, i, i, i]", -PAGE_UNITS, -PAGE_UNITS, PAGE_UNITS, PAGE_UNITS));
}

/* Takes away what hides: layers, flags, words that stand for what is shown. True where
 * that changed something. */
static bool uncover(json_t *value)
{
    static const char *const hiding[] = {"/OC", "/OCProperties", "/ActualText"};
    bool is_changed = false;
    size_t i;
    const char *key;
    json_t *part;
    json_array_foreach(value, i, part)
    {
        is_changed = uncover(part) || is_changed;
    }
    if (!json_is_object(value)) {
        return is_changed;
    }
    for (i = 0; i < sizeof hiding / sizeof *hiding; i++) {
        is_changed = json_object_del(value, hiding[i]) == 0 || is_changed;
    }
    if (json_object_get(value, "/Rect") &&
        json_is_integer(json_object_get(value, "/F"))) {
        is_changed = json_object_del(value, "/F") == 0;
    }
    json_object_foreach(value, key, part)
    {
        is_changed = uncover(part) || is_changed;
    }
    return is_changed;
}

/* Makes a page a child of the root: it keeps what it has inherited, and is made as large
 * as anything can lie outside of it. */
static void open_page(struct rf_pdf_finds *finds, json_t *page, const char *root)
{
    static const char *const boxes[] = {"/CropBox", "/ArtBox", "/TrimBox", "/BleedBox",
                                        "/UserUnit"};
    json_t *resources = rf_pdf_inherited(finds->objects, page, "/Resources");
    if (resources && !json_object_get(page, "/Resources")) {
        rf_json_set(page, "/Resources", json_incref(resources));
    }
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        json_object_del(page, boxes[i]);
    }
    rf_json_set(page, "/Type", json_string("/Page"));
    rf_json_set(page, "/MediaBox", large_box());
    rf_json_set(page, "/Parent", json_string(root));
}

/* ---- The update ---- */

/* References beyond those of the file. */
static const char *new_reference(json_int_t *last, char text[32])
{
    snprintf(text, 32, "%lld 0 R", (long long)++*last);
    return text;
}

/* Sets an object of the update by its reference. */
static void set_object(json_t *update, const char *reference, json_t *object)
{
    char key[64];
    snprintf(key, sizeof key, "obj:%s", reference);
    rf_json_set(update, key, object);
}

/* A page for each form. */
static void add_form_pages(struct rf_pdf_finds *finds, json_t *update, const char *root,
                           json_t *kids, json_int_t *last)
{
    char content[32], page[32];
    size_t i;
    json_t *form;
    if (!json_array_size(finds->forms)) {
        return;
    }
    new_reference(last, content);
    set_object(
        update, content,
        json_pack("{s:{s:{}, s:s}}", "stream", "dict", "data", "L1ggRG8=")); /* "/X Do" */
    json_array_foreach(finds->forms, i, form)
    {
        new_reference(last, page);
        rf_json_append(kids, json_string(page));
        set_object(update, page,
                   json_pack("{s:{s:s, s:s, s:o, s:s, s:{s:{s:O}}}}", "value", "/Type",
                             "/Page", "/Parent", root, "/MediaBox", large_box(),
                             "/Contents", content, "/Resources", "/XObject", "/X", form));
    }
}

/* Adds every object that opening has changed, streams with the content that was kept. */
static void add_changed(struct rf_pdf_finds *finds, json_t *update)
{
    const char *key;
    json_t *object;
    json_object_foreach(finds->objects, key, object)
    {
        bool is_stream;
        json_t *dictionary = dictionary_of(object, &is_stream);
        const char *reference = reference_of(key);
        json_t *content = reference ? json_object_get(finds->contents, reference) : NULL;
        bool is_page = json_object_get(dictionary, "/MediaBox") &&
                       is_name(json_object_get(dictionary, "/Type"), "/Page");
        bool is_changed = dictionary && uncover(dictionary);
        if (!reference || !dictionary || !(is_changed || content || is_page)) {
            continue;
        }
        if (content) {
            json_object_del(dictionary, "/Filter");
            json_object_del(dictionary, "/DecodeParms");
            set_object(update, reference,
                       json_pack("{s:{s:O, s:O}}", "stream", "dict", dictionary,
                                 "datafile", content));
        } else if (is_stream) {
            set_object(update, reference,
                       json_pack("{s:{s:O}}", "stream", "dict", dictionary));
        } else {
            set_object(update, reference, json_pack("{s:O}", "value", dictionary));
        }
    }
}

/* A page tree of one level: a new root, all pages there are, a page for each form. */
json_t *rf_pdf_open(struct rf_pdf_finds *finds)
{
    json_t *update = rf_json_made(json_object()), *kids = rf_json_made(json_array());
    json_t *head = json_array_get(json_object_get(finds->pdf, "qpdf"), 0);
    json_int_t last = json_integer_value(json_object_get(head, "maxobjectid"));
    json_t *catalog = rf_pdf_value(finds->objects, rf_pdf_root(finds->objects));
    char root[32];
    size_t i;
    json_t *reference;
    new_reference(&last, root);
    json_array_foreach(finds->pages, i, reference)
    {
        json_t *page = rf_pdf_value(finds->objects, reference);
        if (json_is_object(page)) {
            open_page(finds, page, root);
            rf_json_append(kids, json_incref(reference));
        }
    }
    add_form_pages(finds, update, root, kids, &last);
    if (json_is_object(catalog)) {
        rf_json_set(catalog, "/Pages", json_string(root));
        uncover(catalog);
        set_object(update, json_string_value(rf_pdf_root(finds->objects)),
                   json_pack("{s:O}", "value", catalog));
    }
    add_changed(finds, update);
    set_object(update, root,
               json_pack("{s:{s:s, s:O, s:i}}", "value", "/Type", "/Pages", "/Kids", kids,
                         "/Count", (int)json_array_size(kids)));
    json_decref(kids);
    return update;
}
