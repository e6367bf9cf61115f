/* SPDX-License-Identifier: MIT */
/* What a run is noted to be made from, and whether that is as it was. */
#include "tests/check.h"

#include "pipeline/extract/recipe.h"
#include "pipeline/run/inside.h"

static const char spec_text[] =
	"dataset: made\n"
	"title: Made up\n"
	"publisher: Nobody\n"
	"labels: own.csv\n"
	"indicators: [{id: overall}]\n"
	"editions:\n"
	"  - edition: \"2024\"\n"
	"    file: made-2024.xlsx\n"
	"    sheets: [Figures]\n"
	"    columns: [{label: Country, is: area}, {label: Rank, rank: "
	"overall}]\n";

/* The folder, a dataset in it, and what a run has of it. */
struct world {
	const char *root;
	struct run_order order;
	struct run run;
	struct db *db;
};

static void put(const char *root, const char *name, const char *text)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;

	path_in(path, root, name);
	assert_int_equal(file_make_place(path, &e), 0);
	write_text(path, text);
}

/* The tables of areas, with something behind each. */
static void put_tables(const char *root, const char *more)
{
	char from[PATH_TEXT], to[PATH_TEXT];
	struct file_map m;
	struct err e = ERR_INIT;

	for (int i = 0; shared_tables[i]; i++) {
		FILE *out;

		path_in(from, "raw", shared_tables[i]);
		snprintf(to, sizeof(to), "%s/raw/%s", root, shared_tables[i]);
		assert_int_equal(file_make_place(to, &e), 0);
		assert_int_equal(file_map(&m, from, &e), 0);
		out = fopen(to, "w");
		assert_non_null(out);
		fwrite(m.at, 1, m.len, out);
		fputs(more, out);
		assert_int_equal(fclose(out), 0);
		file_unmap(&m);
	}
}

/* All that is read for a dataset, with another end. */
static void put_all(const char *root, const char *more)
{
	char text[1024];

	put_tables(root, more);
	snprintf(text, sizeof(text), "%s%s", spec_text, more);
	put(root, "raw/made/made.yaml", text);
	snprintf(text, sizeof(text), "label,area\nElsewhere,FRA\n%s", more);
	put(root, "raw/made/own.csv", text);
}

static void open_world(struct world *w, const char *root)
{
	struct err e = ERR_INIT;

	*w = (struct world){ .root = root };
	w->order = (struct run_order){ .root = root, .dataset = "made" };
	w->run.o = &w->order;
	put_all(root, "");
	assert_int_equal(db_open(&w->db, ":memory:", DB_CREATE, &e), 0);
	assert_int_equal(spec_open(&w->run.spec, root, "made", &e), 0);
	assert_int_equal(spec_areas(&w->run.areas, w->run.spec, root, &e), 0);
	assert_int_equal(inputs_open(&w->run.inputs, "made", &e), 0);
}

static void close_world(struct world *w)
{
	inputs_close(w->run.inputs);
	areas_close(w->run.areas);
	spec_close(w->run.spec);
	db_close(w->db);
}

static void count(void *context, const char *name, int was, int is)
{
	(void)name, (void)was, (void)is;
	++*(int *)context;
}

/* How many of the files that are kept differ; the first one tells as much. */
static int differing(struct world *w)
{
	int n = 0, same;
	struct input_change c = { .dataset = "made" };
	struct err e = ERR_INIT;

	same = inputs_unchanged(w->db, &c, &e);
	c.tell = count;
	c.context = &n;
	assert_int_equal(inputs_unchanged(w->db, &c, &e), same);
	assert_int_equal(same, n == 0);
	return n;
}

/* ---- what was read ----------------------------------------------------------
 */

static void the_recipe_is_of_what_was_read(void **state)
{
	char before[HASH_HEX], after[HASH_HEX], now[HASH_HEX];
	struct err e = ERR_INIT;
	struct world w;

	open_world(&w, *state);
	recipe_of(before, w.root, w.run.spec, w.run.areas, &e);
	put_all(w.root, "\n");
	recipe_of(after, w.root, w.run.spec, w.run.areas, &e);
	recipe_of(now, w.root, w.run.spec, NULL, &e);
	assert_int_equal(e.kind, ERR_NONE);
	assert_string_equal(after, before);
	assert_string_not_equal(now, before);
	close_world(&w);
}

