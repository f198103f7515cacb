/* Rules about one fact stated in two documents: dates, durations, sections that the
 * series asks for (check): date-mismatch, duration-mismatch, missing-section.
 *
 * date-mismatch in the folder 2024-03-04, and duration-mismatch of a recommendation,
 * where the agenda plans 15 minutes:
 *
 *     date: 2024-03-11
 *     duration: 25 */
#include "base/date.h"
#include "base/prose_node.h"
#include "base/str.h"
#include "check/rules.h"
#include "lang/lang.h"

/* ---- Dates ---- */

/* A document that says it is of another meeting than the one it lies with. */
static void report_other_meeting(const struct referat_meeting *meeting, const char *who,
                                 const struct referat_meeting_ref *named,
                                 struct rf_diags *diags)
{
    struct referat_diagnostic *found =
        rf_diag_report(diags, RF_CODE_DATE_MISMATCH, named->written.span,
                       "%s: the field 'meeting' says '%s', and the meeting is '%s'", who,
                       named->written.text, meeting->id);
    if (meeting->agenda && meeting->agenda->document.date.year) {
        rf_diag_related(diags, found, meeting->agenda->document.date.span,
                        "the agenda's date");
    }
    rf_diag_hint(diags, found, "correct the field, or move the document to its meeting");
}

/* True where a field `meeting` names another meeting of the series; one that is not there
 * was reported as unknown-meeting. */
static bool is_other(const struct referat_meeting *meeting,
                     const struct referat_meeting_ref *named)
{
    return *meeting->id && named->meeting_id && *named->meeting_id &&
           !rf_streq(named->meeting_id, meeting->id);
}

/* A folder that is named by a date is the meeting of that date. */
static void check_folder(const struct referat_meeting *meeting, struct rf_diags *diags)
{
    struct referat_date folder = {0};
    if (!meeting->agenda || !rf_date_parse(meeting->id, &folder)) {
        return;
    }
    const struct referat_date *date = &meeting->agenda->document.date;
    if (!date->year || !rf_date_compare(date, &folder)) {
        return;
    }
    char iso[RF_ISO_DATE_SIZE];
    struct referat_diagnostic *found =
        rf_diag_report(diags, RF_CODE_DATE_MISMATCH, date->span,
                       "the agenda's date is %s and its folder is named '%s'",
                       rf_date_iso(date, iso), meeting->id);
    rf_diag_hint(diags, found, "correct the date, or rename the folder");
}

/* A matter that was carried over may bring the recommendation that it had then. */
static void check_dates(const struct referat_meeting *meeting, struct rf_diags *diags,
                        struct rf_arena *arena)
{
    check_folder(meeting, diags);
    if (meeting->minutes && is_other(meeting, &meeting->minutes->meeting)) {
        report_other_meeting(meeting, "the minutes", &meeting->minutes->meeting, diags);
    }
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        const struct referat_recommendation *r = item->recommendation;
        const char *from = item->carried_from.meeting_id;
        if (r && is_other(meeting, &r->meeting) &&
            !(from && *from && rf_streq(from, r->meeting.meeting_id))) {
            const char *who = rf_arena_format(arena, "the recommendation of %s",
                                              rf_check_item_name(arena, item));
            report_other_meeting(meeting, who, &r->meeting, diags);
        }
    }
}

/* ---- Sections ---- */

/* True where a line was meant to be this heading, "##Economy": that it is none is
 * reported by near-markup. */
static bool has_near_heading(struct rf_arena *arena, const struct referat_node *blocks,
                             const char *folded)
{
    for (const struct referat_node *node = blocks; node; node = node->next) {
        const struct referat_node *text = node->first;
        if (node->type == REFERAT_PARAGRAPH && text && text->type == REFERAT_TEXT &&
            rf_starts_with(text->text, "##") &&
            rf_streq(rf_fold(arena, text->text + strspn(text->text, "#")), folded)) {
            return true;
        }
    }
    return false;
}

/* The first heading whose name is nearly that of the section, for the hint; NULL: there
 * is none. */
