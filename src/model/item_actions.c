/* Task-list items of the minutes become actions (model). format.md section 6. */
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/isolate.h"
#include "base/limits.h"
#include "base/str.h"
#include "model/assemble.h"
#include "model/roll.h"
#include "source/prose_node.h"
#include "source/source.h"

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
    bool is_id_empty;    /* an id: without a name behind it */
    struct referat_node *print_last, *task_last; /* ends of the two lists being made */
    struct referat_node *print_first, *task_first;
};

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

static void hang(struct referat_node **first, struct referat_node **last,
                 struct referat_node *node)
{
    if (*last) {
        (*last)->next = node;
    } else {
        *first = node;
    }
    *last = node;
}

static void print_node(struct reading *r, struct referat_node *node)
{
    hang(&r->print_first, &r->print_last, node);
}

/* What is printed and belongs to the task itself stands in both lists. */
static void keep_text(struct reading *r, const struct referat_node *like, const char *p,
                      size_t n)
{
    if (n) {
        print_node(r, text_node(r->model, like, p, n));
        hang(&r->task_first, &r->task_last, text_node(r->model, like, p, n));
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

/* What stands between quotation marks at p, or NULL; *behind is past the second. A single
 * one within a word is an apostrophe. */
static const char *quoted(struct rf_model *model, const char *p, const char *end,
                          const char **behind)
{
    bool is_single = quote_at(p, end, true) > 0;
    size_t open = quote_at(p, end, is_single);
    const char *from = p + open;
    for (const char *q = from; open && q < end; q++) {
        size_t close = quote_at(q, end, is_single);
        bool is_within =
            is_single && q + close < end && !strchr(" \t\n,;.:)!?", q[close]);
        if (close && !is_within) {
            *behind = q + close;
            return rf_arena_copy(model->arena, from, (size_t)(q - from));
        }
    }
    return NULL;
}

/* A week as it is spoken of, "uge 8": the bytes of the word and the blank, or 0. */
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

/* The value behind a token's sign: between quotation marks, or up to white space. Returns
 * what is behind it. */
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

static bool begins(const char *p, const char *end, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(end - p) > n && memcmp(p, word, n) == 0;
}

/* Up to the next blank; up to a later one where that much is nearly somebody's name:
 * "@Ilse Kragh" is one person, who is told to be unknown. */
static const char *nearly_name(struct reading *r, const char *p, const char *end,
                               const char **name)
{
    const char *behind = token_value(r->model, p, end, name);
    const char *q = behind;
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
            behind = q;
        }
    }
    return behind;
}

/* The name behind an @: quoted, else the longest of the meeting's people and units that
 * stands there, else up to the next blank. */
static const char *owner_name(struct reading *r, const char *p, const char *end,
                              const char **name)
{
    const char *behind;
    if ((*name = quoted(r->model, p, end, &behind)) != NULL) {
        return behind;
    }
    size_t n = rf_roll_name_at(r->model->arena, r->meeting, p, (size_t)(end - p));
    if (n) {
        *name = rf_arena_copy(r->model->arena, p, n);
        return p + n;
    }
    return nearly_name(r, p, end, name);
}

/* Behind an @, and behind blanks where a name stands there: "@ Mette Ravn". */
static const char *behind_sign(struct reading *r, const char *at, const char *end)
{
    const char *p = at + 1;
    while (p < end && *p == ' ') {
        p++;
    }
    bool is_name = rf_roll_name_at(r->model->arena, r->meeting, p, (size_t)(end - p)) > 0;
    return is_name ? p : at + 1;
}

static const char *take_owner(struct reading *r, const struct referat_node *like,
                              const char *p, const char *end)
{
    const char *name, *behind = owner_name(r, behind_sign(r, p, end), end, &name);
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
    return behind;
}

/* What stands between two owners, or between the last and the task; a word or sign for
 * "and" only where another owner follows. */
