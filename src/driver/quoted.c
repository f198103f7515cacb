/* Closed text in open places, over a whole series (driver).
 *
 * Nothing of it can be said before all meetings are known: a later meeting may close what
 * an earlier one quotes, or have the same title open. So each unit keeps what its closed
 * parts make unsayable, as digests, and where a series has any, its meetings are loaded
 * once more at the end and looked through. */
#include "driver/quoted.h"

#include <fcntl.h>
#include <string.h>

#include "base/codec.h"
#include "base/digest.h"
#include "base/list.h"
#include "diag/source.h"
#include "driver/internal.h"
#include "driver/shown.h"
#include "load/meeting.h"

enum {
    SHOWN_BYTES = 80,     /* of a quote, in a message */
    MOST_FINDINGS = 1000, /* that are reported; the rest is counted */
};

/* An open place that holds something closed. */
struct finding {
    struct finding *next;
    size_t quotable, order; /* its index; the folder */
    size_t text, block;     /* where it stands in it */
    enum rf_text_kind kind;
    struct referat_span place; /* an excerpt; no source: see file */
    const char *file;
    const char *words; /* the quote */
    struct referat_span closed_place;
};

struct search {
    struct referat *run;
    struct rf_arena *arena; /* of the findings */
    struct finding *first, **end;
    size_t order; /* of the folder that is looked through */
};

static const size_t settings_order = SIZE_MAX;

/* ---- Loading ---- */

/* The meeting of the at-th folder once more, without a word; NULL: it cannot be loaded.
 * It lives until the next one. */
static struct referat_meeting *load_again(struct referat *run, size_t at)
{
    struct rf_arena *arena = &run->lookup_arena;
    struct rf_diags silent;
    const char **own_folders;
    rf_arena_reset(arena);
    rf_diags_init(&silent, arena);
    silent.is_silent = true;
    struct rf_loader loader = rf_run_loader(run, arena, &silent);
    loader.wants_hashes = false;
    struct referat_meeting *m =
        rf_load_meeting(&loader, run->known.folders[at].path, &own_folders);
    if (m) {
        const struct rf_known known = rf_known_quiet(&run->known);
        struct rf_model model = rf_run_model(run, arena, &silent, &known);
        run->known.current = at;
        rf_model_build(&model, m);
    }
    rf_record_release(&run->known.record);
    return m;
}

/* ---- Finding ---- */

/* The quote as the text has it, on one line. */
static const char *words_of(struct rf_arena *arena, const struct rf_quote *quote)
{
    const struct rf_word *words = quote->folded->words;
    const char *p = quote->words + words[quote->first].from;
    size_t n = words[quote->last].to - words[quote->first].from;
    size_t shown = n < SHOWN_BYTES ? n : SHOWN_BYTES;
    while (shown < n && ((unsigned char)p[shown] & 0xc0) == 0x80) {
        shown--;
    }
    return rf_arena_format(arena, "%.*s%s", (int)shown, p, shown < n ? "…" : "");
}

static void take_quote(void *owner, const struct rf_quote *quote)
{
    struct search *s = owner;
    enum rf_text_kind kind = quote->text->kind;
    struct referat_span span = rf_quote_span(quote);
    if (!span.source && kind != RF_TEXT_PATH && kind != RF_TEXT_FOLDER) {
        return; /* made of others, as the title of a meeting that has none */
    }
    struct finding *f = RF_ARENA_NEW(s->arena, struct finding);
    *f = (struct finding){
        .quotable = quote->quotable,
        .order = s->order,
        .text = quote->number,
        .block = quote->block,
        .kind = kind,
        .place = rf_source_excerpt(s->arena, span),
        .words = words_of(s->arena, quote),
    };
    if (!span.source) {
        const char *name =
            s->order == settings_order ? "referat.yaml" : quote->text->text;
        f->file = rf_arena_join(s->arena, s->run->root_name, name, NULL);
    }
    RF_CHAIN_ADD(s, f);
}

static bool is_looked_through(const struct referat *run, size_t at)
{
    const struct rf_folder *folder = &run->known.folders[at];
    return folder->state == RF_FOLDER_MEETING && !folder->is_left_out &&
           folder->meeting && !folder->meeting->is_unread;
}

/* ---- The first look: which quotables are in which meeting ---- */

/* Of a folder's meeting, as it is kept for a later run: numbers of quotables, twice their
 * index, and one more for a title that it has open. */
struct held {
    uint32_t folder, count;
};

static void hold(struct search *s, uint32_t number)
{
    struct rf_buf *out = &s->run->held;
    rf_buf_add(out, (const char *)&number, sizeof number);
}

