/* Where a bag comes from and how it was made: metadata/provenance.json and bag-info.txt
 * (archive).
 *
 * Both files say the same to two readers: bag-info.txt to tools of BagIt,
 * provenance.json to programs that want to know how to make the same bag again. Neither
 * reads a clock: the date of bagging is given by the caller, or left out. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/internal.h"
#include "base/date.h"
#include "base/json_values.h"
#include "base/str.h"
#include "referat/version.h"

/* ---- provenance.json ---- */

/* An ISO date, or null where none is known. */
static json_t *make_date(const struct referat_date *date)
{
    char iso[RF_ISO_DATE_SIZE];
    return rf_json_made(date->year ? json_string(rf_date_iso(date, iso)) : json_null());
}

/* What is known of a series. A public archive does not say whether anything is closed,
 * only whether sources are missing. */
static json_t *make_series(const struct rf_archive_series *series, bool is_public)
{
    json_t *made = rf_json_made(json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:I, s:o, s:o, s:b, s:I, s:I}", "place", series->place,
        "title", series->title, "body", series->body, "organisation",
        series->organisation, "language", series->language, "meetings",
        (json_int_t)series->meeting_count, "first_meeting", make_date(&series->first),
        "last_meeting", make_date(&series->last),
        is_public ? "withholds_sources" : "has_closed_parts",
        is_public ? series->is_withholding : series->has_closed, "warnings",
        (json_int_t)series->warning_count, "notes", (json_int_t)series->note_count));
    if (*series->follows) {
        json_object_set_new(made, "follows", rf_json_made(json_string(series->follows)));
    }
    return made;
}

void rf_archive_provenance(const struct rf_archive *archive,
                           const struct rf_archive_facts *facts, struct rf_buf *out)
{
    json_t *list = rf_json_made(json_array());
    for (const struct rf_archive_series *s = archive->series.first; s; s = s->next) {
        rf_json_append(list, make_series(s, archive->is_public));
    }
    json_t *options = rf_json_made(json_pack(
        "{s:s, s:s, s:o, s:b}", "edition", archive->bag.edition, "formats",
        facts->formats, "as_of", make_date(&facts->as_of), "strict", facts->is_strict));
    json_t *top = rf_json_made(json_pack(
        "{s:{s:s, s:s}, s:s, s:o, s:o, s:I, s:I, s:s}", "program", "name", "referat",
        "version", REFERAT_VERSION, "command", "export", "options", options, "series",
        list, "payload_files", (json_int_t)archive->bag.payload.count, "payload_bytes",
        (json_int_t)archive->bag.payload_bytes, "inputs",
        "metadata/inventory.csv: role source and annex, with their SHA-512"));
    rf_json_put(top, JSON_INDENT(2), out);
    rf_buf_char(out, '\n');
    json_decref(top);
}

/* ---- bag-info.txt ---- */

/* "2026-01-20 to 2026-04-21"; one day alone where both are the same; "" where none is
 * known. */
static const char *span_of(struct rf_arena *arena, const struct referat_date *first,
                           const struct referat_date *last, const char *between)
{
    char from[RF_ISO_DATE_SIZE], until[RF_ISO_DATE_SIZE];
    if (!first->year) {
        return "";
    }
    rf_date_iso(first, from);
    rf_date_iso(last, until);
    return strcmp(from, until) == 0 ? rf_arena_string(arena, from)
                                    : rf_arena_join(arena, from, between, until, NULL);
}

/* "harbour-board_2026-01-20_2026-04-21": the body of the first series, and the days of
 * all. */
static const char *identifier(const struct rf_archive *archive, struct rf_arena *arena)
{
    enum { NAME_LIMIT_BYTES = 60 };
    const struct rf_archive_series *first = archive->series.first;
    struct referat_date from = {0}, until = {0};
    for (const struct rf_archive_series *s = first; s; s = s->next) {
        if (s->first.year && (!from.year || rf_date_compare(&s->first, &from) < 0)) {
            from = s->first;
        }
        if (rf_date_compare(&s->last, &until) > 0) {
            until = s->last;
        }
    }
    const char *name = first && *first->body ? first->body : first ? first->title : "";
    const char *slug = rf_slug(arena, name, NAME_LIMIT_BYTES);
    const char *days = span_of(arena, &from, &until, "_");
    return rf_arena_join(arena, *slug ? slug : "meetings", *days ? "_" : "", days, NULL);
}

/* Labels that RFC 8493, 2.2.2, reserves, and two that others use: Bag-Software-Agent and
 * Access-Rights. An organisation that several series have is named once. */
void rf_archive_info(const struct rf_archive *archive,
                     const struct rf_archive_facts *facts, struct rf_buf *out)
{
    struct rf_arena arena = {0};
    char iso[RF_ISO_DATE_SIZE];
    bool has_closed = false;
    for (const struct rf_archive_series *s = archive->series.first; s; s = s->next) {
        const struct rf_archive_series *first = archive->series.first;
        while (strcmp(first->organisation, s->organisation) != 0) {
            first = first->next;
        }
        has_closed = has_closed || s->has_closed;
        if (first == s) {
            rf_bag_put_info(out, "Source-Organization", s->organisation);
        }
    }
    rf_bag_put_info(out, "External-Identifier", identifier(archive, &arena));
    for (const struct rf_archive_series *s = archive->series.first; s; s = s->next) {
        const char *days = span_of(&arena, &s->first, &s->last, " to ");
        rf_bag_put_info(
            out, "External-Description",
            rf_arena_format(&arena, "%s%s%s%s%s: %zu meeting%s%s%s%s%s", s->title,
                            *s->body ? ", " : "", s->body, *s->organisation ? ", " : "",
                            s->organisation, s->meeting_count,
                            s->meeting_count == 1 ? "" : "s", *days ? ", " : "", days,
                            *s->follows ? "; follows " : "", s->follows));
    }
    if (facts->made_on.year) {
        rf_bag_put_info(out, "Bagging-Date", rf_date_iso(&facts->made_on, iso));
    }
    rf_bag_put_info(out, "Bag-Software-Agent", "referat " REFERAT_VERSION);
    rf_bag_put_info(out, "Access-Rights",
                    has_closed && !archive->is_public ? "confidential" : "public");
    rf_arena_clear(&arena);
}
