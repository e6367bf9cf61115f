/* SPDX-License-Identifier: MIT */
#include "pipeline/store/board.h"

#include <math.h>
#include <stdlib.h>

#include "pipeline/store/board_inside.h"

/* What has standings keeps them, and is no more read than they are. */
static const char editions[] =
	"SELECT r.edition, e.regime, n.direction, e.ordinal, r.release_id, "
	"n.indicator_id, e.rank_sign, t.period, t.ranks FROM release AS r "
	"CROSS JOIN edition AS e "
	"ON e.dataset = r.dataset AND e.edition = r.edition "
	"CROSS JOIN indicator AS n ON n.dataset = r.dataset "
	"AND n.edition = r.edition AND n.indicator = 'overall' "
	"LEFT JOIN standing_edition AS t "
	"ON t.dataset = r.dataset AND t.edition = r.edition AND EXISTS ("
	"SELECT 1 FROM standing AS s "
	"WHERE s.dataset = t.dataset AND s.edition = t.edition) "
	"WHERE r.dataset = ?1 AND r.state = 'current' ORDER BY r.edition";

/* The first and the last period of either measure: most releases have one. */
#define PERIOD(which, measure)                                                 \
	"(SELECT " which "(period) FROM observation WHERE release_id = ?1 "    \
	"AND indicator_id = ?2 AND measure = '" measure "')"
static const char periods[] = "SELECT " PERIOD("min", "rank") ", " PERIOD(
	"max", "rank") ", " PERIOD("min", "score") ", " PERIOD("max", "score");

/* For the others. */
static const char overall[] =
	"SELECT period FROM overall WHERE release_id = ?1";

static const char figures[] =
	"SELECT area, value FROM observation WHERE release_id = ?1 "
	"AND indicator_id = ?2 AND measure = ?3 AND period = ?4 AND place = 0 "
	"ORDER BY area";

/* ---- areas -----------------------------------------------------------------
 */

static int copy(
	struct span *out, struct arena *to, struct span s, struct err *e)
{
	*out = (struct span){ arena_copy(to, s), s.len };
	return out->at ? 0 : err_memory(e);
}

static int read_areas(struct board *b, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, b->db, "SELECT area FROM area ORDER BY area", e);

	while (rc >= 0 && (rc = stmt_step(s, e)) == 1) {
		struct span *all =
			array_more(b->areas, b->n_areas, sizeof(*all));

		if (!all) {
			rc = err_memory(e);
			break;
		}
		b->areas = all;
		rc = copy(
			&all[b->n_areas++], &b->names, stmt_get_text(s, 0), e);
	}
	stmt_close(s);
	return rc;
}

int board_open(struct board **out, struct db *d, struct err *e)
{
	struct board *b = calloc(1, sizeof(*b));

	if (!b)
		return err_memory(e);
	b->db = d;
	if (read_areas(b, e) < 0 ||
		stmt_open(&b->editions, d, editions, e) < 0 ||
		stmt_open(&b->periods, d, periods, e) < 0 ||
		stmt_open(&b->overall, d, overall, e) < 0 ||
		stmt_open(&b->figures, d, figures, e) < 0) {
		board_close(b);
		return -1;
	}
	*out = b;
	return 0;
}

static void forget(struct board *b)
{
	arena_free(&b->texts);
	free(b->all);
	free(b->lines);
	free(b->order);
	b->texts = (struct arena)ARENA_INIT;
	b->dataset = (struct span){ NULL, 0 };
	b->all = NULL;
	b->lines = NULL;
	b->order = NULL;
	b->n = b->n_lines = 0;
}

void board_close(struct board *b)
{
	if (!b)
		return;
	forget(b);
	stmt_close(b->editions);
	stmt_close(b->periods);
	stmt_close(b->overall);
	stmt_close(b->figures);
	for (int i = 0; i < BOARD_TABLES; i++)
		stmt_close(b->put[i]);
	arena_free(&b->names);
	free(b->areas);
	free(b);
}

/* ---- editions and their figures ---------------------------------------------
 */

/* NULL where there is neither a score nor a rank. */
static int find_period(struct span *out, struct board *b,
	struct board_edition *x, struct err *e)
{
	struct stmt *s = b->periods;
	struct span one = { NULL, 0 };
	int rc, several = 0;

	stmt_integer(s, 1, x->release);
	stmt_integer(s, 2, x->indicator);
	rc = stmt_step(s, e);
	for (int i = 0; rc == 1 && i < 4; i++) {
		struct span period = stmt_get_text(s, i);

		several |= one.at && period.at && !span_same(one, period);
		one = period.at ? period : one;
	}
	if (rc == 1 && several) {
		stmt_integer(b->overall, 1, x->release);
		rc = stmt_step(b->overall, e);
		if (rc == 1)
			one = stmt_get_text(b->overall, 0);
	}
	rc = rc < 0 ? -1 : 0;
	*out = one;
	if (rc == 0 && one.at)
		rc = copy(out, &b->texts, one, e);
	stmt_reset(s);
	stmt_reset(b->overall);
	return rc;
}

