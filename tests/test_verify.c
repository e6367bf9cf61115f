/* SPDX-License-Identifier: MIT */
/* Observations held against their cells: what follows from a cell, in which
 * order they are read, and what a workbook that is not as it was comes to. */
#include "tests/check.h"

#include <unistd.h>

#include "pipeline/audit/verify.h"
#include "pipeline/base/hash.h"
#include "pipeline/extract/follows.h"
#include "tests/madebook.h"

enum { HANGS = 60 };

/* ---- what follows from a cell -----------------------------------------------
 */

static const char yaml[] =
	"dataset: demo\n"
	"title: A demonstration\n"
	"publisher: Nobody\n"
	"indicators:\n"
	"  - {id: overall}\n"
	"  - {id: share, of: overall}\n"
	"  - {id: class, of: overall}\n"
	"editions:\n"
	"  - edition: \"1\"\n"
	"    file: demo.csv\n"
	"    csv: {separator: \";\", decimal: \",\"}\n"
	"    columns:\n"
	"      - {label: Country, is: area}\n"
	"      - {label: Rank, rank: overall, missing: [\"-\"]}\n"
	"      - {label: Score, score: overall, missing: [n/a, \"-99\"]}\n"
	"      - {label: Share, score: share, clean: [percent]}\n"
	"      - {label: Class, score: class, categories: [Low, High]}\n";

static struct spec *demo(const char *folder)
{
	struct err e = ERR_INIT;
	struct spec *s = NULL;
	char path[PATH_TEXT];

	path_in(path, folder, "raw");
	assert_int_equal(file_make_dirs(path, &e), 0);
	path_in(path, folder, "raw/demo");
	assert_int_equal(file_make_dirs(path, &e), 0);
	path_in(path, folder, "raw/demo/demo.yaml");
	write_text(path, yaml);
	if (spec_open(&s, folder, "demo", &e) < 0)
		fail_msg("%s", e.text);
	return s;
}

#define NONE NAN

static void a_value_follows_as_a_number_or_by_a_column(void **state)
{
	static const struct {
		enum cell_type type;
		double number;
		const char *text; /* NULL: as in an .xls */
		double value;
		const char *indicator;
		int is_rank, follows;
	} cells[] = {
		{ CELL_NUMBER, 56.7, "56.7", 56.7, "overall", 0, 1 },
		{ CELL_NUMBER, 56.7, NULL, 56.7, "overall", 0, 1 },
		{ CELL_NUMBER, 56.7, "56.7", 56.70001, "overall", 0, 0 },
		{ CELL_NUMBER, 56.7, "56.7", NONE, "overall", 0, 0 },
		{ CELL_NUMBER, 58, "58.0", 58, "overall", 1, 1 },
		{ CELL_NUMBER, 58, "58.0", NONE, "overall", 1, 0 },
		{ CELL_NUMBER, 0.5, "0.5", NONE, "overall", 1,
			1 }, /* it is no rank */
		{ CELL_NUMBER, -99, "-99", NONE, "overall", 0, 1 },
		{ CELL_NUMBER, -99, NULL, NONE, "overall", 0, 1 },
		{ CELL_TEXT, 0, "56.7", 56.7, "overall", 0, 1 },
		{ CELL_TEXT, 0, "56.7", 5.67, "overall", 0, 0 },
		{ CELL_TEXT, 0, "45%", 45, "share", 0, 1 },
		{ CELL_TEXT, 0, "45%", 0.45, "share", 0, 0 },
		{ CELL_TEXT, 0, "45%", 45, "share", 1,
			0 }, /* no column of ranks */
		{ CELL_TEXT, 0, "High", 2, "class", 0, 1 },
		{ CELL_TEXT, 0, "High", 1, "class", 0, 0 },
		{ CELL_TEXT, 0, "High", 2, "overall", 0, 0 },
		{ CELL_TEXT, 0, "n/a", NONE, "overall", 0, 1 },
		{ CELL_TEXT, 0, "n/a", 0, "overall", 0, 0 },
		{ CELL_TEXT, 0, "what", NONE, "overall", 0, 1 }, /* V201 */
		{ CELL_TEXT, 0, "", NONE, "overall", 0, 1 },
		{ CELL_TEXT, 0, "", 0, "overall", 0, 0 },
		{ CELL_BLANK, 0, NULL, NONE, "overall", 0, 1 },
		{ CELL_ERROR, 0, "#N/A", NONE, "overall", 0, 1 },
		{ CELL_ERROR, 0, "#N/A", 7, "overall", 0, 0 },
	};
	struct spec *s = demo(*state);
	struct follows *f = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(follows_open(&f, &s->editions[0], '.', &e), 0);
	for (int again = 0; again < 2; again++)
		for (size_t i = 0; i < COUNT(cells); i++) {
			const struct cell c = { .type = cells[i].type,
				.number = cells[i].number,
				.text = span_of(cells[i].text) };
			const struct followed o = { &c, cells[i].value,
				cells[i].indicator, cells[i].is_rank };

			if (follows_value(f, &o, &e) != cells[i].follows)
				fail_msg("cell %zu", i);
		}
	assert_int_equal(
		follows_value(
			f, &(struct followed){ NULL, NONE, "share", 0 }, &e),
		1);
	assert_int_equal(
		follows_value(f, &(struct followed){ NULL, 0, "share", 0 }, &e),
		0);
	follows_close(f);
	spec_close(s);
}

