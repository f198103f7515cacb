/* Who was there, as rows of the record (store). */
#include <string.h>

#include "base/buf.h"
#include "store/internal.h"
#include "store/item_texts.h"

static const char *keep_text(struct rf_record *record, const char *s)
{
    return s ? rf_record_keep_text(record, s, strlen(s)) : "";
}

static const char *missed_items(struct rf_record *record, const struct referat_meeting *m,
                                size_t member)
{
    struct rf_buf text = {0};
    rf_item_missed(m, member, &text);
    const char *kept = rf_record_keep_text(record, text.p, text.n);
    rf_buf_clear(&text);
    return kept;
}

void rf_record_keep_attendance(struct rf_record *record,
                               struct rf_record_meeting *meeting,
                               const struct referat_meeting *m)
{
    for (size_t i = 0; i < m->member_count; i++) {
        const struct referat_member *member = &m->members[i];
        struct rf_record_attendance *row;
        RF_RECORD_APPEND(record, row, meeting, attendances, last_attendance);
        row->name = keep_text(record, member->person->name.plain);
        row->is_absent = member->is_absent;
        row->is_substitute = member->stands_in_for != NULL;
        row->reason = row->substitute = row->items = "";
        if (member->absence && member->absence->reason.given == REFERAT_GIVEN) {
            row->reason = keep_text(record, member->absence->reason.plain);
        }
        if (member->absence && member->absence->substitute.name.given == REFERAT_GIVEN) {
            row->substitute = keep_text(record, member->absence->substitute.name.plain);
        }
        if (!member->is_absent) {
            row->items = missed_items(record, m, i);
        }
    }
}
