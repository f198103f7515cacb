/* PDF files: their objects by qpdf, their pages by pdftotext (leak_scan).
 *
 * Both run as programs of their own, in a folder of their own, so that a damaged or
 * hostile file breaks nothing here. in.pdf is a revision of the file as it is; open.pdf
 * the same with everything shown that it hides (pdf_open.h); pdftotext reads that in
 * three orders, because the order of words on a page is a guess. */
#define _GNU_SOURCE /* memmem */
#include <jansson.h>
#include <limits.h>
#include <string.h>
#include <zlib.h>

#include "base/qpdf.h"
#include "base/scratch_folder.h"
#include "base/str.h"
#include "base/subprocess.h"
#include "leak_scan/pdf_open.h"
#include "leak_scan/pdf_text.h"
#include "leak_scan/readers.h"

enum {
    MARK_WITHIN_BYTES = 1024,
    LIMIT_S = 60,
    REVISIONS = 12, /* that are looked into: each is a file by itself */
};

static const size_t memory_bytes = (size_t)2 << 30;
static const size_t limit_bytes = (size_t)256 << 20;

struct pdf {
    struct rf_looking *l;
    struct rf_qpdf qpdf;
    struct rf_arena arena; /* of this file's programs */
    const char *pdftotext;
    json_t *json; /* its objects, without the bytes of streams */
    struct rf_pdf_finds finds;
    bool is_last;       /* it is the latest revision */
    bool has_odd_names; /* of fonts, it may be: the changed file has others */
};

bool rf_look_is_pdf(const char *p, size_t n)
{
    size_t head = n < MARK_WITHIN_BYTES ? n : MARK_WITHIN_BYTES;
    return head && memmem(p, head, "%PDF-", 5) != NULL;
}

/* ---- Objects ---- */

/* Takes one run of a program off those that a look may have; a file may hold a thousand
 * PDF files. */
static bool may_run(struct pdf *pdf)
{
    if (!pdf->l->programs_left) {
        return rf_look_miss(pdf->l, "it holds more PDF files than referat looks into");
    }
    pdf->l->programs_left--;
    return true;
}

/* Reads the objects of in.pdf, without the bytes of streams, and finds pages, forms,
 * files and fonts in them. False, and noted, where qpdf cannot. */
static bool read_objects(struct pdf *pdf)
{
    static const char *const keys[] = {"qpdf", NULL};
    struct rf_looking *l = pdf->l;
    if (!may_run(pdf)) {
        return false;
    }
    pdf->json = rf_qpdf_read(&pdf->qpdf, "in.pdf", keys, NULL);
    if (!pdf->json) {
        return rf_look_miss(l, pdf->qpdf.wants_password
                                   ? "it is encrypted"
                                   : "it is no PDF that can be read");
    }
    if (pdf->qpdf.has_warned) {
        rf_look_miss(l, "it is damaged");
    }
    pdf->has_odd_names = pdf->qpdf.has_changed_names;
    rf_pdf_find(&pdf->finds, pdf->json);
    return true;
}

/* ---- Streams ---- */

/* Looks into a stream. An attached file is one, with a name; all else may be anything.
 * What qpdf leaves packed may be packed once more, pictures in two ways. Content of pages
 * with texts that stand for others (ActualText) is kept without them, for open.pdf. */
static bool look_at_stream(struct pdf *pdf, const char *reference, json_t *stream)
{
    struct rf_looking *l = pdf->l;
    struct rf_buf bytes = {0}, unpacked = {0};
    json_t *data = json_object_get(stream, "data");
    bool is_packed = json_object_get(json_object_get(stream, "dict"), "/Filter") != NULL;
    const char *name = json_string_value(json_object_get(pdf->finds.names, reference));
    if (!json_string_length(data)) {
        return false;
    }
    rf_look_decode_base64(json_string_value(data), json_string_length(data), &bytes);
    if (is_packed && bytes.n &&
        rf_look_inflate(l, bytes.p, bytes.n, MAX_WBITS, &unpacked, NULL)) {
        rf_buf_clear(&bytes);
        bytes = unpacked;
        unpacked = (struct rf_buf){0};
    }
    bool is_content = !name && !is_packed && bytes.n;
    bool is_enough =
        bytes.n &&
        (rf_look_part(l, name, bytes.p, bytes.n, name ? RF_PART_FILE : RF_PART_GUESS) ||
         (is_content && rf_look_pdf_content(l, bytes.p, bytes.n)));
    if (!is_enough && is_content && memmem(bytes.p, bytes.n, "ActualText", 10)) {
        rf_pdf_replace_content(&pdf->finds, pdf->qpdf.folder, reference, &bytes,
                               &pdf->arena);
    }
    rf_buf_clear(&bytes);
    rf_buf_clear(&unpacked);
    return is_enough;
}

/* Has qpdf unpack all streams that may hold text, in one run, and looks into each. The
 * JSON holds them in base64, so it is limited by itself. */
