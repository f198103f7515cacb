/* The door to libxlsxwriter, which is loaded when the first workbook is written: it
 * brings a cryptographic library along that takes longer to load than a meeting to
 * compile (tables). */
#ifndef RF_TABLES_XLSX_LIBRARY_H
#define RF_TABLES_XLSX_LIBRARY_H

#include <stdbool.h>
#include <xlsxwriter.h>

#include "base/arena.h"

/* The functions that are called. */
#define RF_XLSX_FUNCTIONS(X)                                                             \
    X(chart_add_series)                                                                  \
    X(chart_legend_set_position)                                                         \
    X(chart_series_set_categories)                                                       \
    X(chart_series_set_name)                                                             \
    X(chart_series_set_values)                                                           \
    X(chart_title_set_name)                                                              \
    X(format_set_align)                                                                  \
    X(format_set_bg_color)                                                               \
    X(format_set_bold)                                                                   \
    X(format_set_bottom)                                                                 \
    X(format_set_font_color)                                                             \
    X(format_set_font_size)                                                              \
    X(format_set_indent)                                                                 \
    X(format_set_num_format)                                                             \
    X(format_set_text_wrap)                                                              \
    X(format_set_underline)                                                              \
    X(lxw_workbook_free)                                                                 \
    X(lxw_worksheet_write_single_row)                                                    \
    X(workbook_add_chart)                                                                \
    X(workbook_add_format)                                                               \
    X(workbook_add_worksheet)                                                            \
    X(workbook_close)                                                                    \
    X(workbook_new_opt)                                                                  \
    X(workbook_set_properties)                                                           \
    X(worksheet_add_table)                                                               \
    X(worksheet_fit_to_pages)                                                            \
    X(worksheet_freeze_panes)                                                            \
    X(worksheet_insert_chart_opt)                                                        \
    X(worksheet_repeat_rows)                                                             \
    X(worksheet_set_column)                                                              \
    X(worksheet_set_footer)                                                              \
    X(worksheet_set_header)                                                              \
    X(worksheet_set_landscape)                                                           \
    X(worksheet_set_paper)                                                               \
    X(worksheet_set_row)                                                                 \
    X(worksheet_write_datetime)                                                          \
    X(worksheet_write_number)                                                            \
    X(worksheet_write_string)                                                            \
    X(worksheet_write_url_opt)

/* A member for each, named and typed as the library has it. */
struct rf_xlsx_library {
#define RF_XLSX_MEMBER(name) __typeof__(name) *name;
    RF_XLSX_FUNCTIONS(RF_XLSX_MEMBER)
#undef RF_XLSX_MEMBER
};

/* Loads the library, for as long as the program runs. False, with the reason in arena,
 * where it is missing or not the one that was built against. */
bool rf_xlsx_load(struct rf_xlsx_library *library, struct rf_arena *arena,
                  const char **error);

#endif
