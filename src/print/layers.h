/* Layers of a file: its catalog says which of them are seen, and a page that is merged
 * into a pack loses its catalog (print). Optional content: ISO 32000-1, 8.11. */
#ifndef RF_PRINT_LAYERS_H
#define RF_PRINT_LAYERS_H

struct json_t;

/* Notes a file's layers with one of its pages, which must be its own to change. */
void rf_layers_note(const struct json_t *objects, struct json_t *catalog,
                    struct json_t *page);

/* Adds what was noted with a page to a catalog's layers: {} at first. */
void rf_layers_gather(struct json_t *page, struct json_t *layers);

/* Sets the gathered layers, where there are any, as a catalog's. */
void rf_layers_set(struct json_t *catalog, struct json_t *layers);

#endif
