/* SPDX-License-Identifier: MIT */
/*
 * What stays of findings from one validation to the next, what a waiver and a
 * force do, and the events of it: the numbers in the names are those of
 * sql/rules/waive.sql and judge.sql. The reports are tested as whole tools.
 */
#include "tests/check.h"

#include "pipeline/report/md_text.h"
#include "pipeline/store/place.h"
#include "pipeline/store/validate.h"
#include "pipeline/store/waivers.h"

/* ---- places ---- */

static const char *wrong(const char *place)
{
	struct place p;

	return place_read(&p, span_of(place));
}

static int holds(const char *place, const struct place_of *f)
{
	struct place p;

	assert_null(place_read(&p, span_of(place)));
	return place_holds(&p, f);
}

#define S(text)                                                                \
	{                                                                      \
		(text), sizeof(text) - 1                                       \
	}

static const struct place_of figure = { .edition = S("2025"),
	.release = S("0123456789abcdef0123456789abcdef"
		     "0123456789abcdef0123456789abcdef"),
	.area = S("KAZ"),
	.indicator = S("overall"),
	.sheet = S("Rank!s 1"),
	.cell = S("B5:C7") };

static void a_place_holds_what_it_names(void **state)
{
	static const char *const yes[] = { "*", "2025", "2025@01234567",
		"*@0123456789abcdef", "2025 KAZ", "2025 KAZ overall",
		"2025 * overall", "2025:Rank!s 1!B5:C7", "2025:Rank!s 1!A1:Z99",
		"*:Rank!s 1!B5:C7", "2025@01234567:Rank!s 1!B5:C7" };

	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++)
		if (!holds(yes[i], &figure))
			fail_msg("'%s' does not hold", yes[i]);
}

static void a_place_holds_nothing_else(void **state)
{
	static const char *const no[] = { "2024", "202", "20255",
		"2025@01234568", "2025 KGZ", "2025 KAZ governance",
		"2025 * over", "2025:Rank", "2025:Rank!s 1!B5",
		"2025:Rank!s 1!B5:C6", "2025:Rank!s 1!C5:C7",
		"2025:Rank!s 2!A1:Z99" };
	static const struct place_of bare = { .edition = S("2025") };

	(void)state;
	for (size_t i = 0; i < COUNT(no); i++)
		if (holds(no[i], &figure))
			fail_msg("'%s' holds", no[i]);
	assert_true(holds("2025", &bare));
	assert_false(holds("2025 KAZ", &bare));
	assert_false(holds("2025:x", &bare));
	assert_false(holds("2025@01234567", &bare));
	assert_false(holds("2025:x!A1:Z9", &bare));
}

static void a_sheet_alone_holds_all_that_stands_on_it(void **state)
{
	static const struct place_of count = { .edition = S("2025"),
		.sheet = S("Ranks") };

	(void)state;
	assert_true(holds("2025:Ranks", &count));
	assert_false(holds("2025:Ranks!A1:Z99", &count));
	assert_false(holds("2025:Rank", &count));
}

static void what_is_no_place_is_told(void **state)
{
	static const char *const no[] = { "", "KAZ", "20 25", "2025@",
		"2025@0123456", "2025@0123456X", "2025@ABCDEF01", "2025 ",
		"2025 kaz", "2025 KAZA", "2025 *", "2025 KAZ ", "2025 KAZ a b",
		"2025:", "2025:!A1", "2025:S!", "2025:S!5", "2025:S!B",
		"2025:S!b5", "2025:S!B0", "2025:S!B05", "2025:S!B5:A9",
		"2025:S!B5:B4", "2025:S!B5:", "2025:S!B5 ", "2025:S!ABCD1",
		"2025:S!A1234567890", "2025/KAZ", "**" };

	(void)state;
	for (size_t i = 0; i < COUNT(no); i++)
		if (!wrong(no[i]))
			fail_msg("'%s' is taken for a place", no[i]);
}

/* ---- a database and a file of waivers ---- */

