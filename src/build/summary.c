/* The result of a run in numbers (build). A summary is numbers only, so that it is added,
 * kept in the state and sent by a worker as an array of them. As bytes it is the numbers
 * that are not 0, each with its place: nearly all of them are. */
#include "build/summary.h"

#include <stdint.h>
#include <string.h>

/* ---- Counting ---- */

/* A meeting with errors counts as failed here; what became of any other is known when its
 * outputs are written. */
void rf_summary_unit(struct rf_summary *summary, const struct referat_unit_result *unit)
{
    for (size_t i = 0; i < unit->diagnostic_count; i++) {
        const struct referat_diagnostic *d = &unit->diagnostics[i];
        summary->errors += d->severity == REFERAT_SEVERITY_ERROR;
        if (d->severity == REFERAT_SEVERITY_WARNING) {
            summary->warnings++;
            summary->warnings_of[d->code]++;
        }
    }
    summary->meetings[RF_MEETING_FAILED] +=
        unit->kind == REFERAT_UNIT_MEETING && unit->faults & REFERAT_FAULT_ERRORS;
    summary->left_out += unit->left_out_count;
    summary->faults |= unit->faults;
}

void rf_summary_add(struct rf_summary *summary, const struct rf_summary *other)
{
    for (size_t i = 0; i < RF_MEETING_COUNT; i++) {
        summary->meetings[i] += other->meetings[i];
    }
    for (size_t i = 0; i < RF_CODE_COUNT; i++) {
        summary->warnings_of[i] += other->warnings_of[i];
    }
    summary->errors += other->errors;
    summary->warnings += other->warnings;
    summary->left_out += other->left_out;
    summary->faults |= other->faults;
}

/* ---- As bytes ---- */

enum { NUMBER_COUNT = sizeof(struct rf_summary) / sizeof(size_t) };

/* What is not 0 of the numbers that a summary is made of: its place and itself. */
struct number {
    uint32_t place;
    uint64_t value;
};

void rf_summary_keep(const struct rf_summary *summary, struct rf_buf *out)
{
    size_t numbers[NUMBER_COUNT];
    memcpy(numbers, summary, sizeof numbers);
    for (uint32_t i = 0; i < NUMBER_COUNT; i++) {
        if (numbers[i]) {
            struct number number;
            memset(&number, 0, sizeof number);
            number.place = i;
            number.value = numbers[i];
            rf_buf_add(out, (const char *)&number, sizeof number);
        }
    }
}

/* The bytes may be damaged, or of a program with fewer numbers. */
bool rf_summary_restore(struct rf_summary *summary, const char *bytes, size_t n)
{
    size_t numbers[NUMBER_COUNT] = {0};
    struct number number;
    for (; n >= sizeof number; n -= sizeof number, bytes += sizeof number) {
        memcpy(&number, bytes, sizeof number);
        if (number.place >= NUMBER_COUNT) {
            return false;
        }
        numbers[number.place] = (size_t)number.value;
    }
    memcpy(summary, numbers, sizeof numbers);
    return n == 0;
}

/* ---- Adding up ---- */

size_t rf_summary_meeting_count(const struct rf_summary *summary)
{
    size_t count = 0;
    for (size_t i = 0; i < RF_MEETING_COUNT; i++) {
        count += summary->meetings[i];
    }
    return count;
}

/* ---- Words ---- */

/* "1 error", "2 errors" */
static void put_count(struct rf_buf *out, size_t count, const char *noun)
{
    rf_buf_printf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

void rf_summary_put_meetings(const struct rf_summary *summary, struct rf_buf *out)
{
    static const char *const words[] = {
        [RF_MEETING_BUILT] = "built",         [RF_MEETING_UNCHANGED] = "unchanged",
        [RF_MEETING_DIFFERENT] = "different", [RF_MEETING_CHECKED] = "checked",
        [RF_MEETING_HELD_BACK] = "held back", [RF_MEETING_FAILED] = "failed",
    };
    const char *separator = ": ";
    put_count(out, rf_summary_meeting_count(summary), "meeting");
    for (size_t i = 0; i < RF_MEETING_COUNT; i++) {
        if (summary->meetings[i]) {
            rf_buf_printf(out, "%s%zu %s", separator, summary->meetings[i], words[i]);
            separator = ", ";
        }
    }
}

/* The code with the greatest count; of several the first by name. */
static size_t most_frequent(const size_t counts[RF_CODE_COUNT])
{
    size_t most = 0;
    for (size_t i = 1; i < RF_CODE_COUNT; i++) {
        bool is_before =
            strcmp(rf_code_name((enum rf_code)i), rf_code_name((enum rf_code)most)) < 0;
        if (counts[i] > counts[most] || (counts[i] == counts[most] && is_before)) {
            most = i;
        }
    }
    return most;
}

/* Warnings are summed up by kind: a hundred of one kind are one thing to mend. */
void rf_summary_put_findings(const struct rf_summary *summary, struct rf_buf *out)
{
    if (summary->errors) {
        put_count(out, summary->errors, "error");
    }
    if (summary->warnings) {
        rf_buf_puts(out, summary->errors ? ", " : "");
        put_count(out, summary->warnings, "warning");
    }
    size_t counts[RF_CODE_COUNT];
    const char *separator = ": ";
    memcpy(counts, summary->warnings_of, sizeof counts);
    for (size_t at; summary->warnings > 1 && counts[at = most_frequent(counts)];
         counts[at] = 0) {
        rf_buf_printf(out, "%s%zu %s", separator, counts[at],
                      rf_code_name((enum rf_code)at));
        separator = ", ";
    }
}