static const char *nearest_heading(struct rf_arena *arena,
                                   const struct referat_node *blocks, const char *section)
{
    const char *own[2] = {NULL};
    for (const struct referat_node *node = blocks; node; node = node->next) {
        if (node->type == REFERAT_HEADING) {
            own[0] = rf_markdown_plain(arena, node->first);
            if (rf_nearest(section, own)) {
                return own[0];
            }
        }
    }
    return NULL;
}

/* True where one of the body's highest headings is the section: a lower one is part of
 * another section. */
static bool has_heading(struct rf_arena *arena, const struct referat_node *blocks,
                        const char *folded)
{
    int top = 0;
    for (const struct referat_node *node = blocks; node; node = node->next) {
        if (node->type == REFERAT_HEADING && (!top || node->level < top)) {
            top = node->level;
        }
    }
    for (const struct referat_node *node = blocks; node; node = node->next) {
        if (node->type == REFERAT_HEADING && node->level == top &&
            rf_streq(rf_fold(arena, rf_markdown_plain(arena, node->first)), folded)) {
            return true;
        }
    }
    return false;
}

/* Parts of a recommendation that are fields print under a heading of their own, so a
 * section of that name is there. */
static bool is_field(const struct referat_series *series,
                     const struct referat_recommendation *r, struct rf_arena *arena,
                     const char *folded)
{
    const struct {
        enum rf_label label;
        bool is_given;
    } fields[] = {
        {RF_LABEL_COORDINATED_WITH, r->coordinated_with.given != REFERAT_ABSENT},
        {RF_LABEL_RECOMMENDATION, r->point_count > 0},
        {RF_LABEL_ANNEXES, r->own_annex_count > 0},
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (fields[i].is_given &&
            rf_streq(rf_fold(arena, rf_label(series, fields[i].label)), folded)) {
            return true;
        }
    }
    return false;
}

/* missing-section: a section that the series asks of every recommendation. */
static void check_sections(const struct referat_item *item,
                           const struct referat_recommendation *r, struct rf_diags *diags,
                           struct rf_arena *arena)
{
    const struct referat_series *series = item->meeting->series;
    const struct referat_document *document = &r->document;
    struct referat_span span =
        document->title.span.source ? document->title.span : document->body.span;
    for (size_t i = 0; i < series->sections.count; i++) {
        const struct referat_text *section = &series->sections.list[i];
        const char *folded = rf_fold(arena, section->plain);
        if (section->given != REFERAT_GIVEN ||
            has_heading(arena, document->body.blocks, folded) ||
            has_near_heading(arena, document->body.blocks, folded) ||
            is_field(series, r, arena, folded)) {
            continue;
        }
        struct referat_diagnostic *found =
            rf_diag_report(diags, RF_CODE_MISSING_SECTION, span,
                           "%s: the recommendation has no section '%s'",
                           rf_check_item_name(arena, item), section->plain);
        rf_diag_related(diags, found, section->span, "the series asks for it");
        const char *nearly =
            nearest_heading(arena, document->body.blocks, section->plain);
        if (nearly) {
            rf_diag_hint(diags, found, "call the section '%s' by this name: '## %s'",
                         nearly, section->plain);
        } else {
            rf_diag_hint(diags, found, "add the heading '## %s'", section->plain);
        }
    }
}

void rf_check_references(const struct referat_meeting *meeting, struct rf_diags *diags,
                         struct rf_arena *arena)
{
    /* While the agenda is a draft its recommendations are still being written. */
    bool is_draft = meeting->agenda && meeting->agenda->status == REFERAT_DRAFT;
    check_dates(meeting, diags, arena);
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        const struct referat_recommendation *r = item->recommendation;
        if (r && r->duration.min >= 0 && item->duration.min >= 0 &&
            r->duration.min != item->duration.min) {
            struct referat_diagnostic *found = rf_diag_report(
                diags, RF_CODE_DURATION_MISMATCH, r->duration.span,
                "%s: the recommendation plans %d minutes, the agenda %d",
                rf_check_item_name(arena, item), r->duration.min, item->duration.min);
            rf_diag_related(diags, found, item->duration.span, "the agenda's duration");
            rf_diag_hint(diags, found,
                         "correct one, or leave the duration out of the recommendation");
        }
        if (r && !is_draft && !r->document.has_errors) {
            check_sections(item, r, diags, arena);
        }
    }
}