static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'R');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES ('d', '1', 1, 'r', 'higher', 'sequential', "
	"'2024'), ('d', '2', 2, 'r', 'higher', 'sequential', '2025');"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"published, loaded) VALUES "
	"(1, 'd', '1', printf('%064d', 1), 'staged', '2024-01', '2026-01-01'), "
	"(2, 'd', '2', printf('%064d', 2), 'staged', '2025-01', '2026-01-01');"
	"INSERT INTO finding (stage, rule, severity, release_id, area, sheet, "
	"cell, message) VALUES "
	"('extract', 'V202', 'error', 2, 'KAZ', 'S', 'B5', 'one'), "
	"('extract', 'V202', 'error', 2, 'KGZ', 'S', 'B6', 'two'), "
	"('extract', 'V203', 'warning', 2, NULL, 'S', 'C5:C9', 'three')";

static void at(const char *moment)
{
	setenv("SOURCE_DATE_EPOCH", moment, 1);
}

#define DAY_1 "1767225600" /* 2026-01-01 */
#define DAY_2 "1767312000"

static struct db *make(void)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	at(DAY_1);
	assert_int_equal(db_open(&d, ":memory:", DB_CREATE, &e), 0);
	assert_int_equal(db_script(d, "base", base, &e), 0);
	assert_string_equal(e.text, "");
	return d;
}

static void script(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(d, "test", sql, &e), 0);
	assert_string_equal(e.text, "");
}

/* The file of folder d, with its header line. */
static void write_waivers(const char *folder, const char *lines)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	FILE *out;

	path_in(path, folder, "raw/d/waivers.csv");
	assert_int_equal(file_make_place(path, &e), 0);
	out = fopen(path, "we");
	assert_non_null(out);
	fprintf(out, "rule,place,who,why,until\n%s", lines);
	assert_int_equal(fclose(out), 0);
}

static int take(struct db *d, const char *folder, struct err *e)
{
	assert_int_equal(db_begin(d, e), 0);
	return db_end(d, waivers_take(d, folder, "d", e), e);
}

static struct validation check(
	struct db *d, const char *folder, const char *edition)
{
	struct err e = ERR_INIT;
	struct validation v;

	assert_int_equal(take(d, folder, &e), 0);
	assert_int_equal(validate(&v, d,
				 &(struct validation_order){ .dataset = "d",
					 .edition = edition,
					 .bar = SEVERITY_ERROR },
				 &e),
		0);
	assert_string_equal(e.text, "");
	return v;
}

/* The first column of a query's rows, a line each. */
static void assert_rows(struct db *d, const char *sql, const char *expected)
{
	struct text found = TEXT_INIT;
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	while (stmt_step(s, &e) == 1)
		text_printf(&found, "%.*s\n", SPAN(stmt_get_text(s, 0)));
	stmt_close(s);
	assert_string_equal(e.text, "");
	assert_string_equal(found.at ? found.at : "", expected);
	text_free(&found);
}

static void assert_states(struct db *d, const char *expected)
{
	assert_rows(d,
		"SELECT group_concat(state, ' ') FROM (SELECT state FROM "
		"release ORDER BY release_id)",
		expected);
}

static void assert_events(struct db *d, const char *kind, const char *expected)
{
	struct text sql = TEXT_INIT;

	text_printf(&sql,
		"SELECT event || ' ' || edition || ' ' || detail FROM event "
		"WHERE event GLOB '%s' ORDER BY event_id",
		kind);
	assert_rows(d, sql.at, expected);
	text_free(&sql);
}

/* ---- the file ---- */

static void no_file_is_no_waiver(void **state)
{
	struct err e = ERR_INIT;
	struct db *d = make();

	write_waivers(*state, "V202,2,me,why,2026-12-31\n");
	assert_int_equal(take(d, *state, &e), 0);
	assert_rows(d, "SELECT place FROM waiver", "2\n");
	assert_int_equal(take(d, "/nowhere", &e), 0);
	assert_rows(d, "SELECT place FROM waiver", "");
	db_close(d);
}