/* Whatever was put in its place before it was noted is news to the next run. */
static void what_was_read_is_noted(void **state)
{
	struct err e = ERR_INIT;
	struct world w;

	open_world(&w, *state);
	put_all(w.root, "\n");
	assert_int_equal(run_note_files(&w.run, &e), 0);
	assert_int_equal(inputs_keep(w.run.inputs, w.db, &e), 0);
	assert_int_equal(differing(&w), 9); /* spec, labels, seven tables */
	put_all(w.root, "");
	assert_int_equal(differing(&w), 0);
	close_world(&w);
}

/* ---- whether it is as it was ------------------------------------------------
 */

enum { FILES = 40 };

static void name_of(char path[PATH_TEXT], const char *root, int i)
{
	snprintf(path, PATH_TEXT, "%s/book-%02d", root, i);
}

static void one_file_of_many_is_seen(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct world w;

	open_world(&w, *state);
	for (int i = 0; i < FILES; i++) {
		name_of(path, *state, i);
		if (i != 7) /* is not there */
			write_text(path, "a workbook");
		assert_int_equal(inputs_add_file(w.run.inputs, path, &e), 0);
	}
	assert_int_equal(inputs_keep(w.run.inputs, w.db, &e), 0);
	assert_int_equal(differing(&w), 0);
	for (int i = 0; i < FILES; i++) {
		name_of(path, *state, i);
		write_text(path, "b workbook");
		assert_int_equal(differing(&w), 1);
		remove(path);
		assert_int_equal(differing(&w), i != 7);
		if (i != 7)
			write_text(path, "a workbook");
	}
	assert_int_equal(differing(&w), 0);
	close_world(&w);
}

/* ---- what datasets share ----------------------------------------------------
 */

static void assert_sum(const struct shared *s, const char *path)
{
	char hex[HASH_HEX], now[HASH_HEX];
	struct err e = ERR_INIT;

	assert_int_equal(shared_sum(hex, s, path, &e), 0);
	assert_int_equal(hash_file(now, path, &e), 0);
	assert_string_equal(hex, now);
}

/* Within a moment: as a rule neither its size nor its times tell. */
static void a_table_that_was_just_touched_is_hashed_again(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;

	put_tables(*state, "");
	path_in(path, *state, "raw/areas/areas.csv");
	for (int i = 0; i < 20; i++) {
		struct shared *s = NULL;

		write_text(path, "before");
		assert_int_equal(shared_open(&s, *state, &e), 0);
		write_text(path, "after!");
		assert_sum(s, path);
		shared_close(s);
	}
}

static void a_table_of_long_ago_has_its_hash(void **state)
{
	struct shared *s = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	(void)state;
	assert_int_equal(shared_open(&s, ".", &e), 0);
	for (int i = 0; shared_tables[i]; i++) {
		path_in(path, "./raw", shared_tables[i]);
		assert_sum(s, path);
	}
	shared_close(s);
}

static void assert_lines(struct shared *s, const char *root,
	const char *dataset, const char *lines)
{
	char hex[HASH_HEX], wanted[HASH_HEX];
	struct err e = ERR_INIT;

	hash_bytes(wanted, lines, strlen(lines));
	assert_int_equal(shared_lines(hex, s, root, dataset, &e), 0);
	assert_string_equal(hex, wanted);
	assert_int_equal(shared_lines(hex, NULL, root, dataset, &e), 0);
	assert_string_equal(hex, wanted);
}

static void the_lines_of_the_lock_are_those_of_the_dataset(void **state)
{
	char path[PATH_TEXT], next[PATH_TEXT];
	struct shared *s = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(shared_open(&s, *state, &e), 0);
	assert_lines(s, *state, "a", ""); /* there is no lock */
	put(*state, "raw/kosh.lock", "dataset,edition\na,1\nab,1\na,2\n");
	assert_lines(s, *state, "a", "a,1\na,2\n");
	assert_lines(s, *state, "ab", "ab,1\n");
	assert_lines(s, *state, "b", "");
	put(*state, "raw/next", "dataset,edition\na,1\nab,1\na,3\nb,1\n");
	path_in(path, *state, "raw/kosh.lock");
	path_in(next, *state, "raw/next");
	assert_int_equal(rename(next, path), 0);
	assert_lines(s, *state, "a", "a,1\na,3\n");
	assert_lines(s, *state, "b", "b,1\n");
	assert_int_equal(remove(path), 0);
	assert_lines(s, *state, "a", "");
	shared_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(the_recipe_is_of_what_was_read),
		test_in_folder(what_was_read_is_noted),
		test_in_folder(one_file_of_many_is_seen),
		test_in_folder(a_table_that_was_just_touched_is_hashed_again),
		cmocka_unit_test(a_table_of_long_ago_has_its_hash),
		test_in_folder(the_lines_of_the_lock_are_those_of_the_dataset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
