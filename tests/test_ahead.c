/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "tests/check.h"

#include "pipeline/extract/ahead.h"

static const char recipe[] = "recipe";

/* What the child says; of a whole workbook it is more than a buffer holds. */
static int say(void *context, FILE *out, FILE *aside, struct err *e)
{
	const int *n = context;

	(void)e;
	for (int i = 0; i < *n; i++)
		fprintf(out, "row %d\n", i);
	if (*n)
		fputs("aside\n", aside);
	return 0;
}

static int say_and_fail(void *context, FILE *out, FILE *aside, struct err *e)
{
	say(context, out, aside, e);
	return err_set(e, ERR_DATA, "the workbook is broken");
}

static struct child *begin(child_work *work, int *n)
{
	const struct child_task task = { .work = work, .context = n };
	struct child *c = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(child_start(&c, &task, &e), 0);
	return c;
}

static void write_part(const char *path, int n)
{
	struct err e = ERR_INIT;

	assert_int_equal(ahead_write(path, begin(say, &n), &e), 0);
}

/* The bytes of a part, to be freed. */
static char *bytes_of(const char *path, size_t *len)
{
	struct file_map m;
	struct err e = ERR_INIT;
	char *copy;

	assert_int_equal(file_map(&m, path, &e), 0);
	*len = m.len;
	copy = malloc(m.len + 1);
	assert_non_null(copy);
	memcpy(copy, m.at, m.len);
	file_unmap(&m);
	return copy;
}

static int is_refused(const char *path)
{
	struct err e = ERR_INIT;
	struct ahead *a = NULL;
	int refused = ahead_open(&a, path, &e) < 0;

	if (refused) {
		assert_null(a);
		assert_int_equal(e.kind, ERR_DATA);
		assert_contains(e.text, "is broken");
	}
	ahead_close(a);
	return refused;
}

static void a_part_gives_back_all_that_was_said(void **state)
{
	char line[32], path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct ahead *a = NULL;
	int n = 0;

	path_in(path, *state, "parts/demo/a.part");
	write_part(path, 9999);
	assert_int_equal(ahead_open(&a, path, &e), 0);
	while (fgets(line, sizeof(line), ahead_out(a)))
		n++;
	assert_int_equal(n, 9999);
	assert_string_equal(line, "row 9998\n");
	assert_non_null(fgets(line, sizeof(line), ahead_aside(a)));
	assert_string_equal(line, "aside\n");
	assert_null(fgets(line, sizeof(line), ahead_aside(a)));
	ahead_close(a);
}

static void nothing_said_is_a_whole_part(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct ahead *a = NULL;

	path_in(path, *state, "a.part");
	write_part(path, 0);
	assert_int_equal(ahead_open(&a, path, &e), 0);
	assert_int_equal(fgetc(ahead_out(a)), EOF);
	assert_int_equal(fgetc(ahead_aside(a)), EOF);
	ahead_close(a);
}

static void a_part_cut_short_anywhere_is_refused(void **state)
{
	char path[PATH_TEXT], *bytes;
	size_t len;

	path_in(path, *state, "a.part");
	write_part(path, 5);
	bytes = bytes_of(path, &len);
	for (size_t n = 0; n < len; n++) {
		write_bytes(path, bytes, n);
		assert_true(is_refused(path));
	}
	write_bytes(path, bytes, len);
	assert_false(is_refused(path));
	free(bytes);
}

static void a_part_with_another_byte_anywhere_is_refused(void **state)
{
	char path[PATH_TEXT], *bytes;
	size_t len;

	path_in(path, *state, "a.part");
	write_part(path, 5);
	bytes = bytes_of(path, &len);
	for (size_t i = 0; i < len; i++) {
		bytes[i] ^= 1;
		write_bytes(path, bytes, len);
		assert_true(is_refused(path));
		bytes[i] ^= 1;
	}
	bytes[len] = '\n';
	write_bytes(path, bytes, len + 1);
	assert_true(is_refused(path));
	free(bytes);
}

static void a_part_under_another_name_is_refused(void **state)
{
	char path[PATH_TEXT], other[PATH_TEXT];

	path_in(path, *state, "2024-aa.part");
	path_in(other, *state, "2025-aa.part");
	write_part(path, 5);
	assert_int_equal(rename(path, other), 0);
	assert_true(is_refused(other));
}

static void a_workbook_that_cannot_be_read_leaves_no_part(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	int n = 5;

	path_in(path, *state, "a.part");
	assert_int_equal(ahead_write(path, begin(say_and_fail, &n), &e), -1);
	assert_fault(&e, ERR_DATA, "the workbook is broken");
	assert_false(file_exists(path));
}

static void a_place_that_is_a_file_is_said(void **state)
{
	char path[PATH_TEXT], under[PATH_TEXT];
	struct err e = ERR_INIT;
	int n = 5;

	path_in(path, *state, "parts");
	path_in(under, *state, "parts/a.part");
	write_text(path, "");
	assert_int_equal(ahead_write(under, begin(say, &n), &e), -1);
	assert_int_equal(e.kind, ERR_SYSTEM);
}

static void name_of(
	char path[PATH_TEXT], const struct extraction *x, const char *by)
{
	struct err e = ERR_INIT;
	char key[HASH_HEX];

	hash_bytes(key, by, strlen(by));
	assert_int_equal(ahead_path(path, "/root", x, key, &e), 0);
}