static void columns_may_come_in_any_order_with_others(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = make();
	FILE *out;

	write_waivers(*state, "");
	path_in(path, *state, "raw/d/waivers.csv");
	out = fopen(path, "we");
	assert_non_null(out);
	fputs("\xef\xbb\xbfuntil,note,why,who,place,rule\r\n\r\n"
	      "2026-02-28,x,\"a, b\",me ,2 KAZ,V202\r\n",
		out);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(take(d, *state, &e), 0);
	assert_rows(d,
		"SELECT rule || '|' || place || '|' || edition || '|' || who "
		"|| '|' || why || '|' || until || '|' || line FROM waiver",
		"V202|2 KAZ|2|me|a, b|2026-02-28|3\n");
	db_close(d);
}

static void a_malformed_line_is_an_error_with_its_place(void **state)
{
	static const struct {
		const char *line, *says;
	} all[] = {
		{ "V202,2,,why,2026-12-31", "'who' is empty" },
		{ "V202,2,me, ,2026-12-31", "'why' is empty" },
		{ "V202,2,me,why", "'until' is empty" },
		{ "V202,,me,why,2026-12-31", "'place' is empty" },
		{ ",2,me,why,2026-12-31", "'rule' is empty" },
		{ "V202,2,me,why,2026-12-32", "until '2026-12-32': expected" },
		{ "V202,2,me,why,2026-12", "expected a day" },
		{ "V202,2,me,why,2026-12-31T00:00:00Z", "expected a day" },
		{ "V 2,2,me,why,2026-12-31", "rule 'V 2': expected an id" },
		{ "V202,2 kaz,me,why,2026-12-31", "place '2 kaz': behind" },
		{ "V202,3,me,why,2026-12-31", "d has no edition '3'" },
		{ "V202,2,m\x1b[1me,why,2026-12-31", "'who' is not one line" },
		{ "V202,2,me,\"a\nb\",2026-12-31", "'why' is not one line" },
		{ "V202,2,me,\xff,2026-12-31", "'why' is not one line" },
		{ "V202,1,me,why,2026-12-31",
			"a second line of rule and "
			"place 'V202 1'" },
	};
	struct err e = ERR_INIT;
	struct db *d = make();
	char text[200];

	write_waivers(*state, "V202,1,old,why,2026-12-31\n");
	assert_int_equal(take(d, *state, &e), 0);
	for (size_t i = 0; i < COUNT(all); i++) {
		e = (struct err)ERR_INIT;
		snprintf(text, sizeof(text), "V202,1,me,why,2026-12-31\n%s\n",
			all[i].line);
		write_waivers(*state, text);
		assert_int_equal(take(d, *state, &e), -1);
		assert_int_equal(e.kind, ERR_DATA);
		assert_contains(e.text, "raw/d/waivers.csv: line 3: ");
		assert_contains(e.text, all[i].says);
	}
	assert_rows(d, "SELECT who FROM waiver", "old\n");
	db_close(d);
}

static void a_file_without_its_columns_is_refused(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = make();
	FILE *out;

	write_waivers(*state, "");
	path_in(path, *state, "raw/d/waivers.csv");
	out = fopen(path, "we");
	assert_non_null(out);
	fputs("rule,place,who,why\n", out);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(take(d, *state, &e), -1);
	assert_contains(e.text, "no column 'until'");
	out = fopen(path, "we");
	assert_non_null(out);
	assert_int_equal(fclose(out), 0);
	e = (struct err)ERR_INIT;
	assert_int_equal(take(d, *state, &e), -1);
	assert_contains(e.text, "no header line");
	db_close(d);
}

/* ---- what a waiver does ---- */

