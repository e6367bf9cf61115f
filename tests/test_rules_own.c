/* SPDX-License-Identifier: MIT */
/* A user's own rules: what is taken for one, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "pipeline/base/file.h"
#include "pipeline/store/usersql.h"
#include "pipeline/store/validate.h"
#include "tests/scratch.h"

/* A database with two datasets of one release each, and a folder. */
struct room {
	struct db *db;
	char dir[64];
};

#define ZEROS	      "00000000000000000000000000000000"
#define SHA256(digit) "'" ZEROS "0000000000000000000000000000000" digit "'"

static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher'), ('o', 'O', 'P', NULL, NULL, NULL, 'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'R'), ('o', 'r', 'R');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES "
	"('d', '1', 1, 'r', 'higher', 'sequential', '2024'), "
	"('o', '1', 1, 'r', 'higher', 'sequential', '2024');"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"loaded) VALUES (1, 'd', '1', " SHA256(
		"1") ", 'staged', "
		     "'2026-01-01'), (2, 'o', '1', " SHA256(
			     "2") ", 'staged', "
				  "'2026-01-01')";

#define HEAD(id)                                                               \
	"-- id: " id "\n-- severity: warning\n-- title: a title\n"             \
	"-- why: because\n--   of this\n-- remedy: look\n--\n-- 1. More.\n"
#define ROW(release, message)                                                  \
	"SELECT " release ", NULL, NULL, 'AAA', NULL, NULL, 'S', 'B2', 'x', "  \
	"NULL, NULL, " message
#define EACH HEAD("OWN-1") ROW("release_id", "'odd'") " FROM checked\n"

static int open_room(void **state)
{
	struct room *r = calloc(1, sizeof(*r));
	struct err e = ERR_INIT;

	assert_non_null(r);
	strcpy(r->dir, "/tmp/kosh-rules-XXXXXX");
	assert_non_null(mkdtemp(r->dir));
	assert_int_equal(scratch_open(&r->db, &e), 0);
	assert_int_equal(db_script(r->db, "base", base, &e), 0);
	*state = r;
	return 0;
}

static int remove_one(void *context, const char *name, struct err *e)
{
	char path[PATH_TEXT];

	assert_int_equal(file_join(path, context, name, e), 0);
	assert_int_equal(remove(path), 0);
	return 0;
}

static int close_room(void **state)
{
	struct room *r = *state;
	struct err e = ERR_INIT;

	db_close(r->db);
	file_list(r->dir, remove_one, r->dir, &e);
	rmdir(r->dir);
	free(r);
	return 0;
}

static void put_bytes(
	const struct room *r, const char *name, const char *text, size_t len)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	FILE *f;

	assert_int_equal(file_join(path, r->dir, name, &e), 0);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static void put(const struct room *r, const char *name, const char *text)
{
	put_bytes(r, name, text, strlen(text));
}

static struct rules *open_rules(const struct room *r)
{
	struct rules *rules = NULL;
	struct err e = ERR_INIT;

	if (rules_open(&rules, r->dir, &e) < 0)
		fail_msg("%s", e.text);
	return rules;
}

/* The text of a fault, with DIR for the folder. */
static void assert_fault(
	const struct room *r, const struct err *e, const char *expected)
{
	char wanted[600];
	const char *dir = strstr(expected, "DIR");

	snprintf(wanted, sizeof(wanted), "%s", expected);
	if (dir)
		snprintf(wanted, sizeof(wanted), "%.*s%s%s",
			(int)(dir - expected), expected, r->dir, dir + 3);
	assert_string_equal(e->text, wanted);
	assert_int_equal(e->kind, ERR_DATA);
}

static void assert_refused(const struct room *r, const char *expected)
{
	struct rules *rules = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(rules_open(&rules, r->dir, &e), -1);
	assert_null(rules);
	assert_fault(r, &e, expected);
}

static int check(const struct room *r, struct validation *v, struct err *e)
{
	struct rules *rules = open_rules(r);
	int rc = validate(v, r->db,
		&(struct validation_order){ .dataset = "d",
			.bar = SEVERITY_ERROR,
			.rules = rules,
			.steps = 10000000 },
		e);

	rules_close(rules);
	return rc;
}

static long count(const struct room *r, const char *sql)
{
	struct stmt *s = NULL;
	struct err e = ERR_INIT;
	long n;

	assert_int_equal(stmt_open(&s, r->db, sql, &e), 0);
	assert_int_equal(stmt_step(s, &e), 1);
	n = (long)stmt_get_integer(s, 0);
	stmt_close(s);
	return n;
}

