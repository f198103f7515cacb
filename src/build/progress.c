/* How far a long run is: one line on a terminal, written over again and again (build).
 * The first one comes after a second, so that a short run shows none. What is left is
 * estimated from the folders that are done: later meetings take as long as earlier ones.
 */
#include "build/progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_MS = 1000, EVERY_MS = 200, COLUMNS = 80 };

#define CLEAR "\r\x1b[K"

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- Words ---- */

/* "2 h 5 min", "5 min 3 s", "3 s" */
static void put_time(struct rf_buf *out, int64_t seconds)
{
    int64_t minutes = seconds / 60, hours = minutes / 60;
    if (hours) {
        rf_buf_printf(out, "%lld h %lld min", (long long)hours, (long long)minutes % 60);
    } else if (minutes) {
        rf_buf_printf(out, "%lld min %lld s", (long long)minutes,
                      (long long)seconds % 60);
    } else {
        rf_buf_printf(out, "%lld s", (long long)seconds);
    }
}

void rf_progress_put(const struct rf_progress *progress, int64_t at_ms, size_t done,
                     size_t total, struct rf_buf *out)
{
    int64_t run_ms = at_ms - progress->start_ms, part_ms = at_ms - progress->part_ms;
    if (progress->part_count > 1) {
        rf_buf_printf(out, "series %zu of %zu: ", progress->part, progress->part_count);
    }
    rf_buf_printf(out, "%zu meeting%s", progress->meetings,
                  progress->meetings == 1 ? "" : "s");
    if (total) {
        rf_buf_printf(out, ", %zu %%", done * 100 / total);
    }
    if (run_ms > 0) {
        double rate = (double)progress->meetings * 1000 / (double)run_ms;
        rf_buf_printf(out, rate < 10 ? ", %.1f a second" : ", %.0f a second", rate);
    }
    if (done) {
        rf_buf_puts(out, ", ");
        put_time(out, part_ms * (int64_t)(total - done) / (int64_t)done / 1000);
        rf_buf_puts(out, " left");
    }
}

/* ---- The line ---- */

void rf_progress_begin_part(struct rf_progress *progress, size_t part, size_t part_count)
{
    progress->part = part;
    progress->part_count = part_count;
    if (progress->is_on) {
        progress->part_ms = now_ms();
        progress->start_ms = part == 1 ? progress->part_ms : progress->start_ms;
    }
}

/* Every fifth of a second, so that it costs nothing that can be measured. */
void rf_progress_step(struct rf_progress *progress, size_t done, size_t total)
{
    if (!progress->is_on) {
        return;
    }
    int64_t now = now_ms();
    progress->meetings++;
    if (now - progress->start_ms >= FIRST_MS && now - progress->at_ms >= EVERY_MS) {
        struct winsize size;
        struct rf_buf line = {0};
        bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
        progress->at_ms = now;
        rf_buf_puts(&line, "referat: ");
        rf_progress_put(progress, now, done, total, &line);
        /* One column less than the terminal has, so that it does not wrap. */
        fprintf(stderr, CLEAR "%.*s", (is_known ? size.ws_col : COLUMNS) - 1,
                rf_buf_string(&line));
        fflush(stderr);
        rf_buf_clear(&line);
        progress->is_shown = true;
    }
}

void rf_progress_clear(struct rf_progress *progress)
{
    if (progress->is_shown) {
        fputs(CLEAR, stderr);
        progress->is_shown = false;
    }
}
