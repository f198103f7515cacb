/* The catalogue of diagnostics, as users of the library see it. */
#include <stdlib.h>

#include "harness.h"
#include "referat/referat.h"

static void every_kind_is_told(struct test *t)
{
    int count = referat_code_count();
    CHECK(t, count > 50);
    for (int code = 0; code < count; code++) {
        const char *name = referat_code_name(code);
        char *text = referat_code_explain(code);
        CHECK_INT_ABOUT(t, referat_code_find(name), code, name);
        CHECK_ABOUT(t, strlen(referat_code_summary(code)) > 0, name);
        CHECK_ABOUT(t, strncmp(text, name, strlen(name)) == 0, name);
        CHECK_ABOUT(t, strstr(text, referat_code_summary(code)) != NULL, name);
        CHECK_ABOUT(t, strstr(text, "\nCure:\n") != NULL, name);
        free(text);
    }
}

static void a_kind_that_is_none(struct test *t)
{
    CHECK_INT(t, referat_code_find("no-such-name"), -1);
    for (int code = -1; code <= referat_code_count(); code += referat_code_count() + 1) {
        CHECK_STRING(t, referat_code_name(code), NULL);
        CHECK_STRING(t, referat_code_summary(code), NULL);
        CHECK(t, referat_code_explain(code) == NULL);
        CHECK_INT(t, referat_code_severity(code), REFERAT_SEVERITY_OFF);
    }
}

/* Numbers of findings are those of the catalogue. */
static void a_finding_is_found(struct test *t)
{
    const struct referat_file files[] = {{"referat.yaml", "serie: Club\n", 12}};
    struct referat_options options = referat_default_options();
    options.files = files;
    options.file_count = 1;
    options.files_only = true;
    struct referat *run = referat_open("club", &options);
    const struct referat_unit_result *unit = referat_next(run);
    CHECK_INT(t, unit->diagnostic_count, 1);
    CHECK_STRING(t, referat_code_name(unit->diagnostics[0].code), "unknown-field");
    CHECK_INT(t, referat_code_severity(unit->diagnostics[0].code),
              REFERAT_SEVERITY_ERROR);
    referat_close(run);
}

int main(void)
{
    static const struct test_case cases[] = {
        TEST(every_kind_is_told),
        TEST(a_kind_that_is_none),
        TEST(a_finding_is_found),
    };
    return test_run(cases, TEST_COUNT(cases));
}
