/* The last look at a public edition: is closed text in any file of it (build)?
 *
 * leak_scan/ looks into the bytes of one file; this file has all of them looked at, by
 * several processes where there are many. They share a counter of the next file, write
 * what they find to files without a name, and lower the end when a leak is found. The
 * parent reads the findings and reports them in the order of the files: the same
 * whatever the number of processes. */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "build/scan_outputs.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "base/subprocess.h"
#include "build/file_list.h"
#include "build/outputs.h"
#include "build/workers.h"
#include "diag/diag.h"
#include "facts/database.h"
#include "leak_scan/look.h"

enum {
    PIECE_BYTES = 4 * 1024 * 1024, /* worth a process of its own … */
    PIECE_FILES = 200,             /* … and so many small ones … */
    COSTLY_FILES = 4,              /* … or so many that other programs read */
    PAUSE_MS = 10,
};

/* What was found of a file, as it is written: its index, one of these, a text, a NUL. */
enum outcome {
    LEAK_IN_NAME = 'n', /* the text says whose */
    LEAK = 'l',
    MISSING = 'm', /* what is not installed */
    UNREADABLE = 'u',
    UNSEEN = 's', /* what, and why */
};

struct finding {
    size_t index;
    enum outcome outcome;
    const char *text;
};

/* Shared by the processes. */
struct shared {
    atomic_size_t next; /* the file that is looked at next */
    atomic_size_t end;  /* no file from here on is looked at any more */
};

struct looker {
    const struct rf_last_look *all;
    struct rf_look look;
    struct shared *shared;
    FILE *out;
    const char *origin; /* of the leak that was found */
};

/* ---- One file ---- */

/* Ends the look at the first text that holds a closed one. */
static bool see(void *data, const char *text, size_t n)
{
    struct looker *looker = data;
    return rf_leak_scan(looker->all->leaks, text, n, &looker->origin);
}

/* All but what was not seen ends the look: later files are of no interest any more. */
static void note(struct looker *looker, size_t index, enum outcome outcome,
                 const char *text)
{
    fprintf(looker->out, "%zu%c%s", index, (int)outcome, text);
    fputc('\0', looker->out);
    size_t old = atomic_load(&looker->shared->end);
    while (outcome != UNSEEN && index < old &&
           !atomic_compare_exchange_weak(&looker->shared->end, &old, index)) {
    }
}

static bool see_cell(void *data, const char *text, size_t n)
{
    struct looker *looker = data;
    struct rf_arena arena = {0};
    bool is_enough = see(data, text, n) || /* also what looks like a file of some kind */
                     rf_look_into(&looker->look, text, n, &arena).is_enough;
    rf_arena_clear(&arena);
    return is_enough;
}

/* Looks at a database of ours: at every cell by itself, then at the bytes, for what is in
 * no cell. */
static void look_at_database(struct looker *looker, size_t index,
                             const struct rf_buf *bytes, struct rf_arena *arena)
{
    switch (rf_database_read(bytes->p, bytes->n, see_cell, looker)) {
    case RF_DATABASE_SEEN:
        if (rf_look_into(&looker->look, bytes->p, bytes->n, arena).is_enough) {
            note(looker, index, LEAK, looker->origin);
        }
        return;
    case RF_DATABASE_ENOUGH:
        note(looker, index, LEAK, looker->origin);
        return;
    case RF_DATABASE_FOREIGN:
        note(looker, index, UNREADABLE, "it is not the database that was made");
        return;
    case RF_DATABASE_UNREAD:
        note(looker, index, MISSING, "SQLite (Debian package libsqlite3-0)");
        return;
    }
}

/* Looks at one file after the other, as long as one is left that no process has taken. */
static void look_at_files(const struct rf_last_look *all, struct shared *shared,
                          FILE *out)
{
    struct looker looker = {.all = all, .shared = shared, .out = out};
    struct rf_buf bytes = {0};
    struct rf_arena arena = {0};
    rf_look_init(&looker.look, see, &looker);
    for (size_t i; (i = atomic_fetch_add(&shared->next, 1)) < atomic_load(&shared->end) &&
                   !rf_program_interrupted();) {
        const char *name = all->names[i];
        rf_arena_reset(&arena);
        if (rf_look_into(&looker.look, name, strlen(name), &arena).is_enough) {
            note(&looker, i, LEAK_IN_NAME, looker.origin);
            continue;
        }
        if (!rf_read_whole(all->paths[i], &bytes)) {
            note(&looker, i, UNREADABLE, strerror(errno));
            continue;
        }
        if (rf_is_database_path(name) && bytes.n) {
            look_at_database(&looker, i, &bytes, &arena);
            continue;
        }
        struct rf_look_result result =
            rf_look_into(&looker.look, bytes.p ? bytes.p : "", bytes.n, &arena);
        if (result.is_enough) {
            note(&looker, i, LEAK, looker.origin);
        } else if (result.missing) {
            note(&looker, i, MISSING, result.missing);
        } else if (result.unseen) {
            note(&looker, i, UNSEEN, result.unseen);
        }
    }
    rf_look_clear(&looker.look);
    rf_buf_clear(&bytes);
    rf_arena_clear(&arena);
    fflush(out);
}

