/* SPDX-License-Identifier: MIT */
/* What the suites share: a folder for each test, its files, and what cmocka
 * cannot compare. */
#ifndef KOSH_TESTS_CHECK_H
#define KOSH_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/err.h"
#include "pipeline/base/file.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* ---- comparing --------------------------------------------------------------
 */

static inline void check_close(double a, double b, const char *file, int line)
{
	double scale = fmax(1, fmax(fabs(a), fabs(b)));

	if (fabs(a - b) <= 1e-12 * scale)
		return;
	print_error("%.17g is not close to %.17g\n", a, b);
	_fail(file, line);
}

/* Equal but for the rounding of a few sums. */
#define assert_close(a, b) check_close(a, b, __FILE__, __LINE__)

static inline void check_same_double(
	double a, double b, const char *file, int line)
{
	if (memcmp(&a, &b, sizeof(a)) == 0)
		return;
	print_error("%.17g is not the same double as %.17g\n", a, b);
	_fail(file, line);
}

/* The same bits: -0 is not 0. */
#define assert_same_double(a, b) check_same_double(a, b, __FILE__, __LINE__)

/* The fault is of this kind and says exactly this. */
#define assert_fault(e, expected_kind, expected_text)                          \
	do {                                                                   \
		assert_string_equal((e)->text, expected_text);                 \
		assert_int_equal((e)->kind, expected_kind);                    \
	} while (0)

static inline void check_contains(
	const char *text, const char *part, const char *file, int line)
{
	if (strstr(text, part))
		return;
	print_error("'%s' is not in '%s'\n", part, text);
	_fail(file, line);
}

#define assert_contains(text, part)                                            \
	check_contains(text, part, __FILE__, __LINE__)

/* ---- a folder of the test's own ---------------------------------------------
 */

/* Setup: *state is the path of a new folder. */
static inline int make_folder(void **state)
{
	const char *tmp = getenv("TMPDIR");
	char *path = malloc(PATH_TEXT);

	if (!path)
		return -1;
	snprintf(path, PATH_TEXT, "%s/kosh-test-XXXXXX",
		tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(path)) {
		free(path);
		return -1;
	}
	*state = path;
	return 0;
}

static inline int remove_one(
	const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

/* Teardown: removes the folder with all that is in it. */
static inline int remove_folder(void **state)
{
	int rc = nftw(*state, remove_one, 8, FTW_DEPTH | FTW_PHYS);

	free(*state);
	return rc;
}

#define test_in_folder(test)                                                   \
	cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

/* folder/name. */
static inline void path_in(
	char path[PATH_TEXT], const char *folder, const char *name)
{
	struct err e = ERR_INIT;

	assert_int_equal(file_join(path, folder, name, &e), 0);
}

/* A file of the folder KOSH_TEST_DATA (../shared where that is not set). Skips
 * the test where it is not there. */
static inline void shared_in(char path[PATH_TEXT], const char *name)
{
	const char *data = getenv("KOSH_TEST_DATA");

	path_in(path, data && *data ? data : "../shared", name);
	if (!file_exists(path))
		skip();
}

static inline void write_bytes(const char *path, const char *bytes, size_t len)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, len, out), len);
	assert_int_equal(fclose(out), 0);
}

static inline void write_text(const char *path, const char *text)
{
	write_bytes(path, text, strlen(text));
}

/* The file at path holds exactly this text. */
static inline void assert_file(const char *path, const char *text)
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;

	assert_int_equal(file_map(&map, path, &e), 0);
	assert_int_equal(map.len, strlen(text));
	if (map.len)
		assert_memory_equal(map.at, text, map.len);
	file_unmap(&map);
}

#endif
