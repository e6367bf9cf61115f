/* SPDX-License-Identifier: MIT */
/*
 * Composites of tiny trees: what they come to, by how much rounding may part
 * them from what was published, how areas rank by them, without a part, and
 * what the parts contribute to a gap.
 */
#include "tests/tinytree.h"

#include "pipeline/score/contrib.h"
#include "pipeline/score/leaveout.h"
#include "pipeline/score/ranks.h"
#include "pipeline/score/recompute.h"

/* overall = 1 a + 3 b; b = (b1 + b2) / 2 */
static void two_levels(struct tiny *t, enum spec_combine combine)
{
	tiny_begin(t);
	tiny_node(t, "overall", NULL, 1, combine);
	tiny_node(t, "a", "overall", 1, COMBINE_NONE);
	tiny_node(t, "b", "overall", 3, COMBINE_MEAN);
	tiny_node(t, "b1", "b", 1, COMBINE_NONE);
	tiny_node(t, "b2", "b", 1, COMBINE_NONE);
}

static double value_of(const struct composites *c, int node, const double *row)
{
	return composite_value(
		c, composites_find(c, node), row, MEAN_ARITHMETIC, NULL);
}

/* ---- what they come to ---- */

static void a_mean_is_over_the_parts_that_are_there(void **state)
{
	struct tiny t;
	struct composites c;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	tiny_composites(&c, &t);
	assert_close(value_of(&c, 0, (double[]){ 0, 10, 20, 0, 0 }), 17.5);
	assert_close(value_of(&c, 0, (double[]){ 0, NAN, 20, 0, 0 }), 20);
	assert_true(isnan(value_of(&c, 0, (double[]){ 5, NAN, NAN, 1, 1 })));
	composites_close(&c);
}

static void of_a_sum_missing_counts_as_0(void **state)
{
	struct tiny t;
	struct composites c;

	(void)state;
	two_levels(&t, COMBINE_SUM);
	tiny_composites(&c, &t);
	assert_close(value_of(&c, 0, (double[]){ 0, 10, 20, 0, 0 }), 70);
	assert_close(value_of(&c, 0, (double[]){ 0, 10, NAN, 0, 0 }), 10);
	assert_true(isnan(value_of(&c, 0, (double[]){ 5, NAN, NAN, 1, 1 })));
	composites_close(&c);
}

static void leaves_are_summed_past_what_stands_between(void **state)
{
	struct tiny t;
	struct composites c;

	(void)state;
	two_levels(&t, COMBINE_LEAVES);
	tiny_composites(&c, &t);
	assert_close(value_of(&c, 0, (double[]){ 0, 1, 99, 2, 4 }), 7);
	assert_close(value_of(&c, 0, (double[]){ 0, 1, 99, NAN, 4 }), 5);
	composites_close(&c);
}

static void a_part_of_no_weight_takes_no_part(void **state)
{
	struct tiny t;
	struct composites c;
	size_t there;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	t.nodes[1].weight = 0;
	tiny_composites(&c, &t);
	assert_close(
		composite_value(&c, composites_find(&c, 0),
			(double[]){ 0, 10, 20, 0, 0 }, MEAN_ARITHMETIC, &there),
		20);
	assert_int_equal(there, 1);
	assert_true(isnan(value_of(&c, 0, (double[]){ 0, 10, NAN, 1, 1 })));
	composites_close(&c);
}

static void a_geometric_mean_is_over_the_parts_that_are_there(void **state)
{
	struct tiny t;
	struct composites c;
	const struct composite *root;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	tiny_composites(&c, &t);
	root = composites_find(&c, 0);
	/* (16 * 81^3)^(1/4) = 2 * 27 */
	assert_close(composite_value(&c, root, (double[]){ 0, 16, 81, 0, 0 },
			     MEAN_GEOMETRIC, NULL),
		54);
	assert_close(composite_value(&c, root, (double[]){ 0, 16, NAN, 0, 0 },
			     MEAN_GEOMETRIC, NULL),
		16);
	composites_close(&c);
}

