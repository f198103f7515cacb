/* referat explain: what a diagnostic means, an example, the cure (cli). */
#include <stdio.h>

#include "base/str.h"
#include "cli/cli.h"
#include "diag/diag.h"

static int unknown_name(const char *name)
{
    const char *nearest = rf_nearest(name, rf_code_names());
    if (nearest) {
        return rf_usage_error("unknown diagnostic '%s'; did you mean '%s'?", name,
                              nearest);
    }
    return rf_usage_error("unknown diagnostic '%s'; 'referat explain --all' lists them",
                          name);
}

/* Appends the texts of the names asked for, an empty line between two. */
static int explain(const struct rf_options *options, struct rf_buf *out)
{
    if (options->explain_all) {
        rf_diag_explain_all(out);
        return RF_EXIT_DONE;
    }
    for (size_t i = 0; i < options->argument_count; i++) {
        enum rf_code code = rf_code_find(options->arguments[i]);
        if (code == RF_CODE_COUNT) {
            return unknown_name(options->arguments[i]);
        }
        if (i) {
            rf_buf_char(out, '\n');
        }
        rf_diag_explain(code, out);
    }
    return RF_EXIT_DONE;
}

int rf_cli_explain(const struct rf_options *options)
{
    if (options->explain_all == (options->argument_count > 0)) {
        return rf_usage_error("explain needs the name of a diagnostic, or --all alone");
    }
    struct rf_buf out = {0};
    int status = explain(options, &out);
    if (status == RF_EXIT_DONE) {
        fwrite(out.p, 1, out.n, stdout);
    }
    rf_buf_clear(&out);
    return status;
}
