/* Mail as a file (.eml, .mht, .mbox): its head, its parts, what is attached to it
 * (leak_scan). RFC 5322, 2045 to 2047, 2231.
 *
 * The file is first read as text as it stands. Then each mail in it is taken apart:
 * head, encoded words, parts, attachments; an attachment is looked into as a file of its
 * name. */
#define _GNU_SOURCE /* memmem */
#include <string.h>
#include <strings.h>

#include "base/escape.h"
#include "base/str.h"
#include "leak_scan/readers.h"

enum {
    VALUE_BYTES = 256,
    PART_DEPTH = 16,
    HEAD_BYTES = 64 * 1024,
    WORD_BYTES = 2000, /* of an encoded word: 75 by RFC 2047 */
};

/* ---- The head ---- */

/* The length of the field name that a line begins with; 0: it is none. */
static size_t field_name(const char *p, size_t n)
{
    size_t i = 0;
    while (i < n && i < VALUE_BYTES && p[i] > ' ' && p[i] < 0x7F && p[i] != ':') {
        i++;
    }
    return i < n && p[i] == ':' ? i : 0;
}

/* The place after the line that p[at] is in. */
static size_t line_end(const char *p, size_t n, size_t at)
{
    const char *end = at < n ? memchr(p + at, '\n', n - at) : NULL;
    return end ? (size_t)(end - p) + 1 : n;
}

/* Where the head ends: after the first empty line, or before a line that does not belong
 * to a head. */
static size_t head_end(const char *p, size_t n)
{
    for (size_t at = 0, end; at < n; at = end) {
        size_t break_end = at;
        end = line_end(p, n, at);
        while (break_end < end && (p[break_end] == '\r' || p[break_end] == '\n')) {
            break_end++;
        }
        if (break_end == end) {
            return end;
        }
        if (p[at] != ' ' && p[at] != '\t' && !field_name(p + at, end - at)) {
            return at;
        }
    }
    return n;
}

/* What may stand in front of the first head: a mark of UTF-8, the line that begins a mail
 * of a mailbox, or the number of bytes that Apple's programs write. */
static size_t first_head(const char *p, size_t n)
{
    size_t start = n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    size_t end = line_end(p, n < HEAD_BYTES ? n : HEAD_BYTES, start), digits = start;
    while (digits < end && p[digits] >= '0' && p[digits] <= '9') {
        digits++;
    }
    bool is_number = digits > start;
    while (digits < end && (unsigned char)p[digits] <= ' ') {
        digits++;
    }
    bool is_box = n - start > 5 && memcmp(p + start, "From ", 5) == 0;
    return is_box || (is_number && digits == end) ? end : start;
}

bool rf_look_is_mail(const char *p, size_t n)
{
    static const char *const names[] = {
        "MIME-Version", "Received",     "Return-Path",  "Message-ID",
        "From",         "Subject",      "Date",         "To",
        "X-Mailer",     "Content-Type", "Delivered-To", "Reply-To",
        "Cc",           "Sender",       "X-Sender",     "Content-Transfer-Encoding"};
    size_t first = first_head(p, n), found = 0;
    p += first;
    n -= first;
    size_t head = n < HEAD_BYTES ? n : HEAD_BYTES;
    head = head_end(p, head);
    for (size_t at = 0; at < head; at = line_end(p, head, at)) {
        size_t length = field_name(p + at, head - at);
        for (size_t i = 0; length && i < sizeof names / sizeof *names; i++) {
            found +=
                strlen(names[i]) == length && strncasecmp(p + at, names[i], length) == 0;
        }
    }
    return found >= 2;
}

/* A field's value, its lines joined, in arena; "" where there is none. */
static const char *field(const char *head, size_t n, const char *name,
                         struct rf_arena *arena)
{
    size_t length = strlen(name);
    for (size_t at = 0, end; at < n; at = end) {
        end = line_end(head, n, at);
        if (field_name(head + at, end - at) != length ||
            strncasecmp(head + at, name, length) != 0) {
            continue;
        }
        while (end < n && (head[end] == ' ' || head[end] == '\t')) {
            end = line_end(head, n, end);
        }
        return rf_trim(
            arena, rf_arena_copy(arena, head + at + length + 1, end - at - length - 1));
    }
    return "";
}

