/* SPDX-License-Identifier: MIT */
/* A workbook of each format is read with one request for memory refused, the
 * first, the second, and so on to the last. */
#include "tests/check.h"

#include "pipeline/base/text.h"
#include "pipeline/workbook/book.h"
#include "tests/memory.h"
#include "tests/xlsbytes.h"
#include "tests/zipmake.h"

/* How many cells all sheets have; -1 with the reason in e. */
static long read_book(const char *path, struct err *e)
{
	struct sheet *s = NULL;
	struct book *b = NULL;
	struct row row;
	long n = 0;
	int rc = book_open(&b, path, NULL, e);

	for (size_t i = 0; rc == 0 && i < book_sheets(b); i++) {
		rc = sheet_open(&s, b, i, e);
		while (rc == 0 && (rc = sheet_next(s, &row, e)) > 0) {
			n += (long)row.n;
			rc = 0;
		}
		sheet_close(s);
		s = NULL;
	}
	book_close(b);
	return rc < 0 ? -1 : n;
}

/* Returns 1 if request n was refused. */
static int read_refused(const char *path, size_t n, long cells)
{
	struct err e = ERR_INIT;
	long got;
	int refused;

	memory_watch();
	memory_refuse(n);
	got = read_book(path, &e);
	refused = memory_refused();
	memory_refuse(0);
	if (got < 0) {
		assert_contains(e.text, "out of memory");
		assert_int_equal(e.kind, ERR_SYSTEM);
		assert_true(refused);
	} else {
		assert_int_equal(got, cells);
	}
	assert_int_equal(memory_blocks(), 0);
	return refused;
}

static void assert_survives(const char *path, long cells, size_t at_least)
{
	size_t n = 0;

	while (read_refused(path, n + 1, cells))
		n++;
	print_message("%zu requests\n", n);
	assert_true(n >= at_least);
}

/* ---- .xls ---------------------------------------------------------------- */

static void strings_and_formats(struct bytes *w)
{
	record(w, 0x0042, "\xe4\x04", 2);
	record(w, 0x041e, "\xa4\0\4\0\0yyyy", 9);
	for (int i = 0; i < 20; i++)
		record(w, 0x00e0, "\0\0\xa4\0", 4);
	begin_record(w, 0x00fc);
	put(w, 0, 8);
	for (int i = 0; i < 40; i++)
		put_bytes(w, "\2\0\0ab", 5);
	end_record(w);
}

static void label(struct bytes *w, unsigned row)
{
	begin_cell(w, 0x0204, row, 1, 0);
	put_bytes(w, "\3\0\0abc", 6);
	end_record(w);
}

/* Rows out of order, and one wider than the first guess. */
static void all_kinds(struct bytes *w)
{
	number(w, 2, 0, 1, 45351);
	label(w, 0);
	for (unsigned i = 100; i > 2; i--)
		number(w, 0, i, 0, i);
	record(w, 0x00fd, "\1\0\0\0\0\0\1\0\0\0", 10);
	record(w, 0x0006, "\3\0\0\0\0\0\0\0\0\0\0\0\xff\xff\0\0\0\0\0\0\0\0",
		22);
	record(w, 0x0207, "\3\0\0sum", 6);
}

static void write_file(const char *path, const struct bytes *w)
{
	write_bytes(path, (const char *)w->at, w->n);
}

static void an_xls_is_refused_when_memory_is_out(void **state)
{
	struct bytes stream = { 0 }, file = { 0 };
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	one_sheet(&stream, 0x0600, strings_and_formats, all_kinds);
	wrap(&file, &stream);
	scatter(&file, 2);
	write_file(path, &file);
	assert_survives(path, 102, 20);
	wrap_small(&file, &stream);
	scatter(&file, 3);
	write_file(path, &file);
	assert_survives(path, 102, 20);
	free(stream.at);
	free(file.at);
}

static void labels(struct bytes *w)
{
	record(w, 0x0204,
		"\0\0\0\0\0\0\3\0a\x8e"
		"b",
		11);
}

static void mac_page(struct bytes *w)
{
	record(w, 0x0042, "\x10\x27", 2);
}

static void an_xls_of_excel_95_is_refused_so_too(void **state)
{
	struct bytes stream = { 0 };
	char path[PATH_TEXT];

	path_in(path, *state, "a.xls");
	one_sheet(&stream, 0x0500, mac_page, labels);
	write_file(path, &stream);
	assert_survives(path, 1, 5);
	free(stream.at);
}

/* ---- .xlsx and .csv ------------------------------------------------------ */

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE                                                                 \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

static const struct {
	const char *name, *content;
	int deflate;
} parts[] = {
	{ "_rels/.rels",
		"<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"a\" "
		"Type=\"" OFFICE "/officeDocument\" "
		"Target=\"xl/workbook.xml\"/></Relationships>",
		0 },
	{ "xl/workbook.xml",
		"<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets>"
		"<sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets>"
		"</workbook>",
		1 },
	{ "xl/_rels/workbook.xml.rels",
		"<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"a\" "
		"Type=\"" OFFICE "/worksheet\" Target=\"s.xml\"/>"
		"<Relationship Id=\"b\" Type=\"" OFFICE "/sharedStrings\" "
		"Target=\"t.xml\"/><Relationship Id=\"c\" Type=\"" OFFICE
		"/styles\" Target=\"y.xml\"/></Relationships>",
		0 },
	{ "xl/t.xml",
		"<sst xmlns=\"" MAIN "\"><si><t>a</t></si><si><r><t>b</t></r>"
		"<r><t>c</t></r></si></sst>",
		1 },
	{ "xl/y.xml",
		"<styleSheet xmlns=\"" MAIN "\"><numFmts><numFmt numFmtId="
		"\"164\" formatCode=\"yyyy\"/></numFmts><cellXfs>"
		"<xf numFmtId=\"164\"/></cellXfs></styleSheet>",
		0 },
	{ "xl/s.xml",
		"<worksheet xmlns=\"" MAIN "\"><sheetData><row r=\"1\">"
		"<c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" s=\"0\"><v>45351"
		"</v></c><c r=\"C1\" t=\"str\"><f>A1&amp;\"x\"</f><v>a&#10;b"
		"</v></c><c r=\"D1\" t=\"inlineStr\"><is><r><t>in</t></r></is>"
		"</c></row></sheetData></worksheet>",
		1 },
};

static void an_xlsx_is_refused_when_memory_is_out(void **state)
{
	struct zipmake z = { 0 };
	char path[PATH_TEXT];

	path_in(path, *state, "a.xlsx");
	for (size_t i = 0; i < COUNT(parts); i++)
		zipmake_add(&z, parts[i].name, span_of(parts[i].content),
			parts[i].deflate);
	zipmake_end(&z);
	write_bytes(path, z.bytes.at, z.bytes.len);
	zipmake_free(&z);
	assert_survives(path, 4, 20);
}

static void a_csv_is_refused_when_memory_is_out(void **state)
{
	char path[PATH_TEXT];

	path_in(path, *state, "a.csv");
	write_text(path, "a,\"b\nc\",1\n2,,\"\"\"\"\n");
	assert_survives(path, 5, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(an_xls_is_refused_when_memory_is_out),
		test_in_folder(an_xls_of_excel_95_is_refused_so_too),
		test_in_folder(an_xlsx_is_refused_when_memory_is_out),
		test_in_folder(a_csv_is_refused_when_memory_is_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
