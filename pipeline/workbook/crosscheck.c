/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/crosscheck.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/child.h"
#include "pipeline/workbook/merge.h"
#include "pipeline/workbook/second.h"

enum { MAX_SHEETS = 10000 };

struct cross {
	const char *path;
	struct book *book;     /* in our reader's process */
	struct second *second; /* in the other's */
	struct child *ours, *its;
	struct merge merge;
};

/* ---- our reader ---------------------------------------------------------- */

static int open_ours(void *context, struct err *e)
{
	struct cross *x = context;

	return book_map(&x->book, x->path, NULL, e);
}

static void put_sheet_name(FILE *out, const char *name)
{
	relay_put(
		out, &(struct relayed){ RELAY_SHEET, 0, 0, 0, span_of(name) });
}

static void put_cell(FILE *out, const struct cell *c)
{
	struct relayed p = { RELAY_OTHER, c->row, c->column, 0, { NULL, 0 } };

	if (!c->formula.at && c->type == CELL_NUMBER && isfinite(c->number)) {
		p.kind = RELAY_NUMBER;
		p.number = c->number;
	}
	if (!c->formula.at && c->type == CELL_TEXT && c->text.len > 0) {
		p.kind = RELAY_TEXT;
		p.text = c->text;
	}
	relay_put(out, &p);
}

static int put_sheet(FILE *out, struct book *b, size_t i, struct err *e)
{
	struct sheet *s = NULL;
	struct row row;
	int rc = sheet_open(&s, b, i, e);

	if (rc < 0)
		return -1;
	put_sheet_name(out, book_sheet_name(b, i));
	while ((rc = sheet_next(s, &row, e)) > 0)
		for (size_t j = 0; j < row.n; j++)
			put_cell(out, &row.cells[j]);
	sheet_close(s);
	return rc;
}

static int put_book(FILE *out, struct book *b, struct err *e)
{
	const struct relayed end = { RELAY_END, 0, 0, 0, { NULL, 0 } };

	if (strcmp(book_format(b), "xls") != 0)
		return err_set(e, ERR_DATA,
			"no .xls: other formats have no second reader here");
	for (size_t i = 0; i < book_sheets(b); i++)
		put_sheet_name(out, book_sheet_name(b, i));
	relay_put(out, &end);
	for (size_t i = 0; i < book_sheets(b); i++)
		if (put_sheet(out, b, i, e) < 0)
			return -1;
	relay_put(out, &end);
	return 0;
}

/* The names of all sheets and an end; then the sheets and an end. */
static int read_ours(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct cross *x = context;
	int rc = book_begin(x->book, e);

	(void)aside;
	if (rc == 0)
		rc = put_book(out, x->book, e);
	book_close(x->book);
	return rc;
}

/* ---- the other ----------------------------------------------------------- */

static int prepare_its(void *context, struct err *e)
{
	struct cross *x = context;

	return second_open(&x->second, e);
}

static int read_its(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct cross *x = context;
	int rc = second_read(out, x->path, x->merge.names, x->merge.n, e);

	(void)aside;
	second_close(x->second);
	return rc;
}

/* ---- names ----------------------------------------------------------- */

static int add_name(struct merge *m, struct err *e)
{
	char **more = array_more(m->names, m->n, sizeof(*more));

	if (!more)
		return err_memory(e);
	m->names = more;
	more[m->n] = text_copy(m->ours.now.text);
	return more[m->n++] ? 0 : err_memory(e);
}

/* The other reader is asked for the sheets that ours has found. */
static int read_names(struct merge *m, struct err *e)
{
	struct side *s = &m->ours;

	for (side_next(s); s->now.kind == RELAY_SHEET; side_next(s)) {
		if (m->n == MAX_SHEETS)
			return err_set(
				e, ERR_DATA, "more than %d sheets", MAX_SHEETS);
		if (add_name(m, e) < 0)
			return -1;
	}
	return 0;
}

/* ---- both ---------------------------------------------------------------- */

static int start_ours(struct cross *x, struct err *e)
{
	const struct child_task task = { .work = read_ours,
		.context = x,
		.prepare = open_ours,
		.lock = SANDBOX_PURE,
		.name = x->path };

	if (child_start(&x->ours, &task, e) < 0)
		return -1;
	x->merge.ours.in = child_out(x->ours);
	return 0;
}

static int start_its(struct cross *x, struct err *e)
{
	const struct child_task task = { .work = read_its,
		.context = x,
		.prepare = prepare_its,
		.lock = SANDBOX_READS,
		.who = "libfreexl" };

	if (child_start(&x->its, &task, e) < 0)
		return -1;
	x->merge.its.in = child_out(x->its);
	return 0;
}

static int cross_check(struct cross *x, struct err *e)
{
	if (start_ours(x, e) < 0 || read_names(&x->merge, e) < 0)
		return -1;
	if (x->merge.ours.ended)
		return 0; /* end_side says why */
	return start_its(x, e) < 0 ? -1 : merge_sheets(&x->merge, e);
}

/* Reads on to the end, so that the child can say what it has to say. Its own
 * fault comes before what became of its stream. */
static int end_side(
	struct side *s, struct child *c, size_t *cells, struct err *e)
{
	if (!c)
		return 0;
	for (; !s->ended; side_next(s))
		*cells += (size_t)side_is_cell(s);
	text_free(&s->room);
	if (child_end(c, e) < 0)
		return -1;
	return s->fault.kind == ERR_NONE
		? 0
		: err_set(e, s->fault.kind, "%s", s->fault.text);
}

/* Cells of ours that were not compared are left out; cells of the other that
 * were not mean that it stopped. */
static int end_sides(struct cross *x, struct xls_check *out, struct err *e)
{
	struct err fault = ERR_INIT;
	size_t ignored = 0;
	int rc = end_side(&x->merge.ours, x->ours, &out->left_out, e);

	if (end_side(&x->merge.its, x->its, &ignored, &fault) < 0)
		snprintf(out->refused, sizeof(out->refused), "%s", fault.text);
	return rc;
}

int xls_cross_check(struct xls_check *out, const char *path,
	xls_difference_fn *differs, void *context, struct err *e)
{
	struct cross x = { .path = path,
		.merge = {
			.out = out, .differs = differs, .context = context } };
	int rc;

	*out = (struct xls_check){ 0 };
	rc = cross_check(&x, e);
	if (end_sides(&x, out, e) < 0)
		rc = -1;
	for (size_t i = 0; i < x.merge.n; i++)
		free(x.merge.names[i]);
	free(x.merge.names);
	return rc;
}
