/* SPDX-License-Identifier: MIT */
/* Of which indicator a column tells the score, the rank or an amount. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/sniff/roles.h"

enum { MOST_RANKS = 60, NEAR_ENOUGH = 90 /* percent */ };

static int is_figures(const struct guess *g, unsigned i)
{
	return g->columns[i].role >= COLUMN_SCORE &&
		g->columns[i].n_categories == 0;
}

/* ---- the score that a rank orders ---- */

/* All columns of figures as series; those of other columns are empty. */
static struct series *take_series(
	const struct guess *g, const struct series_rows *rows, struct err *e)
{
	struct series *all = calloc(g->n + 1, sizeof(*all));

	if (!all) {
		err_memory(e);
		return NULL;
	}
	for (unsigned i = 0; i < g->n; i++)
		if (is_figures(g, i) &&
			series_of(&all[i], rows, g->columns[i].at, e) < 0)
			break;
	return all;
}

static void free_series(struct series *all, unsigned n)
{
	for (unsigned i = 0; all && i < n; i++)
		series_free(&all[i]);
	free(all);
}

/* The score of a rank: what orders most like it; of several, the one that
 * stands nearest. -1 for none. */
static int score_of(const struct guess *g, const struct series *all,
	unsigned rank, double *order, unsigned long *pairs)
{
	int best = -1;

	*order = 0;
	for (unsigned i = 0; i < g->n; i++) {
		unsigned long n;
		double o;

		if (!is_figures(g, i) || g->columns[i].role == COLUMN_RANK)
			continue;
		o = series_concord(&all[rank], &all[i], &n);
		if (n == 0 || fabs(o) * 100 < NEAR_ENOUGH)
			continue;
		if (best >= 0 && fabs(o) < fabs(*order) + 0.001 &&
			(fabs(o) < fabs(*order) - 0.001 ||
				abs((int)i - (int)rank) >=
					abs(best - (int)rank)))
			continue;
		best = (int)i;
		*order = o;
		*pairs = n;
	}
	return best;
}

/* ---- overall ---- */

/* The rank of all: the first whose label says only that, or overall; else the
 * first that orders any score; else the first. */
static int overall_rank(const struct guess *g, const int *rank_of)
{
	int found = -1, level = 0;

	for (unsigned i = 0; i < g->n; i++) {
		const struct column_guess *c = &g->columns[i];
		int pure, here;

		if (c->role != COLUMN_RANK)
			continue;
		pure = lexicon_is_pure(guess_label(g, c->at)) &&
			lexicon_hints(guess_label(g, c->at), HINT_RANK);
		here = 1 + (rank_of[i] >= 0) * 2 + pure;
		if (here <= level)
			continue;
		level = here;
		found = (int)i;
	}
	return found;
}

/* The score without a rank that tells it: by its label, or the first. */
static int overall_score(const struct guess *g, enum surety *surety)
{
	int first = -1, hinted = -1;

	for (unsigned i = 0; i < g->n; i++) {
		const char *label = guess_label(g, g->columns[i].at);

		if (!is_figures(g, i) || g->columns[i].role != COLUMN_RAW)
			continue;
		if (lexicon_is_pure(label) && lexicon_hints(label, HINT_SCORE))
			return *surety = LIKELY, (int)i;
		if (hinted < 0 && lexicon_hints(label, HINT_SCORE) &&
			!lexicon_hints(label, HINT_AMOUNT))
			hinted = (int)i;
		if (first < 0)
			first = (int)i;
	}
	*surety = A_GUESS;
	return hinted >= 0 ? hinted : first;
}

static void set_id(
	struct column_guess *c, enum column_role role, const char *id)
{
	c->role = role;
	snprintf(c->id, sizeof(c->id), "%s", id);
}

static void take_overall(
	struct guess *g, const struct series *all, const int *rank_of)
{
	enum surety surety = LIKELY;

	g->rank = overall_rank(g, rank_of);
	if (g->rank >= 0 && rank_of[g->rank] >= 0) {
		g->score = score_of(
			g, all, (unsigned)g->rank, &g->order, &g->pairs);
		set_id(&g->columns[g->score], COLUMN_SCORE, "overall");
		guess_why(&g->columns[g->score],
			fabs(g->order) == 1 ? SURE : LIKELY,
			"the rank of '%.40s' orders it (%+.2f over %lu pairs)",
			guess_label(g, g->columns[g->rank].at), g->order,
			g->pairs);
	} else {
		g->score = overall_score(g, &surety);
		if (g->score >= 0) {
			set_id(&g->columns[g->score], COLUMN_SCORE, "overall");
			guess_why(&g->columns[g->score], surety, "%s",
				surety == LIKELY ? "by its label"
						 : "nothing says which score "
						   "is overall");
		}
	}
	if (g->rank < 0)
		return;
	set_id(&g->columns[g->rank], COLUMN_RANK, "overall");
	guess_why(&g->columns[g->rank], g->order ? SURE : A_GUESS,
		"whole numbers from 1");
}

