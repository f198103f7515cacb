/* Rules about annexes that prose mentions, by number or by a link (check):
 * annex-reference, annex-shift. format.md section 7.
 *
 * A recommendation counts its own annexes from 1, and so does its text; in the pack they
 * are annexes of the item, with other numbers where the recommendation is annex 1 itself.
 * A reader of "bilag 1" would open the wrong paper: a link has the pack's number.
 *
 * annex-shift in a recommendation with `annexes: [plan.pdf]`, which is annex 2 of the
 * item; the hint is to write [bilag 1](plan.pdf):
 *
 *     Gyngerne fremgår af bilag 1. */
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

/* The bytes of a word that ends at `end`, whatever its case and as a word of its own; 0:
 * another one does. */
static size_t ends_with_word(const char *text, size_t end, const char *word)
{
    size_t n = strlen(word);
    if (n > end || (end > n && is_letter(text[end - n - 1]))) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        if (rf_ascii_lower(text[end - n + i]) != rf_ascii_lower(word[i])) {
            return 0;
        }
    }
    return n;
}

/* Where "bilag 4" begins whose number stands at text[at]; at itself where the number
 * follows no word for an annex. Word processors put a no-break space (U+00A0) between. */
static size_t reference_start(const struct rf_lang *lang, const char *text, size_t at)
{
    size_t end = at;
    for (size_t n = 1; n > 0; end -= n) {
        n = end && text[end - 1] == ' '                             ? 1
            : end > 1 && memcmp(text + end - 2, "\xc2\xa0", 2) == 0 ? 2
                                                                    : 0;
    }
    for (size_t i = 0; end < at && i < 2; i++) {
        size_t n =
            lang->annex_words[i] ? ends_with_word(text, end, lang->annex_words[i]) : 0;
        if (n) {
            return end - n;
        }
    }
    return at;
}

/* annex-reference: the recommendation has no annex of that number. A draft may yet get
 * one, and is not reported. */
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

/* annex-shift, once for each annex: its number in the pack is another one. The hint makes
 * it a link, by the path from the recommendation's own folder. */
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
    const char *own = scope->recommendation->document.path;
    const char *slash = strrchr(own, '/');
    size_t folder = slash ? (size_t)(slash - own) + 1 : 0;
    bool is_below = strncmp(own, annex->path, folder) == 0;
    rf_diag_hint(scope->diags, found, "make it a link, [%.*s](%s)", (int)n, written,
                 annex->path + (is_below ? folder : 0));
}

/* True for the words of a half-typed link, "[bilag 4(path)", of near-markup. */
static bool is_half_linked(struct referat_span words)
{
    const char *rest = words.source->text + words.end_bytes;
    const char *begin = words.source->text + words.start_bytes;
    bool opens = words.start_bytes && begin[-1] == '[';
    return opens &&
           (rf_starts_with(rest, "](") || rf_starts_with(rest, "] (") || *rest == '(');
}

void rf_check_annex_number(struct rf_scope *scope, const char *text, size_t n, size_t at)
{
    const struct referat_recommendation *r = scope->recommendation;
    const struct referat_annex *annex = NULL;
    size_t end = at;
    int number = 0;
    while (end < n && is_digit(text[end]) && end - at < DIGITS) {
        number = 10 * number + (text[end++] - '0');
    }
    size_t start = reference_start(scope->lang, text, at);
    if (start == at || (end < n && (is_digit(text[end]) || is_letter(text[end])))) {
        return;
    }
    for (size_t i = 0; number && !annex && i < r->own_annex_count; i++) {
        annex = r->own_annexes[i].own_number == number ? &r->own_annexes[i] : NULL;
    }
    if (!annex && !scope->is_draft &&
        !is_half_linked(rf_scope_locate(scope, text + start, end - start))) {
        report_number(scope, text + start, end - start);
    } else if (annex && annex->number && annex->number != number) {
        report_shift(scope, annex, text + start, end - start);
    }
}

void rf_check_annex_link(struct rf_scope *scope, const struct referat_node *link)
{
    const struct referat_item *item = scope->item;
    const char *url = link->text;
    if (link->target != REFERAT_TARGET_NONE || link->is_unshown || !url) {
        return;
    }
    if (!*url || *url == '#' || url[strcspn(url, ":/?#")] == ':') {
        return; /* an address, or a place on the same page */
    }
    for (size_t i = 0; item && i < item->annex_count; i++) {
        if (item->annexes[i]->is_missing) {
            return; /* reported elsewhere: the link may mean that file */
        }
    }
    struct referat_diagnostic *found = rf_diag_report(
        scope->diags, RF_CODE_ANNEX_REFERENCE,
        rf_scope_locate(scope, url, link->text_bytes),
        link->is_later ? "%s: the link to '%s' leads to a later meeting, and is printed "
                         "as text: no page changes when a later folder appears"
                       : "%s: the link to '%s' leads to no annex of the meeting",
        scope->where, url);
    rf_diag_hint(scope->diags, found,
                 link->is_later ? "name the day in words: links lead to earlier meetings"
                                : "name the file under 'annexes', or correct the path");
}
