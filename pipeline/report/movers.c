/* SPDX-License-Identifier: MIT */
/* Who rose, who fell, who came and who went since the edition before. */
#include <stdio.h>

#include "pipeline/report/page.h"

/* How many rose, fell, ... */
static int counts(struct page *p, struct err *e)
{
	static const char *const names[] = { "both", "rose", "fell", "same",
		"came", "went" };
	enum { COUNTS = sizeof(names) / sizeof(*names) };
	char numbers[COUNTS][LABEL_TEXT];
	struct word words[COUNTS + 1] = { { NULL, NULL } };
	struct stmt *s = NULL;
	int rc = report_query(&s, p->report, "mover-count", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	for (int i = 0; rc == 1 && i < COUNTS; i++) {
		stmt_copy(numbers[i], LABEL_TEXT, s, i);
		words[i] = (struct word){ names[i], numbers[i] };
	}
	stmt_close(s);
	if (rc == 1)
		page_told(p,
			say(p->report->language,
				"Ranked in both: {both}. Rose: {rose}. Fell: "
				"{fell}. Same rank: {same}. New: {came}. Gone: "
				"{went}."),
			words);
	return rc < 0 ? -1 : 0;
}

/* The two tables of what has a sign: the first of sign 1. */
struct ways {
	const char *query;
	const char *table[2], *heading[2];
	const struct column *columns;
	uint16_t n;
};

static int both_ways(struct page *p, const struct ways *w, struct err *e)
{
	struct report *r = p->report;
	uint32_t rows;
	int rc = 0;

	for (int i = 0; i < 2 && rc == 0; i++) {
		r->sign = i == 0 ? 1 : -1;
		page_section(p, w->heading[i]);
		rc = page_table(&rows, p, w->table[i], w->query, w->columns,
			w->n, 0, e);
		p->row += rows == 0;
	}
	return rc;
}

static int moves(struct page *p, const struct word *words, struct err *e)
{
	struct report *r = p->report;
	struct language *l = r->language;
	const struct excel_look change = {
		.ink = 0x262626, .centre = 1, .number_format = r->change_format
	};
	char from[FACT_TEXT], to[FACT_TEXT], common_from[FACT_TEXT],
		common_to[FACT_TEXT];
	const struct column columns[] = {
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ from, &look_rank, 0, 1 },
		{ to, &look_rank, 0, 1 },
		{ N_("Change"), &change, 0, 0 },
		{ common_from, &look_rank, 16, 1 },
		{ common_to, &look_rank, 16, 1 },
		{ N_("Common change"), &change, 16, 0 },
		{ N_("Comparable"), &look_centre, 0, 0 },
	};
	const struct ways w = { "mover", { "rises", "falls" },
		{ say(l, "Rises"), say(l, "Falls") }, columns, 9 };

	page_fill(from, say(l, "Rank {before}"), words);
	page_fill(to, say(l, "Rank {edition}"), words);
	page_fill(common_from, say(l, "Common rank {before}"), words);
	page_fill(common_to, say(l, "Common rank {edition}"), words);
	return both_ways(p, &w, e);
}

static int others(struct page *p, const struct word *words, struct err *e)
{
	struct report *r = p->report;
	struct language *l = r->language;
	const struct excel_look score = { .ink = 0x262626,
		.number_format = r->score_format };
	const struct column columns[] = {
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Rank"), &look_rank, 0, 0 },
		{ N_("Score"), &score, 0, 0 },
		{ N_("In the other edition"), &look_centre, 16, 0 },
	};
	char came[FACT_TEXT], went[FACT_TEXT];
	const struct ways w = { "mover-other", { "entrants", "leavers" },
		{ came, went }, columns, 5 };

	page_fill(came, say(l, "Ranked in {edition}, not in {before}"), words);
	page_fill(went, say(l, "Ranked in {before}, not in {edition}"), words);
	return both_ways(p, &w, e);
}

/* Of the one edition that there is. */
static int alone(struct page *p, const struct word *words)
{
	page_told(p,
		say(p->report->language,
			"There is no edition before {edition} to compare it "
			"with."),
		words);
	page_back(p);
	page_close(p, 0, 0);
	return 0;
}

int sheet_movers(struct report *r, const struct sheet *s, struct err *e)
{
	struct language *l = r->language;
	const struct word words[] = { { "before", r->before },
		{ "edition", r->edition }, { NULL, NULL } };
	char title[FACT_TEXT];
	struct page p;

	page_fill(title,
		*r->before ? say(l, "Largest moves from {before} to {edition}")
			   : say(l, "Largest moves to {edition}"),
		words);
	page_open(&p, r, s, title,
		say(l,
			"Moves up to the fifteenth greatest each way, equal "
			"ones all. Common ranks count only the areas that both "
			"editions rank."));
	if (!*r->before)
		return alone(&p, words);
	page_caution(&p);
	if (counts(&p, e) < 0)
		return -1;
	page_back(&p);
	if (moves(&p, words, e) < 0 || others(&p, words, e) < 0)
		return -1;
	excel_freeze(p.sheet, 0, 1);
	page_close(&p, 0, 1);
	return 0;
}
