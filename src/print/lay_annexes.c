/* The pack with its files: pages laid on its empty pages, the rest attached (print).
 *
 * Pages of other files cannot simply be put between those of the pack: they would lose
 * the pack's page numbers and stamps, which the engine has printed on empty pages. So
 * each is made a form, and the empty page draws that beneath what it has. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/media_type.h"
#include "base/str.h"
#include "print/annex_files.h"
#include "print/annex_pdf.h"
#include "print/layers.h"

/* A page of a file becomes a form of its own, and the empty page draws it beneath what it
 * has: "q /RfAnnex Do Q". */
#define FORM "/RfAnnex"
static const char draw_form[] = "cSAvUmZBbm5leCBEbyBRCg==";

enum { ROUNDS = 3 };

static const double sheet_tolerance_pt = 2; /* engines round paper to pixels */

struct merge {
    struct rf_files *files;
    const size_t *first_pages;
    struct rf_qpdf qpdf;
    size_t base_count; /* pages of the pack … */
    json_t *whole;     /* … which the pages of all merged files follow */
    json_t *pdf;       /* its objects: those that were read so far */
    json_t *objects;   /* within pdf */
    json_t *updates;   /* those that are to be other than they are */
    const char *draw;  /* the stream that draws the form */
};

/* Sets the error. Returns false for the caller to hand on. */
static bool fail(struct merge *m, const char *why)
{
    m->files->error = why;
    return false;
}

/* ---- Everything in one file ---- */

/* Two entries may be one file. */
static bool is_attached_before(const struct rf_files *files, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (!files->pdfs[j].file &&
            rf_streq(files->list[j].annex->file_name, files->list[i].annex->file_name)) {
            return true;
        }
    }
    return false;
}

/* The files that are not merged, each name once. PDFs are known by what they are, other
 * files by their names. */
static json_t *attachments(const struct rf_files *files)
{
    json_t *list = rf_json_made(json_array());
    for (size_t i = 0; i < files->count; i++) {
        const char *name = files->list[i].annex->file_name,
                   *type = rf_media_type(name, RF_MEDIA_IN_PACK);
        if (files->pdfs[i].file || is_attached_before(files, i)) {
            continue;
        }
        type = files->pdfs[i].why                  ? "application/pdf"
               : rf_streq(type, "application/pdf") ? "application/octet-stream"
                                                   : type;
        json_t *entry = rf_json_made(
            json_pack("{s:s, s:s, s:s, s:s}", "file", rf_files_name(files, i), "mimetype",
                      type, "creationdate", files->date, "moddate", files->date));
        rf_json_set(entry, "key", rf_json_text(name));
        rf_json_set(entry, "filename", rf_json_text(name));
        rf_json_append(list, entry);
    }
    return list;
}

/* Makes whole.pdf: the pack's pages, those of all merged files after them, and the
 * attachments. */
static bool gather(struct merge *m, const char *base_pdf)
{
    static const char *const keys[] = {"pages", "attachments", NULL};
    const struct rf_files *files = m->files;
    json_t *sources = rf_json_made(json_pack("[{s:s}]", "file", "."));
    size_t merged = 0;
    for (size_t i = 0; i < files->count; i++) {
        merged += files->prints[i].sheet_count;
        if (files->pdfs[i].file) {
            rf_json_append(sources, json_pack("{s:s}", "file", files->pdfs[i].file));
        }
    }
    json_t *job =
        rf_json_made(json_pack("{s:s, s:s, s:s}", "inputFile", base_pdf,
                               "deterministicId", "", "outputFile", "whole.pdf"));
    rf_json_set(job, "pages", sources);
    rf_json_set(job, "addAttachment", attachments(files));
    if (!rf_qpdf_run(&m->qpdf, job, NULL) ||
        !(m->whole = rf_qpdf_read(&m->qpdf, "whole.pdf", keys, NULL))) {
        return fail(m, m->qpdf.why);
    }
    m->base_count = json_array_size(json_object_get(m->whole, "pages")) - merged;
    return true;
}

