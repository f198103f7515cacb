/* The seal of a meeting: the files that its record is made of are to be as they were when
 * the minutes had been approved (load). */
#ifndef RF_LOAD_SEAL_H
#define RF_LOAD_SEAL_H

#include "base/beneath.h"
#include "load/document.h"

/* The file that seals a meeting, in its folder. */
#define RF_SEAL_NAME "seal.yaml"

/* ---- What a meeting is made of ---- */

/* Notes a file that went into the meeting, where sums are kept; sha256 is of the bytes
 * that were read, 64 digits. */
void rf_sums_add(struct rf_loader *loader, const char *path, const char *sha256);
void rf_sums_add_bytes(struct rf_loader *loader, const char *path,
                       const struct rf_buf *bytes);

/* Gives the meeting what was noted so far, by path, each file once. */
void rf_sums_take(struct rf_loader *loader, struct referat_meeting *meeting);

/* Sorts a list by path. */
void rf_sums_sort(struct referat_file_sum *list, size_t count);

/* The entry of a path in a sorted list, or NULL. */
const struct referat_file_sum *rf_sums_find(const struct referat_file_sum *list,
                                            size_t count, const char *path);

/* ---- The seal ---- */

/* True for a path that a seal can list because it reads the same in YAML, in a shell and
 * in sha256sum's list: UTF-8 without controls, without what YAML takes for a line's end
 * or for no text, without signs that one of them writes otherwise. A lone "-" is standard
 * input to sha256sum. */
bool rf_seal_can_name(const char *name);

/* True where a folder's listing holds a seal. */
bool rf_has_seal(const struct rf_entry *entries, size_t count);

/* Reads the seal of a loaded meeting that has one and compares: seal-broken for every
 * file that has changed, is missing, or was added. NULL where it cannot be read
 * (reported). */
const struct referat_seal *rf_load_seal(struct rf_loader *loader,
                                        const struct referat_meeting *meeting);

/* The same in a folder that holds no meeting (any more); nothing where it has no seal. */
void rf_load_lost_seal(struct rf_loader *loader, const char *folder,
                       const struct rf_entry *entries, size_t count);

#endif
