/* The style of the index pages, behind that of every page (emit). */
#ifndef RF_EMIT_INDEX_STYLE_H
#define RF_EMIT_INDEX_STYLE_H

extern const char rf_index_style[];

#endif