static void hold_quote(void *owner, const struct rf_quote *quote)
{
    hold(owner, 2 * (uint32_t)quote->quotable);
}

static void hold_open(void *owner, size_t quotable)
{
    hold(owner, 2 * (uint32_t)quotable + 1);
}

/* Writes the head in front of the numbers that were added since start, or takes it away
 * where there are none. */
static void close_held(struct search *s, size_t start)
{
    struct rf_buf *out = &s->run->held;
    const struct held head = {(uint32_t)s->order,
                              (uint32_t)((out->n - start) / sizeof(uint32_t))};
    if (head.count) {
        memcpy(out->p + start - sizeof head, &head, sizeof head);
    } else {
        out->n = start - sizeof head;
    }
}

static void look_first(struct search *s, size_t at)
{
    struct referat *run = s->run;
    const struct rf_quotes_look look = {&run->quotes, &run->lookup_arena, s, hold_quote,
                                        hold_open};
    const struct referat_meeting *m = load_again(run, at);
    const struct held none = {0, 0};
    rf_buf_add(&run->held, (const char *)&none, sizeof none);
    size_t start = run->held.n;
    if (m) {
        rf_quotes_of_meeting(&look, m);
    }
    close_held(s, start);
}

/* ---- What an earlier run has seen ---- */

/* Of all that is looked for: the same quotables, of the same meetings, with the same
 * excuses. */
static struct rf_digest digest_of(const struct referat *run)
{
    const struct rf_quotes *q = &run->quotes;
    struct rf_buf text = {0};
    for (size_t i = 0; i < q->meetings.count; i++) {
        size_t order = q->meetings.list[i].order;
        bool is_own = order < run->known.folder_count;
        rf_put_word(&text, is_own ? run->known.folders[order].path : "..");
        rf_buf_add(&text, (const char *)&q->meetings.list[i].first, sizeof(size_t));
    }
    rf_buf_add(&text, (const char *)q->list, q->count * sizeof *q->list);
    rf_buf_add(&text, q->excuses.p, q->excuses.n);
    struct rf_digest digest = rf_digest_of(text.p, text.n);
    rf_buf_clear(&text);
    return digest;
}

void rf_run_put_last(const struct referat *run, struct rf_buf *out)
{
    const char *p = run->held.p, *end = p ? p + run->held.n : p;
    struct rf_digest digest = digest_of(run);
    struct held head;
    rf_buf_add(out, (const char *)&digest, sizeof digest);
    while (p < end) {
        memcpy(&head, p, sizeof head);
        size_t bytes = sizeof head + head.count * sizeof(uint32_t);
        rf_put_word(out, run->known.folders[head.folder].path);
        rf_buf_add(out, p, bytes);
        p += bytes;
    }
}

/* By folder: where its entry begins among those of the earlier run. NULL: that looked for
 * something else, or is none. */
static const char **find_seen(struct search *s)
{
    const struct rf_unit_cache *cache = s->run->plan.cache;
    struct rf_digest digest = digest_of(s->run);
    if (!cache || cache->last_bytes < sizeof digest ||
        memcmp(cache->last, &digest, sizeof digest) != 0) {
        return NULL;
    }
    const char **seen =
        RF_ARENA_NEW_ARRAY(s->arena, s->run->known.folder_count + 1, const char *);
    const char *p = cache->last + sizeof digest, *end = cache->last + cache->last_bytes;
    const char *path;
    while (p < end && (path = rf_take_word(&p, end)) != NULL) {
        struct held head = {0, 0};
        if ((size_t)(end - p) < sizeof head) {
            return NULL;
        }
        memcpy(&head, p, sizeof head);
        if (((size_t)(end - p) - sizeof head) / sizeof(uint32_t) < head.count) {
            return NULL;
        }
        const struct rf_folder *folder = rf_known_folder(&s->run->known, path);
        if (folder) {
            seen[folder - s->run->known.folders] = p;
        }
        p += sizeof head + head.count * sizeof(uint32_t);
    }
    return seen;
}

/* What a cached meeting holds, with the numbers of this run. */
static void hold_again(struct search *s, const char *entry)
{
    struct held head;
    memcpy(&head, entry, sizeof head);
    head.folder = (uint32_t)s->order; /* which may have another number by now */
    rf_buf_add(&s->run->held, (const char *)&head, sizeof head);
    size_t start = s->run->held.n;
    for (size_t i = 0; i < head.count; i++) {
        uint32_t number;
        memcpy(&number, entry + sizeof head + i * sizeof number, sizeof number);
        if (number / 2 < s->run->quotes.count) {
            hold(s, number);
        }
    }
    close_held(s, start);
}