static const char *skip_joiners(const char *p, const char *end)
{
    static const char *const words[] = {"og ",    "and ", "und ", "och ", "samt ",
                                        "sowie ", "&",    "/",    "+"};
    while (p < end && strchr(" \t\n,;:", *p)) {
        p++;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        const char *q = p + n;
        if (!begins(p, end, words[i])) {
            continue;
        }
        while (q < end && *q == ' ') {
            q++;
        }
        if (q < end && *q == '@') {
            return q;
        }
    }
    return p;
}

/* due: and its value; what a second one says goes nowhere. */
static const char *take_deadline(struct reading *r, const char *p, const char *end)
{
    const char *value;
    p += *p == ' ' && p + 1 < end;
    const char *behind = token_value(r->model, p, end, &value);
    r->has_two = r->action->due_written ? "deadlines" : r->has_two;
    r->action->due_written = value;
    rf_deadline_parse(value, &r->action->due);
    return behind;
}

static bool is_id_at(const char *p, const char *end)
{
    return end - p >= 3 && memcmp(p, "id:", 3) == 0;
}

/* id: and its value; without one it is text, as in "find the user id: 12". */
static const char *take_id(struct reading *r, const char *p, const char *end)
{
    const char *value, *behind = token_value(r->model, p + 3, end, &value);
    if (!*value) {
        r->is_id_empty = true;
        return p;
    }
    r->has_two = r->action->own_id ? "ids" : r->has_two;
    r->action->own_id = value;
    return behind;
}

/* Reads one token at p; returns p itself where there is none. */
static const char *take_token(struct reading *r, const struct referat_node *like,
                              const char *p, const char *end)
{
    if (*p == '@' && r->is_start) {
        const char *behind = take_owner(r, like, p, end);
        if (behind == p) {
            return p;
        }
        behind = skip_joiners(behind, end);
        bool has_more = behind < end && *behind == '@';
        print_node(r, text_node(r->model, like, ", ", has_more ? 2 : 0));
        print_node(r, text_node(r->model, like, " ", has_more ? 0 : 1));
        return behind;
    }
    return begins(p, end, "due:") ? take_deadline(r, p + 4, end)
           : is_id_at(p, end)     ? take_id(r, p, end)
                                  : p;
}

static bool at_word_start(const char *text, const char *p)
{
    return p == text || strchr(" \t\n(,", p[-1]) != NULL;
}

/* An @ within the sentence is text; whom it may be meant for is kept for a note. */
static void note_mention(struct reading *r, const char *p, const char *end)
{
    const char *name;
    if (!r->action->mention && end - p > 1 && p[1] != ' ' &&
        (owner_name(r, p + 1, end, &name), *name)) {
        r->action->mention = name;
    }
}

/* Keeps what stands before a deadline or an id at p that ends at behind, without the
 * brackets that held nothing else and the blank before a mark; returns what is next. */
static const char *keep_around(struct reading *r, const struct referat_node *like,
                               const char *from, const char *p, const char *behind,
                               const char *end)
{
    if (p > from && p[-1] == '(' && behind < end && *behind == ')') {
        p--;
        behind++;
    }
    while (p > from && p[-1] == ' ' && behind < end && strchr(".,;:!?)", *behind)) {
        p--;
    }
    keep_text(r, like, from, (size_t)(p - from));
    return behind;
}

static void read_text(struct reading *r, const struct referat_node *node)
{
    const char *p = node->text, *end = p + node->text_bytes, *from = p;
    while (p < end) {
        bool is_next = r->is_start && r->owner_count; /* "@Anna/@Bo" */
        bool may_be = (*p == '@' || *p == 'd' || *p == 'i') &&
                      (is_next || at_word_start(node->text, p));
        bool is_owner = may_be && *p == '@' && r->is_start;
        /* the text before an owner is kept first, so that the order in print is the
         * author's */
        if (is_owner) {
            keep_text(r, node, from, (size_t)(p - from));
            from = p;
        }
        const char *behind = may_be ? take_token(r, node, p, end) : p;
        if (behind != p) {
            from = is_owner ? behind : keep_around(r, node, from, p, behind, end);
            p = from;
            continue;
        }
        if (may_be && *p == '@') {
            note_mention(r, p, end);
        }
        r->is_start = r->is_start && strchr(" \t\n", *p);
        p++;
    }
    keep_text(r, node, from, (size_t)(end - from));
}

