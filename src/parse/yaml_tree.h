/* YAML to a tree of text with positions (parse).
 *
 * This folder turns bytes into trees and knows no field: YAML into struct rf_yaml here,
 * Markdown into the model's nodes in markdown.h; kind.h reads the one line that says what
 * a document is. The loader calls all three. Hard to see: positions. libyaml counts
 * characters from the start of its text, cmark lines and columns of the body; everything
 * that leaves this folder is a byte offset in the source file. */
#ifndef RF_PARSE_YAML_TREE_H
#define RF_PARSE_YAML_TREE_H

#include <stdbool.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "referat/model.h"

/* A scalar is text and nothing else: `no`, `1.10` and `10:30` get a meaning from the
 * reader of their field (load/fields.h). */
enum rf_yaml_type { RF_YAML_SCALAR, RF_YAML_LIST, RF_YAML_MAP };

enum rf_yaml_style { RF_YAML_PLAIN, RF_YAML_QUOTED, RF_YAML_LITERAL, RF_YAML_FOLDED };

struct rf_yaml {
    enum rf_yaml_type type;
    enum rf_yaml_style style; /* of a scalar */
    const char *text;         /* of a scalar, NUL-terminated; "" for lists and maps */
    uint32_t text_bytes;
    const struct rf_yaml *key; /* of a value in a map: its key, a scalar */
    struct rf_yaml *next;      /* in the list or map that holds it */
    struct rf_yaml *first;     /* of a list or map */
    struct referat_span span;
};

/* Reads text[start, end) of source as one YAML document. Returns its top node, NULL where
 * it is empty or an error was reported (then *failed is true). Refuses anchors, aliases,
 * tags, several documents, keys that are not text, and more than the documented depth and
 * number of nodes. A key given twice is reported; the first one counts. */
struct rf_yaml *rf_yaml_read(struct rf_arena *arena, struct rf_diags *diags,
                             const struct referat_source *source, uint32_t start,
                             uint32_t end, bool *failed);

/* The value of a key, or NULL. */
const struct rf_yaml *rf_yaml_get(const struct rf_yaml *map, const char *key);

/* The number of entries of a list or map; 0 for a scalar. */
size_t rf_yaml_count(const struct rf_yaml *list);

/* The version of the library, as in "0.2.5". */
const char *rf_yaml_library(void);

#endif