static void what_is_waived_bars_nothing_and_stays(void **state)
{
	struct db *d = make();
	struct validation v = check(d, *state, NULL);

	assert_states(d, "current quarantined\n");
	assert_int_equal(v.errors, 2);
	write_waivers(*state, "V202,2:S!B5:B6,me,why,2026-12-31\n");
	v = check(d, *state, NULL);
	assert_states(d, "current current\n");
	assert_int_equal(v.errors, 0);
	assert_int_equal(v.warnings, 1);
	assert_int_equal(v.waived, 2);
	assert_rows(d,
		"SELECT f.rule || ' ' || f.severity || ' ' || f.waived || ' ' "
		"|| coalesce(w.who, '-') FROM finding AS f LEFT JOIN waiver AS "
		"w USING (waiver_id) ORDER BY f.finding_id",
		"V202 error 1 me\nV202 error 1 me\nV203 warning 0 -\n");
	db_close(d);
}

static void what_is_waived_in_part_bars_still(void **state)
{
	struct db *d = make();

	write_waivers(*state, "V202,2 KAZ,me,why,2026-12-31\n");
	assert_int_equal(check(d, *state, NULL).errors, 1);
	assert_states(d, "current quarantined\n");
	assert_rows(
		d, "SELECT barred FROM release ORDER BY release_id", "0\n1\n");
	db_close(d);
}

static void a_waiver_of_another_rule_does_nothing(void **state)
{
	struct db *d = make();

	write_waivers(*state, "V201,*,me,why,2026-12-31\n");
	assert_int_equal(check(d, *state, NULL).errors, 2);
	db_close(d);
}

static void a_waiver_that_is_taken_away_opens_the_finding(void **state)
{
	struct db *d = make();

	write_waivers(*state, "V202,*,me,why,2026-12-31\n");
	assert_int_equal(check(d, *state, NULL).errors, 0);
	write_waivers(*state, "");
	assert_int_equal(check(d, *state, NULL).errors, 2);
	assert_rows(d, "SELECT waiver_id FROM finding WHERE waiver_id > 0", "");
	db_close(d);
}

static void a_waiver_of_an_edition_that_is_not_looked_at_stays(void **state)
{
	struct db *d = make();

	write_waivers(*state, "V202,2,me,why,2026-12-31\n");
	check(d, *state, NULL);
	assert_int_equal(check(d, *state, "1").waived, 0);
	assert_rows(d, "SELECT sum(waived) FROM finding", "2\n");
	assert_rows(d, "SELECT message FROM finding WHERE rule = 'V903'", "");
	db_close(d);
}

static void what_is_waived_has_a_waiver_whoever_takes_them(void **state)
{
	struct db *d = make();
	struct err e = ERR_INIT;

	write_waivers(*state, "V202,2,me,why,2026-12-31\n");
	check(d, *state, NULL);
	write_waivers(*state, "");
	db_check_keys(d, 0); /* as while a release is loaded */
	assert_int_equal(take(d, *state, &e), 0);
	db_check_keys(d, 1);
	assert_rows(d,
		"SELECT count(waiver_id) || ' ' || sum(waived) FROM finding",
		"0 0\n");
	db_close(d);
}

static void waive_2_a_waiver_holds_through_its_last_day(void **state)
{
	struct db *d = make();

	write_waivers(*state, "V202,2,me,why,2026-01-01\n");
	at("1767311999");
	assert_int_equal(check(d, *state, NULL).errors, 0);
	at(DAY_2);
	assert_int_equal(check(d, *state, NULL).errors, 2);
	assert_rows(d, "SELECT message FROM finding WHERE rule = 'V902'",
		"the waiver of V202 at '2' by me ended on 2026-01-01: 2 "
		"findings are open again\n");
	assert_rows(d, "SELECT message FROM finding WHERE rule = 'V903'", "");
	db_close(d);
}

static void waive_2_what_another_waiver_covers_is_no_news(void **state)
{
	struct db *d = make();

	write_waivers(*state,
		"V202,2,me,why,2025-01-01\n"
		"V202,*,you,why,2026-12-31\n");
	assert_int_equal(check(d, *state, NULL).waived, 2);
	assert_rows(d, "SELECT message FROM finding WHERE rule = 'V902'", "");
	db_close(d);
}

