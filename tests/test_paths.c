/* SPDX-License-Identifier: MIT */
/*
 * The ways of areas through the editions: the queries about trajectories, on
 * tables that were really derived. The numbers in the names are those of the
 * requirements at the head of the file of the query, or of the view course.
 */
#include "tests/rows.h"

#include "pipeline/store/query.h"
#include "tests/deriving.h"
#include "tests/smallworld.h"

/* ---- a world ----------------------------------------------------------------
 */

struct edition {
	const char *name, *regime, *direction, *first, *period;
	const char *scale; /* "0, 100", or "NULL, NULL" */
};

/* An area in the edition of a place, from 1; NULL: no cell. */
struct line {
	int edition;
	const char *area, *rank, *score;
};

static const char areas[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'old', 'Old'), ('d', 'new', 'New');"
	"INSERT INTO area (area, name, kind) VALUES ('AAA', 'Alba', 'iso'), "
	"('BBB', 'Bora', 'iso'), ('CCC', 'Cala', 'iso'), "
	"('DDD', 'Dune', 'iso'), ('EEE', 'Elba', 'iso');"
	"INSERT INTO label VALUES (1, 'x');"
	"INSERT INTO sheet VALUES (1, 'Ranks');";

static int empty(void **state)
{
	return world_open(state, areas);
}

static void put_edition(struct db *d, const struct edition *t, int n)
{
	char sql[1200];

	snprintf(sql, sizeof(sql),
		"INSERT INTO edition (dataset, edition, ordinal, regime, "
		"direction, first, ties, period) VALUES ('d', '%s', %d, '%s', "
		"'%s', '%s', 'none', '%s');"
		"INSERT INTO indicator (indicator_id, dataset, edition, "
		"indicator, ordinal, level, label, weight, combine, direction, "
		"scale_min, scale_max) VALUES (%d, 'd', '%s', 'overall', 0, 0, "
		"'Overall', 1, 'none', '%s', %s);"
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, loaded) VALUES (%d, 'd', '%s', printf('%%064d', %d), "
		"'current', '2026')",
		t->name, n, t->regime, t->direction, t->first, t->period, n,
		t->name, t->direction, t->scale, n, t->name, n);
	world_script(d, sql);
}

static void put_figure(struct db *d, const struct line *l, const char *measure,
	const char *value, const char *period)
{
	char sql[400];

	if (!value)
		return;
	snprintf(sql, sizeof(sql),
		"INSERT INTO observation VALUES (%d, %d, '%s', '%s', '%s', 0, "
		"%s, '', 1, 'A1', 1)",
		l->edition, l->edition, measure, period, l->area, value);
	world_script(d, sql);
}

static void make(struct db *d, const struct edition *t, size_t n_editions,
	const struct line *l, size_t n)
{
	struct err e = ERR_INIT;

	for (size_t i = 0; i < n_editions; i++)
		put_edition(d, &t[i], (int)i + 1);
	for (size_t i = 0; i < n; i++) {
		const char *period = t[l[i].edition - 1].period;

		put_figure(d, &l[i], "rank", l[i].rank, period);
		put_figure(d, &l[i], "score", l[i].score, period);
	}
	if (derive_stale(d, &e) < 0)
		fail_msg("%s", e.text);
}

#define MAKE(d, editions, ...)                                                 \
	do {                                                                   \
		static const struct line l_[] = { __VA_ARGS__ };               \
		make(d, editions, COUNT(editions), l_, COUNT(l_));             \
	} while (0)

/* Three editions of one regime, a year each, and one of another. */
static const struct edition four[] = {
	{ "1", "old", "higher", "best", "2021", "0, 50" },
	{ "2", "old", "higher", "best", "2022", "0, 50" },
	{ "3", "old", "higher", "best", "2023", "0, 50" },
	{ "4", "new", "higher", "best", "2024", "0, 100" },
};

static const struct edition lower[] = {
	{ "1", "old", "lower", "best", "2021", "1, 5" },
	{ "2", "old", "lower", "best", "2022", "1, 5" },
};

/* ---- asking -----------------------------------------------------------------
 */

struct call {
	const char *query, *arguments[3];
	const char *areas;
	int across;
	int limit; /* 0: none */
	const char *columns;
};

static int place_of(const char *header, const char *column, size_t len)
{
	int at = 0;

	for (; *header && *header != '\n'; at++) {
		size_t n = strcspn(header, ",\n");

		if (n == len && memcmp(header, column, len) == 0)
			return at;
		header += n + (header[n] == ',');
	}
	fail_msg("no column %.*s", (int)len, column);
	return -1;
}

static void put_field(FILE *out, const char *line, int at)
{
	for (; at > 0; at--)
		line += strcspn(line, ",\n") + 1;
	fprintf(out, "%.*s", (int)strcspn(line, ",\n"), line);
}

/* The columns of CSV that are named, rows behind a blank. */
static void cut(FILE *out, const char *csv, const char *columns)
{
	const char *line = csv;

	while (line = strchr(line, '\n') + 1, *line) {
		fputs(out && line != strchr(csv, '\n') + 1 ? " " : "", out);
		for (const char *c = columns; *c;) {
			size_t n = strcspn(c, ",");

			fputs(c == columns ? "" : "|", out);
			put_field(out, line, place_of(csv, c, n));
			c += n + (c[n] == ',');
		}
	}
}

