/* The memory that cmark works in (parse): an arena of the thread, which is reset after
 * each text. Freeing does nothing, so a tree of cmark costs no walk to free it. */
#include "parse/markdown_memory.h"

#include <cmark.h>
#include <string.h>

#include "parse/markdown.h"

/* cmark's allocator callbacks have no context pointer, so its memory is reached through
 * this one variable. Its blocks are kept for the next text of the same thread. */
static _Thread_local struct rf_arena scratch;

struct rf_arena *rf_md_scratch(void)
{
    return &scratch;
}

void rf_markdown_release(void)
{
    rf_arena_clear(&scratch);
}

/* In front of everything that cmark allocates, since realloc gets no old size. */
union header {
    size_t capacity_bytes;
    long double alignment;
    void *pointer_alignment[2];
};

/* Memory with its header; not zeroed. */
static void *scratch_take(size_t n)
{
    union header *header = rf_arena_take(&scratch, sizeof *header + n);
    header->capacity_bytes = n;
    return header + 1;
}

static void *scratch_calloc(size_t count, size_t size_bytes)
{
    size_t n = count * size_bytes; /* small constants or checked sizes */
    return memset(scratch_take(n), 0, n);
}

/* cmark asks for half as much again as it needs, mostly for what it was given last: the
 * text of the paragraph that it reads. */
static void *scratch_realloc(void *p, size_t size_bytes)
{
    union header *header = p ? (union header *)p - 1 : NULL;
    size_t old_bytes = header ? header->capacity_bytes : 0;
    if (header && size_bytes <= old_bytes) {
        return p;
    }
    if (header && rf_arena_extend(&scratch, header, sizeof *header + old_bytes,
                                  sizeof *header + size_bytes)) {
        header->capacity_bytes = size_bytes;
        return p;
    }
    void *grown = scratch_take(size_bytes);
    if (p) {
        memcpy(grown, p, old_bytes);
    }
    return grown;
}

static void scratch_free(void *p)
{
    (void)p;
}

cmark_mem rf_md_memory = {scratch_calloc, scratch_realloc, scratch_free};
