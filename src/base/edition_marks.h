/* The marks of editions: files at the top of a destination that list what referat made
 * there (base). How they are read and written: output/edition_list.h. */
#ifndef RF_BASE_EDITION_MARKS_H
#define RF_BASE_EDITION_MARKS_H

enum rf_edition_mark {
    RF_MARK_FULL,
    RF_MARK_PUBLIC,
    RF_MARK_NOTES, /* of one reader, or of a few */
    RF_MARK_COUNT, /* no mark */
};

/* ".referat-full" */
const char *rf_mark_name(enum rf_edition_mark mark);

/* "a full edition" */
const char *rf_mark_edition(enum rf_edition_mark mark);

/* The mark of that name, or RF_MARK_COUNT. */
enum rf_edition_mark rf_mark_of_name(const char *name);

#endif
