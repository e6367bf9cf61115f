/* SPDX-License-Identifier: MIT */
/*
 * Changes between two editions or releases: the views that hold them and the
 * queries that tell them. The numbers in the names are those of the
 * requirements at the head of the file in sql/derive or sql/query that the test
 * is about.
 */
#include "tests/rows.h"

#include "pipeline/store/query.h"
#include "tests/deriving.h"
#include "tests/smallworld.h"

/* Three editions, the last in a regime of its own: releases 1, 2 and 3 are
 * current, 4 was current of edition 1, 5 is what the press printed of 2. */
static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'old', 'Old'), ('d', 'new', 'New');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) VALUES "
	"('d', '1', 1, 'old', 'higher', 2, 'sequential', '2024'), "
	"('d', '2', 2, 'old', 'higher', 2, 'sequential', '2024'), "
	"('d', '3', 3, 'new', 'higher', 2, 'sequential', '2024');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals, "
	"scale_min, scale_max) VALUES "
	"(1, 'd', '1', 'overall', NULL, 0, 0, 'Overall', 1, 'none', 'higher', "
	"2, 0, 100), "
	"(2, 'd', '2', 'overall', NULL, 0, 0, 'Overall', 1, 'none', 'higher', "
	"2, 0, 100), "
	"(3, 'd', '3', 'overall', NULL, 0, 0, 'Overall', 1, 'none', 'higher', "
	"2, 0, 100), "
	"(4, 'd', '1', 'p', 'overall', 1, 1, 'Pillar', 1, 'none', 'higher', 2, "
	"0, 10), "
	"(5, 'd', '2', 'p', 'overall', 1, 1, 'Pillar', 1, 'none', 'higher', 2, "
	"0, 10), "
	"(6, 'd', '2', 'q', 'overall', 2, 1, 'Other', 1, 'none', 'higher', 2, "
	"0, 10);"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"source, published, loaded) VALUES "
	"(1, 'd', '1', printf('1111%060d', 0), 'current', 'workbook', "
	"'2025-06', '2026'), "
	"(2, 'd', '2', printf('2222%060d', 0), 'current', 'workbook', "
	"'2025-06', '2026'), "
	"(3, 'd', '3', printf('3333%060d', 0), 'current', 'workbook', "
	"'2025-06', '2026'), "
	"(4, 'd', '1', printf('4444%060d', 0), 'superseded', 'workbook', "
	"'2025-01', '2026'), "
	"(5, 'd', '2', printf('5555%060d', 0), 'aside', 'press', '2025-03', "
	"'2026');"
	"INSERT INTO area (area, name, kind) VALUES ('AAA', 'Alba', 'iso'), "
	"('BBB', 'Bora', 'iso'), ('CCC', 'Cala', 'iso'), "
	"('DDD', 'Dune', 'iso'), ('EEE', 'Esta', 'iso'), "
	"('FFF', 'Fell', 'iso');"
	"INSERT INTO label VALUES (1, 'x');"
	"INSERT INTO sheet VALUES (1, 'Ranks')";

static int empty(void **state)
{
	return world_open(state, base);
}

/* ---- figures ----------------------------------------------------------------
 */

/* An area's figures of an indicator in a release; NULL: no cell. */
struct line {
	int release, indicator;
	const char *area, *rank, *score;
};

static void fill(struct db *d, const struct line *l, size_t n)
{
	struct err e = ERR_INIT;

	for (size_t i = 0; i < n; i++) {
		const int release = l[i].release;
		const int indicator = l[i].indicator;

		world_put(d, release, indicator, "rank", l[i].area, l[i].rank);
		world_put(
			d, release, indicator, "score", l[i].area, l[i].score);
	}
	if (derive_stale(d, &e) < 0)
		fail_msg("%s", e.text);
}

/* Puts figures into the database, and derives. */
#define FILL(d, ...)                                                           \
	do {                                                                   \
		static const struct line l_[] = { __VA_ARGS__ };               \
		fill(d, l_, COUNT(l_));                                        \
	} while (0)

/* After a change of what ranks the areas. */
static void derive_anew(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	world_script(d, sql);
	if (derive_stale(d, &e) < 0)
		fail_msg("%s", e.text);
}

static void assert_rows(struct db *d, const char *sql, const char *expected)
{
	check_rows(d, sql, "\n", expected);
}

/* Columns of release_delta between releases 1 and 2. */
#define BETWEEN(columns)                                                       \
	"SELECT area, " columns " FROM release_delta "                         \
	"WHERE from_release = 1 AND to_release = 2 ORDER BY area"

/* ---- queries ----------------------------------------------------------------
 */

/* A call. limit 0: none. */
struct call {
	const char *name, *arguments[4];
	int across;
	int64_t limit;
	const char *areas;
};

#define CALL(name_, ...)                                                       \
	((struct call){ .name = (name_), .arguments = { __VA_ARGS__ } })
#define CALL_WITH(option, name_, ...)                                          \
	((struct call){ .name = (name_), .arguments = { __VA_ARGS__ }, option })

static int ask(char **text, struct text *note, struct db *d,
	const struct call *c, struct err *e)
{
	struct doc q;
	char *argv[4];
	size_t len;
	FILE *out = open_memstream(text, &len);
	int argc = 0, rc;

	assert_non_null(out);
	assert_int_equal(doc_find(&q, "query", c->name, e), 1);
	for (; argc < 4 && c->arguments[argc]; argc++)
		argv[argc] = (char *)(uintptr_t)c->arguments[argc];
	rc = query_named(out, note, d, &q,
		&(struct query_order){ argv, argc, NULL, c->areas, c->across,
			c->limit ? c->limit : -1 },
		QUERY_CSV, e);
	assert_int_equal(fclose(out), 0);
	return rc;
}

