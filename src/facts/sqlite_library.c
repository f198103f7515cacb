/* Loading SQLite (facts). */
#include "facts/sqlite_library.h"

#include <stddef.h>

#include "base/library.h"

static const struct rf_library_function functions[] = {
#define FUNCTION(name) {#name, offsetof(struct rf_sqlite_library, name)},
    RF_SQLITE_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

bool rf_sqlite_load(struct rf_sqlite_library *library)
{
    return rf_library_load(RF_SQLITE_SONAME, functions,
                           sizeof functions / sizeof *functions, library);
}
