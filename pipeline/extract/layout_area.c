/* SPDX-License-Identifier: MIT */
/* Which area a row or a column is about: its code says it, or else its label.
 */
#include "pipeline/extract/layout_inside.h"

enum { MAX_MEMO = 20000, MEMO_TEXT = 300 };

void area_list(struct layout *l, const struct area *area)
{
	unsigned char *seen = &l->seen[area - l->at.areas->areas];

	l->listed += !*seen;
	*seen = 1;
}

/* ---- what was found ---- */

/* "Chile (CHL)". */
static void put_meaning(struct text *out, struct area_found f)
{
	if (f.area)
		text_printf(out, "%s (%s)", f.area->name, f.area->code);
	else
		text_puts(out,
			f.sense == AREA_AGGREGATE ? "an aggregate"
						  : "a place without a code");
}

static struct span short_meaning(struct area_found f)
{
	return span_of(f.area ? f.area->code : areas_sense_name(f.sense));
}

/* Of which one at least is an area, so that figures may go to the wrong one. */
static int differ(struct area_found a, struct area_found b)
{
	return a.sense != AREA_UNKNOWN && b.sense != AREA_UNKNOWN &&
		a.area != b.area;
}

static int disagree(struct layout *l, struct finding *f, struct area_found code,
	struct area_found label, struct err *e)
{
	text_clear(&l->message);
	text_add(&l->message, f->label.at, f->label.len);
	text_putc(&l->message, '\t');
	text_add(&l->message, f->raw.at, f->raw.len);
	switch (left_once(&l->left, "V307",
		(struct span){ l->message.at, l->message.len }, e)) {
	case 0:
		return 0;
	case 1:
		break;
	default:
		return -1;
	}
	f->area = code.area ? span_of(code.area->code) : (struct span){ 0 };
	f->expected = short_meaning(label);
	f->actual = short_meaning(code);
	text_clear(&l->message);
	text_puts(&l->message, "the code says ");
	put_meaning(&l->message, code);
	text_puts(&l->message, ", the label '");
	text_add(&l->message, f->label.at, f->label.len);
	text_puts(&l->message, "' says ");
	put_meaning(&l->message, label);
	if (text_done(&l->message, e) < 0)
		return -1;
	return note_put(l, f, e, "%.*s", (int)l->message.len, l->message.at);
}

/* What an unknown label may mean: a finding of it, with the labels that are
 * near. */
struct doubt {
	const char *rule;
	struct span near;   /* "'Chad', 'Chile'"; empty for none */
	const char *before; /* what leads to them */
};

static struct doubt doubt(struct layout *l, struct span label)
{
	int several;
	struct doubt d;

	text_clear(&l->message);
	several = areas_suggest(&l->message, l->at.areas, label);
	d.near = (struct span){ l->message.at, l->message.len };
	d.rule = several ? "V311" : "V301";
	d.before = several   ? ": it may be any of several: "
		: d.near.len ? ": did they mean "
			     : "";
	return d;
}

/* ---- columns ---- */

static struct finding in_header(char cell[CELL_ADDRESS], const struct layout *l,
	const struct found *f, const char *rule, enum severity severity)
{
	struct finding n = note(l, rule, severity);

	cell_address(cell, l->next_row - 1, f->at);
	n.cell = span_of(cell);
	n.label = f->area_label;
	n.raw = f->area_code.at ? f->area_code : f->area_label;
	return n;
}

static int unknown_column(
	struct layout *l, const struct found *f, struct err *e)
{
	char cell[CELL_ADDRESS];
	struct finding n = in_header(cell, l, f, "V301", SEVERITY_ERROR);
	struct doubt d;

	if (f->area_label.at == f->area_code.at) {
		n.rule = span_of("V308");
		n.actual = f->area_code;
		return note_unknown_code(l, &n, f->spec, f->area_code,
			"its column was left out", e);
	}
	d = doubt(l, n.label);
	n.rule = span_of(d.rule);
	n.expected = d.near;
	return note_put(l, &n, e,
		"'%.*s' is no area that raw/areas knows: its column was left "
		"out%s%.*s",
		SPAN(n.label), d.before, SPAN(d.near));
}

