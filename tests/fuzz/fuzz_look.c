/* Any bytes as a file of a public edition: whatever it is, the look comes to an end,
 * within its limits, and says the same twice (test). No other program is run: for a PDF
 * the look ends with what is missing; its language has a target of its own. */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/limits.h"
#include "base/str.h"
#include "fuzz.h"
#include "leak_scan/look.h"

struct seen {
    struct rf_digest digest; /* of all texts, in their order */
    size_t count, bytes;
};

static bool see(void *data, const char *text, size_t n)
{
    struct seen *seen = data;
    struct rf_digest both[2] = {seen->digest, rf_digest_of(text, n)};
    fuzz_require(n > 0, "an empty text");
    seen->digest = rf_digest_of((const char *)both, sizeof both);
    seen->count++;
    seen->bytes += n;
    return false;
}

static struct seen look_into(const char *bytes, size_t n)
{
    struct seen seen = {.count = 0};
    struct rf_look look;
    struct rf_arena arena = {0};
    rf_look_init(&look, see, &seen);
    struct rf_look_result result = rf_look_into(&look, bytes, n, &arena);
    fuzz_require(!result.is_enough, "enough, which nobody said");
    fuzz_require(!result.unseen || *result.unseen, "a reason without words");
    rf_look_clear(&look);
    rf_arena_clear(&arena);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    setenv("PATH", "", 1);
    struct seen once = look_into((const char *)data, n);
    struct seen again = look_into((const char *)data, n);
    fuzz_require(once.count == again.count &&
                     rf_digest_equal(&once.digest, &again.digest),
                 "other texts the second time");
    return 0;
}