static void from_the_leaves_every_level_is_made_anew(void **state)
{
	double row[] = { 1, 10, 99, 20, 40 }, bare[] = { 1, 10, 99, NAN, NAN };
	struct tiny t;
	struct composites c;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	tiny_composites(&c, &t);
	composites_fill(&c, row, NULL, MEAN_ARITHMETIC, -1);
	assert_close(row[2], 30);
	assert_close(row[0], 25);
	/* a composite without parts stays as published */
	composites_fill(&c, bare, NULL, MEAN_ARITHMETIC, -1);
	assert_close(bare[2], 99);
	composites_close(&c);
}

static void without_its_only_part_a_composite_is_left_out_too(void **state)
{
	double row[] = { 1, 10, 99, 20, NAN };
	struct tiny t;
	struct composites c;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	tiny_composites(&c, &t);
	composites_fill(&c, row, NULL, MEAN_ARITHMETIC, 3);
	assert_true(isnan(row[2]));
	assert_close(row[0], 10);
	composites_close(&c);
}

static void one_child_is_its_parent(void **state)
{
	struct tiny t;
	struct composites c;

	(void)state;
	tiny_begin(&t);
	tiny_node(&t, "overall", NULL, 1, COMBINE_MEAN);
	tiny_node(&t, "a", "overall", 0.3, COMBINE_NONE);
	tiny_composites(&c, &t);
	assert_close(value_of(&c, 0, (double[]){ 0, 7 }), 7);
	composites_close(&c);
}

static void a_composite_without_children_is_none(void **state)
{
	struct tiny t;
	struct composites c;

	(void)state;
	tiny_begin(&t);
	tiny_node(&t, "overall", NULL, 1, COMBINE_MEAN);
	tiny_composites(&c, &t);
	assert_int_equal(c.n, 0);
	composites_close(&c);
}

/* ---- what is refused ---- */

static void refuse(const struct tiny *t, enum mean mean, const char *text)
{
	struct err e = ERR_INIT;
	struct composites c;

	tiny_composites(&c, t);
	assert_int_equal(composites_check(&c, mean, 1, &e), -1);
	assert_fault(&e, ERR_DATA, text);
	composites_close(&c);
}

static void parts_of_another_direction_are_refused(void **state)
{
	struct tiny t;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	t.nodes[3].lower = 1;
	TINY_AREA(&t, NAN, 1, 1, 1, 1, 1);
	refuse(&t, MEAN_ARITHMETIC,
		"d/1: 'b' is better the higher and its part 'b1' the lower: "
		"together they mean nothing");
}

static void a_mean_over_two_scales_is_refused(void **state)
{
	struct tiny t;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	t.nodes[0].scale_min = t.nodes[1].scale_min = 0;
	t.nodes[0].scale_max = 100;
	t.nodes[1].scale_max = 7;
	TINY_AREA(&t, NAN, 1, 1, 1, 1, 1);
	refuse(&t, MEAN_ARITHMETIC,
		"d/1: 'overall' goes from 0 to 100 and its part 'a' from 0 to "
		"7: a mean of them means nothing");
}

static void what_has_no_score_is_not_looked_at(void **state)
{
	struct err e = ERR_INIT;
	struct tiny t;
	struct composites c;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	t.nodes[1].lower = 1;
	TINY_AREA(&t, NAN, 1, NAN, 1, 1, 1);
	tiny_composites(&c, &t);
	assert_int_equal(composites_check(&c, MEAN_ARITHMETIC, 1, &e), 0);
	composites_close(&c);
}

static void a_sum_has_no_geometric_mean(void **state)
{
	struct tiny t;

	(void)state;
	two_levels(&t, COMBINE_SUM);
	TINY_AREA(&t, NAN, 1, 1, 1, 1, 1);
	refuse(&t, MEAN_GEOMETRIC,
		"d/1: 'overall' is a sum of its parts: only a mean can be a "
		"geometric one");
}

/* ---- against what was published ---- */

static void recomputed(struct recompute *r, const struct tiny *t, int leaves)
{
	struct err e = ERR_INIT;

	if (recompute_open(r, &t->tree, leaves, &e) < 0)
		fail_msg("%s", e.text);
}

