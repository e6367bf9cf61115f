/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/extract.h"

#include <stdio.h>
#include <stdlib.h>

#include "pipeline/extract/held.h"
#include "pipeline/extract/layout.h"

enum { NO_SHEET = -1 };

static long find_sheet(const struct book *b, const struct spec_table *t)
{
	for (size_t i = 0; i < book_sheets(b); i++)
		for (unsigned j = 0; j < t->n_sheets; j++)
			if (strcmp(book_sheet_name(b, i), t->sheets[j]) == 0)
				return (long)i;
	return NO_SHEET;
}

static const struct spec_table *first_missing(
	const struct book *b, const struct spec_workbook *w)
{
	for (unsigned i = 0; i < w->n_tables; i++)
		if (find_sheet(b, &w->tables[i]) == NO_SHEET)
			return &w->tables[i];
	return NULL;
}

static int sheet_missing(
	const struct book *b, const struct spec_table *t, struct err *e)
{
	struct text wanted = TEXT_INIT, there = TEXT_INIT;

	for (unsigned i = 0; i < t->n_sheets; i++)
		text_printf(&wanted, "%s'%s'", i ? " or " : "", t->sheets[i]);
	for (size_t i = 0; i < book_sheets(b); i++) {
		text_puts(&there, i ? ", '" : "'");
		text_mask(&there, span_of(book_sheet_name(b, i)));
		text_putc(&there, '\'');
	}
	err_set(e, ERR_DATA, "no sheet %s; the workbook has %s",
		wanted.at ? wanted.at : "", there.at ? there.at : "none");
	text_free(&wanted);
	text_free(&there);
	return -1;
}

int extract_workbook(const struct spec_workbook **out, struct book *b,
	const struct spec_edition *ed, struct err *e)
{
	const struct spec_workbook *latest =
		&ed->workbooks[ed->n_workbooks - 1];

	for (unsigned i = ed->n_workbooks; i-- > 0;)
		if (!first_missing(b, &ed->workbooks[i])) {
			*out = &ed->workbooks[i];
			return 0;
		}
	return sheet_missing(b, first_missing(b, latest), e);
}

/* A table being read, and its observations where they have to wait for those
 * of a table before it. */
struct task {
	const struct spec_table *t;
	long sheet;
	struct layout *layout;
	struct held *held;
};

static int start(struct task *k, const struct extract_sink *sink,
	struct layout_place place, int wait, struct err *e)
{
	place.observation = sink->observation;
	place.finding = sink->finding;
	place.context = sink->context;
	if (wait) {
		if (held_open(&k->held, e) < 0)
			return -1;
		place.observation = held_observation;
		place.finding = held_finding;
		place.context = k->held;
	}
	return layout_open(&k->layout, k->t, &place, e);
}

/* A table is read from its header downwards, so its rows must come so. */
static int check_ascending(
	const struct row *row, long long *last, struct err *e)
{
	if (row->number <= *last)
		return err_set(e, ERR_DATA,
			"row %u stands behind row %lld: tables are read only "
			"from sheets whose rows ascend",
			(unsigned)row->number + 1, *last + 1);
	*last = row->number;
	return 0;
}

static int each_row(struct book *b, struct task *tasks, unsigned n, long sheet,
	struct err *e)
{
	struct sheet *s = NULL;
	struct row row;
	long long last = -1;
	int rc = sheet_open(&s, b, (size_t)sheet, e);

	while (rc == 0 && (rc = sheet_next(s, &row, e)) == 1) {
		rc = check_ascending(&row, &last, e);
		if (rc < 0)
			err_in(e, "sheet '%s'",
				book_sheet_name(b, (size_t)sheet));
		for (unsigned i = 0; rc == 0 && i < n; i++)
			if (tasks[i].sheet == sheet)
				rc = layout_row(tasks[i].layout, &row, e);
	}
	sheet_close(s);
	return rc;
}

/* All tables of one sheet in one reading of it. The first streams; what the
 * others find is held back until their turn comes. */
