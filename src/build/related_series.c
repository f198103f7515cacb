/* Series among the paths of one command that refer to others of them (build): each is
 * compiled once more beforehand, silently, so that what it says of another one is known
 * when that one's tables are made. */
#include "build/related_series.h"
#include "build/targets.h"

#include "base/digest.h"
#include "base/real_path.h"
#include "driver/run.h"
#include "load/outward_paths.h"

/* One series alone has no others to refer to. A look at the bytes of the documents
 * (load/outward_paths.h) tells which may lead out of their series; only these are
 * compiled. */
void rf_company_gather(struct rf_company *company, struct rf_report *report,
                       const struct rf_target *targets, size_t count)
{
    struct referat_options options = referat_default_options();
    options.edition = report->options->edition;
    options.as_of = report->as_of;
    options.hides_closed = report->hiding.is_on;
    const char **reals = RF_ARENA_NEW_ARRAY(&company->arena, count + 1, const char *);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (targets[i].series) {
            reals[n++] = rf_real_path(&company->arena, targets[i].series);
        }
    }
    company->runs = RF_ARENA_NEW_ARRAY(&company->arena, count + 1, struct referat *);
    for (size_t i = 0; n > 1 && i < count; i++) {
        if (targets[i].series && !targets[i].only_path &&
            rf_may_lead_outward(targets[i].series, reals, n)) {
            const struct rf_run_plan plan = {.is_silent = true, .table_columns = true};
            struct referat *run = rf_run_open(targets[i].series, &options, &plan);
            while (referat_next(run)) { /* its own run reports */
            }
            company->runs[company->count++] = run;
        }
    }
    report->company = company;
}

/* A digest of what the others say of this series, as a name: the state has it, so that a
 * later build notices when one of them says something else. */
const char *rf_company_mentions(const struct rf_company *company,
                                const struct rf_target *target, struct rf_arena *arena)
{
    const char *real = rf_real_path(arena, target->series), *name = "";
    struct rf_buf said = {0};
    for (size_t i = 0; company && i < company->count; i++) {
        rf_run_put_mentions(company->runs[i], real, &said);
    }
    if (said.n) {
        struct rf_digest digest = rf_digest_of(said.p, said.n);
        rf_buf_reset(&said);
        for (size_t i = 0; i < sizeof digest.bytes; i++) {
            rf_buf_printf(&said, "%02x", (unsigned)(unsigned char)digest.bytes[i]);
        }
        name = rf_arena_copy(arena, said.p, said.n);
    }
    rf_buf_clear(&said);
    return name;
}

void rf_company_clear(struct rf_company *company)
{
    for (size_t i = 0; i < company->count; i++) {
        referat_close(company->runs[i]);
    }
    rf_arena_clear(&company->arena);
}
