/* SPDX-License-Identifier: MIT */
/* Finding the header of a table of the spec on a sheet that may lack some of
 * it, and which column is which. */
#include "pipeline/sniff/drift_view.h"

#include <stdlib.h>

#include "pipeline/extract/words.h"
#include "pipeline/sniff/frame.h"

enum { SEARCH = 200 }; /* rows among which a header is looked for */

/* The rows of a sheet as labels, and what is looked for in them. */
struct search {
	struct view *v;
	const struct about *about;
	struct words **words; /* one a column of the spec */
	struct marks *rows;   /* of the first rows of the sheet */
	size_t n;
	struct marks window[LABEL_ROWS]; /* borrowed from rows */
	unsigned height;
};

/* ---- rows as labels ---- */

static int take_marks(struct marks *m, const struct kept_row *r,
	enum serial_epoch epoch, struct err *e)
{
	struct cell *cells = calloc(r->n + 1, sizeof(*cells));
	struct row row = { r->number, cells, r->n };
	int rc;

	if (!cells)
		return err_memory(e);
	for (size_t i = 0; i < r->n; i++)
		cells[i] = (struct cell){ .row = r->number,
			.column = r->cells[i].column,
			.type = r->cells[i].type,
			.number = r->cells[i].number,
			.text = span_of(r->cells[i].text) };
	rc = marks_take(m, &row, epoch, e);
	free(cells);
	return rc;
}

static void search_close(struct search *k)
{
	for (unsigned i = 0; k->words && i < k->v->t->n_columns; i++)
		words_close(k->words[i]);
	for (size_t i = 0; k->rows && i < k->n; i++)
		marks_free(&k->rows[i]);
	free(k->words);
	free(k->rows);
}

static int search_open(struct search *k, struct err *e)
{
	const struct spec_table *t = k->v->t;
	const struct summary *s = k->v->s;

	k->height = t->header_rows < LABEL_ROWS ? t->header_rows : LABEL_ROWS;
	k->words = calloc(t->n_columns, sizeof(struct words *));
	k->rows = calloc(SEARCH, sizeof(*k->rows));
	if (!k->words || !k->rows)
		return err_memory(e);
	for (unsigned i = 0; i < t->n_columns; i++)
		if (words_open(&k->words[i], &t->columns[i], e) < 0)
			return -1;
	for (size_t i = 0;
		i < s->n_head && s->rows[i].number < SEARCH && k->n < SEARCH;
		i++)
		if (take_marks(&k->rows[k->n++], &s->rows[i], k->about->epoch,
			    e) < 0)
			return -1;
	return 0;
}

/* The rows up to a bottom one; those that the sheet lacks are empty. */
static void set_window(struct search *k, uint32_t bottom)
{
	memset(k->window, 0, sizeof(k->window));
	for (unsigned i = 0; i < k->height; i++)
		k->window[i].row = bottom + 1 + i - k->height;
	for (size_t i = 0; i < k->n; i++) {
		uint32_t back = bottom - k->rows[i].row;

		if (k->rows[i].row <= bottom && back < k->height)
			k->window[k->height - 1 - back] = k->rows[i];
	}
}

/* Row of the window that has the column's own label, or -1. */
static int own_row(const struct search *k, uint32_t column)
{
	for (unsigned i = k->height; i-- > 0;)
		if (marks_in(&k->window[i], column) >= 0)
			return (int)i;
	return -1;
}

static int fits(
	const struct search *k, unsigned i, uint32_t column, struct captures *c)
{
	return own_row(k, column) >= 0 &&
		words_fit(
			k->words[i], k->window, k->height, column, k->about, c);
}

/* ---- where the header is ---- */

static unsigned count_fits(const struct search *k)
{
	unsigned n = 0;
	struct captures c;

	for (unsigned i = 0; i < k->v->t->n_columns; i++)
		for (uint32_t at = 0; at < k->v->s->n_columns; at++)
			if (fits(k, i, at, &c)) {
				n++;
				break;
			}
	return n;
}

/* The first place that has the most of the labels. */
static void find_bottom(struct search *k)
{
	struct view *v = k->v;

	for (size_t i = 0; i < k->n && v->fits < v->t->n_columns; i++) {
		unsigned n;

		set_window(k, k->rows[i].row);
		n = count_fits(k);
		if (n <= v->fits)
			continue;
		v->fits = n;
		v->bottom = k->rows[i].row;
	}
	set_window(k, v->bottom);
}

/* Where no label is there, what looks like a header. 0 if nothing does. */
static int guess_bottom(struct search *k, int *there, struct err *e)
{
	struct frame f;
	int rc = frame_find(&f, k->v->s, k->v->areas, e);

	*there = rc == 0 && f.kind == FRAME_DOWN;
	if (*there)
		k->v->bottom = f.bottom;
	frame_free(&f);
	set_window(k, k->v->bottom);
	return rc;
}

/* Rows of two texts or more, one above the other. */
static unsigned count_rows(const struct search *k)
{
	unsigned n = 1;

	for (size_t i = k->n; i-- > 0 && n < LABEL_ROWS;)
		if (k->rows[i].row + n == k->v->bottom && k->rows[i].n > 1)
			n++;
	return n;
}

/* ---- the columns ---- */

static const char *keep(struct view *v, struct span s, struct err *e)
{
	const char *copy = arena_copy(&v->texts, s);

	if (!copy)
		err_memory(e);
	return copy;
}

