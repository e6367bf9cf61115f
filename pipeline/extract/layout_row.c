/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/layout_inside.h"

const struct cell *row_cell(const struct row *row, uint32_t column)
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

struct span row_text(char buf[SERIAL_TEXT], const struct layout *l,
	const struct row *row, const struct found *f)
{
	const struct cell *c = row_cell(row, f->at);
	struct span text = c && c->type != CELL_BLANK
		? header_text(buf, c, l->at.epoch)
		: span_of("");

	return text.at ? span_trim(text) : span_of("");
}

const struct found *row_names(const struct layout *l)
{
	return l->roles[ROLE_AREA]    ? l->roles[ROLE_AREA]
		: l->roles[ROLE_CODE] ? l->roles[ROLE_CODE]
				      : l->roles[ROLE_INDICATOR];
}

struct finding row_finding(char cell[CELL_ADDRESS], const struct layout *l,
	const struct row *row, const struct found *f, const char *rule,
	enum severity severity)
{
	struct finding found = note(l, rule, severity);

	cell_address(cell, row->number, f ? f->at : 0);
	found.cell = span_of(cell);
	return found;
}

/* ---- period, indicator, measure ---- */

/* Periods outlive their rows. */
static int keep_period(
	struct subject *s, struct layout *l, struct span text, struct err *e)
{
	const int64_t *known = ids_find(&l->periods, text);
	struct span *all;

	s->period_id = known ? (int)*known : (int)l->periods.n;
	if (!known) {
		all = array_more(l->period_texts, l->periods.n, sizeof(*all));
		if (!all)
			return err_memory(e);
		l->period_texts = all;
		all[l->periods.n] =
			(struct span){ arena_copy(&l->texts, text), text.len };
		if (!all[l->periods.n].at)
			return err_memory(e);
		if (ids_add(&l->periods, text, s->period_id, e) < 0)
			return -1;
	}
	s->period = l->period_texts[s->period_id];
	return 0;
}

static int is_error(const struct row *row, const struct found *f)
{
	const struct cell *c = row_cell(row, f->at);

	return c && c->type == CELL_ERROR;
}

static int subject_period(struct subject *s, struct layout *l,
	const struct row *row, struct err *e)
{
	const struct found *k = l->roles[ROLE_PERIOD];
	char buf[SERIAL_TEXT], cell[CELL_ADDRESS];
	enum figures figures;
	struct finding f;
	struct span text;

	if (!k)
		return 1;
	text = row_text(buf, l, row, k);
	if (!text.len || is_error(row, k)) {
		figures = cells_figures(l, row);
		if (figures == MISSING_FIGURES && s->area)
			area_list(l, s->area);
		if (figures != SOME_FIGURES)
			return 0;
		f = row_finding(cell, l, row, k, "V309", SEVERITY_ERROR);
		f.label = s->label;
		f.raw = f.actual = text;
		return note_put(l, &f, e,
			"row %u has figures but no period%s%.*s",
			row->number + 1, text.len ? ": " : "", SPAN(text));
	}
	return keep_period(s, l, text, e) < 0 ? -1 : 1;
}

static int unknown_name(struct layout *l, const struct row *row,
	const struct found *k, struct span text, const char *what,
	struct err *e)
{
	char cell[CELL_ADDRESS];
	struct finding f = row_finding(cell, l, row, k, "V306", SEVERITY_ERROR);
	int first;

	if (k->spec->others_pass) {
		l->others++;
		return 0;
	}
	if (cells_figures(l, row) == NO_FIGURES)
		return 0;
	first = left_add(&l->left, "V306", text, row->number, k->at, e);
	if (first <= 0)
		return first;
	f.raw = f.actual = text;
	return note_put(l, &f, e, "'%.*s' is no %s that the spec knows",
		SPAN(text), what);
}

static int subject_indicator(struct subject *s, struct layout *l,
	const struct row *row, struct err *e)
{
	const struct found *k = l->roles[ROLE_INDICATOR];
	char buf[SERIAL_TEXT];
	struct span text;

	if (!k)
		return 1;
	text = row_text(buf, l, row, k);
	s->indicator = naming_find(l->at.naming, text);
	if (s->indicator < 0)
		return unknown_name(l, row, k, text, "indicator", e);
	s->indicator_id = span_of(naming_node(l->at.naming, s->indicator)->id);
	return 1;
}

static int subject_measure(struct subject *s, struct layout *l,
	const struct row *row, struct err *e)
{
	const struct found *k = l->roles[ROLE_MEASURE];
	char buf[SERIAL_TEXT];
	struct span text;

	if (!k)
		return 1;
	text = row_text(buf, l, row, k);
	s->measure = naming_measure(l->at.naming, k->spec, text);
	if (s->measure == MEASURES)
		return unknown_name(l, row, k, text, "measure", e);
	return 1;
}

static int is_filtered(const struct layout *l, const struct row *row)
{
	char buf[SERIAL_TEXT];

	for (size_t i = 0; i < l->n_filters; i++) {
		const struct spec_column *k = l->filters[i]->spec;

		if (!verdict_among(k->only, k->n_only,
			    row_text(buf, l, row, l->filters[i])))
			return 1;
	}
	return 0;
}

/* ---- rows that come twice ---- */

static uint64_t key_of(const struct layout *l, const struct subject *s)
{
	uint64_t area =
		s->area ? (uint64_t)(s->area - l->at.areas->areas) + 1 : 0;

	return area << 48 | (uint64_t)(s->period_id + 1) << 24 |
		(uint64_t)(s->indicator + 1) << 2 | (uint64_t)s->measure;
}

static int twice(struct layout *l, const struct row *row,
	const struct subject *s, struct err *e)
{
	char cell[CELL_ADDRESS];
	struct finding f =
		row_finding(cell, l, row, row_names(l), "V302", SEVERITY_ERROR);

	f.label = f.raw = s->label;
	f.period = s->period;
	f.indicator = s->indicator_id;
	if (!s->area)
		return note_put(l, &f, e,
			"'%.*s' is listed a second time: this row was left out",
			SPAN(s->label));
	f.area = span_of(s->area->code);
	return note_put(l, &f, e,
		"%s (%s) is listed a second time%s%.*s%s%.*s, as '%.*s': "
		"this row was left out",
		s->area->name, s->area->code, s->period_id >= 0 ? " for " : "",
		s->period_id >= 0 ? (int)s->period.len : 0, s->period.at,
		s->indicator_id.at ? ", " : "", SPAN(s->indicator_id),
		SPAN(s->label));
}

int row_subject(struct subject *out, struct layout *l, const struct row *row,
	struct err *e)
{
	int rc;

	if (l->n_filters && is_filtered(l, row)) {
		l->filtered++;
		return 0;
	}
	if ((rc = row_area(out, l, row, e)) <= 0 ||
		(rc = subject_period(out, l, row, e)) <= 0 ||
		(rc = subject_indicator(out, l, row, e)) <= 0 ||
		(rc = subject_measure(out, l, row, e)) <= 0)
		return rc;
	rc = keys_add(&l->keys, key_of(l, out), e);
	if (rc != 0)
		return rc < 0 ? -1 : twice(l, row, out, e);
	if (out->area)
		area_list(l, out->area);
	return 1;
}
