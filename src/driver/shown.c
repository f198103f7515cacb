/* Annexes that are closed, and shown all the same (driver). */
#include "driver/shown.h"

#include <string.h>

#include "driver/internal.h"
#include "redact/collect_texts.h"

/* ---- On the pages of another meeting ---- */

/* The next annex from *at on, of the meeting or of an agenda nested in it, that is closed
 * here and stands on the pages of another meeting; NULL after the last. */
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

/* ---- As a picture in an open text ---- */

struct pictures {
    struct referat *run;
    const struct referat_meeting *meeting;
};

/* Whether an annex of the meeting that is closed, or open, has the path; NULL: whether
 * any is a closed picture. */
static bool has_annex(const struct referat_meeting *m, const char *path, bool is_closed)
{
    for (size_t i = 0; i < m->annex_count; i++) {
        const struct referat_annex *annex = m->annexes[i];
        bool is_meant =
            path ? annex->path && strcmp(annex->path, path) == 0 : annex->image != NULL;
        if ((is_meant && (annex->access == REFERAT_CLOSED) == is_closed) ||
            (annex->nested && !annex->same_as &&
             has_annex(annex->nested, path, is_closed))) {
            return true;
        }
    }
    return false;
}

static void take_path(void *owner, const struct rf_text *text)
{
    const struct pictures *p = owner;
    if (text->is_closed || has_annex(p->meeting, text->text, false) ||
        !has_annex(p->meeting, text->text, true)) {
        return;
    }
    struct rf_diags *diags = p->run->diags;
    struct referat_diagnostic *d = rf_diag_refuse_edition(
        diags, RF_CODE_CLOSED_QUOTED, rf_code_default(RF_CODE_CLOSED_QUOTED), text->span,
        "the picture '%s' is a closed annex, and stands in an open text", text->text);
    rf_diag_hint(diags, d, "take it out of the text, or close what shows it");
}

static void report_pictures(struct referat *run, const struct referat_meeting *meeting)
{
    struct pictures pictures = {run, meeting};
    const struct rf_texts texts = {
        .arena = run->diags->arena,
        .owner = &pictures,
        .take = take_path,
        .open = RF_TEXT_BIT(RF_TEXT_PATH),
    };
    if (has_annex(meeting, NULL, true)) {
        rf_texts_of_meeting(&texts, meeting);
    }
}

void rf_shown_report(struct referat *run, const struct referat_meeting *meeting,
                     const struct rf_known *known)
{
    report_elsewhere(run, known, meeting->folder, meeting);
    report_pictures(run, meeting);
}

/* ---- Of a meeting that is asked for alone ---- */

void rf_shown_note(struct referat *run, const struct referat_meeting *meeting)
{
    const struct rf_known known = rf_known_quiet(&run->known);
    struct rf_arena *arena = &run->lookup_arena;
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