/* 1,5 is a number of a csv whose mark is a comma, which 1.5 is not. */
static void a_number_has_the_mark_of_its_list(void **state)
{
	const struct cell point = { .type = CELL_TEXT, .text = span_of("1.5") };
	struct spec *s = demo(*state);
	struct follows *f = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(follows_open(&f, &s->editions[0], ',', &e), 0);
	assert_int_equal(
		follows_value(
			f, &(struct followed){ &point, 1.5, "share", 0 }, &e),
		0);
	follows_close(f);
	spec_close(s);
}

/* ---- the order in which they are read ---------------------------------------
 */

static const char content[] =
	"INSERT INTO dataset VALUES ('demo', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('demo', 'r', 'R');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES ('demo', '1', 1, 'r', 'higher', 'none', '1');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"ordinal, level, label, weight, combine, direction) VALUES "
	"(1, 'demo', '1', 'overall', 1, 0, 'O', 1, 'none', 'higher');"
	"INSERT INTO area (area, name, kind) VALUES ('KAZ', 'Kazakhstan', "
	"'iso'), ('TCD', 'Chad', 'iso'), ('UZB', 'Uzbekistan', 'iso');"
	"INSERT INTO label VALUES (1, 'x');"
	"INSERT INTO sheet VALUES (7, 'One'), (9, 'Two');";

static struct db *open_content(const char *sha256)
{
	struct err e = ERR_INIT;
	struct text sql = TEXT_INIT;
	struct db *d = NULL;

	text_puts(&sql, content);
	text_printf(&sql,
		"INSERT INTO release (release_id, dataset, edition, release, "
		"state, loaded, file) VALUES (1, 'demo', '1', '%s', "
		"'current', 'x', 'demo.csv');",
		sha256);
	if (db_open(&d, ":memory:", DB_CREATE, &e) < 0 ||
		db_script(d, "content", sql.at, &e) < 0)
		fail_msg("%s", e.text);
	text_free(&sql);
	return d;
}

/* An observation, as the values of its row behind the period. */
static void put(struct db *d, const char *measure, const char *row)
{
	struct err e = ERR_INIT;
	char sql[300];

	snprintf(sql, sizeof(sql),
		"INSERT INTO observation (release_id, indicator_id, measure, "
		"period, area, place, value, raw, sheet_id, cell, label_id) "
		"VALUES (1, 1, '%s', '1', %s, 1)",
		measure, row);
	if (db_script(d, "put", sql, &e) < 0)
		fail_msg("%s", e.text);
}

