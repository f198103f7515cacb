/* The model: one series of meetings as plain structs, linked both ways. Read-only for
 * users of the library.
 *
 * Everything reachable from a meeting lives as long as that meeting (referat.h says how
 * long). Strings are UTF-8 and NUL-terminated. A pointer that may be NULL says so; a
 * count beside a pointer is the number of its elements. */
#ifndef REFERAT_MODEL_H
#define REFERAT_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "referat/markdown.h"
#include "referat/values.h"

struct referat_item;
struct referat_annex;
struct referat_meeting;

/* ---- Documents ---- */

enum referat_kind {
    REFERAT_KIND_AGENDA,
    REFERAT_KIND_MINUTES,
    REFERAT_KIND_RECOMMENDATION,
    REFERAT_KIND_ANNEX,
    REFERAT_KIND_CORRECTIONS,
};

enum referat_status { REFERAT_FINAL, REFERAT_DRAFT, REFERAT_CANCELLED };

enum referat_form {
    REFERAT_FORM_OTHER,
    REFERAT_FORM_MEMO,
    REFERAT_FORM_PLAN,
    REFERAT_FORM_REPORT,
    REFERAT_FORM_LETTER,
};

/* What every document may say of itself. */
struct referat_document {
    enum referat_kind kind;
    const char *path; /* relative to the series, with '/' */
    const struct referat_source *source;
    struct referat_text title;
    struct referat_text short_title; /* for stamps and running heads */
    struct referat_date date;
    struct referat_text unit;
    struct referat_persons case_officers;
    struct referat_raw case_number;
    struct referat_lines letterhead; /* its own, or the series' */
    enum referat_access access;
    struct referat_span access_span;
    struct referat_prose body;
    uint64_t file_bytes; /* of its file … */
    const char *sha256;  /* … and its checksum; NULL where it was not asked for */
    bool is_withheld;    /* public edition: not all of the file is open */
    bool has_landscape;  /* a table in it is to stand on a page of its own, landscape */
    bool has_errors;     /* something in it did not load: checks of it keep quiet */
};

/* "at rådmanden godkender …": one recommended point. */
struct referat_point {
    const char *number; /* "1", "2", … */
    struct referat_text text;
};

struct referat_recommendation {
    struct referat_document document;
    struct referat_text addressee; /* its own, or the series' */
    struct referat_point *points;
    size_t point_count;
    struct referat_prose coordinated_with;
    struct referat_date returns; /* promised to come back */
    struct referat_meeting_ref meeting;
    struct referat_raw item_written; /* the item it says it belongs to */
    struct referat_minutes_count duration;
    struct referat_annex
        *own_annexes; /* as it lists them; each also stands in its item's list */
    size_t own_annex_count;
    const struct referat_item *item; /* the item that names it */
};

struct referat_annex_document {
    struct referat_document document;
    enum referat_form form;
};

/* ---- Annexes ---- */

/* A stamp is shortened on the page to so many characters: more would run from the margin
 * into the text. */
enum { REFERAT_STAMP_CHARS = 200 };

/* A paper listed with an item. Exactly one of recommendation, paper, nested, or
 * file_bytes applies where it is enclosed. An entry that repeats a file of the same item
 * points to the first by same_as. */
struct referat_annex {
    const struct referat_item *item;
    int number; /* the pack's: Punkt 3, Bilag 2 is 2; 0 where the paper is not enclosed */
    int own_number; /* in the list of the document that names it: "Bilag 1"; 0 for the
                       recommendation itself */
    struct referat_text given_title; /* where the file is named; absent: see title */
    struct referat_text title;       /* what lists and headings print */
    /* What its pages carry: "Punkt 3, Bilag 1: " and the title, the short one where there
     * is one; span: of that title. Absent where the paper is not enclosed. */
    struct referat_text stamp;
    const char *path; /* relative to the series; NULL for a paper that is not enclosed */
    const char
        *file_name; /* files: the name under annexes/ in the output; NULL for documents */
    const struct referat_image *image; /* files: a picture that the pack shows, or NULL */
    uint64_t file_bytes;               /* its size */
    const char *sha256; /* of its bytes, 64 hexadecimal digits; NULL where it was not
                           asked for */
    const char *
        *referrers; /* paths of the documents whose prose links to it, each once */
    size_t referrer_count;
    bool is_missing;     /* named, and not there: already reported */
    bool is_elsewhere;   /* a meeting below this one's folder has its file */
    bool is_closed_here; /* an agenda or minutes that are closed, but by themselves */
    enum referat_access access;
    struct referat_span span; /* where it is named */
    const char *anchor;       /* of its page in the pack, unique within the meeting */
    const struct referat_annex *same_as; /* NULL, or the first entry for this file */
    struct referat_recommendation
        *recommendation;                  /* the item's recommendation as its annex */
    struct referat_annex_document *paper; /* a memo, plan, report, letter … */
    struct referat_meeting *nested;       /* an agenda as annex */
};