/* What is odd of a column whose code and label are both there. */
static int compare_column(
	struct layout *l, const struct found *f, struct err *e)
{
	char cell[CELL_ADDRESS];
	struct finding n = in_header(cell, l, f, "V307", SEVERITY_ERROR);

	if (!f->area_code.at || f->by_label.sense == AREA_UNKNOWN)
		return 0;
	if (differ(f->by_code, f->by_label))
		return disagree(l, &n, f->by_code, f->by_label, e);
	if (f->by_code.sense != AREA_UNKNOWN)
		return 0;
	n.rule = span_of("V308");
	n.severity = SEVERITY_WARNING;
	n.actual = f->area_code;
	return note_unknown_code(l, &n, f->spec, f->area_code,
		"the area was taken by its label", e);
}

int column_area(struct layout *l, const struct found *f, struct err *e)
{
	if (!f->area_label.at)
		return 1;
	if (compare_column(l, f, e) < 0)
		return -1;
	switch (f->area.sense) {
	case AREA_IS:
		area_list(l, f->area.area);
		return 1;
	case AREA_AGGREGATE:
	case AREA_NO_CODE:
		return left_add(&l->left,
			       f->area.sense == AREA_NO_CODE ? "V305" : "V304",
			       f->area_label, l->next_row - 1, f->at, e) < 0
			? -1
			: 0;
	default:
		return unknown_column(l, f, e);
	}
}

int column_once(struct layout *l, struct err *e)
{
	const struct column *c = &l->columns[l->n_columns - 1];
	const struct area *area = c->found->area.area;
	char cell[CELL_ADDRESS];
	struct finding n;
	size_t i = 0;

	if (!c->area.at)
		return 0;
	/* the last one is the same as itself */
	while (l->columns[i].area.at != c->area.at ||
		l->columns[i].measure != c->measure ||
		!span_same(l->columns[i].indicator_id, c->indicator_id) ||
		!span_same(l->columns[i].period, c->period))
		i++;
	if (i + 1 == l->n_columns)
		return 0;
	l->n_columns--;
	n = in_header(cell, l, c->found, "V302", SEVERITY_ERROR);
	n.area = c->area;
	n.indicator = c->indicator_id;
	return note_put(l, &n, e,
		"%s (%s) is listed a second time, as '%.*s': its column was "
		"left out",
		area->name, area->code, SPAN(c->found->area_label));
}

/* ---- rows ---- */

/* A row without an area, or with an unknown one: figures in it would be
 * lost. */
static int no_area(struct layout *l, const struct row *row, struct span label,
	struct err *e)
{
	char cell[CELL_ADDRESS];
	const struct found *names = row_names(l);
	struct finding f = row_finding(cell, l, row, names,
		l->roles[ROLE_AREA] ? "V301" : "V308", SEVERITY_ERROR);
	struct doubt d;
	int first;

	f.label = f.raw = label;
	if (cells_figures(l, row) == NO_FIGURES) {
		if (!label.len)
			return 0;
		f.rule = span_of("V303");
		f.severity = SEVERITY_INFO;
		return note_put(l, &f, e,
			"'%.*s' is no area and its row has no "
			"figures: taken as a note",
			SPAN(label));
	}
	if (!label.len)
		return note_put(l, &f, e, "row %u has figures but no area",
			row->number + 1);
	first = left_add(&l->left, "V301", label, row->number, names->at, e);
	if (first <= 0)
		return first;
	d = doubt(l, label);
	l->left.all[l->left.n - 1].rule = d.rule;
	f.rule = span_of(d.rule);
	f.expected = d.near;
	return note_put(l, &f, e,
		"'%.*s' is no area that raw/areas knows%s%.*s", SPAN(label),
		d.before, SPAN(d.near));
}