static const char nothing[] =
	"0000000000000000000000000000000000000000000000000000000000000000";

static void observations_stand_as_cells_are_read(void **state)
{
	struct db *d = open_content(nothing);
	struct wants w = WANTS_INIT;
	struct err e = ERR_INIT;
	struct text found = TEXT_INIT;

	(void)state;
	put(d, "rank", "'KAZ', 0, 1, 'a', 7, 'B300'");
	put(d, "rank", "'KAZ', 1, 1, 'b', 9, 'A1'");
	put(d, "rank", "'KAZ', 2, 1, 'c', 7, 'nowhere'");
	put(d, "rank", "'KAZ', 3, 1, 'd', 7, 'AA2'");
	put(d, "rank", "'KAZ', 4, NULL, '', 7, 'B2'");
	put(d, "score", "'KAZ', 0, 1, 'f', 7, 'B300'");
	assert_int_equal(wants_read(&w, d, 1, &e), 0);
	for (size_t i = 0; i < w.n; i++)
		text_printf(&found, "%s:%.*s:%d ",
			w.sheets.all[wants_sheet(w.all[i].place)].at,
			SPAN(wants_text(&w, &w.all[i])), (int)w.all[i].is_rank);
	assert_string_equal(
		found.at, "One::1 One:d:1 One:a:1 One:f:0 Two:b:1 One:c:1 ");
	assert_true(isnan(w.all[0].value));
	assert_string_equal(wants_text(&w, &w.all[5]).at + 1, "nowhere");
	text_free(&found);
	wants_free(&w);
	db_close(d);
}

static void a_release_without_observations_has_none(void **state)
{
	struct db *d = open_content(nothing);
	struct wants w = WANTS_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(wants_read(&w, d, 1, &e), 0);
	assert_int_equal(w.n, 0);
	wants_free(&w);
	db_close(d);
}

/* ---- against a workbook -----------------------------------------------------
 */

/* What verifying says, as lines. */
static int note(void *context, const struct verified *v, struct err *e)
{
	struct text *out = context;

	(void)e;
	text_printf(out, "%zu of %zu, %zu missed%s%s%s", v->held,
		v->observations, v->missed, v->altered ? ", not as loaded" : "",
		v->why ? ": " : "", v->why ? v->why : "");
	for (size_t i = 0; i < v->n_misses; i++)
		text_printf(out, "; %d %s!%s '%.*s' '%.*s' %s",
			(int)v->misses[i].what, v->misses[i].sheet,
			v->misses[i].cell, SPAN(v->misses[i].stored),
			SPAN(v->misses[i].found), v->misses[i].area);
	return 0;
}

/* Puts bytes into the store of a folder, and their release into a database. */
static struct db *store(const char *folder, struct span bytes)
{
	struct err e = ERR_INIT;
	char sha256[HASH_HEX], name[HASH_HEX + 16], path[PATH_TEXT];

	spec_close(demo(folder));
	hash_bytes(sha256, bytes.at, bytes.len);
	path_in(path, folder, "raw/store");
	assert_int_equal(file_make_dirs(path, &e), 0);
	snprintf(name, sizeof(name), "raw/store/%s", sha256);
	path_in(path, folder, name);
	write_bytes(path, bytes.at, bytes.len);
	return open_content(sha256);
}

static void assert_verified(
	struct db *d, const char *folder, size_t most, const char *expected)
{
	const struct verify_order o = { .root = folder, .most = most };
	struct text found = TEXT_INIT;
	struct err e = ERR_INIT;

	alarm(HANGS);
	if (verify(d, &o, note, &found, &e) < 0)
		fail_msg("%s", e.text);
	assert_string_equal(found.at, expected);
	text_free(&found);
}

