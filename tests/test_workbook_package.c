/* SPDX-License-Identifier: MIT */
/* The package around the sheets of .xlsx: zip, relations, encodings, the list
 * of sheets, and any bytes at all. */
#include <unistd.h>

#include "tests/bookmake.h"

static void add_utf16(struct text *to, const char *ascii, int big)
{
	for (; *ascii; ascii++) {
		if (big)
			text_putc(to, '\0');
		text_putc(to, *ascii);
		if (!big)
			text_putc(to, '\0');
	}
}

static void utf16_is_read_in_either_order(void **state)
{
	struct text sheet = TEXT_INIT;

	(void)state;
	for (int big = 0; big < 2; big++) {
		struct zipmake z = { 0 };

		text_clear(&sheet);
		text_add(&sheet, big ? "\xfe\xff" : "\xff\xfe", 2);
		add_utf16(&sheet, ROW("<c r=\"A1\" t=\"str\"><v>"), big);
		sheet.len -= 2 * strlen("</row></sheetData></worksheet>");
		text_add(&sheet, big ? "\xd8\x3d\xde\x00" : "\x3d\xd8\x00\xde",
			4);
		add_utf16(
			&sheet, "</v></c></row></sheetData></worksheet>", big);
		bookmake_add(&z, &(struct parts){ 0 });
		zipmake_add(&z, "xl/worksheets/sheet1.xml",
			(struct span){ sheet.at, sheet.len }, 1);
		check_zip(&z, "A1 text \xf0\x9f\x98\x80\n");
	}
	text_free(&sheet);
}

static void latin1_is_read_and_unknown_encodings_are_named(void **state)
{
	(void)state;
	check_sheet("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" ROW(
			    "<c r=\"A1\" t=\"str\"><v>caf\xe9</v></c>"),
		"A1 text caf\xc3\xa9\n");
	check_sheet("<?xml version=\"1.0\" encoding='EBCDIC-US'?>" SHEET(""),
		"sheet 'Data': part 'xl/worksheets/sheet1.xml': "
		"the encoding 'EBCDIC-US' is not read here");
}

static void two_sheets_of_one_part_are_refused(void **state)
{
	(void)state;
	check_parts(
		&(struct parts){ .sheet = SHEET(""),
			.workbook = WORKBOOK(
				"<sheets><sheet name=\"a\" r:id=\"r1\"/>"
				"<sheet name=\"b\" r:id=\"r2\"/></sheets>"),
			.relations = RELATIONS(RELATION("r1", "worksheet",
				"worksheets/sheet1.xml") RELATION("r2",
				"worksheet", "/xl/worksheets/Sheet1.xml")) },
		"two sheets are one part, 'xl/worksheets/sheet1.xml'");
}

static void hidden_sheets_are_told_and_chart_sheets_left_out(void **state)
{
	struct zipmake z = { 0 };
	struct book *b = NULL;

	(void)state;
	bookmake(&z,
		&(struct parts){ .sheet = SHEET(""),
			.workbook = WORKBOOK(
				"<workbookPr date1904=\"1\"/>"
				"<sheets><sheet name=\"a &amp; b\" "
				"sheetId=\"3\" state=\"hidden\" r:id=\"r1\"/>"
				"<sheet name=\"chart\" sheetId=\"1\" "
				"r:id=\"r4\"/>"
				"<sheet name=\"module\" sheetId=\"4\" "
				"r:id=\"\"/>"
				"<sheet name=\"c\" sheetId=\"2\" "
				"state=\"veryHidden\" "
				"r:id=\"r2\"/></sheets>"),
			.relations = RELATIONS(RELATION("r4", "chartsheet",
				"chartsheets/sheet1.xml") RELATION("r1",
				"worksheet", "worksheets/sheet1.xml")
					RELATION("r2", "worksheet",
						"worksheets/sheet2.xml")) });
	b = bookmake_open((struct span){ z.bytes.at, z.bytes.len });
	assert_int_equal(book_sheets(b), 2);
	assert_string_equal(book_sheet_name(b, 0), "a & b");
	assert_int_equal(book_sheet_state(b, 0), SHEET_HIDDEN);
	assert_string_equal(book_sheet_name(b, 1), "c");
	assert_int_equal(book_sheet_state(b, 1), SHEET_VERY_HIDDEN);
	assert_string_equal(book_format(b), "xlsx");
	assert_int_equal(book_epoch(b), SERIAL_1904);
	assert_int_equal(strlen(book_sha256(b)), 64);
	book_close(b);
	zipmake_free(&z);
}

