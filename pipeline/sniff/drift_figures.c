/* SPDX-License-Identifier: MIT */
/* What changed in the figures of a column: how they are stored, what else
 * stands among them, how many places they have. */
#include <stdio.h>

#include "pipeline/extract/verdict.h"
#include "pipeline/sniff/drift_inside.h"
#include "pipeline/sniff/figure.h"

enum {
	FEW = 5,     /* fewer figures tell nothing of their places */
	PRECISE = 7, /* this many places and more are all there are */
	SHOWN = 3,   /* strange texts of a column that are told */
};

/* ---- numbers as text ---- */

static const char *stored_as(const struct tally *t)
{
	if (t->numeric_texts == 0)
		return "numbers";
	return t->numbers ? "numbers and text" : "text";
}

/* A spec that says text reads numbers too. */
static int look_text(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	const struct tally *a = &was->tally, *b = &is->tally;
	const char *before = l->was->s ? stored_as(a) : "numbers";
	const char *now = stored_as(b);

	if ((l->was->s ? a->numbers + a->numeric_texts == 0
		       : was->spec->numeric_text) ||
		b->numbers + b->numeric_texts == 0 || strcmp(before, now) == 0)
		return 0;
	return look_column(l, was, is,
		(struct drift){ .kind = DRIFT_TEXT, .was = before, .is = now },
		e);
}

/* ---- what is no figure ---- */

/* Does the spec take it for what it is? */
static int is_read(const struct judge *j, const struct tally_text *x)
{
	const struct cell c = { .type = x->type, .text = span_of(x->at) };
	double v;

	switch (verdict_of(j, MEASURE_RAW, &c, &v)) {
	case UNDECLARED_BLANK:
	case ERROR_CELL:
	case NOT_A_NUMBER:
	case NOT_A_CATEGORY:
		return 0;
	default:
		return 1;
	}
}

/* Cleaners that make numbers of the strange texts, as a list for the spec. */
static void hint_cleaners(struct text *out, const struct spot *is)
{
	struct figure f;

	figure_of(&f, &is->tally);
	for (unsigned i = 0; f.strange == 0 && figure_cleaner(i); i++)
		if (f.cleaners >> i & 1)
			text_printf(out, "%s%s", out->len ? ", " : "",
				figure_cleaner(i));
}

static int tell_text(struct look *l, const struct spot *was,
	const struct spot *is, const struct tally_text *x, struct err *e)
{
	int marks = x->type == CELL_ERROR || figure_says_none(x->at);
	struct text cleaners = TEXT_INIT;
	char cell[CELL_ADDRESS];
	int rc;

	cell_address(cell, x->row, is->column);
	if (!marks)
		hint_cleaners(&cleaners, is);
	rc = look_add(l,
		(struct drift){ .kind = marks ? DRIFT_MISSING : DRIFT_STRANGE,
			.column = was->spec,
			.cell = cell,
			.is = x->at,
			.hint = cleaners.at },
		e);
	text_free(&cleaners);
	return rc;
}

static int look_texts(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	const struct judge j =
		judge_of(was->spec, l->t, is->period != NULL, '.');
	unsigned told = 0;

	for (unsigned i = 0; i < is->tally.n_texts && told < SHOWN; i++) {
		const struct tally_text *x = &is->tally.text[i];

		if (!*x->at || tally_find(&was->tally, x->at) || is_read(&j, x))
			continue;
		told++;
		if (tell_text(l, was, is, x, e) < 0)
			return -1;
	}
	return 0;
}

/* How many rows about an area have a blank in the column, and the first. */
static unsigned long blanks(
	const struct view *v, const struct spot *p, uint32_t *row)
{
	const struct kept_row *r;
	unsigned long n = 0;
	size_t at = 0;

	while ((r = view_row(v, &at))) {
		const struct kept *c = summary_cell(r, p->column);

		if ((c && (!c->text || *c->text)) || !view_area(v, r))
			continue;
		if (n++ == 0)
			*row = r->number;
	}
	return n;
}

static int look_blanks(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	const struct judge j =
		judge_of(was->spec, l->t, is->period != NULL, '.');
	uint32_t row = 0;
	char cell[CELL_ADDRESS];

	if (j.blank != BLANK_FINDING ||
		verdict_among(j.missing, j.n_missing, span_of("")) ||
		(l->was->s && blanks(l->was, was, &row) > 0) ||
		blanks(l->is, is, &row) == 0)
		return 0;
	cell_address(cell, row, is->column);
	return look_add(l,
		(struct drift){ .kind = DRIFT_MISSING,
			.column = was->spec,
			.cell = cell },
		e);
}

/* ---- places ---- */

static int places(const struct tally *t)
{
	return t->exact || t->decimals > PRECISE ? PRECISE : t->decimals;
}

static int look_places(struct look *l, const struct spot *was,
	const struct spot *is, struct err *e)
{
	const struct tally *a = &was->tally, *b = &is->tally;
	const char *all = "all";
	char before[16], now[16];

	if (!l->was->s || was->spec->measure == MEASURE_RANK ||
		a->numbers + a->numeric_texts < FEW ||
		b->numbers + b->numeric_texts < FEW || places(a) == places(b))
		return 0;
	snprintf(before, sizeof(before), "%d", places(a));
	snprintf(now, sizeof(now), "%d", places(b));
	return look_column(l, was, is,
		(struct drift){ .kind = DRIFT_DECIMALS,
			.was = places(a) == PRECISE ? all : before,
			.is = places(b) == PRECISE ? all : now },
		e);
}

int look_figures(struct look *l, const struct spot *was, const struct spot *is,
	struct err *e)
{
	if (look_text(l, was, is, e) < 0 || look_texts(l, was, is, e) < 0 ||
		look_blanks(l, was, is, e) < 0)
		return -1;
	return look_places(l, was, is, e);
}