/* ---- Reading what is needed of it ---- */

/* A page of whole.pdf as qpdf lists it: its object and its content streams. */
static json_t *page_at(const struct merge *m, size_t i)
{
    return json_array_get(json_object_get(m->whole, "pages"), i);
}

/* Adds a reference to ids, unless its object has been read. */
static void want(const struct merge *m, json_t *ids, json_t *value)
{
    if (rf_pdf_is_reference(value) &&
        !json_object_get(m->objects,
                         rf_pdf_key(m->files->arena, json_string_value(value)))) {
        rf_json_append(ids, json_incref(value));
    }
}

/* What is needed of a page that is drawn on; what it refers to shows when it has been
 * read. */
static void want_page(const struct merge *m, json_t *ids, size_t i)
{
    json_t *page = json_object_get(page_at(m, i), "object");
    json_t *value = rf_pdf_value(m->objects, page);
    json_t *resources = rf_pdf_get(m->objects, value, "/Resources");
    want(m, ids, page);
    want(m, ids, json_object_get(value, "/Resources"));
    want(m, ids, json_object_get(value, "/Annots"));
    want(m, ids, json_object_get(value, "/Contents"));
    want(m, ids, json_object_get(resources, "/XObject"));
}

/* Of the pages that are drawn on, of those that are drawn, and of the attachments. */
static json_t *wanted(const struct merge *m)
{
    json_t *ids = rf_json_made(json_array()), *attachment;
    const char *name;
    size_t next = m->base_count;
    want(m, ids, rf_pdf_root(m->objects));
    for (size_t i = 0; i < m->files->count; i++) {
        for (size_t k = 0; k < m->files->prints[i].sheet_count; k++, next++) {
            want_page(m, ids, m->first_pages[i] - 1 + k);
            want(m, ids, json_object_get(page_at(m, next), "object"));
            want(m, ids,
                 json_array_get(json_object_get(page_at(m, next), "contents"), 0));
        }
    }
    json_object_foreach(json_object_get(m->whole, "attachments"), name, attachment)
    {
        want(m, ids, json_object_get(attachment, "filespec"));
    }
    return ids;
}

/* A round reads what the last one referred to: pages, their resources, their forms. */
static bool read_objects(struct merge *m)
{
    static const char *const keys[] = {"qpdf", NULL};
    for (int round = 0; round < ROUNDS; round++) {
        json_t *ids = wanted(m);
        if (m->pdf && json_array_size(ids) == 0) {
            json_decref(ids);
            break;
        }
        json_t *more = rf_qpdf_read(&m->qpdf, "whole.pdf", keys, ids);
        if (!more) {
            return fail(m, m->qpdf.why);
        }
        if (m->pdf) {
            json_object_update(m->objects, rf_pdf_objects(more));
            json_decref(more);
        } else {
            m->pdf = more;
            m->objects = rf_pdf_objects(more);
        }
    }
    return true;
}

/* ---- Pages ---- */

/* Sets the new value of an object, which is taken. */
static void update(struct merge *m, json_t *reference, json_t *object)
{
    rf_json_set(m->updates, rf_pdf_key(m->files->arena, json_string_value(reference)),
                object);
}

