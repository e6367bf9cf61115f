/* SPDX-License-Identifier: MIT */
#include "pipeline/report/moved.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/num.h"
#include "pipeline/score/contrib.h"
#include "pipeline/store/sides.h"

/* One side of the gap, with all that it is made from. */
struct end {
	struct sides *sides;
	struct score_tree tree;
	struct composites parts;
};

static int end_open(
	struct end *x, struct report *r, const char *edition, struct err *e)
{
	char name[2 * LABEL_TEXT + 2];

	snprintf(name, sizeof(name), "%.64s/%.63s", r->order->dataset, edition);
	if (side_open(&x->sides, r->db, name, e) < 0 ||
		score_tree_open(&x->tree, r->db, sides_from(x->sides), e) < 0 ||
		composites_open(&x->parts, &x->tree, e) < 0)
		return -1;
	return 0;
}

static void end_close(struct end *x)
{
	composites_close(&x->parts);
	score_tree_close(&x->tree);
	sides_close(x->sides);
}

static int side_of(struct contrib_side *out, const struct end *x,
	const char *area, struct err *e)
{
	int at = score_tree_area(&x->tree, area);

	if (at < 0)
		return err_set(e, ERR_DATA, "%s has no score in %s/%s", area,
			x->tree.dataset, x->tree.edition);
	*out = (struct contrib_side){ &x->parts, (size_t)at };
	return 0;
}

/* ---- lines ---- */

/* To be put in order. */
struct ordered {
	const struct contribution *is;
};

static int by_place(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;

	return (x->is > y->is) - (x->is < y->is);
}

static int by_size(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	int64_t p = llabs(x->is->units), q = llabs(y->is->units);

	return p != q ? (p < q) - (p > q) : by_place(a, b);
}

static void put_line(struct moved *out, struct report *r,
	const struct contributions *c, const struct contribution *p)
{
	struct moved_line *l = &out->lines[out->n++];
	int at = p->node[1] >= 0 ? 1 : 0;
	const struct score_tree *t = c->side[at].c->tree;

	snprintf(l->label, sizeof(l->label), "%.250s",
		say_name(
			r->language, "indicator", t->nodes[p->node[at]].label));
	l->weight = p->weight[isnan(p->weight[1]) ? 0 : 1];
	l->from = p->value[0];
	l->to = p->value[1];
	l->by = (double)p->units / num_power(c->places);
}

/* The greatest ones in the order of the tree; the others as one. */
static int put_lines(struct moved *out, struct report *r,
	const struct contributions *c, struct err *e)
{
	struct ordered *by = calloc(c->n + 1, sizeof(*by));
	size_t n = c->n <= MOVED_LINES ? c->n : MOVED_LINES - 1;
	int64_t rest = 0;

	if (!by)
		return err_memory(e);
	for (size_t i = 0; i < c->n; i++)
		by[i].is = &c->all[i];
	qsort(by, c->n, sizeof(*by), by_size);
	for (size_t i = n; i < c->n; i++)
		rest += by[i].is->units;
	qsort(by, n, sizeof(*by), by_place);
	for (size_t i = 0; i < n; i++)
		put_line(out, r, c, by[i].is);
	free(by);
	out->others = (long)(c->n - n);
	out->others_by = (double)rest / num_power(c->places);
	return 0;
}

static int put(struct moved *out, struct report *r,
	const struct contributions *c, struct err *e)
{
	double unit = num_power(c->places);

	out->places = c->places;
	out->from = (double)c->score[0] / unit;
	out->to = (double)c->score[1] / unit;
	out->gap = (double)(c->score[1] - c->score[0]) / unit;
	out->rounding = (double)c->rounding / unit;
	out->explained = c->explained;
	out->mean = composites_find(c->side[1].c, 0)->combine == COMBINE_MEAN;
	return put_lines(out, r, c, e);
}

/* ---- against what ---- */

static int read_other(struct moved *out, char area[LABEL_TEXT],
	struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "country-other", e);

	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 1) {
		stmt_copy(area, LABEL_TEXT, s, 0);
		stmt_copy(out->other, sizeof(out->other), s, 1);
		out->way = (enum moved_way)stmt_get_integer(s, 2);
	}
	stmt_close(s);
	return rc;
}

static int split(
	struct moved *out, struct report *r, const char *other, struct err *e)
{
	const int since = out->way == MOVED_SINCE;
	struct end to = { NULL }, from = { NULL };
	struct contributions c = { .all = NULL };
	struct contrib_side a, b;
	int rc = end_open(&to, r, r->edition, e);

	if (rc == 0 && since)
		rc = end_open(&from, r, r->before, e);
	if (rc == 0)
		rc = side_of(&a, since ? &from : &to, other, e);
	if (rc == 0)
		rc = side_of(&b, &to, r->area, e);
	if (rc == 0)
		rc = contributions_open(&c, a, b, e);
	if (rc == 0)
		rc = put(out, r, &c, e);
	contributions_close(&c);
	end_close(&from);
	end_close(&to);
	return rc;
}

int moved_read(
	struct moved *out, struct report *r, int comparable, struct err *e)
{
	char other[LABEL_TEXT] = "";
	struct err why = ERR_INIT;
	int rc;

	*out = (struct moved){ .way = MOVED_ALONE };
	if (comparable) {
		out->way = MOVED_SINCE;
		snprintf(other, sizeof(other), "%s", r->area);
	} else if ((rc = read_other(out, other, r, e)) <= 0) {
		return rc;
	}
	if (split(out, r, other, &why) == 0)
		return 0;
	if (why.kind != ERR_DATA)
		return err_set(e, why.kind, "%s", why.text);
	out->way = MOVED_NOT;
	return 0;
}
