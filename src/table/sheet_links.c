/* The links of a workbook's cells: to the packs that lie beside it, and for how many
 * meetings (table). */
#include "table/sheet_links.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/digits.h"

/* What would end a path, or is none of a URL's characters. A colon in the first folder
 * would end a scheme. */
static bool is_plain(char c)
{
    return (unsigned char)c > ' ' && c != 0x7F && !strchr("%#?:'\"<>\\^`{|}", c);
}

/* False where it does not fit. */
static bool put_path(const char *path, char *url, size_t size, size_t *n)
{
    for (; *path && *n + RF_PERCENT_BYTES < size; path++) {
        if (is_plain(*path)) {
            url[(*n)++] = *path;
        } else {
            rf_percent(url + *n, (unsigned char)*path);
            *n += RF_PERCENT_BYTES;
        }
    }
    return !*path;
}

bool rf_sheet_link(const struct rf_cell *cell, char *url, size_t size)
{
    const char *folder = cell->meeting->folder;
    const char *anchor = cell->anchor ? cell->anchor : "";
    size_t n = 0;
    if (!put_path(folder, url, size, &n)) {
        return false;
    }
    int more = snprintf(url + n, size - n, "%spack.html%s%s", *folder ? "/" : "",
                        *anchor ? "#" : "", anchor);
    return more > 0 && n + (size_t)more < size && !strpbrk(anchor, " \t%'\"<>");
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
