/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/store/batch_inside.h"
#include "pipeline/store/order.h"

/* ---- numbers in order -------------------------------------------------------
 */

static uint64_t chance(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

/* Numbers of so many bits, in the lowest of which they are counted. */
static void assert_sorts(unsigned from, unsigned to)
{
	enum { N = 3000 };
	uint64_t v[N], state = from + 100 * to;
	struct err e = ERR_INIT;

	for (size_t i = 0; i < N; i++)
		v[i] = (to == 64 ? chance(&state)
				 : chance(&state) &
					       (((uint64_t)1 << to) - 1)) >>
				from << from |
			i;
	assert_int_equal(order_sort(v, N, from, to, &e), 0);
	for (size_t i = 1; i < N; i++)
		assert_true(v[i - 1] < v[i]);
}

static void numbers_are_sorted_and_equal_ones_keep_their_order(void **state)
{
	(void)state;
	for (unsigned to = 12; to <= 64; to++)
		assert_sorts(12, to);
	assert_sorts(40, 64);
	assert_sorts(63, 64);
}

static void none_and_one_are_in_order(void **state)
{
	uint64_t one = 5;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(order_sort(&one, 0, 0, 64, &e), 0);
	assert_int_equal(order_sort(&one, 1, 0, 64, &e), 0);
	assert_int_equal(one, 5);
}

static void bits_are_as_many_as_the_greatest_takes(void **state)
{
	(void)state;
	assert_int_equal(order_bits(0), 0);
	assert_int_equal(order_bits(1), 0);
	assert_int_equal(order_bits(2), 1);
	assert_int_equal(order_bits(3), 2);
	assert_int_equal(order_bits(4), 2);
	assert_int_equal(order_bits(5), 3);
	assert_int_equal(order_bits((size_t)1 << 40), 40);
}

/* ---- rows -------------------------------------------------------------------
 */

static int open_batch(void **state)
{
	struct err e = ERR_INIT;

	return batch_open((struct batch **)state, &e);
}

static int close_batch(void **state)
{
	batch_close(*state);
	return 0;
}

static struct batch_row sample(void)
{
	return (struct batch_row){ .indicator = 7,
		.sheet = 8,
		.label = 9,
		.measure = batch_measure(span_of("raw")),
		.period = span_of("2017"),
		.area = span_of("KAZ"),
		.raw = span_of("0.80"),
		.cell = span_of("AG25637"),
		.has_value = 1,
		.value = 0.8 };
}

static void put(struct batch *b, const struct batch_row *row)
{
	struct err e = ERR_INIT;

	assert_int_equal(batch_put(b, row, &e), 0);
	assert_string_equal(e.text, "");
}

static void sort(struct batch *b)
{
	struct batch_row twice;
	struct err e = ERR_INIT;

	assert_int_equal(batch_sort(&twice, b, &e), 0);
	assert_string_equal(e.text, "");
	assert_int_equal(twice.cell.len, 0);
}

static void assert_not_put(
	struct batch *b, const struct batch_row *row, const char *says)
{
	struct err e = ERR_INIT;

	assert_int_equal(batch_put(b, row, &e), -1);
	assert_fault(&e, ERR_DATA, says);
}

static void a_row_comes_back_as_it_was_put(void **state)
{
	struct batch_row row = sample();
	const struct kept *kept;
	struct batch *b = *state;

	row.raw = (struct span){ "a\0b", 3 };
	put(b, &row);
	sort(b);
	kept = batch_sorted(b, 0);
	assert_int_equal(batch_count(b), 1);
	assert_int_equal(batch_id(b, INDICATOR, kept->indicator), 7);
	assert_int_equal(batch_id(b, SHEET, kept->sheet), 8);
	assert_int_equal(batch_id(b, LABEL, kept->label), 9);
	assert_string_equal(batch_measure_name(kept->measure), "raw");
	assert_true(span_is(ids_name(&b->names[PERIOD], kept->period), "2017"));
	assert_true(span_is(ids_name(&b->names[AREA], kept->area), "KAZ"));
	assert_true(span_is(batch_cell(kept), "AG25637"));
	assert_int_equal(batch_raw(kept).len, 3);
	assert_memory_equal(batch_raw(kept).at, "a\0b", 3);
	assert_int_equal(kept->has_value, 1);
	assert_same_double(kept->value, 0.8);
}

/* What a row is sorted by, as a text of which the bytes decide. */
static void key_of(char key[64], const struct batch *b, size_t i)
{
	const struct kept *row = batch_sorted(b, i);

	snprintf(key, 64, "%012lld %-5s %.*s\x01%.*s\x01%06d",
		(long long)batch_id(b, INDICATOR, row->indicator),
		batch_measure_name(row->measure),
		SPAN(ids_name(&b->names[PERIOD], row->period)),
		SPAN(ids_name(&b->names[AREA], row->area)), (int)row->value);
}

static void rows_are_sorted_as_the_table_is(void **state)
{
	static const char *const periods[] = { "2017", "latest", "1990", "9999",
		"", "2017-18", "199" };
	static const char *const areas[] = { "KAZ", "AFG", "ZWE", "XKX",
		"KA\xc3\xa9" };
	static const char *const measures[] = { "score", "rank", "raw" };
	char before[64] = "", after[64];
	uint64_t seed = 1;

	for (int i = 0; i < 5000; i++) {
		struct batch_row row = sample();
		uint64_t c = chance(&seed);
		char cell[16];

		row.indicator = 1 + (int64_t)(c & 0xff) * 1000;
		row.period = span_of(periods[(c >> 8 & 0xff) % 7]);
		row.area = span_of(areas[(c >> 16 & 0xff) % 5]);
		row.measure =
			batch_measure(span_of(measures[(c >> 24 & 0xff) % 3]));
		row.value = i;
		snprintf(cell, sizeof(cell), "A%d", i + 1);
		row.cell = span_of(cell);
		put(*state, &row);
	}
	sort(*state);
	for (size_t i = 0; i < 5000; i++) {
		key_of(after, *state, i);
		assert_true(strcmp(before, after) < 0);
		strncpy(before, after, sizeof(before));
	}
}

static void a_row_has_the_place_that_it_came_in(void **state)
{
	struct batch_row row = sample(), other = sample();
	static const char *const cells[] = { "C7", "B9", "A1" };

	other.area = span_of("ZWE");
	for (int i = 0; i < 3; i++) {
		row.cell = other.cell = span_of(cells[i]);
		put(*state, &other);
		put(*state, &row);
	}
	sort(*state);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(batch_place(*state, i), i % 3);
		assert_true(span_is(
			batch_cell(batch_sorted(*state, i)), cells[i % 3]));
	}
}

