/* Task-list items of the minutes become actions (model). format.md section 6.
 *
 * The first paragraph of a task is read from left to right, and two lists of nodes are
 * made of it: what the page prints (owners in bold, the task, the deadline in the words
 * of the language), which replaces the paragraph, and the task alone, for the tables.
 * Owners count only at the beginning: an @ within the sentence is text. Deadlines and ids
 * count anywhere. */
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/isolate.h"
#include "base/limits.h"
#include "base/list.h"
#include "base/prose_node.h"
#include "base/str.h"
#include "diag/source.h"
#include "model/assemble.h"
#include "model/roll.h"

/* Owners of one action; more are kept as text. */
enum { OWNER_LIMIT = 16 };

struct reading {
    struct rf_model *model;
    const struct referat_meeting *meeting;
    struct referat_action *action;
    bool is_start; /* nothing but owners has been read */
    const char *owners[OWNER_LIMIT];
    size_t owner_count;
    const char *has_two; /* "deadlines", "ids": what the task says twice; or NULL */
    bool is_id_empty;    /* an id: without a name after it */
    RF_CHAIN(struct referat_node) printed; /* the list that is printed … */
    RF_CHAIN(struct referat_node) task;    /* … and the task alone */
};

/* A new text that stands where another node does. */
static struct referat_node *text_node(struct rf_model *model,
                                      const struct referat_node *like, const char *p,
                                      size_t n)
{
    struct referat_node *node = RF_ARENA_NEW(model->arena, struct referat_node);
    node->type = REFERAT_TEXT;
    node->text = rf_arena_copy(model->arena, p, n);
    node->text_bytes = (uint32_t)n;
    node->line = like->line;
    node->start_bytes = like->start_bytes;
    return node;
}

static void print_node(struct reading *r, struct referat_node *node)
{
    RF_CHAIN_ADD(&r->printed, node);
}

/* What is printed and belongs to the task itself stands in both lists. */
static void keep_text(struct reading *r, const struct referat_node *like, const char *p,
                      size_t n)
{
    if (n) {
        struct referat_node *own = text_node(r->model, like, p, n);
        print_node(r, text_node(r->model, like, p, n));
        RF_CHAIN_ADD(&r->task, own);
    }
}

/* ---- Tokens: @NAME, @"Full Name", due:DATE, due:"words", id:NAME ---- */

/* The bytes of a quotation mark at p, of any kind that word processors set, or of one of
 * those that apostrophes are written with; 0: none. */
static size_t quote_at(const char *p, const char *end, bool is_single)
{
    static const char *const doubles[] = {
        "\"",           "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E",
        "\xE2\x80\x9F", "\xC2\xAB",     "\xC2\xBB",     NULL};
    static const char *const singles[] = {"'", "\xE2\x80\x98", "\xE2\x80\x99",
                                          "\xE2\x80\x9A", NULL};
    for (const char *const *quotes = is_single ? singles : doubles; *quotes; quotes++) {
        size_t n = strlen(*quotes);
        if ((size_t)(end - p) >= n && memcmp(p, *quotes, n) == 0) {
            return n;
        }
    }
    return 0;
}

/* The text between quotation marks at p, or NULL; *after is past the second mark. A
 * single mark within a word is an apostrophe. */
static const char *quoted(struct rf_model *model, const char *p, const char *end,
                          const char **after)
{
    bool is_single = quote_at(p, end, true) > 0;
    size_t open = quote_at(p, end, is_single);
    const char *from = p + open;
    for (const char *q = from; open && q < end; q++) {
        size_t close = quote_at(q, end, is_single);
        bool is_within =
            is_single && q + close < end && !strchr(" \t\n,;.:)!?", q[close]);
        if (close && !is_within) {
            *after = q + close;
            return rf_arena_copy(model->arena, from, (size_t)(q - from));
        }
    }
    return NULL;
}

