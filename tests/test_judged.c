/* SPDX-License-Identifier: MIT */
/*
 * Histories made up by chance, each lived through by two databases: in one of
 * them all releases are judged anew after each event, in the other one those
 * that are not spared, and now and then the rules are asked on another
 * connection. They are to say the same at all times.
 */
#include "tests/check.h"
#include <unistd.h>

#include "pipeline/base/clock.h"
#include "pipeline/store/load.h"
#include "pipeline/store/validate.h"

enum { HISTORIES = 6, EVENTS = 40, EDITIONS = 6, AREAS = 32 };

/* The last edition is no issue in time. */
static const char *const editions[EDITIONS] = { "2020", "2021", "2022", "2023",
	"2024", "pilot" };

static const char base[] =
	"INSERT INTO dataset (dataset, title, publisher, direction) VALUES "
	"('d', 'D', 'P', 'higher');"
	"INSERT INTO regime VALUES ('d', 'r', 'Old'), ('d', 's', 'New');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) SELECT 'd', n.column2, n.column1, 'r', "
	"'higher', 2, 'sequential', n.column2 FROM (VALUES (1, '2020'), "
	"(2, '2021'), (3, '2022'), (4, '2023'), (5, '2024'), (6, 'pilot')) "
	"AS n;"
	"INSERT INTO indicator (dataset, edition, indicator, parent, ordinal, "
	"level, label, weight, combine, direction, decimals) "
	"SELECT 'd', e.edition, n.column1, n.column2, n.column3, "
	"n.column2 IS NOT NULL, n.column1, 1, 'none', 'higher', 2 "
	"FROM edition AS e, (VALUES ('overall', NULL, 0), "
	"('p', 'overall', 1), ('q', 'overall', 2), ('z', 'overall', 3)) AS n;"
	"WITH RECURSIVE k (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k "
	"WHERE i < 31) INSERT INTO area (area, name, kind) SELECT "
	"printf('A%02d', i), printf('Land %02d', i), 'iso' FROM k;";

/* ---- chance ---- */

static unsigned state_of_chance;

static unsigned one_of(unsigned n)
{
	state_of_chance = state_of_chance * 1664525u + 1013904223u;
	return (state_of_chance >> 16) % n;
}

/* 1 once in n times. */
static int once_in(unsigned n)
{
	return one_of(n) == 0;
}

/* ---- the two databases ---- */

struct lives {
	struct db *spared, *all;
	char path[32]; /* of the former */
	const struct rules *rules;
	unsigned releases; /* made so far; each is known by its number */
	unsigned basis, readings;
	time_t now;
};

static void script(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	if (db_script(d, "test", sql, &e) < 0)
		fail_msg("%s", e.text);
}

__attribute__((format(printf, 2, 3))) static void both(
	const struct lives *l, const char *fmt, ...)
{
	char sql[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(sql, sizeof(sql), fmt, ap);
	va_end(ap);
	script(l->spared, sql);
	script(l->all, sql);
}

static void pass(struct lives *l, unsigned seconds)
{
	char text[24];

	l->now += (time_t)seconds;
	snprintf(text, sizeof(text), "%lld", (long long)l->now);
	setenv("SOURCE_DATE_EPOCH", text, 1);
}

static struct db *open_base(const char *path)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(db_open(&d, path, DB_CREATE, &e), 0);
	script(d, base);
	return d;
}

static void begin(struct lives *l, const struct rules *rules, unsigned number)
{
	*l = (struct lives){ .rules = rules,
		.now = 1735689600 }; /* 2025-01-01 */
	state_of_chance = number;
	pass(l, 0);
	strcpy(l->path, "/tmp/kosh-judged-XXXXXX");
	close(mkstemp(l->path));
	l->spared = open_base(l->path);
	l->all = open_base(DB_PRIVATE);
}

static void end(struct lives *l)
{
	db_close(l->spared);
	db_close(l->all);
	unlink(l->path);
	unsetenv("SOURCE_DATE_EPOCH");
}

/* ---- what a workbook holds ---- */

