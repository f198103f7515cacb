/* The numbers and ids of items, looked up by the beginning of a text (model).
 *
 * Two sorted lists, of numbers and of ids, are searched for a key that grows with the
 * text, character by character, as long as some entry still begins with it; the longest
 * entry that ends where a name may end is the name. Keys are folded so that what readers
 * do not tell apart is equal: any blanks are one, "§§" is "§", and for numbers case is
 * ignored. */
#include "model/person_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

/* ---- Keys ---- */

/* A key that grows; what is beyond its room is left out, since no name is as long. */
struct key {
    char *p;
    size_t n, room;
};

/* Appends bytes, without blanks at the beginning or after another blank. */
static void put_bytes(struct key *key, const char *p, size_t n)
{
    for (size_t i = 0; i < n && key->n < key->room; i++) {
        bool is_blank = p[i] == ' ';
        if (!is_blank || (key->n && key->p[key->n - 1] != ' ')) {
            key->p[key->n++] = p[i];
        }
    }
}

/* Appends a character; blanks are one, and so are section signs. */
static void put(struct key *key, uint32_t c, bool ignores_case)
{
    if (c > 0x20 && c < 0x7F) {
        bool is_upper = ignores_case && c >= 'A' && c <= 'Z';
        put_bytes(key, &(char){(char)(is_upper ? c + ('a' - 'A') : c)}, 1);
        return;
    }
    bool is_sign =
        c == 0xA7 && key->n >= 2 && memcmp(key->p + key->n - 2, "\xC2\xA7", 2) == 0;
    if (!is_sign) {
        struct rf_buf form = {0};
        rf_utf8_put_form(&form, c, ignores_case);
        put_bytes(key, form.p ? form.p : "", form.n);
        rf_buf_clear(&form);
    }
}

/* The key of a whole text. */
static const char *make_key(struct rf_arena *arena, const char *text, bool ignores_case)
{
    enum { MOST_BYTES_OF_ONE = 32 }; /* a character's form, for one byte of it */
    size_t n = strlen(text), size;
    struct key key = {rf_arena_alloc(arena, MOST_BYTES_OF_ONE * n + 1), 0,
                      MOST_BYTES_OF_ONE * n};
    for (size_t i = 0; i < n; i += size) {
        put(&key, rf_utf8_next(text + i, n - i, &size), ignores_case);
    }
    while (key.n && key.p[key.n - 1] == ' ') {
        key.n--;
    }
    key.p[key.n] = '\0';
    return key.p;
}

/* Notes with which byte a text may begin, in any case. */
static void note_first(bool begins[256], const char *text)
{
    unsigned char c = (unsigned char)*text;
    begins[c] = true;
    if (c >= 'a' && c <= 'z') {
        begins[c - 'a' + 'A'] = true;
    }
}

/* Adds a number or id to its list, if it has any characters that count. */
static void add(struct rf_names *names, struct rf_name_list *list,
                struct referat_item *item, const char *text, bool ignores_case)
{
    if (!*text) {
        return;
    }
    const char *key = make_key(names->arena, text, ignores_case);
    size_t n = strlen(key);
    if (n) {
        list->entries[list->count++] = (struct rf_name_entry){key, item};
        names->longest_bytes = n > names->longest_bytes ? n : names->longest_bytes;
        note_first(names->begins_name, key);
    }
}

/* Entries of one key are in the agenda's order. */
static int compare(const void *left, const void *right)
{
    const struct rf_name_entry *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order ? order
                 : (a->item->position > b->item->position) -
                       (a->item->position < b->item->position);
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
    names->scratch = rf_arena_alloc(model->arena, 2 * (names->longest_bytes + 1));
    for (size_t c = 0x80; c < 0x100; c++) { /* other forms of digits, and capitals */
        names->begins_name[c] = names->begins_word[c] = true;
    }
    qsort(names->numbers.entries, names->numbers.count, sizeof(struct rf_name_entry),
          compare);
    qsort(names->ids.entries, names->ids.count, sizeof(struct rf_name_entry), compare);

    /* words before a number: the language's, the series' own label, and general ones */
    const char *const *own = model->lang->item_words;
    const char *label = rf_label(model->series, RF_LABEL_ITEM);
    const char *const general[] = {"item", "ad", "\u00a7", "\u00a7\u00a7"};
    enum { GENERAL = sizeof general / sizeof *general };
    size_t words = 0;
    while (own[words]) {
        words++;
    }
    names->words = RF_ARENA_NEW_ARRAY(model->arena, words + 2 + GENERAL, const char *);
    memcpy(names->words, own, words * sizeof *own);
    if (label != model->lang->labels[RF_LABEL_ITEM]) {
        names->words[words++] = rf_fold(model->arena, label);
    }
    memcpy(names->words + words, general, sizeof general);
    for (size_t i = 0; names->words[i]; i++) {
        note_first(names->begins_word, names->words[i]);
    }
    return names;
}

/* The order of a key and an entry's; *goes_on, whether the entry's key begins with it and
 * is longer. */
static int compare_key(const struct key *key, const char *entry, bool *goes_on)
{
    int order = strncmp(key->p, entry, key->n);
    *goes_on = order == 0 && entry[key->n];
    return order ? order : -*goes_on;
}

