/* SPDX-License-Identifier: MIT */
/*
 * What becomes of the releases of an edition, by sql/rules/judge.sql: its
 * numbers stand in the names. A release is a line of a table; what was found
 * and how rules find it is in test_rules.c.
 */
#include "tests/check.h"

#include "pipeline/store/db.h"
#include "pipeline/store/validate.h"

static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'R');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES ('d', '1', 1, 'r', 'higher', 'sequential', "
	"'2024'), ('d', '2', 2, 'r', 'higher', 'sequential', '2025');";

/* Loaded in this order. */
struct line {
	const char *state, *published, *fetched;
	int official; /* -1: nothing is pinned */
	int status;   /* 0: from a folder */
	int barred;
	const char *edition; /* NULL: the first */
};

static int open_base(void **state)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	if (db_open(&d, ":memory:", DB_CREATE, &e) < 0 ||
		db_script(d, "base", base, &e) < 0)
		return -1;
	*state = d;
	return 0;
}

static int close_base(void **state)
{
	db_close(*state);
	return 0;
}

static void run(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(d, "test", sql, &e), 0);
	assert_string_equal(e.text, "");
}

static void put(struct db *d, const struct line *l)
{
	static const char sql[] =
		"INSERT INTO release (dataset, edition, release, state, "
		"published, fetched, official, status, loaded) VALUES ('d', "
		"?1, printf('%064d', 1 + (SELECT count(*) FROM release)), ?2, "
		"?3, ?4, ?5, ?6, '2026-01-01')";
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	stmt_text(s, 1, span_of(l->edition ? l->edition : "1"));
	stmt_text(s, 2, span_of(l->state));
	stmt_text(s, 3, span_of(l->published));
	stmt_text(s, 4, span_of(l->fetched));
	if (l->official >= 0)
		stmt_integer(s, 5, l->official);
	if (l->status)
		stmt_integer(s, 6, l->status);
	assert_int_equal(stmt_run(s, &e), 0);
	stmt_close(s);
	if (l->barred)
		run(d,
			"INSERT INTO finding (stage, rule, severity, "
			"release_id, message) SELECT 'extract', 'V202', "
			"'error', max(release_id), 'x' FROM release");
}

static struct validation judge(struct db *d)
{
	struct err e = ERR_INIT;
	struct validation v;

	assert_int_equal(validate(&v, d,
				 &(struct validation_order){ .dataset = "d",
					 .bar = SEVERITY_ERROR },
				 &e),
		0);
	assert_string_equal(e.text, "");
	return v;
}

/* The states in the order of loading; a second judgement changes nothing. */
static void assert_states(struct db *d, const char *expected)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	for (int again = 0; again < 2; again++) {
		assert_int_equal(
			stmt_open(&s, d,
				"SELECT group_concat(state, ' ') FROM (SELECT "
				"state FROM release ORDER BY release_id)",
				&e),
			0);
		assert_int_equal(stmt_step(s, &e), 1);
		assert_int_equal(stmt_get_text(s, 0).len, strlen(expected));
		assert_memory_equal(
			stmt_get_text(s, 0).at, expected, strlen(expected));
		stmt_close(s);
		judge(d);
	}
}

static void judge_all(
	struct db *d, const struct line *l, size_t n, const char *expected)
{
	for (size_t i = 0; i < n; i++)
		put(d, &l[i]);
	judge(d);
	assert_states(d, expected);
}

#define JUDGE(d, expected, ...)                                                \
	do {                                                                   \
		static const struct line l_[] = { __VA_ARGS__ };               \
		judge_all(d, l_, COUNT(l_), expected);                         \
	} while (0)

static void pin(struct db *d)
{
	run(d, "UPDATE edition SET promote = 'pinned'");
}

static void unpin(struct db *d)
{
	run(d, "UPDATE edition SET promote = 'newest-valid'");
}

static void rule_1_what_is_barred_is_quarantined(void **state)
{
	JUDGE(*state, "quarantined current",
		{ "staged", "2026", NULL, -1, 0, 1, NULL },
		{ "current", "2025", NULL, -1, 0, 1, NULL });
}

static void rule_2_what_is_superseded_stays_so(void **state)
{
	JUDGE(*state, "superseded current",
		{ "superseded", "2027", NULL, 1, 200, 0, NULL },
		{ "staged", "2025", NULL, -1, 0, 0, NULL });
}

static void rule_2_what_was_held_takes_part_again(void **state)
{
	JUDGE(*state, "current superseded",
		{ "held", "2026", NULL, 0, 200, 0, NULL },
		{ "current", "2025", NULL, 1, 0, 0, NULL });
}

static void rule_3_only_pinned_bytes_become_current(void **state)
{
	pin(*state);
	JUDGE(*state, "current held held",
		{ "staged", "2025", NULL, 1, 0, 0, NULL },
		{ "staged", "2026", NULL, 0, 200, 0, NULL },
		{ "staged", NULL, NULL, -1, 0, 0, NULL });
}