static char *answer(struct db *d, const struct call *c)
{
	struct err e = ERR_INIT;
	struct text note = TEXT_INIT;
	struct query_order o = { .areas = c->areas,
		.across = c->across,
		.limit = c->limit ? c->limit : -1 };
	struct doc q;
	char *argv[3], *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	assert_int_equal(doc_find(&q, "query", c->query, &e), 1);
	for (; o.argc < 3 && c->arguments[o.argc]; o.argc++)
		argv[o.argc] = (char *)(uintptr_t)c->arguments[o.argc];
	o.argv = argv;
	if (query_named(out, &note, d, &q, &o, QUERY_CSV, &e) < 0)
		fail_msg("%s", e.text);
	text_free(&note);
	assert_int_equal(fclose(out), 0);
	return text;
}

/* Columns stand behind '|', rows behind a blank. */
static void assert_answer(struct db *d, struct call c, const char *expected)
{
	char *csv = answer(d, &c), *found = NULL;
	size_t len;
	FILE *out = open_memstream(&found, &len);

	assert_non_null(out);
	cut(out, csv, c.columns);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(found, expected);
	free(csv);
	free(found);
}

#define HISTORY(area, what)                                                    \
	(struct call)                                                          \
	{                                                                      \
		"history", { "d", area }, .columns = (what)                    \
	}

/* ---- course, history, histories ---------------------------------------------
 */

static void each_edition_has_a_row_and_a_gap_is_seen_1(void **state)
{
	MAKE(*state, four, { 1, "AAA", "1", "30" }, { 1, "BBB", "2", "20" },
		{ 2, "BBB", "1", "25" }, { 3, "AAA", "1", "40" },
		{ 3, "BBB", "2", "30" }, { 4, "BBB", "1", "60" });
	assert_answer(*state,
		HISTORY("AAA", "edition,present,rank,score,rank_change"),
		"1|yes|1|30| 2|no||| 3|yes|1|40| 4|no|||");
	assert_answer(*state, HISTORY("CCC", "edition"), "");
}

static void an_edition_without_standings_is_no_step_1(void **state)
{
	MAKE(*state, four, { 1, "AAA", "2", NULL }, { 3, "AAA", "1", NULL });
	assert_answer(*state, HISTORY("AAA", "edition,rank,rank_change"),
		"1|2| 3|1|1");
}

static void a_row_says_of_how_many_and_by_what_2(void **state)
{
	static const struct edition two[] = {
		{ "1", "old", "higher", "best", "2021", "0, 50" },
		{ "2", "old", "higher", "best", "2022", "0, 50" },
	};

	MAKE(*state, two, { 1, "AAA", "1", "30" }, { 1, "BBB", NULL, "20" },
		{ 2, "AAA", NULL, "30" }, { 2, "BBB", NULL, "40" });
	assert_answer(*state, HISTORY("AAA", "rank,place,ranks,areas"),
		"1|1|published|1 |2|computed|2");
	assert_answer(*state, HISTORY("BBB", "rank,place,ranks,areas"),
		"||published|1 |1|computed|2");
}

static void the_first_is_at_100_and_the_last_at_0_percent_3(void **state)
{
	MAKE(*state, lower, { 1, "AAA", "1", NULL }, { 1, "BBB", "2", NULL },
		{ 1, "CCC", "2", NULL }, { 1, "DDD", "4", NULL },
		{ 1, "EEE", NULL, NULL }, { 2, "AAA", "1", NULL });
	assert_answer(*state,
		(struct call){ "histories", { "d" }, NULL, 0, 0,
			"area,edition,percentile" },
		"AAA|1|100 AAA|2| BBB|1|50 BBB|2| CCC|1|50 CCC|2| DDD|1|0 "
		"DDD|2|");
}

static void a_score_is_scaled_to_its_better_end_4(void **state)
{
	static const struct edition three[] = {
		{ "1", "old", "lower", "best", "2021", "1, 5" },
		{ "2", "new", "higher", "best", "2022", "-2.5, 2.5" },
		{ "3", "new", "higher", "best", "2023", "NULL, NULL" },
	};

	MAKE(*state, three, { 1, "AAA", NULL, "2" }, { 2, "AAA", NULL, "1" },
		{ 3, "AAA", NULL, "3" });
	assert_answer(*state, HISTORY("AAA", "score,scaled,direction"),
		"2|75|lower 1|70|higher 3||higher");
}

static void up_is_positive_and_a_tie_is_no_move_6(void **state)
{
	MAKE(*state, four, { 1, "AAA", "3", NULL }, { 1, "BBB", "1", NULL },
		{ 1, "CCC", "1", NULL }, { 2, "AAA", "1", NULL },
		{ 2, "BBB", "1", NULL }, { 2, "CCC", "3", NULL },
		{ 3, "AAA", NULL, NULL }, { 3, "BBB", "1", NULL });
	assert_answer(*state,
		(struct call){ "histories", { "d" }, "AAA,BBB", 0, 0,
			"area,edition,place,rank_change" },
		"AAA|1|3| AAA|2|1|2 AAA|3|| BBB|1|1| BBB|2|1|0 BBB|3|1|0");
}

