/* The options of every command: one table for parsing and --help (cli). */
#include "cli/option_table.h"

#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "build/formats.h"
#include "cli/cli.h"

/* Keys of options that have no letter. */
enum {
    KEY_DIAGNOSTICS = 256,
    KEY_COLOR,
    KEY_EDITION,
    KEY_VERIFY,
    KEY_HASH,
    KEY_CACHE,
    KEY_NO_CACHE,
    KEY_DEPFILE,
    KEY_FSYNC,
    KEY_SHARD,
    KEY_ALL,
    KEY_VERSION,
    KEY_AS_OF,
    KEY_TABLE,
    KEY_OPEN,
    KEY_PDF_ENGINE,
    KEY_PDF_TIMEOUT
};

enum {
    ALL_COMMANDS = RF_FOR_BUILD | RF_FOR_CHECK | RF_FOR_EXPLAIN | RF_FOR_HELP |
                   RF_FOR_STATUS | RF_FOR_EXPORT | RF_FOR_VERIFY | RF_FOR_SEAL |
                   RF_FOR_MERGE,
    EVERYWHERE = ALL_COMMANDS | RF_FOR_PROGRAM,
};

struct row {
    int key; /* the letter, or a KEY_ */
    const char *name, *argument;
    const char *summary;
    unsigned commands;
    int (*set)(struct rf_options *options, const char *value);
    size_t flag; /* where set is NULL: the offset of the bool to be set */
};

/* ---- Values ---- */

static int set_folder(struct rf_options *options, const char *value)
{
    options->folder = value;
    return 0;
}

/* The name of a folder that is written to. */
static int set_destination(const char **destination, const char *value)
{
    if (!*value) {
        return rf_usage_error("option '--output' needs the name of a folder");
    }
    *destination = value;
    return 0;
}

static int set_output(struct rf_options *options, const char *value)
{
    return set_destination(&options->output, value);
}

static int set_bag(struct rf_options *options, const char *value)
{
    return set_destination(&options->bag, value);
}

static int set_merged(struct rf_options *options, const char *value)
{
    return set_destination(&options->merged, value);
}

static int set_diagnostics(struct rf_options *options, const char *value)
{
    options->is_json = strcmp(value, "json") == 0;
    if (!options->is_json && strcmp(value, "text") != 0) {
        return rf_usage_error("option '--diagnostics' is text or json, not '%s'", value);
    }
    return 0;
}

static int set_colour(struct rf_options *options, const char *value)
{
    static const char *const words[] = {"auto", "always", "never"};
    for (enum rf_colour i = RF_COLOUR_AUTO; i <= RF_COLOUR_NEVER; i++) {
        if (strcmp(value, words[i]) == 0) {
            options->colour = i;
            return 0;
        }
    }
    return rf_usage_error("option '--color' is auto, always or never, not '%s'", value);
}

static int set_edition(struct rf_options *options, const char *value)
{
    bool is_public = strcmp(value, "public") == 0;
    options->edition = is_public ? REFERAT_EDITION_PUBLIC : REFERAT_EDITION_FULL;
    if (is_public || strcmp(value, "full") == 0) {
        return 0;
    }
    return rf_usage_error("option '--edition' is full or public, not '%s'", value);
}

/* A whole number from 1. */
static int set_count(unsigned *count, const char *name, const char *value)
{
    char *end;
    unsigned long number = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || number < 1 || number > INT_MAX) {
        return rf_usage_error("option '--%s' is a number from 1, not '%s'", name, value);
    }
    *count = (unsigned)number;
    return 0;
}

static int set_jobs(struct rf_options *options, const char *value)
{
    return set_count(&options->jobs, "jobs", value);
}

static int set_depfile(struct rf_options *options, const char *value)
{
    options->depfile = value;
    return *value ? 0 : rf_usage_error("option '--depfile' needs the name of a file");
}

static int set_cache(struct rf_options *options, const char *value)
{
    options->cache = value;
    return *value ? 0 : rf_usage_error("option '--cache' needs the name of a folder");
}

/* A whole number from 1 at *p, which is moved past it; 0 where there is none. */
static unsigned take_count(const char **p)
{
    char *end;
    unsigned long number = strtoul(*p, &end, 10);
    bool is_number = **p >= '1' && **p <= '9' && number <= INT_MAX;
    *p = end;
    return is_number ? (unsigned)number : 0;
}

