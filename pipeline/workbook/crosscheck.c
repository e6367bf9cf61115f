/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/crosscheck.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/child.h"
#include "pipeline/base/num.h"
#include "pipeline/workbook/relay.h"
#include "pipeline/workbook/second.h"

enum { MAX_SHEETS = 10000 };

/* What a reader has said last, and where it comes from. */
struct side {
	struct child *child;
	struct relayed now;
	struct text room;
	struct err fault;
	int ended; /* there is no more */
};

struct cross {
	const char *path;
	struct book *book; /* in our reader's process */
	char **names;	   /* of the sheets */
	size_t n;
	struct side ours, its;
	struct xls_check *out;
	xls_difference_fn *differs;
	void *context;
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
	struct relayed p = { RELAY_OTHER, c->row, c->column, c->number,
		{ NULL, 0 } };

	if (!c->formula.at && c->type == CELL_NUMBER)
		p.kind = RELAY_NUMBER;
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
	(void)context;
	(void)e;
	second_prepare();
	return 0;
}

static int read_its(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct cross *x = context;

	(void)aside;
	return second_read(out, x->path, x->names, x->n, e);
}

/* ---- comparing ----------------------------------------------------------- */

static void next(struct side *s)
{
	if (relay_get(&s->now, &s->room, child_out(s->child), &s->fault) == 1)
		return;
	s->now = (struct relayed){ RELAY_END, 0, 0, 0, { NULL, 0 } };
	s->ended = 1;
}

static int add_name(struct cross *x, struct err *e)
{
	char **more = array_more(x->names, x->n, sizeof(*more));

	if (!more)
		return err_memory(e);
	x->names = more;
	more[x->n] = text_copy(x->ours.now.text);
	return more[x->n++] ? 0 : err_memory(e);
}

static int read_names(struct cross *x, struct err *e)
{
	for (next(&x->ours); x->ours.now.kind == RELAY_SHEET; next(&x->ours)) {
		if (x->n == MAX_SHEETS)
			return err_set(
				e, ERR_DATA, "more than %d sheets", MAX_SHEETS);
		if (add_name(x, e) < 0)
			return -1;
	}
	return 0;
}

static int is_cell(const struct side *s)
{
	return s->now.kind > RELAY_SHEET;
}

/* Which of the two comes first in the sheet: below 0 ours, above 0 its. */
static int order(const struct side *ours, const struct side *its)
{
	const struct relayed *a = &ours->now, *b = &its->now;

	if (!is_cell(ours) || !is_cell(its))
		return is_cell(ours) ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->column < b->column ? -1 : a->column > b->column;
}

/* A quotient by 100 may be off by the last bit there. */
static int is_same(const struct relayed *a, const struct relayed *b)
{
	if (a->kind != b->kind)
		return 0;
	if (a->kind == RELAY_NUMBER)
		return fabs(a->number - b->number) <= 1e-15 * fabs(a->number);
	return a->text.len == b->text.len &&
		memcmp(a->text.at, b->text.at, a->text.len) == 0;
}

/* An empty text is no cell to others. */
static int says_something(const struct relayed *p)
{
	return p->kind == RELAY_NUMBER ||
		(p->kind == RELAY_TEXT && p->text.len > 0);
}

static struct span value(char digits[NUM_TEXT], const struct relayed *p)
{
	if (!p)
		return (struct span){ NULL, 0 };
	if (p->kind != RELAY_NUMBER)
		return p->text;
	num_format(digits, p->number);
	return span_of(digits);
}

static int differ(struct cross *x, const char *sheet, const struct relayed *a,
	const struct relayed *b, struct err *e)
{
	const struct relayed *at = a ? a : b;
	struct xls_difference d = { .sheet = sheet };
	char ours[NUM_TEXT], its[NUM_TEXT];

	x->out->differs++;
	if (!x->differs)
		return 0;
	cell_address(d.cell, at->row, at->column);
	d.is_number = (a && a->kind == RELAY_NUMBER) ||
		(b && b->kind == RELAY_NUMBER);
	d.ours = value(ours, a);
	d.its = value(its, b);
	return x->differs(x->context, &d, e);
}