/* The rows behind the head, or with it where the answer begins with '#'. */
static void assert_answer(struct db *d, struct call c, const char *answer)
{
	struct err e = ERR_INIT;
	struct text note = TEXT_INIT;
	char *text = NULL;
	int rc = ask(&text, &note, d, &c, &e);

	assert_string_equal(e.text, "");
	assert_int_equal(rc, 0);
	assert_string_equal(answer[0] == '#' ? text : strchr(text, '\n') + 1,
		answer[0] == '#' ? answer + 1 : answer);
	text_free(&note);
	free(text);
}

static void assert_refused(
	struct db *d, struct call c, enum err_kind kind, const char *says)
{
	struct err e = ERR_INIT;
	struct text note = TEXT_INIT;
	char *text = NULL;

	assert_int_equal(ask(&text, &note, d, &c, &e), -1);
	assert_fault(&e, kind, says);
	assert_string_equal(text, "");
	text_free(&note);
	free(text);
}

/* ---- release_standing -------------------------------------------------------
 */

/* Ranks, ties, blanks, a rank that is none, an edition without ranks. */
static void fill_all(struct db *d)
{
	FILL(d, { 1, 1, "AAA", "1", "90" }, { 1, 1, "BBB", "2", "80" },
		{ 1, 1, "CCC", "2", "80" }, { 1, 1, "DDD", "4", "70" },
		{ 1, 1, "EEE", "97.5", "60" }, { 2, 2, "AAA", "3", "65" },
		{ 2, 2, "BBB", "1", "91" }, { 2, 2, "DDD", "2", NULL },
		{ 2, 2, "EEE", "", "N/A" }, { 2, 2, "FFF", "4", "10" },
		{ 3, 3, "AAA", NULL, "50" }, { 3, 3, "BBB", NULL, "50" },
		{ 3, 3, "CCC", NULL, "70" }, { 3, 3, "DDD", NULL, "x" },
		{ 4, 1, "AAA", "2", "88" }, { 4, 1, "BBB", "1", "89" },
		{ 5, 2, "AAA", "2", NULL }, { 5, 2, "DDD", "3", NULL });
}

static void release_standing_1_of_current_releases_it_is_standing(void **state)
{
	static const char columns[] = "dataset, edition, ordinal, regime, "
				      "release_id, area, rank, score, line, "
				      "place";
	static const char *const changes[] = {
		"UPDATE edition SET first = 'worst' WHERE edition = '1'",
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator = 'overall'",
	};
	char sql[900];

	snprintf(sql, sizeof(sql),
		"SELECT (SELECT count(*) FROM standing), (SELECT count(*) FROM "
		"(SELECT %s FROM release_standing WHERE state = 'current' "
		"EXCEPT SELECT %s FROM standing)), (SELECT count(*) FROM "
		"(SELECT %s FROM standing EXCEPT SELECT %s FROM "
		"release_standing))",
		columns, columns, columns, columns);
	fill_all(*state);
	assert_rows(*state, sql, "14|0|0");
	for (size_t i = 0; i < COUNT(changes); i++) {
		derive_anew(*state, changes[i]);
		assert_rows(*state, sql, "14|0|0");
	}
}

static void release_standing_1_releases_of_any_state_stand(void **state)
{
	fill_all(*state);
	assert_rows(*state,
		"SELECT state, area, rank, score, line, place "
		"FROM release_standing WHERE release_id IN (4, 5) "
		"ORDER BY release_id, line",
		"superseded|BBB|1|89.0|1|1\nsuperseded|AAA|2|88.0|2|2\n"
		"aside|AAA|2|-|1|1\naside|DDD|3|-|2|2");
}

static void release_standing_3_ranks_are_those_of_the_release_itself(
	void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "90" }, { 4, 1, "AAA", NULL, "80" },
		{ 4, 1, "BBB", NULL, "85" });
	assert_rows(*state,
		"SELECT release_id, area, rank, place, ranks "
		"FROM release_standing ORDER BY release_id, area",
		"1|AAA|1|1|published\n4|AAA|-|2|computed\n"
		"4|BBB|-|1|computed");
}

static void release_overall_1_without_overall_there_is_no_row(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "90" }, { 2, 5, "AAA", NULL, "5" });
	assert_rows(*state, "SELECT release_id, period FROM release_overall",
		"1|2024");
	assert_refused(*state, CALL("delta", "d/1", "d/2"), ERR_DATA,
		"d/2@222200000000 has no overall score and no overall rank, so "
		"nothing is ranked: kosh-query indicators d/2 lists what there "
		"is");
}

/* Whether a plan goes through all rows of a table with figures or releases. */
static void assert_no_scan(struct db *d, const char *select)
{
	static const char *const tables[] = { "r", "n", "o", "e", "k", "v", "l",
		"w", "release", "indicator", "observation" };
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	char sql[400];
	int steps = 0;

	snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s", select);
	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	for (; stmt_step(s, &e) == 1; steps++) {
		struct span line = stmt_get_text(s, 3);

		for (size_t i = 0; i < COUNT(tables); i++) {
			char scan[40];
			int n = snprintf(
				scan, sizeof(scan), "SCAN %s", tables[i]);

			if (line.len >= (size_t)n &&
				memcmp(line.at, scan, (size_t)n) == 0 &&
				(line.len == (size_t)n || line.at[n] == ' '))
				fail_msg("%.*s", SPAN(line));
		}
	}
	assert_true(steps > 5);
	stmt_close(s);
}

static void release_standing_5_one_release_alone_is_read(void **state)
{
	fill_all(*state);
	assert_no_scan(
		*state, "SELECT * FROM release_standing WHERE release_id = 4");
	assert_no_scan(*state,
		"SELECT * FROM release_delta WHERE from_release = 1 "
		"AND to_release = 2");
}

/* ---- release_delta ----------------------------------------------------------
 */

