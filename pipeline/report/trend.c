/* SPDX-License-Identifier: MIT */
#include "pipeline/report/trend.h"

#include <assert.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/ids.h"

enum { EDITIONS_SHOWN = 24 }; /* those of trend.sql */

struct edition {
	int64_t regime; /* which one, from 1; 0: there is no such edition */
	int64_t ranked; /* how many areas have a place */
};

/* The places of an area; 0: none. */
struct way {
	int64_t place[EDITIONS_SHOWN];
};

struct trend {
	struct ids areas, regimes;
	struct edition editions[EDITIONS_SHOWN];
	struct way *ways; /* by the place of the area in areas */
	struct text marks;
};

/* The way of an area, made where there is none yet. */
static struct way *way_of(struct trend *t, struct span area, struct err *e)
{
	const size_t n = t->areas.n;
	const int64_t at = ids_place(&t->areas, area, e);
	struct way *more;

	if (at < 0)
		return NULL;
	if (t->areas.n > n) {
		more = array_more(t->ways, n, sizeof(*more));
		if (!more) {
			err_memory(e);
			return NULL;
		}
		t->ways = more;
		t->ways[n] = (struct way){ { 0 } };
	}
	return &t->ways[at];
}

/* Takes the row that s stands on. */
static int take(struct trend *t, struct stmt *s, struct err *e)
{
	const int64_t number = stmt_get_integer(s, 0);
	const int64_t regime = ids_place(&t->regimes, stmt_get_text(s, 1), e);
	const struct span area = stmt_get_text(s, 2);
	struct way *way;

	assert(number >= 0 && number < EDITIONS_SHOWN);
	if (regime < 0)
		return -1;
	t->editions[number].regime = regime + 1;
	if (!area.at)
		return 0;
	way = way_of(t, area, e);
	if (!way)
		return -1;
	way->place[number] = stmt_get_integer(s, 3);
	t->editions[number].ranked += way->place[number] > 0;
	return 0;
}

int trend_open(struct trend **out, struct report *r, struct err *e)
{
	struct trend *t = calloc(1, sizeof(*t));
	struct stmt *s = NULL;
	int rc = t ? report_query(&s, r, "trend", e) : err_memory(e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1)
		rc = take(t, s, e);
	stmt_close(s);
	if (rc < 0) {
		trend_close(t);
		return err_in(e, "sql/export/trend.sql");
	}
	*out = t;
	return 0;
}

void trend_close(struct trend *t)
{
	if (!t)
		return;
	ids_free(&t->areas);
	ids_free(&t->regimes);
	free(t->ways);
	text_free(&t->marks);
	free(t);
}

static const char *mark_of(int64_t place, int64_t ranked)
{
	static const char *const eighths[] = { "\u2581", "\u2582", "\u2583",
		"\u2584", "\u2585", "\u2586", "\u2587", "\u2588" };
	int64_t eighth;

	if (place == 0)
		return "\u00b7";
	eighth = ranked > 1 ? 8 * (ranked - place) / (ranked - 1) : 7;
	return eighths[eighth < 7 ? eighth : 7];
}

const char *trend_marks(struct trend *t, struct span area, struct err *e)
{
	const struct edition *before = NULL;
	const struct way *way = way_of(t, area, e);

	if (!way)
		return NULL;
	text_clear(&t->marks);
	for (int i = 0; i < EDITIONS_SHOWN; i++) {
		const struct edition *at = &t->editions[i];

		if (!at->regime)
			continue;
		if (before && before->regime != at->regime)
			text_puts(&t->marks, "\u2502");
		text_puts(&t->marks, mark_of(way->place[i], at->ranked));
		before = at;
	}
	return text_done(&t->marks, e) < 0 ? NULL : t->marks.at;
}