static int read_sheet(struct book *b, struct task *tasks, unsigned n,
	unsigned first, const struct extract_sink *sink,
	const struct layout_place *place, struct err *e)
{
	long sheet = tasks[first].sheet;

	for (unsigned i = first; i < n; i++)
		if (tasks[i].sheet == sheet &&
			start(&tasks[i], sink, *place, i != first, e) < 0)
			return -1;
	if (each_row(b, tasks, n, sheet, e) < 0)
		return -1;
	for (unsigned i = first; i < n; i++) {
		struct task *k = &tasks[i];

		if (k->sheet != sheet)
			continue;
		if (layout_finish(k->layout, e) < 0)
			return err_in(e, "sheet '%s': table '%s'", place->sheet,
				k->t->id);
	}
	return 0;
}

/* The first table that is a part, or the first that is not. */
static const struct task *first(const struct task *tasks, unsigned n, int part)
{
	for (unsigned i = 0; i < n; i++)
		if (!!tasks[i].t->part == part)
			return &tasks[i];
	return NULL;
}

static int in_some_part(
	const struct task *tasks, unsigned n, const struct area *area)
{
	for (unsigned i = 0; i < n; i++)
		if (tasks[i].t->part && layout_lists(tasks[i].layout, area))
			return 1;
	return 0;
}

/* An area that the whole lists and none of its parts. */
static int check_parts(struct book *b, const struct task *tasks, unsigned n,
	const struct extract_sink *sink, const struct layout_place *place,
	struct err *e)
{
	const struct task *whole = first(tasks, n, 0),
			  *part = first(tasks, n, 1);
	struct finding f = { .rule = span_of("V402"),
		.severity = SEVERITY_WARNING,
		.dataset = span_of(place->dataset),
		.edition = span_of(place->edition),
		.release = span_of(place->release),
		.period = span_of(place->edition),
		.cells = 1 };
	char text[200];

	if (!whole || !part)
		return 0;
	f.sheet = span_of(book_sheet_name(b, (size_t)part->sheet));
	for (size_t i = 0; i < place->areas->n_areas; i++) {
		const struct area *area = &place->areas->areas[i];

		if (!layout_lists(whole->layout, area) ||
			in_some_part(tasks, n, area))
			continue;
		snprintf(text, sizeof(text),
			"%s is in table '%s' but in none of its parts",
			area->name, whole->t->id);
		f.area = span_of(area->code);
		f.message = span_of(text);
		if (sink->finding(sink->context, &f, e) < 0)
			return -1;
	}
	return 0;
}

static int read_tables(struct book *b, struct task *tasks, unsigned n,
	const struct extract_sink *sink, struct layout_place *place,
	struct err *e)
{
	for (unsigned i = 0; i < n; i++) {
		struct task *k = &tasks[i];

		place->sheet = book_sheet_name(b, (size_t)k->sheet);
		if (!k->layout &&
			read_sheet(b, tasks, n, i, sink, place, e) < 0)
			return -1;
		if (k->held &&
			held_release(k->held, sink->observation, sink->finding,
				sink->context, e) < 0)
			return -1;
	}
	return check_parts(b, tasks, n, sink, place, e);
}

int extract_book(struct book *b, const struct spec *s,
	const struct spec_edition *ed, const struct areas *a,
	const struct extract_sink *sink, struct err *e)
{
	const struct spec_workbook *w;
	struct layout_place place = { .dataset = s->dataset,
		.edition = ed->id,
		.release = book_sha256(b),
		.areas = a };
	struct task *tasks;
	int rc;

	if (extract_workbook(&w, b, ed, e) < 0)
		return err_in(e, "%s/%s", s->dataset, ed->id);
	tasks = calloc(w->n_tables, sizeof(*tasks));
	if (!tasks)
		return err_memory(e);
	for (unsigned i = 0; i < w->n_tables; i++) {
		tasks[i].t = &w->tables[i];
		tasks[i].sheet = find_sheet(b, tasks[i].t);
	}
	rc = read_tables(b, tasks, w->n_tables, sink, &place, e);
	for (unsigned i = 0; i < w->n_tables; i++) {
		layout_close(tasks[i].layout);
		held_close(tasks[i].held);
	}
	free(tasks);
	return rc < 0 ? err_in(e, "%s/%s", s->dataset, ed->id) : 0;
}
