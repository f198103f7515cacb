/* What fields hold: times, people, references to items and meetings (part of the model).
 * Read-only for users of the library; referat/model.h says how long it lives. */
#ifndef REFERAT_VALUES_H
#define REFERAT_VALUES_H

#include <stdbool.h>

#include "referat/markdown.h"

struct referat_item;

/* ---- Time ---- */

/* A real calendar date; year 0: absent. day 0 where only a month was given ("2024-02").
 */
struct referat_date {
    int year;
    int month;
    int day;
    struct referat_span span;
};

/* Minutes since midnight; -1: absent. An end before its start lies on the next day: 1440
 * or more. */
struct referat_time_range {
    int start_min;
    int end_min;
    struct referat_span span;
};

/* Minutes; -1: absent. */
struct referat_minutes_count {
    int min;
    struct referat_span span;
};

/* ---- People ---- */

struct referat_roll_entry;
struct referat_member;

struct referat_lines {
    struct referat_text *list;
    size_t count;
};

struct referat_person {
    struct referat_text name;
    struct referat_text title;
    struct referat_text group; /* party, list, constituency */
    struct referat_text unit;
    struct referat_raw email;
    struct referat_raw phone;
    struct referat_lines also; /* other names of the same person; never printed */
    bool has_no_vote;          /* takes part without a vote (voting: no) */
    bool is_one_line;          /* written as "Name" or "Name, title" */
    bool is_ambiguous;         /* it could mean several of the meeting's people */
    const struct referat_roll_entry *who; /* in minutes: whom of the meeting's people it
                                             means; NULL: no one, or several */
    struct referat_span span;
};

struct referat_persons {
    struct referat_person *list;
    size_t count;
    struct referat_span span;
};

/* What somebody of the meeting is listed as; a set of bits. */
enum {
    REFERAT_AS_PARTICIPANT = 1 << 0,
    REFERAT_AS_CHAIR = 1 << 1,
    REFERAT_AS_SECRETARY = 1 << 2,
    REFERAT_AS_GUEST = 1 << 3,
    REFERAT_AS_PRESENT = 1 << 4,
    REFERAT_AS_ABSENT = 1 << 5,
    REFERAT_AS_SUBSTITUTE = 1 << 6,
    REFERAT_AS_KNOWN = 1 << 7, /* by the series alone: the agenda lists others */
};

/* Somebody of the meeting (format.md section 6.1). Every other name in it means one of
 * these. */
struct referat_roll_entry {
    const struct referat_person *person; /* as it is listed first */
    const char **keys; /* its name and other names, folded, the name first */
    size_t key_count;
    unsigned roles;
    const struct referat_member *member; /* NULL: the minutes do not list it */
};

enum referat_access { REFERAT_ACCESS_UNSET, REFERAT_OPEN, REFERAT_CLOSED };

/* A reference to an item as written, and what it was found to mean (NULL: unknown,
 * already reported). */
struct referat_item_ref {
    struct referat_raw written;
    const struct referat_item *item;
};

/* A reference to a meeting: the id it resolves to, "" where it is absent or was not
 * found. */
struct referat_meeting_ref {
    struct referat_raw written;
    const char *meeting_id;
    const char *other;  /* where that meeting is of another series: its folder, as a path
                           from this one ("../2025/2025-12-08"); else NULL … */
    const char *series; /* … and that series' title, where this one does not follow it;
                           else NULL */
    bool is_unknown;    /* it names no meeting, which was reported */
    struct referat_date date; /* of that meeting; year 0 where it is not known */
    const char
        *item; /* "2023-11-20/3": the part after the slash, "" where there is none */
    const char *item_number;    /* of the item that means, "" where it was not found */
    enum referat_access access; /* of what it leads to, as far as that is known */
};

struct referat_guest {
    struct referat_person person;
    struct referat_item_ref *items;
    size_t item_count;
    struct referat_time_range time;
};

struct referat_absence {
    struct referat_person person;
    struct referat_text reason;
    struct referat_person substitute; /* name.given says whether there is one */
};

/* Who came or left in the course of the meeting: each end is an item or a time. */
struct referat_attendance {
    struct referat_person person;
    struct referat_item_ref from_item, until_item;
    struct referat_time_range from_time, until_time; /* start_min only */
};

/* A person's presence while an item was treated. Perhaps: the times given do not say. */
enum referat_presence {
    REFERAT_IN,
    REFERAT_PERHAPS_IN,
    REFERAT_ABSENT_FROM_MEETING,
    REFERAT_NOT_YET_IN,
    REFERAT_LEFT,
    REFERAT_DISQUALIFIED,
};

/* Whom the minutes name as present, absent, substitute, or there for a part. */
struct referat_member {
    const struct referat_person *person; /* as the roll has it */
    const struct referat_roll_entry *who;
    const struct referat_absence *absence;      /* NULL where none is recorded */
    const struct referat_person *stands_in_for; /* a substitute; NULL: not one */
    bool is_absent;                             /* from the whole meeting */
    bool is_present; /* listed as present, or a substitute, or there for a part */
};

/* Who is to sign the minutes. */
struct referat_signature {
    struct referat_person person;
    struct referat_text role;
    struct referat_date date; /* year 0: not signed yet */
};

/* ---- Votes ---- */

/* A group that voted as one: `{group: A, count: 3}`. */
struct referat_group {
    struct referat_text name;
    int count;
    struct referat_span span;
};

/* One side of a vote: a number, and the names or groups where they were given. */
struct referat_ballot {
    int count; /* -1: absent */
    struct referat_persons names;
    struct referat_group *groups;
    size_t group_count;
    struct referat_span span;
};

/* The sides of a vote; from REFERAT_SIDE_NOT_VOTING on nothing was cast. */
enum referat_side {
    REFERAT_SIDE_FOR,
    REFERAT_SIDE_AGAINST,
    REFERAT_SIDE_ABSTAINED,
    REFERAT_SIDE_BLANK,
    REFERAT_SIDE_INVALID,
    REFERAT_SIDE_NOT_VOTING, /* in the room */
    REFERAT_SIDE_ABSENT,     /* out of the room */
    REFERAT_SIDE_COUNT,
};

struct referat_vote {
    struct referat_text motion; /* what was voted on, where there were several */
    struct referat_ballot sides[REFERAT_SIDE_COUNT];
    struct referat_span span;
};

#endif
