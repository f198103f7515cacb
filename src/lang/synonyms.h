/* How the lists of synonyms are written (lang): a word that means the same as ours is
 * accepted, a doubtful one is only suggested. */
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
