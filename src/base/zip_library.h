/* The door to libzip, the one reader of ZIP files: of the workbook that was written, and
 * of archives in a public edition (base). It is loaded by its soname when the first is
 * met; no other run waits for it, or needs it. */
#ifndef RF_BASE_ZIP_LIBRARY_H
#define RF_BASE_ZIP_LIBRARY_H

#include <stdbool.h>
#include <zip.h>

#include "base/arena.h"

/* The functions that are used: FUNCTION(name). */
#define RF_ZIP_FUNCTIONS(FUNCTION)                                                       \
    FUNCTION(zip_source_function_create)                                                 \
    FUNCTION(zip_source_free)                                                            \
    FUNCTION(zip_open_from_source)                                                       \
    FUNCTION(zip_fdopen)                                                                 \
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