static bool look_at_streams(struct pdf *pdf)
{
    const char *key;
    json_t *object, *output = NULL;
    json_t *ids = rf_pdf_streams_to_read(&pdf->finds);
    bool is_enough = false;
    if (!json_array_size(ids) || !may_run(pdf)) {
        json_decref(ids);
        return false;
    }
    json_t *job = rf_json_made(json_pack(
        "{s:s, s:s, s:[s], s:s, s:s}", "inputFile", "in.pdf", "json", "2", "jsonKey",
        "qpdf", "jsonStreamData", "inline", "decodeLevel", "specialized"));
    rf_json_set(job, "jsonObject", ids);
    pdf->qpdf.json_bytes = limit_bytes; /* a few long strings */
    bool is_read = rf_qpdf_run(&pdf->qpdf, job, &output);
    pdf->qpdf.json_bytes = 0;
    if (!is_read) {
        return rf_look_miss(pdf->l,
                            "what it holds unpacks to more than referat looks into");
    }
    json_object_foreach(rf_pdf_objects(output), key, object)
    {
        json_t *stream = json_object_get(object, "stream");
        is_enough = is_enough || (stream && rf_starts_with(key, "obj:") &&
                                  look_at_stream(pdf, key + strlen("obj:"), stream));
    }
    json_decref(output);
    return is_enough;
}

/* ---- Pages ---- */

/* pdftotext of a file with an option; NULL: in the order of reading. */
static bool extract(struct pdf *pdf, const char *file, const char *option,
                    struct rf_program_result *result)
{
    const char *argv[] = {pdf->pdftotext, "-q", "-enc", "UTF-8", file, "-", NULL, NULL};
    if (option) {
        argv[4] = option;
        argv[5] = file;
        argv[6] = "-";
    }
    const struct rf_program run = {.argv = argv,
                                   .folder = pdf->qpdf.folder,
                                   .limit_s = LIMIT_S,
                                   .memory_bytes = memory_bytes,
                                   .file_bytes = limit_bytes};
    if (!may_run(pdf)) {
        return false;
    }
    *result = rf_program_run(&run, &pdf->arena);
    return result->is_done ||
           rf_look_miss(pdf->l,
                        rf_arena_join(pdf->l->arena, "pdftotext: ", result->why, NULL));
}

/* Reports pages that show nothing but pictures: text in these is not found. text: that of
 * all pages, each with a form feed. */
static void judge_pages(struct pdf *pdf, const char *text, size_t n)
{
    size_t empty = 0, pictures = 0, count = json_array_size(pdf->finds.pages);
    for (size_t i = 0; i < count; i++) {
        const char *end = n ? memchr(text, '\f', n) : NULL;
        size_t length = end ? (size_t)(end - text) : n, blanks = 0;
        while (blanks < length && (unsigned char)text[blanks] <= ' ') {
            blanks++;
        }
        if (blanks == length) {
            empty++;
            pictures += rf_pdf_page_has_picture(&pdf->finds, i);
        }
        length += end != NULL;
        text += length;
        n -= length;
    }
    if (empty == count) {
        rf_look_miss(pdf->l, "it holds no text, only pictures of it, if anything");
    } else if (pictures) {
        rf_look_miss(pdf->l,
                     rf_arena_format(pdf->l->arena,
                                     "%zu of its pages are pictures, without text",
                                     pictures));
    }
}

/* Reads open.pdf in the order of reading, in that of the content, and by lines across
 * the page: a closed text may be whole in one of them alone. */
static bool look_at_pages(struct pdf *pdf)
{
    static const char *const options[] = {NULL, "-raw", "-layout"};
    struct rf_program_result result;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (!extract(pdf, "open.pdf", options[i], &result)) {
            return false;
        }
        if (i == 0 && pdf->is_last && !pdf->has_odd_names) {
            judge_pages(pdf, result.output, result.output_bytes);
        }
        if (rf_look_text(pdf->l, result.output, result.output_bytes)) {
            return true;
        }
    }
    return false;
}

/* What somebody reads who opens the file. */
static bool read_pages(struct pdf *pdf)
{
    struct rf_program_result result;
    if (!extract(pdf, "in.pdf", NULL, &result)) {
        return false;
    }
    if (pdf->is_last && pdf->has_odd_names) {
        judge_pages(pdf, result.output, result.output_bytes);
    }
    return rf_look_text(pdf->l, result.output, result.output_bytes);
}

/* Writes open.pdf: the same with every page, layer and annotation in it shown. */
static bool make_open(struct pdf *pdf)
{
    if (!may_run(pdf) || !rf_qpdf_write_update(&pdf->qpdf, "open.json", pdf->json,
                                               rf_pdf_open(&pdf->finds))) {
        return false;
    }
    json_t *job = rf_json_made(json_pack("{s:s, s:s, s:s, s:s}", "inputFile", "in.pdf",
                                         "outputFile", "open.pdf", "updateFromJson",
                                         "open.json", "decrypt", ""));
    return rf_qpdf_run(&pdf->qpdf, job, NULL) ||
           rf_look_miss(pdf->l, "its pages cannot be read");
}

/* ---- The file ---- */

