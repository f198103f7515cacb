/* Each kind of document, from its file to the model (load).
 *
 * A loader makes its struct, and calls rf_document_load with its table of fields. A value
 * that is wrong is reported and its field left absent, so every loader returns an object;
 * document.has_errors says whether anything was wrong. */
#ifndef RF_LOAD_DOCUMENTS_H
#define RF_LOAD_DOCUMENTS_H

#include "load/document.h"
#include "load/fields.h"

/* The fields that every document may have. */
extern const struct rf_field rf_document_fields[];

/* The word lists of the format. */
extern const struct rf_words rf_access_words, rf_status_words, rf_form_words,
    rf_approval_words, rf_minutes_form_words, rf_outcome_words, rf_item_type_words,
    rf_action_state_words;

/* The row of the field `access` of an object that keeps where it was given. */
#define RF_ACCESS_ROW(key, type)                                                         \
    {                                                                                    \
        key, rf_read_access, offsetof(type, access),                                     \
            &(const size_t){offsetof(type, access_span) - offsetof(type, access)}, false \
    }

/* Fills what every document has: path, source, body; reads its fields by the tables.
 * object begins with a struct referat_document. False where the file has no usable YAML.
 */
bool rf_document_load(struct rf_loader *loader, struct rf_loaded_file *file,
                      enum referat_kind kind, void *object, const char *what,
                      const struct rf_field *const tables[]);

struct referat_agenda *rf_load_agenda(struct rf_loader *loader,
                                      struct rf_loaded_file *file);
struct referat_recommendation *rf_load_recommendation(struct rf_loader *loader,
                                                      struct rf_loaded_file *file);
struct referat_annex_document *rf_load_paper(struct rf_loader *loader,
                                             struct rf_loaded_file *file);

/* Minutes: facts only; the model stage cuts their body once the items are numbered. */
struct referat_minutes *rf_load_minutes(struct rf_loader *loader,
                                        struct rf_loaded_file *file);

/* What was added to the minutes after they were approved. */
struct referat_corrections *rf_load_corrections(struct rf_loader *loader,
                                                struct rf_loaded_file *file);

/* Opens what an agenda's items name: recommendations, annexes, nested agendas. */
void rf_load_enclosures(struct rf_loader *loader, struct referat_agenda *agenda);

/* Gives the pictures that a document shows their bytes. folder is the document's,
 * relative to the series. */
void rf_load_images(struct rf_loader *loader, struct referat_node *list,
                    const char *folder, const struct referat_source *source);

/* The annex that is open at fd as a picture, to be shown in the pack; NULL where it is
 * none that a page can show, or too large to be embedded. Closes fd. */
const struct referat_image *rf_load_picture(struct rf_loader *loader, const char *path,
                                            int fd, uint64_t size_bytes);

/* Readers that are used outside of their document's file. */
rf_field_reader rf_read_annex;     /* struct referat_annex: one of a list */
rf_field_reader rf_read_decisions; /* struct referat_minutes: decisions */

#endif
