/* SPDX-License-Identifier: MIT */
/*
 * Traces: what touches a figure, what the log says of a release, and what is
 * asked of the database. Numbers in names are those of the requirements at the
 * heads of the files in sql/audit.
 */
#include "tests/check.h"

#include "pipeline/audit/trace_inside.h"
#include "pipeline/workbook/book.h"
#include "tests/deriving.h"

extern const char sql_audit_trace_about[], sql_audit_trace_release[],
	sql_audit_trace_cells[], sql_audit_trace_others[],
	sql_audit_trace_findings[], sql_audit_trace_used[],
	sql_audit_trace_stale[], sql_audit_trace_lack[],
	sql_audit_trace_delta[], sql_audit_trace_region[],
	sql_audit_trace_input[], sql_audit_trace_releases[],
	sql_audit_trace_missed[];

/* ---- places -----------------------------------------------------------------
 */

static void an_address_is_read_as_it_is_written(void **state)
{
	static const struct {
		uint32_t row, column;
	} places[] = { { 0, 0 }, { 8, 25 }, { 9, 26 }, { 1048575, 16383 },
		{ 4294967294, 65535 } };
	char address[CELL_ADDRESS];
	uint32_t row, column;

	(void)state;
	for (size_t i = 0; i < COUNT(places); i++) {
		cell_address(address, places[i].row, places[i].column);
		assert_int_equal(
			cell_place(&row, &column, span_of(address)), 0);
		assert_int_equal(row, places[i].row);
		assert_int_equal(column, places[i].column);
	}
}

static void what_is_no_address_is_refused(void **state)
{
	static const char *const refused[] = { "", "A", "1", "A0", "A01", "a1",
		"A1:B2", "A1 ", " A1", "A-1", "$A$1", "CRXQ1", "AAAAA1",
		"A4294967296", "A99999999999999999999", "A1B" };
	uint32_t row, column;

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++)
		assert_int_equal(
			cell_place(&row, &column, span_of(refused[i])), -1);
}

/* ---- rows of a query --------------------------------------------------------
 */

