/* The numbers and ids that a meeting's items are called by, and the texts that begin with
 * them: "3", "§ 63", "PS 47/2026", "3-5", "3, 4 og 5" (model). format.md sections 5, 6
 * and
 * 10. It reads headings of the minutes, keys of `decisions`, and lines of the body that
 * only look like a heading.
 *
 * Hard to see: a number is a label that people gave, and may hold blanks and signs. The
 * longest one that the text begins with counts, and only then whether a second one
 * follows. */
#ifndef RF_MODEL_PERSON_NAMES_H
#define RF_MODEL_PERSON_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/assemble.h"

/* A number or an id, in the form in which it is looked up. */
struct rf_name_entry {
    const char *key;
    struct referat_item *item;
};

struct rf_name_list {
    struct rf_name_entry *entries; /* sorted by key, then by the items' places */
    size_t count;
};

/* Of one meeting, as its items are numbered now. */
struct rf_names {
    struct rf_arena *arena;
    const struct referat_meeting *meeting;
    struct rf_name_list numbers, ids;
    size_t longest_bytes; /* of a key */
    bool *is_named;       /* by position: the items of the mention that is being read */
    const char **words;   /* before a number, in small letters; NULL at the end */
    bool begins_name[256], begins_word[256]; /* with which byte one may begin */
    char *scratch;                           /* for two keys */
};

/* In the model's arena. */
struct rf_names *rf_names_make(struct rf_model *model, const struct referat_meeting *m);

/* ---- What a text begins with (mention.c) ---- */

enum rf_mention_problem {
    RF_MENTION_FINE,
    RF_MENTION_AMBIGUOUS, /* a number that several items have */
    RF_MENTION_NO_RANGE,  /* its ends are not of one list, or the wrong way round */
    RF_MENTION_TWICE,     /* an item is named twice */
    RF_MENTION_HEADING,   /* a heading among several items */
};

struct rf_mention {
    struct referat_item **items; /* each once, in the agenda's order */
    size_t count;
    size_t end; /* bytes of the text that name them */
    enum rf_mention_problem problem;
    const char *name;                        /* the words that have it; in the arena */
    const struct referat_item *problem_item; /* that they mean */
};

/* Reads the items that text begins with. False where that is no number or id of one.
 * Numbers are compared without regard to case, ids with it; blanks of any kind and number
 * are one. */
bool rf_names_read(struct rf_names *names, const char *text, struct rf_mention *mention);

/* The first of the items that text begins with alone, where it names several. */
bool rf_names_read_one(struct rf_names *names, const char *text,
                       struct rf_mention *mention);

/* Reports what is wrong with a mention at span: unknown-item, ambiguous-item,
 * duplicate-field. */
void rf_model_report_mention(struct rf_model *model, const struct rf_mention *mention,
                             struct referat_span span);

/* ---- One name, and what stands around it (person_names.c) ---- */

/* Bytes of the word before a number that text begins with, and of the blanks after it
 * ("Punkt ", "Sag ", "pkt. "); 0: none. */
size_t rf_names_word(const struct rf_names *names, const char *text);

/* Bytes of the marks and blanks between a number and a title: ". ", ": ", " – ". */
size_t rf_names_marks(const char *text);

struct rf_name {
    struct referat_item *item; /* the first that has it … */
    size_t count;              /* 2: others have it as well */
    size_t bytes;              /* of the text */
};

/* The longest number or id that text begins with; false: none. */
bool rf_name_read(const struct rf_names *names, const char *text, struct rf_name *name);

/* A number that leaves out what it has in common with the one before: "§ 63-65", "T1-3",
 * "3.A-C". */
bool rf_name_read_rest(const struct rf_names *names, const char *before, const char *text,
                       struct rf_name *name);

/* Whether a name may end in front of p. Perhaps: a comma or dash that a word follows at
 * once means a second name, or none. */
enum rf_border { RF_BORDER_NONE, RF_BORDER_PERHAPS, RF_BORDER_THERE };
enum rf_border rf_name_border(const char *p);

/* The character at p and its bytes; 0 at the end. */
uint32_t rf_name_char(const char *p);
size_t rf_name_char_bytes(const char *p);

/* Bytes of the blanks, of any kind, that p begins with. */
size_t rf_name_blanks(const char *p);

/* ---- Sections (sections.c) ---- */

/* Cuts the minutes' body and gives each item its section; look takes headings that begin
 * none. */
struct rf_near_look;
void rf_model_sections(struct rf_model *model, struct referat_meeting *meeting,
                       struct rf_names *names, struct rf_near_look *look);

#endif