static void up_is_away_from_1_where_the_worst_is_first_6(void **state)
{
	static const struct edition worst[] = {
		{ "1", "old", "lower", "worst", "2021", "0, 120" },
		{ "2", "old", "lower", "worst", "2022", "0, 120" },
	};

	/* one more area ranks: by places AAA would not move */
	MAKE(*state, worst, { 1, "AAA", "2", "80" }, { 1, "BBB", "1", "90" },
		{ 2, "AAA", "3", "75" }, { 2, "BBB", "2", "85" },
		{ 2, "CCC", "1", "99" });
	assert_answer(*state,
		HISTORY("AAA", "rank,place,rank_change,score_change"),
		"2|1|| 3|1|1|-5");
}

static void ranks_that_cannot_be_compared_move_by_place_6(void **state)
{
	static const struct edition ends[] = {
		{ "1", "old", "higher", "best", "2021", "0, 50" },
		{ "2", "old", "higher", "worst", "2022", "0, 50" },
		{ "3", "old", "higher", "best", "2023", "0, 50" },
	};

	MAKE(*state, ends, { 1, "AAA", "2", "1" }, { 1, "BBB", "1", "2" },
		{ 2, "AAA", "2", "2" }, { 2, "BBB", "1", "1" },
		{ 3, "AAA", NULL, "1" }, { 3, "BBB", NULL, "2" });
	assert_answer(*state, HISTORY("AAA", "rank,place,rank_change"),
		"2|2| 2|1|1 |2|-1");
}

static void a_regime_break_is_told_7(void **state)
{
	MAKE(*state, four, { 3, "AAA", "2", "20" }, { 4, "AAA", "1", "40" });
	assert_answer(*state,
		HISTORY("AAA", "regime,regime_break,comparable,rank_change"),
		"old|no|| new|yes|no|1");
}

static void directions_that_differ_are_not_comparable_7(void **state)
{
	static const struct edition turned[] = {
		{ "1", "old", "lower", "best", "2021", "0, 10" },
		{ "2", "old", "higher", "best", "2022", "0, 10" },
	};
	struct call c = HISTORY(
		"AAA", "regime_break,comparable,score_change,scaled_change");

	MAKE(*state, turned, { 1, "AAA", "1", "2" }, { 2, "AAA", "1", "7" });
	assert_answer(*state, c, "no||| no|no||");
	c.across = 1;
	assert_answer(*state, c, "no||| no|no||-10");
}

static void scores_change_inside_a_regime_8(void **state)
{
	struct call c =
		HISTORY("AAA", "edition,comparable,score_change,scaled_change");

	MAKE(*state, four, { 2, "AAA", "1", "20.1" }, { 3, "AAA", "1", "20.3" },
		{ 4, "AAA", "1", "40" });
	assert_answer(*state, c, "2||| 3|yes|0.2|0.4 4|no||");
	/* of two scales there is a difference of what is scaled alone */
	c.across = 1;
	assert_answer(*state, c, "2||| 3|yes|0.2|0.4 4|no||-0.6");
}

static void a_select_gets_no_change_across_regimes_by_mistake_8(void **state)
{
	static const struct edition two[] = {
		{ "1", "old", "higher", "best", "2021", "0, 50" },
		{ "2", "new", "higher", "best", "2022", "0, 50" },
	};

	MAKE(*state, two, { 1, "AAA", "1", "20" }, { 2, "AAA", "1", "30" });
	check_rows(*state,
		"SELECT comparable, score_change, scaled_change, "
		"score_change_across, scaled_change_across "
		"FROM course WHERE area = 'AAA' AND edition = '2'",
		"\n", "no|-|-|10.0|20.0");
}

static void scores_of_one_scale_may_be_compared_across_8(void **state)
{
	static const struct edition two[] = {
		{ "1", "old", "higher", "best", "2021", "0, 50" },
		{ "2", "new", "higher", "best", "2022", "0, 50" },
	};
	struct call c = HISTORY("AAA", "comparable,score_change");

	MAKE(*state, two, { 1, "AAA", "1", "20" }, { 2, "AAA", "1", "30" });
	assert_answer(*state, c, "| no|");
	c.across = 1;
	assert_answer(*state, c, "| no|10");
}

/* ---- extremes ---------------------------------------------------------------
 */

static void the_best_and_the_worst_have_their_editions_2(void **state)
{
	MAKE(*state, four, { 1, "AAA", "2", "20" }, { 1, "BBB", "1", "30" },
		{ 2, "AAA", "1", "20" }, { 2, "BBB", "2", "18.5" },
		{ 3, "AAA", "2", "15.1" }, { 3, "BBB", "1", "40" });
	assert_answer(*state,
		(struct call){ "extremes", { "d", "AAA" }, NULL, 0, 0,
			"measure,regime,best,best_times,best_first,best_last,"
			"worst,worst_times,worst_first,worst_last,range" },
		"rank||1|1|2|2|2|2|1|3|1 rank|old|1|1|2|2|2|2|1|3|1 "
		"score||20|2|1|2|15.1|1|3|3|4.9 "
		"score|old|20|2|1|2|15.1|1|3|3|4.9");
}

static void the_lower_score_may_be_the_best_2(void **state)
{
	MAKE(*state, lower, { 1, "AAA", "1", "2" }, { 2, "AAA", "1", "3" });
	assert_answer(*state,
		(struct call){ "extremes", { "d", "AAA" }, NULL, 0, 0,
			"measure,regime,best,best_last,worst,worst_last,"
			"range" },
		"rank||1|2|1|2|0 rank|old|1|2|1|2|0 score||2|1|3|2|1 "
		"score|old|2|1|3|2|1");
}