static struct db *open_empty(void)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	if (db_open(&d, ":memory:", DB_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	return d;
}

static struct facts ask(
	struct db *d, const char *sql, const struct fact_given *given)
{
	static const struct fact_given nothing[] = { { 0 } };
	struct facts f = { 0 };
	struct err e = ERR_INIT;

	if (facts_read(&f, d, sql, given ? given : nothing, &e) < 0)
		fail_msg("%s", e.text);
	return f;
}

static void rows_become_a_list_of_objects(void **state)
{
	struct db *d = open_empty();
	struct facts f = ask(d,
		"SELECT 1 AS a, 0.1 + 0.2 AS b, NULL AS c, "
		"'x\"' || char(27, 10, 233) || x'ff' AS d, 7 AS release_id "
		"UNION ALL SELECT 2, -1e300, 'y', '', 8",
		NULL);
	struct text out = TEXT_INIT;
	struct json j = { .to.text = &out };
	char buf[FACT_TEXT];

	(void)state;
	facts_json(&j, NULL, &f);
	assert_string_equal(out.at,
		"[{\"a\":1,\"b\":0.30000000000000004,\"c\":null,"
		"\"d\":\"x\\\"\\u001b\\u000a\xc3\xa9\\ufffd\"},"
		"{\"a\":2,\"b\":-1e300,\"c\":\"y\",\"d\":\"\"}]");
	assert_string_equal(facts_words(buf, &f, 0, "c"), "none");
	assert_string_equal(
		facts_words(buf, &f, 0, "b"), "0.30000000000000004");
	assert_string_equal(facts_short(buf, &f, 0, "b"), "0.3");
	assert_string_equal(facts_short(buf, &f, 0, "a"), "1");
	assert_string_equal(facts_short(buf, &f, 1, "b"), "-1e300");
	text_free(&out);
	facts_free(&f);
	db_close(d);
}

/* ---- findings ---------------------------------------------------------------
 */

static void a_finding_touches_what_it_speaks_of(void **state)
{
	static const struct {
		const char *row; /* area, indicator, matters, sheet, cell */
		enum trace_touch touch;
	} findings[] = {
		{ "'KAZ', 'p', 1, 'S', 'B2'", TOUCHES_CELL },
		{ "NULL, NULL, 0, 'S', 'B1:B9'", TOUCHES_CELL },
		{ "NULL, NULL, 1, 'S', 'A1:C2'", TOUCHES_CELL },
		{ "NULL, NULL, 1, 'T', 'C3'",
			TOUCHES_CELL }, /* a further one */
		{ "NULL, NULL, 1, 'S', 'B3:B9'", TOUCHES_NOT },
		{ "NULL, NULL, 1, 'S', 'C2'", TOUCHES_NOT },
		{ "NULL, NULL, 1, 'T', 'B2'", TOUCHES_NOT },
		{ "NULL, NULL, 1, 'S', 'B2:'", TOUCHES_NOT },
		{ "NULL, NULL, 1, 'S', 'nowhere'", TOUCHES_NOT },
		{ "'KAZ', 'p', 1, NULL, NULL", TOUCHES_FIGURE },
		{ "'KAZ', 'p', 1, 'S', 'Z9'", TOUCHES_FIGURE },
		{ "'KAZ', NULL, 1, NULL, NULL", TOUCHES_AREA },
		{ "'KAZ', 'q', 0, NULL, NULL", TOUCHES_NOT },
		{ "NULL, 'p', 1, NULL, NULL", TOUCHES_INDICATOR },
		{ "NULL, 'q', 0, NULL, NULL", TOUCHES_NOT },
		{ "NULL, NULL, 1, 'S', NULL", TOUCHES_RELEASE },
		{ "NULL, NULL, 1, NULL, NULL", TOUCHES_RELEASE },
	};
	struct db *d = open_empty();
	struct facts cells = ask(d,
		"SELECT 'S' AS sheet, 'B2' AS cell UNION ALL SELECT 'T', 'C3'",
		NULL);

	(void)state;
	for (size_t i = 0; i < COUNT(findings); i++) {
		char sql[200];
		struct facts f;

		snprintf(sql, sizeof(sql),
			"SELECT * FROM (SELECT NULL AS area, NULL AS "
			"indicator, 0 AS matters, NULL AS sheet, NULL AS cell "
			"WHERE 0 UNION ALL SELECT %s)",
			findings[i].row);
		f = ask(d, sql, NULL);
		assert_int_equal(trace_touch(&f, 0, &cells), findings[i].touch);
		facts_free(&f);
	}
	facts_free(&cells);
	db_close(d);
}

/* ---- the log ----------------------------------------------------------------
 */

#define SHA "00000000000000000000000000000000000000000000000000000000000000ab"

static struct trace_log read_log(
	char path[PATH_TEXT], const char *folder, const char *text)
{
	static const struct spec_name of = { "demo", "1" };
	struct trace_log l;
	struct err e = ERR_INIT;

	path_in(path, folder, "x.log");
	if (text)
		write_text(path, text);
	path_in(path, folder, "x.db");
	if (trace_log_read(&l, path, &of, SHA, &e) < 0)
		fail_msg("%s", e.text);
	return l;
}

static void a_line_of_the_log_is_known_by_its_release(void **state)
{
	char path[PATH_TEXT];
	struct trace_log l = read_log(path, *state,
		"{\"line\":1,\"event\":\"load\",\"release\":\"" SHA "\"}\n"
		"{\"line\":2,\"event\":\"load\",\"release\":\"other\"}\n"
		"{ \"detail\" : {\"event\":\"no\",\"a\":[\"}\",{}]},\t"
		"\"outputs\":[\"" SHA "\"], \"event\" : \"derive\", "
		"\"time\":\"t\",\"hash\":\"h\",\"event\":\"second\"}\n");

	assert_true(l.is_there);
	assert_int_equal(l.n, 2);
	assert_int_equal(l.mentions, 2);
	assert_int_equal(l.at[0].number, 1);
	assert_true(span_is(l.at[0].event, "load"));
	assert_null(l.at[0].hash.at);
	assert_int_equal(l.at[1].number, 3);
	assert_true(span_is(l.at[1].event, "derive"));
	assert_true(span_is(l.at[1].time, "t"));
	assert_true(span_is(l.at[1].hash, "h"));
	trace_log_free(&l);
}

/* One workbook may be a release of several editions. */
static void a_line_tells_of_a_release_by_its_edition_too(void **state)
{
	static const int own[] = { 1, 0, 0, 0 };
	char path[PATH_TEXT];
	struct trace_log l = read_log(path, *state,
		"{\"dataset\":\"demo\",\"edition\":\"1\",\"release\":\"" SHA
		"\"}\n"
		"{\"dataset\":\"demo\",\"edition\":\"2\",\"release\":\"" SHA
		"\"}\n"
		"{\"dataset\":\"demu\",\"edition\":\"1\",\"release\":\"" SHA
		"\"}\n"
		"{\"dataset\":\"demo\",\"edition\":\"1\",\"release\":null,"
		"\"inputs\":[{\"sha256\":\"" SHA "\"}]}\n");

	assert_int_equal(l.n, COUNT(own));
	for (size_t i = 0; i < COUNT(own); i++)
		assert_int_equal(l.at[i].is_own, own[i]);
	trace_log_free(&l);
}

static void a_line_that_is_no_json_has_only_its_number(void **state)
{
	static const char *const broken[] = { SHA, "{" SHA, "{\"" SHA,
		"{\"event\":\"" SHA, "{\"a\":[" SHA, "{\"a\":\"\\" SHA "\\",
		"{\"a\" " SHA, "[\"event\", \"" SHA "\"]",
		"{\"a\":{\"b\":\"" SHA };

	for (size_t i = 0; i < COUNT(broken); i++) {
		char path[PATH_TEXT];
		struct trace_log l = read_log(path, *state, broken[i]);

		assert_int_equal(l.n, 1);
		assert_int_equal(l.at[0].number, 1);
		assert_null(l.at[0].event.at);
		trace_log_free(&l);
	}
}

static void a_log_that_is_not_there_or_empty_says_nothing(void **state)
{
	char path[PATH_TEXT];
	struct trace_log l = read_log(path, *state, NULL);

	assert_false(l.is_there);
	assert_contains(l.path, "/x.log");
	trace_log_free(&l);
	l = read_log(path, *state, "");
	assert_true(l.is_there);
	assert_int_equal(l.mentions, 0);
	trace_log_free(&l);
}

static void no_more_lines_are_kept_than_are_told(void **state)
{
	struct text all = TEXT_INIT;
	char path[PATH_TEXT];
	struct trace_log l;

	for (int i = 0; i < TRACE_LINES + 5; i++)
		text_puts(
			&all, "{\"event\":\"load\",\"release\":\"" SHA "\"}\n");
	l = read_log(path, *state, all.at);
	assert_int_equal(l.n, TRACE_LINES);
	assert_int_equal(l.mentions, TRACE_LINES + 5);
	trace_log_free(&l);
	text_free(&all);
}

/* ---- the database -----------------------------------------------------------
 */

/* Three editions, the last of another regime. Of edition 2 the release 2 was
 * superseded by 3, and 4 is quarantined. */
static const char content[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'R'), ('d', 's', 'S');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES ('d', '1', 1, 'r', 'higher', 'none', '2024'), "
	"('d', '2', 2, 'r', 'higher', 'none', '2025'), "
	"('d', '3', 3, 's', 'higher', 'none', '2026');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"ordinal, level, label, weight, combine, direction, decimals) VALUES "
	"(1, 'd', '1', 'overall', 1, 0, 'O', 1, 'none', 'higher', NULL), "
	"(2, 'd', '2', 'overall', 1, 0, 'O', 1, 'none', 'higher', 2), "
	"(3, 'd', '2', 'p', 2, 0, 'P', 1, 'none', 'higher', NULL), "
	"(4, 'd', '3', 'overall', 1, 0, 'O', 1, 'none', 'higher', NULL);"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"fetched, loaded) VALUES "
	"(1, 'd', '1', printf('%064d', 1), 'current', "
	"'2025-01-01T00:00:00Z', 'x'), "
	"(2, 'd', '2', printf('%064d', 2), 'superseded', "
	"'2025-12-24T00:00:00Z', 'x'), "
	"(3, 'd', '2', printf('%064d', 3), 'current', "
	"'2026-01-20T00:00:00Z', 'x'), "
	"(4, 'd', '2', printf('%064d', 4), 'quarantined', "
	"'2026-03-01T00:00:00Z', 'x'), "
	"(5, 'd', '3', printf('%064d', 5), 'current', "
	"'2026-06-01T00:00:00Z', 'x');"
	"INSERT INTO area (area, name, kind) VALUES ('KAZ', 'Kazakhstan', "
	"'iso'), ('TCD', 'Chad', 'iso'), ('UZB', 'Uzbekistan', 'iso');"
	"INSERT INTO scheme VALUES ('m', 'M', 'S', 'now');"
	"INSERT INTO region VALUES ('m', 'w', 'World', NULL), "
	"('m', 'c', 'Centre', 'w');"
	"INSERT INTO member VALUES ('m', 'KAZ', 'c'), ('m', 'UZB', 'c'), "
	"('m', 'TCD', 'w');"
	"INSERT INTO label VALUES (1, 'x');"
	"INSERT INTO sheet VALUES (1, 'Ranks'), (2, 'More');"
	"INSERT INTO observation VALUES "
	"(1, 1, 'rank', '2024', 'KAZ', 0, 76, '76', 1, 'A1', 1), "
	"(2, 2, 'rank', '2025', 'KAZ', 0, 60, '60', 1, 'A2', 1), "
	"(3, 2, 'rank', '2025', 'KAZ', 0, 58, '58', 1, 'A3', 1), "
	"(3, 2, 'rank', '2025', 'KAZ', 1, 58, '58.', 2, 'B3', 1), "
	"(3, 2, 'score', '2025', 'KAZ', 0, 56.7, '56.7', 1, 'D3', 1), "
	"(3, 2, 'rank', '2025', 'UZB', 0, 62, '62', 1, 'A4', 1), "
	"(3, 2, 'score', '2025', 'UZB', 0, 56.1, '56.1', 1, 'D4', 1), "
	"(3, 3, 'score', '2020', 'KAZ', 0, 9, '9', 1, 'C3', 1), "
	"(4, 2, 'rank', '2025', 'KAZ', 0, 58, '58', 1, 'A6', 1), "
	"(5, 4, 'rank', '2026', 'KAZ', 0, 50, '50', 1, 'A1', 1);";

