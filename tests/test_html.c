/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/report/html.h"
#include "tests/deriving.h"

/* ---- foreign text ---------------------------------------------------------
 */

static void assert_text(struct text *t, const char *expected)
{
	assert_int_equal(t->failed, 0);
	assert_string_equal(t->at ? t->at : "", expected);
	text_free(t);
}

static void what_marks_up_is_escaped(void **state)
{
	struct text t = TEXT_INIT;

	(void)state;
	html_puts(&t, "</script> \"a\" & 'b' -->");
	assert_text(
		&t, "&lt;/script&gt; &quot;a&quot; &amp; &#39;b&#39; --&gt;");
}

static void what_no_page_may_hold_is_replaced(void **state)
{
	static const char bad[] = "a\0b\x1b[c\xff\xc2\x85\x7f\xed\xa0\x80z";
	struct text t = TEXT_INIT;

	(void)state;
	html_text(&t, (struct span){ bad, sizeof(bad) - 1 });
	assert_text(
		&t, "a\ufffdb\ufffd[c\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdz");
}

static void letters_and_white_space_stay(void **state)
{
	struct text t = TEXT_INIT;

	(void)state;
	html_puts(&t, "C\u00f4te d\u2019Ivoire,\t\u049a\u0430\u0437\n=1+1");
	assert_text(&t, "C\u00f4te d\u2019Ivoire,\t\u049a\u0430\u0437\n=1+1");
}

static void data_cannot_end_their_script(void **state)
{
	struct text t = TEXT_INIT;

	(void)state;
	html_json(&t, span_of("[\"</script><!--&\u2028\u2029\u202a\"]"));
	assert_text(&t,
		"[\"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\\u2029"
		"\u202a\"]");
}

static void half_a_character_at_the_end_is_no_fault(void **state)
{
	struct text t = TEXT_INIT;

	(void)state;
	html_json(&t, span_of("\xe2\x80"));
	assert_text(&t, "\xe2\x80");
}