/* The root is the last composite. */
static const struct recomputed *root_of(const struct recompute *r, size_t area)
{
	return &r->figures[area * r->composites.n + r->composites.n - 1];
}

static void rounding_allows_half_a_unit_of_whole_and_parts(void **state)
{
	struct tiny t;
	struct recompute r;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, 25.01, 10, 30, 30, 30);
	TINY_AREA(&t, 2, 24.98, 10, 30, 30, 30);
	recomputed(&r, &t, 0);
	assert_close(root_of(&r, 0)->value, 25);
	assert_true(fabs(root_of(&r, 0)->tolerance - 0.01) < 1e-9);
	assert_true(recomputed_excess(root_of(&r, 0)) <= 0);
	assert_true(recomputed_excess(root_of(&r, 1)) > 0);
	recompute_close(&r);
}

/* 20 and 30 have no place, 25.5 has one. */
static void an_unknown_unit_is_the_last_place_seen(void **state)
{
	struct tiny t;
	struct recompute r;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	for (size_t i = 0; i < 5; i++)
		t.nodes[i].decimals = -1;
	TINY_AREA(&t, 1, 25.5, 20, 30, 30, 30);
	recomputed(&r, &t, 0);
	assert_true(fabs(root_of(&r, 0)->tolerance - 0.55) < 1e-9);
	recompute_close(&r);
}

/* Published with no place where two are said: the whole is the coarser, a part
 * is held to what is said. */
static void the_unit_of_a_whole_is_the_coarser_one(void **state)
{
	struct tiny t;
	struct recompute r;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, 25, 20, 30, 30, 30);
	recomputed(&r, &t, 0);
	assert_true(fabs(root_of(&r, 0)->tolerance - 0.505) < 1e-9);
	recompute_close(&r);
}

static void from_the_leaves_their_rounding_is_carried_up(void **state)
{
	struct tiny t;
	struct recompute r;

	(void)state;
	two_levels(&t, COMBINE_SUM);
	t.nodes[2].combine = COMBINE_SUM;
	TINY_AREA(&t, 1, 190.25, 10, 99, 30.25, 29.75);
	recomputed(&r, &t, 1);
	/* 10 + 3 (30.25 + 29.75) */
	assert_close(root_of(&r, 0)->value, 190);
	/* 0.005 (1 + 1 + 3 (1 + 1)) */
	assert_true(fabs(root_of(&r, 0)->tolerance - 0.04) < 1e-9);
	recompute_close(&r);
}

static void what_is_not_there_is_not_judged(void **state)
{
	struct tiny t;
	struct recompute r;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, NAN, 20, 30, 30, 30);
	TINY_AREA(&t, 2, 25.5, NAN, NAN, 30, 30);
	recomputed(&r, &t, 0);
	assert_true(isnan(recomputed_excess(root_of(&r, 0))));
	assert_true(isnan(recomputed_excess(root_of(&r, 1))));
	recompute_close(&r);
}

static void a_tree_of_no_composites_is_refused(void **state)
{
	struct err e = ERR_INIT;
	struct tiny t;
	struct recompute r;

	(void)state;
	tiny_begin(&t);
	tiny_node(&t, "overall", NULL, 1, COMBINE_NONE);
	tiny_node(&t, "a", "overall", 1, COMBINE_NONE);
	TINY_AREA(&t, 1, 1, 1);
	assert_int_equal(recompute_open(&r, &t.tree, 0, &e), -1);
	assert_fault(&e, ERR_DATA,
		"d/1 does not say how any node follows from its parts");
}

/* ---- ranks ---- */

static void equal_scores_share_a_rank(void **state)
{
	const double scores[] = { 5, 7, NAN, 7, 0.1 + 0.2, 0.3 };
	const double up[] = { 3, 1, NAN, 1, 4, 4 };
	const double down[] = { 3, 4, NAN, 4, 1, 1 };
	double ranks[6];
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(ranks_of(ranks, scores, 6, 1, &e), 0);
	for (size_t i = 0; i < 6; i++)
		assert_true(ranks[i] == up[i] || isnan(up[i]));
	assert_true(isnan(ranks[2]));
	assert_int_equal(ranks_of(ranks, scores, 6, 0, &e), 0);
	for (size_t i = 0; i < 6; i++)
		assert_true(ranks[i] == down[i] || isnan(down[i]));
}