static void what_has_no_figure_has_no_extremes_3(void **state)
{
	MAKE(*state, lower, { 1, "AAA", NULL, "2" }, { 1, "BBB", "1", NULL },
		{ 1, "CCC", NULL, "NULL" }, { 2, "BBB", "1", NULL });
	assert_answer(*state,
		(struct call){ "extremes", { "d" }, NULL, 0, 0,
			"area,measure,regime,editions" },
		"AAA|score||1 AAA|score|old|1 BBB|rank||2 BBB|rank|old|2");
	assert_answer(*state,
		(struct call){ "extremes", { "d" }, "AAA,CCC", 0, 0,
			"area,measure,regime" },
		"AAA|score| AAA|score|old");
}

static void scores_of_two_regimes_need_to_be_asked_for_4(void **state)
{
	static const struct edition two[] = {
		{ "1", "old", "higher", "best", "2021", "0, 50" },
		{ "2", "new", "higher", "best", "2022", "0, 50" },
	};
	struct call c = { "extremes", { "d", "AAA" }, NULL, 0, 0,
		"measure,regime,comparable,best" };

	MAKE(*state, two, { 1, "AAA", "2", "20" }, { 1, "BBB", "1", "21" },
		{ 2, "AAA", "1", "30" });
	assert_answer(*state, c,
		"rank||no|1 rank|old|yes|2 rank|new|yes|1 score|old|yes|20 "
		"score|new|yes|30");
	c.across = 1;
	assert_answer(*state, c,
		"rank||no|1 rank|old|yes|2 rank|new|yes|1 score||no|30 "
		"score|old|yes|20 score|new|yes|30");
}

static void scores_of_two_scales_have_no_extremes_4(void **state)
{
	MAKE(*state, four, { 3, "AAA", NULL, "20" }, { 4, "AAA", NULL, "30" });
	assert_answer(*state,
		(struct call){ "extremes", { "d", "AAA" }, NULL, 1, 0,
			"measure,regime,comparable" },
		"rank||no rank|old|yes rank|new|yes score|old|yes "
		"score|new|yes");
}

/* ---- streaks ----------------------------------------------------------------
 */

static const struct edition seven[] = {
	{ "1", "old", "higher", "best", "2021", "0, 50" },
	{ "2", "old", "higher", "best", "2022", "0, 50" },
	{ "3", "old", "higher", "best", "2023", "0, 50" },
	{ "4", "old", "higher", "best", "2024", "0, 50" },
	{ "5", "new", "higher", "best", "2025", "0, 50" },
	{ "6", "new", "higher", "best", "2026", "0, 50" },
	{ "7", "new", "higher", "best", "2027", "0, 50" },
};

#define STREAK                                                                 \
	"measure,kind,longest,times,longest_from,longest_to,current,"          \
	"current_since"

static void a_streak_ends_with_the_regime_1(void **state)
{
	/* rank 1 throughout from the second edition on */
	MAKE(*state, seven, { 1, "AAA", "2", NULL }, { 2, "AAA", "1", NULL },
		{ 3, "AAA", "1", NULL }, { 4, "AAA", "1", NULL },
		{ 5, "AAA", "1", NULL }, { 6, "AAA", "1", NULL },
		{ 7, "AAA", "1", NULL }, { 1, "BBB", "1", NULL });
	assert_answer(*state,
		(struct call){ "streaks", { "d", "AAA" }, NULL, 0, 0, STREAK },
		"rank|rising|1|1|1|2|0| rank|unchanged|2|2|5|7|2|5 "
		"rank|top|4|1|1|4|3|5 rank|leader|3|2|5|7|3|5");
}

static void a_streak_ends_where_an_edition_is_missing_1(void **state)
{
	MAKE(*state, seven, { 1, "AAA", "5", "1" }, { 2, "AAA", "4", "2" },
		{ 3, "BBB", "1", "1" }, { 4, "AAA", "3", "3" },
		{ 5, "AAA", "2", "4" }, { 6, "AAA", "1", "5" },
		{ 7, "BBB", "1", "1" });
	assert_answer(*state,
		(struct call){ "streaks", { "d", "AAA" }, NULL, 0, 0, STREAK },
		"rank|rising|1|2|5|6|0| rank|top|2|2|5|6|0| "
		"rank|leader|2|2|5|6|0| score|rising|1|2|5|6|0|");
}

static void steps_one_after_another_are_a_streak_2(void **state)
{
	MAKE(*state, seven, { 1, "AAA", "2", "10" }, { 2, "AAA", "3", "9" },
		{ 3, "AAA", "4", "9" }, { 4, "AAA", "5", "11" },
		{ 5, "AAA", "20", "30" }, { 6, "AAA", "19", "20" },
		{ 7, "AAA", "15", "10" });
	assert_answer(*state,
		(struct call){ "streaks", { "d", "AAA" }, NULL, 0, 1, STREAK },
		"rank|rising|2|1|5|7|2|5 rank|falling|3|1|1|4|0| "
		"rank|top|4|1|1|4|3|5 rank|leader|4|1|1|4|3|5 "
		"score|rising|1|1|3|4|0| score|falling|2|1|5|7|2|5 "
		"score|unchanged|1|1|2|3|0|");
}

