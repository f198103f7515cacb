/* Loading libxlsxwriter when the first workbook is written (tables). The list of its
 * functions is in the header, once: a member of the struct and a name to look up for
 * each.
 */
#include "tables/xlsx_library.h"

#include <dlfcn.h>
#include <stddef.h>

#include "base/library.h"

static const struct rf_library_function functions[] = {
#define FUNCTION(name) {#name, offsetof(struct rf_xlsx_library, name)},
    RF_XLSX_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

bool rf_xlsx_load(struct rf_xlsx_library *library, struct rf_arena *arena,
                  const char **error)
{
    bool is_loaded = rf_library_load(RF_XLSX_SONAME, functions,
                                     sizeof functions / sizeof *functions, library);
    if (!is_loaded) {
        *error = rf_arena_format(arena, "cannot write the workbook: %s", dlerror());
    }
    return is_loaded;
}
