/* SPDX-License-Identifier: MIT */
/* From the figures upwards: the labels over them, and what stands between. */
#include "pipeline/sniff/frame_inside.h"
#include "pipeline/sniff/labels.h"
#include "pipeline/sniff/lexicon.h"

enum {
	END_TEXT = 120, /* a longer text ends no table */
	NOTES = 3,	/* rows of text under a table */
};

/* What a row has over the columns of figures. */
struct look {
	unsigned labels;  /* texts that no row of figures has, and years */
	unsigned figures; /* numbers and markers */
	unsigned texts, bracketed; /* of the labels */
	const char *uniform;	   /* the text that all labels are, or NULL */
};

static int has_figures(const struct frame *f)
{
	for (uint32_t i = 0; i < f->s->n_columns; i++)
		if (frame_is_figures(f, i))
			return 1;
	return 0;
}

static int is_relevant(const struct frame *f, uint32_t column, int figures)
{
	return figures ? frame_is_figures(f, column)
		       : column != f->area && column != f->code;
}

/* Is the cell a label, seen from the figures of its column? */
static int is_label(const struct frame *f, const struct kept *c)
{
	const struct tally *t = &f->tally[c->column];
	double v;

	if (kept_year(c))
		return t->years * 2 < t->numbers + t->numeric_texts + 1;
	return c->type == CELL_TEXT && kept_number(&v, c) < 0 &&
		!tally_find(t, c->text);
}

/* Over the columns of figures, or over all. */
static struct look look_over(
	const struct frame *f, const struct kept_row *r, int figures)
{
	struct look k = { .uniform = NULL };

	for (size_t i = 0; i < r->n; i++) {
		const struct kept *c = &r->cells[i];

		if (!is_relevant(f, c->column, figures) ||
			(c->text && !*c->text))
			continue;
		if (!is_label(f, c)) {
			k.figures++;
			continue;
		}
		k.labels++;
		if (!c->text)
			continue;
		k.texts++;
		k.bracketed += c->text[0] == '(';
		if (k.texts == 1)
			k.uniform = c->text;
		else if (k.uniform && strcmp(k.uniform, c->text) != 0)
			k.uniform = NULL;
	}
	if (k.texts != k.labels)
		k.uniform = NULL;
	return k;
}

static struct look look_at(const struct frame *f, const struct kept_row *r)
{
	return look_over(f, r, has_figures(f));
}

static const char *area_text(const struct frame *f, const struct kept_row *r)
{
	uint32_t at = f->area != NO_COLUMN ? f->area : f->code;
	const struct kept *c = summary_cell(r, at);

	return c && c->type == CELL_TEXT ? c->text : "";
}

/* Units, sources, a ruler: no labels, though they look so. */
static int is_unit_row(
	const struct frame *f, const struct kept_row *r, const struct look *k)
{
	const char *area = area_text(f, r);

	if (k->uniform && strcmp(k->uniform, area) == 0)
		return 1;
	return (k->bracketed && k->bracketed == k->labels) ||
		lexicon_hints(area, HINT_UNIT) > 0;
}

/* The row with the most labels above the figures; of several the lowest. */
static int find_bottom(struct frame *f, int figures)
{
	unsigned most = 0;

	for (size_t i = f->s->n_head; i-- > 0;) {
		const struct kept_row *r = &f->s->rows[i];
		struct look k;

		if (r->number >= f->first)
			continue;
		if (most > 0 && r->number + LABEL_ROWS <= f->bottom)
			break;
		k = look_over(f, r, figures);
		if (k.labels <= k.figures || k.labels <= most ||
			is_unit_row(f, r, &k))
			continue;
		most = k.labels;
		f->bottom = r->number;
	}
	return most > 0;
}

/* Does anything stand over the areas, there or further up? */
static int has_area_label(const struct frame *f)
{
	for (size_t i = 0; i < f->s->n_head; i++) {
		const struct kept_row *r = &f->s->rows[i];
		const struct kept *area = summary_cell(r, f->area);
		const struct kept *code = summary_cell(r, f->code);

		if (r->number <= f->bottom &&
			r->number + LABEL_ROWS > f->bottom &&
			((area && area->text && *area->text) ||
				(code && code->text && *code->text)))
			return 1;
	}
	return 0;
}

/* A title can stand over the only column of numbers, which counts the rows. */
static int find_header(struct frame *f)
{
	return (find_bottom(f, has_figures(f)) && has_area_label(f)) ||
		find_bottom(f, 0);
}

/* ---- under the header ---- */

static void find_skipped(struct frame *f)
{
	for (size_t i = 0; i < f->s->n_head; i++) {
		const struct kept_row *r = &f->s->rows[i];
		struct look k;

		if (r->number <= f->bottom)
			continue;
		if (r->number >= f->first)
			return;
		k = look_at(f, r);
		if (k.labels + k.figures == 0)
			continue;
		if (k.labels <= k.figures && !is_unit_row(f, r, &k) &&
			!lexicon_hints(area_text(f, r), HINT_SUMMARY))
			return;
		f->skip_rows = r->number - f->bottom;
	}
}