static void release_delta_1_without_ranks_places_are_computed(void **state)
{
	FILL(*state, { 1, 1, "AAA", NULL, "10" }, { 1, 1, "BBB", NULL, "30" },
		{ 1, 1, "CCC", NULL, "30" }, { 2, 2, "AAA", NULL, "40" },
		{ 2, 2, "BBB", NULL, "30" }, { 2, 2, "CCC", NULL, "n/a" });
	assert_rows(*state,
		BETWEEN("rank_from, rank_to, delta, common_delta, ranks"),
		"AAA|3|1|2|1|computed\nBBB|1|2|-1|-1|computed\n"
		"CCC|1|-|-|-|computed");
	assert_rows(*state,
		"SELECT area, rank_from, rank_to, delta, ranks FROM rank_delta "
		"ORDER BY area",
		"AAA|3|1|2|computed\nBBB|1|2|-1|computed\n"
		"CCC|1|-|-|computed");
}

static void release_delta_1_computed_places_follow_the_direction(void **state)
{
	FILL(*state, { 1, 1, "AAA", NULL, "10" }, { 1, 1, "BBB", NULL, "30" },
		{ 2, 2, "AAA", NULL, "40" }, { 2, 2, "BBB", NULL, "30" });
	derive_anew(*state,
		"UPDATE indicator SET direction = 'lower';"
		"UPDATE edition SET first = 'worst'");
	assert_rows(*state, BETWEEN("rank_from, rank_to, delta"),
		"AAA|1|2|-1\nBBB|2|1|1");
}

static void release_delta_1_one_side_may_be_computed(void **state)
{
	FILL(*state, { 1, 1, "AAA", "2", "10" }, { 1, 1, "BBB", "1", "30" },
		{ 2, 2, "AAA", NULL, "40" }, { 2, 2, "BBB", NULL, "30" });
	assert_rows(*state, BETWEEN("rank_from, rank_to, delta, ranks"),
		"AAA|2|1|1|mixed\nBBB|1|2|-1|mixed");
}

static void release_delta_3_entrants_and_leavers_stand_apart(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "90" }, { 1, 1, "BBB", "2", "80" },
		{ 2, 2, "AAA", "1", "90" }, { 2, 2, "CCC", "2", "80" },
		{ 2, 2, "BBB", "", "70" }, { 1, 1, "DDD", "", "10" },
		{ 2, 2, "DDD", "", "11" });
	assert_rows(*state,
		BETWEEN("presence, delta, common_delta, score_delta, "
			"coverage_effect"),
		"AAA|both|0|0|0.0|0\nBBB|leaver|-|-|-10.0|-\n"
		"CCC|entrant|-|-|-|-\nDDD|unranked|-|-|1.0|-");
}

static void release_delta_3_of_the_press_a_part_is_known(void **state)
{
	fill_all(*state);
	assert_rows(*state,
		"SELECT area, rank_from, rank_to, delta, common_delta, "
		"presence, percentile_from, percentile_to, coverage_effect "
		"FROM release_delta WHERE from_release = 5 AND to_release = 2 "
		"ORDER BY area",
		"AAA|2|3|-1|-1|both|-|33.3333333333333|-\n"
		"BBB|-|1|-|-|unknown|-|100.0|-\n"
		"DDD|3|2|1|1|both|-|66.6666666666667|-\n"
		"EEE|-|-|-|-|unknown|-|-|-\n"
		"FFF|-|4|-|-|unknown|-|0.0|-");
}

static void release_delta_5_the_rest_of_a_change_is_the_coverage(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "90" }, { 1, 1, "BBB", "2", "80" },
		{ 1, 1, "CCC", "3", "70" }, { 2, 2, "DDD", "1", "95" },
		{ 2, 2, "CCC", "2", "85" }, { 2, 2, "BBB", "3", "80" });
	assert_rows(*state, BETWEEN("delta, common_delta, coverage_effect"),
		"AAA|-|-|-\nBBB|-1|-1|0\nCCC|1|1|0\nDDD|-|-|-");
	derive_anew(*state,
		"DELETE FROM observation WHERE area = 'AAA';"
		"UPDATE release SET recipe = 'again'");
	assert_rows(*state, BETWEEN("delta, common_delta, coverage_effect"),
		"BBB|-1|-1|0\nCCC|1|1|0\nDDD|-|-|-");
	derive_anew(*state,
		"DELETE FROM observation WHERE area = 'DDD';"
		"UPDATE release SET recipe = 'once more'");
	assert_rows(*state, BETWEEN("delta, common_delta, coverage_effect"),
		"BBB|-1|-1|0\nCCC|1|1|0");
}

static void release_delta_6_percentiles_go_from_0_to_100(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "90" }, { 1, 1, "BBB", "2", "80" },
		{ 1, 1, "CCC", "3", "70" }, { 1, 1, "DDD", "4", "60" },
		{ 1, 1, "EEE", "5", "50" }, { 2, 2, "AAA", "1", "90" },
		{ 2, 2, "BBB", "2", "80" }, { 2, 2, "CCC", "2", "80" },
		{ 2, 2, "DDD", "2", "80" }, { 2, 2, "EEE", "", "50" });
	assert_rows(*state, BETWEEN("percentile_from, percentile_to"),
		"AAA|100.0|100.0\nBBB|75.0|33.3333333333333\n"
		"CCC|50.0|33.3333333333333\nDDD|25.0|33.3333333333333\n"
		"EEE|0.0|-");
}

static void release_delta_6_where_the_worst_is_first_the_last_has_100(
	void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "90" }, { 1, 1, "BBB", "2", "80" },
		{ 1, 1, "CCC", "3", "70" }, { 2, 2, "AAA", "7", "90" });
	derive_anew(*state, "UPDATE edition SET first = 'worst'");
	assert_rows(*state, BETWEEN("percentile_from, percentile_to"),
		"AAA|0.0|-\nBBB|50.0|-\nCCC|100.0|-");
}

static void release_delta_7_the_common_scale_ends_in_100(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "4.5" }, { 2, 2, "AAA", "1", "20" });
	derive_anew(*state,
		"UPDATE indicator SET scale_min = 1, scale_max = 5, direction "
		"= 'lower' WHERE indicator_id = 1");
	assert_rows(*state,
		BETWEEN("scaled_from, scaled_to, scaled_delta, score_delta, "
			"scaled_delta_across, score_delta_across"),
		"AAA|12.5|20.0|7.5|-|7.5|-");
	world_script(*state, "UPDATE indicator SET scale_max = NULL");
	assert_rows(*state, BETWEEN("scaled_from, scaled_to, scaled_delta"),
		"AAA|-|-|-");
}

