/* SPDX-License-Identifier: MIT */
/* Sheets that hold the same table for other years or other indicators. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/sniff/guess_inside.h"
#include "pipeline/sniff/outline_inside.h"

enum {
	FEW_SHEETS = 3, /* that it takes to be one for each indicator */
	UNKNOWN_SHOWN = 10,
};

/* ---- sheets that are alike ---- */

int outline_same_text(const char *a, const char *b)
{
	struct text x = TEXT_INIT, y = TEXT_INIT;
	int same;

	if (!a || !b)
		return a == b;
	text_fold(&x, span_of(a));
	text_fold(&y, span_of(b));
	same = x.len == y.len && (!x.len || memcmp(x.at, y.at, x.len) == 0);
	text_free(&x);
	text_free(&y);
	return same;
}

static int same_name(const struct column_name *a, const struct column_name *b)
{
	if (a->n_path != b->n_path || a->block != b->block ||
		a->is_family != b->is_family ||
		!outline_same_text(a->label, b->label) ||
		!outline_same_text(a->under, b->under))
		return 0;
	for (unsigned i = 0; i < a->n_path; i++)
		if (!outline_same_text(a->path[i], b->path[i]))
			return 0;
	return 1;
}

/* Would one table of a spec read both? */
static int is_like(const struct guess *a, const struct guess *b)
{
	if (a->frame.kind != b->frame.kind || a->n != b->n ||
		a->frame.skip_rows != b->frame.skip_rows)
		return 0;
	for (unsigned i = 0; i < a->n; i++)
		if (a->columns[i].role != b->columns[i].role ||
			strcmp(a->columns[i].id, b->columns[i].id) != 0 ||
			!same_name(&a->columns[i].name, &b->columns[i].name))
			return 0;
	return 1;
}

/* The sheet's name with its year as {year}; NULL where it has none. */
static const char *year_pattern(struct outline *o, const char *sheet)
{
	struct text t = TEXT_INIT;
	const char *copy = NULL;
	size_t at;

	if (!lexicon_year(sheet, &at))
		return NULL;
	lexicon_pattern(&t, sheet, at);
	if (!t.failed)
		copy = arena_copy(&o->arena, (struct span){ t.at, t.len });
	text_free(&t);
	return copy;
}

int outline_has(const struct outline *o, size_t sheet)
{
	for (size_t t = 0; t < o->n_tables; t++)
		for (size_t i = 0; i < o->tables[t].n_members; i++)
			if (o->tables[t].members[i] == sheet)
				return 1;
	return 0;
}

int outline_fits(const struct outline_table *t, const char *sheet)
{
	struct text p = TEXT_INIT;
	size_t at;
	int is;

	if (t->kind != SHEETS_BY_YEAR)
		return t->kind == SHEETS_BY_INDICATOR;
	if (!lexicon_year(sheet, &at))
		return 0;
	lexicon_pattern(&p, sheet, at);
	is = !p.failed && strcmp(p.at, t->sheets) == 0;
	text_free(&p);
	return is;
}

static int takes(struct outline *o, const struct outline_table *t, size_t first,
	size_t sheet)
{
	if (sheet == first)
		return 1;
	if (outline_has(o, sheet) ||
		!is_like(o->guesses[first], o->guesses[sheet]))
		return 0;
	return outline_fits(t, o->sheets[sheet]->sheet);
}

static size_t count(
	struct outline *o, const struct outline_table *t, size_t first)
{
	size_t n = 0;

	for (size_t i = 0; i < o->n_sheets; i++)
		n += (size_t)takes(o, t, first, i);
	return n;
}

/* One for each year, one for each indicator, or alone. */
static void choose_kind(
	struct outline *o, struct outline_table *t, size_t sheet)
{
	const char *name = o->sheets[sheet]->sheet;

	t->sheets = year_pattern(o, name);
	t->kind = SHEETS_BY_YEAR;
	if (t->sheets && count(o, t, sheet) > 1)
		return;
	t->sheets = "{indicator}";
	t->kind = SHEETS_BY_INDICATOR;
	if (o->guesses[sheet]->indicator == NO_COLUMN &&
		count(o, t, sheet) >= FEW_SHEETS)
		return;
	t->sheets = name;
	t->kind = SHEETS_ONE;
}

/* ---- what a table of several sheets says ---- */

/* Where the sheet is the indicator, a column says only its measure. */
static void by_indicator(struct guess *g)
{
	for (unsigned i = 0; i < g->n; i++) {
		struct column_guess *c = &g->columns[i];

		if (c->role < COLUMN_SCORE)
			continue;
		if (strcmp(c->id, "overall") != 0) {
			guess_further(g, c);
			continue;
		}
		if (c->role == COLUMN_SCORE && g->rank < 0 &&
			!lexicon_hints(guess_label(g, c->at), HINT_SCORE))
			c->role = COLUMN_RAW;
		snprintf(c->id, sizeof(c->id), "{indicator}");
		if (c->surety == A_GUESS)
			guess_why(c, A_GUESS, "the sheet says of what");
	}
}

/* What one sheet needs, the table says for all. */
static void merge(struct guess *into, const struct guess *g)
{
	for (unsigned i = 0; i < into->n; i++) {
		struct column_guess *c = &into->columns[i];
		const struct column_guess *x = &g->columns[i];

		for (unsigned k = 0; k < x->n_missing; k++)
			guess_marker(c, x->missing[k]);
		c->blanks |= x->blanks;
		c->as_text |= x->as_text;
		c->cleaners |= x->cleaners;
	}
}

