/* How the minutes of a meeting became final (store). */
#include "store/record.h"

/* What was decided in writing was in the hands of all: it may be approved, and need not.
 */
static enum rf_approval_state by_meeting(const struct rf_record_meeting *m)
{
    return m->approved_by.meeting ? RF_APPROVAL_GIVEN
           : m->is_written        ? RF_APPROVAL_NONE
                                  : RF_APPROVAL_AWAITED;
}

/* Of minutes that say of nobody that they sign, an approval is as good. Who signed those
 * of a closed meeting is closed. */
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