static void a_tie_takes_any_order(void **state)
{
	const double scores[] = { 9, 5, 5, 1 }, slack[] = { 0, 0, 0, 0 };
	size_t first, last;

	(void)state;
	ranks_range(&first, &last, scores, slack, 4, 1, 1);
	assert_int_equal(first, 2);
	assert_int_equal(last, 3);
	ranks_range(&first, &last, scores, slack, 4, 0, 1);
	assert_int_equal(first, 1);
	assert_int_equal(last, 1);
	ranks_range(&first, &last, scores, slack, 4, 0, 0);
	assert_int_equal(first, 4);
}

static void rounding_may_turn_two_areas(void **state)
{
	const double scores[] = { 5.004, 5, 1 }, slack[] = { 0.005, 0.005, 0 };
	size_t first, last;

	(void)state;
	ranks_range(&first, &last, scores, slack, 3, 1, 1);
	assert_int_equal(first, 1);
	assert_int_equal(last, 2);
}

static void the_coefficient_of_spearman_is_that_of_midranks(void **state)
{
	/* ranks 1 2.5 2.5 4 and 2 1 3 4 */
	const double a[] = { 1, 2, 2, 9, NAN }, b[] = { 2, 1, 3, 4, 7 };
	struct err e = ERR_INIT;
	double rho;

	(void)state;
	assert_int_equal(ranks_spearman(&rho, a, b, 5, &e), 0);
	assert_close(rho, 3 / sqrt(4.5 * 5));
	assert_int_equal(ranks_spearman(&rho, a, a, 1, &e), 0);
	assert_true(isnan(rho));
}

static void rank_1_may_be_the_worst(void **state)
{
	struct tiny t;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	assert_int_equal(ranks_up(&t.tree), 1);
	t.tree.rank_sign = -1;
	assert_int_equal(ranks_up(&t.tree), 0);
	t.nodes[0].lower = 1;
	assert_int_equal(ranks_up(&t.tree), 1);
}

/* 1.005 and 1.115 are less as doubles. */
static void halves_go_up_whatever_binary_fractions_make_of_them(void **state)
{
	struct tiny t;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	t.tree.ties_decimals = 2;
	assert_close(ranks_score(&t.tree, 1.005), 1.01);
	assert_close(ranks_score(&t.tree, 1.115), 1.12);
	assert_close(ranks_score(&t.tree, 1.00499), 1);
	assert_close(ranks_score(&t.tree, -1.006), -1.01);
}

static void great_scores_are_told_apart(void **state)
{
	const double scores[] = { 1e300, 2e300, 1e-300 };
	double ranks[3];
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(ranks_of(ranks, scores, 3, 1, &e), 0);
	assert_true(ranks[0] == 2 && ranks[1] == 1 && ranks[2] == 3);
}

/* Equal to the third place: one rank, as the publisher gave it. */
static void scores_are_ranked_as_the_edition_rounds_them(void **state)
{
	struct tiny t;
	struct recompute r;

	(void)state;
	tiny_begin(&t);
	t.tree.ties_decimals = 1;
	tiny_node(&t, "overall", NULL, 1, COMBINE_MEAN);
	tiny_node(&t, "a", "overall", 1, COMBINE_NONE);
	TINY_AREA(&t, 1, 5.01, 5.01);
	TINY_AREA(&t, 1, 5.02, 5.02);
	TINY_AREA(&t, 3, 4, 4);
	recomputed(&r, &t, 0);
	for (size_t i = 0; i < 3; i++) {
		assert_true(r.ranks[i].value == r.ranks[i].published);
		assert_int_equal(recomputed_rank_fits(&r.ranks[i]), 1);
	}
	recompute_close(&r);
}

