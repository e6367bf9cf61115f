/* SPDX-License-Identifier: MIT */
/* What a finding speaks of. */
#include "pipeline/audit/trace_inside.h"
#include "pipeline/workbook/book.h"

const char *const trace_touches[] = {
	[TOUCHES_NOT] = "nothing",
	[TOUCHES_CELL] = "cell",
	[TOUCHES_FIGURE] = "figure",
	[TOUCHES_AREA] = "area",
	[TOUCHES_INDICATOR] = "indicator",
	[TOUCHES_RELEASE] = "release",
};

/* 1 if a cell lies in A1, or in A1:B2. */
static int lies_in(struct span range, struct span cell)
{
	const char *colon = memchr(range.at, ':', range.len);
	size_t n = colon ? (size_t)(colon - range.at) : range.len;
	struct span first = { range.at, n }, last = first;
	uint32_t row, column, top, left, bottom, right;

	if (colon)
		last = (struct span){ colon + 1, range.len - n - 1 };
	return cell_place(&row, &column, cell) == 0 &&
		cell_place(&top, &left, first) == 0 &&
		cell_place(&bottom, &right, last) == 0 && row >= top &&
		row <= bottom && column >= left && column <= right;
}

static int is_of_cell(
	const struct facts *findings, size_t row, const struct facts *cells)
{
	struct span sheet = facts_at(findings, row, "sheet")->text;
	struct span range = facts_at(findings, row, "cell")->text;

	for (size_t i = 0; sheet.at && range.at && i < cells->n; i++)
		if (span_same(sheet, facts_at(cells, i, "sheet")->text) &&
			lies_in(range, facts_at(cells, i, "cell")->text))
			return 1;
	return 0;
}

enum trace_touch trace_touch(
	const struct facts *findings, size_t row, const struct facts *cells)
{
	int matters = facts_at(findings, row, "matters")->integer != 0;
	int has_indicator = facts_has(findings, row, "indicator");

	if (is_of_cell(findings, row, cells))
		return TOUCHES_CELL;
	if (!matters)
		return TOUCHES_NOT;
	if (facts_has(findings, row, "area"))
		return has_indicator ? TOUCHES_FIGURE : TOUCHES_AREA;
	if (facts_has(findings, row, "cell"))
		return TOUCHES_NOT; /* another one */
	return has_indicator ? TOUCHES_INDICATOR : TOUCHES_RELEASE;
}
