/* A file whose name is a document's and which has no front matter that can be read: what
 * it is instead (load). */
#ifndef RF_LOAD_NO_DOCUMENT_H
#define RF_LOAD_NO_DOCUMENT_H

#include "load/document.h"

/* Reports not-a-document where the file is none, and returns true; each file once. named:
 * where another document names it (source NULL: nothing does). */
bool rf_no_document_report(struct rf_loader *loader, struct rf_loaded_file *file,
                           struct referat_span named);

/* The same where the body of a document begins with fields: a line of --- in the middle
 * of the front matter has ended it too early. */
bool rf_no_document_report_cut(struct rf_loader *loader, struct rf_loaded_file *file);

/* True for "agenda" and the other kinds of documents. */
bool rf_kind_is_known(const char *kind);

/* Reports why the kind of a document is not known: the field is misspelt, says something
 * else, or is missing; nothing where the document cannot be read, which was reported. */
void rf_kind_report_unknown(struct rf_loader *loader, struct rf_loaded_file *file);

/* The first of these alone; true where it was reported. */
bool rf_kind_report_misspelt(struct rf_loader *loader, struct rf_loaded_file *file);

/* Reports a folder that is called as a document is. */
void rf_no_document_report_folder(struct rf_loader *loader, const char *path);

#endif
