/* The formats of the workbook's cells (tables): colours for states, dates as ISO 8601,
 * text wrapped from the top of its cell.
 *
 * A format is shared by all cells that have it, and the file lists each once. Colours
 * have a contrast of more than 4.5 : 1 on their ground (WCAG 1.4.3), since a state is
 * also read as a word. */
#include "tables/xlsx_formats.h"

/* What all text has. */
static void set_plain(const struct rf_xlsx_library *lxw, lxw_format *format)
{
    lxw->format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    lxw->format_set_text_wrap(format);
}

void rf_xlsx_formats_make(struct rf_xlsx_formats *formats,
                          const struct rf_xlsx_library *lxw, lxw_workbook *workbook)
{
    static const struct {
        lxw_color_t ink, ground;
    } colours[] = {
        [RF_TONE_GOOD] = {0x006100, 0xE2F0D9},
        [RF_TONE_WAITING] = {0x7F4F00, 0xFFF2CC},
        [RF_TONE_BAD] = {0x9C0006, 0xFADBD8},
    };
    lxw_format **all[] = {&formats->column, &formats->code, &formats->date,
                          &formats->number, &formats->link, &formats->head,
                          &formats->title};
    *formats = (struct rf_xlsx_formats){0};
    set_plain(lxw, STAILQ_FIRST(workbook->formats)); /* number 0 */
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *all[i] = lxw->workbook_add_format(workbook);
        lxw->format_set_align(*all[i], LXW_ALIGN_VERTICAL_TOP);
    }
    set_plain(lxw, formats->column);
    set_plain(lxw, formats->link);
    set_plain(lxw, formats->head);
    lxw->format_set_align(formats->number, LXW_ALIGN_RIGHT);
    lxw->format_set_indent(formats->number, 1);
    lxw->format_set_font_color(formats->link, 0x0563C1);
    lxw->format_set_underline(formats->link, LXW_UNDERLINE_SINGLE);
    lxw->format_set_num_format(formats->date, "yyyy-mm-dd");
    lxw->format_set_align(formats->date, LXW_ALIGN_LEFT);
    lxw->format_set_bold(formats->head);
    lxw->format_set_bottom(formats->head, LXW_BORDER_THIN);
    lxw->format_set_bold(formats->title);
    lxw->format_set_font_size(formats->title, 14);
    for (int tone = RF_TONE_GOOD; tone <= RF_TONE_BAD; tone++) {
        lxw_format *format = lxw->workbook_add_format(workbook);
        set_plain(lxw, format);
        lxw->format_set_font_color(format, colours[tone].ink);
        lxw->format_set_bg_color(format, colours[tone].ground);
        formats->tones[tone] = format;
    }
}
