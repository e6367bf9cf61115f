/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/layout.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/extract/header.h"
#include "pipeline/extract/verdict.h"

/* Cells of one column that one finding speaks of. */
struct run {
	long cells;
	uint32_t first, last; /* rows */
};

struct column {
	uint32_t at;
	const struct spec_column *spec;
	struct run text_numbers, blank_ranks;
};

enum stage { BEFORE_HEADER, IN_DATA, AFTER_END };

struct layout {
	const struct spec_table *t;
	struct layout_place at;
	enum stage stage;
	struct header *header;
	uint32_t *places;	/* of the columns, as the header gave them */
	struct column *columns; /* the value columns, from left to right */
	unsigned n_columns;
	uint32_t area_column;
	unsigned char *seen; /* one for each area of the area table */
	unsigned listed;
	struct text message;
};

int layout_open(struct layout **out, const struct spec_table *t,
	const struct layout_place *at, struct err *e)
{
	struct layout *l = calloc(1, sizeof(*l));

	if (!l)
		return err_memory(e);
	l->t = t;
	l->at = *at;
	l->places = calloc(t->n_columns, sizeof(*l->places));
	l->columns = calloc(t->n_columns, sizeof(*l->columns));
	l->seen = calloc(at->areas->n_areas, 1);
	if (!l->places || !l->columns || !l->seen) {
		layout_close(l);
		return err_memory(e);
	}
	if (header_open(&l->header, t, e) < 0) {
		layout_close(l);
		return -1;
	}
	*out = l;
	return 0;
}

void layout_close(struct layout *l)
{
	if (!l)
		return;
	header_close(l->header);
	free(l->places);
	free(l->columns);
	free(l->seen);
	text_free(&l->message);
	free(l);
}

int layout_lists(const struct layout *l, const struct area *area)
{
	return l->seen[area - l->at.areas->areas];
}

/* ---- findings ---- */

/* A finding of this table; the caller adds what it knows of the place. */
static struct finding finding(
	const struct layout *l, const char *rule, enum severity severity)
{
	return (struct finding){
		.rule = span_of(rule),
		.severity = severity,
		.dataset = span_of(l->at.dataset),
		.edition = span_of(l->at.edition),
		.release = span_of(l->at.release),
		.period = span_of(l->at.edition),
		.sheet = span_of(l->at.sheet),
		.cells = 1,
	};
}

/* Cuts off a character of which the room held only the beginning. */
static void whole_characters(char *text)
{
	struct span s = span_of(text);
	size_t start = s.len;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
		start--;
	if (start > 0 && text_utf8_length(s, start - 1) == 0)
		text[start - 1] = '\0';
}