/* Two sheets of rows; what is in it stands in madebook.h. */
static void make_book(struct madebook *b)
{
	static const char *const rows[][3] = { { "'Kazakhstan", "56.70", "" },
		{ "'Chad", "'n/a", "@45292" }, { "'x", "#N/A", "TRUE" } };
	struct span cells[3];

	for (int sheet = 0; sheet < 2; sheet++) {
		madebook_sheet(b, span_of(sheet ? "Two" : "One"), sheet);
		for (size_t i = 0; i < COUNT(rows); i++) {
			for (int k = 0; k < 3; k++)
				cells[k] = span_of(rows[i][k]);
			madebook_row(b, cells, 3);
		}
	}
}

static void each_cell_holds_the_text_that_is_stored(void **state)
{
	struct madebook b = { 0 };
	struct db *d;

	make_book(&b);
	d = store(*state, madebook_end(&b));
	put(d, "score", "'KAZ', 0, 56.7, '56.70', 7, 'B1'");
	put(d, "score", "'KAZ', 1, NULL, 'n/a', 7, 'B2'");
	put(d, "score", "'KAZ', 2, NULL, '45292', 7, 'C2'");
	put(d, "score", "'KAZ', 3, NULL, '#N/A', 9, 'B3'");
	put(d, "score", "'KAZ', 4, NULL, '', 7, 'C1'");
	put(d, "score", "'KAZ', 5, NULL, '', 7, 'Z99'");
	put(d, "score", "'TCD', 0, 56.7, '56.70', 9, 'B1'");
	put(d, "rank", "'TCD', 0, NULL, '56.70', 9, 'B1'");
	assert_verified(d, *state, 9, "8 of 8, 0 missed");
	db_close(d);
	madebook_free(&b);
}

static void what_does_not_hold_is_named_with_what_is_there(void **state)
{
	struct madebook b = { 0 };
	struct err e = ERR_INIT;
	struct db *d;

	make_book(&b);
	d = store(*state, madebook_end(&b));
	put(d, "score", "'KAZ', 0, 56.7, '56.7', 7, 'B1'");
	put(d, "score", "'KAZ', 1, 1, 'n/a', 7, 'B2'");
	put(d, "score", "'KAZ', 2, 5, '5', 7, 'D2'");
	put(d, "score", "'KAZ', 3, 5, '5', 7, 'A9'");
	put(d, "score", "'TCD', 0, 5, '5', 7, 'A'");
	put(d, "score", "'UZB', 0, 56.7, '56.70', 9, 'B1'");
	assert_int_equal(db_script(d, "x",
				 "UPDATE sheet SET name = 'Too' "
				 "WHERE name = 'Two'",
				 &e),
		0);
	assert_verified(d, *state, 9,
		"0 of 6, 6 missed; 0 One!B1 '56.7' '56.70' KAZ; "
		"1 One!B2 'n/a' '' KAZ; 0 One!D2 '5' '' KAZ; "
		"0 One!A9 '5' '' KAZ; 2 Too!B1 '56.70' '' UZB; "
		"3 One!A '5' '' TCD");
	assert_verified(
		d, *state, 1, "0 of 6, 6 missed; 0 One!B1 '56.7' '56.70' KAZ");
	assert_verified(d, *state, 0, "0 of 6, 6 missed");
	db_close(d);
	madebook_free(&b);
}

/* A list of values is read as the spec says: with a comma before decimals. */
static void a_list_is_read_by_its_spec(void **state)
{
	struct db *d =
		store(*state, span_of("Country;Score\nKazakhstan;1,5\n"));
	struct err e = ERR_INIT;

	assert_int_equal(db_script(d, "x",
				 "UPDATE sheet SET name = 'csv' "
				 "WHERE name = 'One'",
				 &e),
		0);
	put(d, "score", "'KAZ', 0, 1.5, '1,5', 7, 'B2'");
	assert_verified(d, *state, 9, "1 of 1, 0 missed");
	put(d, "score", "'KAZ', 1, 15, '1,5', 7, 'B2'");
	assert_verified(
		d, *state, 9, "1 of 2, 1 missed; 1 csv!B2 '1,5' '' KAZ");
	db_close(d);
}

