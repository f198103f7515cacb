/* Names for the files beside the meetings' folders that are no folder's name (index). A
 * mark is lengthened until no folder collides, and each new mark is tried on all folders
 * again: "index.html" is "index_.html" where a meeting's folder is called "index.html".
 */
#include <string.h>

#include "base/str.h"
#include "index/index.h"

static bool takes_name_of(const char *path, size_t n, const char *stem, const char *mark,
                          const char *ending)
{
    size_t stem_bytes = strlen(stem), mark_bytes = strlen(mark);
    size_t ending_bytes = strlen(ending);
    return n == stem_bytes + mark_bytes + ending_bytes &&
           memcmp(path, stem, stem_bytes) == 0 &&
           memcmp(path + stem_bytes, mark, mark_bytes) == 0 &&
           memcmp(path + n - ending_bytes, ending, ending_bytes) == 0;
}

/* True for a folder that is called as one of the files with that mark is: "index.html",
 * "index-1987.js", "status.xlsx", "record.sqlite". path may lie below it. */
static bool takes_name(const char *path, const char *mark)
{
    size_t n = strcspn(path, "/"), mark_bytes = strlen(mark);
    if (strncmp(path, "index", 5) == 0 && strncmp(path + 5, mark, mark_bytes) == 0) {
        const char *end = path + n;
        return (n > 5 && memcmp(end - 5, ".html", 5) == 0) ||
               (n > 3 && memcmp(end - 3, ".js", 3) == 0);
    }
    return takes_name_of(path, n, "status", mark, ".xlsx") ||
           takes_name_of(path, n, "record", mark, ".sqlite");
}

/* One more sign: there are finitely many folders, so some mark is free. */
static const char *longer(struct rf_arena *arena, const char *mark)
{
    return rf_arena_join(arena, mark, "_", NULL);
}

const char *rf_overview_mark(const struct rf_record *record, struct rf_arena *arena)
{
    const char *mark = "";
    for (const struct rf_record_meeting *m = record->meetings; m;) {
        bool is_taken = takes_name(m->folder, mark);
        mark = is_taken ? longer(arena, mark) : mark;
        m = is_taken ? record->meetings : m->next;
    }
    return mark;
}

const char *rf_landing_page_mark(const struct rf_landing_page *page,
                                 struct rf_arena *arena)
{
    const char *mark = "";
    for (size_t i = 0; i < page->count;) {
        bool is_taken = takes_name(page->series[i].place, mark);
        mark = is_taken ? longer(arena, mark) : mark;
        i = is_taken ? 0 : i + 1;
    }
    return mark;
}