static void release_delta_8_across_regimes_scores_are_not_compared(void **state)
{
	FILL(*state, { 2, 2, "AAA", "1", "50" }, { 3, 3, "AAA", "1", "60" });
	assert_rows(*state,
		"SELECT comparable, score_delta, scaled_delta, "
		"score_delta_across, scaled_delta_across FROM release_delta "
		"WHERE from_release = 2 AND to_release = 3",
		"no|-|-|10.0|10.0");
}

static void release_delta_8_across_regimes_scores_need_one_scale(void **state)
{
	static const char across[] =
		"SELECT score_delta_across, scaled_delta_across "
		"FROM release_delta WHERE from_release = 2 AND to_release = 3";

	FILL(*state, { 2, 2, "AAA", "1", "5" }, { 3, 3, "AAA", "1", "60" });
	world_script(*state,
		"UPDATE indicator SET scale_max = 10 WHERE indicator_id = 2");
	assert_rows(*state, across, "-|10.0");
	world_script(*state, "UPDATE indicator SET scale_max = NULL");
	assert_rows(*state, across, "55.0|-");
}

static void release_delta_9_ranks_from_different_ends_are_not_compared(
	void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "50" }, { 2, 2, "AAA", "1", "60" });
	derive_anew(*state,
		"UPDATE edition SET first = 'worst' WHERE edition = '1'");
	assert_rows(*state,
		BETWEEN("rank_from, rank_to, presence, delta, common_delta, "
			"coverage_effect"),
		"AAA|1|1|both|-|-|-");
}

static void release_delta_11_of_current_releases_it_is_delta(void **state)
{
	static const char columns[] =
		"dataset, edition_from, edition_to, area, rank_from, rank_to, "
		"delta, common_from, common_to, common_delta, score_from, "
		"score_to, score_delta, comparable, ranks";
	static const char *const changes[] = {
		"UPDATE edition SET first = 'worst' WHERE edition = '1'",
		"UPDATE edition SET first = 'worst'",
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator_id = 2",
		"DELETE FROM observation WHERE measure = 'rank';"
		"UPDATE release SET recipe = 'again'",
	};
	char sql[1800];

	snprintf(sql, sizeof(sql),
		"SELECT (SELECT count(*) FROM delta) > 20, (SELECT count(*) "
		"FROM (SELECT %s FROM release_delta WHERE from_release < 4 "
		"AND to_release < 4 EXCEPT SELECT %s FROM delta)), "
		"(SELECT count(*) FROM (SELECT %s FROM delta EXCEPT "
		"SELECT %s FROM release_delta))",
		columns, columns, columns, columns);
	fill_all(*state);
	assert_rows(*state, sql, "1|0|0");
	for (size_t i = 0; i < COUNT(changes); i++) {
		derive_anew(*state, changes[i]);
		assert_rows(*state, sql, "1|0|0");
	}
}

/* ---- the query delta --------------------------------------------------------
 */

#define DELTA_HEAD                                                             \
	"#area,name,rank_from,rank_to,delta,common_from,common_to,"            \
	"common_delta,score_from,score_to,comparable,presence,"                \
	"percentile_from,percentile_to,coverage_effect,scaled_from,scaled_to," \
	"scaled_delta,score_delta,ranks\n"

static void a_delta_is_the_better_rank_first_and_unranked_last(void **state)
{
	FILL(*state, { 1, 1, "AAA", "2", "50.1" }, { 1, 1, "BBB", "1", "60" },
		{ 1, 1, "CCC", "3", "10" }, { 2, 2, "AAA", "1", "61.25" },
		{ 2, 2, "BBB", "2", "60" }, { 2, 2, "DDD", "3", "5" });
	assert_answer(*state, CALL("delta", "d/1", "d/2"),
		DELTA_HEAD
		"AAA,Alba,2,1,1,2,1,1,50.1,61.25,yes,both,50,100,0,50.1,61.25,"
		"11.15,11.15,published\n"
		"BBB,Bora,1,2,-1,1,2,-1,60,60,yes,both,100,50,0,60,60,0,0,"
		"published\n"
		"DDD,Dune,,3,,,,,,5,yes,entrant,,0,,,5,,,published\n"
		"CCC,Cala,3,,,,,,10,,yes,leaver,0,,,10,,,,published\n");
}

static void a_delta_goes_backwards_too(void **state)
{
	FILL(*state, { 1, 1, "AAA", "4", "50" }, { 2, 2, "AAA", "1", "61.25" });
	assert_answer(*state, CALL("delta", "d/2", "d/1"),
		"AAA,Alba,1,4,-3,1,1,0,61.25,50,yes,both,,,-3,61.25,50,-11.25,"
		"-11.25,published\n");
}

static void a_delta_where_the_worst_is_first_has_the_last_rank_on_top(
	void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "9" }, { 1, 1, "BBB", "2", "8" },
		{ 2, 2, "AAA", "2", "8" }, { 2, 2, "BBB", "1", "9" });
	derive_anew(*state,
		"UPDATE edition SET first = 'worst', decimals = NULL;"
		"UPDATE indicator SET direction = 'lower', scale_max = NULL");
	assert_answer(*state, CALL("delta", "d/1", "d/2"),
		"AAA,Alba,1,2,1,1,2,1,9,8,yes,both,0,100,0,,,,-1,published\n"
		"BBB,Bora,2,1,-1,2,1,-1,8,9,yes,both,100,0,0,,,,1,"
		"published\n");
}

