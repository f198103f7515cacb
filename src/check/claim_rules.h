/* What a seal says of its meeting's approval, compared with the series (check). */
#ifndef RF_CHECK_CLAIM_RULES_H
#define RF_CHECK_CLAIM_RULES_H

#include "diag/diag.h"
#include "model/assemble.h"

/* seal-claim: of a sealed meeting, once the others are known or can be looked up. Sets
 * the row's claim_state, and its day where the claim holds. */
void rf_check_claim(struct rf_record_meeting *row, const struct rf_known *known,
                    struct rf_diags *diags);

#endif
