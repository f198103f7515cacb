/* qpdf, as a program: jobs, and a PDF's objects as JSON (base). qpdf 11 or newer: its
 * job JSON and its JSON version 2, both in its manual. */
#ifndef RF_BASE_QPDF_H
#define RF_BASE_QPDF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/json_values.h"

struct rf_qpdf {
    const char *program; /* its path */
    const char *folder;  /* where it runs: file names are relative to it */
    struct rf_arena *arena;
    size_t file_bytes; /* of each file that it writes; 0: no limit */
    size_t json_bytes; /* of its output; 0: 64 MiB, or about 1 GiB when objects of that
                          size are parsed */
    bool has_warned;   /* the last job: done, and something was wrong with a file */
    bool has_changed_names; /* the last output: some were not UTF-8 */
    bool wants_password;    /* the last job: a file cannot be opened without one */
    const char *why;        /* the last job was not done: one line */
};

/* Finds qpdf in PATH; false where it is not there. */
bool rf_qpdf_init(struct rf_qpdf *qpdf, const char *folder, struct rf_arena *arena);

/* Runs a job, and frees it; false with why. What it wrote to standard output is parsed
 * into *output where output is not NULL; the caller frees that. */
bool rf_qpdf_run(struct rf_qpdf *qpdf, struct json_t *job, struct json_t **output);

/* Reads parts of a file, by their keys in qpdf's JSON up to a NULL: "pages", "encrypt",
 * "attachments", "qpdf" for its objects. Of those the trailer and the ones named in ids,
 * an array of "12 0 R" that is freed; NULL: all. NULL with why. */
struct json_t *rf_qpdf_read(struct rf_qpdf *qpdf, const char *file,
                            const char *const *keys, struct json_t *ids);

/* Writes an update for a job's "updateFromJson": new values for objects of the file that
 * was read as pdf. objects is freed. */
bool rf_qpdf_write_update(struct rf_qpdf *qpdf, const char *file,
                          const struct json_t *pdf, struct json_t *objects);

/* ---- Objects: of what rf_qpdf_read gave, borrowed ---- */

/* {"obj:1 0 R": {"value": …}, …, "trailer": …} */
struct json_t *rf_pdf_objects(const struct json_t *pdf);

/* The value that a reference leads to, a stream's dictionary; value itself where it is
 * none; NULL where there is no such object. */
struct json_t *rf_pdf_value(const struct json_t *objects, struct json_t *value);

/* The same for an entry of a dictionary; NULL where it has none. */
struct json_t *rf_pdf_get(const struct json_t *objects, struct json_t *dictionary,
                          const char *key);

/* An entry of a page, or of the nodes above it in the page tree (ISO 32000-1, 7.7.3.4);
 * not followed to where it refers. NULL where none has it. */
struct json_t *rf_pdf_inherited(const struct json_t *objects, struct json_t *page,
                                const char *key);

/* True for "12 0 R". */
bool rf_pdf_is_reference(const struct json_t *value);

/* The catalog's reference; NULL where the trailer has none. */
struct json_t *rf_pdf_root(const struct json_t *objects);

/* "obj:12 0 R" */
const char *rf_pdf_key(struct rf_arena *arena, const char *reference);

/* ---- Making ---- */

/* A number as a PDF writes it: six decimals. */
struct json_t *rf_json_number(double value);

#endif
