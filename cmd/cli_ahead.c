/* SPDX-License-Identifier: MIT */
#include "cmd/cli_ahead.h"

#include <string.h>

#include "cmd/cli_release.h"
#include "pipeline/extract/ahead.h"
#include "pipeline/extract/extraction.h"
#include "pipeline/extract/recipe.h"

/* What several releases have in common. */
struct common {
	struct releases *releases;
	struct spec *spec; /* of the last one */
	struct areas *areas;
	char recipe[HASH_HEX];
};

static void close_dataset(struct common *w)
{
	areas_close(w->areas);
	spec_close(w->spec);
	w->areas = NULL;
	w->spec = NULL;
}

static int open_dataset(struct common *w, const char *dataset, struct err *e)
{
	if (w->spec && strcmp(w->spec->dataset, dataset) == 0)
		return 0;
	close_dataset(w);
	if (spec_open(&w->spec, cli_root(), dataset, e) == 0 &&
		spec_areas(&w->areas, w->spec, cli_root(), e) == 0 &&
		recipe_of(w->recipe, cli_root(), w->spec, w->areas, e) == 0)
		return 0;
	close_dataset(w);
	return -1;
}

/* A name and what stands behind its @; NULL: nothing. */
static int split(struct spec_name *name, const char **release, const char *text,
	struct err *e)
{
	size_t n = strcspn(text, "@");
	char front[sizeof(*name)];

	*release = text[n] ? text + n + 1 : NULL;
	if (*release && strlen(*release) < 4)
		return err_set(e, ERR_USAGE,
			"'%.100s': expected four digits or more behind the @",
			text);
	if (n >= sizeof(front))
		return spec_name(name, text, e);
	memcpy(front, text, n);
	front[n] = '\0';
	return spec_name(name, front, e);
}

static int leave(struct common *w, const char *text, struct err *e)
{
	char path[PATH_TEXT], to[PATH_TEXT];
	const struct release *from;
	struct extraction x = { .path = path, .name = path };
	struct child *child = NULL;
	const char *wanted;
	struct spec_name name;

	if (split(&name, &wanted, text, e) < 0 ||
		open_dataset(w, name.dataset, e) < 0 ||
		spec_need_edition(&x.ed, w->spec, name.edition, e) < 0 ||
		cli_release(path, &from, w->releases, x.ed, &name, wanted, e) <
			0)
		return -1;
	x.file = from->file;
	x.sha256 = from->sha256;
	x.spec = w->spec;
	x.areas = w->areas;
	if (ahead_path(to, cli_root(), &x, w->recipe, e) < 0 ||
		extraction_start(&child, &x, e) < 0)
		return -1;
	return ahead_write(to, child, e);
}

int cli_ahead(const struct cli *c)
{
	struct common w = { .releases = NULL };
	struct err e = ERR_INIT;
	int worst = 0;

	if (releases_open(&w.releases, cli_root(), RELEASES_READ, &e) < 0) {
		cli_fault(c, "%s", e.text);
		worst = err_status(e.kind);
	}
	for (int i = 0; w.releases && i < c->argc; i++) {
		e = (struct err)ERR_INIT;
		if (leave(&w, c->argv[i], &e) == 0)
			continue;
		cli_fault(c, "%s", e.text);
		if (err_status(e.kind) > worst)
			worst = err_status(e.kind);
	}
	close_dataset(&w);
	releases_close(w.releases);
	return worst;
}