static void the_row_that_came_twice_is_told(void **state)
{
	struct batch_row row = sample(), twice;
	struct err e = ERR_INIT;

	put(*state, &row);
	row.sheet = 99;
	put(*state, &row);
	put(*state, &row);
	assert_int_equal(batch_sort(&twice, *state, &e), 0);
	assert_int_equal(twice.sheet, 99);
	assert_true(span_is(twice.cell, "AG25637"));
	assert_true(span_is(twice.area, "KAZ"));
}

static void a_figure_in_very_many_cells_is_refused(void **state)
{
	struct batch_row row = sample(), twice;
	struct err e = ERR_INIT;
	char cell[16];

	for (int i = 0; i <= BATCH_PLACES; i++) {
		snprintf(cell, sizeof(cell), "A%d", i + 1);
		row.cell = span_of(cell);
		put(*state, &row);
	}
	assert_int_equal(batch_sort(&twice, *state, &e), -1);
	assert_fault(&e, ERR_DATA, "a figure is in more than 1024 cells");
}

static void a_text_that_is_too_long_is_refused(void **state)
{
	static char text[1 << 20];
	struct batch_row row = sample();

	row.raw = (struct span){ text, sizeof(text) - 1 };
	put(*state, &row);
	row.raw.len++;
	assert_not_put(*state, &row, "the text of a cell is too long");
	row = sample();
	row.cell = (struct span){ text, 4095 };
	put(*state, &row);
	row.cell.len++;
	assert_not_put(*state, &row, "the text of a cell is too long");
}

static void sheets_are_as_many_as_can_be_counted(void **state)
{
	struct batch_row row = sample();

	for (row.sheet = 1; row.sheet <= 1 << 16; row.sheet++)
		put(*state, &row);
	assert_not_put(*state, &row,
		"a release has at most 65536 areas and 65536 sheets");
}

#define of_batch(test)                                                         \
	cmocka_unit_test_setup_teardown(test, open_batch, close_batch)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			numbers_are_sorted_and_equal_ones_keep_their_order),
		cmocka_unit_test(none_and_one_are_in_order),
		cmocka_unit_test(bits_are_as_many_as_the_greatest_takes),
		of_batch(a_row_comes_back_as_it_was_put),
		of_batch(rows_are_sorted_as_the_table_is),
		of_batch(a_row_has_the_place_that_it_came_in),
		of_batch(the_row_that_came_twice_is_told),
		of_batch(a_figure_in_very_many_cells_is_refused),
		of_batch(a_text_that_is_too_long_is_refused),
		of_batch(sheets_are_as_many_as_can_be_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