static void take_rule(struct guess *g, const struct series *all)
{
	if (g->rank < 0 || g->score < 0 ||
		(g->period != NO_COLUMN && g->years > 1))
		return;
	g->rule = series_rule(&all[g->rank], &all[g->score], g->order > 0);
}

int roles_overall(
	struct guess *g, const struct series_rows *rows, struct err *e)
{
	struct series *all = take_series(g, rows, e);
	int *rank_of = calloc(g->n + 1, sizeof(*rank_of));
	unsigned ranks = 0;

	if (!rank_of)
		err_memory(e);
	for (unsigned i = 0; all && rank_of && !e->kind && i < g->n; i++) {
		double order;
		unsigned long pairs;

		rank_of[i] = -1;
		if (g->columns[i].role == COLUMN_RANK && ranks++ < MOST_RANKS)
			rank_of[i] = score_of(g, all, i, &order, &pairs);
	}
	if (all && rank_of && !e->kind) {
		take_overall(g, all, rank_of);
		take_rule(g, all);
		roles_ids(g, rank_of);
	}
	free_series(all, g->n);
	free(rank_of);
	return e->kind ? -1 : 0;
}

/* ---- by indicator ---- */

/* The leftmost column of figures that hints so and is no rank; -1. */
static int first_hinted(const struct guess *g, enum hint h, int besides)
{
	for (unsigned i = 0; i < g->n; i++) {
		const char *label = guess_label(g, g->columns[i].at);

		if (g->columns[i].role == COLUMN_RAW && (int)i != besides &&
			lexicon_hints(label, h) &&
			!lexicon_hints(label, HINT_AMOUNT))
			return (int)i;
	}
	return -1;
}

static int first_score(const struct guess *g)
{
	for (unsigned i = 0; i < g->n; i++) {
		const char *label = guess_label(g, g->columns[i].at);

		if (g->columns[i].role == COLUMN_RAW &&
			lexicon_hints(label, HINT_SCORE) &&
			!lexicon_hints(label, HINT_VALUE) &&
			!lexicon_hints(label, HINT_AMOUNT))
			return (int)i;
	}
	return -1;
}

static int first_figures(const struct guess *g, enum column_role role)
{
	for (unsigned i = 0; i < g->n; i++)
		if (g->columns[i].role == role)
			return (int)i;
	return -1;
}

/* Nothing but 0 and 1. */
static int is_flag(const struct figure *f)
{
	return f->whole == f->figures && f->least >= 0 && f->greatest <= 1;
}

/* The other columns are further indicators beside that of the row. For each of
 * them the tree has as many nodes again, so flags are not worth it. */
static void name_others(struct guess *g)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < g->n; i++) {
		struct column_guess *c = &g->columns[i];

		if (c->role >= COLUMN_SCORE && !c->id[0]) {
			if (is_flag(frame_figure(&g->frame, c->at))) {
				guess_note(g, "not read: '%.60s': flags",
					guess_label(g, c->at));
				continue;
			}
			guess_further(g, c);
		}
		g->columns[kept++] = *c;
	}
	g->n = kept;
}

static void by_row(struct guess *g, int i, enum column_role role)
{
	if (i < 0)
		return;
	set_id(&g->columns[i], role, "{indicator}");
	guess_why(&g->columns[i], LIKELY, "by its label");
}

/* Which way the ranks go, over the rows of each indicator apart. */
static void compare(struct guess *g, const struct series_rows *rows, int rank,
	int score, struct err *e)
{
	struct series x = { 0 }, y = { 0 };

	if (rank >= 0 && score >= 0 &&
		series_of(&x, rows, g->columns[rank].at, e) == 0 &&
		series_of(&y, rows, g->columns[score].at, e) == 0)
		g->order = series_concord(&x, &y, &g->pairs);
	series_free(&x);
	series_free(&y);
}

int roles_by_indicator(
	struct guess *g, const struct series_rows *rows, struct err *e)
{
	int rank = first_figures(g, COLUMN_RANK);
	int score = first_score(g), raw;

	if (score >= 0 && rank >= 0)
		compare(g, rows, rank, score, e);
	raw = score >= 0 ? first_hinted(g, HINT_VALUE, score)
			 : first_figures(g, COLUMN_RAW);
	by_row(g, rank, COLUMN_RANK);
	by_row(g, raw, COLUMN_RAW);
	by_row(g, score, COLUMN_SCORE);
	name_others(g);
	return e->kind ? -1 : 0;
}
