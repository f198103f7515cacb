/* Any text as a document's YAML: a tree whose places lie within the text, or a finding
 * (test). */
#include "diag/source.h"
#include "fuzz.h"
#include "parse/yaml_tree.h"

static void check_tree(const struct rf_yaml *node, uint32_t end)
{
    for (; node; node = node->next) {
        fuzz_require(node->span.start_bytes <= node->span.end_bytes &&
                         node->span.end_bytes <= end,
                     "a value outside its text");
        fuzz_require(strlen(node->text) == node->text_bytes, "a NUL within a value");
        check_tree(node->first, end);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *text = (const char *)data;
    if (!fuzz_is_loaded(text, n)) {
        return 0;
    }
    struct rf_arena arena = {0};
    struct rf_diags diags;
    rf_diags_init(&diags, &arena);
    const struct referat_source *source = rf_source_make(&arena, "text.yaml", text, n);
    bool failed = false;
    const struct rf_yaml *top =
        rf_yaml_read(&arena, &diags, source, 0, source->text_bytes, &failed);
    fuzz_require(!failed || diags.error_count, "a failure without a finding");
    check_tree(top, source->text_bytes);
    rf_arena_clear(&arena);
    return 0;
}