static void the_n_of_top_is_the_limit_and_a_shared_place_counts_3(void **state)
{
	MAKE(*state, lower, { 1, "AAA", "1", NULL }, { 1, "BBB", "1", NULL },
		{ 1, "CCC", "3", NULL }, { 2, "AAA", "2", NULL },
		{ 2, "BBB", "3", NULL }, { 2, "CCC", "1", NULL });
	assert_answer(*state,
		(struct call){ "streaks", { "d" }, NULL, 0, 2,
			"area,kind,longest,current" },
		"AAA|falling|1|1 AAA|top|2|2 AAA|leader|1|0 "
		"BBB|falling|1|1 BBB|top|1|0 BBB|leader|1|0 "
		"CCC|rising|1|1 CCC|top|1|1 CCC|leader|1|1");
	assert_answer(*state,
		(struct call){ "streaks", { "d" }, "CCC", 0, 0,
			"area,kind,longest,current" },
		"CCC|rising|1|1 CCC|top|2|2 CCC|leader|1|1");
}

static void a_lower_score_rises_where_lower_is_better_1(void **state)
{
	MAKE(*state, lower, { 1, "AAA", NULL, "3" }, { 2, "AAA", NULL, "2" });
	assert_answer(*state,
		(struct call){ "streaks", { "d", "AAA" }, NULL, 0, 0,
			"measure,kind,longest" },
		"rank|unchanged|1 rank|top|2 rank|leader|2 score|rising|1");
}

static void one_edition_has_no_steps_6(void **state)
{
	static const struct edition one[] = {
		{ "1", "old", "higher", "best", "2021", "0, 50" },
	};

	MAKE(*state, one, { 1, "AAA", "1", "3" });
	assert_answer(*state,
		(struct call){ "streaks", { "d" }, NULL, 0, 0, "kind,longest" },
		"top|1 leader|1");
	assert_answer(*state,
		(struct call){ "swings", { "d" }, NULL, 0, 0, "area" }, "");
	assert_answer(*state,
		(struct call){ "volatility", { "d" }, NULL, 0, 0, "area" }, "");
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, NULL, 0, 0, "pair" },
		"");
	assert_answer(*state,
		(struct call){ "dispersion", { "d" }, NULL, 0, 0,
			"edition,areas,of,mean,median,sd,cv,sd_change" },
		"1|1|1|3|3|||");
}

/* ---- swings, volatility -----------------------------------------------------
 */

static void the_largest_moves_come_first_1_3_4(void **state)
{
	/* CCC comes and goes, and moves nobody */
	MAKE(*state, four, { 1, "AAA", "1", "40" }, { 1, "BBB", "2", "30" },
		{ 1, "DDD", "3", "20" }, { 2, "AAA", "4", "10" },
		{ 2, "BBB", "2", "35" }, { 2, "CCC", "1", "41" },
		{ 2, "DDD", "3", "30.5" }, { 3, "AAA", "2", "20" },
		{ 3, "BBB", "1", "35" }, { 3, "DDD", "3", "1" },
		{ 4, "AAA", "1", "90" });
	assert_answer(*state,
		(struct call){ "swings", { "d" }, NULL, 0, 1,
			"measure,area,edition_from,edition_to,before,after,"
			"change,better" },
		"rank|AAA|1|2|1|3|-2|no score|AAA|1|2|40|10|-30|no");
	/* of equal moves all are there */
	assert_answer(*state,
		(struct call){ "swings", { "d" }, NULL, 0, 2,
			"measure,place,area,edition_to,change" },
		"rank|1|AAA|2|-2 rank|2|BBB|2|1 rank|2|DDD|2|1 "
		"rank|2|AAA|3|1 rank|2|DDD|3|-1 "
		"score|1|AAA|2|-30 score|2|DDD|3|-29.5");
	assert_answer(*state,
		(struct call){ "volatility", { "d" }, NULL, 0, 0,
			"regime,area,steps,rank_sd,rank_moved,rank_net,"
			"score_steps,score_sd,score_moved,score_net" },
		"old|AAA|2|2.12132|1.5|-1|2|28.284271247|20|-20 "
		"old|DDD|2|1.414214|1|0|2|28.284271247|20|-19 "
		"old|BBB|2|0.707107|0.5|1|2|3.535533906|2.5|5");
}

static void across_regimes_nothing_moves_unless_asked_for_2(void **state)
{
	static const struct edition two[] = {
		{ "1", "old", "lower", "best", "2021", "1, 5" },
		{ "2", "new", "lower", "best", "2022", "1, 5" },
	};
	struct call c = { "swings", { "d" }, NULL, 0, 0,
		"measure,area,comparable,change,better" };

	MAKE(*state, two, { 1, "AAA", "1", "2" }, { 1, "BBB", "2", "3" },
		{ 2, "AAA", "2", "3.5" }, { 2, "BBB", "1", "2.25" });
	assert_answer(*state, c, "");
	c.across = 1;
	assert_answer(*state, c,
		"rank|AAA|no|-1|no rank|BBB|no|1|yes "
		"score|AAA|no|1.5|no score|BBB|no|-0.75|yes");
}

static void scores_do_not_move_between_scales_2(void **state)
{
	MAKE(*state, four, { 3, "AAA", "1", "20" }, { 4, "AAA", "1", "30" });
	assert_answer(*state,
		(struct call){ "swings", { "d" }, NULL, 1, 0, "area" }, "");
}

/* ---- convergence, dispersion ------------------------------------------------
 */