/* A week in words, "uge 8": the bytes of the word and the blank, or 0. */
static size_t week_word_at(const char *p, const char *end)
{
    static const char *const words[] = {"uge ", "vecka ", "KW ", "week ", "uke "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(end - p) > n && strncasecmp(p, words[i], n) == 0 && p[n] >= '0' &&
            p[n] <= '9') {
            return n;
        }
    }
    return 0;
}

/* The value after a token's sign: between quotation marks, or up to white space, without
 * the marks that end a sentence. Returns where the value ends. */
static const char *token_value(struct rf_model *model, const char *p, const char *end,
                               const char **value)
{
    const char *q;
    if ((*value = quoted(model, p, end, &q)) != NULL) {
        return q;
    }
    q = p + week_word_at(p, end);
    while (q < end && !strchr(" \t\n,;", *q)) {
        q++;
    }
    while (q > p && strchr(".:)!?", q[-1])) {
        q--;
    }
    *value = rf_arena_copy(model->arena, p, (size_t)(q - p));
    return q;
}

/* True where the word stands at p, and something after it. */
static bool begins(const char *p, const char *end, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(end - p) > n && memcmp(p, word, n) == 0;
}

/* The name after an @, and where it ends: quoted; else the longest name of the meeting's
 * people and units that stands there; else up to the next blank. Up to three words are
 * taken where they are nearly somebody's name: "@Ilse Kragh" is one person, who is
 * reported as unknown under the whole name. */
static const char *owner_name(struct reading *r, const char *p, const char *end,
                              const char **name)
{
    const char *after;
    if ((*name = quoted(r->model, p, end, &after)) != NULL) {
        return after;
    }
    size_t n = rf_roll_name_at(r->model->arena, r->meeting, p, (size_t)(end - p));
    if (n) {
        *name = rf_arena_copy(r->model->arena, p, n);
        return p + n;
    }
    const char *q = after = token_value(r->model, p, end, name);
    for (int words = 0; words < 2 && q + 1 < end && *q == ' '; words++) {
        q++;
        while (q < end && !strchr(" \t\n,;:", *q)) {
            q++;
        }
        const char *more = rf_arena_copy(r->model->arena, p, (size_t)(q - p));
        if (!rf_looks_like_name(more)) {
            break;
        }
        if (rf_roll_nearest(r->model->arena, r->meeting, more, NULL)) {
            *name = more;
            after = q;
        }
    }
    return after;
}

/* Takes the owner whose @ stands at p, and prints the name in bold; returns p itself
 * where no name follows. Blanks after the @ are passed over where somebody's name comes
 * next: "@ Mette Ravn". */
static const char *take_owner(struct reading *r, const struct referat_node *like,
                              const char *p, const char *end)
{
    const char *name, *from = p + 1;
    while (from < end && *from == ' ') {
        from++;
    }
    if (!rf_roll_name_at(r->model->arena, r->meeting, from, (size_t)(end - from))) {
        from = p + 1;
    }
    const char *after = owner_name(r, from, end, &name);
    if (!*name || r->owner_count == OWNER_LIMIT) {
        return p;
    }
    r->owners[r->owner_count++] = name;
    struct referat_node *strong = text_node(r->model, like, "", 0);
    strong->type = REFERAT_STRONG;
    strong->text = NULL;
    struct rf_buf shown = {0};
    rf_put_isolated(&shown, name); /* it stands before the task, and before other names */
    strong->first = text_node(r->model, like, rf_buf_string(&shown), shown.n);
    rf_buf_clear(&shown);
    print_node(r, strong);
    return after;
}

/* Passes over the blanks and marks between two owners, or between the last one and the
 * task; over a word or sign for "and" only where another owner follows. */
static const char *skip_joiners(const char *p, const char *end)
{
    while (p < end && strchr(" \t\n,;:", *p)) {
        p++;
    }
    size_t n = rf_and_word_at(p);
    const char *q = p + n;
    if (!n && p < end && strchr("&/+", *p)) {
        q++;
    }
    while (q > p && q < end && *q == ' ') {
        q++;
    }
    return q > p && q < end && *q == '@' ? q : p;
}