static int report(struct layout *l, struct finding *f, struct err *e,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static int report(struct layout *l, struct finding *f, struct err *e,
	const char *fmt, ...)
{
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	whole_characters(text);
	f->message = span_of(text);
	return l->at.finding(l->at.context, f, e);
}

static void count_in(struct run *r, uint32_t row)
{
	if (r->cells++ == 0)
		r->first = row;
	r->last = row;
}

static const char *const measures[] = {
	[MEASURE_SCORE] = "score",
	[MEASURE_RANK] = "rank",
	[MEASURE_RAW] = "raw",
};

static void name_column(struct finding *f, const struct column *k)
{
	f->indicator = span_of(k->spec->indicator);
	f->measure = span_of(measures[k->spec->measure]);
}

/* One finding for a run of cells of a column; none where there are none. */
static int report_run(struct layout *l, const struct column *k,
	const struct run *r, const char *rule, enum severity severity,
	const char *what, struct err *e)
{
	struct finding f = finding(l, rule, severity);
	char from[CELL_ADDRESS], to[CELL_ADDRESS], range[2 * CELL_ADDRESS];

	if (r->cells == 0)
		return 0;
	cell_address(from, r->first, k->at);
	cell_address(to, r->last, k->at);
	snprintf(range, sizeof(range), "%s:%s", from, to);
	name_column(&f, k);
	f.cell = span_of(r->cells == 1 ? from : range);
	f.cells = r->cells;
	return report(l, &f, e, "%ld of %u cells of column '%s' %s", r->cells,
		l->listed, k->spec->label, what);
}

/* ---- cells ---- */

/* The rule that a verdict breaks, for those that break one at each cell. */
static const struct breach {
	const char *rule, *says;
	enum severity severity;
} breaches[] = {
	[UNDECLARED_BLANK] = { "V204", "is blank where a number is due",
		SEVERITY_WARNING },
	[NO_RESULT] = { "V204", "holds a formula without a stored result",
		SEVERITY_WARNING },
	[ERROR_CELL] = { "V202", "holds an error where a number is due",
		SEVERITY_ERROR },
	[NOT_A_NUMBER] = { "V201", "is not a number", SEVERITY_ERROR },
	[NOT_A_RANK] = { "V206", "is no whole number from 1", SEVERITY_ERROR },
};

static int report_cell(struct layout *l, const struct column *k, enum verdict v,
	const struct observation *o, struct err *e)
{
	const struct breach *b = &breaches[v];
	struct finding f = finding(l, b->rule, b->severity);

	name_column(&f, k);
	f.area = o->area;
	f.label = o->label;
	f.cell = o->cell;
	f.raw = o->raw;
	f.expected = span_of(v == NOT_A_RANK ? "a rank" : "a number");
	f.actual = o->raw;
	return report(l, &f, e, "'%s' of %.*s %s%s%.*s%s", k->spec->label,
		SPAN(o->label), b->says, o->raw.len ? ": '" : "", SPAN(o->raw),
		o->raw.len ? "'" : "");
}

/* The text of a cell; an empty one where there is none. */
static struct span stored(char digits[NUM_TEXT], const struct cell *c)
{
	struct span text = c ? cell_stored(digits, c) : span_of("");

	return text.at ? text : span_of("");
}

static int take_cell(struct layout *l, struct column *k, uint32_t row,
	const struct cell *c, struct observation *o, struct err *e)
{
	char address[CELL_ADDRESS], digits[NUM_TEXT];
	enum verdict v = verdict_of(k->spec, c, &o->value);
	int rc = 0;

	cell_address(address, row, k->at);
	o->indicator = span_of(k->spec->indicator);
	o->measure = span_of(measures[k->spec->measure]);
	o->has_value = v == NUMBER || v == TEXT_NUMBER;
	o->raw = stored(digits, c);
	o->cell = span_of(address);
	if (v == TEXT_NUMBER)
		count_in(&k->text_numbers, row);
	if (v == DECLARED_MISSING && k->spec->measure == MEASURE_RANK)
		count_in(&k->blank_ranks, row);
	if (breaches[v].rule)
		rc = report_cell(l, k, v, o, e);
	if (rc == 0)
		rc = l->at.observation(l->at.context, o, e);
	o->raw = o->cell = span_of(NULL);
	return rc;
}

/* ---- rows ---- */

static const struct cell *cell_of(const struct row *row, uint32_t column)
{
	size_t low = 0, high = row->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (row->cells[mid].column < column)
			low = mid + 1;
		else
			high = mid;
	}
	return low < row->n && row->cells[low].column == column
		? &row->cells[low]
		: NULL;
}

static int has_figures(const struct layout *l, const struct row *row)
{
	char digits[NUM_TEXT];

	for (unsigned i = 0; i < l->n_columns; i++) {
		const struct cell *c = cell_of(row, l->columns[i].at);

		if (span_trim(stored(digits, c)).len)
			return 1;
	}
	return 0;
}

/* A row whose label names no area: figures in it would be lost. */
static int no_area(struct layout *l, const struct row *row, struct span label,
	struct err *e)
{
	struct finding f = finding(l, "V301", SEVERITY_ERROR);
	char address[CELL_ADDRESS];

	cell_address(address, row->number, l->area_column);
	f.cell = span_of(address);
	f.label = f.raw = label;
	if (!has_figures(l, row)) {
		if (!label.len)
			return 0;
		f.rule = span_of("V303");
		f.severity = SEVERITY_INFO;
		return report(l, &f, e,
			"'%.*s' is no area and its row has no "
			"figures: taken as a note",
			SPAN(label));
	}
	if (!label.len)
		return report(l, &f, e, "row %u has figures but no area",
			row->number + 1);
	text_clear(&l->message);
	areas_suggest(&l->message, l->at.areas, label);
	f.expected = (struct span){ l->message.at, l->message.len };
	return report(l, &f, e, "'%.*s' is no area that raw/areas knows%s%.*s",
		SPAN(label), l->message.len ? ": did they mean " : "",
		(int)l->message.len, l->message.len ? l->message.at : "");
}

