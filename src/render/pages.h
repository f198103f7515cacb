/* The pages, written once over a writer for every format (render). */
#ifndef RF_RENDER_PAGES_H
#define RF_RENDER_PAGES_H

#include "render/writer.h"
#include "referat/referat.h"

bool rf_page_write(const struct rf_writer_ops *ops, const struct referat_meeting *meeting,
                   enum referat_page page, struct rf_buf *out);

/* The parts of a page. */
void rf_page_head(struct rf_writer *w, const struct referat_meeting *m,
                  enum referat_page page);
/* What stands on every printed page: cancelled or draft, and which edition it is; nothing
 * for a meeting that is neither, on a page that shows nothing closed. */
void rf_page_mark(const struct rf_writer *w, const struct referat_meeting *m,
                  enum referat_page page, struct rf_buf *out);
/* "Mødepakke, Havneudvalget, 9. februar 2026" */
void rf_page_description(const struct rf_writer *w, const struct referat_meeting *m,
                         enum referat_page page, struct rf_buf *out);
void rf_page_guests(struct rf_writer *w, const struct referat_agenda *agenda);
void rf_page_information(struct rf_writer *w, const struct referat_meeting *m);
void rf_page_short_agenda(struct rf_writer *w, const struct referat_meeting *m);
void rf_page_contents(struct rf_writer *w, const struct referat_meeting *m,
                      enum referat_page page);
void rf_page_schedule(struct rf_writer *w, const struct referat_meeting *m);
void rf_page_item_title(struct rf_writer *w, const struct referat_item *item);
void rf_page_item_facts(struct rf_writer *w, const struct referat_item *item);
void rf_page_recommendation(struct rf_writer *w, const struct referat_recommendation *r);
/* "Bilag 2: title", which leads to the annex's page of the pack; number is the pack's or
 * the recommendation's own. */
void rf_page_annex_link(struct rf_writer *w, const struct referat_annex *annex,
                        int number);
/* Behind that: a file's size, and on paper its pages; nothing for documents. */
void rf_page_file_facts(struct rf_writer *w, const struct referat_annex *annex);
void rf_page_annex(struct rf_writer *w, const struct referat_annex *annex);
void rf_page_decision(struct rf_writer *w, const struct referat_item *item);
void rf_page_follow_ups(struct rf_writer *w, const struct referat_meeting *m);
void rf_page_minutes_head(struct rf_writer *w, const struct referat_meeting *m);
void rf_page_minutes_end(struct rf_writer *w, const struct referat_meeting *m);
void rf_page_nested(struct rf_writer *w, const struct referat_meeting *m);

#endif
