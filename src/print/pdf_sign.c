/* What a PDF says of itself, appended to what an engine wrote (print). ISO 32000-1, 7.5.6
 * (incremental updates) and 14.3.3 (the information dictionary). No reader of PDF is
 * needed for that: the trailer at the end has the three numbers that an update continues.
 *
 * An engine writes the clock, its own name and counters of its process. Those are
 * overwritten in place, at equal length, so that no offset moves; title, author and
 * subject follow in an update. */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "print/pdf.h"

/* The last trailer of the file: the numbers of its objects, 0 where it has none; how many
 * there are; and the place of the cross-reference table that it belongs to. */
struct end {
    size_t root, info, size, table_at;
};

/* The last place of a word, or NULL: an update repeats trailers, and the last one
 * counts. */
static const char *last_of(const struct rf_buf *file, const char *word)
{
    const char *found = NULL, *p = file->p, *end = file->p + file->n;
    size_t n = strlen(word);
    while ((p = memmem(p, (size_t)(end - p), word, n)) != NULL) {
        found = p;
        p += n;
    }
    return found;
}

/* The number after a key between two places; 0: there is none. */
static size_t number_after(const char *p, const char *end, const char *key)
{
    size_t n = strlen(key);
    const char *found = memmem(p, (size_t)(end - p), key, n);
    return found ? strtoul(found + n, NULL, 10) : 0;
}

/* Finds the last trailer; false where the file has none, or not what an update needs. */
static bool find_end(struct rf_buf *file, struct end *found)
{
    rf_buf_string(file); /* with a NUL, for strtoul */
    const char *trailer = last_of(file, "\ntrailer"), *start = last_of(file, "startxref");
    if (!trailer || !start || start < trailer) {
        return false;
    }
    *found = (struct end){
        .root = number_after(trailer, start, "/Root "),
        .info = number_after(trailer, start, "/Info "),
        .size = number_after(trailer, start, "/Size "),
        .table_at = strtoul(start + strlen("startxref"), NULL, 10),
    };
    return found->root && found->size && found->table_at;
}

/* ---- The clock ---- */

/* Both dates that Chromium writes, "D:20261125152347+00'00'", in their own length. */
static void set_clock(struct rf_buf *file, const char *date)
{
    static const char *const keys[] = {"/CreationDate (D:", "/ModDate (D:"};
    const size_t digits = 14;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char *p = memmem(file->p, file->n, keys[i], strlen(keys[i]));
        size_t n = strlen(keys[i]);
        if (p && (size_t)(file->p + file->n - p) > n + digits &&
            strlen(date) >= 2 + digits) {
            memcpy(p + n, date + 2, digits);
        }
    }
}

/* ---- The names of tags ---- */

enum { NODE_DIGITS = 8 };

/* The digits of the next "(node00000095)" from p on; NULL after the last. */
static char *next_node(const struct rf_buf *file, char *p)
{
    static const char first[] = "(node";
    char *end = file->p + file->n;
    while ((p = memmem(p, (size_t)(end - p), first, sizeof first - 1)) != NULL) {
        p += sizeof first - 1;
        if (end - p > NODE_DIGITS && strspn(p, "0123456789") == NODE_DIGITS &&
            p[NODE_DIGITS] == ')') {
            return p;
        }
    }
    return NULL;
}

static int compare_nodes(const void *a, const void *b)
{
    return memcmp(*(char *const *)a, *(char *const *)b, NODE_DIGITS);
}

/* Chromium names elements of the tag tree by a counter of the browser, which does not
 * begin at the same number each time. Counted from 1 in the same order they are the same,
 * and stay sorted, as the tree that finds them by name needs (7.9.6). */
static void number_nodes(struct rf_buf *file, struct rf_arena *arena)
{
    size_t count = 0, number = 0;
    for (char *p = file->p; (p = next_node(file, p)) != NULL;) {
        count++;
    }
    char **nodes = RF_ARENA_NEW_ARRAY(arena, count + 1, char *);
    char **names = RF_ARENA_NEW_ARRAY(arena, count + 1, char *);
    count = 0;
    for (char *p = file->p; (p = next_node(file, p)) != NULL;) {
        nodes[count++] = p;
    }
    qsort(nodes, count, sizeof *nodes, compare_nodes);
    for (size_t i = 0; i < count; i++) {
        number += i == 0 || compare_nodes(&nodes[i - 1], &nodes[i]) != 0;
        names[i] = rf_arena_format(arena, "%08zu", number);
    }
    for (size_t i = 0; i < count; i++) {
        memcpy(nodes[i], names[i], NODE_DIGITS);
    }
}

/* ---- The information ---- */

/* UTF-16BE with its mark, in hexadecimal: every character of every script, and nothing
 * that needs an escape. */
static void put_text(struct rf_buf *out, const char *key, const char *text)
{
    if (!*text) {
        return;
    }
    rf_buf_printf(out, "/%s <FEFF", key);
    size_t n = strlen(text), size;
    for (size_t i = 0; i < n; i += size) {
        uint32_t c = rf_utf8_next(text + i, n - i, &size);
        if (c >= 0x10000) {
            c -= 0x10000;
            rf_buf_printf(out, "%04X%04X", 0xD800 + (c >> 10), 0xDC00 + (c & 0x3FF));
        } else {
            rf_buf_printf(out, "%04X", c);
        }
    }
    rf_buf_puts(out, ">\n");
}

bool rf_pdf_sign(struct rf_buf *file, const struct rf_pdf_info *info,
                 struct rf_arena *arena)
{
    struct end end;
    if (!find_end(file, &end)) {
        return false;
    }
    size_t number = end.info ? end.info : end.size++;
    set_clock(file, info->date);
    number_nodes(file, arena);
    rf_buf_puts(file, "\n");
    size_t info_at = file->n;
    rf_buf_printf(file, "%zu 0 obj\n<<", number);
    put_text(file, "Title", info->title);
    put_text(file, "Author", info->author);
    put_text(file, "Subject", info->subject);
    rf_buf_puts(file, "/Creator (referat)\n");
    rf_buf_printf(file, "/CreationDate (%s)\n/ModDate (%s)>>\nendobj\n", info->date,
                  info->date);
    size_t table_at = file->n;
    rf_buf_printf(file, "xref\n%zu 1\n%010zu 00000 n \n", number, info_at);
    rf_buf_printf(file, "trailer\n<</Size %zu /Root %zu 0 R /Info %zu 0 R /Prev %zu>>\n",
                  end.size, end.root, number, end.table_at);
    rf_buf_printf(file, "startxref\n%zu\n%%%%EOF\n", table_at);
    return true;
}
