/* SPDX-License-Identifier: MIT */
/* A workbook as records, written by a locked process. */
#include "pipeline/workbook/cellstream.h"
#include "tests/bookmake.h"
#include "tests/check.h"

enum { SAID = 4096 };

static const char three_sheets[] =
	"<sheets><sheet name=\"seen\" r:id=\"r1\"/>"
	"<sheet name=\"not\" state=\"hidden\" r:id=\"r2\"/>"
	"<sheet name=\"never\" state=\"veryHidden\" r:id=\"r3\"/></sheets>";

static void make_book(const char *path, const char *cells)
{
	struct text workbook = TEXT_INIT, sheet = TEXT_INIT;
	struct zipmake z = { 0 };

	text_printf(&workbook, WORKBOOK("%s"), three_sheets);
	text_printf(&sheet, ROW("%s"), cells);
	bookmake(&z,
		&(struct parts){ .sheet = sheet.at,
			.workbook = workbook.at,
			.relations = RELATIONS(RELATION("r1", "worksheet",
				"worksheets/sheet1.xml") RELATION("r2",
				"worksheet", "s2.xml") RELATION("r3",
				"worksheet", "s3.xml")) });
	write_bytes(path, z.bytes.at, z.bytes.len);
	zipmake_free(&z);
	text_free(&workbook);
	text_free(&sheet);
}

/* What the process writes, and what it puts aside. */
static struct err read_stream(
	char said[SAID], size_t *hidden, const struct cellstream *how)
{
	struct child *c = NULL;
	struct err e = ERR_INIT;
	size_t n;

	*hidden = 0;
	assert_int_equal(cellstream_start(&c, how, &e), 0);
	n = fread(said, 1, SAID - 1, child_out(c));
	said[n] = '\0';
	assert_int_equal(getc(child_out(c)), EOF);
	if (fscanf(child_aside(c), "%zu", hidden) != 1)
		*hidden = 0;
	child_end(c, &e);
	return e;
}

static void the_visible_sheets_are_written(void **state)
{
	char path[PATH_TEXT], said[SAID];
	size_t hidden;
	struct err e;

	path_in(path, *state, "b.xlsx");
	make_book(path,
		"<c><v>1.50</v></c><c><f>A1</f></c>"
		"<c t=\"str\"><v>a,b</v></c>");
	e = read_stream(said, &hidden, &(struct cellstream){ .path = path });
	assert_string_equal(e.text, "");
	assert_string_equal(said,
		"sheet,cell,type,value,formula\nseen,A1,number,1.5,\n"
		"seen,C1,text,\"a,b\",\n");
	assert_int_equal(hidden, 2);
	e = read_stream(said, &hidden,
		&(struct cellstream){ .path = path, .with_blanks = 1 });
	assert_contains(said, "seen,B1,blank,,A1\n");
}

static void a_hidden_sheet_is_read_when_it_is_named(void **state)
{
	char path[PATH_TEXT], said[SAID];
	size_t hidden;
	struct err e;

	path_in(path, *state, "b.xlsx");
	make_book(path, "<c><v>1</v></c>");
	e = read_stream(said, &hidden,
		&(struct cellstream){ .path = path, .only = "not" });
	assert_contains(e.text, "sheet 'not': its part 'xl/s2.xml' is not");
	assert_int_equal(e.kind, ERR_DATA);
	e = read_stream(said, &hidden,
		&(struct cellstream){ .path = path, .only = "seen" });
	assert_string_equal(e.text, "");
	assert_int_equal(hidden, 0);
	e = read_stream(said, &hidden,
		&(struct cellstream){ .path = path, .only = "none" });
	assert_contains(e.text, "no sheet 'none': --sheets lists them");
}

static void sheets_are_listed_with_their_states(void **state)
{
	char path[PATH_TEXT], said[SAID];
	size_t hidden;
	struct err e;

	path_in(path, *state, "b.xlsx");
	make_book(path, "");
	e = read_stream(said, &hidden,
		&(struct cellstream){ .path = path, .sheets = 1 });
	assert_string_equal(e.text, "");
	assert_string_equal(said,
		"sheet,state\nseen,visible\nnot,hidden\nnever,very hidden\n");
	e = read_stream(said, &hidden,
		&(struct cellstream){
			.path = path, .sheets = 1, .format = RECORD_JSONL });
	assert_contains(said, "{\"sheet\":\"not\",\"state\":\"hidden\"}\n");
}

static void nothing_may_be_written(void **state)
{
	char path[PATH_TEXT], said[SAID];
	size_t hidden;
	struct err e;

	path_in(path, *state, "b.xlsx");
	make_book(path, "<c><v>1</v></c>");
	e = read_stream(said, &hidden,
		&(struct cellstream){
			.path = path, .format = CELLSTREAM_NOTHING });
	assert_string_equal(e.text, "");
	assert_string_equal(said, "");
	e = read_stream(said, &hidden,
		&(struct cellstream){ .path = path,
			.sheets = 1,
			.format = CELLSTREAM_NOTHING });
	assert_string_equal(e.text, "");
	assert_string_equal(said, "");
	make_book(path, "<c><v>one</v></c>");
	e = read_stream(said, &hidden,
		&(struct cellstream){
			.path = path, .format = CELLSTREAM_NOTHING });
	assert_contains(e.text,
		"b.xlsx': sheet 'seen': row 1: cell A1: 'one' "
		"is no number");
}

static void a_book_of_many_cells_comes_in_many_pieces(void **state)
{
	struct text cells = TEXT_INIT;
	char path[PATH_TEXT], said[SAID];
	struct child *c = NULL;
	struct err e = ERR_INIT;
	size_t n, all = 0;

	path_in(path, *state, "b.xlsx");
	for (int i = 0; i < 16000; i++)
		text_printf(&cells, "<c><v>%d.25</v></c>", i * 100003);
	make_book(path, cells.at);
	assert_int_equal(
		cellstream_start(&c, &(struct cellstream){ .path = path }, &e),
		0);
	while ((n = fread(said, 1, SAID, child_out(c))) > 0)
		for (size_t i = 0; i < n; i++)
			all += said[i] == '\n';
	assert_int_equal(child_end(c, &e), 0);
	assert_int_equal(all, 16001);
	text_free(&cells);
}

static void a_file_that_is_none_is_an_error(void **state)
{
	char path[PATH_TEXT], said[SAID];
	size_t hidden;
	struct err e;

	path_in(path, *state, "none.xlsx");
	e = read_stream(said, &hidden, &(struct cellstream){ .path = path });
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "none.xlsx");
	write_text(path, "<html>");
	e = read_stream(said, &hidden, &(struct cellstream){ .path = path });
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "none.xlsx': a web page");
	assert_string_equal(said, "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(the_visible_sheets_are_written),
		test_in_folder(a_hidden_sheet_is_read_when_it_is_named),
		test_in_folder(sheets_are_listed_with_their_states),
		test_in_folder(nothing_may_be_written),
		test_in_folder(a_book_of_many_cells_comes_in_many_pieces),
		test_in_folder(a_file_that_is_none_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
