/* SPDX-License-Identifier: MIT */
/* The sheets that are one or two tables. */
#include <stdio.h>

#include "pipeline/report/page.h"

enum { RANKING_COLUMNS = 8, PILLARS = 20 };

/* "Rank 2024", or what to say where there is no edition before. */
static void dated(char buf[LABEL_TEXT], const char *what, const char *edition)
{
	snprintf(buf, LABEL_TEXT, "%s %.40s", what,
		*edition ? edition : "before");
}

static int pillar_titles(char titles[PILLARS][FACT_TEXT], uint16_t *n,
	struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "pillar", e);

	*n = 0;
	while (rc == 0 && *n < PILLARS && (rc = stmt_step(s, e)) == 1) {
		/* Excel allows 255 characters */
		stmt_copy(titles[(*n)++], 250, s, 0);
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

static int ranking_tables(struct page *p, struct column *columns, struct err *e)
{
	char titles[PILLARS][FACT_TEXT];
	uint16_t place[PILLARS], n;
	uint32_t rows, top = p->row;

	if (pillar_titles(titles, &n, p->report, e) < 0)
		return -1;
	for (uint16_t i = 0; i < n; i++) {
		place[i] = (uint16_t)(RANKING_COLUMNS + i);
		columns[place[i]] =
			(struct column){ titles[i], columns[4].look, 16, 1 };
	}
	if (page_table(&rows, p, "ranking", "ranking", columns, RANKING_COLUMNS,
		    n, e) < 0 ||
		page_cells(p, "pillar-score", top + 1, place, n, columns, e) <
			0)
		return -1;
	excel_freeze(p->sheet, top + 1, 2);
	page_close(p, top, 1);
	return 0;
}

int sheet_ranking(struct report *r, const struct sheet *s, struct err *e)
{
	const struct excel_look score = { .ink = 0x262626,
		.number_format = r->score_format };
	const struct excel_look moved = {
		.ink = 0x262626, .centre = 1, .number_format = r->change_format
	};
	char title[2 * FACT_TEXT], before[LABEL_TEXT], change[LABEL_TEXT];
	struct column columns[RANKING_COLUMNS + PILLARS] = {
		{ N_("Rank"), &look_rank, 0, 0 },
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Sub-region (M49)"), &look_text, 28, 0 },
		{ N_("Score"), &score, 0, 0 },
		{ before, &look_rank, 0, 1 },
		{ change, &moved, 0, 1 },
		{ N_("Comparable"), &look_centre, 0, 0 },
	};
	struct page p;

	dated(before, "Rank", r->before);
	dated(change, "Change since", r->before);
	snprintf(title, sizeof(title), "%s: ranking %s", r->title, r->edition);
	page_open(&p, r, s, title,
		"\u25b2 is a rise, \u25bc a fall in places; an empty change is "
		"an area that was not ranked before.");
	page_caution(&p);
	page_back(&p);
	return ranking_tables(&p, columns, e);
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
