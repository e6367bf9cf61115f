/* SPDX-License-Identifier: MIT */
/* A table of any shape: the first byte chooses which of layout.yaml it is, the
 * rest is its cells as a list of values. Whatever comes out names its place. */
#include "pipeline/extract/layout.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/base/csv.h"
#include "pipeline/extract/naming.h"
#include "tests/fuzz/fuzz.h"

static int on_observation(
	void *context, const struct observation *o, struct err *e)
{
	(void)context, (void)e;
	fuzz_hold(o->area.len == 3, "an observation has an area");
	fuzz_hold(o->indicator.len > 0 && o->measure.len > 0,
		"an observation says what it is");
	fuzz_hold(o->period.len > 0 && o->cell.len > 1,
		"an observation says when and where");
	fuzz_hold(!o->has_value || isfinite(o->value), "a value is a number");
	fuzz_hold(o->raw.at != NULL, "an observation has its text");
	return 0;
}

static int on_finding(void *context, const struct finding *f, struct err *e)
{
	(void)context, (void)e;
	fuzz_hold(f->rule.len == 4 && f->message.len > 0,
		"a finding has a rule and a message");
	return 0;
}

static struct cell cell_of(uint32_t row, uint32_t column, struct span s)
{
	struct cell c = {
		.row = row, .column = column, .type = CELL_TEXT, .text = s
	};

	if (num_parse(&c.number, s.at, s.len) == 0)
		c.type = CELL_NUMBER;
	else if (s.len && *s.at == '#')
		c.type = CELL_ERROR;
	else if (s.len && *s.at == '@' &&
		num_parse(&c.number, s.at + 1, s.len - 1) == 0)
		c.type = CELL_DATE;
	return c;
}

enum { MAX_CELLS = 64 };

static int take_row(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct cell cells[MAX_CELLS];
	struct row row = { (uint32_t)number - 1, cells, 0 };

	for (size_t i = 0; i < n && i < MAX_CELLS; i++)
		if (fields[i].len)
			cells[row.n++] =
				cell_of(row.number, (uint32_t)i, fields[i]);
	return row.n ? layout_row(context, &row, e) : 0;
}

/* What is the same for all inputs. */
struct fixed {
	struct spec *spec;
	struct areas *areas;
};

static const struct fixed *fixed(void)
{
	static struct fixed all;
	struct err e = ERR_INIT;

	if (!all.spec)
		fuzz_hold(spec_read(&all.spec, "tests/fuzz/layout.yaml", &e) ==
					0 &&
				areas_open(&all.areas, ".", &e) == 0,
			e.text);
	return &all;
}

static void read_table(const struct spec_table *t, struct layout_place *place,
	struct span bytes)
{
	struct layout *l = NULL;
	struct err e = ERR_INIT;

	fuzz_hold(layout_open(&l, t, place, &e) == 0, e.text);
	if (csv_read(bytes.at, bytes.len, ',', take_row, l, &e) == 0)
		layout_finish(l, &e);
	fuzz_hold(e.kind == ERR_NONE || e.kind == ERR_DATA,
		"a refusal is about the data");
	layout_close(l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct spec_edition *ed = &fixed()->spec->editions[0];
	const struct spec_workbook *w = &ed->workbooks[0];
	struct naming *naming = NULL;
	struct err e = ERR_INIT;
	struct layout_place place = { .dataset = "d",
		.edition = "2024",
		.release = "r",
		.sheet = "S",
		.areas = fixed()->areas,
		.observation = on_observation,
		.finding = on_finding };

	if (size == 0)
		return 0;
	fuzz_hold(naming_open(&naming, ed->tree, &e) == 0, e.text);
	place.naming = naming;
	read_table(&w->tables[data[0] % w->n_tables], &place,
		(struct span){ (const char *)data + 1, size - 1 });
	naming_close(naming);
	return 0;
}
