/* What messages of a public run say: findings about closed parts lose their words
 * (edition). */
#include <string.h>

#include "base/str.h"
#include "edition/edition.h"
#include "source/source.h"

/* ---- Where a finding stands ---- */

/* Agenda and minutes are called the same in every meeting; other documents' names may say
 * what they are about. */
static bool is_meetings_own(const struct referat_meeting *m,
                            const struct referat_source *source)
{
    return (m->agenda && m->agenda->document.source == source) ||
           (m->minutes && m->minutes->document.source == source) ||
           (m->corrections && m->corrections->document.source == source);
}

/* A text annex is read for personal numbers under its path. */
static bool is_of_annex(const struct referat_annex *annex,
                        const struct referat_source *source)
{
    return (annex->paper && annex->paper->document.source == source) ||
           (annex->recommendation && annex->recommendation->document.source == source) ||
           (annex->file_name && annex->path && rf_ends_with(source->name, annex->path));
}

/* True for a source of what is left of a pruned meeting. */
static bool is_open_source(const struct referat_meeting *m,
                           const struct referat_source *source)
{
    if (is_meetings_own(m, source)) {
        return true;
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_recommendation *r = m->all_items[i]->recommendation;
        if (r && r->document.source == source) {
            return true;
        }
    }
    for (size_t i = 0; i < m->annex_count; i++) {
        const struct referat_annex *annex = m->annexes[i];
        if (is_of_annex(annex, source) ||
            (annex->nested && is_open_source(annex->nested, source))) {
            return true;
        }
    }
    return false;
}

/* Over the whole series (m is NULL) the places are excerpts, which know it themselves. */
static bool is_open_place(const struct referat_meeting *m, struct referat_span span)
{
    return span.source && !rf_source_is_closed(span) &&
           (!m || (m->access != REFERAT_CLOSED && is_open_source(m, span.source)));
}

/* True for what is published, though its line may hold something closed as well. */
static bool is_published(const struct referat_meeting *m, struct referat_span span)
{
    return m && m->access != REFERAT_CLOSED && span.source &&
           is_open_source(m, span.source) && !rf_source_is_within_closed(span);
}

/* ---- Masking ---- */

static void mask(struct referat_diagnostic *d, const struct referat_meeting *m,
                 const char *place)
{
    if (d->code != RF_CODE_NEAR_HEADING) { /* which says no more than numbers */
        d->message = rf_code_summary((enum rf_code)d->code);
        d->hint =
            "it concerns what is closed or cannot be read; 'referat check' says more";
    }
    d->related = (struct referat_span){0};
    d->related_message = d->details = NULL;
    d->is_masked = true;
    if (!m || !is_meetings_own(m, d->span.source)) {
        d->span = (struct referat_span){0};
        d->file = place;
    }
}

/* Forgets what the loader did not look through: of a public edition the last look tells
 * what it has not seen. */
static void drop_unscanned(struct rf_diags *diags)
{
    size_t kept = 0;
    for (size_t i = 0; i < diags->count; i++) {
        const struct referat_diagnostic *d = &diags->list[i];
        if (d->code != RF_CODE_NOT_SCANNED) {
            diags->list[kept++] = *d;
            continue;
        }
        diags->error_count -= d->severity == REFERAT_SEVERITY_ERROR;
        diags->warning_count -= d->severity == REFERAT_SEVERITY_WARNING;
        diags->note_count -= d->severity == REFERAT_SEVERITY_NOTE;
    }
    diags->count = kept;
}

/* A personal number in what is published is an error, unless the series says otherwise.
 */
static void raise_number(struct rf_diags *diags, struct referat_diagnostic *d)
{
    if (d->severity == REFERAT_SEVERITY_WARNING) {
        d->severity = REFERAT_SEVERITY_ERROR;
        diags->warning_count--;
        diags->error_count++;
    }
}

/* An error may hide what is closed; that something closed is quoted does not. */
static bool hides_closed(const struct rf_diags *diags)
{
    size_t errors = diags->error_count;
    for (size_t i = 0; i < diags->count; i++) {
        const struct referat_diagnostic *d = &diags->list[i];
        errors -=
            d->code == RF_CODE_CLOSED_QUOTED && d->severity == REFERAT_SEVERITY_ERROR;
    }
    return errors > 0;
}

void rf_edition_mask(struct rf_diags *diags, const struct referat_meeting *m,
                     const char *place)
{
    drop_unscanned(diags);
    bool is_unsure = hides_closed(diags);
    for (size_t i = 0; i < diags->count; i++) {
        struct referat_diagnostic *d = &diags->list[i];
        if (d->is_masked) {
            continue; /* it quotes nothing to begin with */
        }
        bool is_open = is_open_place(m, d->span) && !rf_source_is_closed(d->related);
        bool is_raised = d->code == RF_CODE_CPR_NUMBER && is_published(m, d->span);
        if (!is_open || is_unsure) {
            mask(d, m, place);
        }
        if (is_raised && !is_unsure) {
            raise_number(diags, d);
        }
    }
}
