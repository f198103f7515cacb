/* The numbers and ids of items, looked up by the beginning of a text (model). */
#include "model/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

/* ---- Keys ---- */

/* Appends a character to a key; blanks are one, and so are section signs. */
static void put(struct rf_buf *key, uint32_t c, bool ignores_case)
{
    size_t n = key->n;
    bool is_sign = c == 0xA7 && n >= 2 && memcmp(key->p + n - 2, "\xC2\xA7", 2) == 0;
    if (!is_sign) {
        rf_utf8_put_form(key, c, ignores_case);
    }
    if (key->n > n && key->p[n] == ' ' && (n == 0 || key->p[n - 1] == ' ')) {
        key->n = n;
    }
}

static const char *make_key(struct rf_arena *arena, const char *text, bool ignores_case)
{
    struct rf_buf key = {0};
    size_t n = strlen(text), size;
    for (size_t i = 0; i < n; i += size) {
        put(&key, rf_utf8_next(text + i, n - i, &size), ignores_case);
    }
    while (key.n && key.p[key.n - 1] == ' ') {
        key.n--;
    }
    const char *copy = rf_arena_copy(arena, key.n ? key.p : "", key.n);
    rf_buf_clear(&key);
    return copy;
}

static void add(struct rf_names *names, struct rf_name_list *list,
                struct referat_item *item, const char *text, bool ignores_case)
{
    const char *key = make_key(names->arena, text, ignores_case);
    size_t n = strlen(key);
    if (n) {
        list->entries[list->count++] = (struct rf_name_entry){key, item};
        names->longest_bytes = n > names->longest_bytes ? n : names->longest_bytes;
    }
}

static int compare(const void *left, const void *right)
{
    const struct rf_name_entry *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order ? order
                 : (a->item->position > b->item->position) -
                       (a->item->position < b->item->position);
}

static void take_words(struct rf_names *names, struct rf_model *model)
{
    const char *const *own = model->lang->item_words;
    size_t count = 0;
    while (own[count]) {
        count++;
    }
    names->words = RF_ARENA_NEW_ARRAY(model->arena, count + 6, const char *);
    for (size_t i = 0; i < count; i++) {
        names->words[i] = rf_fold(model->arena, own[i]);
    }
    names->words[count++] = rf_fold(model->arena, rf_label(model->series, RF_LABEL_ITEM));
    names->words[count++] = rf_fold(model->arena, model->lang->labels[RF_LABEL_ITEM]);
    names->words[count++] = "item";
    names->words[count++] = "\u00a7";
    names->words[count] = "\u00a7\u00a7";
}

struct rf_names *rf_names_make(struct rf_model *model, const struct referat_meeting *m)
{
    struct rf_names *names = RF_ARENA_NEW(model->arena, struct rf_names);
    size_t count = m->all_item_count + 1;
    names->arena = model->arena;
    names->meeting = m;
    names->numbers.entries =
        RF_ARENA_NEW_ARRAY(model->arena, count, struct rf_name_entry);
    names->ids.entries = RF_ARENA_NEW_ARRAY(model->arena, count, struct rf_name_entry);
    names->is_named = RF_ARENA_NEW_ARRAY(model->arena, count, bool);
    for (size_t i = 0; i < m->all_item_count; i++) {
        add(names, &names->numbers, m->all_items[i], m->all_items[i]->number, true);
        add(names, &names->ids, m->all_items[i], m->all_items[i]->id.text, false);
    }
    qsort(names->numbers.entries, names->numbers.count, sizeof(struct rf_name_entry),
          compare);
    qsort(names->ids.entries, names->ids.count, sizeof(struct rf_name_entry), compare);
    take_words(names, model);
    return names;
}

/* The first entry of a key; *count is 2 where there are more. */
static struct rf_name_entry *find(const struct rf_name_list *list, struct rf_buf *key,
                                  size_t *count)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(list->entries[middle].key, rf_buf_string(key)) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *count = 0;
    while (*count < 2 && low + *count < list->count &&
           strcmp(list->entries[low + *count].key, rf_buf_string(key)) == 0) {
        ++*count;
    }
    return *count ? &list->entries[low] : NULL;
}

/* ---- Where a name may end ---- */

enum { UTF8_BYTES = 4 }; /* of one character, at most */

uint32_t rf_name_char(const char *p)
{
    size_t size;
    return *p ? rf_utf8_next(p, strnlen(p, UTF8_BYTES), &size) : 0;
}

size_t rf_name_char_bytes(const char *p)
{
    size_t size = 0;
    if (*p) {
        rf_utf8_next(p, strnlen(p, UTF8_BYTES), &size);
    }
    return size;
}

bool rf_name_is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

