/* Lines of the program's own, and its exit status (build). Personal numbers are masked
 * and controls escaped here, because every name and path may hold them. */
#include "build/message.h"

#include <stdio.h>
#include <string.h>

#include "base/cpr.h"
#include "base/printable.h"
#include "diag/diag.h"

void rf_message_put(struct rf_buf *out, const char *format, va_list args)
{
    struct rf_arena arena = {0};
    char *line = rf_arena_vformat(&arena, format, args);
    rf_cpr_mask(line, strlen(line)); /* a path may hold a personal number */
    rf_buf_puts(out, "referat: ");
    rf_put_printable(line, strlen(line), out);
    rf_buf_char(out, '\n');
    rf_arena_clear(&arena);
}

static void say(const char *format, va_list args) __attribute__((format(printf, 1, 0)));

static void say(const char *format, va_list args)
{
    struct rf_buf out = {0};
    rf_message_put(&out, format, args);
    fwrite(out.p, 1, out.n, stderr);
    rf_buf_clear(&out);
}

void rf_say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
}

int rf_usage_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
    return RF_EXIT_USAGE;
}
