/* SPDX-License-Identifier: MIT */
#include "tests/scoremake.h"

#include <stdlib.h>

#include "pipeline/score/intervals.h"
#include "pipeline/score/whatif.h"

/* ---- what is simulated ---- */

enum { AREAS = 23, LEAVES = 5, RUNS = 500 };

/* Two pillars of 2 and 3 leaves; areas of the same kind, so that ranks vary;
 * some without a leaf or two. */
static void make_areas(struct tiny *m)
{
	struct rng r;
	int root, a, b;

	made_start(m);
	root = made_node(m, "overall", -1, 1, COMBINE_MEAN);
	a = made_node(m, "a", root, 2, COMBINE_MEAN);
	made_node(m, "a1", a, 0.4, COMBINE_NONE);
	made_node(m, "a2", a, 0.6, COMBINE_NONE);
	b = made_node(m, "b", root, 3, COMBINE_MEAN);
	made_node(m, "b1", b, 1, COMBINE_NONE);
	made_node(m, "b2", b, 1, COMBINE_NONE);
	made_node(m, "b3", b, 2, COMBINE_NONE);
	rng_begin(&r, 5, 0);
	for (size_t i = 0; i < AREAS; i++) {
		double v[8];

		for (int k = 0; k < 8; k++)
			v[k] = 100 * rng_unit(&r);
		if (i % 7 == 3)
			v[2] = NAN;
		if (i % 11 == 5)
			v[5] = v[7] = NAN;
		made_area(m, (double)i + 1, v);
	}
}

static const struct intervals_order usual = {
	.way = { WEIGHTS_UNIFORM, 0.25 }, .seed = 1, .runs = RUNS
};

static void open_all(struct mix **m, struct weights **w, const struct tiny *t,
	const struct intervals_order *o)
{
	struct err e = ERR_INIT;

	assert_int_equal(mix_open(m, &t->tree, o->from, &e), 0);
	assert_int_equal(weights_open(w, *m, &o->way, &e), 0);
}

static struct mc_counts simulate(
	const struct tiny *t, const struct intervals_order *o)
{
	static const size_t pairs[] = { 0, 1, 2, 3, 4, 5, 6 };
	const struct mc_order order = { o->seed, o->runs, o->threads, o->means,
		pairs, COUNT(pairs) };
	struct mc_counts counts;
	struct mix *m = NULL;
	struct weights *w = NULL;
	struct err e = ERR_INIT;

	open_all(&m, &w, t, o);
	assert_int_equal(montecarlo(&counts, m, w, &order, &e), 0);
	weights_close(w);
	mix_close(m);
	return counts;
}

static void assert_same_counts(
	const struct mc_counts *a, const struct mc_counts *b)
{
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->n_pairs, b->n_pairs);
	assert_memory_equal(
		a->ranks, b->ranks, a->n * a->n * sizeof(*a->ranks));
	assert_memory_equal(a->ahead, b->ahead,
		a->n_pairs * a->n_pairs * sizeof(*a->ahead));
}

/* ---- the same, step by step ---- */

/* The value of a node by the shares of a run: as anybody would write it. */
static double value_of(const struct tiny *t, const struct mix *m,
	const struct lanes *shares, size_t area, int node, int geometric)
{
	const struct score_node *nodes = t->nodes;
	double x = t->values[area * t->tree.n_nodes + (size_t)node];
	double sum = 0, total = 0;

	if (nodes[node].first < 0)
		return geometric && !isnan(x) ? 1 + 0.99 * x : x;
	for (int i = nodes[node].first; i >= 0; i = nodes[i].next) {
		double part = value_of(t, m, shares, area, i, geometric);
		size_t at = 0;

		while (m->parts[at].node != (size_t)i)
			at++;
		if (isnan(part))
			continue;
		sum += shares[at].lane[0] * (geometric ? log(part) : part);
		total += shares[at].lane[0];
	}
	if (total == 0)
		return NAN;
	return geometric ? exp(sum / total) : sum / total;
}

static void count_by_hand(struct mc_counts *to, const struct tiny *t,
	const struct mix *m, const struct lanes *shares, int geometric)
{
	double scores[AREAS];
	size_t ranks[AREAS];

	for (size_t i = 0; i < AREAS; i++)
		scores[i] = value_of(t, m, shares, m->areas[i], 0, geometric);
	for (size_t i = 0; i < AREAS; i++) {
		ranks[i] = 1;
		for (size_t k = 0; k < AREAS; k++)
			ranks[i] += scores[k] > scores[i] + 1e-9;
		to->ranks[i * AREAS + ranks[i] - 1]++;
	}
	for (size_t i = 0; i < to->n_pairs; i++)
		for (size_t k = 0; k < to->n_pairs; k++)
			to->ahead[i * to->n_pairs + k] += ranks[i] < ranks[k];
}

