/* SPDX-License-Identifier: MIT */
#include "pipeline/report/drawing.h"

#include <math.h>
#include <stdio.h>

enum { TITLE_MOST = 240 }; /* characters of a chart's text */

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

int draw_ranks(const struct drawing *d, uint32_t row, struct err *e)
{
	static const uint32_t inks[LINES] = { 0x1f4e79, 0xc55a11, 0x548235,
		0x7f6000, 0x7030a0, 0x00808a, 0x595959, 0xa61c3c, 0x2e75b6,
		0xb03a8c, 0x375623, 0x3a3a3a };
	struct report *r = d->page->report;
	struct language *l = r->language;
	const char *sheet = say(l, "Charts");
	const uint16_t first = d->place[0], last = d->place[d->times->n - 1];
	struct excel_series series[LINES];
	struct excel_chart c = { .kind = CHART_RANKS,
		.value_axis = r->worst_first ? say(l, "Rank (1 is worst)")
					     : say(l, "Rank (1 is best)"),
		.note = d->times->methods > 1
			? say(l,
				  "A gap in a line: another method, or not in "
				  "that edition")
			: say(l, "A gap in a line: not in that edition"),
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

int draw_scores(
	const struct drawing *d, uint32_t row, uint16_t column, struct err *e)
{
	struct report *r = d->page->report;
	struct language *l = r->language;
	const char *sheet = say(l, "Charts");
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