static void who_has_no_rank_is_not_ranked_where_others_have(void **state)
{
	struct tiny t;
	struct recompute r;

	(void)state;
	tiny_begin(&t);
	tiny_node(&t, "overall", NULL, 1, COMBINE_MEAN);
	tiny_node(&t, "a", "overall", 1, COMBINE_NONE);
	TINY_AREA(&t, 1, 5, 5);
	TINY_AREA(&t, NAN, 9, 9);
	recomputed(&r, &t, 0);
	assert_true(r.ranks[0].value == 1);
	assert_true(isnan(r.ranks[1].value));
	t.areas[0].rank = NAN;
	recompute_close(&r);
	recomputed(&r, &t, 0);
	assert_true(r.ranks[0].value == 2);
	recompute_close(&r);
}

static void a_rank_that_rounding_does_not_allow_is_told(void **state)
{
	struct tiny t;
	struct recompute r;

	(void)state;
	tiny_begin(&t);
	tiny_node(&t, "overall", NULL, 1, COMBINE_MEAN);
	tiny_node(&t, "a", "overall", 1, COMBINE_NONE);
	TINY_AREA(&t, 2, 9, 9);
	TINY_AREA(&t, 1, 5, 5);
	recomputed(&r, &t, 0);
	assert_int_equal(recomputed_rank_fits(&r.ranks[0]), 0);
	recompute_close(&r);
}

/* ---- without a part ---- */

static void its_siblings_share_the_weight(void **state)
{
	struct err e = ERR_INIT;
	const struct making all = { 0, MEAN_ARITHMETIC, -1 };
	struct tiny t;
	struct composites c;
	struct scores base;
	struct leaveout l;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, 1, 80, 20, 20, 20);
	TINY_AREA(&t, 2, 1, 10, 30, 30, 30);
	TINY_AREA(&t, 3, 1, NAN, 5, 5, 5);
	tiny_composites(&c, &t);
	assert_int_equal(scores_open(&base, &c, &all, &e), 0);
	assert_int_equal(leaveout_open(&l, &c, &base, 0, 1, &e), 0);
	assert_close(l.without.scores[0], 20);
	assert_close(l.without.scores[2], 5);
	assert_int_equal(l.areas, 3);
	assert_int_equal(l.up, 1);
	assert_int_equal(l.down, 0);
	assert_close(l.mean_change, 2.0 / 3);
	assert_close(l.spearman, 0.5);
	leaveout_close(&l);
	scores_close(&base);
	composites_close(&c);
}

static void who_has_only_that_part_is_not_compared(void **state)
{
	struct err e = ERR_INIT;
	const struct making all = { 0, MEAN_ARITHMETIC, -1 };
	struct tiny t;
	struct composites c;
	struct scores base;
	struct leaveout l;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, 1, 80, NAN, NAN, NAN);
	tiny_composites(&c, &t);
	assert_int_equal(scores_open(&base, &c, &all, &e), 0);
	assert_int_equal(leaveout_open(&l, &c, &base, 0, 1, &e), 0);
	assert_int_equal(l.areas, 0);
	assert_true(isnan(l.mean_change) && isnan(l.spearman));
	assert_int_equal(l.up, -1);
	leaveout_close(&l);
	scores_close(&base);
	composites_close(&c);
}

/* ---- contributions ---- */

static void split(struct contributions *out, const struct composites *a,
	size_t from, const struct composites *b, size_t to)
{
	struct err e = ERR_INIT;
	int64_t sum;

	if (contributions_open(out, (struct contrib_side){ a, from },
		    (struct contrib_side){ b, to }, &e) < 0)
		fail_msg("%s", e.text);
	sum = out->rounding;
	for (size_t i = 0; i < out->n; i++)
		sum += out->all[i].units;
	assert_int_equal(sum, out->score[1] - out->score[0]);
}

static void contributions_add_up_to_the_last_digit(void **state)
{
	struct tiny t;
	struct composites c;
	struct contributions k;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, 27.51, 20, 30, 30, 30);
	TINY_AREA(&t, 2, 18.02, 0.1, 24, 24, 24);
	tiny_composites(&c, &t);
	split(&k, &c, 0, &c, 1);
	assert_int_equal(k.places, 4);
	assert_int_equal(k.all[0].units, -49750); /* 1/4 of -19.9 */
	assert_int_equal(k.all[1].units, -45000); /* 3/4 of -6 */
	assert_int_equal(k.score[1] - k.score[0], -94900);
	assert_int_equal(k.rounding, -150);
	assert_int_equal(k.explained, 1);
	assert_int_equal(k.all[0].by_weight, 0);
	contributions_close(&k);
	composites_close(&c);
}

