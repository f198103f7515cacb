/* Loading libxlsxwriter (table). */
#include "table/xlsx_library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    size_t offset; /* of the member that points to it */
} functions[] = {
#define FUNCTION(name) {#name, offsetof(struct rf_xlsx_library, name)},
    RF_XLSX_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

bool rf_xlsx_load(struct rf_xlsx_library *library, struct rf_arena *arena,
                  const char **error)
{
    void *handle = dlopen(RF_XLSX_SONAME, RTLD_LAZY | RTLD_LOCAL);
    bool is_loaded = handle != NULL;
    for (size_t i = 0; is_loaded && i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(handle, functions[i].name);
        memcpy((char *)library + functions[i].offset, &function, sizeof function);
        is_loaded = function != NULL;
    }
    if (!is_loaded) {
        *error = rf_arena_format(arena, "cannot write the workbook: %s", dlerror());
    }
    return is_loaded;
}
