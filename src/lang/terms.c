/* The canonical English terms of the word lists, and what an outcome does to its matter
 * (lang; format.md sections 5-8). Terms are accepted in documents of any language, and
 * programs find them in JSON, so they never change. */
#include "lang/lang.h"

const char *const *rf_outcome_terms(void)
{
    static const char *const terms[] = {
        [REFERAT_UNDECIDED] = "",
        [REFERAT_APPROVED] = "approved",
        [REFERAT_APPROVED_AMENDED] = "approved-amended",
        [REFERAT_ADOPTED] = "adopted",
        [REFERAT_ADOPTED_AMENDED] = "adopted-amended",
        [REFERAT_NOT_ADOPTED] = "not-adopted",
        [REFERAT_REJECTED] = "rejected",
        [REFERAT_NOTED] = "noted",
        [REFERAT_INFORMED] = "informed",
        [REFERAT_DISCUSSED] = "discussed",
        [REFERAT_RECOMMENDED] = "recommended",
        [REFERAT_REFERRED] = "referred",
        [REFERAT_RETURNED] = "returned",
        [REFERAT_POSTPONED] = "postponed",
        [REFERAT_WITHDRAWN] = "withdrawn",
        [REFERAT_DROPPED] = "dropped",
        [REFERAT_NOT_REACHED] = "not-reached",
        [REFERAT_LAPSED] = "lapsed",
        [REFERAT_ANSWERED] = "answered",
        [REFERAT_DISMISSED] = "dismissed",
        [REFERAT_RECOMMENDED_AMENDED] = "recommended-amended",
        [REFERAT_NO_DECISION] = "none",
        [REFERAT_OUTCOME_COUNT] = NULL,
    };
    return terms;
}

const char *const *rf_item_type_terms(void)
{
    static const char *const terms[] = {
        [REFERAT_TYPE_OTHER] = "other",
        [REFERAT_TYPE_AGENDA_APPROVAL] = "agenda-approval",
        [REFERAT_TYPE_MINUTES_APPROVAL] = "minutes-approval",
        [REFERAT_TYPE_DECISION] = "decision",
        [REFERAT_TYPE_DISCUSSION] = "discussion",
        [REFERAT_TYPE_INFORMATION] = "information",
        [REFERAT_TYPE_ROUND_TABLE] = "round-table",
        [REFERAT_TYPE_ANY_OTHER_BUSINESS] = "any-other-business",
        [REFERAT_TYPE_HEADING] = "heading",
        [REFERAT_TYPE_BREAK] = "break",
        [REFERAT_TYPE_COUNT] = NULL,
    };
    return terms;
}

const char *const *rf_form_terms(void)
{
    static const char *const terms[] = {
        [REFERAT_FORM_OTHER] = "other",   [REFERAT_FORM_MEMO] = "memo",
        [REFERAT_FORM_PLAN] = "plan",     [REFERAT_FORM_REPORT] = "report",
        [REFERAT_FORM_LETTER] = "letter", [REFERAT_FORM_LETTER + 1] = NULL,
    };
    return terms;
}

const char *const *rf_status_terms(void)
{
    static const char *const terms[] = {
        [REFERAT_FINAL] = "final",
        [REFERAT_DRAFT] = "draft",
        [REFERAT_CANCELLED] = "cancelled",
        [REFERAT_CANCELLED + 1] = NULL,
    };
    return terms;
}

const char *const *rf_approval_terms(void)
{
    static const char *const terms[] = {
        [REFERAT_APPROVAL_NEXT_MEETING] = "next-meeting",
        [REFERAT_APPROVAL_SIGNATURES] = "signatures",
        [REFERAT_APPROVAL_NONE] = "none",
        [REFERAT_APPROVAL_NONE + 1] = NULL,
    };
    return terms;
}

const char *const *rf_minutes_form_terms(void)
{
    static const char *const terms[] = {"", "written", NULL};
    return terms;
}

const char *const *rf_access_terms(void)
{
    static const char *const terms[] = {
        [REFERAT_ACCESS_UNSET] = "",
        [REFERAT_OPEN] = "open",
        [REFERAT_CLOSED] = "closed",
        [REFERAT_CLOSED + 1] = NULL,
    };
    return terms;
}

const char *const *rf_action_state_terms(void)
{
    static const char *const terms[] = {
        [REFERAT_ACTION_OPEN] = "open",
        [REFERAT_ACTION_DONE] = "done",
        [REFERAT_ACTION_CANCELLED] = "cancelled",
        [REFERAT_ACTION_CANCELLED + 1] = NULL,
    };
    return terms;
}