static void more_than_rounding_is_called_unexplained(void **state)
{
	struct tiny t;
	struct composites c;
	struct contributions k;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, 27.61, 20, 30, 30, 30);
	TINY_AREA(&t, 2, 17.5, 10, 20, 20, 20);
	tiny_composites(&c, &t);
	split(&k, &c, 0, &c, 1);
	assert_int_equal(k.explained, 0);
	contributions_close(&k);
	composites_close(&c);
}

/* AAA has no a: it counts as 30, the mean of what it has. */
static void a_part_of_one_side_counts_as_the_mean_of_the_other(void **state)
{
	struct tiny t;
	struct composites c;
	struct contributions k;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, 30, NAN, 30, 30, 30);
	TINY_AREA(&t, 2, 20, 14, 22, 22, 22);
	tiny_composites(&c, &t);
	split(&k, &c, 0, &c, 1);
	assert_int_equal(k.n, 2);
	assert_int_equal(k.all[0].units, -400); /* 1/4 of 14 - 30, in 0.01 */
	assert_int_equal(k.all[1].units, -600);
	assert_int_equal(k.rounding, 0);
	contributions_close(&k);
	composites_close(&c);
}

static void a_part_of_neither_side_takes_no_part(void **state)
{
	struct tiny t;
	struct composites c;
	struct contributions k;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, 30, NAN, 30, 30, 30);
	TINY_AREA(&t, 2, 20, NAN, 20, 22, 22);
	tiny_composites(&c, &t);
	split(&k, &c, 0, &c, 1);
	assert_int_equal(k.n, 1);
	assert_int_equal(k.all[0].units, -1000);
	assert_close(k.all[0].weight[0], 1);
	contributions_close(&k);
	composites_close(&c);
}

static void of_a_sum_a_missing_part_contributes_as_0(void **state)
{
	struct tiny t;
	struct composites c;
	struct contributions k;

	(void)state;
	two_levels(&t, COMBINE_SUM);
	TINY_AREA(&t, 1, 90, NAN, 30, 30, 30);
	TINY_AREA(&t, 2, 80, 14, 22, 22, 22);
	tiny_composites(&c, &t);
	split(&k, &c, 0, &c, 1);
	assert_int_equal(k.all[0].units, 1400);
	assert_int_equal(k.all[1].units, -2400);
	contributions_close(&k);
	composites_close(&c);
}

/* (1, 3) of 4 become (1, 1) of 2: b loses weight, and is above the rest. */
static void other_weights_have_a_share_of_their_own(void **state)
{
	struct tiny t, u;
	struct composites c, d;
	struct contributions k;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, 25, 10, 30, 30, 30);
	two_levels(&u, COMBINE_MEAN);
	u.nodes[2].weight = 1;
	TINY_AREA(&u, 1, 20, 10, 30, 30, 30);
	tiny_composites(&c, &t);
	tiny_composites(&d, &u);
	split(&k, &c, 0, &d, 0);
	/* m = 22.5: a gains 1/4 (10 - 22.5), b -1/4 (30 - 22.5) */
	assert_int_equal(k.all[0].units, -312); /* -3.125, to even more up */
	assert_int_equal(k.all[0].by_weight, k.all[0].units);
	assert_int_equal(k.all[1].units, -187);
	assert_int_equal(k.rounding, -1);
	assert_int_equal(k.explained, 1);
	contributions_close(&k);
	composites_close(&c);
	composites_close(&d);
}

