/* SPDX-License-Identifier: MIT */
/* What several formats of the report of findings need. */
#include "pipeline/report/findings_inside.h"

enum { LONG_TEXT = 2000 }; /* more of a foreign text is not shown */

const struct finding_cell *findings_cell(
	const struct findings *f, size_t release, size_t rule)
{
	return &f->cells[release * f->n_rules + rule];
}

long findings_of_rule(const struct findings *f, size_t rule, int class)
{
	long n = 0;

	for (size_t i = 0; i < f->n_releases; i++)
		n += findings_cell(f, i, rule)->counts[class];
	return n;
}

int findings_fail(const struct findings *f, int class)
{
	return class != CLASS_WAIVED && class >= (int)f->o->bar;
}

struct span findings_masked(struct findings *f, struct span s)
{
	size_t n = 0, more;

	while (n < s.len) {
		more = text_utf8_length(s, n);
		more = more ? more : 1;
		if (n + more > LONG_TEXT)
			break;
		n += more;
	}
	text_clear(&f->masked);
	text_mask(&f->masked, (struct span){ s.at, n });
	if (n < s.len)
		text_puts(&f->masked, "...");
	return (struct span){ f->masked.at, f->masked.len };
}

struct span findings_place(struct findings *f, const struct finding_row *r)
{
	const struct span sheet = r->at[F_SHEET], cell = r->at[F_CELL];

	text_clear(&f->place);
	text_add(&f->place, sheet.len ? sheet.at : "", sheet.len);
	if (sheet.len && cell.len)
		text_putc(&f->place, '!');
	text_add(&f->place, cell.len ? cell.at : "", cell.len);
	return (struct span){ f->place.at, f->place.len };
}

const char *findings_s(long n)
{
	return n == 1 ? "" : "s";
}
