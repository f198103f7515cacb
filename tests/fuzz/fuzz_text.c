/* Any bytes as a text in one of the encodings, with its escapes (test). The first byte
 * chooses the encoding, the second the kinds of escapes. */
#include <string.h>

#include "base/escape.h"
#include "base/str.h"
#include "leak_scan/leak.h"
#include "leak_scan/normalize.h"
#include "fuzz.h"
#include "leak_scan/internal.h"

static const char *const charsets[] = {
    "UTF-8",  "UTF-16LE",   "UTF-16BE",  "UTF-32LE",    "UTF-32BE", "UTF-16",
    "UTF-7",  "ISO-8859-1", "MACINTOSH", "CP850",       "IBM037",   "SHIFT_JIS",
    "EUC-JP", "BIG5",       "GB18030",   "ISO-2022-JP",
};

enum { CHARSETS = sizeof charsets / sizeof *charsets };

static bool see(void *data, const char *text, size_t n)
{
    const char *origin;
    (void)rf_leak_scan(data, text, n, &origin);
    return false;
}

static void check_letters(const char *text, size_t n)
{
    struct rf_buf letters = {0}, again = {0};
    rf_letters(text, n, &letters);
    rf_letters(letters.p ? letters.p : "", letters.n, &again);
    fuzz_require(letters.n == again.n &&
                     (!letters.n || memcmp(letters.p, again.p, letters.n) == 0),
                 "letters of letters are others");
    rf_buf_clear(&letters);
    rf_buf_clear(&again);
}

static void check_escapes(const char *text, size_t n, unsigned kinds)
{
    struct rf_buf undone = {0};
    bool is_changed = rf_unescape(text, n, kinds, &undone);
    fuzz_require(is_changed || undone.n == n, "other bytes without an escape");
    fuzz_require(undone.n <= 2 * n, "escapes that grow"); /* "&nGt" has one byte fewer */
    rf_buf_clear(&undone);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n < 2) {
        return 0;
    }
    const char *text = (const char *)data + 2;
    struct rf_arena arena = {0};
    struct rf_look look;
    struct rf_leaks *leaks = rf_leaks_new();
    rf_leaks_add_closed(leaks, "Opsigelse af lejemålet i Pakhus 7", "item 2");
    rf_look_init(&look, see, leaks);
    struct rf_looking l = {.look = &look,
                           .arena = &arena,
                           .path = "",
                           .bytes_left = 1 << 24,
                           .parts_left = 100};
    rf_look_in_charset(&l, charsets[data[0] % CHARSETS], text, n - 2);
    rf_look_encoded(&l, text, n - 2);
    check_letters(text, n - 2);
    check_escapes(text, n - 2, data[1] % 32);
    rf_look_clear(&look);
    rf_leaks_free(leaks);
    rf_arena_clear(&arena);
    return 0;
}
