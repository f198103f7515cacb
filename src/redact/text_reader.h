/* Texts as they stand in a meeting's values and prose, each classified as closed or open
 * (redact). The functions here give texts; collect_texts.c decides in what state. */
#ifndef RF_REDACT_TEXT_READER_H
#define RF_REDACT_TEXT_READER_H

#include "redact/collect_texts.h"

/* What is being walked over, and whose it is. */
struct rf_reader {
    const struct rf_texts *texts;
    const struct referat_source *source; /* of the prose at hand, or NULL */
    bool is_closed;
    bool is_unread; /* of a meeting: what looks open in it may be meant to be closed */
    const char *origin;
};

/* One text of that kind, where it is wanted. */
void rf_reader_put(const struct rf_reader *r, enum rf_text_kind kind, const char *s,
                   struct referat_span span);

/* The same, closed from here on where is_closed. */
struct rf_reader rf_reader_closed_if(const struct rf_reader *r, bool is_closed);

/* The same, of prose that stands in source. */
struct rf_reader rf_reader_within(const struct rf_reader *r,
                                  const struct referat_source *source);

/* Tell the texts of one value, or of each of a list, with its place; nothing of what was
 * not given. kind: what they are. */
void rf_reader_text(const struct rf_reader *r, enum rf_text_kind kind,
                    const struct referat_text *line);
void rf_reader_words(const struct rf_reader *r, const struct referat_text *text);
void rf_reader_raw(const struct rf_reader *r, const struct referat_raw *raw);
void rf_reader_lines(const struct rf_reader *r, enum rf_text_kind kind,
                     const struct referat_lines *lines);
void rf_reader_person_as(const struct rf_reader *r, enum rf_text_kind kind,
                         const struct referat_person *person);
void rf_reader_person(const struct rf_reader *r, const struct referat_person *person);
void rf_reader_persons(const struct rf_reader *r, const struct referat_persons *persons);

/* Tell what prose and a document's body say: what is wanted as a whole, or part by part.
 */
void rf_reader_nodes(const struct rf_reader *r, const struct referat_node *list);
void rf_reader_prose(const struct rf_reader *r, const struct referat_prose *prose);
void rf_reader_document(const struct rf_reader *r, const struct referat_document *d);

#endif
