/* Libraries that are loaded when they are first needed: dlopen, and dlsym for each member
 * of a struct of function pointers (base). They stay loaded until the program ends. */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

bool rf_library_load(const char *soname, const struct rf_library_function *list,
                     size_t count, void *functions)
{
    void *handle = dlopen(soname, RTLD_LAZY | RTLD_LOCAL);
    bool is_loaded = handle != NULL;
    for (size_t i = 0; is_loaded && i < count; i++) {
        void *function = dlsym(handle, list[i].name);
        memcpy((char *)functions + list[i].offset, &function, sizeof function);
        is_loaded = function != NULL;
    }
    return is_loaded;
}
