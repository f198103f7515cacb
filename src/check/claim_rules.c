/* What a seal says of its meeting's approval, held against the series (check):
 * seal-claim.
 *
 * The files that a seal lists show by themselves whether they have changed. Who approved
 * them, when and with which outcome stands in another meeting: a seal that says otherwise
 * was written by somebody else, or lies in another folder than its own.
 *
 * In a seal of minutes that the meeting of 2024-04-08 approved:
 *
 *     approved: 2031-01-01 */
#include "check/claim_rules.h"

#include <string.h>

#include "base/date.h"
#include "diag/source.h"
#include "lang/lang.h"
#include "store/evict.h"
#include "referat/seal.h"

/* One seal, and what the series knows about it. */
struct scope {
    const struct rf_record_meeting *meeting; /* that is sealed, whole */
    const struct rf_record_claim *claim;
    const struct rf_record_meeting *approving; /* NULL: there is none */
    const struct rf_record_item *item;         /* of it; NULL: none */
    struct rf_diags *diags;
};

/* seal-claim: what the seal says, and the fact. The cure is never to write the seal by
 * hand: it is the series or the seal that was changed. */
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

/* A word in quotation marks between two texts, in the arena. */
static const char *quoted(const struct scope *s, const char *before, const char *word,
                          const char *after)
{
    return rf_arena_join(s->diags->arena, before, "'", word, "'", after, NULL);
}

/* Why the item is not one that approved these minutes; NULL: it did. */
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

/* Relates a finding to what the approving meeting decided, else to that meeting. */
static void relate(const struct scope *s, struct referat_diagnostic *found)
{
    const struct rf_record_links *links = s->item ? s->item->links : NULL;
    struct referat_span place = {0};
    if (links && links->decision_span.source) {
        place = links->decision_span;
    } else if (s->approving) {
        place = rf_record_fetch(s->approving)->place_span;
    }
    if (place.source) {
        rf_diag_related(s->diags, found, rf_source_excerpt(s->diags->arena, place),
                        "that meeting");
    }
}

/* A day after a text, in the arena; "no day" where it is unknown. */
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

/* True where the seal names this as who approved: REFERAT_SEAL_BY_… */
static bool says(const struct scope *s, const char *by)
{
    return strcmp(s->claim->approved_by, by) == 0;
}

/* Minutes that no item approved: their outcome is one of the seal's own words. */
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

/* Minutes that were approved by being signed. The signatures are in the minutes
 * themselves, whatever the body requires now. */
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

/* Minutes of a body that approves none, or that were decided in writing. */
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

/* Whether the claim holds. A meeting that could not be read may well have approved the
 * minutes. Outcome and day are both reported, where both are wrong. */
static enum rf_record_claim_state judge(struct scope *s)
{
    const struct rf_record_claim *claim = s->claim;
    if (strcmp(claim->meeting, s->meeting->id) != 0) {
        report(s, claim->meeting_span, quoted(s, "that it is of ", claim->meeting, ""),
               "it lies in another folder");
        return RF_CLAIM_FALSE;
    }
    if (says(s, REFERAT_SEAL_BY_SIGNATURES)) {
        return check_signatures(s) ? RF_CLAIM_HOLDS : RF_CLAIM_FALSE;
    }
    if (says(s, REFERAT_SEAL_BY_NOBODY)) {
        return check_none(s) ? RF_CLAIM_HOLDS : RF_CLAIM_FALSE;
    }
    if (s->approving && s->approving->is_unread) {
        return RF_CLAIM_UNKNOWN;
    }
    const char *reason = why_not(s);
    if (reason) {
        relate(s, report(s, claim->approved_by_span,
                         quoted(s, "that ", claim->approved_by, " approved it"), reason));
        return RF_CLAIM_FALSE;
    }
    const char *outcome = rf_outcome_terms()[s->item->outcome];
    const struct referat_date *date = &s->approving->date;
    bool has_outcome = strcmp(claim->outcome, outcome) == 0;
    bool has_day = rf_date_compare(&claim->approved, date) == 0;
    if (!has_outcome) {
        relate(s, report(s, claim->outcome_span,
                         quoted(s, "that the outcome was ", claim->outcome, ""),
                         quoted(s, "there it is ", outcome, "")));
    }
    if (!has_day) {
        relate(s, report(s, claim->approved_span,
                         day(s, "that it was approved on ", &claim->approved),
                         day(s, "that meeting has ", date)));
    }
    return has_outcome && has_day ? RF_CLAIM_HOLDS : RF_CLAIM_FALSE;
}

void rf_check_claim(struct rf_record_meeting *row, const struct rf_known *known,
                    struct rf_diags *diags)
{
    struct scope s = {.meeting = rf_record_fetch(row), .diags = diags};
    s.claim = s.meeting->claim;
    if (!s.claim) {
        return; /* it could not be read back, which was reported */
    }
    /* "2026-03-09/1": the meeting, and its item */
    const char *by = s.claim->approved_by, *slash = strchr(by, '/');
    size_t n = strcspn(by, "/");
    if (n && !says(&s, REFERAT_SEAL_BY_SIGNATURES) && !says(&s, REFERAT_SEAL_BY_NOBODY)) {
        s.approving = known->meeting(known->data, s.meeting->folder,
                                     rf_arena_copy(diags->arena, by, n));
    }
    if (s.approving && !s.approving->is_unread) {
        s.item = rf_record_find_item(s.approving, slash ? slash + 1 : "");
    }
    row->claim_state = judge(&s);
    if (row->claim_state == RF_CLAIM_HOLDS) {
        row->sealed = s.claim->approved;
    }
}
