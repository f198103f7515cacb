/* Rules about annexes that prose mentions, by number or by a link (check). */
#include <string.h>

#include "base/str.h"
#include "check/scope.h"

/* Numbers beyond this are no annex numbers but years or paragraphs. */
enum { DIGITS = 3 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* The bytes of word in front of end, where they stand there as a word; 0 if not. */
static size_t ends_with_word(const char *text, size_t end, const char *word)
{
    size_t n = strlen(word);
    if (n > end || (end > n && is_letter(text[end - n - 1]))) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        if (lower(text[end - n + i]) != lower(word[i])) {
            return 0;
        }
    }
    return n;
}

/* The end of what stands before the space in front of text[at]; word processors put a
 * no-break space (U+00A0) there. */
static size_t before_space(const char *text, size_t at)
{
    for (;;) {
        if (at && text[at - 1] == ' ') {
            at--;
        } else if (at > 1 && memcmp(text + at - 2, "\xc2\xa0", 2) == 0) {
            at -= 2;
        } else {
            return at;
        }
    }
}

/* Where "bilag 4" begins whose number stands at text[at]; at itself where it is not one.
 */
static size_t reference_start(const struct rf_lang *lang, const char *text, size_t at)
{
    size_t end = before_space(text, at);
    for (size_t i = 0; end < at && i < 2; i++) {
        size_t n =
            lang->annex_words[i] ? ends_with_word(text, end, lang->annex_words[i]) : 0;
        if (n) {
            return end - n;
        }
    }
    return at;
}

static const struct referat_annex *own_annex(const struct referat_recommendation *r,
                                             int number)
{
    for (size_t i = 0; i < r->own_annex_count; i++) {
        if (r->own_annexes[i].own_number == number) {
            return &r->own_annexes[i];
        }
    }
    return NULL;
}

static void report_number(struct rf_scope *scope, const char *written, size_t n)
{
    const struct referat_recommendation *r = scope->recommendation;
    size_t count = 0;
    for (size_t i = 0; i < r->own_annex_count; i++) {
        count += r->own_annexes[i].own_number > 0;
    }
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_ANNEX_REFERENCE, rf_scope_locate(scope, written, n),
        "%s: '%.*s' is mentioned, and the recommendation encloses %zu %s", scope->where,
        (int)n, written, count, count == 1 ? "annex" : "annexes");
    if (r->own_annex_count) {
        rf_diag_related(scope->diags, found, r->own_annexes[0].span,
                        "its annexes begin here");
    }
    rf_diag_hint(scope->diags, found, "correct the number, or add the file to 'annexes'");
}

/* The path to link to from the recommendation's own folder, where it lies below it. */
static const char *link_path(const struct rf_scope *scope,
                             const struct referat_annex *annex)
{
    const char *own = scope->recommendation->document.path;
    const char *slash = strrchr(own, '/');
    size_t n = slash ? (size_t)(slash - own) + 1 : 0;
    return strncmp(own, annex->path, n) == 0 ? annex->path + n : annex->path;
}

static void report_shift(struct rf_scope *scope, const struct referat_annex *annex,
                         const char *written, size_t n)
{
    bool *is_known = &scope->is_shift_known[annex->own_number - 1];
    if (*is_known) {
        return;
    }
    *is_known = true;
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_ANNEX_SHIFT, rf_scope_locate(scope, written, n),
        "\"%.*s\" is %s %s, %s %d in the pack", (int)n, written,
        rf_label(scope->series, RF_LABEL_ITEM), annex->item->number,
        rf_label(scope->series, RF_LABEL_ANNEX), annex->number);
    rf_diag_related(scope->diags, found, annex->span, "the annex is named here");
    rf_diag_hint(scope->diags, found, "make it a link, [%.*s](%s)", (int)n, written,
                 link_path(scope, annex));
}

/* The words of a half-typed link, which near-markup tells of. */
static bool is_half_linked(struct referat_span words)
{
    const char *behind = words.source->text + words.end_bytes;
    const char *begin = words.source->text + words.start_bytes;
    bool opens = words.start_bytes && begin[-1] == '[';
    return opens && (rf_starts_with(behind, "](") || rf_starts_with(behind, "] (") ||
                     *behind == '(');
}

void rf_check_annex_number(struct rf_scope *scope, const char *text, size_t n, size_t at)
{
    size_t end = at;
    int number = 0;
    while (end < n && is_digit(text[end]) && end - at < DIGITS) {
        number = 10 * number + (text[end++] - '0');
    }
    size_t start = reference_start(scope->lang, text, at);
    if (start == at || (end < n && (is_digit(text[end]) || is_letter(text[end])))) {
        return;
    }
    const struct referat_annex *annex =
        number ? own_annex(scope->recommendation, number) : NULL;
    if (!annex && !scope->is_draft &&
        !is_half_linked(rf_scope_locate(scope, text + start, end - start))) {
        report_number(scope, text + start, end - start);
    } else if (annex && annex->number && annex->number != number) {
        report_shift(scope, annex, text + start, end - start);
    }
}

/* A path to a file: neither an address nor a place on the same page. */
static bool is_path(const char *url)
{
    return *url && *url != '#' && url[strcspn(url, ":/?#")] != ':';
}

/* One that is named and not there was told: it may be the one that is meant. */
static bool has_missing_annex(const struct referat_item *item)
{
    for (size_t i = 0; item && i < item->annex_count; i++) {
        if (item->annexes[i]->is_missing) {
            return true;
        }
    }
    return false;
}

void rf_check_annex_link(struct rf_scope *scope, const struct referat_node *link)
{
    if (link->target != REFERAT_TARGET_NONE || link->is_unshown || !link->text ||
        !is_path(link->text) || has_missing_annex(scope->item)) {
        return;
    }
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_ANNEX_REFERENCE,
        rf_scope_locate(scope, link->text, link->text_bytes),
        link->is_later ? "%s: the link to '%s' leads to a later meeting, and is printed "
                         "as text: no page changes when a later folder appears"
                       : "%s: the link to '%s' leads to no annex of the meeting",
        scope->where, link->text);
    rf_diag_hint(scope->diags, found,
                 link->is_later ? "name the day in words: links lead to earlier meetings"
                                : "name the file under 'annexes', or correct the path");
}
