/* Messages that others may read quote nothing that is closed (driver). */
#include "driver/hide_closed.h"

#include <stdlib.h>

#include "base/list.h"
#include "driver/run.h"
#include "redact/quotes.h"

void rf_hiding_begin(struct rf_hiding *hiding)
{
    hiding->open_runs += hiding->is_on;
}

/* Appends p[0..n) without what any of the series closes: each is a pass over the text
 * that the one before it left. */
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

/* Room for what is closed in one more place. */
static struct rf_quotes *add(struct rf_hiding *hiding)
{
    RF_LIST_ADD(NULL, hiding, (struct rf_quotes){0});
    return &hiding->list[hiding->count - 1];
}

void rf_hiding_end(struct rf_hiding *hiding, struct referat *run, struct rf_buf *out)
{
    if (!hiding->is_on) {
        return;
    }
    rf_run_move_quotes(run, add(hiding));
    if (--hiding->open_runs == 0) {
        hide(hiding, hiding->held.p, hiding->held.n, out);
        rf_buf_reset(&hiding->held);
    }
}

bool rf_hiding_begin_files(struct rf_hiding *hiding)
{
    return hiding->is_on && add(hiding);
}

void rf_hiding_add_file(struct rf_hiding *hiding, const char *origin, const char *name)
{
    rf_quotes_add_name(&hiding->list[hiding->count - 1], RF_HIDDEN_FILE, origin, name);
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
