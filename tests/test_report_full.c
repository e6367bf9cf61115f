/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/report/report.h"
#include "pipeline/workbook/book.h"
#include "tests/deriving.h"

/* ---- a small database, and its full report --------------------------------
 */

#define SHA_OF(c) "substr(replace(hex(zeroblob(32)), '00', '" c c "'), 1, 64)"

/* Two editions; of the first a release that was replaced, too. */
static const char ground[] =
	"INSERT INTO dataset VALUES ('demo', 'Demo Index', 'Somebody', "
	"'https://example.org/', 'CC0', 'Somebody', 'higher');"
	"INSERT INTO regime VALUES ('demo', 'old', 'one way'), "
	"('demo', 'new', 'another way');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) VALUES "
	"('demo', '2023', 1, 'old', 'higher', 2, 'sequential', '2023'), "
	"('demo', '2024', 2, 'new', 'higher', 2, 'sequential', '2024');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals) "
	"VALUES "
	"(1, 'demo', '2023', 'overall', NULL, 0, 0, 'Overall', 1, 'mean', "
	"'higher', 2), "
	"(2, 'demo', '2024', 'overall', NULL, 0, 0, 'Overall', 1, 'mean', "
	"'higher', 2), "
	"(3, 'demo', '2024', 'money', 'overall', 1, 1, 'Money', 0.4, 'none', "
	"'higher', 2);"
	"INSERT INTO scheme VALUES ('m49', 'UN M49', 'UN', '2025'), "
	"('bank', 'A bank', 'A bank', '2025');"
	"INSERT INTO region VALUES ('m49', '143', 'Central Asia', NULL), "
	"('bank', 'ALL', 'All of them', NULL);"
	"INSERT INTO area VALUES ('KAZ', 'KZ', '398', 'Kazakhstan', 'iso'), "
	"('UZB', 'UZ', '860', 'Uzbekistan', 'iso'), "
	"('FRA', 'FR', '250', 'France', 'iso');"
	"INSERT INTO member VALUES ('m49', 'KAZ', '143'), "
	"('m49', 'UZB', '143'), ('bank', 'KAZ', 'ALL');"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"file, loaded) VALUES "
	"(1, 'demo', '2023', " SHA_OF(
		"a") ", 'current', 'one.xlsx', '2024-01-02T00:00:00Z'), "
		     "(2, 'demo', '2024', " SHA_OF(
			     "b") ", 'current', 'two.xlsx', "
				  "'2024-01-02T00:00:00Z'), "
				  "(3, 'demo', '2023', " SHA_OF(
					  "c") ", "
					       "'superseded', 'one.xlsx', "
					       "'2024-01-02T00:00:00Z');"
					       "INSERT INTO sheet VALUES (1, "
					       "'Figures');"
					       "INSERT INTO label VALUES (1, "
					       "'L');"
					       "INSERT INTO observation VALUES "
					       "(1, 1, 'rank', '2023', 'UZB', "
					       "0, 1, '1', 1, 'A1', 1), "
					       "(1, 1, 'rank', '2023', 'KAZ', "
					       "0, 2, '2', 1, 'A2', 1), "
					       "(2, 2, 'rank', '2024', 'KAZ', "
					       "0, 1, '1', 1, 'B1', 1), "
					       "(2, 2, 'rank', '2024', 'UZB', "
					       "0, 2, '2.', 1, 'B2', 1), "
					       "(2, 3, 'score', '2024', "
					       "'KAZ', 0, 0.1 + 0.2, "
					       "'=0.1+0.2', 1, 'C1', 1), "
					       "(2, 3, 'score', '2024', "
					       "'UZB', 0, NULL, 'n/a', 1, "
					       "'C2', 1), "
					       "(3, 1, 'rank', '2023', "
					       "'FRA', 0, 1, '1', 1, 'A1', "
					       "1);";

struct bench {
	struct db *db;
	struct book *book;
	char path[PATH_TEXT];
	struct err e;
};

static void make_of(struct bench *b, const char *folder, const char *more)
{
	struct report_order order = { .dataset = "demo",
		.version = "0",
		.now = 1700000000,
		.profile = REPORT_FULL };
	char path[PATH_TEXT];

	*b = (struct bench){ .e = ERR_INIT };
	path_in(path, folder, "demo.db");
	path_in(b->path, folder, "demo.xlsx");
	if (db_open(&b->db, path, DB_CREATE, &b->e) < 0 ||
		db_script(b->db, "test", ground, &b->e) < 0 ||
		db_script(b->db, "test", more, &b->e) < 0 ||
		derive_stale(b->db, &b->e) < 0 ||
		report_make(b->path, b->db, &order, &b->e) < 0 ||
		book_open(&b->book, b->path, NULL, &b->e) < 0)
		fail_msg("%s", b->e.text);
}

