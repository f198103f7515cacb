/* The words around ten digits that say whether they are a personal number: before them,
 * after them, and at the head of their column (base).
 *
 * The lists are Danish, with the Norwegian, Swedish, German and English words for the
 * same; tests/unit/test_cpr.c and test_cpr_around.c have texts for them. What names a
 * personal number wins over what names another one, because an overlooked personal number
 * is published. */
#include "base/cpr_internal.h"

#include <string.h>

#include "base/digits.h"
#include "base/utf8.h"

#define IS_DIGIT RF_CPR_IS_DIGIT

/* ---- Letters ---- */

static bool is_ascii_letter(char c)
{
    return rf_ascii_lower(c) >= 'a' && rf_ascii_lower(c) <= 'z';
}

/* The tail of a letter of Latin-1 (æ, ø, å) in UTF-8. */
static bool is_latin_tail(const char *text, size_t at)
{
    return at > 1 && (unsigned char)text[at - 2] == 0xC3;
}

bool rf_cpr_letter_before(const char *text, size_t at)
{
    if (!at || is_latin_tail(text, at)) {
        return at > 0;
    }
    bool is_escape = (at > 2 && text[at - 3] == '%' && rf_hex_digit(text[at - 2]) >= 0 &&
                      rf_hex_digit(text[at - 1]) >= 0) ||
                     (at > 1 && text[at - 2] == '\\');
    return is_ascii_letter(text[at - 1]) && !is_escape;
}

bool rf_cpr_letter_at(const char *text, size_t n, size_t at)
{
    return at < n && (is_ascii_letter(text[at]) || (unsigned char)text[at] == 0xC3);
}

/* A word in lower case, and where it stands. */
struct word {
    char text[32]; /* its end, where it is longer */
    size_t start_bytes;
};

/* The letters of text[start..end) in lower case, Latin-1's too. */
static struct word take_word(const char *text, size_t start, size_t end)
{
    struct word word = {.start_bytes = start};
    size_t n = end - start, most = sizeof word.text - 1;
    const char *p = text + (n > most ? end - most : start);
    n = n > most ? most : n;
    for (size_t i = 0; i < n; i++) {
        bool is_capital = i > 0 && (unsigned char)p[i - 1] == 0xC3 &&
                          (unsigned char)p[i] >= 0x80 && (unsigned char)p[i] <= 0x9E;
        word.text[i] =
            is_capital ? (char)((unsigned char)p[i] + 0x20) : rf_ascii_lower(p[i]);
    }
    return word;
}

/* The word that ends at text[at]; empty where no letter does. */
static struct word word_before(const char *text, size_t at)
{
    size_t start = at;
    while (rf_cpr_letter_before(text, start)) {
        start -= is_latin_tail(text, start) ? 2 : 1;
    }
    return take_word(text, start, at);
}

bool rf_cpr_is_word_before(const char *text, size_t at)
{
    enum { LEAST = 3 };
    struct word word = word_before(text, at);
    return strlen(word.text) >= LEAST && word.text[strspn(word.text, "abcdef")] &&
           text[at - 1] == rf_ascii_lower(text[at - 1]);
}

bool rf_cpr_is_code_before(const char *text, size_t at)
{
    enum { MOST = 2 };
    size_t n = 0;
    while (n < at && text[at - n - 1] >= 'A' && text[at - n - 1] <= 'Z') {
        n++;
    }
    if (!n && at > 0 && text[at - 1] == 'v') { /* of a version */
        n = 1;
    }
    return n > 0 && n <= MOST && !rf_cpr_letter_before(text, at - n);
}

/* ---- Words ---- */

/* Lists of words, parted by blanks; a word that ends in * stands for all that begin so.
 */
static bool is_one_of(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *entry = list; n && entry; entry = strchr(entry, ' ')) {
        entry += *entry == ' ';
        if (*entry != *word) {
            continue;
        }
        size_t length = strcspn(entry, " ");
        bool is_stem = length > 0 && entry[length - 1] == '*';
        size_t compared = is_stem ? length - 1 : length;
        if ((is_stem ? n >= compared : n == compared) &&
            memcmp(entry, word, compared) == 0) {
            return true;
        }
    }
    return false;
}

static const char own_names[] =
    "cpr* personnr* personnummer* personalnummer* personal-id fødselsnr* fødselsnummer* "
    "fødselsdag fødselsdato fødselsdata født føds fødd född født geboren geburtsdatum "
    "born "
    "birth birthday birthdate dob patientnr* patientnummer* borgernr* borgernummer* "
    "klientnr* klientnummer* sygesikring* sikringsnr* sikringsnummer* identitetsnr* "
    "identitetsnummer* ssn";