/* Which quotables each meeting holds: from the cache, or by loading it. */
static void look_at_all(struct search *s)
{
    const char **seen = find_seen(s);
    for (size_t at = 0; at < s->run->known.folder_count; at++) {
        s->order = at;
        if (seen && s->run->known.folders[at].is_reused) {
            if (seen[at]) {
                hold_again(s, seen[at]);
            }
        } else if (is_looked_through(s->run, at)) {
            look_first(s, at);
        }
    }
}

/* ---- Other series ---- */

static void ignore(void *owner, const struct rf_quote *quote)
{
    (void)owner;
    (void)quote;
}

static void excuse_one(void *owner, size_t quotable)
{
    rf_quotes_excuse_one(&((struct referat *)owner)->quotes, quotable);
}

/* A title that another series has open is no secret here either. */
static void excuse_titles_of(struct referat *run, struct referat *other)
{
    const struct rf_quotes_look look = {&run->quotes, &other->lookup_arena, run, ignore,
                                        excuse_one};
    for (size_t at = 0; at < other->known.folder_count; at++) {
        const struct referat_meeting *m =
            is_looked_through(other, at) ? load_again(other, at) : NULL;
        if (m) {
            rf_quotes_of_meeting(&look, m);
        }
    }
}

/* ---- The second look: where they stand ---- */

/* A closed title that is the open title of something else is no secret. */
static void excuse_open_titles(struct search *s)
{
    const char *p = s->run->held.p, *end = p ? p + s->run->held.n : p;
    struct held head;
    for (; p < end; p += head.count * sizeof(uint32_t)) {
        memcpy(&head, p, sizeof head);
        p += sizeof head;
        for (size_t i = 0; i < head.count; i++) {
            uint32_t number;
            memcpy(&number, p + i * sizeof number, sizeof number);
            if (number & 1) {
                rf_quotes_excuse_one(&s->run->quotes, number / 2);
            }
        }
    }
}

static bool has_quotes(const struct search *s, const char *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t number;
        memcpy(&number, numbers + i * sizeof number, sizeof number);
        if (!(number & 1) && !s->run->quotes.is_excused[number / 2]) {
            return true;
        }
    }
    return false;
}

/* Loads the meetings that hold a quotable without an excuse, and finds where it stands.
 */
static void find_places(struct search *s)
{
    struct referat *run = s->run;
    const struct rf_quotes_look look = {&run->quotes, &run->lookup_arena, s, take_quote,
                                        NULL};
    const char *p = run->held.p, *end = p ? p + run->held.n : p;
    struct held head;
    s->order = settings_order;
    rf_arena_reset(&run->lookup_arena);
    rf_quotes_of_series(&look, &run->series);
    for (; p < end; p += head.count * sizeof(uint32_t)) {
        memcpy(&head, p, sizeof head);
        p += sizeof head;
        s->order = head.folder;
        bool is_reported = rf_run_is_wanted(run, &run->known.folders[head.folder]);
        const struct referat_meeting *m = is_reported && has_quotes(s, p, head.count)
                                              ? load_again(run, head.folder)
                                              : NULL;
        if (m) {
            rf_quotes_of_meeting(&look, m);
        }
    }
}

/* ---- Where it is closed ---- */

/* True where a finding stands in the same text as one before it that says enough. */
static bool is_covered(const struct search *s, const struct finding *f)
{
    const struct rf_quotes *q = &s->run->quotes;
    bool is_title = q->list[f->quotable].kind == RF_QUOTABLE_TITLE;
    size_t order = rf_quotes_order(q, f->quotable);
    for (const struct finding *g = s->first; g != f && !is_title; g = g->next) {
        if (g->order == f->order && g->text == f->text && g->block == f->block &&
            rf_quotes_order(q, g->quotable) == order) {
            return true;
        }
    }
    return false;
}

static void take_place(void *owner, const struct rf_quotable *quotable,
                       const struct rf_quotable_place *place)
{
    struct search *s = owner;
    for (struct finding *f = s->first; f; f = f->next) {
        const struct rf_quotable *wanted = &s->run->quotes.list[f->quotable];
        if (!f->closed_place.source && wanted->whole == quotable->whole &&
            wanted->kind == quotable->kind &&
            rf_quotes_order(&s->run->quotes, f->quotable) == s->order) {
            f->closed_place = rf_source_excerpt(s->arena, rf_quotable_span(place));
        }
    }
}

static bool is_wanted(const struct search *s, size_t order)
{
    for (const struct finding *f = s->first; f; f = f->next) {
        if (rf_quotes_order(&s->run->quotes, f->quotable) == order) {
            return true;
        }
    }
    return false;
}