static void targets_are_found_wherever_they_lie(void **state)
{
	static const char *const targets[] = { "worksheets/sheet1.xml",
		"/xl/worksheets/sheet1.xml", "./worksheets/./sheet1.xml",
		"../xl/worksheets/sheet1.xml", "worksheets\\sheet1.xml",
		"WorkSheets/Sheet1.XML", "worksheets/%73heet1.xml" };

	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++) {
		char relations[512];

		snprintf(relations, sizeof(relations),
			RELATIONS(RELATION("r1", "worksheet", "%s")),
			targets[i]);
		check_parts(&(struct parts){ .relations = relations,
				    .sheet = ROW("<c r=\"A1\"><v>1</v></c>") },
			"A1 number 1\n");
	}
}

/* ---- zips ---------------------------------------------------------------- */

static void every_form_of_zip_gives_the_same_cells(void **state)
{
	static const int forms[] = {
		0,
		ZIPMAKE_DEFLATE,
		ZIPMAKE_DESCRIPTOR,
		ZIPMAKE_DEFLATE | ZIPMAKE_DESCRIPTOR,
		ZIPMAKE_DEFLATE | ZIPMAKE_DESCRIPTOR | ZIPMAKE_BARE,
		ZIPMAKE_ZIP64,
		ZIPMAKE_DEFLATE | ZIPMAKE_ZIP64,
		ZIPMAKE_DEFLATE | ZIPMAKE_ZIP64 | ZIPMAKE_DESCRIPTOR,
	};

	(void)state;
	for (size_t i = 0; i < COUNT(forms) * 2; i++) {
		struct zipmake z = { .zip64 = i % 2 };

		bookmake_add(&z,
			&(struct parts){
				.sheet = ROW("<c r=\"A1\" t=\"s\"><v>1</v></c>"
					     "<c r=\"B1\" s=\"1\"><v>45351</v>"
					     "</c>"),
				.how = forms[i / 2] });
		check_zip(&z, "A1 text one\nB1 date 2024-02-29\n");
	}
}

/* The parts of a small workbook, by the names that are given. */
struct named {
	const char *root, *workbook, *relations, *strings, *sheet;
};

static void add_named(struct zipmake *z, const struct named *n)
{
	zipmake_store(z, n->root,
		RELATIONS(RELATION("r0", "officeDocument", "xl/workbook.xml")));
	zipmake_store(
		z, n->workbook, WORKBOOK("<sheets>" ONE_SHEET "</sheets>"));
	zipmake_store(z, n->relations,
		RELATIONS(RELATION("r1", "worksheet", "worksheets/sheet1.xml")
				RELATION("r2", "sharedStrings",
					"sharedStrings.xml")));
	zipmake_store(z, n->strings,
		"<sst xmlns=\"" MAIN "\"><si><t>s</t></si></sst>");
	zipmake_store(z, n->sheet, ROW("<c r=\"A1\" t=\"s\"><v>0</v></c>"));
}

static void parts_are_found_whatever_their_case_and_slashes(void **state)
{
	static const struct named table[] = {
		{ "_rels/.rels", "xl/workbook.xml",
			"xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
			"xl/worksheets/sheet1.xml" },
		{ "_rels/.rels", "xl/workbook.xml",
			"xl/_rels/workbook.xml.rels", "xl/SharedStrings.xml",
			"xl/worksheets/Sheet1.XML" },
		{ "_RELS/.RELS", "XL/WORKBOOK.XML",
			"XL/_RELS/WORKBOOK.XML.RELS", "XL/SHAREDSTRINGS.XML",
			"XL/WORKSHEETS/SHEET1.XML" },
		{ "_rels\\.rels", "xl\\workbook.xml",
			"xl\\_rels\\workbook.xml.rels", "xl\\sharedStrings.xml",
			"xl\\worksheets\\sheet1.xml" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct zipmake z = { 0 };

		add_named(&z, &table[i]);
		check_zip(&z, "A1 text s\n");
	}
}

static void folders_and_foreign_entries_are_passed_over(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "xl/", "");
	zipmake_store(&z, "xl\\worksheets\\", "");
	bookmake_add(&z, &(struct parts){ .sheet = ROW("<c><v>1</v></c>") });
	zipmake_store(&z, "xl/worksheets/", "");
	zipmake_store(&z, "xl/theme/theme1.xml", "<!DOCTYPE x><broken");
	zipmake_add(&z, "docProps/thumbnail.jpeg", span_of("\xff\xd8"),
		ZIPMAKE_DEFLATE);
	check_zip(&z, "A1 number 1\n");
}

