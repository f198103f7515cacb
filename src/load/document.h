/* A file of the series read as a document: text checked, parts split, YAML read, kind
 * known (load). */
#ifndef RF_LOAD_DOCUMENT_H
#define RF_LOAD_DOCUMENT_H

#include "base/beneath.h"
#include "diag/source.h"
#include "load/loader.h"

/* A file that was read once and is kept for whoever names it. */
struct rf_loaded_file {
    struct rf_loaded_file *next;
    const char *path; /* relative to the series */
    const struct referat_source
        *source; /* NULL where it could not be read: reported when it is named */
    struct rf_split split;
    const struct rf_yaml *yaml; /* the mapping of its fields; NULL until
                                   rf_document_parse, or where there is none */
    uint64_t size_bytes;        /* of the file … */
    const char *sha256; /* … and its bytes' checksum; NULL where none is needed */
    const char *kind;   /* as its `kind:` line says; "" where there is none */
    bool is_parsed;     /* rf_document_parse has tried */
    bool is_named; /* some document names it, or it is the meeting's agenda or minutes */
    bool has_errors; /* its text or YAML is broken: already reported */
};

/* Reads a file beneath the series, once; NULL where it is not there. span is where it is
 * named (source NULL: it was found in a folder); problems are reported there. Its kind is
 * known from a look at the text, before the YAML is read. */
struct rf_loaded_file *rf_document_open(struct rf_loader *loader, const char *path,
                                        struct referat_span span);

/* Reports why a path could not be opened; nothing for a file that is missing. */
void rf_document_report_open(struct rf_loader *loader, enum rf_open_result result,
                             const char *path, struct referat_span span);

/* Keeps a source that is no file of the series, or was read already, as a document. */
struct rf_loaded_file *rf_document_adopt(struct rf_loader *loader, const char *path,
                                         struct referat_source *source);

/* The file of that path, where it was opened before; NULL: it was not. */
struct rf_loaded_file *rf_document_find(const struct rf_loader *loader, const char *path);

/* Reads the file's YAML; false where there is none or it is broken (reported). */
bool rf_document_parse(struct rf_loader *loader, struct rf_loaded_file *file);

/* The document's own Markdown part. False where it has none: then the field `body` may
 * hold it. */
bool rf_document_body(const struct rf_loaded_file *file, struct rf_markdown *markdown);

/* Frees what parsing keeps for the next document of this thread. */
void rf_load_release(void);

/* Appends the names and versions of the libraries that parse documents, each with its
 * NUL: another version may read the same bytes otherwise. */
void rf_load_put_libraries(struct rf_buf *out);

#endif