static void waive_3_a_waiver_of_nothing_is_found(void **state)
{
	struct db *d = make();

	write_waivers(*state,
		"V201,1,me,why,2026-12-31\n"
		"V201,*,me,why,2026-12-31\n"
		"V202,2,me,why,2026-12-31\n");
	check(d, *state, NULL);
	assert_rows(d,
		"SELECT release_id || ' ' || message FROM finding WHERE rule "
		"= 'V903' ORDER BY release_id",
		"1 line 2 of waivers.csv waives V201 at '1' and there is no "
		"such finding\n"
		"2 line 3 of waivers.csv waives V201 at '*' and there is no "
		"such finding\n");
	check(d, *state, "2");
	assert_rows(
		d, "SELECT release_id FROM finding WHERE rule = 'V903'", "1\n");
	/* that one does waive */
	write_waivers(*state,
		"V202,2,me,why,2025-01-01\n"
		"V902,*,me,why,2026-12-31\n");
	check(d, *state, NULL);
	assert_rows(d,
		"SELECT rule || ' ' || waived FROM finding WHERE rule GLOB "
		"'V90[23]'",
		"V902 1\n");
	db_close(d);
}

/* A restatement is not covered unseen. */
static void waive_4_a_waiver_that_covers_a_later_release_is_found(void **state)
{
	static const char sql[] =
		"SELECT release_id || ' ' || cells || ' ' || message FROM "
		"finding WHERE rule = 'V904'";
	struct db *d = make();

	write_waivers(*state, "V202,2,A,why,2026-01-01\n");
	check(d, *state, NULL);
	assert_rows(d, sql, "");
	script(d,
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, published, loaded) VALUES (3, 'd', '2', "
		"printf('%064d', 3), 'staged', '2025-02', '2026-01-02');"
		"INSERT INTO finding (stage, rule, severity, release_id, area, "
		"message) VALUES ('extract', 'V202', 'error', 3, 'UZB', "
		"'four')");
	check(d, *state, NULL);
	assert_rows(d, sql,
		"3 1 the waiver of V202 at '2' by A waived findings of an "
		"earlier release and waives 1 of this one\n");
	/* each release by its name, or none of the later one */
	write_waivers(*state,
		"V202,2@00000000,A,why,2026-01-01\n"
		"V203,2:S,A,why,2026-01-01\n");
	check(d, *state, NULL);
	assert_rows(d, sql, "");
	/* a waiver that has ended covers nothing */
	write_waivers(*state, "V202,*,A,why,2025-12-31\n");
	check(d, *state, NULL);
	assert_rows(d, sql, "");
	db_close(d);
}

static void waive_1_the_first_effect_is_an_event(void **state)
{
	struct db *d = make();

	write_waivers(*state, "V202,2,me,why,2026-12-31\n");
	check(d, *state, NULL);
	check(d, *state, NULL);
	assert_events(d, "waive",
		"waive 2 {\"rule\":\"V202\",\"place\":\"2\",\"who\":\"me\","
		"\"why\":\"why\",\"until\":\"2026-12-31\",\"findings\":2}\n");
	script(d, "DELETE FROM event");
	write_waivers(*state, "V202,2,me,why,2027-12-31\n");
	check(d, *state, NULL);
	assert_rows(d, "SELECT event FROM event", "waive\n");
	db_close(d);
}

/* ---- first seen ---- */

static const char seen[] =
	"SELECT s.seen || ' ' || coalesce(s.run, '-') FROM finding AS f JOIN "
	"finding_seen AS s USING (fingerprint) WHERE f.area = 'KAZ'";

