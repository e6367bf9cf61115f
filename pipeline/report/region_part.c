/* SPDX-License-Identifier: MIT */
/* The blocks of the page of a region. */
#include <math.h>
#include <stdio.h>

#include "pipeline/report/region.h"

enum { CHART_ROWS = 13, ROW = 26 /* pixels */ };

static const uint32_t inks[MEMBERS_DRAWN] = { 0x1f4e79, 0xc55a11, 0x548235,
	0x7030a0, 0x00808a, 0x7f6000, 0xa61c3c, 0x2e75b6, 0x595959, 0x375623 };

/* ---- the members ---- */

static void scores_chart(
	struct card *c, const struct region_parts *p, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	const char *sheet = say(l, "Members");
	const uint32_t top = region_members_top(r) + 1,
		       last = top + (uint32_t)p->n - 1;
	const struct excel_series series = { say(l, "Score"),
		{ sheet, top, 1, last, 1 }, { sheet, top, 4, last, 4 },
		CARD_ACCENT };
	struct excel_chart chart = { .kind = CHART_BARS,
		.title = p->facts.areas > p->n
			? say(l, "Scores of the first ten")
			: say(l, "Scores"),
		.alt = say(l,
			"Bars of the scores, the leader on top. The "
			"sheet Members has the figures."),
		.number_format = c->score,
		.series = &series,
		.n = 1,
		.width = 490,
		.height = ROW * CHART_ROWS };

	if (!isnan(p->facts.scale_min) && !isnan(p->facts.scale_max)) {
		chart.least = p->facts.scale_min;
		chart.most = p->facts.scale_max;
	}
	excel_chart(c->sheet, row, LEFT, &chart);
}

static void member_row(struct card *c, uint32_t row, const struct member_of *m)
{
	const struct excel_look score = card_with(&card_number_look, c->score);
	const struct excel_look change = { .ink = CARD_INK,
		.centre = 1,
		.size = 10,
		.number_format = c->report->change_format };

	card_number(c, row, RIGHT, m->rank, &card_rank);
	card_text(c, row, RIGHT + 1, m->name, &card_text_look);
	card_number(c, row, RIGHT + 2, m->score, &score);
	card_number(c, row, RIGHT + 3, m->change, &change);
}

uint32_t region_members(
	struct card *c, const struct region_parts *p, uint32_t row)
{
	struct language *l = c->report->language;
	const char *const titles[] = { say(l, "World rank"),
		say(l, "Country or territory"), say(l, "Score"),
		say(l, "Change") };
	uint32_t under = row + 2;

	card_section(c, row, LEFT, LEFT_END, say(l, "Scores"));
	card_section(c, row, RIGHT, RIGHT_END, say(l, "Who is in it"));
	scores_chart(c, p, row + 1);
	for (int i = 0; i < p->n; i++)
		member_row(c, under++, &p->members[i]);
	card_table(
		c, "members_first", row + 1, RIGHT, under - 1, titles, "rtnr");
	under = card_lines(c, under, RIGHT, RIGHT_END,
		p->facts.areas > p->n
			? say(l,
				  "The first ten; the sheet Members has all "
				  "of them, with their pillars.")
			: say(l,
				  "The sheet Members has their pillars "
				  "too."));
	return under > row + 1 + CHART_ROWS ? under : row + 1 + CHART_ROWS;
}

/* ---- the ranks over time ---- */