/* The content stream of a file's page, as a form (ISO 32000-1, 8.10). */
static void make_form(struct merge *m, size_t next, const struct rf_pdf_page *looks,
                      struct rf_matrix at)
{
    json_t *stream = json_array_get(json_object_get(page_at(m, next), "contents"), 0);
    json_t *page = rf_pdf_value(m->objects, json_object_get(page_at(m, next), "object"));
    json_t *form = rf_json_made(json_deep_copy(rf_pdf_value(m->objects, stream)));
    json_t *resources = json_object_get(page, "/Resources");
    json_t *group = json_object_get(page, "/Group");
    json_t *matrix = rf_json_made(json_array());
    const double numbers[] = {at.a, at.b, at.c, at.d, at.e, at.f};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        rf_json_append(matrix, rf_json_number(numbers[i]));
    }
    rf_json_set(form, "/Type", json_string("/XObject"));
    rf_json_set(form, "/Subtype", json_string("/Form"));
    rf_json_set(form, "/BBox", rf_pdf_rectangle(looks->seen));
    rf_json_set(form, "/Matrix", matrix);
    rf_json_set(form, "/Resources", resources ? json_incref(resources) : json_object());
    if (group) {
        rf_json_set(form, "/Group", json_incref(group));
    }
    update(m, stream, json_pack("{s:{s:o}}", "stream", "dict", form));
}

/* Lays a file's page, the next of those after the pack, on the pack's page i: as a form
 * that the page draws first, with the file's links at their new places. */
static bool lay(struct merge *m, size_t i, size_t next,
                const struct rf_annex_page *source, struct rf_sheet sheet)
{
    json_t *reference = json_object_get(page_at(m, i), "object");
    json_t *form = json_array_get(json_object_get(page_at(m, next), "contents"), 0);
    json_t *page = rf_json_made(json_copy(rf_pdf_value(m->objects, reference)));
    struct rf_box box = {0};
    rf_pdf_box(m->objects, page, "/MediaBox", &box);
    if (fabs(box.x1 - box.x0 - sheet.width_pt) > sheet_tolerance_pt ||
        fabs(box.y1 - box.y0 - sheet.height_pt) > sheet_tolerance_pt) {
        json_decref(page);
        return fail(m, rf_arena_format(
                           m->files->arena,
                           "page %zu of the pack is not the paper of its annex", i + 1));
    }
    struct rf_matrix at = rf_page_place(&source->page, box);
    make_form(m, next, &source->page, at);
    json_t *own = rf_pdf_get(m->objects, page, "/Resources");
    json_t *forms = rf_pdf_get(m->objects, own, "/XObject");
    json_t *resources = rf_json_made(own ? json_copy(own) : json_object());
    forms = rf_json_made(forms ? json_copy(forms) : json_object());
    rf_json_set(forms, FORM, json_incref(form));
    rf_json_set(resources, "/XObject", forms);
    rf_json_set(page, "/Resources", resources);
    rf_json_set(page, "/Contents",
                rf_pdf_contents(m->objects, page, json_string(m->draw)));
    if (source->link_count) {
        json_t *annotations = rf_json_made(json_array());
        json_array_extend(annotations, rf_pdf_get(m->objects, page, "/Annots"));
        for (size_t k = 0; k < source->link_count; k++) {
            const struct rf_annex_link *link = &source->links[k];
            json_t *made = rf_json_made(json_pack(
                "{s:s, s:s, s:i, s:[i, i, i], s:{s:s}}", "/Type", "/Annot", "/Subtype",
                "/Link", "/F", 4, "/Border", 0, 0, 0, "/A", "/S", "/URI"));
            rf_json_set(json_object_get(made, "/A"), "/URI",
                        json_sprintf("u:%s", link->uri));
            rf_json_set(made, "/Rect", rf_pdf_rectangle(rf_box_moved(link->box, at)));
            rf_json_append(annotations, made);
        }
        rf_json_set(page, "/Annots", annotations);
    }
    update(m, reference, json_pack("{s:o}", "value", page));
    return true;
}

/* ---- The catalog ---- */

