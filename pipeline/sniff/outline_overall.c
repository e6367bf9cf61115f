/* SPDX-License-Identifier: MIT */
/* What becomes of a guess at the overall score once all tables are there. */
#include "pipeline/sniff/guess_inside.h"
#include "pipeline/sniff/outline_inside.h"

/* Does the label of the main table's overall score say the same? */
static int is_known(const struct outline *o, const struct guess *g)
{
	const struct guess *main = o->tables[0].g;
	char a[SLUG_TEXT], b[SLUG_TEXT];

	if (main->score < 0 || main == g)
		return 0;
	lexicon_slug(a, guess_label(g, g->columns[g->score].at), 0);
	lexicon_slug(b, guess_label(main, main->columns[main->score].at), 0);
	return a[0] && strcmp(a, b) == 0;
}

void outline_forget(const struct outline *o, struct guess *g)
{
	struct column_guess *c;

	if (g->score < 0 || g->columns[g->score].surety != A_GUESS ||
		is_known(o, g))
		return;
	c = &g->columns[g->score];
	lexicon_slug(c->id, guess_meaning(g, c->at), 0);
	if (!c->id[0]) {
		lexicon_slug(c->id, g->s->sheet, 1);
		c->title = g->s->sheet;
	}
	guess_why(c, A_GUESS, "figures");
	for (unsigned i = 0; i < g->n; i++)
		if (g->columns[i].role == COLUMN_SCORE)
			g->columns[i].role = COLUMN_RAW;
	g->score = -1;
}

/* A text that stands in all rows beside the figures and names them. */
static const char *constant_name(const struct guess *g)
{
	for (uint32_t c = g->frame.left; c <= g->frame.right; c++) {
		const struct tally *t = frame_tally(&g->frame, c);

		if (t->n_texts == 1 && t->numbers == 0 && t->text[0].at[0] &&
			t->cells == t->text[0].cells &&
			labels_own(g->labels, c) >= 0 &&
			lexicon_hints(guess_label(g, c), HINT_INDICATOR))
			return t->text[0].at;
	}
	return NULL;
}

static int is_generic(const char *sheet)
{
	char slug[SLUG_TEXT];

	lexicon_slug(slug, sheet, 1);
	return !slug[0] || strcmp(slug, "data") == 0 ||
		strncmp(slug, "sheet", 5) == 0 || strcmp(slug, "csv") == 0;
}

void outline_series(struct guess *g)
{
	unsigned figures = 0;
	struct column_guess *c;
	const char *name;

	for (unsigned i = 0; i < g->n; i++)
		figures += g->columns[i].role >= COLUMN_SCORE;
	if (figures != 1 || g->score < 0 ||
		g->columns[g->score].surety != A_GUESS)
		return;
	c = &g->columns[g->score];
	name = constant_name(g);
	c->role = COLUMN_RAW;
	lexicon_slug(
		c->id, name ? name : guess_meaning(g, c->at), name != NULL);
	if (!c->id[0] && !is_generic(g->s->sheet))
		name = g->s->sheet;
	if (!c->id[0])
		lexicon_slug(c->id, name ? name : "value", 1);
	c->title = name;
	guess_why(
		c, LIKELY, "the only figures, and nothing calls them a score");
	g->score = -1;
}
