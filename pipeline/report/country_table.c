/* SPDX-License-Identifier: MIT */
/* The sheets behind the page of a country. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/report/country.h"

/* ---- the rank history ---- */

int course_read(struct course *out, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "country-history", e);

	out->n = 0;
	out->last = COURSE_TOP;
	while (rc == 0 && out->n < COURSE_MAX && (rc = stmt_step(s, e)) == 1) {
		int i = out->n++;

		stmt_copy(out->edition[i], LABEL_TEXT, s, 0);
		out->rank[i] = stmt_number_or_nan(s, 1);
		stmt_copy(out->method[i], FACT_TEXT, s, 6);
		out->starts[i] = stmt_get_integer(s, 7) != 0;
		out->last += i > 0 && out->starts[i] ? 2 : 1;
		out->row[i] = out->last;
		rc = 0;
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* What the chart on the page draws. */
static void drawn(struct page *p, const struct course *c)
{
	struct language *l = p->report->language;

	excel_text(p->sheet, COURSE_TOP - 1, COURSE_DRAWN,
		say(l,
			"What the chart draws: a row is left free where the "
			"method changes"),
		&look_note);
	excel_text(p->sheet, COURSE_TOP, COURSE_DRAWN, say(l, "Edition"),
		&look_head);
	excel_text(p->sheet, COURSE_TOP, COURSE_DRAWN + 1, say(l, "Rank"),
		&look_head_number);
	for (int i = 0; i < c->n; i++) {
		excel_text(p->sheet, c->row[i], COURSE_DRAWN, c->edition[i],
			&look_text);
		if (!isnan(c->rank[i]))
			excel_number(p->sheet, c->row[i], COURSE_DRAWN + 1,
				c->rank[i], &look_rank);
	}
	p->wide[COURSE_DRAWN] = p->wide[COURSE_DRAWN + 1] = 10;
}

static int history_table(struct page *p, const struct course *c, struct err *e)
{
	const struct excel_look score = { .ink = CARD_INK,
		.number_format = p->report->score_format };
	const struct excel_look moved = { .ink = CARD_INK,
		.centre = 1,
		.number_format = p->report->change_format };
	const struct column columns[] = {
		{ N_("Edition"), &look_text, 0, 0 },
		{ N_("Rank"), &look_rank, 0, 0 },
		{ N_("Areas"), &look_rank, 0, 0 },
		{ N_("Score"), &score, 0, 0 },
		{ N_("Change of rank"), &moved, 0, 0 },
		{ N_("Comparable"), &look_centre, 0, 0 },
		{ N_("Method"), &look_after, 70, 0 },
	};
	uint32_t rows;

	p->row = COURSE_TOP;
	if (page_table(&rows, p, "rank_history", "country-history", columns, 7,
		    0, e) < 0)
		return -1;
	drawn(p, c);
	excel_freeze(p->sheet, COURSE_TOP + 1, 1);
	page_close(p, COURSE_TOP, 1);
	return 0;
}

/* A title with the name of the area, "Rank history: Kazakhstan". */
static void titled(
	char title[CARD_TEXT], const struct report *r, const char *sentence)
{
	const struct word words[] = { { "area", r->area_name },
		{ "edition", r->edition }, { NULL, NULL } };

	card_put(title, CARD_TEXT, sentence, words);
}

int sheet_area_history(struct report *r, const struct sheet *s, struct err *e)
{
	struct language *l = r->language;
	struct course *c = calloc(1, sizeof(*c));
	char title[CARD_TEXT];
	struct page p;
	int rc;

	if (!c)
		return err_memory(e);
	rc = course_read(c, r, e);
	if (rc == 0) {
		titled(title, r, say(l, "Rank history: {area}"));
		page_open(&p, r, s, title,
			say(l,
				"Ranks and scores of editions of different "
				"methods are not comparable. Empty: not in "
				"that edition."));
		page_first(&p);
		page_back(&p);
		rc = history_table(&p, c, e);
	}
	free(c);
	return rc;
}

/* ---- all figures ---- */

static const struct excel_look figure_look = { .ink = CARD_INK, .top = 1 };

int sheet_area_figures(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Indicator"), &look_wrap, 56, 0 },
		{ N_("Id"), &look_wrap, 34, 0 },
		{ N_("Measure"), &look_wrap, 0, 0 },
		{ N_("Period"), &look_wrap, 0, 0 },
		{ N_("Value"), &figure_look, 0, 0 },
		{ N_("As published"), &look_after, 26, 0 },
		{ N_("Sheet"), &look_wrap, 34, 0 },
		{ N_("Cell"), &look_wrap, 0, 0 },
		{ N_("Release"), &look_wrap, 0, 0 },
	};
	struct language *l = r->language;
	char title[CARD_TEXT];
	uint32_t rows, top;
	struct page p;

	titled(title, r, say(l, "{area}: every figure of {edition}"));
	page_open(&p, r, s, title,
		say(l,
			"Each with the sheet and the cell of the "
			"publisher's workbook that it stands in. Release is "
			"how the SHA-256 of the workbook begins."));
	page_back(&p);
	top = p.row;
	if (page_table(&rows, &p, "figures", "country-indicator", columns, 9, 0,
		    e) < 0)
		return -1;
	excel_freeze(p.sheet, top + 1, 1);
	page_close(&p, top, 1);
	return 0;
}

int sheet_area_findings(struct report *r, const struct sheet *s, struct err *e)
{
	static const struct column columns[] = {
		{ N_("Severity"), &look_wrap, 0, 0 },
		{ N_("Rule"), &look_wrap, 0, 0 },
		{ N_("Edition"), &look_wrap, 0, 0 },
		{ N_("Sheet"), &look_wrap, 30, 0 },
		{ N_("Cell"), &look_wrap, 14, 0 },
		{ N_("As published"), &look_wrap, 24, 0 },
		{ N_("Expected"), &look_wrap, 24, 0 },
		{ N_("Actual"), &look_wrap, 24, 0 },
		{ N_("Message"), &look_wrap, 70, 0 },
		{ N_("Waived"), &look_wrap, 40, 0 },
	};
	struct language *l = r->language;
	char title[CARD_TEXT];
	uint32_t rows, top;
	struct page p;

	titled(title, r, say(l, "Findings about {area}"));
	page_open(&p, r, s, title,
		say(l,
			"What the rules found about this area in the files; "
			"the values in this report are as published, "
			"whatever a finding says."));
	page_back(&p);
	top = p.row;
	if (page_table(&rows, &p, "findings", "country-finding", columns, 10, 0,
		    e) < 0)
		return -1;
	excel_freeze(p.sheet, top + 1, 2);
	page_close(&p, top, 1);
	return 0;
}
