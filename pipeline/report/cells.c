/* SPDX-License-Identifier: MIT */
#include "pipeline/report/cells.h"

#include <stdio.h>
#include <stdlib.h>

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

struct cells {
	struct report *report;
	struct stmt *find;
	struct ids figures; /* "edition\tarea\tindicator\tmeasure": its row */
	struct arena texts;
	struct linked *rows;
	size_t n;
	struct db_rows list; /* the same rows for cells.sql */
};

static void fill(struct db_value v[DB_COLUMNS], const void *context, size_t row)
{
	const struct cells *c = context;
	const struct linked *l = &c->rows[row];

	for (int i = 0; i < 3; i++)
		v[i].type = VALUE_INTEGER;
	for (int i = 3; i < 6; i++)
		v[i].type = VALUE_TEXT;
	v[0].integer = (int64_t)row;
	v[1].integer = l->release;
	v[2].integer = l->indicator;
	v[3].text = span_of(l->measure);
	v[4].text = span_of(l->period);
	v[5].text = span_of(l->area);
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
	ids_free(&c->figures);
	arena_free(&c->texts);
	free(c->rows);
	free(c);
}

const struct db_rows *cells_rows(struct cells *c)
{
	c->list.n = c->n;
	return &c->list;
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
static const char *tip_of(struct cells *c, const char *edition, struct err *e)
{
	struct report *r = c->report;
	struct text release = TEXT_INIT, sheet = TEXT_INIT, cell = TEXT_INIT,
		    raw = TEXT_INIT, tip = TEXT_INIT;
	const char *kept = NULL;

	add_short(&release, stmt_get_text(c->find, 3));
	add_short(&sheet, stmt_get_text(c->find, 4));
	add_short(&cell, stmt_get_text(c->find, 5));
	add_short(&raw, stmt_get_text(c->find, 6));
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

/* Keeps the figure of the row that find stands on. */
static int keep(struct cells *c, const struct figure *f, struct err *e)
{
	struct linked *more = array_more(c->rows, c->n, sizeof(*more)), *l;

	if (!more)
		return err_memory(e);
	c->rows = more;
	l = &c->rows[c->n];
	*l = (struct linked){ stmt_get_integer(c->find, 0),
		stmt_get_integer(c->find, 1),
		arena_copy(&c->texts, span_of(f->measure)),
		arena_copy(&c->texts, stmt_get_text(c->find, 2)),
		arena_copy(&c->texts, span_of(f->area)),
		tip_of(c, f->edition, e) };
	if (!l->measure || !l->period || !l->area)
		return err_memory(e);
	return l->tip ? 0 : -1;
}

static void bind(struct stmt *s, const char *name, const char *value)
{
	stmt_text(s, stmt_parameter(s, name), span_of(value));
}

/* Looks a figure up for the first time: *row is its own, or NONE. */
static int look(
	int64_t *row, struct cells *c, const struct figure *f, struct err *e)
{
	int rc;

	bind(c->find, ":edition", f->edition);
	bind(c->find, ":area", f->area);
	bind(c->find, ":indicator", f->indicator);
	bind(c->find, ":measure", f->measure);
	*row = NONE;
	rc = stmt_step(c->find, e);
	if (rc == 1) {
		rc = keep(c, f, e);
		if (rc == 0)
			*row = (int64_t)c->n++;
	}
	stmt_reset(c->find);
	return rc < 0 ? err_in(e, "sql/export/cell.sql") : 0;
}

static int row_of(
	int64_t *row, struct cells *c, const struct figure *f, struct err *e)
{
	struct text key = TEXT_INIT;
	const int64_t *known;
	int rc = 0;

	text_printf(&key, "%s\t%s\t%s\t%s", f->edition, f->area, f->indicator,
		f->measure);
	if (text_done(&key, e) < 0)
		return -1;
	known = ids_find(&c->figures, (struct span){ key.at, key.len });
	if (known)
		*row = *known;
	else if (look(row, c, f, e) < 0 ||
		ids_add(&c->figures, (struct span){ key.at, key.len }, *row,
			e) < 0)
		rc = -1;
	text_free(&key);
	return rc;
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
