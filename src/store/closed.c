/* What a meeting, and a page of it, shows that is closed: the full edition says so
 * (store). */
#include "lang/lang.h"
#include "store/record.h"

static bool has_closed_parts(const struct referat_meeting *m);

static bool is_closed(const struct referat_document *document)
{
    return document->access == REFERAT_CLOSED;
}

static bool has_closed_annex(const struct referat_item *item)
{
    for (size_t i = 0; i < item->annex_count; i++) {
        const struct referat_annex *annex = item->annexes[i];
        if (annex->access == REFERAT_CLOSED ||
            (annex->nested && has_closed_parts(annex->nested))) {
            return true;
        }
    }
    return false;
}

/* Items, and what is enclosed with them: every page of the meeting says so. */
static bool has_closed_parts(const struct referat_meeting *m)
{
    bool found = m->access == REFERAT_CLOSED ||
                 (m->agenda && is_closed(&m->agenda->document)) ||
                 (m->minutes && is_closed(&m->minutes->document));
    for (size_t i = 0; !found && i < m->all_item_count; i++) {
        const struct referat_item *item = m->all_items[i];
        found = item->access == REFERAT_CLOSED ||
                (item->recommendation && is_closed(&item->recommendation->document)) ||
                has_closed_annex(item);
    }
    return found;
}

/* ---- What a page says of other meetings ---- */

static bool leads_to_closed(const struct referat_meeting *m)
{
    bool found = false;
    for (size_t i = 0; i < m->all_item_count && !found; i++) {
        const struct referat_item *item = m->all_items[i];
        found = item->carried_from.access == REFERAT_CLOSED;
        for (size_t k = 0; k < item->approves_count; k++) {
            found = found || item->approves[k].access == REFERAT_CLOSED;
        }
    }
    return found;
}

static bool goes_to_closed(const struct referat_minutes *minutes)
{
    for (size_t i = 0; minutes && i < minutes->decision_count; i++) {
        if (minutes->decisions[i].to_access == REFERAT_CLOSED) {
            return true;
        }
    }
    return false;
}

static bool changes_closed(const struct referat_minutes *minutes)
{
    for (size_t i = 0; minutes && i < minutes->change_count; i++) {
        if (minutes->changes[i].access == REFERAT_CLOSED) {
            return true;
        }
    }
    return false;
}

static bool corrects_closed(const struct referat_corrections *corrections)
{
    for (size_t i = 0; corrections && i < corrections->count; i++) {
        if (corrections->list[i].access == REFERAT_CLOSED) {
            return true;
        }
    }
    return false;
}

static bool follows_closed_up(const struct referat_meeting *m)
{
    for (size_t i = 0; i < m->follow_up_count; i++) {
        if (m->follow_ups[i].access == REFERAT_CLOSED) {
            return true;
        }
    }
    return false;
}

/* ---- Answers ---- */

bool rf_record_has_closed(const struct referat_meeting *m)
{
    return has_closed_parts(m) || corrects_closed(m->corrections);
}

bool referat_has_closed(const struct referat_meeting *m)
{
    return rf_record_has_closed(m) || leads_to_closed(m) || goes_to_closed(m->minutes) ||
           changes_closed(m->minutes);
}

bool referat_page_shows_closed(const struct referat_meeting *m, enum referat_page page)
{
    bool has_items = page != REFERAT_PAGE_MINUTES; /* what the agenda says of them */
    bool has_minutes = page != REFERAT_PAGE_AGENDA;
    return has_closed_parts(m) || (has_items && leads_to_closed(m)) ||
           (has_minutes && (goes_to_closed(m->minutes) || changes_closed(m->minutes) ||
                            corrects_closed(m->corrections))) ||
           (page == REFERAT_PAGE_PACK && follows_closed_up(m));
}

const char *rf_record_edition(const struct rf_record *record)
{
    const struct referat_series *series = record->series;
    const struct rf_record_meeting *m = record->meetings;
    if (series->edition == REFERAT_EDITION_PUBLIC) {
        return rf_label(series, RF_LABEL_PUBLIC_EDITION);
    }
    while (m && !m->has_closed) {
        m = m->next;
    }
    return m ? rf_label(series, RF_LABEL_FULL_EDITION) : "";
}
