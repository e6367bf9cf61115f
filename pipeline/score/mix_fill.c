/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/num.h"
#include "pipeline/score/detmath.h"
#include "pipeline/score/goalposts.h"
#include "pipeline/score/mix.h"
#include "pipeline/score/ranks.h"

static double value_of(const struct score_tree *t, size_t area, size_t node)
{
	return t->values[area * t->n_nodes + node];
}

/* Which parts an area has; 1 if it has the root. Parts of a group stand before
 * those of the groups below it. */
static int find_have(unsigned char *have, const struct mix *m,
	const struct score_tree *t, size_t area)
{
	int any = 0;

	for (size_t i = m->n_groups; i-- > 0;) {
		const struct mix_group *g = &m->groups[i];

		any = 0;
		for (size_t k = g->first; k < g->first + g->n; k++) {
			const struct mix_part *q = &m->parts[k];

			if (q->input >= 0)
				have[k] = (unsigned char)!isnan(
					value_of(t, area, q->node));
			any |= have[k];
		}
		if (g->part >= 0)
			have[g->part] = (unsigned char)any;
	}
	return any;
}

/* An area's pattern, a new one if need be. */
static int add_area(size_t *pattern, struct mix *m, const unsigned char *have,
	struct err *e)
{
	struct mix_pattern *all;
	unsigned char *copy;
	size_t i = 0;

	while (i < m->n_patterns &&
		memcmp(m->patterns[i].have, have, m->n_parts) != 0)
		i++;
	*pattern = i;
	if (i < m->n_patterns) {
		m->patterns[i].n++;
		return 0;
	}
	all = array_more(m->patterns, i, sizeof(*all));
	copy = malloc(m->n_parts);
	m->patterns = all ? all : m->patterns;
	if (!all || !copy) {
		free(copy);
		return err_memory(e);
	}
	memcpy(copy, have, m->n_parts);
	all[m->n_patterns++] = (struct mix_pattern){ 0, 1, copy };
	return 0;
}

/* The pattern of each area of the tree, or NONE where it does not count. */
enum { NONE = MIX_AREAS_MAX };

static int find_patterns(size_t *of, unsigned char *have, struct mix *m,
	const struct score_tree *t, struct err *e)
{
	for (size_t i = 0; i < t->n_areas; i++) {
		of[i] = NONE;
		memset(have, 0, m->n_parts);
		if (!ranks_has(t, i) || !find_have(have, m, t, i))
			continue;
		if (m->n_areas++ == MIX_AREAS_MAX)
			return err_set(e, ERR_DATA, "more than %d areas",
				MIX_AREAS_MAX);
		if (add_area(&of[i], m, have, e) < 0)
			return -1;
	}
	return m->n_areas > 0 ? 0
			      : err_set(e, ERR_DATA,
					"no area that is ranked has a score "
					"that '%s' follows "
					"from",
					t->nodes[0].indicator);
}

/* The areas by pattern, and in each as the tree has them. */
static int sort_areas(struct mix *m, const size_t *of, size_t n, struct err *e)
{
	size_t at = 0;

	m->areas = calloc(m->n_areas + 1, sizeof(*m->areas));
	if (!m->areas)
		return err_memory(e);
	for (size_t k = 0; k < m->n_patterns; k++) {
		m->patterns[k].first = at;
		for (size_t i = 0; i < n; i++)
			if (of[i] == k)
				m->areas[at++] = i;
	}
	return 0;
}

static void fill_input(struct mix *m, const struct score_tree *t, size_t input,
	struct goalposts seen)
{
	struct goalposts posts = goalposts_of(t, m->inputs[input], seen);

	for (size_t i = 0; i < m->n_areas; i++) {
		double x = value_of(t, m->areas[i], m->inputs[input]);
		size_t to = i * m->n_inputs + input;

		m->scores[to] = isnan(x) ? 0 : x;
		m->logs[to] = isnan(x) ? 0 : det_log(goalposts_put(posts, x));
	}
}

/* How much greater than the greatest input a composite can be. */
static double gain_of(const struct mix *m)
{
	double gain = 1;

	for (size_t i = 0; i < m->n_groups; i++)
		if (m->groups[i].sum && m->groups[i].total > 1)
			gain *= m->groups[i].total;
	return gain;
}

/* What to multiply values by so that one of their last place counts is a
 * LANES_UNIT; where they are too great a power of 2, so that nothing is
 * rounded. places -1: always that. */
static double factor_of(double greatest, int places)
{
	double units = num_power(places);
	int power;

	if (places >= 0 && greatest * units * LANES_UNIT < 0.5)
		return units * LANES_UNIT;
	frexp(greatest, &power);
	return ldexp(0.5, power > -1000 ? -power : 1000);
}

static int scale(
	double *v, const struct mix *m, int places, int up, struct err *e)
{
	size_t n = m->n_areas * m->n_inputs;
	double greatest = 0, factor;

	for (size_t i = 0; i < n; i++)
		greatest = fmax(greatest, fabs(v[i]));
	greatest *= gain_of(m);
	if (!isfinite(greatest))
		return err_set(e, ERR_DATA, "scores too great to add up");
	factor = factor_of(greatest, places) * (up ? 1 : -1);
	for (size_t i = 0; i < n; i++)
		v[i] *= factor;
	return 0;
}

static int fill_values(struct mix *m, const struct score_tree *t, struct err *e)
{
	size_t n = m->n_areas * m->n_inputs;
	struct goalposts seen = GOALPOSTS_NONE;
	int up = ranks_up(t);

	m->scores = calloc(n + 1, sizeof(*m->scores));
	m->logs = calloc(n + 1, sizeof(*m->logs));
	if (!m->scores || !m->logs)
		return err_memory(e);
	for (size_t i = 0; i < m->n_inputs; i++)
		goalposts_widen(&seen, t, m->inputs[i]);
	for (size_t i = 0; i < m->n_inputs; i++)
		fill_input(m, t, i, seen);
	m->lean = (up ? RANKS_LEAN : -RANKS_LEAN) * LANES_UNIT;
	if (scale(m->scores, m, ranks_places(t), up, e) < 0)
		return -1;
	return scale(m->logs, m, -1, up, e);
}

int mix_fill(struct mix *m, const struct score_tree *t, struct err *e)
{
	size_t *of = calloc(t->n_areas + 1, sizeof(*of));
	unsigned char *have = calloc(m->n_parts + 1, 1);
	int rc = -1;

	if (!of || !have)
		err_memory(e);
	else if (find_patterns(of, have, m, t, e) == 0 &&
		sort_areas(m, of, t->n_areas, e) == 0 &&
		fill_values(m, t, e) == 0)
		rc = 0;
	free(of);
	free(have);
	return rc;
}
