/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/labels.h"

#include <stdlib.h>

#include "pipeline/sniff/lexicon.h"

static size_t place(const struct labels *l, unsigned row, uint32_t column)
{
	return (size_t)row * l->columns + (column - l->left);
}

/* ---- taking them ---- */

static const char *keep(struct labels *l, struct text *t, struct err *e)
{
	const char *copy = NULL;

	if (text_done(t, e) == 0)
		copy = arena_copy(&l->arena, (struct span){ t->at, t->len });
	if (!copy)
		err_memory(e);
	text_free(t);
	return copy;
}

static const char *fold(struct labels *l, const char *text, struct err *e)
{
	struct text folded = TEXT_INIT;

	text_fold(&folded, span_of(text));
	return keep(l, &folded, e);
}

/* A label with its year as {year}, where it has one. */
static const char *pattern(
	struct labels *l, const char *text, int *year, struct err *e)
{
	struct text t = TEXT_INIT;
	size_t at = SIZE_MAX;

	*year = lexicon_year(text, &at);
	lexicon_pattern(&t, text, *year ? at : SIZE_MAX);
	return keep(l, &t, e);
}

static int take(
	struct labels *l, unsigned row, const struct kept *c, struct err *e)
{
	size_t at = place(l, row, c->column);
	struct text text = TEXT_INIT;
	char digits[NUM_TEXT];
	const char *folded;

	if (c->text)
		text_puts(&text, c->text);
	else
		text_add(&text, digits, num_format(digits, c->number));
	l->text[at] = keep(l, &text, e);
	folded = l->text[at] ? fold(l, l->text[at], e) : NULL;
	if (!folded)
		return -1;
	if (!*folded) {
		l->text[at] = NULL;
		return 0;
	}
	l->folded[at] = folded;
	l->pattern[at] = pattern(l, folded, &l->year[at], e);
	return l->pattern[at] ? 0 : -1;
}

static int take_rows(struct labels *l, const struct summary *s, struct err *e)
{
	for (size_t i = 0; i < s->n_head; i++) {
		const struct kept_row *r = &s->rows[i];

		if (r->number < l->top || r->number >= l->top + l->rows)
			continue;
		for (size_t k = 0; k < r->n; k++) {
			const struct kept *c = &r->cells[k];

			if (c->column >= l->left &&
				c->column < l->left + l->columns &&
				take(l, r->number - l->top, c, e) < 0)
				return -1;
		}
	}
	return 0;
}

int labels_open(struct labels **out, const struct summary *s, uint32_t top,
	uint32_t bottom, uint32_t left, uint32_t right, struct err *e)
{
	struct labels *l = calloc(1, sizeof(*l));
	size_t n;

	if (!l)
		return err_memory(e);
	*l = (struct labels){ .top = top,
		.rows = bottom - top + 1,
		.left = left,
		.columns = right - left + 1 };
	n = (size_t)l->rows * l->columns;
	l->text = calloc(n, sizeof(*l->text));
	l->folded = calloc(n, sizeof(*l->folded));
	l->pattern = calloc(n, sizeof(*l->pattern));
	l->year = calloc(n, sizeof(*l->year));
	if (!l->text || !l->folded || !l->pattern || !l->year)
		err_memory(e);
	else if (take_rows(l, s, e) == 0) {
		*out = l;
		return 0;
	}
	labels_close(l);
	return -1;
}

void labels_close(struct labels *l)
{
	if (!l)
		return;
	arena_free(&l->arena);
	free((void *)l->text);
	free((void *)l->folded);
	free((void *)l->pattern);
	free(l->year);
	free(l);
}

/* ---- looking at them ---- */

int labels_own(const struct labels *l, uint32_t column)
{
	for (unsigned row = l->rows; row-- > 0;)
		if (l->text[place(l, row, column)])
			return (int)row;
	return -1;
}

/* The column whose label in this row reaches so far; SIZE_MAX for none. */
static size_t reaching(const struct labels *l, unsigned row, uint32_t column)
{
	int own = labels_own(l, column);

	if (own < 0 || row > (unsigned)own)
		return SIZE_MAX;
	for (uint32_t c = column + 1; c-- > l->left;)
		if (l->text[place(l, row, c)])
			return place(l, row, c);
	return SIZE_MAX;
}