static int twice(struct layout *l, const struct row *row, struct span label,
	const struct area *area, struct err *e)
{
	struct finding f = finding(l, "V302", SEVERITY_ERROR);
	char address[CELL_ADDRESS];

	cell_address(address, row->number, l->area_column);
	f.cell = span_of(address);
	f.label = f.raw = label;
	f.area = span_of(area->code);
	return report(l, &f, e,
		"%s (%s) is listed a second time, as '%.*s': "
		"this row was left out",
		area->name, area->code, SPAN(label));
}

static int take_area(struct layout *l, const struct row *row, struct span label,
	const struct area *area, struct err *e)
{
	struct observation o = {
		.dataset = span_of(l->at.dataset),
		.edition = span_of(l->at.edition),
		.release = span_of(l->at.release),
		.area = span_of(area->code),
		.label = label,
		.period = span_of(l->at.edition),
		.sheet = span_of(l->at.sheet),
	};

	l->seen[area - l->at.areas->areas] = 1;
	l->listed++;
	for (unsigned i = 0; i < l->n_columns; i++) {
		struct column *k = &l->columns[i];

		if (take_cell(l, k, row->number, cell_of(row, k->at), &o, e) <
			0)
			return -1;
	}
	return 0;
}

static int take_row(struct layout *l, const struct row *row, struct err *e)
{
	const struct cell *c = cell_of(row, l->area_column);
	char digits[NUM_TEXT];
	struct span label = stored(digits, c);
	struct span trimmed = span_trim(label);
	const struct area *area;

	if (verdict_among(l->t->end, l->t->n_end, trimmed)) {
		l->stage = AFTER_END;
		return 0;
	}
	if (verdict_among(l->t->skip, l->t->n_skip, trimmed))
		return 0;
	area = areas_match(l->at.areas, label);
	if (!area)
		return no_area(l, row, trimmed, e);
	if (layout_lists(l, area))
		return twice(l, row, label, area, e);
	return take_area(l, row, label, area, e);
}

static int by_place(const void *a, const void *b)
{
	const struct column *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

static void begin_data(struct layout *l)
{
	for (unsigned i = 0; i < l->t->n_columns; i++) {
		const struct spec_column *k = &l->t->columns[i];

		if (k->role == ROLE_AREA)
			l->area_column = l->places[i];
		if (k->role == ROLE_VALUE)
			l->columns[l->n_columns++] =
				(struct column){ .at = l->places[i],
					.spec = k };
	}
	qsort(l->columns, l->n_columns, sizeof(*l->columns), by_place);
	l->stage = IN_DATA;
}

int layout_row(struct layout *l, const struct row *row, struct err *e)
{
	int found;

	if (l->stage == IN_DATA)
		return take_row(l, row, e);
	if (l->stage == AFTER_END)
		return 0;
	found = header_row(l->header, row, l->places, e);
	if (found == 1)
		begin_data(l);
	return found < 0 ? -1 : 0;
}

static int check_count(struct layout *l, struct err *e)
{
	struct finding f = finding(
		l, "V401", l->t->part ? SEVERITY_WARNING : SEVERITY_ERROR);
	char expected[16], actual[16];

	if (!l->t->areas || l->t->areas == l->listed)
		return 0;
	snprintf(expected, sizeof(expected), "%u", l->t->areas);
	snprintf(actual, sizeof(actual), "%u", l->listed);
	f.expected = span_of(expected);
	f.actual = span_of(actual);
	return report(l, &f, e, "%s%s%s lists %u areas, expected %u",
		l->t->part ? "part '" : "the table",
		l->t->part ? l->t->part : "", l->t->part ? "'" : "", l->listed,
		l->t->areas);
}

int layout_finish(struct layout *l, struct err *e)
{
	if (l->stage == BEFORE_HEADER)
		return header_missing(l->header, e);
	for (unsigned i = 0; i < l->n_columns; i++) {
		const struct column *k = &l->columns[i];

		if (report_run(l, k, &k->text_numbers, "V203",
			    k->spec->numeric_text ? SEVERITY_INFO
						  : SEVERITY_WARNING,
			    "are numbers stored as text", e) < 0 ||
			report_run(l, k, &k->blank_ranks, "V205", SEVERITY_INFO,
				"give no rank", e) < 0)
			return -1;
	}
	return check_count(l, e);
}
