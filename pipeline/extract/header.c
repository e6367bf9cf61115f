/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/header.h"

#include <stdlib.h>

#include "pipeline/extract/header_block.h"
#include "pipeline/extract/header_nearest.h"
#include "pipeline/extract/words.h"

enum { MAX_SEARCH = 200 }; /* rows among which a header is looked for */

struct header {
	const struct spec_table *t;
	const struct about *about;
	struct words **words; /* one a column */
	struct marks *rows;   /* the last t->header_rows rows, oldest first */
	uint32_t next;	      /* the row expected next */
	struct found *found;
	size_t n_found;
	struct arena texts; /* of what was found */
	struct nearest nearest;
};

int header_open(struct header **out, const struct spec_table *t,
	const struct about *about, struct err *e)
{
	struct header *h = calloc(1, sizeof(*h));

	if (!h)
		return err_memory(e);
	h->t = t;
	h->about = about;
	h->words = calloc(t->n_columns, sizeof(struct words *));
	h->rows = calloc(t->header_rows, sizeof(*h->rows));
	if (!h->words || !h->rows) {
		header_close(h);
		return err_memory(e);
	}
	for (unsigned i = 0; i < t->n_columns; i++)
		if (words_open(&h->words[i], &t->columns[i], e) < 0) {
			header_close(h);
			return -1;
		}
	*out = h;
	return 0;
}

void header_close(struct header *h)
{
	if (!h)
		return;
	for (unsigned i = 0; h->words && i < h->t->n_columns; i++)
		words_close(h->words[i]);
	for (unsigned i = 0; h->rows && i < h->t->header_rows; i++)
		marks_free(&h->rows[i]);
	free(h->words);
	free(h->rows);
	free(h->found);
	arena_free(&h->texts);
	nearest_free(&h->nearest);
	free(h);
}

const struct found *header_found(const struct header *h, size_t *n)
{
	*n = h->n_found;
	return h->found;
}

/* Forgets the oldest row and returns it, empty, as the newest. */
static struct marks *turn(struct header *h, uint32_t row)
{
	unsigned last = h->t->header_rows - 1;
	struct marks oldest = h->rows[0];

	memmove(h->rows, h->rows + 1, last * sizeof(*h->rows));
	marks_clear(&oldest, row);
	h->rows[last] = oldest;
	return &h->rows[last];
}

/* ---- what the labels say ---- */

static const char *keep(struct header *h, struct span s, struct err *e)
{
	const char *copy = arena_copy(&h->texts, s);

	if (!copy)
		err_memory(e);
	return copy;
}

/* The lowest label of a column, which has one. */
static struct span own_label(
	const struct header *h, uint32_t column, uint32_t *row)
{
	unsigned k = h->t->header_rows;
	long mark = -1;

	while (k > 0 && (mark = marks_in(&h->rows[k - 1], column)) < 0)
		k--;
	if (k == 0)
		return span_of("");
	*row = h->rows[k - 1].row;
	return marks_text(&h->rows[k - 1], (size_t)mark);
}

static int take_area(struct header *h, struct found *f,
	const struct captures *c, struct err *e)
{
	const char *codes = spec_codes(f->spec);
	struct span label = c->of[SLOT_AREA], code = c->of[SLOT_CODE];

	if (code.at) {
		f->by_code = areas_find_code(h->about->areas, codes, code);
		f->area_code = (struct span){ keep(h, code, e), code.len };
	}
	if (label.at) {
		f->by_label = areas_find(h->about->areas, label);
		f->area_label = (struct span){ keep(h, label, e), label.len };
	} else {
		f->area_label = f->area_code;
	}
	f->area = f->by_code.sense != AREA_UNKNOWN ? f->by_code : f->by_label;
	return e->kind ? -1 : 0;
}

