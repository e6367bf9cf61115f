/* SPDX-License-Identifier: MIT */
/*
 * The fuzz targets without a fuzzer: every seed, each of its prefixes, each of
 * its bytes changed, and every input that once found a fault.
 */
#include "tests/check.h"
#include "tests/fuzz/seeds.h"

typedef int target_fn(const uint8_t *data, size_t size);

/* LLVMFuzzerTestOneInput of each, by the name the Makefile gives it. */
target_fn target_address, target_biff, target_book, target_cfb, target_csv,
	target_head, target_layout, target_logcheck, target_date, target_num,
	target_package, target_page, target_sheet, target_strings,
	target_styles, target_zip;

static const struct target {
	const char *name;
	target_fn *run;
} targets[] = {
	{ "address", target_address },
	{ "biff", target_biff },
	{ "book", target_book },
	{ "cfb", target_cfb },
	{ "csv", target_csv },
	{ "head", target_head },
	{ "layout", target_layout },
	{ "logcheck", target_logcheck },
	{ "date", target_date },
	{ "num", target_num },
	{ "package", target_package },
	{ "page", target_page },
	{ "sheet", target_sheet },
	{ "strings", target_strings },
	{ "styles", target_styles },
	{ "zip", target_zip },
};

/* A copy in a block of its size, so that reading past it shows. */
static void run_copy(const struct target *t, struct span bytes)
{
	uint8_t *copy = malloc(bytes.len ? bytes.len : 1);

	assert_non_null(copy);
	if (bytes.len)
		memcpy(copy, bytes.at, bytes.len);
	t->run(copy, bytes.len);
	free(copy);
}

struct seeding {
	const struct target *target;
	size_t n;
};

static void run_seed(void *context, const char *name, struct span bytes)
{
	struct seeding *s = context;

	(void)name;
	run_copy(s->target, bytes);
	s->n++;
}

static void every_seed_keeps_the_promises(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++) {
		struct seeding s = { &targets[i], 0 };

		seeds_each(targets[i].name, run_seed, &s);
		assert_true(s.n > 0);
	}
}

/* Large seeds are cut and changed at some places only. */
static size_t step_of(struct span bytes)
{
	return 1 + bytes.len / 600;
}

static void cut_seed(void *context, const char *name, struct span bytes)
{
	struct seeding *s = context;

	(void)name;
	for (size_t n = 0; n < bytes.len; n += step_of(bytes))
		run_copy(s->target, (struct span){ bytes.at, n });
}

static void every_seed_may_be_cut_short(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++)
		seeds_each(targets[i].name, cut_seed,
			&(struct seeding){ &targets[i], 0 });
}

static void change_seed(void *context, const char *name, struct span bytes)
{
	static const unsigned char changes[] = { 0x01, 0x80, 0xff, 0x1c };
	struct seeding *s = context;
	uint8_t *copy = malloc(bytes.len);

	(void)name;
	assert_non_null(copy);
	memcpy(copy, bytes.at, bytes.len);
	for (size_t i = 0; i < bytes.len; i += step_of(bytes)) {
		uint8_t was = copy[i];

		copy[i] ^= changes[i % sizeof(changes)];
		s->target->run(copy, bytes.len);
		copy[i] = was;
	}
	free(copy);
}

static void every_byte_of_a_seed_may_change(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++)
		seeds_each(targets[i].name, change_seed,
			&(struct seeding){ &targets[i], 0 });
}

struct folder {
	const struct target *target;
	char at[PATH_TEXT];
};

static int run_file(void *context, const char *name, struct err *e)
{
	const struct folder *folder = context;
	struct file_map map = { 0 };
	char path[PATH_TEXT];

	path_in(path, folder->at, name);
	if (file_map(&map, path, e) < 0)
		return -1;
	run_copy(folder->target, (struct span){ map.at, map.len });
	file_unmap(&map);
	return 0;
}

static void what_was_once_found_stays_mended(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++) {
		struct folder folder = { .target = &targets[i] };
		struct err e = ERR_INIT;

		path_in(folder.at, "tests/fuzz/found", targets[i].name);
		if (!file_exists(folder.at))
			continue;
		assert_int_equal(
			file_list(folder.at, run_file, &folder, &e), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_seed_keeps_the_promises),
		cmocka_unit_test(every_seed_may_be_cut_short),
		cmocka_unit_test(every_byte_of_a_seed_may_change),
		cmocka_unit_test(what_was_once_found_stays_mended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