static void when_a_finding_was_first_seen_outlives_it(void **state)
{
	struct err e = ERR_INIT;
	struct db *d = make();

	assert_int_equal(db_act(d, "{\"run\":\"r1\"}", &e), 0);
	check(d, *state, NULL);
	script(d,
		"DELETE FROM finding; INSERT INTO finding (stage, rule, "
		"severity, release_id, area, sheet, cell, message) VALUES "
		"('extract', 'V202', 'error', 2, 'KAZ', 'S', 'B5', 'other "
		"words')");
	at(DAY_2);
	assert_int_equal(db_act(d, "{\"run\":\"r2\"}", &e), 0);
	check(d, *state, NULL);
	assert_rows(d, seen, "2026-01-01T00:00:00Z r1\n");
	script(d, "UPDATE finding SET cell = 'B7', fingerprint = NULL");
	check(d, *state, NULL);
	assert_rows(d, seen, "2026-01-02T00:00:00Z r2\n");
	db_close(d);
}

static void each_place_is_a_finding_of_its_own(void **state)
{
	struct db *d = make();

	script(d,
		"DELETE FROM finding; INSERT INTO finding (stage, rule, "
		"severity, release_id, indicator, measure, area, label, "
		"period, sheet, cell, message) VALUES "
		"('extract', 'A', 'info', 2, 'i', 'm', 'a', 'l', 'p', 's', "
		"'c', 'x'), "
		"('extract', 'B', 'info', 2, 'i', 'm', 'a', 'l', 'p', 's', "
		"'c', 'x'), "
		"('extract', 'A', 'info', 1, 'i', 'm', 'a', 'l', 'p', 's', "
		"'c', 'x'), "
		"('extract', 'A', 'info', 2, 'im', '', 'a', 'l', 'p', 's', "
		"'c', 'x'), "
		"('extract', 'A', 'info', 2, 'i', 'm', 'a', 'l', 'p', 's', "
		"'d', 'x'), "
		"('extract', 'A', 'warning', 2, 'i', 'm', 'a', 'l', 'p', 's', "
		"'c', 'y')");
	check(d, *state, NULL);
	assert_rows(
		d, "SELECT count(DISTINCT fingerprint) FROM finding", "5\n");
	db_close(d);
}

/* ---- events and force ---- */

static void judge_8_what_changes_is_an_event(void **state)
{
	struct db *d = make();

	check(d, *state, NULL);
	assert_events(d, "*",
		"quarantine 2 {\"was\":\"staged\",\"barred\":2,\"rule\":"
		"\"V202\",\"message\":\"one\"}\n"
		"promote 1 {\"was\":\"staged\",\"barred\":0}\n");
	script(d, "DELETE FROM event");
	check(d, *state, NULL);
	assert_events(d, "*", "");
	script(d,
		"DELETE FROM finding; INSERT INTO release (release_id, "
		"dataset, edition, release, state, published, loaded) VALUES "
		"(3, 'd', '1', printf('%064d', 3), 'staged', '2024-02', "
		"'2026-01-01')");
	check(d, *state, NULL);
	assert_events(d, "*",
		"supersede 1 {\"was\":\"current\",\"barred\":0}\n"
		"promote 2 {\"was\":\"quarantined\",\"barred\":0}\n"
		"promote 1 {\"was\":\"staged\",\"barred\":0}\n");
	db_close(d);
}

static void judge_8_what_is_held_and_restored_is_an_event(void **state)
{
	struct db *d = make();

	script(d,
		"DELETE FROM finding; DELETE FROM release; UPDATE edition SET "
		"promote = 'pinned'; INSERT INTO release (release_id, "
		"dataset, edition, release, state, official, loaded) VALUES "
		"(3, 'd', '1', printf('%064d', 3), 'superseded', 1, "
		"'2026-01-01'), (4, 'd', '1', printf('%064d', 4), 'staged', 0, "
		"'2026-01-01')");
	check(d, *state, NULL);
	assert_events(d, "*",
		"hold 1 {\"was\":\"staged\",\"barred\":0}\n"
		"restore 1 {\"was\":\"superseded\",\"barred\":0}\n");
	db_close(d);
}

