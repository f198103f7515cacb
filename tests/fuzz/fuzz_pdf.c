/* Any bytes as a PDF's own language: its content and streams, and, where they are JSON,
 * as what qpdf says of its objects (test). */
#include <jansson.h>
#include <string.h>

#include "fuzz.h"
#include "leak_scan/internal.h"
#include "leak_scan/pdf_open.h"
#include "leak_scan/pdf_text.h"

static bool see(void *data, const char *text, size_t n)
{
    size_t *bytes = data;
    *bytes += n + (size_t)(unsigned char)text[n - 1];
    return false;
}

/* What is written for qpdf is what jansson can write. */
static void open_objects(struct rf_looking *l, const char *text, size_t n)
{
    json_error_t error;
    json_t *pdf = json_loadb(text, n, JSON_ALLOW_NUL, &error);
    struct rf_pdf_finds finds;
    if (!pdf) {
        return;
    }
    rf_pdf_find(&finds, pdf);
    rf_look_pdf_values(l, pdf);
    for (size_t i = 0; i < json_array_size(finds.pages); i++) {
        rf_pdf_page_has_picture(&finds, i);
    }
    json_decref(rf_pdf_streams_to_read(&finds));
    json_t *update = rf_pdf_open(&finds);
    char *written = json_dumps(update, JSON_COMPACT);
    fuzz_require(written != NULL, "an update that cannot be written");
    free(written);
    json_decref(update);
    rf_pdf_finds_clear(&finds);
    json_decref(pdf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *text = (const char *)data;
    size_t bytes = 0;
    struct rf_arena arena = {0};
    struct rf_look look;
    rf_look_init(&look, see, &bytes);
    struct rf_looking l = {.look = &look,
                           .arena = &arena,
                           .path = "",
                           .bytes_left = 1 << 24,
                           .parts_left = 100};
    rf_look_pdf_content(&l, text, n);
    rf_look_pdf_orphans(&l, text, n);
    open_objects(&l, text, n);
    rf_look_clear(&look);
    rf_arena_clear(&arena);
    return 0;
}
