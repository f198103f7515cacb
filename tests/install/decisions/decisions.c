/* A user of the installed library: walks the model and prints what was decided, one line
 * per item (tests). */
#include <referat/referat.h>

#include <stdio.h>
#include <stdlib.h>

static void print_item(const struct referat_item *item)
{
    enum referat_outcome outcome = REFERAT_UNDECIDED;

    if (item->decision)
        outcome = item->decision->outcome;
    printf("%s\t%s\t%s\t%zu\n", item->number, item->title.plain,
           referat_outcome_word(item->meeting->series, outcome), item->action_count);
}

static void print_meeting(const struct referat_meeting *meeting)
{
    printf("%s\t%04d-%02d-%02d\n", meeting->id, meeting->date.year, meeting->date.month,
           meeting->date.day);
    for (size_t i = 0; i < meeting->all_item_count; i++)
        print_item(meeting->all_items[i]);
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
        if (unit->faults & REFERAT_FAULT_ERRORS)
            status = EXIT_FAILURE;
        else if (unit->meeting)
            print_meeting(unit->meeting);
    }
    referat_close(run);
    return status;
}
