/* A meeting's pack as a PDF: the HTML for paper, the engine's passes over it, the files
 * that are merged, and a look at what came out (print). */
#include "print/pack.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/scratch_folder.h"
#include "base/str.h"
#include "print/annex_files.h"
#include "print/pdf.h"
#include "render/for_print.h"

enum { PASS_LIMIT = 4, PDF_LIMIT_BYTES = 1024 * 1024 * 1024 };

/* The paper of the pack, upright: ISO 216, and ANSI/ASME Y14.1. */
static const struct rf_sheet papers[] = {
    [REFERAT_PAPER_A4] = {595.28, 841.89},
    [REFERAT_PAPER_LETTER] = {612, 792},
};

struct making {
    struct rf_pack *pack;
    struct rf_arena *arena;
    const char *folder;
    const char *date; /* of the meeting */
    struct rf_print print;
    struct rf_pack_file *file_list; /* annexes that are files, pictures left out */
    const char *uncopied;           /* why one of them could not be copied */
    struct rf_files files;
    struct rf_buf bytes; /* of the PDF */
    struct rf_pdf_reader reader;
    struct rf_pdf pdf;
};

/* "path: reason", of errno. */
static const char *system_failure(struct making *m, const char *path)
{
    return rf_arena_join(m->arena, path, ": ", strerror(errno), NULL);
}

/* The path of a file in the folder. */
static const char *path_of(struct making *m, const char *file)
{
    return rf_arena_join(m->arena, m->folder, "/", file, NULL);
}

/* ---- One pass ---- */

static const char *of_no_use(struct making *m, const char *why)
{
    return rf_arena_join(m->arena, rf_engine_name(m->pack->engine),
                         " wrote a PDF that is of no use: ", why, NULL);
}

/* Reads a file of the folder as the PDF at hand, which replaces the last one. */
static const char *read_pdf(struct making *m, const char *file)
{
    const char *path = path_of(m, file);
    rf_buf_reset(&m->bytes);
    if (!rf_file_read(path, PDF_LIMIT_BYTES, &m->bytes)) {
        return system_failure(m, path);
    }
    const char *why = rf_pdf_read(&m->reader, file, &m->pdf);
    return why ? of_no_use(m, why) : NULL;
}

/* Renders the page with the places that are known, prints it and reads the PDF. */
static const char *pass(struct making *m)
{
    struct rf_buf *page = &m->pack->page;
    rf_buf_reset(page);
    rf_page_print(m->pack->meeting, &m->print, page);
    const char *html = path_of(m, "pack.html");
    if (!rf_file_write(html, page)) {
        return system_failure(m, html);
    }
    const char *why =
        rf_engine_print(m->pack->engine, m->folder, m->pack->limit_s, m->arena);
    return why ? why : read_pdf(m, "pack.pdf");
}

/* True where the places of the last pass are those that it was given. */
static bool is_stable(const struct making *m)
{
    const struct rf_pdf *pdf = &m->pdf;
    if (pdf->place_count != m->print.place_count) {
        return false;
    }
    for (size_t i = 0; i < pdf->place_count; i++) {
        if (pdf->places[i].page != m->print.places[i].page ||
            !rf_streq(pdf->places[i].id, m->print.places[i].id)) {
            return false;
        }
    }
    return true;
}

/* An engine that cannot count ahead prints until every place is on the page that the pass
 * before had it on: the numbers that the pack prints are those then. */
static const char *print_passes(struct making *m)
{
    m->print.counts_ahead = rf_engine_counts_ahead(m->pack->engine);
    const char *why = pass(m);
    for (int i = 1; !why && !m->print.counts_ahead && !is_stable(m); i++) {
        if (i == PASS_LIMIT) {
            return "the pages' numbers do not settle: every pass moves them";
        }
        m->print.places = m->pdf.places;
        m->print.place_count = m->pdf.place_count;
        why = pass(m);
    }
    return why;
}

/* ---- What came out ---- */

/* A file that is named twice has its pages where it is named first. */
static bool is_repeated(const struct referat_annex *annex)
{
    return annex->same_as && annex->same_as->number;
}

/* The beginning and the end of every document of the pack are on one of its pages. */
static const char *check_documents(struct making *m, size_t page_count,
                                   const struct referat_meeting *meeting)
{
    const char *why = NULL;
    for (size_t i = 0; i < meeting->annex_count && !why; i++) {
        const struct referat_annex *annex = meeting->annexes[i];
        const char *end = rf_arena_join(m->arena, annex->anchor, ".end", NULL);
        size_t first = rf_pdf_page_of(&m->pdf, annex->anchor);
        size_t last = rf_pdf_page_of(&m->pdf, end);
        bool is_there = first && last >= first && last <= page_count;
        if (!is_repeated(annex) && !is_there) {
            why = rf_arena_format(m->arena, "%s left out the document '%s'",
                                  rf_engine_name(m->pack->engine), annex->title.plain);
        } else if (annex->nested) {
            why = check_documents(m, page_count, annex->nested);
        }
    }
    return why;
}

/* Every page has its number at least. file has the pages of the PDF at hand. */
static const char *check(struct making *m, const char *file)
{
    size_t page_count, blank_page;
    const char *why = rf_pdf_find_blank(&m->reader, file, &page_count, &blank_page);
    if (why) {
        return of_no_use(m, why);
    }
    if (blank_page) {
        return rf_arena_format(m->arena, "%s printed no text on page %zu",
                               rf_engine_name(m->pack->engine), blank_page);
    }
    return check_documents(m, page_count, m->pack->meeting);
}

