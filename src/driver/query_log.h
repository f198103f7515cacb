/* What a meeting asked of others while it was compiled, with digests of the answers: as
 * long as the same questions have the same answers, what others say has not changed for
 * it (driver).
 *
 * A question is its kind, its words with their NULs, and the answer's digest. The form is
 * private to one build of the program. */
#ifndef RF_DRIVER_QUERY_LOG_H
#define RF_DRIVER_QUERY_LOG_H

#include "driver/series_index.h"

/* Answers as rf_known_answers does, and appends questions to log. */
struct rf_asking {
    struct rf_known_series *known;
    struct rf_buf *log;
};

struct rf_known rf_asked_answers(struct rf_asking *asking);

/* Appends what the meeting at hand sees of open follow-ups. */
void rf_asked_follow_ups(struct rf_buf *log, const struct rf_record *record);

/* Asks again, seen from the meeting at hand, whose folder has a row by then; false where
 * an answer has changed. */
bool rf_asked_is_same(struct rf_known_series *known, const struct rf_record *printed,
                      const char *log, size_t n);

#endif
