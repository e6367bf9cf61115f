/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/labels.h"

#include <stdlib.h>

#include "pipeline/sniff/labels_inside.h"
#include "pipeline/sniff/lexicon.h"

static size_t place(const struct labels *l, unsigned row, uint32_t column)
{
	return (size_t)row * l->columns + (column - l->left);
}

/* ---- taking them ---- */

const char *labels_keep(struct labels *l, struct text *t, struct err *e)
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
	return labels_keep(l, &folded, e);
}

/* A label with its year as {year}, where it has one. */
static const char *pattern(
	struct labels *l, const char *text, int *year, struct err *e)
{
	struct text t = TEXT_INIT;
	size_t at = SIZE_MAX;

	*year = lexicon_year(text, &at);
	lexicon_pattern(&t, text, *year ? at : SIZE_MAX);
	return labels_keep(l, &t, e);
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
	l->text[at] = labels_keep(l, &text, e);
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

/* They are asked for again and again: for each column against all others. */
static void fill(struct labels *l)
{
	for (uint32_t c = 0; c < l->columns; c++)
		l->own[c] = -1;
	for (unsigned row = 0; row < l->rows; row++) {
		size_t last = SIZE_MAX;

		for (uint32_t c = 0; c < l->columns; c++) {
			size_t at = place(l, row, l->left + c);

			if (l->text[at]) {
				l->own[c] = (int)row;
				last = at;
			}
			l->reach[at] = last;
		}
	}
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
	l->reach = calloc(n, sizeof(*l->reach));
	l->own = calloc(l->columns, sizeof(*l->own));
	if (!l->text || !l->folded || !l->pattern || !l->year || !l->reach ||
		!l->own) {
		err_memory(e);
	} else if (take_rows(l, s, e) == 0) {
		fill(l);
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
	free(l->reach);
	free(l->own);
	free(l);
}

/* ---- looking at them ---- */

int labels_own(const struct labels *l, uint32_t column)
{
	return l->own[column - l->left];
}

/* The place of the label in this row that reaches so far; SIZE_MAX for none. */
static size_t reaching(const struct labels *l, unsigned row, uint32_t column)
{
	int own = labels_own(l, column);

	if (own < 0 || row > (unsigned)own)
		return SIZE_MAX;
	return l->reach[place(l, row, column)];
}

const char *labels_filled(const char *const *texts, const struct labels *l,
	unsigned row, uint32_t column)
{
	size_t at = reaching(l, row, column);

	return at == SIZE_MAX ? NULL : texts[at];
}

const char *labels_at(const struct labels *l, unsigned row, uint32_t column)
{
	return labels_filled(l->text, l, row, column);
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

int labels_same(const char *a, const char *b)
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

		if (!labels_same(labels_filled(texts, l, r, a),
			    labels_filled(texts, l, r, b)))
			return 0;
	}
	return 1;
}
