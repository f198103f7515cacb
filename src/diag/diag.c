/* Collects the diagnostics of one meeting, counts them and puts them in order (diag). All
 * ways to report end in report(), which decides what is counted and what is kept.
 * Personal numbers are masked as a message is made, so that no writer can print one. */
#include "diag/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/cpr.h"
#include "base/limits.h"
#include "base/list.h"
#include "base/str.h"
#include "diag/source.h"

/* How many findings a source has; source is NULL for those that no source states. */
struct rf_diag_tally {
    struct rf_diag_tally *next;
    const struct referat_source *source;
    size_t count;
};

void rf_diags_init(struct rf_diags *diags, struct rf_arena *arena)
{
    *diags = (struct rf_diags){.arena = arena};
    for (unsigned code = 0; code < RF_CODE_COUNT; code++) {
        diags->severities[code] = (unsigned char)rf_code_default((enum rf_code)code);
    }
}

/* ---- Reporting ---- */

/* What a message quotes is masked where it is a personal number. */
static const char *format_masked(struct rf_arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static const char *format_masked(struct rf_arena *arena, const char *format, va_list args)
{
    char *text = rf_arena_vformat(arena, format, args);
    rf_cpr_mask(text, strlen(text));
    return text;
}

/* The source's tally, moved to the front: findings come file by file. */
static struct rf_diag_tally *find_summary(struct rf_diags *diags,
                                          const struct referat_source *source)
{
    struct rf_diag_tally **link = &diags->tallies;
    while (*link && (*link)->source != source) {
        link = &(*link)->next;
    }
    struct rf_diag_tally *tally = *link;
    if (tally) {
        *link = tally->next;
    } else {
        tally = RF_ARENA_NEW(diags->arena, struct rf_diag_tally);
        tally->source = source;
    }
    tally->next = diags->tallies;
    diags->tallies = tally;
    return tally;
}

/* Where findings of a severity are counted. */
static size_t *counter_of(struct rf_diags *diags, enum referat_severity severity)
{
    switch (severity) {
    case REFERAT_SEVERITY_ERROR:
        return &diags->error_count;
    case REFERAT_SEVERITY_WARNING:
        return &diags->warning_count;
    case REFERAT_SEVERITY_NOTE:
    case REFERAT_SEVERITY_OFF:
        break;
    }
    return &diags->note_count;
}

static struct referat_diagnostic *
report(struct rf_diags *diags, enum rf_code code, enum referat_severity severity,
       struct referat_span span, const char *format, va_list args)
    __attribute__((format(printf, 5, 0)));

/* What a finding means for the run counts whether or not it is kept: an error beyond a
 * file's limit still fails the run. NULL: the finding is not kept. */
static struct referat_diagnostic *report(struct rf_diags *diags, enum rf_code code,
                                         enum referat_severity severity,
                                         struct referat_span span, const char *format,
                                         va_list args)
{
    if (severity == REFERAT_SEVERITY_ERROR && rf_code_is(code, RF_HIDES)) {
        diags->unread_count++;
    }
    if (severity == REFERAT_SEVERITY_OFF || diags->is_silent) {
        return NULL;
    }
    ++*counter_of(diags, severity);
    diags->faults |= rf_code_is(code, RF_REFUSES) ? REFERAT_FAULT_REFUSED : 0U;
    diags->faults |= code == RF_CODE_UNREADABLE_FILE ? REFERAT_FAULT_UNREADABLE : 0U;
    struct rf_diag_tally *tally = find_summary(diags, span.source);
    if (tally->count == RF_LIMIT_FINDINGS) {
        diags->left_out++;
        return NULL;
    }
    tally->count++;
    struct referat_diagnostic diagnostic = {
        .name = rf_code_name(code),
        .code = (int)code,
        .severity = severity,
        .message = format_masked(diags->arena, format, args),
        .span = span,
    };
    RF_LIST_ADD(diags->arena, diags, diagnostic);
    return &diags->list[diags->count - 1];
}

/* The severity of a finding with that default, after `checks:`. A setting equal to the
 * code's default counts as unset. In a public edition an error that may hide what is
 * closed stays one. */
static enum referat_severity severity_of(const struct rf_diags *diags, enum rf_code code,
                                         enum referat_severity own)
{
    enum referat_severity asked = (enum referat_severity)diags->severities[code];
    bool is_kept =
        diags->is_public && own == REFERAT_SEVERITY_ERROR && rf_code_is(code, RF_HIDES);
    return asked == rf_code_default(code) || is_kept ? own : asked;
}

unsigned rf_diags_faults(const struct rf_diags *diags)
{
    bool has_errors = diags->error_count || (diags->is_strict && diags->warning_count);
    return diags->faults | (has_errors ? REFERAT_FAULT_ERRORS : 0U) |
           (diags->unread_count ? REFERAT_FAULT_UNREAD : 0U);
}

struct referat_diagnostic *rf_diag_report(struct rf_diags *diags, enum rf_code code,
                                          struct referat_span span, const char *format,
                                          ...)
{
    va_list args;
    va_start(args, format);
    enum referat_severity severity = severity_of(diags, code, rf_code_default(code));
    struct referat_diagnostic *diagnostic =
        report(diags, code, severity, span, format, args);
    va_end(args);
    return diagnostic;
}

struct referat_diagnostic *rf_diag_report_as(struct rf_diags *diags, enum rf_code code,
                                             enum referat_severity severity,
                                             struct referat_span span, const char *format,
                                             ...)
{
    va_list args;
    va_start(args, format);
    struct referat_diagnostic *diagnostic =
        report(diags, code, severity_of(diags, code, severity), span, format, args);
    va_end(args);
    return diagnostic;
}

struct referat_diagnostic *rf_diag_add(struct rf_diags *diags, enum rf_code code,
                                       enum referat_severity severity,
                                       struct referat_span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct referat_diagnostic *diagnostic =
        report(diags, code, severity, span, format, args);
    va_end(args);
    return diagnostic;
}

struct referat_diagnostic *rf_diag_refuse_edition(struct rf_diags *diags,
                                                  enum rf_code code,
                                                  enum referat_severity severity,
                                                  struct referat_span span,
                                                  const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (diags->is_public) {
        diags->faults |= REFERAT_FAULT_REFUSED | REFERAT_FAULT_EDITION;
        severity = REFERAT_SEVERITY_ERROR;
    } else {
        severity = severity_of(diags, code, severity);
    }
    struct referat_diagnostic *diagnostic =
        report(diags, code, severity, span, format, args);
    va_end(args);
    return diagnostic;
}

void rf_diag_hint(struct rf_diags *diags, struct referat_diagnostic *diagnostic,
                  const char *format, ...)
{
    if (!diagnostic) {
        return;
    }
    va_list args;
    va_start(args, format);
    const char *hint = format_masked(diags->arena, format, args);
    va_end(args);
    diagnostic->hint =
        diagnostic->hint ? rf_arena_format(diags->arena, "%s; %s", diagnostic->hint, hint)
                         : hint;
}

void rf_diag_detail(struct rf_diags *diags, struct referat_diagnostic *diagnostic,
                    const char *format, ...)
{
    if (!diagnostic) {
        return;
    }
    va_list args;
    va_start(args, format);
    const char *line = format_masked(diags->arena, format, args);
    va_end(args);
    struct rf_buf lines = {0};
    rf_buf_join(&lines, diagnostic->details ? diagnostic->details : "", NULL);
    for (; *line; line++) {
        rf_buf_char(&lines, *line == '\n' ? ' ' : *line);
    }
    rf_buf_char(&lines, '\n');
    diagnostic->details = rf_arena_copy(diags->arena, lines.p, lines.n);
    rf_buf_clear(&lines);
}

void rf_diag_did_you_mean(struct rf_diags *diags, struct referat_diagnostic *diagnostic,
                          const char *nearest)
{
    if (nearest) {
        rf_diag_hint(diags, diagnostic, "did you mean '%s'?", nearest);
    }
}

void rf_diag_related(struct rf_diags *diags, struct referat_diagnostic *diagnostic,
                     struct referat_span span, const char *message)
{
    if (diagnostic) {
        diagnostic->related = span;
        char *copy = rf_arena_string(diags->arena, message);
        rf_cpr_mask(copy, message ? strlen(message) : 0);
        diagnostic->related_message = copy;
    }
}

/* Takes out findings that must not be shown, and what they have counted. */
void rf_diags_drop(struct rf_diags *diags, enum rf_trait trait)
{
    size_t kept = 0;
    for (size_t i = 0; i < diags->count; i++) {
        const struct referat_diagnostic *next = &diags->list[i];
        if (rf_code_is((enum rf_code)next->code, trait)) {
            --*counter_of(diags, next->severity);
        } else {
            diags->list[kept++] = *next;
        }
    }
    diags->count = kept;
}

/* ---- Order ---- */

/* The file that a finding is printed with; "" sorts before all. */
static const char *file_of(const struct referat_diagnostic *diagnostic)
{
    if (diagnostic->span.source) {
        return diagnostic->span.source->name;
    }
    return diagnostic->file ? diagnostic->file : "";
}

static int compare_numbers(unsigned long a, unsigned long b)
{
    return (a > b) - (a < b);
}

/* The offset in the file: a source may be an excerpt of it. */
static unsigned long start_of(struct referat_span span)
{
    return span.source ? span.source->bytes_before + span.start_bytes : 0;
}

/* Equal means the same finding at the same place. The message takes part: two fields
 * missing from one mapping are two findings at one place. */
static int compare_findings(const struct referat_diagnostic *x,
                            const struct referat_diagnostic *y)
{
    int order = strcmp(file_of(x), file_of(y));
    if (!order) {
        order = compare_numbers(start_of(x->span), start_of(y->span));
    }
    if (!order) {
        order = compare_numbers((unsigned)x->code, (unsigned)y->code);
    }
    return order ? order : strcmp(x->message, y->message);
}

/* Orders equal findings too, by severity and length of span, so that the one that is kept
 * does not depend on the order of reporting: qsort is not stable. */
static int compare_for_sort(const void *a, const void *b)
{
    const struct referat_diagnostic *x = a, *y = b;
    int order = compare_findings(x, y);
    if (!order) {
        order = compare_numbers(y->severity, x->severity);
    }
    return order ? order : compare_numbers(y->span.end_bytes, x->span.end_bytes);
}

/* By file and place, as a reader goes through them; each finding once, however many rules
 * or walks came upon it. */
void rf_diags_sort(struct rf_diags *diags)
{
    if (diags->count < 2) {
        return;
    }
    qsort(diags->list, diags->count, sizeof *diags->list, compare_for_sort);
    size_t kept = 1;
    for (size_t i = 1; i < diags->count; i++) {
        const struct referat_diagnostic *next = &diags->list[i];
        if (compare_findings(&diags->list[kept - 1], next) == 0) {
            --*counter_of(diags, next->severity);
        } else {
            diags->list[kept++] = *next;
        }
    }
    diags->count = kept;
}
