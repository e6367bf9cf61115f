/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/merge.h"

#include <math.h>

#include "pipeline/base/num.h"

void side_next(struct side *s)
{
	if (relay_get(&s->now, &s->room, s->in, &s->fault) == 1)
		return;
	s->now = (struct relayed){ RELAY_END, 0, 0, 0, { NULL, 0 } };
	s->ended = 1;
}

int side_is_cell(const struct side *s)
{
	return s->now.kind > RELAY_SHEET;
}

/* Which of the two comes first in the sheet: below 0 ours, above 0 its. */
static int order(const struct side *ours, const struct side *its)
{
	const struct relayed *a = &ours->now, *b = &its->now;

	if (!side_is_cell(ours) || !side_is_cell(its))
		return side_is_cell(ours) ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->column < b->column ? -1 : a->column > b->column;
}

/* A quotient by 100 may be off by the last bit there. */
static int is_same(const struct relayed *a, const struct relayed *b)
{
	if (a->kind != b->kind)
		return 0;
	if (a->kind == RELAY_NUMBER)
		return a->number == b->number ||
			fabs(a->number - b->number) <= 1e-15 * fabs(a->number);
	return span_same(a->text, b->text);
}

/* An empty text is no cell to others. */
static int says_something(const struct relayed *p)
{
	return p->kind == RELAY_NUMBER ||
		(p->kind == RELAY_TEXT && p->text.len > 0);
}

static struct span value(char digits[NUM_TEXT], const struct relayed *p)
{
	if (!p)
		return (struct span){ NULL, 0 };
	if (p->kind != RELAY_NUMBER)
		return p->text;
	num_format(digits, p->number);
	return span_of(digits);
}

static int differ(struct merge *m, const char *sheet, const struct relayed *a,
	const struct relayed *b, struct err *e)
{
	const struct relayed *at = a ? a : b;
	struct xls_difference d = { .sheet = sheet };
	char ours[NUM_TEXT], its[NUM_TEXT];

	m->out->differs++;
	if (!m->differs)
		return 0;
	cell_address(d.cell, at->row, at->column);
	d.is_number = (a && a->kind == RELAY_NUMBER) ||
		(b && b->kind == RELAY_NUMBER);
	d.ours = value(ours, a);
	d.its = value(its, b);
	return m->differs(m->context, &d, e);
}

/* Compares the cell that comes first, and goes on behind it. */
static int compare_next(
	struct merge *m, const struct relayed *sheet, size_t i, struct err *e)
{
	int which = order(&m->ours, &m->its), rc = 0;
	const struct relayed *a = which <= 0 ? &m->ours.now : NULL,
			     *b = which >= 0 ? &m->its.now : NULL;

	if (a &&
		(a->kind == RELAY_OTHER || a->row >= sheet->row ||
			a->column >= sheet->column))
		m->out->left_out++;
	else if (a && b && is_same(a, b))
		m->out->same++;
	else if (a || says_something(b))
		rc = differ(m, m->names[i], a, b, e);
	if (a)
		side_next(&m->ours);
	if (b)
		side_next(&m->its);
	return rc;
}

static int compare_sheet(struct merge *m, size_t i, struct err *e)
{
	struct relayed sheet = m->its.now;

	side_next(&m->ours);
	side_next(&m->its);
	while (!m->its.ended &&
		(side_is_cell(&m->ours) || side_is_cell(&m->its)))
		if (compare_next(m, &sheet, i, e) < 0)
			return -1;
	return 0;
}

int merge_sheets(struct merge *m, struct err *e)
{
	side_next(&m->ours);
	side_next(&m->its);
	for (size_t i = 0; i < m->n && m->ours.now.kind == RELAY_SHEET &&
		m->its.now.kind == RELAY_SHEET;
		i++)
		if (compare_sheet(m, i, e) < 0)
			return -1;
	return 0;
}
