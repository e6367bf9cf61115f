/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/layout_inside.h"

/* A finding at the label of a column; it stands in the last row of the header,
 * or above. */
static struct finding at(char cell[CELL_ADDRESS], const struct layout *l,
	const struct found *f, const char *rule, enum severity severity)
{
	struct finding n = note(l, rule, severity);

	cell_address(cell, l->next_row - 1, f->at);
	n.cell = span_of(cell);
	n.label = n.raw = f->area_label;
	return n;
}

static int unknown_label(struct layout *l, const struct found *f, struct err *e)
{
	char cell[CELL_ADDRESS];
	struct finding n = at(cell, l, f, "V301", SEVERITY_ERROR);

	text_clear(&l->message);
	areas_suggest(&l->message, l->at.areas, f->area_label);
	return note_put(l, &n, e,
		"'%.*s' is no area that raw/areas knows: its column was left "
		"out%s%.*s",
		SPAN(f->area_label), l->message.len ? ": did they mean " : "",
		(int)l->message.len, l->message.len ? l->message.at : "");
}

static int unknown_code(struct layout *l, const struct found *f, struct err *e)
{
	char cell[CELL_ADDRESS];
	int by_label = f->by_label.sense != AREA_UNKNOWN;
	struct finding n = at(cell, l, f, "V308",
		by_label ? SEVERITY_WARNING : SEVERITY_ERROR);

	n.raw = n.actual = f->area_code;
	return note_unknown_code(l, &n, f->spec, f->area_code,
		by_label ? "the area was taken by its label"
			 : "its column was left out",
		e);
}

static int disagree(struct layout *l, const struct found *f, struct err *e)
{
	char cell[CELL_ADDRESS];
	struct finding n = at(cell, l, f, "V307", SEVERITY_ERROR);

	return note_disagree(
		l, &n, f->area_label, f->by_code.area, f->by_label.area, e);
}

int across_area(struct layout *l, const struct found *f, struct err *e)
{
	const char *rule = f->area.sense == AREA_NO_CODE ? "V305" : "V304";

	if (!f->area_label.at)
		return 1;
	if (f->area_code.at && f->by_code.sense == AREA_UNKNOWN) {
		if (unknown_code(l, f, e) < 0)
			return -1;
	} else if (f->area.sense == AREA_UNKNOWN) {
		return unknown_label(l, f, e);
	}
	switch (f->area.sense) {
	case AREA_IS:
		row_list(l, f->area.area);
		break;
	case AREA_AGGREGATE:
	case AREA_NO_CODE:
		return left_add(&l->left, rule, f->area_label, l->next_row - 1,
			       f->at, e) < 0
			? -1
			: 0;
	default:
		return 0;
	}
	if (f->by_code.sense == AREA_IS && f->by_label.sense == AREA_IS &&
		f->by_code.area != f->by_label.area && disagree(l, f, e) < 0)
		return -1;
	return 1;
}

static int is_same(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

int across_once(struct layout *l, struct err *e)
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
		!is_same(l->columns[i].indicator_id, c->indicator_id) ||
		!is_same(l->columns[i].period, c->period))
		i++;
	if (i + 1 == l->n_columns)
		return 0;
	l->n_columns--;
	n = at(cell, l, c->found, "V302", SEVERITY_ERROR);
	n.area = c->area;
	n.indicator = c->indicator_id;
	return note_put(l, &n, e,
		"%s (%s) is listed a second time, as '%.*s': its column was "
		"left out",
		area->name, area->code, SPAN(c->found->area_label));
}