static void check_by_hand(const struct intervals_order *o)
{
	const struct mc_order order = { .seed = o->seed, .means = o->means };
	struct tiny t;
	struct mc_counts found, expected;
	struct mix *m = NULL;
	struct weights *w = NULL;
	struct lanes *shares;

	make_areas(&t);
	found = simulate(&t, o);
	open_all(&m, &w, &t, o);
	expected = (struct mc_counts){ AREAS, found.n_pairs,
		calloc(AREAS * AREAS, sizeof(uint32_t)),
		calloc(found.n_pairs * found.n_pairs, sizeof(uint32_t)) };
	shares = lanes_new(m->n_parts);
	for (size_t i = 0; i < o->runs; i++) {
		int geometric = montecarlo_draw(shares, 0, w, &order, i);

		count_by_hand(&expected, &t, m, shares, geometric);
	}
	assert_same_counts(&found, &expected);
	free(shares);
	weights_close(w);
	mix_close(m);
	mc_free(&expected);
	mc_free(&found);
}

static void counts_are_those_of_runs_ranked_one_by_one(void **state)
{
	struct intervals_order o = usual;

	(void)state;
	check_by_hand(&o);
	o.way.how = WEIGHTS_DIRICHLET;
	o.runs = 77; /* a block that is not full */
	check_by_hand(&o);
	o.means = MC_GEOMETRIC;
	check_by_hand(&o);
	o.means = MC_BOTH;
	o.way.range = 1;
	check_by_hand(&o);
}

/* ---- what must not matter ---- */

static void any_number_of_threads_counts_the_same(void **state)
{
	struct intervals_order o = usual;
	struct tiny t;
	struct mc_counts one;

	(void)state;
	make_areas(&t);
	o.runs = 10 * MC_BLOCK + 3;
	o.threads = 1;
	one = simulate(&t, &o);
	for (o.threads = 0; o.threads < 6; o.threads++) {
		struct mc_counts some = simulate(&t, &o);

		assert_same_counts(&some, &one);
		mc_free(&some);
	}
	mc_free(&one);
}

static void a_run_does_not_depend_on_how_many_there_are(void **state)
{
	struct intervals_order o = usual;
	struct tiny t;
	struct mc_counts sum, more;

	(void)state;
	make_areas(&t);
	o.runs = 1;
	sum = simulate(&t, &o);
	o.runs = 2;
	more = simulate(&t, &o);
	for (size_t i = 0; i < AREAS; i++) {
		uint32_t n = 0;

		for (size_t k = 0; k < AREAS; k++) {
			assert_true(more.ranks[i * AREAS + k] >=
				sum.ranks[i * AREAS + k]);
			n += more.ranks[i * AREAS + k];
		}
		assert_int_equal(n, 2);
	}
	mc_free(&sum);
	mc_free(&more);
}

static void another_seed_draws_others(void **state)
{
	struct intervals_order o = usual;
	struct tiny t;
	struct mc_counts one, other;

	(void)state;
	make_areas(&t);
	one = simulate(&t, &o);
	o.seed = 2;
	other = simulate(&t, &o);
	assert_true(memcmp(one.ranks, other.ranks,
			    AREAS * AREAS * sizeof(*one.ranks)) != 0);
	mc_free(&one);
	mc_free(&other);
}

static void without_a_range_every_run_gives_the_baseline(void **state)
{
	struct intervals_order o = usual;

	(void)state;
	o.way.range = 0;
	for (int how = WEIGHTS_UNIFORM; how <= WEIGHTS_DIRICHLET; how++)
		for (int means = MC_ARITHMETIC; means <= MC_GEOMETRIC;
			means++) {
			struct tiny t;
			struct intervals v;
			struct err e = ERR_INIT;

			make_areas(&t);
			o.way.how = how;
			o.means = (enum mc_means)means;
			assert_int_equal(
				intervals_open(&v, &t.tree, &o, &e), 0);
			assert_int_equal(v.n, AREAS);
			for (size_t i = 0; i < v.n; i++) {
				assert_int_equal(v.all[i].least, v.all[i].base);
				assert_int_equal(
					v.all[i].greatest, v.all[i].base);
				assert_int_equal(v.all[i].base, i + 1);
			}
			intervals_close(&v);
		}
}

