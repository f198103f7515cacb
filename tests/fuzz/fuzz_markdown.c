/* Any text as a body of Markdown: rendered safely in both formats, and the Markdown that
 * comes out is taken again (test). */
#include "diag/source.h"
#include "fuzz.h"
#include "parse/markdown.h"
#include "render/prose_writer.h"

/* False where there are errors: then no page is made. */
static bool render(const char *text, size_t n, struct rf_buf *html, struct rf_buf *md)
{
    static const struct rf_prose_context plain = {0};
    struct rf_arena arena = {0};
    struct rf_diags diags;
    rf_diags_init(&diags, &arena);
    const struct referat_source *source = rf_source_make(&arena, "text.md", text, n);
    const struct rf_markdown input = {.source = source,
                                      .text = source->text,
                                      .text_bytes = source->text_bytes,
                                      .end_bytes = source->text_bytes};
    struct referat_node *list = rf_markdown_blocks(&arena, &diags, &input);
    bool is_good = !diags.error_count;
    if (is_good) {
        rf_prose_html(&plain, list, html);
        rf_prose_markdown(&plain, list, "", md);
    }
    rf_arena_clear(&arena);
    return is_good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *text = (const char *)data;
    struct rf_buf html = {0}, md = {0}, again = {0};
    if (fuzz_is_loaded(text, n) && render(text, n, &html, &md)) {
        fuzz_check_html(&html);
        fuzz_check_text(&md);
        rf_buf_reset(&html);
        (void)render(rf_buf_string(&md), md.n, &html, &again);
        fuzz_check_html(&html);
    }
    rf_buf_clear(&html);
    rf_buf_clear(&md);
    rf_buf_clear(&again);
    rf_markdown_release();
    return 0;
}
