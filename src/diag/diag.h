/* Diagnostics are data: collected while compiling, sorted, and rendered by separate
 * writers (diag).
 *
 * This folder has the texts of the user's documents (source.h) and the findings that
 * point into them. Every stage reports through it what is wrong with a document, and
 * goes on. Its central type is struct rf_diags, the findings of one meeting (or of the
 * series' own file), in that meeting's arena. Stages call rf_diag_report and its
 * variants; the driver sorts the list and hands it to the build, which prints it with
 * rf_diag_text or rf_diag_json. What a code means to a reader is in explain_*.c, one
 * paragraph for each row of codes.def.
 *
 * Hard to see: a finding's severity is decided when it is reported, from three sources:
 * the default of its code or of the place that reports it, `checks:` of the series, and
 * the rule that a public edition keeps every error that may hide what is closed. And two
 * kinds of findings are counted without being kept: those beyond the limit of one file,
 * and, in a silent run, errors that make a meeting unread. */
#ifndef RF_DIAG_DIAG_H
#define RF_DIAG_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "referat/model.h"
#include "referat/referat.h"

/* One value per row of codes.def: RF_CODE_YAML_SYNTAX … */
enum rf_code {
#define RF_CODE(id, name, severity, traits, summary) RF_CODE_##id,
#include "diag/codes.def"
#undef RF_CODE
    RF_CODE_COUNT,
};

/* Properties of a code's findings besides their severity. */
enum rf_trait {
    RF_PLAIN = 0,
    RF_HIDES = 1,   /* as an error it may hide what is closed: its meeting is unread */
    RF_REFUSES = 2, /* the run refuses for safety: exit 4 */
    RF_FIXED = 4,   /* `checks:` cannot give it another severity */
    RF_JUDGES = 8,  /* it holds one document against another */
};

/* "off", "note", "warning" or "error". */
const char *rf_severity_name(enum referat_severity severity);

/* The stable name: "yaml-syntax". */
const char *rf_code_name(enum rf_code code);
enum referat_severity rf_code_default(enum rf_code code);
bool rf_code_is(enum rf_code code, enum rf_trait trait);
/* One line for lists. */
const char *rf_code_summary(enum rf_code code);
/* The code of a name, or RF_CODE_COUNT. */
enum rf_code rf_code_find(const char *name);
/* Every name, sorted as in codes.def, NULL at the end: for rf_nearest. */
const char *const *rf_code_names(void);

struct rf_diag_tally;

/* Diagnostics of one meeting (or of the series' own file), and the severities that the
 * series has set. */
struct rf_diags {
    struct rf_arena *arena; /* of the diagnostics and their strings */
    struct referat_diagnostic *list;
    size_t count;
    size_t capacity;
    struct rf_diag_tally *tallies; /* findings by source file, for the limit */
    size_t error_count, warning_count, note_count; /* those left out too */
    size_t unread_count; /* errors that may hide what is closed, silent ones too */
    size_t left_out;     /* beyond the limit of one source file */
    unsigned faults;     /* what they mean besides being errors: see rf_diags_faults */
    bool is_strict;      /* warnings count as errors */
    bool is_public;      /* `checks:` cannot turn down what may hide something closed */
    bool is_silent;      /* nothing is kept or counted but unread_count */
    unsigned char severities[RF_CODE_COUNT]; /* enum referat_severity, after `checks:` */
};

/* arena must outlive diags. Nothing is strict, public or silent. Severities are set to
 * their defaults. */
void rf_diags_init(struct rf_diags *diags, struct rf_arena *arena);

/* Reports one finding. The message is lower case, without a full stop, quotes the user's
 * thing, says what was found and what was expected. Returns the stored diagnostic so that
 * a hint or a second place can be added, or NULL where the code is off or the file's
 * limit is reached; the helpers below accept NULL. */
struct referat_diagnostic *rf_diag_report(struct rf_diags *diags, enum rf_code code,
                                          struct referat_span span, const char *format,
                                          ...)
    __attribute__((cold, format(printf, 4, 5)));

/* The same, where this finding's own default differs from its code's (a missing file of a
 * draft is a warning). `checks:` in referat.yaml wins over both. */
struct referat_diagnostic *rf_diag_report_as(struct rf_diags *diags, enum rf_code code,
                                             enum referat_severity severity,
                                             struct referat_span span, const char *format,
                                             ...)
    __attribute__((cold, format(printf, 5, 6)));

/* The same, where the severity is decided and `checks:` cannot change it. */
struct referat_diagnostic *rf_diag_add(struct rf_diags *diags, enum rf_code code,
                                       enum referat_severity severity,
                                       struct referat_span span, const char *format, ...)
    __attribute__((cold, format(printf, 5, 6)));

/* As rf_diag_report_as, where an open page would show something closed: in a public run
 * it is an error, whatever `checks:` says, and no edition is published. */
struct referat_diagnostic *
rf_diag_refuse_edition(struct rf_diags *diags, enum rf_code code,
                       enum referat_severity severity, struct referat_span span,
                       const char *format, ...)
    __attribute__((cold, format(printf, 5, 6)));

/* Adds a hint: an instruction. */
void rf_diag_hint(struct rf_diags *diags, struct referat_diagnostic *diagnostic,
                  const char *format, ...) __attribute__((cold, format(printf, 3, 4)));

/* Adds a line of details, which are printed below the hint. */
void rf_diag_detail(struct rf_diags *diags, struct referat_diagnostic *diagnostic,
                    const char *format, ...) __attribute__((cold, format(printf, 3, 4)));

/* Adds "did you mean 'X'?" where nearest is not NULL. */
void rf_diag_did_you_mean(struct rf_diags *diags, struct referat_diagnostic *diagnostic,
                          const char *nearest);

/* Adds the place where the other half of the contradiction stands; message may be NULL.
 */
void rf_diag_related(struct rf_diags *diags, struct referat_diagnostic *diagnostic,
                     struct referat_span span, const char *message);

/* Removes the findings whose code has that trait, and their counts. */
void rf_diags_drop(struct rf_diags *diags, enum rf_trait trait);

/* Sorts by file name, offset, then code; the same finding at the same place is kept once.
 */
void rf_diags_sort(struct rf_diags *diags);

/* What the findings mean (enum referat_fault). */
unsigned rf_diags_faults(const struct rf_diags *diags);

/* Appends the text form: "file:line:col: severity: message [name]", excerpt, caret,
 * second place, hints, details. Control characters are escaped. */
void rf_diag_text(const struct referat_diagnostic *diagnostic, bool use_colour,
                  struct rf_buf *out);

/* Appends one JSON object and a newline. */
void rf_diag_json(const struct referat_diagnostic *diagnostic, struct rf_buf *out);

/* Appends what `referat explain NAME` prints: what it means, an example, the cure. */
void rf_diag_explain(enum rf_code code, struct rf_buf *out);

/* Appends docs/diagnostics.md: every code, the same texts. */
void rf_diag_explain_all(struct rf_buf *out);

#endif