/* of a few areas there may be more digits than the edition publishes */
static void delta_5_a_difference_has_the_digits_of_its_scores(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "76.5666" },
		{ 2, 2, "AAA", "1", "75.3" }, { 1, 4, "AAA", NULL, "2.125" },
		{ 2, 5, "AAA", NULL, "2.5" });
	assert_answer(*state, CALL("delta", "d/1", "d/2"),
		"AAA,Alba,1,1,0,1,1,0,76.5666,75.3,yes,both,,,0,76.5666,75.3,"
		"-1.2666,-1.2666,published\n");
	assert_answer(*state, CALL("indicator-deltas", "d/1", "d/2"),
		"overall,Overall,AAA,Alba,score,2024,2024,76.5666,75.3,-1.2666,"
		"76.5666,75.3,-1.2666,1,1,0,,yes\n"
		"p,Pillar,AAA,Alba,score,2024,2024,2.125,2.5,0.375,21.25,25,"
		"3.75,1,1,0,,yes\n");
}

static void delta_4_score_changes_across_regimes_have_to_be_asked_for(
	void **state)
{
	struct err e = ERR_INIT;
	struct text note = TEXT_INIT;
	struct call c = CALL("delta", "d/2", "d/3");
	char *text = NULL;

	FILL(*state, { 2, 2, "AAA", "1", "50" }, { 3, 3, "AAA", "3", "60.5" });
	assert_answer(*state, c,
		"AAA,Alba,1,3,-2,1,1,0,50,60.5,no,both,,,-2,50,60.5,,,"
		"published\n");
	c.across = 1;
	assert_answer(*state, c,
		"AAA,Alba,1,3,-2,1,1,0,50,60.5,no,both,,,-2,50,60.5,10.5,10.5,"
		"published\n");
	assert_int_equal(ask(&text, &note, *state, &c, &e), 0);
	assert_string_equal(note.at,
		"2 and 3 are of two regimes, old and new: scores are compared "
		"as asked for, though they should not be, and ranks may have "
		"moved because the method did");
	text_free(&note);
	free(text);
}

static void who_tells_no_scores_says_nothing_of_them(void **state)
{
	static const char *const queries[] = { "movers", "entrants-leavers",
		"coverage-effect", "rank-agreement" };
	static const char told[] = "2 and 3 are of two regimes, old and new: "
				   "ranks may have moved because the method "
				   "did";

	FILL(*state, { 2, 2, "AAA", "1", "50" }, { 3, 3, "AAA", "3", "60.5" });
	for (size_t i = 0; i < COUNT(queries); i++) {
		struct err e = ERR_INIT;
		struct text note = TEXT_INIT;
		struct call c = CALL(queries[i], "d/2", "d/3");
		char *text = NULL, refusal[160];

		snprintf(refusal, sizeof(refusal),
			"%s compares no scores of two regimes: "
			"--across-regimes has nothing to allow",
			queries[i]);
		assert_int_equal(ask(&text, &note, *state, &c, &e), 0);
		assert_memory_equal(note.at, told, sizeof(told) - 1);
		text_free(&note);
		free(text);
		c.across = 1;
		assert_refused(*state, c, ERR_USAGE, refusal);
	}
}

static void a_delta_is_between_any_two_releases(void **state)
{
	fill_all(*state);
	assert_answer(*state, CALL("delta", "d/1@first", "d/1"),
		"AAA,Alba,2,1,1,2,1,1,88,90,yes,both,0,100,0,88,90,2,2,"
		"published\n"
		"BBB,Bora,1,2,-1,1,2,-1,89,80,yes,both,100,50,0,89,80,-9,-9,"
		"published\n"
		"CCC,Cala,,2,,,,,,80,yes,entrant,,50,,,80,,,published\n"
		"DDD,Dune,,4,,,,,,70,yes,entrant,,0,,,70,,,published\n"
		"EEE,Esta,,,,,,,,60,yes,unranked,,,,,60,,,published\n");
	assert_answer(*state,
		CALL_WITH(.areas = "AAA", "delta", "d/2@press", "d/2"),
		"AAA,Alba,2,3,-1,1,2,-1,,65,yes,both,,33.333333333333336,,,65,,"
		",published\n");
}

static void what_the_press_printed_is_asked_for_where_it_is(void **state)
{
	fill_all(*state);
	assert_refused(*state, CALL("delta", "d/1@press", "d/2"), ERR_DATA,
		"d/1 has no release that the press printed: it has "
		"444400000000 (superseded), 111100000000 (current)");
}

static void nothing_in_common_has_no_change(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "50" }, { 2, 2, "BBB", "1", "60" });
	assert_answer(*state, CALL("delta", "d/1", "d/2"),
		"BBB,Bora,,1,,,,,,60,yes,entrant,,,,,60,,,published\n"
		"AAA,Alba,1,,,,,,50,,yes,leaver,,,,50,,,,published\n");
	assert_answer(*state, CALL("rank-agreement", "d/1", "d/2"),
		"1,1,0,1,1,,,0,,,,,0,yes,old,old,published\n");
	assert_answer(*state, CALL("movers", "d/1", "d/2"), "");
	assert_answer(*state, CALL("coverage-effect", "d/1", "d/2"), "");
}

static void views_of_another_version_are_refused(void **state)
{
	fill_all(*state);
	world_script(
		*state, "DELETE FROM metric WHERE metric = 'release_delta'");
	assert_refused(*state, CALL("delta", "d/1", "d/2"), ERR_DATA,
		"what is derived in the database is that of another version of "
		"kosh: run kosh-derive");
	assert_refused(*state, CALL("leaders", "d/1"), ERR_DATA,
		"what is derived in the database is that of another version of "
		"kosh: run kosh-derive");
	assert_refused(*state, CALL("derived", "d"), ERR_DATA,
		"what is derived in the database is that of another version of "
		"kosh: run kosh-derive");
}

/* ---- rank-agreement ---------------------------------------------------------
 */