static void a_zip_may_end_in_a_comment(void **state)
{
	static const char comment[] = "with PK\5\6 inside, no end record";
	struct zipmake z = { 0 };

	(void)state;
	bookmake(&z, &(struct parts){ .sheet = ROW("<c><v>1</v></c>") });
	z.bytes.at[z.bytes.len - 2] = (char)strlen(comment);
	text_puts(&z.bytes, comment);
	check_bytes((struct span){ z.bytes.at, z.bytes.len }, "A1 number 1\n");
	zipmake_free(&z);
}

static void the_main_part_may_lie_anywhere(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "_rels/.rels",
		RELATIONS(RELATION("r9", "extended-properties", "app.xml")
				RELATION("r0", "officeDocument",
					"/odd%20dir/my%20book.xml")));
	zipmake_store(&z, "odd dir/my book.xml",
		WORKBOOK("<sheets>" ONE_SHEET "</sheets>"));
	zipmake_store(&z, "odd dir/_rels/my book.xml.rels",
		RELATIONS(RELATION("r1", "worksheet", "../sheet%201.xml")));
	zipmake_store(&z, "sheet 1.xml", ROW("<c><v>1</v></c>"));
	check_zip(&z, "A1 number 1\n");
}

static void the_other_parts_may_be_in_utf16_too(void **state)
{
	struct text strings = TEXT_INIT, styles = TEXT_INIT;
	struct zipmake z = { 0 };

	(void)state;
	text_add(&strings, "\xff\xfe", 2);
	add_utf16(&strings,
		"<sst xmlns=\"" MAIN "\"><si><t>wide</t></si></sst>", 0);
	text_add(&styles, "\xfe\xff", 2);
	add_utf16(&styles,
		"<?xml version=\"1.0\" encoding=\"UTF-16\"?><styleSheet "
		"xmlns=\"" MAIN "\"><cellXfs><xf numFmtId=\"0\"/><xf "
		"numFmtId=\"14\"/></cellXfs></styleSheet>",
		1);
	zipmake_store(&z, "_rels/.rels",
		"\xef\xbb\xbf" RELATIONS(
			RELATION("r0", "officeDocument", "xl/workbook.xml")));
	zipmake_store(&z, "xl/workbook.xml",
		"\xef\xbb\xbf<?xml version=\"1.0\" "
		"encoding=\"utf-8\"?>" WORKBOOK(
			"<sheets>" ONE_SHEET "</sheets>"));
	zipmake_store(&z, "xl/_rels/workbook.xml.rels",
		RELATIONS(RELATION("r1", "worksheet", "s.xml")));
	zipmake_add(&z, "xl/sharedStrings.xml",
		(struct span){ strings.at, strings.len }, 0);
	zipmake_add(
		&z, "xl/styles.xml", (struct span){ styles.at, styles.len }, 0);
	zipmake_store(&z, "xl/s.xml",
		"\xef\xbb\xbf" ROW("<c t=\"s\"><v>0</v></c>"
				   "<c s=\"1\"><v>45351</v></c>"));
	check_zip(&z, "A1 text wide\nB1 date 2024-02-29\n");
	text_free(&strings);
	text_free(&styles);
}