/* Looks into p[0..n) as a file of its own. A look that only reads texts needs the pages
 * as they are shown and what is attached; one that searches gets every object and stream,
 * and the pages with everything in them opened. */
static bool look_at_revision(struct pdf *pdf, const char *p, size_t n)
{
    const struct rf_buf bytes = {.p = (char *)(uintptr_t)p, .n = n};
    const char *in = rf_arena_join(&pdf->arena, pdf->qpdf.folder, "/in.pdf", NULL);
    bool searches = pdf->l->look->see != NULL;
    if (!rf_file_write(in, &bytes)) {
        return rf_look_lacks(pdf->l, "room for temporary files (TMPDIR)");
    }
    bool is_enough = false, is_read = read_objects(pdf);
    bool has_files = json_object_size(pdf->finds.names) > 0;
    if (pdf->finds.has_mute_font) {
        rf_look_miss(pdf->l, "its fonts do not say which letters they show");
    }
    if (is_read) {
        is_enough = rf_look_pdf_values(pdf->l, pdf->finds.objects) ||
                    ((searches || has_files) && look_at_streams(pdf)) ||
                    (searches && make_open(pdf) && look_at_pages(pdf)) ||
                    ((!searches || pdf->has_odd_names) && read_pages(pdf));
    }
    rf_pdf_finds_clear(&pdf->finds);
    json_decref(pdf->json);
    pdf->json = NULL;
    rf_arena_reset(&pdf->arena);
    return is_enough;
}

/* True where a revision ends at at: "startxref", a place where a table begins, "%%EOF".
 */
static bool is_revision(const char *p, size_t n, size_t at)
{
    static const char mark[] = "startxref";
    enum { NEAR = 64, HEAD_BYTES = 1024 };
    const char *head = memmem(p, n < HEAD_BYTES ? n : HEAD_BYTES, "%PDF-", 5);
    size_t from = at > NEAR ? at - NEAR : 0, place = 0;
    const char *found = memmem(p + from, at - from, mark, sizeof mark - 1);
    if (!found || !head) {
        return false;
    }
    found += sizeof mark - 1;
    while (found < p + at && (*found < '0' || *found > '9')) {
        found++;
    }
    for (; found < p + at && *found >= '0' && *found <= '9' && place < n; found++) {
        place = place * 10 + (size_t)(*found - '0');
    }
    place += (size_t)(head - p);
    return place < at && (p[place] == 'x' || (p[place] >= '0' && p[place] <= '9'));
}

/* Where the revision ends that p[0..n) is a later one of; 0: it is the first. The first
 * part of a file that is made for the web ends like one, and is none. */
static size_t earlier_end(const char *p, size_t n)
{
    static const char mark[] = "%%EOF";
    size_t head = n < MARK_WITHIN_BYTES ? n : MARK_WITHIN_BYTES;
    bool is_linear = memmem(p, head, "/Linearized", 11) != NULL;
    size_t last = 0, before = 0;
    const char *found;
    for (size_t at = 0;
         (found = memmem(p + at, n - at, mark, sizeof mark - 1)) != NULL;) {
        at = (size_t)(found - p) + sizeof mark - 1;
        if (is_linear) {
            is_linear = false;
        } else if (is_revision(p, n, at)) {
            before = last;
            last = at;
        }
    }
    return before;
}

/* The raw bytes first; then, with the programs, the file as it is and each earlier
 * revision that it holds, which a search alone needs; then streams that no table leads
 * to. */
bool rf_look_pdf(struct rf_looking *l, const char *p, size_t n)
{
    struct pdf pdf = {.l = l, .pdftotext = rf_program_find("pdftotext", l->arena)};
    bool searches = l->look->see != NULL;
    bool is_enough = searches && (rf_look_say(l, p, n) || rf_look_pdf_content(l, p, n));
    if (is_enough || !rf_look_enter(l, RF_DOCUMENT)) {
        return is_enough;
    }
    const char *folder = rf_folder_make(l->arena);
    if (!folder) {
        is_enough = rf_look_lacks(l, "room for temporary files (TMPDIR)");
    } else if (!rf_qpdf_init(&pdf.qpdf, folder, l->arena)) {
        is_enough = rf_look_lacks(l, "qpdf (Debian package qpdf)");
    } else if (!pdf.pdftotext) {
        is_enough = rf_look_lacks(l, "pdftotext (Debian package poppler-utils)");
    } else {
        pdf.qpdf.file_bytes = limit_bytes;
        pdf.qpdf.arena = &pdf.arena;
        size_t end = n;
        for (unsigned i = 0; end && i < REVISIONS && !is_enough; i++) {
            pdf.is_last = i == 0;
            is_enough = look_at_revision(&pdf, p, end);
            end = searches && !is_enough ? earlier_end(p, end) : 0;
        }
        if (end) {
            rf_look_miss(l, "it has more revisions than referat looks into");
        }
    }
    is_enough = is_enough || (searches && rf_look_pdf_orphans(l, p, n));
    rf_folder_remove(folder);
    rf_look_leave(l, RF_DOCUMENT);
    rf_arena_clear(&pdf.arena);
    return is_enough;
}
