/* SPDX-License-Identifier: MIT */
/* The page of a country: what stands where on it. */
#include "pipeline/report/country.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	CHART_ROWS = 12,
	ROW = 25,      /* pixels */
	LABELLED = 16, /* as many editions have room for their figures */
};

static const double widths[] = { 26, 11.5, 9.5, 9.5, 11.5, 2, 9.5, 25, 12.5,
	9.5 };

/* ---- what is known ---- */

static void take_facts(struct facts *f, struct stmt *s)
{
	*f = (struct facts){ .rank = stmt_number_or_nan(s, 0),
		.ranked = stmt_number_or_nan(s, 1),
		.sharing = stmt_number_or_nan(s, 2),
		.score = stmt_number_or_nan(s, 3),
		.scale_min = stmt_number_or_nan(s, 4),
		.scale_max = stmt_number_or_nan(s, 5),
		.lower = stmt_get_integer(s, 6) != 0,
		.rank_from = stmt_number_or_nan(s, 7),
		.delta = stmt_number_or_nan(s, 8),
		.score_delta = stmt_number_or_nan(s, 9),
		.score_from = stmt_number_or_nan(s, 10),
		.near_place = stmt_number_or_nan(s, 12),
		.near_areas = stmt_number_or_nan(s, 13),
		.computed = stmt_get_integer(s, 15) != 0 };
	stmt_copy(f->comparable, sizeof(f->comparable), s, 11);
	stmt_copy(f->period, sizeof(f->period), s, 14);
	stmt_copy(f->ties, sizeof(f->ties), s, 16);
	stmt_copy(f->method, sizeof(f->method), s, 17);
	stmt_copy(f->method_before, sizeof(f->method_before), s, 18);
	stmt_copy(f->scheme, sizeof(f->scheme), s, 19);
}

static int read_facts(struct facts *f, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "country-fact", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 1)
		take_facts(f, s);
	else if (rc == 0)
		rc = err_set(e, ERR_DATA,
			"area '%s': has neither a rank nor a score in %s/%s",
			r->area, r->order->dataset, r->edition);
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* ---- the head ---- */

/* Numbers as words of a sentence. */
static void note(char out[FACT_TEXT], const char *sentence, const char *name,
	const char *text)
{
	const struct word words[] = { { name, text }, { NULL, NULL } };

	card_put(out, FACT_TEXT, sentence, words);
}

static void rank_tile(struct card *c, const struct facts *f)
{
	struct report *r = c->report;
	struct language *l = r->language;
	char n[FIGURE_TEXT];
	struct card_tile t = { .column = LEFT,
		.label = say(l, "RANK"),
		.format = "0",
		.value = f->rank,
		.lack = say(l, "not ranked") };

	note(t.notes[0],
		say_many(l, "of {n} area", "of {n} areas", (long)f->ranked),
		"n", card_figure(c, n, f->ranked, 0));
	if (f->sharing > 0)
		note(t.notes[1],
			say_many(l, "shared with {n} other",
				"shared with {n} others", (long)f->sharing),
			"n", card_figure(c, n, f->sharing, 0));
	else if (r->worst_first)
		note(t.notes[1], say(l, "rank 1 is the worst"), "", "");
	else if (f->computed)
		note(t.notes[1], say(l, "computed from the scores"), "", "");
	card_put_tile(c, &t);
}

static void score_tile(struct card *c, const struct facts *f)
{
	struct report *r = c->report;
	struct language *l = r->language;
	char least[FIGURE_TEXT], most[FIGURE_TEXT], by[FIGURE_TEXT];
	char digits[FIGURE_TEXT];
	const struct word words[] = { { "least", least }, { "most", most },
		{ "by", by }, { "before", r->before }, { NULL, NULL } };
	struct card_tile t = { .column = LEFT + 1,
		.label = say(l, "SCORE"),
		.format = c->score,
		.value = f->score,
		.lack = say(l, "no score") };

	snprintf(digits, sizeof(digits), "%g", f->scale_min);
	say_figure(least, l, digits);
	snprintf(digits, sizeof(digits), "%g", f->scale_max);
	say_figure(most, l, digits);
	if (!isnan(f->scale_min) && !isnan(f->scale_max))
		card_put(t.notes[0], FACT_TEXT,
			f->lower ? say(l,
					   "from {least} to {most}, the "
					   "lower the better")
				 : say(l,
					   "from {least} to {most}, the "
					   "higher the better"),
			words);
	else
		note(t.notes[0],
			f->lower ? say(l, "the lower the better")
				 : say(l, "the higher the better"),
			"", "");
	snprintf(digits, sizeof(digits), "%+.*f", c->decimals, f->score_delta);
	say_figure(by, l, digits);
	if (!isnan(f->score_delta))
		card_put(t.notes[1], FACT_TEXT, say(l, "{by} since {before}"),
			words);
	card_put_tile(c, &t);
}