/* ---- Decisions ---- */

enum referat_outcome {
    REFERAT_UNDECIDED, /* nothing was said */
    REFERAT_APPROVED,
    REFERAT_APPROVED_AMENDED,
    REFERAT_ADOPTED,
    REFERAT_ADOPTED_AMENDED,
    REFERAT_NOT_ADOPTED,
    REFERAT_REJECTED,
    REFERAT_NOTED,
    REFERAT_INFORMED,
    REFERAT_DISCUSSED,
    REFERAT_RECOMMENDED,
    REFERAT_REFERRED,
    REFERAT_RETURNED,
    REFERAT_POSTPONED,
    REFERAT_WITHDRAWN,
    REFERAT_DROPPED,
    REFERAT_NOT_REACHED,
    REFERAT_LAPSED,
    REFERAT_ANSWERED,  /* by what was said: no yes or no was needed */
    REFERAT_DISMISSED, /* not treated at all */
    REFERAT_RECOMMENDED_AMENDED,
    REFERAT_NO_DECISION, /* `none`: said to be none */
    REFERAT_OUTCOME_COUNT,
};

struct referat_dissent {
    struct referat_person person;
    struct referat_prose text;
};

struct referat_point_outcome {
    const struct referat_point *point; /* NULL: unknown, already reported */
    const char *written;               /* the number as written */
    enum referat_outcome outcome;
    const char *sentence; /* of the word that was typed; NULL: the outcome's */
    struct referat_span span;
};

struct referat_decision {
    const struct referat_item *item;
    enum referat_outcome outcome;
    const char *sentence; /* of the word that was typed, where it says it in words of its
                             own, "Vedtaget."; NULL: the outcome's */
    struct referat_span outcome_span;
    struct referat_text wording; /* printed instead of the outcome's own sentence */
    struct referat_text public_wording; /* all that the public edition prints of the
                                           decision where the item is closed */
    struct referat_point_outcome *points;
    size_t point_count;
    struct referat_vote *votes;
    size_t vote_count;
    struct referat_persons movers, seconders;
    struct referat_dissent *dissents;
    size_t dissent_count;
    struct referat_persons disqualified;
    struct referat_text to;    /* the meeting or body a matter goes to … */
    const char *to_meeting_id; /* … and the id of the meeting where it is one, else "" */
    struct referat_date to_date;   /* of that meeting; year 0 where it is none */
    enum referat_access to_access; /* of the item there that it names, where it does */
    bool is_split; /* its points went different ways: not all of one effect */
    const struct referat_item
        *decided_with; /* the first of the items that it decides, where this is another */
    bool is_closed;    /* it decides a closed item too: closed whole */
    struct referat_date returns;
    enum referat_access access;
    struct referat_span span; /* the key under `decisions` */
};

/* ---- Actions ---- */

enum referat_action_state {
    REFERAT_ACTION_OPEN,
    REFERAT_ACTION_DONE,
    REFERAT_ACTION_CANCELLED
};

/* A follow-up: a task-list item in an item's text. */
struct referat_action {
    const char *id;     /* "2023-12-04/3/1", or its own name */
    const char *own_id; /* from id:NAME; NULL where there is none */
    const struct referat_item *item;
    const char **owners; /* as written, without the @ */
    size_t owner_count;
    const char *due_written; /* NULL where there is no deadline */
    struct referat_date due; /* resolved where it can be; of a week its last day */
    const char *mention;     /* the first @NAME within the sentence; NULL: none */
    const struct referat_node
        *task; /* the inlines that are left, first of a sibling list */
    const char *task_plain;
    enum referat_action_state state;
    struct referat_span span;
};

/* A line of the field `actions`: what became of an earlier action. */
struct referat_action_change {
    struct referat_raw action;  /* its id as written */
    enum referat_access access; /* of the minutes that state the action */
    const char *id;             /* that the action has in its own series … */
    const char *series; /* … and the title of that, where this one does not follow it;
                           else NULL */
    const char *task;   /* what is to be done; "" where that is not known */
    enum referat_action_state state;
    bool has_state;
    const char *due_written; /* NULL where unchanged */
    struct referat_date due;
    const char **owners;
    size_t owner_count;
    struct referat_text note;
    struct referat_span span;
};

