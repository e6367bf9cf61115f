/* SPDX-License-Identifier: MIT */
#include "pipeline/run/take.h"

#include <string.h>

#include "pipeline/base/child.h"
#include "pipeline/extract/extraction.h"
#include "pipeline/workbook/book.h"

/* At a file, in a locked process. */
struct look {
	const char *path;
	struct book_csv csv;
	struct book *book;
};

static int open_book(void *context, struct err *e)
{
	struct look *l = context;

	return book_map(&l->book, l->path, &l->csv, e);
}

static int look(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct look *l = context;
	int rc = book_begin(l->book, e);

	(void)out;
	(void)aside;
	book_close(l->book);
	return rc;
}

/* The store is for workbooks: a web page is refused at the door. */
static int is_workbook(
	const char *path, const struct spec_csv *csv, struct err *fault)
{
	struct look l = { path, extraction_csv(csv), NULL };
	struct child *c = NULL;

	if (child_start(&c,
		    &(struct child_task){ .work = look,
			    .context = &l,
			    .prepare = open_book,
			    .lock = SANDBOX_PURE,
			    .name = path },
		    fault) < 0)
		return 0;
	while (getc(child_out(c)) != EOF)
		;
	return child_end(c, fault) == 0;
}

static int take(struct releases *r, const struct spec *s,
	const struct spec_edition *ed, const struct spec_workbook *w,
	const char *folder, taken_fn *report, void *context, struct err *e)
{
	struct err fault = ERR_INIT;
	char path[PATH_TEXT], sha256[HASH_HEX];
	int added;

	if (file_join(path, folder, w->file, e) < 0)
		return -1;
	if (!file_exists(path))
		return report(context, ed, w, TAKEN_ABSENT, NULL, &fault, e);
	if (!is_workbook(path, w->csv, &fault) ||
		releases_take(r, &added, sha256, s->dataset, ed->id, w->file,
			path, &fault) < 0)
		return report(context, ed, w, TAKEN_FAILED, NULL, &fault, e);
	return report(context, ed, w, added ? TAKEN_NEW : TAKEN_UNCHANGED,
		releases_find(r, sha256), &fault, e);
}

int take_from(struct releases *r, const struct spec *s, const char *edition,
	const char *folder, taken_fn *report, void *context, struct err *e)
{
	if (!file_is_folder(folder))
		return err_set(e, ERR_DATA, "there is no folder '%s'", folder);
	for (unsigned i = 0; i < s->n_editions; i++) {
		const struct spec_edition *ed = &s->editions[i];

		if (edition && strcmp(edition, ed->id) != 0)
			continue;
		for (unsigned j = 0; j < ed->n_workbooks; j++)
			if (take(r, s, ed, &ed->workbooks[j], folder, report,
				    context, e) < 0)
				return -1;
	}
	return releases_keep(r, e);
}