static struct db *open_content(void)
{
	struct err e = ERR_INIT;
	struct db *d = open_empty();

	if (db_script(d, "content", content, &e) < 0 || derive_stale(d, &e) < 0)
		fail_msg("%s", e.text);
	return d;
}

/* The columns of all rows of a query about an area, in words. */
static void assert_rows(const char *sql, const char *names,
	const char *const about[7], const char *expected)
{
	const struct fact_given given[] = {
		{ ":dataset", "d", 0 },
		{ ":edition", about[0], 0 },
		{ ":indicator", about[1], -1 },
		{ ":measure", about[2], -1 },
		{ ":period", about[3], -1 },
		{ ":area", about[4], -1 },
		{ ":release", about[6], -1 },
		{ ":release_id", NULL, about[5] ? atoi(about[5]) : -1 },
		{ 0 },
	};
	struct db *d = open_content();
	struct facts f = ask(d, sql, given);
	struct text found = TEXT_INIT;
	char buf[FACT_TEXT], name[32];

	text_puts(&found, "");
	for (size_t i = 0; i < f.n; i++)
		for (const char *at = names; *at;) {
			size_t n = strcspn(at, " ");

			snprintf(name, sizeof(name), "%.*s", (int)n, at);
			text_printf(&found, "%s%s",
				at != names	    ? "|"
					: found.len ? ", "
						    : "",
				facts_words(buf, &f, i, name));
			at += n + (at[n] == ' ');
		}
	assert_string_equal(found.at ? found.at : "", expected);
	text_free(&found);
	facts_free(&f);
	db_close(d);
}

