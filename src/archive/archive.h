/* What an archive takes of series and their meetings, and where it puts it (archive).
 *
 * The folder makes BagIt bags (RFC 8493) and verifies them. struct rf_archive, which
 * build/export_bag.c fills while a series is compiled, knows meetings: this file's
 * functions say what is in the bag. struct rf_bag (bag.h) knows files: it writes them,
 * the inventory and the manifests. verify.h stands for itself: it reads any bag, of
 * whichever program, and shares with the making of one only the reading of manifests.
 *
 * What is hard to see: nothing is kept of a meeting once its calls are over. Its files
 * and its rows of the inventory are written at once, into a staged tree
 * (output/staged_tree.h) that becomes the bag when all of it is there.
 *
 * Below data/, for a series at "a/b" (mostly at ""): a/b/source/ what belongs to no
 * single meeting, a/b/M/source/ the sources of the meeting in the folder M, a/b/M/ its
 * pages and annexes/, a/b/ the series' overviews. */
#ifndef RF_ARCHIVE_ARCHIVE_H
#define RF_ARCHIVE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/list.h"
#include "archive/bag.h"
#include "archive/bag_paths.h"
#include "base/set.h"
#include "referat/model.h"

/* A series in the archive; the strings are the archive's. */
struct rf_archive_series {
    struct rf_archive_series *next;
    const char *root;  /* its folder, as the command line reached it */
    const char *place; /* below data/ */
    const char *title, *body, *organisation, *language;
    const char *follows; /* where the series that it continues lies, which may be in no
                            bag: as referat.yaml says; "": it follows none */
    struct referat_date first, last; /* of its meetings; year 0: none has a date */
    size_t meeting_count, warning_count, note_count;
    bool has_closed_settings; /* referat.yaml says what is closed */
    bool has_closed;          /* of a full archive … */
    bool is_withholding;      /* … of a public one: sources of it are not there */
};

/* How it was made: part of its provenance. */
struct rf_archive_facts {
    const char *formats;         /* "html,md,xlsx" */
    struct referat_date as_of;   /* year 0: none */
    struct referat_date made_on; /* Bagging-Date; year 0: not said */
    bool is_strict;
};

struct rf_archive {
    struct rf_bag bag;
    struct rf_arena *arena;
    struct rf_arena paths;   /* of the meeting at hand */
    struct rf_set sources;   /* that are in, by the paths they would have … */
    struct rf_set claimed;   /* … and those they have */
    bool is_public;          /* of pruned meetings: nothing closed is in it */
    bool has_read_me_folder; /* a meeting's folder is called as the read-me is */
    RF_CHAIN(struct rf_archive_series) series;
};

/* Begins the bag that is to be at dir. False, here and below: archive->bag.error says
 * why. */
bool rf_archive_begin(struct rf_archive *archive, const char *dir, bool is_public,
                      struct rf_arena *arena);

/* Adds a series. NULL: failed. */
struct rf_archive_series *rf_archive_series(struct rf_archive *archive, const char *root,
                                            const char *place,
                                            const struct referat_series *settings);

/* Adds its settings as a source, where it has any, when all its meetings are known.
 * hides_units: they name units that closed parts alone speak of. */
bool rf_archive_settings(struct rf_archive *archive, struct rf_archive_series *series,
                         bool hides_units);

/* Adds a meeting's sources and annexes. A public archive is given pruned meetings; it
 * holds none of the sources that they withhold, and its inventory has a row that says
 * so. */
bool rf_archive_meeting(struct rf_archive *archive, struct rf_archive_series *series,
                        const struct referat_meeting *meeting);

/* Adds a page of that meeting: name "pack", suffix ".html". */
bool rf_archive_page(struct rf_archive *archive, struct rf_archive_series *series,
                     const struct referat_meeting *meeting, const char *name,
                     const char *suffix, const struct rf_buf *bytes);

/* Adds what stands at the series' place: name "index.html", with the bytes or the file to
 * copy that output has; its path is set here. */
bool rf_archive_overview(struct rf_archive *archive,
                         const struct rf_archive_series *series, const char *name,
                         struct rf_output output);

/* Adds the read-me, the provenance and the bag's own files. Put it in place with
 * rf_bag_finish. */
bool rf_archive_close(struct rf_archive *archive, const struct rf_archive_facts *facts);

void rf_archive_clear(struct rf_archive *archive);

#endif