/* printf abc | openssl sha256 -binary | base64 */
static void a_hash_is_that_of_other_programs(void **state)
{
	struct text t = TEXT_INIT;

	(void)state;
	html_hash(&t, "abc");
	assert_text(
		&t, "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
}

/* ---- a small page ---------------------------------------------------------
 */

/* Three areas in two editions of two methods, with two pillars; the second has
 * raw figures alone. */
static const char ground[] =
	"INSERT INTO dataset VALUES ('demo', 'Demo <Index>', 'Some & Body', "
	"'https://example.org/', 'CC0', 'Somebody', 'higher');"
	"INSERT INTO regime VALUES ('demo', 'old', 'one pillar'), "
	"('demo', 'new', 'two pillars');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) VALUES "
	"('demo', '2023', 1, 'old', 'higher', 2, 'none', '2023'), "
	"('demo', '2024', 2, 'new', 'higher', 2, 'none', '2024');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals) "
	"VALUES (1, 'demo', '2023', 'overall', NULL, 0, 0, 'Overall', 1, "
	"'mean', 'higher', 2), (2, 'demo', '2024', 'overall', NULL, 0, 0, "
	"'Overall', 1, 'mean', 'higher', 2), (3, 'demo', '2024', 'money', "
	"'overall', 1, 1, 'Money', 1, 'none', 'higher', 1), (4, 'demo', "
	"'2024', 'people', 'overall', 2, 1, 'money', 1, 'none', 'lower', "
	"NULL);"
	"INSERT INTO scheme VALUES ('m49', 'UN M49', 'UN', '2025'), "
	"('bank', 'A bank', 'A bank', '2025');"
	"INSERT INTO region VALUES ('m49', '001', 'World', NULL), "
	"('m49', '143', 'Central Asia', '001'), "
	"('m49', '155', 'Western Europe', '001'), "
	"('bank', 'ALL', 'All of them', NULL);"
	"INSERT INTO area VALUES ('KAZ', 'KZ', '398', 'Kazakhstan', 'iso'), "
	"('UZB', 'UZ', '860', 'Uzbekistan', 'iso'), "
	"('FRA', 'FR', '250', 'France', 'iso');"
	"INSERT INTO member (scheme, region, area) VALUES "
	"('m49', '143', 'KAZ'), ('m49', '143', 'UZB'), ('m49', '155', 'FRA'), "
	"('bank', 'ALL', 'KAZ');"
	"INSERT INTO sheet VALUES (1, 'S'), (2, 'unused');"
	"INSERT INTO label VALUES (1, 'L');";

#define SHA_OF(c) "substr(replace(hex(zeroblob(32)), '00', '" c c "'), 1, 64)"
#define RELEASE(id, edition, c, url)                                           \
	"INSERT INTO release (release_id, dataset, edition, release, state, "  \
	"file, url, official, loaded) VALUES (" id ", 'demo', '" edition       \
	"', " SHA_OF(c) ", 'current', '" edition ".xlsx', '" url               \
			"', 1, '2024-01-02T00:00:00Z');"

static const char figures[] =
	/* clang-format off */
	RELEASE("1", "2023", "a", "https://example.org/one.xlsx")
	RELEASE("2", "2024", "b", "javascript:alert(1)")
	/* clang-format on */
	"WITH told (release, indicator, measure, area, place, value, cell) AS "
	"(VALUES (1, 1, 'rank', 'UZB', 0, 1, 'A2'), "
	"(1, 1, 'rank', 'KAZ', 0, 2, 'A3'), "
	"(1, 1, 'score', 'KAZ', 0, 40.5, 'B3'), "
	"(2, 2, 'rank', 'FRA', 0, 1, 'A2'), "
	"(2, 2, 'rank', 'KAZ', 0, 2, 'A3'), "
	"(2, 2, 'rank', 'KAZ', 1, 2, 'Z9'), "
	"(2, 2, 'rank', 'UZB', 0, 3, 'A4'), "
	"(2, 2, 'score', 'FRA', 0, 80.255, 'B2'), "
	"(2, 2, 'score', 'KAZ', 0, 60.5, 'B3'), "
	"(2, 2, 'score', 'UZB', 0, NULL, 'B4'), "
	"(2, 3, 'score', 'FRA', 0, 90.25, 'C2'), "
	"(2, 3, 'score', 'KAZ', 0, 70, 'C3'), "
	"(2, 3, 'score', 'UZB', 0, NULL, 'C4'), "
	"(2, 4, 'raw', 'KAZ', 0, 12345.5, 'D3')) "
	"INSERT INTO observation SELECT t.release, t.indicator, t.measure, "
	"r.edition, t.area, t.place, t.value, coalesce(t.value, ''), 1, "
	"t.cell, 1 FROM told AS t JOIN release AS r "
	"ON r.release_id = t.release;";

struct bench {
	struct db *db;
	char path[PATH_TEXT];
	struct report_order order;
	struct file_map page;
	struct err e;
};

static void open_with(struct bench *b, const char *folder, const char *more)
{
	const char *const scripts[] = { ground, figures, more };

	*b = (struct bench){ .e = ERR_INIT,
		.order = { .dataset = "demo",
			.form = "html",
			.version = "0",
			.now = 1700000000 } };
	path_in(b->path, folder, "demo.html");
	db_open(&b->db, DB_PRIVATE, DB_CREATE, &b->e);
	for (size_t i = 0; i < COUNT(scripts); i++)
		db_script(b->db, "test", scripts[i], &b->e);
	derive_stale(b->db, &b->e);
	assert_string_equal(b->e.text, "");
}

static void make(struct bench *b)
{
	report_make(b->path, b->db, &b->order, &b->e);
	assert_string_equal(b->e.text, "");
	assert_int_equal(file_map(&b->page, b->path, &b->e), 0);
}

static void make_of(struct bench *b, const char *folder, const char *more)
{
	open_with(b, folder, more);
	make(b);
}

static void end(struct bench *b)
{
	file_unmap(&b->page);
	db_close(b->db);
}

static int has(const struct bench *b, const char *part)
{
	return memmem(b->page.at, b->page.len, part, strlen(part)) != NULL;
}

static void assert_has(const struct bench *b, const char *part)
{
	if (has(b, part))
		return;
	print_error("the page does not have: %s\n", part);
	fail();
}

/* html-area.sql 1 to 3 */
static void an_area_has_its_rank_its_score_and_its_change(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_has(&b,
		"[\"FRA\",\"France\",null,\"Франция\\u000aФранция\",\"155\","
		"\"Western Europe\",1,80.255,"
		"\"80.26\",null,null,null]");
	assert_has(&b,
		"[\"KAZ\",\"Kazakhstan\",null,\"Казахстан\\u000aҚазақстан\","
		"\"143\",\"Central Asia\",2,60.5,"
		"\"60.50\",2,0,\"no\"]");
	assert_has(&b,
		"[\"UZB\",\"Uzbekistan\",null,\"Узбекистан\\u000aӨзбекстан\","
		"\"143\",\"Central Asia\",3,null,"
		"null,1,-2,\"no\"]");
	end(&b);
}

static void the_table_is_there_without_a_script(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_has(&b,
		"<tr id=\"KAZ\"><td class=\"n rank\">2</td><th scope=\"row\">"
		"<a href=\"#KAZ\">Kazakhstan</a><span class=\"within\">KAZ "
		"\u00b7 Central Asia</span></th><td class=\"n score\">60.50"
		"</td><td class=\"change same\">= unchanged ");
	assert_has(&b, "<td class=\"change down\">\u25bc \u22122 down ");
	assert_has(&b, "<td class=\"change same\">not ranked before</td>");
	/* a missing score and missing pillars are empty cells */
	assert_has(&b, "<td class=\"n score\"></td>");
	assert_has(&b,
		"<td class=\"n pillar\"></td><td class=\"n "
		"pillar\"></td></tr>");
	assert_has(&b,
		"<td class=\"n pillar\">70.0</td>"
		"<td class=\"n pillar\">12\u202f345.5</td></tr>");
	end(&b);
}

static void what_is_not_comparable_says_so(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_has(&b, "\u2260 Not comparable: editions 2023 and 2024");
	assert_has(&b,
		"= unchanged <span class=\"odd\"><span aria-hidden=\"true\">"
		"\u2260</span><span class=\"unseen\"> \u2260 not comparable");
	end(&b);
	make_of(&b, *state, "UPDATE edition SET regime = 'new'");
	assert_false(has(&b, "Not comparable:"));
	assert_false(has(&b, "class=\"odd\"><span"));
	assert_has(&b, "Editions 2023 and 2024 share a method");
	end(&b);
}

/* html-edition.sql 1 and 2 */
static void an_edition_names_its_method_and_its_release(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_has(&b,
		"[0,\"2023\",\"one pillar\",1,\"published\",2,"
		"\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaa\",\"2023.xlsx\",\"https://example.org/one.xlsx\"]");
	assert_has(&b, "[1,\"2024\",\"two pillars\",1,\"published\",3,");
	end(&b);
}

/* html-history.sql 1 and 2 */
static void ranks_that_are_not_published_are_computed(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_has(&b,
		"[\"FRA\",1,1,\"80.26\"],[\"KAZ\",0,2,\"40.50\"],"
		"[\"KAZ\",1,2,\"60.50\"],[\"UZB\",0,1,null],"
		"[\"UZB\",1,3,null]");
	end(&b);
	make_of(&b, *state,
		"DELETE FROM observation WHERE measure = 'rank' "
		"AND release_id = 1");
	assert_has(&b, "[\"KAZ\",0,1,\"40.50\"]");
	end(&b);
}

/* make-pillar.sql 1, 4 and 5 */
static void a_pillar_without_scores_has_its_raw_figures(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_has(&b,
		"[0,\"money\",\"Money (money)\",\"score\",\"higher\",null,null,"
		"1],[1,\"people\",\"money (people)\",\"raw\",\"lower\",null,"
		"null,1]");
	assert_has(&b, "money (people) <small>lower is better</small>");
	end(&b);
}

/* make-pillar.sql 1, html-cell.sql 1 */
static void a_pillar_without_figures_is_left_out(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE observation SET value = NULL, raw = '-' "
		"WHERE indicator_id = 3");
	assert_has(&b, "\"rows\":[[0,\"people\",\"money\",\"raw\",");
	assert_has(&b, "[\"KAZ\",1,0,\"raw\",1,\"D3\",\"12345.5\"]");
	assert_has(&b, "\"rows\":[[\"KAZ\",0,12345.5]]");
	assert_false(has(&b, "C3"));
	end(&b);
}