/* ---- Processes ---- */

/* How many processes are worth while, at least 1: by the bytes, the number of files, and
 * how many of them other programs read. */
static unsigned count_processes(const struct rf_last_look *all)
{
    static const char *const endings[] = {".pdf",  ".zip", ".docx", ".xlsx",
                                          ".pptx", ".odt", ".ods",  ".odp"};
    size_t bytes = 0, costly = 0;
    for (size_t i = 0; i < all->count; i++) {
        struct stat info;
        size_t k = 0;
        bytes += stat(all->paths[i], &info) == 0 ? (size_t)info.st_size : 0;
        while (k < sizeof endings / sizeof *endings &&
               !rf_ends_with_nocase(all->names[i], endings[k])) {
            k++;
        }
        costly += k < sizeof endings / sizeof *endings;
    }
    size_t pieces =
        bytes / PIECE_BYTES + all->count / PIECE_FILES + costly / COSTLY_FILES;
    unsigned count = rf_workers_for(all->report->options->jobs, pieces);
    return count ? count : 1;
}

/* Looks with several processes, this one among them. False where one could not do its
 * part; a signal ends them too. */
static bool look_together(const struct rf_last_look *all, struct shared *shared,
                          FILE **outs, unsigned count)
{
    pid_t *processes = RF_ARENA_NEW_ARRAY(all->arena, count, pid_t);
    bool is_done = true;
    for (unsigned i = 1; i < count; i++) {
        fflush(NULL);
        processes[i] = fork();
        if (processes[i] == 0) {
            rf_worker_await_signals();
            look_at_files(all, shared, outs[i]);
            _exit(ferror(outs[i]) ? RF_EXIT_WORLD : RF_EXIT_DONE);
        }
    }
    look_at_files(all, shared, outs[0]);
    for (unsigned i = 1; i < count; i++) {
        int status;
        pid_t ended = processes[i];
        bool is_signalled = false;
        while (processes[i] > 0 &&
               ((ended = waitpid(processes[i], &status, WNOHANG)) == 0 ||
                (ended < 0 && errno == EINTR))) {
            if (rf_program_interrupted() && !is_signalled) {
                kill(processes[i], SIGTERM);
                is_signalled = true;
            }
            poll(NULL, 0, PAUSE_MS);
        }
        /* What a process that was not started would have done, the others did. */
        is_done =
            is_done && (processes[i] < 0 || (ended == processes[i] && WIFEXITED(status) &&
                                             WEXITSTATUS(status) == RF_EXIT_DONE));
    }
    return is_done;
}

/* ---- What they found ---- */