/* Finds where each of them is closed, for the second place of the message. */
static void find_closed_places(struct search *s)
{
    struct referat *run = s->run;
    for (size_t i = 0; s->first && i < run->quotes.meetings.count; i++) {
        s->order = run->quotes.meetings.list[i].order;
        const struct referat_meeting *m =
            s->order < run->known.folder_count && is_wanted(s, s->order)
                ? load_again(run, s->order)
                : NULL;
        if (m) {
            rf_quotables_of_meeting(m, &run->quotes.phrases, &run->lookup_arena,
                                    take_place, s);
        }
    }
}

/* ---- Reporting ---- */

/* In a public edition it is an error, whatever the settings say. */
static enum referat_severity severity_of(const struct referat *run)
{
    return rf_run_is_public(run)
               ? REFERAT_SEVERITY_ERROR
               : (enum referat_severity)run->diags->severities[RF_CODE_CLOSED_QUOTED];
}

static void report(struct search *s, const struct finding *f)
{
    struct rf_diags *diags = s->run->diags;
    const struct rf_quotes *q = &s->run->quotes;
    bool is_title = q->list[f->quotable].kind == RF_QUOTABLE_TITLE;
    const char *what = is_title ? "a closed title" : "closed text";
    const char *where = f->kind == RF_TEXT_FOLDER ? "the name of an open folder"
                        : f->kind == RF_TEXT_PATH ? "the name of an open file"
                                                  : "an open text";
    const char *origin = rf_quotes_origin(q, f->quotable);
    struct referat_diagnostic *d = rf_diag_refuse_edition(
        diags, RF_CODE_CLOSED_QUOTED, rf_code_default(RF_CODE_CLOSED_QUOTED), f->place,
        "'%s' is %s of %s, and stands in %s", f->words, what, origin, where);
    if (!d) {
        return;
    }
    d->open_message =
        rf_arena_join(diags->arena, what, " of ", origin, " stands in ", where, NULL);
    d->file = f->file;
    rf_diag_related(diags, d, f->closed_place, "it is closed here");
    rf_diag_hint(diags, d,
                 "say it in other words, as by the item's number; what may stand goes "
                 "under allowed_texts in referat.yaml, with the reason");
}

/* A merge reads no sources, but for this; they may not be there. */
static bool has_sources(struct referat *run)
{
    if (run->root.fd < 0 && !run->root.overlay) {
        run->root.fd = open(run->series.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    if (run->root.fd >= 0 || run->root.overlay) {
        return true;
    }
    struct referat_diagnostic *d =
        rf_diag_add(run->diags, RF_CODE_CLOSED_QUOTED, REFERAT_SEVERITY_NOTE,
                    (struct referat_span){0},
                    "the sources are not there: open texts were not looked through for "
                    "closed ones");
    rf_diag_hint(run->diags, d, "'referat check' does it, where the sources are");
    d->file = run->series.path;
    return false;
}

static void excuse_allowed(struct referat *run, const struct referat_series *series)
{
    for (size_t i = 0; i < series->allowed_text_count; i++) {
        rf_quotes_excuse(&run->quotes, series->allowed_texts[i].text.plain);
    }
}

void rf_run_report_quotes(struct referat *run)
{
    struct search s = {.run = run, .arena = run->diags->arena};
    if (run->only_path && rf_run_is_public(run)) {
        rf_shown_report_noted(run);
    }
    if (!run->quotes.count || severity_of(run) == REFERAT_SEVERITY_OFF ||
        !has_sources(run)) {
        return;
    }
    excuse_allowed(run, &run->series);
    for (const struct rf_other *other = run->others.first; other; other = other->next) {
        excuse_allowed(run, &other->run->series);
    }
    rf_quotes_index(&run->quotes);
    for (const struct rf_other *other = run->others.first; other; other = other->next) {
        excuse_titles_of(run, other->run);
    }
    look_at_all(&s);
    excuse_open_titles(&s);
    find_places(&s);
    size_t count = 0; /* of a long list the beginning says enough */
    for (struct finding *f = s.first, *rest; f; f = f->next) {
        if (++count == MOST_FINDINGS) {
            for (rest = f->next; rest; rest = rest->next) {
                run->diags->left_out++;
            }
            f->next = NULL;
        }
    }
    find_closed_places(&s);
    for (const struct finding *f = s.first; f; f = f->next) {
        if (!is_covered(&s, f)) {
            report(&s, f);
        }
    }
}

void rf_run_move_quotes(struct referat *run, struct rf_quotes *quotes)
{
    if (!run->quotes.table) {
        rf_quotes_index(&run->quotes);
    }
    *quotes = run->quotes;
    run->quotes = (struct rf_quotes){0};
}
