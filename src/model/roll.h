/* The people of a meeting, and whom every name in it means (model). format.md
 * section 6.1.
 *
 * The roll (m->roll) is the list of everybody whom the agenda, the series or the minutes
 * list; a person elsewhere in the minutes points to an entry of it (person->who). Rules
 * of the check stage ask it whether a name is known, and which known name is nearest.
 * Names are compared by their keys, see rf_person_key. */
#ifndef RF_MODEL_ROLL_H
#define RF_MODEL_ROLL_H

#include "model/assemble.h"

/* The words for "and" that stand between two names, or two items, in every language that
 * documents may be in; NULL at the end. */
extern const char *const rf_and_words[];

/* The bytes of such a word at p and the blank after it; 0: there is none. */
size_t rf_and_word_at(const char *p);

/* What a name in the minutes was meant to do. */
enum rf_person_use {
    RF_USE_PRESENT,
    RF_USE_ABSENT,
    RF_USE_SUBSTITUTE,
    RF_USE_ATTENDANCE,
    RF_USE_SIGNATURE,
    RF_USE_MOVER,
    RF_USE_SECONDER,
    RF_USE_DISSENT,
    RF_USE_DISQUALIFIED,
    RF_USE_VOTE,
    RF_USE_NO_VOTE, /* named in a vote as one who cast nothing */
    /* Of the agenda: looked at for several names in one line only. */
    RF_USE_PARTICIPANT,
    RF_USE_GUEST,
    RF_USE_RESPONSIBLE,
};

struct rf_person_place {
    enum rf_person_use use;
    const char *field;                  /* as it is typed: "seconder", "for" */
    const struct referat_item *item;    /* NULL: of the meeting as a whole */
    const struct referat_persons *list; /* that the person stands in; NULL: it is one */
};

typedef void rf_person_visitor(void *owner, struct referat_person *person,
                               const struct rf_person_place *place);

/* Calls visit for every person that a document of the meeting names, in the order of the
 * documents; those that referat.yaml names are left out. */
void rf_roll_each_person(const struct referat_meeting *meeting, rf_person_visitor *visit,
                         void *owner);

/* A name with the letters' case, Unicode form, blanks, and kinds of dash that a reader
 * does not tell apart folded. In arena. */
const char *rf_person_key(struct rf_arena *arena, const char *name);

/* Everybody of the roll that a name means: by its whole spelling, else without the titles
 * before it, else as the beginning of one name only ("Mads"). Returns how many fit and
 * gives the first. */
size_t rf_roll_find(struct rf_arena *arena, const struct referat_meeting *meeting,
                    const char *name, const struct referat_roll_entry **found);

/* True for the whole name of somebody on the roll, titles before it left aside. */
bool rf_roll_is_name(struct rf_arena *arena, const struct referat_meeting *meeting,
                     const char *name);

/* False for who takes part without a vote: by `voting: no`; as a guest or the secretary,
 * where the participants are listed and do not have the name. */
bool rf_roll_has_vote(const struct referat_meeting *meeting,
                      const struct referat_roll_entry *entry);

/* The bytes of the longest name of somebody on the roll, or of one of the series' units,
 * that text[0..n) begins with, up to a word's border; 0: none. */
size_t rf_roll_name_at(struct rf_arena *arena, const struct referat_meeting *meeting,
                       const char *text, size_t n);

/* Everybody whose name begins with key and goes on with another word: how many, and the
 * first. */
size_t rf_roll_find_beginning(const struct referat_meeting *meeting, const char *key,
                              const struct referat_roll_entry **found);

/* The name on the roll that is nearest to another: equal but for a few letters, or for
 * the order of its words; NULL: none is near. The entry `but`, which may be NULL, is left
 * out. */
const char *rf_roll_nearest(struct rf_arena *arena, const struct referat_meeting *meeting,
                            const char *name, const struct referat_roll_entry *but);

/* Makes the roll, and finds the entry of every person in the minutes. Runs after
 * rf_model_minutes, which gives the decisions their items. */
void rf_model_roll(struct rf_model *model, struct referat_meeting *meeting);

#endif
