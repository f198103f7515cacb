/* The catalogue of diagnostics for users of the library (diag): what codes.def and
 * explain_*.c say, which `referat explain` and docs/diagnostics.md print. */
#include "diag/diag.h"
#include "referat/referat.h"

static bool is_code(int code)
{
    return code >= 0 && code < RF_CODE_COUNT;
}

int referat_code_count(void)
{
    return RF_CODE_COUNT;
}

int referat_code_find(const char *name)
{
    enum rf_code code = rf_code_find(name);
    return code == RF_CODE_COUNT ? -1 : (int)code;
}

const char *referat_code_name(int code)
{
    return is_code(code) ? rf_code_name((enum rf_code)code) : NULL;
}

enum referat_severity referat_code_severity(int code)
{
    return is_code(code) ? rf_code_default((enum rf_code)code) : REFERAT_SEVERITY_OFF;
}

const char *referat_code_summary(int code)
{
    return is_code(code) ? rf_code_summary((enum rf_code)code) : NULL;
}

char *referat_code_explain(int code)
{
    struct rf_buf out = {0};
    if (!is_code(code)) {
        return NULL;
    }
    rf_diag_explain((enum rf_code)code, &out);
    return (char *)rf_buf_string(&out);
}
