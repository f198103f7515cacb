/* The languages themselves, one file each (lang). */
#ifndef RF_LANG_LANGUAGES_H
#define RF_LANG_LANGUAGES_H

#include "lang/lang.h"

extern const struct rf_synonym rf_outcome_synonyms_da[], rf_outcome_synonyms_en[],
    rf_outcome_synonyms_de[], rf_outcome_synonyms_sv[], rf_outcome_synonyms_nb[];
extern const struct rf_synonym rf_item_type_synonyms_da[], rf_item_type_synonyms_en[],
    rf_item_type_synonyms_de[], rf_item_type_synonyms_sv[], rf_item_type_synonyms_nb[];

extern const struct rf_lang rf_lang_da;
extern const struct rf_lang rf_lang_en;
extern const struct rf_lang rf_lang_de;
extern const struct rf_lang rf_lang_sv;
extern const struct rf_lang rf_lang_nb;

#endif
