/* SPDX-License-Identifier: MIT */
/* The regions that are drawn: ranks over all editions, scores of the edition,
 * and the figures that the charts show. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/report/drawing.h"

/* ---- what is drawn ---- */

static void read_line(struct drawing *d, struct stmt *s)
{
	struct line *v = &d->lines[d->n++];

	/* Excel allows 255 characters */
	stmt_copy(v->name, 250, s, 0);
	v->scored = stmt_type(s, 1) != VALUE_NULL;
	v->score = v->scored ? stmt_get_number(s, 1) : 0;
	d->areas = (long)stmt_get_integer(s, 2);
	if (stmt_type(s, 3) != VALUE_NULL)
		d->worst = fmax(d->worst, stmt_get_number(s, 3));
	d->lower = stmt_get_integer(s, 4) != 0;
	if (!v->scored)
		return;
	d->highest = d->scored ? fmax(d->highest, v->score) : v->score;
	d->lowest = d->scored ? fmin(d->lowest, v->score) : v->score;
	d->scored++;
}

static int read_lines(struct drawing *d, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, d->page->report, "chart", e);

	while (rc == 0 && d->n < LINES && (rc = stmt_step(s, e)) == 1) {
		read_line(d, s);
		rc = 0;
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* How wide a column is that is not the first, in characters. */
static int width_of(const struct drawing *d, uint16_t column)
{
	const int decimals = d->page->report->decimals;

	if (column == d->score && decimals + 6 > FIGURE_WIDE)
		return decimals + 6;
	if (column == d->score)
		return FIGURE_WIDE;
	for (uint16_t i = 0; i < d->times->n; i++)
		if (d->place[i] == column)
			return FIGURE_WIDE;
	return GAP_WIDE;
}

/* The first column that begins behind a chart of ranks. */
static uint16_t beside(const struct drawing *d)
{
	uint16_t column = 1;
	/* a column of n characters has 7 n + 5 pixels */
	int at = 7 * NAME_WIDE + 5;

	for (; at < RANKS_WIDE + 10; column++)
		at += column > d->score ? 64 : 7 * width_of(d, column) + 5;
	return column;
}

/* ---- the figures ---- */

/* What the columns are called, from the first one. */
struct heads {
	char said[PAGE_COLUMNS][LABEL_TEXT], score[FACT_TEXT];
	const char *titles[PAGE_COLUMNS];
};

static void name_columns(struct heads *h, const struct drawing *d)
{
	struct report *r = d->page->report;
	const struct word words[] = { { "edition", r->edition },
		{ NULL, NULL } };

	h->titles[0] = say(r->language, "Country or territory");
	for (uint16_t i = 0; i < d->times->n; i++) {
		const uint16_t at = d->place[i];

		h->titles[at] = d->times->edition[i];
		if (!times_parted(d->times, i))
			continue;
		times_parting(h->said[at - 1], d->times, i);
		h->titles[at - 1] = h->said[at - 1];
	}
	page_fill(h->score, say(r->language, "Score {edition}"), words);
	h->titles[d->score] = h->score;
}

/* number: of the region among those that are drawn. */
static void put_head(struct drawing *d, int number, struct heads *h)
{
	struct page *p = d->page;
	char table[LABEL_TEXT];

	name_columns(h, d);
	snprintf(table, sizeof(table), "drawn_%d", number);
	excel_block(p->sheet, table, d->top, 0, d->top + (uint32_t)d->n,
		(uint16_t)(d->score + 1), h->titles);
	for (uint16_t i = 0; i <= d->score; i++)
		excel_text(p->sheet, d->top, i, h->titles[i],
			i ? &look_head_number : &look_head);
	excel_height(p->sheet, d->top, 32);
}

static int put_table(struct drawing *d, int number, struct err *e)
{
	struct page *p = d->page;
	const struct excel_look score = { .ink = 0x262626,
		.number_format = p->report->score_format };
	struct column columns[PAGE_COLUMNS] = { { NULL, NULL, 0, 0 } };
	struct heads *h = calloc(1, sizeof(*h));

	if (!h)
		return err_memory(e);
	put_head(d, number, h);
	free(h);
	for (uint16_t i = 0; i < d->times->n; i++)
		columns[d->place[i]].look = &look_rank;
	for (int i = 0; i < d->n; i++) {
		p->row = d->top + 1 + (uint32_t)i;
		excel_text(p->sheet, p->row, 0, d->lines[i].name, &look_text);
		if (d->lines[i].scored)
			excel_number(p->sheet, p->row, d->score,
				d->lines[i].score, &score);
	}
	return page_cells(
		p, "chart-rank", d->top + 1, d->place, d->times->n, columns, e);
}

/* The heading, and what is left out. */
static void put_heading(const struct drawing *d)
{
	struct page *p = d->page;
	struct report *r = p->report;
	char areas[LABEL_TEXT], drawn[LABEL_TEXT];
	const struct word words[] = { { "scheme", r->scheme },
		{ "region", r->region }, { "areas", areas }, { "drawn", drawn },
		{ NULL, NULL } };

	snprintf(areas, sizeof(areas), "%ld", d->areas);
	snprintf(drawn, sizeof(drawn), "%d", d->n);
	page_section(p, r->region_name);
	page_told(p,
		d->areas > d->n
			? say(r->language,
				  "Region {region} of the scheme {scheme}. "
				  "Areas: {areas}; only the best {drawn} are "
				  "drawn.")
			: say(r->language,
				  "Region {region} of the scheme {scheme}. "
				  "Areas: {areas}."),
		words);
}

static int put_drawing(struct drawing *d, int number, struct err *e)
{
	struct page *p = d->page;
	uint32_t chart;
	int history = d->times->n > 1, rc;

	put_heading(d);
	if (!history)
		page_note(p,
			say(p->report->language,
				"There is one edition: no history to draw."));
	chart = p->row;
	if (history || d->scored)
		p->row += CHART_ROWS;
	times_row(p, d->times, d->place);
	d->top = p->row;
	rc = put_table(d, number, e);
	if (rc == 0 && history)
		rc = draw_ranks(d, chart, e);
	if (rc == 0 && d->scored)
		rc = draw_scores(d, chart, history ? beside(d) : 0, e);
	p->row = d->top + 2 + (uint32_t)d->n;
	return rc;
}

/* ---- the sheet ---- */

static void set_widths(const struct drawing *d)
{
	struct excel_sheet *s = d->page->sheet;

	excel_width(s, 0, 0, NAME_WIDE);
	for (uint16_t c = 1; c <= d->score; c++)
		excel_width(s, c, c, width_of(d, c));
}

static int all_regions(struct page *p, const struct times *t, struct err *e)
{
	struct report *r = p->report;
	struct drawing *d = calloc(1, sizeof(*d));
	uint32_t breaks[DRAWN + 1] = { 0 };
	int rc = d ? 0 : err_memory(e);

	for (int i = 0; i < r->n_drawn && rc == 0; i++) {
		*d = (struct drawing){ .page = p, .times = t };
		if (i > 0)
			breaks[i - 1] = p->row;
		d->score = times_place(d->place, t, 1);
		rc = report_region(r, r->drawn[i], e) < 0 ? -1
							  : read_lines(d, e);
		if (rc == 0)
			rc = put_drawing(d, i + 1, e);
		set_widths(d);
	}
	excel_breaks(p->sheet, breaks);
	free(d);
	/* what else tells of a region tells of the first one */
	if (rc == 0 && r->n_drawn)
		rc = report_region(r, r->drawn[0], e);
	return rc < 0 ? -1 : 0;
}

int sheet_charts(struct report *r, const struct sheet *s, struct err *e)
{
	struct language *l = r->language;
	struct times *t = calloc(1, sizeof(*t));
	struct page p;
	int rc;

	if (!t)
		return err_memory(e);
	rc = times_read(t, r, e);
	if (rc == 0) {
		page_open(&p, r, s, say(l, "Charts of regions"),
			say(l,
				"The best is on top. The figures stand under "
				"the charts."));
		page_first(&p);
		times_note(&p, t);
		page_back(&p);
		excel_page(p.sheet);
		if (r->n_drawn == 0)
			page_note(&p,
				say(l,
					"No region of the scheme has two areas "
					"in this edition."));
		rc = all_regions(&p, t, e);
		excel_print(p.sheet, t->n > 1, 0, 0);
	}
	free(t);
	return rc;
}