/* The figures of the next two are numpy's (lstsq), to nine places. */
static const struct line catching_up[] = { { 1, "AAA", NULL, "10" },
	{ 1, "BBB", NULL, "20" }, { 1, "CCC", NULL, "30" },
	{ 1, "DDD", NULL, "45" }, { 1, "EEE", NULL, "7" },
	{ 2, "AAA", NULL, "22" }, { 2, "BBB", NULL, "26" },
	{ 2, "CCC", NULL, "35" }, { 2, "DDD", NULL, "44" } };

static void beta_is_a_slope_per_year_on_the_common_sample_2_3_5_6(void **state)
{
	static const struct edition two[] = {
		{ "1", "old", "lower", "best", "2019-2020", "0, 50" },
		{ "2", "old", "lower", "best", "2024", "0, 50" },
	};

	make(*state, two, 2, catching_up, COUNT(catching_up));
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, NULL, 0, 0,
			"pair,measure,time,per,areas,beta,se,r2,speed,"
			"half_life" },
		"ends|score|4|year|4|-0.086915888|0.013956247|0.950962067|"
		"0.106798706|6.490221 "
		"ends|log|4|year|4|-0.133086514|0.019799753|0.957609374|"
		"0.190006673|3.648015 "
		"next|score|4|year|4|-0.086915888|0.013956247|0.950962067|"
		"0.106798706|6.490221 "
		"next|log|4|year|4|-0.133086514|0.019799753|0.957609374|"
		"0.190006673|3.648015");
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, NULL, 0, 0,
			"measure,sd_from,sd_to,sd_change,cv_from,cv_to" },
		"score|14.930394056|9.810708435|-5.119685621|0.568776916|"
		"0.308998691 "
		"log|0.641356798|0.308415393|-0.332941405|| "
		"score|14.930394056|9.810708435|-5.119685621|0.568776916|"
		"0.308998691 "
		"log|0.641356798|0.308415393|-0.332941405||");
}

static void without_years_it_is_per_edition_3(void **state)
{
	static const struct edition two[] = {
		{ "1", "old", "higher", "best", "spring", "0, 50" },
		{ "2", "old", "higher", "best", "autumn", "0, 50" },
	};

	make(*state, two, 2, catching_up, COUNT(catching_up));
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, NULL, 0, 0,
			"pair,measure,time,per,beta,half_life" },
		"ends|score|1|edition|-0.347663551|1.622555 "
		"ends|log|1|edition|-0.532346056|0.912004 "
		"next|score|1|edition|-0.347663551|1.622555 "
		"next|log|1|edition|-0.532346056|0.912004");
}

static void each_regime_has_its_ends_and_neighbours_1(void **state)
{
	MAKE(*state, seven, { 1, "AAA", NULL, "1" }, { 2, "AAA", NULL, "1" },
		{ 4, "AAA", NULL, "1" }, { 5, "AAA", NULL, "1" },
		{ 6, "BBB", NULL, "1" }, { 7, "BBB", NULL, "1" });
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, NULL, 0, 0,
			"regime,pair,edition_from,edition_to,time,measure,"
			"areas" },
		"old|ends|1|4|3|score|1 old|ends|1|4|3|log|1 "
		"old|next|1|2|1|score|1 old|next|1|2|1|log|1 "
		"old|next|2|4|2|score|1 old|next|2|4|2|log|1 "
		"new|ends|5|7|2|score|0 new|next|5|6|1|score|0 "
		"new|next|6|7|1|score|1 new|next|6|7|1|log|1");
}

static void a_score_of_0_has_no_logarithm_4(void **state)
{
	MAKE(*state, lower, { 1, "AAA", NULL, "0" }, { 1, "BBB", NULL, "8" },
		{ 2, "AAA", NULL, "2" }, { 2, "BBB", NULL, "6" });
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, NULL, 0, 0,
			"pair,measure,beta,speed,cv_from,cv_to" },
		"ends|score|-0.5|0.693147181|1.414213562|0.707106781 "
		"next|score|-0.5|0.693147181|1.414213562|0.707106781");
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, "BBB", 0, 0,
			"pair,measure,areas,beta,sd_from" },
		"ends|score|1|| ends|log|1|| next|score|1|| next|log|1||");
}

static void what_grows_apart_has_no_half_life_6(void **state)
{
	MAKE(*state, lower, { 1, "AAA", NULL, "-1" }, { 1, "BBB", NULL, "1" },
		{ 2, "AAA", NULL, "-2" }, { 2, "BBB", NULL, "2" });
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, NULL, 0, 0,
			"pair,beta,speed,half_life,cv_from" },
		"ends|1|-0.693147181|| next|1|-0.693147181||");
	world_script(*state,
		"UPDATE standing SET score = -score WHERE edition = '2'");
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, NULL, 0, 0,
			"pair,beta,speed,half_life" },
		"ends|-3|| next|-3||");
}

static void what_too_few_areas_do_not_define_is_null_8(void **state)
{
	MAKE(*state, lower, { 1, "AAA", NULL, "3" }, { 1, "BBB", NULL, "3" },
		{ 1, "CCC", NULL, "3" }, { 2, "AAA", NULL, "2" },
		{ 2, "BBB", NULL, "4" }, { 2, "CCC", NULL, "3" });
	/* all begin at one place */
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, NULL, 0, 0,
			"measure,areas,beta,se,r2,speed,sd_from,sd_to" },
		"score|3|||||0|1 log|3|||||0|0.348237453 "
		"score|3|||||0|1 log|3|||||0|0.348237453");
}

