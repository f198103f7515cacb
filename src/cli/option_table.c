/* The options of every command: one table for parsing and --help (cli).
 *
 * A row says what the option is called, which commands have it, and which member of
 * struct rf_options its setter fills in. To add an option: a member in build/options.h
 * and a row here; getopt's terms, the help and the messages are made of the rows. */
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

/* The sets of commands that share an option. */
enum {
    ALL_COMMANDS = RF_FOR_BUILD | RF_FOR_CHECK | RF_FOR_EXPLAIN | RF_FOR_HELP |
                   RF_FOR_STATUS | RF_FOR_EXPORT | RF_FOR_VERIFY | RF_FOR_SEAL |
                   RF_FOR_MERGE,
    EVERYWHERE = ALL_COMMANDS | RF_FOR_PROGRAM,
};

/* An option. One that means something else to another command has a row for each. */
struct row {
    int key;                     /* the letter, or a KEY_ */
    const char *name, *argument; /* NULL: it has no long name, it takes no value */
    const char *summary;
    unsigned commands;
    /* Sets the member; 0, or an exit status after a message about the value. */
    int (*set)(const struct row *row, struct rf_options *options, const char *value);
    size_t member; /* its offset in the options */
};

/* ---- Values ---- */

/* The member of the options that a row fills in. */
static void *member_of(const struct row *row, struct rf_options *options)
{
    return (char *)options + row->member;
}

/* An option without a value. */
static int set_flag(const struct row *row, struct rf_options *options, const char *value)
{
    (void)value;
    *(bool *)member_of(row, options) = true;
    return 0;
}

/* Any value; the command judges it. */
static int set_text(const struct row *row, struct rf_options *options, const char *value)
{
    *(const char **)member_of(row, options) = value;
    return 0;
}

/* The name of a file or folder, which is not empty: a script whose variable is empty must
 * not write somewhere else. */
static int set_name(const struct row *row, struct rf_options *options, const char *value,
                    const char *what)
{
    set_text(row, options, value);
    return *value
               ? 0
               : rf_usage_error("option '--%s' needs the name of a %s", row->name, what);
}

/* A folder that is written to. */
static int set_folder(const struct row *row, struct rf_options *options,
                      const char *value)
{
    return set_name(row, options, value, "folder");
}

/* A file that is written to. */
static int set_file(const struct row *row, struct rf_options *options, const char *value)
{
    return set_name(row, options, value, "file");
}

/* As set_file; what ends in a slash is a folder. */
static int set_status_output(const struct row *row, struct rf_options *options,
                             const char *value)
{
    size_t n = strlen(value);
    return set_file(row, options, n && value[n - 1] == '/' ? "" : value);
}

/* Sets *choice to the index of value in words, NULL at the end. Else the message names
 * them all, made of the same list: "text, md or csv". */
static int choose(const struct row *row, const char *const *words, const char *value,
                  size_t *choice)
{
    struct rf_buf list = {0};
    for (size_t i = 0; words[i]; i++) {
        if (strcmp(value, words[i]) == 0) {
            *choice = i;
            rf_buf_clear(&list);
            return 0;
        }
        rf_buf_printf(&list, "%s%s", !i ? "" : words[i + 1] ? ", " : " or ", words[i]);
    }
    int status = rf_usage_error("option '--%s' is %s, not '%s'", row->name,
                                rf_buf_string(&list), value);
    rf_buf_clear(&list);
    return status;
}

/* Text for people, or JSON for programs: one object a line. */
static int set_diagnostics(const struct row *row, struct rf_options *options,
                           const char *value)
{
    static const char *const words[] = {"text", "json", NULL};
    size_t choice = 0;
    int status = choose(row, words, value, &choice);
    options->is_json = choice;
    return status;
}

/* Of messages; auto looks at the terminal and at NO_COLOR (build/report.c). */
static int set_colour(const struct row *row, struct rf_options *options,
                      const char *value)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    size_t choice = RF_COLOUR_AUTO;
    int status = choose(row, words, value, &choice);
    options->colour = (enum rf_colour)choice;
    return status;
}

/* For whom: full has everything, public nothing that is closed. */
static int set_edition(const struct row *row, struct rf_options *options,
                       const char *value)
{
    static const char *const words[] = {"full", "public", NULL};
    size_t choice = 0;
    int status = choose(row, words, value, &choice);
    options->edition = choice ? REFERAT_EDITION_PUBLIC : REFERAT_EDITION_FULL;
    return status;
}

/* The form of status tables; the words are in the order of enum rf_form. */
static int set_form(const struct row *row, struct rf_options *options, const char *value)
{
    static const char *const words[] = {"text", "md", "csv", "json", "xlsx", NULL};
    size_t choice = RF_FORM_TEXT;
    int status = choose(row, words, value, &choice);
    options->form = (enum rf_form)choice;
    return status;
}