#define ABOUT(...)                                                             \
	(const char *const[7])                                                 \
	{                                                                      \
		__VA_ARGS__                                                    \
	}

static void about_1_an_indicator_that_is_not_there_has_no_label(void **state)
{
	(void)state;
	assert_rows(sql_audit_trace_about, "indicator_label decimals area_name",
		ABOUT("2", "overall", NULL, NULL, "KAZ"), "O|2|Kazakhstan");
	assert_rows(sql_audit_trace_about, "indicator_label area_name",
		ABOUT("2", "q", NULL, NULL, "XXX"), "none|none");
}

static void about_2_what_nobody_stated_is_not_said(void **state)
{
	(void)state;
	assert_rows(sql_audit_trace_about, "decimals unit scale_min",
		ABOUT("1", "overall", NULL, NULL, "KAZ"), "none|none|none");
}

static void release_1_it_is_known_until_another_one_counts(void **state)
{
	static const char columns[] = "release_id known_from known_to";

	(void)state;
	assert_rows(sql_audit_trace_release, columns, ABOUT("2"),
		"3|2026-01-20T00:00:00Z|none");
	assert_rows(sql_audit_trace_release, columns,
		ABOUT("2", NULL, NULL, NULL, NULL, NULL,
			"000000000000000000000000000000000000000000000000000000"
			"0000000002"),
		"2|2025-12-24T00:00:00Z|2026-01-20T00:00:00Z");
	/* what is quarantined never counted */
	assert_rows(sql_audit_trace_release, columns,
		ABOUT("2", NULL, NULL, NULL, NULL, NULL,
			"000000000000000000000000000000000000000000000000000000"
			"0000000004"),
		"4|2026-03-01T00:00:00Z|none");
}

