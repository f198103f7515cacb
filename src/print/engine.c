/* Print engines: how each is found, and what it is started with (print). What they can do
 * was measured: docs/print.md. */
#include "print/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/scratch_folder.h"
#include "base/str.h"
#include "base/subprocess.h"

enum { ARGUMENT_LIMIT = 32, VERSION_LIMIT_S = 60, LINE_BYTES = 80 };

struct rf_engine_kind {
    const char *name;
    const char *const *programs; /* in PATH, the best first; NULL at the end */
    const char *const *words;    /* one of them is in what --version says */
    int least_version;
    bool counts_ahead;
    const char *const *arguments; /* which those that add puts there follow */
    void (*add)(const char **argv, const char *folder, struct rf_arena *arena);
};

/* ---- Chromium ---- */

static const char *const chromium_programs[] = {
    "chromium",      "chromium-browser", "google-chrome-stable",
    "google-chrome", "microsoft-edge",   NULL};
static const char *const chromium_words[] = {"Chromium", "Chrome", "Edge", NULL};

static const char *const chromium_arguments[] = {
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage",
    /* No name means an address, so that nothing is ever asked for. */
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
    "--generate-pdf-document-outline", NULL};

/* A profile of its own in the folder, so that nothing of the user's browser is read or
 * left. */
static void add_chromium(const char **argv, const char *folder, struct rf_arena *arena)
{
    *argv++ = rf_arena_join(arena, "--user-data-dir=", folder, "/profile", NULL);
    *argv++ = rf_arena_join(arena, "--print-to-pdf=", folder, "/pack.pdf", NULL);
    if (geteuid() == 0) {
        *argv++ = "--no-sandbox"; /* it refuses to run as root with one */
    }
    *argv++ = rf_arena_join(arena, "file://", folder, "/pack.html", NULL);
    *argv = NULL;
}

/* ---- WeasyPrint ---- */

static const char *const weasyprint_programs[] = {"weasyprint", NULL};
static const char *const weasyprint_words[] = {"WeasyPrint", NULL};
static const char *const weasyprint_arguments[] = {"--quiet", NULL};

static void add_weasyprint(const char **argv, const char *folder, struct rf_arena *arena)
{
    (void)folder;
    (void)arena;
    *argv++ = "pack.html";
    *argv++ = "pack.pdf";
    *argv = NULL;
}

/* ---- The table ---- */

/* Chromium first: its PDF is tagged, which the rules on access to public documents ask
 * for, and it is the faster. Margin boxes came with Chromium 131; WeasyPrint 53 is the
 * first without Cairo. */
static const struct rf_engine_kind kinds[] = {
    {"chromium", chromium_programs, chromium_words, 131, false, chromium_arguments,
     add_chromium},
    {"weasyprint", weasyprint_programs, weasyprint_words, 53, true, weasyprint_arguments,
     add_weasyprint},
};

enum { KIND_COUNT = sizeof kinds / sizeof kinds[0] };

const char *rf_engine_name(const struct rf_engine *engine)
{
    return engine->kind->name;
}

bool rf_engine_counts_ahead(const struct rf_engine *engine)
{
    return engine->kind->counts_ahead;
}

/* ---- Finding ---- */

/* The kind of a program by what it calls itself; NULL: of none. */
static const struct rf_engine_kind *kind_of(const char *version)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        for (const char *const *word = kinds[i].words; *word; word++) {
            if (strstr(version, *word)) {
                return &kinds[i];
            }
        }
    }
    return NULL;
}

/* Asks a program what it is: the kind by what it calls itself, the version by the first
 * number of "Chromium 156.0.8078.108 built on …". NULL, or why it will not do. */