/* A file and a server have words of their own for some faults. */
static const char *in_words(
	const struct room *r, const char *file, const char *server)
{
	return db_is_server(r->db) ? server : file;
}

/* It is refused when it runs, and then nothing is changed. */
static void assert_fails(
	const struct room *r, const char *rule, const char *expected)
{
	struct validation v;
	struct err e = ERR_INIT;
	char text[600];

	put(r, "a.sql", rule);
	assert_int_equal(check(r, &v, &e), -1);
	snprintf(text, sizeof(text), "validating 'd': %s", expected);
	assert_fault(r, &e, text);
	assert_int_equal(count(r, "SELECT count(*) FROM finding"), 0);
	assert_int_equal(count(r,
				 "SELECT count(*) FROM release "
				 "WHERE state = 'staged'"),
		2);
}

/* ---- what is taken ---- */

static void a_rule_of_ones_own_finds_what_its_rows_say(void **state)
{
	struct validation v;
	struct err e = ERR_INIT;

	put(*state, "a.sql", EACH);
	if (check(*state, &v, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(v.warnings, 1);
	assert_int_equal(count(*state,
				 "SELECT count(*) FROM finding WHERE rule = "
				 "'OWN-1' AND severity = 'warning' AND stage = "
				 "'validate' AND release_id = 1 AND area = "
				 "'AAA' AND sheet = 'S' AND cell = 'B2' AND "
				 "raw = 'x' AND message = 'odd' AND cells = 1"),
		1);
}

static void its_findings_are_replaced_and_go_with_it(void **state)
{
	struct validation v;
	struct err e = ERR_INIT;
	const struct room *r = *state;

	put(r, "a.sql", EACH);
	assert_int_equal(check(r, &v, &e), 0);
	assert_int_equal(check(r, &v, &e), 0);
	assert_int_equal(count(r, "SELECT count(*) FROM finding"), 1);
	assert_int_equal(validate(&v, r->db,
				 &(struct validation_order){ .dataset = "d",
					 .bar = SEVERITY_ERROR },
				 &e),
		0);
	assert_int_equal(count(r, "SELECT count(*) FROM finding"), 0);
}

static void its_error_quarantines(void **state)
{
	struct validation v;
	struct err e = ERR_INIT;

	put(*state, "a.sql",
		"-- id: E\n-- severity: error\n-- title: t\n-- why: w\n"
		"-- remedy: r\n" ROW("release_id", "'bad'") " FROM checked");
	assert_int_equal(check(*state, &v, &e), 0);
	assert_int_equal(v.quarantined, 1);
}

static void a_thirteenth_column_counts_cells(void **state)
{
	struct validation v;
	struct err e = ERR_INIT;

	put(*state, "a.sql",
		HEAD("X") ROW("release_id", "'odd', 7") " FROM checked");
	assert_int_equal(check(*state, &v, &e), 0);
	assert_int_equal(count(*state, "SELECT cells FROM finding"), 7);
}

static void files_are_read_in_the_order_of_their_names(void **state)
{
	struct rules *rules;
	size_t n;

	put(*state, "b.sql", HEAD("first-by-id") ROW("1", "''"));
	put(*state, "a.sql", HEAD("second-by-id") ROW("1", "''"));
	put(*state, "notes.txt", "no rule");
	put(*state, ".hidden.sql", "no rule");
	rules = open_rules(*state);
	n = rules_count(rules);
	assert_string_equal(rules_at(rules, n - 2)->id, "second-by-id");
	assert_string_equal(rules_at(rules, n - 1)->id, "first-by-id");
	assert_string_equal(rules_at(rules, n - 1)->why, "because of this");
	assert_int_equal(rules_at(rules, n - 1)->is_users, 1);
	assert_string_equal(rules_at(rules, 0)->id, "V101");
	rules_close(rules);
}

static void the_sum_is_of_names_and_of_what_the_files_hold(void **state)
{
	char before[HASH_HEX], renamed[PATH_TEXT], path[PATH_TEXT];
	struct rules *rules;
	struct err e = ERR_INIT;
	const struct room *r = *state;

	put(r, "a.sql", EACH);
	rules = open_rules(r);
	assert_int_equal(strlen(rules_sum(rules)), HASH_HEX - 1);
	memcpy(before, rules_sum(rules), HASH_HEX);
	rules_close(rules);
	rules = open_rules(r);
	assert_string_equal(rules_sum(rules), before);
	rules_close(rules);
	put(r, "a.sql", EACH "-- more\n");
	rules = open_rules(r);
	assert_string_not_equal(rules_sum(rules), before);
	rules_close(rules);
	put(r, "a.sql", EACH);
	assert_int_equal(file_join(path, r->dir, "a.sql", &e), 0);
	assert_int_equal(file_join(renamed, r->dir, "b.sql", &e), 0);
	assert_int_equal(rename(path, renamed), 0);
	rules = open_rules(r);
	assert_string_not_equal(rules_sum(rules), before);
	rules_close(rules);
}

/* ---- what is refused before it runs ---- */

static void an_id_of_ours_is_refused(void **state)
{
	put(*state, "a.sql", HEAD("V601") ROW("1", "''"));
	assert_refused(*state,
		"DIR/a.sql: id 'V601': those that begin with V are kosh's own");
	put(*state, "a.sql", HEAD("v-mine") ROW("1", "''"));
	assert_refused(*state,
		"DIR/a.sql: id 'v-mine': those that begin with V are kosh's "
		"own");
}

static void an_id_of_other_signs_is_refused(void **state)
{
	put(*state, "a.sql", HEAD("A 1") ROW("1", "''"));
	assert_refused(*state,
		"DIR/a.sql: id 'A 1': expected letters, digits, - and _");
}

static void an_id_that_stands_twice_is_refused(void **state)
{
	struct rules *rules = NULL;
	struct err e = ERR_INIT;
	const struct room *r = *state;

	put(r, "a.sql", EACH);
	put(r, "b.sql", EACH);
	assert_int_equal(rules_open(&rules, r->dir, &e), -1);
	assert_non_null(strstr(e.text, "b.sql: id 'OWN-1' is that of "));
	assert_non_null(strstr(e.text, "a.sql too"));
}

static void a_head_has_to_be_whole(void **state)
{
	put(*state, "a.sql",
		"-- id: A\n-- severity: info\n-- title: t\n-- why: w\n"
		"SELECT 1");
	assert_refused(*state,
		"DIR/a.sql:1: 'remedy' is not in the head: it wants id, "
		"severity, title, why and remedy");
	put(*state, "a.sql", "SELECT 1");
	assert_refused(*state,
		"DIR/a.sql:1: 'id' is not in the head: it wants id, severity, "
		"title, why and remedy");
	put(*state, "a.sql", "");
	assert_refused(*state,
		"DIR/a.sql:1: 'id' is not in the head: it wants id, severity, "
		"title, why and remedy");
	put(*state, "a.sql",
		"-- id: A\n-- severity: grave\n-- title: t\n-- why: w\n"
		"-- remedy: r\nSELECT 1");
	assert_refused(*state,
		"DIR/a.sql:1: 'grave' is no severity: error, warning or info");
	put(*state, "a.sql", "-- id: A\n-- id: B\nSELECT 1");
	assert_refused(*state, "DIR/a.sql:2: 'id' stands twice");
}

static void an_entry_of_the_head_has_its_room(void **state)
{
	put(*state, "a.sql", "-- id: A-NAME-THAT-GOES-ON-AND-ON\nSELECT 1");
	assert_refused(*state, "DIR/a.sql:1: 'id' is too long");
}

static void a_head_alone_is_no_rule_of_a_user(void **state)
{
	put(*state, "a.sql", HEAD("A"));
	assert_refused(*state, "DIR/a.sql: there is no SELECT in it");
}

static void a_file_has_its_limit(void **state)
{
	size_t n = USERSQL_BYTES + 1;
	char *text = malloc(n);

	assert_non_null(text);
	memset(text, ' ', n);
	memcpy(text, EACH, sizeof(EACH) - 1);
	put_bytes(*state, "a.sql", text, n);
	assert_refused(*state, "DIR/a.sql: a rule of more than 1024 KiB");
	put_bytes(*state, "a.sql", text, n - 1);
	rules_close(open_rules(*state));
	text[100] = '\0';
	put_bytes(*state, "a.sql", text, n - 1);
	assert_refused(*state, "DIR/a.sql: no text: it holds a NUL");
	free(text);
}

static void a_folder_has_its_limit(void **state)
{
	char name[16], text[400];

	for (int i = 0; i <= USERSQL_FILES; i++) {
		snprintf(name, sizeof(name), "%04d.sql", i);
		snprintf(text, sizeof(text),
			"-- id: A%d\n-- severity: info\n-- title: t\n"
			"-- why: w\n-- remedy: r\nSELECT 1",
			i);
		put(*state, name, text);
		if (i + 1 == USERSQL_FILES)
			rules_close(open_rules(*state));
	}
	assert_refused(*state, "'DIR' holds more than 1000 rules");
}

static void a_folder_without_rules_is_a_mistake(void **state)
{
	struct rules *rules = NULL;
	struct err e = ERR_INIT;

	assert_refused(*state, "the folder 'DIR' holds no rule, no file *.sql");
	assert_int_equal(rules_open(&rules, "/nowhere", &e), -1);
	assert_string_equal(e.text, "there is no folder '/nowhere'");
	assert_int_equal(e.kind, ERR_DATA);
}

/* ---- what is refused when it runs ---- */

static void what_is_no_sql_is_told_with_its_line(void **state)
{
	assert_fails(*state,
		HEAD("A") "SELECT release_id,\n  nonsense\n"
			  "FROM checked",
		in_words(*state, "DIR/a.sql:10: SQL: no such column: nonsense",
			"DIR/a.sql:10: SQL: column \"nonsense\" does not "
			"exist"));
	assert_fails(*state, HEAD("A") "SELEC 1",
		in_words(*state,
			"DIR/a.sql:9: SQL: near \"SELEC\": syntax error",
			"DIR/a.sql:9: SQL: not authorized: one SELECT and "
			"nothing else"));
}

static void only_what_reads_is_a_rule(void **state)
{
	static const char *const not [] = { "DELETE FROM release",
		"PRAGMA user_version = 9", "ATTACH 'x' AS y",
		"DROP TABLE temp.checked", "CREATE TABLE x (a)",
		"INSERT INTO checked (release_id) VALUES (9)" };
	char rule[600];

	for (size_t i = 0; i < sizeof(not ) / sizeof(*not ); i++) {
		snprintf(rule, sizeof(rule), HEAD("A") "%s", not [i]);
		assert_fails(*state, rule,
			"DIR/a.sql:9: SQL: not authorized: one SELECT and "
			"nothing else");
	}
}

static void one_statement_is_a_rule(void **state)
{
	assert_fails(*state, EACH "; SELECT 2",
		"DIR/a.sql:9: SQL: more than one statement: the second is "
		"'SELECT 2'");
}

static void other_columns_are_no_finding(void **state)
{
	assert_fails(*state, HEAD("A") "SELECT release_id FROM checked",
		"DIR/a.sql:9: the SELECT has 1 columns, a rule's are 12: "
		"release_id, indicator, measure, area, label, period, sheet, "
		"cell, raw, expected, actual, message, and perhaps cells");
	assert_fails(*state, HEAD("A") ROW("1", "'m', 1, 1"),
		"DIR/a.sql:9: the SELECT has 14 columns, a rule's are 12: "
		"release_id, indicator, measure, area, label, period, sheet, "
		"cell, raw, expected, actual, message, and perhaps cells");
}

static void a_row_is_of_a_release_that_is_checked(void **state)
{
	static const char fault[] =
		"DIR/a.sql: a row of no release that is checked: release_id "
		"has to come from the table checked";

	assert_fails(*state, HEAD("A") ROW("2", "'m'"), fault);
	assert_fails(*state, HEAD("A") ROW("NULL", "'m'"), fault);
	assert_fails(*state, HEAD("A") ROW("'1'", "'m'"), fault);
}

static void a_row_has_a_message_and_counts_cells(void **state)
{
	assert_fails(*state, HEAD("A") ROW("1", "NULL"),
		"DIR/a.sql: a row without a message");
	assert_fails(*state, HEAD("A") ROW("1", "'m', 'many'"),
		"DIR/a.sql: a row whose cells are no count: 'many'");
	assert_fails(*state, HEAD("A") ROW("1", "'m', -1"),
		"DIR/a.sql: a row whose cells are no count: '-1'");
	assert_fails(*state, HEAD("A") ROW("1", "'m', NULL"),
		"DIR/a.sql: a row whose cells are no count: ''");
}

static void what_fails_on_the_way_names_its_file(void **state)
{
	assert_fails(*state,
		HEAD("A") ROW("release_id",
			"abs(-9223372036854775807 - 1)") " FROM checked",
		in_words(*state, "DIR/a.sql: SQL: integer overflow",
			"DIR/a.sql: SQL: bigint out of range"));
}

static void a_rule_that_would_never_end_is_stopped(void **state)
{
	assert_fails(*state,
		HEAD("A") "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
			  "SELECT i + 1 FROM n) " ROW(
				  "1", "'m'") " FROM n WHERE i < 0",
		in_words(*state,
			"DIR/a.sql: SQL: stopped after 10000000 steps: would "
			"it ever end?",
			"DIR/a.sql: SQL: stopped after 0.1 seconds: would it "
			"ever end?"));
}

static void a_rule_has_its_memory(void **state)
{
	const struct room *r = *state;

	if (db_is_server(r->db))
		skip(); /* the memory is the server's own */
	assert_fails(*state,
		HEAD("A") ROW("release_id",
			"hex(randomblob(900000000))") " FROM checked",
		"DIR/a.sql: SQL: string or blob too big");
	assert_fails(*state,
		HEAD("A") "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
			  "SELECT i + 1 FROM n WHERE i < 2000) " ROW(
				  "1", "randomblob(1000000)") " FROM n "
							      "ORDER BY 12",
		"DIR/a.sql: SQL: it wants more than 512 MiB of memory");
}

/* A rule with a message of so many letters. */
static char *make_long(size_t n)
{
	static const char head[] = HEAD("A") ROW("release_id", "'");
	static const char tail[] = "' FROM checked";
	char *rule = malloc(sizeof(head) + n + sizeof(tail));

	assert_non_null(rule);
	memcpy(rule, head, sizeof(head) - 1);
	memset(rule + sizeof(head) - 1, 'x', n);
	memcpy(rule + sizeof(head) - 1 + n, tail, sizeof(tail));
	return rule;
}

static void a_row_has_its_room(void **state)
{
	struct validation v;
	struct err e = ERR_INIT;
	char *fits = make_long(262000), *does_not = make_long(300000);

	assert_fails(*state, does_not, "DIR/a.sql: a row of more than 256 KiB");
	put(*state, "a.sql", fits);
	assert_int_equal(check(*state, &v, &e), 0);
	free(fits);
	free(does_not);
}

static void a_row_is_of_text(void **state)
{
	const struct room *r = *state;

	if (db_is_server(r->db))
		skip(); /* it has no other */
	assert_fails(*state,
		HEAD("A") ROW("release_id", "x'410042'") " FROM checked",
		"DIR/a.sql: a row whose column 12 is no text: it holds a NUL "
		"or is not UTF-8");
	assert_fails(*state,
		HEAD("A") "SELECT 1, NULL, NULL, x'ff', NULL, NULL, NULL, "
			  "NULL, NULL, NULL, NULL, 'm'",
		"DIR/a.sql: a row whose column 4 is no text: it holds a NUL "
		"or is not UTF-8");
}

static void a_byte_order_mark_is_no_part_of_the_head(void **state)
{
	put(*state, "a.sql", "\xef\xbb\xbf" EACH);
	rules_close(open_rules(*state));
}

static void a_rule_does_not_read_what_rules_find(void **state)
{
	assert_fails(*state,
		HEAD("A") ROW("release_id", "message") " FROM finding",
		"DIR/a.sql:9: SQL: the table 'finding' may not be "
		"read here");
}

static void after_a_rule_others_may_take_their_time(void **state)
{
	struct validation v;
	struct err e = ERR_INIT;

	put(*state, "a.sql", EACH);
	assert_int_equal(check(*state, &v, &e), 0);
	assert_int_equal(count(*state,
				 "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
				 "SELECT i + 1 FROM n WHERE i < 100000) "
				 "SELECT count(*) FROM n"),
		100000);
}

#define ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROOM(a_rule_of_ones_own_finds_what_its_rows_say),
		ROOM(its_findings_are_replaced_and_go_with_it),
		ROOM(its_error_quarantines),
		ROOM(a_thirteenth_column_counts_cells),
		ROOM(files_are_read_in_the_order_of_their_names),
		ROOM(the_sum_is_of_names_and_of_what_the_files_hold),
		ROOM(an_id_of_ours_is_refused),
		ROOM(an_id_of_other_signs_is_refused),
		ROOM(an_id_that_stands_twice_is_refused),
		ROOM(a_head_has_to_be_whole),
		ROOM(an_entry_of_the_head_has_its_room),
		ROOM(a_head_alone_is_no_rule_of_a_user),
		ROOM(a_file_has_its_limit),
		ROOM(a_folder_has_its_limit),
		ROOM(a_folder_without_rules_is_a_mistake),
		ROOM(what_is_no_sql_is_told_with_its_line),
		ROOM(only_what_reads_is_a_rule),
		ROOM(one_statement_is_a_rule),
		ROOM(other_columns_are_no_finding),
		ROOM(a_row_is_of_a_release_that_is_checked),
		ROOM(a_row_has_a_message_and_counts_cells),
		ROOM(what_fails_on_the_way_names_its_file),
		ROOM(a_rule_that_would_never_end_is_stopped),
		ROOM(a_rule_has_its_memory),
		ROOM(a_row_has_its_room),
		ROOM(a_row_is_of_text),
		ROOM(a_byte_order_mark_is_no_part_of_the_head),
		ROOM(a_rule_does_not_read_what_rules_find),
		ROOM(after_a_rule_others_may_take_their_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
