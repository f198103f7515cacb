/* A file that has a document's name and no front matter that can be read: what it is
 * instead, and what to do about it (load).
 *
 * In this order: the first bytes of files that other programs write; front matter without
 * its closing line, and which line may be meant as that; text without an opening line,
 * and what its first lines look like. */
#include "load/no_document.h"

#include <string.h>

#include "base/str.h"
#include "load/field_words.h"
#include "parse/kind.h"

/* Why a file is no document. */
struct reason {
    const char *what; /* "is a PDF file": the message */
    const char *cure; /* the hint */
    size_t at_bytes;  /* of the line that the message points to */
};

static const char as_text[] =
    "save it as plain text (UTF-8); a Word document can be enclosed as an annex";

static const char three_hyphens[] =
    "write the line as ---: three hyphens and nothing else";

/* ---- Files of other programs ---- */

/* The first bytes of files that are saved under the name of a document. */
static const struct {
    const char *bytes;
    size_t n;
    struct reason reason;
} signatures[] = {
    {"\xFF\xFE", 2, {"is in UTF-16", "save it as UTF-8", 0}},
    {"\xFE\xFF", 2, {"is in UTF-16", "save it as UTF-8", 0}},
    {"PK\x03\x04", 4, {"is a ZIP file, as Word documents are", as_text, 0}},
    {"\xD0\xCF\x11\xE0", 4, {"is a Word document of the older kind", as_text, 0}},
    {"{\\rtf", 5, {"is rich text (RTF)", as_text, 0}},
    {"%PDF-", 5, {"is a PDF file", "name it .pdf and enclose it as an annex", 0}},
};

/* What another program's file is, by its first bytes; NULL: it is none of those. Every
 * other byte of UTF-16 without a byte order mark is 0 where people write in Latin
 * letters. */
static const struct reason *find_signature(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        if (n >= signatures[i].n &&
            memcmp(text, signatures[i].bytes, signatures[i].n) == 0) {
            return &signatures[i].reason;
        }
    }
    bool is_utf16 = n >= 4 && ((!text[0] && text[1] && !text[2] && text[3]) ||
                               (text[0] && !text[1] && text[2] && !text[3]));
    return is_utf16 ? &signatures[0].reason : NULL;
}

/* ---- Lines ---- */

/* The bytes of the line at a place, without its end. */
static size_t line_bytes(const char *text, size_t at, size_t n)
{
    const char *end = memchr(text + at, '\n', n - at);
    return end ? (size_t)(end - text) - at : n - at;
}

/* A line of three hyphens and blanks. */
static bool is_rule(const char *line, size_t n)
{
    while (n && (line[n - 1] == ' ' || line[n - 1] == '\t' || line[n - 1] == '\r')) {
        n--;
    }
    while (n && (*line == ' ' || *line == '\t')) {
        line++;
        n--;
    }
    return n == 3 && memcmp(line, "---", 3) == 0;
}

/* A line of dashes of any kind and number: word processors turn --- into one dash. */
static bool is_other_rule(const char *line, size_t n)
{
    bool has_dash = false;
    for (size_t at = 0; at < n;) {
        size_t size;
        uint32_t c = rf_utf8_next(line + at, n - at, &size);
        bool is_dash = c == '_' || c == '=' || c == 0x2500 || rf_is_dash(c);
        if (!is_dash && !rf_is_space(c)) {
            return false;
        }
        has_dash = has_dash || is_dash;
        at += size;
    }
    return has_dash;
}

/* Where the first line begins that is not blank; n or more where all are. */
static size_t first_line(const char *text, size_t n)
{
    size_t at = 0;
    while (at < n) {
        size_t bytes = line_bytes(text, at, n), i = 0;
        while (i < bytes && strchr(" \t\r", text[at + i])) {
            i++;
        }
        if (i < bytes) {
            break;
        }
        at += bytes + 1;
    }
    return at;
}

/* True for a line that begins as "kind: agenda" does: with a field of front matter. */
static bool is_field(const char *line, size_t n)
{
    size_t word = 0;
    while (word < n && ((line[word] >= 'a' && line[word] <= 'z') || line[word] == '_')) {
        word++;
    }
    return word && word < n && line[word] == ':';
}