/* html-mean.sql 1 and 2 */
static void a_mean_is_of_those_that_have_a_value(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_has(&b,
		"[[null,0,80.125,2],[null,1,12345.5,1],[\"001\",0,80.125,2],"
		"[\"001\",1,12345.5,1],[\"143\",0,70,1],[\"143\",1,12345.5,1],"
		"[\"155\",0,90.25,1]]");
	end(&b);
}

/* html-region.sql 1 and 2 */
static void regions_name_their_areas_in_order(void **state)
{
	static const char m49[] =
		"[\"m49\",\"UN M49\",\"001\",\"World\",0,\"FRA KAZ UZB\"],"
		"[\"m49\",\"UN M49\",\"143\",\"Central Asia\",1,\"KAZ UZB\"],"
		"[\"m49\",\"UN M49\",\"155\",\"Western Europe\",1,\"FRA\"]";
	static const char bank[] =
		"[\"bank\",\"A bank\",\"ALL\",\"All of them\",0,\"KAZ\"]";
	struct bench b;
	const char *at, *of_bank;

	make_of(&b, *state, "");
	at = memmem(b.page.at, b.page.len, m49, strlen(m49));
	of_bank = memmem(b.page.at, b.page.len, bank, strlen(bank));
	assert_non_null(at);
	assert_true(of_bank > at);
	end(&b);
	open_with(&b, *state, "");
	b.order.scheme = "bank";
	make(&b);
	at = memmem(b.page.at, b.page.len, m49, strlen(m49));
	of_bank = memmem(b.page.at, b.page.len, bank, strlen(bank));
	assert_non_null(of_bank);
	assert_true(at > of_bank);
	end(&b);
}

