/* SPDX-License-Identifier: MIT */
#include "pipeline/score/ranks.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/base/num.h"
#include "pipeline/store/stats.h"

struct key {
	double score;
	size_t at;
};

static int order(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

enum { PLACES = 9 };

/* Halves go up, also where binary fractions make a little less of them. What is
 * too great for a double to hold so many places has no more to round. */
static double coarse(double score, int places)
{
	double units = num_power(places);

	return fabs(score) * units < 0x1p52
		? floor(score * units + 0.5 + RANKS_LEAN) / units
		: score;
}

/* The scores that are there in their order; NULL if memory is out. */
static struct key *sorted(
	size_t *count, const double *scores, size_t n, int up, struct err *e)
{
	struct key *keys = calloc(n ? n : 1, sizeof(*keys));

	*count = 0;
	if (!keys) {
		err_memory(e);
		return NULL;
	}
	for (size_t i = 0; i < n; i++)
		if (!isnan(scores[i]))
			keys[(*count)++] = (struct key){
				(up ? -1 : 1) * coarse(scores[i], PLACES), i
			};
	qsort(keys, *count, sizeof(*keys), order);
	return keys;
}

/* Where the run of equal scores that begins at a place ends. */
static size_t run_end(const struct key *keys, size_t n, size_t at)
{
	size_t end = at + 1;

	while (end < n && keys[end].score == keys[at].score)
		end++;
	return end;
}

int ranks_of(double *out, const double *scores, size_t n, int up, struct err *e)
{
	size_t count, end;
	struct key *keys = sorted(&count, scores, n, up, e);

	if (!keys)
		return -1;
	for (size_t i = 0; i < n; i++)
		out[i] = NAN;
	for (size_t i = 0; i < count; i = end) {
		end = run_end(keys, count, i);
		for (size_t k = i; k < end; k++)
			out[keys[k].at] = (double)(i + 1);
	}
	free(keys);
	return 0;
}

void ranks_range(size_t *first, size_t *last, const double *scores,
	const double *slack, size_t n, size_t at, int up)
{
	double sign = up ? 1 : -1, own = sign * scores[at];

	*first = *last = 1;
	for (size_t i = 0; i < n; i++) {
		double apart = sign * scores[i] - own;
		double room = slack[i] + slack[at] +
			1e-12 * (fabs(scores[i]) + fabs(own));

		if (i == at || isnan(scores[i]))
			continue;
		*first += apart > room;
		*last += apart >= -room;
	}
}

int ranks_spearman(
	double *out, const double *a, const double *b, size_t n, struct err *e)
{
	double *room = calloc(3 * n + 1, sizeof(*room));
	size_t both = 0;

	if (!room)
		return err_memory(e);
	for (size_t i = 0; i < n; i++)
		if (!isnan(a[i]) && !isnan(b[i])) {
			room[both] = a[i];
			room[2 * n + both++] = b[i];
		}
	*out = stats_spearman(room, room + 2 * n, both);
	free(room);
	return 0;
}

int ranks_up(const struct score_tree *t)
{
	return t->nodes[0].lower == (t->rank_sign < 0);
}

int ranks_places(const struct score_tree *t)
{
	return t->ties_decimals >= 0 && t->ties_decimals < PLACES
		? t->ties_decimals
		: PLACES;
}

double ranks_score(const struct score_tree *t, double score)
{
	return coarse(score, ranks_places(t));
}

int ranks_has(const struct score_tree *t, size_t area)
{
	for (size_t i = 0; i < t->n_areas; i++)
		if (!isnan(t->areas[i].rank))
			return !isnan(t->areas[area].rank);
	return !isnan(t->values[area * t->n_nodes]);
}