static void pairs_of_utf16_are_read_wherever_a_piece_ends(void **state)
{
	(void)state;
	for (int padding = 1500; padding < 2100; padding += 1) {
		struct text sheet = TEXT_INIT, ascii = TEXT_INIT,
			    want = TEXT_INIT;
		struct zipmake z = { 0 };

		text_printf(&ascii,
			"<worksheet xmlns=\"" MAIN "\"><sheetData><row><c "
			"t=\"str\"><v>%0*d",
			padding, 0);
		text_add(&sheet, "\xff\xfe", 2);
		add_utf16(&sheet, ascii.at, 0);
		text_add(&sheet, "\x3d\xd8\x00\xde\xe9\x04", 6);
		add_utf16(&sheet, "</v></c></row></sheetData></worksheet>", 0);
		text_printf(&want, "A1 text %0*d\xf0\x9f\x98\x80\xd3\xa9\n",
			padding, 0);
		bookmake_add(&z, &(struct parts){ 0 });
		zipmake_add(&z, "xl/worksheets/sheet1.xml",
			(struct span){ sheet.at, sheet.len }, 0);
		check_zip(&z, want.at);
		text_free(&sheet);
		text_free(&ascii);
		text_free(&want);
	}
}

static void a_hidden_sheet_is_read_like_any_other(void **state)
{
	static const char *const states[] = { "hidden", "veryHidden" };

	(void)state;
	for (size_t i = 0; i < COUNT(states); i++) {
		char workbook[600];

		snprintf(workbook, sizeof(workbook),
			WORKBOOK("<sheets><sheet name=\"h\" sheetId=\"1\" "
				 "state=\"%s\" r:id=\"r1\"/></sheets>"),
			states[i]);
		check_parts(&(struct parts){ .sheet = ROW("<c><v>1</v></c>"),
				    .workbook = workbook },
			"A1 number 1\n");
	}
}