static void an_event_is_gone_with_its_transaction(void **state)
{
	struct err e = ERR_INIT;
	struct validation v;
	struct db *d = make();

	(void)state;
	assert_int_equal(db_begin(d, &e), 0);
	assert_int_equal(validate(&v, d,
				 &(struct validation_order){ .dataset = "d",
					 .bar = SEVERITY_ERROR },
				 &e),
		0);
	assert_int_equal(db_end(d, -1, &e), -1);
	assert_events(d, "*", "");
	assert_states(d, "staged staged\n");
	assert_rows(d, "SELECT seen FROM finding_seen", "");
	db_close(d);
}

static void judge_1_what_is_forced_is_not_barred(void **state)
{
	struct validation v;
	struct db *d = make();

	check(d, *state, NULL);
	script(d,
		"DELETE FROM event; UPDATE release SET forced = 'so it is' "
		"WHERE release_id = 2");
	v = check(d, *state, NULL);
	assert_states(d, "current current\n");
	assert_int_equal(v.errors, 2);
	assert_events(d, "*",
		"promote 2 {\"was\":\"quarantined\",\"barred\":2,\"forced\":"
		"\"so it is\"}\n");
	db_close(d);
}

/* ---- text in Markdown -----------------------------------------------------
 */

static void no_mark_of_a_text_is_one_of_markdown(void **state)
{
	static const struct {
		const char *text, *shown;
	} all[] = {
		{ "plain, (x) 1.5 -2 #3", "plain, (x) 1.5 -2 #3" },
		{ "a|b", "a\\|b" },
		{ "<b>&amp;", "&lt;b&gt;&amp;amp;" },
		{ "*_`~\\$", "\\*\\_\\`\\~\\\\\\$" },
		{ "[x](y)", "\\[x\\](y)" },
		{ "http://x.y", "http\\://x.y" },
		{ "www.x.y", "www\\.x.y" },
		{ "a@b.cd", "a@<!-- -->b.cd" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct text t = TEXT_INIT;

		md_text((struct sink){ .text = &t }, span_of(all[i].text));
		assert_string_equal(t.at ? t.at : "", all[i].shown);
		text_free(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_mark_of_a_text_is_one_of_markdown),
		cmocka_unit_test(a_place_holds_what_it_names),
		cmocka_unit_test(a_place_holds_nothing_else),
		cmocka_unit_test(a_sheet_alone_holds_all_that_stands_on_it),
		cmocka_unit_test(what_is_no_place_is_told),
		test_in_folder(no_file_is_no_waiver),
		test_in_folder(columns_may_come_in_any_order_with_others),
		test_in_folder(a_malformed_line_is_an_error_with_its_place),
		test_in_folder(a_file_without_its_columns_is_refused),
		test_in_folder(what_is_waived_bars_nothing_and_stays),
		test_in_folder(what_is_waived_in_part_bars_still),
		test_in_folder(a_waiver_of_another_rule_does_nothing),
		test_in_folder(a_waiver_that_is_taken_away_opens_the_finding),
		test_in_folder(
			a_waiver_of_an_edition_that_is_not_looked_at_stays),
		test_in_folder(what_is_waived_has_a_waiver_whoever_takes_them),
		test_in_folder(waive_2_a_waiver_holds_through_its_last_day),
		test_in_folder(waive_2_what_another_waiver_covers_is_no_news),
		test_in_folder(waive_3_a_waiver_of_nothing_is_found),
		test_in_folder(
			waive_4_a_waiver_that_covers_a_later_release_is_found),
		test_in_folder(waive_1_the_first_effect_is_an_event),
		test_in_folder(when_a_finding_was_first_seen_outlives_it),
		test_in_folder(each_place_is_a_finding_of_its_own),
		test_in_folder(judge_8_what_changes_is_an_event),
		test_in_folder(judge_8_what_is_held_and_restored_is_an_event),
		test_in_folder(an_event_is_gone_with_its_transaction),
		test_in_folder(judge_1_what_is_forced_is_not_barred),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