static void agreement_1_and_5_everything_is_counted(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "90" }, { 1, 1, "BBB", "2", "80" },
		{ 1, 1, "CCC", "3", "70" }, { 1, 1, "DDD", "4", "60" },
		{ 2, 2, "AAA", "3", "65" }, { 2, 2, "BBB", "1", "91" },
		{ 2, 2, "DDD", "2", NULL }, { 2, 2, "EEE", "4", "1" });
	assert_answer(*state, CALL("rank-agreement", "d/1", "d/2"),
		"#n_from,n_to,common,entrants,leavers,spearman_rank,"
		"kendall_rank,common_scores,spearman_score,kendall_score,"
		"mean_change,max_change,moved,comparable,regime_from,"
		"regime_to,ranks\n"
		"4,4,3,1,1,-0.5,-0.3333333333333333,2,-1,-1,"
		"1.3333333333333333,2,3,yes,old,old,published\n");
}

/* By scipy: spearmanr and kendalltau of (1, 2, 2, 4, 5), (2, 1, 3, 3, 5). */
static void agreement_2_ties_share_the_mean_of_their_ranks(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", NULL }, { 1, 1, "BBB", "2", NULL },
		{ 1, 1, "CCC", "2", NULL }, { 1, 1, "DDD", "4", NULL },
		{ 1, 1, "EEE", "5", NULL }, { 2, 2, "AAA", "2", NULL },
		{ 2, 2, "BBB", "1", NULL }, { 2, 2, "CCC", "3", NULL },
		{ 2, 2, "DDD", "3", NULL }, { 2, 2, "EEE", "5", NULL });
	assert_answer(*state, CALL("rank-agreement", "d/1", "d/2"),
		"5,5,5,0,0,0.7631578947368421,0.6666666666666666,0,,,0.8,1,4,"
		"yes,old,old,published\n");
}

static void agreement_2_opposite_ends_are_turned(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "1" }, { 1, 1, "BBB", "2", "2" },
		{ 1, 1, "CCC", "3", "3" }, { 2, 2, "AAA", "3", "30" },
		{ 2, 2, "BBB", "2", "20" }, { 2, 2, "CCC", "1", "10" });
	derive_anew(*state,
		"UPDATE edition SET first = 'worst' WHERE edition = '2';"
		"UPDATE indicator SET direction = 'lower' WHERE edition = '1'");
	assert_answer(*state, CALL("rank-agreement", "d/1", "d/2"),
		"3,3,3,0,0,1,1,3,1,1,,,0,yes,old,old,published\n");
}

static void agreement_4_of_one_area_or_equal_ones_there_is_none(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "1" }, { 2, 2, "AAA", "3", "30" },
		{ 2, 2, "BBB", "2", "20" }, { 2, 2, "CCC", "1", "20" },
		{ 3, 3, "BBB", "1", "7" }, { 3, 3, "CCC", "1", "7" });
	assert_answer(*state, CALL("rank-agreement", "d/1", "d/2"),
		"1,3,1,2,0,,,1,,,0,0,0,yes,old,old,published\n");
	assert_answer(*state, CALL("rank-agreement", "d/2", "d/3"),
		"3,2,2,0,1,,,2,,,0.5,1,1,no,old,new,published\n");
}

/* ---- coverage-effect --------------------------------------------------------
 */

static void coverage_3_and_4_who_came_and_went_adds_up(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", NULL }, { 1, 1, "BBB", "2", NULL },
		{ 1, 1, "CCC", "3", NULL }, { 1, 1, "DDD", "4", NULL },
		{ 2, 2, "EEE", "1", NULL }, { 2, 2, "DDD", "2", NULL },
		{ 2, 2, "FFF", "3", NULL }, { 2, 2, "CCC", "4", NULL });
	assert_answer(*state, CALL("coverage-effect", "d/1", "d/2"),
		"#area,name,rank_from,rank_to,delta,common_delta,"
		"coverage_effect,leavers_ahead,entrants_ahead,unexplained,"
		"leavers,entrants,comparable,ranks\n"
		"DDD,Dune,4,2,2,1,1,2,1,0,AAA BBB,EEE,yes,published\n"
		"CCC,Cala,3,4,-1,-1,0,2,2,0,AAA BBB,EEE FFF,yes,published\n");
	assert_answer(*state, CALL("coverage-effect", "d/1", "d/2", "CCC"),
		"CCC,Cala,3,4,-1,-1,0,2,2,0,AAA BBB,EEE FFF,yes,published\n");
}

static void coverage_3_who_shares_the_rank_is_not_ahead(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", NULL }, { 1, 1, "BBB", "1", NULL },
		{ 2, 2, "BBB", "1", NULL }, { 2, 2, "CCC", "1", NULL });
	assert_answer(*state, CALL("coverage-effect", "d/1", "d/2"),
		"BBB,Bora,1,1,0,0,0,0,0,0,,,yes,published\n");
}

static void coverage_4_where_the_worst_is_first_it_adds_up_too(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", NULL }, { 1, 1, "BBB", "2", NULL },
		{ 2, 2, "CCC", "1", NULL }, { 2, 2, "DDD", "2", NULL },
		{ 2, 2, "BBB", "3", NULL });
	derive_anew(*state, "UPDATE edition SET first = 'worst'");
	assert_answer(*state, CALL("coverage-effect", "d/1", "d/2"),
		"BBB,Bora,2,3,1,0,1,1,2,0,AAA,CCC DDD,yes,published\n");
}

static void coverage_5_ranks_that_are_not_proper_leave_a_rest(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", NULL }, { 1, 1, "BBB", "1", NULL },
		{ 1, 1, "CCC", "2", NULL }, { 2, 2, "AAA", "1", NULL },
		{ 2, 2, "BBB", "2", NULL }, { 2, 2, "CCC", "5", NULL });
	assert_answer(*state, CALL("coverage-effect", "d/1", "d/2"),
		"AAA,Alba,1,1,0,0,0,0,0,0,,,yes,published\n"
		"BBB,Bora,1,2,-1,-1,0,0,0,0,,,yes,published\n"
		"CCC,Cala,2,5,-3,0,-3,0,0,-3,,,yes,published\n");
}

/* ---- movers -----------------------------------------------------------------
 */

