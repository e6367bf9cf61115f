/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include <unistd.h>

#include "pipeline/base/folder.h"
#include "pipeline/base/text.h"
#include "tests/gone.h"

static int may(const char *name)
{
	return strcmp(name, "mark") == 0 || strcmp(name, "a") == 0 ||
		strcmp(name, "b") == 0;
}

static int open_at(struct folder **out, const char *path, struct err *e)
{
	const struct folder_place place = { path, "mark", "ours", may };

	return folder_open(out, &place, e);
}

static void put(const struct folder *f, const char *name, const char *text)
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	assert_int_equal(folder_file(path, f, name, &e), 0);
	write_text(path, text);
}

/* A folder of ours with a file. */
static void make(const char *path, const char *name)
{
	struct err e = ERR_INIT;
	struct folder *f = NULL;

	open_at(&f, path, &e);
	assert_string_equal(e.text, "");
	put(f, "mark", "this is ours");
	put(f, name, name);
	assert_int_equal(folder_commit(f, &e), 0);
}

static int add(void *context, const char *name, struct err *e)
{
	(void)e;
	text_printf(context, "%s ", name);
	return 0;
}

static void assert_holds(const char *path, const char *names)
{
	struct err e = ERR_INIT;
	struct text all = TEXT_INIT;

	assert_int_equal(file_list(path, add, &all, &e), 0);
	assert_string_equal(all.at, names);
	text_free(&all);
}

static void a_folder_takes_the_place_of_the_old_one_whole(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "out");
	make(path, "a");
	assert_holds(path, "a mark ");
	make(path, "b");
	assert_holds(path, "b mark ");
	assert_holds(*state, "out ");
}

static void until_the_commit_the_old_one_is_there(void **state)
{
	struct err e = ERR_INIT;
	struct folder *f = NULL;
	char path[PATH_TEXT];

	path_in(path, *state, "out");
	make(path, "a");
	assert_int_equal(open_at(&f, path, &e), 0);
	put(f, "b", "new");
	assert_holds(path, "a mark ");
	folder_drop(f);
	assert_holds(path, "a mark ");
	assert_holds(*state, "out ");
}

static void what_is_not_ours_is_not_replaced(void **state)
{
	struct err e = ERR_INIT;
	struct folder *f = NULL;
	char path[PATH_TEXT], file[PATH_TEXT];

	path_in(path, *state, "out");
	make(path, "a");
	path_in(file, path, "mark");
	write_text(file, "somebody's");
	assert_int_equal(open_at(&f, path, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "it has no 'mark' of ours");
	e = (struct err)ERR_INIT;
	write_text(file, "ours");
	path_in(file, path, "note");
	write_text(file, "x");
	assert_int_equal(open_at(&f, path, &e), -1);
	assert_contains(e.text, "holds 'note', which is none of its files");
	assert_holds(*state, "out ");
}

static void a_file_and_a_place_that_is_not_there_are_refused(void **state)
{
	struct err e = ERR_INIT;
	struct folder *f = NULL;
	char path[PATH_TEXT];

	path_in(path, *state, "file");
	write_text(path, "x");
	assert_int_equal(open_at(&f, path, &e), -1);
	assert_contains(e.text, "is a file");
	e = (struct err)ERR_INIT;
	path_in(path, *state, "none/out");
	assert_int_equal(open_at(&f, path, &e), -1);
	assert_int_equal(e.kind, ERR_SYSTEM);
}

static void an_empty_folder_and_a_link_to_ours_are_replaced(void **state)
{
	char path[PATH_TEXT], link[PATH_TEXT], file[PATH_TEXT];

	path_in(path, *state, "out");
	path_in(link, *state, "link");
	assert_int_equal(mkdir(path, 0777), 0);
	make(path, "a");
	assert_int_equal(symlink("out", link), 0);
	make(link, "b");
	assert_holds(path, "b mark ");
	assert_true(readlink(link, file, sizeof(file)) > 0);
}

static void two_at_once_leave_the_later_one(void **state)
{
	struct err e = ERR_INIT;
	struct folder *f = NULL;
	char path[PATH_TEXT];

	path_in(path, *state, "out");
	assert_int_equal(open_at(&f, path, &e), 0);
	put(f, "mark", "this is ours");
	put(f, "a", "a");
	assert_int_equal(mkdir(path, 0777), 0);
	path_in(path, *state, "out/mark");
	write_text(path, "ours as well");
	folder_commit(f, &e);
	assert_string_equal(e.text, "");
	path_in(path, *state, "out");
	assert_holds(path, "a mark ");
	assert_holds(*state, "out ");
}

static void what_came_in_the_meantime_is_not_thrown_away(void **state)
{
	struct err e = ERR_INIT;
	struct folder *f = NULL;
	char path[PATH_TEXT], note[PATH_TEXT];

	path_in(path, *state, "out");
	make(path, "a");
	assert_int_equal(open_at(&f, path, &e), 0);
	put(f, "mark", "this is ours");
	path_in(note, path, "note");
	write_text(note, "x");
	assert_int_equal(folder_commit(f, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "holds 'note', which is none of its files");
	assert_holds(path, "a mark note ");
	assert_holds(*state, "out ");
}

static void what_the_dead_left_beside_a_folder_goes(void **state)
{
	char path[PATH_TEXT], left[PATH_TEXT + 32], file[PATH_TEXT + 48];

	path_in(path, *state, "out");
	make(path, "a");
	snprintf(left, sizeof(left), "%s.%ld.tmp", path, (long)dead_process());
	assert_int_equal(mkdir(left, 0777), 0);
	snprintf(file, sizeof(file), "%s/a", left);
	write_text(file, "half");
	make(path, "b");
	assert_holds(*state, "out ");
	/* but not what it would never have written */
	assert_int_equal(mkdir(left, 0777), 0);
	snprintf(file, sizeof(file), "%s/note", left);
	write_text(file, "mine");
	make(path, "a");
	assert_file(file, "mine");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(a_folder_takes_the_place_of_the_old_one_whole),
		test_in_folder(until_the_commit_the_old_one_is_there),
		test_in_folder(what_is_not_ours_is_not_replaced),
		test_in_folder(
			a_file_and_a_place_that_is_not_there_are_refused),
		test_in_folder(two_at_once_leave_the_later_one),
		test_in_folder(what_came_in_the_meantime_is_not_thrown_away),
		test_in_folder(an_empty_folder_and_a_link_to_ours_are_replaced),
		test_in_folder(what_the_dead_left_beside_a_folder_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