static void release_2_the_current_one_is_named(void **state)
{
	(void)state;
	assert_rows(sql_audit_trace_release, "release_id state",
		ABOUT("2", NULL, NULL, NULL, NULL, NULL, "0000"),
		"2|superseded, 3|current, 4|quarantined");
	assert_rows(sql_audit_trace_release, "current", ABOUT("3"),
		"0000000000000000000000000000000000000000000000000000000000000"
		"005");
}

static void release_3_the_period_is_that_of_the_ranking(void **state)
{
	(void)state;
	assert_rows(sql_audit_trace_release, "period", ABOUT("2"), "2025");
}

static void release_4_they_stand_as_they_were_loaded(void **state)
{
	release_2_the_current_one_is_named(state);
}

static void cells_1_the_one_that_counts_comes_first(void **state)
{
	static const char columns[] = "place raw sheet cell";

	(void)state;
	assert_rows(sql_audit_trace_cells, columns,
		ABOUT("2", "overall", "rank", "2025", "KAZ", "3"),
		"0|58|Ranks|A3, 1|58.|More|B3");
	assert_rows(sql_audit_trace_cells, columns,
		ABOUT("2", "overall", "rank", "2025", "TCD", "3"), "");
}

static void others_1_2_3_every_other_release_is_told(void **state)
{
	static const char columns[] = "state raw cell differs";

	(void)state;
	assert_rows(sql_audit_trace_others, columns,
		ABOUT("2", "overall", "rank", "2025", "KAZ", "3"),
		"superseded|60|A2|1, quarantined|58|A6|0");
	assert_rows(sql_audit_trace_others, columns,
		ABOUT("2", "overall", "rank", "2025", "UZB", "3"),
		"superseded|none|none|1, quarantined|none|none|1");
	assert_rows(sql_audit_trace_others, columns,
		ABOUT("1", "overall", "rank", "2024", "KAZ", "1"), "");
}

