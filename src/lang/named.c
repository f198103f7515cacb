/* Languages by what people call them, and by the tags of their countries (lang). */
#include <string.h>

#include "base/str.h"
#include "lang/guess.h"

/* What a language is called in itself and in the supported ones, and the tags of its
 * countries. A tag of NULL: languages that documents cannot be in. */
static const struct {
    const char *tag;
    const char *words;
} named[] = {
    {"da", "|dk|dansk|danska|d\xC3\xA4nisch|danish|"},
    {"en", "|uk|gb|us|engelsk|engelska|englisch|eng|english|"},
    {"de", "|at|ch|deutsch|tysk|tyska|ger|deu|german|"},
    {"sv", "|se|svensk|svenska|schwedisch|swe|swedish|"},
    {"nb", "|no|nor|norsk|norska|norwegisch|bokm\xC3\xA5l|bokmaal|bokmal|norwegian|"},
    {NULL, "|nn|nynorsk|fi|suomi|finsk|finska|finnisch|finnish|is|islandsk|icelandic|fo|"
           "f\xC3\xB8roysk|faroese|kl|gr\xC3\xB8nlandsk|greenlandic|fr|fran\xC3\xA7"
           "ais|fransk|french|nl|nederlands|dutch|es|espa\xC3\xB1ol|spansk|spanish|it|"
           "italiano|italian|pl|polski|polish|pt|portuguese|et|estonian|lv|latvian|lt|"
           "lithuanian|cy|cymraeg|welsh|ga|gaeilge|irish|"},
};

/* The language of a tag with a country, "da-DK", or of a word; NULL: neither. */
const struct rf_lang *rf_guess_language(struct rf_arena *arena, const char *text,
                                        bool *is_known)
{
    const char *folded = rf_fold(arena, rf_trim(arena, rf_arena_string(arena, text)));
    const char *first = rf_arena_copy(arena, folded, strcspn(folded, "-_ ,("));
    const struct rf_lang *lang = rf_lang_find(first);
    *is_known = lang != NULL;
    for (size_t i = 0; *first && !*is_known && i < sizeof named / sizeof *named; i++) {
        const char *word = rf_arena_join(arena, "|", first, "|", NULL);
        *is_known = strstr(rf_fold(arena, named[i].words), word) != NULL;
        lang = *is_known && named[i].tag ? rf_lang_find(named[i].tag) : NULL;
    }
    return lang;
}
