/* What a text begins with: one item, several, or a range of them (model).
 *
 * Names are read from left to right, each the longest that stands there (person_names.c),
 * as long as something joins them: "3, 4 og 5", "§ 63-65", "2 til 4". Two readings are
 * tried, since "3,5" is two items to some and a number with decimals to others: with
 * commas that no blank follows, which then make up the whole text, and without. */
#include <string.h>

#include "base/str.h"
#include "model/person_names.h"
#include "model/roll.h"

/* ---- What joins two names ---- */

enum joint { JOINT_NONE, JOINT_AND, JOINT_UNTIL };

static bool is_one_of(struct rf_arena *arena, const char *p, size_t n,
                      const char *const *words)
{
    const char *word = rf_fold(arena, rf_arena_copy(arena, p, n));
    while (*words && strcmp(*words, word) != 0) {
        words++;
    }
    return *words != NULL;
}

/* A word that joins two names, "og", "and", "til", with a blank after it; *p moves past
 * the word. */
static enum joint read_word(struct rf_arena *arena, const char **p)
{
    static const char *const untils[] = {"til", "to", "till", "bis", "through", NULL};
    size_t n = 0;
    while (rf_is_word(rf_name_char(*p + n))) {
        n += rf_name_char_bytes(*p + n);
    }
    enum joint joint = !n || !rf_name_blanks(*p + n)           ? JOINT_NONE
                       : is_one_of(arena, *p, n, rf_and_words) ? JOINT_AND
                       : is_one_of(arena, *p, n, untils)       ? JOINT_UNTIL
                                                               : JOINT_NONE;
    *p += joint ? n : 0;
    return joint;
}

/* What joins two names; *p moves past it and the blanks on both sides. *is_tight is set
 * for a comma that no blank follows, as in a number with decimals. */
static enum joint read_joint(struct rf_arena *arena, const char **p, bool *is_tight)
{
    const char *at = *p + strspn(*p, ".)");
    size_t before = rf_name_blanks(at);
    at += before;
    uint32_t c = rf_name_char(at);
    enum joint joint = JOINT_NONE;
    if (rf_is_dash(c)) {
        joint = JOINT_UNTIL;
        at += rf_name_char_bytes(at);
    } else if (c == ',' || c == ';' || c == '&' || c == '+') {
        joint = JOINT_AND;
        at++;
        *is_tight = *is_tight || (c == ',' && !rf_name_blanks(at));
        const char *second = at + rf_name_blanks(at);
        if (read_word(arena, &second) == JOINT_AND) { /* "3, 4, and 5" */
            at = second;
        }
    } else if (before) {
        joint = read_word(arena, &at);
    }
    if (joint) {
        *p = at + rf_name_blanks(at);
    }
    return joint;
}

/* ---- A mention ---- */

struct reading {
    struct rf_names *names;
    const char *text;
    size_t at; /* the bytes that have been read: the last name ends there */
    struct rf_mention *mention;
    struct referat_item *last;
};

/* The first problem of a mention is reported, with the words from that byte on. */
static void set_problem(struct reading *r, enum rf_mention_problem problem,
                        const struct referat_item *item, size_t from)
{
    if (!r->mention->problem) {
        r->mention->problem = problem;
        r->mention->problem_item = item;
        r->mention->name = rf_arena_copy(r->names->arena, r->text + from, r->at - from);
    }
}

/* Marks an item as one of the mention. */
static void name_item(struct reading *r, struct referat_item *item, size_t from)
{
    bool *is_named = &r->names->is_named[item->position];
    if (*is_named) {
        set_problem(r, RF_MENTION_TWICE, item, from);
    }
    r->mention->count += !*is_named;
    *is_named = true;
    r->last = item;
}

/* Takes a name that has just been read. A range means the items between its ends that are
 * of the same list; headings and sub-items among them are left out. */
static void take(struct reading *r, const struct rf_name *name, enum joint joint)
{
    const struct referat_meeting *m = r->names->meeting;
    size_t from = r->at - name->bytes;
    struct referat_item *item = name->item;
    if (name->count > 1) {
        set_problem(r, RF_MENTION_AMBIGUOUS, item, from);
    }
    if (joint && (!referat_item_is_treated(item) || !referat_item_is_treated(r->last))) {
        set_problem(r, RF_MENTION_HEADING, item, 0);
    }
    if (joint == JOINT_UNTIL) {
        const struct referat_item *above = referat_item_above(item);
        if (item->position <= r->last->position || referat_item_above(r->last) != above) {
            set_problem(r, RF_MENTION_NO_RANGE, item, 0);
            return;
        }
        for (size_t i = r->last->position + 1; i < item->position; i++) {
            struct referat_item *between = m->all_items[i];
            if (referat_item_is_treated(between) &&
                referat_item_above(between) == above) {
                name_item(r, between, from);
            }
        }
    }
    name_item(r, item, from);
}

/* A name at p, whole or without what it has in common with the first one. In a range the
 * short form is tried first: "T1-3" ends with T3, though there may be an item 3. */
