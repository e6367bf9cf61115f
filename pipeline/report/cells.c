/* SPDX-License-Identifier: MIT */
#include "pipeline/report/cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"
#include "pipeline/report/plain.h"

enum {
	RAW_SHOWN = 80, /* bytes of a published text in a tool tip */
	TIP_MAX = 255,	/* characters of one */
	TOP = 3,	/* the row of the header: title, note, way back */
	NONE = -1,	/* nobody published it */
};

/* What is linked, by the key of its observation. */
struct linked {
	int64_t release, indicator;
	const char *measure, *period, *area, *tip;
};

/* A published figure. */
struct published {
	int64_t row; /* once it is linked; NONE before */
	int64_t release, indicator;
	const char *area, *period;
	struct span hash, sheet, cell, raw;
};

/* Those of an indicator's measure in an edition: who asks for one of them asks
 * for the others, too. */
struct published_column {
	const char *edition, *indicator, *measure;
	struct ids areas; /* the place of each */
	struct published *of;
};

struct cells {
	struct report *report;
	struct stmt *find;
	struct published_column *columns;
	size_t n_columns;
	struct arena texts;
	struct linked *rows;
	size_t n;
	struct db_rows list; /* the same rows for cells.sql */
};

static void fill(struct db_value v[DB_COLUMNS], const void *context, size_t row)
{
	const struct cells *c = context;
	const struct linked *l = &c->rows[row];

	v[0].type = v[1].type = VALUE_INTEGER;
	for (int i = 2; i < 5; i++)
		v[i].type = VALUE_TEXT;
	v[0].integer = l->release;
	v[1].integer = l->indicator;
	v[2].text = span_of(l->measure);
	v[3].text = span_of(l->period);
	v[4].text = span_of(l->area);
}

int cells_open(struct cells **out, struct report *r, struct err *e)
{
	struct cells *c = calloc(1, sizeof(*c));

	if (!c)
		return err_memory(e);
	c->report = r;
	if (report_query(&c->find, r, "cell", e) < 0) {
		cells_close(c);
		return -1;
	}
	c->list = (struct db_rows){ .fill = fill, .context = c };
	*out = c;
	return 0;
}

void cells_close(struct cells *c)
{
	if (!c)
		return;
	stmt_close(c->find);
	for (size_t i = 0; i < c->n_columns; i++) {
		ids_free(&c->columns[i].areas);
		free(c->columns[i].of);
	}
	free(c->columns);
	arena_free(&c->texts);
	free(c->rows);
	free(c);
}

const struct db_rows *cells_rows(struct cells *c)
{
	c->list.n = c->n;
	return &c->list;
}

/* ---- what is published ---- */

static struct span copy(struct cells *c, int column)
{
	const struct span s = stmt_get_text(c->find, column);

	return (struct span){ arena_copy(&c->texts, s), s.len };
}

/* Adds the figure of the row that find stands on. */
static int add(struct cells *c, struct published_column *k, struct err *e)
{
	const struct published p = { NONE, stmt_get_integer(c->find, 1),
		stmt_get_integer(c->find, 2), copy(c, 0).at, copy(c, 3).at,
		copy(c, 4), copy(c, 5), copy(c, 6), copy(c, 7) };
	const size_t n = k->areas.n;
	struct published *more = array_more(k->of, n, sizeof(*more));

	if (!more)
		return err_memory(e);
	k->of = more;
	if (!p.area || !p.period || !p.hash.at || !p.sheet.at || !p.cell.at ||
		!p.raw.at)
		return err_memory(e);
	k->of[n] = p;
	return ids_add(&k->areas, span_of(p.area), (int64_t)n, e);
}

static void bind(struct stmt *s, const char *name, const char *value)
{
	stmt_text(s, stmt_parameter(s, name), span_of(value));
}

static int read_column(
	struct cells *c, struct published_column *k, struct err *e)
{
	int rc = 0;

