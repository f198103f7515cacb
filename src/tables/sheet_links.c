/* The links of a workbook's cells (tables): to the packs that lie beside it, and from
 * which day on meetings have links, since each costs memory until the workbook is done.
 */
#include "tables/sheet_links.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/digits.h"
#include "base/str.h"

/* False for what would end a path, or may not stand in a URL. A colon in the first folder
 * would end a scheme. */
static bool is_plain(char c)
{
    return (unsigned char)c > ' ' && c != 0x7F && !strchr("%#?:'\"<>\\^`{|}", c);
}

/* Writes a path as part of a URL. Characters stay as they are, or their bytes are
 * encoded: of what is not plain, of bytes that are not UTF-8, and of what XML forbids.
 * False where it does not fit. */
static bool put_path(const char *path, char *url, size_t size, size_t *n)
{
    const char *end = path + strlen(path);
    for (size_t bytes; path < end; path += bytes) {
        uint32_t c = rf_utf8_next(path, (size_t)(end - path), &bytes);
        if (*n + bytes * RF_PERCENT_BYTES >= size) {
            return false;
        }
        bool is_invalid = bytes == 1 && c >= 0x80;
        bool is_kept =
            !is_invalid && !rf_is_noncharacter(c) && (c >= 0x80 || is_plain(*path));
        for (size_t i = 0; i < bytes; i++) {
            if (is_kept) {
                url[(*n)++] = path[i];
            } else {
                rf_percent(url + *n, (unsigned char)path[i]);
                *n += RF_PERCENT_BYTES;
            }
        }
    }
    return true;
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

/* Each series has an equal part of the limit. What a meeting has in all tables is
 * estimated from its numbers. */
struct referat_date rf_sheet_links_from(const struct rf_question *question, size_t limit)
{
    struct referat_date from = {0};
    for (size_t i = 0; i < question->record_count; i++) {
        size_t links = 0;
        const struct rf_record_meeting *m = question->records[i]->last;
        while (m && links < limit / question->record_count) {
            links += 2 + m->item_count + 2 * m->decision_count + m->action_count +
                     m->annex_count;
            m = m->previous;
        }
        if (m && rf_date_compare(&m->date, &from) > 0) {
            from = m->date;
        }
    }
    return from;
}
