/* SPDX-License-Identifier: MIT */
/* The sheets that are one or two tables. */
#include <stdio.h>

#include "pipeline/report/page.h"

/* "Rank 2024", or what to say where there is no edition before. */
static void dated(char buf[LABEL_TEXT], const char *what, const char *edition)
{
	snprintf(buf, LABEL_TEXT, "%s %.40s", what,
		*edition ? edition : "before");
}

int sheet_movers(struct report *r, const struct sheet *s, struct err *e)
{
	const struct excel_look moved = {
		.ink = 0x262626, .centre = 1, .number_format = r->change_format
	};
	char from[LABEL_TEXT], to[LABEL_TEXT], common_from[LABEL_TEXT],
		common_to[LABEL_TEXT], title[LABEL_TEXT * 3];
	const struct column columns[] = {
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ from, &look_rank, 0, 1 },
		{ to, &look_rank, 0, 1 },
		{ N_("Change"), &moved, 0, 0 },
		{ common_from, &look_rank, 16, 1 },
		{ common_to, &look_rank, 16, 1 },
		{ N_("Common change"), &moved, 16, 0 },
		{ N_("Comparable"), &look_centre, 0, 0 },
	};
	uint32_t rows;
	struct page p;

	dated(from, "Rank", r->before);
	dated(to, "Rank", r->edition);
	dated(common_from, "Common rank", r->before);
	dated(common_to, "Common rank", r->edition);
	snprintf(title, sizeof(title), "Largest moves from %s to %s",
		*r->before ? r->before : "before", r->edition);
	page_open(&p, r, s, title,
		"Common ranks count only the areas that both editions have.");
	page_caution(&p);
	page_back(&p);
	for (r->sign = 1; r->sign >= -1; r->sign -= 2) {
		p.row++;
		excel_text(p.sheet, p.row++, 0, r->sign > 0 ? "Rises" : "Falls",
			&look_section);
		if (page_table(&rows, &p, r->sign > 0 ? "rises" : "falls",
			    "mover", columns, 9, 0, e) < 0)
			return -1;
	}
	excel_freeze(p.sheet, 0, 1);
	page_close(&p, 1, 0);
	return 0;
}

int sheet_leaders(struct report *r, const struct sheet *s, struct err *e)
{
	const struct excel_look score = { .ink = 0x262626,
		.number_format = r->score_format };
	const struct column columns[] = {
		{ N_("Scheme"), &look_text, 50, 0 },
		{ N_("Region"), &look_text, 44, 0 },
		{ N_("Within"), &look_text, 28, 0 },
		{ N_("Leader"), &look_text, 36, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Rank"), &look_rank, 0, 0 },
		{ N_("Score"), &score, 0, 0 },
		{ N_("Runner-up"), &look_after, 36, 0 },
		{ N_("Runner-up score"), &score, 0, 0 },
		{ N_("Gap"), &score, 0, 0 },
		{ N_("Areas"), &look_rank, 0, 0 },
	};
	char title[LABEL_TEXT * 2];
	uint32_t rows, top;
	struct page p;

	snprintf(title, sizeof(title), "Regional leaders %s", r->edition);
	page_open(&p, r, s, title,
		"Who belongs to a region depends on the scheme: each leader "
		"is that of its scheme only. Areas are those of the edition.");
	page_first(&p);
	page_back(&p);
	top = p.row;
	if (page_table(&rows, &p, "regional_leaders", "leader", columns, 11, 0,
		    e) < 0)
		return -1;
	excel_freeze(p.sheet, top + 1, 2);
	page_close(&p, top, 1);
	return 0;
}

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
	char title[LABEL_TEXT * 2];
	uint32_t rows, top;
	struct page p;

	snprintf(title, sizeof(title), "Indicators %s", r->edition);
	page_open(&p, r, s, title,
		"No score is overall, so areas are not ranked. Better says "
		"which end of an indicator is the better one.");
	page_back(&p);
	top = p.row;
	if (page_table(&rows, &p, "indicators", "indicator", columns, 8, 0, e) <
		0)
		return -1;
	excel_freeze(p.sheet, top + 1, 1);
	page_close(&p, top, 1);
	return 0;
}

int sheet_findings(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Severity"), &look_wrap, 0, 0 },
		{ N_("Rule"), &look_wrap, 0, 0 },
		{ N_("Edition"), &look_wrap, 0, 0 },
		{ N_("Area"), &look_wrap, 28, 0 },
		{ N_("Sheet"), &look_wrap, 30, 0 },
		{ N_("Cell"), &look_wrap, 14, 0 },
		{ N_("As published"), &look_wrap, 24, 0 },
		{ N_("Expected"), &look_wrap, 24, 0 },
		{ N_("Actual"), &look_wrap, 24, 0 },
		{ N_("Message"), &look_wrap, 70, 0 },
		{ N_("First seen"), &look_wrap, 22, 0 },
		{ N_("Waived"), &look_wrap, 40, 0 },
	};
	uint32_t rows, top;
	struct page p;

	page_open(&p, r, s, "Findings",
		"What the rules found in the files; the values in this report "
		"are as published, whatever a finding says.");
	page_back(&p);
	top = p.row;
	if (page_table(&rows, &p, "findings", "finding", columns, 12, 0, e) < 0)
		return -1;
	excel_freeze(p.sheet, top + 1, 2);
	page_close(&p, top, 1);
	return 0;
}

int sheet_sources(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct excel_look count_look = {
		.ink = 0x262626, .number_format = "#,##0", .top = 1
	};
	static const struct column columns[] = {
		{ N_("Edition"), &look_wrap, 0, 0 },
		{ N_("State"), &look_wrap, 0, 0 },
		{ N_("Official name"), &look_wrap, 40, 0 },
		{ N_("Published"), &look_wrap, 0, 0 },
		{ N_("Official bytes"), &look_wrap, 12, 0 },
		{ N_("Observations"), &count_look, 0, 0 },
		{ N_("Fetched"), &look_after, 0, 0 },
		{ N_("Loaded"), &look_after, 0, 0 },
		{ N_("SHA-256"), &look_code, 30, 0 },
		{ N_("URL"), &look_url, 0, 0 },
		{ N_("Promoted by force"), &look_wrap, 40, 0 },
	};
	uint32_t rows, top;
	struct page p;

	page_open(&p, r, s, "Sources",
		"A release is the exact bytes of a file, known by their "
		"SHA-256. Official bytes are those that the spec pins.");
	page_as_of(&p);
	page_back(&p);
	top = p.row;
	if (page_table(&rows, &p, "sources", "source", columns, 11, 0, e) < 0)
		return -1;
	excel_freeze(p.sheet, top + 1, 1);
	page_close(&p, top, 1);
	return 0;
}
