/* Messages that others may read quote nothing that is closed (build). */
#include "build/hide_closed.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "driver/run.h"

bool rf_hiding_is_wanted(const struct rf_options *options)
{
    const char *ci = getenv("CI");
    bool is_in_ci = ci && *ci && strcmp(ci, "0") != 0 && strcmp(ci, "false") != 0;
    return is_in_ci || options->edition == REFERAT_EDITION_PUBLIC;
}

void rf_hiding_begin(struct rf_hiding *hiding)
{
    hiding->open_runs += hiding->is_on;
}

/* Another series may say what one of them closes. */
static void hide(const struct rf_hiding *hiding, const char *p, size_t n,
                 struct rf_buf *out)
{
    struct rf_buf texts[2] = {{0}, {0}};
    rf_buf_add(&texts[0], p, n);
    for (size_t i = 0; i < hiding->count; i++) {
        struct rf_buf *to = &texts[(i + 1) % 2];
        rf_buf_reset(to);
        rf_quotes_hide(&hiding->list[i], texts[i % 2].p, texts[i % 2].n, to);
    }
    rf_buf_add(out, texts[hiding->count % 2].p, texts[hiding->count % 2].n);
    rf_buf_clear(&texts[0]);
    rf_buf_clear(&texts[1]);
}

struct rf_quotes *rf_hiding_add(struct rf_hiding *hiding)
{
    if (!hiding->is_on) {
        return NULL;
    }
    RF_LIST_ADD(NULL, hiding, (struct rf_quotes){0});
    return &hiding->list[hiding->count - 1];
}

void rf_hiding_end(struct rf_hiding *hiding, struct referat *run, struct rf_buf *out)
{
    struct rf_quotes *quotes = rf_hiding_add(hiding);
    if (!quotes) {
        return;
    }
    rf_run_move_quotes(run, quotes);
    if (--hiding->open_runs == 0) {
        hide(hiding, hiding->held.p, hiding->held.n, out);
        rf_buf_reset(&hiding->held);
    }
}

void rf_hiding_pass(struct rf_hiding *hiding, const char *p, size_t n, struct rf_buf *out)
{
    if (hiding->open_runs) {
        rf_buf_add(&hiding->held, p, n);
    } else {
        hide(hiding, p, n, out);
    }
}

void rf_hiding_leave(struct rf_hiding *hiding)
{
    hiding->open_runs = 0;
    hiding->is_on = false;
    hiding->count = 0;
}

void rf_hiding_clear(struct rf_hiding *hiding)
{
    for (size_t i = 0; i < hiding->count; i++) {
        rf_quotes_clear(&hiding->list[i]);
    }
    RF_LIST_CLEAR(hiding);
    rf_buf_clear(&hiding->held);
    *hiding = (struct rf_hiding){0};
}
