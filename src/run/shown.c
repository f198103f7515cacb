/* What one meeting closes, and the pages of another one show: an agenda or minutes that
 * are enclosed as closed, though their folder is a meeting (driver). */
#include "run/shown.h"

#include "run/parts.h"

/* The next annex from *at on, of the meeting or of an agenda nested in it, that is closed
 * here and stands on the pages of another meeting; NULL behind the last. */
static const struct referat_annex *find_shown(const struct rf_known *known,
                                              struct rf_arena *arena, const char *folder,
                                              const struct referat_meeting *m, size_t *at)
{
    while (*at < m->annex_count) {
        const struct referat_annex *annex = m->annexes[(*at)++];
        if (annex->is_closed_here &&
            (annex->is_elsewhere ||
             (!rf_path_is_within(annex->path, folder) &&
              known->may_be_meeting(known->data, rf_path_folder(arena, annex->path))))) {
            return annex;
        }
    }
    return NULL;
}

static void report_elsewhere(struct referat *run, const struct rf_known *known,
                             const char *folder, const struct referat_meeting *m)
{
    struct rf_diags *diags = run->diags;
    const struct referat_annex *annex;
    size_t at = 0;
    while ((annex = find_shown(known, diags->arena, folder, m, &at)) != NULL) {
        struct referat_diagnostic *d = rf_diag_refuse_edition(
            diags, RF_CODE_CLOSED_QUOTED, rf_code_default(RF_CODE_CLOSED_QUOTED),
            annex->span,
            "the annex is closed, and its folder is a meeting of its own, whose pages "
            "show it");
        rf_diag_hint(diags, d,
                     "write 'access: closed' at its own top, or move it into a folder "
                     "that is no meeting");
    }
    for (at = 0; at < m->annex_count; at++) {
        if (m->annexes[at]->nested && !m->annexes[at]->same_as) {
            report_elsewhere(run, known, folder, m->annexes[at]->nested);
        }
    }
}

void rf_shown_report(struct referat *run, const struct referat_meeting *meeting,
                     const struct rf_known *known)
{
    report_elsewhere(run, known, meeting->folder, meeting);
}

void rf_shown_note(struct referat *run, const struct referat_meeting *meeting)
{
    const struct rf_known known = rf_known_quiet(&run->known);
    struct rf_arena *arena = &run->survey_arena;
    const struct referat_annex *annex;
    size_t at = 0;
    while (!run->shown &&
           (annex = find_shown(&known, arena, meeting->folder, meeting, &at)) != NULL) {
        if (rf_path_is_within(run->only_path, rf_path_folder(arena, annex->path))) {
            run->shown = rf_arena_string(&run->series_arena, annex->path);
        }
    }
}

void rf_shown_report_noted(struct referat *run)
{
    if (!run->shown || !rf_run_is_public(run)) {
        return;
    }
    struct referat_diagnostic *d = rf_diag_refuse_edition(
        run->diags, RF_CODE_CLOSED_QUOTED, REFERAT_SEVERITY_ERROR,
        (struct referat_span){0},
        "another meeting of the series encloses it as a closed annex, and the pages of "
        "this one show it");
    rf_diag_hint(
        run->diags, d,
        "write 'access: closed' at its own top, or open it where it is enclosed");
    if (d) {
        d->file = rf_arena_join(run->diags->arena, run->root_name, run->shown, NULL);
    }
}
