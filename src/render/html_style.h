/* The style sheet of every page: one constant, part of every file (render). */
#ifndef RF_RENDER_HTML_STYLE_H
#define RF_RENDER_HTML_STYLE_H

/* Its parts, NULL at the end. */
extern const char *const rf_html_style[];

#endif
