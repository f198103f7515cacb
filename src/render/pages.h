/* The pages of a meeting, and the elements they share (render). writer.h tells how this
 * folder works. */
#ifndef RF_RENDER_PAGES_H
#define RF_RENDER_PAGES_H

#include "render/writer.h"
#include "referat/referat.h"

/* Appends a page of the meeting to out. False where the meeting has no such page: an
 * agenda, minutes, or neither. */
bool rf_page_write(const struct rf_writer_ops *ops, const struct referat_meeting *meeting,
                   enum referat_page page, struct rf_buf *out);

/* ---- The elements of a page, in the order in which a pack has them ---- */

void rf_page_head(struct rf_writer *w, const struct referat_meeting *m,
                  enum referat_page page);
/* What stands on every printed page: cancelled or draft, and which edition it is; nothing
 * for a meeting that is neither, on a page that shows nothing closed. */
void rf_page_mark(const struct rf_writer *w, const struct referat_meeting *m,
                  enum referat_page page, struct rf_buf *out);
/* "Mødepakke, Havneudvalget, 9. februar 2026" */
void rf_page_description(const struct rf_writer *w, const struct referat_meeting *m,
                         enum referat_page page, struct rf_buf *out);
/* Guests as facts, each with the items or the time that they come for. */
void rf_page_guests(struct rf_writer *w, const struct referat_agenda *agenda);
/* The agenda's own text; nothing where it has none. */
void rf_page_information(struct rf_writer *w, const struct referat_meeting *m);
void rf_page_short_agenda(struct rf_writer *w, const struct referat_meeting *m);
/* The table of contents; of a pack with its annexes. */
void rf_page_contents(struct rf_writer *w, const struct referat_meeting *m,
                      enum referat_page page);
/* The timetable in order of treatment; nothing where too few times are known. */
void rf_page_schedule(struct rf_writer *w, const struct referat_meeting *m);
void rf_page_item_title(struct rf_writer *w, const struct referat_item *item);
void rf_page_item_facts(struct rf_writer *w, const struct referat_item *item);
void rf_page_recommendation(struct rf_writer *w, const struct referat_recommendation *r);
/* "Bilag 2: title", which leads to the annex's page of the pack; number is the pack's or
 * the recommendation's own. */
void rf_page_annex_link(struct rf_writer *w, const struct referat_annex *annex,
                        int number);
/* After the link: a file's size, and on paper how many pages it has; nothing for an annex
 * that is a document. */
void rf_page_file_facts(struct rf_writer *w, const struct referat_annex *annex);
/* An annex as it stands in the pack: a document, a picture, or a file's pages. */
void rf_page_annex(struct rf_writer *w, const struct referat_annex *annex);
/* What the minutes say of an item; nothing where they say nothing. */
void rf_page_decision(struct rf_writer *w, const struct referat_item *item);
/* What earlier meetings left open. */
void rf_page_follow_ups(struct rf_writer *w, const struct referat_meeting *m);
/* Of the minutes: who was there, before the items; actions, changes, corrections and
 * signatures after them. */
void rf_page_minutes_head(struct rf_writer *w, const struct referat_meeting *m);
void rf_page_minutes_end(struct rf_writer *w, const struct referat_meeting *m);
/* An agenda that is an annex of another one's pack. */
void rf_page_nested(struct rf_writer *w, const struct referat_meeting *m);

#endif