static void what_cannot_be_read_says_why(void **state)
{
	struct db *d = store(*state, span_of("PK\3\4 and no more"));

	put(d, "score", "'KAZ', 0, 1, '1', 7, 'A1'");
	assert_verified(d, *state, 9, "0 of 1, 0 missed: a truncated zip");
	db_close(d);
	d = open_content(nothing);
	put(d, "score", "'KAZ', 0, 1, '1', 7, 'A1'");
	assert_verified(d, *state, 9,
		"0 of 1, 0 missed: its workbook is not in the store");
	db_close(d);
}

static void other_bytes_are_not_read(void **state)
{
	struct db *d = store(*state, span_of("Country;Score\n"));
	char path[PATH_TEXT], name[HASH_HEX + 16];

	snprintf(name, sizeof(name), "raw/store/%s", nothing);
	path_in(path, *state, name);
	write_text(path, "A;B\n");
	db_close(d);
	d = open_content(nothing);
	put(d, "score", "'KAZ', 0, 1, '1', 7, 'A1'");
	assert_verified(d, *state, 9,
		"0 of 1, 0 missed: the store is damaged, the file holds other "
		"bytes");
	db_close(d);
}

static void change(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	if (db_script(d, "change", sql, &e) < 0)
		fail_msg("%s", e.text);
}

/* Of a release without a sum nothing is said of it. */
static void what_is_not_as_it_was_loaded_is_told(void **state)
{
	static const char *const changes[] = {
		"UPDATE observation SET area = 'TCD'",
		"UPDATE observation SET period = '2'",
		"UPDATE observation SET measure = 'raw'",
		"UPDATE observation SET place = 1",
		"UPDATE observation SET label_id = 2",
		"UPDATE observation SET indicator_id = 2",
		"UPDATE observation SET indicator_id = 3",
	};
	struct db *d = store(*state, span_of("Country;Score\nKazakhstan;1\n"));
	struct wants w = WANTS_INIT;
	struct err e = ERR_INIT;
	char sql[200];

	change(d,
		"UPDATE sheet SET name = 'csv' WHERE name = 'One';"
		"INSERT INTO label VALUES (2, 'y');"
		"INSERT INTO indicator (indicator_id, dataset, edition, "
		"indicator, ordinal, level, label, weight, combine, direction)"
		" VALUES (2, 'demo', '1', 'share', 2, 1, 'S', 1, 'none', "
		"'higher'); PRAGMA foreign_keys = OFF");
	put(d, "score", "'KAZ', 0, 1, '1', 7, 'B2'");
	assert_verified(d, *state, 9, "1 of 1, 0 missed");
	assert_int_equal(wants_read(&w, d, 1, &e), 0);
	snprintf(sql, sizeof(sql), "UPDATE release SET content = '%s'",
		w.content);
	wants_free(&w);
	change(d, sql);
	assert_verified(d, *state, 9, "1 of 1, 0 missed");
	for (size_t i = 0; i < COUNT(changes); i++) {
		change(d, changes[i]);
		assert_verified(
			d, *state, 9, "1 of 1, 0 missed, not as loaded");
		change(d,
			"UPDATE observation SET area = 'KAZ', period = '1', "
			"measure = 'score', place = 0, label_id = 1, "
			"indicator_id = 1");
		assert_verified(d, *state, 9, "1 of 1, 0 missed");
	}
	change(d, "DELETE FROM observation");
	assert_verified(d, *state, 9, "0 of 0, 0 missed, not as loaded");
	db_close(d);
}

static void a_release_of_nothing_asks_for_no_workbook(void **state)
{
	struct db *d = open_content(nothing);

	spec_close(demo(*state));
	assert_verified(d, *state, 9, "0 of 0, 0 missed");
	db_close(d);
}

