/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/outline.h"

#include <stdlib.h>

#include "pipeline/sniff/outline_inside.h"

enum {
	SHARE = 90, /* percent of the most areas: it may be the main one */
	LESSER_SHARE = 50, /* and this makes a table beside it */
};

/* ---- the main table ---- */

static int is_table(const struct guess *g)
{
	return g->frame.kind != FRAME_NONE && guess_has_figures(g);
}

static int has_numbers(const struct guess *g)
{
	for (unsigned i = 0; i < g->n; i++)
		if (g->columns[i].role >= COLUMN_SCORE &&
			g->columns[i].n_categories == 0)
			return 1;
	return 0;
}

static unsigned most_areas(const struct outline *o)
{
	unsigned most = 0;

	for (size_t i = 0; i < o->n_sheets; i++)
		if (is_table(o->guesses[i]) &&
			o->guesses[i]->frame.areas > most)
			most = o->guesses[i]->frame.areas;
	return most;
}

/* How much speaks for it as the table that the workbook is about. */
static int merit(const struct guess *g)
{
	int merit = has_numbers(g) * 10;

	merit += g->order != 0 ? 4 : 0;
	merit += g->indicator != NO_COLUMN ? 3 : 0;
	if (g->score >= 0)
		merit += 2 - (int)g->columns[g->score].surety;
	return merit;
}

static size_t find_main(const struct outline *o)
{
	unsigned most = most_areas(o);
	size_t found = o->n_sheets;

	for (size_t i = 0; i < o->n_sheets; i++) {
		const struct guess *g = o->guesses[i];

		if (!is_table(g) || g->frame.areas * 100 < most * SHARE)
			continue;
		if (found == o->n_sheets || merit(g) > merit(o->guesses[found]))
			found = i;
	}
	return found;
}

/* ---- the others ---- */

static void note_left(struct outline *o, size_t sheet, unsigned most)
{
	const struct guess *g = o->guesses[sheet];
	const char *why = g->frame.areas == 0 ? "no areas"
		: !is_table(g)		      ? "no figures under labels"
		: !has_numbers(g)	      ? "texts only"
		: g->frame.areas * 100 < most * LESSER_SHARE ? "few areas"
							     : NULL;

	if (why)
		text_printf(&o->notes, "sheet '%.60s' is left out: %s\n",
			g->s->sheet, why);
}

static int add_others(struct outline *o, size_t main, struct err *e)
{
	unsigned most = most_areas(o);

	for (size_t i = 0; i < o->n_sheets; i++) {
		const struct guess *g = o->guesses[i];

		if (outline_has(o, i))
			continue;
		if (is_table(g) && has_numbers(g) &&
			has_numbers(o->guesses[main]) &&
			g->frame.areas * 100 >= most * LESSER_SHARE) {
			if (outline_add(o, i, e) < 0)
				return -1;
		} else {
			note_left(o, i, most);
		}
	}
	return 0;
}

/* ---- what all of them say ---- */

static void take_years(struct outline *o)
{
	for (size_t t = 0; t < o->n_tables; t++) {
		const struct outline_table *x = &o->tables[t];

		if (x->g->last_year > o->last_year)
			o->last_year = x->g->last_year;
		for (size_t i = 0; i < x->n_members; i++) {
			size_t at;
			int year = lexicon_year(
				o->sheets[x->members[i]]->sheet, &at);

			if ((x->kind == SHEETS_BY_YEAR || x->period) &&
				year > o->last_year)
				o->last_year = year;
		}
	}
}

static int look(struct outline *o, const struct areas *a, struct err *e)
{
	size_t main;

	for (size_t i = 0; i < o->n_sheets; i++)
		if (guess_open(&o->guesses[i], o->sheets[i], a, e) < 0)
			return -1;
	main = find_main(o);
	if (main == o->n_sheets) {
		for (size_t i = 0; i < o->n_sheets; i++)
			note_left(o, i, 0);
		return 0;
	}
	if (outline_add(o, main, e) < 0 || add_others(o, main, e) < 0)
		return -1;
	for (size_t t = 0; t < o->n_tables; t++)
		outline_finish(&o->tables[t], a);
	take_years(o);
	return outline_nodes(o, e);
}

int outline_open(struct outline **out, struct summary **take, size_t n,
	const struct areas *a, struct err *e)
{
	struct outline *o = calloc(1, sizeof(*o));
	int rc;

	if (!o) {
		for (size_t i = 0; i < n; i++)
			summary_close(take[i]);
		free((void *)take);
		return err_memory(e);
	}
	o->sheets = take;
	o->n_sheets = n;
	o->guesses = calloc(n + 1, sizeof(struct guess *));
	rc = o->guesses ? look(o, a, e) : err_memory(e);
	if (rc == 0)
		rc = text_done(&o->notes, e);
	if (rc < 0) {
		outline_close(o);
		return -1;
	}
	*out = o;
	return 0;
}

void outline_close(struct outline *o)
{
	if (!o)
		return;
	for (size_t i = 0; i < o->n_tables; i++)
		free(o->tables[i].members);
	for (size_t i = 0; i < o->n_sheets; i++) {
		if (o->guesses)
			guess_close(o->guesses[i]);
		summary_close(o->sheets[i]);
	}
	free(o->tables);
	free(o->nodes);
	free((void *)o->guesses);
	free((void *)o->sheets);
	text_free(&o->notes);
	arena_free(&o->arena);
	free(o);
}

/* Adds the column and those akin to it. */
static void add_score(
	struct outline_range *out, const struct guess *g, int *there)
{
	const struct column_guess *c = &g->columns[g->score];

	for (uint32_t col = g->frame.left; col <= g->frame.right; col++) {
		const struct figure *f = frame_figure(&g->frame, col);

		if (f->figures == 0 ||
			(col != c->at && !labels_akin(g->labels, col, c->at)))
			continue;
		if (!(*there)++ || f->least < out->least)
			out->least = f->least;
		if (*there == 1 || f->greatest > out->greatest)
			out->greatest = f->greatest;
		if (f->decimals > out->decimals)
			out->decimals = f->decimals;
		out->is_exact |= frame_tally(&g->frame, col)->exact > 0;
	}
}

int outline_score(struct outline_range *out, const struct outline *o,
	const struct outline_table *t)
{
	int there = 0;

	*out = (struct outline_range){ 0 };
	for (size_t i = 0; i < t->n_members; i++) {
		const struct guess *g = o->guesses[t->members[i]];

		if (g->score >= 0 && g->labels)
			add_score(out, g, &there);
	}
	return there;
}
