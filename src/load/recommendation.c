/* The recommendation (format.md section 7), and the annex that is a paper: memo, plan,
 * report, letter (section 8) (load). */
#include <stddef.h>

#include "load/documents.h"

/* `recommends`: a line of text each; the points are numbered from 1. */
static bool read_points(struct rf_loader *loader, const struct rf_yaml *value,
                        void *member, const void *more)
{
    struct referat_recommendation *r = member;
    struct referat_text *texts =
        rf_read_list(loader, value, sizeof *texts, &r->point_count, rf_read_text, more);
    r->points =
        RF_ARENA_NEW_ARRAY(loader->arena, r->point_count + 1, struct referat_point);
    for (size_t i = 0; i < r->point_count; i++) {
        r->points[i].number = rf_arena_decimal(loader->arena, i + 1);
        r->points[i].text = texts[i];
    }
    return true;
}

#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_recommendation, member), NULL, false        \
    }

/* A recommendation without a point recommends nothing, so `recommends` is required. */
static const struct rf_field recommendation_fields[] = {
    {"recommends", read_points, 0, NULL, true},
    ROW("addressee", rf_read_text, addressee),
    ROW("coordinated_with", rf_read_prose, coordinated_with),
    ROW("returns", rf_read_month, returns),
    ROW("meeting", rf_read_meeting_ref, meeting),
    ROW("item", rf_read_raw, item_written),
    ROW("duration", rf_read_duration, duration),
    RF_ROWS("annexes", rf_read_annex, struct referat_recommendation, own_annexes,
            own_annex_count),
    ROW("body", rf_read_prose, document.body),
    {0},
};

struct referat_recommendation *rf_load_recommendation(struct rf_loader *loader,
                                                      struct rf_loaded_file *file)
{
    static const struct rf_field *const tables[] = {rf_document_fields,
                                                    recommendation_fields, NULL};
    struct referat_recommendation *r =
        RF_ARENA_NEW(loader->arena, struct referat_recommendation);
    rf_document_load(loader, file, REFERAT_KIND_RECOMMENDATION, r, "a recommendation",
                     tables);
    return r;
}

#undef ROW
#define ROW(key, reader, member)                                                         \
    {                                                                                    \
        key, reader, offsetof(struct referat_annex_document, member), NULL, false        \
    }

/* Minutes that are enclosed as an annex are read by these fields too (enclose.c). */
static const struct rf_field paper_fields[] = {
    {"form", rf_read_word, offsetof(struct referat_annex_document, form), &rf_form_words,
     false},
    ROW("body", rf_read_prose, document.body),
    {0},
};

struct referat_annex_document *rf_load_paper(struct rf_loader *loader,
                                             struct rf_loaded_file *file)
{
    static const struct rf_field *const tables[] = {rf_document_fields, paper_fields,
                                                    NULL};
    struct referat_annex_document *paper =
        RF_ARENA_NEW(loader->arena, struct referat_annex_document);
    rf_document_load(loader, file, REFERAT_KIND_ANNEX, paper, "an annex", tables);
    return paper;
}