/* ---- ranks ---- */

/* One pillar, so that no weight decides. */
static void check_ranks(int lower, int sign, const int *expected)
{
	struct tiny t;
	struct intervals v;
	struct err e = ERR_INIT;

	made_start(&t);
	made_node(&t, "overall", -1, 1, COMBINE_MEAN);
	made_node(&t, "a", 0, 1, COMBINE_NONE);
	t.nodes[0].lower = t.nodes[1].lower = lower;
	t.tree.rank_sign = sign;
	made_area(&t, NAN, (double[]){ 9, 9 });
	made_area(&t, NAN, (double[]){ 3, 3 });
	made_area(&t, NAN, (double[]){ 9, 9 });
	made_area(&t, NAN, (double[]){ 5, 5 });
	assert_int_equal(intervals_open(&v, &t.tree, &usual, &e), 0);
	for (size_t i = 0; i < v.n; i++)
		assert_int_equal(v.all[i].base, expected[v.all[i].area]);
	for (size_t i = 0; i < v.n; i++)
		assert_int_equal(v.all[i].greatest, expected[v.all[i].area]);
	intervals_close(&v);
}

static void equal_scores_share_a_rank_and_direction_and_order_count(
	void **state)
{
	static const int up[] = { 1, 4, 1, 3 }, down[] = { 3, 1, 3, 2 };

	(void)state;
	check_ranks(0, 1, up);
	check_ranks(1, 1, down);
	check_ranks(0, -1, down);
	check_ranks(1, -1, up);
}

static void what_is_better_everywhere_is_ahead_in_every_run(void **state)
{
	struct intervals_order o = usual;
	struct tiny t;
	struct intervals v;
	struct err e = ERR_INIT;

	(void)state;
	make_areas(&t);
	for (size_t k = 0; k < t.tree.n_nodes; k++) {
		t.values[k] = 100;
		t.values[t.tree.n_nodes + k] = 0;
	}
	o.ahead = "A01,A00,A02";
	o.means = MC_BOTH;
	o.way.range = 1;
	assert_int_equal(intervals_open(&v, &t.tree, &o, &e), 0);
	assert_int_equal(v.n_pairs, 3);
	assert_int_equal(v.pairs[0].area, 1);
	assert_int_equal(v.pairs[0].other, 0);
	assert_same_double(v.pairs[0].behind, 1);
	assert_same_double(v.pairs[0].ahead, 0);
	assert_same_double(v.pairs[1].behind, 1);
	assert_same_double(v.pairs[2].ahead, 1);
	assert_same_double(v.all[0].first, 1);
	assert_same_double(v.all[0].top, 1);
	assert_same_double(v.all[v.n - 1].top, 0);
	assert_int_equal(v.all[v.n - 1].area, 1);
	intervals_close(&v);
}

static void all_areas_are_compared_in_the_order_of_the_baseline(void **state)
{
	struct intervals_order o = usual;
	struct tiny t;
	struct intervals v;
	struct err e = ERR_INIT;
	size_t at = 0;

	(void)state;
	make_areas(&t);
	o.ahead = "all";
	assert_int_equal(intervals_open(&v, &t.tree, &o, &e), 0);
	assert_int_equal(v.n_pairs, AREAS * (AREAS - 1) / 2);
	for (size_t i = 0; i < AREAS; i++)
		for (size_t k = i + 1; k < AREAS; k++, at++) {
			assert_int_equal(v.pairs[at].area, v.all[i].area);
			assert_int_equal(v.pairs[at].other, v.all[k].area);
			assert_close(v.pairs[at].ahead + v.pairs[at].behind +
					v.pairs[at].tied,
				1);
		}
	intervals_close(&v);
}

/* The rank of each area of the tree. */
static void baseline(double ranks[AREAS], const struct tiny *t,
	const struct intervals_order *o)
{
	struct intervals v;
	struct err e = ERR_INIT;

	if (intervals_open(&v, &t->tree, o, &e) < 0)
		fail_msg("%s", e.text);
	for (size_t i = 0; i < v.n; i++)
		ranks[v.all[i].area] = v.all[i].base;
	intervals_close(&v);
}

static void assert_ranks_of_what_if(const struct tiny *t, const double *ranks,
	enum whatif_from from, enum mean mean)
{
	const struct whatif_order o = { NULL, 1, mean, from };
	struct whatif w;
	struct err e = ERR_INIT;

