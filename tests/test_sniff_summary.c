/* SPDX-License-Identifier: MIT */
#include "tests/sniffmake.h"

static void tally_of(struct tally *t, const struct summary *s, uint32_t column)
{
	struct err e = ERR_INIT;

	assert_int_equal(summary_tally(t, s, column, 0, UINT32_MAX, &e), 0);
}

static void cells_are_counted_by_their_kind(void **state)
{
	struct summary *s = sniffmake(*state, "S",
		"Country|Score\nFrance|1.25\nChad|2\nChile|'3'\nPeru|#N/A\n"
		"Mali|..\nFiji|' '\n");
	struct tally t;

	tally_of(&t, s, 1);
	assert_int_equal(t.cells, 7);
	assert_int_equal(t.numbers, 2);
	assert_int_equal(t.numeric_texts, 1);
	assert_int_equal(t.whole, 2);
	assert_int_equal(t.texts, 4);
	assert_int_equal(t.empty, 1);
	assert_int_equal(t.errors, 1);
	assert_int_equal(t.decimals, 2);
	assert_close(t.least, 1.25);
	assert_close(t.greatest, 3);
	tally_free(&t);
	summary_close(s);
}

static void areas_are_counted_by_label_and_by_code(void **state)
{
	struct summary *s = sniffmake(*state, "S",
		"Country|ISO3|ISO2|M49\nFrance|FRA|FR|250\nChad|TCD|TD|148\n"
		"Congo, Dem. Rep.|COD|CD|180\nfrance|FRA|FR|250\n");
	struct tally t;

	tally_of(&t, s, 0);
	assert_int_equal(t.labels, 4);
	assert_int_equal(tally_areas(&t), 3);
	assert_int_equal(t.first, 1);
	assert_int_equal(t.last, 4);
	tally_free(&t);
	tally_of(&t, s, 1);
	assert_int_equal(t.codes[CODE_WORLDBANK], 4);
	tally_free(&t);
	tally_of(&t, s, 2);
	assert_int_equal(t.codes[CODE_ISO2], 4);
	tally_free(&t);
	tally_of(&t, s, 3);
	assert_int_equal(t.codes[CODE_M49], 4);
	tally_free(&t);
	summary_close(s);
}

