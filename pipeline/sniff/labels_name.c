/* SPDX-License-Identifier: MIT */
/* How a spec can name a column by the labels over it. */
#include "pipeline/sniff/labels_inside.h"
#include "pipeline/sniff/lexicon.h"

enum { LABEL_LONG = 200 }; /* bytes: a longer label is a legend */

/* ---- trying names ---- */

/* Does a part of a name fit a label? Both are folded; a part with {year} fits
 * what has a year there. */
static int part_fits(
	const struct labels *l, const char *part, unsigned row, uint32_t column)
{
	if (part && strstr(part, "{year}"))
		return labels_same(
			part, labels_filled(l->pattern, l, row, column));
	return labels_same(part, labels_filled(l->folded, l, row, column));
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

static int has_kin(const struct labels *l, uint32_t column)
{
	for (uint32_t c = l->left; c < l->left + l->columns; c++)
		if (labels_akin(l, c, column))
			return 1;
	return 0;
}

/* The label of a row as a part: folded to be tried, as it stands to be written.
 * In a family the one with the year is a pattern. */
static const char *part(const struct labels *l, const struct column_name *n,
	unsigned row, uint32_t column)
{
	unsigned year_row = 0;

	if (n->is_family && labels_year(l, column, &year_row) &&
		year_row == row)
		return labels_filled(l->pattern, l, row, column);
	return labels_filled(l->folded, l, row, column);
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
	const struct column_name n = { .is_family = has_kin(l, column) };
	struct attempt a;

	attempt(&a, l, &n, column);
	return strangers(l, &a, column) > 0;
}

/* ---- and writing it ---- */

/* Runs of white space as one space: more do not count. */
static void space_out(struct text *out, const char *text)
{
	for (; *text; text++) {
		int space = *text == ' ' || (*text >= '\t' && *text <= '\r');

		if (!space || (out->len && out->at[out->len - 1] != ' '))
			text_putc(out, space ? ' ' : *text);
	}
	text_puts(out, "");
}

/* Whole words of at most so many bytes, if there are any; whole characters. */
static size_t beginning(const char *text, size_t most)
{
	size_t n = most;

	while (n > 0 && text[n] != ' ')
		n--;
	if (n == 0)
		for (n = most; ((unsigned char)text[n] & 0xc0) == 0x80;)
			n--;
	return n;
}

/* Do other labels than this begin so? */
static int is_shared(
	const struct labels *l, struct span begin, const char *text)
{
	struct text own = TEXT_INIT, folded = TEXT_INIT;
	int shared = 0;

	text_fold(&own, span_of(text));
	text_fold(&folded, begin);
	for (size_t i = 0; !own.failed && i < l->rows * (size_t)l->columns; i++)
		shared |= l->folded[i] && strcmp(l->folded[i], own.at) != 0 &&
			strncmp(l->folded[i], folded.at, folded.len) == 0;
	text_free(&own);
	text_free(&folded);
	return shared;
}

/* Of a legend that stands for a label its beginning will do. */
static void shorten(struct text *out, const struct labels *l, const char *text)
{
	static const size_t lengths[] = { 60, 120, LABEL_LONG };
	struct text begin = TEXT_INIT;
	size_t n = 0;

	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		n = beginning(text, lengths[i]);
		if (!is_shared(l, (struct span){ text, n }, text))
			break;
	}
	text_add(&begin, text, n);
	lexicon_pattern(out, begin.failed ? "" : begin.at, SIZE_MAX);
	text_puts(out, "{any}");
	text_free(&begin);
}

/* A label as the sheet has it, as a pattern. */
static const char *written(struct labels *l, const struct column_name *n,
	const char *text, int with_year, struct err *e)
{
	struct text t = TEXT_INIT, spaced = TEXT_INIT;
	size_t at = SIZE_MAX;

	if (!text)
		return NULL;
	space_out(&spaced, text);
	if (with_year && n->is_family && !spaced.failed)
		(void)lexicon_year(spaced.at, &at);
	if (spaced.len > LABEL_LONG && at == SIZE_MAX)
		shorten(&t, l, spaced.at);
	else if (!spaced.failed)
		lexicon_pattern(&t, spaced.at, at);
	t.failed |= spaced.failed;
	text_free(&spaced);
	return labels_keep(l, &t, e);
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

	while (r > 0 && !labels_same(part(l, n, --r, column), a->under))
		;
	return r;
}

int labels_name(struct column_name *out, struct labels *l, uint32_t column,
	int alone, struct err *e)
{
	struct attempt a;

	*out = (struct column_name){ .is_family =
					     !alone && has_kin(l, column) };
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
