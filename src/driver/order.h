/* The order of a series' meetings: by their day, their start, their folder's name; those
 * that have no day come last (driver).
 *
 * Everything that asks what was before and what came after asks for a place in this list.
 * What lies below a meeting's folder, and is no meeting of its own, comes after it: no
 * folder comes before one whose meeting may name it. */
#ifndef RF_DRIVER_ORDER_H
#define RF_DRIVER_ORDER_H

#include "driver/series_index.h"

/* Looks when the meeting of the at-th folder of the walk was. open: the folder, or -1;
 * entries: what is in it, NULL where it cannot be read. Nothing is read where the cache
 * knows the day. */
void rf_order_look(struct rf_known_series *known, size_t at, struct rf_root root,
                   int open, const struct rf_entry *entries, size_t count);

/* The same of a folder that was not listed in this run. */
void rf_order_look_again(struct rf_known_series *known, size_t at, struct rf_root root);

/* Gives the folders of the walk their places. */
void rf_order_sort(struct rf_known_series *known);

/* Finds the walk that folders had which have their places already. */
void rf_order_find_walk(struct rf_known_series *known);

/* Appends a folder and when its meeting was … */
void rf_order_put(const struct rf_folder *folder, struct rf_buf *out);

/* … and reads the next of them; NULL at the end. The path lives as long as the bytes. */
const char *rf_order_take(const char **p, const char *end, struct rf_when *when);

#endif
