/* SPDX-License-Identifier: MIT */
#include "pipeline/score/contrib.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/num.h"

enum { PLACES_MORE = 2, PLACES_MAX = 15 };
#define UNITS_MAX 4e17

static const double *row_of(const struct contrib_side *s)
{
	const struct score_tree *t = s->c->tree;

	return t->values + s->area * t->n_nodes;
}

static const struct composite *root_of(const struct contrib_side *s)
{
	return composites_find(s->c, 0);
}

static int is_mean(const struct contrib_side *s)
{
	return root_of(s)->combine == COMBINE_MEAN;
}

/* ---- the parts of both ---- */

static struct contribution *find(struct contributions *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct contribution *p = &c->all[i];
		int at = p->node[0] >= 0 ? 0 : 1;
		const struct score_tree *t = c->side[at].c->tree;

		if (strcmp(t->nodes[p->node[at]].indicator, name) == 0)
			return &c->all[i];
	}
	return NULL;
}

static struct contribution *add(struct contributions *c, struct err *e)
{
	struct contribution *all = array_more(c->all, c->n, sizeof(*all));

	if (!all) {
		err_memory(e);
		return NULL;
	}
	c->all = all;
	all[c->n] = (struct contribution){ { -1, -1 }, { NAN, NAN },
		{ NAN, NAN }, 0, 0 };
	return &all[c->n++];
}

static int add_side(struct contributions *c, int at, struct err *e)
{
	const struct contrib_side *s = &c->side[at];
	const struct composite *root = root_of(s);

	for (size_t i = 0; i < root->n; i++) {
		const struct part *p = &s->c->parts[root->first + i];
		struct contribution *to;

		if (p->weight == 0)
			continue;
		to = find(c, s->c->tree->nodes[p->node].indicator);
		if (!to)
			to = add(c, e);
		if (!to)
			return -1;
		to->node[at] = p->node;
		to->weight[at] = p->weight;
		to->value[at] = row_of(s)[p->node];
	}
	return 0;
}

/* What neither has is nobody's. */
static void drop_empty(struct contributions *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (!isnan(c->all[i].value[0]) || !isnan(c->all[i].value[1]))
			c->all[n++] = c->all[i];
	c->n = n;
}

/* Weights of a mean come to 1 over the parts that are left. */
static void level(struct contributions *c, int at)
{
	double sum = 0;

	for (size_t i = 0; i < c->n; i++)
		if (!isnan(c->all[i].weight[at]))
			sum += c->all[i].weight[at];
	for (size_t i = 0; i < c->n && is_mean(&c->side[at]); i++)
		c->all[i].weight[at] /= sum;
}

/* ---- units ---- */

static int64_t units_of(const struct contributions *c, double value)
{
	return (int64_t)floor(value * num_power(c->places) + 0.5);
}

static double score_of(const struct contributions *c, int at)
{
	return row_of(&c->side[at])[0];
}

/* Those of the scores and two more, as far as an integer holds them. */
static int choose_places(struct contributions *c, struct err *e)
{
	double most = fmax(fabs(score_of(c, 0)), fabs(score_of(c, 1))) + 1;
	int a = num_places(score_of(c, 0)), b = num_places(score_of(c, 1));

	for (size_t i = 0; i < c->n; i++)
		for (int at = 0; at < 2; at++)
			if (fabs(c->all[i].value[at]) > most)
				most = fabs(c->all[i].value[at]);
	c->places = (a > b ? a : b) + PLACES_MORE;
	if (c->places > PLACES_MAX)
		c->places = PLACES_MAX;
	while (c->places > 0 && most * num_power(c->places) > UNITS_MAX)
		c->places--;
	return most > UNITS_MAX
		? err_set(e, ERR_DATA, "scores too great to be split")
		: 0;
}

/* ---- the gap ---- */

static void contribute(
	struct contributions *c, struct contribution *p, const double *value)
{
	int mean = is_mean(&c->side[0]) && is_mean(&c->side[1]);
	double middle = mean ? (value[0] + value[1]) / 2 : 0;
	double w[2], x[2], by_score, by_weight;

	for (int at = 0; at < 2; at++) {
		w[at] = isnan(p->weight[at]) ? 0 : p->weight[at];
		x[at] = !isnan(p->value[at])	? p->value[at]
			: is_mean(&c->side[at]) ? value[at]
						: 0;
	}
	by_score = (w[0] + w[1]) / 2 * (x[1] - x[0]);
	by_weight = (w[1] - w[0]) * ((x[0] + x[1]) / 2 - middle);
	p->units = units_of(c, by_score + by_weight);
	p->by_weight = units_of(c, by_weight);
}

/* Half units of the scores and their parts, on both sides, and of each line. */
static double allowed(const struct contributions *c)
{
	double sum = (double)c->n / num_power(c->places);

	for (int at = 0; at < 2; at++) {
		const struct contrib_side *s = &c->side[at];

		sum += s->c->whole_half[0] +
			composite_slack(
				s->c, root_of(s), row_of(s), s->c->part_half);
	}
	return sum + 1e-12 * (fabs(score_of(c, 0)) + fabs(score_of(c, 1)));
}

static int compute(struct contributions *c, struct err *e)
{
	double value[2];

	for (int at = 0; at < 2; at++) {
		const struct contrib_side *s = &c->side[at];

		level(c, at);
		value[at] = composite_value(
			s->c, root_of(s), row_of(s), MEAN_ARITHMETIC, NULL);
	}
	if (choose_places(c, e) < 0)
		return -1;
	for (int at = 0; at < 2; at++)
		c->score[at] = units_of(c, score_of(c, at));
	c->rounding = c->score[1] - c->score[0];
	for (size_t i = 0; i < c->n; i++) {
		contribute(c, &c->all[i], value);
		c->rounding -= c->all[i].units;
	}
	c->explained =
		fabs((double)c->rounding) <= allowed(c) * num_power(c->places);
	return 0;
}

static int check(const struct contrib_side *s, struct err *e)
{
	const struct score_tree *t = s->c->tree;
	const char *lack = isnan(row_of(s)[0]) ? "score"
		: isnan(composite_value(
			  s->c, root_of(s), row_of(s), MEAN_ARITHMETIC, NULL))
		? "part of a score"
		: NULL;

	return lack
		? err_set(e, ERR_DATA, "%s has no %s in %s/%s",
			  t->areas[s->area].area, lack, t->dataset, t->edition)
		: 0;
}

int contributions_open(struct contributions *out, struct contrib_side from,
	struct contrib_side to, struct err *e)
{
	*out = (struct contributions){ .side = { from, to } };
	for (int at = 0; at < 2; at++)
		if (composites_check(out->side[at].c, MEAN_ARITHMETIC, 0, e) <
				0 ||
			check(&out->side[at], e) < 0 ||
			add_side(out, at, e) < 0) {
			contributions_close(out);
			return -1;
		}
	drop_empty(out);
	if (compute(out, e) == 0)
		return 0;
	contributions_close(out);
	return -1;
}

void contributions_close(struct contributions *c)
{
	free(c->all);
	*c = (struct contributions){ .all = NULL };
}
