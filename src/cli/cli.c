/* The program: finds the command, its help, and the exit status (cli).
 *
 * A command is a row of the table below: its name, what follows it, one line for the
 * help, the bit that its options have in option_table.c, and the function that does it. A
 * message about the command line itself goes to standard error at once; everything after
 * that goes through a report (build/report.h). */
#include "cli/cli.h"
#include "cli/option_table.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/cpr.h"
#include "base/str.h"
#include "build/formats.h"
#include "build/status_tables.h"

static int run_help(const struct rf_options *options);

/* What a user types first. */
struct command {
    const char *name, *arguments, *summary;
    unsigned bit;
    int (*run)(const struct rf_options *options);
};

static const struct command commands[] = {
    {"build", "[PATH...]", "compile meetings and write agendas, minutes, packs, status",
     RF_FOR_BUILD, rf_cli_build},
    {"check", "[PATH...]", "compile meetings and write nothing; - reads standard input",
     RF_FOR_CHECK, rf_cli_check},
    {"status", "[PATH...]", "show what is open, overdue, promised, not approved",
     RF_FOR_STATUS, rf_cli_status},
    {"merge", "DIR...", "join what build --shard has made into what one build makes",
     RF_FOR_MERGE, rf_cli_merge},
    {"export", "[PATH...]", "make an archive of meetings: a BagIt bag", RF_FOR_EXPORT,
     rf_cli_export},
    {"seal", "MEETING...", "seal a record whose minutes were approved", RF_FOR_SEAL,
     rf_cli_seal},
    {"verify", "PATH...", "check that sealed meetings and BagIt bags are unchanged",
     RF_FOR_VERIFY, rf_cli_verify},
    {"explain", "NAME...|--all", "say what a diagnostic means, and its cure",
     RF_FOR_EXPLAIN, rf_cli_explain},
    {"help", "[COMMAND]", "show the help of a command", RF_FOR_HELP, run_help},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

/* ---- Help ---- */

/* How the program is called, and its commands. */
static void add_usage(struct rf_buf *out)
{
    rf_buf_puts(out, "usage: referat COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n");
    for (const struct command *c = commands; c < commands + COMMAND_COUNT; c++) {
        rf_buf_printf(out, "  %-8s %-14s %s\n", c->name, c->arguments, c->summary);
    }
}

/* The help of a command, with what its options can name: tables, formats. NULL: the help
 * of the program. To standard output, as it was asked for. */
static int print_help(const struct command *command)
{
    struct rf_buf out = {0};
    if (!command) {
        add_usage(&out);
        rf_buf_puts(&out, "\nOptions of every command:\n");
        rf_options_help(RF_FOR_PROGRAM, &out);
        rf_buf_puts(
            &out,
            "\nPATH is a series, a meeting's folder, one document, or a folder with "
            "series below it;\nthe default is the current folder.\n\n"
            "Exit status: 0 done, 1 errors in the sources or a difference found,\n"
            "2 wrong usage, 3 could not read or write, 4 refused for safety.\n");
    } else {
        rf_buf_printf(&out, "usage: referat %s [OPTION...] %s\n\n%s.\n\nOptions:\n",
                      command->name, command->arguments, command->summary);
        rf_options_help(command->bit, &out);
    }
    if (command && command->bit == RF_FOR_STATUS) {
        rf_buf_puts(&out, "\nTables:\n ");
        for (size_t i = 0; rf_status_table_name(i); i++) {
            rf_buf_printf(&out, " %s", rf_status_table_name(i));
        }
        rf_buf_char(&out, '\n');
    }
    if (command && (command->bit == RF_FOR_BUILD || command->bit == RF_FOR_EXPORT)) {
        rf_buf_puts(&out, "\nFormats:\n");
        for (size_t i = 0; rf_emitters[i]; i++) {
            rf_buf_printf(&out, "  %-5s %s\n", rf_emitters[i]->name,
                          rf_emitters[i]->summary);
        }
    }
    fwrite(out.p, 1, out.n, stdout);
    rf_buf_clear(&out);
    return RF_EXIT_DONE;
}

/* ---- Commands ---- */

/* NULL where there is no such command, which is reported. */
static const struct command *find_command(const char *name)
{
    const char *names[COMMAND_COUNT + 1] = {NULL};
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        names[i] = commands[i].name;
        if (strcmp(name, names[i]) == 0) {
            return &commands[i];
        }
    }
    const char *nearest = rf_nearest(name, names);
    if (nearest) {
        rf_say("unknown command '%s'; did you mean '%s'?", name, nearest);
    } else {
        rf_say("unknown command '%s'; 'referat --help' lists them", name);
    }
    return NULL;
}

/* 'referat help', 'referat help build'. */
static int run_help(const struct rf_options *options)
{
    if (options->argument_count == 0) {
        return print_help(NULL);
    }
    const struct command *command = find_command(options->arguments[0]);
    return command ? print_help(command) : RF_EXIT_USAGE;
}

/* Answers --help and --version, which every command has; -1: neither was given. */
static int answer_common(const struct rf_options *options, const struct command *command)
{
    if (options->wants_help) {
        return print_help(command);
    }
    if (options->wants_version) {
        printf("referat %s\n", referat_version());
        return RF_EXIT_DONE;
    }
    return -1;
}

/* Options may stand before the command's name and after it; the command's own are read in
 * a second pass over the arguments that the first one left. -C counts when all are read,
 * so that one of several is the last. */
static int run(int argc, char **argv)
{
    struct rf_options options;
    rf_options_init(&options);
    options.words = argv + (argc > 0);
    int status = rf_options_parse(&options, RF_FOR_PROGRAM, argc, argv);
    if (status) {
        return status;
    }
    status = answer_common(&options, NULL);
    if (status >= 0) {
        return status;
    }
    if (options.argument_count == 0) {
        struct rf_buf out = {0};
        add_usage(&out);
        rf_buf_puts(&out, "\n'referat --help' says more.\n");
        fwrite(out.p, 1, out.n, stderr);
        rf_buf_clear(&out);
        return RF_EXIT_USAGE;
    }
    const struct command *command = find_command(options.arguments[0]);
    if (!command) {
        return RF_EXIT_USAGE;
    }
    status = rf_options_parse(&options, command->bit, (int)options.argument_count,
                              options.arguments);
    if (status) {
        return status;
    }
    status = answer_common(&options, command);
    if (status >= 0) {
        return status;
    }
    if (options.folder && chdir(options.folder) != 0) {
        rf_say("%s: %s", options.folder, strerror(errno));
        return RF_EXIT_WORLD;
    }
    return command->run(&options);
}

/* Output that cannot be written is a failure of any command, but a refusal is graver. */
int rf_cli_main(int argc, char **argv)
{
    int status = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        rf_say("cannot write to standard output: %s", strerror(errno));
        return status == RF_EXIT_REFUSED ? status : RF_EXIT_WORLD;
    }
    return status;
}
