/* referat: compile a series of meetings, look at the diagnostics, walk the model, emit
 * documents.
 *
 *     struct referat_options options = referat_default_options();
 *     struct referat *run = referat_open("raadmandsmoede", &options);
 *     const struct referat_unit_result *unit;
 *     while ((unit = referat_next(run)) != NULL) {
 *         for (size_t i = 0; i < unit->diagnostic_count; i++)
 *             puts(unit->diagnostics[i].message);
 *         if (unit->meeting && !(unit->faults & REFERAT_FAULT_ERRORS))
 *             printf("%s: %zu items\n", unit->meeting->id, unit->meeting->item_count);
 *     }
 *     referat_close(run);
 *
 * docs/library.md has a longer program, and what is said here at length. For every
 * function below:
 *
 * Text is UTF-8; a char pointer without a length is NUL-terminated. Counts named _bytes
 * or _count are of bytes and elements, columns count Unicode characters. A pointer may be
 * NULL only where its comment says so, as argument and as result.
 *
 * Ownership: what a function returns as const belongs to the run or to the library, and
 * its comment says how long it lives; what it returns as char * was allocated and is to
 * be given to free(). What a caller gives is only read.
 *
 * Errors are diagnostics of units. Nothing is reported through errno, and nothing is
 * printed. Out of memory: the process ends, by abort() after one line on standard error;
 * no function returns for want of memory.
 *
 * Threads: there is no global state. A run is opened, used and closed by one thread;
 * other threads may have runs of their own at the same time. What a run has given may be
 * read by any thread while it lives. Functions without a run may be called from anywhere
 * but a signal handler. Signals: no handler is set and no mask changed for the caller.
 *
 * No clock, locale or environment is read, and nothing is written, with one exception: a
 * series that is rendered for the public is looked through for what is closed, where
 * that needs other programs (PDF files: qpdf, pdftotext) by starting them. They are found
 * by PATH, run without a shell and without the network, in a folder of their own below
 * TMPDIR that is removed. A caller that waits for all its children, or ignores SIGCHLD,
 * disturbs that. Files are opened close-on-exec. */
#ifndef REFERAT_REFERAT_H
#define REFERAT_REFERAT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "referat/model.h"
#include "referat/version.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define REFERAT_API __attribute__((visibility("default")))
#else
#define REFERAT_API
#endif

/* ---- Diagnostics ---- */

enum referat_severity {
    REFERAT_SEVERITY_OFF,
    REFERAT_SEVERITY_NOTE,
    REFERAT_SEVERITY_WARNING,
    REFERAT_SEVERITY_ERROR,
};

/* Where a span begins and ends, for people: lines from 1, columns in Unicode characters
 * from 1. The end is the first character after the span. */
struct referat_location {
    const char *file; /* as the command line reached it; "" where no file is concerned */
    unsigned line, column;
    unsigned end_line, end_column;
};

/* One finding. Its kind (name, code) is explained by the catalogue below. The
 * strings live as long as the unit that carries it. Danish personal
 * numbers in message, hint and related_message are masked; a file name is as it is. */
struct referat_diagnostic {
    const char *name; /* stable, as in `referat explain NAME` */
    int code;         /* its number in the catalogue, not stable */
    enum referat_severity severity;
    const char *message;      /* one line, no full stop */
    const char *open_message; /* the same in words that quote nothing closed, for where
                                 they are needed; NULL where there are none */
    const char *hint;         /* how to mend it; NULL where there is none */
    const char *file; /* for findings about a file that could not be read; NULL: the span
                         says it */
    struct referat_span span;
    struct referat_span related; /* source NULL where there is none */
    const char *related_message; /* NULL where there is none */
    bool is_masked;              /* a place is closed: no source line is to be shown */
    const char *details; /* what else there is to say for who asks for it, a line each,
                            each with its newline; NULL: nothing */
};

/* Computes where a span stands. A span without a source gives file "" and line 0. file
 * lives as long as the source: as the unit, or as the run for referat.yaml. */
REFERAT_API struct referat_location referat_locate(struct referat_span span);

/* ---- The catalogue of diagnostics ---- */

/* Kinds of diagnostics are numbered from 0, in the order of docs/diagnostics.md. A name
 * is for ever; its number is that of this version of the library. Strings are the
 * library's and last as long as it; a number that no kind has gives NULL (severity:
 * off). */

/* How many kinds there are. */
REFERAT_API int referat_code_count(void);

/* The number of a name ("unknown-item"), or -1. */
REFERAT_API int referat_code_find(const char *name);

REFERAT_API const char *referat_code_name(int code);

/* The severity that it has unless a series' `checks` say another one; off: it is not
 * reported then. A single finding may be less grave, as that of a draft. */