static void fill_movers(struct db *d)
{
	FILL(d, { 1, 1, "AAA", "1", NULL }, { 1, 1, "BBB", "2", NULL },
		{ 1, 1, "CCC", "3", NULL }, { 1, 1, "DDD", "4", NULL },
		{ 1, 1, "EEE", "5", NULL }, { 2, 2, "FFF", "1", NULL },
		{ 2, 2, "DDD", "2", NULL }, { 2, 2, "EEE", "3", NULL },
		{ 2, 2, "AAA", "4", NULL }, { 2, 2, "BBB", "5", NULL },
		{ 2, 2, "CCC", "6", NULL });
}

static void movers_1_and_2_are_by_common_moves_and_ties_are_whole(void **state)
{
	static const char all[] =
		"#way,place,area,name,rank_from,rank_to,delta,common_from,"
		"common_to,common_delta,coverage_effect,percentile_from,"
		"percentile_to,percentile_change,comparable,ranks\n"
		"up,1,DDD,Dune,4,2,2,4,1,3,-1,25,80,55,yes,published\n"
		"up,1,EEE,Esta,5,3,2,5,2,3,-1,0,60,60,yes,published\n"
		"down,1,AAA,Alba,1,4,-3,1,3,-2,-1,100,40,-60,yes,published\n"
		"down,1,BBB,Bora,2,5,-3,2,4,-2,-1,75,20,-55,yes,published\n"
		"down,1,CCC,Cala,3,6,-3,3,5,-2,-1,50,0,-50,yes,published\n";

	fill_movers(*state);
	assert_answer(*state, CALL("movers", "d/1", "d/2"), all);
	assert_answer(
		*state, CALL_WITH(.limit = 1, "movers", "d/1", "d/2"), all);
}

static void movers_2_a_limit_cuts_each_way(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", NULL }, { 1, 1, "BBB", "2", NULL },
		{ 1, 1, "CCC", "3", NULL }, { 1, 1, "DDD", "4", NULL },
		{ 2, 2, "DDD", "1", NULL }, { 2, 2, "CCC", "2", NULL },
		{ 2, 2, "BBB", "3", NULL }, { 2, 2, "AAA", "4", NULL });
	assert_answer(*state, CALL_WITH(.limit = 1, "movers", "d/1", "d/2"),
		"up,1,DDD,Dune,4,1,3,4,1,3,0,0,100,100,yes,published\n"
		"down,1,AAA,Alba,1,4,-3,1,4,-3,0,100,0,-100,yes,published\n");
}

static void movers_3_who_stays_is_left_out(void **state)
{
	FILL(*state, { 1, 1, "AAA", "5", "1" }, { 2, 2, "AAA", "1", "2" });
	assert_answer(*state, CALL("movers", "d/1", "d/2"), "");
}

/* ---- entrants-leavers -------------------------------------------------------
 */

static void entrants_come_before_leavers(void **state)
{
	FILL(*state, { 1, 1, "AAA", "1", "90" }, { 1, 1, "BBB", "2", "80" },
		{ 1, 1, "CCC", "3", "70" }, { 1, 1, "EEE", "", "1" },
		{ 2, 2, "AAA", "1", "91" }, { 2, 2, "DDD", "3", "60" },
		{ 2, 2, "EEE", "2", "75" }, { 2, 2, "BBB", "", "50" });
	assert_answer(*state, CALL("entrants-leavers", "d/1", "d/2"),
		"#presence,area,name,rank,percentile,score,elsewhere,"
		"comparable,ranks\n"
		"entrant,EEE,Esta,2,50,75,unranked,yes,published\n"
		"entrant,DDD,Dune,3,0,60,absent,yes,published\n"
		"leaver,BBB,Bora,2,50,80,unranked,yes,published\n"
		"leaver,CCC,Cala,3,0,70,absent,yes,published\n");
}

/* ---- indicator-deltas -------------------------------------------------------
 */

static void fill_pillars(struct db *d)
{
	FILL(d, { 1, 4, "AAA", NULL, "2.1" }, { 1, 4, "BBB", NULL, "4" },
		{ 1, 4, "CCC", NULL, "9" }, { 2, 5, "AAA", NULL, "5.3" },
		{ 2, 5, "BBB", NULL, "4" }, { 2, 6, "AAA", NULL, "1" },
		{ 2, 5, "DDD", NULL, "1" }, { 2, 5, "EEE", NULL, "n/a" });
}

#define PILLARS_HEAD                                                           \
	"#indicator,label,area,name,measure,period_from,period_to,value_from," \
	"value_to,delta,"                                                      \
	"scaled_from,scaled_to,scaled_delta,common_from,common_to,"            \
	"common_delta,changed,comparable\n"

static void indicators_1_those_of_both_editions_are_compared(void **state)
{
	fill_pillars(*state);
	assert_answer(*state, CALL("indicator-deltas", "d/1", "d/2"),
		PILLARS_HEAD
		"p,Pillar,AAA,Alba,score,2024,2024,2.1,5.3,3.2,21,53,32,2,1,"
		"1,,yes\n"
		"p,Pillar,BBB,Bora,score,2024,2024,4,4,0,40,40,0,1,2,-1,,"
		"yes\n"
		"p,Pillar,CCC,Cala,score,2024,2024,9,,,90,,,,,,,yes\n"
		"p,Pillar,DDD,Dune,score,2024,2024,,1,,,10,,,,,,yes\n");
	assert_answer(*state, CALL("indicator-deltas", "d/1", "d/2", "BBB"),
		"p,Pillar,BBB,Bora,score,2024,2024,4,4,0,40,40,0,1,2,-1,,"
		"yes\n");
	assert_answer(*state,
		CALL_WITH(.areas = "CCC,DDD", "indicator-deltas", "d/1", "d/2"),
		"p,Pillar,CCC,Cala,score,2024,2024,9,,,90,,,,,,,yes\n"
		"p,Pillar,DDD,Dune,score,2024,2024,,1,,,10,,,,,,yes\n");
}

