/* How words that people type for one of ours are written down: each is accepted where it
 * means the same as ours, and suggested where that is doubtful (lang). */
#ifndef RF_LANG_SYNONYMS_H
#define RF_LANG_SYNONYMS_H

#include "lang/languages.h"

#define SAME(outcome, word)                                                              \
    {                                                                                    \
        word, REFERAT_##outcome, false, NULL                                             \
    }
/* One that is a sentence of the language: it prints itself. */
#define SAYS(outcome, word, sentence)                                                    \
    {                                                                                    \
        word, REFERAT_##outcome, false, sentence                                         \
    }
#define DOUBTFUL(outcome, word)                                                          \
    {                                                                                    \
        word, REFERAT_##outcome, true, NULL                                              \
    }

#endif