static void a_name_that_is_not_there_is_refused(void **state)
{
	static const struct {
		const char *name;
		enum err_kind kind;
	} names[] = { { "other", ERR_DATA }, { "demo/2", ERR_DATA },
		{ "../demo", ERR_USAGE } };

	for (size_t i = 0; i < COUNT(names); i++) {
		const struct verify_order o = {
			.root = *state, .names = &names[i].name, .n_names = 1
		};
		struct db *d = open_content(nothing);
		struct text found = TEXT_INIT;
		struct err e = ERR_INIT;

		assert_int_equal(verify(d, &o, note, &found, &e), -1);
		assert_int_equal(e.kind, names[i].kind);
		text_free(&found);
		db_close(d);
	}
}

/* ---- a reader that lies -----------------------------------------------------
 */

struct lie {
	const char *out;
	size_t len;
	const char *aside;
};

static int tell(void *context, FILE *out, FILE *aside, struct err *e)
{
	const struct lie *l = context;

	(void)e;
	fwrite(l->out, 1, l->len, out);
	fputs(l->aside, aside);
	return 0;
}

#define MISS(want, what, len) want "\0\0\0" what "\0" len "\0"

static void a_reader_that_does_not_speak_of_all_is_not_believed(void **state)
{
	static const struct lie lies[] = {
		{ "", 0, "" },
		{ "", 0, "1 0" },
		{ "", 0, "3 0" },
		{ "", 0, "99999999999999999999 1" },
		{ "", 0, "1 1" },
		{ "", 0, "-1 3" },
		{ MISS("\0", "\0", "\0"), 8, "2 0" },
		{ MISS("\0", "\0", "\0"), 7, "1 1" },
		{ MISS("\2", "\0", "\0"), 8, "1 1" },
		{ MISS("\0", "\4", "\0"), 8, "1 1" },
		{ MISS("\0", "\0", "\5") "four", 12, "1 1" },
		{ MISS("\0", "\0", "\xff") "four", 12, "1 1" },
		{ MISS("\0", "\0", "\0") MISS("\0", "\0", "\0")
				MISS("\0", "\0", "\0"),
			24, "0 2" },
	};
	struct want two[2] = { { 0 } };
	const struct wants w = { .all = two, .n = 2 };
	const struct recheck order = { .wants = &w, .most = 2 };

	(void)state;
	for (size_t i = 0; i < COUNT(lies); i++) {
		struct child *c = NULL;
		struct rechecked r;
		struct err e = ERR_INIT;
		struct lie lie = lies[i];

		alarm(HANGS);
		assert_int_equal(child_start(&c,
					 &(struct child_task){ .work = tell,
						 .context = &lie },
					 &e),
			0);
		assert_int_equal(recheck_end(&r, &order, c, &e), -1);
		assert_fault(&e, ERR_DATA,
			"the workbook reader did not answer right");
		free(r.misses);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(a_value_follows_as_a_number_or_by_a_column),
		test_in_folder(a_number_has_the_mark_of_its_list),
		cmocka_unit_test(observations_stand_as_cells_are_read),
		cmocka_unit_test(a_release_without_observations_has_none),
		test_in_folder(each_cell_holds_the_text_that_is_stored),
		test_in_folder(what_does_not_hold_is_named_with_what_is_there),
		test_in_folder(a_list_is_read_by_its_spec),
		test_in_folder(what_cannot_be_read_says_why),
		test_in_folder(other_bytes_are_not_read),
		test_in_folder(what_is_not_as_it_was_loaded_is_told),
		test_in_folder(a_release_of_nothing_asks_for_no_workbook),
		test_in_folder(a_name_that_is_not_there_is_refused),
		cmocka_unit_test(
			a_reader_that_does_not_speak_of_all_is_not_believed),
	};

	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