static void end(struct bench *b)
{
	book_close(b->book);
	db_close(b->db);
}

static void add_cell(struct text *out, const struct cell *c)
{
	char buf[NUM_TEXT];

	if (c->type == CELL_NUMBER) {
		num_format(buf, c->number);
		text_puts(out, buf);
	} else {
		assert_null(c->formula.at);
		text_add(out, c->text.at, c->text.len);
	}
}

/* Rows of a sheet below its header: cells behind '|', a blank one is empty,
 * each row on a line. */
static void assert_rows(
	struct bench *b, const char *sheet, uint32_t header, const char *rows)
{
	struct text found = TEXT_INIT;
	struct sheet *s = NULL;
	struct row r;
	size_t i = 0;

	while (i < book_sheets(b->book) &&
		strcmp(book_sheet_name(b->book, i), sheet) != 0)
		i++;
	assert_int_equal(sheet_open(&s, b->book, i, &b->e), 0);
	while (sheet_next(s, &r, &b->e) == 1) {
		uint32_t column = 0;

		for (size_t k = 0; r.number > header && k < r.n; k++) {
			for (; column < r.cells[k].column; column++)
				text_putc(&found, '|');
			add_cell(&found, &r.cells[k]);
		}
		if (r.number > header)
			text_putc(&found, '\n');
	}
	sheet_close(s);
	assert_string_equal(found.at, rows);
	text_free(&found);
}

/* ---- what is in it --------------------------------------------------------
 */

static void assert_sheets(struct bench *b, const char *const *names, size_t n)
{
	assert_int_equal(book_sheets(b->book), n);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(book_sheet_name(b->book, i), names[i]);
}

static void all_tables_stand_in_their_order(void **state)
{
	static const char *const names[] = { "Cover", "Standings",
		"Rank changes", "Regional leaders", "Editions", "Indicators",
		"Areas", "Releases", "Findings", "Observations", "Notes",
		"Manifest" };
	struct bench b;

	make_of(&b, *state, "");
	assert_sheets(&b, names, COUNT(names));
	end(&b);
}

static void without_overall_there_are_no_standings(void **state)
{
	static const char *const names[] = { "Cover", "Editions", "Indicators",
		"Areas", "Releases", "Findings", "Observations", "Notes",
		"Manifest" };
	struct bench b;

	make_of(&b, *state,
		"UPDATE indicator SET parent = NULL;"
		"UPDATE indicator SET indicator = 'all' "
		"WHERE indicator = 'overall'");
	assert_sheets(&b, names, COUNT(names));
	end(&b);
}

/* full-observation.sql 1: a value that the source does not give is an empty
 * cell beside the text that stands there. */
static void each_observation_has_its_cell_and_its_text(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_rows(&b, "Observations", 3,
		"2024|money|Money|score|2024|Kazakhstan|KAZ|0.30000000000000004"
		"|=0.1+0.2|Figures|C1|0|bbbbbbbbbbbb\n"
		"2024|money|Money|score|2024|Uzbekistan|UZB||n/a|Figures|C2|0|"
		"bbbbbbbbbbbb\n"
		"2024|overall|Overall|rank|2024|Kazakhstan|KAZ|1|1|Figures|B1|"
		"0|bbbbbbbbbbbb\n"
		"2024|overall|Overall|rank|2024|Uzbekistan|UZB|2|2.|Figures|B2|"
		"0|bbbbbbbbbbbb\n"
		"2023|overall|Overall|rank|2023|Kazakhstan|KAZ|2|2|Figures|A2|"
		"0|aaaaaaaaaaaa\n"
		"2023|overall|Overall|rank|2023|Uzbekistan|UZB|1|1|Figures|A1|"
		"0|aaaaaaaaaaaa\n");
	end(&b);
}

static void standings_are_those_of_all_editions(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_rows(&b, "Standings", 3,
		"2024|1|1|Kazakhstan|KAZ||2024|published|another way\n"
		"2024|2|2|Uzbekistan|UZB||2024|published|another way\n"
		"2023|1|1|Uzbekistan|UZB||2023|published|one way\n"
		"2023|2|2|Kazakhstan|KAZ||2023|published|one way\n");
	end(&b);
}

