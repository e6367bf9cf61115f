/* SPDX-License-Identifier: MIT */
#include "pipeline/report/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/num.h"
#include "pipeline/workbook/book.h"

int exact_needed(double value)
{
	double scaled = nearbyint(value * 1e8);
	char buf[40];

	/* a decimal of 15 digits: the nearest one of 16 is at least as near */
	if (fabs(scaled) < 1e15 && scaled / 1e8 == value)
		return 0;
	snprintf(buf, sizeof(buf), "%.16G", value);
	return strtod(buf, NULL) != value;
}

/* The number in the <v> of a cell that holds no text; NULL if there is none. */
static const char *number_in(const char *xml, uint32_t row, uint16_t column)
{
	char mark[CELL_ADDRESS + 8] = "<c r=\"";
	const char *cell, *v;

	cell_address(mark + 6, row, column);
	memcpy(mark + strlen(mark), "\"", 2);
	cell = strstr(xml, mark);
	v = cell ? strstr(cell, "<v>") : NULL;
	if (!v || strstr(cell, "</c>") < v)
		return NULL;
	return memmem(cell, strcspn(cell, ">"), " t=", 3) ? NULL : v + 3;
}

int exact_replace(struct text *out, const char *xml,
	const struct exact_number *v, size_t n)
{
	char digits[NUM_TEXT];
	const char *from;

	for (size_t i = 0; i < n; i++) {
		from = number_in(xml, v[i].row, v[i].column);
		if (!from)
			return 0;
		text_add(out, xml, (size_t)(from - xml));
		num_format(digits, v[i].value);
		text_puts(out, digits);
		xml = from + strcspn(from, "<");
	}
	text_puts(out, xml);
	return 1;
}

static int by_place(const void *pa, const void *pb)
{
	const struct exact_number *a = pa, *b = pb;

	if (a->sheet != b->sheet)
		return a->sheet < b->sheet ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

void exact_sort(struct exact_number *numbers, size_t n)
{
	if (n > 0) /* numbers may be NULL where there are none */
		qsort(numbers, n, sizeof(*numbers), by_place);
}
