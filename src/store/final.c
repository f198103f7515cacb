/* Whether the minutes of a meeting are final, and by what, as the series' `approval`
 * says (format.md 4; store). */
#include "store/record.h"

/* A decision in writing may be approved and need not be: every member had it. */
static enum rf_approval_state by_meeting(const struct rf_record_meeting *m)
{
    return m->approved_by.meeting ? RF_APPROVAL_GIVEN
           : m->is_written        ? RF_APPROVAL_NONE
                                  : RF_APPROVAL_AWAITED;
}

/* Minutes without signers become final by an approval instead. Who signed the minutes of
 * a closed meeting is closed. */
static enum rf_approval_state by_signatures(const struct rf_record_meeting *m)
{
    if (m->record->is_public && m->access == REFERAT_CLOSED) {
        return RF_APPROVAL_NONE;
    }
    if (!m->signer_count) {
        return by_meeting(m);
    }
    return m->signed_count == m->signer_count ? RF_APPROVAL_SIGNED : RF_APPROVAL_AWAITED;
}

enum rf_approval_state rf_record_approval(const struct rf_record_meeting *m)
{
    if (!rf_record_is_held(m)) {
        return RF_APPROVAL_NONE;
    }
    switch (m->record->series->approval) {
    case REFERAT_APPROVAL_NEXT_MEETING:
        return by_meeting(m);
    case REFERAT_APPROVAL_SIGNATURES:
        return by_signatures(m);
    case REFERAT_APPROVAL_NONE:
        break;
    }
    return m->approved_by.meeting ? RF_APPROVAL_GIVEN : RF_APPROVAL_NONE;
}
