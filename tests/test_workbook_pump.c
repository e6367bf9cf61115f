/* SPDX-License-Identifier: MIT */
/* A part in pieces: the same bytes whoever unpacks them. */
#include "pipeline/workbook/pump.h"
#include "pipeline/workbook/zip.h"
#include "tests/check.h"
#include "tests/zipmake.h"

static const enum pump_mode modes[] = { PUMP_HERE, PUMP_AHEAD };

struct bench {
	struct text content;
	struct zipmake made;
	struct zip *zip;
};

static int begin(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));
	struct err e = ERR_INIT;

	*state = b;
	if (!b)
		return -1;
	for (int i = 0; b->content.len < 200000; i++)
		text_printf(&b->content, "%d and then ", i * 7919);
	zipmake_add(&b->made, "part",
		(struct span){ b->content.at, b->content.len }, 1);
	zipmake_store(&b->made, "none", "");
	zipmake_end(&b->made);
	return zip_open(&b->zip,
		(struct span){ b->made.bytes.at, b->made.bytes.len }, &e);
}

static int end(void **state)
{
	struct bench *b = *state;

	zip_close(b->zip);
	zipmake_free(&b->made);
	text_free(&b->content);
	free(b);
	return 0;
}

#define test_at_bench(test) cmocka_unit_test_setup_teardown(test, begin, end)

static struct pump *open_pump(
	const struct zip_entry *entry, size_t size, enum pump_mode mode)
{
	struct source *s = NULL;
	struct pump *p = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(source_open(&s, entry, 16, &e), 0);
	assert_int_equal(pump_open(&p, s, size, mode, &e), 0);
	return p;
}

static void the_pieces_are_the_part(void **state)
{
	static const size_t sizes[] = { 1, 7, 4096, 100000, 1 << 20 };
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(sizes) * COUNT(modes); i++) {
		struct pump *p = open_pump(zip_find(b->zip, "part"),
			sizes[i / COUNT(modes)], modes[i % COUNT(modes)]);
		struct err e = ERR_INIT;
		struct piece piece;
		size_t at = 0;

		while (pump_next(&piece, p, &e) > 0) {
			assert_in_range(piece.len, 1, b->content.len - at);
			assert_memory_equal(
				piece.at, b->content.at + at, piece.len);
			for (size_t k = 0; k < PUMP_SLACK; k++)
				assert_int_equal(piece.at[piece.len + k], 0);
			at += piece.len;
		}
		assert_string_equal(e.text, "");
		assert_int_equal(at, b->content.len);
		assert_int_equal(pump_next(&piece, p, &e), 0);
		pump_close(p);
	}
}

static void a_piece_stays_until_the_call_after_the_next(void **state)
{
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(modes); i++) {
		struct pump *p =
			open_pump(zip_find(b->zip, "part"), 1000, modes[i]);
		struct piece before = { 0 }, piece;
		struct err e = ERR_INIT;
		size_t at = 0;

		while (pump_next(&piece, p, &e) > 0) {
			if (before.at)
				assert_memory_equal(before.at,
					b->content.at + at - before.len,
					before.len);
			memset(piece.at - 1000, 'x', 1000);
			at += piece.len;
			before = piece;
		}
		assert_int_equal(at, b->content.len);
		pump_close(p);
	}
}

static void a_part_of_nothing_has_no_pieces(void **state)
{
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(modes); i++) {
		struct pump *p =
			open_pump(zip_find(b->zip, "none"), 100, modes[i]);
		struct err e = ERR_INIT;
		struct piece piece;

		assert_int_equal(pump_next(&piece, p, &e), 0);
		pump_close(p);
	}
}

static void a_fault_comes_behind_the_good_pieces(void **state)
{
	struct bench *b = *state;
	struct zip_entry damaged = *zip_find(b->zip, "part");

	damaged.crc ^= 1;
	for (size_t i = 0; i < COUNT(modes); i++) {
		struct pump *p = open_pump(&damaged, 50000, modes[i]);
		struct err e = ERR_INIT;
		struct piece piece;
		size_t got = 0;

		while (pump_next(&piece, p, &e) > 0)
			got += piece.len;
		assert_fault(&e, ERR_DATA, "part 'part': wrong checksum");
		assert_int_equal(got, b->content.len);
		pump_close(p);
	}
}

static void it_can_be_left_at_any_piece(void **state)
{
	struct bench *b = *state;

	for (size_t n = 0; n < 12; n++)
		for (size_t i = 0; i < COUNT(modes); i++) {
			struct pump *p = open_pump(
				zip_find(b->zip, "part"), 2000, modes[i]);
			struct err e = ERR_INIT;
			struct piece piece;

			for (size_t k = 0; k < n; k++)
				assert_int_equal(pump_next(&piece, p, &e), 1);
			pump_close(p);
		}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_at_bench(the_pieces_are_the_part),
		test_at_bench(a_piece_stays_until_the_call_after_the_next),
		test_at_bench(a_part_of_nothing_has_no_pieces),
		test_at_bench(a_fault_comes_behind_the_good_pieces),
		test_at_bench(it_can_be_left_at_any_piece),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