/* html-cell.sql 1 and 2, html-sheet.sql */
static void figures_name_the_cell_that_counts(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_has(&b,
		"[\"KAZ\",1,null,\"rank\",1,\"A3\",\"2\"],"
		"[\"KAZ\",1,null,\"score\",1,\"B3\",\"60.5\"],"
		"[\"KAZ\",1,0,\"score\",1,\"C3\",\"70\"],"
		"[\"KAZ\",1,1,\"raw\",1,\"D3\",\"12345.5\"],"
		"[\"KAZ\",0,null,\"rank\",1,\"A3\",\"2\"],"
		"[\"KAZ\",0,null,\"score\",1,\"B3\",\"40.5\"]");
	/* what is blank was published so */
	assert_has(&b, "[\"UZB\",1,null,\"score\",1,\"B4\",\"\"]");
	assert_false(has(&b, "Z9"));
	assert_has(&b, "\"rows\":[[1,\"S\"]]");
	end(&b);
}

/* html-source.sql 1 and 2 */
static void a_source_is_a_link_only_to_the_web(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE release SET official = NULL WHERE release_id = 2");
	assert_has(&b,
		"<td class=\"file\"><a rel=\"noreferrer noopener\" "
		"href=\"https://example.org/one.xlsx\">2023.xlsx</a></td>");
	assert_has(&b, "<td class=\"file\">2024.xlsx</td>");
	assert_has(&b, "<td class=\"official\">not pinned</td>");
	assert_false(has(&b, "href=\"javascript"));
	end(&b);
}

static void the_page_says_what_it_was_made_from(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO log_head VALUES (12, " SHA_OF(
			"c") ", 'then', 'run-1')");
	assert_has(&b,
		"\"manifest\":{\"dataset\":\"demo\",\"edition\":\"2024\","
		"\"before\":\"2023\",\"profile\":\"summary\",\"area\":null,"
		"\"scheme\":\"m49\",");
	assert_has(&b, "\"log\":\"line 12, head cccc");
	assert_has(&b,
		"\"kosh\":\"0\",\"made\":\"2023-11-14T22:13:20Z\",\"releases\":"
		"[{\"edition\":\"2023\",\"sha256\":\"aaaa");
	assert_has(&b, "<dt>Log</dt><dd>line 12, head cccc");
	end(&b);
}

static void texts_of_others_are_escaped(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_has(&b, "<title>Demo &lt;Index&gt; 2024</title>");
	assert_has(&b, "Some &amp; Body");
	assert_false(has(&b, "<Index>"));
	end(&b);
}

static void nothing_runs_but_the_script_of_the_page(void **state)
{
	struct text policy = TEXT_INIT;
	struct bench b;

	make_of(&b, *state, "");
	text_puts(&policy, "content=\"default-src 'none'; script-src ");
	html_hash(&policy, html_script);
	text_puts(&policy, "; style-src ");
	html_hash(&policy, html_style);
	text_puts(&policy, "; base-uri 'none'; form-action 'none'\"");
	assert_has(&b, policy.at);
	assert_has(&b, html_script);
	assert_has(&b, html_style);
	assert_false(has(&b, "{{"));
	text_free(&policy);
	end(&b);
}