/* ---- Annexes that are files ---- */

/* True for an annex that is merged or attached: neither a picture, which the page shows,
 * nor one that has its pages elsewhere. */
static bool is_file(const struct referat_annex *annex)
{
    return annex->file_name && *annex->file_name && !annex->is_missing &&
           !is_repeated(annex) && !annex->image;
}

/* Into the folder, under a name of ours: what is merged is what was beneath the series.
 */
static const char *copy_of(struct making *m, const struct referat_annex *annex, size_t i)
{
    const char *path = rf_arena_join(m->arena, m->pack->series, "/", annex->path, NULL);
    const char *copy = rf_arena_format(m->arena, "%s/annex-%zu", m->folder, i);
    off_t size_bytes;
    int fd = m->pack->open_source(m->pack->series, path, &size_bytes);
    if (fd < 0 || !rf_file_copy(fd, copy)) {
        m->uncopied = system_failure(m, path);
    }
    if (fd >= 0) {
        close(fd);
    }
    return copy;
}

/* Lists them in the order of the pack, where there is room for them; returns how many
 * there are. */
static size_t list_files(struct making *m, const struct referat_meeting *meeting,
                         size_t count)
{
    for (size_t i = 0; i < meeting->annex_count; i++) {
        const struct referat_annex *annex = meeting->annexes[i];
        if (is_file(annex) && m->file_list) {
            m->file_list[count] = (struct rf_pack_file){annex, copy_of(m, annex, count)};
        }
        count += is_file(annex);
        if (annex->nested) {
            count = list_files(m, annex->nested, count);
        }
    }
    return count;
}

/* Finds the annexes that are files, which are counted before they are listed, and reports
 * what the pack will not have of them. */
static const char *look_at_files(struct making *m)
{
    size_t count = list_files(m, m->pack->meeting, 0);
    if (!count) {
        return NULL;
    }
    m->file_list = RF_ARENA_NEW_ARRAY(m->arena, count, struct rf_pack_file);
    list_files(m, m->pack->meeting, 0);
    if (m->uncopied) {
        return m->uncopied;
    }
    m->files = (struct rf_files){
        .list = m->file_list,
        .count = count,
        .folder = m->folder,
        .paper = papers[m->pack->meeting->series->paper],
        .date = m->date,
        .arena = m->arena,
    };
    if (!rf_files_look(&m->files)) {
        return m->files.error;
    }
    m->print.files = m->files.prints;
    m->print.file_count = count;
    for (size_t i = 0; i < m->files.messages.count; i++) {
        rf_buf_printf(&m->pack->notes, "%s\n", m->files.messages.list[i]);
    }
    return NULL;
}

/* Lays the files on the pages that were left empty for them, and checks the result as
 * what the engine has printed was checked. */
static const char *merge_files(struct making *m)
{
    size_t count = m->files.count;
    if (!count) {
        return NULL;
    }
    size_t *first_pages = RF_ARENA_NEW_ARRAY(m->arena, count, size_t);
    for (size_t i = 0; i < count; i++) {
        first_pages[i] = rf_pdf_page_of(&m->pdf, m->file_list[i].annex->anchor);
    }
    const char *base = path_of(m, "pack.pdf");
    if (!rf_file_write(base, &m->bytes)) {
        return system_failure(m, base);
    }
    if (!rf_files_merge(&m->files, "pack.pdf", first_pages, "merged.pdf")) {
        return m->files.error;
    }
    const char *why = read_pdf(m, "merged.pdf");
    return why ? why : check(m, "merged.pdf");
}

/* ---- The whole ---- */

/* An engine that counts ahead takes title and author from the page's head, and writes no
 * clock; what others write is signed. */
static const char *make(struct making *m)
{
    const struct referat_meeting *meeting = m->pack->meeting;
    const struct rf_pdf_info info = {
        .title = meeting->title.plain,
        .author = meeting->body.plain,
        .subject = meeting->series->title.plain,
        .date = m->date,
    };
    const char *why = rf_pdf_reader_init(&m->reader, m->folder, m->arena);
    why = why ? why : look_at_files(m);
    why = why ? why : print_passes(m);
    why = why ? why : check(m, "pack.pdf");
    if (!why && !m->print.counts_ahead && !rf_pdf_sign(&m->bytes, &info, m->arena)) {
        why = "the PDF has no table of its objects";
    }
    return why ? why : merge_files(m);
}

/* No clock is in the file: its date is the meeting's day, as PDF writes dates. */
const char *rf_pack_print(struct rf_pack *pack, struct rf_buf *out)
{
    struct making m = {.pack = pack, .arena = pack->arena};
    const struct referat_date *date = &pack->meeting->date;
    m.folder = rf_folder_make(m.arena);
    if (!m.folder) {
        return system_failure(&m, "a temporary folder");
    }
    m.date =
        rf_arena_format(m.arena, "D:%04d%02d%02d000000Z", date->year ? date->year : 1970,
                        date->month ? date->month : 1, date->day ? date->day : 1);
    const char *why = make(&m);
    if (!why) {
        rf_buf_add(out, m.bytes.p, m.bytes.n);
    }
    rf_folder_remove(m.folder);
    rf_buf_clear(&m.bytes);
    return why;
}
