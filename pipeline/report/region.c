/* SPDX-License-Identifier: MIT */
/* The page of a region: what is known, and what stands where. */
#include "pipeline/report/region.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double widths[] = { 26, 11.5, 9.5, 9.5, 11.5, 2, 9.5, 25, 12.5,
	9.5 };

/* ---- what is known ---- */

static void take_facts(struct region_facts *f, struct stmt *s)
{
	*f = (struct region_facts){ .rank = stmt_number_or_nan(s, 1),
		.score = stmt_number_or_nan(s, 2),
		.gap = stmt_number_or_nan(s, 4),
		.scale_min = stmt_number_or_nan(s, 22),
		.scale_max = stmt_number_or_nan(s, 23),
		.areas = (int)stmt_get_integer(s, 5),
		.members = (int)stmt_get_integer(s, 6),
		.lower = stmt_get_integer(s, 17) != 0,
		.computed = stmt_get_integer(s, 19) != 0 };
	for (int i = 0; i < 5; i++) {
		f->of[0][i] = stmt_number_or_nan(s, 7 + i);
		f->of[1][i] = stmt_number_or_nan(s, 12 + i);
	}
	stmt_copy(f->leader, sizeof(f->leader), s, 0);
	stmt_copy(f->runner_up, sizeof(f->runner_up), s, 3);
	stmt_copy(f->period, sizeof(f->period), s, 18);
	stmt_copy(f->ties, sizeof(f->ties), s, 20);
	stmt_copy(f->scheme, sizeof(f->scheme), s, 21);
}

static int read_facts(struct region_facts *f, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "region-fact", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 1)
		take_facts(f, s);
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

static int read_members(struct region_parts *p, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "region-member", e);

	while (rc == 0 && p->n < MEMBERS_DRAWN && (rc = stmt_step(s, e)) == 1) {
		struct member_of *m = &p->members[p->n++];

		m->place = stmt_number_or_nan(s, 0);
		stmt_copy(m->name, 250, s, 1);
		m->rank = stmt_number_or_nan(s, 3);
		m->score = stmt_number_or_nan(s, 4);
		m->change = stmt_number_or_nan(s, 6);
		rc = 0;
	}
	stmt_close(s);
	return rc < 0 ? -1 : 0;
}

/* What page_open, page_first and page_back write. */
static uint32_t head_rows(const struct report *r)
{
	return 3U + (r->worst_first ? 1 : 0) + (*r->computed ? 1 : 0);
}

uint32_t region_members_top(const struct report *r)
{
	return head_rows(r) + (*r->before ? 1 : 0);
}

uint32_t region_ranks_top(const struct report *r, const struct times *t)
{
	return head_rows(r) + times_rows(t);
}

/* The same, as the notes of a page want them. */
static void take_course(struct course *out, const struct times *t)
{
	out->n = t->n;
	for (uint16_t i = 0; i < t->n; i++) {
		memcpy(out->edition[i], t->edition[i], LABEL_TEXT);
		memcpy(out->method[i], t->method[t->of[i]], FACT_TEXT);
		out->starts[i] = times_parted(t, i);
	}
}

int region_read(struct region_parts *p, struct report *r, struct err *e)
{
	if (read_facts(&p->facts, r, e) < 0 || read_members(p, r, e) < 0 ||
		times_read(&p->times, r, e) < 0 ||
		parts_of_read(&p->of, r, e) < 0)
		return -1;
	take_course(&p->course, &p->times);
	return 0;
}

/* ---- the tiles ---- */

/* How many share the first place with the leader. */
static long sharing(const struct region_parts *p)
{
	long n = 0;

	for (int i = 0; i < p->n; i++)
		n += p->members[i].place == 1;
	return n > 1 ? n - 1 : 0;
}

