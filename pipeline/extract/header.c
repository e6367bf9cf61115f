/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/header.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	MAX_SEARCH = 200,  /* rows among which a header is looked for */
	SHOWN_LABELS = 12, /* of the nearest row, in the message */
};

#define NOWHERE UINT32_MAX

/* A text in a header row, folded; offsets into the row's buffer. */
struct mark {
	uint32_t column;
	size_t start, len;
};

struct marks {
	uint32_t row;
	struct mark *at;
	size_t n, cap;
	struct text folded;
};

struct header {
	const struct spec_table *t;
	struct text *label, *under; /* folded, one a column */
	struct marks *rows; /* the last t->header_rows rows, oldest first */
	uint32_t next;	    /* the row expected next */
	unsigned best;	    /* most labels found in one place */
	uint32_t best_row;
	char best_missing[100];
	struct text best_shown;
};

int header_open(struct header **out, const struct spec_table *t, struct err *e)
{
	struct header *h = calloc(1, sizeof(*h));
	int bad;

	if (!h)
		return err_memory(e);
	h->t = t;
	h->label = calloc(t->n_columns, sizeof(*h->label));
	h->under = calloc(t->n_columns, sizeof(*h->under));
	h->rows = calloc(t->header_rows, sizeof(*h->rows));
	bad = !h->label || !h->under || !h->rows;
	for (unsigned i = 0; !bad && i < t->n_columns; i++) {
		text_fold(&h->label[i], span_of(t->columns[i].label));
		if (t->columns[i].under)
			text_fold(&h->under[i], span_of(t->columns[i].under));
		bad = h->label[i].failed || h->under[i].failed;
	}
	if (bad) {
		header_close(h);
		return err_memory(e);
	}
	*out = h;
	return 0;
}

void header_close(struct header *h)
{
	if (!h)
		return;
	for (unsigned i = 0; i < h->t->n_columns; i++) {
		if (h->label)
			text_free(&h->label[i]);
		if (h->under)
			text_free(&h->under[i]);
	}
	for (unsigned i = 0; h->rows && i < h->t->header_rows; i++) {
		free(h->rows[i].at);
		text_free(&h->rows[i].folded);
	}
	free(h->label);
	free(h->under);
	free(h->rows);
	text_free(&h->best_shown);
	free(h);
}

static int add_mark(struct marks *m, const struct cell *c, struct err *e)
{
	size_t start = m->folded.len;
	char digits[NUM_TEXT];

	text_fold(&m->folded, cell_stored(digits, c));
	if (m->folded.len == start)
		return text_done(&m->folded, e);
	if (m->n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 32;
		struct mark *at = realloc(m->at, cap * sizeof(*at));

		if (!at)
			return err_memory(e);
		m->at = at;
		m->cap = cap;
	}
	m->at[m->n++] =
		(struct mark){ c->column, start, m->folded.len - start };
	return text_done(&m->folded, e);
}

/* Forgets the oldest row and returns it, empty, as the newest. */
static struct marks *turn(struct header *h, uint32_t row)
{
	unsigned last = h->t->header_rows - 1;
	struct marks oldest = h->rows[0];

	memmove(h->rows, h->rows + 1, last * sizeof(*h->rows));
	oldest.n = 0;
	oldest.row = row;
	text_clear(&oldest.folded);
	h->rows[last] = oldest;
	return &h->rows[last];
}

static int same(
	const struct marks *m, const struct mark *a, const struct text *b)
{
	return a->len == b->len &&
		memcmp(m->folded.at + a->start, b->at, b->len) == 0;
}

static const struct mark *mark_at(const struct marks *m, uint32_t column)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->at[i].column == column)
			return &m->at[i];
	return NULL;
}

/* The text of a row that reaches a column when filled to the right. */
static const struct mark *filled(const struct marks *m, uint32_t column)
{
	const struct mark *found = NULL;

	for (size_t i = 0; i < m->n && m->at[i].column <= column; i++)
		found = &m->at[i];
	return found;
}