/* The reason of text that does not begin with the line ---. */
static struct reason look_at_lines(const char *text, size_t n)
{
    const struct reason none = {
        "has no front matter",
        "write its facts at the top, between two lines of ---, as in kind: agenda", 0};
    struct reason reason = {"", "begin the file with the line ---", 0};
    size_t first = first_line(text, n);
    if (first >= n) {
        return (struct reason){"is empty",
                               "write it, put back what it held, or remove it", 0};
    }
    size_t bytes = line_bytes(text, first, n);
    size_t second = first + bytes + 1;
    if (is_rule(text + first, bytes)) {
        reason.what = first ? "has a blank line before its opening ---"
                            : "has blanks before its opening ---";
    } else if (second < n && is_other_rule(text + first, bytes) &&
               is_field(text + second, line_bytes(text, second, n))) {
        reason.what = "has another line than --- before its first field";
        reason.cure = three_hyphens;
        reason.at_bytes = first;
    } else if (is_field(text + first, bytes)) {
        reason.what = "has no opening --- before its first field";
        reason.at_bytes = first;
    } else if (second < n && is_rule(text + second, line_bytes(text, second, n))) {
        reason.what = "has a line before its opening ---";
        reason.at_bytes = first;
    } else {
        return none;
    }
    return reason;
}

/* The reason of front matter without a closing line: a line of other dashes may be meant
 * as that. */
static struct reason look_for_end(const char *text, size_t n)
{
    for (size_t at = line_bytes(text, 0, n) + 1; at < n;) {
        size_t bytes = line_bytes(text, at, n);
        if (is_other_rule(text + at, bytes)) {
            return (struct reason){"has another line than --- after its facts",
                                   three_hyphens, at};
        }
        at += bytes + 1;
    }
    return (struct reason){"has no closing --- after its facts",
                           "write a line with only --- after the last field", 0};
}

/* ---- The report ---- */

/* False where the file is a document after all. */
static bool find_reason(const struct rf_loaded_file *file, struct reason *reason)
{
    const char *text = file->source->text;
    size_t n = file->source->text_bytes;
    const struct reason *signature = find_signature(text, n);
    bool is_markdown = rf_ends_with_nocase(file->path, ".md");
    if (signature) {
        *reason = *signature;
    } else if (file->split.is_unclosed) {
        *reason = look_for_end(text, n);
    } else if (is_markdown ? !file->split.has_yaml : first_line(text, n) >= n) {
        *reason = look_at_lines(text, n);
    } else {
        return false;
    }
    return true;
}

bool rf_no_document_report(struct rf_loader *loader, struct rf_loaded_file *file,
                           struct referat_span named)
{
    struct reason reason;
    if (!file->source || !find_reason(file, &reason)) {
        return false;
    }
    /* Named by two documents, it is reported at the first. */
    if (file->is_parsed) {
        return true; /* it was reported then */
    }
    file->is_parsed = file->has_errors = true;
    size_t n =
        reason.at_bytes < file->source->text_bytes
            ? line_bytes(file->source->text, reason.at_bytes, file->source->text_bytes)
            : 0;
    struct referat_diagnostic *d = rf_diag_report(
        loader->diags, RF_CODE_NOT_A_DOCUMENT,
        rf_span(file->source, reason.at_bytes, reason.at_bytes + n),
        "'%s' is no document: it %s", rf_path_name(file->path), reason.what);
    rf_diag_hint(loader->diags, d, "%s", reason.cure);
    if (named.source) {
        rf_diag_related(loader->diags, d, named, "it is named here");
    }
    return true;
}

/* Fields that agendas, minutes and papers have, and their items and decisions. Prose does
 * not begin with most of them in small letters and a colon; with the others it may, where
 * the line is not set in. */
static const char *const own_words[] = {
    "access",       "actions",      "annexes",      "approves",       "attendance",
    "basis",        "carried_from", "case",         "case_officer",   "decisions",
    "disqualified", "dissent",      "duration",     "file",           "first_number",
    "guests",       "id",           "items",        "kind",           "letterhead",
    "minutes",      "number",       "numbering",    "outcome",        "participants",
    "points",       "present",      "public_title", "public_wording", "recommendation",
    "recommends",   "responsible",  "returns",      "review",         "secretary",
    "signatures",   "title",        "type",         "votes",          "wording",
    NULL,
};
static const char *const words_of_prose[] = {
    "absent", "body",    "chair",    "corrections", "date",  "ended",
    "issued", "meeting", "method",   "mover",       "order", "organisation",
    "place",  "purpose", "seconder", "short_title", "start", "started",
    "status", "text",    "time",     "to",          "unit",  NULL,
};

