/* The names of the marks of editions (base). */
#include "base/edition_marks.h"

#include <string.h>

static const struct {
    const char *name, *edition;
} marks[] = {
    [RF_MARK_FULL] = {".referat-full", "a full edition"},
    [RF_MARK_PUBLIC] = {".referat-public", "a public edition"},
    [RF_MARK_NOTES] = {".referat-notes", "an edition with notes"},
};

const char *rf_mark_name(enum rf_edition_mark mark)
{
    return marks[mark].name;
}

const char *rf_mark_edition(enum rf_edition_mark mark)
{
    return marks[mark].edition;
}

enum rf_edition_mark rf_mark_of_name(const char *name)
{
    enum rf_edition_mark mark = RF_MARK_FULL;
    while (mark < RF_MARK_COUNT && strcmp(name, marks[mark].name) != 0) {
        mark++;
    }
    return mark;
}
