/* The facts of a series as rows of a database: what record.sqlite holds (facts).
 *
 * This folder turns meetings into rows in two steps. rf_facts_put writes the facts of one
 * compiled meeting as bytes; database.h inserts such bytes into a database of schema.sql
 * and gives the finished file. The driver calls the first where a meeting is compiled,
 * build/ the second where the outputs of a series are made.
 *
 * What is hard to see is why there are bytes in between: a meeting may be compiled by
 * another process, or by an earlier run, and only bytes travel. They name no meeting by a
 * number, so that it is numbered where it is inserted; and facts are taken from the model
 * alone, after a public edition has pruned it, so that nothing closed can be among them.
 */
#ifndef RF_FACTS_FACTS_H
#define RF_FACTS_FACTS_H

#include "base/buf.h"
#include "referat/model.h"

/* The tables of schema.sql that meetings have rows in, with the number of their columns
 * that follow on the meeting's own number. */
#define RF_FACTS_TABLES(X)                                                               \
    X(meeting, 21)                                                                       \
    X(item, 21)                                                                          \
    X(link, 5)                                                                           \
    X(point, 5)                                                                          \
    X(ballot, 6)                                                                         \
    X(annex, 10)                                                                         \
    X(action, 8)                                                                         \
    X(change, 7)                                                                         \
    X(presence, 6)

enum rf_facts_table {
#define RF_FACTS_TABLE(name, columns) RF_FACTS_##name,
    RF_FACTS_TABLES(RF_FACTS_TABLE)
#undef RF_FACTS_TABLE
        RF_FACTS_TABLE_COUNT,
};

/* Receives the facts of one meeting after the other, in the order of the meetings. */
struct rf_facts_sink {
    void (*take)(struct rf_facts_sink *sink, const char *facts, size_t n);
};

/* Appends the facts of a linked meeting: of a public edition, when it was pruned. An
 * unread meeting has its name and day alone. */
void rf_facts_put(const struct referat_meeting *meeting, struct rf_buf *out);

/* How a row is written: its table, then for each column one of these, and what it has. */
enum rf_facts_value {
    RF_FACTS_NULL = '0',
    RF_FACTS_NUMBER = 'n', /* an int64_t */
    RF_FACTS_TEXT = 't',   /* an uint32_t, and so many bytes */
};

/* The name of a meeting, a file or an action as it may be shown: a personal number in it
 * is masked. Appends it to out. */
void rf_facts_shown(const char *name, struct rf_buf *out);

#endif
