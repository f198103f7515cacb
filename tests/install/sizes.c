/* A user of the installed library whose header may be older or newer: prints its findings
 * and its meetings. What lies behind its options in memory must not be read (tests). */
#include <referat/referat.h>

#include <stdio.h>

int main(int argc, char **argv)
{
    struct {
        struct referat_options options;
        unsigned char behind[256];
    } mine;
    const struct referat_unit_result *unit;
    struct referat *run;

    if (argc != 2)
        return 2;
    memset(&mine, 0xFF, sizeof mine);
    mine.options = referat_default_options();
    run = referat_open(argv[1], &mine.options);
    while ((unit = referat_next(run)) != NULL) {
        for (size_t i = 0; i < unit->diagnostic_count; i++)
            printf("%s: %s\n", unit->diagnostics[i].name, unit->diagnostics[i].message);
        if (unit->meeting)
            printf("%s\n", unit->meeting->id);
    }
    referat_close(run);
    return 0;
}