struct book {
	unsigned edition, number;
	char sha256[65], fetched[CLOCK_TEXT], recipe[24];
	int is_press;
	/* What is odd about it, by number of the area; AREAS: nothing. */
	unsigned gone, jumped, named;
	int without_p, with_z;
	unsigned year; /* of an earlier edition, whose figures it has too */
	double off;    /* by what these are not what was published then */
	int has_error;
};

static struct book book_of(const struct lives *l, unsigned number)
{
	struct book b = { .edition = one_of(EDITIONS), .number = number };

	snprintf(b.sha256, sizeof(b.sha256), "%064x", number);
	snprintf(b.recipe, sizeof(b.recipe), "recipe %u", l->basis);
	clock_format(b.fetched, l->now);
	b.is_press = once_in(12);
	b.gone = once_in(3) ? one_of(AREAS) : AREAS;
	b.jumped = once_in(4) ? one_of(AREAS) : AREAS;
	b.named = once_in(5) ? one_of(AREAS) : AREAS;
	b.without_p = once_in(6);
	b.with_z = once_in(12);
	b.year = once_in(4) ? one_of(b.edition + 1) : b.edition;
	b.off = once_in(2) ? 3 : 0;
	b.has_error = !b.is_press && once_in(6);
	return b;
}

static void put(struct load *l, const struct book *b, const char *indicator,
	const char *measure, unsigned i, const char *period, double value)
{
	char area[8], label[16], cell[8], raw[32];
	struct err e = ERR_INIT;
	struct observation o = { .indicator = span_of(indicator),
		.measure = span_of(measure),
		.period = span_of(period),
		.has_value = 1,
		.value = value,
		.sheet = span_of("Ranks") };

	snprintf(area, sizeof(area), "A%02u", i);
	snprintf(label, sizeof(label), "Land %02u%s", i,
		i == b->named ? " (old)" : "");
	snprintf(cell, sizeof(cell), "B%u", i + 2);
	snprintf(raw, sizeof(raw), "%.2f", value);
	o.area = span_of(area);
	o.label = span_of(label);
	o.cell = span_of(cell);
	o.raw = span_of(raw);
	if (load_put(l, &o, &e) < 0)
		fail_msg("%s", e.text);
}

static double score_of(unsigned edition, unsigned i)
{
	return 90 - 2 * i + 0.1 * ((i * 7 + edition * 3) % 5);
}

static void put_all(struct load *l, const struct book *b)
{
	const char *own = editions[b->edition];

	for (unsigned i = 0; i < AREAS; i++) {
		double score = score_of(b->edition, i);

		if (i == b->gone)
			continue;
		put(l, b, "overall", "rank", i, own, i + 1);
		put(l, b, "overall", "score", i, own,
			score + (i == b->jumped ? 45 : 0));
		put(l, b, "q", "score", i, own, score / 2);
		if (!b->without_p)
			put(l, b, "p", "score", i, own, score / 3);
		if (b->with_z)
			put(l, b, "z", "score", i, own, score / 4);
		if (b->year != b->edition)
			put(l, b, "overall", "score", i, editions[b->year],
				score_of(b->year, i) + (i == 3 ? b->off : 0));
	}
}

static const struct finding error = { .rule = { "V202", 4 },
	.severity = SEVERITY_ERROR,
	.area = { "A01", 3 },
	.cells = 1,
	.message = { "an error", 8 } };

static struct load_release release_of(const struct book *b)
{
	return (struct load_release){ .dataset = "d",
		.edition = editions[b->edition],
		.sha256 = b->sha256,
		.published = b->number % 3 ? NULL : "2024-05",
		.fetched = b->fetched,
		.recipe = b->recipe,
		.is_press = b->is_press,
		.official = b->number % 5 == 0,
		.bytes = -1 };
}

static void load(struct db *d, const struct book *b)
{
	const struct load_release r = release_of(b);
	struct err e = ERR_INIT;
	struct load *l = NULL;
	int rc;

	assert_int_equal(db_begin(d, &e), 0);
	rc = load_begin(&l, d, &r, &e);
	if (rc == 0 && l) {
		put_all(l, b);
		if (b->has_error)
			rc = load_put_finding(l, &error, &e);
		rc = load_end(l, rc, &e);
	}
	/* a current release is not read anew with an error */
	assert_true(db_end(d, rc, &e) == 0 || b->has_error);
}

