/* referat explain: what a diagnostic means, an example, the cure (cli). The texts are
 * those of docs/diagnostics.md, which --all prints. Nothing is printed where one of the
 * names is unknown. */
#include <stdio.h>

#include "base/str.h"
#include "cli/cli.h"
#include "diag/diag.h"

/* Appends the texts of the names asked for, an empty line between two. */
static int explain(const struct rf_options *options, struct rf_buf *out)
{
    if (options->explain_all) {
        rf_diag_explain_all(out);
        return RF_EXIT_DONE;
    }
    for (size_t i = 0; i < options->argument_count; i++) {
        enum rf_code code = rf_code_find(options->arguments[i]);
        const char *name = options->arguments[i], *nearest;
        if (code == RF_CODE_COUNT && (nearest = rf_nearest(name, rf_code_names()))) {
            return rf_usage_error("unknown diagnostic '%s'; did you mean '%s'?", name,
                                  nearest);
        }
        if (code == RF_CODE_COUNT) {
            return rf_usage_error(
                "unknown diagnostic '%s'; 'referat explain --all' lists them", name);
        }
        if (i) {
            rf_buf_char(out, '\n');
        }
        rf_diag_explain(code, out);
    }
    return RF_EXIT_DONE;
}

/* Names and --all do not go together. */
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
