/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "pipeline/sniff/roles.h"

static int is_overall(const struct guess *g, unsigned i)
{
	return (int)i == g->rank || (int)i == g->score;
}

/* ---- years of single columns ---- */

/* A year is the period of a column if it is all that a label says, or if the
 * label says rank or score besides. */
static int says_period(const struct guess *g, uint32_t column, unsigned row)
{
	const char *label = labels_at(g->labels, row, column);

	if (strlen(label) == 4)
		return 1;
	return (int)row == labels_own(g->labels, column) &&
		(lexicon_hints(label, HINT_RANK) ||
			lexicon_hints(label, HINT_SCORE));
}

static void take_periods(struct guess *g)
{
	for (unsigned i = 0; i < g->n; i++) {
		struct column_guess *c = &g->columns[i];
		unsigned row = 0;
		int year = labels_year(g->labels, c->at, &row);

		if (c->role < COLUMN_SCORE || !year)
			continue;
		if (!c->name.is_family && says_period(g, c->at, row))
			c->period = year;
		if ((c->name.is_family || c->period) && year > g->last_year)
			g->last_year = year;
	}
}

/* ---- scores and amounts ---- */

/* Beyond the bounds of the overall score no score lies. */
static int is_score(const struct guess *g, const struct column_guess *c)
{
	const struct figure *f = frame_figure(&g->frame, c->at), *of;
	double least, greatest;

	if (g->score < 0 || c->n_categories ||
		lexicon_hints(guess_label(g, c->at), HINT_AMOUNT))
		return 0;
	of = frame_figure(&g->frame, g->columns[g->score].at);
	least = of->least < 0 ? of->least * 1.5 : 0;
	greatest = of->greatest <= 1  ? 1
		: of->greatest <= 10  ? 10
		: of->greatest <= 100 ? 100
				      : of->greatest;
	return f->least >= least && f->greatest <= greatest;
}

/* ---- ids ---- */

static int is_used(const struct guess *g, unsigned besides, const char *id)
{
	for (unsigned i = 0; i < g->n; i++)
		if (i != besides && g->columns[i].role >= COLUMN_SCORE &&
			(g->columns[i].role == COLUMN_RANK) ==
				(g->columns[besides].role == COLUMN_RANK) &&
			strcmp(g->columns[i].id, id) == 0)
			return 1;
	return 0;
}

/* The label above its meaning that says something: the one that tells it from
 * others of its name, if there is one. */
static void group_of(char out[SLUG_TEXT], const struct guess *g,
	const struct column_guess *c, const char *meaning)
{
	uint32_t column = c->at;
	int row = labels_own(g->labels, column);

	out[0] = '\0';
	if (c->name.under && !strchr(c->name.under, '{'))
		lexicon_slug(out, c->name.under, 0);
	while (row >= 0 &&
		labels_at(g->labels, (unsigned)row, column) != meaning)
		row--;
	while (row-- > 0 && !out[0]) {
		const char *label = labels_at(g->labels, (unsigned)row, column);

		lexicon_slug(out, label ? label : "", 0);
	}
}

static void join(char id[SLUG_TEXT], const char *front, const char *end)
{
	char both[2 * SLUG_TEXT];

	snprintf(both, sizeof(both), "%s %s", front, end);
	lexicon_slug(id, both, 1);
}

static void number(char id[SLUG_TEXT], const struct guess *g, unsigned i)
{
	char base[SLUG_TEXT];

	memcpy(base, id, sizeof(base));
	for (unsigned n = 2; is_used(g, i, id) && n < 1000; n++)
		lexicon_number(id, base, n);
}

/* Of a family the year says nothing, though it be glued to a word. */
static void slug_of(char id[SLUG_TEXT], const struct column_guess *c,
	const char *meaning, int whole)
{
	struct text t = TEXT_INIT;
	size_t at = 0;

	if (!c->name.is_family || !lexicon_year(meaning, &at)) {
		lexicon_slug(id, meaning, whole);
		return;
	}
	text_add(&t, meaning, at);
	text_printf(&t, " %s", meaning + at + 4);
	lexicon_slug(id, t.failed ? "" : t.at, whole);
	text_free(&t);
}

/* What it means says it; where another's says the same, the label above comes
 * in front, or all that it says. A change of ranks is no rank. */
static void make_id(struct guess *g, unsigned i)
{
	struct column_guess *c = &g->columns[i];
	const char *meaning = guess_meaning(g, c->at);
	int whole = c->role != COLUMN_RANK && lexicon_hints(meaning, HINT_RANK);
	char id[SLUG_TEXT], group[SLUG_TEXT];

	slug_of(id, c, meaning, whole);
	if (id[0] && is_used(g, i, id)) {
		group_of(group, g, c, meaning);
		if (group[0])
			join(id, group, id);
		else
			slug_of(id, c, meaning, 1);
	}
	if (!id[0] && !c->name.is_family)
		lexicon_slug(id, meaning, 1);
	if (!id[0] || strcmp(id, "overall") == 0)
		snprintf(id, sizeof(id), "column-%u", c->at + 1);
	number(id, g, i);
	snprintf(c->id, sizeof(c->id), "%s", id);
}

/* A rank of another year is one of the same, if it says so. */
static int is_other_period(const struct guess *g, unsigned i)
{
	const struct column_guess *c = &g->columns[i];
	const struct column_guess *of;

	if (g->rank < 0 || c->role != COLUMN_RANK || !c->period)
		return 0;
	of = &g->columns[g->rank];
	return c->period != of->period && of->period != g->last_year + 1 &&
		lexicon_hints(guess_meaning(g, c->at), HINT_RANK) > 0;
}

void roles_ids(struct guess *g, const int *rank_of)
{
	take_periods(g);
	for (unsigned i = 0; i < g->n; i++) {
		struct column_guess *c = &g->columns[i];

		if (c->role != COLUMN_RAW)
			continue;
		make_id(g, i);
		if (is_score(g, c))
			c->role = COLUMN_SCORE;
	}
	for (unsigned i = 0; i < g->n; i++) {
		struct column_guess *c = &g->columns[i];
		int of = rank_of[i];

		if (c->role != COLUMN_RANK || is_overall(g, i))
			continue;
		if (of >= 0 &&
			(is_other_period(g, i) ||
				!is_used(g, i, g->columns[of].id)))
			memcpy(c->id, g->columns[of].id, sizeof(c->id));
		else
			make_id(g, i);
	}
}
