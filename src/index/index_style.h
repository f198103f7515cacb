/* The style of the index pages, which follows that of every page (index). */
#ifndef RF_INDEX_INDEX_STYLE_H
#define RF_INDEX_INDEX_STYLE_H

extern const char rf_index_style[];

#endif