/* Does a row behind the last area begin something else? A gap, a heading or a
 * summary does; a row of figures right there is one of an unknown area. */
static int begins_more(const struct frame *f, const struct kept_row *r,
	const struct kept_row *before)
{
	return r->number > before->number + 1 || look_at(f, r).figures == 0 ||
		lexicon_hints(area_text(f, r), HINT_SUMMARY) > 0;
}

/* The label of the first such row, if figures follow that are no area's, or
 * several notes. */
static void find_end(struct frame *f)
{
	const char *label = NULL;
	unsigned notes = 0;

	for (size_t i = 1; i < f->s->n_rows; i++) {
		const struct kept_row *r = &f->s->rows[i];
		const struct kept *c;

		if (r->number <= f->last)
			continue;
		c = f->area == NO_COLUMN ? NULL : summary_cell(r, f->area);
		if (c && c->found.sense != AREA_UNKNOWN)
			continue; /* a known aggregate needs no end */
		if (!label && !begins_more(f, r, r - 1))
			continue;
		if (!label)
			label = area_text(f, r);
		notes += area_text(f, r)[0] != '\0';
		if (look_at(f, r).figures == 0 && notes < NOTES)
			continue;
		if (strlen(label) <= END_TEXT)
			f->end = label;
		return;
	}
}

/* ---- side by side ---- */

static const struct kept_row *row_at(const struct summary *s, uint32_t number)
{
	for (size_t i = 0; i < s->n_rows; i++)
		if (s->rows[i].number == number)
			return &s->rows[i];
	return NULL;
}

/* Do the two columns name different areas in most rows? */
static int differs(const struct frame *f, uint32_t column)
{
	unsigned long same = 0, both = 0;

	for (size_t i = 0; i < f->s->n_rows; i++) {
		const struct kept *x = summary_cell(&f->s->rows[i], f->area);
		const struct kept *y = summary_cell(&f->s->rows[i], column);

		if (!x || !y || !x->found.area || !y->found.area)
			continue;
		both++;
		same += x->found.area == y->found.area;
	}
	return both > 0 && same * 2 < both;
}

/* Tables with the same label over their areas, one beside the other: the first
 * goes to where the second begins, which is as far before its areas as the
 * first's beginning is. */
static void find_block(struct frame *f)
{
	const struct kept_row *r = row_at(f->s, f->bottom);
	const struct kept *own =
		f->area == NO_COLUMN ? NULL : summary_cell(r, f->area);
	uint32_t lead = f->area;

	f->blocks = 1;
	if (!own || !own->text)
		return;
	while (lead > 0 && summary_cell(r, lead - 1))
		lead--;
	for (uint32_t c = f->area + 1; c < f->s->n_columns; c++) {
		const struct kept *other = summary_cell(r, c);

		if (!other || !other->text ||
			strcmp(other->text, own->text) != 0 || !differs(f, c))
			continue;
		if (f->blocks++ == 1) {
			f->left = lead;
			f->right = c - (f->area - lead) - 1;
		}
	}
}

/* ---- how deep ---- */

static int is_named(const struct frame *f, uint32_t column)
{
	return column == f->area || column == f->code ||
		frame_is_figures(f, column);
}

/* How many columns would have no name of their own with so deep a header. */
static int nameless(
	unsigned *out, const struct frame *f, uint32_t top, struct err *e)
{
	struct labels *l = NULL;

	if (labels_open(&l, f->s, top, f->bottom, 0, f->s->n_columns - 1, e) <
		0)
		return -1;
	*out = 0;
	for (uint32_t c = f->left; c <= f->right; c++)
		if (is_named(f, c))
			*out += labels_own(l, c) < 0 || labels_ambiguous(l, c);
	labels_close(l);
	return 0;
}

/* A text alone over an empty row is no label. */
static int is_title(const struct frame *f, uint32_t row)
{
	const struct kept_row *r = row_at(f->s, row);
	const struct kept_row *below = row_at(f->s, row + 1);

	return r && r->n == 1 && (!below || below->n == 0);
}

/* As deep as it takes to give the most columns a name. */
static int find_top(struct frame *f, struct err *e)
{
	unsigned least = 0;

	f->top = f->bottom;
	if (nameless(&least, f, f->top, e) < 0)
		return -1;
	for (unsigned rows = 2; least > 0 && rows <= LABEL_ROWS; rows++) {
		uint32_t top = f->bottom - (rows - 1);
		unsigned n = 0;

		if (top > f->bottom)
			break;
		if (is_title(f, top))
			continue;
		if (nameless(&n, f, top, e) < 0)
			return -1;
		if (n >= least)
			continue;
		least = n;
		f->top = top;
	}
	return 0;
}

int frame_header(struct frame *f, struct err *e)
{
	if (!find_header(f)) {
		f->kind = FRAME_NONE;
		return 0;
	}
	find_skipped(f);
	find_end(f);
	find_block(f);
	return find_top(f, e);
}
