/* What kind of document a text says it is, before its YAML is parsed, and which files of
 * a folder are documents (parse). */
#ifndef RF_PARSE_KIND_H
#define RF_PARSE_KIND_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/beneath.h"
#include "diag/source.h"

/* The kinds that are read, as `kind:` names them; NULL at the end. */
extern const char *const rf_document_kinds[];

/* The value of the line `kind: …` in the YAML part; "" where there is none. */
const char *rf_kind_of(struct rf_arena *arena, const struct referat_source *source,
                       const struct rf_split *split);

/* The same for a file beneath root; "" where it cannot be read. */
const char *rf_kind_of_file(struct rf_arena *arena, struct rf_root root,
                            const char *path);

/* Splits a document by its name: .md, or one of YAML. */
struct rf_split rf_split_document(const struct referat_source *source, const char *path);

/* True for a document of one of the format's kinds at path, below the folder root; also
 * of a kind that this version does not read. */
bool rf_is_document_of_ours(struct rf_root root, const char *path);

/* The first document of ours in a folder below root, or anywhere below that folder; NULL
 * where there is none. Links to folders are not followed, names that begin with a dot are
 * left out. with_settings: a series' settings count as a document, too. */
const char *rf_find_document(struct rf_arena *arena, struct rf_root root,
                             const char *folder, bool with_settings);

#endif
