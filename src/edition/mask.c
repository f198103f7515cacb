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
    d->message = rf_code_summary((enum rf_code)d->code);
    d->hint = "it concerns what is closed or cannot be read; 'referat check' says more";
    d->related = (struct referat_span){0};
    d->related_message = NULL;
    d->is_masked = true;
    if (!m || !is_meetings_own(m, d->span.source)) {
        d->span = (struct referat_span){0};
        d->file = place;
    }
}

/* Appends the files of open annexes that the finding names, quoted as there. */
static void add_open_names(const struct referat_meeting *m, const char *message,
                           struct rf_arena *arena, struct rf_buf *names)
{
    for (size_t i = 0; i < m->annex_count; i++) {
        const struct referat_annex *annex = m->annexes[i];
        const char *name = rf_arena_join(arena, "'", annex->path, "'", NULL);
        if (annex->file_name && strstr(message, name)) {
            rf_buf_printf(names, "%s%s", names->n ? ", " : "", name);
        }
        if (annex->nested) {
            add_open_names(annex->nested, message, arena, names);
        }
    }
}

/* One finding for all files that were not read: it keeps those that are published. */
static void keep_open_names(struct rf_diags *diags, struct referat_diagnostic *d,
                            const struct referat_meeting *m, const char *place)
{
    struct rf_buf names = {0};
    if (m->access != REFERAT_CLOSED) {
        add_open_names(m, d->message, diags->arena, &names);
    }
    mask(d, m, place);
    if (names.n) {
        d->message =
            rf_arena_format(diags->arena, "%s: %s", d->message, rf_buf_string(&names));
        d->hint = "look through them before publishing";
    }
    rf_buf_clear(&names);
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

void rf_edition_mask(struct rf_diags *diags, const struct referat_meeting *m,
                     const char *place)
{
    bool is_unsure = diags->error_count > 0;
    for (size_t i = 0; i < diags->count; i++) {
        struct referat_diagnostic *d = &diags->list[i];
        bool is_open = is_open_place(m, d->span) && !rf_source_is_closed(d->related);
        bool is_raised = d->code == RF_CODE_CPR_NUMBER && is_published(m, d->span);
        if (m && d->code == RF_CODE_NOT_SCANNED && !is_unsure) {
            keep_open_names(diags, d, m, place);
        } else if (!is_open || is_unsure) {
            mask(d, m, place);
        }
        if (is_raised && !is_unsure) {
            raise_number(diags, d);
        }
    }
}