static void region_tile(struct card *c, const struct facts *f)
{
	struct report *r = c->report;
	struct language *l = r->language;
	char n[FIGURE_TEXT];
	struct card_tile t = { .column = RIGHT,
		.label = say(l, "PLACE IN THE REGION"),
		.format = "0",
		.value = f->near_place,
		.lack = *r->region ? say(l, "no place") : say(l, "no region") };

	if (!isnan(f->near_place))
		note(t.notes[0],
			say_many(l, "of {n} area", "of {n} areas",
				(long)f->near_areas),
			"n", card_figure(c, n, f->near_areas, 0));
	snprintf(t.notes[1], FACT_TEXT, "%s", r->region_name);
	card_put_tile(c, &t);
}

static void change_tile(struct card *c, const struct facts *f)
{
	struct report *r = c->report;
	struct language *l = r->language;
	char n[FIGURE_TEXT];
	const struct word words[] = { { "rank", n }, { "before", r->before },
		{ NULL, NULL } };
	struct card_tile t = { .column = RIGHT_END - 1,
		.label = say(l, "CHANGE OF RANK"),
		/* the words would not fit: they are in the note */
		.format = "\"\u25b2 \"0;\"\u25bc \"0;\"=\"",
		.value = f->delta,
		.lack = say(l, "none") };

	card_figure(c, n, f->rank_from, 0);
	if (!isnan(f->rank_from))
		card_put(t.notes[0], FACT_TEXT,
			f->delta > 0 ? say(l, "up from {rank} in {before}")
				: f->delta < 0 ? say(l,
							 "down from {rank} in "
							 "{before}")
					       : say(l, "as in {before}"),
			words);
	else if (*r->before)
		card_put(t.notes[0], FACT_TEXT,
			say(l, "not ranked in {before}"), words);
	else
		note(t.notes[0], say(l, "no edition before"), "", "");
	if (!isnan(f->rank_from) && *f->comparable)
		note(t.notes[1],
			*f->comparable == 'y' ? say(l, "of one method")
					      : say(l, "not comparable"),
			"", "");
	card_put_tile(c, &t);
}

/* ---- the ranks over time, and who stands near ---- */

static void history_chart(struct card *c, const struct course *t, uint32_t row)
{
	struct report *r = c->report;
	struct language *l = r->language;
	const char *sheet = say(l, "Rank history");
	const struct excel_series series = { r->area_name,
		{ sheet, COURSE_TOP + 1, COURSE_DRAWN, t->last, COURSE_DRAWN },
		{ sheet, COURSE_TOP + 1, COURSE_DRAWN + 1, t->last,
			COURSE_DRAWN + 1 },
		CARD_ACCENT };
	struct excel_chart chart = { .kind = CHART_RANKS,
		.title = say(l, "Rank in each edition"),
		.value_axis = r->worst_first ? say(l, "Rank (1 is worst)")
					     : say(l, "Rank (1 is best)"),
		.note = NULL,
		.alt = say(l,
			"A line of the ranks of the area in all editions. "
			"The sheet Rank history has the figures."),
		.series = &series,
		.n = 1,
		.width = 490,
		.height = ROW * CHART_ROWS,
		.worst_first = r->worst_first,
		.figures = t->n <= LABELLED };

	excel_chart(c->sheet, row, LEFT, &chart);
}

