/* What kind of file a name means (base), as RFC 6838 and IANA's list name it. */
#ifndef RF_BASE_MEDIA_TYPE_H
#define RF_BASE_MEDIA_TYPE_H

/* Where the type is printed, as bits. Some types are known in one place only: what people
 * attach to a meeting in a pack, the sources of a series in a bag; and what an inventory
 * has called a file once, it calls it for ever, so that bags can be compared. */
enum rf_media_place { RF_MEDIA_IN_PACK = 1, RF_MEDIA_IN_BAG = 2 };

/* "application/pdf" for "a/Plan.PDF"; "application/octet-stream" for a name that is not
 * known in that place. */
const char *rf_media_type(const char *name, enum rf_media_place place);

#endif
