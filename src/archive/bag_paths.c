/* Names of files in a bag (archive).
 *
 * A bag is read on other systems, decades later: names are reduced to what all of them
 * can carry, and no two differ in the case of letters alone, because on some systems
 * they would be one file. */
#include "archive/bag_paths.h"

#include <stdint.h>
#include <string.h>

#include "base/path.h"
#include "base/set.h"
#include "base/str.h"

const char *rf_claim_path(struct rf_set *claimed, const char *path)
{
    const char *name = rf_path_name(path), *dot = strrchr(name, '.');
    const char *end = dot && dot != name ? dot : name + strlen(name);
    const char *own = path;
    for (size_t number = 2; !rf_set_add(claimed, rf_fold(claimed->arena, own));
         number++) {
        own = rf_arena_format(claimed->arena, "%.*s-%zu%s", (int)(end - path), path,
                              number, end);
    }
    return own;
}

/* ---- Plain names ---- */

/* Windows drops blanks and dots at the end of a part, and people overlook blanks at its
 * beginning. */
static bool is_lost(const char *path, size_t at)
{
    char before = at ? path[at - 1] : '/', c = path[at], after = path[at + 1];
    bool is_first = before == '/', is_last = after == '/' || !after;
    return (c == ' ' && (is_first || is_last)) || (c == '.' && is_last);
}

const char *rf_plain_path(struct rf_arena *arena, const char *path)
{
    size_t n = strlen(path);
    struct rf_buf out = {0};
    for (size_t i = 0, size; i < n; i += size) {
        uint32_t c = rf_utf8_next(path + i, n - i, &size);
        bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0) || rf_is_bidi_control(c);
        bool is_forbidden =
            is_control || c == 0xFFFD || (c < 0x80 && strchr("%\\:*?\"<>|", (int)c));
        if (is_forbidden || is_lost(path, i)) {
            rf_buf_char(&out, '_');
        } else {
            rf_buf_add(&out, path + i, size);
        }
    }
    const char *plain = rf_nfc(arena, rf_arena_string(arena, rf_buf_string(&out)));
    rf_buf_clear(&out);
    return plain;
}
