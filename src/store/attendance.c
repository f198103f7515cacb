/* Who was there, as rows of the record (store). */
#include <string.h>

#include "base/buf.h"
#include "lang/lang.h"
#include "store/internal.h"

static const char *keep_text(struct rf_record *record, const char *s)
{
    return s ? rf_record_keep_text(record, s, strlen(s)) : "";
}

/* Lists the items that a member missed; sub-items only where the item above was not
 * missed. Members who were disqualified are marked; those who had left or not come yet
 * are not. */
static void put_missed(const struct rf_record *record, struct rf_buf *text,
                       const struct referat_item *item, size_t member)
{
    if (item->presence && item->presence[member] != REFERAT_IN &&
        item->presence[member] != REFERAT_PERHAPS_IN) {
        rf_buf_puts(text, text->n ? ", " : "");
        rf_buf_puts(text, item->number);
        if (item->presence[member] == REFERAT_DISQUALIFIED) {
            rf_buf_join(text, " (", rf_label(record->series, RF_LABEL_DISQUALIFIED), ")",
                        NULL);
        }
        return;
    }
    for (size_t i = 0; i < item->item_count; i++) {
        put_missed(record, text, &item->items[i], member);
    }
}

static const char *missed_items(struct rf_record *record, const struct referat_meeting *m,
                                size_t member)
{
    struct rf_buf text = {0};
    for (size_t i = 0; i < m->ordered_count; i++) {
        put_missed(record, &text, m->ordered_items[i], member);
    }
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