enum rf_border rf_name_border(const char *p)
{
    uint32_t c = rf_name_char(p);
    uint32_t next = c ? rf_name_char(p + rf_name_char_bytes(p)) : 0;
    if (rf_is_word(c)) {
        return RF_BORDER_NONE;
    }
    if (!rf_is_word(next)) {
        return RF_BORDER_THERE;
    }
    if (c == '.' || c == '/' || c == '_' || c == '\'' || (c == ':' && is_digit(next))) {
        return RF_BORDER_NONE; /* within a longer number, a time */
    }
    return c == ',' || rf_name_is_dash(c) ? RF_BORDER_PERHAPS : RF_BORDER_THERE;
}

size_t rf_name_blanks(const char *p)
{
    size_t n = 0;
    while (rf_is_space(rf_name_char(p + n))) {
        n += rf_name_char_bytes(p + n);
    }
    return n;
}

/* ---- One name ---- */

bool rf_name_read(const struct rf_names *names, const char *text, struct rf_name *name)
{
    struct rf_buf number = {0}, id = {0};
    *name = (struct rf_name){0};
    for (size_t at = 0; text[at] && (number.n <= names->longest_bytes ||
                                     id.n <= names->longest_bytes);) {
        uint32_t c = rf_name_char(text + at);
        put(&number, c, true);
        put(&id, c, false);
        at += rf_name_char_bytes(text + at);
        if (rf_is_space(c) || rf_name_border(text + at) == RF_BORDER_NONE) {
            continue;
        }
        size_t count;
        struct rf_name_entry *found = find(&names->ids, &id, &count);
        found = found ? found : find(&names->numbers, &number, &count);
        if (found) {
            *name = (struct rf_name){found->item, count, at};
        }
    }
    rf_buf_clear(&number);
    rf_buf_clear(&id);
    return name->count > 0;
}

bool rf_name_read_rest(const struct rf_names *names, const char *before, const char *text,
                       struct rf_name *name)
{
    size_t n = 0, size = 1;
    for (; text[n] && size && rf_is_word(rf_name_char(text + n)); n += size) {
        size = rf_name_char_bytes(text + n);
    }
    size_t before_digits = strcspn(before, "0123456789");
    size_t before_last = strlen(before);
    while (before_last && !strchr("./- ", before[before_last - 1])) {
        before_last--;
    }
    const size_t kept[] = {before_last, before_digits};
    for (size_t i = 0; n && i < sizeof kept / sizeof *kept; i++) {
        const char *whole =
            rf_arena_join(names->arena, rf_arena_copy(names->arena, before, kept[i]),
                          rf_arena_copy(names->arena, text, n), NULL);
        if (kept[i] && rf_name_read(names, whole, name) && name->bytes == strlen(whole) &&
            rf_name_border(text + n) != RF_BORDER_NONE) {
            name->bytes = n;
            return true;
        }
    }
    return false;
}

/* ---- Around it ---- */

/* Bytes of text that are the word, whatever its case; 0: others. */
static size_t match_word(struct rf_arena *arena, const char *text, const char *word)
{
    size_t bytes = 0;
    char first = *text >= 'A' && *text <= 'Z' ? (char)(*text + 'a' - 'A') : *text;
    if ((unsigned char)first < 0x80 && first != *word) {
        return 0;
    }
    for (size_t n = rf_utf8_count(word, strlen(word)); n && text[bytes]; n--) {
        bytes += rf_name_char_bytes(text + bytes);
    }
    return strcmp(rf_fold(arena, rf_arena_copy(arena, text, bytes)), word) == 0 ? bytes
                                                                                : 0;
}

size_t rf_names_word(const struct rf_names *names, const char *text)
{
    size_t longest = 0;
    for (size_t i = 0; names->words[i]; i++) {
        size_t bytes = match_word(names->arena, text, names->words[i]);
        size_t behind = rf_name_blanks(text + bytes);
        unsigned char last = bytes ? (unsigned char)text[bytes - 1] : 'x';
        bool may_join = last == '.' || last == 0xA7; /* "pkt.3", "§3" */
        if (bytes && bytes + behind > longest && (behind || may_join)) {
            longest = bytes + behind;
        }
    }
    return longest;
}

size_t rf_names_marks(const char *text)
{
    size_t n = strspn(text, ".):;,");
    n += rf_name_blanks(text + n);
    while (rf_name_is_dash(rf_name_char(text + n)) || rf_name_char(text + n) == ':') {
        size_t mark = rf_name_char_bytes(text + n);
        size_t behind = rf_name_blanks(text + n + mark);
        if (!behind && text[n + mark]) {
            break; /* "-5 degrees" is a title */
        }
        n += mark + behind;
    }
    return n;
}