static void refuse(struct db *d, const struct book *b)
{
	const struct load_release r = release_of(b);
	const struct finding why = { .rule = { "V103", 4 },
		.severity = SEVERITY_ERROR,
		.message = { "no header", 9 } };
	struct err e = ERR_INIT;

	assert_int_equal(db_begin(d, &e), 0);
	assert_int_equal(db_end(d, load_refused(d, &r, &why, &e), &e), 0);
}

/* ---- what happens ---- */

static void a_workbook_comes(struct lives *l)
{
	const struct book b = book_of(l, ++l->releases);

	load(l->spared, &b);
	load(l->all, &b);
}

static void a_workbook_is_refused(struct lives *l)
{
	struct book b = book_of(l, ++l->releases);

	b.is_press = 0;
	refuse(l->spared, &b);
	refuse(l->all, &b);
}

/* A release as it was, but for what is read of it now. All that it may have had
 * it has. */
static void read_again(struct lives *l, const char *which, unsigned of)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	struct book b;

	assert_int_equal(stmt_open(&s, l->all, which, &e), 0);
	stmt_integer(s, 1, of);
	while (stmt_step(s, &e) == 1) {
		const struct span edition = stmt_get_text(s, 1);

		b = book_of(l, (unsigned)stmt_get_integer(s, 0));
		for (b.edition = 0; !span_is(edition, editions[b.edition]);)
			b.edition++;
		snprintf(b.recipe, sizeof(b.recipe), "again %u", ++l->readings);
		b.year = b.edition;
		b.is_press = b.without_p = 0;
		b.with_z = 1;
		load(l->spared, &b);
		load(l->all, &b);
	}
	stmt_close(s);
}

static void what_was_refused_can_be_read(struct lives *l)
{
	read_again(l,
		"SELECT release_id, edition FROM release WHERE refused IS NOT "
		"NULL AND release_id % 2 = ?1 ORDER BY release_id LIMIT 1",
		one_of(2));
}

static void a_release_is_read_anew(struct lives *l)
{
	read_again(l,
		"SELECT release_id, edition FROM release WHERE release_id = ?1 "
		"AND state <> 'aside' AND refused IS NULL",
		one_of(l->releases + 1));
}

static void the_spec_says_something_else(struct lives *l)
{
	static const char *const what[] = {
		"UPDATE edition SET regime = 's' WHERE ordinal >= 4",
		"UPDATE edition SET regime = 'r'",
		"UPDATE edition SET promote = 'pinned' WHERE ordinal = 2",
		"UPDATE edition SET promote = 'newest-valid'",
		"UPDATE edition SET period = '2019' WHERE ordinal = 2",
		"UPDATE indicator SET label = label || 'x' WHERE level = 1",
		"UPDATE indicator SET scale_max = 80 WHERE edition = '2023'",
	};

	l->basis++;
	both(l, "%s", what[one_of(COUNT(what))]);
	read_again(l,
		"SELECT release_id, edition FROM release "
		"WHERE state <> 'aside' AND refused IS NULL AND "
		"release_id % 2 = ?1 ORDER BY release_id",
		one_of(2));
}

static void somebody_waives(struct lives *l)
{
	static const char *const rules[] = { "V202", "V702", "V801", "V802",
		"V803", "V107", "V312", "V901" };
	unsigned edition = one_of(EDITIONS + 1);
	char until[CLOCK_TEXT];

	clock_format(until, l->now + (time_t)one_of(20) * 86400);
	both(l,
		"INSERT OR REPLACE INTO waiver (waiver_id, dataset, edition, "
		"line, rule, place, who, why, until) VALUES ((SELECT waiver_id "
		"FROM waiver WHERE rule = '%s' AND place = '%s'), 'd', %s%s%s, "
		"%u, '%s', '%s', 'who', 'why', '%.10s')",
		rules[l->releases % COUNT(rules)],
		edition < EDITIONS ? editions[edition] : "*",
		edition < EDITIONS ? "'" : "",
		edition < EDITIONS ? editions[edition] : "NULL",
		edition < EDITIONS ? "'" : "", one_of(100) + 2,
		rules[l->releases % COUNT(rules)],
		edition < EDITIONS ? editions[edition] : "*", until);
}