/* A whole number from 1 at *p, which is moved past it; 0 where there is none. No sign, no
 * blank: strtoul would take both. */
static unsigned take_count(const char **p)
{
    char *end;
    unsigned long number = strtoul(*p, &end, 10);
    bool is_number = **p >= '0' && **p <= '9' && number <= INT_MAX;
    *p = end;
    return is_number ? (unsigned)number : 0;
}

/* A number from 1. Limits of its own has whatever uses it. */
static int set_count(const struct row *row, struct rf_options *options, const char *value)
{
    const char *end = value;
    unsigned count = take_count(&end);
    *(unsigned *)member_of(row, options) = count;
    return count && !*end ? 0
                          : rf_usage_error("option '--%s' is a number from 1, not '%s'",
                                           row->name, value);
}

/* "2/4": the second of four parts. Both numbers are needed, since the parts must agree on
 * how many there are. */
static int set_shard(const struct row *row, struct rf_options *options, const char *value)
{
    const char *p = value;
    options->part = *p != '0' ? take_count(&p) : 0;
    bool has_slash = *p == '/';
    p += has_slash;
    options->part_count = *p != '0' ? take_count(&p) : 0;
    if (has_slash && !*p && options->part && options->part <= options->part_count) {
        return 0;
    }
    return rf_usage_error("option '--%s' is a part and how many there are, as in "
                          "1/4 to 4/4, not '%s'",
                          row->name, value);
}

/* A list with commas: "html,pdf". It replaces the default, so that one format can be made
 * alone; each name sets its bit (rf_format_is_asked). */
static int set_formats(const struct row *row, struct rf_options *options,
                       const char *value)
{
    (void)row;
    options->formats = 0;
    for (size_t n;; value += n + 1) {
        size_t i = 0;
        struct rf_buf known = {0};
        n = strcspn(value, ",");
        for (; rf_emitters[i]; i++) {
            const char *name = rf_emitters[i]->name;
            if (strlen(name) == n && memcmp(name, value, n) == 0) {
                break;
            }
            rf_buf_printf(&known, "%s%s", i ? ", " : "", name);
        }
        int status = rf_emitters[i]
                         ? 0
                         : rf_usage_error("unknown format '%.*s'; the formats are %s",
                                          (int)n, value, rf_buf_string(&known));
        rf_buf_clear(&known);
        options->formats |= 1U << i;
        if (status || !value[n]) {
            return status;
        }
    }
}

/* An ISO date; no other form, because 02/03 is read in two ways. */
static int set_as_of(const struct row *row, struct rf_options *options, const char *value)
{
    return rf_date_parse(value, &options->as_of)
               ? 0
               : rf_usage_error("option '--%s' is a date as in 2024-02-01, not '%s'",
                                row->name, value);
}

/* ---- The table ---- */

#define INTO(setter, member) setter, offsetof(struct rf_options, member)