/* In the order of the files. */
static int by_index(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* All that was found, in the order of the files. */
static struct finding *read_findings(const struct rf_last_look *all, FILE **outs,
                                     unsigned out_count, size_t *count)
{
    struct rf_buf text = {0};
    size_t most = 0;
    for (unsigned i = 0; i < out_count; i++) {
        char chunk[4096];
        rewind(outs[i]);
        for (size_t got; (got = fread(chunk, 1, sizeof chunk, outs[i])) > 0;) {
            rf_buf_add(&text, chunk, got);
        }
    }
    for (size_t i = 0; i < text.n; i++) {
        most += text.p[i] == '\0';
    }
    struct finding *list = RF_ARENA_NEW_ARRAY(all->arena, most + 1, struct finding);
    *count = 0;
    for (const char *p = text.p; *count < most; p += strlen(p) + 1) {
        char *end;
        struct finding *finding = &list[(*count)++];
        finding->index = strtoul(p, &end, 10);
        finding->outcome = (enum outcome) * end;
        finding->text = rf_arena_string(all->arena, end + 1);
    }
    rf_buf_clear(&text);
    qsort(list, *count, sizeof *list, by_index);
    return list;
}

/* ---- Reports ---- */

/* closed-leak, of a file or of the name of one. Settings cannot turn it off. */
static void report_leak(struct rf_report *report, const char *file, const char *origin,
                        bool is_in_name)
{
    struct rf_arena arena = {0};
    struct rf_diags diags;
    rf_diags_init(&diags, &arena);
    struct referat_diagnostic *d =
        rf_diag_report(&diags, RF_CODE_CLOSED_LEAK, (struct referat_span){0},
                       "closed text of %s is in %s; no public edition is left behind",
                       origin, is_in_name ? "the name of an output" : "this output");
    rf_diag_hint(&diags, d,
                 "take it out of what is open, or close what holds it; 'referat explain "
                 "closed-leak' says more");
    d->file = is_in_name ? "" : file;
    rf_report_diags(report, &diags);
    rf_arena_clear(&arena);
}

/* A program is missing that would look into the file. */
static void report_missing(struct rf_report *report, const char *name,
                           const char *missing)
{
    struct rf_buf line = {0};
    rf_buf_printf(&line,
                  "%s: %s is needed to look through it for what is closed, and is not "
                  "installed: no public edition is made",
                  name, missing);
    rf_report_failure(report, RF_EXIT_WORLD, rf_buf_string(&line));
    rf_buf_clear(&line);
}

/* One note for findings[0..count), which are of one place. */
static void report_unseen(const struct rf_last_look *all, const struct finding *findings,
                          size_t count)
{
    const char *first = all->names[findings->index];
    struct rf_diags diags;
    rf_diags_init(&diags, all->arena);
    if (all->severity) {
        diags.severities[RF_CODE_NOT_SCANNED] =
            (unsigned char)all->severity(all->owner, first);
    }
    struct referat_diagnostic *d =
        count == 1
            ? rf_diag_report(
                  &diags, RF_CODE_NOT_SCANNED, (struct referat_span){0},
                  "1 file was not wholly looked through for what is closed: %s",
                  findings->text)
            : rf_diag_report(
                  &diags, RF_CODE_NOT_SCANNED, (struct referat_span){0},
                  "%zu files were not wholly looked through for what is closed", count);
    size_t place = rf_output_place_bytes(first);
    rf_diag_hint(
        &diags, d, "look through %s before publishing%s", count == 1 ? "it" : "them",
        count == 1 || all->report->options->is_verbose ? "" : "; --verbose lists them");
    if (d) {
        d->file = count == 1 || !place ? first : rf_arena_copy(all->arena, first, place);
    }
    for (size_t i = 0; count > 1 && i < count; i++) {
        rf_diag_detail(&diags, d, "%s: %s", all->names[findings[i].index],
                       findings[i].text);
    }
    rf_report_diags(all->report, &diags);
}

/* Reports the first finding that ends the look, else all that could not be seen. */
static enum rf_last_look_end report_findings(const struct rf_last_look *all,
                                             const struct finding *findings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct finding *f = &findings[i];
        const char *name = all->names[f->index];
        switch (f->outcome) {
        case LEAK_IN_NAME:
        case LEAK:
            report_leak(all->report, name, f->text, f->outcome == LEAK_IN_NAME);
            return RF_LAST_LOOK_LEAK;
        case MISSING:
            report_missing(all->report, name, f->text);
            return RF_LAST_LOOK_FAILED;
        case UNREADABLE:
            rf_report_fail(all->report, all->arena, RF_EXIT_WORLD, name, f->text);
            return RF_LAST_LOOK_FAILED;
        case UNSEEN:
            break;
        }
    }
    for (size_t i = 0, next; i < count; i = next) { /* a note for each place */
        const char *first = all->names[findings[i].index];
        size_t place = rf_output_place_bytes(first);
        for (next = i + 1; next < count; next++) {
            const char *name = all->names[findings[next].index];
            if (rf_output_place_bytes(name) != place || memcmp(name, first, place) != 0) {
                break;
            }
        }
        report_unseen(all, findings + i, next - i);
    }
    return RF_LAST_LOOK_CLEAN;
}

/* ---- All ---- */

enum rf_last_look_end rf_last_look(const struct rf_last_look *all)
{
    const unsigned count = count_processes(all);
    FILE **outs = RF_ARENA_NEW_ARRAY(all->arena, count, FILE *);
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        rf_out_of_memory();
    }
    atomic_init(&shared->next, 0);
    atomic_init(&shared->end, all->count);
    const char *origin;
    rf_leak_scan(all->leaks, "", 0, &origin); /* what each process would do alone */
    unsigned opened = 0;
    while (opened < count && (outs[opened] = tmpfile()) != NULL) {
        opened++;
    }
    enum rf_last_look_end end = RF_LAST_LOOK_FAILED;
    if (opened < count) {
        rf_report_fail(all->report, all->arena, RF_EXIT_WORLD, "the last look",
                       strerror(errno));
    } else if (!look_together(all, shared, outs, count)) {
        rf_report_failure(all->report, RF_EXIT_WORLD,
                          "the last look was cut off: no public edition is made");
    } else if (!rf_program_interrupted()) {
        size_t found;
        const struct finding *findings = read_findings(all, outs, count, &found);
        end = report_findings(all, findings, found);
    }
    for (unsigned i = 0; i < opened; i++) {
        fclose(outs[i]);
    }
    munmap(shared, sizeof *shared);
    return end;
}

bool rf_last_look_at_bytes(struct rf_report *report, struct rf_leaks *leaks,
                           const char *name, const char *bytes, size_t n)
{
    const struct rf_last_look all = {.report = report, .leaks = leaks};
    struct looker looker = {.all = &all};
    struct rf_arena arena = {0};
    rf_look_init(&looker.look, see, &looker);
    struct rf_look_result result = rf_look_into(&looker.look, bytes, n, &arena);
    rf_look_clear(&looker.look);
    if (result.is_enough) {
        report_leak(report, name, looker.origin, false);
    } else if (result.missing) {
        report_missing(report, name, result.missing);
    }
    bool is_clean = !result.is_enough && !result.missing;
    rf_arena_clear(&arena);
    return is_clean;
}