static void indicators_2_raw_figures_stand_in_for_scores(void **state)
{
	fill_pillars(*state);
	world_script(*state,
		"UPDATE observation SET measure = 'raw' WHERE release_id = 1");
	assert_answer(*state, CALL("indicator-deltas", "d/1", "d/2", "AAA"),
		"p,Pillar,AAA,Alba,score,,2024,,5.3,,,53,,,,,,yes\n");
	world_script(*state,
		"UPDATE observation SET measure = 'raw' WHERE release_id = 2");
	assert_answer(*state, CALL("indicator-deltas", "d/1", "d/2", "AAA"),
		"p,Pillar,AAA,Alba,raw,2024,2024,2.1,5.3,3.2,,,,2,1,1,,yes\n");
}

static void indicators_2_without_a_figure_of_its_period_the_last_one_counts(
	void **state)
{
	fill_pillars(*state);
	world_script(*state,
		"UPDATE observation SET period = '2022' WHERE release_id = 1;"
		"INSERT INTO observation VALUES (1, 4, 'score', '2021', 'AAA', "
		"0, 7, '7', 1, 'A1', 1), (1, 4, 'score', '2023', 'AAA', 0, "
		"NULL, '', 1, 'A1', 1)");
	assert_answer(*state, CALL("indicator-deltas", "d/1", "d/2", "AAA"),
		"p,Pillar,AAA,Alba,score,2022,2024,2.1,5.3,3.2,21,53,32,2,1,1,,"
		"yes\n");
}

static void indicators_3_another_scale_or_unit_has_no_delta(void **state)
{
	fill_pillars(*state);
	world_script(*state,
		"UPDATE indicator SET unit = 'km', scale_max = 100, weight = 2 "
		"WHERE indicator_id = 5");
	assert_answer(*state, CALL("indicator-deltas", "d/1", "d/2", "AAA"),
		"p,Pillar,AAA,Alba,score,2024,2024,2.1,5.3,,21,5.3,-15.7,2,1,1,"
		"unit "
		"scale weight,yes\n");
	world_script(*state,
		"UPDATE indicator SET unit = NULL, scale_max = 10, weight = 1, "
		"direction = 'lower' WHERE indicator_id = 5");
	assert_answer(*state, CALL("indicator-deltas", "d/1", "d/2", "AAA"),
		"p,Pillar,AAA,Alba,score,2024,2024,2.1,5.3,,21,47,26,2,2,0,"
		"direction,"
		"yes\n");
}

static void indicators_7_across_regimes_has_to_be_asked_for(void **state)
{
	struct call c = CALL("indicator-deltas", "d/2", "d/3");

	FILL(*state, { 2, 2, "AAA", "1", "50" }, { 3, 3, "AAA", "3", "60.5" });
	assert_refused(*state, c, ERR_DATA,
		"d/2 is of the regime old and d/3 of new: their scores may not "
		"be compared; --across-regimes does it all the same and marks "
		"it");
	c.across = 1;
	assert_answer(*state, c,
		"overall,Overall,AAA,Alba,score,2024,2024,50,60.5,10.5,50,60.5,"
		"10.5,1,1,"
		"0,,no\n");
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, empty, world_close)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(release_standing_1_of_current_releases_it_is_standing),
		TEST(release_standing_1_releases_of_any_state_stand),
		TEST(release_standing_3_ranks_are_those_of_the_release_itself),
		TEST(release_overall_1_without_overall_there_is_no_row),
		TEST(release_standing_5_one_release_alone_is_read),
		TEST(release_delta_1_without_ranks_places_are_computed),
		TEST(release_delta_1_computed_places_follow_the_direction),
		TEST(release_delta_1_one_side_may_be_computed),
		TEST(release_delta_3_entrants_and_leavers_stand_apart),
		TEST(release_delta_3_of_the_press_a_part_is_known),
		TEST(release_delta_5_the_rest_of_a_change_is_the_coverage),
		TEST(release_delta_6_percentiles_go_from_0_to_100),
		TEST(release_delta_6_where_the_worst_is_first_the_last_has_100),
		TEST(release_delta_7_the_common_scale_ends_in_100),
		TEST(release_delta_8_across_regimes_scores_are_not_compared),
		TEST(release_delta_8_across_regimes_scores_need_one_scale),
		TEST(release_delta_9_ranks_from_different_ends_are_not_compared),
		TEST(release_delta_11_of_current_releases_it_is_delta),
		TEST(a_delta_is_the_better_rank_first_and_unranked_last),
		TEST(a_delta_goes_backwards_too),
		TEST(a_delta_where_the_worst_is_first_has_the_last_rank_on_top),
		TEST(delta_5_a_difference_has_the_digits_of_its_scores),
		TEST(delta_4_score_changes_across_regimes_have_to_be_asked_for),
		TEST(who_tells_no_scores_says_nothing_of_them),
		TEST(a_delta_is_between_any_two_releases),
		TEST(what_the_press_printed_is_asked_for_where_it_is),
		TEST(nothing_in_common_has_no_change),
		TEST(views_of_another_version_are_refused),
		TEST(agreement_1_and_5_everything_is_counted),
		TEST(agreement_2_ties_share_the_mean_of_their_ranks),
		TEST(agreement_2_opposite_ends_are_turned),
		TEST(agreement_4_of_one_area_or_equal_ones_there_is_none),
		TEST(coverage_3_and_4_who_came_and_went_adds_up),
		TEST(coverage_3_who_shares_the_rank_is_not_ahead),
		TEST(coverage_4_where_the_worst_is_first_it_adds_up_too),
		TEST(coverage_5_ranks_that_are_not_proper_leave_a_rest),
		TEST(movers_1_and_2_are_by_common_moves_and_ties_are_whole),
		TEST(movers_2_a_limit_cuts_each_way),
		TEST(movers_3_who_stays_is_left_out),
		TEST(entrants_come_before_leavers),
		TEST(indicators_1_those_of_both_editions_are_compared),
		TEST(indicators_2_raw_figures_stand_in_for_scores),
		TEST(indicators_2_without_a_figure_of_its_period_the_last_one_counts),
		TEST(indicators_3_another_scale_or_unit_has_no_delta),
		TEST(indicators_7_across_regimes_has_to_be_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