static const char *ask(const char *path, struct rf_arena *arena, struct rf_engine *engine)
{
    const char *folder = rf_folder_make(arena);
    if (!folder) {
        return "no temporary folder can be made";
    }
    const char *const argv[] = {path, "--version", NULL};
    const struct rf_program program = {
        .argv = argv, .folder = folder, .limit_s = VERSION_LIMIT_S};
    struct rf_program_result result = rf_program_run(&program, arena);
    rf_folder_remove(folder);
    if (!result.is_done) {
        return rf_arena_join(arena, path, " --version: ", result.why, NULL);
    }
    size_t n = strcspn(result.output, "\r\n");
    const char *version =
        rf_arena_copy(arena, result.output, n < LINE_BYTES ? n : LINE_BYTES);
    const char *digit = strpbrk(version, "0123456789");
    *engine = (struct rf_engine){kind_of(version), path,
                                 digit ? (int)strtol(digit, NULL, 10) : 0};
    if (!engine->kind) {
        return rf_arena_format(arena, "%s is no print engine: it calls itself '%s'", path,
                               version);
    }
    if (engine->version < engine->kind->least_version) {
        return rf_arena_format(arena, "%s is too old: '%s', and %d or newer is needed",
                               path, version, engine->kind->least_version);
    }
    return NULL;
}

/* The first program of a kind that will do. *why is the last one's that will not. */
static bool find_kind(const struct rf_engine_kind *kind, struct rf_arena *arena,
                      struct rf_engine *engine, const char **why)
{
    for (const char *const *name = kind->programs; *name; name++) {
        const char *path = rf_program_find(*name, arena);
        const char *problem = path ? ask(path, arena, engine) : NULL;
        if (path && !problem) {
            return true;
        }
        *why = problem ? problem : *why;
    }
    return false;
}

/* A name of the table stands for the first of its programs that will do; any other name
 * is a program itself. Without a name the table is searched from its beginning. */
const char *rf_engine_find(const char *wanted, struct rf_arena *arena,
                           struct rf_engine *engine)
{
    const char *why = NULL;
    bool is_named = wanted && *wanted, is_kind = false;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        bool is_it = is_named && rf_streq(wanted, kinds[i].name);
        is_kind = is_kind || is_it;
        if ((is_it || !is_named) && find_kind(&kinds[i], arena, engine, &why)) {
            return NULL;
        }
    }
    if (!is_named) {
        return why ? why : "no print engine is installed";
    }
    if (is_kind) {
        return why ? why : rf_arena_format(arena, "%s is not installed", wanted);
    }
    const char *path = rf_program_find(wanted, arena);
    return path ? ask(path, arena, engine)
                : rf_arena_format(arena, "'%s' is no program", wanted);
}

/* ---- Printing ---- */

/* "PROGRAM: why", and the engine's last words below it. */
static const char *failure(const struct rf_engine *engine, const char *why,
                           const char *last_words, struct rf_arena *arena)
{
    return rf_arena_join(arena, engine->path, ": ", why, *last_words ? "\n" : "",
                         last_words, NULL);
}

const char *rf_engine_print(const struct rf_engine *engine, const char *folder,
                            unsigned limit_s, struct rf_arena *arena)
{
    const char *argv[ARGUMENT_LIMIT] = {engine->path};
    size_t count = 1;
    for (const char *const *a = engine->kind->arguments; *a; a++) {
        argv[count++] = *a;
    }
    engine->kind->add(argv + count, folder, arena);
    const struct rf_program program = {
        .argv = argv, .folder = folder, .limit_s = limit_s};
    const char *pdf = rf_arena_join(arena, folder, "/pack.pdf", NULL);
    unlink(pdf); /* an earlier pass's must not be taken for this one's */
    struct rf_program_result result = rf_program_run(&program, arena);
    if (!result.is_done) {
        return failure(engine, result.why, result.last_words, arena);
    }
    struct stat info;
    if (stat(pdf, &info) != 0 || info.st_size == 0) {
        return failure(engine, "it ended well and wrote no PDF", result.last_words,
                       arena);
    }
    return NULL;
}