/* A label on one line. */
static const char *keep_line(struct view *v, struct span s, struct err *e)
{
	struct text t = TEXT_INIT;
	const char *copy = NULL;

	for (size_t i = 0; i < s.len; i++) {
		int blank = strchr(" \t\r\n", s.at[i]) != NULL;

		if (!blank)
			text_putc(&t, s.at[i]);
		else if (t.len && t.at[t.len - 1] != ' ')
			text_putc(&t, ' ');
	}
	if (text_done(&t, e) == 0)
		copy = keep(v, (struct span){ t.at, t.len }, e);
	text_free(&t);
	return copy;
}

/* The nearest label above that of a column. */
static struct span above(const struct search *k, unsigned row, uint32_t column)
{
	while (row-- > 0) {
		long mark = marks_reaching(&k->window[row], column);

		if (mark >= 0)
			return marks_text(&k->window[row], (size_t)mark);
	}
	return span_of("");
}

static int add_spot(struct search *k, uint32_t column, struct err *e)
{
	struct view *v = k->v;
	int row = own_row(k, column);
	const struct marks *m;
	size_t mark;
	struct spot *p;

	if (row < 0)
		return 0;
	m = &k->window[row];
	mark = (size_t)marks_in(m, column);
	p = &v->spots[v->n++];
	*p = (struct spot){ .row = m->row, .column = column, .node = -1 };
	p->label = keep_line(v, marks_text(m, mark), e);
	p->folded = keep(v, marks_folded(m, mark), e);
	p->above = keep_line(v, above(k, (unsigned)row, column), e);
	return p->label && p->folded && p->above ? 0 : -1;
}

static int add_spots(struct search *k, struct err *e)
{
	struct view *v = k->v;

	v->spots = calloc(v->s->n_columns + 1, sizeof(*v->spots));
	if (!v->spots)
		return err_memory(e);
	for (uint32_t c = 0; c < v->s->n_columns; c++)
		if (add_spot(k, c, e) < 0)
			return -1;
	return 0;
}

/* What the labels of one of a family say. */
static int take_says(struct search *k, struct spot *p, const struct captures *c,
	struct err *e)
{
	const char *codes = spec_codes(p->spec);

	for (int i = 0; i < SLOT_ANY; i++) {
		if (!c->of[i].at)
			continue;
		p->says = keep(k->v, c->of[i], e);
		if (!p->says)
			return -1;
		if (i == SLOT_YEAR || i == SLOT_PERIOD)
			p->period = p->says;
		if (i == SLOT_INDICATOR)
			p->node = naming_find(k->about->naming, c->of[i]);
		if (i == SLOT_AREA)
			p->area = areas_find(k->v->areas, c->of[i]).area;
		if (i == SLOT_CODE)
			p->area = areas_find_code(k->v->areas, codes, c->of[i])
					  .area;
	}
	return 0;
}

/* Of columns that fit one that is no family, the block that the spec says, or
 * else the first. */
static void claim_one(struct search *k, unsigned i)
{
	const struct spec_column *spec = &k->v->t->columns[i];
	unsigned block = spec->block ? spec->block : k->v->t->block, n = 0;
	struct spot *first = NULL, *chosen = NULL;
	struct captures c;

	for (size_t j = 0; j < k->v->n; j++) {
		struct spot *p = &k->v->spots[j];

		if (!fits(k, i, p->column, &c))
			continue;
		n++;
		if (!first)
			first = p;
		else if (!block)
			p->rival = spec;
		if (n == block)
			chosen = p;
	}
	if (!chosen && (!block || !spec->block))
		chosen = first;
	if (chosen && !chosen->spec)
		chosen->spec = spec;
}

static int claim_family(struct search *k, unsigned i, struct err *e)
{
	for (size_t j = 0; j < k->v->n; j++) {
		struct spot *p = &k->v->spots[j];
		struct captures c;

		if (p->spec || !fits(k, i, p->column, &c))
			continue;
		p->spec = &k->v->t->columns[i];
		if (take_says(k, p, &c, e) < 0)
			return -1;
	}
	return 0;
}

static int claim(struct search *k, struct err *e)
{
	for (unsigned i = 0; i < k->v->t->n_columns; i++)
		if (!words_are_family(k->words[i]))
			claim_one(k, i);
	for (unsigned i = 0; i < k->v->t->n_columns; i++)
		if (words_are_family(k->words[i]) && claim_family(k, i, e) < 0)
			return -1;
	return 0;
}

static int look(struct search *k, struct err *e)
{
	int there;

	if (search_open(k, e) < 0)
		return -1;
	find_bottom(k);
	there = k->v->fits > 0;
	if (!there && guess_bottom(k, &there, e) < 0)
		return -1;
	if (!there)
		return 0;
	k->v->label_rows = count_rows(k);
	return add_spots(k, e) < 0 ? -1 : claim(k, e);
}

int view_open(struct view **out, const struct summary *s,
	const struct spec_table *t, const struct about *about, struct err *e)
{
	struct search k = { .about = about };
	int rc;

	k.v = calloc(1, sizeof(*k.v));
	if (!k.v)
		return err_memory(e);
	k.v->s = s;
	k.v->t = t;
	k.v->areas = about->areas;
	rc = look(&k, e);
	search_close(&k);
	if (rc < 0) {
		view_close(k.v);
		return -1;
	}
	*out = k.v;
	return 0;
}

void view_close(struct view *v)
{
	if (!v)
		return;
	for (size_t i = 0; i < v->n; i++)
		tally_free(&v->spots[i].tally);
	free(v->spots);
	arena_free(&v->texts);
	free(v);
}
