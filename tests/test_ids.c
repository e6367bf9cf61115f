/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/base/ids.h"

static void add(struct ids *t, struct span name, int64_t id)
{
	struct err e = ERR_INIT;

	assert_int_equal(ids_add(t, name, id, &e), 0);
}

static int64_t place(struct ids *t, const char *name)
{
	struct err e = ERR_INIT;

	return ids_place(t, span_of(name), &e);
}

static void a_name_has_its_number(void **state)
{
	struct ids t = IDS_INIT;

	(void)state;
	add(&t, span_of("KAZ"), 7);
	add(&t, span_of(""), 8);
	assert_int_equal(*ids_find(&t, span_of("KAZ")), 7);
	assert_int_equal(*ids_find(&t, span_of("")), 8);
	assert_int_equal(*ids_expect(&t, span_of("KAZ")), 7);
	assert_int_equal(*ids_expect(&t, span_of(NULL)), 8);
	ids_free(&t);
}

static void a_name_that_is_not_there_has_none(void **state)
{
	struct ids t = IDS_INIT;

	(void)state;
	assert_null(ids_find(&t, span_of("KAZ")));
	assert_null(ids_expect(&t, span_of("KAZ")));
	add(&t, span_of("KAZ"), 7);
	assert_null(ids_find(&t, span_of("KA")));
	assert_null(ids_expect(&t, span_of("KAZA")));
	assert_null(ids_expect(&t, span_of("")));
	ids_free(&t);
}

static void names_differ_by_one_byte_wherever_it_stands(void **state)
{
	enum { LONGEST = 40 };
	char name[LONGEST];

	(void)state;
	for (size_t len = 1; len <= LONGEST; len++) {
		struct span s = { name, len };
		struct ids t = IDS_INIT;

		memset(name, 'a', len);
		add(&t, s, 1);
		for (size_t i = 0; i < len; i++) {
			name[i] ^= (char)0x80;
			assert_null(ids_find(&t, s));
			assert_null(ids_expect(&t, s));
			name[i] ^= (char)0x80;
			assert_int_equal(*ids_expect(&t, s), 1);
		}
		ids_free(&t);
	}
}

static void names_are_counted_as_they_are_added(void **state)
{
	struct ids t = IDS_INIT;

	(void)state;
	assert_int_equal(place(&t, "1990"), 0);
	assert_int_equal(place(&t, "1995"), 1);
	assert_int_equal(place(&t, "1990"), 0);
	assert_int_equal(place(&t, "2000"), 2);
	assert_int_equal(t.n, 3);
	assert_string_equal(ids_name(&t, 2).at, "2000");
	ids_free(&t);
}

/* Whoever asks in turn, with gaps, back and forth, gets what a search gives. */
static void what_is_expected_is_what_is_found(void **state)
{
	enum { NAMES = 3000, ASKED = 200000 };
	struct ids t = IDS_INIT;
	unsigned at = 0, chance = 1;
	char name[16];

	(void)state;
	for (int i = 0; i < NAMES; i++) {
		snprintf(name, sizeof(name), "%d", i * i);
		assert_int_equal(place(&t, name), i);
	}
	for (int i = 0; i < ASKED; i++) {
		chance = chance * 1103515245 + 12345;
		at = chance >> 28 ? at + 1 + (chance >> 29) : chance >> 8;
		at %= NAMES + 3; /* the last three are not there */
		snprintf(name, sizeof(name), "%u", at * at);
		assert_ptr_equal(ids_expect(&t, span_of(name)),
			ids_find(&t, span_of(name)));
		if (at < NAMES)
			assert_int_equal(*ids_find(&t, span_of(name)), at);
	}
	ids_free(&t);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_has_its_number),
		cmocka_unit_test(a_name_that_is_not_there_has_none),
		cmocka_unit_test(names_differ_by_one_byte_wherever_it_stands),
		cmocka_unit_test(names_are_counted_as_they_are_added),
		cmocka_unit_test(what_is_expected_is_what_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
