/* What messages of a public run say: findings about closed parts lose their words
 * (redact).
 *
 * A finding keeps its words only where its place is known to be open. Everything else is
 * masked: what is closed, what cannot be read, and, while an error may hide something
 * closed, every finding of the meeting. */
#include <string.h>

#include "base/str.h"
#include "diag/source.h"
#include "redact/redact.h"

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

/* True for a source of the open parts of a meeting. A text annex has no source in the
 * model: it is read for personal numbers under its path, and recognised by that. */
static bool is_open_source(const struct referat_meeting *m,
                           const struct referat_source *source)
{
    if (is_meetings_own(m, source)) {
        return m->access != REFERAT_CLOSED;
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        const struct referat_recommendation *r = m->all_items[i]->recommendation;
        if (r && r->document.source == source) {
            return r->document.access != REFERAT_CLOSED;
        }
    }
    for (size_t i = 0; i < m->annex_count; i++) {
        const struct referat_annex *annex = m->annexes[i];
        const struct referat_recommendation *r = annex->recommendation;
        bool is_file =
            annex->file_name && annex->path && rf_ends_with(source->name, annex->path);
        if (annex->access != REFERAT_CLOSED &&
            ((annex->paper && annex->paper->document.source == source) ||
             (r && r->document.source == source) || is_file ||
             (annex->nested && is_open_source(annex->nested, source)))) {
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

/* ---- Masking ---- */

/* Replaces the words of a finding: by those that its check gave for readers of the public
 * edition, or else by the summary of its code and the number of the item. Its place
 * becomes the document, where that is called the same in every meeting, or the folder.
 * Outside the public edition messages are masked because CI is set; 'referat check' would
 * mask them there, too. */
static void mask(struct rf_diags *diags, struct referat_diagnostic *d,
                 const struct referat_meeting *m, const char *place)
{
    const char *whose = rf_source_whose(d->span);
    whose = whose && *whose ? whose : rf_source_whose(d->related);
    d->is_masked = true;
    if (d->open_message) {
        d->message = d->open_message;
        d->file = d->span.source ? NULL : place;
        return;
    }
    if (d->code != RF_CODE_NEAR_HEADING) { /* whose message has numbers only */
        const char *summary = rf_code_summary((enum rf_code)d->code);
        d->message = whose && *whose
                         ? rf_arena_join(diags->arena, whose, ": ", summary, NULL)
                         : summary;
        d->hint =
            diags->is_public
                ? "it concerns what is closed or cannot be read; 'referat check' says "
                  "more"
                : "it concerns what is closed or cannot be read; 'referat check' says "
                  "more where CI is not set";
    }
    d->related = (struct referat_span){0};
    d->related_message = d->details = NULL;
    if (!m || !is_meetings_own(m, d->span.source)) {
        d->span = (struct referat_span){0};
        d->file = place;
    }
}

/* Removes the loader's not-scanned notes: the leak scan of a public edition reports what
 * it could not read itself. */
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

/* An error may hide what is closed: in a public run any, but for one that says what must
 * not be published. */
static bool is_unsure(const struct rf_diags *diags)
{
    size_t errors = diags->is_public ? diags->error_count : diags->unread_count;
    for (size_t i = 0; i < diags->count && diags->is_public; i++) {
        const struct referat_diagnostic *d = &diags->list[i];
        bool is_found = d->code == RF_CODE_CLOSED_QUOTED || d->code == RF_CODE_CPR_NUMBER;
        errors -= is_found && d->severity == REFERAT_SEVERITY_ERROR;
    }
    return errors > 0;
}

void rf_edition_mask(struct rf_diags *diags, const struct referat_meeting *m,
                     const char *place)
{
    bool masks_all = is_unsure(diags);
    for (size_t i = 0; i < diags->count; i++) {
        struct referat_diagnostic *d = &diags->list[i];
        bool is_open = is_open_place(m, d->span) && !rf_source_is_closed(d->related);
        if (d->is_masked || (is_open && !masks_all && !d->open_message)) {
            continue;
        }
        if (d->code == RF_CODE_NOT_SCANNED && !masks_all) {
            d->is_masked = true; /* it is about all files, wherever the first is named */
        } else {
            mask(diags, d, m, place);
        }
    }
}

/* ---- The settings ---- */

/* True for a line of what may stand though it is closed: from that key up to the next. */
static bool is_of_allowed_texts(struct referat_span span)
{
    static const char key[] = "allowed_texts";
    const struct referat_source *source = span.source;
    bool is_within = false;
    uint32_t last = source ? rf_source_line(source, span.start_bytes) : 0;
    for (uint32_t line = 1; line <= last; line++) {
        size_t n;
        const char *text = rf_source_line_text(source, line, &n);
        bool is_key = n && *text != ' ' && *text != '-' && *text != '#';
        is_within = is_key ? rf_starts_with(text, key) : is_within;
    }
    return is_within;
}

/* Of the settings only the texts that are allowed to stand are closed, since they repeat
 * closed text; where the settings cannot be read, no line of them is quoted. */
void rf_edition_mask_settings(struct rf_diags *diags, const struct referat_series *series)
{
    bool is_closed = series->access == REFERAT_CLOSED;
    for (size_t i = 0; i < diags->count; i++) {
        struct referat_diagnostic *d = &diags->list[i];
        if (is_closed || is_of_allowed_texts(d->span)) {
            d->message = rf_code_summary((enum rf_code)d->code);
            d->hint = d->related_message = d->details = NULL;
            d->related = (struct referat_span){0};
            d->is_masked = true;
        }
        d->is_masked = d->is_masked || diags->unread_count; /* any line may say more */
    }
}

/* ---- The public edition ---- */

/* A personal number is published where its document is open and its place is not within
 * something closed; the rest of its line may be closed. The warning becomes an error. */
void rf_edition_judge(struct rf_diags *diags, const struct referat_meeting *m)
{
    drop_unscanned(diags);
    bool is_sure = m && m->access != REFERAT_CLOSED && !is_unsure(diags);
    for (size_t i = 0; i < diags->count && is_sure; i++) {
        struct referat_diagnostic *d = &diags->list[i];
        if (d->code == RF_CODE_CPR_NUMBER && d->severity == REFERAT_SEVERITY_WARNING &&
            d->span.source && is_open_source(m, d->span.source) &&
            !rf_source_is_within_closed(d->span)) {
            d->severity = REFERAT_SEVERITY_ERROR;
            diags->warning_count--;
            diags->error_count++;
        }
    }
}
