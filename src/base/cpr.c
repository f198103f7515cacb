/* Danish personal numbers (CPR) in text: found by their shape, and masked (base). */
#include "base/cpr.h"

#include <string.h>

#include "base/scan.h"

#define IS_DIGIT(c) (((c) >= '0') & ((c) <= '9'))
RF_SCANNER(scan_digit, IS_DIGIT)

enum { DATE_DIGITS = 6, SERIAL_DIGITS = RF_CPR_DIGITS - DATE_DIGITS };

/* ---- What may part the digits ---- */

enum parting { PARTING_NONE, PARTING_HYPHEN, PARTING_BLANK, PARTING_MARK, PARTING_BREAK };

static const struct {
    const char *bytes;
    enum parting kind;
} partings[] = {
    {"-", PARTING_HYPHEN},
    {"\xe2\x80\x90", PARTING_HYPHEN}, /* hyphen */
    {"\xe2\x80\x91", PARTING_HYPHEN}, /* non-breaking hyphen */
    {"\xe2\x80\x92", PARTING_HYPHEN}, /* figure dash */
    {"\xe2\x80\x93", PARTING_HYPHEN}, /* en dash */
    {"\xe2\x80\x94", PARTING_HYPHEN}, /* em dash */
    {"\xe2\x88\x92", PARTING_HYPHEN}, /* minus */
    {"\x96", PARTING_HYPHEN},         /* en dash in Windows-1252 */
    {"&ndash;", PARTING_HYPHEN},
    {"&#45;", PARTING_HYPHEN},
    {" ", PARTING_BLANK},
    {"\t", PARTING_BLANK},
    {"\xc2\xa0", PARTING_BLANK},     /* no-break space */
    {"\xe2\x80\x87", PARTING_BLANK}, /* figure space */
    {"\xe2\x80\x89", PARTING_BLANK}, /* thin space */
    {"\xe2\x80\xaf", PARTING_BLANK}, /* narrow no-break space */
    {"\xa0", PARTING_BLANK},         /* no-break space in Windows-1252 */
    {"&nbsp;", PARTING_BLANK},
    {"&#160;", PARTING_BLANK},
    {"%20", PARTING_BLANK},
    {"\xc2\xad", PARTING_MARK},     /* soft hyphen */
    {"\xe2\x80\x8b", PARTING_MARK}, /* zero-width space */
    {"\xad", PARTING_MARK},         /* soft hyphen in Windows-1252 */
    {"&shy;", PARTING_MARK},
    {"\\xa0", PARTING_BLANK}, /* escapes of YAML */
    {"\\u00a0", PARTING_BLANK},
    {"\\xad", PARTING_MARK},
    {"\\u00ad", PARTING_MARK},
    {"\\u2013", PARTING_HYPHEN},
    {"&#173;", PARTING_MARK},
    {"\\", PARTING_MARK},
    {"*", PARTING_MARK},
    {"_", PARTING_MARK},
    {"`", PARTING_MARK},
    {"\r\n", PARTING_BREAK},
    {"\n", PARTING_BREAK},
};

static enum parting parting_at(const char *p, size_t n, size_t *size)
{
    for (size_t i = 0; i < sizeof partings / sizeof *partings; i++) {
        *size = strlen(partings[i].bytes);
        if (*size <= n && memcmp(p, partings[i].bytes, *size) == 0) {
            return partings[i].kind;
        }
    }
    return PARTING_NONE;
}

/* Indentation, and the mark of a quotation, at the beginning of a line. */
static size_t skip_indentation(const char *text, size_t n, size_t at)
{
    while (at < n && (text[at] == ' ' || text[at] == '\t' || text[at] == '>')) {
        at++;
    }
    return at;
}

/* The offset behind what parts the six digits from the four. */
static size_t skip_parting(const char *text, size_t n, size_t at, bool *has_hyphen)
{
    enum { MOST_ON_A_LINE = 3 };
    bool has_break = false;
    size_t size;
    for (int i = 0; at < n && i < MOST_ON_A_LINE + has_break; i++) {
        enum parting kind = parting_at(text + at, n - at, &size);
        if (kind == PARTING_NONE || (kind == PARTING_BREAK && has_break)) {
            break;
        }
        *has_hyphen = *has_hyphen || kind == PARTING_HYPHEN;
        at += size;
        if (kind == PARTING_BREAK) {
            has_break = true;
            at = skip_indentation(text, n, at);
        }
    }
    return at;
}

