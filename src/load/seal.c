/* The seal of a meeting: reads seal.yaml, and compares the files that the meeting is made
 * of now with those that it was sealed with (load).
 *
 * Every difference is an error: a file that has changed, one that is gone, one that was
 * added. A seal that cannot be read is one too, since nothing else shows what was sealed.
 */
#include "load/seal.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/str.h"
#include "load/documents.h"
#include "load/file_facts.h"
#include "parse/characters.h"

enum { DIGITS = RF_SHA256_SIZE - 1 };

bool rf_has_seal(const struct rf_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(entries[i].name, RF_SEAL_NAME) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- Reading it ---- */

/* Reports seal-broken at the beginning of a document; for another file, or one that is
 * not there, at its name. */
static struct referat_diagnostic *report_at(struct rf_loader *loader, const char *path,
                                            const char *message)
{
    const struct rf_loaded_file *file = rf_document_find(loader, path);
    struct referat_span span = {file ? file->source : NULL, 0, 0};
    loader->has_broken_seal = true;
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_SEAL_BROKEN, span, "%s", message);
    if (d && !span.source) {
        d->file = rf_arena_join(loader->arena, loader->root_name, path, NULL);
    }
    return d;
}

/* One line of `sources`, as sha256sum prints it: digits, two blanks, a name relative to
 * the meeting's folder. */
static bool read_line(struct rf_loader *loader, const char *line, size_t n,
                      struct referat_file_sum *sum)
{
    const char *why = "";
    if (n <= DIGITS + 2 || strspn(line, "0123456789abcdef") != DIGITS ||
        memcmp(line + DIGITS, "  ", 2) != 0) {
        return false;
    }
    const char *name = rf_arena_copy(loader->arena, line + DIGITS + 2, n - DIGITS - 2);
    sum->sha256 = rf_arena_copy(loader->arena, line, DIGITS);
    sum->path = rf_path_resolve(loader->arena, loader->folder, name, &why);
    return sum->path != NULL;
}

/* False, and reported. */
static bool refuse_sources(struct rf_loader *loader, const struct rf_yaml *value)
{
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_BAD_VALUE, value->span,
                       "'sources' is not a list of checksums");
    rf_diag_hint(loader->diags, d,
                 "lines as sha256sum prints them, each file once, in a block that "
                 "begins with |");
    return false;
}

/* The block `sources`, which sha256sum -c can check: one line a file, each file once, in
 * a literal block, so that its lines are those of the file. */
static bool read_sources(struct rf_loader *loader, const struct rf_yaml *value,
                         void *member, const void *more)
{
    (void)more;
    struct referat_seal *seal = member;
    unsigned line_count = 0;
    if (value->style != RF_YAML_LITERAL) {
        return refuse_sources(loader, value);
    }
    for (const char *p = value->text; (p = strchr(p, '\n')) != NULL; p++) {
        line_count++;
    }
    seal->span = value->span;
    seal->files =
        RF_ARENA_NEW_ARRAY(loader->arena, line_count + 1, struct referat_file_sum);
    /* The block begins with |, and its first line is the next one of the file. */
    line_count = rf_source_line(value->span.source, value->span.start_bytes);
    for (const char *line = value->text; *line;) {
        struct referat_file_sum *sum = &seal->files[seal->file_count++];
        size_t n = strcspn(line, "\n");
        if (line[n] != '\n' || !read_line(loader, line, n, sum)) {
            return refuse_sources(loader, value);
        }
        sum->line = ++line_count;
        line += n + 1;
    }
    rf_sums_sort(seal->files, seal->file_count);
    bool has_twins = false;
    for (size_t i = 1; i < seal->file_count; i++) {
        has_twins = has_twins || rf_same(seal->files[i - 1].path, seal->files[i].path);
    }
    return !has_twins || refuse_sources(loader, value);
}

#define ROW(key, reader, member, is_required)                                            \
    {                                                                                    \
        key, reader, offsetof(struct referat_seal, member), NULL, is_required            \
    }

/* The file is written by the program (referat seal) and not by hand; its fields are read
 * as any document's, so that a damaged one is reported with its place. */