static const char own_stems[] =
    "cpr person personal fødsels føds borger patient klient sikrings sygesikrings "
    "identitets identifikations";

/* Whose numbers may be those of persons or not: they say nothing. */
static const char open_stems[] = "medlems elev ansøger ansættelses løn kort";

/* Words that themselves name another number, with their inflections. */
static const char other_names[] =
    "faktura fakturaen fakturaer fakturaerne fakturanr* fakturanummer* kreditnota "
    "ref projekt projektet aftale aftalen kontrakt kontrakten booking licens sag sagen "
    "sager sagerne sagsnr* sagsnummer* sagsid sak saken saker saksnr* "
    "saksnummer* ärende ärendet ärenden ärendenr* ärendenummer* diarienr* diarienummer* "
    "dnr jnr ordre ordren ordrer ordrerne ordrenr* ordrenummer* order orders ordernr* "
    "ordernummer* journal journalen journaler journalnr* journalnummer* arkivnr* "
    "esdh kle dokumentnr* reg regnr* registreringsnr* "
    "registreringsnummer* ean eannr* gln gtin cvr cvrnr* senr* pnr* pnummer* tlf "
    "tlfnr* bank banken bankkonto stregkode barcode "
    "tel telefon* telephone* phone* mobil mobiler mobilnr* mobilnummer* mobiltelefon* "
    "mobile handy fax telefax isbn issn ismn iban bic swift doi matr matrnr* matrikel* "
    "matrnummer* løbenr* løbenummer* lbnr* rekvisition* bestilling* varenr* varenummer* "
    "serienr* serienummer* stelnr* målernr* kundenr* kundenummer* projektnr* aftalenr* "
    "police policen policenr* bankgiro plusgiro giro giroen orgnr* "
    "organisasjonsnummer* organisationsnummer* gnr bnr invoice* case cases account* "
    "ticket* reference* docket* rechnung* konto kontoen kontonr* kontonummer* konti "
    "kontonr* auftrag* bestellung* bestellnr* aktenzeichen* az blz vorgang* "
    "kundennummer* rechnr* telnr* version* build patent* postnr* bilagsnr* ";

/* "dokument id", "pakke nr.": what has numbers, and is no name of one alone. */
static const char numbered_things[] =
    "se sags dokument dokumentet dok bilag ejendom bygning anlæg opgave pakke "
    "forsendelse "
    "sporings tracking måler vare model serie police skærm maskine nøgle medie post "
    "document parcel item file";

static const char quantities[] =
    "kr kroner dkk eur euro usd gbp nok sek isk chf pln mio mia beløb beløbet pris "
    "prisen "
    "priser sum summen belop belopp betrag preis summe amount price total totalt saldo "
    "moms budget regnskab udgift udgifter indtægt indtægter antal anzahl count number "
    "kl klokken klokkeslæt tid tidspunkt tidsrum time times tider uhrzeit zeit uhr start "
    "slut varighed timer minutter år årstal jahr year areal m km kg stk forbrug længde";

static const char dates[] =
    "dato datoen datoer mødedato mødedag date dates datum datums forfald forfaldsdato "
    "frist fristen deadline bilagsdato bogføringsdato fakturadato betalingsdato "
    "sitzungsdatum mødedatum dag";

static const char serials[] =
    "løbenr* løbenummer* lbnr* lnr sidste serienr* kontrol* kontrolcifre fire sista last";

static const char fillers[] = "nr nrs no num nummer numre number numbers id kode code";

static bool ends_with(const char *word, const char *ending, size_t *stem_bytes)
{
    size_t n = strlen(word), m = strlen(ending);
    *stem_bytes = n > m ? n - m : 0;
    return n > m && strcmp(word + n - m, ending) == 0;
}

/* Of "medlemsnr.", "måler-nummer": the number of what the stem names. */
static enum rf_cpr_name name_of_stem(const char *stem)
{
    return is_one_of(own_stems, stem)    ? RF_NAME_OWN
           : is_one_of(open_stems, stem) ? RF_NAME_NONE
                                         : RF_NAME_OTHER;
}

/* What a word by itself names: by the lists, or as a compound by its ending. */
static enum rf_cpr_name name_of_word(const char *word)
{
    static const char *const endings[] = {"nr", "nummer", "nummeret", "numre", "number"};
    if (is_one_of(own_names, word)) {
        return RF_NAME_OWN;
    }
    if (is_one_of(other_names, word)) {
        return RF_NAME_OTHER;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n;
        if (ends_with(word, endings[i], &n)) {
            return name_of_stem(take_word(word, 0, n).text);
        }
    }
    size_t n;
    bool is_account = ends_with(word, "konto", &n) || ends_with(word, "kontoen", &n) ||
                      ends_with(word, "faktura", &n) || ends_with(word, "ordre", &n);
    return is_account ? RF_NAME_OTHER : RF_NAME_NONE;
}