/* Reads one token at p, and returns where it ends; p itself where there is none. A second
 * deadline or id replaces the first, and is reported. An id: without a name after it is
 * text, as in "find the user id: 12". */
static const char *take_token(struct reading *r, const struct referat_node *like,
                              const char *p, const char *end)
{
    struct referat_action *action = r->action;
    const char *value, *after;
    if (*p == '@' && r->is_start) {
        after = take_owner(r, like, p, end);
        if (after == p) {
            return p;
        }
        after = skip_joiners(after, end);
        bool has_more = after < end && *after == '@';
        print_node(r, text_node(r->model, like, has_more ? ", " : " ", has_more ? 2 : 1));
        return after;
    }
    if (begins(p, end, "due:")) {
        p += strlen("due:");
        p += *p == ' ' && p + 1 < end;
        after = token_value(r->model, p, end, &value);
        r->has_two = action->due_written ? "deadlines" : r->has_two;
        action->due_written = value;
        rf_deadline_parse(value, &action->due);
        return after;
    }
    if (end - p < 3 || memcmp(p, "id:", 3) != 0) {
        return p;
    }
    after = token_value(r->model, p + 3, end, &value);
    if (!*value) {
        r->is_id_empty = true;
        return p;
    }
    r->has_two = action->own_id ? "ids" : r->has_two;
    action->own_id = value;
    return after;
}

/* Keeps the text between from and a deadline or id that stands from p to after, without
 * the brackets that held nothing else, and without the blank before a mark. Returns where
 * the text goes on. */
static const char *keep_around(struct reading *r, const struct referat_node *like,
                               const char *from, const char *p, const char *after,
                               const char *end)
{
    if (p > from && p[-1] == '(' && after < end && *after == ')') {
        p--;
        after++;
    }
    while (p > from && p[-1] == ' ' && after < end && strchr(".,;:!?)", *after)) {
        p--;
    }
    keep_text(r, like, from, (size_t)(p - from));
    return after;
}

/* Reads the tokens of one text. A token begins with a word, or follows an owner at once:
 * "@Anna/@Bo". The first name after an @ within the sentence is kept, so that a rule can
 * ask whether it was meant for an owner. */
static void read_text(struct reading *r, const struct referat_node *node)
{
    const char *p = node->text, *end = p + node->text_bytes, *from = p;
    while (p < end) {
        bool is_next = r->is_start && r->owner_count;
        bool may_be = (*p == '@' || *p == 'd' || *p == 'i') &&
                      (is_next || p == node->text || strchr(" \t\n(,", p[-1]) != NULL);
        bool is_owner = may_be && *p == '@' && r->is_start;
        /* the text before an owner is kept first, so that the order in print is the
         * author's */
        if (is_owner) {
            keep_text(r, node, from, (size_t)(p - from));
            from = p;
        }
        const char *after = may_be ? take_token(r, node, p, end) : p;
        if (after != p) {
            from = is_owner ? after : keep_around(r, node, from, p, after, end);
            p = from;
            continue;
        }
        const char *name;
        if (may_be && *p == '@' && !r->action->mention && end - p > 1 && p[1] != ' ' &&
            (owner_name(r, p + 1, end, &name), *name)) {
            r->action->mention = name;
        }
        r->is_start = r->is_start && strchr(" \t\n", *p);
        p++;
    }
    keep_text(r, node, from, (size_t)(end - from));
}

/* A text and those that follow it over soft breaks, as one: a quoted name may run over a
 * break. *next is the node after them. */
static const struct referat_node *join_text(struct rf_model *model,
                                            const struct referat_node *node,
                                            const struct referat_node **next)
{
    *next = node->next;
    if (!*next || (*next)->type != REFERAT_SOFT_BREAK) {
        return node;
    }
    struct rf_buf text = {0};
    const struct referat_node *n = node;
    for (; n && (n->type == REFERAT_TEXT || n->type == REFERAT_SOFT_BREAK); n = n->next) {
        if (n->type == REFERAT_TEXT) {
            rf_buf_add(&text, n->text, n->text_bytes);
        } else {
            rf_buf_char(&text, ' ');
        }
    }
    struct referat_node *joined = text_node(model, node, text.p, text.n);
    rf_buf_clear(&text);
    *next = n;
    return joined;
}

