/* An OpenDocument text as it was before the changes that it keeps (leak_scan): what was
 * deleted stands at the beginning, and a mark at its place; what was inserted stands
 * between two. */
#define _GNU_SOURCE /* memmem */
#include "leak_scan/internal.h"

#include <string.h>

enum { MOST = 4096, ID_BYTES = 128 }; /* of the changes of one document */

struct change {
    char id[ID_BYTES];
    const char *text; /* what was deleted; NULL: something was inserted */
    size_t text_bytes;
};

struct changes {
    struct change *list;
    size_t count;
};

/* The next mark in p..end, or NULL; also where p is past the end. */
static const char *find(const char *p, const char *end, const char *mark)
{
    return p < end ? memmem(p, (size_t)(end - p), mark, strlen(mark)) : NULL;
}

/* Reads the value that follows mark within the tag at p; "" where there is none. */
static void read_id(const char *p, const char *end, const char *mark, char id[ID_BYTES])
{
    const char *close = find(p, end, ">");
    const char *value = close ? find(p, close, mark) : NULL;
    size_t n = 0;
    id[0] = '\0';
    for (value = value ? value + strlen(mark) : NULL;
         value && value < close && *value != '"' && *value != '\'' && n < ID_BYTES - 1;) {
        id[n++] = *value++;
    }
    id[n] = '\0';
}

/* Lists the changes: of a deletion its text, of an insertion the id alone. */
static void read_changes(struct changes *changes, const char *p, const char *end)
{
    static const char region[] = "<text:changed-region", opens[] = "<text:deletion>";
    for (p = find(p, end, region); p && changes->count < MOST;) {
        const char *next = find(p + 1, end, region);
        const char *limit = next ? next : end;
        const char *text = find(p, limit, opens);
        const char *close = text ? find(text, limit, "</text:deletion>") : NULL;
        struct change *change = &changes->list[changes->count++];
        *change = (struct change){.text = close ? text + sizeof opens - 1 : NULL};
        change->text_bytes = close ? (size_t)(close - change->text) : 0;
        read_id(p, limit, "id=\"", change->id);
        p = next;
    }
}

/* Appends p..end with what was deleted at its place, and without what was inserted: that
 * stands between a mark of its start and one of its end. */
static void put_earlier(const struct changes *changes, const char *p, const char *end,
                        struct rf_buf *out)
{
    static const char mark[] = "<text:change";
    char id[ID_BYTES];
    for (const char *at; (at = find(p, end, mark)) != NULL;) {
        const struct change *change = NULL;
        rf_buf_add(out, p, (size_t)(at - p));
        read_id(at, end, "change-id=\"", id);
        for (size_t i = 0; *id && !change && i < changes->count; i++) {
            change = strcmp(changes->list[i].id, id) == 0 ? &changes->list[i] : NULL;
        }
        p = find(at, end, ">");
        p = p ? p + 1 : end;
        bool is_start = at + sizeof mark - 1 < end && at[sizeof mark - 1] == '-' &&
                        at[sizeof mark] == 's';
        if (change && change->text && !is_start) {
            rf_buf_add(out, change->text, change->text_bytes);
        } else if (change && !change->text && is_start) {
            const char *close = find(p, end, "<text:change-end");
            p = close ? close : p;
        }
    }
    rf_buf_add(out, p, (size_t)(end - p));
}

bool rf_look_earlier(const char *p, size_t n, struct rf_buf *out)
{
    static const char opens[] = "<text:tracked-changes",
                      closes[] = "</text:tracked-changes>";
    struct rf_arena arena = {0};
    const char *end = p + n, *from = find(p, end, opens);
    const char *to = from ? find(from, end, closes) : NULL;
    if (!to) {
        return false;
    }
    struct changes changes = {.list = RF_ARENA_NEW_ARRAY(&arena, MOST, struct change)};
    read_changes(&changes, from, to);
    rf_buf_add(out, p, (size_t)(from - p));
    put_earlier(&changes, to + sizeof closes - 1, end, out);
    rf_arena_clear(&arena);
    return true;
}