static int set_shard(struct rf_options *options, const char *value)
{
    const char *p = value;
    options->part = take_count(&p);
    bool has_slash = *p == '/';
    p += has_slash;
    options->part_count = take_count(&p);
    if (has_slash && !*p && options->part && options->part <= options->part_count) {
        return 0;
    }
    return rf_usage_error("option '--shard' is a part and how many there are, as in "
                          "1/4 to 4/4, not '%s'",
                          value);
}

static int set_pdf_engine(struct rf_options *options, const char *value)
{
    options->pdf_engine = value;
    return 0;
}

static int set_pdf_timeout(struct rf_options *options, const char *value)
{
    return set_count(&options->pdf_limit_s, "pdf-timeout", value);
}

static int unknown_format(const char *name, size_t n)
{
    struct rf_buf list = {0};
    for (size_t i = 0; rf_emitters[i]; i++) {
        rf_buf_printf(&list, "%s%s", i ? ", " : "", rf_emitters[i]->name);
    }
    int status = rf_usage_error("unknown format '%.*s'; the formats are %s", (int)n, name,
                                rf_buf_string(&list));
    rf_buf_clear(&list);
    return status;
}

/* The index of a format, or -1. */
static int find_format(const char *name, size_t n)
{
    for (int i = 0; rf_emitters[i]; i++) {
        if (strlen(rf_emitters[i]->name) == n &&
            memcmp(rf_emitters[i]->name, name, n) == 0) {
            return i;
        }
    }
    return -1;
}

static int set_formats(struct rf_options *options, const char *value)
{
    options->formats = 0;
    for (;;) {
        size_t n = strcspn(value, ",");
        int format = find_format(value, n);
        if (format < 0) {
            return unknown_format(value, n);
        }
        options->formats |= 1U << format;
        if (!value[n]) {
            return 0;
        }
        value += n + 1;
    }
}

static int set_form(struct rf_options *options, const char *value)
{
    static const char *const words[] = {"text", "md", "csv", "json", "xlsx"};
    for (enum rf_form i = RF_FORM_TEXT; i <= RF_FORM_XLSX; i++) {
        if (strcmp(value, words[i]) == 0) {
            options->form = i;
            return 0;
        }
    }
    return rf_usage_error("option '--format' is text, md, csv, json or xlsx, not '%s'",
                          value);
}

static int set_status_output(struct rf_options *options, const char *value)
{
    if (!*value || value[strlen(value) - 1] == '/') {
        return rf_usage_error("option '--output' needs the name of a file");
    }
    options->status_output = value;
    return 0;
}

static int set_as_of(struct rf_options *options, const char *value)
{
    if (!rf_date_parse(value, &options->as_of)) {
        return rf_usage_error("option '--as-of' is a date as in 2024-02-01, not '%s'",
                              value);
    }
    return 0;
}

static int set_table(struct rf_options *options, const char *value)
{
    options->table = value;
    return 0;
}

/* ---- The table ---- */

#define FLAG(member) NULL, offsetof(struct rf_options, member)

