/* Libraries that are loaded when they are first needed, and need not be installed (base).
 * Loading one at every start would cost more than most runs take. */
#ifndef RF_BASE_LIBRARY_H
#define RF_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

struct rf_library_function {
    const char *name;
    size_t offset; /* of the member that points to it */
};

/* Loads a library and sets the members of functions, a struct of pointers to its
 * functions. False where it is not there, or lacks one of them: dlerror says why. */
bool rf_library_load(const char *soname, const struct rf_library_function *list,
                     size_t count, void *functions);

#endif
