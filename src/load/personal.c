/* Looks through everything that a meeting loads for personal numbers, and says what was
 * not looked through (load).
 *
 * A number is reported at its place and never shown by the message itself. Documents are
 * searched as they were read. An annex that is text is searched as a whole, as table
 * cells or as prose by its file's name; any other annex only where the run has a function
 * that unpacks it (rf_loader.look_into), else it is listed in one note of the meeting. */
#include "load/personal.h"

#include <string.h>
#include <unistd.h>

#include "base/cpr.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/str.h"

/* ---- One text ---- */

/* True for a number that the settings list with a reason. */
static bool is_allowed(const struct referat_series *series, const struct rf_cpr *found)
{
    for (size_t i = 0; i < series->allowed_number_count; i++) {
        if (strcmp(series->allowed_numbers[i].digits, found->digits) == 0) {
            return true;
        }
    }
    return false;
}

/* The next number that no entry allows. */
static bool find_number(const struct rf_loader *loader, struct rf_cpr_scan *scan,
                        struct rf_cpr *found)
{
    while (rf_cpr_next(scan, found)) {
        if (!is_allowed(loader->series, found)) {
            return true;
        }
    }
    return false;
}

/* The hint of every message about a number. */
static void hint_number(struct rf_loader *loader, struct referat_diagnostic *d)
{
    rf_diag_hint(loader->diags, d,
                 "take it out; where it is none, list it with the reason under "
                 "allowed_numbers in referat.yaml");
}

/* Reports a number in a text or name. */
static void report_number(struct rf_loader *loader, struct referat_span span,
                          const char *where)
{
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_CPR_NUMBER, span,
                       "%s holds what looks like a Danish personal number", where);
    hint_number(loader, d);
}

/* Reports every number that a scan finds in a source. */
static void report_numbers(struct rf_loader *loader, const struct referat_source *source,
                           struct rf_cpr_scan *scan, const char *where)
{
    struct rf_cpr found;
    while (find_number(loader, scan, &found)) {
        report_number(loader, rf_span(source, found.start_bytes, found.end_bytes), where);
    }
}

/* True where the check is turned off: annexes then count as not looked through. */
static bool is_off(const struct rf_loader *loader)
{
    return loader->diags->severities[RF_CODE_CPR_NUMBER] == REFERAT_SEVERITY_OFF;
}

/* ---- Documents ---- */

/* One finding for a path: each part of it by itself, and all of them, for a folder may
 * hold the date and the file the four digits. */
static void check_name(struct rf_loader *loader, const char *path,
                       struct referat_span span)
{
    size_t n = strlen(path);
    for (size_t start = 0, end; start <= n; start = end + 1) {
        end = start + strcspn(path + start, "/");
        struct rf_cpr_scan scan;
        struct rf_cpr found;
        rf_cpr_begin(&scan, path + start, end - start, RF_CPR_PROSE);
        bool is_found = find_number(loader, &scan, &found);
        if (!is_found && start == 0 && end < n) {
            rf_cpr_begin(&scan, path, n, RF_CPR_PROSE);
            is_found = find_number(loader, &scan, &found);
        }
        if (is_found) {
            report_number(loader, span,
                          rf_arena_format(loader->arena, "the file name '%s'", path));
            return;
        }
    }
}

void rf_personal_check(struct rf_loader *loader, const struct rf_loaded_file *file,
                       struct referat_date meeting)
{
    if (file->source && !is_off(loader)) {
        struct rf_cpr_scan scan;
        check_name(loader, file->path, rf_span(file->source, 0, 0));
        rf_cpr_begin(&scan, file->source->text, file->source->text_bytes, RF_CPR_PROSE);
        scan.meeting = meeting;
        report_numbers(loader, file->source, &scan, "the text");
    }
}

/* ---- Annexes that are files ---- */

/* True where a path ends with one of the endings, in any case of letters. */
static bool has_ending(const char *path, const char *const *endings)
{
    while (*endings && !rf_ends_with_nocase(path, *endings)) {
        endings++;
    }
    return *endings != NULL;
}

/* Files that are text by their name; what they hold is looked at besides. */
static bool is_text_name(const char *path)
{
    static const char *const endings[] = {
        ".txt", ".text",  ".csv", ".tsv",  ".tab",     ".markdown", ".svg", ".html",
        ".htm", ".xhtml", ".xml", ".json", ".geojson", ".yaml",     ".yml", ".ics",
        ".vcf", ".eml",   ".rtf", ".tex",  ".log",     NULL};
    return has_ending(path, endings);
}

/* Rows of cells. */
static bool is_table_name(const char *path)
{
    static const char *const endings[] = {".csv", ".tsv", ".tab", NULL};
    return has_ending(path, endings);
}

/* The day that a folder of the path is called by; year 0 where there is none. */
static struct referat_date date_of(const char *path)
{
    enum { ISO_BYTES = 10 };
    struct referat_date date = {0};
    for (; path && !date.year; path = strchr(path, '/')) {
        path += *path == '/';
        char day[ISO_BYTES + 1] = "";
        strncpy(day, path, ISO_BYTES);
        rf_date_parse(day, &date);
    }
    return date;
}

/* Text in bytes that can be looked through: UTF-16, as spreadsheets save it, cannot. */
static bool is_text(const struct rf_buf *bytes)
{
    return !bytes->n || !memchr(bytes->p, '\0', bytes->n);
}

/* A source is made of the few annexes that hold a number: it drops carriage returns, so
 * that places are counted anew. Returns whether this one does. */
