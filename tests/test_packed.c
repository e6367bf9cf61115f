/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/extract/packed.h"

/* What comes in front of a block, and of a record. */
enum { BLOCK = 4, FLAGS = 2 };

static struct observation sample(void)
{
	return (struct observation){ span_of("demo"), span_of("2024"),
		span_of("ab12"), span_of("overall"), span_of("score"),
		span_of("KAZ"), span_of("Kazakhstan"), span_of("2024"), 1, 0.1,
		{ NULL, 0 }, span_of("Ranking"), span_of("C7") };
}

/* Records in memory, to be freed. */
static char *packed(size_t *len, const struct observation *o, size_t n)
{
	struct packed *p = NULL;
	struct err e = ERR_INIT;
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, len);

	assert_non_null(out);
	assert_int_equal(packed_open(&p, out, &e), 0);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(packed_put(p, &o[i], &e), 0);
	packed_close(p);
	assert_int_equal(fclose(out), 0);
	return bytes;
}

/* Compares with what was packed, and counts in *context. */
static int is_sample(void *context, const struct observation *o, struct err *e)
{
	struct observation want = sample();

	(void)e;
	assert_true(span_is(o->dataset, "demo") && span_is(o->area, "KAZ"));
	assert_true(span_is(o->raw, "") && span_is(o->cell, "C7"));
	assert_true(span_is(o->release, want.release.at));
	assert_int_equal(o->has_value, 1);
	assert_close(o->value, 0.1);
	++*(int *)context;
	return 0;
}

static int read_bytes(char *bytes, size_t len, observation_fn *observation,
	void *context, struct err *e)
{
	FILE *in = fmemopen(bytes, len, "r");
	int rc;

	assert_non_null(in);
	rc = packed_read(in, observation, context, e);
	fclose(in);
	return rc;
}

static int unpack(int *n, char *bytes, size_t len, struct err *e)
{
	*n = 0;
	return read_bytes(bytes, len, is_sample, n, e);
}

static void a_packed_observation_comes_back(void **state)
{
	struct observation o = sample();
	struct err e = ERR_INIT;
	size_t len = 0;
	char *bytes = packed(&len, &o, 1);
	int n;

	(void)state;
	assert_int_equal(unpack(&n, bytes, len, &e), 0);
	assert_int_equal(n, 1);
	free(bytes);
}

static void no_observations_are_no_bytes(void **state)
{
	size_t len = 0;
	char *bytes = packed(&len, NULL, 0);

	(void)state;
	assert_int_equal(len, 0);
	free(bytes);
}

/* ---- many -------------------------------------------------------------------
 */

enum { MANY = 20000 };

/* The i-th of many, made in places that the next one takes: names that last
 * and names that do not, each length around those that take more bytes. */
static struct observation one_of_many(int i)
{
	static char text[5][70000];
	static const size_t lengths[] = { 0, 1, 7, 8, 9, 15, 16, 17, 254, 255,
		256, 300 };
	struct observation o = sample();

	snprintf(text[0], 20, "%d", i / 1000);
	snprintf(text[1], 20, "%d", i / 28);
	snprintf(text[2], 20, "%d", i % 28);
	memset(text[3], 'a' + i % 3, sizeof(text[3]));
	snprintf(text[4], 20, "A%d", i);
	o.indicator = span_of(text[0]);
	o.area = span_of(text[1]);
	o.period = span_of(text[2]);
	o.label = (struct span){ text[3],
		lengths[(size_t)i / 50 % COUNT(lengths)] };
	if (i % 1000 == 999)
		o.raw = (struct span){ text[3], sizeof(text[3]) };
	o.cell = span_of(text[4]);
	o.has_value = i % 5 > 0;
	o.value = o.has_value ? i / 7.0 : 0;
	return o;
}

static void assert_same(struct span a, struct span b)
{
	assert_int_equal(a.len, b.len);
	if (a.len)
		assert_memory_equal(a.at, b.at, a.len);
}

