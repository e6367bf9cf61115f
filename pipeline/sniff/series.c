/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/series.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_DECIMALS = 8, ODD_SHARE = 20 };

/* ---- rows ---- */

static uint64_t mix(uint64_t h, const struct kept *c)
{
	char digits[NUM_TEXT] = "";
	const char *s = digits;

	if (c && c->text)
		s = c->text;
	else if (c)
		num_format(digits, c->number);
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211ULL;
	return h * 31 + 1;
}

static int allot(struct series_rows *r, size_t n, struct err *e)
{
	r->row = calloc(n + 1, sizeof(struct kept_row *));
	r->group = calloc(n + 1, sizeof(*r->group));
	if (r->row && r->group)
		return 0;
	series_rows_free(r);
	return err_memory(e);
}

int series_rows(struct series_rows *out, const struct frame *f,
	const struct areas *a, uint32_t period, uint32_t indicator,
	struct err *e)
{
	*out = (struct series_rows){ .frame = f };
	if (allot(out, f->s->n_rows, e) < 0)
		return -1;
	for (size_t i = 0; i < f->s->n_rows; i++) {
		const struct kept_row *r = &f->s->rows[i];
		const struct area *area = frame_area(f, a, r);
		uint64_t group = 0;

		if (!area || r->number < f->first || r->number > f->last)
			continue;
		if (period != NO_COLUMN)
			group = mix(group, summary_cell(r, period));
		if (indicator != NO_COLUMN)
			group = mix(group, summary_cell(r, indicator));
		out->row[out->n] = r;
		out->group[out->n++] = group;
	}
	return 0;
}

void series_rows_free(struct series_rows *r)
{
	free((void *)r->row);
	free(r->group);
	*r = (struct series_rows){ 0 };
}

int series_of(struct series *out, const struct series_rows *rows,
	uint32_t column, struct err *e)
{
	*out = (struct series){ .group = rows->group, .n = rows->n };
	out->v = malloc((rows->n + 1) * sizeof(*out->v));
	if (!out->v)
		return err_memory(e);
	for (size_t i = 0; i < rows->n; i++) {
		const struct kept *c = summary_cell(rows->row[i], column);

		if (!c ||
			figure_number(&out->v[i], c,
				frame_figure(rows->frame, column)->cleaners) <
				0)
			out->v[i] = NAN;
	}
	return 0;
}

void series_free(struct series *s)
{
	free(s->v);
	s->v = NULL;
}

/* ---- order ---- */

static int sign(double d)
{
	return d > 0 ? 1 : d < 0 ? -1 : 0;
}

double series_concord(
	const struct series *x, const struct series *y, unsigned long *pairs)
{
	long alike = 0, unlike = 0;

	for (size_t i = 0; i < x->n; i++) {
		if (isnan(x->v[i]) || isnan(y->v[i]))
			continue;
		for (size_t k = i + 1; k < x->n; k++) {
			int both;

			if (x->group[i] != x->group[k] || isnan(x->v[k]) ||
				isnan(y->v[k]))
				continue;
			both = sign(x->v[i] - x->v[k]) *
				sign(y->v[i] - y->v[k]);
			alike += both > 0;
			unlike += both < 0;
		}
	}
	*pairs = (unsigned long)(alike + unlike);
	return *pairs ? (double)(alike - unlike) / (double)*pairs : 0;
}

/* ---- ties ---- */

struct ranked {
	double rank, score;
};

static int by_rank(const void *a, const void *b)
{
	return sign(((const struct ranked *)a)->rank -
		((const struct ranked *)b)->rank);
}

static struct ranked *take(size_t *n, const struct series *rank,
	const struct series *score, int lower)
{
	struct ranked *v = malloc((rank->n + 1) * sizeof(*v));

	*n = 0;
	for (size_t i = 0; v && i < rank->n; i++)
		if (!isnan(rank->v[i]) && !isnan(score->v[i]))
			v[(*n)++] = (struct ranked){ rank->v[i],
				lower ? -score->v[i] : score->v[i] };
	if (v)
		qsort(v, *n, sizeof(*v), by_rank);
	return v;
}

/* A half is rounded up, also where the binary number lies just below it. */
static double rounded(double v, int decimals)
{
	double scaled = fabs(v) * pow(10, decimals);

	return copysign(floor(scaled + 0.5 + 1e-9), v);
}

/* How many ranks are not what equal scores of so many places would give. */
static unsigned long off_by_ties(const struct ranked *v, size_t n, int decimals)
{
	unsigned long off = 0;

	for (size_t i = 0; i < n; i++) {
		double own = rounded(v[i].score, decimals);
		size_t better = 0;

		for (size_t k = 0; k < n; k++)
			better += rounded(v[k].score, decimals) > own;
		off += v[i].rank != (double)better + 1;
	}
	return off;
}

/* Is no rank shared? Some may be missing: rows of areas that are not known. */
static int is_sequence(const struct ranked *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (v[i].rank == v[i - 1].rank)
			return 0;
	return 1;
}

struct series_rule series_rule(
	const struct series *rank, const struct series *score, int lower)
{
	struct series_rule out = { .ties = SERIES_UNCLEAR };
	size_t n = 0;
	struct ranked *v = take(&n, rank, score, lower);
	unsigned long least = n;

	out.ranks = n;
	if (v && n > 1 && is_sequence(v, n))
		out.ties = SERIES_SEQUENTIAL;
	for (int d = 0; v && n > 1 && out.ties != SERIES_SEQUENTIAL &&
		d <= MOST_DECIMALS;
		d++) {
		unsigned long off = off_by_ties(v, n, d);

		if (off >= least)
			continue;
		least = off;
		out.decimals = d;
	}
	if (least * ODD_SHARE < n) {
		out.ties = SERIES_COMPETITION;
		out.odd = least;
	}
	free(v);
	return out;
}