static void lack_1_2_3_says_why(void **state)
{
	(void)state;
	assert_rows(sql_audit_trace_lack, "why",
		ABOUT("2", "overall", "rank", "2025", "TCD", "3"),
		"the release does not list it");
	assert_rows(sql_audit_trace_lack, "why",
		ABOUT("2", "p", "score", "2025", "UZB", "3"),
		"the release gives nothing of p on it");
	assert_rows(sql_audit_trace_lack, "why",
		ABOUT("2", "p", "score", "2025", "KAZ", "3"),
		"the release gives no score of 2025 on it: it gives score of "
		"2020");
}

static void used_1_only_of_the_release_that_was_derived(void **state)
{
	static const char columns[] = "metric field value";

	(void)state;
	assert_rows(sql_audit_trace_used, columns,
		ABOUT("2", "overall", "rank", "2025", "KAZ", "2"), "");
	assert_rows(sql_audit_trace_used, columns,
		ABOUT("2", "overall", "raw", "2025", "KAZ", "3"), "");
	assert_rows(sql_audit_trace_used, columns,
		ABOUT("2", "p", "score", "2020", "KAZ", "3"), "");
}

static void used_2_3_4_5_a_rank_is_in_deltas_and_regions(void **state)
{
	(void)state;
	assert_rows(sql_audit_trace_used,
		"field edition_from edition_to region value other_edition "
		"other_area other_value comparable",
		ABOUT("2", "overall", "rank", "2025", "KAZ", "3"),
		"rank|none|none|none|58|none|none|none|none, "
		"delta|1|2|none|18|1|KAZ|76|yes, "
		"delta|2|3|none|8|3|KAZ|50|no, "
		"leader|none|none|c|0.6000000000000014|2|UZB|56.1|none, "
		"leader|none|none|w|0.6000000000000014|2|UZB|56.1|none, "
		"place|none|none|c|1|none|none|none|none, "
		"place|none|none|w|1|none|none|none|none");
	assert_rows(sql_audit_trace_used, "field value other_area",
		ABOUT("2", "overall", "score", "2025", "UZB", "3"),
		"score|56.1|none, score_delta|none|UZB, score_delta|none|UZB, "
		"runner_up|0.6000000000000014|KAZ, "
		"runner_up|0.6000000000000014|KAZ, place|2|none, "
		"place|2|none");
}

static void delta_1_without_from_it_is_the_edition_before(void **state)
{
	(void)state;
	assert_rows(sql_audit_trace_delta, "edition_from delta comparable",
		ABOUT("3", NULL, NULL, NULL, "KAZ"), "2|8|no");
	assert_rows(sql_audit_trace_delta, "edition_from",
		ABOUT("1", NULL, NULL, NULL, "KAZ"), "");
}

static void region_1_2_the_members_that_count_are_told(void **state)
{
	(void)state;
	assert_rows(sql_audit_trace_region,
		"region place areas leader runner_up members",
		ABOUT("2", NULL, NULL, NULL, "UZB"),
		"c|2|2|KAZ|UZB|KAZ UZB, w|2|2|KAZ|UZB|KAZ UZB");
	/* it lies in the world, and has no standing */
	assert_rows(sql_audit_trace_region, "region place",
		ABOUT("2", NULL, NULL, NULL, "TCD"), "w|none");
}