/* A parameter of a field, without quotes: "boundary", "charset", "name"; "": none. */
static const char *parameter(const char *value, const char *name, struct rf_arena *arena)
{
    size_t length = strlen(name);
    for (const char *at = value; (at = strcasestr(at, name)) != NULL; at += length) {
        const char *p = at + length;
        p += strspn(p, " \t*");
        if (*p != '=' || (at > value && !strchr(" \t;\r\n", at[-1]))) {
            continue;
        }
        p += 1 + strspn(p + 1, " \t");
        return *p == '"' ? rf_arena_copy(arena, p + 1, strcspn(p + 1, "\""))
                         : rf_arena_copy(arena, p, strcspn(p, "; \t\r\n"));
    }
    return "";
}

/* ---- Words within the head that are encoded ---- */

/* Reads "=?charset?B?…?=" at p into out, in the charset's bytes; returns its length, 0
 * where it is none. */
static size_t read_word(const char *p, size_t n, char charset[VALUE_BYTES],
                        struct rf_buf *out)
{
    n = n < WORD_BYTES ? n : WORD_BYTES;
    const char *second = n > 2 ? memchr(p + 2, '?', n - 2) : NULL;
    size_t name = second ? (size_t)(second - p) - 2 : 0;
    if (!second || name >= VALUE_BYTES || n - name < 6 || second[2] != '?') {
        return 0;
    }
    const char *text = second + 3, *end = memmem(text, n - (size_t)(text - p), "?=", 2);
    if (!end) {
        return 0;
    }
    memcpy(charset, p + 2, name);
    charset[name] = '\0';
    charset[strcspn(charset, "*")] = '\0'; /* a language may follow (RFC 2231) */
    if ((second[1] | 0x20) == 'b') {
        rf_look_decode_base64(text, (size_t)(end - text), out);
    } else {
        rf_look_quoted_printable(text, (size_t)(end - text), out);
        for (size_t i = 0; i < out->n; i++) {
            out->p[i] = out->p[i] == '_' ? ' ' : out->p[i];
        }
    }
    return (size_t)(end - p) + 2;
}

/* Joins the encoded words of a head: a text may be cut between any two of its characters.
 * Each stretch of one encoding is looked at as a whole. */
static bool look_at_words(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_buf all = {0}, word = {0};
    char charset[VALUE_BYTES] = "", last[VALUE_BYTES] = "";
    bool is_enough = false;
    for (size_t at = 0; at < n && !is_enough;) {
        rf_buf_reset(&word);
        size_t size = p[at] == '=' && n - at > 1 && p[at + 1] == '?'
                          ? read_word(p + at, n - at, charset, &word)
                          : 0;
        if (size && *last && strcasecmp(charset, last) != 0) {
            is_enough = rf_look_in_charset(l, last, all.p ? all.p : "", all.n);
            rf_buf_reset(&all);
        }
        rf_buf_add(&all, size ? word.p : p + at, size ? word.n : 1);
        if (size) {
            memcpy(last, charset, sizeof last);
        }
        at += size ? size : 1;
    }
    is_enough = is_enough || (*last && rf_look_in_charset(l, last, all.p, all.n));
    rf_buf_clear(&all);
    rf_buf_clear(&word);
    return is_enough;
}

/* A long parameter goes on in others: name*0*=…; name*1*=… */
static bool look_at_parameters(struct rf_looking *l, const char *p, size_t n)
{
    struct rf_buf joined = {0};
    for (size_t i = 0; i < n; i++) {
        size_t digits = 0;
        if (p[i] != ';') {
            rf_buf_char(&joined, p[i]);
            continue;
        }
        size_t at = i + 1 + strspn(p + i + 1, " \t\r\n");
        at += strcspn(p + at, "*=;");
        if (p[at] == '*') {
            digits = strspn(p + at + 1, "0123456789");
        }
        size_t mark = at + 1 + digits;
        mark += digits && p[mark] == '*';
        if (digits && p[mark] == '=') {
            i = mark;
        }
    }
    bool is_enough = rf_look_string(l, joined.p ? joined.p : "", joined.n);
    rf_buf_clear(&joined);
    return is_enough;
}

/* ---- The body ---- */

static bool look_at_entity(struct rf_looking *l, const char *p, size_t n, unsigned depth);

/* The next line that is "--boundary" from at on; n: none. */
static size_t find_boundary(const char *p, size_t n, size_t at, const char *boundary)
{
    size_t length = strlen(boundary);
    for (; at < n; at = line_end(p, n, at)) {
        if (n - at >= length + 2 && p[at] == '-' && p[at + 1] == '-' &&
            memcmp(p + at + 2, boundary, length) == 0) {
            return at;
        }
    }
    return n;
}

/* The parts of a body. What stands before the first part and after the last is text that
 * programs do not show. */