static void all_that_decides_what_is_read_makes_another_name(void **state)
{
	char demo[] = "demo", omed[] = "omed", first[] = "2024",
	     second[] = "2025";
	struct spec spec = { .dataset = demo }, other = { .dataset = omed };
	struct spec_edition ed = { .id = first }, later = { .id = second };
	const struct extraction x = {
		.spec = &spec, .ed = &ed, .sha256 = "aa", .file = "a.xlsx"
	};
	struct extraction all[] = { x, x, x, x };
	char path[PATH_TEXT], another[PATH_TEXT];

	(void)state;
	all[0].spec = &other;
	all[1].ed = &later;
	all[2].sha256 = "ab";
	all[3].file = "b.xlsx";
	name_of(path, &x, recipe);
	assert_ptr_equal(strstr(path, "/root/output/parts/demo/2024-"), path);
	for (size_t i = 0; i < COUNT(all); i++) {
		name_of(another, &all[i], recipe);
		assert_string_not_equal(
			strrchr(path, '-'), strrchr(another, '-'));
	}
	name_of(another, &x, "another recipe");
	assert_string_not_equal(path, another);
	name_of(another, &x, recipe);
	assert_string_equal(path, another);
}

/* ---- what is of no use -----------------------------------------------------
 */

#define K1 "1111111111111111111111111111111111111111111111111111111111111111"
#define K2 "2222222222222222222222222222222222222222222222222222222222222222"

/* A file below output/parts/demo that was written so many hours ago. */
static void put_old(const char *root, const char *name, int hours)
{
	char folder[PATH_TEXT], path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct timespec t[2] = { { time(NULL) - hours * 3600, 0 } };

	t[1] = t[0];
	assert_int_equal(ahead_folder(folder, root, "demo", &e), 0);
	path_in(path, folder, name);
	assert_int_equal(file_make_place(path, &e), 0);
	write_text(path, "part");
	assert_int_equal(utimensat(AT_FDCWD, path, t, 0), 0);
}

static int is_there(const char *root, const char *name)
{
	char folder[PATH_TEXT], path[PATH_TEXT];
	struct err e = ERR_INIT;

	assert_int_equal(ahead_folder(folder, root, "demo", &e), 0);
	path_in(path, folder, name);
	return file_exists(path);
}

static void sweep(
	const char *root, const char *edition, const struct ids *wanted)
{
	struct err e = ERR_INIT;

	assert_int_equal(ahead_sweep(root, "demo", edition, wanted, &e), 0);
}

static const struct ids nothing = IDS_INIT;

static void what_is_old_and_not_wanted_is_swept(void **state)
{
	struct ids wanted = IDS_INIT;
	struct err e = ERR_INIT;

	put_old(*state, "2024-" K1 ".part", 25);
	put_old(*state, "2024-" K2 ".part", 25);
	assert_int_equal(
		ids_place(&wanted, span_of("2024-" K2 ".part"), &e), 0);
	sweep(*state, NULL, &wanted);
	ids_free(&wanted);
	assert_false(is_there(*state, "2024-" K1 ".part"));
	assert_true(is_there(*state, "2024-" K2 ".part"));
}

static void what_another_machine_may_be_writing_stays(void **state)
{
	put_old(*state, "2024-" K1 ".part", 23);
	put_old(*state, "2024-" K1 ".part.4711.tmp", 23);
	put_old(*state, "2024-" K2 ".part.4711.tmp", 25);
	put_old(*state, "2024-" K2 ".part", -50);
	sweep(*state, NULL, &nothing);
	assert_true(is_there(*state, "2024-" K1 ".part"));
	assert_true(is_there(*state, "2024-" K1 ".part.4711.tmp"));
	assert_false(is_there(*state, "2024-" K2 ".part.4711.tmp"));
	assert_true(is_there(*state, "2024-" K2 ".part"));
}

static void of_one_edition_only_its_own_is_swept(void **state)
{
	put_old(*state, "2024-" K1 ".part", 25);
	put_old(*state, "2024-b-" K1 ".part", 25);
	put_old(*state, "12024-" K1 ".part", 25);
	sweep(*state, "2024", &nothing);
	assert_false(is_there(*state, "2024-" K1 ".part"));
	assert_true(is_there(*state, "2024-b-" K1 ".part"));
	assert_true(is_there(*state, "12024-" K1 ".part"));
}

static void what_is_no_part_is_not_swept(void **state)
{
	static const char *const others[] = { "README", "2024-.part", ".part",
		K1 ".part", "-" K1 ".part.x.tmp", "2024-" K1 ".part.old",
		"2024-" K1 ".party", "x.part.1.tmp" };

	for (size_t i = 0; i < COUNT(others); i++)
		put_old(*state, others[i], 25);
	sweep(*state, NULL, &nothing);
	for (size_t i = 0; i < COUNT(others); i++)
		assert_true(is_there(*state, others[i]));
}

static void nothing_read_ahead_is_nothing_to_sweep(void **state)
{
	sweep(*state, NULL, &nothing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(a_part_gives_back_all_that_was_said),
		test_in_folder(nothing_said_is_a_whole_part),
		test_in_folder(a_part_cut_short_anywhere_is_refused),
		test_in_folder(a_part_with_another_byte_anywhere_is_refused),
		test_in_folder(a_part_under_another_name_is_refused),
		test_in_folder(a_workbook_that_cannot_be_read_leaves_no_part),
		test_in_folder(a_place_that_is_a_file_is_said),
		cmocka_unit_test(
			all_that_decides_what_is_read_makes_another_name),
		test_in_folder(what_is_old_and_not_wanted_is_swept),
		test_in_folder(what_another_machine_may_be_writing_stays),
		test_in_folder(of_one_edition_only_its_own_is_swept),
		test_in_folder(what_is_no_part_is_not_swept),
		test_in_folder(nothing_read_ahead_is_nothing_to_sweep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