/* Reads the inlines of a task. Links, code and so on go into both lists. */
static void read_inlines(struct reading *r, const struct referat_node *list)
{
    const struct referat_node *next;
    for (const struct referat_node *node = list; node; node = next) {
        if (node->type == REFERAT_TEXT) {
            read_text(r, join_text(r->model, node, &next));
            continue;
        }
        r->is_start = false;
        next = node->next;
        struct referat_node *copy = RF_ARENA_NEW(r->model->arena, struct referat_node);
        struct referat_node *twin = RF_ARENA_NEW(r->model->arena, struct referat_node);
        *copy = *twin = *node;
        copy->next = twin->next = NULL;
        print_node(r, copy);
        RF_CHAIN_ADD(&r->task, twin);
    }
}

/* " (Frist: 15. januar 2024)" after the printed task. */
static void print_deadline(struct reading *r, const struct referat_node *like)
{
    const struct referat_action *action = r->action;
    if (!action->due_written) {
        return;
    }
    struct rf_buf text = {0};
    rf_buf_join(&text, " (", rf_label(r->model->series, RF_LABEL_DEADLINE), ": ", NULL);
    rf_lang_deadline(r->model->lang, &action->due, action->due_written, &text);
    rf_buf_char(&text, ')');
    print_node(r, text_node(r->model, like, text.p, text.n));
    rf_buf_clear(&text);
}

/* What the task says twice, or begins to say. */
static void report_fields(struct rf_model *model, const struct reading *r)
{
    const struct referat_action *action = r->action;
    struct referat_diagnostic *d;
    if (r->has_two) {
        d = rf_diag_report(model->diags, RF_CODE_DUPLICATE_FIELD, action->span,
                           "the action %s has two %s", action->id, r->has_two);
        rf_diag_hint(model->diags, d, "keep the one that is meant");
    }
    if (r->is_id_empty) {
        d = rf_diag_report(
            model->diags, RF_CODE_NEAR_ACTION, action->span,
            "the action %s: no name follows 'id:' at once, and it is read as text",
            action->id);
        rf_diag_hint(model->diags, d,
                     "write the name after the colon, as in id:new-fence; where none is "
                     "meant, say it in other words");
    }
}

/* Makes the action of one task. Its id is the one that it gives itself, else its place:
 * meeting, item, and its number among the item's actions. */
static void read_action(struct rf_model *model, struct referat_meeting *m,
                        struct referat_item *item, struct referat_node *node)
{
    struct referat_action *action = &m->actions[m->action_count++];
    struct reading r = {.model = model, .meeting = m, .action = action, .is_start = true};
    const struct referat_source *source = m->minutes->document.source;
    action->item = item;
    action->state =
        node->task == REFERAT_TASK_DONE ? REFERAT_ACTION_DONE : REFERAT_ACTION_OPEN;
    action->span = (struct referat_span){
        source, node->start_bytes,
        node->start_bytes + (uint32_t)strcspn(source->text + node->start_bytes, "\n")};
    struct referat_node *paragraph = node->first;
    if (paragraph && paragraph->type == REFERAT_PARAGRAPH) {
        read_inlines(&r, paragraph->first);
        print_deadline(&r, paragraph);
        rf_node_tidy(model->arena, r.task.first);
        rf_node_tidy(model->arena, r.printed.first);
        paragraph->first = r.printed.first;
    }
    action->task = r.task.first;
    action->task_plain =
        rf_trim(model->arena, rf_markdown_plain(model->arena, r.task.first));
    action->owners = RF_ARENA_NEW_ARRAY(model->arena, r.owner_count + 1, const char *);
    memcpy(action->owners, r.owners, r.owner_count * sizeof *r.owners);
    action->owner_count = r.owner_count;
    item->actions[item->action_count++] = action;
    action->id =
        action->own_id
            ? action->own_id
            : rf_arena_join(model->arena, m->id, "/", item->number, "/",
                            rf_arena_decimal(model->arena, item->action_count), NULL);
    node->target = REFERAT_TARGET_ACTION;
    node->action = action;
    report_fields(model, &r);
}

