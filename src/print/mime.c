/* What kind of file a name means (print).
 *
 * The types of what people attach to a meeting, for readers of the attachments. archive
 * has a list of its own (archive/bag_paths.c): bags hold other files, and what an
 * inventory says must not change with this. */
#include "print/mime.h"

#include <stddef.h>

#include "base/str.h"

static const struct {
    const char *suffix, *type;
} types[] = {
    {".7z", "application/x-7z-compressed"},
    {".csv", "text/csv"},
    {".doc", "application/msword"},
    {".docm", "application/vnd.ms-word.document.macroEnabled.12"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".dwg", "image/vnd.dwg"},
    {".eml", "message/rfc822"},
    {".gif", "image/gif"},
    {".htm", "text/html"},
    {".html", "text/html"},
    {".ics", "text/calendar"},
    {".jpeg", "image/jpeg"},
    {".jpg", "image/jpeg"},
    {".json", "application/json"},
    {".mp3", "audio/mpeg"},
    {".mp4", "video/mp4"},
    {".msg", "application/vnd.ms-outlook"},
    {".odg", "application/vnd.oasis.opendocument.graphics"},
    {".odp", "application/vnd.oasis.opendocument.presentation"},
    {".ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {".odt", "application/vnd.oasis.opendocument.text"},
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".ppt", "application/vnd.ms-powerpoint"},
    {".pptx",
     "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {".rtf", "application/rtf"},
    {".svg", "image/svg+xml"},
    {".tif", "image/tiff"},
    {".tiff", "image/tiff"},
    {".txt", "text/plain"},
    {".xls", "application/vnd.ms-excel"},
    {".xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {".xml", "application/xml"},
    {".zip", "application/zip"},
};

const char *rf_mime_of(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (rf_ends_with_nocase(name, types[i].suffix)) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}
