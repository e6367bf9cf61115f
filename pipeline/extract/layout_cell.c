/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/layout_inside.h"

/* The rule that a verdict breaks, for those that break one at each cell. */
static const struct breach {
	const char *rule, *says;
	enum severity severity;
	const char *expected;
} breaches[] = {
	[UNDECLARED_BLANK] = { "V204", "is blank where a number is due",
		SEVERITY_WARNING, "a number" },
	[NO_RESULT] = { "V210", "holds a formula without a stored result",
		SEVERITY_ERROR, "a number" },
	[ERROR_CELL] = { "V202", "holds an error where a number is due",
		SEVERITY_ERROR, "a number" },
	[NOT_A_NUMBER] = { "V201", "is not a number", SEVERITY_ERROR,
		"a number" },
	[NOT_A_CATEGORY] = { "V209", "is none of the categories",
		SEVERITY_ERROR, "a category" },
	[NOT_A_RANK] = { "V206", "is no whole number from 1", SEVERITY_ERROR,
		"a rank" },
};

static int report_cell(struct layout *l, const struct column *k, enum verdict v,
	const struct observation *o, struct err *e)
{
	const struct breach *b = &breaches[v];
	struct finding f = note(l, b->rule, b->severity);
	struct span what = span_of(k->found->label);

	if (k->area.at) /* the label says of whom, the row what */
		what = o->indicator;
	f.indicator = o->indicator;
	f.measure = o->measure;
	f.area = o->area;
	f.label = o->label;
	f.period = o->period;
	f.cell = o->cell;
	f.raw = o->raw;
	f.expected = span_of(b->expected);
	f.actual = o->raw;
	return note_put(l, &f, e, "'%.*s' of %.*s %s%s%.*s%s", SPAN(what),
		SPAN(o->label), b->says, o->raw.len ? ": '" : "", SPAN(o->raw),
		o->raw.len ? "'" : "");
}

static void count_in(struct run *r, uint32_t row)
{
	if (r->cells++ == 0)
		r->first = row;
	r->last = row;
}

static void count(struct column *k, enum verdict v, enum spec_measure measure,
	uint32_t row)
{
	if (v == NUMBER || v == TEXT_NUMBER)
		count_in(&k->numbers, row);
	if (v == TEXT_NUMBER)
		count_in(&k->text_numbers, row);
	if (v == CLEANED_NUMBER)
		count_in(&k->cleaned, row);
	if (v == DECLARED_MISSING && measure == MEASURE_RANK)
		count_in(&k->blank_ranks, row);
}

/* The digits of a row behind the letters of a column. Both have room to be
 * copied whole. */
struct address {
	char text[2 * CELL_ADDRESS], digits[CELL_ADDRESS];
	size_t n_digits;
};

static void address_begin(struct address *a, uint32_t row)
{
	char cell[CELL_ADDRESS];

	cell_address(cell, row, 0);
	a->n_digits = strlen(cell) - 1;
	memcpy(a->digits, cell + 1, sizeof(cell) - 1); /* behind the A */
}

static struct span address(struct address *a, const struct column *k)
{
	memcpy(a->text, k->letters, CELL_ADDRESS);
	memcpy(a->text + k->n_letters, a->digits, CELL_ADDRESS);
	return (struct span){ a->text, k->n_letters + a->n_digits };
}

/* The indicator of a figure; at NULL where the spec has none for it. */
static struct span indicator_of(
	const struct layout *l, const struct column *k, const struct subject *s)
{
	const char *suffix = k->found->spec->suffix;

	if (k->indicator_id.at)
		return k->indicator_id;
	return suffix
		? span_of(naming_with(l->at.naming, s->indicator_id.at, suffix))
		: s->indicator_id;
}

static int take(struct layout *l, struct column *k, uint32_t row,
	const struct cell *c, enum spec_measure measure, struct observation *o,
	struct err *e)
{
	enum verdict v = verdict_of(&k->judge, measure, c, &o->value);
	char digits[NUM_TEXT];
	int rc = 0;

	if (v == PASSED)
		return 0;
	o->raw = c ? c->text : span_of("");
	if (c && !o->raw.at)
		o->raw = cell_stored(digits, c);
	if (!o->raw.at)
		o->raw = span_of("");
	o->has_value = v <= CATEGORY;
	count(k, v, measure, row);
	if (v == CLEANED_NUMBER)
		rc = note_cut(l, k, c, e);
	if (v >= UNDECLARED_BLANK)
		rc = report_cell(l, k, v, o, e);
	if (rc == 0)
		rc = l->at.observation(l->at.context, o, e);
	return rc;
}

/* What the column says goes before what the row says. */
static int take_column(struct layout *l, struct column *k, uint32_t row,
	const struct cell *c, const struct subject *s, struct address *a,
	struct observation *o, struct err *e)
{
	enum spec_measure measure =
		k->measure != MEASURES ? k->measure : s->measure;

	o->indicator = indicator_of(l, k, s);
	if (!o->indicator.at)
		return 0;
	o->measure = measure_names[measure];
	o->period = k->period.at ? k->period : s->period;
	if (k->area.at) {
		o->label = k->found->area_label.at ? k->found->area_label
						   : k->found->area_code;
		o->area = k->area;
	}
	o->cell = address(a, k);
	if (!c || c->type != CELL_NUMBER || !c->text.at || !k->is_plain ||
		measure == MEASURE_RANK)
		return take(l, k, row, c, measure, o, e);
	o->value = c->number; /* what most cells are */
	o->raw = c->text;
	o->has_value = 1;
	return l->at.observation(l->at.context, o, e);
}

enum figures cells_figures(const struct layout *l, const struct row *row)
{
	enum figures found = NO_FIGURES;
	char digits[NUM_TEXT];

	for (size_t i = 0; i < l->n_columns; i++) {
		const struct judge *j = &l->columns[i].judge;
		const struct cell *c = row_cell(row, l->columns[i].found->at);
		struct span s =
			span_trim(c ? cell_stored(digits, c) : span_of(""));

		if (c && c->type == CELL_BLANK && c->formula.at)
			return SOME_FIGURES;
		if (s.len && !verdict_among(j->missing, j->n_missing, s))
			return SOME_FIGURES;
		if (s.len)
			found = MISSING_FIGURES;
	}
	return found;
}

/* Columns and cells both ascend. */
int cells_take(struct layout *l, const struct row *row,
	const struct subject *about, struct err *e)
{
	struct observation o = l->blank;
	struct address a;
	size_t next = 0;

	o.label = about->label;
	if (about->area)
		o.area = span_of(about->area->code);
	address_begin(&a, row->number);
	l->rows++;
	for (size_t i = 0; i < l->n_columns; i++) {
		struct column *k = &l->columns[i];
		const struct cell *c = NULL;

		while (next < row->n && row->cells[next].column < k->found->at)
			next++;
		if (next < row->n && row->cells[next].column == k->found->at)
			c = &row->cells[next];
		if (!c && k->judge.blank == BLANK_PASS && !k->judge.n_missing)
			continue;
		if (take_column(l, k, row->number, c, about, &a, &o, e) < 0)
			return -1;
	}
	return 0;
}
