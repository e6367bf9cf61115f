/* SPDX-License-Identifier: MIT */
/* What a score is made of: the pillars, the strengths and the weaknesses. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/report/country.h"

enum { CHART_ROWS = 13, ROW = 26 /* pixels */ };

/* ---- reading ---- */

static int read_part(struct parts_of *p, struct stmt *s, struct err *e)
{
	struct part_of *all = array_more(p->all, p->n, sizeof(*all)), *x;

	if (!all)
		return err_memory(e);
	p->all = all;
	x = &all[p->n++];
	*x = (struct part_of){ .pillar = stmt_get_integer(s, 0) != 0,
		.up = (int)stmt_get_integer(s, 8),
		.value = stmt_number_or_nan(s, 2),
		.near = stmt_number_or_nan(s, 3),
		.world = stmt_number_or_nan(s, 4),
		.place = stmt_number_or_nan(s, 5),
		.areas = stmt_number_or_nan(s, 6),
		.standing = stmt_number_or_nan(s, 7),
		.least = stmt_number_or_nan(s, 9),
		.most = stmt_number_or_nan(s, 10) };
	stmt_copy(x->label, 250, s, 1);
	p->n_pillars += x->pillar ? 1 : 0;
	return 0;
}

/* Of more pillars than there is room for those that are farthest from the
 * world. */
static void choose_shown(struct parts_of *p)
{
	for (size_t i = 0; i < p->n; i++) {
		size_t ahead = 0;

		for (size_t k = 0; p->all[i].pillar && k < p->n; k++)
			ahead += p->all[k].pillar &&
				(fabs(p->all[k].standing) >
						fabs(p->all[i].standing) ||
					(isnan(p->all[i].standing) &&
						!isnan(p->all[k].standing)) ||
					(k < i &&
						fabs(p->all[k].standing) ==
							fabs(p->all[i].standing)));
		if (p->all[i].pillar && ahead < PARTS_SHOWN &&
			p->n_shown < PARTS_SHOWN)
			p->shown[p->n_shown++] = i;
	}
}

static void choose_scale(struct parts_of *p)
{
	p->least = p->most = NAN;
	for (size_t i = 0; i < p->n_shown; i++) {
		const struct part_of *x = &p->all[p->shown[i]];

		if (i > 0 && (x->least != p->least || x->most != p->most)) {
			p->least = p->most = NAN;
			return;
		}
		p->least = x->least;
		p->most = x->most;
	}
}

/* The next one behind what is taken: the best where up is 1, the worst where
 * it is -1. */
static size_t next_part(const struct parts_of *p, const int *taken, int up)
{
	size_t best = p->n;

	for (size_t i = 0; i < p->n; i++)
		if (!taken[i] && !isnan(p->all[i].standing) &&
			(best == p->n ||
				up * p->all[i].standing >
					up * p->all[best].standing))
			best = i;
	return best;
}

/* From both ends in turn, so that few are shared fairly. */
static int choose_ends(struct parts_of *p, struct err *e)
{
	int *taken = calloc(p->n + 1, sizeof(*taken));
	size_t at;

	if (!taken)
		return err_memory(e);
	for (int i = 0; i < STRENGTHS; i++) {
		if ((at = next_part(p, taken, 1)) == p->n)
			break;
		taken[at] = 1;
		p->strong[p->n_strong++] = at;
		if ((at = next_part(p, taken, -1)) == p->n)
			break;
		taken[at] = 1;
		p->weak[p->n_weak++] = at;
	}
	free(taken);
	return 0;
}

int parts_of_read(struct parts_of *out, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "country-part", e);

	*out = (struct parts_of){ .all = NULL };
	while (rc == 0 && (rc = stmt_step(s, e)) == 1)
		rc = read_part(out, s, e);
	stmt_close(s);
	if (rc < 0)
		return -1;
	choose_shown(out);
	choose_scale(out);
	return choose_ends(out, e);
}

void parts_of_free(struct parts_of *p)
{
	free(p->all);
	*p = (struct parts_of){ .all = NULL };
}

/* ---- pillars ---- */

static struct excel_range down(
	const struct card *c, uint32_t row, uint16_t column, size_t n)
{
	return (struct excel_range){ c->name, row, column,
		row + (uint32_t)n - 1, column };
}

/* Of a region there is no area of its own. */
static int has_own(const struct card *c)
{
	return *c->report->area != '\0';
}

static void draw(
	struct card *c, const struct parts_of *p, uint32_t top, uint32_t row)
{
	static const uint32_t inks[] = { CARD_ACCENT, 0x5b8fd0, 0x6b6b6b };
	struct report *r = c->report;
	struct language *l = r->language;
	const int own = has_own(c);
	const char *const names[] = { r->area_name, r->region_name,
		say(l, "World") };
	struct excel_series series[3];
	struct excel_chart chart = { .kind = CHART_BARS,
		.title = own ? say(l, "The area, its region, the world")
			     : say(l, "Means of the region and the world"),
		.alt = say(l,
			"Bars of the pillars, in the order of the table "
			"beside the chart, which has the figures."),
		.number_format = own ? c->score : c->mean,
		.series = series,
		.width = 420,
		.height = ROW * CHART_ROWS,
		.least = p->least,
		.most = p->most };

	for (uint16_t i = own ? 0 : 1; i < 3; i++) {
		if (i == 1 && !*r->region)
			continue;
		series[chart.n] = (struct excel_series){ names[i],
			down(c, row, LEFT, p->n_shown),
			down(c, row, (uint16_t)(LEFT + own + i), p->n_shown),
			inks[chart.n == 0 ? 0 : i] };
		chart.n++;
	}
	excel_chart(c->sheet, top, RIGHT, &chart);
}