/* ---- Before a number ---- */

/* Back over signs that may stand between a name and its number, on one line, and over the
 * blanks of Unicode that word processors put there: U+00A0, U+202F, U+2009. */
static size_t skip_back(const char *text, size_t at, const char *passed)
{
    enum { MOST_BYTES = 64 };
    size_t lowest = at > MOST_BYTES ? at - MOST_BYTES : 0;
    while (at > lowest) {
        size_t wide = at > 1 && memcmp(text + at - 2, "\xc2\xa0", 2) == 0 ? 2
                      : at > 2 && (memcmp(text + at - 3, "\xe2\x80\xaf", 3) == 0 ||
                                   memcmp(text + at - 3, "\xe2\x80\x89", 3) == 0)
                          ? 3
                          : 0;
        if (!wide && (!text[at - 1] || !strchr(passed, text[at - 1]))) {
            break;
        }
        at -= wide ? wide : 1;
    }
    return at;
}

/* Back over the border of a cell; at where there is none. */
static size_t skip_border(const char *text, size_t at)
{
    size_t end = skip_back(text, at, " \t\"");
    return end > 0 && strchr("|;,", text[end - 1]) ? skip_back(text, end - 1, " \t\"*_:.")
                                                   : at;
}

/* The name whose last word ends at text[at]; *start is where it begins. */
static enum rf_cpr_name name_ending_at(const char *text, size_t at, size_t *start)
{
    struct word word = word_before(text, at);
    *start = word.start_bytes;
    if (!word.text[0]) {
        return RF_NAME_NONE;
    }
    if (is_one_of(fillers, word.text)) {
        size_t end = skip_back(text, word.start_bytes, " .-_");
        struct word first = word_before(text, end);
        bool is_letter = is_one_of("j m p r s", first.text); /* "P-nr.", "j.nr." */
        if (first.text[0]) {
            *start = first.start_bytes;
            bool is_joined = end + 1 == word.start_bytes && text[end] != ' ';
            enum rf_cpr_name name = is_one_of(numbered_things, first.text)
                                        ? RF_NAME_OTHER
                                        : name_of_word(first.text);
            return is_letter                           ? RF_NAME_OTHER
                   : name == RF_NAME_NONE && is_joined ? name_of_stem(first.text)
                                                       : name;
        }
    }
    return is_one_of("kr kroner dkk eur usd gbp nok sek chf", word.text)
               ? RF_NAME_QUANTITY
               : name_of_word(word.text);
}

/* "konto 3000 0101701234": the four digits are the bank's. */
static size_t skip_bank(const char *text, size_t at)
{
    size_t end = skip_back(text, at, " ");
    size_t start = end;
    while (start > 0 && IS_DIGIT(text[start - 1])) {
        start--;
    }
    return end < at && end - start == 4 ? skip_back(text, start, " .:") : at;
}

enum rf_cpr_name rf_cpr_name_before(const char *text, size_t at, unsigned how)
{
    const char *passed =
        how & RF_CPR_IS_JOINED ? " \t\r.:=#*_`\"'([{-/>" : " \t\r.:=#*_`\"'([{->";
    size_t start, end = skip_back(text, at, " \t");
    bool is_next_line = end > 1 && text[end - 1] == '\n' && !(how & RF_CPR_IN_ROWS);
    end = skip_back(text, is_next_line ? end - 1 : at, passed);
    if ((end > 0 && strchr("$", text[end - 1])) ||
        (end > 1 && memcmp(text + end - 2, "\xc2\xa3", 2) == 0) ||
        (end > 2 && memcmp(text + end - 3, "\xe2\x82\xac", 3) == 0)) { /* $ £ € */
        return RF_NAME_QUANTITY;
    }
    enum rf_cpr_name name = name_ending_at(text, end, &start);
    size_t border = skip_border(text, at), bank = skip_bank(text, at);
    if (name == RF_NAME_NONE && border < at) {
        name = name_ending_at(text, border, &start);
        start = skip_back(text, start, " \t\"*_");
        bool is_whole_cell = start == 0 || strchr("|;,\n", text[start - 1]);
        return is_whole_cell ? name : RF_NAME_NONE;
    }
    if (name == RF_NAME_NONE && bank < at) {
        name = name_ending_at(text, bank, &start);
        return name == RF_NAME_OTHER ? name : RF_NAME_NONE;
    }
    return name;
}

/* ---- At the head of a column ---- */