/* ---- Items ---- */

enum referat_item_type {
    REFERAT_TYPE_OTHER,
    REFERAT_TYPE_AGENDA_APPROVAL,
    REFERAT_TYPE_MINUTES_APPROVAL,
    REFERAT_TYPE_DECISION,
    REFERAT_TYPE_DISCUSSION,
    REFERAT_TYPE_INFORMATION,
    REFERAT_TYPE_ROUND_TABLE,
    REFERAT_TYPE_ANY_OTHER_BUSINESS,
    REFERAT_TYPE_HEADING, /* groups items; is not treated, and has no number */
    REFERAT_TYPE_BREAK,   /* takes its time, and is not treated either */
    REFERAT_TYPE_COUNT,
};

/* An agenda item. Number, order of treatment and annex number are three different things.
 */
struct referat_item {
    struct referat_meeting *meeting;
    struct referat_item *parent;      /* in whose `items` it stands; NULL at the top */
    const struct referat_item *group; /* the heading before it that groups it without
                                         having items of its own; NULL: none */
    struct referat_item *items;       /* sub-items, an array */
    size_t item_count;
    size_t position; /* 0-based in the meeting's all_items */
    int depth;       /* 0 at the top */

    const char *number; /* the label people use: "3", "6.A", "107/20"; "" for a heading */
    struct referat_raw number_given; /* where it was set by hand */
    struct referat_raw id;
    const char *anchor; /* unique within the meeting; made of the id where there is one */
    int order; /* 1-based order of treatment among the items that are not sub-items; 0
                  for those and for headings */
    bool uses_letters; /* its sub-items are A, B, C */

    struct referat_text title;
    enum referat_item_type type;
    bool type_is_given;
    struct referat_span type_span;
    struct referat_meeting_ref *approves; /* whose minutes a minutes-approval approves */
    size_t approves_count;
    struct referat_span approves_span; /* of the field; source NULL: there is none */
    struct referat_prose purpose, method, text;
    struct referat_persons responsible;
    struct referat_minutes_count duration;
    struct referat_time_range start; /* fixed; start_min only */
    int planned_start_min; /* computed, minutes since midnight; -1 where it cannot be */
    int planned_min; /* planned minutes, its own or its sub-items' sum; 0 where it takes
                        none */
    struct referat_raw case_number;
    struct referat_meeting_ref carried_from;
    enum referat_access access;
    struct referat_span access_span;
    struct referat_text public_title, basis;
    struct referat_date review;

    struct referat_recommendation *recommendation; /* NULL where there is none */
    struct referat_raw recommendation_path;
    struct referat_annex *
        *annexes; /* in pack order; what is not enclosed stands last, without a number */
    size_t annex_count;
    struct referat_annex *own_annexes; /* as the agenda lists them */
    size_t own_annex_count;

    /* from the minutes */
    struct referat_decision *decision; /* NULL where the minutes say nothing */
    const struct referat_node
        *minutes_text; /* its section's blocks; NULL where it has none */
    struct referat_span minutes_heading; /* source NULL where it has none */
    struct referat_text minutes_title;   /* the title in that heading */
    const struct referat_item
        *treated_with; /* in whose section its minutes stand; NULL: in its own, if any */
    bool has_closed_minutes; /* its section serves a closed item too: closed whole */
    struct referat_action **actions;
    size_t action_count;
    enum referat_presence *presence; /* of each member of the meeting while the item was
                                        treated; NULL where the minutes name no one */
    struct referat_span span;
};

/* What it shares the access of: the heading that groups it, or the item in whose `items`
 * it stands; NULL: the meeting alone. */
static inline const struct referat_item *
referat_item_holder(const struct referat_item *item)
{
    return item->group ? item->group : item->parent;
}

/* False for a heading and a break: they have no number, no minutes, no outcome. */
static inline bool referat_item_is_treated(const struct referat_item *item)
{
    return item->type != REFERAT_TYPE_HEADING && item->type != REFERAT_TYPE_BREAK;
}

/* The item that it is a sub-item of: headings are passed over. NULL: of none. */
static inline const struct referat_item *
referat_item_above(const struct referat_item *item)
{
    const struct referat_item *above = item->parent;
    while (above && above->type == REFERAT_TYPE_HEADING) {
        above = above->parent;
    }
    return above;
}

