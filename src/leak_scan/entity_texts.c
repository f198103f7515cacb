/* Entities that an XML document declares for itself (leak_scan): <!ENTITY name "text">.
 */
#define _GNU_SOURCE /* memmem */
#include "leak_scan/internal.h"

#include <string.h>

enum {
    MOST = 256,                      /* of one document */
    DEPTH = 4,                       /* of entities within entities */
    GROWTH_BYTES = 16 * 1024 * 1024, /* beyond it nothing more is read */
};

struct entity {
    const char *name, *text;
    size_t name_bytes, text_bytes;
};

struct entities {
    struct entity list[MOST];
    size_t count;
    size_t bytes_left; /* that may be read, those of entities included */
};

static size_t blanks(const char *p, size_t n)
{
    size_t i = 0;
    while (i < n && (p[i] == ' ' || p[i] == '\t' || p[i] == '\r' || p[i] == '\n')) {
        i++;
    }
    return i;
}

/* What follows "<!ENTITY". One that is a file's has no text here. */
static void read_declaration(struct entities *e, const char *p, size_t n)
{
    size_t name = blanks(p, n), end = name;
    while (end < n && !strchr(" \t\r\n\"'<>&;", p[end])) {
        end++;
    }
    size_t at = end + blanks(p + end, n - end);
    if (end == name || at >= n || (p[at] != '"' && p[at] != '\'')) {
        return;
    }
    const char *close = memchr(p + at + 1, p[at], n - at - 1);
    if (close && e->count < MOST) {
        e->list[e->count++] = (struct entity){.name = p + name,
                                              .name_bytes = end - name,
                                              .text = p + at + 1,
                                              .text_bytes = (size_t)(close - p) - at - 1};
    }
}

/* Appends p[0..n) with the entities in it replaced. Those beyond DEPTH are left out: they
 * may contain each other. */
static void replace(struct entities *e, const char *p, size_t n, unsigned depth,
                    struct rf_buf *out)
{
    enum { NAME_BYTES = 64 };
    for (size_t i = 0; i < n && e->bytes_left; i++) {
        e->bytes_left--;
        size_t left = n - i - 1 < NAME_BYTES ? n - i - 1 : NAME_BYTES, k;
        const char *name = p + i + 1;
        const char *end = p[i] == '&' ? memchr(name, ';', left) : NULL;
        size_t name_bytes = end ? (size_t)(end - name) : 0;
        for (k = end ? 0 : e->count; k < e->count; k++) {
            if (e->list[k].name_bytes == name_bytes &&
                memcmp(e->list[k].name, name, name_bytes) == 0) {
                break;
            }
        }
        if (k == e->count) {
            rf_buf_char(out, p[i]);
            continue;
        }
        if (depth < DEPTH) {
            replace(e, e->list[k].text, e->list[k].text_bytes, depth + 1, out);
        }
        i = (size_t)(end - p);
    }
}

bool rf_look_expand(const char *p, size_t n, struct rf_buf *out)
{
    static const char mark[] = "<!ENTITY";
    struct entities e = {.bytes_left = n + GROWTH_BYTES};
    const char *at = n ? memmem(p, n, mark, sizeof mark - 1) : NULL;
    while (at) {
        at += sizeof mark - 1;
        read_declaration(&e, at, n - (size_t)(at - p));
        at = memmem(at, n - (size_t)(at - p), mark, sizeof mark - 1);
    }
    if (e.count) {
        replace(&e, p, n, 0, out);
    }
    return e.count && out->n;
}
