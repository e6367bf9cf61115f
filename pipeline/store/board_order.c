/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "pipeline/store/board_inside.h"

/* What is sorted. */
struct sorted {
	const struct board_edition *edition;
	const struct board_line *lines;
};

static int sign(int less, int more)
{
	return less ? -1 : more;
}

static int by_score(const struct sorted *s, const struct board_line *x,
	const struct board_line *y)
{
	int way = sign(x->score > y->score, x->score < y->score);

	return s->edition->is_lower ? -way : way;
}

/* As standing.line has it; areas are numbered by code. */
static int by_line(const void *a, const void *b, void *context)
{
	const struct sorted *s = context;
	const struct board_line *x = &s->lines[*(const uint32_t *)a];
	const struct board_line *y = &s->lines[*(const uint32_t *)b];
	int way = 0;

	if (x->has_rank != y->has_rank)
		return y->has_rank - x->has_rank;
	if (x->has_rank)
		way = s->edition->rank_sign *
			sign(x->rank<y->rank, x->rank> y->rank);
	if (way == 0 && x->has_score != y->has_score)
		return y->has_score - x->has_score;
	if (way == 0 && x->has_score)
		way = by_score(s, x, y);
	return way ? way : sign(x->area<y->area, x->area> y->area);
}

static int is_placed(
	const struct board_edition *x, const struct board_line *line)
{
	return x->is_ranked ? line->has_rank : line->has_score;
}

/* Lines stand in the order of places, too. */
static void count_lines(const struct board *b, const struct board_edition *x)
{
	const struct board_line *before = NULL;

	for (uint32_t i = 0; i < x->n; i++) {
		struct board_line *line = &b->lines[b->order[x->first + i]];
		int same = before &&
			(x->is_ranked ? before->rank == line->rank
				      : before->score == line->score);

		line->line = i + 1;
		if (!is_placed(x, line))
			continue;
		line->place = same ? before->place : i + 1;
		before = line;
	}
}

static void order_lines(struct board *b, const struct board_edition *x)
{
	struct sorted s = { x, b->lines };
	uint32_t *order = b->order + x->first;

	for (uint32_t i = 0; i < x->n; i++)
		order[i] = (uint32_t)x->first + i;
	qsort_r(order, x->n, sizeof(*order), by_line, &s);
	count_lines(b, x);
}

/* The editions of a dataset are few. */
static void count_editions(struct board *b)
{
	for (size_t i = 0; i < b->n; i++) {
		b->all[i].position = 1;
		for (size_t j = 0; j < b->n; j++)
			b->all[i].position +=
				b->all[j].ordinal < b->all[i].ordinal;
	}
}

int board_order(struct board *b, struct err *e)
{
	b->order = calloc(b->n_lines + 1, sizeof(*b->order));
	if (!b->order)
		return err_memory(e);
	count_editions(b);
	for (size_t i = 0; i < b->n; i++)
		order_lines(b, &b->all[i]);
	return 0;
}
