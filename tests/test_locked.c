/* SPDX-License-Identifier: MIT */
/* Workbooks read behind the lock. */
#include "tests/check.h"

#include <unistd.h>

#include "pipeline/base/child.h"
#include "tests/xlsbuild.h"

enum { HANGS = 60, SAID = 4096 };

struct look {
	const char *path;
	struct book *book;
};

static int open_book(void *context, struct err *e)
{
	struct look *l = context;

	return book_map(&l->book, l->path, NULL, e);
}

/* Prints the cells of all sheets; what is wrong among them too. */
static int print(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct look *l = context;
	struct text all = TEXT_INIT;
	int rc = book_begin(l->book, e);

	(void)aside;
	for (size_t i = 0; rc == 0 && i < book_sheets(l->book); i++)
		show_sheet(&all, l->book, i);
	if (all.len)
		fwrite(all.at, 1, all.len, out);
	text_free(&all);
	book_close(l->book);
	return rc;
}

static struct err read_locked(char said[SAID], const char *path)
{
	struct look l = { path, NULL };
	struct err e = ERR_INIT;
	struct child *c = NULL;
	size_t n;

	alarm(HANGS);
	assert_int_equal(child_start(&c,
				 &(struct child_task){ .work = print,
					 .context = &l,
					 .prepare = open_book,
					 .lock = SANDBOX_PURE,
					 .name = "book" },
				 &e),
		0);
	n = fread(said, 1, SAID - 1, child_out(c));
	said[n] = '\0';
	while (getc(child_out(c)) != EOF)
		;
	child_end(c, &e);
	return e;
}

static void put_codepage(struct bytes *w, unsigned number)
{
	begin_record(w, 0x0042);
	put(w, number, 2);
	end_record(w);
}

static void codepage_1251(struct bytes *w)
{
	put_codepage(w, 1251);
}

static void codepage_932(struct bytes *w)
{
	put_codepage(w, 932);
}

static void codepage_unknown(struct bytes *w)
{
	put_codepage(w, 4711);
}

static void label(struct bytes *w, const char *text)
{
	begin_cell(w, 0x0204, 0, 0, 0);
	put(w, strlen(text), 2);
	put_bytes(w, text, strlen(text));
	end_record(w);
}

static void in_cyrillic(struct bytes *w)
{
	label(w, "\xca\xe0\xe7\xe0\xf5\xf1\xf2\xe0\xed");
}

static void in_japanese(struct bytes *w)
{
	label(w, "\x93\xfa\x96{");
}

/* A BIFF5 workbook of one cell, in a code page. */
static void build(const char *path, part_fn *codepage, part_fn *cells)
{
	static struct bytes stream, file;

	one_sheet(&stream, 0x0500, codepage, cells);
	wrap(&file, &stream);
	write_bytes(path, (const char *)file.at, file.n);
}

static void code_pages_need_nothing_from_outside(void **state)
{
	char path[PATH_TEXT], said[SAID];
	struct err e;

	path_in(path, *state, "book.xls");
	build(path, codepage_1251, in_cyrillic);
	e = read_locked(said, path);
	assert_string_equal(e.text, "");
	assert_string_equal(said, "A1 text Казахстан");
	build(path, codepage_932, in_japanese);
	e = read_locked(said, path);
	assert_string_equal(e.text, "");
	assert_string_equal(said, "A1 text 日本");
}

static void what_is_wrong_in_the_file_comes_out_as_ever(void **state)
{
	char path[PATH_TEXT], said[SAID];
	struct err e;

	path_in(path, *state, "book.xls");
	build(path, codepage_unknown, in_cyrillic);
	e = read_locked(said, path);
	assert_fault(&e, ERR_DATA, "'book': code page 4711 is not known here");
	write_text(path, "<html>");
	e = read_locked(said, path);
	assert_fault(
		&e, ERR_DATA, "'book': a web page (HTML) saved as a workbook");
}

static void a_file_that_is_not_there_is_said_as_such(void **state)
{
	char path[PATH_TEXT], said[SAID];
	struct err e;

	path_in(path, *state, "none");
	e = read_locked(said, path);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "cannot open '");
}

static void published_workbooks_are_read(void **state)
{
	static const char *const files[] = {
		"data/gairi/2024-GAIRI-data.xlsx",
		"data/heritage/index2021_data.xls",
	};
	char path[PATH_TEXT], said[SAID];
	struct err e;

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		shared_in(path, files[i]);
		e = read_locked(said, path);
		assert_string_equal(e.text, "");
		assert_contains(said, "A1 text ");
	}
}

static void a_web_page_of_a_publisher_is_named_so(void **state)
{
	char path[PATH_TEXT], said[SAID];
	struct err e;

	(void)state;
	shared_in(path, "data/odd/Political-Finance-Data-20161206.xls");
	e = read_locked(said, path);
	assert_fault(
		&e, ERR_DATA, "'book': a web page (HTML) saved as a workbook");
	assert_string_equal(said, "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(code_pages_need_nothing_from_outside),
		test_in_folder(what_is_wrong_in_the_file_comes_out_as_ever),
		test_in_folder(a_file_that_is_not_there_is_said_as_such),
		cmocka_unit_test(published_workbooks_are_read),
		cmocka_unit_test(a_web_page_of_a_publisher_is_named_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