static void a_gap_without_a_score_is_refused(void **state)
{
	struct err e = ERR_INIT;
	struct tiny t;
	struct composites c;
	struct contributions k;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, NAN, 10, 30, 30, 30);
	TINY_AREA(&t, 2, 3, NAN, NAN, 30, 30);
	tiny_composites(&c, &t);
	assert_int_equal(contributions_open(&k, (struct contrib_side){ &c, 0 },
				 (struct contrib_side){ &c, 1 }, &e),
		-1);
	assert_fault(&e, ERR_DATA, "AAA has no score in d/1");
	e = (struct err)ERR_INIT;
	assert_int_equal(contributions_open(&k, (struct contrib_side){ &c, 1 },
				 (struct contrib_side){ &c, 1 }, &e),
		-1);
	assert_fault(&e, ERR_DATA, "AAB has no part of a score in d/1");
	composites_close(&c);
}

static void a_gap_that_no_integer_holds_is_refused(void **state)
{
	struct err e = ERR_INIT;
	struct tiny t;
	struct composites c;
	struct contributions k;

	(void)state;
	two_levels(&t, COMBINE_MEAN);
	TINY_AREA(&t, 1, 5, 10, 30, 30, 30);
	TINY_AREA(&t, 2, 5, 1e300, 3, 30, 30);
	tiny_composites(&c, &t);
	assert_int_equal(contributions_open(&k, (struct contrib_side){ &c, 0 },
				 (struct contrib_side){ &c, 1 }, &e),
		-1);
	assert_fault(&e, ERR_DATA, "scores too great to be split");
	composites_close(&c);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mean_is_over_the_parts_that_are_there),
		cmocka_unit_test(of_a_sum_missing_counts_as_0),
		cmocka_unit_test(leaves_are_summed_past_what_stands_between),
		cmocka_unit_test(a_part_of_no_weight_takes_no_part),
		cmocka_unit_test(
			a_geometric_mean_is_over_the_parts_that_are_there),
		cmocka_unit_test(from_the_leaves_every_level_is_made_anew),
		cmocka_unit_test(
			without_its_only_part_a_composite_is_left_out_too),
		cmocka_unit_test(one_child_is_its_parent),
		cmocka_unit_test(a_composite_without_children_is_none),
		cmocka_unit_test(parts_of_another_direction_are_refused),
		cmocka_unit_test(a_mean_over_two_scales_is_refused),
		cmocka_unit_test(what_has_no_score_is_not_looked_at),
		cmocka_unit_test(a_sum_has_no_geometric_mean),
		cmocka_unit_test(
			rounding_allows_half_a_unit_of_whole_and_parts),
		cmocka_unit_test(an_unknown_unit_is_the_last_place_seen),
		cmocka_unit_test(the_unit_of_a_whole_is_the_coarser_one),
		cmocka_unit_test(from_the_leaves_their_rounding_is_carried_up),
		cmocka_unit_test(what_is_not_there_is_not_judged),
		cmocka_unit_test(a_tree_of_no_composites_is_refused),
		cmocka_unit_test(equal_scores_share_a_rank),
		cmocka_unit_test(a_tie_takes_any_order),
		cmocka_unit_test(rounding_may_turn_two_areas),
		cmocka_unit_test(
			the_coefficient_of_spearman_is_that_of_midranks),
		cmocka_unit_test(rank_1_may_be_the_worst),
		cmocka_unit_test(
			halves_go_up_whatever_binary_fractions_make_of_them),
		cmocka_unit_test(great_scores_are_told_apart),
		cmocka_unit_test(scores_are_ranked_as_the_edition_rounds_them),
		cmocka_unit_test(
			who_has_no_rank_is_not_ranked_where_others_have),
		cmocka_unit_test(a_rank_that_rounding_does_not_allow_is_told),
		cmocka_unit_test(its_siblings_share_the_weight),
		cmocka_unit_test(who_has_only_that_part_is_not_compared),
		cmocka_unit_test(contributions_add_up_to_the_last_digit),
		cmocka_unit_test(more_than_rounding_is_called_unexplained),
		cmocka_unit_test(
			a_part_of_one_side_counts_as_the_mean_of_the_other),
		cmocka_unit_test(a_part_of_neither_side_takes_no_part),
		cmocka_unit_test(of_a_sum_a_missing_part_contributes_as_0),
		cmocka_unit_test(other_weights_have_a_share_of_their_own),
		cmocka_unit_test(a_gap_without_a_score_is_refused),
		cmocka_unit_test(a_gap_that_no_integer_holds_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