static int add_edition(struct board *b, struct stmt *s, struct err *e)
{
	struct board_edition *all = array_more(b->all, b->n, sizeof(*all)), *x;

	if (!all)
		return err_memory(e);
	b->all = all;
	x = &all[b->n];
	*x = (struct board_edition){ .ordinal = stmt_get_integer(s, 3),
		.release = stmt_get_integer(s, 4),
		.indicator = stmt_get_integer(s, 5),
		.rank_sign = (int)stmt_get_integer(s, 6),
		.is_lower = span_is(stmt_get_text(s, 2), "lower"),
		.is_kept = stmt_type(s, 7) != VALUE_NULL,
		.is_ranked = span_is(stmt_get_text(s, 8), "published") };
	if (copy(&x->edition, &b->texts, stmt_get_text(s, 0), e) < 0 ||
		copy(&x->regime, &b->texts, stmt_get_text(s, 1), e) < 0 ||
		copy(&x->direction, &b->texts, stmt_get_text(s, 2), e) < 0 ||
		(x->is_kept ? copy(&x->period, &b->texts, stmt_get_text(s, 7),
				      e)
			    : find_period(&x->period, b, x, e)) < 0)
		return -1;
	b->n += x->period.at != NULL;
	return 0;
}

static int read_editions(struct board *b, struct err *e)
{
	int rc;

	stmt_text(b->editions, 1, b->dataset);
	while ((rc = stmt_step(b->editions, e)) == 1)
		if (add_edition(b, b->editions, e) < 0) {
			rc = -1;
			break;
		}
	stmt_reset(b->editions);
	return rc;
}

/* A rank that is no whole number is none. */
static int is_whole(double value)
{
	const double end = 9.2e18; /* beyond it there is no integer */

	return value == floor(value) && value > -end && value < end;
}

/* What is read of an edition: a cell for each area that there is. */
struct cell {
	struct board_line line;
	int is_there;
};

static void take_figure(struct cell *c, struct stmt *s, int is_rank)
{
	double value = stmt_get_number(s, 1);

	c->is_there = 1;
	if (stmt_type(s, 1) == VALUE_NULL)
		return;
	if (!is_rank) {
		c->line.has_score = 1;
		c->line.score = value;
	} else if (is_whole(value)) {
		c->line.has_rank = 1;
		c->line.rank = (int64_t)value;
	}
}

/* Both the figures and the areas come by code. */
static int read_figures(struct cell *cells, struct board *b,
	const struct board_edition *x, int is_rank, struct err *e)
{
	struct stmt *s = b->figures;
	size_t at = 0;
	int rc;

	stmt_integer(s, 1, x->release);
	stmt_integer(s, 2, x->indicator);
	stmt_text(s, 3, span_of(is_rank ? "rank" : "score"));
	stmt_text(s, 4, x->period);
	while ((rc = stmt_step(s, e)) == 1) {
		struct span area = stmt_get_text(s, 0);

		while (at < b->n_areas && span_order(b->areas[at], area) < 0)
			at++;
		if (at < b->n_areas && span_same(b->areas[at], area))
			take_figure(&cells[at], s, is_rank);
	}
	return rc;
}

static int keep(struct board *b, uint32_t edition, const struct cell *cells,
	struct err *e)
{
	struct board_edition *x = &b->all[edition];

	x->first = b->n_lines;
	for (uint32_t i = 0; i < b->n_areas; i++) {
		struct board_line *all;

		if (!cells[i].is_there)
			continue;
		all = array_more(b->lines, b->n_lines, sizeof(*all));
		if (!all)
			return err_memory(e);
		b->lines = all;
		all += b->n_lines++;
		*all = cells[i].line;
		all->edition = edition;
		all->area = i;
		x->is_ranked |= cells[i].line.has_rank;
	}
	x->n = b->n_lines - x->first;
	return 0;
}

static int read_lines(struct board *b, struct err *e)
{
	struct cell *cells = calloc(b->n_areas + 1, sizeof(*cells));
	int rc = cells ? 0 : err_memory(e);

	for (uint32_t i = 0; rc == 0 && i < b->n; i++) {
		if (b->all[i].is_kept)
			continue;
		memset(cells, 0, b->n_areas * sizeof(*cells));
		rc = read_figures(cells, b, &b->all[i], 1, e);
		if (rc == 0)
			rc = read_figures(cells, b, &b->all[i], 0, e);
		if (rc == 0)
			rc = keep(b, i, cells, e);
	}
	free(cells);
	return rc;
}

int board_read(struct board *b, const char *dataset, struct err *e)
{
	if (b->dataset.at && span_is(b->dataset, dataset))
		return 0;
	forget(b);
	if (copy(&b->dataset, &b->texts, span_of(dataset), e) < 0 ||
		read_editions(b, e) < 0 || read_lines(b, e) < 0 ||
		board_order(b, e) < 0) {
		forget(b);
		return -1;
	}
	return 0;
}
