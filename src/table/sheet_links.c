/* The links of a workbook's cells: to the packs that lie beside it, and for how many
 * meetings (table). */
#include "table/sheet_links.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

bool rf_sheet_link(const struct rf_cell *cell, char *url, size_t size)
{
    const char *folder = cell->meeting->folder;
    const char *anchor = cell->anchor ? cell->anchor : "";
    int n = snprintf(url, size, "external:%s%spack.html%s%s", folder, *folder ? "/" : "",
                     *anchor ? "#" : "", anchor);
    return n > 0 && (size_t)n + 6 < size && !strpbrk(url, " \t%'\"<>");
}

/* About as many links as a meeting has in all tables. */
static size_t links_of(const struct rf_record_meeting *m)
{
    return 2 + m->item_count + 2 * m->decision_count + m->action_count + m->annex_count;
}

struct referat_date rf_sheet_links_from(const struct rf_question *question, size_t limit)
{
    struct referat_date from = {0};
    for (size_t i = 0; i < question->record_count; i++) {
        size_t links = 0;
        const struct rf_record_meeting *m = question->records[i]->last;
        while (m && links < limit / question->record_count) {
            links += links_of(m);
            m = m->previous;
        }
        if (m && rf_date_compare(&m->date, &from) > 0) {
            from = m->date;
        }
    }
    return from;
}