static void years_are_numbers_texts_and_dates_of_four_digits(void **state)
{
	static const struct {
		struct kept cell;
		int year;
	} cases[] = {
		{ { .type = CELL_NUMBER, .number = 1990 }, 1990 },
		{ { .type = CELL_NUMBER, .number = 1990.5 }, 0 },
		{ { .type = CELL_NUMBER, .number = 9999 }, 0 },
		{ { .type = CELL_TEXT, .text = "2024" }, 2024 },
		{ { .type = CELL_TEXT, .text = "2024 " }, 0 },
		{ { .type = CELL_TEXT, .text = "+204" }, 0 },
		{ { .type = CELL_TEXT, .text = "2e03" }, 0 },
		{ { .type = CELL_TEXT, .text = "" }, 0 },
		{ { .type = CELL_DATE, .text = "2006-01-01" }, 2006 },
		{ { .type = CELL_DATE, .text = "06:30:00" }, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(kept_year(&cases[i].cell), cases[i].year);
}

/* A sheet of so many rows: an area, a year and a number. */
static struct summary *long_sheet(const struct areas *a, unsigned rows)
{
	struct summary *s = NULL;
	struct err e = ERR_INIT;
	char line[64];

	assert_int_equal(summary_open(&s, "S", SHEET_VISIBLE, a, &e), 0);
	for (unsigned i = 0; i < rows; i++) {
		snprintf(line, sizeof(line), "%s|%u|%u.5",
			i % 2 ? "Chad" : "Peru", 1990 + i % 7, i);
		sniffmake_row(s, i, line, strlen(line), &e);
	}
	assert_int_equal(summary_end(s, &e), 0);
	return s;
}

static void a_long_sheet_keeps_its_ends_and_counts_the_rest(void **state)
{
	struct summary *s = long_sheet(*state, 5000);
	struct err e = ERR_INIT;
	struct tally t;
	int last = 0;

	assert_int_equal(s->all, 5000);
	assert_int_equal(s->n_head, SUMMARY_HEAD);
	assert_int_equal(s->n_rows, SUMMARY_HEAD + SUMMARY_TAIL);
	assert_int_equal(s->rows[s->n_rows - 1].number, 4999);
	assert_int_equal(s->rows[s->n_head].number, 5000 - SUMMARY_TAIL);
	tally_of(&t, s, 2);
	assert_int_equal(t.numbers, 5000);
	assert_close(t.greatest, 4999.5);
	tally_free(&t);
	tally_of(&t, s, 1);
	assert_int_equal(tally_years(&t, &last), 7);
	assert_int_equal(last, 1996);
	tally_free(&t);
	assert_int_equal(summary_tally(&t, s, 2, 10, 19, &e), 0);
	assert_int_equal(t.numbers, 10);
	tally_free(&t);
	summary_close(s);
}

static void a_sheet_that_just_fits_has_no_rest(void **state)
{
	struct summary *s = long_sheet(*state, SUMMARY_HEAD + SUMMARY_TAIL);
	struct tally t;

	assert_int_equal(s->n_rows, SUMMARY_HEAD + SUMMARY_TAIL);
	tally_of(&t, s, 0);
	assert_int_equal(t.cells, SUMMARY_HEAD + SUMMARY_TAIL);
	assert_int_equal(t.last, SUMMARY_HEAD + SUMMARY_TAIL - 1);
	assert_int_equal(t.n_texts, 2);
	tally_free(&t);
	summary_close(s);
}

static void distinct_values_are_counted_about(void **state)
{
	struct summary *s = long_sheet(*state, 5000);
	struct tally t;

	tally_of(&t, s, 2);
	assert_in_range(tally_distinct(&t), 4500, 5500);
	tally_free(&t);
	tally_of(&t, s, 1);
	assert_int_equal(tally_distinct(&t), 7);
	tally_free(&t);
	summary_close(s);
}

static void more_texts_than_are_listed_are_counted(void **state)
{
	struct areas *a = *state;
	struct summary *s = NULL;
	struct err e = ERR_INIT;
	struct tally t;
	char line[64];

	assert_int_equal(summary_open(&s, "S", SHEET_VISIBLE, a, &e), 0);
	for (unsigned i = 0; i < 600; i++) {
		snprintf(line, sizeof(line), "text %u", i);
		sniffmake_row(s, i, line, strlen(line), &e);
	}
	assert_int_equal(summary_end(s, &e), 0);
	tally_of(&t, s, 0);
	assert_int_equal(t.n_texts, TALLY_TEXTS);
	assert_int_equal(t.unlisted, 600 - TALLY_TEXTS);
	assert_int_equal(tally_find(&t, "text 7")->cells, 1);
	assert_null(tally_find(&t, "text 1000"));
	tally_free(&t);
	summary_close(s);
}

static void columns_far_to_the_right_are_left_out(void **state)
{
	struct areas *a = *state;
	struct summary *s = NULL;
	struct err e = ERR_INIT;
	struct cell far = { .column = SUMMARY_COLUMNS, .type = CELL_NUMBER };
	struct row row = { 0, &far, 1 };

	assert_int_equal(summary_open(&s, "S", SHEET_VISIBLE, a, &e), 0);
	assert_int_equal(summary_row(s, NULL, &row, &e), 0);
	assert_int_equal(summary_end(s, &e), 0);
	assert_int_equal(s->left_out, 1);
	assert_int_equal(s->n_columns, 0);
	summary_close(s);
}

static void a_long_text_is_cut_between_characters(void **state)
{
	char line[TALLY_TEXT + 8];
	struct areas *a = *state;
	struct summary *s = NULL;
	struct err e = ERR_INIT;

	memset(line, 'x', sizeof(line));
	memcpy(line + TALLY_TEXT - 1, "\xc3\xa9", 2);
	assert_int_equal(summary_open(&s, "S", SHEET_VISIBLE, a, &e), 0);
	sniffmake_row(s, 0, line, sizeof(line), &e);
	assert_int_equal(strlen(s->rows[0].cells[0].text), TALLY_TEXT - 1);
	summary_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_counted_by_their_kind),
		cmocka_unit_test(areas_are_counted_by_label_and_by_code),
		cmocka_unit_test(
			years_are_numbers_texts_and_dates_of_four_digits),
		cmocka_unit_test(
			a_long_sheet_keeps_its_ends_and_counts_the_rest),
		cmocka_unit_test(a_sheet_that_just_fits_has_no_rest),
		cmocka_unit_test(distinct_values_are_counted_about),
		cmocka_unit_test(more_texts_than_are_listed_are_counted),
		cmocka_unit_test(columns_far_to_the_right_are_left_out),
		cmocka_unit_test(a_long_text_is_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, sniffmake_open, sniffmake_close);
}
