/* The small texts of a bag: bagit.txt, bag-info.txt, fetch.txt (archive). RFC 8493
 * sections 2.1.1, 2.2.2, 2.2.3.
 *
 * Each file has one function. A fault in a line is a finding, and reading goes on with
 * the next. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "archive/verifier.h"
#include "base/set.h"
#include "base/str.h"

/* ---- Lines ---- */

struct lines {
    struct rf_arena *arena;
    const char *text;
    size_t n, at;
    size_t number; /* of the line at hand, from 1 */
};

/* The next line without its end, or NULL. */
static const char *next_line(struct lines *lines)
{
    if (lines->at >= lines->n) {
        return NULL;
    }
    const char *start = lines->text + lines->at;
    const char *end = memchr(start, '\n', lines->n - lines->at);
    size_t n = end ? (size_t)(end - start) : lines->n - lines->at;
    lines->at += n + 1;
    lines->number++;
    return rf_arena_copy(lines->arena, start, n && start[n - 1] == '\r' ? n - 1 : n);
}

/* ---- bagit.txt ---- */

static const char version_label[] = "BagIt-Version: ";
static const char encoding_label[] = "Tag-File-Character-Encoding: ";

/* Line 1 of bagit.txt. Where it is not understood the bag is checked by the rules of
 * 1.0, the strictest. */
static void check_version(struct rf_verifier *v, const char *line)
{
    static const char *const known[] = {"0.93", "0.94", "0.95", "0.96", "0.97", "1.0"};
    static const char name[] = "bagit.txt";
    if (!line || !rf_starts_with(line, version_label)) {
        rf_verifier_say(v, RF_BAG_WRONG, name, "line 1 is to be 'BagIt-Version: 1.0'%s",
                        line && rf_starts_with(line, "\xEF\xBB\xBF")
                            ? ", without the byte-order mark"
                            : "");
        return;
    }
    const char *version = line + strlen(version_label);
    bool is_known = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        is_known = is_known || strcmp(known[i], version) == 0;
    }
    if (!is_known) {
        rf_verifier_say(v, RF_BAG_WRONG, name,
                        "the version '%s' is not known: 1.0 and 0.93 to 0.97 are",
                        version);
        return;
    }
    v->check->version = version;
    v->is_strict = version[0] == '1';
}

/* False for an encoding that is not read here. */
static bool check_encoding(struct rf_verifier *v, const char *line)
{
    if (!line || !rf_starts_with(line, encoding_label)) {
        rf_verifier_say(v, RF_BAG_WRONG, "bagit.txt",
                        "line 2 is to be 'Tag-File-Character-Encoding: UTF-8'");
        return true;
    }
    const char *encoding = line + strlen(encoding_label);
    if (strcmp(rf_fold(v->arena, encoding), "utf-8") != 0) {
        rf_verifier_say(v, RF_BAG_WRONG, "bagit.txt",
                        "the tag files are in '%s': only UTF-8 is read here", encoding);
        return false;
    }
    return true;
}

bool rf_verify_declaration(struct rf_verifier *v)
{
    struct rf_buf text = {0};
    v->is_strict = true;
    bool is_read = rf_verifier_read(v, "bagit.txt", &text);
    if (!is_read && errno == ENOENT) {
        rf_verifier_say(v, RF_BAG_WRONG, "", "is no bag: it has no bagit.txt");
    }
    if (is_read) {
        struct lines lines = {.arena = v->arena, .text = text.p, .n = text.n};
        check_version(v, next_line(&lines));
        is_read = check_encoding(v, next_line(&lines));
        if (next_line(&lines)) {
            rf_verifier_say(v, RF_BAG_WRONG, "bagit.txt", "has more than two lines");
        }
    }
    rf_buf_clear(&text);
    return is_read;
}

/* ---- bag-info.txt ---- */

/* Labels are compared without case (RFC 8493, 2.2.2). */
static bool is_label(struct rf_arena *arena, const char *line, const char *label)
{
    size_t n = strcspn(line, ":");
    const char *given = rf_trim(arena, rf_arena_copy(arena, line, n));
    return strcmp(rf_fold(arena, given), label) == 0;
}

