/* Other series that meetings of this one refer to: those that it follows, whose matters
 * go on in it, and those that a relative path leads to (store).
 *
 * Each has a record of its own, with its own settings. A row of one of them is told from
 * this series' own by its folder, which is a path from here: "../2025/2025-12-08". */
#ifndef RF_STORE_OTHERS_H
#define RF_STORE_OTHERS_H

#include "store/record.h"

struct rf_record_other {
    struct rf_record_other *next;
    struct rf_record *record;
    const char *prefix; /* the series' folder, as a path from this one: "../2025" */
    bool is_followed;   /* its meetings go before this series' own */
};

/* The rows of a series that is compiled to its end are to be seen from another one, from
 * which prefix leads to it. */
void rf_record_move(struct rf_record *record, const char *prefix);

/* Rows of other may be referred to from now on. Of series that are followed the nearest
 * one is joined first; their matters join this record's open and pending ones when
 * rf_record_advance takes them in. */
void rf_record_join(struct rf_record *record, struct rf_record *other, const char *prefix,
                    bool is_followed);

/* True where the row is of another series. */
bool rf_record_is_other(const struct rf_record_meeting *meeting);

/* The title of its series, as far as this edition may say it; NULL: it is this series or
 * one that it follows, or nothing is known of the meeting. */
const char *rf_record_other_title(const struct rf_record_meeting *meeting);

/* The meeting of a series that is followed, by its id, the nearest one's; NULL: none. */
struct rf_record_meeting *rf_record_followed(const struct rf_record *record,
                                             const char *id);

/* The meeting of another series by its folder; NULL: there is none, or that series was
 * not joined. */
struct rf_record_meeting *rf_record_other(const struct rf_record *record,
                                          const char *folder);

/* The action that minutes in folder mean: of this series, of one that it follows, or
 * behind a path into another one. */
struct rf_record_action *rf_record_meant(const struct rf_record *record,
                                         const char *folder, const char *written);

/* The same of other series alone: where this one's is of a later meeting. */
struct rf_record_action *rf_record_meant_elsewhere(const struct rf_record *record,
                                                   const char *folder,
                                                   const char *written);

/* The last meeting of the series that are followed which is not later than meeting, or
 * NULL. */
const struct rf_record_meeting *rf_record_before(const struct rf_record *record,
                                                 const struct rf_record_meeting *meeting);

/* True where a meeting of a series that is followed is unread. */
bool rf_record_has_unread(const struct rf_record *record);

/* Within rf_record_advance: takes in what the series that are followed say, up to the
 * meeting; NULL: all of it. */
void rf_record_advance_others(struct rf_record *record,
                              const struct rf_record_meeting *until);

/* Takes in what another series, which prefix leads to this one from, says of this one's
 * meetings. Both are settled. */
void rf_record_regard(struct rf_record *record, const struct rf_record *other,
                      const char *prefix);

/* True where a is later than b, as far as their dates and times say. */
bool rf_record_is_after(const struct rf_record_meeting *a,
                        const struct rf_record_meeting *b);

#endif
