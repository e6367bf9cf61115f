/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/extraction.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/extract/extract.h"
#include "pipeline/extract/opinion.h"
#include "pipeline/extract/packed.h"
#include "pipeline/workbook/charset.h"

/* In the child. */
struct work {
	const struct extraction *x;
	struct book *book;
	struct packed *out;
	FILE *aside;
	size_t findings;
	char *opinion; /* findings that were made before the lock */
	size_t opinion_len;
};

/* They wait in memory until all observations are out. */
enum { MAX_FINDINGS = 1000000 };

static int put_observation(
	void *context, const struct observation *o, struct err *e)
{
	return packed_put(((struct work *)context)->out, o, e);
}

static int put_finding(void *context, const struct finding *f, struct err *e)
{
	struct work *w = context;

	if (w->findings++ == MAX_FINDINGS)
		return err_set(e, ERR_DATA,
			"more than %d findings: this is not what the spec "
			"describes; the last one is of sheet '%.*s', cell "
			"%.*s: %.*s",
			MAX_FINDINGS, SPAN(f->sheet), SPAN(f->cell),
			SPAN(f->message));
	stream_put_finding(w->aside, f);
	return ferror(w->aside) ? err_memory(e) : 0;
}

/* A second reader has processes of its own, which must be started now, and
 * needs a file with a name. */
static int ask_second(struct work *w, struct err *e)
{
	const struct finding about = { .dataset = span_of(w->x->spec->dataset),
		.edition = span_of(w->x->ed->id),
		.release = span_of(book_sha256(w->book)),
		.period = span_of(w->x->ed->id) };
	FILE *out;
	int rc;

	if (!book_is_compound(w->book) || strcmp(w->x->path, "-") == 0)
		return 0;
	out = open_memstream(&w->opinion, &w->opinion_len);
	if (!out)
		return err_memory(e);
	rc = opinion_put(out, w->x->path, &about, e);
	if (fclose(out) != 0)
		rc = err_memory(e);
	return rc;
}

static int check_sum(struct work *w, struct err *e)
{
	const char *sum = book_sha256(w->book);

	if (!w->x->sha256 || strcmp(sum, w->x->sha256) == 0)
		return 0;
	return err_set(e, ERR_DATA,
		"the store is damaged, the file holds other bytes: take the "
		"workbook again");
}

/* The workbook of the edition of this name, or else the latest. */
static struct spec_workbook *named(const struct extraction *x)
{
	const char *slash = strrchr(x->path, '/');
	const char *file = x->file ? x->file : slash ? slash + 1 : x->path;

	for (unsigned i = 0; i < x->ed->n_workbooks; i++)
		if (strcmp(x->ed->workbooks[i].file, file) == 0)
			return &x->ed->workbooks[i];
	return &x->ed->workbooks[x->ed->n_workbooks - 1];
}

struct book_csv extraction_csv(const struct spec_csv *csv)
{
	struct book_csv how = BOOK_CSV_INIT;

	if (csv && csv->separator)
		how.separator = strcmp(csv->separator, "tab") == 0
			? '\t'
			: csv->separator[0];
	if (csv && csv->decimal)
		how.decimal_mark = csv->decimal[0];
	if (csv && csv->charset)
		charset_named(&how.codepage, span_of(csv->charset));
	return how;
}

struct book_csv extraction_reading(const struct extraction *x)
{
	return extraction_csv(named(x)->csv);
}

/* The sum is asked for before the lock. The store names a file by it. */
static int prepare(void *context, struct err *e)
{
	struct work *w = context;
	const struct book_csv csv = extraction_reading(w->x);

	if (book_map(&w->book, w->x->path, &csv, e) < 0)
		return -1;
	if (check_sum(w, e) == 0 && ask_second(w, e) == 0)
		return 0;
	book_close(w->book);
	free(w->opinion);
	return -1;
}

static int work(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct work *w = context;
	struct extract_sink sink = { put_observation, put_finding, w };
	struct spec_edition ed = *w->x->ed;
	int rc;

	/* what the press printed looks like any other list */
	if (named(w->x)->press) {
		ed.workbooks = named(w->x);
		ed.n_workbooks = 1;
	}

	w->aside = aside;
	stream_finding_header(aside);
	if (w->opinion_len)
		fwrite(w->opinion, 1, w->opinion_len, aside);
	free(w->opinion);
	rc = packed_open(&w->out, out, e);
	if (rc == 0)
		rc = book_begin(w->book, e);
	if (rc == 0)
		rc = extract_book(
			w->book, w->x->spec, &ed, w->x->areas, &sink, e);
	packed_close(w->out);
	book_close(w->book);
	return rc;
}

int extraction_start(
	struct child **out, const struct extraction *x, struct err *e)
{
	struct work w = { .x = x };

	return child_start(out,
		&(struct child_task){ .work = work,
			.context = &w,
			.prepare = prepare,
			.lock = SANDBOX_PURE,
			.name = x->name },
		e);
}
