/* SPDX-License-Identifier: MIT */
/* What vouches for the figures: the findings, and the files. */
#include "pipeline/report/page.h"

enum { FINDINGS_MOST = 5000 }; /* that finding.sql gives */

static const struct excel_look count_look = {
	.ink = 0x262626, .number_format = "#,##0", .top = 1
};

/* A moment beside a number. */
static const struct excel_look moment = {
	.ink = 0x262626, .indent = 1, .top = 1
};

int sheet_findings(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Severity"), &look_wrap, 0, 0 },
		{ N_("Rule"), &look_wrap, 0, 0 },
		{ N_("Edition"), &look_wrap, 0, 0 },
		{ N_("Area"), &look_wrap, 22, 0 },
		{ N_("Sheet"), &look_wrap, 20, 0 },
		{ N_("Cell"), &look_wrap, 14, 0 },
		{ N_("As published"), &look_wrap, 18, 0 },
		{ N_("Expected"), &look_wrap, 18, 0 },
		{ N_("Actual"), &look_wrap, 18, 0 },
		{ N_("Message"), &look_wrap, 60, 0 },
		{ N_("First seen"), &look_wrap, 0, 0 },
		{ N_("Waived by"), &look_wrap, 18, 0 },
		{ N_("Waived until"), &look_wrap, 0, 0 },
		{ N_("Why waived"), &look_wrap, 24, 0 },
	};
	struct language *l = r->language;
	uint32_t rows, top;
	struct page p;

	page_open(&p, r, s, say(l, "Findings"),
		say(l,
			"What the rules found in the files; the values in this "
			"report are as published, whatever a finding says."));
	page_note(&p, say(l, "Messages are in the words of the rules."));
	page_back(&p);
	top = p.row;
	if (page_table(&rows, &p, "findings", "finding", columns, 14, 0, e) < 0)
		return -1;
	if (rows == FINDINGS_MOST)
		page_note(&p,
			say(l,
				"Only the first 5,000 are listed; kosh query "
				"findings lists all."));
	excel_freeze(p.sheet, top + 1, 2);
	page_close(&p, top, 1);
	return 0;
}

int sheet_sources(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Edition"), &look_wrap, 0, 0 },
		{ N_("State"), &look_wrap, 0, 0 },
		{ N_("Source"), &look_wrap, 0, 0 },
		{ N_("Official name"), &look_wrap, 60, 0 },
		{ N_("Published"), &look_wrap, 0, 0 },
		{ N_("Official bytes"), &look_wrap, 14, 0 },
		{ N_("Observations"), &count_look, 0, 0 },
		{ N_("Fetched"), &moment, 0, 0 },
		{ N_("Loaded"), &moment, 0, 0 },
		{ N_("SHA-256"), &look_code, 60, 0 },
		{ N_("URL"), &look_url, 120, 0 },
		{ N_("Promoted by force"), &look_wrap, 40, 0 },
	};
	const struct word words[] = { { "log", r->log }, { NULL, NULL } };
	struct language *l = r->language;
	uint32_t rows, top;
	struct page p;

	page_open(&p, r, s, say(l, "Sources"),
		say(l,
			"A release is the exact bytes of a file, known by "
			"their "
			"SHA-256. Official bytes are those that the spec "
			"pins."));
	if (*r->log)
		page_told(&p,
			say(l,
				"The log of what was done to the data, as far "
				"as the database knows it: {log}."),
			words);
	page_as_of(&p);
	page_back(&p);
	top = p.row;
	if (page_table(&rows, &p, "sources", "source", columns, 12, 0, e) < 0)
		return -1;
	excel_freeze(p.sheet, top + 1, 1);
	page_close(&p, top, 1);
	/* an address is not broken: it takes a page beside the first */
	excel_print_wide(p.sheet, 2, 1);
	return 0;
}