static bool report_annex_text(struct rf_loader *loader, const char *path,
                              const struct rf_buf *text)
{
    enum rf_cpr_form form = is_table_name(path) ? RF_CPR_CELLS : RF_CPR_PROSE;
    struct rf_cpr_scan scan;
    struct rf_cpr found;
    rf_cpr_begin(&scan, text->p, text->n, form);
    scan.meeting = date_of(path);
    bool is_found = find_number(loader, &scan, &found);
    if (is_found) {
        const char *name = rf_arena_join(loader->arena, loader->root_name, path, NULL);
        const struct referat_source *source =
            rf_source_make(loader->arena, name, text->p, text->n);
        rf_cpr_begin(&scan, source->text, source->text_bytes, form);
        scan.meeting = date_of(path);
        report_numbers(loader, source, &scan, "the annex");
    }
    return is_found;
}

/* Keeps the path for the meeting's note, each once, in the order of the agenda. */
static void add_unread(struct rf_loader *loader, const char *path,
                       struct referat_span span)
{
    /* A list of few entries: a meeting's annexes that are no text. */
    struct rf_unread **link = &loader->unread;
    while (*link && strcmp((*link)->path, path) != 0) {
        link = &(*link)->next;
    }
    if (!*link) {
        *link = RF_ARENA_NEW(loader->arena, struct rf_unread);
        **link = (struct rf_unread){NULL, path, span};
    }
}

/* Reads the whole file into the loader's scratch; false where it is larger than that. */
static bool read_annex(struct rf_loader *loader, int fd, uint64_t size_bytes,
                       uint64_t limit_bytes)
{
    bool is_larger = false;
    int copy = dup(fd);
    if (copy < 0 || lseek(copy, 0, SEEK_SET) != 0) {
        if (copy >= 0) {
            close(copy);
        }
        return false;
    }
    return rf_read_fd(copy, size_bytes, limit_bytes, loader->scratch, &is_larger) &&
           !is_larger;
}

/* What was found in an annex that is no text. */
struct inside {
    const struct rf_loader *loader;
    char first[RF_CPR_DIGITS + 1]; /* the same number may come again */
    bool has_more;
    const char *part;
};

/* Called for each number that is found in the parts of an annex. */
static void note_inside(void *data, const char *part, const struct rf_cpr *number)
{
    struct inside *inside = data;
    if (is_allowed(inside->loader->series, number)) {
        return;
    }
    if (!*inside->first) {
        memcpy(inside->first, number->digits, sizeof inside->first);
        inside->part = rf_arena_string(inside->loader->arena, part);
    }
    inside->has_more = inside->has_more || strcmp(inside->first, number->digits) != 0;
}

/* Looks into an annex that is no text, such as an office file or a mail, through the
 * function that the driver has given: it unpacks, and this folder does not. */
static void look_into(struct rf_loader *loader, const char *path, int fd,
                      uint64_t size_bytes, struct referat_span span)
{
    struct inside inside = {.loader = loader};
    if (!read_annex(loader, fd, size_bytes, RF_LIMIT_LOOK_BYTES)) {
        return; /* the last look says so */
    }
    const struct rf_cpr_file file = {.name = path,
                                     .bytes = rf_buf_string(loader->scratch),
                                     .n = loader->scratch->n,
                                     .meeting = date_of(path),
                                     .found = note_inside,
                                     .data = &inside};
    loader->look_into(&file);
    if (!*inside.first) {
        return;
    }
    struct referat_diagnostic *d = rf_diag_report(
        loader->diags, RF_CODE_CPR_NUMBER, span,
        inside.has_more
            ? "the annex '%s' holds what look like Danish personal numbers%s%s"
            : "the annex '%s' holds what looks like a Danish personal number%s%s",
        path, *inside.part ? ", in its part " : "", inside.part);
    hint_number(loader, d);
}

void rf_personal_check_annex(struct rf_loader *loader, const char *path, int fd,
                             uint64_t size_bytes, struct referat_span span)
{
    if (is_off(loader)) {
        add_unread(loader, path, span);
        return;
    }
    check_name(loader, path, span);
    bool is_read = is_text_name(path) &&
                   read_annex(loader, fd, size_bytes, RF_LIMIT_TEXT_ANNEX_BYTES) &&
                   is_text(loader->scratch);
    bool is_found = is_read && report_annex_text(loader, path, loader->scratch);
    if (!is_found && loader->look_into) { /* text may hold encoded parts: of mails, RTF */
        look_into(loader, path, fd, size_bytes, span);
    } else if (!is_read && !loader->look_into) {
        add_unread(loader, path, span);
    }
}

void rf_personal_report_unread(struct rf_loader *loader)
{
    size_t count = 0;
    const struct rf_unread *first = loader->unread;
    for (const struct rf_unread *u = first; u; u = u->next) {
        count++;
    }
    if (!count) {
        return;
    }
    struct referat_diagnostic *d =
        count == 1
            ? rf_diag_report(loader->diags, RF_CODE_NOT_SCANNED, first->span,
                             "1 annex was not looked through for personal numbers: '%s'",
                             first->path)
            : rf_diag_report(loader->diags, RF_CODE_NOT_SCANNED, first->span,
                             "%zu annexes were not looked through for personal numbers",
                             count);
    rf_diag_hint(loader->diags, d,
                 count == 1
                     ? "referat reads no such files: look through it before publishing"
                     : "referat reads no such files: look through them before "
                       "publishing; --verbose lists them");
    for (const struct rf_unread *u = first; count > 1 && u; u = u->next) {
        rf_diag_detail(loader->diags, d, "%s", u->path);
    }
}