/* ---- What earlier meetings left open ---- */

enum referat_follow_up_kind {
    REFERAT_FOLLOW_UP_ACTION,
    REFERAT_FOLLOW_UP_POSTPONED,
    REFERAT_FOLLOW_UP_PROMISED,
};

/* A matter that is open when the meeting begins. */
struct referat_follow_up {
    enum referat_follow_up_kind kind;
    const char *meeting_id, *meeting_folder; /* where it comes from … */
    const char *series; /* … the title of that series; "" where it is this one … */
    const char *item, *anchor;  /* … its number and place in that pack */
    const char *id;             /* an action's; "" else */
    const char *what;           /* the action's task, or the item's title */
    const char *owners;         /* "" where no one is named */
    const char *due_written;    /* as written; "" where there is none */
    struct referat_date due;    /* resolved where it can be; a promise: when it returns */
    enum referat_access access; /* of the item that it comes from */
};

/* ---- Agenda, minutes, meeting ---- */

struct referat_agenda {
    struct referat_document document;
    struct referat_date issued;
    struct referat_time_range time;
    struct referat_text place;
    struct referat_text body, organisation;
    struct referat_persons chair, secretary, participants;
    struct referat_guest *guests;
    size_t guest_count;
    int first_number; /* 1 unless given */
    struct referat_item_ref *order;
    size_t order_count;
    enum referat_status status;
    struct referat_item *items; /* the top level */
    size_t item_count;
};

struct referat_minutes {
    struct referat_document document;
    struct referat_meeting_ref meeting;
    enum referat_status status;
    struct referat_persons present;
    struct referat_absence *absences;
    size_t absence_count;
    struct referat_attendance *attendances;
    size_t attendance_count;
    struct referat_decision *decisions;
    size_t decision_count;
    struct referat_action_change *changes;
    size_t change_count;
    struct referat_time_range started, ended; /* start_min only */
    struct referat_prose corrections;
    struct referat_signature *signatures;
    size_t signature_count;
    struct referat_span signatures_span;
    bool is_written; /* form: written: decided without a meeting */
    const struct referat_node
        *introduction; /* what stands before the first item's heading; may be NULL */
};

/* What was added to the minutes after they were approved. */
struct referat_correction {
    struct referat_date date;
    struct referat_prose text;
    enum referat_access access; /* closed: in the full edition only */
};

struct referat_corrections {
    struct referat_document document; /* its path, source and checksum only */
    struct referat_correction *list;  /* by date */
    size_t count;
};

struct referat_file_sum;
struct referat_seal;
struct referat_series;

struct referat_meeting {
    const struct referat_series *series;
    const char *id;     /* the folder's name */
    const char *folder; /* relative to the series, with '/' */
    struct referat_date date;
    struct referat_time_range time;
    struct referat_text title; /* given, or the body's name and date */
    struct referat_text body, organisation, place;
    struct referat_persons chair, secretary, participants;
    enum referat_access access;
    struct referat_agenda *agenda;   /* NULL: minutes without an agenda */
    struct referat_minutes *minutes; /* NULL: not written yet */
    struct referat_item *items;      /* the top level, in agenda order */
    size_t item_count;
    struct referat_item **all_items; /* every item, parents before their sub-items */
    size_t all_item_count;
    struct referat_item *
        *ordered_items; /* in order of treatment: without headings and sub-items */
    size_t ordered_count;
    bool hides_time;        /* public edition: closed items take time that is not said */
    bool withholds_sources; /* public edition: a document of it is_withheld */
    struct referat_annex **annexes; /* every numbered annex of the pack, in pack order,
                                       nested meetings' left out */
    size_t annex_count;
    struct referat_action *actions;
    size_t action_count;
    struct referat_item *introduction; /* stands in for an item where the minutes'
                                          introduction has actions: its number is "0", and
                                          all_items does not have it; else NULL */
    struct referat_member *members;    /* in the order the minutes name them */
    size_t member_count;
    struct referat_roll_entry *roll; /* everybody of the meeting */
    size_t roll_count;
    const char **unit_keys; /* names and abbreviations of the series' units, folded; NULL
                               at the end */
    struct referat_follow_up *follow_ups; /* where the series asks for them */
    size_t follow_up_count;
    const struct referat_corrections *corrections; /* added since; NULL: none */
    const struct referat_seal *seal; /* NULL: not sealed, or a seal that cannot be read */
    bool is_agenda_unread; /* it could not be read, or may be among what could not: what
                              names its items is not judged */
    bool is_unread; /* an error may hide what is closed in it: nothing is to be taken
                       from it */
    bool has_broken_seal; /* it is not as it was sealed, or the seal cannot be read */
    const struct referat_file_sum *files; /* what it is made of, each once, by path; NULL
                                             where files were not asked for */
    size_t file_count;
    const struct referat_annex *nested_in; /* NULL, or the annex that this agenda is */
    const char *series_root; /* relative path from its pages to the series' own ("../");
                                NULL where it is built without them */
    const char
        *anchor_prefix; /* "" at the top; makes a nested meeting's anchors unique */
};