static void rule_3_a_pinned_one_returns_though_it_was_superseded(void **state)
{
	JUDGE(*state, "superseded current",
		{ "staged", "2025", "2025-01-01", 1, 200, 0, NULL },
		{ "staged", "2025", "2025-02-01", 0, 200, 0, NULL });
	pin(*state);
	judge(*state);
	assert_states(*state, "current held");
	unpin(*state);
	judge(*state);
	assert_states(*state, "superseded current");
}

static void rule_3_a_barred_one_does_not_return(void **state)
{
	pin(*state);
	JUDGE(*state, "superseded current",
		{ "superseded", "2025", NULL, 1, 0, 1, NULL },
		{ "current", "2025", NULL, 0, 200, 0, NULL });
}

static void rule_4_the_newest_of_several_pinned_counts(void **state)
{
	pin(*state);
	JUDGE(*state, "superseded current held",
		{ "current", "2025-01", NULL, 1, 0, 0, NULL },
		{ "superseded", "2025-06", NULL, 1, 0, 0, NULL },
		{ "staged", "2025-07", NULL, 0, 0, 0, NULL });
}

static void rule_4_a_date_goes_before_all_else(void **state)
{
	JUDGE(*state, "current superseded",
		{ "staged", "2025-02", "2025-01-01", 0, 0, 0, NULL },
		{ "staged", "2025-01", "2025-02-01", 1, 200, 0, NULL });
}

static void rule_4_without_a_date_it_is_later_than_any(void **state)
{
	JUDGE(*state, "current superseded",
		{ "staged", NULL, NULL, 0, 0, 0, NULL },
		{ "staged", "2030", "2030-01-01", 1, 200, 0, NULL });
}

static void rule_5_bytes_from_a_folder_do_not_displace_pinned_ones(void **state)
{
	JUDGE(*state, "current superseded",
		{ "current", "2025", "2025-01-01", 1, 0, 0, NULL },
		{ "staged", "2025", "2025-02-01", 0, 0, 0, NULL });
}

static void rule_5_pinned_bytes_displace_those_from_a_folder(void **state)
{
	JUDGE(*state, "superseded current",
		{ "current", "2025", "2025-02-01", 0, 0, 0, NULL },
		{ "staged", "2025", "2025-01-01", 1, 0, 0, NULL });
}

static void rule_5_what_the_server_gives_now_displaces_pinned_bytes(
	void **state)
{
	JUDGE(*state, "superseded current",
		{ "current", "2025", "2025-01-01", 1, 200, 0, NULL },
		{ "staged", "2025", "2025-02-01", 0, 200, 0, NULL });
}

static void rule_5_so_does_what_lay_in_a_folder_before_it_gave_that(
	void **state)
{
	JUDGE(*state, "current superseded",
		{ "current", "2025", "2025-02-01", -1, 200, 0, NULL },
		{ "staged", "2025", "2025-03-01", -1, 0, 0, NULL });
	run(*state,
		"UPDATE release SET again = '2025-04-01', state = 'staged' "
		"WHERE release_id = 2");
	judge(*state);
	assert_states(*state, "superseded current");
}

static void rule_5_fetched_last_counts_whatever_was_loaded_last(void **state)
{
	JUDGE(*state, "current superseded superseded",
		{ "staged", "2025", "2025-02-01", 0, 200, 0, NULL },
		{ "staged", "2025", "2025-01-01", 1, 200, 0, NULL },
		{ "staged", "2025", NULL, 1, 0, 0, NULL });
}

static void rule_5_fetched_together_the_last_loaded_counts(void **state)
{
	JUDGE(*state, "superseded current",
		{ "staged", "2025", "2025-01-01", -1, 0, 0, NULL },
		{ "staged", "2025", "2025-01-01", -1, 0, 0, NULL });
}

static void rule_6_the_rest_is_superseded(void **state)
{
	JUDGE(*state, "superseded superseded current superseded",
		{ "current", "2024", NULL, 1, 200, 0, NULL },
		{ "staged", "2023", NULL, 1, 200, 0, NULL },
		{ "staged", "2025", NULL, 0, 0, 0, NULL },
		{ "quarantined", "2024", NULL, 0, 0, 0, NULL });
}

static void rule_7_the_current_stays_before_a_pinned_one_comes(void **state)
{
	static const struct line pinned = { "staged", "2024", NULL, 1, 0, 0,
		NULL };

	pin(*state);
	JUDGE(*state, "current held",
		{ "current", "2025", NULL, 0, 200, 0, NULL },
		{ "staged", "2026", NULL, 0, 200, 0, NULL });
	judge_all(*state, &pinned, 1, "held held current");
}

static void rule_7_what_is_barred_is_not_held(void **state)
{
	pin(*state);
	JUDGE(*state, "quarantined quarantined",
		{ "staged", "2025", NULL, 0, 0, 1, NULL },
		{ "held", "2025", NULL, 0, 0, 1, NULL });
}