static void name_table(struct outline *o, struct outline_table *t)
{
	char base[SLUG_TEXT];

	lexicon_slug(t->id, t->g->s->sheet, 1);
	if (!t->id[0] || t->kind != SHEETS_ONE ||
		(o->n_sheets == 1 && o->n_tables == 1))
		snprintf(t->id, sizeof(t->id), "%s",
			t->kind == SHEETS_BY_YEAR ? "by-year"
				: t->kind == SHEETS_BY_INDICATOR
				? "by-indicator"
				: "main");
	memcpy(base, t->id, sizeof(base));
	for (unsigned n = 2; n < 1000; n++) {
		size_t i = 0;

		while (i + 1 < o->n_tables &&
			strcmp(o->tables[i].id, t->id) != 0)
			i++;
		if (i + 1 == o->n_tables)
			return;
		lexicon_number(t->id, base, n);
	}
}

int outline_add(struct outline *o, size_t sheet, struct err *e)
{
	struct outline_table *t =
		array_more(o->tables, o->n_tables, sizeof(*t));
	size_t at;

	if (!t)
		return err_memory(e);
	o->tables = t;
	t += o->n_tables;
	*t = (struct outline_table){ .g = o->guesses[sheet] };
	choose_kind(o, t, sheet);
	t->members = calloc(o->n_sheets, sizeof(*t->members));
	if (!t->members)
		return err_memory(e);
	for (size_t i = 0; i < o->n_sheets; i++)
		if (takes(o, t, sheet, i))
			t->members[t->n_members++] = i;
	o->n_tables++;
	for (size_t i = 0; i < t->n_members; i++)
		merge(t->g, o->guesses[t->members[i]]);
	if (t->kind == SHEETS_BY_INDICATOR)
		by_indicator(t->g);
	else
		outline_series(t->g);
	if (t->kind != SHEETS_BY_INDICATOR && o->n_tables > 1)
		outline_forget(o, t->g);
	if (t->kind == SHEETS_ONE && strlen(t->sheets) == 4)
		t->period = lexicon_year(t->sheets, &at);
	name_table(o, t);
	return 0;
}

/* ---- rows ---- */

static int has_figures(const struct guess *g, const struct kept_row *r)
{
	double v;

	for (unsigned i = 0; i < g->n; i++) {
		const struct kept *c = summary_cell(r, g->columns[i].at);

		if (g->columns[i].role >= COLUMN_SCORE && c &&
			kept_number(&v, c) == 0)
			return 1;
	}
	return 0;
}

/* Labels, each once. */
struct once {
	const char *text[OUTLINE_LABELS];
	unsigned n;
};

static void once_add(struct once *x, const char *text)
{
	for (unsigned i = 0; i < x->n; i++)
		if (strcmp(x->text[i], text) == 0)
			return;
	if (x->n < OUTLINE_LABELS)
		x->text[x->n++] = text;
}

/* Rows of an average among the areas are to be passed over; of other unknown
 * labels people should know. */
static void take_unknown(struct outline_table *t, const struct areas *a)
{
	struct once skip = { .n = 0 }, unknown = { .n = 0 };
	struct guess *g = t->g;

	for (size_t i = 0; i < g->s->n_rows; i++) {
		const struct kept_row *r = &g->s->rows[i];
		const struct kept *c = summary_cell(r, g->frame.area);

		if (r->number <= g->frame.bottom + g->frame.skip_rows ||
			r->number > g->frame.last || !c || !c->text ||
			!*c->text || c->found.sense != AREA_UNKNOWN ||
			frame_area(&g->frame, a, r) || !has_figures(g, r))
			continue;
		once_add(
			lexicon_hints(c->text, HINT_SUMMARY) ? &skip : &unknown,
			c->text);
	}
	t->unknown = unknown.n;
	memcpy(t->skip, skip.text, sizeof(t->skip));
	t->n_skip = skip.n;
	for (unsigned i = 0; i < unknown.n && i < UNKNOWN_SHOWN; i++)
		text_printf(&g->notes, "%s'%.60s'",
			i ? ", " : "no areas that raw/areas knows: ",
			unknown.text[i]);
	if (unknown.n > 0)
		text_puts(
			&g->notes, unknown.n > UNKNOWN_SHOWN ? " ...\n" : "\n");
}

static unsigned count_areas(const struct guess *g, const struct areas *a)
{
	unsigned char *seen = calloc(a->n_areas, 1);
	unsigned n = 0;

	if (!seen || g->s->all != g->s->n_rows) {
		free(seen);
		return g->frame.areas;
	}
	for (size_t i = 0; i < g->s->n_rows; i++) {
		const struct kept_row *r = &g->s->rows[i];
		const struct area *area = frame_area(&g->frame, a, r);

		if (!area || r->number <= g->frame.bottom ||
			r->number > g->frame.last)
			continue;
		n += !seen[area - a->areas];
		seen[area - a->areas] = 1;
	}
	free(seen);
	return n;
}

void outline_finish(struct outline_table *t, const struct areas *a)
{
	if (t->g->frame.kind != FRAME_DOWN)
		return;
	if (t->g->frame.area != NO_COLUMN)
		take_unknown(t, a);
	if (t->kind == SHEETS_ONE)
		t->areas = count_areas(t->g, a);
}