static const struct rf_field seal_fields[] = {
    {"kind", rf_read_ignored, 0, NULL, true},
    ROW("meeting", rf_read_raw, meeting, true),
    ROW("approved", rf_read_date, approved, false),
    ROW("approved_by", rf_read_raw, approved_by, true),
    ROW("outcome", rf_read_raw, outcome, true),
    ROW("version", rf_read_raw, version, true),
    ROW("record", rf_read_raw, record, true),
    {"sources", read_sources, 0, NULL, true},
    {0},
};

/* What is in the place of the seal and cannot be one ("is a folder"); NULL: a file that
 * may be. */
static const char *why_no_seal(struct rf_loader *loader, const char *path)
{
    int fd;
    uint64_t size = 0;
    struct stat info;
    enum rf_open_result result =
        rf_file_facts_open(loader->facts, loader->root, path, &fd, &size);
    if (result == RF_OPEN_DONE) {
        close(fd);
    }
    if (!rf_stat_beneath(loader->root, path, &info)) {
        return "cannot be read";
    }
    return S_ISDIR(info.st_mode)            ? "is a folder"
           : S_ISLNK(info.st_mode)          ? "is a link"
           : !S_ISREG(info.st_mode)         ? "is no regular file"
           : result != RF_OPEN_DONE         ? "cannot be read"
           : size == 0                      ? "is empty"
           : size > RF_LIMIT_DOCUMENT_BYTES ? "is larger than any seal"
                                            : NULL;
}

/* Reports a seal that cannot be used, and returns NULL. */
static struct referat_seal *report_no_seal(struct rf_loader *loader, const char *path,
                                           const char *what)
{
    struct referat_diagnostic *d =
        report_at(loader, path,
                  rf_arena_join(loader->arena, "the seal ", what,
                                ": nothing shows whether the record is as it was", NULL));
    rf_diag_hint(loader->diags, d, "put back the file that referat seal wrote");
    return NULL;
}

/* Reads the seal of a folder; NULL, and reported, where it cannot be used. Whatever is
 * wrong with it, its own messages are followed by the one that the record is not
 * protected. */
static struct referat_seal *read_seal(struct rf_loader *loader, const char *folder)
{
    static const struct rf_field *const tables[] = {seal_fields, NULL};
    const char *path = rf_path_join(loader->arena, folder, RF_SEAL_NAME);
    struct referat_seal *seal = RF_ARENA_NEW(loader->arena, struct referat_seal);
    size_t unread_before = loader->diags->unread_count;
    const char *why = why_no_seal(loader, path);
    if (why) {
        return report_no_seal(loader, path, why);
    }
    struct rf_loaded_file *file =
        rf_document_open(loader, path, (struct referat_span){0});
    seal->path = path;
    loader->folder = folder;
    bool is_good = file && rf_document_parse(loader, file) &&
                   rf_fields_read(loader, file->yaml, seal, "the seal", tables);
    /* A value that was reported and left out makes the seal incomplete too. */
    if (is_good && seal->span.source && loader->diags->unread_count == unread_before) {
        return seal;
    }
    return report_no_seal(loader, path, "cannot be read");
}

/* ---- Comparing ---- */

/* The line of the seal that names a file. */
static struct referat_span line_of(const struct referat_seal *seal,
                                   const struct referat_file_sum *sum)
{
    const struct referat_source *source = seal->span.source;
    size_t n;
    size_t start = (size_t)(rf_source_line_text(source, sum->line, &n) - source->text);
    size_t indent = strspn(source->text + start, " ");
    return rf_span(source, start + indent, start + n);
}

/* Reports one file that is not as it was sealed, with the place in the seal. */
static void report(struct rf_loader *loader, const struct referat_seal *seal,
                   const struct referat_file_sum *sum, struct referat_span sealed,
                   const char *what)
{
    struct referat_diagnostic *d = report_at(
        loader, sum->path, rf_arena_format(loader->arena, "'%s' %s", sum->path, what));
    rf_diag_related(loader->diags, d, sealed,
                    !seal->approved.year ? "sealed here"
                    : strcmp(seal->approved_by.text, REFERAT_SEAL_BY_SIGNATURES) == 0
                        ? "sealed here after the minutes were signed"
                        : "sealed here after the minutes were approved");
    rf_diag_hint(loader->diags, d,
                 "put the sealed bytes back; what is to be corrected is added under "
                 "corrections, in a document of kind: corrections");
}