static const char *filled(const char *const *texts, const struct labels *l,
	unsigned row, uint32_t column)
{
	size_t at = reaching(l, row, column);

	return at == SIZE_MAX ? NULL : texts[at];
}

const char *labels_at(const struct labels *l, unsigned row, uint32_t column)
{
	return filled(l->text, l, row, column);
}

int labels_stands(const struct labels *l, unsigned row, uint32_t column)
{
	return l->text[place(l, row, column)] != NULL;
}

int labels_year(const struct labels *l, uint32_t column, unsigned *row)
{
	for (unsigned r = l->rows; r-- > 0;) {
		size_t at = reaching(l, r, column);

		if (at == SIZE_MAX || !l->year[at])
			continue;
		*row = r;
		return l->year[at];
	}
	return 0;
}

static int same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

int labels_akin(const struct labels *l, uint32_t a, uint32_t b)
{
	unsigned row = 0, other = 0;
	int year = labels_year(l, a, &row);
	int second = labels_year(l, b, &other);

	if (!year || !second || year == second || row != other ||
		labels_own(l, a) != labels_own(l, b))
		return 0;
	for (unsigned r = 0; r < l->rows; r++) {
		const char *const *texts = r == row ? l->pattern : l->folded;

		if (!same(filled(texts, l, r, a), filled(texts, l, r, b)))
			return 0;
	}
	return 1;
}

/* ---- naming a column ---- */

/* Does a part of a name fit a label? Both are folded; a part with {year} fits
 * what has a year there. */
static int part_fits(
	const struct labels *l, const char *part, unsigned row, uint32_t column)
{
	if (part && strstr(part, "{year}"))
		return same(part, filled(l->pattern, l, row, column));
	return same(part, filled(l->folded, l, row, column));
}

/* Folded parts of a name that is being tried. */
struct attempt {
	unsigned own_row;
	const char *label, *under;
	const char *path[LABEL_ROWS];
	unsigned n_path;
	int is_strict; /* where the path has nothing, nothing may stand */
};

static int fits_path(
	const struct labels *l, const struct attempt *a, uint32_t column)
{
	for (unsigned r = 0; r < a->n_path; r++)
		if ((a->path[r] || a->is_strict) &&
			!part_fits(l, a->path[r], r, column))
			return 0;
	return 1;
}

static int fits(
	const struct labels *l, const struct attempt *a, uint32_t column)
{
	int own = labels_own(l, column);

	if (own < 0)
		return 0;
	if (a->n_path > 0)
		return own == (int)a->own_row && fits_path(l, a, column);
	if (!part_fits(l, a->label, (unsigned)own, column))
		return 0;
	for (unsigned r = 0; a->under && r < (unsigned)own; r++)
		if (part_fits(l, a->under, r, column))
			return 1;
	return !a->under;
}

/* How many columns it fits beyond the family of one. */
static unsigned strangers(
	const struct labels *l, const struct attempt *a, uint32_t column)
{
	unsigned n = 0;

	for (uint32_t c = l->left; c < l->left + l->columns; c++)
		n += c != column && fits(l, a, c) && !labels_akin(l, c, column);
	return n;
}

/* How many of those left of the column it fits, and one. */
static unsigned ordinal(
	const struct labels *l, const struct attempt *a, uint32_t column)
{
	unsigned n = 1;

	for (uint32_t c = l->left; c < column; c++)
		n += (unsigned)fits(l, a, c);
	return n;
}

static void count_family(
	struct column_name *out, const struct labels *l, uint32_t column)
{
	unsigned row = 0;
	int year = labels_year(l, column, &row);

	out->members = 1;
	out->first_year = out->last_year = year;
	for (uint32_t c = l->left; c < l->left + l->columns; c++) {
		int other = c == column || !labels_akin(l, c, column)
			? 0
			: labels_year(l, c, &row);

		if (!other)
			continue;
		out->members++;
		out->is_family = 1;
		if (other < out->first_year)
			out->first_year = other;
		if (other > out->last_year)
			out->last_year = other;
	}
}

/* The label of a row as a part: folded to be tried, as it stands to be written.
 * In a family the one with the year is a pattern. */
static const char *part(const struct labels *l, const struct column_name *n,
	unsigned row, uint32_t column)
{
	unsigned year_row = 0;

	if (n->is_family && labels_year(l, column, &year_row) &&
		year_row == row)
		return filled(l->pattern, l, row, column);
	return filled(l->folded, l, row, column);
}