/* True where a word is in a list that ends with NULL. */
static bool is_among(const char *const *list, const char *word, size_t n)
{
    while (*list && !(strlen(*list) == n && memcmp(*list, word, n) == 0)) {
        list++;
    }
    return *list != NULL;
}

/* True for a line that is a field of front matter, or begins an item there. */
static bool is_fact(const char *line, size_t n)
{
    size_t start = 0, end;
    while (start < n && strchr(" -{", line[start])) {
        start++;
    }
    for (end = start; end < n && line[end] != ':';) {
        end++;
    }
    bool is_key = end < n && (end + 1 == n || strchr(" \r", line[end + 1]));
    return is_key && (is_among(own_words, line + start, end - start) ||
                      (start && is_among(words_of_prose, line + start, end - start)));
}

bool rf_no_document_report_cut(struct rf_loader *loader, struct rf_loaded_file *file)
{
    if (!file->split.has_body || !rf_ends_with_nocase(file->path, ".md")) {
        return false;
    }
    const char *text = file->source->text + file->split.body_start;
    size_t n = file->split.body_end - file->split.body_start;
    size_t at = first_line(text, n);
    size_t end = at < n ? at + line_bytes(text, at, n) : n;
    if (at >= end || !is_fact(text + at, end - at)) {
        return false;
    }
    size_t from = file->split.body_start + at;
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_NOT_A_DOCUMENT,
                       rf_span(file->source, from, file->split.body_start + end),
                       "the facts of '%s' go on after the line --- that ends them",
                       rf_path_name(file->path));
    rf_diag_hint(
        loader->diags, d,
        "take out the line --- before this one; facts stand between the first two");
    file->has_errors = true;
    return true;
}

void rf_no_document_report_folder(struct rf_loader *loader, const char *path)
{
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_NOT_A_DOCUMENT, (struct referat_span){0},
                       "'%s' is no document: it is a folder", rf_path_name(path));
    rf_diag_hint(loader->diags, d, "give the folder a name without that ending");
    if (d) {
        d->file = rf_arena_join(loader->arena, loader->root_name, path, NULL);
    }
}

/* ---- Kinds ---- */

bool rf_kind_is_known(const char *kind)
{
    for (size_t i = 0; rf_document_kinds[i]; i++) {
        if (strcmp(kind, rf_document_kinds[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* "Kind: agenda", "knd: agenda": the field itself is misspelt. */
bool rf_kind_report_misspelt(struct rf_loader *loader, struct rf_loaded_file *file)
{
    static const char *const names[] = {"kind", NULL};
    if (!rf_document_parse(loader, file) || rf_yaml_get(file->yaml, "kind")) {
        return false;
    }
    for (const struct rf_yaml *v = file->yaml->first; v; v = v->next) {
        const char *folded = rf_fold(loader->arena, v->key->text);
        if (rf_nearest(folded, names) && v->type == RF_YAML_SCALAR) {
            struct referat_diagnostic *d =
                rf_diag_report(loader->diags, RF_CODE_UNKNOWN_FIELD, v->key->span,
                               "a document has no field '%s'", v->key->text);
            rf_diag_did_you_mean(loader->diags, d, names[0]);
            return true;
        }
    }
    return false;
}

void rf_kind_report_unknown(struct rf_loader *loader, struct rf_loaded_file *file)
{
    if (rf_kind_report_misspelt(loader, file) || file->has_errors) {
        return;
    }
    const struct rf_yaml *kind = rf_yaml_get(file->yaml, "kind");
    if (!kind || kind->type != RF_YAML_SCALAR) {
        struct referat_span first =
            rf_span(file->source, file->split.yaml_start, file->split.yaml_start);
        struct referat_diagnostic *d =
            rf_diag_report(loader->diags, RF_CODE_UNKNOWN_KIND, first,
                           "the document does not say its kind");
        rf_diag_hint(loader->diags, d,
                     "add kind: agenda, minutes, recommendation, annex or corrections");
        return;
    }
    struct referat_diagnostic *d =
        rf_diag_report(loader->diags, RF_CODE_UNKNOWN_KIND, kind->span,
                       "'%s' is no kind of document", kind->text);
    const char *nearest = rf_field_meant(loader->arena, kind->text, rf_document_kinds);
    nearest = nearest ? nearest : rf_nearest(kind->text, rf_document_kinds);
    if (nearest) {
        rf_diag_did_you_mean(loader->diags, d, nearest);
    } else {
        rf_diag_hint(loader->diags, d,
                     "one of: agenda, minutes, recommendation, annex, corrections");
    }
}