	bind(c->find, ":edition", k->edition);
	bind(c->find, ":indicator", k->indicator);
	bind(c->find, ":measure", k->measure);
	while (rc == 0 && (rc = stmt_step(c->find, e)) == 1)
		rc = add(c, k, e);
	stmt_reset(c->find);
	return rc < 0 ? err_in(e, "sql/export/cell.sql") : 0;
}

/* The column that a figure is of, read if it is the first of it; NULL with an
 * error. */
static struct published_column *column_of(
	struct cells *c, const struct figure *f, struct err *e)
{
	struct published_column *k = c->columns;

	for (size_t i = 0; i < c->n_columns; i++, k++)
		if (strcmp(k->indicator, f->indicator) == 0 &&
			strcmp(k->measure, f->measure) == 0 &&
			strcmp(k->edition, f->edition) == 0)
			return k;
	k = array_more(c->columns, c->n_columns, sizeof(*k));
	if (!k) {
		err_memory(e);
		return NULL;
	}
	c->columns = k;
	k += c->n_columns;
	*k = (struct published_column){ arena_copy(
						&c->texts, span_of(f->edition)),
		arena_copy(&c->texts, span_of(f->indicator)),
		arena_copy(&c->texts, span_of(f->measure)), IDS_INIT, NULL };
	if (!k->edition || !k->indicator || !k->measure) {
		err_memory(e);
		return NULL;
	}
	c->n_columns++;
	return read_column(c, k, e) < 0 ? NULL : k;
}

/* ---- which row a figure has ---- */

/* Adds foreign text for a tool tip, cut where it is long. */
static void add_short(struct text *out, struct span s)
{
	size_t n = s.len > RAW_SHOWN ? RAW_SHOWN : s.len;

	text_puts(out, ""); /* terminated, also where there is none */
	while (n < s.len && n > 0 && ((unsigned char)s.at[n] & 0xc0) == 0x80)
		n--;
	for (size_t i = 0; i < n; i++)
		text_putc(out, (unsigned char)s.at[i] < ' ' ? ' ' : s.at[i]);
	if (n < s.len)
		text_puts(out, "\u2026");
}

/* Cuts a text behind so many characters; those that UTF-16 needs two units
 * for count twice. */
static void cut(struct text *t, size_t most)
{
	size_t units = 0, at = 0, n;

	for (; at < t->len; at += n) {
		n = text_utf8_length((struct span){ t->at, t->len }, at);
		n = n ? n : 1;
		units += n == 4 ? 2 : 1;
		if (units > most)
			break;
	}
	if (at < t->len)
		text_wrote(t, t->at + at);
}

/* "gairi/2025 release 1fb982d06f4e, sheet 'Global ranking', C12: ..." */
static const char *tip_of(struct cells *c, const struct published *p,
	const char *edition, struct err *e)
{
	struct report *r = c->report;
	struct text release = TEXT_INIT, sheet = TEXT_INIT, cell = TEXT_INIT,
		    raw = TEXT_INIT, tip = TEXT_INIT;
	const char *kept = NULL;

	add_short(&release, p->hash);
	add_short(&sheet, p->sheet);
	add_short(&cell, p->cell);
	add_short(&raw, p->raw);
	if (!release.failed && !sheet.failed && !cell.failed && !raw.failed)
		say_put(&tip,
			say(r->language,
				"{dataset}/{edition} release {release}, sheet "
				"'{sheet}', {cell}: {raw} as published"),
			(const struct word[]){ { "dataset", r->order->dataset },
				{ "edition", edition },
				{ "release", release.at },
				{ "sheet", sheet.at }, { "cell", cell.at },
				{ "raw", raw.at }, { NULL, NULL } });
	if (tip.at && !tip.failed) {
		cut(&tip, TIP_MAX);
		kept = arena_copy(&c->texts, (struct span){ tip.at, tip.len });
	}
	if (!kept)
		err_memory(e);
	text_free(&release);
	text_free(&sheet);
	text_free(&cell);
	text_free(&raw);
	text_free(&tip);
	return kept;
}