static void all_that_move_alike_are_certain_5(void **state)
{
	MAKE(*state, lower, { 1, "AAA", NULL, "1" }, { 1, "BBB", NULL, "2" },
		{ 1, "CCC", NULL, "3" }, { 2, "AAA", NULL, "2" },
		{ 2, "BBB", NULL, "3" }, { 2, "CCC", NULL, "4" });
	assert_answer(*state,
		(struct call){ "convergence", { "d" }, NULL, 0, 0,
			"pair,measure,beta,se,r2,half_life" },
		"ends|score|0|0|| "
		"ends|log|-0.374020094|0.032740408|0.992395632|1.479702 "
		"next|score|0|0|| "
		"next|log|-0.374020094|0.032740408|0.992395632|1.479702");
}

static void dispersion_is_of_the_areas_of_all_editions_of_a_regime_1_2_3(
	void **state)
{
	MAKE(*state, four, { 1, "AAA", NULL, "1" }, { 1, "BBB", NULL, "3" },
		{ 1, "CCC", NULL, "50" }, { 2, "AAA", NULL, "2" },
		{ 2, "BBB", NULL, "3" }, { 2, "DDD", NULL, "40" },
		{ 3, "AAA", NULL, "0" }, { 3, "BBB", NULL, "4" },
		{ 3, "CCC", NULL, "NULL" }, { 4, "AAA", NULL, "-5" },
		{ 4, "BBB", NULL, "5" }, { 4, "CCC", NULL, "6" });
	assert_answer(*state,
		(struct call){ "dispersion", { "d" }, NULL, 0, 0,
			"edition,regime,areas,of,mean,median,sd,sd_change" },
		"1|old|2|3|2|2|1.414213562| "
		"2|old|2|3|2.5|2.5|0.707106781|-0.707106781 "
		"3|old|2|2|2|2|2.828427125|2.121320344 "
		"4|new|3|3|2|5|6.08276253|");
	assert_answer(*state,
		(struct call){ "dispersion", { "d" }, NULL, 0, 0,
			"edition,cv,cv_change,log_sd,log_sd_change" },
		"1|0.707106781||0.776836199| "
		"2|0.282842712|-0.424264069|0.286707127|-0.490129072 "
		"3|1.414213562|1.13137085|| 4||||");
	assert_answer(*state,
		(struct call){ "dispersion", { "d" }, "AAA,CCC", 0, 0,
			"edition,areas,of,mean,sd" },
		"1|1|3|1| 2|1|3|2| 3|1|2|0| 4|2|3|0.5|7.778174593");
}

/* ---- periods ----------------------------------------------------------------
 */

static void put_panel(struct db *d)
{
	static const struct edition one[] = {
		{ "1", "old", "lower", "best", "2023", "0, 50" },
	};

	make(d, one, 1, NULL, 0);
	world_script(d,
		"INSERT INTO indicator (indicator_id, dataset, edition, "
		"indicator, parent, ordinal, level, label, weight, combine, "
		"direction) VALUES (9, 'd', '1', 'raw', 'overall', 1, 1, 'R', "
		"1, 'none', 'higher');"
		"INSERT INTO observation SELECT 1, n, m, p, a, 0, v, '', 1, "
		"'A1', 1 FROM (SELECT 1 AS n, 'score' AS m, '2021' AS p, 'AAA' "
		"AS a, 2.5 AS v UNION ALL VALUES "
		"(1, 'score', '2021', 'BBB', 2.5), "
		"(1, 'score', '2021', 'CCC', 3.5), "
		"(1, 'score', '2019-2020', 'AAA', 4.0), "
		"(1, 'score', '2019-2020', 'BBB', NULL), "
		"(1, 'score', '2023', 'AAA', 4.25), "
		"(1, 'score', '2023', 'BBB', 1.0), "
		"(1, 'rank', '2023', 'AAA', 2), "
		"(1, 'raw', '2023', 'AAA', 99), "
		"(9, 'raw', '2023', 'AAA', 1.0), "
		"(9, 'raw', '2023', 'BBB', 2.0))");
}

static void an_area_has_a_place_in_each_period_1_2_3(void **state)
{
	put_panel(*state);
	assert_answer(*state,
		(struct call){ "periods", { "d/1", "overall" }, NULL, 0, 0,
			"area,period,value,rank,place,areas,percentile,"
			"place_change,value_change,best,worst" },
		"AAA|2019-2020|4||1|1||||1|2 "
		"AAA|2021|2.5||1|3|75|0|-1.5|1|2 "
		"AAA|2023|4.25|2|2|2|0|-1|1.75|1|2 "
		"BBB|2019-2020||||1||||1|1 BBB|2021|2.5||1|3|75|||1|1 "
		"BBB|2023|1||1|2|100|0|-1.5|1|1 CCC|2021|3.5||3|3|0|||3|3");
}

static void nothing_changes_across_a_period_that_is_missing_2(void **state)
{
	put_panel(*state);
	world_script(*state,
		"DELETE FROM observation WHERE period = '2021' "
		"AND area = 'AAA'");
	assert_answer(*state,
		(struct call){ "periods", { "d/1", "overall", "AAA" }, NULL, 0,
			0, "period,place,place_change,value_change" },
		"2019-2020|1|| 2023|2||");
}