static int unknown_code(struct layout *l, const struct row *row,
	struct span code, int by_label, struct err *e)
{
	char cell[CELL_ADDRESS];
	const struct found *k = l->roles[ROLE_CODE];
	struct finding f = row_finding(cell, l, row, k, "V308",
		by_label ? SEVERITY_WARNING : SEVERITY_ERROR);
	int first = by_label
		? left_once(&l->left, "V308", code, e)
		: left_add(&l->left, "V308", code, row->number, k->at, e);

	if (first <= 0)
		return first;
	f.raw = f.actual = code;
	return note_unknown_code(l, &f, k->spec, code,
		by_label ? "the area was taken by its label" : "", e);
}

/* What a text was found to mean before; rows come in thousands, areas in
 * hundreds. */
static struct area_found recall(struct layout *l, struct ids *memo,
	const char *system, struct span text)
{
	const int64_t *known = ids_expect(memo, text);
	struct err ignored = ERR_INIT;
	struct area_found f;
	int64_t area;

	if (known) {
		area = *known >> 2;
		return (struct area_found){ (enum area_sense)(*known & 3),
			area ? &l->at.areas->areas[area - 1] : NULL };
	}
	f = system ? areas_find_code(l->at.areas, system, text)
		   : areas_find(l->at.areas, text);
	area = f.area ? f.area - l->at.areas->areas + 1 : 0;
	if (memo->n < MAX_MEMO && text.len <= MEMO_TEXT)
		ids_add(memo, text, area << 2 | (int64_t)f.sense, &ignored);
	return f;
}

/* What the code of a row says, or else its label. */
static int find_area(struct area_found *out, struct layout *l,
	const struct row *row, struct span label, struct err *e)
{
	const struct found *k = l->roles[ROLE_CODE];
	struct area_found by_label = { AREA_UNKNOWN, NULL };
	char buf[SERIAL_TEXT], cell[CELL_ADDRESS];
	struct finding f;
	struct span code;

	if (l->roles[ROLE_AREA])
		by_label = recall(l, &l->labels, NULL, label);
	*out = by_label;
	code = k ? row_text(buf, l, row, k) : span_of("");
	if (!code.len)
		return 0;
	*out = recall(l, &l->codes, spec_codes(k->spec), code);
	if (out->sense == AREA_UNKNOWN) {
		*out = by_label;
		if (cells_figures(l, row) == NO_FIGURES)
			return 0;
		return l->roles[ROLE_AREA] && by_label.sense == AREA_UNKNOWN
			? 0 /* said of the label */
			: unknown_code(l, row, code,
				  by_label.sense != AREA_UNKNOWN, e);
	}
	if (!differ(*out, by_label) || cells_figures(l, row) == NO_FIGURES)
		return 0;
	f = row_finding(cell, l, row, k, "V307", SEVERITY_ERROR);
	f.label = label;
	f.raw = code;
	return disagree(l, &f, *out, by_label, e);
}

int row_area(struct subject *s, struct layout *l, const struct row *row,
	struct err *e)
{
	const struct found *names = row_names(l);
	struct span label = span_trim(s->label);
	struct area_found found;
	int rc;

	if (!l->roles[ROLE_AREA] && !l->roles[ROLE_CODE])
		return 1;
	if (find_area(&found, l, row, label, e) < 0)
		return -1;
	switch (found.sense) {
	case AREA_IS:
		s->area = found.area;
		return 1;
	case AREA_AGGREGATE:
	case AREA_NO_CODE:
		rc = cells_figures(l, row) != NO_FIGURES
			? left_add(&l->left,
				  found.sense == AREA_NO_CODE ? "V305" : "V304",
				  label, row->number, names->at, e)
			: 0;
		return rc < 0 ? -1 : 0;
	default:
		break;
	}
	if (!l->roles[ROLE_AREA] && label.len)
		return 0; /* an unknown code was told */
	return no_area(l, row, label, e);
}
