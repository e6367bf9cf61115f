/* SPDX-License-Identifier: MIT */
/* What there is where areas are not ranked. */
#include "pipeline/report/page.h"

int sheet_indicators(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct excel_look number = { .ink = 0x262626, .top = 1 };
	static const struct excel_look count_look = {
		.ink = 0x262626, .number_format = "#,##0", .top = 1
	};
	static const struct column columns[] = {
		{ N_("Indicator"), &look_wrap, 60, 0 },
		{ N_("Id"), &look_wrap, 30, 0 },
		{ N_("Part of"), &look_wrap, 40, 0 },
		{ N_("Unit"), &look_wrap, 24, 0 },
		{ N_("Better"), &look_wrap, 0, 0 },
		{ N_("Least"), &number, 0, 0 },
		{ N_("Greatest"), &number, 0, 0 },
		{ N_("Observations"), &count_look, 0, 0 },
	};
	char title[FACT_TEXT];
	uint32_t rows, top;
	struct page p;

	page_fill(title, say(r->language, "Indicators {edition}"),
		(const struct word[]){
			{ "edition", r->edition }, { NULL, NULL } });
	page_open(&p, r, s, title,
		say(r->language,
			"No score is overall, so areas are not ranked. Better "
			"says which end of an indicator is the better one."));
	page_back(&p);
	top = p.row;
	if (page_table(&rows, &p, "indicators", "indicator", columns, 8, 0, e) <
		0)
		return -1;
	excel_freeze(p.sheet, top + 1, 1);
	page_close(&p, top, 1);
	return 0;
}
