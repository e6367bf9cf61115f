/* SPDX-License-Identifier: MIT */
/* The regions that are drawn: ranks over all editions, scores of the edition,
 * and the figures that the charts show. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/report/times.h"

enum {
	LINES = 12,
	CHART_ROWS = 21, /* of 20 pixels, that a chart covers */
	CHART_HIGH = 400,
	RANKS_WIDE = 760,
	SCORES_WIDE = 480,
	NAME_WIDE = 34, /* columns, in characters */
	FIGURE_WIDE = 10,
	GAP_WIDE = 2,
	TITLE_MOST = 240, /* characters of a chart's text */
};

struct line {
	char name[FACT_TEXT];
	int scored;
	double score;
};

/* A region of the sheet. */
struct drawing {
	struct page *page;
	const struct times *times;
	uint16_t place[EDITIONS]; /* in which column an edition is */
	uint16_t score;		  /* and the scores */
	uint32_t top;		  /* the row of the table's header */
	int n, scored, lower;
	double worst, highest, lowest; /* rank and scores */
	long areas;		       /* also those that are not drawn */
	struct line lines[LINES];
};

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

/* A column is left free where the method changes, so that no line crosses it,
 * and one before the scores. */
static void choose_places(struct drawing *d)
{
	uint16_t column = 1;

	for (uint16_t i = 0; i < d->times->n; i++) {
		if (i > 0 && d->times->starts[i])
			column++;
		d->place[i] = column++;
	}
	d->score = (uint16_t)(column + 1);
}

/* ---- charts ---- */

static void cut(struct text *t, size_t characters)
{
	for (size_t i = 0; i < t->len; i++)
		if (((unsigned char)t->at[i] & 0xc0) != 0x80 &&
			characters-- == 0) {
			t->at[t->len = i] = '\0';
			return;
		}
}

/* The names of the areas: "Kazakhstan, Uzbekistan". */
static void put_names(struct text *out, const struct drawing *d)
{
	for (int i = 0; i < d->n; i++)
		text_printf(out, "%s%s", i ? ", " : "", d->lines[i].name);
	cut(out, 120);
}

/* Title and alternative text of a chart; with the region's name or, of a region
 * with one area, that of the area. */
static int chart_texts(struct excel_chart *c, struct text *title,
	struct text *alt, const struct drawing *d, struct err *e)
{
	struct report *r = d->page->report;
	const struct times *t = d->times;
	struct text names = TEXT_INIT;
	struct word words[] = { { "region", r->region_name },
		{ "index", r->title }, { "edition", r->edition },
		{ "first", t->edition[0] }, { "last", t->edition[t->n - 1] },
		{ "areas", NULL }, { NULL, NULL } };
	struct language *l = r->language;
	int rc;

	put_names(&names, d);
	rc = text_done(&names, e);
	words[5].text = names.at;
	if (d->n == 1)
		words[0].text = d->lines[0].name;
	if (rc == 0 && c->kind == CHART_RANKS) {
		say_put(title, say(l, "{region}: ranks, {index}"), words);
		say_put(alt,
			say(l,
				"Ranks from {first} to {last}, as in the table "
				"under the chart: {areas}."),
			words);
	} else if (rc == 0) {
		say_put(title, say(l, "{region}: scores {edition}"), words);
		say_put(alt,
			say(l,
				"Scores of {edition}, the best on top, as in "
				"the table under the chart: {areas}."),
			words);
	}
	text_free(&names);
	if (rc < 0 || text_done(title, e) < 0 || text_done(alt, e) < 0)
		return -1;
	cut(title, TITLE_MOST);
	cut(alt, TITLE_MOST);
	c->title = title->at;
	c->alt = alt->at;
	return 0;
}

static int put_chart(const struct drawing *d, struct excel_chart *c,
	uint32_t row, uint16_t column, struct err *e)
{
	struct text title = TEXT_INIT, alt = TEXT_INIT;
	int rc = chart_texts(c, &title, &alt, d, e);

	if (rc == 0)
		excel_chart(d->page->sheet, row, column, c);
	text_free(&title);
	text_free(&alt);
	return rc;
}

