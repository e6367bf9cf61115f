/* SPDX-License-Identifier: MIT */
/* The rows of a sheet, packed by a thread and without one. */
#include "tests/check.h"

#include "pipeline/report/repack.h"

enum { SHEETS = 2, BLOCKS = 24, BLOCK = 48 << 10 };

struct bench {
	struct packer *packer;
	struct repack_rows *rows[SHEETS];
	FILE *files[SHEETS]; /* theirs */
	char block[BLOCK];
	struct err e;
};

/* The i-th block of a sheet: text that packs neither well nor badly. */
static struct span block_of(struct bench *b, unsigned sheet, unsigned i)
{
	uint32_t x = 1 + sheet + SHEETS * i;

	for (size_t k = 0; k < BLOCK; k++) {
		x = x * 1664525 + 1013904223;
		b->block[k] = "<c r=\"0123456789"[x >> 28];
	}
	return (struct span){ b->block, BLOCK };
}

static void start(struct bench *b, int beside, const char *path)
{
	*b = (struct bench){ .e = ERR_INIT };
	if (beside)
		assert_int_equal(packer_new(&b->packer, &b->e), 0);
	for (int i = 0; i < SHEETS; i++) {
		b->files[i] = path ? fopen(path, "w+") : tmpfile();
		assert_non_null(b->files[i]);
		assert_int_equal(repack_rows_new(&b->rows[i], b->packer,
					 (uint16_t)i, b->files[i], &b->e),
			0);
	}
}

static void finish(struct bench *b)
{
	packer_free(b->packer);
	for (int i = 0; i < SHEETS; i++)
		repack_rows_free(b->rows[i]);
}

static int add_all(struct bench *b)
{
	for (unsigned i = 0; i < BLOCKS; i++)
		for (unsigned k = 0; k < SHEETS; k++)
			if (repack_rows_add(
				    b->rows[k], block_of(b, k, i), &b->e) < 0)
				return -1;
	return 0;
}

static void a_thread_packs_to_the_same_bytes(void **state)
{
	static char one[BLOCK], two[BLOCK];
	struct bench here, beside;
	size_t n;

	(void)state;
	start(&here, 0, NULL);
	start(&beside, 1, NULL);
	assert_int_equal(add_all(&here), 0);
	assert_int_equal(add_all(&beside), 0);
	for (int i = 0; i < SHEETS; i++) {
		assert_int_equal(repack_rows_end(here.rows[i], &here.e), 0);
		assert_int_equal(repack_rows_end(beside.rows[i], &beside.e), 0);
		while ((n = fread(one, 1, BLOCK, here.files[i])) > 0) {
			assert_int_equal(
				fread(two, 1, BLOCK, beside.files[i]), n);
			assert_memory_equal(one, two, n);
		}
		assert_int_equal(fread(two, 1, 1, beside.files[i]), 0);
	}
	finish(&here);
	finish(&beside);
}

/* Whether while rows are added or at the end depends on who is faster. */
static void a_full_disk_comes_out_at_the_end(void **state)
{
	struct bench b;

	(void)state;
	start(&b, 1, "/dev/full");
	if (add_all(&b) == 0)
		assert_int_equal(repack_rows_end(b.rows[0], &b.e), -1);
	assert_int_equal(b.e.kind, ERR_SYSTEM);
	assert_string_equal(b.e.text,
		"cannot write 'rows of a sheet': No space left on device");
	finish(&b);
}

static void rows_that_wait_may_be_dropped(void **state)
{
	struct bench b;

	(void)state;
	start(&b, 1, NULL);
	assert_int_equal(add_all(&b), 0);
	finish(&b);
}

static void a_packer_may_have_nothing_to_do(void **state)
{
	struct bench b;

	(void)state;
	start(&b, 1, NULL);
	for (int i = 0; i < SHEETS; i++)
		assert_int_equal(repack_rows_end(b.rows[i], &b.e), 0);
	finish(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thread_packs_to_the_same_bytes),
		cmocka_unit_test(a_full_disk_comes_out_at_the_end),
		cmocka_unit_test(rows_that_wait_may_be_dropped),
		cmocka_unit_test(a_packer_may_have_nothing_to_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
