/* A user of the installed library: prints findings with their places, and the minutes as
 * Markdown (tests). */
#include <referat/referat.h>

#include <stdio.h>
#include <stdlib.h>

static void print_findings(const struct referat_unit_result *unit)
{
    for (size_t i = 0; i < unit->diagnostic_count; i++) {
        const struct referat_diagnostic *finding = &unit->diagnostics[i];
        struct referat_location place = referat_locate(finding->span);

        fprintf(stderr, "%s:%u:%u: %s\n", place.file, place.line, place.column,
                finding->name);
    }
}

static int print_minutes(const struct referat_meeting *meeting)
{
    size_t size_bytes = 0;
    char *page =
        referat_emit(meeting, REFERAT_PAGE_MINUTES, REFERAT_FORMAT_MARKDOWN, &size_bytes);

    if (!page)
        return EXIT_FAILURE;
    fwrite(page, 1, size_bytes, stdout);
    free(page);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    struct referat_options options = referat_default_options();
    const struct referat_unit_result *unit;
    struct referat *run;
    int status = EXIT_SUCCESS;

    if (argc != 2)
        return 2;
    run = referat_open(argv[1], &options);
    while ((unit = referat_next(run)) != NULL) {
        print_findings(unit);
        if (unit->faults & REFERAT_FAULT_ERRORS)
            status = EXIT_FAILURE;
        else if (unit->meeting && print_minutes(unit->meeting) != EXIT_SUCCESS)
            status = EXIT_FAILURE;
    }
    referat_close(run);
    return status;
}
