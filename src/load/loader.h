/* What every reader of the load stage needs (load).
 *
 * This folder reads a series: documents in, the structs of referat/model.h out. The
 * driver calls rf_load_series once (series.h) and rf_load_meeting for each folder
 * (meeting.h); a meeting opens its documents (document.h), reads their fields by tables
 * (fields.h, documents.h) and opens what they name. Everything is allocated in one arena.
 * References between items, people and meetings are kept as written here; the model stage
 * resolves them.
 *
 * The central type is struct rf_loader: what is known while one meeting is loaded, which
 * files were read, and what counts against the limits. Hard to see: every file is opened
 * through file_facts.h, which notes it, so that a later build knows what this one
 * depended on. A file that is opened in another way is a change that the next build
 * misses. */
#ifndef RF_LOAD_LOADER_H
#define RF_LOAD_LOADER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/beneath.h"
#include "base/buf.h"
#include "base/cpr.h"
#include "base/limits.h"
#include "diag/diag.h"
#include "lang/lang.h"
#include "parse/markdown.h"
#include "parse/yaml_tree.h"
#include "referat/model.h"
#include "referat/seal.h"

struct rf_loaded_file;
struct rf_file_facts;

/* An annex that was not looked through for personal numbers. */
struct rf_unread {
    struct rf_unread *next;
    const char *path;         /* relative to the series */
    struct referat_span span; /* where it is named */
};

/* An annex that may be another meeting's agenda or minutes. */
struct rf_enclosure {
    struct rf_enclosure *next;
    struct referat_annex *annex;
};

/* A file that went into the meeting. */
struct rf_file_sum {
    struct rf_file_sum *next;
    struct referat_file_sum sum;
};

/* One per unit of work: a meeting, or the series' own file. */
struct rf_loader {
    struct rf_arena *arena; /* of everything that is loaded */
    struct rf_diags *diags;
    const struct referat_series *series;
    const struct rf_lang *lang;
    struct rf_root root;         /* the series' folder */
    struct rf_file_facts *facts; /* notes every file and folder; NULL: nothing is noted */
    const struct rf_listing
        *listing; /* of the meeting's folder, from the driver's walk; NULL: none */
    int unlisted; /* the errno where that walk could not list the folder; 0: it could. A
                     second try is not made: it might succeed, and hide that the walk has
                     not seen what is below the folder */
    const char *root_name;  /* how messages name it: "" or "path/" */
    struct rf_buf *scratch; /* bytes of the file being read */
    const char
        *folder; /* of the document being read, relative to the series: "" or "a/b" */
    const char *meeting_folder;   /* the meeting's own */
    struct rf_loaded_file *files; /* every file that was looked at, newest first */
    const char *open_agendas[RF_LIMIT_AGENDA_DEPTH]; /* agendas within agendas: the paths
                                    being loaded, outermost first */
    int nesting;                                     /* how many of them */
    size_t loaded_count;                             /* documents of this meeting … */
    size_t loaded_bytes;                             /* … and their bytes */
    uint64_t annex_bytes;                            /* of annexes that are files … */
    uint64_t picture_bytes; /* … and of pictures, in prose and as annexes, each showing
                               counted */
    size_t landscape_count; /* tables that are to stand landscape, so far */
    struct rf_enclosure *enclosures;
    struct rf_unread *unread; /* annexes, each once, in order */
    rf_cpr_look *look_into;   /* looks for personal numbers in annexes that are no text;
                                 NULL: they are not looked through */
    bool wants_hashes;        /* of annexes: a table asks for them */
    bool checks_seals;        /* false: of one document, or for a command of its own */
    bool has_broken_seal;     /* one was checked, and is not as it should be */
    bool has_missing;         /* a file is named, and not there … */
    const char *meant_path;   /* … and the message suggests this one */
    struct rf_listed *listed; /* folders that were searched for what was meant */
    bool for_references; /* the meeting is loaded because another one refers to it: what
                            only pages and messages need is left out */
    bool keeps_sums;     /* of every file of the meeting: it is sealed, or to be sealed */
    struct rf_file_sum *sums; /* newest first; a file that is named twice is twice here */
};

#endif
