/* What kind of document a text says it is, before its YAML is parsed (parse). */
#ifndef RF_PARSE_KIND_H
#define RF_PARSE_KIND_H

#include "base/arena.h"
#include "fs/beneath.h"
#include "source/source.h"

/* The value of the line `kind: …` in the YAML part; "" where there is none. */
const char *rf_kind_of(struct rf_arena *arena, const struct referat_source *source,
                       const struct rf_split *split);

/* The same for a file beneath root; "" where it cannot be read. */
const char *rf_kind_of_file(struct rf_arena *arena, struct rf_root root,
                            const char *path);

/* Splits a document by its name: .md, or one of YAML. */
struct rf_split rf_split_document(const struct referat_source *source, const char *path);

#endif