/* In the order of the help. Of rows with the same key a command has one at most. */
static const struct row rows[] = {
    /* What is made, in which form, and where it goes. */
    {'o', "output", "DIR", "write below DIR (default: out)", RF_FOR_BUILD,
     INTO(set_folder, output)},
    {'o', "output", "DIR", "make the bag at DIR; needed", RF_FOR_EXPORT,
     INTO(set_folder, bag)},
    {'f', "format", "LIST",
     "formats, with commas: html, md, xlsx, pdf, sqlite (default: html,md,xlsx)",
     RF_FOR_BUILD | RF_FOR_EXPORT, INTO(set_formats, formats)},
    {'o', "output", "FILE", "write into FILE (default: standard output)", RF_FOR_STATUS,
     INTO(set_status_output, status_output)},
    {'f', "format", "FORMAT", "text, md, csv, json or xlsx (default: text)",
     RF_FOR_STATUS, INTO(set_form, form)},
    {KEY_TABLE, "table", "NAME", "one table (default: what a secretary needs to see)",
     RF_FOR_STATUS, INTO(set_text, table)},
    {KEY_OPEN, "open", NULL, "only what is still open", RF_FOR_STATUS,
     INTO(set_flag, open_only)},
    /* What it is made of: the day, the reader, a part of the meetings. */
    {KEY_AS_OF, "as-of", "DATE",
     "the day deadlines are counted from (default: today, or SOURCE_DATE_EPOCH)",
     RF_FOR_BUILD | RF_FOR_CHECK | RF_FOR_STATUS | RF_FOR_EXPORT, INTO(set_as_of, as_of)},
    {KEY_EDITION, "edition", "full|public", "for whom (default: full)",
     RF_FOR_BUILD | RF_FOR_STATUS | RF_FOR_EXPORT, INTO(set_edition, edition)},
    {'j', "jobs", "N",
     "print at most N packs at a time (default: as the machine has room)", RF_FOR_BUILD,
     INTO(set_count, jobs)},
    {'o', "output", "DIR", "write below DIR (default: the DIR that is merged, if one)",
     RF_FOR_MERGE, INTO(set_folder, merged)},
    {KEY_SHARD, "shard", "I/N", "build the I-th of N parts of the meetings, for merge",
     RF_FOR_BUILD, INTO(set_shard, part)},
    {KEY_PDF_ENGINE, "pdf-engine", "NAME|PATH",
     "chromium, weasyprint or a program (default: REFERAT_PDF_ENGINE, or the first "
     "found)",
     RF_FOR_BUILD | RF_FOR_EXPORT, INTO(set_text, pdf_engine)},
    {KEY_PDF_TIMEOUT, "pdf-timeout", "SECONDS",
     "how long the engine may take for one pass (default: 600)",
     RF_FOR_BUILD | RF_FOR_EXPORT, INTO(set_count, pdf_limit_s)},
    /* How a build does its work. */
    {KEY_VERIFY, "verify", NULL,
     "write nothing; name the outputs that would change, exit 1", RF_FOR_BUILD,
     INTO(set_flag, verify_only)},
    {KEY_DEPFILE, "depfile", "FILE",
     "write what the outputs depend on, for make and ninja", RF_FOR_BUILD,
     INTO(set_file, depfile)},
    {KEY_HASH, "hash", NULL, "tell what has changed by contents, not by times",
     RF_FOR_BUILD, INTO(set_flag, by_content)},
    {KEY_CACHE, "cache", "DIR",
     "keep what the next build needs in DIR (default: referat in XDG_CACHE_HOME or "
     "~/.cache)",
     RF_FOR_BUILD, INTO(set_folder, cache)},
    {KEY_NO_CACHE, "no-cache", NULL,
     "compile everything; keep nothing for the next build", RF_FOR_BUILD,
     INTO(set_flag, has_no_cache)},
    {KEY_FSYNC, "fsync", NULL, "write through to the disk: whole after a power cut, too",
     RF_FOR_BUILD | RF_FOR_SEAL | RF_FOR_MERGE, INTO(set_flag, wants_fsync)},
    {KEY_ALL, "all", NULL, "every diagnostic, as Markdown", RF_FOR_EXPLAIN,
     INTO(set_flag, explain_all)},
    /* Messages, and what every command has. */
    {'W', "strict", NULL, "warnings count as errors", EVERYWHERE,
     INTO(set_flag, is_strict)},
    {KEY_DIAGNOSTICS, "diagnostics", "text|json",
     "the form of diagnostics (default: text)", EVERYWHERE,
     INTO(set_diagnostics, is_json)},
    {KEY_COLOR, "color", "auto|always|never", "colours on standard error (default: auto)",
     EVERYWHERE, INTO(set_colour, colour)},
    {'C', NULL, "DIR", "change to DIR first", EVERYWHERE, INTO(set_text, folder)},
    {'q', "quiet", NULL, "errors only", EVERYWHERE, INTO(set_flag, is_quiet)},
    {'v', "verbose", NULL, "name every file that is written", EVERYWHERE,
     INTO(set_flag, is_verbose)},
    {'h', "help", NULL, "show this help", EVERYWHERE, INTO(set_flag, wants_help)},
    {KEY_VERSION, "version", NULL, "show the version", EVERYWHERE,
     INTO(set_flag, wants_version)},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

/* The defaults: all formats but those that need another program. */
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

/* The options of these commands, as getopt_long reads them: a letter with ":" after it
 * takes a value; "+" in front stops at the first argument, ":" in front gives ':' for a
 * missing value. */
static void make_grammar(struct grammar *grammar, unsigned commands)
{
    size_t long_count = 0;
    grammar->commands = commands;
    char *letter = grammar->shorts;
    if (commands & RF_FOR_PROGRAM) {
        *letter++ = '+'; /* stop at the command's name */
    }
    *letter++ = ':'; /* a missing value and an unknown option differ */
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

/* The row of a key for one of the commands; NULL: they have no such option. */
static const struct row *find_row(int key, unsigned commands)
{
    for (const struct row *row = rows; row < rows + ROW_COUNT; row++) {
        if (row->key == key && (row->commands & commands)) {
            return row;
        }
    }
    return NULL;
}

/* Reports an option that getopt has refused: optopt is its key where it is known, else
 * there is only the word. An option of another command is unknown here; the nearest name
 * is looked for among those that this command has. */
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

/* getopt_long permutes: what is no option stands at the end of argv afterwards. */
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
        const struct row *row = find_row(key, commands);
        int status = row->set(row, options, optarg);
        if (status) {
            return status;
        }
    }
    options->arguments = argv + optind;
    options->argument_count = (size_t)(argc - optind);
    return 0;
}

/* ---- Help ---- */

/* The column of the summaries is fixed, so that the help of all commands looks alike. */
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
