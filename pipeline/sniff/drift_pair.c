/* SPDX-License-Identifier: MIT */
/* Which columns of two workbooks are the same: those that the spec takes for
 * the same, then those that differ in one thing, then the likeliest. */
#include "pipeline/sniff/drift_view.h"
#include "pipeline/sniff/labels_inside.h"

/* ---- labels ---- */

/* The label as it is compared, without years and what stands in braces. */
static void strip(struct text *out, const char *label)
{
	struct text plain = TEXT_INIT;

	for (size_t i = 0; label[i];) {
		size_t digits = 0;

		while (is_digit(label[i + digits]))
			digits++;
		if (label[i] == '{' && strchr(label + i, '}'))
			i += strcspn(label + i, "}") + 1;
		else if (digits == 4)
			i += digits;
		else if (digits > 0) {
			text_add(&plain, label + i, digits);
			i += digits;
		} else
			text_putc(&plain, label[i++]);
	}
	text_fold(out, (struct span){ plain.at, plain.len });
	out->failed |= plain.failed;
	text_free(&plain);
}

/* Does one stand in the other as whole words? */
static int holds(const struct text *a, const struct text *b)
{
	const char *at = b->len ? strstr(a->at, b->at) : NULL;

	return at && (at == a->at || at[-1] == ' ') &&
		(at[b->len] == ' ' || at[b->len] == '\0');
}

double label_alike(const char *a, const char *b)
{
	struct text x = TEXT_INIT, y = TEXT_INIT;
	double alike = 0;

	strip(&x, a);
	strip(&y, b);
	if (x.len && y.len && !x.failed && !y.failed) {
		struct span p = { x.at, x.len }, q = { y.at, y.len };
		size_t most = p.len > q.len ? p.len : q.len;

		alike = 1 - (double)text_distance(p, q, most) / (double)most;
		if (alike < 0.8 && (holds(&x, &y) || holds(&y, &x)))
			alike = 0.8;
	} else if (!x.len && !y.len) {
		alike = 1;
	}
	text_free(&x);
	text_free(&y);
	return alike;
}

/* ---- the same ---- */

void pair_join(struct spot *was, struct spot *is, enum spot_how how)
{
	was->other = is;
	is->other = was;
	was->how = is->how = how;
}

/* Do they say the same? What the spec alone says stands for any. */
static int says_the_same(
	const struct view *v, const struct spot *was, const struct spot *is)
{
	if (!v->s || (was->node >= 0 && was->node == is->node) ||
		(was->area && was->area == is->area))
		return 1;
	return labels_same(was->says, is->says);
}

static void join_same(struct view *was, struct view *is)
{
	for (size_t i = 0; i < was->n; i++)
		for (size_t j = 0; j < is->n && !was->spots[i].other; j++) {
			struct spot *p = &was->spots[i], *q = &is->spots[j];

			if (p->spec && p->spec == q->spec && !q->other &&
				says_the_same(was, p, q))
				pair_join(p, q, HOW_SAME);
		}
}

static int has_same(const struct view *v, const struct spec_column *k)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->spots[i].spec == k && v->spots[i].other &&
			v->spots[i].how == HOW_SAME)
			return 1;
	return 0;
}

/* Where the periods of a family are all others, they have moved on. */
static void join_periods(struct view *was, struct view *is)
{
	for (size_t i = 0; i < was->n; i++) {
		struct spot *p = &was->spots[i];

		if (p->other || !p->period || has_same(was, p->spec))
			continue;
		for (size_t j = 0; j < is->n && !p->other; j++)
			if (is->spots[j].spec == p->spec &&
				!is->spots[j].other && is->spots[j].period)
				pair_join(p, &is->spots[j], HOW_PERIOD);
	}
}

/* Columns that the spec does not read go by their labels. */
static void join_unread(struct view *was, struct view *is)
{
	for (size_t i = 0; i < was->n; i++)
		for (size_t j = 0; j < is->n && !was->spots[i].other; j++) {
			struct spot *p = &was->spots[i], *q = &is->spots[j];

			if (!p->spec && !q->spec && !q->other &&
				strcmp(p->folded, q->folded) == 0 &&
				label_alike(p->above, q->above) == 1)
				pair_join(p, q, HOW_SAME);
		}
}

static void join_by_own_label(struct view *was, struct view *is)
{
	for (size_t i = 0; i < was->n; i++)
		for (size_t j = 0; j < is->n && !was->spots[i].other; j++) {
			struct spot *p = &was->spots[i], *q = &is->spots[j];

			if (p->spec && !q->spec && !q->other &&
				strcmp(p->folded, q->folded) == 0)
				pair_join(p, q, HOW_ABOVE);
		}
}

int view_pair(struct view *was, struct view *is, struct err *e)
{
	join_same(was, is);
	join_periods(was, is);
	join_unread(was, is);
	join_by_own_label(was, is);
	return pair_likeliest(was, is, e);
}
