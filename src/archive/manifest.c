/* Manifests of a bag (archive). RFC 8493 section 2.1.3.
 *
 * Tools differ in how they write paths. What they have in common is read: a checksum,
 * blanks, a path with %25, %0A and %0D; what an older tool has left undecoded is found
 * by its literal form. The same code is used for our bags and for those of others. */
#include "archive/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/str.h"

/* ---- Paths ---- */

void rf_manifest_put_path(struct rf_buf *out, const char *path)
{
    for (; *path; path++) {
        switch (*path) {
        case '%':
            rf_buf_puts(out, "%25");
            break;
        case '\n':
            rf_buf_puts(out, "%0A");
            break;
        case '\r':
            rf_buf_puts(out, "%0D");
            break;
        default:
            rf_buf_char(out, *path);
        }
    }
}

/* The sign that %25, %0A or %0D stands for; NUL where there is none of them. */
static char decoded(const char *s)
{
    if (strncmp(s, "%25", 3) == 0) {
        return '%';
    }
    bool is_zero = s[0] == '%' && s[1] == '0';
    if (is_zero && (s[2] == 'A' || s[2] == 'a')) {
        return '\n';
    }
    return is_zero && (s[2] == 'D' || s[2] == 'd') ? '\r' : '\0';
}

const char *rf_manifest_path(struct rf_arena *arena, const char *written)
{
    char *path = rf_arena_string(arena, written);
    char *out = path;
    for (const char *p = written; *p;) {
        char c = decoded(p);
        *out++ = c ? c : *p;
        p += c ? 3 : 1;
    }
    *out = '\0';
    return path;
}

/* True where one of the names between the slashes of a path is `part`. */
static bool has_part(const char *path, const char *part)
{
    size_t n = strlen(part);
    for (const char *p = path; p; p = strchr(p, '/') ? strchr(p, '/') + 1 : NULL) {
        if (strncmp(p, part, n) == 0 && (p[n] == '/' || !p[n])) {
            return true;
        }
    }
    return false;
}

bool rf_manifest_path_is_safe(const char *path, const char **why)
{
    if (path[0] == '/') {
        *why = "is absolute";
    } else if (has_part(path, "..")) {
        *why = "leads out of the bag";
    } else if (path[0] == '~') {
        *why = "begins with '~', which leads to a home folder";
    } else if (has_part(path, "") || has_part(path, ".")) {
        *why = "has an empty part or a lone '.'";
    } else {
        return true;
    }
    return false;
}

/* ---- Reading ---- */

struct reader {
    struct rf_manifest *manifest;
    struct rf_arena *arena;
    rf_manifest_complain *complain;
    void *data;
    size_t line;
};

/* Reports the line at hand; is_refusal: it would lead out of the bag. */
static void complain(struct reader *reader, bool is_refusal, const char *message)
{
    reader->complain(reader->data, reader->manifest, reader->line, is_refusal, message);
}

/* Of a kind that is not known any word will do. */
static bool is_checksum(const struct rf_manifest *m, const char *s, size_t n)
{
    return n && (!m->is_known || (n == rf_hash_digits(m->kind) &&
                                  strspn(s, "0123456789abcdefABCDEF") >= n));
}

/* "CHECKSUM  PATH"; md5sum and its kin put a "*" or "./" before the path. A path is to be
 * safe as it is written, too: other tools do not decode it. */
static void read_line(struct reader *reader, const char *line)
{
    struct rf_manifest *m = reader->manifest;
    size_t n = strcspn(line, " \t");
    const char *written = line + n + strspn(line + n, " \t");
    if (!is_checksum(m, line, n) || !*written) {
        complain(
            reader, false,
            rf_arena_format(reader->arena, "is no checksum of %s and a path", m->word));
        return;
    }
    written += *written == '*';
    while (rf_starts_with(written, "./")) {
        written += 2;
    }
    struct rf_manifest_entry entry = {
        .path = rf_manifest_path(reader->arena, written),
        .digits = rf_arena_copy(reader->arena, line, n),
        .line = reader->line,
    };
    const char *why;
    if (!rf_manifest_path_is_safe(entry.path, &why) ||
        !rf_manifest_path_is_safe(written, &why)) {
        complain(reader, true,
                 rf_arena_format(reader->arena, "the path '%s' %s", written, why));
        return;
    }
    if (strcmp(entry.path, written) != 0) {
        entry.literal = rf_arena_string(reader->arena, written);
        m->has_percent = true;
    }
    RF_LIST_ADD(reader->arena, m, entry);
}

/* By path; of one path the entry that was written first. */
static int compare_entries(const void *a, const void *b)
{
    const struct rf_manifest_entry *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* The algorithm is named by the file: "sha512" of "manifest-sha512.txt". */
void rf_manifest_read(struct rf_manifest *manifest, struct rf_arena *arena,
                      const char *text, size_t n, rf_manifest_complain *complain_to,
                      void *data)
{
    struct reader reader = {manifest, arena, complain_to, data, 0};
    const char *dash = strchr(manifest->name, '-');
    size_t word_bytes = dash ? strlen(dash + 1) : 0;
    manifest->word = word_bytes > 4
                         ? rf_fold(arena, rf_arena_copy(arena, dash + 1, word_bytes - 4))
                         : "";
    manifest->is_known = rf_hash_find(manifest->word, &manifest->kind);
    for (size_t i = 0, size; i < n; i += size + 1) {
        const char *end = memchr(text + i, '\n', n - i);
        size = end ? (size_t)(end - (text + i)) : n - i;
        size_t kept = size && text[i + size - 1] == '\r' ? size - 1 : size;
        reader.line++;
        if (kept) {
            read_line(&reader, rf_arena_copy(arena, text + i, kept));
        }
    }
    if (manifest->count) {
        qsort(manifest->list, manifest->count, sizeof *manifest->list, compare_entries);
    }
}

/* ---- Looking up ---- */

/* By the decoded path; where that is not listed, by what an older tool has written, which
 * did not encode percent signs. */
struct rf_manifest_entry *rf_manifest_find(const struct rf_manifest *manifest,
                                           const char *path)
{
    size_t low = 0, high = manifest->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(manifest->list[middle].path, path) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < manifest->count && strcmp(manifest->list[low].path, path) == 0) {
        return &manifest->list[low];
    }
    bool may_be_literal = manifest->has_percent && strchr(path, '%');
    for (size_t i = 0; may_be_literal && i < manifest->count; i++) {
        const char *literal = manifest->list[i].literal;
        if (literal && strcmp(literal, path) == 0) {
            return &manifest->list[i];
        }
    }
    return NULL;
}
