/* SPDX-License-Identifier: MIT */
/* Which columns hold figures, and which of them are ranks. */
#include "pipeline/sniff/roles.h"

enum {
	FEW_MARKERS = 2,
	MOST_FIGURES = 400,
	RANK_MOST = 1000,
};

/* ---- columns that are not read ---- */

/* Does the column go up with each row? */
static int counts_up(const struct series *s)
{
	for (size_t i = 1; i < s->n; i++)
		if (!(s->v[i] > s->v[i - 1]))
			return 0;
	return s->n > 1;
}

/* Why a column of numbers is not one of figures; NULL where it is. */
static const char *aside(
	const struct guess *g, uint32_t column, const struct series *s)
{
	const struct tally *t = frame_tally(&g->frame, column);
	const struct figure *f = frame_figure(&g->frame, column);
	const char *label = guess_label(g, column);
	int is_whole = f->whole == f->figures;

	if (t->years * 2 >= t->cells && lexicon_hints(label, HINT_PERIOD))
		return "years";
	if (lexicon_hints(label, HINT_ASIDE) &&
		(f->strange > 0 || f->n_markers > FEW_MARKERS ||
			f->figures * 2 < g->frame.rows))
		return "notes";
	if (is_whole && lexicon_hints(label, HINT_CODE))
		return "codes";
	if (is_whole && lexicon_hints(label, HINT_NUMBER) &&
		!lexicon_hints(label, HINT_RANK) && counts_up(s))
		return "numbers of rows";
	return NULL;
}

static void note_aside(struct guess *g, uint32_t column, const char *why)
{
	char letters[CELL_ADDRESS];

	guess_letters(letters, column);
	guess_note(g, "not read: column %s, '%.60s': %s", letters,
		guess_label(g, column), why);
}

/* ---- columns that are ---- */

static int is_rank(const struct guess *g, uint32_t column)
{
	const struct figure *f = frame_figure(&g->frame, column);
	const char *label = guess_label(g, column);
	size_t at;

	if (f->whole < f->figures || f->least < 1 || f->greatest > RANK_MOST)
		return 0;
	if (lexicon_hints(label, HINT_RANK))
		return 1;
	/* "2021" under "Rank" */
	return strlen(label) == 4 && lexicon_year(label, &at) &&
		lexicon_hints(guess_meaning(g, column), HINT_RANK);
}

static int is_taken(const struct guess *g, uint32_t column)
{
	for (unsigned i = 0; i < g->n; i++)
		if (g->columns[i].at == column)
			return 1;
	return 0;
}

/* The column to which this one is akin, if that was taken. */
static struct column_guess *family_of(struct guess *g, uint32_t column)
{
	for (unsigned i = 0; i < g->n; i++)
		if (g->columns[i].name.is_family &&
			labels_akin(g->labels, g->columns[i].at, column))
			return &g->columns[i];
	return NULL;
}

/* Of a family the latest year speaks for all. */
static void join_family(
	struct guess *g, struct column_guess *family, uint32_t column)
{
	unsigned row;

	if (labels_year(g->labels, column, &row) >
		labels_year(g->labels, family->at, &row))
		family->at = column;
}

static int take_column(struct guess *g, const struct series_rows *rows,
	uint32_t column, struct err *e)
{
	struct column_guess *family = family_of(g, column), *c;
	struct series s;
	const char *why;

	if (family) {
		join_family(g, family, column);
		return 0;
	}
	if (series_of(&s, rows, column, e) < 0)
		return -1;
	why = labels_own(g->labels, column) < 0 ? "no label is over it"
						: aside(g, column, &s);
	series_free(&s);
	if (why) {
		note_aside(g, column, why);
		return 0;
	}
	c = guess_add(
		g, column, is_rank(g, column) ? COLUMN_RANK : COLUMN_RAW, e);
	return c ? 0 : -1;
}

static int take_columns(
	struct guess *g, const struct series_rows *rows, struct err *e)
{
	unsigned first = g->n;

	for (uint32_t c = g->frame.left; c <= g->frame.right; c++) {
		if (is_taken(g, c) || !frame_is_figures(&g->frame, c))
			continue;
		if (g->n - first == MOST_FIGURES) {
			guess_note(g,
				"not read: more than %d columns of figures",
				MOST_FIGURES);
			return 0;
		}
		if (take_column(g, rows, c, e) < 0)
			return -1;
	}
	return 0;
}

/* ---- texts that stand for numbers ---- */

/* A few different texts, and nothing else. */
static int is_words(const struct guess *g, uint32_t column)
{
	const struct tally *t = frame_tally(&g->frame, column);

	return !is_taken(g, column) && labels_own(g->labels, column) >= 0 &&
		!t->unlisted && t->n_texts >= 2 &&
		t->n_texts <= FIGURE_MARKERS && t->texts == t->cells;
}

/* Where there are no figures, columns of words are what the table says. */
static int take_categories(struct guess *g, struct err *e)
{
	for (uint32_t col = g->frame.left; col <= g->frame.right; col++) {
		const struct tally *t = frame_tally(&g->frame, col);
		struct column_guess *c;

		if (!is_words(g, col))
			continue;
		c = guess_add(g, col, COLUMN_RAW, e);
		if (!c)
			return -1;
		for (unsigned i = 0; i < t->n_texts; i++)
			if (figure_says_none(t->text[i].at))
				c->missing[c->n_missing++] = t->text[i].at;
			else
				c->category[c->n_categories++] = t->text[i].at;
		guess_why(c, A_GUESS, "texts; their order is as they appear");
	}
	return 0;
}

/* Beside figures they may be as well: each label is told once. */
static void note_words(struct guess *g)
{
	for (uint32_t col = g->frame.left; col <= g->frame.right; col++) {
		const struct tally *t = frame_tally(&g->frame, col);
		const char *label = guess_label(g, col);
		uint32_t first = g->frame.left;

		if (!is_words(g, col) || frame_is_figures(&g->frame, col))
			continue;
		while (!is_words(g, first) ||
			strcmp(guess_label(g, first), label) != 0)
			first++;
		if (first == col)
			guess_note(g,
				"not read: '%.60s': words, as '%.30s' "
				"(categories would read them)",
				label, t->text[0].at);
	}
}

int roles_find(struct guess *g, const struct areas *a, struct err *e)
{
	struct series_rows rows;
	int rc;

	if (series_rows(&rows, &g->frame, a, g->period, g->indicator, e) < 0)
		return -1;
	rc = take_columns(g, &rows, e);
	if (rc == 0 && guess_has_figures(g))
		note_words(g);
	else if (rc == 0)
		rc = take_categories(g, e);
	if (rc == 0)
		rc = g->indicator != NO_COLUMN ? roles_by_indicator(g, &rows, e)
					       : roles_overall(g, &rows, e);
	series_rows_free(&rows);
	return rc;
}