static void what_a_rank_means_is_said_at_the_top(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_false(has(&b, "Rank 1 is the worst:"));
	assert_false(has(&b, "No ranks are published in"));
	end(&b);
	make_of(&b, *state, "UPDATE edition SET first = 'worst'");
	assert_has(&b, "Rank 1 is the worst: who rises moves away from it.");
	assert_has(&b, "\"worst_first\":true");
	end(&b);
	make_of(&b, *state, "DELETE FROM observation WHERE measure = 'rank'");
	assert_has(&b, "No ranks are published in 2023, 2024: they are");
	end(&b);
}

static void one_edition_alone_has_no_changes(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"DELETE FROM observation WHERE release_id = 1;"
		"UPDATE release SET state = 'superseded' "
		"WHERE release_id = 1");
	assert_has(&b, "data-key=\"delta\" hidden>");
	assert_has(&b, "<td class=\"change same\" hidden>");
	assert_has(&b, "\"before\":null");
	end(&b);
}

static void without_overall_the_page_lists_indicators(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"UPDATE indicator SET indicator = 'all' "
		"WHERE indicator = 'overall' AND edition = '2023';"
		"UPDATE indicator SET parent = NULL WHERE edition = '2024';"
		"UPDATE indicator SET indicator = 'all', scale_min = 0, "
		"scale_max = 1000000 "
		"WHERE indicator = 'overall' AND edition = '2024'");
	assert_has(&b,
		"<tr><th scope=\"row\">Overall</th><td><code>all</code></td>"
		"<td class=\"unit\"></td><td class=\"scale\">0.0 \u2026 "
		"1\u202f000\u202f000.0</td><td class=\"n\">7</td></tr>");
	assert_false(has(&b, "\"areas\":"));
	assert_false(has(&b, "id=\"moves\""));
	end(&b);
}

static void the_same_database_gives_the_same_page(void **state)
{
	struct bench b;
	struct file_map again;
	char copy[PATH_TEXT];

	make_of(&b, *state, "");
	path_in(copy, *state, "again.html");
	assert_int_equal(report_make(copy, b.db, &b.order, &b.e), 0);
	assert_int_equal(file_map(&again, copy, &b.e), 0);
	assert_int_equal(again.len, b.page.len);
	assert_memory_equal(again.at, b.page.at, again.len);
	file_unmap(&again);
	end(&b);
}

static void a_full_page_is_refused(void **state)
{
	struct bench b;

	open_with(&b, *state, "");
	b.order.profile = REPORT_FULL;
	assert_int_equal(report_make(b.path, b.db, &b.order, &b.e), -1);
	assert_fault(&b.e, ERR_USAGE,
		"form 'html': does not come in the profile 'full'; say "
		"xlsx");
	assert_false(file_exists(b.path));
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_marks_up_is_escaped),
		cmocka_unit_test(what_no_page_may_hold_is_replaced),
		cmocka_unit_test(letters_and_white_space_stay),
		cmocka_unit_test(data_cannot_end_their_script),
		cmocka_unit_test(half_a_character_at_the_end_is_no_fault),
		cmocka_unit_test(a_hash_is_that_of_other_programs),
		test_in_folder(an_area_has_its_rank_its_score_and_its_change),
		test_in_folder(the_table_is_there_without_a_script),
		test_in_folder(what_is_not_comparable_says_so),
		test_in_folder(an_edition_names_its_method_and_its_release),
		test_in_folder(ranks_that_are_not_published_are_computed),
		test_in_folder(a_pillar_without_scores_has_its_raw_figures),
		test_in_folder(a_pillar_without_figures_is_left_out),
		test_in_folder(a_mean_is_of_those_that_have_a_value),
		test_in_folder(regions_name_their_areas_in_order),
		test_in_folder(figures_name_the_cell_that_counts),
		test_in_folder(a_source_is_a_link_only_to_the_web),
		test_in_folder(the_page_says_what_it_was_made_from),
		test_in_folder(texts_of_others_are_escaped),
		test_in_folder(nothing_runs_but_the_script_of_the_page),
		test_in_folder(what_a_rank_means_is_said_at_the_top),
		test_in_folder(one_edition_alone_has_no_changes),
		test_in_folder(without_overall_the_page_lists_indicators),
		test_in_folder(the_same_database_gives_the_same_page),
		test_in_folder(a_full_page_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