static void leader_tile(struct card *c, const struct region_parts *p)
{
	const struct region_facts *f = &p->facts;
	struct report *r = c->report;
	struct language *l = r->language;
	char rank[FIGURE_TEXT], score[FIGURE_TEXT], others[FIGURE_TEXT];
	const struct word words[] = { { "rank", rank }, { "score", score },
		{ "n", others }, { NULL, NULL } };
	struct card_tile t = { .column = LEFT,
		.label = say(l, "LEADER"),
		.value = NAN,
		.lack = f->leader };

	card_figure(c, rank, f->rank, 0);
	card_figure(c, score, f->score, c->decimals);
	if (!isnan(f->rank))
		card_put(t.notes[0], FACT_TEXT,
			say(l, "rank {rank} in the world"), words);
	card_figure(c, others, (double)sharing(p), 0);
	if (sharing(p) > 0)
		card_put(t.notes[1], FACT_TEXT,
			say_many(l, "shared with {n} other",
				"shared with {n} others", sharing(p)),
			words);
	else if (!isnan(f->score))
		card_put(t.notes[1], FACT_TEXT, say(l, "score {score}"), words);
	card_put_tile(c, &t);
}

static void runner_tile(struct card *c, const struct region_facts *f)
{
	struct report *r = c->report;
	struct language *l = r->language;
	char gap[FIGURE_TEXT];
	const struct word words[] = { { "gap", gap }, { NULL, NULL } };
	struct card_tile t = { .column = LEFT + 1,
		.label = say(l, "RUNNER-UP"),
		.value = NAN,
		.lack = *f->runner_up ? f->runner_up : say(l, "none") };

	card_figure(c, gap, f->gap, c->decimals);
	if (!isnan(f->gap))
		card_put(t.notes[0], FACT_TEXT,
			f->gap < 0 ? say(l,
					     "gap {gap}: ranks do not follow "
					     "the scores")
				   : say(l, "gap to the leader {gap}"),
			words);
	card_put_tile(c, &t);
}

static void mean_tile(struct card *c, const struct region_facts *f)
{
	struct report *r = c->report;
	struct language *l = r->language;
	char world[FIGURE_TEXT];
	const struct word words[] = { { "world", world }, { NULL, NULL } };
	struct card_tile t = { .column = RIGHT_END - 1,
		.label = say(l, "MEAN SCORE"),
		.format = c->mean,
		.value = f->of[0][1],
		.lack = say(l, "no scores") };

	card_figure(c, world, f->of[1][1], c->more);
	if (!isnan(f->of[1][1]))
		card_put(t.notes[0], FACT_TEXT, say(l, "the world: {world}"),
			words);
	card_put(t.notes[1], FACT_TEXT,
		f->lower ? say(l, "the lower the better")
			 : say(l, "the higher the better"),
		words);
	card_put_tile(c, &t);
}

static void coverage_tile(struct card *c, const struct region_facts *f)
{
	struct language *l = c->report->language;
	char n[LABEL_TEXT];
	const struct word words[] = { { "n", n }, { NULL, NULL } };
	struct card_tile t = { .column = RIGHT,
		.label = say(l, "AREAS"),
		.format = "0",
		.value = f->areas };

	snprintf(n, sizeof(n), "%d", f->members);
	card_put(t.notes[0], FACT_TEXT,
		say_many(l, "of {n} area in it", "of {n} areas in it",
			f->members),
		words);
	card_put_tile(c, &t);
}

/* ---- the page ---- */

static int write_page(
	struct card *c, const struct region_parts *p, struct err *e)
{
	uint32_t row = CARD_BODY, left, right;

	card_head(c, c->report->region_name);
	leader_tile(c, p);
	runner_tile(c, &p->facts);
	mean_tile(c, &p->facts);
	coverage_tile(c, &p->facts);
	row = region_members(c, p, row) + 1;
	if (region_leads(c, row, e) < 0)
		return -1;
	row = region_ranks(c, p, row) + 1;
	right = country_pillars(c, &left, &p->of, row);
	left = region_numbers(c, p, left + 1);
	if (region_notes(c, p, (left > right ? left : right) + 1, e) < 0)
		return -1;
	card_close(c, 1);
	return 0;
}

int sheet_region(struct report *r, const struct sheet *s, struct err *e)
{
	struct region_parts *p = calloc(1, sizeof(*p));
	struct card *c = calloc(1, sizeof(*c));
	int rc = -1;

	if (!p || !c) {
		err_memory(e);
	} else if (region_read(p, r, e) == 0) {
		card_open(c, r, s, widths, sizeof(widths) / sizeof(*widths));
		rc = write_page(c, p, e);
	}
	if (p)
		parts_of_free(&p->of);
	free(p);
	free(c);
	return rc;
}