static int is_next(void *context, const struct observation *o, struct err *e)
{
	struct observation want = one_of_many((*(int *)context)++);

	(void)e;
	assert_same(o->dataset, want.dataset);
	assert_same(o->edition, want.edition);
	assert_same(o->release, want.release);
	assert_same(o->indicator, want.indicator);
	assert_same(o->measure, want.measure);
	assert_same(o->area, want.area);
	assert_same(o->label, want.label);
	assert_same(o->period, want.period);
	assert_same(o->raw, want.raw);
	assert_same(o->sheet, want.sheet);
	assert_same(o->cell, want.cell);
	assert_int_equal(o->has_value, want.has_value);
	assert_same_double(o->value, want.value);
	return 0;
}

static void put_many(struct packed *p)
{
	struct err e = ERR_INIT;

	for (int i = 0; i < MANY; i++) {
		struct observation o = one_of_many(i);

		assert_int_equal(packed_put(p, &o, &e), 0);
	}
}

static void many_come_back_over_their_blocks(void **state)
{
	struct packed *p = NULL;
	struct err e = ERR_INIT;
	FILE *file = tmpfile();
	int n = 0;

	(void)state;
	assert_non_null(file);
	assert_int_equal(packed_open(&p, file, &e), 0);
	put_many(p);
	packed_close(p);
	rewind(file);
	assert_int_equal(packed_read(file, is_next, &n, &e), 0);
	assert_int_equal(n, MANY);
	fclose(file);
}

static void what_is_kept_is_released_in_its_order(void **state)
{
	struct packed *p = NULL;
	struct err e = ERR_INIT;
	int n = 0;

	(void)state;
	assert_int_equal(packed_open(&p, NULL, &e), 0);
	put_many(p);
	assert_int_equal(packed_release(p, is_next, &n, &e), 0);
	assert_int_equal(n, MANY);
	packed_close(p);
}

static int enough(void *context, const struct observation *o, struct err *e)
{
	(void)o;
	++*(int *)context;
	return err_set(e, ERR_DATA, "enough");
}

static void who_takes_them_can_stop(void **state)
{
	struct observation o = sample();
	struct packed *p = NULL;
	struct err e = ERR_INIT;
	int n = 0;

	(void)state;
	assert_int_equal(packed_open(&p, NULL, &e), 0);
	assert_int_equal(packed_put(p, &o, &e), 0);
	assert_int_equal(packed_put(p, &o, &e), 0);
	assert_int_equal(packed_release(p, enough, &n, &e), -1);
	assert_fault(&e, ERR_DATA, "enough");
	assert_int_equal(n, 1);
	packed_close(p);
}

/* ---- refusals ---------------------------------------------------------------
 */

static void a_packed_record_cut_off_anywhere_is_refused(void **state)
{
	struct observation o = sample();
	size_t len = 0;
	char *bytes = packed(&len, &o, 1);
	int n;

	(void)state;
	for (size_t some = 1; some < len; some++) {
		struct err e = ERR_INIT;

		assert_int_equal(unpack(&n, bytes, some, &e), -1);
		assert_fault(&e, ERR_DATA, "the stream ends within a record");
		assert_int_equal(n, 0);
	}
	free(bytes);
}

/* The block says that it is no longer than it is. */
static void a_block_that_ends_within_a_record_is_refused(void **state)
{
	struct observation o = sample();
	size_t len = 0;
	char *bytes = packed(&len, &o, 1);
	int n;

	(void)state;
	for (uint32_t some = 1; some < len - BLOCK; some++) {
		struct err e = ERR_INIT;

		memcpy(bytes, &some, sizeof(some));
		assert_int_equal(unpack(&n, bytes, BLOCK + some, &e), -1);
		assert_fault(&e, ERR_DATA,
			some < FLAGS + sizeof(double)
				? "the stream ends within a record"
				: "the text of a cell is too long");
		assert_int_equal(n, 0);
	}
	free(bytes);
}

static void a_packed_text_without_end_is_refused(void **state)
{
	struct observation o = sample();
	struct err e = ERR_INIT;
	size_t len = 0;
	char *bytes = packed(&len, &o, 1);
	int n;

	(void)state;
	memset(bytes + BLOCK + FLAGS + sizeof(double), 0xff, 5); /* a length */
	assert_int_equal(unpack(&n, bytes, len, &e), -1);
	assert_fault(&e, ERR_DATA, "the text of a cell is too long");
	free(bytes);
}