static void a_waiver_is_taken_back(struct lives *l)
{
	both(l,
		"DELETE FROM waiver WHERE waiver_id = (SELECT min(waiver_id) "
		"FROM waiver)");
}

static void a_server_goes_back(struct lives *l)
{
	char now[CLOCK_TEXT];

	clock_format(now, l->now);
	both(l,
		"UPDATE release SET again = '%s', state = CASE state WHEN "
		"'superseded' THEN 'staged' ELSE state END "
		"WHERE release_id = %u AND source = 'workbook'",
		now, one_of(l->releases + 1));
}

static void somebody_forces_a_release(struct lives *l)
{
	both(l, "UPDATE release SET forced = 'known' WHERE release_id = %u",
		one_of(l->releases + 1));
}

static void a_server_fails(struct lives *l)
{
	char now[CLOCK_TEXT];

	clock_format(now, l->now);
	both(l,
		"INSERT OR REPLACE INTO source (dataset, edition, file, url, "
		"checked, outcome, message, answered) VALUES ('d', '%s', 'f', "
		"'u', '%s', '%s', 'm', '%s')",
		editions[one_of(EDITIONS)], now,
		once_in(2) ? "failed" : "unchanged", now);
}

static void days_go_by(struct lives *l)
{
	pass(l, (1 + one_of(40)) * 86400);
}

static void check(const struct lives *l, struct db *d, const char *edition,
	const char *basis, enum severity bar, struct validation *v)
{
	struct err e = ERR_INIT;

	if (validate(v, d,
		    &(struct validation_order){ .dataset = "d",
			    .edition = edition,
			    .bar = bar,
			    .rules = l->rules,
			    .basis = basis },
		    &e) < 0)
		fail_msg("%s", e.text);
}

static int ask(FILE *out, const char *path, const struct validation_order *o,
	struct err *e)
{
	struct db *d = NULL;
	int rc = db_open(&d, path, DB_SCRATCH, e);

	if (rc == 0 && (rc = db_begin_reading(d, e)) == 0)
		rc = db_end(d, validate_ask(out, d, o, e), e);
	db_close(d);
	return rc;
}

/* By another bar, and of one edition or all. */
static void somebody_judges_by_hand(struct lives *l)
{
	const unsigned which = one_of(EDITIONS + 1);
	const char *edition = which < EDITIONS ? editions[which] : NULL;
	const enum severity bar =
		once_in(2) ? SEVERITY_WARNING : SEVERITY_ERROR;
	struct validation v;

	check(l, l->spared, edition, NULL, bar, &v);
	check(l, l->all, edition, NULL, bar, &v);
}

typedef void event_fn(struct lives *l);

/* What is there twice happens more often. */
static event_fn *const events[] = { a_workbook_comes, a_workbook_comes,
	a_workbook_comes, a_workbook_comes, a_workbook_comes, a_workbook_comes,
	a_workbook_is_refused, what_was_refused_can_be_read,
	a_release_is_read_anew, the_spec_says_something_else, somebody_waives,
	somebody_waives, a_waiver_is_taken_back, a_server_goes_back,
	somebody_forces_a_release, a_server_fails, days_go_by,
	somebody_judges_by_hand };

/* The rules are asked on another connection, and now and then something happens
 * before what they found is told. That the spec changes is no such thing: a run
 * goes by the one that it has read. */
