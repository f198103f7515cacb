/* What people call a field in their own language (load). */
#ifndef RF_LOAD_FIELD_WORDS_H
#define RF_LOAD_FIELD_WORDS_H

#include <stddef.h>

#include "base/arena.h"

/* The field among names (NULL at the end) that a word is taken to mean; NULL: none. */
const char *rf_field_meant(struct rf_arena *arena, const char *word,
                           const char *const *names);

#endif