/* With one of the labels above it, the nearest first; in a family the one that
 * says the year. */
static int attempt_under(struct attempt *a, const struct labels *l,
	const struct column_name *n, uint32_t column, unsigned year_row)
{
	for (unsigned r = a->own_row; r-- > 0;) {
		if (year_row != a->own_row && r != year_row)
			continue;
		a->under = part(l, n, r, column);
		if (a->under && strangers(l, a, column) == 0)
			return 1;
	}
	a->under = NULL;
	return 0;
}

static int attempt_path(struct attempt *a, const struct labels *l,
	const struct column_name *n, uint32_t column)
{
	a->n_path = a->own_row + 1;
	for (unsigned r = 0; r <= a->own_row; r++)
		a->path[r] = part(l, n, r, column);
	for (a->is_strict = 0; a->is_strict <= 1; a->is_strict++)
		if (strangers(l, a, column) == 0)
			return 1;
	return 0;
}

/* The shortest name: the own label; with one above it; all of them. Where none
 * will do a family has all of them, and a column its own and a count. */
static void attempt(struct attempt *a, const struct labels *l,
	const struct column_name *n, uint32_t column)
{
	unsigned own = (unsigned)labels_own(l, column), year_row = own;

	if (n->is_family)
		labels_year(l, column, &year_row);
	*a = (struct attempt){ .own_row = own,
		.label = part(l, n, own, column) };
	if ((year_row == own && strangers(l, a, column) == 0) ||
		attempt_under(a, l, n, column, year_row) ||
		(own > 0 && attempt_path(a, l, n, column)))
		return;
	a->is_strict = 0;
	if (!n->is_family)
		a->n_path = 0;
}

int labels_ambiguous(const struct labels *l, uint32_t column)
{
	struct column_name n = { 0 };
	struct attempt a;

	count_family(&n, l, column);
	attempt(&a, l, &n, column);
	return strangers(l, &a, column) > 0;
}

/* ---- and writing it ---- */

/* A label as the sheet has it, as a pattern; its spaces are those that count.
 */
static const char *written(struct labels *l, const struct column_name *n,
	const char *text, int with_year, struct err *e)
{
	struct text t = TEXT_INIT, spaced = TEXT_INIT;
	size_t at = SIZE_MAX;

	if (!text)
		return NULL;
	for (; *text; text++) {
		int space = *text == ' ' || (*text >= '\t' && *text <= '\r');

		if (!space || (spaced.len && spaced.at[spaced.len - 1] != ' '))
			text_putc(&spaced, space ? ' ' : *text);
	}
	text_puts(&spaced, "");
	if (!spaced.failed && with_year && n->is_family)
		(void)lexicon_year(spaced.at, &at);
	lexicon_pattern(&t, spaced.failed ? "" : spaced.at, at);
	text_free(&spaced);
	return keep(l, &t, e);
}

static const char *written_row(struct labels *l, const struct column_name *n,
	unsigned row, uint32_t column, struct err *e)
{
	unsigned year_row = 0;
	int year = labels_year(l, column, &year_row);

	return written(
		l, n, labels_at(l, row, column), year && year_row == row, e);
}

static unsigned row_of_under(const struct labels *l,
	const struct column_name *n, const struct attempt *a, uint32_t column)
{
	unsigned r = a->own_row;

	while (r > 0 && !same(part(l, n, --r, column), a->under))
		;
	return r;
}

int labels_name(struct column_name *out, struct labels *l, uint32_t column,
	struct err *e)
{
	struct attempt a;

	*out = (struct column_name){ 0 };
	count_family(out, l, column);
	attempt(&a, l, out, column);
	out->label = written_row(l, out, a.own_row, column, e);
	if (a.under)
		out->under = written_row(
			l, out, row_of_under(l, out, &a, column), column, e);
	out->n_path = a.n_path ? l->rows : 0;
	for (unsigned r = 0; r < a.n_path; r++) {
		out->path[r] = written_row(l, out, r, column, e);
		if (!out->path[r] && a.is_strict)
			out->path[r] = "";
	}
	if (strangers(l, &a, column) > 0 && !out->is_family)
		out->block = ordinal(l, &a, column);
	return e->kind ? -1 : 0;
}