static void changes_say_whether_they_may_be_compared(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_rows(&b, "Rank changes", 3,
		"2023|2024|Kazakhstan|KAZ|2|1|1|2|1|1||||no|published\n"
		"2023|2024|Uzbekistan|UZB|1|2|-1|1|2|-1||||no|published\n");
	end(&b);
}

static void leaders_are_those_of_all_editions_and_schemes(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_rows(&b, "Regional leaders", 3,
		"2024|UN M49|143|Central Asia|Kazakhstan|KAZ|1||Uzbekistan|UZB"
		"|||2\n"
		"2024|A bank|ALL|All of them|Kazakhstan|KAZ|1||||||1\n"
		"2023|UN M49|143|Central Asia|Uzbekistan|UZB|1||Kazakhstan|KAZ"
		"|||2\n"
		"2023|A bank|ALL|All of them|Kazakhstan|KAZ|2||||||1\n");
	end(&b);
}

static void the_tree_has_its_weights(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_rows(&b, "Indicators", 3,
		"2024|0|Overall|overall|||1|mean|higher||2\n"
		"2024|1|Money|money|Overall|overall|0.4|none|higher||2\n"
		"2023|0|Overall|overall|||1|mean|higher||2\n");
	end(&b);
}

/* full-area.sql: an area of a replaced release alone is none. */
static void areas_have_a_region_of_each_scheme(void **state)
{
	struct bench b;

	make_of(&b, *state, "");
	assert_rows(&b, "Areas", 3,
		"Kazakhstan|KAZ|KZ|398|iso|3|Central Asia|All of them\n"
		"Uzbekistan|UZB|UZ|860|iso|2|Central Asia\n");
	end(&b);
}

static void releases_have_the_whole_of_their_hash(void **state)
{
	static const char sixty_four[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
					 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	struct text rows = TEXT_INIT;
	struct bench b;

	make_of(&b, *state, "DELETE FROM release WHERE edition = '2024'");
	text_printf(&rows,
		"2023|aaaaaaaaaaaa|current|workbook||not pinned||2||"
		"2024-01-02T00:00:00Z|one.xlsx||%s\n"
		"2023|cccccccccccc|superseded|workbook||not pinned||1||"
		"2024-01-02T00:00:00Z|one.xlsx||",
		sixty_four);
	text_puts(&rows,
		"cccccccccccccccccccccccccccccccc"
		"cccccccccccccccccccccccccccccccc\n");
	assert_rows(&b, "Releases", 3, rows.at);
	text_free(&rows);
	end(&b);
}

static void an_edition_without_a_release_is_listed(void **state)
{
	struct bench b;

	make_of(&b, *state,
		"INSERT INTO edition (dataset, edition, ordinal, regime, "
		"direction, decimals, ties, period) VALUES ('demo', '2025', 3, "
		"'new', 'higher', 2, 'sequential', '2025')");
	assert_rows(&b, "Editions", 3,
		"2025|another way|2025||||higher|2|sequential|best\n"
		"2024|another way|2024||||higher|2|sequential|best|"
		"bbbbbbbbbbbb||4\n"
		"2023|one way|2023||||higher|2|sequential|best|aaaaaaaaaaaa||"
		"2\n");
	end(&b);
}

static void the_same_database_gives_the_same_bytes(void **state)
{
	struct report_order order = { .dataset = "demo",
		.version = "0",
		.now = 1700000000,
		.profile = REPORT_FULL };
	struct file_map one, two;
	char again[PATH_TEXT];
	struct bench b;

	make_of(&b, *state, "");
	path_in(again, *state, "again.xlsx");
	assert_int_equal(report_make(again, b.db, &order, &b.e), 0);
	assert_int_equal(file_map(&one, b.path, &b.e), 0);
	assert_int_equal(file_map(&two, again, &b.e), 0);
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.at, two.at, one.len);
	file_unmap(&one);
	file_unmap(&two);
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(all_tables_stand_in_their_order),
		test_in_folder(without_overall_there_are_no_standings),
		test_in_folder(each_observation_has_its_cell_and_its_text),
		test_in_folder(standings_are_those_of_all_editions),
		test_in_folder(changes_say_whether_they_may_be_compared),
		test_in_folder(leaders_are_those_of_all_editions_and_schemes),
		test_in_folder(the_tree_has_its_weights),
		test_in_folder(areas_have_a_region_of_each_scheme),
		test_in_folder(releases_have_the_whole_of_their_hash),
		test_in_folder(an_edition_without_a_release_is_listed),
		test_in_folder(the_same_database_gives_the_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
