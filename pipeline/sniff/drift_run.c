/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/drift_run.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/base/hash.h"
#include "pipeline/extract/extract.h"
#include "pipeline/extract/extraction.h"
#include "pipeline/sniff/drift_draft.h"
#include "pipeline/sniff/source_name.h"

enum { SHEETS = 250 }; /* that are looked at */

/* In the child. */
struct side {
	const char *path;
	struct book *book;
	struct drift_book of;
};

struct work {
	const struct drift_run *how;
	struct side old, new;
	struct file_map yaml;
	char sha256[HASH_HEX];
};

/* ---- before the lock ---- */

static int map(struct side *s, const struct drift_run *how, struct err *e)
{
	const struct spec_edition *ed = how->ed;
	struct book_csv csv =
		extraction_csv(ed->workbooks[ed->n_workbooks - 1].csv);

	return s->path ? book_map(&s->book, s->path, &csv, e) : 0;
}

static int prepare(void *context, struct err *e)
{
	struct work *w = context;

	w->old.path = w->how->old;
	w->new.path = w->how->new;
	if (file_map(&w->yaml, w->how->spec->path, e) < 0 ||
		map(&w->old, w->how, e) < 0 || map(&w->new, w->how, e) < 0)
		return -1;
	memcpy(w->sha256, book_sha256(w->new.book), sizeof(w->sha256));
	return 0;
}

/* ---- behind it ---- */

static int read_sheets(struct side *s, const struct areas *areas, struct err *e)
{
	size_t n = book_sheets(s->book);

	s->of.epoch = book_epoch(s->book);
	s->of.format = book_format(s->book);
	s->of.sheets = calloc(n + 1, sizeof(struct summary *));
	if (!s->of.sheets)
		return err_memory(e);
	for (size_t i = 0; i < n && i < SHEETS; i++, s->of.n++)
		if (summary_read(&s->of.sheets[i], s->book, i, areas, e) < 0)
			return -1;
	return 0;
}

static int read_side(struct side *s, const struct areas *areas, struct err *e)
{
	if (!s->path)
		return 0;
	if (book_begin(s->book, e) < 0 || read_sheets(s, areas, e) < 0)
		return err_in(e, "'%s'", s->path);
	return 0;
}

static void close_side(struct side *s)
{
	for (size_t i = 0; i < s->of.n; i++)
		summary_close(s->of.sheets[i]);
	free((void *)s->of.sheets);
	book_close(s->book);
}

/* The workbook of the edition that the old one is, or else the one that the new
 * one still is, or else the latest. */
static int choose(
	const struct spec_workbook **out, const struct work *w, struct err *e)
{
	const struct spec_edition *ed = w->how->ed;
	struct err ignored = ERR_INIT;

	if (w->old.path) {
		if (extract_workbook(out, w->old.book, ed, e) == 0)
			return 0;
		return err_in(e, "the old workbook '%s'", w->old.path);
	}
	if (extract_workbook(out, w->new.book, ed, &ignored) < 0)
		*out = &ed->workbooks[ed->n_workbooks - 1];
	return 0;
}

static int write(struct work *w, const struct drifts *d,
	const struct drift_task *task, FILE *out, struct err *e)
{
	const struct drift_draft about = { source_file(w->new.path), w->sha256,
		w->how->edition };
	struct text draft = TEXT_INIT;
	int rc;

	if (!w->how->draft)
		return drift_write(out, w->how->format, d, task,
			(struct span){ w->yaml.at, w->yaml.len }, e);
	rc = drift_draft(&draft, d, task, &about, e);
	if (rc == 0)
		fwrite(draft.at, 1, draft.len, out);
	text_free(&draft);
	return rc;
}

static int compare(struct work *w, FILE *out, FILE *aside, struct err *e)
{
	struct drift_task task = { .spec = w->how->spec,
		.ed = w->how->ed,
		.areas = w->how->areas,
		.old = w->old.path ? &w->old.of : NULL,
		.new = &w->new.of };
	struct drifts d = { .n = 0 };
	int rc = choose(&task.w, w, e);

	if (rc == 0)
		rc = naming_open(&task.naming, task.ed->tree, e);
	if (rc == 0)
		rc = drift_find(&d, &task, e);
	if (rc == 0)
		rc = write(w, &d, &task, out, e);
	fprintf(aside, "%zu", drifts_count(&d, 0));
	drifts_free(&d);
	naming_close(task.naming);
	return rc;
}

static int work(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct work *w = context;
	int rc = read_side(&w->new, w->how->areas, e);

	if (rc == 0)
		rc = read_side(&w->old, w->how->areas, e);
	if (rc == 0)
		rc = compare(w, out, aside, e);
	close_side(&w->old);
	close_side(&w->new);
	file_unmap(&w->yaml);
	return rc;
}

int drift_run_start(
	struct child **out, const struct drift_run *r, struct err *e)
{
	struct work w = { .how = r };

	return child_start(out,
		&(struct child_task){ .work = work,
			.context = &w,
			.prepare = prepare,
			.lock = SANDBOX_PURE,
			.who = "the reader of the two workbooks" },
		e);
}

int drift_run_count(size_t *out, struct child *c, struct err *e)
{
	char said[32] = "";

	if (!fgets(said, sizeof(said), child_aside(c)))
		return err_set(e, ERR_DATA, "no count of differences came");
	*out = strtoul(said, NULL, 10);
	return 0;
}