/* Gives a figure the next row. */
static int keep(struct cells *c, struct published *p,
	const struct published_column *k, struct err *e)
{
	struct linked *more = array_more(c->rows, c->n, sizeof(*more));

	if (!more)
		return err_memory(e);
	c->rows = more;
	c->rows[c->n] = (struct linked){ p->release, p->indicator, k->measure,
		p->period, p->area, tip_of(c, p, k->edition, e) };
	if (!c->rows[c->n].tip)
		return -1;
	p->row = (int64_t)c->n++;
	return 0;
}

static int row_of(
	int64_t *row, struct cells *c, const struct figure *f, struct err *e)
{
	struct published_column *k = column_of(c, f, e);
	const int64_t *at;

	if (!k)
		return -1;
	at = ids_expect(&k->areas, span_of(f->area));
	if (at && k->of[*at].row == NONE && keep(c, &k->of[*at], k, e) < 0)
		return -1;
	*row = at ? k->of[*at].row : NONE;
	return 0;
}

/* ---- the links ---- */

int cells_put(struct page *p, uint16_t column, double value,
	const struct excel_look *look_of, const struct figure *f, struct err *e)
{
	struct report *r = p->report;
	struct figure of = *f;
	char target[2 * LABEL_TEXT];
	int64_t row = NONE;

	if (!of.edition)
		of.edition = r->edition;
	if (r->cells && !p->too_many && row_of(&row, r->cells, &of, e) < 0)
		return -1;
	if (row == NONE) {
		excel_number(p->sheet, p->row, column, value, look_of);
		return 0;
	}
	snprintf(target, sizeof(target), "internal:'%.64s'!A%lld",
		say(r->language, "Cells"), (long long)row + TOP + 2);
	excel_number_link(p->sheet, p->row, column, value, look_of,
		&(struct excel_lead){ target, r->cells->rows[row].tip });
	return 0;
}

void cells_column(struct page *p, uint16_t column, const struct figure *f)
{
	p->figure[column] = f;
}

void cells_expect(struct page *p, size_t links)
{
	p->too_many = links > EXCEL_LINKS;
	if (p->too_many && p->report->cells)
		page_note(p,
			say(p->report->language,
				"There are more numbers here than Excel takes "
				"links on a sheet, so none of them leads to "
				"its cell."));
}

/* ---- the sheet ---- */

int sheet_cells(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct excel_look plain = { .ink = 0x262626 };
	static const struct excel_look raw = { .ink = 0x262626, .indent = 1 };
	static const struct column columns[] = {
		{ N_("Country or territory"), &look_text, 36, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Edition"), &look_centre, 0, 0 },
		{ N_("Period"), &look_centre, 0, 0 },
		{ N_("Indicator"), &look_text, 36, 0 },
		{ N_("Measure"), &look_centre, 0, 0 },
		{ N_("Value"), &plain, 0, 0 },
		{ N_("As published"), &raw, 24, 0 },
		{ N_("Release"), &look_text, 0, 0 },
		{ N_("File"), &look_text, 44, 0 },
		{ N_("Sheet"), &look_text, 31, 0 },
		{ N_("Cell"), &look_centre, 0, 0 },
	};
	struct language *l = r->language;
	const struct plain t = { say(l, "Where the numbers come from"),
		say(l,
			"The numbers of the other sheets lead here: to the "
			"cell of the publisher's file that each of them was "
			"read from."),
		"cells", "cells", columns, 12, 2, 0 };
	struct page p;

	page_open(&p, r, s, t.title, t.note);
	page_back(&p);
	if (plain_rows(&p, &t, e) < 0)
		return -1;
	excel_freeze(p.sheet, TOP + 1, t.frozen);
	page_close(&p, TOP, 1);
	return 0;
}
