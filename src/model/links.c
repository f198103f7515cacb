/* Links in prose: to annexes of the pack, by the file they name (model). */
#include <string.h>

#include "base/str.h"
#include "model/build.h"

/* Where the prose stands that is being walked. */
struct place {
    struct rf_model *model;
    const struct referat_meeting *meeting;
    const struct referat_item *item;
    const char *folder; /* of its document */
};

static const char *folder_of(struct rf_model *model, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? rf_arena_copy(model->arena, path, (size_t)(slash - path)) : "";
}

/* folder + "/" + written with "." and ".." taken away; NULL where it leads out. */
static const char *join(struct rf_model *model, const char *folder, const char *written)
{
    struct rf_buf path = {0};
    bool is_inside = true;
    rf_buf_puts(&path, folder);
    for (const char *s = written; *s && is_inside;) {
        size_t n = strcspn(s, "/");
        if (n == 2 && s[0] == '.' && s[1] == '.') {
            is_inside = path.n > 0;
            while (path.n && path.p[--path.n] != '/') {
            }
        } else if (n && !(n == 1 && s[0] == '.')) {
            if (path.n) {
                rf_buf_char(&path, '/');
            }
            rf_buf_add(&path, s, n);
        }
        s += n + (s[n] == '/');
    }
    const char *result =
        is_inside ? rf_arena_copy(model->arena, path.p ? path.p : "", path.n) : NULL;
    rf_buf_clear(&path);
    return result;
}

static const struct referat_annex *find_in_item(const struct referat_item *item,
                                                const char *path)
{
    for (size_t i = 0; item && i < item->annex_count; i++) {
        const struct referat_annex *annex = item->annexes[i];
        if (annex->number && annex->path && strcmp(annex->path, path) == 0) {
            return annex;
        }
    }
    return NULL;
}

static const struct referat_annex *find_annex(const struct place *place, const char *path)
{
    const struct referat_annex *annex = find_in_item(place->item, path);
    const struct referat_meeting *m = place->meeting;
    for (size_t i = 0; !annex && i < m->annex_count; i++) {
        if (m->annexes[i]->path && strcmp(m->annexes[i]->path, path) == 0) {
            annex = m->annexes[i];
        }
    }
    return annex;
}

static bool has_scheme(const char *url)
{
    size_t n = strcspn(url, ":/?#");
    return url[n] == ':';
}

/* A link to a file becomes one to the annex's page. One that leads to no page of the pack
 * is printed as text. */
static void link_node(const struct place *place, struct referat_node *node)
{
    if (node->is_unsafe || !node->text || has_scheme(node->text)) {
        return;
    }
    const char *path = join(place->model, place->folder, node->text);
    node->annex = path && *node->text != '#' ? find_annex(place, path) : NULL;
}

static void link_list(const struct place *place, const struct referat_node *list)
{
    for (const struct referat_node *node = list; node; node = node->next) {
        if (node->type == REFERAT_LINK) {
            link_node(place, (struct referat_node *)node);
        }
        if (node->first) {
            link_list(place, node->first);
        }
    }
}

static void link_document(struct place place, const struct referat_document *document)
{
    place.folder = folder_of(place.model, document->path);
    link_list(&place, document->body.blocks);
}

static void link_recommendation(struct place place,
                                const struct referat_recommendation *r)
{
    link_document(place, &r->document);
    place.folder = folder_of(place.model, r->document.path);
    link_list(&place, r->coordinated_with.blocks);
    for (size_t i = 0; i < r->point_count; i++) {
        link_list(&place, r->points[i].text.inlines);
    }
}

static void link_item(struct place place, const struct referat_item *item)
{
    place.item = item;
    link_list(&place, item->purpose.blocks);
    link_list(&place, item->method.blocks);
    link_list(&place, item->text.blocks);
    if (item->recommendation) {
        link_recommendation(place, item->recommendation);
    }
    for (size_t i = 0; i < item->annex_count; i++) {
        const struct referat_annex *annex = item->annexes[i];
        if (annex->paper) {
            link_document(place, &annex->paper->document);
        } else if (annex->recommendation &&
                   annex->recommendation != item->recommendation) {
            link_recommendation(place, annex->recommendation);
        }
    }
}

static void link_minutes(struct place place, const struct referat_minutes *minutes)
{
    place.folder = folder_of(place.model, minutes->document.path);
    link_list(&place, minutes->introduction);
    link_list(&place, minutes->corrections.blocks);
    for (size_t i = 0; i < place.meeting->all_item_count; i++) {
        place.item = place.meeting->all_items[i];
        link_list(&place, place.item->minutes_text);
    }
}

void rf_model_links(struct rf_model *model, struct referat_meeting *m)
{
    struct place place = {.model = model, .meeting = m, .folder = m->folder};
    if (m->agenda) {
        link_document(place, &m->agenda->document);
        place.folder = folder_of(model, m->agenda->document.path);
    }
    for (size_t i = 0; i < m->all_item_count; i++) {
        link_item(place, m->all_items[i]);
    }
    if (m->minutes) {
        link_minutes(place, m->minutes);
    }
}