/* A sealed file that is no part of the meeting now: the document that named it has
 * changed, or the file or the whole meeting is gone. Its bytes are compared all the same.
 */
static void check_left_out(struct rf_loader *loader, const struct referat_seal *seal,
                           const struct referat_file_sum *sum)
{
    int fd;
    uint64_t size;
    char digits[RF_SHA256_SIZE] = "";
    enum rf_open_result result =
        rf_file_facts_open(loader->facts, loader->root, sum->path, &fd, &size);
    struct referat_span line = line_of(seal, sum);
    if (result != RF_OPEN_DONE) {
        report(loader, seal, sum, line,
               result == RF_OPEN_MISSING ? "is sealed and not there any more"
                                         : "is sealed and cannot be read");
        return;
    }
    loader->annex_bytes += size;
    if (size > RF_LIMIT_ANNEX_FILES_BYTES ||
        loader->annex_bytes > RF_LIMIT_ANNEX_FILES_BYTES) {
        report(loader, seal, sum, line, "is sealed and too large to be compared");
    } else if (!rf_sha256_fd(fd, digits)) {
        report(loader, seal, sum, line, "is sealed and cannot be read");
    } else if (strcmp(digits, sum->sha256) != 0) {
        report(loader, seal, sum, line, "has changed since it was sealed");
    }
    close(fd);
}

/* Compares every file that the seal names. */
static void check_sealed(struct rf_loader *loader, const struct referat_seal *seal,
                         const struct referat_file_sum *files, size_t count)
{
    for (size_t i = 0; i < seal->file_count; i++) {
        const struct referat_file_sum *sum = &seal->files[i];
        const struct referat_file_sum *now = rf_sums_find(files, count, sum->path);
        if (!now) {
            check_left_out(loader, seal, sum);
        } else if (strcmp(now->sha256, sum->sha256) != 0) {
            report(loader, seal, sum, line_of(seal, sum),
                   "has changed since it was sealed");
        }
    }
}

const struct referat_seal *rf_load_seal(struct rf_loader *loader,
                                        const struct referat_meeting *meeting)
{
    const struct referat_seal *seal = read_seal(loader, meeting->folder);
    if (!seal) {
        return NULL;
    }
    check_sealed(loader, seal, meeting->files, meeting->file_count);
    /* And every file that the seal does not name. */
    for (size_t i = 0; i < meeting->file_count; i++) {
        const struct referat_file_sum *now = &meeting->files[i];
        if (!rf_sums_find(seal->files, seal->file_count, now->path)) {
            report(loader, seal, now, seal->span,
                   "was added to the record since it was sealed");
        }
    }
    return seal;
}

void rf_load_lost_seal(struct rf_loader *loader, const char *folder,
                       const struct rf_entry *entries, size_t count)
{
    if (!loader->checks_seals || !rf_has_seal(entries, count)) {
        return;
    }
    const struct referat_seal *seal = read_seal(loader, folder);
    if (!seal) {
        return;
    }
    check_sealed(loader, seal, NULL, 0);
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_SEAL_BROKEN, seal->span,
                       "the folder is sealed, and holds no agenda and no minutes");
    rf_diag_hint(loader->diags, d, "put the sealed files back");
}

bool rf_seal_can_name(const char *name)
{
    static const char *const signs[] = {"%",
                                        "\\",
                                        "\xE2\x80\xA8",
                                        "\xE2\x80\xA9",
                                        "\xEF\xBB\xBF",
                                        "\xEF\xBF\xBE",
                                        "\xEF\xBF\xBF"};
    struct rf_bad_character bad;
    size_t n = strlen(name);
    if (strcmp(name, "-") == 0 || rf_utf8_valid(name, n) != n || strpbrk(name, "\t\n") ||
        rf_bad_character_find(name, n, 0, &bad)) {
        return false;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (strstr(name, signs[i])) {
            return false;
        }
    }
    return true;
}