static void faults_in_other_parts_name_the_part(void **state)
{
	static const struct {
		struct parts parts;
		const char *want;
	} table[] = {
		{ { .workbook = "<!DOCTYPE w><workbook/>" },
			"part 'xl/workbook.xml': a DOCTYPE, which is "
			"refused" },
		{ { .workbook = "<workbook>" },
			"part 'xl/workbook.xml': "
			"line 1: no element found" },
		{ { .workbook = "<other/>" },
			"part 'xl/workbook.xml': "
			"begins with <other>, not <workbook>" },
		{ { .workbook = WORKBOOK("") }, "a workbook without sheets" },
		{ { .relations = RELATIONS(
			    RELATION("r1", "worksheet", "../../etc/passwd")) },
			"part 'xl/_rels/workbook.xml.rels': relation 'r1': "
			"a target outside of the package" },
		{ { .relations = RELATIONS(RELATION("r9", "x", "y")) },
			"sheet 'Data': its part '' is not there" },
		{ { 0 },
			"sheet 'Data': its part 'xl/worksheets/sheet1.xml' "
			"is not there" },
		{ { .sheet = SHEET(""), .strings = "<sst><si><t>a</si></sst" },
			"sheet 'Data': shared strings: the XML stops short" },
		{ { .sheet = SHEET(""), .strings = "<!DOCTYPE s><sst/>" },
			"sheet 'Data': shared strings: a DOCTYPE, which is "
			"refused" },
		{ { .sheet = SHEET(""), .styles = "<a><b></a>" },
			"sheet 'Data': part 'xl/styles.xml': line 1: "
			"mismatched tag" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		check_parts(&table[i].parts, table[i].want);
}

#define BYTES(literal)                                                         \
	{                                                                      \
		literal, sizeof(literal) - 1                                   \
	}

static void what_is_no_workbook_is_named(void **state)
{
	static const struct {
		struct span bytes;
		const char *want;
	} table[] = {
		{ BYTES(""), "an empty file" },
		{ BYTES("P"), "a truncated zip" },
		{ BYTES("PK\3\4"), "a truncated zip" },
		{ BYTES("<!DOCTYPE html><p>"),
			"a web page (HTML) saved as a workbook" },
		{ BYTES("\xef\xbb\xbf \r\n<HTML xmlns:o=\"urn:schemas-"
			"microsoft-com:office:office\">"),
			"a web page (HTML) saved as a workbook" },
		{ BYTES("<?xml version='1.0'?><Workbook xmlns='urn:schemas-"
			"microsoft-com:office:spreadsheet'/>"),
			"an XML spreadsheet of 2003, which is not read here: "
			"save it as .xlsx" },
		{ BYTES("<?xml version='1.0'?><a/>"),
			"an XML file that is no workbook" },
		{ BYTES("<?xml version='1.0'?><Workbook xmlns='urn:schemas-"
			"microsoft-com:office:spreadsheet'><Header/>"),
			"an XML spreadsheet of 2003, which is not read here: "
			"save it as .xlsx" },
		{ BYTES("ID;PWXL;N;E\r\nC;Y1;X1;K1\r\nE\r\n"),
			"a SYLK file, which is not read here: "
			"save it as .xlsx" },
		{ BYTES("ID;Place\n1;E\n"), "A1 text ID;Place\nA2 text 1;E\n" },
		{ BYTES("TABLE\n0,1\n\"X\"\n-1,0\nEOD\n"),
			"a DIF file, which is not read here: "
			"save it as .xlsx" },
		{ BYTES("%PDF-1.4"), "a PDF file" },
		{ BYTES("\xff\xfe"
			"a\0"),
			"A1 text a\n" },
		{ BYTES("\xfe\xff\0\n\0<\0H\0t\0m\0l"),
			"a web page (HTML) saved as a workbook" },
		{ BYTES("\xff\xfe"
			"a\0\0\0"),
			"bytes that are no workbook and no text" },
		{ BYTES("a\0b"), "bytes that are no workbook and no text" },
		{ BYTES("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
			"a zip that is no workbook" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		check_bytes(table[i].bytes, table[i].want);
}

static void other_zips_are_named(void **state)
{
	static const struct {
		const char *part, *want;
	} table[] = {
		{ "xl/workbook.bin",
			"a binary workbook (.xlsb), which is not "
			"read here: save it as .xlsx" },
		{ "META-INF/manifest.xml",
			"an OpenDocument file (.ods), which "
			"is not read here: save it as .xlsx" },
		{ "word/document.xml", "a text document (.docx)" },
		{ "readme.txt", "a zip that is no workbook" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct zipmake z = { 0 };

		zipmake_store(&z, table[i].part, "x");
		check_zip(&z, table[i].want);
	}
}

static void unsafe_and_doubled_names_are_refused(void **state)
{
	static const struct {
		const char *name, *want;
	} table[] = {
		{ "../a", "a zip with the unsafe name '../a'" },
		{ "a/../../b", "a zip with the unsafe name 'a/../../b'" },
		{ "a\\..\\b", "a zip with the unsafe name 'a/../b'" },
		{ "/a", "a zip with the unsafe name '/a'" },
		{ "\\a", "a zip with the unsafe name '/a'" },
		{ "XL/Workbook.xml",
			"a zip with two entries named 'xl/workbook.xml'" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct zipmake z = { 0 };

		zipmake_store(&z, table[i].name, "x");
		zipmake_store(&z, "xl/workbook.xml", "x");
		check_zip(&z, table[i].want);
	}
}

static void a_directory_that_contradicts_its_files_is_refused(void **state)
{
	static const char want[] =
		"a zip that contradicts itself about 'xl/workbook.xml'";

	(void)state;
	for (int what = 0; what < 5; what++) {
		struct zipmake z = { 0 };
		struct zipmake_entry *entry = &z.v[1];

		bookmake_add(&z, &(struct parts){ .sheet = SHEET("") });
		entry->crc ^= what == 0;
		entry->packed -= what == 1;
		entry->size += what == 2;
		entry->method += what == 3;
		entry->flags |= what == 4;
		check_zip(&z, want);
	}
}

static void overlapping_entries_are_refused(void **state)
{
	struct zipmake z = { 0 };

	(void)state;
	zipmake_store(&z, "a", "x");
	z.v[1] = z.v[0];
	z.n = 2;
	check_zip(&z, "a zip whose entry 'a' overlaps the next");
}

/* Changes bytes of the local header of an entry, and the directory with it. */
static void both_headers(
	struct zipmake *z, size_t entry, unsigned flags, uint32_t size)
{
	char *local = z->bytes.at + z->v[entry].at;

	z->v[entry].flags = flags;
	z->v[entry].size = size;
	local[6] = (char)flags;
	memcpy(local + 22, &size, sizeof(size));
}

static void encrypted_and_lying_parts_are_refused(void **state)
{
	static const struct {
		unsigned flags;
		uint32_t size;
		const char *want;
	} table[] = {
		{ 1, 100, "encrypted" },
		{ 0, 100, "not of the length it declares" },
		{ 0, 0xfffffff0, "expands more than 200 times" },
		{ 0, 2000, "not of the length it declares" },
	};
	char sheet[1100], want[128];

	(void)state;
	snprintf(sheet, sizeof(sheet), "<worksheet>%1000s</worksheet>", "");
	for (size_t i = 0; i < COUNT(table); i++) {
		struct zipmake z = { 0 };

		bookmake_add(&z, &(struct parts){ .sheet = sheet });
		both_headers(&z, 5, table[i].flags, table[i].size);
		snprintf(want, sizeof(want),
			"sheet 'Data': part "
			"'xl/worksheets/sheet1.xml': %s",
			table[i].want);
		check_zip(&z, want);
	}
}

/* ---- any bytes ----------------------------------------------------------- */

static struct span sample(struct zipmake *z)
{
	bookmake(z,
		&(struct parts){
			.sheet = SHEET("<row r=\"1\"><c r=\"A1\" "
				       "t=\"s\"><v>1</v></c><c r=\"B1\">"
				       "<v>2.5</v></c></row><row r=\"2\"><c "
				       "r=\"A2\" t=\"inlineStr\">"
				       "<is><t>some text &amp; "
				       "more</t></is></c></row>") });
	return (struct span){ z->bytes.at, z->bytes.len };
}

static void every_prefix_of_a_workbook_is_refused(void **state)
{
	struct zipmake z = { 0 };
	struct span all = sample(&z);

	(void)state;
	for (size_t n = 1; n < all.len; n++)
		check_bytes((struct span){ all.at, n }, "a truncated zip");
	zipmake_free(&z);
}

/* 1 if the bytes read as cells, whichever; 0 if they are refused. */
static int is_read(struct span bytes)
{
	const char *path = bookmake_file(bytes);
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;
	struct book *b = NULL;
	int rc = book_open(&b, path, NULL, &e);

	for (size_t i = 0; rc == 0 && i < book_sheets(b); i++)
		rc = show_sheet(&out, b, i, &e);
	book_close(b);
	text_free(&out);
	assert_int_equal(rc == 0, e.kind == ERR_NONE);
	return rc == 0;
}

static void no_flipped_bit_goes_unnoticed_in_a_part(void **state)
{
	struct zipmake z = { 0 };
	struct span all = sample(&z);
	size_t read = 0;

	(void)state;
	for (size_t i = 0; i < all.len; i++) {
		z.bytes.at[i] = (char)(z.bytes.at[i] ^ 1 << i % 8);
		read += (size_t)is_read(all);
		z.bytes.at[i] = (char)(z.bytes.at[i] ^ 1 << i % 8);
	}
	/* versions, times, attributes: what no reader looks at */
	assert_true(read < all.len / 10);
	assert_true(is_read(all));
	zipmake_free(&z);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf16_is_read_in_either_order),
		cmocka_unit_test(
			latin1_is_read_and_unknown_encodings_are_named),
		cmocka_unit_test(two_sheets_of_one_part_are_refused),
		cmocka_unit_test(
			hidden_sheets_are_told_and_chart_sheets_left_out),
		cmocka_unit_test(targets_are_found_wherever_they_lie),
		cmocka_unit_test(every_form_of_zip_gives_the_same_cells),
		cmocka_unit_test(
			parts_are_found_whatever_their_case_and_slashes),
		cmocka_unit_test(folders_and_foreign_entries_are_passed_over),
		cmocka_unit_test(a_zip_may_end_in_a_comment),
		cmocka_unit_test(the_main_part_may_lie_anywhere),
		cmocka_unit_test(the_other_parts_may_be_in_utf16_too),
		cmocka_unit_test(pairs_of_utf16_are_read_wherever_a_piece_ends),
		cmocka_unit_test(a_hidden_sheet_is_read_like_any_other),
		cmocka_unit_test(faults_in_other_parts_name_the_part),
		cmocka_unit_test(what_is_no_workbook_is_named),
		cmocka_unit_test(other_zips_are_named),
		cmocka_unit_test(unsafe_and_doubled_names_are_refused),
		cmocka_unit_test(
			a_directory_that_contradicts_its_files_is_refused),
		cmocka_unit_test(overlapping_entries_are_refused),
		cmocka_unit_test(encrypted_and_lying_parts_are_refused),
		cmocka_unit_test(every_prefix_of_a_workbook_is_refused),
		cmocka_unit_test(no_flipped_bit_goes_unnoticed_in_a_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