/* ---- Finding them ---- */

/* Trees are shallow: the parser's limit bounds the recursion. */
static size_t count_tasks(const struct referat_node *list)
{
    size_t n = 0;
    for (const struct referat_node *node = list; node; node = node->next) {
        n += node->type == REFERAT_LIST_ITEM && node->task != REFERAT_TASK_NO;
        n += node->type < REFERAT_TEXT && node->first ? count_tasks(node->first) : 0;
    }
    return n;
}

/* Reads every task of a list of blocks, those within other tasks included. */
static void read_tasks(struct rf_model *model, struct referat_meeting *m,
                       struct referat_item *item, struct referat_node *list)
{
    for (struct referat_node *node = list; node; node = node->next) {
        if (node->type >= REFERAT_TEXT) {
            return;
        }
        if (node->type == REFERAT_LIST_ITEM && node->task != REFERAT_TASK_NO) {
            read_action(model, m, item, node);
        }
        read_tasks(model, m, item, node->first);
    }
}

/* The actions of one item's section. Those of a heading are reported: a heading has
 * nothing to do, and no table would have their rows. */
static void read_tasks_of(struct rf_model *model, struct referat_meeting *m,
                          struct referat_item *item)
{
    struct referat_node *text = (struct referat_node *)item->minutes_text;
    size_t tasks = count_tasks(text);
    item->action_count = 0;
    item->actions = RF_ARENA_NEW_ARRAY(model->arena, tasks + 1, struct referat_action *);
    if (tasks && item->type == REFERAT_TYPE_HEADING) {
        struct referat_diagnostic *d = rf_diag_report(
            model->diags, RF_CODE_FIELD_WITHOUT_EFFECT, item->minutes_heading,
            "the section of a heading has an action: a heading is no item, and "
            "has nothing to do");
        rf_diag_related(model->diags, d, item->title.span, "the heading");
        rf_diag_hint(model->diags, d, "move the action to the section of an item");
    }
    read_tasks(model, m, item, text);
}

void rf_model_actions(struct rf_model *model, struct referat_meeting *m)
{
    if (!m->minutes) {
        return;
    }
    size_t own_count = count_tasks(m->minutes->introduction), count = own_count;
    for (size_t i = 0; i < m->all_item_count; i++) {
        count += count_tasks(m->all_items[i]->minutes_text);
    }
    if (count > RF_LIMIT_ACTIONS) {
        rf_diag_report(model->diags, RF_CODE_LIMIT_EXCEEDED,
                       rf_span(m->minutes->document.source, 0, 0),
                       "more than %d actions in one meeting's minutes", RF_LIMIT_ACTIONS);
        return;
    }
    m->actions = RF_ARENA_NEW_ARRAY(model->arena, count + 1, struct referat_action);
    m->action_count = 0;
    m->introduction = NULL;
    /* actions of the meeting as a whole belong to an item 0, which no agenda lists */
    if (own_count) {
        struct referat_item *item = RF_ARENA_NEW(model->arena, struct referat_item);
        item->meeting = m;
        item->number = "0";
        item->anchor = rf_arena_join(model->arena, m->anchor_prefix, "referat", NULL);
        item->id.text = item->case_number.text = item->recommendation_path.text = "";
        item->title = item->public_title = item->basis = rf_model_text(model, "");
        item->minutes_text = m->minutes->introduction;
        m->introduction = item;
        read_tasks_of(model, m, item);
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        read_tasks_of(model, m, m->all_items[i]);
    }
    rf_model_action_ids(model, m);
}
