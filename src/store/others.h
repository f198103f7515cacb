/* Other series that meetings of this one refer to: those that it follows, whose matters
 * go on in it, and those that a relative path leads to (store).
 *
 * Each has a record of its own, with its own settings. The folder of such a row is a path
 * from this series, which distinguishes it from this series' own rows:
 * "../2025/2025-12-08". */
#ifndef RF_STORE_OTHERS_H
#define RF_STORE_OTHERS_H

#include "store/record.h"

struct rf_record_other {
    struct rf_record_other *next;
    struct rf_record *record;
    const char *prefix; /* the series' folder, as a path from this one: "../2025" */
    bool is_followed;   /* its meetings go before this series' own */
};

/* Makes the folders of a series' rows paths from another series, from which prefix leads
 * to this one. The series was compiled to its end. */
void rf_record_move(struct rf_record *record, const char *prefix);

/* Rows of other may be referred to from now on. Of series that are followed the nearest
 * one is joined first; what they left open joins this record's lists when
 * rf_record_apply_before applies them. */
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
 * of another one that a path leads to. */
struct rf_record_action *rf_record_resolve_action(const struct rf_record *record,
                                                  const char *folder,
                                                  const char *written);

/* The same in other series alone, for an action that this series has only in a later
 * meeting. */
struct rf_record_action *rf_record_resolve_elsewhere(const struct rf_record *record,
                                                     const char *folder,
                                                     const char *written);

/* The last meeting of the series that are followed which is not later than meeting, or
 * NULL. */
const struct rf_record_meeting *rf_record_before(const struct rf_record *record,
                                                 const struct rf_record_meeting *meeting);

/* True where a meeting of a series that is followed is unread. */
bool rf_record_has_unread(const struct rf_record *record);

/* Within rf_record_apply_before: applies what the meetings of followed series say, up to
 * this meeting; NULL: all of them. */
void rf_record_apply_others(struct rf_record *record,
                            const struct rf_record_meeting *until);

/* Applies what another series says of this one's meetings; prefix is the path from there
 * to here. Both were applied to their ends before. */
void rf_record_apply_series(struct rf_record *record, const struct rf_record *other,
                            const char *prefix);

/* True where a is later than b, as far as their dates and times say. */
bool rf_record_is_after(const struct rf_record_meeting *a,
                        const struct rf_record_meeting *b);

#endif