/* Associated files of the pack (ISO 32000-2, 14.13). */
static void associate(struct merge *m, json_t *catalog)
{
    const char *name;
    json_t *attachment, *list = rf_json_made(json_array());
    json_object_foreach(json_object_get(m->whole, "attachments"), name, attachment)
    {
        json_t *reference = json_object_get(attachment, "filespec");
        json_t *file = rf_json_made(json_copy(rf_pdf_value(m->objects, reference)));
        rf_json_set(file, "/AFRelationship", json_string("/Supplement"));
        rf_json_append(list, json_incref(reference));
        update(m, reference, json_pack("{s:o}", "value", file));
    }
    if (json_array_size(list)) {
        rf_json_set(catalog, "/AF", json_incref(list));
    }
    json_decref(list);
}

/* The layers of the merged files; the pack itself has none. */
static void set_layers(struct merge *m, json_t *catalog)
{
    json_t *layers = rf_json_made(json_object());
    size_t all = json_array_size(json_object_get(m->whole, "pages"));
    for (size_t i = m->base_count; i < all; i++) {
        json_t *page = json_object_get(page_at(m, i), "object");
        rf_layers_gather(rf_pdf_value(m->objects, page), layers);
    }
    rf_layers_set(catalog, layers);
    json_decref(layers);
}

/* ---- All ---- */

/* The pages that the files are to be laid on are there. */
static bool has_room(struct merge *m)
{
    for (size_t i = 0; i < m->files->count; i++) {
        size_t count = m->files->prints[i].sheet_count;
        if (count &&
            (m->first_pages[i] == 0 || m->first_pages[i] - 1 + count > m->base_count)) {
            return fail(m, "the pack lacks the empty pages of an annex");
        }
    }
    return true;
}

/* Everything in one file first, so that objects have numbers; then the objects that
 * change, as an update of it; then the pack's pages alone, which now draw the others. */
static bool merge(struct merge *m, const char *base_pdf, const char *out_pdf)
{
    if (!gather(m, base_pdf) || !has_room(m) || !read_objects(m)) {
        return false;
    }
    m->draw = rf_pdf_new_reference(m->pdf, m->files->arena);
    rf_json_set(m->updates, rf_pdf_key(m->files->arena, m->draw),
                rf_pdf_stream(draw_form));
    size_t next = m->base_count;
    for (size_t i = 0; i < m->files->count; i++) {
        const struct rf_print_file *file = &m->files->prints[i];
        const struct rf_annex_page *pages = m->files->pdfs[i].pages;
        for (size_t k = 0; k < file->sheet_count; k++, next++) {
            if (!lay(m, m->first_pages[i] - 1 + k, next, &pages[k], file->sheets[k])) {
                return false;
            }
        }
    }
    json_t *root = rf_pdf_root(m->objects);
    json_t *catalog = rf_json_made(json_copy(rf_pdf_value(m->objects, root)));
    associate(m, catalog);
    set_layers(m, catalog);
    update(m, root, json_pack("{s:o}", "value", catalog));
    const char *range = rf_arena_format(m->files->arena, "1-%zu", m->base_count);
    bool is_done =
        rf_qpdf_write_update(&m->qpdf, "update.json", m->pdf, json_incref(m->updates)) &&
        rf_qpdf_run(&m->qpdf,
                    json_pack("{s:s, s:s, s:[{s:s, s:s}], s:s, s:s, s:s}", "inputFile",
                              "whole.pdf", "updateFromJson", "update.json", "pages",
                              "file", ".", "range", range, "deterministicId", "",
                              "objectStreams", "generate", "outputFile", out_pdf),
                    NULL);
    return is_done || fail(m, m->qpdf.why);
}

bool rf_files_merge(struct rf_files *files, const char *base_pdf,
                    const size_t *first_pages, const char *out_pdf)
{
    struct merge m = {
        .files = files,
        .first_pages = first_pages,
        .updates = rf_json_made(json_object()),
    };
    bool is_done = rf_qpdf_init(&m.qpdf, files->folder, files->arena)
                       ? merge(&m, base_pdf, out_pdf)
                       : fail(&m, "qpdf is no longer there");
    json_decref(m.updates);
    json_decref(m.whole);
    json_decref(m.pdf);
    return is_done;
}
