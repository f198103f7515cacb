/* Pages and words for users of the library (the public API). */
#include <string.h>

#include "base/buf.h"
#include "lang/lang.h"
#include "render/page_names.h"
#include "render/pages.h"
#include "referat/referat.h"

const char *rf_page_name(enum referat_page page)
{
    static const char *const names[] = {"agenda", "minutes", "pack"};
    return names[page];
}

char *referat_emit(const struct referat_meeting *meeting, enum referat_page page,
                   enum referat_format format, size_t *size_bytes)
{
    static const struct rf_writer_ops *const kinds[] = {
        [REFERAT_FORMAT_HTML] = &rf_writer_html,
        [REFERAT_FORMAT_MARKDOWN] = &rf_writer_markdown};
    struct rf_buf out = {0};
    if (!rf_page_write(kinds[format], meeting, page, &out)) {
        rf_buf_clear(&out);
        return NULL;
    }
    if (size_bytes) {
        *size_bytes = out.n;
    }
    return (char *)rf_buf_string(&out);
}

const char *referat_outcome_word(const struct referat_series *series,
                                 enum referat_outcome outcome)
{
    const char *word = rf_lang_of(series)->outcome_words[outcome];
    return word ? word : "";
}

const char *referat_version(void)
{
    return REFERAT_VERSION;
}
