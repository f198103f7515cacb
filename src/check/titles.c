/* Rules about titles: one thing named twice, and names of files left as titles (check).
 */
#include "base/str.h"
#include "check/rules.h"

static bool is_same(struct rf_arena *arena, const char *a, const char *b)
{
    return rf_streq(rf_fold(arena, a), rf_fold(arena, b));
}

static void check_heading(const struct referat_item *item, struct rf_diags *diags,
                          struct rf_arena *arena)
{
    const struct referat_text *heading = &item->minutes_title;
    if (heading->given != REFERAT_GIVEN || item->title.given != REFERAT_GIVEN ||
        is_same(arena, heading->plain, item->title.plain)) {
        return;
    }
    struct referat_diagnostic *found =
        rf_diag_report(diags, RF_CODE_TITLE_MISMATCH, heading->span,
                       "the minutes call item %s '%s', the agenda calls it '%s'",
                       item->number, heading->plain, item->title.plain);
    rf_diag_related(diags, found, item->title.span, "the agenda's title");
}

static void check_file_name(const struct referat_text *title, const char *item,
                            struct rf_diags *diags)
{
    static const char *const endings[] = {".docx", ".doc", ".pdf", ".xlsx", ".xls",
                                          ".pptx", ".odt", ".ods", ".md"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (title->given == REFERAT_GIVEN &&
            rf_ends_with_nocase(title->plain, endings[i])) {
            struct referat_diagnostic *found = rf_diag_report(
                diags, RF_CODE_FILE_NAME_TITLE, title->span,
                "item %s: the title '%s' is a file name", item, title->plain);
            rf_diag_hint(diags, found, "write the title that readers should see");
            return;
        }
    }
}

void rf_check_titles(const struct referat_meeting *meeting, struct rf_diags *diags,
                     struct rf_arena *arena)
{
    for (size_t i = 0; i < meeting->all_item_count; i++) {
        const struct referat_item *item = meeting->all_items[i];
        check_heading(item, diags, arena);
        check_file_name(&item->title, item->number, diags);
        for (size_t j = 0; j < item->own_annex_count; j++) {
            check_file_name(&item->own_annexes[j].given_title, item->number, diags);
        }
    }
}