static int add_found(struct header *h, const struct spec_column *k,
	uint32_t column, const struct captures *c, struct err *e)
{
	struct found *all = array_more(h->found, h->n_found, sizeof(*all));
	struct span period = captures_period(c);
	struct found f = {
		.at = column, .spec = k, .indicator = -1, .measure = MEASURES
	};
	uint32_t row;

	if (!all)
		return err_memory(e);
	h->found = all;
	f.label = keep(h, own_label(h, column, &row), e);
	if (!f.label || take_area(h, &f, c, e) < 0)
		return -1;
	if (c->of[SLOT_INDICATOR].at)
		f.indicator =
			naming_find(h->about->naming, c->of[SLOT_INDICATOR]);
	if (c->of[SLOT_MEASURE].at)
		f.measure = naming_measure(
			h->about->naming, k, c->of[SLOT_MEASURE]);
	f.period = period;
	if (period.at && !(f.period.at = keep(h, period, e)))
		return -1;
	h->found[h->n_found++] = f;
	return 0;
}

/* ---- where the columns are ---- */

/* Goes through the columns that have a label, from left to right. */
static int next_column(const struct header *h, uint32_t *column, int first)
{
	uint32_t from = first ? 0 : *column + 1, least = UINT32_MAX;

	for (unsigned k = 0; k < h->t->header_rows; k++) {
		const struct marks *m = &h->rows[k];
		long i = from > 0 ? marks_reaching(m, from - 1) + 1 : 0;

		if ((size_t)i < m->n && marks_column(m, (size_t)i) < least)
			least = marks_column(m, (size_t)i);
	}
	*column = least;
	return least != UINT32_MAX;
}

static const char *name_of(const struct spec_column *k)
{
	return k->label ? k->label : k->path[k->n_path - 1];
}

static int twice(const struct header *h, const struct spec_column *k,
	uint32_t a, uint32_t b, struct err *e)
{
	char first[CELL_ADDRESS], second[CELL_ADDRESS];
	uint32_t row = 0;

	own_label(h, a, &row);
	cell_address(first, row, a);
	own_label(h, b, &row);
	cell_address(second, row, b);
	return err_set(e, ERR_DATA,
		"label '%s' stands at %s and at %s: the spec must say which by "
		"'under'",
		name_of(k), first, second);
}

static unsigned block_of(const struct header *h, const struct spec_column *k)
{
	return k->block ? k->block : h->t->block;
}

/* A column of figures that two entries of the spec fit: one of the columns that
 * they mean is gone, and its figures would be those of the other. */
static int check_shared(struct header *h, struct err *e)
{
	char cell[CELL_ADDRESS];
	uint32_t row = 0;

	found_sort(h->found, h->n_found);
	for (size_t i = 1; i < h->n_found; i++) {
		const struct found *a = &h->found[i - 1], *b = &h->found[i];

		if (a->at != b->at || a->spec->role != ROLE_VALUE ||
			b->spec->role != ROLE_VALUE)
			continue;
		own_label(h, a->at, &row);
		cell_address(cell, row, a->at);
		return err_set(e, ERR_DATA,
			"'%s' and '%s' both mean the column at %s: the spec "
			"must tell them apart by 'under' or 'block'",
			name_of(a->spec), name_of(b->spec), cell);
	}
	return 0;
}

/* One column. 1 if it is there, 0 if not, -1 if nothing says which it is. */
static int find_one(struct header *h, unsigned i, struct err *e)
{
	const struct spec_column *k = &h->t->columns[i];
	unsigned block = block_of(h, k), n = 0;
	uint32_t column, at = 0, other = 0;
	struct captures c;

	for (int on = next_column(h, &column, 1); on;
		on = next_column(h, &column, 0)) {
		if (!words_fit(h->words[i], h->rows, h->t->header_rows, column,
			    h->about, &c))
			continue;
		other = column;
		if (n++ == 0 || n == block)
			at = column;
	}
	if (n == 0 || k->block > n)
		return 0;
	if (n > 1 && (block == 0 || block > n))
		return twice(h, k, at, other, e);
	c = (struct captures){ { { NULL, 0 } } };
	return add_found(h, k, at, &c, e) < 0 ? -1 : 1;
}

/* Of the columns of a family from the one at `from` on. */
static int choose(struct header *h, const struct spec_column *k, size_t from,
	struct err *e)
{
	struct block_doubt doubt;
	size_t n = h->n_found - from, left;

	if (n == 0)
		return 0;
	left = block_choose(h->found + from, n, block_of(h, k), &doubt);
	if (left == 0)
		return twice(h, k, doubt.first, doubt.second, e);
	h->n_found = from + left;
	return 0;
}

