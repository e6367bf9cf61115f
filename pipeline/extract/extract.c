/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/extract.h"

#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/extract/choice.h"
#include "pipeline/extract/held.h"
#include "pipeline/extract/layout.h"
#include "pipeline/extract/naming.h"

/* A table being read from a sheet, and its observations where they have to
 * wait for those of a table before it. */
struct task {
	const struct spec_table *t;
	size_t sheet;
	const char *period;    /* by the sheet's name, or NULL */
	const char *indicator; /* likewise */
	struct layout *layout;
	struct held *held;
	int refused; /* it is not laid out as the spec says */
};

struct tasks {
	struct task *all;
	unsigned n;
	struct arena texts;
	struct naming *naming;
};

static void close_tasks(struct tasks *k)
{
	for (unsigned i = 0; i < k->n; i++) {
		layout_close(k->all[i].layout);
		held_close(k->all[i].held);
	}
	free(k->all);
	naming_close(k->naming);
	arena_free(&k->texts);
}

/* What the name of its sheet says of a table. */
static int take_says(struct tasks *k, struct task *t, const struct captures *c,
	struct err *e)
{
	struct span period = captures_period(c);
	struct span indicator = c->of[SLOT_INDICATOR];
	int node;

	if (period.at && !(t->period = arena_copy(&k->texts, period)))
		return err_memory(e);
	if (!indicator.at)
		return 0;
	node = naming_find(k->naming, indicator);
	if (naming_done(k->naming, e) < 0)
		return -1;
	if (node < 0)
		return err_set(e, ERR_DATA,
			"sheet '%.*s': no indicator has this name: 'names' "
			"gives it to one, 'except' leaves a sheet out",
			SPAN(indicator));
	t->indicator = naming_node(k->naming, node)->id;
	return 0;
}

static int add_task(
	struct tasks *k, const struct choice *c, size_t sheet, struct err *e)
{
	struct task *all = array_more(k->all, k->n, sizeof(*all));

	if (!all)
		return err_memory(e);
	k->all = all;
	all[k->n] = (struct task){ .t = c->table, .sheet = sheet };
	return take_says(k, &all[k->n++], &c->says, e);
}

static int plan(struct tasks *k, const struct book *b,
	const struct spec_workbook *w, struct err *e)
{
	for (unsigned i = 0; i < w->n_tables; i++) {
		struct choice c = { .book = b, .table = &w->tables[i] };
		size_t sheet;
		int there;

		while ((there = choice_next(&c, &sheet, e)) > 0)
			if (add_task(k, &c, sheet, e) < 0)
				return -1;
		if (there < 0)
			return -1;
	}
	return 0;
}

static int start(struct task *k, const struct extract_sink *sink,
	struct layout_place place, int wait, struct err *e)
{
	place.observation = sink->observation;
	place.finding = sink->finding;
	place.context = sink->context;
	place.sheet_says = k->indicator;
	if (k->t->period)
		place.period = k->t->period;
	if (k->period)
		place.period = k->period;
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

static int in_table(struct task *k, const struct book *b, struct err *e)
{
	k->refused = e->kind == ERR_DATA;
	return err_in(e, "sheet '%.100s': table '%s'",
		book_sheet_name(b, k->sheet), k->t->id);
}

static int take_row(struct task *k, const struct book *b, const struct row *row,
	struct err *e)
{
	if (layout_row(k->layout, row, e) == 0)
		return 0;
	return e->kind == ERR_DATA ? in_table(k, b, e) : -1;
}

static int each_row(struct book *b, struct task *tasks, unsigned n,
	size_t sheet, struct err *e)
{
	struct sheet *s = NULL;
	struct row row;
	long long last = -1;
	int rc = sheet_open(&s, b, sheet, e);

	while (rc == 0 && (rc = sheet_next(s, &row, e)) == 1) {
		rc = check_ascending(&row, &last, e);
		if (rc < 0)
			err_in(e, "sheet '%.100s'", book_sheet_name(b, sheet));
		for (unsigned i = 0; rc == 0 && i < n; i++)
			if (tasks[i].sheet == sheet)
				rc = take_row(&tasks[i], b, &row, e);
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
	size_t sheet = tasks[first].sheet;

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
			return in_table(k, b, e);
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
	f.sheet = span_of(book_sheet_name(b, part->sheet));
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

		place->sheet = book_sheet_name(b, k->sheet);
		if (!k->layout &&
			read_sheet(b, tasks, n, i, sink, place, e) < 0)
			return -1;
		if (k->held &&
			held_release(k->held, sink->observation, sink->finding,
				sink->context, e) < 0)
			return -1;
		held_close(k->held);
		k->held = NULL;
		layout_forget(k->layout);
	}
	return check_parts(b, tasks, n, sink, place, e);
}

static const struct task *refused(const struct tasks *k)
{
	for (unsigned i = 0; i < k->n; i++)
		if (k->all[i].refused)
			return &k->all[i];
	return NULL;
}

/* A workbook is refused by a fault; what is wrong with its sheets and tables is
 * a finding as well. Of other faults the caller knows more. */
static void tell_refusal(const struct tasks *k, const struct spec_table *lacks,
	const struct book *b, const struct extract_sink *sink,
	const struct layout_place *place, const struct err *e)
{
	const struct task *of = refused(k);
	struct text wanted = TEXT_INIT, there = TEXT_INIT;
	struct err ignored = ERR_INIT;
	char cell[CELL_ADDRESS];
	struct finding f = { .rule = span_of(of ? "V103" : "V102"),
		.severity = SEVERITY_ERROR,
		.dataset = span_of(place->dataset),
		.edition = span_of(place->edition),
		.release = span_of(place->release),
		.period = span_of(place->edition),
		.message = span_of(e->text),
		.cells = 1 };

	if (of) {
		f.sheet = span_of(book_sheet_name(b, of->sheet));
		layout_lacks(of->layout, &f, cell);
	} else if (lacks) {
		choice_names(&wanted, &there, b, lacks);
		f.expected = (struct span){ wanted.at, wanted.len };
		f.actual = (struct span){ there.at, there.len };
	}
	sink->finding(sink->context, &f, &ignored);
	text_free(&wanted);
	text_free(&there);
}

int extract_book(struct book *b, const struct spec *s,
	const struct spec_edition *ed, const struct areas *a,
	const struct extract_sink *sink, struct err *e)
{
	const struct spec_workbook *w;
	const struct spec_table *lacks;
	struct tasks k = { .all = NULL };
	struct layout_place place = { .dataset = s->dataset,
		.edition = ed->id,
		.release = book_sha256(b),
		.areas = a,
		.period = ed->period,
		.epoch = book_epoch(b),
		.decimal_mark = book_decimal_mark(b) };
	int planned, rc = choice_workbook(&w, &lacks, b, ed, e);

	if (rc == 0)
		rc = naming_open(&k.naming, ed->tree, e);
	place.naming = k.naming;
	if (rc == 0)
		rc = plan(&k, b, w, e);
	planned = rc == 0;
	if (rc == 0)
		rc = read_tables(b, k.all, k.n, sink, &place, e);
	if (rc < 0 && e->kind == ERR_DATA && (!planned || refused(&k)))
		tell_refusal(&k, lacks, b, sink, &place, e);
	close_tasks(&k);
	return rc < 0 ? err_in(e, "%s/%s", s->dataset, ed->id) : 0;
}