	if (whatif_open(&w, &t->tree, &o, &e) < 0)
		fail_msg("%s", e.text);
	for (size_t i = 0; i < t->tree.n_areas; i++)
		assert_true(w.other.ranks[i] == ranks[i]);
	whatif_close(&w);
}

static void the_baseline_is_the_ranking_of_what_if(void **state)
{
	struct tiny t;

	(void)state;
	make_areas(&t);
	for (size_t i = 0; i < t.tree.n_nodes; i++)
		t.nodes[i].weight = 1; /* as what-if has them here */
	for (int unknown = 0; unknown <= 1; unknown++)
		for (int lower = 0; lower <= 1; lower++)
			for (int i = 0; i < 4; i++) {
				struct intervals_order o = usual;
				double ranks[AREAS];

				for (size_t k = 0; k < t.tree.n_nodes; k++) {
					t.nodes[k].lower = lower;
					if (unknown)
						t.nodes[k].scale_min = NAN;
				}
				o.runs = 1;
				o.from = i & 1 ? MIX_PARTS : MIX_LEAVES;
				o.means = i & 2 ? MC_GEOMETRIC : MC_ARITHMETIC;
				baseline(ranks, &t, &o);
				assert_ranks_of_what_if(&t, ranks,
					i & 1 ? WHATIF_PARTS : WHATIF_LEAVES,
					i & 2 ? MEAN_GEOMETRIC
					      : MEAN_ARITHMETIC);
			}
}

/* 1.005, 1.01, 1.014 and 1.015 are 1.01, 1.01, 1.01 and 1.02. */
static void halves_share_ranks_as_elsewhere(void **state)
{
	const double parts[][2] = { { 1, 1.01 }, { 1.01, 1.01 },
		{ 1.01, 1.018 }, { 1.01, 1.02 } };
	const double expected[2][4] = { { 2, 2, 2, 1 }, { 1, 1, 1, 4 } };

	(void)state;
	for (int lower = 0; lower <= 1; lower++) {
		struct intervals_order o = usual;
		struct tiny t;
		double ranks[AREAS];
		int root;

		made_start(&t);
		root = made_node(&t, "overall", -1, 1, COMBINE_MEAN);
		made_node(&t, "a", root, 1, COMBINE_NONE);
		made_node(&t, "b", root, 1, COMBINE_NONE);
		for (size_t i = 0; i < COUNT(parts); i++)
			made_area(&t, 1,
				(double[]){ 1, parts[i][0], parts[i][1] });
		for (int k = 0; k < 3; k++)
			t.nodes[k].lower = lower;
		t.tree.ties_decimals = 2;
		o.runs = 1;
		baseline(ranks, &t, &o);
		for (size_t i = 0; i < COUNT(parts); i++)
			assert_true(ranks[i] == expected[lower][i]);
		assert_ranks_of_what_if(
			&t, ranks, WHATIF_PARTS, MEAN_ARITHMETIC);
	}
}

static void sums_have_no_geometric_means(void **state)
{
	struct intervals_order o = usual;
	struct tiny t;

	(void)state;
	make_areas(&t);
	t.nodes[0].combine = COMBINE_SUM;
	for (int means = MC_GEOMETRIC; means <= MC_BOTH; means++) {
		struct intervals v;
		struct err e = ERR_INIT;

		o.means = (enum mc_means)means;
		assert_int_equal(intervals_open(&v, &t.tree, &o, &e), -1);
		assert_fault(&e, ERR_DATA,
			"made/2025: 'overall' is a sum of its parts: only a "
			"mean can be a geometric one");
	}
}

static void areas_that_cannot_be_compared_are_refused(void **state)
{
	static const struct {
		const char *ahead, *why;
	} bad[] = {
		{ "A01,KAZ",
			"'KAZ' is not the code of an area that is ranked in "
			"made/2025" },
		{ "A01,A01", "'A01' is to be compared with itself" },
		{ "A01", "there are no two areas to compare in 'A01'" },
		{ "",
			"'' is not the code of an area that is ranked in "
			"made/2025" },
		{ "A01,",
			"'' is not the code of an area that is ranked in "
			"made/2025" },
	};
	struct intervals_order o = usual;
	struct tiny t;

	(void)state;
	make_areas(&t);
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct err e = ERR_INIT;
		struct intervals v;

		o.ahead = bad[i].ahead;
		assert_int_equal(intervals_open(&v, &t.tree, &o, &e), -1);
		assert_fault(&e, ERR_DATA, bad[i].why);
	}
}

/* ---- figures ---- */

