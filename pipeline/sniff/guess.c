/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/guess.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/sniff/guess_inside.h"

const char *surety_name(enum surety s)
{
	static const char *const names[] = { "sure", "likely", "a guess" };

	return names[s];
}

void guess_letters(char buf[CELL_ADDRESS], uint32_t column)
{
	cell_address(buf, 0, column);
	buf[strcspn(buf, "0123456789")] = '\0';
}

const char *guess_label(const struct guess *g, uint32_t column)
{
	int own = labels_own(g->labels, column);

	return own < 0 ? "" : labels_at(g->labels, (unsigned)own, column);
}

static int says_more(const char *label)
{
	char slug[SLUG_TEXT];

	lexicon_slug(slug, label ? label : "", 0);
	return slug[0] && !lexicon_is_pure(label);
}

const char *guess_meaning(const struct guess *g, uint32_t column)
{
	int own = labels_own(g->labels, column);

	for (int reaching = 0; reaching <= 1; reaching++)
		for (int row = own; row >= 0; row--) {
			const char *label =
				labels_at(g->labels, (unsigned)row, column);

			if (says_more(label) &&
				(reaching ||
					labels_stands(g->labels, (unsigned)row,
						column)))
				return label;
		}
	return guess_label(g, column);
}

void guess_why(struct column_guess *c, enum surety s, const char *fmt, ...)
{
	va_list ap;

	c->surety = s;
	va_start(ap, fmt);
	vsnprintf(c->why, sizeof(c->why), fmt, ap);
	va_end(ap);
}

void guess_note(struct guess *g, const char *fmt, ...)
{
	char line[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	text_printf(&g->notes, "%s\n", line);
}

static int has_id(const struct guess *g, const char *id)
{
	for (unsigned i = 0; i < g->n; i++)
		if (strcmp(g->columns[i].id, id) == 0)
			return 1;
	return 0;
}

void guess_further(struct guess *g, struct column_guess *c)
{
	enum { SHOWN = 30 };
	char slug[SLUG_TEXT], id[SLUG_TEXT];

	lexicon_slug(slug, guess_meaning(g, c->at), 1);
	if (!slug[0])
		snprintf(slug, sizeof(slug), "column-%u", c->at + 1);
	snprintf(id, sizeof(id), "{indicator}.%.*s", SHOWN, slug);
	for (unsigned n = 2; has_id(g, id) && n < 1000; n++)
		snprintf(id, sizeof(id), "{indicator}.%.*s-%u", SHOWN, slug, n);
	memcpy(c->id, id, sizeof(c->id));
	c->role = COLUMN_RAW;
	guess_why(c, LIKELY, "beside the figures of the indicator");
}

struct column_guess *guess_add(
	struct guess *g, uint32_t at, enum column_role role, struct err *e)
{
	struct column_guess *more = array_more(g->columns, g->n, sizeof(*more));

	if (!more) {
		err_memory(e);
		return NULL;
	}
	g->columns = more;
	more += g->n++;
	*more = (struct column_guess){ .at = at, .role = role };
	if (g->labels &&
		labels_name(
			&more->name, g->labels, at, role < COLUMN_SCORE, e) < 0)
		return NULL;
	return more;
}

int guess_has_figures(const struct guess *g)
{
	for (unsigned i = 0; i < g->n; i++)
		if (g->columns[i].role >= COLUMN_SCORE)
			return 1;
	return 0;
}

/* ---- area and code ---- */

static int add_area(struct guess *g, struct err *e)
{
	struct frame *f = &g->frame;
	struct column_guess *c;
	char letters[CELL_ADDRESS];
	const struct tally *t;

	if (f->area == NO_COLUMN)
		return 0;
	c = guess_add(g, f->area, COLUMN_AREA, e);
	if (!c)
		return -1;
	t = frame_tally(f, f->area);
	guess_letters(letters, f->area);
	guess_why(c, t->labels + t->others == t->texts ? SURE : LIKELY,
		"%lu of %lu texts in column %s are areas", t->labels,
		t->texts - t->empty, letters);
	return 0;
}

static int add_code(struct guess *g, struct err *e)
{
	struct frame *f = &g->frame;
	struct column_guess *c;
	char letters[CELL_ADDRESS];
	const struct tally *t;

	if (f->code == NO_COLUMN)
		return 0;
	c = guess_add(g, f->code, COLUMN_CODE, e);
	if (!c)
		return -1;
	t = frame_tally(f, f->code);
	guess_letters(letters, f->code);
	guess_why(c, t->known[f->system] == t->cells ? SURE : LIKELY,
		"%lu of %lu cells in column %s are codes of %s",
		t->known[f->system], t->cells, letters,
		code_system_name(f->system));
	return 0;
}

/* A code that nothing is written over cannot be named, and the areas do. */
static void need_labels(struct frame *f, const struct labels *l)
{
	if (f->code != NO_COLUMN && labels_own(l, f->code) < 0)
		f->code = NO_COLUMN;
	if (f->area != NO_COLUMN && labels_own(l, f->area) < 0)
		f->area = NO_COLUMN;
	if (f->area == NO_COLUMN && f->code == NO_COLUMN)
		f->kind = FRAME_NONE;
}

static int look_down(struct guess *g, const struct areas *a, struct err *e)
{
	struct frame *f = &g->frame;

	if (labels_open(&g->labels, g->s, f->top, f->bottom, 0,
		    g->s->n_columns - 1, e) < 0)
		return -1;
	need_labels(f, g->labels);
	if (f->kind == FRAME_NONE)
		return 0;
	if (g->s->left_out)
		guess_note(g, "columns beyond the %dth were not looked at",
			SUMMARY_COLUMNS);
	if (f->blocks > 1)
		guess_note(g,
			"%u such tables stand side by side: only the first is "
			"here",
			f->blocks);
	if (add_area(g, e) < 0 || add_code(g, e) < 0 || panel_find(g, e) < 0 ||
		roles_find(g, a, e) < 0)
		return -1;
	for (unsigned i = 0; i < g->n; i++)
		if (g->columns[i].role >= COLUMN_SCORE)
			marks_find(g, &g->columns[i], a);
	return 0;
}

int guess_open(struct guess **out, const struct summary *s,
	const struct areas *a, struct err *e)
{
	struct guess *g = calloc(1, sizeof(*g));
	int rc;

	if (!g)
		return err_memory(e);
	g->s = s;
	g->period = g->indicator = NO_COLUMN;
	g->rank = g->score = -1;
	rc = frame_find(&g->frame, s, a, e);
	if (rc == 0 && g->frame.kind == FRAME_DOWN)
		rc = look_down(g, a, e);
	else if (rc == 0 && g->frame.kind == FRAME_ACROSS)
		rc = across_find(g, e);
	if (rc == 0)
		rc = text_done(&g->notes, e);
	if (rc < 0) {
		guess_close(g);
		return -1;
	}
	*out = g;
	return 0;
}

void guess_close(struct guess *g)
{
	if (!g)
		return;
	frame_free(&g->frame);
	labels_close(g->labels);
	free(g->columns);
	text_free(&g->notes);
	free(g);
}