static const struct row rows[] = {
    {'o', "output", "DIR", "write below DIR (default: out)", RF_FOR_BUILD, set_output, 0},
    {'o', "output", "DIR", "make the bag at DIR; needed", RF_FOR_EXPORT, set_bag, 0},
    {'f', "format", "LIST",
     "formats, with commas: html, md, xlsx, pdf (default: html,md,xlsx)",
     RF_FOR_BUILD | RF_FOR_EXPORT, set_formats, 0},
    {'o', "output", "FILE", "write into FILE (default: standard output)", RF_FOR_STATUS,
     set_status_output, 0},
    {'f', "format", "FORMAT", "text, md, csv, json or xlsx (default: text)",
     RF_FOR_STATUS, set_form, 0},
    {KEY_TABLE, "table", "NAME", "one table (default: what a secretary needs to see)",
     RF_FOR_STATUS, set_table, 0},
    {KEY_OPEN, "open", NULL, "only what is still open", RF_FOR_STATUS, FLAG(open_only)},
    {KEY_AS_OF, "as-of", "DATE",
     "the day deadlines are counted from (default: today, or SOURCE_DATE_EPOCH)",
     RF_FOR_BUILD | RF_FOR_CHECK | RF_FOR_STATUS | RF_FOR_EXPORT, set_as_of, 0},
    {KEY_EDITION, "edition", "full|public", "for whom (default: full)",
     RF_FOR_BUILD | RF_FOR_STATUS | RF_FOR_EXPORT, set_edition, 0},
    {'j', "jobs", "N",
     "print at most N packs at a time (default: as the machine has room)", RF_FOR_BUILD,
     set_jobs, 0},
    {'o', "output", "DIR", "write below DIR (default: the DIR that is merged, if one)",
     RF_FOR_MERGE, set_merged, 0},
    {KEY_SHARD, "shard", "I/N", "build the I-th of N parts of the meetings, for merge",
     RF_FOR_BUILD, set_shard, 0},
    {KEY_PDF_ENGINE, "pdf-engine", "NAME|PATH",
     "chromium, weasyprint or a program (default: REFERAT_PDF_ENGINE, or the first "
     "found)",
     RF_FOR_BUILD | RF_FOR_EXPORT, set_pdf_engine, 0},
    {KEY_PDF_TIMEOUT, "pdf-timeout", "SECONDS",
     "how long the engine may take for one pass (default: 600)",
     RF_FOR_BUILD | RF_FOR_EXPORT, set_pdf_timeout, 0},
    {KEY_VERIFY, "verify", NULL,
     "write nothing; name the outputs that would change, exit 1", RF_FOR_BUILD,
     FLAG(verify_only)},
    {KEY_DEPFILE, "depfile", "FILE",
     "write what the outputs depend on, for make and ninja", RF_FOR_BUILD, set_depfile,
     0},
    {KEY_HASH, "hash", NULL, "tell what has changed by contents, not by times",
     RF_FOR_BUILD, FLAG(by_content)},
    {KEY_CACHE, "cache", "DIR",
     "keep what the next build needs in DIR (default: referat in XDG_CACHE_HOME or "
     "~/.cache)",
     RF_FOR_BUILD, set_cache, 0},
    {KEY_NO_CACHE, "no-cache", NULL,
     "compile everything; keep nothing for the next build", RF_FOR_BUILD,
     FLAG(has_no_cache)},
    {KEY_FSYNC, "fsync", NULL, "write through to the disk: whole after a power cut, too",
     RF_FOR_BUILD | RF_FOR_SEAL | RF_FOR_MERGE, FLAG(wants_fsync)},
    {KEY_ALL, "all", NULL, "every diagnostic, as Markdown", RF_FOR_EXPLAIN,
     FLAG(explain_all)},
    {'W', "strict", NULL, "warnings count as errors", EVERYWHERE, FLAG(is_strict)},
    {KEY_DIAGNOSTICS, "diagnostics", "text|json",
     "the form of diagnostics (default: text)", EVERYWHERE, set_diagnostics, 0},
    {KEY_COLOR, "color", "auto|always|never", "colours on standard error (default: auto)",
     EVERYWHERE, set_colour, 0},
    {'C', NULL, "DIR", "change to DIR first", EVERYWHERE, set_folder, 0},
    {'q', "quiet", NULL, "errors only", EVERYWHERE, FLAG(is_quiet)},
    {'v', "verbose", NULL, "name every file that is written", EVERYWHERE,
     FLAG(is_verbose)},
    {'h', "help", NULL, "show this help", EVERYWHERE, FLAG(wants_help)},
    {KEY_VERSION, "version", NULL, "show the version", EVERYWHERE, FLAG(wants_version)},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

void rf_options_init(struct rf_options *options)
{
    *options = (struct rf_options){.output = "out", .pdf_limit_s = 600};
    for (size_t i = 0; rf_emitters[i]; i++) {
        options->formats |= rf_emitters[i]->by_request ? 0 : 1U << i;
    }
}

/* ---- Parsing ---- */

/* The table in getopt's terms. */
struct grammar {
    struct option longs[ROW_COUNT + 1];
    const char *names[ROW_COUNT + 1]; /* of the long options, NULL at the end */
    char shorts[2 + 2 * ROW_COUNT + 1];
    unsigned commands;
};

static void make_grammar(struct grammar *grammar, unsigned commands)
{
    size_t long_count = 0;
    grammar->commands = commands;
    char *letter = grammar->shorts;
    if (commands & RF_FOR_PROGRAM) {
        *letter++ = '+'; /* stop at the command's name */
    }
    *letter++ = ':'; /* tell a missing value from an unknown option */
    for (const struct row *row = rows; row < rows + ROW_COUNT; row++) {
        if (!(row->commands & commands)) {
            continue;
        }
        if (row->key <= CHAR_MAX) {
            *letter++ = (char)row->key;
            if (row->argument) {
                *letter++ = ':';
            }
        }
        if (row->name) {
            int has_value = row->argument ? required_argument : no_argument;
            grammar->longs[long_count] =
                (struct option){row->name, has_value, NULL, row->key};
            grammar->names[long_count++] = row->name;
        }
    }
    *letter = '\0';
    grammar->longs[long_count] = (struct option){0};
    grammar->names[long_count] = NULL;
}

static const struct row *find_row(int key, unsigned commands)
{
    for (const struct row *row = rows; row < rows + ROW_COUNT; row++) {
        if (row->key == key && (row->commands & commands)) {
            return row;
        }
    }
    return NULL;
}

/* getopt did not take an option: optopt is its key where it knows it, else the word
 * tells. */
static int refuse(const struct grammar *grammar, const char *word, bool is_missing_value)
{
    const struct row *row = optopt ? find_row(optopt, grammar->commands) : NULL;
    if (is_missing_value && row) {
        return rf_usage_error("option '%s' needs a value: %s", word, row->argument);
    }
    if (row && row->name && rf_starts_with(word, "--")) {
        return rf_usage_error("option '--%s' takes no value", row->name);
    }
    if (optopt) {
        return rf_usage_error("unknown option '-%c'", optopt);
    }
    char name[64] = "";
    size_t n = strcspn(word + 2, "=");
    if (n < sizeof name) {
        memcpy(name, word + 2, n);
    }
    const char *nearest = rf_nearest(name, grammar->names);
    if (nearest) {
        return rf_usage_error("unknown option '%s'; did you mean '--%s'?", word, nearest);
    }
    return rf_usage_error("unknown option '%s'", word);
}

static int apply(struct rf_options *options, const struct row *row, const char *value)
{
    if (row->set) {
        return row->set(options, value);
    }
    *(bool *)(void *)((char *)options + row->flag) = true;
    return 0;
}

int rf_options_parse(struct rf_options *options, unsigned commands, int argc, char **argv)
{
    struct grammar grammar;
    make_grammar(&grammar, commands);
    opterr = 0;
    optind = 0; /* begin anew, also with another set of options */
    int key;
    while ((key = getopt_long(argc, argv, grammar.shorts, grammar.longs, NULL)) != -1) {
        if (key == '?' || key == ':') {
            return refuse(&grammar, argv[optind - 1], key == ':');
        }
        int status = apply(options, find_row(key, commands), optarg);
        if (status) {
            return status;
        }
    }
    options->arguments = argv + optind;
    options->argument_count = (size_t)(argc - optind);
    return 0;
}

/* ---- Help ---- */

void rf_options_help(unsigned commands, struct rf_buf *out)
{
    enum { SUMMARY_COLUMN = 34 };
    struct rf_buf line = {0};
    for (const struct row *row = rows; row < rows + ROW_COUNT; row++) {
        if (!(row->commands & commands)) {
            continue;
        }
        rf_buf_reset(&line);
        if (row->key <= CHAR_MAX) {
            rf_buf_printf(&line, "  -%c%s", row->key, row->name ? ", " : " ");
        } else {
            rf_buf_puts(&line, "      ");
        }
        if (row->name) {
            rf_buf_printf(&line, "--%s%s", row->name, row->argument ? "=" : "");
        }
        rf_buf_puts(&line, row->argument ? row->argument : "");
        rf_buf_printf(out, "%-*s%s\n", SUMMARY_COLUMN, rf_buf_string(&line),
                      row->summary);
    }
    rf_buf_clear(&line);
}