static void check_told(struct lives *l, const char *basis, struct validation *v)
{
	const struct validation_order o = { .dataset = "d",
		.bar = SEVERITY_ERROR,
		.rules = l->rules,
		.basis = basis };
	struct err e = ERR_INIT;
	FILE *found = tmpfile();
	event_fn *happens = events[one_of(COUNT(events))];

	if (ask(found, l->path, &o, &e) < 0)
		fail_msg("%s", e.text);
	if (once_in(3) && happens != the_spec_says_something_else)
		happens(l);
	rewind(found);
	if (validate_told(v, l->spared, &o, found, &e) < 0)
		fail_msg("%s", e.text);
	fclose(found);
}

/* ---- what they say ---- */

/* All that a validation leaves; which number a finding has is no matter. */
static char *said(struct db *d)
{
	static const char *const queries[] = {
		"SELECT f.release_id || ' ' || f.stage, f.rule, f.severity, "
		"f.indicator, f.measure, f.area, f.label, f.period, f.sheet, "
		"f.cell, f.raw, f.expected, f.actual, f.cells, f.message, "
		"f.fingerprint, f.waiver_id, f.waived, s.seen, s.run, s.waived "
		"FROM finding AS f LEFT JOIN finding_seen AS s "
		"ON s.fingerprint = f.fingerprint "
		"ORDER BY f.release_id, f.stage, f.rule, f.finding_id",
		"SELECT fingerprint, seen, waived FROM finding_seen "
		"ORDER BY fingerprint",
		"SELECT release_id, state, barred FROM release "
		"ORDER BY release_id",
		"SELECT time, event, edition, release, detail FROM event "
		"ORDER BY event_id",
	};
	struct err e = ERR_INIT;
	struct text all = TEXT_INIT;

	for (size_t i = 0; i < COUNT(queries); i++) {
		struct stmt *s = NULL;

		text_printf(&all, "%zu\n", i);
		assert_int_equal(stmt_open(&s, d, queries[i], &e), 0);
		while (stmt_step(s, &e) == 1) {
			for (int j = 0; j < stmt_columns(s); j++)
				text_printf(&all, "%.*s|",
					SPAN(stmt_get_text(s, j)));
			text_putc(&all, '\n');
		}
		stmt_close(s);
	}
	assert_int_equal(text_done(&all, &e), 0);
	return all.at;
}

static void assert_agree(struct lives *l)
{
	struct validation some, every;
	char basis[16], *mine, *theirs;

	snprintf(basis, sizeof(basis), "basis %u", l->basis);
	if (once_in(2))
		check_told(l, basis, &some);
	else
		check(l, l->spared, NULL, basis, SEVERITY_ERROR, &some);
	check(l, l->all, NULL, NULL, SEVERITY_ERROR, &every);
	mine = said(l->spared);
	theirs = said(l->all);
	assert_string_equal(mine, theirs);
	assert_memory_equal(&some, &every, sizeof(some));
	free(mine);
	free(theirs);
}

static void what_is_spared_says_what_it_would_if_judged(void **state)
{
	struct lives l;

	for (unsigned i = 1; i <= HISTORIES; i++) {
		begin(&l, *state, i);
		for (int n = 0; n < EVENTS; n++) {
			pass(&l, 60);
			events[one_of(COUNT(events))](&l);
			assert_agree(&l);
		}
		end(&l);
	}
}

/* ---- that something is spared ---- */

static long long count(struct db *d, const char *sql, const char *rule)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	long long n;

	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	stmt_text(s, 1, span_of(rule));
	assert_int_equal(stmt_step(s, &e), 1);
	n = stmt_get_integer(s, 0);
	stmt_close(s);
	return n;
}

static long long found(struct db *d, const char *rule)
{
	return count(d, "SELECT count(*) FROM finding WHERE rule = ?1", rule);
}

/* How many findings the last validation left as they were. */
static long long marked(struct db *d, const char *rule)
{
	return count(d,
		"SELECT count(*) FROM finding WHERE expected = 'mark' "
		"AND rule = ?1",
		rule);
}

/* A workbook with nothing odd about it. */
static struct book plain(unsigned edition, unsigned number)
{
	struct book b = { .edition = edition,
		.number = number,
		.gone = AREAS,
		.jumped = AREAS,
		.named = AREAS,
		.with_z = 1,
		.year = edition };