static void rule_7_without_a_pinned_one_an_edition_has_no_current(void **state)
{
	pin(*state);
	JUDGE(*state, "held", { "staged", "2025", NULL, 0, 0, 0, NULL });
}

static void editions_are_judged_each_by_its_own_policy(void **state)
{
	run(*state,
		"UPDATE edition SET promote = 'pinned' WHERE edition = '2'");
	JUDGE(*state, "superseded current current held",
		{ "staged", "2025", NULL, 1, 0, 0, NULL },
		{ "staged", "2026", NULL, 0, 200, 0, NULL },
		{ "staged", "2025", NULL, 1, 0, 0, "2" },
		{ "staged", "2026", NULL, 0, 200, 0, "2" });
}

static void what_is_held_is_counted_and_its_findings_are_not(void **state)
{
	struct validation v;

	pin(*state);
	JUDGE(*state, "current held", { "staged", "2025", NULL, 1, 0, 0, NULL },
		{ "staged", "2025", NULL, 0, 0, 0, NULL });
	run(*state,
		"INSERT INTO finding (stage, rule, severity, release_id, "
		"message) VALUES ('extract', 'V203', 'warning', 2, 'x'), "
		"('extract', 'V203', 'info', 1, 'x')");
	v = judge(*state);
	assert_int_equal(v.held, 1);
	assert_int_equal(v.warnings, 0);
	assert_int_equal(v.infos, 1);
	unpin(*state);
	v = judge(*state);
	assert_int_equal(v.held, 0);
	assert_int_equal(v.promoted, 0);
}

static void rule_8_what_was_refused_is_quarantined_without_findings(
	void **state)
{
	put(*state,
		&(struct line){ .state = "current",
			.published = "2025",
			.official = -1 });
	put(*state,
		&(struct line){ .state = "staged",
			.published = "2026",
			.official = 1,
			.status = 200 });
	run(*state, "UPDATE release SET refused = 'V103' WHERE release_id = 2");
	judge(*state);
	assert_states(*state, "current quarantined");
	pin(*state);
	judge(*state);
	assert_states(*state, "current quarantined");
	run(*state, "UPDATE release SET refused = NULL");
	judge(*state);
	assert_states(*state, "held current");
}

static void rule_8_alone_in_its_edition_it_is_quarantined_too(void **state)
{
	put(*state, &(struct line){ .state = "staged", .official = -1 });
	run(*state, "UPDATE release SET refused = 'V101'");
	judge(*state);
	assert_states(*state, "quarantined");
}

static void what_was_refused_and_followed_is_no_open_finding(void **state)
{
	put(*state,
		&(struct line){ .state = "staged",
			.published = "2025",
			.official = -1,
			.barred = 1 });
	run(*state, "UPDATE release SET refused = 'V103'");
	assert_int_equal(judge(*state).errors, 1);
	put(*state,
		&(struct line){ .state = "staged",
			.published = "2025",
			.official = -1 });
	judge(*state);
	assert_states(*state, "quarantined current");
	assert_int_equal(judge(*state).errors, 0);
}

#define JUDGED(test)                                                           \
	cmocka_unit_test_setup_teardown(test, open_base, close_base)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		JUDGED(rule_1_what_is_barred_is_quarantined),
		JUDGED(rule_2_what_is_superseded_stays_so),
		JUDGED(rule_2_what_was_held_takes_part_again),
		JUDGED(rule_3_only_pinned_bytes_become_current),
		JUDGED(rule_3_a_pinned_one_returns_though_it_was_superseded),
		JUDGED(rule_3_a_barred_one_does_not_return),
		JUDGED(rule_4_the_newest_of_several_pinned_counts),
		JUDGED(rule_4_a_date_goes_before_all_else),
		JUDGED(rule_4_without_a_date_it_is_later_than_any),
		JUDGED(rule_5_bytes_from_a_folder_do_not_displace_pinned_ones),
		JUDGED(rule_5_pinned_bytes_displace_those_from_a_folder),
		JUDGED(rule_5_what_the_server_gives_now_displaces_pinned_bytes),
		JUDGED(rule_5_so_does_what_lay_in_a_folder_before_it_gave_that),
		JUDGED(rule_5_fetched_last_counts_whatever_was_loaded_last),
		JUDGED(rule_5_fetched_together_the_last_loaded_counts),
		JUDGED(rule_6_the_rest_is_superseded),
		JUDGED(rule_7_the_current_stays_before_a_pinned_one_comes),
		JUDGED(rule_7_what_is_barred_is_not_held),
		JUDGED(rule_7_without_a_pinned_one_an_edition_has_no_current),
		JUDGED(rule_8_what_was_refused_is_quarantined_without_findings),
		JUDGED(rule_8_alone_in_its_edition_it_is_quarantined_too),
		JUDGED(what_was_refused_and_followed_is_no_open_finding),
		JUDGED(editions_are_judged_each_by_its_own_policy),
		JUDGED(what_is_held_is_counted_and_its_findings_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