/* Is the mark of row k the lowest in its column, and under the right label? */
static int fits(const struct header *h, unsigned k, const struct mark *m,
	const struct text *under)
{
	for (unsigned below = k + 1; below < h->t->header_rows; below++)
		if (mark_at(&h->rows[below], m->column))
			return 0;
	if (!under->len)
		return 1;
	for (unsigned above = 0; above < k; above++) {
		const struct mark *f = filled(&h->rows[above], m->column);

		if (f && same(&h->rows[above], f, under))
			return 1;
	}
	return 0;
}

/* Where column i stands in the rows at hand, NOWHERE, or -1 for twice. */
static int locate(
	const struct header *h, unsigned i, uint32_t *at, struct err *e)
{
	char first[CELL_ADDRESS], second[CELL_ADDRESS];
	uint32_t row = 0;

	*at = NOWHERE;
	for (unsigned k = 0; k < h->t->header_rows; k++) {
		const struct marks *m = &h->rows[k];

		for (size_t j = 0; j < m->n; j++) {
			if (!same(m, &m->at[j], &h->label[i]) ||
				!fits(h, k, &m->at[j], &h->under[i]))
				continue;
			if (*at == NOWHERE) {
				*at = m->at[j].column;
				row = m->row;
				continue;
			}
			cell_address(first, row, *at);
			cell_address(second, m->row, m->at[j].column);
			return err_set(e, ERR_DATA,
				"label '%s' stands at %s and at %s: the spec "
				"must say which by 'under'",
				h->t->columns[i].label, first, second);
		}
	}
	return 0;
}

static void show_row(struct header *h, const struct row *row)
{
	char digits[NUM_TEXT];
	size_t shown = 0;

	text_clear(&h->best_shown);
	for (size_t i = 0; i < row->n; i++) {
		struct span text =
			span_trim(cell_stored(digits, &row->cells[i]));

		if (!text.len)
			continue;
		if (shown++ == SHOWN_LABELS) {
			text_puts(&h->best_shown, " ...");
			break;
		}
		text_puts(&h->best_shown, shown > 1 ? " | " : "");
		text_mask(&h->best_shown, text);
	}
}

static int search(
	struct header *h, const struct row *row, uint32_t *at, struct err *e)
{
	unsigned found = 0, missing = h->t->n_columns;
	struct err twice = ERR_INIT;

	for (unsigned i = 0; i < h->t->n_columns; i++) {
		locate(h, i, &at[i], &twice);
		found += at[i] != NOWHERE;
		if (at[i] == NOWHERE && missing == h->t->n_columns)
			missing = i;
	}
	if (found == h->t->n_columns)
		return twice.kind ? err_set(e, twice.kind, "%s", twice.text)
				  : 1;
	if (found > h->best || !h->best_shown.len) {
		h->best = found;
		h->best_row = row->number;
		snprintf(h->best_missing, sizeof(h->best_missing), "%s",
			h->t->columns[missing].label);
		show_row(h, row);
	}
	return 0;
}

int header_row(
	struct header *h, const struct row *row, uint32_t *at, struct err *e)
{
	struct marks *m;

	if (row->number >= MAX_SEARCH)
		return 0;
	for (unsigned gap = 0; h->next < row->number && gap < h->t->header_rows;
		gap++)
		turn(h, h->next++);
	m = turn(h, row->number);
	h->next = row->number + 1;
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].type != CELL_BLANK &&
			add_mark(m, &row->cells[i], e) < 0)
			return -1;
	return search(h, row, at, e);
}

int header_missing(const struct header *h, struct err *e)
{
	if (!h->best_shown.len)
		return err_set(e, ERR_DATA,
			"no header: the first %d rows of the sheet are empty",
			MAX_SEARCH);
	return err_set(e, ERR_DATA,
		"no header with all its %u labels: row %u comes nearest (%u), "
		"it lacks '%s' and has: %.250s",
		h->t->n_columns, h->best_row + 1, h->best, h->best_missing,
		h->best_shown.at);
}