static void history(struct card *c, const struct course *t, uint32_t row)
{
	struct language *l = c->report->language;

	card_section(c, row, LEFT, LEFT_END, say(l, "Rank over time"));
	if (t->n > 1)
		history_chart(c, t, row + 1);
	else
		card_lines(c, row + 1, LEFT, LEFT_END,
			say(l, "There is one edition only."));
}

static void neighbour(struct card *c, uint32_t row, struct stmt *s)
{
	const int own = stmt_get_integer(s, 4) != 0;
	const struct excel_look *number =
		own ? &card_number_strong : &card_number_look;
	const struct excel_look score = card_with(number, c->score);
	char signs[LABEL_TEXT], name[FACT_TEXT];
	struct excel_look gap;

	card_signed(signs, c->decimals);
	gap = card_with(number, signs);
	stmt_copy(name, sizeof(name), s, 1);
	card_number(c, row, RIGHT, stmt_number_or_nan(s, 0),
		own ? &card_rank_strong : &card_rank);
	card_text(
		c, row, RIGHT + 1, name, own ? &card_strong : &card_text_look);
	card_number(c, row, RIGHT + 2, stmt_number_or_nan(s, 2), &score);
	card_number(c, row, RIGHT + 3, stmt_number_or_nan(s, 3), &gap);
}

static int neighbours(struct card *c, uint32_t row, struct err *e)
{
	struct language *l = c->report->language;
	const char *const titles[] = { say(l, "Rank"),
		say(l, "Country or territory"), say(l, "Score"),
		say(l, "Gap") };
	struct stmt *s = NULL;
	uint32_t at = row + 2;
	int rc = report_query(&s, c->report, "country-neighbour", e);

	card_section(c, row, RIGHT, RIGHT_END, say(l, "Neighbours in rank"));
	for (; rc == 0 && (rc = stmt_step(s, e)) == 1; rc = 0)
		neighbour(c, at++, s);
	stmt_close(s);
	if (rc < 0)
		return -1;
	card_table(c, "neighbours", row + 1, RIGHT, at - 1, titles, "rtnn");
	card_lines(c, at, RIGHT, RIGHT_END,
		say(l,
			"Gap: the score of the other less that of this "
			"area. Three in front and three behind."));
	return 0;
}

/* ---- the page ---- */

struct parts {
	struct facts facts;
	struct course course;
	struct parts_of of;
	struct moved moved;
};

static int read_all(struct parts *p, struct report *r, struct err *e)
{
	if (read_facts(&p->facts, r, e) < 0 ||
		course_read(&p->course, r, e) < 0 ||
		parts_of_read(&p->of, r, e) < 0)
		return -1;
	return moved_read(&p->moved, r,
		*r->comparable == 'y' && !isnan(p->facts.score) &&
			!isnan(p->facts.score_from),
		e);
}

static int write_page(struct card *c, struct parts *p, struct err *e)
{
	uint32_t row = CARD_BODY, left, right;

	card_head(c, c->report->area_name);
	rank_tile(c, &p->facts);
	score_tile(c, &p->facts);
	region_tile(c, &p->facts);
	change_tile(c, &p->facts);
	history(c, &p->course, row);
	if (neighbours(c, row, e) < 0)
		return -1;
	row += CHART_ROWS + 2;
	row = country_pillars(c, &left, &p->of, row) + 1;
	left = country_explain(c, &p->moved, &p->facts, row);
	right = country_extremes(c, &p->of, row);
	row = left > right ? left : right;
	left = country_moved(c, &p->moved, row);
	right = country_strengths(c, &p->of, row);
	country_notes(
		c, &p->facts, &p->course, (left > right ? left : right) + 1);
	card_close(c, 1);
	return 0;
}

int sheet_country(struct report *r, const struct sheet *s, struct err *e)
{
	struct parts *p = calloc(1, sizeof(*p));
	struct card *c = calloc(1, sizeof(*c));
	int rc = -1;

	if (!p || !c)
		err_memory(e);
	else if (read_all(p, r, e) == 0) {
		card_open(c, r, s, widths, sizeof(widths) / sizeof(*widths));
		rc = write_page(c, p, e);
	}
	if (p)
		parts_of_free(&p->of);
	free(p);
	free(c);
	return rc;
}