/* numpy.percentile([1, 1, 3, 4, 4, 4, 7], p) */
static void quantiles_are_those_of_definition_7(void **state)
{
	static const uint32_t counts[] = { 2, 0, 1, 3, 0, 0, 1 };

	(void)state;
	assert_close(intervals_quantile(counts, 7, 0), 1);
	assert_close(intervals_quantile(counts, 7, 5), 1);
	assert_close(intervals_quantile(counts, 7, 25), 2);
	assert_close(intervals_quantile(counts, 7, 50), 4);
	assert_close(intervals_quantile(counts, 7, 95), 6.1);
	assert_close(intervals_quantile(counts, 7, 100), 7);
	assert_close(intervals_quantile((uint32_t[]){ 0, 1 }, 1, 95), 2);
	assert_close(intervals_quantile((uint32_t[]){ 1, 1 }, 2, 50), 1.5);
}

static void figures_of_an_area_are_those_of_its_counts(void **state)
{
	struct tiny t;
	struct intervals v;
	struct mc_counts counts;
	struct mix *m = NULL;
	struct weights *w = NULL;
	struct err e = ERR_INIT;

	(void)state;
	make_areas(&t);
	counts = simulate(&t, &usual);
	open_all(&m, &w, &t, &usual);
	assert_int_equal(intervals_open(&v, &t.tree, &usual, &e), 0);
	for (size_t i = 0; i < v.n; i++) {
		const uint32_t *of = counts.ranks;
		double sum = 0, top = 0;

		for (size_t k = 0; m->areas[k] != v.all[i].area; k++)
			of += AREAS;
		for (size_t k = 0; k < AREAS; k++) {
			sum += (double)((k + 1) * of[k]);
			top += k < 10 ? of[k] : 0;
			if ((int)k + 1 < v.all[i].least ||
				(int)k + 1 > v.all[i].greatest)
				assert_int_equal(of[k], 0);
		}
		assert_close(v.all[i].mean, sum / RUNS);
		assert_close(v.all[i].top, top / RUNS);
		assert_close(v.all[i].first, (double)of[0] / RUNS);
		assert_true(of[v.all[i].least - 1] > 0);
		assert_true(of[v.all[i].greatest - 1] > 0);
		assert_same_double(
			v.all[i].median, intervals_quantile(of, RUNS, 50));
		assert_same_double(
			v.all[i].published, (double)v.all[i].area + 1);
	}
	intervals_close(&v);
	weights_close(w);
	mix_close(m);
	mc_free(&counts);
}

/* ---- the weights that are drawn ---- */

struct moments {
	double mean[TINY_NODES], variance[TINY_NODES]; /* [part] */
};

static struct moments draw_many(const struct mix *m, const struct weights *w)
{
	enum { N = 200000 };
	struct lanes *shares = lanes_new(m->n_parts);
	const struct mc_order o = { .seed = 9 };
	struct moments x = { { 0 }, { 0 } };

	for (size_t i = 0; i < N; i++) {
		montecarlo_draw(shares, 0, w, &o, i);
		for (size_t k = 0; k < m->n_parts; k++) {
			double off = shares[k].lane[0] - m->parts[k].share;

			x.mean[k] += off / N;
			x.variance[k] += off * off / N;
		}
	}
	free(shares);
	return x;
}

static void dirichlet_weights_have_the_mean_and_variance_of_the_formula(
	void **state)
{
	struct intervals_order o = usual;
	struct tiny t;
	struct mix *m = NULL;
	struct weights *w = NULL;
	struct moments x;

	(void)state;
	make_areas(&t);
	o.way.how = WEIGHTS_DIRICHLET;
	open_all(&m, &w, &t, &o);
	x = draw_many(m, w);
	for (size_t g = 0; g < m->n_groups; g++) {
		double cv2 = 0;

		for (size_t k = m->groups[g].first;
			k < m->groups[g].first + m->groups[g].n; k++) {
			double p = m->parts[k].share;
			double a = 3 * ((double)m->groups[g].n - 1) /
				(0.25 * 0.25);
			double variance = p * (1 - p) / a;

			assert_true(
				fabs(x.mean[k]) < 5 * sqrt(variance / 200000));
			assert_true(fabs(x.variance[k] / variance - 1) < 0.02);
			cv2 += p * x.variance[k] / (p * p);
		}
		assert_true(fabs(cv2 / (0.25 * 0.25 / 3) - 1) < 0.02);
	}
	weights_close(w);
	mix_close(m);
}