REFERAT_API enum referat_severity referat_code_severity(int code);

/* What it is, in one line without a full stop: "a reference that fits no item". */
REFERAT_API const char *referat_code_summary(int code);

/* All that `referat explain` prints of it: what it means, an example, the cure; plain
 * text in lines of up to 78 characters. To be freed with free(). */
REFERAT_API char *referat_code_explain(int code);

/* ---- Compiling ---- */

/* A file of the series that is given from memory: it stands over what is on disk at its
 * path, whatever that is, or is added to it. The path is relative to the series' folder,
 * with '/', and compared byte for byte (docs/library.md says what that means for links
 * and for letters' case). The bytes are the caller's and outlive the run; the rest is
 * copied when the run is opened. */
struct referat_file {
    const char *path;  /* "2026-03-02/agenda.md"; UTF-8 */
    const void *bytes; /* whatever is in such a file: a document's text, a picture */
    size_t byte_count; /* 0: an empty file; bytes may be NULL then */
};

/* What a run is to do. It is the caller's, and only looked at while the run is opened.
 * Begin with referat_default_options: further members may be added at the end, and size
 * says which of them the caller knows. */
struct referat_options {
    size_t size;           /* sizeof(struct referat_options) */
    bool strict;           /* warnings count as errors */
    const char *only_path; /* NULL, or a path below the series: other meetings are known
                              but not compiled */
    enum referat_edition edition; /* public: the models hold nothing that is closed, and
                                     diagnostics quote nothing of it */
    struct referat_date as_of;    /* the day that review-due asks about, and from which
                                     deadlines are counted; year 0: none */
    bool hides_closed; /* diagnostics quote nothing closed, as those of the public edition
                        */
    const struct referat_file *files; /* from memory, in any order */
    size_t file_count;
    bool files_only; /* the series is these files alone: nothing on disk is read, and the
                        path that is opened is only what the series is called */
};

/* Options that ask for nothing: the full edition of a whole series on disk. It stands in
 * the header so that the size is the one that the caller was compiled with. */
static inline struct referat_options referat_default_options(void)
{
    struct referat_options options;
    memset(&options, 0, sizeof options);
    options.size = sizeof options;
    return options;
}

/* A run over one series. Opaque. */
struct referat;

/* Opens a series by its folder, whose path is copied; a relative one is followed from the
 * current folder, which is to stay the same as long as the run. Never NULL; to be given
 * to referat_close. options may be NULL: the default ones. Problems with the path, the
 * options or referat.yaml are the first unit's diagnostics: a path that is no folder
 * (unreadable-file), options of a size that this library does not know (bad-value), a
 * file from memory whose path leads out of the series (path-escapes) or is given twice
 * (bad-value) end the run with that unit. */
REFERAT_API struct referat *referat_open(const char *path,
                                         const struct referat_options *options);

/* The kinds of units, in the order in which they come. */
enum referat_unit_kind {
    REFERAT_UNIT_SETTINGS, /* the series' own, first: referat.yaml and the folders */
    REFERAT_UNIT_MEETING,  /* one a meeting, in their order; also a folder with findings
                              that holds no meeting, or none that could be loaded */
    REFERAT_UNIT_SERIES,   /* last: what only shows over all meetings */
};

/* What the findings of a unit mean: bits, as several may hold. */
enum referat_fault {
    REFERAT_FAULT_ERRORS = 1,     /* nothing should be made of the unit */
    REFERAT_FAULT_UNREADABLE = 2, /* a file or folder could not be read */
    REFERAT_FAULT_REFUSED = 4,    /* a limit, or a path that leads out */
    REFERAT_FAULT_EDITION = 8,    /* public: an open place may hold what is closed; no
                                     edition is to be made, of other units neither */
    REFERAT_FAULT_UNREAD = 16, /* an error may hide what is closed in the meeting, or in
                                  all of the series where it is in the settings: what a
                                  public edition has of it is to be removed */
};

/* The result of one step. */
struct referat_unit_result {
    enum referat_unit_kind kind;
    const struct referat_series *series;
    const struct referat_meeting
        *meeting; /* NULL for the series' own units, and where nothing could be loaded */
    const char *folder; /* of the meeting, relative to the series; NULL for the series'
                           own units and a document from standard input */
    const struct referat_diagnostic *diagnostics; /* sorted by file and place */
    size_t diagnostic_count;
    size_t left_out_count; /* more findings than 1000 of one file are counted only */
    unsigned faults;       /* enum referat_fault: what is wrong with it, as bits */
    bool has_closed;       /* the meeting is closed, or a part of it */
};

/* Compiles on, and returns the next unit: the settings, each meeting, the series; NULL at
 * the end, and ever after. The result and everything reachable from it, but for the
 * series, live until the next call on this run. What went wrong is in its diagnostics. */