/* Compares the cell that comes first, and goes on behind it. */
static int compare_next(
	struct cross *x, const struct relayed *sheet, size_t i, struct err *e)
{
	int which = order(&x->ours, &x->its), rc = 0;
	const struct relayed *a = which <= 0 ? &x->ours.now : NULL,
			     *b = which >= 0 ? &x->its.now : NULL;

	if (a &&
		(a->kind == RELAY_OTHER || a->row >= sheet->row ||
			a->column >= sheet->column))
		x->out->left_out++;
	else if (a && b && is_same(a, b))
		x->out->same++;
	else if (a || says_something(b))
		rc = differ(x, x->names[i], a, b, e);
	if (a)
		next(&x->ours);
	if (b)
		next(&x->its);
	return rc;
}

static int compare_sheet(struct cross *x, size_t i, struct err *e)
{
	struct relayed sheet = x->its.now;

	next(&x->ours);
	next(&x->its);
	while (!x->its.ended && (is_cell(&x->ours) || is_cell(&x->its)))
		if (compare_next(x, &sheet, i, e) < 0)
			return -1;
	return 0;
}

static int compare(struct cross *x, struct err *e)
{
	next(&x->ours);
	next(&x->its);
	for (size_t i = 0; i < x->n && x->ours.now.kind == RELAY_SHEET &&
		x->its.now.kind == RELAY_SHEET;
		i++)
		if (compare_sheet(x, i, e) < 0)
			return -1;
	return 0;
}

/* ---- both ---------------------------------------------------------------- */

static int start_ours(struct cross *x, struct err *e)
{
	return child_start(&x->ours.child,
		&(struct child_task){ .work = read_ours,
			.context = x,
			.prepare = open_ours,
			.lock = SANDBOX_PURE,
			.name = x->path },
		e);
}

static int start_its(struct cross *x, struct err *e)
{
	return child_start(&x->its.child,
		&(struct child_task){ .work = read_its,
			.context = x,
			.prepare = prepare_its,
			.lock = SANDBOX_READS,
			.who = "libfreexl" },
		e);
}

/* Reads on to the end, so that the child can say what it has to say. Its own
 * fault comes before what became of its stream. */
static int end_side(struct cross *x, struct side *s, struct err *e)
{
	if (!s->child)
		return 0;
	for (; !s->ended; next(s))
		if (s == &x->ours && is_cell(s))
			x->out->left_out++;
	text_free(&s->room);
	if (child_end(s->child, e) < 0)
		return -1;
	return s->fault.kind == ERR_NONE
		? 0
		: err_set(e, s->fault.kind, "%s", s->fault.text);
}

static int cross_check(struct cross *x, struct err *e)
{
	if (start_ours(x, e) < 0 || read_names(x, e) < 0)
		return -1;
	if (x->ours.ended)
		return 0; /* end_side says why */
	return start_its(x, e) < 0 ? -1 : compare(x, e);
}

int xls_cross_check(struct xls_check *out, const char *path,
	xls_difference_fn *differs, void *context, struct err *e)
{
	struct cross x = {
		.path = path, .out = out, .differs = differs, .context = context
	};
	struct err fault = ERR_INIT;
	int rc;

	*out = (struct xls_check){ 0 };
	rc = cross_check(&x, e);
	if (end_side(&x, &x.ours, e) < 0)
		rc = -1;
	if (end_side(&x, &x.its, &fault) < 0)
		snprintf(out->refused, sizeof(out->refused), "%s", fault.text);
	for (size_t i = 0; i < x.n; i++)
		free(x.names[i]);
	free(x.names);
	return rc;
}