static void a_period_without_a_year_is_beside_the_others_4(void **state)
{
	put_panel(*state);
	world_script(*state,
		"UPDATE observation SET period = 'latest' "
		"WHERE period = '2019-2020'");
	assert_answer(*state,
		(struct call){ "periods", { "d/1", "overall", "AAA" }, NULL, 0,
			0, "period,place,place_change,value_change" },
		"latest|1|| 2021|1|| 2023|2|-1|1.75");
	assert_answer(*state,
		(struct call){ "period-convergence", { "d/1", "overall" }, NULL,
			0, 0, "pair,period_from,period_to" },
		"ends|2021|2023 ends|2021|2023 next|2021|2023 next|2021|2023");
}

static void periods_converge_as_editions_do_1_2_3_4(void **state)
{
	put_panel(*state);
	assert_answer(*state,
		(struct call){ "period-convergence", { "d/1", "overall" }, NULL,
			0, 0,
			"pair,measure,period_from,period_to,time,per,areas,"
			"beta" },
		"ends|value|2019-2020|2023|3|year|1| "
		"ends|log|2019-2020|2023|3|year|1| "
		"next|value|2019-2020|2021|1|year|1| "
		"next|log|2019-2020|2021|1|year|1| "
		"next|value|2021|2023|2|year|2| "
		"next|log|2021|2023|2|year|2|");
	world_script(*state,
		"DELETE FROM observation WHERE period = '2019-2020';"
		"INSERT INTO observation SELECT 1, 1, 'score', '2021', 'DDD', "
		"0, 4.5, '', 1, 'A1', 1 UNION ALL SELECT 1, 1, 'score', "
		"'2023', 'DDD', 0, 3.5, '', 1, 'A1', 1");
	assert_answer(*state,
		(struct call){ "period-convergence", { "d/1", "overall" },
			"AAA,DDD", 0, 0,
			"pair,measure,time,areas,beta,speed,half_life,sd_from,"
			"sd_to,cv_to" },
		"ends|value|2|2|-0.6875|||1.414213562|0.530330086|0.136859377 "
		"ends|log|2|2|-0.665158574|||0.415627937|0.137289034| "
		"next|value|2|2|-0.6875|||1.414213562|0.530330086|0.136859377 "
		"next|log|2|2|-0.665158574|||0.415627937|0.137289034|");
}

static void a_figure_without_scores_is_ranked_raw(void **state)
{
	put_panel(*state);
	assert_answer(*state,
		(struct call){ "periods", { "d/1", "raw" }, "BBB,CCC", 0, 0,
			"area,period,value,place,areas" },
		"BBB|2023|2|1|2");
}

#define test_in_world(name)                                                    \
	cmocka_unit_test_setup_teardown(name, empty, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_world(each_edition_has_a_row_and_a_gap_is_seen_1),
		test_in_world(an_edition_without_standings_is_no_step_1),
		test_in_world(a_row_says_of_how_many_and_by_what_2),
		test_in_world(the_first_is_at_100_and_the_last_at_0_percent_3),
		test_in_world(a_score_is_scaled_to_its_better_end_4),
		test_in_world(up_is_positive_and_a_tie_is_no_move_6),
		test_in_world(up_is_away_from_1_where_the_worst_is_first_6),
		test_in_world(ranks_that_cannot_be_compared_move_by_place_6),
		test_in_world(a_regime_break_is_told_7),
		test_in_world(directions_that_differ_are_not_comparable_7),
		test_in_world(scores_change_inside_a_regime_8),
		test_in_world(scores_of_one_scale_may_be_compared_across_8),
		test_in_world(
			a_select_gets_no_change_across_regimes_by_mistake_8),
		test_in_world(the_best_and_the_worst_have_their_editions_2),
		test_in_world(the_lower_score_may_be_the_best_2),
		test_in_world(what_has_no_figure_has_no_extremes_3),
		test_in_world(scores_of_two_regimes_need_to_be_asked_for_4),
		test_in_world(scores_of_two_scales_have_no_extremes_4),
		test_in_world(a_streak_ends_with_the_regime_1),
		test_in_world(a_streak_ends_where_an_edition_is_missing_1),
		test_in_world(steps_one_after_another_are_a_streak_2),
		test_in_world(
			the_n_of_top_is_the_limit_and_a_shared_place_counts_3),
		test_in_world(a_lower_score_rises_where_lower_is_better_1),
		test_in_world(one_edition_has_no_steps_6),
		test_in_world(the_largest_moves_come_first_1_3_4),
		test_in_world(across_regimes_nothing_moves_unless_asked_for_2),
		test_in_world(scores_do_not_move_between_scales_2),
		test_in_world(
			beta_is_a_slope_per_year_on_the_common_sample_2_3_5_6),
		test_in_world(without_years_it_is_per_edition_3),
		test_in_world(each_regime_has_its_ends_and_neighbours_1),
		test_in_world(a_score_of_0_has_no_logarithm_4),
		test_in_world(what_grows_apart_has_no_half_life_6),
		test_in_world(what_too_few_areas_do_not_define_is_null_8),
		test_in_world(all_that_move_alike_are_certain_5),
		test_in_world(
			dispersion_is_of_the_areas_of_all_editions_of_a_regime_1_2_3),
		test_in_world(an_area_has_a_place_in_each_period_1_2_3),
		test_in_world(
			nothing_changes_across_a_period_that_is_missing_2),
		test_in_world(a_period_without_a_year_is_beside_the_others_4),
		test_in_world(periods_converge_as_editions_do_1_2_3_4),
		test_in_world(a_figure_without_scores_is_ranked_raw),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