/* With three parts and r small a share is off by about
 * p (x - sum of p x), where x is uniform from -r to r. */
static void uniform_weights_have_the_mean_and_about_the_variance(void **state)
{
	struct intervals_order o = usual;
	struct tiny t;
	struct mix *m = NULL;
	struct weights *w = NULL;
	struct moments x;

	(void)state;
	make_areas(&t);
	o.way.range = 0.02;
	open_all(&m, &w, &t, &o);
	x = draw_many(m, w);
	for (size_t g = 0; g < m->n_groups; g++) {
		size_t first = m->groups[g].first, n = m->groups[g].n;
		double squares = 0;

		for (size_t k = first; k < first + n; k++)
			squares += m->parts[k].share * m->parts[k].share;
		for (size_t k = first; k < first + n; k++) {
			double p = m->parts[k].share;
			double variance = p * p * (1 - 2 * p + squares) *
				o.way.range * o.way.range / 3;

			assert_true(fabs(x.mean[k]) < 1e-4 * p);
			assert_true(fabs(x.variance[k] / variance - 1) < 0.02);
		}
	}
	weights_close(w);
	mix_close(m);
}

static void drawn_shares_stay_in_their_range_and_add_up_to_1(void **state)
{
	const struct mc_order o = { .seed = 1 };
	struct tiny t;
	struct mix *m = NULL;
	struct weights *w = NULL;
	struct lanes *shares;

	(void)state;
	make_areas(&t);
	open_all(&m, &w, &t, &usual);
	shares = lanes_new(m->n_parts);
	for (size_t i = 0; i < RUNS; i++) {
		montecarlo_draw(shares, 0, w, &o, i);
		for (size_t g = 0; g < m->n_groups; g++) {
			size_t end = m->groups[g].first + m->groups[g].n;
			double sum = 0;

			for (size_t k = m->groups[g].first; k < end; k++) {
				double x = shares[k].lane[0];

				sum += x;
				x /= m->parts[k].share;
				assert_true(x > 0.75 / 1.25 && x < 1.25 / 0.75);
			}
			assert_close(sum, 1);
		}
	}
	free(shares);
	weights_close(w);
	mix_close(m);
}

static void the_means_are_drawn_without_changing_the_weights(void **state)
{
	const struct mc_order one = { .seed = 1 },
			      both = { .seed = 1, .means = MC_BOTH };
	struct tiny t;
	struct mix *m = NULL;
	struct weights *w = NULL;
	struct lanes *a, *b;
	int geometric = 0;

	(void)state;
	make_areas(&t);
	open_all(&m, &w, &t, &usual);
	a = lanes_new(m->n_parts);
	b = lanes_new(m->n_parts);
	for (size_t i = 0; i < 1000; i++) {
		assert_int_equal(montecarlo_draw(a, 0, w, &one, i), 0);
		geometric += montecarlo_draw(b, 0, w, &both, i);
		assert_memory_equal(a, b, m->n_parts * sizeof(*a));
	}
	assert_in_range(geometric, 420, 580);
	free(a);
	free(b);
	weights_close(w);
	mix_close(m);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_those_of_runs_ranked_one_by_one),
		cmocka_unit_test(any_number_of_threads_counts_the_same),
		cmocka_unit_test(a_run_does_not_depend_on_how_many_there_are),
		cmocka_unit_test(another_seed_draws_others),
		cmocka_unit_test(without_a_range_every_run_gives_the_baseline),
		cmocka_unit_test(
			equal_scores_share_a_rank_and_direction_and_order_count),
		cmocka_unit_test(
			what_is_better_everywhere_is_ahead_in_every_run),
		cmocka_unit_test(
			all_areas_are_compared_in_the_order_of_the_baseline),
		cmocka_unit_test(the_baseline_is_the_ranking_of_what_if),
		cmocka_unit_test(halves_share_ranks_as_elsewhere),
		cmocka_unit_test(sums_have_no_geometric_means),
		cmocka_unit_test(areas_that_cannot_be_compared_are_refused),
		cmocka_unit_test(quantiles_are_those_of_definition_7),
		cmocka_unit_test(figures_of_an_area_are_those_of_its_counts),
		cmocka_unit_test(
			dirichlet_weights_have_the_mean_and_variance_of_the_formula),
		cmocka_unit_test(
			uniform_weights_have_the_mean_and_about_the_variance),
		cmocka_unit_test(
			drawn_shares_stay_in_their_range_and_add_up_to_1),
		cmocka_unit_test(
			the_means_are_drawn_without_changing_the_weights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