static bool read_either(const struct rf_names *names, const char *before, const char *p,
                        enum joint joint, struct rf_name *name)
{
    return joint == JOINT_UNTIL
               ? rf_name_read_rest(names, before, p, name) || rf_name_read(names, p, name)
               : rf_name_read(names, p, name) ||
                     rf_name_read_rest(names, before, p, name);
}

/* Takes what follows the first name, as long as it is joined to it; a word may stand
 * before each name ("3 og punkt 4"). A second "until" ends it: what "1-3-5" means is
 * unclear. */
static void take_others(struct reading *r, const struct rf_name *first, bool may_be_tight,
                        bool *is_tight)
{
    struct rf_names *names = r->names;
    const char *before = rf_arena_copy(names->arena, r->text, first->bytes);
    bool is_range = false;
    for (;;) {
        const char *p = r->text + r->at;
        bool is_tight_here = false;
        enum joint joint = read_joint(names->arena, &p, &is_tight_here);
        struct rf_name next;
        if (!joint || (joint == JOINT_UNTIL && is_range) ||
            (is_tight_here && !may_be_tight)) {
            return;
        }
        if (!read_either(names, before, p, joint, &next)) {
            p += rf_names_word(names, p);
            if (!read_either(names, before, p, joint, &next)) {
                return;
            }
        }
        *is_tight = *is_tight || is_tight_here;
        is_range = joint == JOINT_UNTIL;
        r->at = (size_t)(p - r->text) + next.bytes;
        take(r, &next, joint);
    }
}

/* Makes the list of the items that were marked, in the agenda's order, and takes the
 * marks away. */
static void gather(struct rf_names *names, struct rf_mention *mention)
{
    const struct referat_meeting *m = names->meeting;
    size_t n = 0;
    mention->items =
        RF_ARENA_NEW_ARRAY(names->arena, mention->count + 1, struct referat_item *);
    for (size_t i = 0; n < mention->count; i++) {
        if (names->is_named[i]) {
            mention->items[n++] = m->all_items[i];
            names->is_named[i] = false;
        }
    }
}

/* One of the two readings. False where a comma has no blank after it and more text
 * follows: then it is a number with decimals. */
static bool read(struct rf_names *names, const char *text, bool may_be_tight,
                 struct rf_mention *mention)
{
    struct reading r = {.names = names, .text = text, .mention = mention};
    struct rf_name first;
    bool is_tight = false;
    *mention = (struct rf_mention){.name = ""};
    if (!rf_name_read(names, text, &first)) {
        return false;
    }
    r.at = first.bytes;
    take(&r, &first, JOINT_NONE);
    take_others(&r, &first, may_be_tight, &is_tight);
    mention->end = r.at;
    gather(names, mention);
    const char *rest = text + r.at;
    return rf_name_border(rest) == RF_BORDER_THERE &&
           !(is_tight && rest[rf_names_marks(rest)]);
}

bool rf_names_read(struct rf_names *names, const char *text, struct rf_mention *mention)
{
    return read(names, text, true, mention) || read(names, text, false, mention);
}

bool rf_names_read_one(struct rf_names *names, const char *text,
                       struct rf_mention *mention)
{
    struct reading r = {.names = names, .text = text, .mention = mention};
    struct rf_name name;
    *mention = (struct rf_mention){.name = ""};
    if (!rf_name_read(names, text, &name)) {
        return false;
    }
    r.at = mention->end = name.bytes;
    take(&r, &name, JOINT_NONE);
    gather(names, mention);
    return true;
}

void rf_model_report_mention(struct rf_model *model, const struct rf_mention *mention,
                             struct referat_span span)
{
    struct referat_diagnostic *d;
    switch (mention->problem) {
    case RF_MENTION_FINE:
        break;
    case RF_MENTION_AMBIGUOUS:
        d = rf_diag_report(model->diags, RF_CODE_AMBIGUOUS_ITEM, span,
                           "'%s' fits several items of the agenda", mention->name);
        rf_diag_related(model->diags, d, mention->problem_item->title.span,
                        "the first of them");
        rf_diag_hint(model->diags, d, "give the item an id and refer to it by that");
        break;
    case RF_MENTION_NO_RANGE:
        d = rf_diag_report(model->diags, RF_CODE_UNKNOWN_ITEM, span,
                           "'%s' is no range of items: its ends are in the wrong order, "
                           "or not of one level",
                           mention->name);
        rf_diag_hint(model->diags, d,
                     "write the earlier item first; sub-items belong to their item");
        break;
    case RF_MENTION_HEADING:
        d = rf_diag_report(model->diags, RF_CODE_UNKNOWN_ITEM, span,
                           "'%s' has a heading among the items that it names",
                           mention->name);
        rf_diag_hint(model->diags, d, "name the items alone");
        break;
    case RF_MENTION_TWICE:
        d = rf_diag_report(model->diags, RF_CODE_DUPLICATE_FIELD, span,
                           "item %s is named twice", mention->name);
        rf_diag_hint(model->diags, d, "name each item once");
        break;
    }
}