static int draw_ranks(const struct drawing *d, uint32_t row, struct err *e)
{
	static const uint32_t inks[LINES] = { 0x1f4e79, 0xc55a11, 0x548235,
		0x7f6000, 0x7030a0, 0x00808a, 0x595959, 0xa61c3c, 0x2e75b6,
		0xb03a8c, 0x375623, 0x3a3a3a };
	struct report *r = d->page->report;
	struct language *l = r->language;
	const char *sheet = say(l, N_("Charts"));
	const uint16_t first = d->place[0], last = d->place[d->times->n - 1];
	struct excel_series series[LINES];
	struct excel_chart c = { .kind = CHART_RANKS,
		.value_axis = r->worst_first ? say(l, "Rank (1 is worst)")
					     : say(l, "Rank (1 is best)"),
		.note = say(l,
			"A gap in a line: another method, or not in "
			"that edition"),
		.series = series,
		.n = d->n,
		.width = RANKS_WIDE,
		.height = CHART_HIGH,
		.worst_first = r->worst_first,
		.most = d->worst };
	uint32_t at = d->top + 1;

	for (int i = 0; i < d->n; i++, at++)
		series[i] = (struct excel_series){ d->lines[i].name,
			{ sheet, d->top, first, d->top, last },
			{ sheet, at, first, at, last }, inks[i] };
	return put_chart(d, &c, row, 0, e);
}

/* The end of the scores' axis, which begins with 0: a round number. */
static double round_up(double most)
{
	static const double steps[] = { 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 };
	double unit = pow(10, floor(log10(most)));

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (most <= steps[i] * unit)
			return steps[i] * unit;
	return 10 * unit;
}

static int draw_scores(
	const struct drawing *d, uint32_t row, uint16_t column, struct err *e)
{
	struct report *r = d->page->report;
	struct language *l = r->language;
	const char *sheet = say(l, N_("Charts"));
	const uint32_t first = d->top + 1, last = d->top + (uint32_t)d->n;
	const struct word words[] = { { "edition", r->edition },
		{ NULL, NULL } };
	const int shown = r->decimals < 3 ? r->decimals : 3;
	char axis[FACT_TEXT], format[LABEL_TEXT];
	const struct excel_series series = { axis, { sheet, first, 0, last, 0 },
		{ sheet, first, d->score, last, d->score }, 0x1f4e79 };
	const struct excel_chart c = { .kind = CHART_BARS,
		.value_axis = axis,
		.number_format = format,
		.series = &series,
		.n = 1,
		.width = SCORES_WIDE,
		.height = CHART_HIGH,
		.most = d->lowest >= 0 && d->highest > 0 ? round_up(d->highest)
							 : 0 };
	struct excel_chart told = c;

	/* long fractions stand in the table */
	snprintf(format, sizeof(format), "0%s%.*s", shown > 0 ? "." : "", shown,
		"000");
	page_fill(axis,
		d->lower ? say(l, "Score {edition} (lower is better)")
			 : say(l, "Score {edition}"),
		words);
	return put_chart(d, &told, row, column, e);
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

static int put_table(struct drawing *d, struct err *e)
{
	struct page *p = d->page;
	struct report *r = p->report;
	const struct word words[] = { { "edition", r->edition },
		{ NULL, NULL } };
	const struct excel_look score = { .ink = 0x262626,
		.number_format = r->score_format };
	struct column columns[PAGE_COLUMNS] = { { NULL, NULL, 0, 0 } };
	char title[FACT_TEXT];

	excel_text(p->sheet, d->top, 0,
		say(r->language, "Country or territory"), &look_head);
	for (uint16_t i = 0; i < d->times->n; i++) {
		excel_text(p->sheet, d->top, d->place[i], d->times->edition[i],
			&look_head_number);
		columns[d->place[i]].look = &look_rank;
	}
	page_fill(title, say(r->language, "Score {edition}"), words);
	excel_text(p->sheet, d->top, d->score, title, &look_head_number);
	excel_height(p->sheet, d->top, 32);
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

static int put_drawing(struct drawing *d, struct err *e)
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
	rc = put_table(d, e);
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
		choose_places(d);
		rc = report_region(r, r->drawn[i], e) < 0 ? -1
							  : read_lines(d, e);
		if (rc == 0)
			rc = put_drawing(d, e);
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
		excel_print(p.sheet, t->n > 1, 0);
	}
	free(t);
	return rc;
}