/* All columns of a family. It is there if one of them means something. */
static int find_family(struct header *h, unsigned i, struct err *e)
{
	size_t from = h->n_found;
	struct captures c;
	uint32_t column;
	int there = 0;

	found_sort(h->found, h->n_found);
	for (int on = next_column(h, &column, 1); on;
		on = next_column(h, &column, 0)) {
		const struct found *f;

		if (found_has(h->found, from, column) ||
			!words_fit(h->words[i], h->rows, h->t->header_rows,
				column, h->about, &c))
			continue;
		if (add_found(h, &h->t->columns[i], column, &c, e) < 0)
			return -1;
		f = &h->found[h->n_found - 1];
		there |= (!f->area_label.at && !f->area_code.at) ||
			f->area.sense == AREA_IS;
	}
	if (choose(h, &h->t->columns[i], from, e) < 0)
		return -1;
	return there;
}

/* How far a search in one place has come. */
struct progress {
	unsigned found, lacks;				    /* columns */
	const struct spec_column *missing[NEAREST_MISSING]; /* the first ones */
	struct err fault;
};

/* k may be NULL: nothing is missing. */
static void miss(struct progress *p, const struct spec_column *k)
{
	if (k && p->lacks < NEAREST_MISSING)
		p->missing[p->lacks] = k;
	p->lacks += k != NULL;
}

static void find_columns(struct header *h, struct progress *p, int families)
{
	for (unsigned i = 0; i < h->t->n_columns; i++) {
		const struct spec_column *k = &h->t->columns[i];
		int there;

		if (words_are_family(h->words[i]) != families)
			continue;
		there = families ? find_family(h, i, &p->fault)
				 : find_one(h, i, &p->fault);
		p->found += there != 0;
		if (there == 0 && !k->optional)
			miss(p, k);
	}
}

/* Without a column of figures it is no table, though each of them may be
 * absent. */
static const struct spec_column *figures_missing(const struct header *h)
{
	for (size_t i = 0; i < h->n_found; i++)
		if (h->found[i].spec->role == ROLE_VALUE)
			return NULL;
	for (unsigned i = 0; i < h->t->n_columns; i++)
		if (h->t->columns[i].role == ROLE_VALUE)
			return &h->t->columns[i];
	return NULL;
}

/* Families take what single columns have left, once all of those are there. A
 * label that fits two is a fault only where no other is missing. */
static int search(struct header *h, const struct row *row, struct err *e)
{
	struct progress p = { .fault = ERR_INIT };

	h->n_found = 0;
	find_columns(h, &p, 0);
	if (!p.lacks && !p.fault.kind)
		check_shared(h, &p.fault);
	if (!p.lacks)
		find_columns(h, &p, 1);
	if (!p.lacks && !p.fault.kind)
		miss(&p, figures_missing(h));
	if (p.fault.kind && (p.fault.kind != ERR_DATA || !p.lacks))
		return err_set(e, p.fault.kind, "%s", p.fault.text);
	if (p.lacks) {
		nearest_note(&h->nearest, row, h->about->epoch, p.found,
			p.missing, p.lacks);
		return 0;
	}
	found_sort(h->found, h->n_found);
	return 1;
}

int header_row(struct header *h, const struct row *row, struct err *e)
{
	if (row->number >= MAX_SEARCH)
		return 0;
	for (unsigned gap = 0; h->next < row->number && gap < h->t->header_rows;
		gap++)
		turn(h, h->next++);
	if (marks_take(turn(h, row->number), row, h->about->epoch, e) < 0)
		return -1;
	h->next = row->number + 1;
	return search(h, row, e);
}

int header_missing(const struct header *h, struct err *e)
{
	if (text_done(&h->nearest.shown, e) < 0)
		return -1;
	if (!h->nearest.shown.len)
		return err_set(e, ERR_DATA,
			"no header: the first %d rows of the sheet are empty",
			MAX_SEARCH);
	return nearest_fault(&h->nearest, h->t->n_columns, e);
}

struct header_lack header_lacks(const struct header *h)
{
	const struct nearest *n = &h->nearest;

	return (struct header_lack){ { n->missing.at, n->missing.len },
		{ n->shown.at, n->shown.len }, n->row };
}
