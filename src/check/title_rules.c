/* Rules about titles: one thing named twice, and names of files left as titles (check):
 * title-mismatch, file-name-title, long-stamp. format.md sections 6 and 8.
 *
 * title-mismatch, where the agenda has `title: Legeplads`:
 *
 *     ## 1. Cykelsti */
#include <string.h>

#include "base/str.h"
#include "check/rules.h"
#include "model/assemble.h"

/* The same words, whatever their case. */
static bool is_same(struct rf_arena *arena, const char *a, const char *b)
{
    return rf_streq(a, b) || rf_streq(rf_fold(arena, a), rf_fold(arena, b));
}

/* What follows a word and a colon: "Motion: X" is X; any other title as it is. */
static const char *after_word(const char *title)
{
    size_t n = strcspn(title, " :");
    return n && title[n] == ':' && title[n + 1] == ' ' ? title + n + 2 : title;
}

/* title-mismatch, between a heading of the minutes and the agenda. A word and a colon
 * before one of the two make no difference. Where the heading is another open item's
 * title, the number is likely to be wrong, and the hint says so. */
static void check_heading(const struct referat_item *item, struct rf_diags *diags,
                          struct rf_arena *arena)
{
    const struct referat_meeting *m = item->meeting;
    const struct referat_text *heading = &item->minutes_title;
    const char *ours = heading->plain, *agendas = item->title.plain;
    if (heading->given != REFERAT_GIVEN || item->title.given != REFERAT_GIVEN ||
        is_same(arena, ours, agendas) || is_same(arena, after_word(ours), agendas) ||
        is_same(arena, ours, after_word(agendas))) {
        return;
    }
    struct referat_diagnostic *found =
        rf_diag_report(diags, RF_CODE_TITLE_MISMATCH, heading->span,
                       "the minutes call %s '%s', the agenda calls it '%s'",
                       rf_check_item_name(arena, item), ours, agendas);
    rf_diag_related(diags, found, item->title.span, "the agenda's title");
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_item *other = m->all_items[i];
        if (*other->number && other->access != REFERAT_CLOSED &&
            is_same(arena, other->title.plain, ours)) {
            rf_diag_hint(diags, found,
                         "that is the title of item %s: write '## %s', or the title "
                         "that is meant",
                         other->number, other->number);
            return;
        }
    }
    rf_diag_hint(
        diags, found,
        "correct the one that is wrong; in the minutes the number alone will do");
}

void rf_check_file_name(const struct referat_text *title, const char *owner,
                        struct rf_diags *diags)
{
    static const char *const endings[] = {".docx", ".doc", ".pdf", ".xlsx", ".xls",
                                          ".pptx", ".odt", ".ods", ".md"};
    if (title->given != REFERAT_GIVEN || !title->span.source) {
        return;
    }
    const char *ending = strrchr(title->plain, '.');
    for (size_t i = 0; ending && i < sizeof endings / sizeof endings[0]; i++) {
        if (rf_ends_with_nocase(ending, endings[i])) {
            struct referat_diagnostic *found =
                rf_diag_report(diags, RF_CODE_FILE_NAME_TITLE, title->span,
                               "%s: the title '%s' is a file name", owner, title->plain);
            rf_diag_hint(diags, found, "write the title that readers should see");
            return;
        }
    }
}

/* The titles under which a list names its files. A list may shorten a title, but a reader
 * who looks for the other one should know: hence a note. */
static void check_annexes(const struct referat_annex *annexes, size_t count,
                          const char *owner, struct rf_diags *diags,
                          struct rf_arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        const struct referat_document *document = rf_annex_document(&annexes[i]);
        const struct referat_text *listed = &annexes[i].given_title;
        rf_check_file_name(listed, owner, diags);
        if (!document || listed->given != REFERAT_GIVEN ||
            document->title.given != REFERAT_GIVEN ||
            is_same(arena, listed->plain, document->title.plain) ||
            is_same(arena, listed->plain, document->short_title.plain)) {
            continue;
        }
        struct referat_diagnostic *found = rf_diag_report_as(
            diags, RF_CODE_TITLE_MISMATCH, REFERAT_SEVERITY_NOTE, listed->span,
            "%s: '%s' is listed as '%s' and calls itself '%s'", owner, annexes[i].path,
            listed->plain, document->title.plain);
        rf_diag_related(diags, found, document->title.span, "the document's own title");
    }
}

/* long-stamp: pages have room for the beginning of a stamp only. */
static void check_stamp(const struct referat_annex *annex, struct rf_diags *diags)
{
    const struct referat_document *document = rf_annex_document(annex);
    const char *stamp = annex->stamp.plain;
    size_t chars = rf_utf8_count(stamp, strlen(stamp));
    if (chars <= REFERAT_STAMP_CHARS || annex->is_missing) {
        return;
    }
    struct referat_diagnostic *found =
        rf_diag_report(diags, RF_CODE_LONG_STAMP, annex->stamp.span,
                       "the stamp of '%s' has %zu characters; its pages carry the first "
                       "%d",
                       annex->path, chars, REFERAT_STAMP_CHARS);
    bool may_shorten = document && document->short_title.given != REFERAT_GIVEN;
    rf_diag_hint(diags, found, "%s",
                 may_shorten ? "give the document a short_title"
                             : "shorten this title; the text itself can have it in full");
}

void rf_check_titles(const struct referat_meeting *meeting, struct rf_diags *diags,
                     struct rf_arena *arena)
{
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        const struct referat_recommendation *r = item->recommendation;
        const char *owner = rf_check_item_name(arena, item);
        /* Without an agenda the headings are the titles. */
        if (meeting->agenda) {
            check_heading(item, diags, arena);
        }
        rf_check_file_name(&item->title, owner, diags);
        check_annexes(item->own_annexes, item->own_annex_count, owner, diags, arena);
        if (r) {
            check_annexes(r->own_annexes, r->own_annex_count, owner, diags, arena);
        }
    }
    for (size_t i = 0; i < meeting->annex_count; i++) {
        check_stamp(meeting->annexes[i], diags);
    }
}