const char *const *rf_side_terms(void)
{
    static const char *const terms[] = {
        [REFERAT_SIDE_FOR] = "for",
        [REFERAT_SIDE_AGAINST] = "against",
        [REFERAT_SIDE_ABSTAINED] = "abstained",
        [REFERAT_SIDE_BLANK] = "blank",
        [REFERAT_SIDE_INVALID] = "invalid",
        [REFERAT_SIDE_NOT_VOTING] = "not_voting",
        [REFERAT_SIDE_ABSENT] = "absent",
        [REFERAT_SIDE_COUNT] = NULL,
    };
    return terms;
}

enum rf_label rf_side_label(enum referat_side side)
{
    static const enum rf_label labels[REFERAT_SIDE_COUNT] = {
        [REFERAT_SIDE_FOR] = RF_LABEL_IN_FAVOUR,
        [REFERAT_SIDE_AGAINST] = RF_LABEL_AGAINST,
        [REFERAT_SIDE_ABSTAINED] = RF_LABEL_ABSTAINED,
        [REFERAT_SIDE_BLANK] = RF_LABEL_BLANK_VOTES,
        [REFERAT_SIDE_INVALID] = RF_LABEL_INVALID_VOTES,
        [REFERAT_SIDE_NOT_VOTING] = RF_LABEL_NOT_VOTING,
        [REFERAT_SIDE_ABSENT] = RF_LABEL_ABSENT_FROM_VOTE,
    };
    return labels[side];
}

enum rf_effect rf_outcome_effect(enum referat_outcome outcome)
{
    switch (outcome) {
    case REFERAT_UNDECIDED:
    case REFERAT_NO_DECISION:
    case REFERAT_OUTCOME_COUNT:
        return RF_EFFECT_NONE;
    case REFERAT_APPROVED:
    case REFERAT_APPROVED_AMENDED:
    case REFERAT_ADOPTED:
    case REFERAT_ADOPTED_AMENDED:
    case REFERAT_NOT_ADOPTED:
    case REFERAT_REJECTED:
    case REFERAT_NOTED:
    case REFERAT_INFORMED:
    case REFERAT_DISCUSSED:
    case REFERAT_WITHDRAWN:
    case REFERAT_DROPPED:
    case REFERAT_LAPSED:
    case REFERAT_ANSWERED:
    case REFERAT_DISMISSED:
        return RF_EFFECT_FINAL;
    case REFERAT_POSTPONED:
    case REFERAT_NOT_REACHED:
    case REFERAT_RETURNED:
        return RF_EFFECT_OPEN;
    case REFERAT_RECOMMENDED:
    case REFERAT_RECOMMENDED_AMENDED:
    case REFERAT_REFERRED:
        return RF_EFFECT_MOVES;
    }
    return RF_EFFECT_NONE;
}

enum rf_way rf_outcome_way(enum referat_outcome outcome)
{
    switch (outcome) {
    case REFERAT_UNDECIDED:
    case REFERAT_NO_DECISION:
    case REFERAT_NOTED:
    case REFERAT_INFORMED:
    case REFERAT_DISCUSSED:
    case REFERAT_ANSWERED:
    case REFERAT_OUTCOME_COUNT:
        return RF_WAY_NONE;
    case REFERAT_APPROVED:
    case REFERAT_APPROVED_AMENDED:
    case REFERAT_ADOPTED:
    case REFERAT_ADOPTED_AMENDED:
    case REFERAT_RECOMMENDED:
    case REFERAT_RECOMMENDED_AMENDED:
        return RF_WAY_ADOPTED;
    case REFERAT_NOT_ADOPTED:
    case REFERAT_REJECTED:
        return RF_WAY_REJECTED;
    case REFERAT_POSTPONED:
    case REFERAT_NOT_REACHED:
    case REFERAT_RETURNED:
        return RF_WAY_LATER;
    case REFERAT_REFERRED:
        return RF_WAY_ELSEWHERE;
    case REFERAT_WITHDRAWN:
    case REFERAT_DROPPED:
    case REFERAT_LAPSED:
    case REFERAT_DISMISSED:
        return RF_WAY_DROPPED;
    }
    return RF_WAY_NONE;
}

bool rf_outcome_answers_points(enum referat_outcome outcome)
{
    switch (outcome) {
    case REFERAT_UNDECIDED:
    case REFERAT_REFERRED:
    case REFERAT_RETURNED:
    case REFERAT_POSTPONED:
    case REFERAT_WITHDRAWN:
    case REFERAT_DROPPED:
    case REFERAT_NOT_REACHED:
    case REFERAT_LAPSED:
    case REFERAT_DISMISSED:
    case REFERAT_NO_DECISION:
    case REFERAT_OUTCOME_COUNT:
        return false;
    default:
        return true;
    }
}