/* "BYTES.FILES", the sum of the payload (RFC 8493, 2.2.2). */
static void check_oxum(struct rf_verifier *v, const char *name, const char *value)
{
    struct rf_bag_check *check = v->check;
    char *dot;
    errno = 0;
    unsigned long long bytes = strtoull(value, &dot, 10);
    char *end = dot;
    unsigned long long count = *dot == '.' ? strtoull(dot + 1, &end, 10) : 0;
    bool is_well_formed = value[0] >= '0' && value[0] <= '9' && *dot == '.' &&
                          dot[1] >= '0' && dot[1] <= '9' && !*end && !errno;
    if (!is_well_formed) {
        rf_verifier_say(v, RF_BAG_WRONG, name,
                        "Payload-Oxum is to be BYTES.FILES, not '%s'", value);
    } else if (!v->is_partly_counted &&
               (bytes != check->payload_bytes || count != check->payload_count)) {
        rf_verifier_say(
            v, RF_BAG_WRONG, name,
            "Payload-Oxum says %llu bytes in %llu files, and there are %llu in "
            "%zu",
            bytes, count, (unsigned long long)check->payload_bytes, check->payload_count);
    }
}

/* A line that begins with a blank continues the one before it. */
void rf_verify_info(struct rf_verifier *v)
{
    /* package-info.txt: before version 0.96. */
    static const char *const names[] = {"bag-info.txt", "package-info.txt"};
    struct rf_buf text = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool is_read = rf_verifier_read(v, names[i], &text);
        struct lines lines = {
            .arena = v->arena, .text = text.p, .n = is_read ? text.n : 0};
        for (const char *line; (line = next_line(&lines)) != NULL;) {
            bool goes_on = *line == ' ' || *line == '\t';
            const char *colon = strchr(line, ':');
            if (!*line || (goes_on && lines.number > 1)) {
                continue;
            }
            if (!colon || colon == line) {
                rf_verifier_say(v, RF_BAG_WRONG, names[i],
                                "line %zu is no 'Label: value'", lines.number);
            } else if (is_label(v->arena, line, "payload-oxum")) {
                check_oxum(v, names[i], rf_trim(v->arena, colon + 1));
            } else if (is_label(v->arena, line, "bag-software-agent")) {
                v->is_ours = v->is_ours ||
                             rf_starts_with(rf_trim(v->arena, colon + 1), "referat ");
            }
        }
    }
    rf_buf_clear(&text);
}

/* ---- fetch.txt ---- */

/* The rest of a line after its first word and the blanks that follow. */
static const char *skip_word(const char *s)
{
    s += strcspn(s, " \t");
    return s + strspn(s, " \t");
}

/* A line is "URL LENGTH PATH". */
void rf_verify_fetch(struct rf_verifier *v)
{
    static const char name[] = "fetch.txt";
    struct rf_buf text = {0};
    bool is_read = rf_verifier_read(v, name, &text);
    struct lines lines = {.arena = v->arena, .text = text.p, .n = is_read ? text.n : 0};
    for (const char *line; (line = next_line(&lines)) != NULL;) {
        const char *why = "", *written = skip_word(skip_word(line));
        const char *path = rf_manifest_path(v->arena, written);
        if (!*line) {
            continue;
        }
        if (!*written) {
            rf_verifier_say(v, RF_BAG_WRONG, name,
                            "line %zu is no address, length and path", lines.number);
        } else if (!rf_manifest_path_is_safe(path, &why)) {
            rf_verifier_say(v, RF_BAG_REFUSED, name, "line %zu: the path '%s' %s",
                            lines.number, written, why);
        } else if (!rf_starts_with(path, "data/")) {
            rf_verifier_say(v, RF_BAG_WRONG, name, "line %zu: '%s' is outside data/",
                            lines.number, written);
        } else {
            rf_set_add(&v->fetched, path);
        }
    }
    if (is_read) {
        rf_verifier_say(v, RF_BAG_WARNING, name,
                        "lists files that lie elsewhere: nothing is fetched here");
    }
    rf_buf_clear(&text);
}
