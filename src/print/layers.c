/* Layers of a file: which of them are seen, noted with a page until they are written into
 * the pack's catalog (print).
 *
 * qpdf copies pages from file to file without the catalog, in which the layers are
 * listed. So they are written into the first page under keys of our own, which survive
 * the copying, and taken out of it for the pack's catalog. */
#include "print/layers.h"

#include <jansson.h>

#include "base/qpdf.h"
#include "base/str.h"

#define ALL "/RfLayers"
#define HIDDEN "/RfHiddenLayers"

/* True where the list has the reference; list may be NULL. */
static bool holds(json_t *list, const json_t *reference)
{
    size_t i;
    json_t *each;
    json_array_foreach(list, i, each)
    {
        if (json_equal(each, reference)) {
            return true;
        }
    }
    return false;
}

/* By the default configuration (8.11.4.3). */
static json_t *hidden_layers(const json_t *objects, json_t *properties, json_t *all)
{
    size_t i;
    json_t *each, *list = rf_json_made(json_array());
    json_t *settings = rf_pdf_get(objects, properties, "/D");
    json_t *base = rf_pdf_get(objects, settings, "/BaseState");
    bool is_off = rf_streq(json_string_value(base), "/OFF");
    json_t *others = rf_pdf_get(objects, settings, is_off ? "/ON" : "/OFF");
    json_array_foreach(all, i, each)
    {
        if (holds(others, each) != is_off) {
            rf_json_append(list, json_incref(each));
        }
    }
    return list;
}

void rf_layers_note(const json_t *objects, json_t *catalog, json_t *page)
{
    size_t i;
    json_t *each, *all = rf_json_made(json_array());
    json_t *properties = rf_pdf_get(objects, catalog, "/OCProperties");
    json_array_foreach(rf_pdf_get(objects, properties, "/OCGs"), i, each)
    {
        if (rf_pdf_is_reference(each)) {
            rf_json_append(all, json_incref(each));
        }
    }
    if (json_array_size(all)) {
        rf_json_set(page, HIDDEN, hidden_layers(objects, properties, all));
        rf_json_set(page, ALL, json_incref(all));
    }
    json_decref(all);
}

/* Appends to a list of the gathered layers, which is made with the first. */
static void extend(json_t *layers, const char *key, json_t *list)
{
    if (!json_object_get(layers, key)) {
        rf_json_set(layers, key, json_array());
    }
    json_array_extend(json_object_get(layers, key), list);
}

void rf_layers_gather(json_t *page, json_t *layers)
{
    json_t *all = json_object_get(page, ALL);
    if (all) {
        extend(layers, "all", all);
        extend(layers, "hidden", json_object_get(page, HIDDEN));
    }
}

void rf_layers_set(json_t *catalog, json_t *layers)
{
    json_t *all = json_object_get(layers, "all");
    if (all) {
        rf_json_set(catalog, "/OCProperties",
                    json_pack("{s:O, s:{s:O, s:[]}}", "/OCGs", all, "/D", "/OFF",
                              json_object_get(layers, "hidden"), "/Order"));
    }
}
