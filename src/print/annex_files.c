/* Annexes that are files: which of them are PDFs whose pages can be merged (print).
 *
 * Before anything is printed, because the engine has to leave an empty page for each page
 * that is laid beneath the pack (lay_annexes.c), of the right size. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "print/annex_files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "base/str.h"
#include "print/annex_pdf.h"

enum { HEADER_BYTES = 1024 }; /* within which "%PDF-" stands: ISO 32000-1, annex H.3 */

/* Adds a line to the messages. */
__attribute__((format(printf, 2, 3))) static void note(struct rf_files *files,
                                                       const char *format, ...)
{
    va_list args;
    va_start(args, format);
    RF_LIST_ADD(files->arena, &files->messages,
                rf_arena_vformat(files->arena, format, args));
    va_end(args);
}

const char *rf_files_name(const struct rf_files *files, size_t i)
{
    return rf_arena_format(files->arena, "in-%zu", i);
}

/* Under a name of ours: a path may hold bytes that qpdf's job cannot. */
static bool link_file(struct rf_files *files, size_t i)
{
    const char *path = files->list[i].path;
    char *absolute = realpath(path, NULL);
    const char *link =
        rf_arena_join(files->arena, files->folder, "/", rf_files_name(files, i), NULL);
    bool is_done = absolute && symlink(absolute, link) == 0;
    if (!is_done) {
        files->error = rf_arena_format(files->arena, "%s: %s", path, strerror(errno));
    }
    free(absolute);
    return is_done;
}

/* True for what readers take for a PDF, whatever its name says. */
static bool begins_as_pdf(const char *path)
{
    char head[HEADER_BYTES];
    FILE *file = fopen(path, "rb");
    size_t n = file ? fread(head, 1, sizeof head, file) : 0;
    if (file) {
        fclose(file);
    }
    for (size_t i = 0; i + 5 <= n; i++) {
        if (memcmp(head + i, "%PDF-", 5) == 0) {
            return true;
        }
    }
    return false;
}

/* Looks into a PDF, reports what is not as it was, and plans a sheet for each page. */
static void look_at(struct rf_files *files, size_t i, struct rf_qpdf *qpdf)
{
    struct rf_annex_pdf *pdf = &files->pdfs[i];
    const char *path = files->list[i].annex->path;
    *pdf = rf_annex_pdf_look(qpdf, rf_files_name(files, i),
                             rf_arena_format(files->arena, "copy-%zu.pdf", i));
    if (pdf->why) {
        note(files, "%s %s: it is attached, not merged", path, pdf->why);
        return;
    }
    if (pdf->is_repaired) {
        note(files, "%s is damaged: what could be repaired of it is merged", path);
    }
    if (pdf->is_restricted) {
        note(files, "%s is restricted by its owner's password: it is merged all the same",
             path);
    }
    if (pdf->left_out) {
        note(files, "%s: not carried over into the pack: %s", path, pdf->left_out);
    }
    struct rf_sheet *sheets =
        RF_ARENA_NEW_ARRAY(files->arena, pdf->page_count, struct rf_sheet);
    for (size_t page = 0; page < pdf->page_count; page++) {
        sheets[page] = rf_page_sheet(&pdf->pages[page].page, files->paper);
    }
    files->prints[i].sheets = sheets;
    files->prints[i].sheet_count = pdf->page_count;
}

bool rf_files_look(struct rf_files *files)
{
    struct rf_qpdf qpdf;
    files->prints = RF_ARENA_NEW_ARRAY(files->arena, files->count, struct rf_print_file);
    files->pdfs = RF_ARENA_NEW_ARRAY(files->arena, files->count, struct rf_annex_pdf);
    if (files->count && !rf_qpdf_init(&qpdf, files->folder, files->arena)) {
        files->error =
            "qpdf is needed to bring annexes that are files into a PDF: install "
            "it (Debian: apt install qpdf)";
        return false;
    }
    for (size_t i = 0; i < files->count; i++) {
        files->prints[i].annex = files->list[i].annex;
        if (!link_file(files, i)) {
            return false;
        }
        if (begins_as_pdf(files->list[i].path)) {
            look_at(files, i, &qpdf);
        } else if (rf_ends_with_nocase(files->list[i].path, ".pdf")) {
            note(files,
                 "%s is no PDF, whatever its name says: it is attached, not merged",
                 files->list[i].annex->path);
        }
    }
    return true;
}