/* The first entry of a key; *count is 2 where there are more. goes_on: other keys begin
 * with it. */
static struct rf_name_entry *find(const struct rf_name_list *list, const struct key *key,
                                  size_t *count, bool *goes_on)
{
    size_t low = 0, high = list->count;
    bool is_longer = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_key(key, list->entries[middle].key, &is_longer) > 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t at = low;
    is_longer = false;
    while (at < list->count && compare_key(key, list->entries[at].key, &is_longer) == 0) {
        at++;
    }
    *goes_on = *goes_on || is_longer;
    *count = at - low < 2 ? at - low : 2;
    return *count ? &list->entries[low] : NULL;
}

/* ---- Where a name may end ---- */

enum { UTF8_BYTES = 4 }; /* of one character, at most */

uint32_t rf_name_char(const char *p)
{
    size_t size;
    return (unsigned char)*p < 0x80 ? (unsigned char)*p
                                    : rf_utf8_next(p, strnlen(p, UTF8_BYTES), &size);
}

size_t rf_name_char_bytes(const char *p)
{
    size_t size = *p != '\0';
    if ((unsigned char)*p >= 0x80) {
        rf_utf8_next(p, strnlen(p, UTF8_BYTES), &size);
    }
    return size;
}

enum rf_border rf_name_border(const char *p)
{
    while (!rf_is_word(rf_name_char(p)) && rf_is_unseen(rf_name_char(p))) {
        p += rf_name_char_bytes(p); /* soft hyphens, what makes a keycap of a digit */
    }
    uint32_t c = rf_name_char(p);
    uint32_t next = c ? rf_name_char(p + rf_name_char_bytes(p)) : 0;
    bool is_digit_next = next >= '0' && next <= '9';
    if (rf_is_word(c)) {
        return RF_BORDER_NONE;
    }
    if (!rf_is_word(next)) {
        return RF_BORDER_THERE;
    }
    if (c == '.' || c == '/' || c == '_' || c == '\'' || (c == ':' && is_digit_next)) {
        return RF_BORDER_NONE; /* within a longer number, a time */
    }
    return c == ',' || rf_is_dash(c) ? RF_BORDER_PERHAPS : RF_BORDER_THERE;
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
    struct key number = {names->scratch, 0, names->longest_bytes + 1};
    struct key id = {names->scratch + number.room, 0, number.room};
    bool goes_on = names->begins_name[(unsigned char)text[rf_name_blanks(text)]];
    *name = (struct rf_name){0};
    for (size_t at = 0; text[at] && goes_on && number.n <= names->longest_bytes;) {
        uint32_t c = rf_name_char(text + at);
        put(&number, c, true);
        put(&id, c, false);
        at += rf_name_char_bytes(text + at);
        if (rf_is_space(c) || rf_name_border(text + at) == RF_BORDER_NONE) {
            continue;
        }
        size_t count;
        goes_on = false;
        struct rf_name_entry *found = find(&names->ids, &id, &count, &goes_on);
        size_t numbers;
        struct rf_name_entry *by_number =
            find(&names->numbers, &number, &numbers, &goes_on);
        if (found || by_number) {
            *name = (struct rf_name){found ? found->item : by_number->item,
                                     found ? count : numbers, at};
        }
    }
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

/* Bytes of text that are the word, whatever the case of its letters; 0: it is another.
 * Capitals are those of ASCII, and of Latin-1, which are two bytes from 0xC3 on: the only
 * ones that the words before a number have. */
static size_t match_word(const char *text, const char *word)
{
    unsigned char before = 0;
    size_t n = 0;
    for (; word[n]; n++) {
        unsigned char c = (unsigned char)text[n];
        bool is_ascii = c >= 'A' && c <= 'Z';
        bool is_latin = before == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97;
        if (c + (is_ascii || is_latin ? 0x20 : 0) != (unsigned char)word[n]) {
            return 0;
        }
        before = c;
    }
    return n;
}

size_t rf_names_word(const struct rf_names *names, const char *text)
{
    size_t longest = 0;
    for (size_t i = 0; names->begins_word[(unsigned char)*text] && names->words[i]; i++) {
        size_t bytes = match_word(text, names->words[i]);
        if (!bytes) {
            continue;
        }
        size_t blanks = rf_name_blanks(text + bytes);
        unsigned char last = (unsigned char)text[bytes - 1];
        bool may_join = last == '.' || last == 0xA7; /* "pkt.3", "§3" */
        if (bytes + blanks > longest && (blanks || may_join)) {
            longest = bytes + blanks;
        }
    }
    return longest;
}

size_t rf_names_marks(const char *text)
{
    size_t n = strspn(text, ".):;,");
    n += rf_name_blanks(text + n);
    while (rf_is_dash(rf_name_char(text + n)) || rf_name_char(text + n) == ':') {
        size_t mark = rf_name_char_bytes(text + n);
        size_t blanks = rf_name_blanks(text + n + mark);
        if (!blanks && text[n + mark]) {
            break; /* "-5 degrees" is a title */
        }
        n += mark + blanks;
    }
    return n;
}
