/* Loading libzip (look). */
#include "look/zip_library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    size_t offset; /* of the member that points to it */
} functions[] = {
#define FUNCTION(name) {#name, offsetof(struct rf_zip_library, name)},
    RF_ZIP_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

struct rf_zip_library *rf_zip_load(struct rf_arena *arena)
{
    struct rf_zip_library *library = RF_ARENA_NEW(arena, struct rf_zip_library);
    void *handle = dlopen(RF_ZIP_SONAME, RTLD_LAZY | RTLD_LOCAL);
    bool is_loaded = handle != NULL;
    for (size_t i = 0; is_loaded && i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(handle, functions[i].name);
        memcpy((char *)library + functions[i].offset, &function, sizeof function);
        is_loaded = function != NULL;
    }
    return is_loaded ? library : NULL;
}