REFERAT_API const struct referat_unit_result *referat_next(struct referat *run);

/* The series' settings, as far as they are read: empty before the first unit. They live
 * until referat_close. */
REFERAT_API const struct referat_series *referat_series_of(const struct referat *run);

/* Ends a run, wherever it is, on the thread that opened it: all that it gave is gone.
 * NULL is accepted. */
REFERAT_API void referat_close(struct referat *run);

/* ---- Emitting ---- */

enum referat_page { REFERAT_PAGE_AGENDA, REFERAT_PAGE_MINUTES, REFERAT_PAGE_PACK };

enum referat_format { REFERAT_FORMAT_HTML, REFERAT_FORMAT_MARKDOWN };

/* Renders a page of a meeting that referat_next gave and that still lives: UTF-8,
 * NUL-terminated, to be freed with free(); *size_bytes (may be NULL) is its length
 * without the NUL. NULL where the meeting has no such page (minutes that are not written
 * yet). Of a public edition it is not searched for what is closed, which can only be done
 * when the whole series is known: referat_render does. */
REFERAT_API char *referat_emit(const struct referat_meeting *meeting,
                               enum referat_page page, enum referat_format format,
                               size_t *size_bytes);

/* ---- Rendering a series ---- */

/* Who receives a series' pages. Begin with referat_default_sink; size as in struct
 * referat_options. The functions are called by referat_render, on its thread; they may
 * not call functions of that run. */
struct referat_sink {
    size_t size; /* sizeof(struct referat_sink) */
    void *user;  /* given to the functions; may be NULL */
    /* Receives every unit with its findings, as referat_next gives it: it lives until the
     * function returns. NULL: not called. */
    void (*unit)(void *user, const struct referat_unit_result *unit);
    /* Receives a whole file. path is where `referat build SERIES` has it below its
     * destination: "2026-03-02/pack.html". Both live until the function returns. False:
     * no more is wanted, and referat_render returns. NULL: nothing is rendered. */
    bool (*file)(void *user, const char *path, const char *bytes, size_t byte_count);
    unsigned formats; /* of the pages: bits 1 << enum referat_format; the index of the
                         series comes with HTML */
};

/* A sink without functions, for both formats. */
static inline struct referat_sink referat_default_sink(void)
{
    struct referat_sink sink;
    memset(&sink, 0, sizeof sink);
    sink.size = sizeof sink;
    sink.formats = 1U << REFERAT_FORMAT_HTML | 1U << REFERAT_FORMAT_MARKDOWN;
    return sink;
}

/* Compiles a series to its end and renders the pages of its meetings and its index (not
 * with only_path) to the sink: the bytes that `referat build -f html,md` writes. A
 * meeting with errors has no pages. The run is one of which no unit was asked for yet; it
 * is at its end afterwards.
 *
 * Of a public edition nothing is given before all of it was searched for what is closed,
 * as a build does; its pages wait in memory. Where closed text is found, or something
 * cannot be looked into, no file is given at all, and a last unit of the kind SERIES says
 * why (closed-leak, unreadable-file), with REFERAT_FAULT_EDITION; nor is any where
 * another unit has that fault (closed-quoted). not-scanned stands in the last unit, too.
 *
 * Annex files are not rendered: a meeting's annexes (referat_annex) say where they are
 * and what the pages call them. Before they are published in a public edition they are to
 * be searched as well, which only a build does.
 *
 * Returns the faults of all units (enum referat_fault). Without REFERAT_FAULT_ERRORS and
 * REFERAT_FAULT_EDITION every page was given, unless the sink wanted no more. */
REFERAT_API unsigned referat_render(struct referat *run, const struct referat_sink *sink);

/* ---- Helpers for walking ---- */

/* True where a meeting, or what is enclosed with it, is closed in whole or in part, or
 * where its documents speak of what is closed in another one. */
REFERAT_API bool referat_has_closed(const struct referat_meeting *meeting);

/* True where a page of a full edition shows something closed: a closed part of the
 * meeting, or what earlier meetings left open of theirs, what became of that, where an
 * item comes from. The page says that it is of the full edition then. */
REFERAT_API bool referat_page_shows_closed(const struct referat_meeting *meeting,
                                           enum referat_page page);

/* The words of an outcome in the series' language ("godkendt"), "" where there are none.
 * A constant. */
REFERAT_API const char *referat_outcome_word(const struct referat_series *series,
                                             enum referat_outcome outcome);

/* The version this library was built as: "0.2.0", with "-dev" after it before a release.
 * A constant. */
REFERAT_API const char *referat_version(void);

#ifdef __cplusplus
}
#endif

#endif