static bool look_at_multipart(struct rf_looking *l, const char *p, size_t n,
                              const char *boundary, unsigned depth)
{
    size_t at = find_boundary(p, n, 0, boundary);
    if (rf_look_text(l, p, at)) {
        return true;
    }
    while (at < n) {
        size_t start = line_end(p, n, at);
        size_t end = find_boundary(p, n, start, boundary);
        if (look_at_entity(l, p + start, end - start, depth + 1)) {
            return true;
        }
        at = end;
    }
    return false;
}

static bool is_encrypted(const char *type)
{
    return strcasestr(type, "multipart/encrypted") || strcasestr(type, "pkcs7-mime") ||
           strcasestr(type, "pgp-encrypted");
}

static bool is_of_text(const char *type)
{
    return !*type || strncasecmp(type, "text/", 5) == 0;
}

/* A body whose transfer encoding is undone. Unnamed text is read as the mail's own; all
 * else is a file. A signature may be anything: it is no text, and is not missed. */
static bool look_at_body(struct rf_looking *l, const char *type, const char *name,
                         const struct rf_buf *body)
{
    const char *p = body->p ? body->p : "";
    const char *charset = parameter(type, "charset", l->arena);
    bool is_signature =
        strcasestr(type, "pkcs7-signature") || strcasestr(type, "pgp-signature");
    if (is_encrypted(type)) {
        rf_look_miss(l, "it is encrypted");
    }
    if (is_of_text(type) && !*name) {
        return rf_look_encoded(l, p, body->n) ||
               (*charset && rf_look_in_charset(l, charset, p, body->n));
    }
    return rf_look_part(l, *name ? name : type, p, body->n,
                        is_signature ? RF_PART_GUESS : RF_PART_FILE) ||
           (is_of_text(type) && *charset && rf_look_in_charset(l, charset, p, body->n));
}

/* One part with its head, or the whole mail. The head is read as it is, then with its
 * encoded words and its long parameters joined. */
static bool look_at_entity(struct rf_looking *l, const char *p, size_t n, unsigned depth)
{
    size_t head = head_end(p, n);
    const char *type = field(p, head, "Content-Type", l->arena);
    const char *encoding = field(p, head, "Content-Transfer-Encoding", l->arena);
    const char *boundary = parameter(type, "boundary", l->arena);
    const char *name =
        parameter(field(p, head, "Content-Disposition", l->arena), "filename", l->arena);
    const char *terminated = rf_arena_copy(l->arena, p, head); /* with a NUL */
    struct rf_buf body = {0};
    name = *name ? name : parameter(type, "name", l->arena);
    if (depth > PART_DEPTH || !rf_look_may_open(l)) {
        return rf_look_miss(l, "it has parts within parts too deep to look into");
    }
    if (rf_look_text(l, p, head) ||
        (memmem(p, head, "=?", 2) && look_at_words(l, p, head)) ||
        (memmem(p, head, "*=", 2) &&
         look_at_parameters(l, terminated, strlen(terminated)))) {
        return true;
    }
    if (*boundary && strncasecmp(type, "multipart/", 10) == 0) {
        return (is_encrypted(type) && rf_look_miss(l, "it is encrypted")) ||
               look_at_multipart(l, p + head, n - head, boundary, depth);
    }
    if (strcasecmp(encoding, "base64") == 0) {
        rf_look_decode_base64(p + head, n - head, &body);
    } else if (strcasecmp(encoding, "quoted-printable") == 0) {
        rf_look_quoted_printable(p + head, n - head, &body);
    } else {
        rf_buf_add(&body, p + head, n - head);
    }
    bool is_enough = look_at_body(l, type, name, &body);
    rf_buf_clear(&body);
    return is_enough;
}

/* A file may hold several mails, each of which begins with "From " (mbox). */
bool rf_look_mail(struct rf_looking *l, const char *p, size_t n)
{
    bool is_enough = rf_look_encoded(l, p, n);
    if (is_enough || !rf_look_enter(l, RF_DOCUMENT)) {
        return is_enough;
    }
    for (size_t at = 0, end; at < n && !is_enough; at = end) {
        bool is_box = n - at > 5 && memcmp(p + at, "From ", 5) == 0;
        size_t from = at + first_head(p + at, n - at);
        const char *next = is_box ? memmem(p + from, n - from, "\nFrom ", 6) : NULL;
        end = next ? (size_t)(next - p) + 1 : n;
        is_enough = look_at_entity(l, p + from, end - from, 0);
    }
    rf_look_leave(l, RF_DOCUMENT);
    return is_enough;
}
