/* What outputs are called (build): the one place that knows the names, for whatever finds
 * a file in a destination and asks whose it is. */
#include "build/outputs.h"

#include <string.h>

#include "base/path.h"
#include "base/str.h"
#include "build/formats.h"

bool rf_is_page_name(const char *name)
{
    for (enum referat_page page = 0; page <= REFERAT_PAGE_PACK; page++) {
        size_t n = strlen(rf_page_name(page));
        for (size_t i = 0; rf_emitters[i] && strncmp(name, rf_page_name(page), n) == 0;
             i++) {
            if (strcmp(name + n, rf_emitters[i]->suffix) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool is_database_name(const char *name)
{
    return rf_starts_with(name, "record") && rf_ends_with(name, ".sqlite");
}

/* True where the folder of a path is called annexes. */
static bool lies_among_annexes(const char *path)
{
    static const char folder[] = "annexes/";
    size_t n = sizeof folder - 1;
    const char *name = rf_path_name(path);
    size_t folder_bytes = (size_t)(name - path);
    return folder_bytes >= n && strncmp(name - n, folder, n) == 0 &&
           (folder_bytes == n || name[-(long)n - 1] == '/');
}

/* An annex has the name it was given, which may be that of a page: then its folder is
 * taken for a meeting that is called "annexes". */
size_t rf_output_place_bytes(const char *path)
{
    const char *name = rf_path_name(path);
    bool is_annex = lies_among_annexes(path) && !rf_is_page_name(name);
    size_t n = (size_t)(name - path) - (is_annex ? sizeof "annexes/" - 1 : 0);
    return n ? n - 1 : 0;
}

bool rf_is_output_path(const char *path)
{
    const char *name = rf_path_name(path);
    bool is_index = rf_starts_with(name, "index") &&
                    (rf_ends_with(name, ".html") || rf_ends_with(name, ".js"));
    return rf_is_page_name(name) || is_index || strcmp(name, "status.xlsx") == 0 ||
           is_database_name(name) || lies_among_annexes(path);
}

bool rf_is_database_path(const char *path)
{
    return is_database_name(rf_path_name(path)) && !lies_among_annexes(path);
}
