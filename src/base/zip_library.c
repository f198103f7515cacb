/* Loading libzip (base). */
#include "base/zip_library.h"

#include <stddef.h>

#include "base/library.h"

static const struct rf_library_function functions[] = {
#define FUNCTION(name) {#name, offsetof(struct rf_zip_library, name)},
    RF_ZIP_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

struct rf_zip_library *rf_zip_load(struct rf_arena *arena)
{
    struct rf_zip_library *library = RF_ARENA_NEW(arena, struct rf_zip_library);
    bool is_loaded = rf_library_load(RF_ZIP_SONAME, functions,
                                     sizeof functions / sizeof *functions, library);
    return is_loaded ? library : NULL;
}
