/* What a seal says of its meeting's approval, held against the series (check).
 *
 * The files that a seal lists show by themselves whether they have changed. Who approved
 * them, when and with which outcome stands in another meeting: a seal that says otherwise
 * was written by somebody else, or lies in another folder than its own. */
#include "check/claim_rules.h"

#include <string.h>

#include "base/date.h"
#include "lang/lang.h"
#include "source/source.h"
#include "store/evict.h"
#include "referat/seal.h"

struct scope {
    const struct rf_record_meeting *meeting; /* that is sealed, whole */
    const struct rf_record_claim *claim;
    const struct rf_record_meeting *approving; /* NULL: there is none */
    const struct rf_record_item *item;         /* of it; NULL: none */
    struct rf_diags *diags;
};

static struct referat_diagnostic *report(const struct scope *s, struct referat_span span,
                                         const char *claimed, const char *fact)
{
    struct referat_diagnostic *found =
        rf_diag_report(s->diags, RF_CODE_SEAL_CLAIM, span,
                       "the seal of '%s' says %s, and %s", s->meeting->id, claimed, fact);
    rf_diag_hint(s->diags, found,
                 "put back the seal that 'referat seal' wrote, and what the series said "
                 "then");
    return found;
}

static const char *quoted(const struct scope *s, const char *before, const char *word,
                          const char *after)
{
    return rf_arena_join(s->diags->arena, before, "'", word, "'", after, NULL);
}

/* The item is named behind the meeting: "2026-03-09/1". */
static const char *item_name(const struct rf_record_claim *claim)
{
    const char *slash = strchr(claim->approved_by, '/');
    return slash ? slash + 1 : "";
}

static const struct rf_record_meeting *find_approving(const struct scope *s,
                                                      const struct rf_known *known)
{
    const char *written = s->claim->approved_by;
    size_t n = strcspn(written, "/");
    const char *id = rf_arena_copy(s->diags->arena, written, n);
    return n ? known->meeting(known->data, s->meeting->folder, id) : NULL;
}

/* ---- Its meeting, and the item that approved it ---- */

static bool check_meeting(const struct scope *s)
{
    if (strcmp(s->claim->meeting, s->meeting->id) == 0) {
        return true;
    }
    report(s, s->claim->meeting_span, quoted(s, "that it is of ", s->claim->meeting, ""),
           "it lies in another folder");
    return false;
}

/* Why the item is none that approved these minutes; NULL: it did. */
static const char *why_not(const struct scope *s)
{
    const char *id = s->approving ? s->approving->id : "";
    if (!s->approving) {
        return "the series has no such meeting";
    }
    if (s->approving->order == s->meeting->order) {
        return "no meeting approves its own minutes";
    }
    if (!s->item) {
        return quoted(s, "the meeting ", id, " has no such item");
    }
    if (rf_record_is_cancelled(s->approving)) {
        return quoted(s, "the meeting ", id, " was cancelled");
    }
    if (!rf_record_approval_of(s->item, s->meeting->id)) {
        return "that item does not approve these minutes";
    }
    if (!rf_record_is_approval(s->item->outcome)) {
        return "that item did not approve them";
    }
    return s->approving->minutes_status != REFERAT_FINAL
               ? quoted(s, "the minutes of ", id, " are no final ones")
               : NULL;
}

/* Where the meeting that approved stands, or what it decided. */
static void relate(const struct scope *s, struct referat_diagnostic *found)
{
    const struct rf_record_ties *ties = s->item ? s->item->ties : NULL;
    struct referat_span place = {0};
    if (ties && ties->decision_span.source) {
        place = ties->decision_span;
    } else if (s->approving) {
        place = rf_record_whole(s->approving)->place_span;
    }
    if (place.source) {
        rf_diag_related(s->diags, found, rf_source_excerpt(s->diags->arena, place),
                        "that meeting");
    }
}

static bool check_item(const struct scope *s)
{
    const char *reason = why_not(s);
    if (reason) {
        relate(s,
               report(s, s->claim->approved_by_span,
                      quoted(s, "that ", s->claim->approved_by, " approved it"), reason));
    }
    return !reason;
}

/* ---- What that item says ---- */

static bool check_outcome(const struct scope *s)
{
    const char *fact = rf_outcome_terms()[s->item->outcome];
    if (strcmp(s->claim->outcome, fact) == 0) {
        return true;
    }
    relate(s, report(s, s->claim->outcome_span,
                     quoted(s, "that the outcome was ", s->claim->outcome, ""),
                     quoted(s, "there it is ", fact, "")));
    return false;
}

