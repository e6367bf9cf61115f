/* SPDX-License-Identifier: MIT */
/* The ranking: every area with its change, its way here and its pillars. */
#include <math.h>
#include <stdlib.h>

#include "pipeline/report/pillar.h"
#include "pipeline/report/trend.h"

enum {
	FIRST_ALONE = 5, /* columns before the pillars, of one edition alone */
	FIRST = 9,
	SCORE = 4,
	RANK_BEFORE = 5,
	PRINTED = 17, /* columns that are readable on one page */
	BAR = 0xbdd7ee,
};

struct ranking {
	struct pillars pillars;
	struct column columns[FIRST + PILLARS];
	char titles[FIRST + PILLARS][FACT_TEXT];
	uint16_t first; /* the first pillar's column */
};

static const struct figure rank_now = { NULL, NULL, "overall", "rank" };
static const struct figure score_now = { NULL, NULL, "overall", "score" };

static void set_pillars(struct ranking *k, struct language *l)
{
	for (uint16_t i = 0; i < k->pillars.n; i++) {
		struct pillar *p = &k->pillars.of[i];
		uint16_t at = (uint16_t)(k->first + i);

		k->columns[at] = (struct column){ NULL, &p->look, 16, 1 };
		pillar_title(k->titles[at], l, k->columns, at, p->title);
	}
}

/* Bars as long as the scale says, in columns of one width. */
static void draw_bars(
	struct page *p, const struct ranking *k, uint32_t top, uint32_t rows)
{
	double wide = 0;

	for (uint16_t i = 0; i < k->pillars.n; i++)
		wide = fmax(wide, p->wide[k->first + i]);
	for (uint16_t i = 0; i < k->pillars.n; i++)
		p->wide[k->first + i] = wide;
	for (uint16_t i = 0; rows && i < k->pillars.n; i++) {
		const struct pillar *of = &k->pillars.of[i];
		const struct excel_scale scale = { of->least, of->most, 0,
			BAR };

		if (of->most > of->least)
			excel_bars(p->sheet, top + 1, (uint16_t)(k->first + i),
				top + rows, &scale);
	}
}

static int tables(struct page *p, struct ranking *k, struct err *e)
{
	uint16_t place[PILLARS];
	uint32_t rows, top;

	cells_expect(p, (size_t)p->report->areas * (3U + k->pillars.n));
	page_back(p);
	top = p->row;
	for (uint16_t i = 0; i < k->pillars.n; i++) {
		place[i] = (uint16_t)(k->first + i);
		cells_column(p, place[i], &k->pillars.of[i].figure);
	}
	if (page_table(&rows, p, "ranking", "ranking", k->columns, k->first,
		    k->pillars.n, e) < 0 ||
		page_cells(p, "pillar-score", top + 1, place, k->pillars.n,
			k->columns, e) < 0)
		return -1;
	draw_bars(p, k, top, rows);
	excel_freeze(p->sheet, top + 1, 2);
	page_close(p, top, 1);
	if (k->first + k->pillars.n > PRINTED)
		excel_print_wide(p->sheet,
			(uint16_t)(1 + (k->first + k->pillars.n) / PRINTED), 2);
	return 0;
}

/* What the marks in the table mean. */
static void explain(struct page *p, const struct pillars *all)
{
	struct language *l = p->report->language;
	int scaled = 0;

	for (uint16_t i = 0; i < all->n; i++)
		scaled |= all->of[i].most > all->of[i].least;
	if (*p->report->before)
		page_note(p,
			say(l,
				"History: a bar for each edition, the taller "
				"the better the rank; \u00b7 not ranked then, "
				"\u2502 another method from here on."));
	page_note(p,
		say(l,
			"Each published number leads to its cell in the "
			"publisher's file; what is computed leads nowhere."));
	if (scaled)
		page_note(p,
			say(l,
				"Bars behind the pillars run from one end of "
				"their scale to the other."));
}

static void open_page(struct page *p, struct report *r, const struct sheet *s,
	const struct pillars *all)
{
	const struct word words[] = { { "index", r->title },
		{ "edition", r->edition }, { "before", r->before },
		{ NULL, NULL } };
	char title[FACT_TEXT], note[FACT_TEXT];

	page_fill(title, say(r->language, "{index}: ranking {edition}"), words);
	if (*r->before)
		page_fill(note,
			say(r->language,
				"\u25b2 is a rise and \u25bc a fall in places "
				"since {before}; new: not in that edition. An "
				"empty cell is a value that is missing."),
			words);
	else
		page_fill(note,
			say(r->language,
				"An empty cell is a value that is missing."),
			words);
	page_open(p, r, s, title, note);
	page_caution(p);
	explain(p, all);
}

static int write_ranking(struct report *r, const struct sheet *s,
	struct ranking *k, struct err *e)
{
	const struct excel_look score = {
		.ink = 0x262626, .bold = 1, .number_format = r->score_format
	};
	const struct excel_look moved = {
		.ink = 0x262626, .centre = 1, .number_format = r->change_format
	};
	const struct figure before = { r->before, NULL, "overall", "rank" };
	const struct word words[] = { { "before", r->before }, { NULL, NULL } };
	const struct column columns[FIRST] = {
		{ N_("Rank"), &look_rank, 0, 0 },
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Sub-region (M49)"), &look_text, 28, 0 },
		{ N_("Score"), &score, 0, 0 },
		{ k->titles[RANK_BEFORE], &look_rank, 0, 1 },
		{ k->titles[RANK_BEFORE + 1], &moved, 0, 1 },
		{ N_("Comparable"), &look_centre, 0, 0 },
		{ N_("History"), &look_trend, 28, 0 },
	};
	struct page p;
	int rc = 0;

	page_fill(k->titles[RANK_BEFORE], say(r->language, "Rank {before}"),
		words);
	page_fill(k->titles[RANK_BEFORE + 1],
		say(r->language, "Change since {before}"), words);
	k->first = *r->before ? FIRST : FIRST_ALONE;
	for (uint16_t i = 0; i < k->first; i++)
		k->columns[i] = columns[i];
	set_pillars(k, r->language);
	open_page(&p, r, s, &k->pillars);
	cells_column(&p, 0, &rank_now);
	cells_column(&p, SCORE, &score_now);
	if (*r->before)
		cells_column(&p, RANK_BEFORE, &before);
	if (*r->before)
		rc = trend_open(&p.trend, r, e);
	if (rc == 0)
		rc = tables(&p, k, e);
	trend_close(p.trend);
	return rc;
}

int sheet_ranking(struct report *r, const struct sheet *s, struct err *e)
{
	struct ranking *k = calloc(1, sizeof(*k));
	int rc;

	if (!k)
		return err_memory(e);
	rc = pillars_read(&k->pillars, r, "pillar", e);
	if (rc == 0)
		rc = write_ranking(r, s, k, e);
	free(k);
	return rc;
}