/* Text runs over soft breaks: a quoted name may too. */
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
        hang(&r->task_first, &r->task_last, twin);
    }
}

/* " (Frist: 15. januar 2024)" behind the printed task. */
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

static struct referat_node *first_paragraph(const struct referat_node *item)
{
    return item->first && item->first->type == REFERAT_PARAGRAPH ? item->first : NULL;
}

/* What the task says is read, or told. */
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
                     "write the name behind the colon, as in id:new-fence; where none is "
                     "meant, say it in other words");
    }
}

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
    struct referat_node *paragraph = first_paragraph(node);
    if (paragraph) {
        read_inlines(&r, paragraph->first);
        print_deadline(&r, paragraph);
        rf_node_tidy(model->arena, r.task_first);
        rf_node_tidy(model->arena, r.print_first);
        paragraph->first = r.print_first;
    }
    action->task = r.task_first;
    action->task_plain =
        rf_trim(model->arena, rf_markdown_plain(model->arena, r.task_first));
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

static size_t count_tasks(const struct referat_node *list)
{
    size_t n = 0;
    for (const struct referat_node *node = list; node; node = node->next) {
        n += node->type == REFERAT_LIST_ITEM && node->task != REFERAT_TASK_NO;
        n += node->type < REFERAT_TEXT && node->first ? count_tasks(node->first) : 0;
    }
    return n;
}

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

/* No item has it to do, and no table would have its row. */
static void report_headings_task(struct rf_model *model,
                                 const struct referat_item *heading)
{
    struct referat_diagnostic *d = rf_diag_report(
        model->diags, RF_CODE_FIELD_WITHOUT_EFFECT, heading->minutes_heading,
        "the section of a heading has an action: a heading is no item, and "
        "has nothing to do");
    rf_diag_related(model->diags, d, heading->title.span, "the heading");
    rf_diag_hint(model->diags, d, "move the action to the section of an item");
}

static void read_tasks_of(struct rf_model *model, struct referat_meeting *m,
                          struct referat_item *item)
{
    struct referat_node *text = (struct referat_node *)item->minutes_text;
    size_t tasks = count_tasks(text);
    item->action_count = 0;
    item->actions = RF_ARENA_NEW_ARRAY(model->arena, tasks + 1, struct referat_action *);
    if (tasks && item->type == REFERAT_TYPE_HEADING) {
        report_headings_task(model, item);
    }
    read_tasks(model, m, item, text);
}

/* Actions of the meeting as a whole stand in the introduction of its minutes. */
static struct referat_item *introduction_item(struct rf_model *model,
                                              struct referat_meeting *m)
{
    struct referat_item *item = RF_ARENA_NEW(model->arena, struct referat_item);
    item->meeting = m;
    item->number = "0";
    item->anchor = rf_arena_join(model->arena, m->anchor_prefix, "referat", NULL);
    item->id.text = item->case_number.text = item->recommendation_path.text = "";
    item->title = item->public_title = item->basis = rf_model_text(model, "");
    item->minutes_text = m->minutes->introduction;
    return item;
}

void rf_model_actions(struct rf_model *model, struct referat_meeting *m)
{
    if (!m->minutes) {
        return;
    }
    size_t count = count_tasks(m->minutes->introduction);
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
    if (m->minutes->introduction && count_tasks(m->minutes->introduction)) {
        m->introduction = introduction_item(model, m);
        read_tasks_of(model, m, m->introduction);
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        read_tasks_of(model, m, m->all_items[i]);
    }
    rf_model_action_ids(model, m);
}
