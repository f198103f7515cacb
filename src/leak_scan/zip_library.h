/* libzip, loaded by its soname when the first archive is met: no other run waits for it,
 * or needs it (leak_scan). */
#ifndef RF_LEAK_SCAN_ZIP_LIBRARY_H
#define RF_LEAK_SCAN_ZIP_LIBRARY_H

#include <stdbool.h>
#include <zip.h>

#include "base/arena.h"

/* The functions that are used: FUNCTION(name). */
#define RF_ZIP_FUNCTIONS(FUNCTION)                                                       \
    FUNCTION(zip_source_buffer_create)                                                   \
    FUNCTION(zip_source_free)                                                            \
    FUNCTION(zip_open_from_source)                                                       \
    FUNCTION(zip_discard)                                                                \
    FUNCTION(zip_get_num_entries)                                                        \
    FUNCTION(zip_stat_index)                                                             \
    FUNCTION(zip_fopen_index)                                                            \
    FUNCTION(zip_fread)                                                                  \
    FUNCTION(zip_fclose)

struct rf_zip_library {
#define MEMBER(name) __typeof__(name) *name;
    RF_ZIP_FUNCTIONS(MEMBER)
#undef MEMBER
};

/* In arena; NULL where it is not installed. It stays loaded. */
struct rf_zip_library *rf_zip_load(struct rf_arena *arena);

#endif
