/* What a command is asked to do: the options of the command line, read (build). How they
 * are read is cli/option_table.h. */
#ifndef RF_BUILD_OPTIONS_H
#define RF_BUILD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "referat/model.h"

/* The forms of status tables. */
enum rf_form {
    RF_FORM_TEXT,
    RF_FORM_MARKDOWN,
    RF_FORM_CSV,
    RF_FORM_JSON,
    RF_FORM_XLSX,
};

enum rf_colour { RF_COLOUR_AUTO, RF_COLOUR_ALWAYS, RF_COLOUR_NEVER };

struct rf_options {
    char **words;     /* the whole command after the program's name, NULL at the end */
    char **arguments; /* what is no option: paths, or names to explain */
    size_t argument_count;
    const char *folder;        /* -C; NULL: stay */
    const char *output;        /* the destination folder */
    const char *bag;           /* of export; NULL: not given */
    const char *merged;        /* the destination of merge; NULL: not given */
    unsigned formats;          /* bit i: rf_emitters[i] is asked for */
    unsigned jobs;             /* at most so many at a time; 0: not given */
    unsigned part, part_count; /* of --shard, from 1; count 0: not given */
    const char *pdf_engine;    /* a name or path; NULL: any */
    unsigned pdf_limit_s;      /* of one run of it */
    enum rf_colour colour;
    enum rf_form form;         /* of status */
    const char *status_output; /* a file; NULL: standard output */
    const char *table;         /* NULL: the overview */
    struct referat_date as_of; /* year 0: not given */
    enum referat_edition edition;
    bool wants_help, wants_version;
    bool is_quiet, is_verbose, is_strict, is_json;
    bool verify_only;
    const char *depfile; /* NULL: none is written */
    const char *cache;   /* a folder; NULL: the usual one */
    bool has_no_cache;
    bool by_content; /* changes are found by contents, not by times */
    bool wants_fsync;
    bool explain_all;
    bool open_only;
};

#endif
