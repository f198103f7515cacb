/* The languages that documents can be in, one row each, and their labels (lang). A label
 * is the series' own word, or else the language's; where signatures approve minutes,
 * labels about approval are replaced by those about signing. */
#include <string.h>

#include "base/str.h"
#include "lang/lang.h"
#include "lang/languages.h"

static const struct rf_lang *const languages[] = {
    &rf_lang_da, &rf_lang_en, &rf_lang_de, &rf_lang_sv, &rf_lang_nb,
};

const struct rf_lang *rf_lang_find(const char *tag)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (rf_same(languages[i]->tag, tag)) {
            return languages[i];
        }
    }
    return NULL;
}

const char *const *rf_lang_tags(void)
{
    static const char *const tags[] = {"da", "en", "de", "sv", "nb", NULL};
    return tags;
}

static const char *const keys[RF_LABEL_COUNT + 1] = {
#define RF_LABEL(id, key, meaning) key,
#include "lang/labels.def"
#undef RF_LABEL
};

static const char *const meanings[RF_LABEL_COUNT] = {
#define RF_LABEL(id, key, meaning) meaning,
#include "lang/labels.def"
#undef RF_LABEL
};

const char *rf_label_key(enum rf_label label)
{
    return keys[label];
}

const char *rf_label_meaning(enum rf_label label)
{
    return meanings[label];
}

const char *const *rf_label_keys(void)
{
    return keys;
}

enum rf_label rf_label_find(const char *key)
{
    int label = 0;
    while (label < RF_LABEL_COUNT && strcmp(keys[label], key) != 0) {
        label++;
    }
    return (enum rf_label)label;
}

const struct rf_lang *rf_lang_of(const struct referat_series *series)
{
    const struct rf_lang *lang =
        series && series->language ? rf_lang_find(series->language) : NULL;
    return lang ? lang : &rf_lang_da;
}

/* The label about signing in place of one about approval. */
static enum rf_label by_approval(enum rf_label label)
{
    switch (label) {
    case RF_LABEL_APPROVED_AT:
        return RF_LABEL_SIGNED_AT;
    case RF_LABEL_NOT_APPROVED:
        return RF_LABEL_NOT_SIGNED;
    case RF_LABEL_UNAPPROVED:
        return RF_LABEL_UNSIGNED;
    default:
        return label;
    }
}

const char *rf_label_in(const struct rf_lang *lang, const struct referat_series *series,
                        enum rf_label label)
{
    if (series && series->approval == REFERAT_APPROVAL_SIGNATURES) {
        label = by_approval(label);
    }
    if (series && series->labels && series->labels[label]) {
        return series->labels[label];
    }
    return lang->labels[label];
}

const char *rf_label(const struct referat_series *series, enum rf_label label)
{
    return rf_label_in(rf_lang_of(series), series, label);
}