/* True for what was decided in writing, without a meeting. */
static inline bool referat_meeting_is_written(const struct referat_meeting *m)
{
    return m->minutes && m->minutes->is_written;
}

/* True where all who are to sign have. */
static inline bool referat_minutes_are_signed(const struct referat_minutes *minutes)
{
    size_t i = 0;
    while (i < minutes->signature_count && minutes->signatures[i].date.year) {
        i++;
    }
    return i && i == minutes->signature_count;
}

/* True for a meeting that was not held: it brings nothing back, and approves nothing. */
static inline bool referat_meeting_is_cancelled(const struct referat_meeting *m)
{
    return (m->agenda && m->agenda->status == REFERAT_CANCELLED) ||
           (m->minutes && m->minutes->status == REFERAT_CANCELLED);
}

/* ---- The series ---- */

struct referat_unit {
    const char *abbreviation;
    const char *name;
    struct referat_span span;
};

/* How the public edition shows a closed item. */
enum referat_closed_items {
    REFERAT_SHOW_NUMBER,
    REFERAT_SHOW_TITLE,
    REFERAT_SHOW_NOTHING
};

enum referat_paper { REFERAT_PAPER_A4, REFERAT_PAPER_LETTER };

/* A quorum of half the members. */
enum { REFERAT_QUORUM_HALF = -1 };

/* How minutes become final: a later meeting approves them, all who are to sign have a
 * date, or by themselves. */
enum referat_approval {
    REFERAT_APPROVAL_NEXT_MEETING,
    REFERAT_APPROVAL_SIGNATURES,
    REFERAT_APPROVAL_NONE,
};

/* For whom a model is: the public edition holds nothing that is closed. */
enum referat_edition { REFERAT_EDITION_FULL, REFERAT_EDITION_PUBLIC };

/* The settings of referat.yaml, every one with its default filled in. */
/* A number that is shaped as a Danish personal number and is none. */
struct referat_allowed_number {
    char digits[11]; /* ten digits and a NUL */
    struct referat_text reason;
};

/* A text that may stand in open places, though closed ones have it. */
struct referat_allowed_text {
    struct referat_text text, reason;
};

struct referat_series {
    const char *path; /* of the folder, as given on the command line */
    struct referat_text title, body, organisation;
    const char *language; /* "da" … */
    struct referat_raw timezone;
    enum referat_access access;
    enum referat_closed_items closed_items;
    struct referat_text place;
    struct referat_time_range time;
    struct referat_persons chair, secretary, participants;
    struct referat_lines letterhead;
    struct referat_unit *units; /* sorted by abbreviation, bytewise */
    size_t unit_count;
    struct referat_text addressee; /* of recommendations */
    struct referat_lines sections; /* that every recommendation should have */
    bool recommendation_is_annex;  /* as_annex */
    int quorum; /* members that must be present; 0: none is asked for */
    struct referat_span quorum_span;
    enum referat_approval approval;
    enum referat_paper paper;
    struct referat_allowed_number *allowed_numbers; /* that cpr-number passes over */
    size_t allowed_number_count;
    struct referat_allowed_text *allowed_texts; /* that closed-quoted passes over */
    size_t allowed_text_count;
    struct referat_raw follows; /* relative path to the series that this one continues */
    bool follow_up;             /* packs open with what earlier meetings left open */
    enum referat_edition edition; /* of the run, as is … */
    struct referat_date as_of;    /* … the day it asks about; year 0: none */
    const char *
        *labels; /* indexed by the library's label ids; NULL: the language's own word */
    const char *const *outcome_sentences; /* indexed by outcome: what this body prints for
                                             it; NULL, or an entry: the language's own */
};

#endif