static void pillar_rows(struct card *c, const struct parts_of *p, uint32_t row)
{
	const struct excel_look own = card_with(&card_number_look, c->score);
	const struct excel_look mean = card_with(&card_number_look, c->mean);
	const struct excel_look gap = card_with(&card_number_look, c->gap);

	for (size_t i = 0; i < p->n_shown; i++, row++) {
		const struct part_of *x = &p->all[p->shown[i]];
		const double figures[] = { x->value, x->near, x->world };
		const double *from = has_own(c) ? figures : figures + 1;
		uint16_t at = LEFT;

		card_text(c, row, at++, x->label, &card_text_look);
		for (; from < figures + 3; from++)
			card_number(c, row, at++, *from,
				from == figures ? &own : &mean);
		card_number(c, row, at,
			(has_own(c) ? x->value : x->near) - x->world, &gap);
	}
}

static uint32_t pillar_notes(
	struct card *c, const struct parts_of *p, uint32_t row)
{
	struct language *l = c->report->language;
	char shown[LABEL_TEXT], all[LABEL_TEXT];
	const struct word words[] = { { "shown", shown }, { "all", all },
		{ NULL, NULL } };
	int lower = 0;

	snprintf(shown, sizeof(shown), "%zu", p->n_shown);
	snprintf(all, sizeof(all), "%zu", p->n_pillars);
	if (p->n_shown < p->n_pillars)
		row = card_say(c, row, LEFT, LEFT_END,
			has_own(c) ? say(l,
					     "{shown} of {all} pillars: "
					     "those farthest from the mean "
					     "of the world.")
				   : say(l,
					     "The first {shown} of {all} "
					     "pillars."),
			words);
	for (size_t i = 0; i < p->n_shown; i++)
		lower |= p->all[p->shown[i]].up < 0;
	if (lower)
		row = card_lines(c, row, LEFT, LEFT_END,
			say(l,
				"The lower figure is the better one in some "
				"of them."));
	return row;
}

static void pillar_head(struct card *c, uint32_t row, uint32_t last)
{
	struct language *l = c->report->language;
	const char *const titles[] = { say(l, "Pillar"), say(l, "Score"),
		say(l, "Mean of region"), say(l, "Mean of world"),
		say(l, "To the world") };
	const char *const means[] = { titles[0], titles[2], titles[3],
		titles[4] };

	if (has_own(c))
		card_table(c, "pillars", row, LEFT, last, titles, "tnnnn");
	else
		card_table(c, "pillars", row, LEFT, last, means, "tnnn");
}

uint32_t country_pillars(
	struct card *c, uint32_t *under, const struct parts_of *p, uint32_t row)
{
	struct language *l = c->report->language;

	card_section(c, row++, LEFT, RIGHT_END,
		has_own(c) ? say(l, "Pillars against region and world")
			   : say(l, "Pillars against the world"));
	if (p->n_shown == 0)
		return *under = card_lines(c, row, LEFT, RIGHT_END,
			       say(l,
				       "No pillars are published in this "
				       "edition."));
	pillar_rows(c, p, row + 1);
	*under = row + 1 + (uint32_t)p->n_shown;
	pillar_head(c, row, *under - 1);
	*under = pillar_notes(c, p, *under);
	if (isnan(p->least)) {
		card_lines(c, row, RIGHT, RIGHT_END,
			say(l,
				"They are on different scales, so no chart "
				"puts them side by side."));
		return *under;
	}
	draw(c, p, row, row + 1);
	return *under > row + CHART_ROWS ? *under : row + CHART_ROWS;
}

/* ---- strengths and weaknesses ---- */

static const char *word_for(struct language *l, int strong, double standing)
{
	if (strong)
		return standing > 0 ? say(l, "Strength") : say(l, "Least weak");
	return standing < 0 ? say(l, "Weakness") : say(l, "Least strong");
}

static uint32_t strength_rows(struct card *c, const struct parts_of *p,
	const size_t *which, size_t n, int strong, uint32_t row)
{
	const struct excel_look gap = card_with(&card_number_look, c->gap);

	for (size_t i = 0; i < n; i++, row++) {
		/* the worst one last */
		const struct part_of *x =
			&p->all[which[strong ? i : n - 1 - i]];

		card_text(c, row, RIGHT,
			word_for(c->report->language, strong, x->standing),
			&card_text_look);
		card_text(c, row, RIGHT + 1, x->label, &card_text_look);
		card_number(c, row, RIGHT + 2, x->value - x->world, &gap);
		card_number(c, row, RIGHT + 3, x->place, &card_rank);
	}
	return row;
}

uint32_t country_extremes(
	struct card *c, const struct parts_of *p, uint32_t row)
{
	struct language *l = c->report->language;

	card_section(
		c, row, RIGHT, RIGHT_END, say(l, "Strengths and weaknesses"));
	return card_lines(c, row + 1, RIGHT, RIGHT_END,
		p->n_strong == 0
			? say(l,
				  "No part of the score is published for "
				  "this area.")
			: say(l,
				  "Pillars and what is right under them, by "
				  "the distance from the mean of the world "
				  "in standard deviations."));
}

uint32_t country_strengths(
	struct card *c, const struct parts_of *p, uint32_t row)
{
	struct language *l = c->report->language;
	const char *const titles[] = { say(l, "What"), say(l, "Part"),
		say(l, "To the world"), say(l, "World rank") };
	uint32_t under;

	if (p->n_strong == 0)
		return row;
	under = strength_rows(c, p, p->strong, p->n_strong, 1, row + 1);
	under = strength_rows(c, p, p->weak, p->n_weak, 0, under);
	card_table(c, "strengths", row, RIGHT, under - 1, titles, "ttnr");
	return under;
}
