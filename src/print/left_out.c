/* What a file has that a page of a pack cannot have: scripts, actions, files within it
 * (print). ISO 32000-1: actions 12.6, file specifications 7.11, XFA 12.7.8, signatures
 * 12.8. */
#include "print/left_out.h"

#include <jansson.h>

#include "base/qpdf.h"
#include "base/str.h"

static const struct {
    const char *one, *many; /* the same: it is not counted */
} words[RF_LEFT_OUT_COUNT] = {
    [RF_LEFT_OUT_JAVASCRIPT] = {"JavaScript", "JavaScript"},
    [RF_LEFT_OUT_LAUNCH] = {"action that starts a program",
                            "actions that start a program"},
    [RF_LEFT_OUT_FORM_ACTION] = {"form action", "form actions"},
    [RF_LEFT_OUT_FILE_LINK] = {"link to another file", "links to other files"},
    [RF_LEFT_OUT_AUTOMATIC] = {"automatic actions", "automatic actions"},
    [RF_LEFT_OUT_EMBEDDED] = {"embedded file", "embedded files"},
    [RF_LEFT_OUT_XFA] = {"the XFA form", "the XFA form"},
    [RF_LEFT_OUT_MEDIA] = {"sound, film or model", "sounds, films or models"},
    [RF_LEFT_OUT_SIGNATURE] = {"digital signature", "digital signatures"},
};

/* By the /S of an action. */
static const struct {
    const char *name;
    enum rf_left_out_kind kind;
} actions[] = {
    {"/JavaScript", RF_LEFT_OUT_JAVASCRIPT},
    {"/Launch", RF_LEFT_OUT_LAUNCH},
    {"/SubmitForm", RF_LEFT_OUT_FORM_ACTION},
    {"/ResetForm", RF_LEFT_OUT_FORM_ACTION},
    {"/ImportData", RF_LEFT_OUT_FORM_ACTION},
    {"/GoToR", RF_LEFT_OUT_FILE_LINK},
    {"/GoToE", RF_LEFT_OUT_FILE_LINK},
    {"/Rendition", RF_LEFT_OUT_MEDIA},
    {"/Movie", RF_LEFT_OUT_MEDIA},
    {"/Sound", RF_LEFT_OUT_MEDIA},
};

/* By the /Subtype of an annotation. */
static const char *const media[] = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"};

struct search {
    const json_t *objects;
    struct rf_left_out found;
};

/* Counts what one value has, and goes on with its parts. Deep as the JSON is: jansson
 * reads at most 2048 levels. */
static void look(struct search *search, json_t *value)
{
    size_t *counts = search->found.counts, i;
    const char *key;
    json_t *part;
    json_array_foreach(value, i, part)
    {
        look(search, part);
    }
    if (!json_is_object(value)) {
        return;
    }
    const char *action = json_string_value(json_object_get(value, "/S"));
    for (i = 0; action && i < sizeof actions / sizeof *actions; i++) {
        counts[actions[i].kind] += rf_streq(action, actions[i].name);
    }
    /* A font may be called /AA too: it has a subtype. */
    json_t *more = rf_pdf_get(search->objects, value, "/AA");
    counts[RF_LEFT_OUT_AUTOMATIC] +=
        json_object_size(more) && !json_object_get(more, "/Subtype");
    counts[RF_LEFT_OUT_EMBEDDED] +=
        json_object_get(value, "/EF") &&
        (json_object_get(value, "/F") || json_object_get(value, "/UF"));
    counts[RF_LEFT_OUT_XFA] +=
        json_object_get(value, "/XFA") && json_object_get(value, "/Fields");
    counts[RF_LEFT_OUT_SIGNATURE] +=
        json_object_get(value, "/ByteRange") && json_object_get(value, "/Filter");
    const char *subtype = json_string_value(json_object_get(value, "/Subtype"));
    for (i = 0; subtype && i < sizeof media / sizeof *media; i++) {
        counts[RF_LEFT_OUT_MEDIA] +=
            rf_streq(subtype, media[i]) && json_object_get(value, "/Rect");
    }
    json_object_foreach(value, key, part)
    {
        look(search, part);
    }
}

struct rf_left_out rf_left_out_find(const json_t *objects)
{
    struct search search = {.objects = objects};
    look(&search, (json_t *)objects);
    return search.found;
}

const char *rf_left_out_words(const struct rf_left_out *left_out, struct rf_arena *arena)
{
    const char *list = NULL;
    for (size_t i = 0; i < RF_LEFT_OUT_COUNT; i++) {
        size_t n = left_out->counts[i];
        const char *word = n == 1 ? words[i].one : words[i].many;
        if (n && words[i].one != words[i].many) {
            word = rf_arena_join(arena, rf_arena_decimal(arena, n), " ", word, NULL);
        }
        if (n) {
            list = list ? rf_arena_join(arena, list, ", ", word, NULL) : word;
        }
    }
    return list;
}