uint32_t region_ranks(
	struct card *c, const struct region_parts *p, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	const char *sheet = say(l, "Rank history");
	const uint32_t top = region_ranks_top(r, &p->times);
	uint16_t place[EDITIONS];
	const uint16_t first = RANKS_BEFORE,
		       last = (uint16_t)(times_place(place, &p->times, first) -
			       1);
	struct excel_series series[MEMBERS_DRAWN];
	const struct excel_chart chart = { .kind = CHART_RANKS,
		.title = p->facts.areas > p->n
			? say(l, "Rank in the world: the first ten")
			: say(l, "Rank in the world"),
		.value_axis = r->worst_first ? say(l, "Rank (1 is worst)")
					     : say(l, "Rank (1 is best)"),
		.alt = say(l,
			"Lines of the ranks in all editions, one for "
			"each area. The sheet Rank history has the "
			"figures."),
		.series = series,
		.n = p->n,
		.width = 490,
		.height = ROW * CHART_ROWS,
		.worst_first = r->worst_first };

	card_section(c, row, LEFT, LEFT_END, say(l, "Ranks over time"));
	if (p->times.n < 2)
		return card_lines(c, row + 1, LEFT, LEFT_END,
			say(l, "There is one edition only."));
	for (int i = 0; i < p->n; i++) {
		const uint32_t at = top + 1 + (uint32_t)i;

		series[i] = (struct excel_series){ p->members[i].name,
			{ sheet, top, first, top, last },
			{ sheet, at, first, at, last }, inks[i] };
	}
	excel_chart(c->sheet, row + 1, LEFT, &chart);
	return row + 1 + CHART_ROWS;
}

static void lead_row(struct card *c, uint32_t row, struct stmt *s)
{
	struct language *l = c->report->language;
	const struct excel_look gap = card_with(&card_number_look, c->score);
	char edition[LABEL_TEXT], name[FACT_TEXT];
	const int changed = stmt_get_integer(s, 4) != 0;
	const int method = stmt_get_integer(s, 5) != 0;

	stmt_copy(edition, sizeof(edition), s, 0);
	stmt_copy(name, sizeof(name), s, 1);
	card_text(c, row, RIGHT, edition, &card_text_look);
	card_text(c, row, RIGHT + 1, name, &card_text_look);
	card_text(c, row, RIGHT + 2,
		stmt_type(s, 4) == VALUE_NULL ? ""
			: changed && method   ? say(l, "new, method too")
			: changed	      ? say(l, "new")
			: method	      ? say(l, "other method")
					      : say(l, "as before"),
		&card_text_look);
	card_number(c, row, RIGHT + 3, stmt_number_or_nan(s, 3), &gap);
}

int region_leads(struct card *c, uint32_t row, struct err *e)
{
	struct language *l = c->report->language;
	const char *const titles[] = { say(l, "Edition"), say(l, "Leader"),
		say(l, "Lead"), say(l, "Gap") };
	struct stmt *s = NULL;
	uint32_t at = row + 2;
	int rc = report_query(&s, c->report, "region-lead", e);

	card_section(c, row, RIGHT, RIGHT_END, say(l, "Who led it"));
	for (; rc == 0 && (rc = stmt_step(s, e)) == 1; rc = 0)
		lead_row(c, at++, s);
	stmt_close(s);
	if (rc < 0)
		return -1;
	card_table(c, "leaders", row + 1, RIGHT, at - 1, titles, "tttn");
	card_lines(c, at, RIGHT, RIGHT_END,
		say(l,
			"Gap: by how much the leader is better than the "
			"next one. Those of different methods are not "
			"comparable."));
	return 0;
}

/* ---- in numbers ---- */

uint32_t region_numbers(
	struct card *c, const struct region_parts *p, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	const char *const titles[] = { say(l, "Scores in numbers"),
		say(l, "Region"), say(l, "World") };
	const char *const names[] = { say(l, "Areas with a score"),
		say(l, "Mean"), say(l, "Median"), say(l, "Least"),
		say(l, "Greatest") };
	const struct excel_look score = card_with(&card_number_look, c->mean);
	const struct excel_look whole = card_with(&card_number_look, "0");

	for (uint32_t i = 0; i < 5; i++) {
		card_text(c, row + 1 + i, LEFT, names[i], &card_text_look);
		for (uint16_t k = 0; k < 2; k++)
			card_number(c, row + 1 + i, (uint16_t)(LEFT + 1 + k),
				p->facts.of[k][i], i ? &score : &whole);
	}
	card_table(c, "numbers", row, LEFT, row + 5, titles, "tnn");
	return row + 6;
}