/* Of the words in a head, the one that says most about a personal number counts. */
enum rf_cpr_name rf_cpr_name_of_head(const char *text, size_t n)
{
    static const enum rf_cpr_name ranks[] = {
        [RF_NAME_NONE] = 0,  [RF_NAME_DATE] = 1,   [RF_NAME_QUANTITY] = 2,
        [RF_NAME_OTHER] = 3, [RF_NAME_SERIAL] = 4, [RF_NAME_OWN] = 5};
    enum rf_cpr_name best = RF_NAME_NONE;
    for (size_t i = 0; i < n; i++) {
        size_t start = i;
        while (rf_cpr_letter_at(text, n, i)) {
            i += (unsigned char)text[i] == 0xC3 && i + 1 < n ? 2 : 1;
        }
        struct word word = take_word(text, start, i);
        enum rf_cpr_name name = is_one_of(serials, word.text)      ? RF_NAME_SERIAL
                                : is_one_of(quantities, word.text) ? RF_NAME_QUANTITY
                                : is_one_of(dates, word.text)      ? RF_NAME_DATE
                                                              : name_of_word(word.text);
        best = ranks[name] > ranks[best] ? name : best;
    }
    return best;
}

/* ---- After a number ---- */

static const char units[] =
    "kr kroner dkk eur euro usd gbp nok sek isk chf pln mio million* milliard* "
    "stk styk kg ton tons km kvm cm hl liter kwh mwh gwh kw mw kwp pct procent "
    "prosent percent prozent promille timer minutter sekunder dage uger måneder point "
    "points byte bytes kb mb gb tb m2 m3 km2 "
    "m² m³ km²";

static const char short_units[] = "m g l t h w kl mm ha mia mill";

static const char counted[] =
    "medlemmer elever borgere personer børn stemmer boliger ansatte deltagere beboere "
    "lejere brugere besøgende husstande eksemplarer sider indbyggere patienter biler "
    "cyklister passagerer henvendelser sager ansøgninger enheder pladser members people "
    "persons pupils votes copies visitors residents invånare medlemmar innbyggere elever "
    "mitglieder personen einwohner";

/* A currency, per mille, degrees or per cent; "%C3" is an encoded byte. */
static bool is_sign_of_unit(const char *text, size_t n, size_t at)
{
    static const char *const signs[] = {"\xe2\x82\xac", "\xc2\xa3", "$",
                                        "\xe2\x80\xb0", "\xc2\xb0", "&euro;"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i]);
        if (n - at >= length && memcmp(text + at, signs[i], length) == 0) {
            return true;
        }
    }
    return text[at] == '%' && !(n - at > 2 && rf_hex_digit(text[at + 1]) >= 0 &&
                                rf_hex_digit(text[at + 2]) >= 0);
}

/* "1234,50", "1234,-". */
static bool has_decimals(const char *text, size_t n, size_t at)
{
    if (n - at < 2 || !strchr(",.", text[at]) || !text[at]) {
        return false;
    }
    size_t end = at + 1;
    while (end < n && IS_DIGIT(text[end])) {
        end++;
    }
    return end > at + 1 || (text[at] == ',' && text[at + 1] == '-');
}

/* Past at most two blanks of any kind. */
static size_t skip_blanks(const char *text, size_t n, size_t at)
{
    enum { MOST = 2 };
    for (int i = 0; i < MOST && at < n; i++) {
        if (text[at] == ' ') {
            at++;
        } else if (n - at > 1 && memcmp(text + at, "\xc2\xa0", 2) == 0) {
            at += 2;
        } else if (n - at > 2 && memcmp(text + at, "\xe2\x80\xaf", 3) == 0) {
            at += 3;
        } else if (n - at > 5 && memcmp(text + at, "&nbsp;", 6) == 0) {
            at += 6;
        }
    }
    return at;
}

bool rf_cpr_unit_at(const char *text, size_t n, size_t at, bool is_loose)
{
    if (is_loose && at < n && has_decimals(text, n, at)) {
        return true;
    }
    at = skip_blanks(text, n, at);
    if (at == n) {
        return false;
    }
    size_t end = at;
    while (rf_cpr_letter_at(text, n, end)) {
        end += (unsigned char)text[end] == 0xC3 && end + 1 < n ? 2 : 1;
    }
    if (end == at) {
        return is_sign_of_unit(text, n, at);
    }
    if (end < n &&
        (text[end] == '2' || text[end] == '3')) { /* of square metres, "m2" … */
        end++;
    } else if (n - end > 1 && (memcmp(text + end, "\xc2\xb2", 2) == 0 ||
                               memcmp(text + end, "\xc2\xb3", 2) == 0)) { /* … or "m²" */
        end += 2;
    }
    struct word word = take_word(text, at, end);
    return is_one_of(units, word.text) ||
           (is_loose &&
            (is_one_of(short_units, word.text) || is_one_of(counted, word.text)));
}
