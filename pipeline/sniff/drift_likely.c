/* SPDX-License-Identifier: MIT */
/* Columns that nothing but their likeness says to be the same: label, place,
 * what stands above, and the figures themselves. */
#include <math.h>
#include <stdlib.h>

#include "pipeline/sniff/drift_view.h"
#include "pipeline/sniff/figure.h"

enum { FEW = 3, COMPARED = 10 };
static const double enough = 0.7;

/* What speaks for each pair, whatever becomes of the others. */
struct merits {
	struct view *was, *is;
	double **x, **y; /* figures of those that are left; NULL: not needed */
	double *of;	 /* one for each pair */
};

static int is_left_out(const struct spot *p)
{
	return p->spec && !p->other;
}

static int is_left_over(const struct spot *p)
{
	return !p->spec && !p->other;
}

/* ---- figures ---- */

/* How far the figures of the same areas agree. */
struct agreement {
	unsigned long n, equal;
	double x, y, xx, yy, xy;
};

static void compare(
	struct agreement *a, const double *x, const double *y, size_t n)
{
	*a = (struct agreement){ 0 };
	for (size_t i = 0; i < n; i++) {
		if (isnan(x[i]) || isnan(y[i]))
			continue;
		a->n++;
		a->equal += x[i] == y[i];
		a->x += x[i];
		a->y += y[i];
		a->xx += x[i] * x[i];
		a->yy += y[i] * y[i];
		a->xy += x[i] * y[i];
	}
}

static double correlation(const struct agreement *a)
{
	double n = (double)a->n;
	double x = n * a->xx - a->x * a->x, y = n * a->yy - a->y * a->y;

	return x > 0 && y > 0 ? (n * a->xy - a->x * a->y) / sqrt(x * y) : 0;
}

/* What the figures say for two columns being the same, or against it. */
static double by_figures(const double *x, const double *y, size_t n)
{
	struct agreement a;
	double r;

	if (!x || !y)
		return 0;
	compare(&a, x, y, n);
	if (a.n >= FEW && a.equal * 2 > a.n)
		return 0.5;
	if (a.n < COMPARED)
		return 0;
	r = correlation(&a);
	return r > 0.95 ? 0.2 : r < 0.3 ? -0.3 : 0;
}

static double **figures(
	const struct view *v, int (*wanted)(const struct spot *))
{
	double **out = calloc(v->n + 1, sizeof(*out));

	for (size_t i = 0; out && v->s && i < v->n; i++)
		if (wanted(&v->spots[i]))
			out[i] = view_figures(v, &v->spots[i]);
	return out;
}

static void free_figures(double **v, size_t n)
{
	for (size_t i = 0; v && i < n; i++)
		free(v[i]);
	free(v);
}

/* ---- what speaks for a pair ---- */

/* Can it hold what the spec reads there at all? */
static int may_hold(const struct spot *p, const struct spec_column *k)
{
	struct figure f;

	switch (k->role) {
	case ROLE_AREA:
		return tally_areas(&p->tally) >= FEW;
	case ROLE_CODE:
		for (int i = 0; i < CODE_SYSTEMS; i++)
			if (p->tally.codes[i] >= FEW)
				return 1;
		return 0;
	case ROLE_VALUE:
		figure_of(&f, &p->tally);
		return k->n_categories || figure_is(&f, &p->tally);
	default:
		return 1;
	}
}

static double merit(const struct merits *m, size_t i, size_t j)
{
	const struct spot *p = &m->was->spots[i], *q = &m->is->spots[j];
	double merit;

	if (!is_left_out(p) || !is_left_over(q) || !may_hold(q, p->spec))
		return -HUGE_VAL;
	merit = label_alike(p->label, q->label);
	if (p->spec->role == ROLE_AREA || p->spec->role == ROLE_CODE)
		merit += 0.5;
	if (*p->above && *q->above)
		merit += label_alike(p->above, q->above) == 1 ? 0.1 : -0.2;
	if (p->spec->role == ROLE_VALUE)
		merit += by_figures(m->x[i], m->y[j], m->was->areas->n_areas);
	return merit;
}

static const struct spot *beside(const struct view *v, size_t i, int step)
{
	if (step < 0)
		return i > 0 ? &v->spots[i - 1] : NULL;
	return i + 1 < v->n ? &v->spots[i + 1] : NULL;
}

/* What the neighbours say: two that are the same are enough. */
static double by_place(const struct merits *m, size_t i, size_t j)
{
	int n = 0;

	for (int step = -1; step <= 1; step += 2) {
		const struct spot *p = beside(m->was, i, step);
		const struct spot *q = beside(m->is, j, step);

		n += p && q ? p->other == q : p == q;
	}
	return n == 2 ? 0.75 : n == 1 ? 0.25 : 0;
}

/* Joins the likeliest two that are left; 0 if none are likely enough. */
static int join_likeliest(const struct merits *m)
{
	struct spot *p = NULL, *q = NULL;
	double most = enough;

	for (size_t i = 0; i < m->was->n; i++)
		for (size_t j = 0; j < m->is->n; j++) {
			double of = m->of[i * m->is->n + j];

			if (of < -1 || m->was->spots[i].other ||
				m->is->spots[j].other)
				continue;
			of += by_place(m, i, j);
			if (of <= most)
				continue;
			most = of;
			p = &m->was->spots[i];
			q = &m->is->spots[j];
		}
	if (p)
		pair_join(p, q, HOW_RENAMED);
	return p != NULL;
}

int pair_likeliest(struct view *was, struct view *is, struct err *e)
{
	struct merits m = { .was = was, .is = is };
	int rc = 0;

	m.x = figures(was, is_left_out);
	m.y = figures(is, is_left_over);
	m.of = calloc(was->n * is->n + 1, sizeof(*m.of));
	if (m.x && m.y && m.of) {
		for (size_t i = 0; i < was->n; i++)
			for (size_t j = 0; j < is->n; j++)
				m.of[i * is->n + j] = merit(&m, i, j);
		while (join_likeliest(&m))
			;
	} else {
		rc = err_memory(e);
	}
	free_figures(m.x, was->n);
	free_figures(m.y, is->n);
	free(m.of);
	return rc;
}
