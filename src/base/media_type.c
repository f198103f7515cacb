/* What kind of file a name means (base). */
#include "base/media_type.h"

#include <stddef.h>

#include "base/str.h"

static const struct {
    const char *suffix, *type;
    unsigned places; /* enum rf_media_place */
} types[] = {
    {".7z", "application/x-7z-compressed", RF_MEDIA_IN_PACK},
    {".csv", "text/csv", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".doc", "application/msword", RF_MEDIA_IN_PACK},
    {".docm", "application/vnd.ms-word.document.macroEnabled.12", RF_MEDIA_IN_PACK},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".dwg", "image/vnd.dwg", RF_MEDIA_IN_PACK},
    {".eml", "message/rfc822", RF_MEDIA_IN_PACK},
    {".gif", "image/gif", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".htm", "text/html", RF_MEDIA_IN_PACK},
    {".html", "text/html", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".ics", "text/calendar", RF_MEDIA_IN_PACK},
    {".jpeg", "image/jpeg", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".jpg", "image/jpeg", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".json", "application/json", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".md", "text/markdown", RF_MEDIA_IN_BAG},
    {".mp3", "audio/mpeg", RF_MEDIA_IN_PACK},
    {".mp4", "video/mp4", RF_MEDIA_IN_PACK},
    {".msg", "application/vnd.ms-outlook", RF_MEDIA_IN_PACK},
    {".odg", "application/vnd.oasis.opendocument.graphics", RF_MEDIA_IN_PACK},
    {".odp", "application/vnd.oasis.opendocument.presentation", RF_MEDIA_IN_PACK},
    {".ods", "application/vnd.oasis.opendocument.spreadsheet",
     RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".odt", "application/vnd.oasis.opendocument.text",
     RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".pdf", "application/pdf", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".png", "image/png", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".ppt", "application/vnd.ms-powerpoint", RF_MEDIA_IN_PACK},
    {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
     RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".rtf", "application/rtf", RF_MEDIA_IN_PACK},
    {".sqlite", "application/vnd.sqlite3", RF_MEDIA_IN_BAG},
    {".svg", "image/svg+xml", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".tif", "image/tiff", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".tiff", "image/tiff", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".txt", "text/plain", RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".webp", "image/webp", RF_MEDIA_IN_BAG},
    {".xls", "application/vnd.ms-excel", RF_MEDIA_IN_PACK},
    {".xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12", RF_MEDIA_IN_PACK},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     RF_MEDIA_IN_PACK | RF_MEDIA_IN_BAG},
    {".xml", "application/xml", RF_MEDIA_IN_PACK},
    {".yaml", "application/yaml", RF_MEDIA_IN_BAG},
    {".yml", "application/yaml", RF_MEDIA_IN_BAG},
    {".zip", "application/zip", RF_MEDIA_IN_PACK},
};

const char *rf_media_type(const char *name, enum rf_media_place place)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (types[i].places & place && rf_ends_with_nocase(name, types[i].suffix)) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}
