/* What a meeting asked of others while it was compiled, with digests of the answers: as
 * long as the same questions have the same answers, what others say has not changed for
 * it (driver).
 *
 * A question is its kind, its words with their NULs, and the answer's digest. The form is
 * private to one build of the program. */
#ifndef RF_DRIVER_QUERY_LOG_H
#define RF_DRIVER_QUERY_LOG_H

#include "driver/series_index.h"

/* Answers as rf_known_answers does, and appends the questions to log. */
struct rf_query_log {
    struct rf_known_series *known;
    struct rf_buf *log;
};

struct rf_known rf_query_log_answers(struct rf_query_log *asking);

/* Appends what the meeting at hand sees of open follow-ups. */
void rf_query_log_follow_ups(struct rf_buf *log, const struct rf_record *record);

/* Asks every question of a log again, for the meeting at hand; false where an answer has
 * changed. Its folder has a row by then, as a meeting may refer to itself. */
bool rf_query_log_is_same(struct rf_known_series *known, const struct rf_record *printed,
                          const char *log, size_t n);

#endif
