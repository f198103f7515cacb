/* The table of codes.def: names, default severities, traits and summaries, by code and by
 * name (diag). */
#include "diag/diag.h"

#include "base/str.h"

struct code_row {
    const char *name;
    enum referat_severity severity;
    unsigned traits; /* of enum rf_trait */
    const char *summary;
};

static const struct code_row rows[] = {
#define RF_CODE(id, name, severity, traits, summary) {name, severity, traits, summary},
#include "diag/codes.def"
#undef RF_CODE
};

/* The same names alone, in the form that rf_nearest takes. */
static const char *const names[] = {
#define RF_CODE(id, name, severity, traits, summary) name,
#include "diag/codes.def"
#undef RF_CODE
    NULL,
};

static const char *const severity_names[] = {
    [REFERAT_SEVERITY_OFF] = "off",
    [REFERAT_SEVERITY_NOTE] = "note",
    [REFERAT_SEVERITY_WARNING] = "warning",
    [REFERAT_SEVERITY_ERROR] = "error",
};

const char *rf_severity_name(enum referat_severity severity)
{
    return severity_names[severity];
}

const char *rf_code_name(enum rf_code code)
{
    return rows[code].name;
}

enum referat_severity rf_code_default(enum rf_code code)
{
    return rows[code].severity;
}

bool rf_code_is(enum rf_code code, enum rf_trait trait)
{
    return (rows[code].traits & trait) != 0;
}

const char *rf_code_summary(enum rf_code code)
{
    return rows[code].summary;
}

enum rf_code rf_code_find(const char *name)
{
    unsigned code = 0;
    while (code < RF_CODE_COUNT && !rf_streq(rows[code].name, name)) {
        code++;
    }
    return (enum rf_code)code;
}

const char *const *rf_code_names(void)
{
    return names;
}
