/* Any bytes as one document, from front matter to pages (test). */
#include "driver/run.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct referat_options options = referat_default_options();
    fuzz_compile(rf_run_open_text(n ? (const char *)data : "", n, &options, NULL));
    return 0;
}