static const char *day(const struct scope *s, const char *before,
                       const struct referat_date *date)
{
    char iso[RF_ISO_DATE_SIZE] = "";
    if (!date->year) {
        return rf_arena_join(s->diags->arena, before, "no day", NULL);
    }
    rf_date_iso(date, iso);
    return rf_arena_join(s->diags->arena, before, iso, NULL);
}

static bool check_day(const struct scope *s)
{
    const struct referat_date *claimed = &s->claim->approved, *fact = &s->approving->date;
    if (rf_date_compare(claimed, fact) == 0) {
        return true;
    }
    relate(s,
           report(s, s->claim->approved_span, day(s, "that it was approved on ", claimed),
                  day(s, "that meeting has ", fact)));
    return false;
}

/* ---- Minutes that no item approved ---- */

static bool says(const struct scope *s, const char *by)
{
    return strcmp(s->claim->approved_by, by) == 0;
}

static bool check_word(const struct scope *s, const char *fact)
{
    if (strcmp(s->claim->outcome, fact) == 0) {
        return true;
    }
    report(s, s->claim->outcome_span,
           quoted(s, "that the outcome was ", s->claim->outcome, ""),
           quoted(s, "it is ", fact, ""));
    return false;
}

/* The signatures stand in the minutes, whatever the body asks for by now. */
static bool check_signatures(const struct scope *s)
{
    const struct rf_record_meeting *m = s->meeting;
    const struct referat_date *claimed = &s->claim->approved;
    if (!m->signer_count || m->signed_count < m->signer_count) {
        report(s, s->claim->approved_by_span, "that all have signed", "not all have");
        return false;
    }
    if (rf_date_compare(claimed, &m->signed_on) != 0) {
        report(s, s->claim->approved_span, day(s, "that it was signed on ", claimed),
               day(s, "the last signature is of ", &m->signed_on));
        return false;
    }
    return check_word(s, REFERAT_SEAL_SIGNED);
}

static bool check_none(const struct scope *s)
{
    if (s->meeting->record->series->approval != REFERAT_APPROVAL_NONE &&
        !s->meeting->is_written) {
        report(
            s, s->claim->approved_by_span, "that nobody approves its minutes",
            "the series has no 'approval: none', and they were not decided in writing");
        return false;
    }
    if (s->claim->approved.year) {
        report(s, s->claim->approved_span,
               day(s, "that it was approved on ", &s->claim->approved),
               "the body approves no minutes");
        return false;
    }
    return check_word(s, REFERAT_SEAL_FINAL);
}

static enum rf_record_claim_state judge(struct scope *s)
{
    bool is_unread = s->approving && s->approving->is_unread;
    if (!check_meeting(s)) {
        return RF_CLAIM_FALSE;
    }
    if (says(s, REFERAT_SEAL_BY_SIGNATURES)) {
        return check_signatures(s) ? RF_CLAIM_HOLDS : RF_CLAIM_FALSE;
    }
    if (says(s, REFERAT_SEAL_BY_NOBODY)) {
        return check_none(s) ? RF_CLAIM_HOLDS : RF_CLAIM_FALSE;
    }
    if (is_unread) {
        return RF_CLAIM_UNKNOWN;
    }
    if (!check_item(s)) {
        return RF_CLAIM_FALSE;
    }
    bool has_outcome = check_outcome(s), has_day = check_day(s);
    return has_outcome && has_day ? RF_CLAIM_HOLDS : RF_CLAIM_FALSE;
}

void rf_check_claim(struct rf_record_meeting *row, const struct rf_known *known,
                    struct rf_diags *diags)
{
    struct scope s = {.meeting = rf_record_whole(row), .diags = diags};
    s.claim = s.meeting->claim;
    if (!s.claim) {
        return; /* it could not be read back, which is told */
    }
    bool is_by_item =
        !says(&s, REFERAT_SEAL_BY_SIGNATURES) && !says(&s, REFERAT_SEAL_BY_NOBODY);
    s.approving = is_by_item ? find_approving(&s, known) : NULL;
    if (s.approving && !s.approving->is_unread) {
        s.item = rf_record_find_item(s.approving, item_name(s.claim));
    }
    row->claim_state = judge(&s);
    if (row->claim_state == RF_CLAIM_HOLDS) {
        row->sealed = s.claim->approved;
    }
}
