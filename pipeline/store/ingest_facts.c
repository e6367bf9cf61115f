/* SPDX-License-Identifier: MIT */
/* What is known of a release besides its cells: by the spec and by the lock. */
#include <string.h>

#include "pipeline/store/ingest_note.h"

/* 1 if a file beside the spec holds these bytes. */
static int is_beside(const struct spec *s, const char *file, const char *sha256)
{
	struct err ignored = ERR_INIT;
	char path[PATH_TEXT], hex[HASH_HEX];

	return spec_beside(path, s, file, &ignored) == 0 &&
		hash_file(hex, path, &ignored) == 0 && strcmp(hex, sha256) == 0;
}

/* The workbook of the spec that has these bytes, or this name. What the press
 * printed may be loaded without a line of the lock, and is no workbook then
 * either. */
static const struct spec_workbook *workbook_of(const struct spec *s,
	const struct spec_edition *ed, const char *sha256, const char *file)
{
	for (unsigned i = 0; i < ed->n_workbooks; i++)
		if (ed->workbooks[i].sha256 &&
			strcmp(ed->workbooks[i].sha256, sha256) == 0)
			return &ed->workbooks[i];
	for (unsigned i = 0; file && i < ed->n_workbooks; i++)
		if (strcmp(ed->workbooks[i].file, file) == 0)
			return &ed->workbooks[i];
	for (unsigned i = 0; i < ed->n_workbooks; i++)
		if (ed->workbooks[i].press &&
			is_beside(s, ed->workbooks[i].file, sha256))
			return &ed->workbooks[i];
	return NULL;
}

/* The first line of the lock about a release, and the time of the last one if
 * that is another; else NULL. */
static const struct release *first_line(const struct releases *all,
	const struct ingested *in, const char **again)
{
	const struct release like = { .dataset = in->name.dataset,
		.edition = in->name.edition,
		.sha256 = in->release };
	const struct release *first = releases_first(all, &like),
			     *last = releases_last(all, &like);

	*again = first != last ? last->fetched : NULL;
	return first;
}

static void add_stored(struct load_release *r, const struct release *x)
{
	r->file = x->file;
	r->fetched = x->fetched;
	r->bytes = x->bytes;
	r->status = x->status;
	if (!x->status)
		return;
	r->url = x->url;
	r->final_url = x->final_url;
	r->etag = *x->etag ? x->etag : NULL;
	r->last_modified = *x->last_modified ? x->last_modified : NULL;
	r->content_type = *x->content_type ? x->content_type : NULL;
	r->agent = x->agent;
}

struct load_release ingest_facts(const struct spec *s,
	const struct spec_edition *ed, const struct releases *store,
	const struct ingested *in)
{
	struct load_release r = { .dataset = in->name.dataset,
		.edition = in->name.edition,
		.sha256 = in->release,
		.official = -1,
		.bytes = -1 };
	const struct release *stored = first_line(store, in, &r.again);
	const struct spec_workbook *w =
		workbook_of(s, ed, in->release, stored ? stored->file : NULL);

	if (w) {
		r.is_press = w->press != NULL;
		r.published = w->published;
		r.file = w->file;
		r.url = w->url;
		if (w->sha256)
			r.official = strcmp(w->sha256, in->release) == 0;
	}
	if (stored)
		add_stored(&r, stored);
	return r;
}