static void a_block_without_end_is_refused(void **state)
{
	struct observation o = sample();
	struct err e = ERR_INIT;
	size_t len = 0;
	char *bytes = packed(&len, &o, 1);
	int n;

	(void)state;
	memset(bytes, 0xff, BLOCK);
	assert_int_equal(unpack(&n, bytes, len, &e), -1);
	assert_fault(&e, ERR_DATA, "a block of the stream is too long");
	free(bytes);
}

static void a_packed_value_that_is_no_number_is_refused(void **state)
{
	static const double values[] = { (double)NAN, HUGE_VAL, -HUGE_VAL };
	int n;

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		struct observation o = sample();
		struct err e = ERR_INIT;
		size_t len = 0;
		char *bytes;

		o.value = values[i];
		bytes = packed(&len, &o, 1);
		assert_int_equal(unpack(&n, bytes, len, &e), -1);
		assert_fault(&e, ERR_DATA, "a value is not a number");
		free(bytes);
	}
}

static void a_record_that_is_too_long_is_not_packed(void **state)
{
	static char text[1 << 20];
	struct observation o = sample();
	struct packed *p = NULL;
	struct err e = ERR_INIT;

	(void)state;
	o.raw = (struct span){ text, sizeof(text) };
	assert_int_equal(packed_open(&p, NULL, &e), 0);
	assert_int_equal(packed_put(p, &o, &e), -1);
	assert_fault(&e, ERR_DATA, "the text of a cell is too long");
	packed_close(p);
}

static int is_empty(void *context, const struct observation *o, struct err *e)
{
	(void)e;
	assert_int_equal(o->has_value, 0);
	assert_true(span_is(o->release, "") && span_is(o->area, ""));
	assert_true(span_is(o->label, "") && span_is(o->cell, ""));
	++*(int *)context;
	return 0;
}

static void a_text_that_was_never_said_is_empty(void **state)
{
	char bytes[] = { 2, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0 };
	struct err e = ERR_INIT;
	int n = 0;

	(void)state;
	assert_int_equal(read_bytes(bytes, sizeof(bytes), is_empty, &n, &e), 0);
	assert_int_equal(n, 3);
}

static int look(void *context, const struct observation *o, struct err *e)
{
	const struct span all[] = { o->dataset, o->edition, o->release,
		o->indicator, o->measure, o->area, o->label, o->period, o->raw,
		o->sheet, o->cell };

	(void)e;
	assert_true(isfinite(o->value));
	for (size_t i = 0; i < COUNT(all); i++)
		for (size_t j = 0; j < all[i].len; j++)
			*(unsigned *)context += (unsigned char)all[i].at[j];
	return 0;
}

/* Under a sanitizer this tells whether a text lies outside of its block. */
static void bytes_of_chance_do_no_harm(void **state)
{
	enum { LEN = 400 };
	unsigned seed = 1, sum = 0;
	uint32_t len = LEN;
	char *bytes = malloc(BLOCK + LEN);

	(void)state;
	assert_non_null(bytes);
	memcpy(bytes, &len, BLOCK);
	for (int i = 0; i < 20000; i++) {
		struct err e = ERR_INIT;

		for (int j = 0; j < LEN; j++) {
			seed = seed * 1103515245 + 12345;
			bytes[BLOCK + j] = seed >> 30 ? (char)(seed >> 28)
						      : (char)(seed >> 16);
		}
		if (read_bytes(bytes, BLOCK + LEN, look, &sum, &e) < 0)
			assert_int_equal(e.kind, ERR_DATA);
	}
	free(bytes);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_packed_observation_comes_back),
		cmocka_unit_test(no_observations_are_no_bytes),
		cmocka_unit_test(many_come_back_over_their_blocks),
		cmocka_unit_test(what_is_kept_is_released_in_its_order),
		cmocka_unit_test(who_takes_them_can_stop),
		cmocka_unit_test(a_packed_record_cut_off_anywhere_is_refused),
		cmocka_unit_test(a_block_that_ends_within_a_record_is_refused),
		cmocka_unit_test(a_packed_text_without_end_is_refused),
		cmocka_unit_test(a_block_without_end_is_refused),
		cmocka_unit_test(a_packed_value_that_is_no_number_is_refused),
		cmocka_unit_test(a_record_that_is_too_long_is_not_packed),
		cmocka_unit_test(a_text_that_was_never_said_is_empty),
		cmocka_unit_test(bytes_of_chance_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
