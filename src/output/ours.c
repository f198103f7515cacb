/* A single file that a command is to write (output).
 *
 * A file is judged by its name, by what stands there and by the folders above it; it is
 * in no list, so it may be written over by whoever names it. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/real_path.h"
#include "base/str.h"
#include "output/internal.h"
#include "parse/kind.h"

struct file {
    struct rf_arena *arena;
    const char *path, *real, *folder; /* the last two as rf_real_path has them */
    const struct rf_guarded *sources;
    const char **error;
};

static enum rf_verdict refuse(const struct file *f, const char *what)
{
    return rf_refuse(f->arena, f->error, "%s: %s; name another file", f->path, what);
}

static bool is_document(const struct file *f)
{
    int root = open(f->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_one =
        root >= 0 && rf_is_document_of_ours(rf_root_on_disk(root), rf_path_name(f->real));
    if (root >= 0) {
        close(root);
    }
    return is_one;
}

/* Judges a file that is there: it may be a document, or be named by one of the series
 * that it lies in, whether that is read by the run or not. */
static enum rf_verdict judge_source(const struct file *f)
{
    const char *series = NULL;
    if (strcmp(rf_path_name(f->real), "referat.yaml") == 0 || is_document(f)) {
        return refuse(f, "this is a source, which would be written over");
    }
    if (!f->sources->names) {
        return RF_VERDICT_ALLOWED;
    }
    for (size_t i = 0; !series && i < f->sources->count; i++) {
        const char *name = f->sources->series[i];
        series = rf_real_is_within(f->real, rf_real_path(f->arena, name)) ? name : NULL;
    }
    series = series ? series : rf_sources_above(f->arena, f->folder).series;
    if (series && f->sources->names(series, f->real)) {
        return rf_refuse(f->arena, f->error,
                         "%s: a document of the series %s names this file, which would "
                         "be written over; name another file",
                         f->path, series);
    }
    return RF_VERDICT_ALLOWED;
}

enum rf_verdict rf_destination_judge_file(struct rf_arena *arena, const char *path,
                                          enum rf_edition_mark mark,
                                          const struct rf_guarded *sources,
                                          const char **error)
{
    struct file f = {.arena = arena, .path = path, .sources = sources, .error = error};
    struct stat info;
    f.real = rf_real_path(arena, path);
    f.folder = rf_path_folder(arena, f.real);
    f.folder = *f.folder ? f.folder : "/";
    if (rf_starts_with(rf_path_name(f.real), ".referat-")) {
        return refuse(&f, "names that begin with .referat- are the program's own");
    }
    const struct rf_lower lower = {
        .arena = arena, .name = path, .real = f.folder, .mark = mark, .error = error};
    enum rf_verdict verdict = rf_editions_above(&lower);
    if (verdict == RF_VERDICT_ALLOWED && stat(f.real, &info) == 0 &&
        S_ISREG(info.st_mode)) {
        verdict = judge_source(&f);
    }
    return verdict;
}