	snprintf(b.sha256, sizeof(b.sha256), "%064x", number);
	return b;
}

/* A workbook of each edition with a year; from every second one an area is
 * gone. */
static void begin_even(struct lives *l, const struct rules *rules)
{
	begin(l, rules, 1);
	for (unsigned i = 0; i < EDITIONS - 1; i++) {
		struct book b = plain(i, ++l->releases);

		b.gone = i % 2 ? 7 : AREAS;
		load(l->spared, &b);
	}
}

static void judge_marked(struct lives *l, const char *basis)
{
	struct validation v;

	script(l->spared, "UPDATE finding SET expected = 'mark'");
	check(l, l->spared, NULL, basis, SEVERITY_ERROR, &v);
}

static void what_nothing_has_changed_for_is_not_judged_anew(void **state)
{
	struct lives l;
	struct validation v;
	struct book b;

	begin_even(&l, *state);
	check(&l, l.spared, NULL, "a", SEVERITY_ERROR, &v);
	judge_marked(&l, "a");
	assert_int_equal(marked(l.spared, "V802"), 4);
	/* another workbook of 2021 is compared with the one before it, and 2022
	 * with it */
	b = plain(1, 11);
	b.gone = 8;
	load(l.spared, &b);
	judge_marked(&l, "a");
	assert_int_equal(marked(l.spared, "V802"), 3);
	end(&l);
}

/* The release of 2022 has figures of 2020, and 2021 lies between them. */
static void what_stands_for_an_edition_again_is_held_against_later_ones(
	void **state)
{
	static const char went_back[] =
		"UPDATE release SET again = '2025-01-02T00:00:00Z' "
		"WHERE release_id = 1",
			  once_more[] =
				  "UPDATE release SET again = "
				  "'2025-01-03T00:00:00Z' WHERE release_id = 2";
	struct lives l;
	struct validation v;
	struct book b;

	begin(&l, *state, 1);
	b = plain(0, 1);
	b.jumped = 3;
	load(l.spared, &b);
	b = plain(0, 2);
	load(l.spared, &b);
	b = plain(1, 4);
	load(l.spared, &b);
	b = plain(2, 7);
	b.year = 0;
	load(l.spared, &b);
	check(&l, l.spared, NULL, "a", SEVERITY_ERROR, &v);
	assert_int_equal(found(l.spared, "V702"), 0);
	script(l.spared, went_back);
	check(&l, l.spared, NULL, "a", SEVERITY_ERROR, &v);
	assert_int_equal(found(l.spared, "V702"), 1);
	script(l.spared, once_more);
	check(&l, l.spared, NULL, "a", SEVERITY_ERROR, &v);
	assert_int_equal(found(l.spared, "V702"), 0);
	end(&l);
}

static void on_another_basis_or_by_hand_all_are_judged(void **state)
{
	struct lives l;
	struct validation v;

	begin_even(&l, *state);
	check(&l, l.spared, NULL, "a", SEVERITY_ERROR, &v);
	judge_marked(&l, "b");
	assert_int_equal(marked(l.spared, "V802"), 0);
	judge_marked(&l, "b");
	assert_int_equal(marked(l.spared, "V802"), 4);
	judge_marked(&l, NULL);
	assert_int_equal(marked(l.spared, "V802"), 0);
	judge_marked(&l, "b");
	assert_int_equal(marked(l.spared, "V802"), 0);
	end(&l);
}

static int open_rules(void **state)
{
	struct err e = ERR_INIT;
	struct rules *ours = NULL;

	assert_int_equal(rules_open(&ours, NULL, &e), 0);
	*state = ours;
	return 0;
}

static int close_rules(void **state)
{
	rules_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_spared_says_what_it_would_if_judged),
		cmocka_unit_test(
			what_nothing_has_changed_for_is_not_judged_anew),
		cmocka_unit_test(
			what_stands_for_an_edition_again_is_held_against_later_ones),
		cmocka_unit_test(on_another_basis_or_by_hand_all_are_judged),
	};

	return cmocka_run_group_tests(tests, open_rules, close_rules);
}