/* ---- Digits ---- */

/* A run of digits, soft hyphens between them left out. */
struct run {
    size_t end_bytes;
    size_t count;
    char digits[RF_CPR_DIGITS]; /* the first ones */
};

static size_t soft_hyphen_size(const char *text, size_t n, size_t at)
{
    unsigned char c = at < n ? (unsigned char)text[at] : 0;
    if (c == 0xAD) {
        return 1;
    }
    return c == 0xC2 && n - at > 1 && (unsigned char)text[at + 1] == 0xAD ? 2 : 0;
}

static struct run read_run(const char *text, size_t n, size_t at)
{
    struct run run = {.end_bytes = at};
    while (at < n && IS_DIGIT(text[at])) {
        if (run.count < RF_CPR_DIGITS) {
            run.digits[run.count] = text[at];
        }
        run.count++;
        run.end_bytes = ++at;
        for (size_t size; (size = soft_hyphen_size(text, n, at)) > 0;) {
            at += size;
        }
    }
    return run;
}

static int two_digits(const char *p)
{
    return (p[0] - '0') * 10 + (p[1] - '0');
}

/* A year of two digits may be of any century: 00 has a 29 February. */
static bool is_plausible(const char *digits)
{
    static const int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int day = two_digits(digits), month = two_digits(digits + 2);
    int year = two_digits(digits + 4);
    day = day > 60 ? day - 60 : day;
    if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1]) {
        return false;
    }
    bool is_leap_day = month == 2 && day == 29;
    return (!is_leap_day || year % 4 == 0) &&
           memcmp(digits + DATE_DIGITS, "0000", SERIAL_DIGITS) != 0;
}

/* ---- What stands around ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Letters of ASCII, and the tails of those in Latin-1 (æ, ø, å). */
static bool is_letter_before(const char *text, size_t at)
{
    if (!at) {
        return false;
    }
    char c = lower(text[at - 1]);
    return (c >= 'a' && c <= 'z') || (at > 1 && (unsigned char)text[at - 2] == 0xC3);
}

static bool is_letter_at(const char *text, size_t n, size_t at)
{
    char c = at < n ? lower(text[at]) : '\0';
    return (c >= 'a' && c <= 'z') || (unsigned char)c == 0xC3;
}

/* The number's own name may touch it: "CPR0101701234". */
static bool has_own_name(const char *text, size_t at)
{
    return at >= 3 && lower(text[at - 3]) == 'c' && lower(text[at - 2]) == 'p' &&
           lower(text[at - 1]) == 'r';
}

/* "2023-010170-1234": the last parts of a longer number. */
static bool is_continued(const char *text, size_t at)
{
    return at > 1 && strchr("-/.:", text[at - 1]) && IS_DIGIT(text[at - 2]);
}

static bool is_in_address(const char *text, size_t at)
{
    enum { LONGEST_BYTES = 2000 };
    size_t end = at, lowest = at > LONGEST_BYTES ? at - LONGEST_BYTES : 0;
    while (at > lowest && !strchr(" \t\n\"'<>()|", text[at - 1])) {
        at--;
    }
    for (size_t i = at; i + 3 <= end; i++) {
        if (memcmp(text + i, "://", 3) == 0) {
            return true;
        }
    }
    return false;
}

/* A word before a number, in lower case, and where it begins. */
struct word {
    char text[24];
    size_t start_bytes;
};

static struct word word_before(const char *text, size_t at)
{
    struct word word = {0};
    while (at > 0 && strchr(" \t.:=#", text[at - 1])) {
        at--;
    }
    size_t end = at;
    while (at > 0 && (is_letter_before(text, at) || text[at - 1] == '-')) {
        at--;
    }
    size_t n = end - at < sizeof word.text ? end - at : sizeof word.text - 1;
    for (size_t i = 0; i < n; i++) {
        word.text[i] = lower(text[end - n + i]);
    }
    word.start_bytes = at;
    return word;
}

