/* A PDF with everything in it to be seen: what pdftotext is given to read (leak_scan).
 *
 * pdftotext reads what a page shows, by the words that stand for it. So every page is put
 * into one tree, those that nothing refers to as well, and every form (what annotations
 * look like, for one) on a page of its own; pages are made large enough for all that lies
 * outside of them; layers, flags that hide annotations, and texts that stand for others
 * go. */
#ifndef RF_LEAK_SCAN_PDF_OPEN_H
#define RF_LEAK_SCAN_PDF_OPEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

struct json_t; /* jansson's */

/* What is found in a file's objects, as rf_qpdf_read gives them. */
struct rf_pdf_finds {
    const struct json_t *pdf;
    struct json_t *objects;  /* borrowed; rf_pdf_open changes them */
    struct json_t *pages;    /* the references of all pages */
    struct json_t *forms;    /* … and of all forms */
    struct json_t *names;    /* of attached files: reference -> name */
    struct json_t *fonts;    /* the references of font programs */
    struct json_t *contents; /* reference -> file with other content for a stream */
    bool has_mute_font;      /* one does not say which letters its glyphs are */
};

/* Goes through all objects; what is found is freed by rf_pdf_finds_clear. */
void rf_pdf_find(struct rf_pdf_finds *finds, const struct json_t *pdf);
void rf_pdf_finds_clear(struct rf_pdf_finds *finds);

/* The streams whose bytes may hold text beside what the pages show, a new array of
 * references: all but pictures, font programs and the file's own tables. */
struct json_t *rf_pdf_streams_to_read(const struct rf_pdf_finds *finds);

/* Keeps, as file in folder, content without the texts that stand for others. False where
 * that cannot be written. */
bool rf_pdf_replace_content(struct rf_pdf_finds *finds, const char *folder,
                            const char *reference, struct rf_buf *content,
                            struct rf_arena *arena);

/* True where page i shows a picture. */
bool rf_pdf_page_has_picture(const struct rf_pdf_finds *finds, size_t i);

/* The new values of objects that make it so, for rf_qpdf_write_update. */
struct json_t *rf_pdf_open(struct rf_pdf_finds *finds);

#endif
