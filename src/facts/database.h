/* A database of the facts of one series, in memory until its bytes are written (facts).
 */
#ifndef RF_FACTS_DATABASE_H
#define RF_FACTS_DATABASE_H

#include <stdbool.h>

#include "base/buf.h"
#include "facts/facts.h"

struct rf_database;
struct rf_record;

/* An empty database. Never NULL: where there can be none, rf_database_finish says why. */
struct rf_database *rf_database_new(void);
void rf_database_free(struct rf_database *database); /* NULL is allowed */

/* Inserts the facts of the next meeting, as rf_facts_put wrote them. */
void rf_database_add(struct rf_database *database, const char *facts, size_t n);

/* Does the same for each meeting that it receives. Lives as long as the database. */
struct rf_facts_sink *rf_database_sink(struct rf_database *database);

/* Inserts what is known when all meetings are in: the series, its words and findings, and
 * the seals that hold; *file is the finished file then, as long as the database. The same
 * facts give the same bytes. False with a line in *error, which lives as long. */
bool rf_database_finish(struct rf_database *database, const struct rf_record *record,
                        struct rf_bytes *file, const char **error);

/* ---- The last look ---- */

/* Called with every cell of a database that has text or a number. True: that is enough.
 */
typedef bool rf_database_see(void *data, const char *text, size_t n);

enum rf_database_end {
    RF_DATABASE_SEEN,    /* every text was given to see … */
    RF_DATABASE_ENOUGH,  /* … or it wanted no more */
    RF_DATABASE_FOREIGN, /* these bytes are no database that rf_database_finish made */
    RF_DATABASE_UNREAD,  /* SQLite is not installed */
};

/* The schema is ours, text for text, in every database that is SEEN. Its lines are
 * blanked in the bytes, so that what is looked for there is what the series says. */
enum rf_database_end rf_database_read(char *bytes, size_t n, rf_database_see *see,
                                      void *data);

#endif