static bool is_one_of(const char *word, const char *const *list)
{
    while (*list && strcmp(*list, word) != 0) {
        list++;
    }
    return *list != NULL;
}

static bool is_account(const char *word)
{
    return strstr(word, "konto") || strstr(word, "account");
}

/* "konto 3000 0101701234": the four digits are the bank's. */
static size_t skip_bank(const char *text, size_t at)
{
    size_t end = at;
    while (end > 0 && text[end - 1] == ' ') {
        end--;
    }
    size_t start = end;
    while (start > 0 && IS_DIGIT(text[start - 1])) {
        start--;
    }
    return end - start == 4 ? start : at;
}

/* The word that says what the number is: "konto" of "konto nr. 0101701234". */
static struct word name_before(const char *text, size_t at)
{
    static const char *const fillers[] = {"nr", "nummer", "no", "number", NULL};
    struct word word = word_before(text, at);
    return is_one_of(word.text, fillers) ? word_before(text, word.start_bytes) : word;
}

static bool is_named_otherwise(const char *text, size_t at)
{
    static const char *const names[] = {"tlf",  "tel", "telefon",  "phone",   "mobil",
                                        "p-nr", "pnr", "p-nummer", "pnummer", "kr",
                                        "dkk",  "ean", "isbn",     NULL};
    struct word name = name_before(text, at);
    if (is_account(name.text) || is_one_of(name.text, names)) {
        return true;
    }
    size_t bank = skip_bank(text, at);
    return bank < at && is_account(name_before(text, bank).text);
}

static bool is_something_else(const char *text, size_t n, const struct rf_cpr *found,
                              bool has_hyphen)
{
    size_t at = found->start_bytes;
    if (is_continued(text, at)) {
        return true;
    }
    if (has_hyphen || has_own_name(text, at)) {
        return false;
    }
    return is_letter_before(text, at) || is_letter_at(text, n, found->end_bytes) ||
           (at && text[at - 1] == '+') || is_in_address(text, at) ||
           is_named_otherwise(text, at);
}

/* ---- Finding ---- */

/* Reads the number whose first run is run, at text[at]. */
static bool read_number(const char *text, size_t n, size_t at, const struct run *run,
                        struct rf_cpr *found)
{
    bool has_hyphen = false;
    struct run serial = *run;
    if (run->count == DATE_DIGITS) {
        serial = read_run(text, n, skip_parting(text, n, run->end_bytes, &has_hyphen));
    }
    if (run->count + (run->count == DATE_DIGITS ? serial.count : 0) != RF_CPR_DIGITS) {
        return false;
    }
    *found = (struct rf_cpr){.start_bytes = at, .end_bytes = serial.end_bytes};
    memcpy(found->digits, run->digits, run->count);
    if (run->count == DATE_DIGITS) {
        memcpy(found->digits + DATE_DIGITS, serial.digits, SERIAL_DIGITS);
    }
    return is_plausible(found->digits) && !is_something_else(text, n, found, has_hyphen);
}

bool rf_cpr_find(const char *text, size_t n, size_t from_bytes, struct rf_cpr *found)
{
    size_t at = scan_digit(text, from_bytes, n);
    while (at < n) {
        struct run run = read_run(text, n, at);
        if ((run.count == DATE_DIGITS || run.count == RF_CPR_DIGITS) &&
            read_number(text, n, at, &run, found)) {
            return true;
        }
        at = scan_digit(text, run.end_bytes, n);
    }
    return false;
}

void rf_cpr_mask(char *text, size_t n)
{
    struct rf_cpr found;
    for (size_t at = 0; rf_cpr_find(text, n, at, &found); at = found.end_bytes) {
        for (size_t i = found.start_bytes; i < found.end_bytes; i++) {
            text[i] = IS_DIGIT(text[i]) ? '*' : text[i];
        }
    }
}

bool rf_cpr_read(const char *text, struct rf_cpr *number)
{
    size_t n = strlen(text);
    return rf_cpr_find(text, n, 0, number) && number->start_bytes == 0 &&
           number->end_bytes == n;
}