static void input_1_2_a_standing_has_the_cells_of_place_0(void **state)
{
	(void)state;
	assert_rows(sql_audit_trace_input, "measure raw cell",
		ABOUT("2", NULL, NULL, NULL, "KAZ"),
		"rank|58|A3, score|56.7|D3");
	assert_rows(sql_audit_trace_input, "measure raw cell",
		ABOUT("1", NULL, NULL, NULL, "KAZ"), "rank|76|A1");
}

static void releases_1_2_all_are_verified_in_their_order(void **state)
{
	(void)state;
	assert_rows(sql_audit_trace_releases, "release_id state", ABOUT("2"),
		"2|superseded, 3|current, 4|quarantined");
	assert_rows(sql_audit_trace_releases, "release_id", ABOUT(NULL), "");
}

static void a_figure_is_told_whole_or_as_missing(void **state)
{
	static const struct {
		const char *area, *measure;
		int answer;
		const char *says;
	} asked[] = {
		{ "KAZ", "rank", 0,
			"Kazakhstan (KAZ), d/2, overall rank of "
			"2025: 58\n" },
		{ "TCD", "rank", 1, "no such figure, the release does not" },
	};

	for (size_t i = 0; i < COUNT(asked); i++) {
		struct db *d = open_content();
		struct areas *a = NULL;
		struct err e = ERR_INIT;
		char *text = NULL, path[PATH_TEXT];
		size_t len = 0;
		FILE *out = open_memstream(&text, &len);
		int answer = -1;

		path_in(path, *state, "x.db");
		assert_int_equal(areas_open(&a, ".", &e), 0);
		assert_int_equal(trace_figure(out, &answer, d, a,
					 &(struct trace_order){ .root = *state,
						 .database = path,
						 .area = asked[i].area,
						 .name = "d/2",
						 .indicator = "overall",
						 .measure = asked[i].measure },
					 &e),
			0);
		assert_int_equal(fclose(out), 0);
		assert_int_equal(answer, asked[i].answer);
		assert_contains(text, asked[i].says);
		free(text);
		areas_close(a);
		db_close(d);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_read_as_it_is_written),
		cmocka_unit_test(what_is_no_address_is_refused),
		cmocka_unit_test(rows_become_a_list_of_objects),
		cmocka_unit_test(a_finding_touches_what_it_speaks_of),
		test_in_folder(a_line_of_the_log_is_known_by_its_release),
		test_in_folder(a_line_tells_of_a_release_by_its_edition_too),
		test_in_folder(a_line_that_is_no_json_has_only_its_number),
		test_in_folder(a_log_that_is_not_there_or_empty_says_nothing),
		test_in_folder(no_more_lines_are_kept_than_are_told),
		cmocka_unit_test(
			about_1_an_indicator_that_is_not_there_has_no_label),
		cmocka_unit_test(about_2_what_nobody_stated_is_not_said),
		cmocka_unit_test(
			release_1_it_is_known_until_another_one_counts),
		cmocka_unit_test(release_2_the_current_one_is_named),
		cmocka_unit_test(release_3_the_period_is_that_of_the_ranking),
		cmocka_unit_test(release_4_they_stand_as_they_were_loaded),
		cmocka_unit_test(cells_1_the_one_that_counts_comes_first),
		cmocka_unit_test(others_1_2_3_every_other_release_is_told),
		cmocka_unit_test(lack_1_2_3_says_why),
		cmocka_unit_test(used_1_only_of_the_release_that_was_derived),
		cmocka_unit_test(used_2_3_4_5_a_rank_is_in_deltas_and_regions),
		cmocka_unit_test(delta_1_without_from_it_is_the_edition_before),
		cmocka_unit_test(region_1_2_the_members_that_count_are_told),
		cmocka_unit_test(input_1_2_a_standing_has_the_cells_of_place_0),
		cmocka_unit_test(releases_1_2_all_are_verified_in_their_order),
		test_in_folder(a_figure_is_told_whole_or_as_missing),
	};

	return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
