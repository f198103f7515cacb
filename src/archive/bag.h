/* A BagIt bag being made: payload, inventory, manifests; RFC 8493, version 1.0 (archive).
 *
 * A bag is begun, given files one by one, closed, and put in place, in this order; it
 * can be abandoned until then. The caller names the rows of the inventory; digests,
 * sizes and manifests are made here. */
#ifndef RF_ARCHIVE_BAG_H
#define RF_ARCHIVE_BAG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "output/staged_tree.h"
#include "referat/model.h"

/* One file of the payload, as the inventory lists it. NULL and "" alike: nothing. */
struct rf_bag_row {
    const char *id; /* of the document, the same for all its forms */
    const char *title;
    const char *meeting; /* its folder below data/ */
    const char *item;    /* the item's number … */
    int annex;           /* … and the annex's; 0: none */
    struct referat_date date;
    const char *kind;   /* "agenda", "minutes", "pack", "recommendation", "annex" … */
    const char *status; /* "draft", "final", "cancelled" */
    const char *role;   /* "source", "annex", "rendition", "documentation", "withheld" */
    bool is_closed;     /* it is closed, or holds closed parts */
    const char *original_name; /* of what was entered: its path below PATH */
    const char *media_type;    /* NULL: what the name says */
    const char *sha256;        /* that its bytes are to have; NULL: any */
};

struct rf_bag_file {
    const char *path;   /* within the bag */
    const char *digits; /* SHA-512 */
};

struct rf_bag_list {
    struct rf_bag_file *list;
    size_t count, capacity;
};

struct rf_bag {
    struct rf_tree tree;
    struct rf_arena *arena; /* of the lists: as long as the bag */
    struct rf_hash *sha512, *sha256;
    struct rf_bag_list payload, tags;
    uint64_t payload_bytes;
    struct rf_buf inventory; /* metadata/inventory.csv */
    struct rf_buf tag_manifest;
    const char *edition;
    const char *error; /* after false: one line */
};

/* Begins the bag that is to be at dir. */
bool rf_bag_begin(struct rf_bag *bag, const char *dir, const char *edition,
                  struct rf_arena *arena);

/* Puts a file into the payload; output->path begins with "data/". One that has other
 * bytes than when it was compiled is refused. */
bool rf_bag_add(struct rf_bag *bag, const struct rf_bag_row *row,
                const struct rf_output *output);

/* Adds a row to the inventory that is about no file. */
void rf_bag_note(struct rf_bag *bag, const struct rf_bag_row *row);

/* Puts another file beside the payload. */
bool rf_bag_add_tag(struct rf_bag *bag, const char *path, const struct rf_buf *bytes);

/* Writes what every bag has: bagit.txt, bag-info.txt with the lines of info and the
 * payload's size, the inventory, the manifests. Nothing may be added after it. */
bool rf_bag_close(struct rf_bag *bag, const struct rf_buf *info);

/* True where the bag at dir holds the same files as this one, which is closed. */
bool rf_bag_is_same(const struct rf_bag *bag, const char *dir);

/* Puts it in place. */
bool rf_bag_finish(struct rf_bag *bag);

/* Removes what is not in place, and frees. */
void rf_bag_clear(struct rf_bag *bag);

/* Appends "Label: value" and a line feed; nothing for a value that is NULL or empty. Line
 * breaks in it become blanks. */
void rf_bag_put_info(struct rf_buf *info, const char *label, const char *value);

#endif
