/* SPDX-License-Identifier: MIT */
/* The reader of .xlsx on small made-up workbooks: what it gives, and what it
 * refuses with which words. */
#include <unistd.h>

#include "pipeline/base/num.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/grid.h"
#include "pipeline/workbook/serial.h"
#include "pipeline/workbook/window.h"
#include "pipeline/workbook/zip.h"
#include "tests/check.h"
#include "tests/zipmake.h"

#define MAIN   "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define OFFICE                                                                 \
	"http://schemas.openxmlformats.org/officeDocument/2006/"               \
	"relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

#define RELATION(id, type, target)                                             \
	"<Relationship Id=\"" id "\" Type=\"" OFFICE "/" type                  \
	"\" Target=\"" target "\"/>"
#define RELATIONS(x)                                                           \
	"<Relationships xmlns=\"" PACKAGE "\">" x "</Relationships>"
#define SHEET(rows)                                                            \
	"<worksheet xmlns=\"" MAIN "\"><dimension ref=\"A1:XFD9\"/>"           \
	"<sheetData>" rows "</sheetData></worksheet>"
#define ROW(cells) SHEET("<row r=\"1\">" cells "</row>")
#define ONE_SHEET  "<sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/>"
#define WORKBOOK(x)                                                            \
	"<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">" x "</workbook>"

/* The parts of a workbook; NULL for the usual one. */
struct parts {
	const char *sheet, *strings, *styles, *workbook, *relations;
};

static const char usual_strings[] =
	"<sst xmlns=\"" MAIN "\">"
	"<si><t>zero</t></si><si><t>one</t></si></sst>";
/* styles: 0 none, 1 built-in date, 2 own date, 3 red number, 4 elapsed time */
static const char usual_styles[] =
	"<styleSheet xmlns=\"" MAIN "\"><numFmts>"
	"<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm&quot;x&quot;\"/>"
	"<numFmt numFmtId=\"165\" formatCode=\"[Red]0.0&quot;d&quot;\"/>"
	"<numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/></numFmts>"
	"<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
	"<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
	"<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>";

static void add_parts(struct zipmake *z, const struct parts *p)
{
	zipmake_store(z, "_rels/.rels",
		RELATIONS(RELATION("r0", "officeDocument", "xl/workbook.xml")));
	zipmake_store(z, "xl/workbook.xml",
		p->workbook ? p->workbook
			    : WORKBOOK("<sheets>" ONE_SHEET "</sheets>"));
	zipmake_store(z, "xl/_rels/workbook.xml.rels",
		p->relations ? p->relations
			     : RELATIONS(RELATION("r1", "worksheet",
				       "worksheets/sheet1.xml") RELATION("r2",
				       "sharedStrings", "sharedStrings.xml")
					       RELATION("r3", "styles",
						       "/xl/styles.xml")));
	zipmake_store(z, "xl/sharedStrings.xml",
		p->strings ? p->strings : usual_strings);
	zipmake_store(z, "xl/styles.xml", p->styles ? p->styles : usual_styles);
	if (p->sheet)
		zipmake_add(z, "xl/worksheets/sheet1.xml", span_of(p->sheet),
			strlen(p->sheet) > 200);
}

static void make(struct zipmake *z, const struct parts *p)
{
	add_parts(z, p);
	zipmake_end(z);
}

/* A file of these bytes, until the next one. */
static const char *file_of(struct span bytes)
{
	static char path[64];
	FILE *out;

	snprintf(path, sizeof(path), "/tmp/kosh-xlsx-%ld", (long)getpid());
	out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes.at, 1, bytes.len, out), bytes.len);
	assert_int_equal(fclose(out), 0);
	return path;
}

/* "A1 text one" and so on, a line a cell. */
static void show_row(
	struct text *out, const struct book *b, const struct row *r)
{
	char address[CELL_ADDRESS];

	for (size_t i = 0; i < r->n; i++) {
		const struct cell *c = &r->cells[i];

		assert_int_equal(c->row, r->number);
		cell_address(address, c->row, c->column);
		text_printf(out, "%s %s ", address, cell_type_name(c->type));
		if (b)
			cell_value(out, b, c);
		else
			text_add(out, c->text.at, c->text.len);
		if (c->formula.at)
			text_printf(out, " =%.*s", SPAN(c->formula));
		text_puts(out, "\n");
	}
}

static int show_sheet(struct text *out, struct book *b, size_t i, struct err *e)
{
	struct sheet *s = NULL;
	struct row r;
	int rc = sheet_open(&s, b, i, e);

	while (rc == 0 && (rc = sheet_next(s, &r, e)) > 0) {
		show_row(out, b, &r);
		rc = 0;
	}
	sheet_close(s);
	return rc;
}

/* All cells of all sheets, or the fault, without the path in front. */
static char *show(struct span bytes)
{
	const char *path = file_of(bytes);
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;
	struct book *b = NULL;
	size_t skip;

	text_puts(&out, "");
	if (book_open(&b, path, NULL, &e) == 0)
		for (size_t i = 0; i < book_sheets(b); i++)
			if (show_sheet(&out, b, i, &e) < 0)
				break;
	book_close(b);
	unlink(path);
	if (e.kind != ERR_NONE) {
		assert_int_equal(e.kind, ERR_DATA);
		skip = e.text[0] == '\'' ? strlen(path) + 4 : 0;
		text_clear(&out);
		text_puts(&out, e.text + skip);
	}
	return out.at;
}

static void check_bytes(struct span bytes, const char *want)
{
	char *got = show(bytes);

	assert_string_equal(got, want);
	free(got);
}

static void check_zip(struct zipmake *z, const char *want)
{
	zipmake_end(z);
	check_bytes((struct span){ z->bytes.at, z->bytes.len }, want);
	zipmake_free(z);
}

static void check_parts(const struct parts *p, const char *want)
{
	struct zipmake z = { 0 };

	add_parts(&z, p);
	check_zip(&z, want);
}

static void check_sheet(const char *sheet, const char *want)
{
	check_parts(&(struct parts){ .sheet = sheet }, want);
}

/* ---- what comes out ------------------------------------------------------ */

static void every_type_of_cell_is_told_apart(void **state)
{
	(void)state;
	check_sheet(ROW("<c r=\"A1\"><v>1.50</v></c>"
			"<c r=\"B1\" t=\"s\"><v>1</v></c>"
			"<c r=\"C1\" t=\"b\"><v>1</v></c><c r=\"D1\" t=\"b\">"
			"<v>false</v></c><c r=\"E1\" t=\"e\"><v>#N/A</v></c>"
			"<c r=\"F1\" t=\"str\"><v> x </v></c>"
			"<c r=\"G1\" t=\"inlineStr\"><is><t>in</t></is></c>"
			"<c r=\"H1\" t=\"n\"><v> -2E-3 </v></c>"
			"<c r=\"I1\" t=\"str\"><v></v></c>"),
		"A1 number 1.5\nB1 text one\nC1 boolean TRUE\n"
		"D1 boolean FALSE\nE1 error #N/A\nF1 text  x \nG1 text in\n"
		"H1 number -0.002\nI1 text \n");
}

static void a_style_makes_a_number_a_date(void **state)
{
	(void)state;
	check_sheet(ROW("<c r=\"A1\" s=\"1\"><v>45351</v></c>"
			"<c r=\"B1\" s=\"2\"><v>45351.5</v></c>"
			"<c r=\"C1\" s=\"3\"><v>45351</v></c>"
			"<c r=\"D1\" s=\"4\"><v>0.25</v></c>"
			"<c r=\"E1\" s=\"99\"><v>45351</v></c>"
			"<c r=\"F1\" s=\"1\"><v>-1</v></c>"
			"<c r=\"G1\" s=\"1\"><v>2958466</v></c>"
			"<c r=\"H1\" t=\"d\"><v>2024-02-29T12:34:56Z</v></c>"),
		"A1 date 2024-02-29\nB1 date 2024-02-29T12:00:00\n"
		"C1 number 45351\nD1 date 06:00:00\nE1 number 45351\n"
		"F1 number -1\nG1 number 2958466\n"
		"H1 date 2024-02-29T12:34:56\n");
}

static void the_epoch_of_1904_is_honoured(void **state)
{
	(void)state;
	check_parts(
		&(struct parts){
			.sheet = ROW(
				"<c r=\"A1\" s=\"1\"><v>43889</v></c>"
				"<c r=\"B1\" t=\"d\"><v>2024-02-29</v></c>"),
			.workbook = WORKBOOK(
				"<workbookPr date1904=\"1\"/><sheets>" ONE_SHEET
				"</sheets>") },
		"A1 date 2024-02-29\nB1 date 2024-02-29\n");
}

static void serials_become_iso_dates(void **state)
{
	static const struct {
		double serial;
		int date1904;
		const char *want;
	} table[] = {
		{ 0, 0, "00:00:00" },
		{ 0.99999, 0, "23:59:59.136" },
		{ 0.9999999999, 0, "23:59:59.999" },
		{ 1, 0, "1900-01-01" },
		{ 59, 0, "1900-02-28" },
		{ 60, 0, "1900-02-29" },
		{ 61, 0, "1900-03-01" },
		{ 42349.2708333333, 0, "2015-12-11T06:30:00" },
		{ 44999.9999999999, 0, "2023-03-15" },
		{ 2958465, 0, "9999-12-31" },
		{ 0.5, 1, "12:00:00" },
		{ 1, 1, "1904-01-02" },
		{ 2957003, 1, "9999-12-31" },
	};
	char buf[SERIAL_TEXT];
	double back;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		serial_format(buf, table[i].serial, table[i].date1904);
		assert_string_equal(buf, table[i].want);
		if (table[i].serial == 60)
			continue;
		assert_int_equal(
			serial_parse(&back, span_of(buf), table[i].date1904),
			0);
		assert_true(back > table[i].serial - 1e-7 &&
			back < table[i].serial + 1e-7);
	}
}

static void what_is_no_iso_date_is_refused(void **state)
{
	static const char *const bad[] = { "", "x", "2024", "2024-13-01",
		"2024-00-01", "2023-02-29", "2024-02-29T", "2024-02-29T24:00",
		"2024-02-29 12:00", "12:60", "12:00:", "2024-02-29T12:00+01:00",
		"0000-01-01", "20240-01-01" };
	double d;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(serial_parse(&d, span_of(bad[i]), 0), -1);
}

static void an_address_has_as_many_letters_as_it_needs(void **state)
{
	static const struct {
		uint32_t row, column;
		const char *want;
	} table[] = { { 0, 0, "A1" }, { 9, 25, "Z10" }, { 0, 26, "AA1" },
		{ 0, 701, "ZZ1" }, { 0, 702, "AAA1" },
		{ 1048575, 16383, "XFD1048576" } };
	char buf[CELL_ADDRESS];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		cell_address(buf, table[i].row, table[i].column);
		assert_string_equal(buf, table[i].want);
	}
}

static void blank_cells_and_empty_values_are_left_out(void **state)
{
	(void)state;
	check_sheet(SHEET("<row r=\"1\"/><row r=\"2\"><c r=\"A2\" s=\"1\"/>"
			  "<c r=\"B2\"><v/></c><c r=\"C2\" t=\"s\"><v></v></c>"
			  "<c r=\"D2\" t=\"b\"><v/></c><c r=\"E2\" t=\"s\"/>"
			  "<c r=\"F2\"></c></row><row r=\"9\"><c "
			  "r=\"I9\"><v>9</v></c>"
			  "</row>"),
		"I9 number 9\n");
}

static void formulas_stand_beside_their_results(void **state)
{
	(void)state;
	check_sheet(
		ROW("<c r=\"A1\"><f>1+1</f><v>2</v></c>"
		    "<c r=\"B1\"><f>NOW()</f></c>"
		    "<c r=\"C1\"><f t=\"shared\" ref=\"C1:C9\" "
		    "si=\"0\">A1&amp;B1"
		    "</f><v>3</v></c><c r=\"D1\"><f t=\"shared\" si=\"0\"/>"
		    "<v>4</v></c><c r=\"E1\" t=\"str\"><f>\"\"</f><v></v></c>"
		    "<c r=\"F1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"),
		"A1 number 2 =1+1\nB1 blank  =NOW()\nC1 number 3 =A1&B1\n"
		"D1 number 4 =\nE1 text  =\"\"\nF1 error #DIV/0! =1/0\n");
}

static void rich_runs_are_joined_and_phonetic_ones_left_out(void **state)
{
	(void)state;
	check_parts(
		&(struct parts){
			.strings = "<sst xmlns=\"" MAIN "\" count=\"99\" "
				   "uniqueCount=\"99999999\"><si><r><rPr><b/></"
				   "rPr><t>Hel"
				   "</t></r>\n <r><t xml:space=\"preserve\">lo "
				   "</t></r>"
				   "<rPh sb=\"0\" eb=\"1\"><t>no</t></rPh>"
				   "<phoneticPr "
				   "fontId=\"1\"/></si><si/><extLst><si><t>x"
				   "</t></si></extLst></sst>",
			.sheet = ROW("<c r=\"A1\" t=\"s\"><v>0</v></c>"
				     "<c r=\"B1\" t=\"s\"><v>1</v></c>"
				     "<c r=\"C1\" "
				     "t=\"inlineStr\"><is><r><t>in</t></r>"
				     "<r><t>side</t></r><rPh><t>no</t></rPh></"
				     "is></c>") },
		"A1 text Hello \nB1 text \nC1 text inside\n");
}

static void references_and_escapes_are_replaced(void **state)
{
	(void)state;
	check_sheet(
		ROW("<c r=\"A1\" t=\"str\"><v>&lt;&#65;&#xe9;&amp;&gt;"
		    "&quot;&apos;</v></c>"
		    "<c r=\"B1\" t=\"str\"><v>a_x0009_b_x005F_x0009_</v></c>"
		    "<c r=\"C1\" t=\"inlineStr\"><is><t>_xD83D__xDE00_ _xD83D_."
		    "</t></is></c>"
		    "<c r=\"D1\" t=\"str\"><v>_x0000_ _x00ZZ_ _</v></c>"
		    "<c r=\"E1\" t=\"str\"><v>a<![CDATA[<&amp;>]]>b<!-- c -->d"
		    "<?e?>f</v></c><c r=\"F1\" t=\"str\"><v>a\r\nb\rc</v></c>"
		    "<c r=\"G1\"><v>&#49;2</v></c>"),
		"A1 text <A\xc3\xa9&>\"'\nB1 text a\tb_x0009_\n"
		"C1 text \xf0\x9f\x98\x80 \xef\xbf\xbd.\n"
		"D1 text _x0000_ _x00ZZ_ _\nE1 text a<&amp;>bdf\n"
		"F1 text a\nb\nc\nG1 number 12\n");
}

static void missing_addresses_follow_their_neighbours(void **state)
{
	(void)state;
	check_sheet(
		SHEET("<row><c><v>1</v></c><c r=\"C1\"><v>2</v></c><c>"
		      "<v>3</v></c></row><row r=\"5\"><c/><c><v>4</v></c></row>"
		      "<row><c><v>5</v></c></row><row><c r=\"B9\"><v>6</v></c>"
		      "<c><v>7</v></c></row><row><c "
		      "r=\"A10\"><v>8</v></c></row>"),
		"A1 number 1\nC1 number 2\nD1 number 3\nB5 number 4\n"
		"A6 number 5\nB9 number 6\nC9 number 7\nA10 number 8\n");
}

static void cells_are_sorted_and_the_last_of_two_stays(void **state)
{
	(void)state;
	check_sheet(ROW("<c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c>"
			"<c r=\"B1\"><v>2</v></c><c r=\"A1\"><v>4</v></c>"),
		"A1 number 4\nB1 number 2\nC1 number 3\n");
}

static void rows_come_in_the_order_of_the_file(void **state)
{
	(void)state;
	check_sheet(SHEET("<row r=\"3\"><c><v>1</v></c></row>"
			  "<row r=\"2\"><c r=\"B2\"><v>2</v></c></row>"
			  "<row><c><v>3</v></c></row>"
			  "<row r=\"2\"><c r=\"B2\"><v>4</v></c></row>"),
		"A3 number 1\nB2 number 2\nA3 number 3\nB2 number 4\n");
}

static void names_of_other_namespaces_are_not_read(void **state)
{
	(void)state;
	check_sheet(
		"<worksheet xmlns=\"" MAIN
		"\" xmlns:q=\"urn:q\" xmlns:m=\"" MAIN
		"\"><q:sheetData><q:row r=\"1\"><q:c r=\"A1\"><q:v>6</q:v>"
		"</q:c></q:row></q:sheetData><sheetData><row r=\"1\" q:r=\"9\">"
		"<c q:r=\"Z9\" r=\"A1\" q:t=\"s\"><v>1</v><q:v>2</q:v></c>"
		"<q:c r=\"B1\"><q:v>5</q:v></q:c><m:c r=\"B1\"><m:v>2</m:v>"
		"</m:c><c r=\"C1\" xmlns=\"urn:q\"><v>7</v></c></row>"
		"</sheetData></worksheet>",
		"A1 number 1\nB1 number 2\n");
}

static void prefixed_and_strict_parts_are_read(void **state)
{
	(void)state;
	check_parts(
		&(struct parts){ .sheet =
					 "<x:worksheet xmlns:x=\"" STRICT
					 "\"><x:sheetData>"
					 "<x:row r=\"1\"><x:c r=\"A1\" "
					 "t=\"s\"><x:v>0</x:v>"
					 "</x:c><x:c r=\"B1\" "
					 "s=\"1\"><x:v>45351</x:v></x:c>"
					 "</x:row></x:sheetData></x:worksheet>",
			.strings = "<y:sst xmlns:y=\"" STRICT
				   "\"><y:si><y:t>q</y:t>"
				   "</y:si></y:sst>",
			.workbook =
				"<w:workbook xmlns:w=\"" STRICT "\" xmlns:k=\""
				"http://purl.oclc.org/ooxml/officeDocument/"
				"relationships\"><w:sheets><w:sheet name=\"S\" "
				"sheetId=\"1\" "
				"k:id=\"r1\"/></w:sheets></w:workbook>" },
		"A1 text q\nB1 date 2024-02-29\n");
}

static void marks_comments_and_instructions_are_passed_over(void **state)
{
	(void)state;
	check_sheet(
		"\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n<!-- <c> -->"
		"<worksheet xmlns='" MAIN "'>\r\n<sheetData>\r\n<row r='1'>"
		"<!-- > --><c\tr='A1'\n><v>1</v></c ><?x <c?><![CDATA[<c>]]>"
		"<c t=\"n\" r=\"B1\" cm=\"1\"><v>2</v><extLst><ext><v>9</v>"
		"</ext></extLst></c></row></sheetData></worksheet>",
		"A1 number 1\nB1 number 2\n");
}

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
		add_parts(&z, &(struct parts){ 0 });
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

static void hidden_sheets_are_told_and_chart_sheets_left_out(void **state)
{
	struct zipmake z = { 0 };
	struct err e = ERR_INIT;
	struct book *b = NULL;

	(void)state;
	make(&z,
		&(struct parts){ .sheet = SHEET(""),
			.workbook = WORKBOOK(
				"<sheets><sheet name=\"a &amp; b\" "
				"sheetId=\"3\" state=\"hidden\" r:id=\"r1\"/>"
				"<sheet name=\"chart\" sheetId=\"1\" "
				"r:id=\"r4\"/>"
				"<sheet name=\"module\" sheetId=\"4\" "
				"r:id=\"\"/>"
				"<sheet name=\"c\" sheetId=\"2\" "
				"state=\"veryHidden\" "
				"r:id=\"r1\"/></sheets>"),
			.relations = RELATIONS(RELATION("r4", "chartsheet",
				"chartsheets/sheet1.xml") RELATION("r1",
				"worksheet", "worksheets/sheet1.xml")) });
	assert_int_equal(
		book_open(&b, file_of((struct span){ z.bytes.at, z.bytes.len }),
			NULL, &e),
		0);
	assert_int_equal(book_sheets(b), 2);
	assert_string_equal(book_sheet_name(b, 0), "a & b");
	assert_int_equal(book_sheet_state(b, 0), SHEET_HIDDEN);
	assert_string_equal(book_sheet_name(b, 1), "c");
	assert_int_equal(book_sheet_state(b, 1), SHEET_VERY_HIDDEN);
	assert_string_equal(book_format(b), "xlsx");
	assert_int_equal(strlen(book_sha256(b)), 64);
	book_close(b);
	zipmake_free(&z);
}

static void two_sheets_can_be_read_in_turns(void **state)
{
	struct zipmake z = { 0 };
	struct err e = ERR_INIT;
	struct book *b = NULL;
	struct sheet *one = NULL, *two = NULL;
	struct row r, q;

	(void)state;
	make(&z,
		&(struct parts){
			.sheet = SHEET("<row><c t=\"s\"><v>0</v></c>"
				       "</row><row><c "
				       "t=\"str\"><v>&gt;</v></c></row>") });
	assert_int_equal(
		book_open(&b, file_of((struct span){ z.bytes.at, z.bytes.len }),
			NULL, &e),
		0);
	assert_int_equal(sheet_open(&one, b, 0, &e), 0);
	assert_int_equal(sheet_open(&two, b, 0, &e), 0);
	assert_int_equal(sheet_next(one, &r, &e), 1);
	assert_int_equal(sheet_next(two, &q, &e), 1);
	assert_int_equal(sheet_next(two, &q, &e), 1);
	assert_true(span_is(r.cells[0].text, "zero"));
	assert_true(span_is(q.cells[0].text, ">"));
	assert_int_equal(sheet_next(two, &q, &e), 0);
	assert_int_equal(sheet_next(two, &q, &e), 0);
	sheet_close(one);
	sheet_close(two);
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

/* ---- the window ---------------------------------------------------------- */

/* The cells of the only sheet, read through a window of that size. */
static void read_through(
	struct text *out, struct span zip, size_t window, struct err *e)
{
	struct strings strings = STRINGS_INIT;
	struct styles styles = { 0 };
	struct stored_tables tables = { &strings, &styles, 0 };
	struct source *source = NULL;
	struct grid *g = NULL;
	struct zip *z = NULL;
	struct row r;

	assert_int_equal(zip_open(&z, zip, e), 0);
	assert_int_equal(
		strings_read(&strings, zip_find(z, "xl/sharedStrings.xml"), e),
		0);
	assert_int_equal(
		source_open(&source, zip_find(z, "xl/worksheets/sheet1.xml"),
			16, e),
		0);
	if (grid_open(&g, source, &tables, window, e) == 0)
		while (grid_next(&r, g, e) > 0)
			show_row(out, NULL, &r);
	grid_close(g);
	strings_free(&strings);
	zip_close(z);
}

static void every_window_gives_the_same_cells(void **state)
{
	static const char sheet[] =
		"\xef\xbb\xbf<?xml version=\"1.0\"?>"
		"<worksheet xmlns=\"" MAIN "\"><sheetPr><a/></sheetPr>"
		"<sheetData><row r=\"1\" ht=\"12\"><c r=\"A1\" s=\"1\"/>"
		"<c r=\"B1\" s=\"1\"><v>12.75</v></c><!-- a > b - -->"
		"<c r=\"C1\" t=\"s\"><v>1</v></c><c r=\"D1\" t=\"str\"><f>A1"
		"&amp;B1</f><v>a&#10;b<![CDATA[ ]] ]]>c</v></c></row><row>"
		"<c t=\"inlineStr\"><is><r><t>\xc3\xa9</t></r><r><t>_x0041_"
		"</t></r></is></c><c r=\"C2\" t=\"e\"><v>#N/A</v></c>"
		"<c r=\"D2\"><v>7</v><extLst><ext/></extLst></c></row>"
		"<row r=\"7\"><c r=\"A7\"><v>1</v></c><c r=\"B7\"><v>2</v></c>"
		"<c r=\"C7\"><v>3</v></c></row></sheetData></worksheet>";
	static const char want[] =
		"B1 number 12.75\nC1 text one\n"
		"D1 text a\nb ]] c =A1&B1\nA2 text \xc3\xa9"
		"A\n"
		"C2 error #N/A\nD2 number 7\nA7 number 1\nB7 number 2\n"
		"C7 number 3\n";
	struct zipmake z = { 0 };
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;

	(void)state;
	make(&z, &(struct parts){ .sheet = sheet });
	for (size_t window = 1; window <= sizeof(sheet); window++) {
		text_clear(&out);
		read_through(&out, (struct span){ z.bytes.at, z.bytes.len },
			window, &e);
		assert_string_equal(e.text, "");
		assert_string_equal(out.at, want);
	}
	text_free(&out);
	zipmake_free(&z);
}

static void a_text_longer_than_the_window_is_read_whole(void **state)
{
	struct text sheet = TEXT_INIT, want = TEXT_INIT;

	(void)state;
	text_puts(&sheet, "<worksheet xmlns=\"" MAIN "\"><sheetData><row>");
	for (int i = 0; i < 3; i++) {
		text_puts(&sheet, "<c t=\"inlineStr\"><is><t>");
		text_printf(&want, "%c1 text ", 'A' + i);
		for (int k = 0; k < 9000; k++) {
			text_printf(&sheet, "%d and &amp; so on, ", k);
			text_printf(&want, "%d and & so on, ", k);
		}
		text_puts(&sheet, "</t></is></c>");
		text_puts(&want, "\n");
	}
	text_puts(&sheet, "</row></sheetData></worksheet>");
	check_sheet(sheet.at, want.at);
	text_free(&sheet);
	text_free(&want);
}

/* ---- what is refused ----------------------------------------------------- */

static void faults_in_a_sheet_name_their_place(void **state)
{
	static const struct {
		const char *sheet, *want;
	} table[] = {
		{ ROW("<c r=\"C1\" t=\"s\"><v>99</v></c>"),
			"row 1: cell C1: shared string 99 of 2" },
		{ ROW("<c r=\"C1\" t=\"s\"><v>-1</v></c>"),
			"row 1: cell C1: '-1' is no number of a shared "
			"string" },
		{ ROW("<c r=\"A1\"><v>0x10</v></c>"),
			"row 1: cell A1: '0x10' is no number" },
		{ ROW("<c r=\"A1\"><v>1,5</v></c>"),
			"row 1: cell A1: '1,5' is no number" },
		{ ROW("<c r=\"A1\"><v>NaN</v></c>"),
			"row 1: cell A1: 'NaN' is no number" },
		{ ROW("<c r=\"A1\"><v>1e999</v></c>"),
			"row 1: cell A1: '1e999' is no number" },
		{ ROW("<c r=\"A1\" t=\"b\"><v>2</v></c>"),
			"row 1: cell A1: '2' is neither true nor false" },
		{ ROW("<c r=\"A1\" t=\"d\"><v>soon</v></c>"),
			"row 1: cell A1: 'soon' is no date" },
		{ ROW("<c r=\"A1\" t=\"q\"><v>1</v></c>"),
			"row 1: the unknown type 'q'" },
		{ ROW("<c r=\"ZZZZ99\"><v>1</v></c>"),
			"row 1: 'ZZZZ99' is no cell of the grid" },
		{ ROW("<c r=\"XFE1\"><v>1</v></c>"),
			"row 1: 'XFE1' is no cell of the grid" },
		{ ROW("<c r=\"XFD1\"/><c><v>1</v></c>"),
			"row 1: more than 16384 columns" },
		{ ROW("<c r=\"A2\"><v>1</v></c>"),
			"row 1: cell A2 stands there" },
		{ SHEET("<row r=\"1048577\"/>"),
			"row 1: '1048577' is no row of the grid" },
		{ SHEET("<row r=\"0\"/>"), "row 1: '0' is no row of the grid" },
		{ ROW("<c r=\"A1\" t=\"str\"><v>&nbsp;</v></c>"),
			"row 1: cell A1: the unknown reference '&nbsp;'" },
		{ ROW("<c r=\"A1\" t=\"str\"><v>a & b</v></c>"),
			"row 1: cell A1: an '&' without ';'" },
		{ ROW("<c r=\"A1\" t=\"str\"><v>&#0;</v></c>"),
			"row 1: cell A1: the unknown reference '&#0;'" },
		{ ROW("<c r=\"A1\" t=\"str\"><v>\xff</v></c>"),
			"row 1: cell A1: text that is not UTF-8" },
		{ ROW("<c r=\"A1\" t=\"str\"><v>\x01</v></c>"),
			"row 1: cell A1: a control character in the text" },
		{ ROW("<c r=\"A1\"><v>1<</v></c>"),
			"row 1: cell A1: malformed XML" },
		{ ROW("<c r=A1><v>1</v></c>"), "row 1: a malformed tag <c>" },
		{ "<!DOCTYPE x []>" SHEET(""), "a DOCTYPE, which is refused" },
		{ ROW("<!ENTITY x>"), "row 1: malformed XML" },
		{ "<chartsheet/>",
			"begins with <chartsheet>, not "
			"<worksheet>" },
		{ "", "no XML" },
		{ "<worksheet", "the XML stops short" },
		{ "<worksheet><sheetData>", "the XML stops short" },
		{ "<worksheet><sheetData><row><c><v>1",
			"row 1: cell A1: the XML stops short" },
		{ "<worksheet><!-- ", "the XML stops short" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		char want[256];

		snprintf(want, sizeof(want), "sheet 'Data': %s", table[i].want);
		check_sheet(table[i].sheet, want);
	}
}

static void tags_too_deep_or_too_long_are_refused(void **state)
{
	struct text sheet = TEXT_INIT;

	(void)state;
	text_puts(&sheet, "<worksheet>");
	for (int i = 0; i < 70; i++)
		text_puts(&sheet, "<a>");
	check_sheet(sheet.at, "sheet 'Data': tags more than 64 deep");
	text_clear(&sheet);
	text_puts(&sheet, "<worksheet a=\"");
	for (int i = 0; i < 300000; i++)
		text_printf(&sheet, "%d", i);
	check_sheet(sheet.at, "sheet 'Data': a tag of more than 1024 KiB");
	text_free(&sheet);
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
		{ BYTES("%PDF-1.4"), "a PDF file" },
		{ BYTES("\xff\xfe"
			"a\0"),
			"a text in UTF-16, which is not read here: "
			"save it in UTF-8" },
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

		add_parts(&z, &(struct parts){ .sheet = SHEET("") });
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

		add_parts(&z, &(struct parts){ .sheet = sheet });
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
	make(z,
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
	const char *path = file_of(bytes);
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

/* ---- workbooks of other projects ----------------------------------------- */

/* A cell that others agree upon, as cells.tsv has it. */
struct truth {
	size_t sheet;
	uint32_t row, column;
	char type;
	struct span value, iso;
};

struct truths {
	struct truth *v;
	size_t n, next;
	struct file_map file;
};

/* Cells that differ on purpose. Line breaks written as _x000D_ are kept here
 * and made one by the readers that were asked; NUL stays as written; a stored
 * ISO date of 1899-12-31 is serial 0 to us and 1 to them. */
static const struct exception {
	const char *file;
	size_t cells;
} exceptions[] = {
	{ "tafia__calamine/has_x000D_inline.xlsx", 1 },
	{ "PHPOffice__PhpSpreadsheet/issue.4724.xlsx", 1 },
	{ "dhatim__fastexcel/comments_stress_test.xlsx", 2 },
	{ "SheetJS__test_files/comments_stress_test.xlsx", 2 },
	{ "mini-software__MiniExcel/TestIssue149.xlsx", 1 },
	{ "ExcelDataReader__ExcelDataReader/Test_BigFormatted~eb498255.xlsx",
		192 },
};

/* Files that have truth and are refused here on purpose: a sheet without its
 * part, a date that is none. */
static const char *const refused[] = {
	"tealeg__xlsx/badfile_noWorksheets.xlsx",
	"openspout__openspout/sheet_with_all_cell_types.xlsx",
};

static struct span next_field(struct span *line)
{
	const char *tab = memchr(line->at, '\t', line->len);
	size_t n = tab ? (size_t)(tab - line->at) : line->len;
	struct span field = { line->at, n };

	*line = (struct span){ line->at + n + (tab != NULL),
		line->len - n - (tab != NULL) };
	return field;
}

static int next_line(struct span *line, struct span *rest)
{
	const char *end;

	if (rest->len == 0)
		return 0;
	end = memchr(rest->at, '\n', rest->len);
	assert_non_null(end);
	*line = (struct span){ rest->at, (size_t)(end - rest->at) };
	rest->at += line->len + 1;
	rest->len -= line->len + 1;
	return 1;
}

static int by_place(const void *a, const void *b)
{
	const struct truth *x = a, *y = b;

	if (x->sheet != y->sheet)
		return x->sheet < y->sheet ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->column < y->column ? -1 : x->column > y->column;
}

static void read_truths(struct truths *t, const char *path)
{
	struct span rest, line;
	struct err e = ERR_INIT;
	size_t cap = 0;

	assert_int_equal(file_map(&t->file, path, &e), 0);
	rest = (struct span){ t->file.at, t->file.len };
	while (next_line(&line, &rest)) {
		struct truth *c;

		if (t->n == cap) {
			cap = cap ? cap * 2 : 1024;
			t->v = realloc(t->v, cap * sizeof(*t->v));
			assert_non_null(t->v);
		}
		c = &t->v[t->n++];
		c->sheet = strtoul(next_field(&line).at, NULL, 10);
		assert_int_equal(
			stored_address(&c->row, &c->column, next_field(&line)),
			0);
		c->type = *next_field(&line).at;
		c->value = next_field(&line);
		c->iso = next_field(&line);
	}
	if (t->n)
		qsort(t->v, t->n, sizeof(*t->v), by_place);
}

static void free_truths(struct truths *t)
{
	file_unmap(&t->file);
	free(t->v);
}

/* 1 if text is what the truth has with \t, \n, \r and \\ for those. */
static int same_text(struct span text, struct span escaped)
{
	size_t k = 0;

	for (size_t i = 0; i < escaped.len; i++, k++) {
		char c = escaped.at[i];

		if (c == '\\' && i + 1 < escaped.len) {
			c = escaped.at[++i];
			c = c == 't'	   ? '\t'
				: c == 'n' ? '\n'
				: c == 'r' ? '\r'
					   : c;
		}
		if (k >= text.len || text.at[k] != c)
			return 0;
	}
	return k == text.len;
}

/* Whether it is shown as a date is left out: there the readers disagree. */
static int same_cell(
	const struct truth *t, const struct book *b, const struct cell *c)
{
	char iso[SERIAL_TEXT];
	double value;

	switch (t->type) {
	case 'n':
	case 'd':
		if ((c->type != CELL_NUMBER && c->type != CELL_DATE) ||
			num_parse(&value, t->value.at, t->value.len) < 0 ||
			fabs(c->number - value) > 1e-12 * fmax(1, fabs(value)))
			return 0;
		if (t->type == 'n' || c->type == CELL_NUMBER || !t->iso.len)
			return 1;
		cell_date(iso, b, c);
		return strncmp(iso, t->iso.at, 19) == 0 || span_is(t->iso, iso);
	case 'b':
		return c->type == CELL_BOOLEAN &&
			(c->number != 0) == span_is(t->value, "TRUE");
	case 'e':
		return c->type == CELL_ERROR && same_text(c->text, t->value);
	default:
		return c->type == CELL_TEXT && same_text(c->text, t->value);
	}
}

/* How many cells of a row are not as others have them, or not there. */
static size_t compare_row(struct truths *t, size_t sheet, const struct book *b,
	const struct row *r)
{
	size_t bad = 0;

	for (size_t i = 0; i < r->n; i++) {
		struct truth here = { .sheet = sheet,
			.row = r->number,
			.column = r->cells[i].column };

		while (t->next < t->n && by_place(&t->v[t->next], &here) < 0) {
			t->next++;
			bad++;
		}
		if (t->next < t->n && by_place(&t->v[t->next], &here) == 0)
			bad += !same_cell(&t->v[t->next++], b, &r->cells[i]);
	}
	return bad;
}

static size_t compare_book(struct truths *t, const char *path, struct err *e)
{
	struct book *b = NULL;
	struct sheet *s;
	struct row r;
	size_t bad = 0;

	if (book_open(&b, path, NULL, e) < 0)
		return t->n;
	for (size_t i = 0; i < book_sheets(b) && e->kind == ERR_NONE; i++) {
		s = NULL;
		if (sheet_open(&s, b, i, e) == 0)
			while (sheet_next(s, &r, e) > 0)
				bad += compare_row(t, i + 1, b, &r);
		sheet_close(s);
	}
	book_close(b);
	return bad + t->n - t->next;
}

static size_t allowed(const char *file)
{
	for (size_t i = 0; i < COUNT(exceptions); i++)
		if (strcmp(file, exceptions[i].file) == 0)
			return exceptions[i].cells;
	return 0;
}

static int may_fail(const char *file)
{
	for (size_t i = 0; i < COUNT(refused); i++)
		if (strcmp(file, refused[i]) == 0)
			return 1;
	return 0;
}

struct walk {
	char files_at[PATH_TEXT], truth_at[PATH_TEXT];
	size_t files, cells, faults;
};

static void compare_file(struct walk *w, const char *file)
{
	char folder[PATH_TEXT], path[PATH_TEXT];
	struct truths t = { 0 };
	struct err e = ERR_INIT;
	size_t bad;

	path_in(folder, w->truth_at, file);
	path_in(path, folder, "cells.tsv");
	if (file_exists(path))
		read_truths(&t, path);
	path_in(path, w->files_at, file);
	bad = compare_book(&t, path, &e);
	w->files++;
	w->cells += t.n;
	if ((e.kind == ERR_NONE) == may_fail(file) ||
		(e.kind == ERR_NONE && bad != allowed(file))) {
		print_message("%s: %zu cells differ %s\n", file, bad, e.text);
		w->faults++;
	}
	free_truths(&t);
}

/* A file that must end in an error. */
static void refuse_file(struct walk *w, const char *file, int encrypted)
{
	char path[PATH_TEXT];
	struct truths none = { 0 };
	struct err e = ERR_INIT;

	path_in(path, w->files_at, file);
	compare_book(&none, path, &e);
	w->files++;
	if (e.kind != ERR_DATA || (encrypted && !strstr(e.text, "encrypted"))) {
		print_message("%s: not refused: %s\n", file, e.text);
		w->faults++;
	}
}

static int is_xlsx(struct span kind)
{
	static const char *const kinds[] = { "xlsx", "xlsm", "xltx", "xltm",
		"xlsx-encrypted(ole)", "zip-corrupt", "zip-other", "xlsb",
		"ods" };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (span_is(kind, kinds[i]))
			return 1;
	return 0;
}

static void walk_line(struct walk *w, struct span line)
{
	struct span name = next_field(&line), kind = next_field(&line);
	struct span status = next_field(&line);
	int other = span_is(kind, "xlsb") || span_is(kind, "ods");
	char file[PATH_TEXT];

	if (!is_xlsx(kind))
		return;
	snprintf(file, sizeof(file), "%.*s", SPAN(name));
	if (span_is(status, "encrypted") || span_is(status, "unreadable") ||
		span_is(status, "crafted:error") || other)
		refuse_file(w, file, span_is(status, "encrypted"));
	else if (span_is(status, "ok"))
		compare_file(w, file);
}

static void workbooks_of_other_projects_give_their_cells(void **state)
{
	const char *data = getenv("KOSH_TEST_DATA");
	char root[PATH_TEXT], path[PATH_TEXT];
	struct file_map manifest = { 0 };
	struct err e = ERR_INIT;
	struct walk w = { 0 };
	struct span rest, line;

	(void)state;
	path_in(root, data ? data : "../shared", "corpus");
	path_in(path, root, "MANIFEST.tsv");
	if (!file_exists(path))
		skip();
	path_in(w.files_at, root, "files");
	path_in(w.truth_at, root, "truth");
	assert_int_equal(file_map(&manifest, path, &e), 0);
	rest = (struct span){ manifest.at, manifest.len };
	next_line(&line, &rest);
	while (next_line(&line, &rest))
		walk_line(&w, line);
	file_unmap(&manifest);
	print_message("%zu files, %zu cells, %zu faults\n", w.files, w.cells,
		w.faults);
	assert_true(w.files > 200);
	assert_int_equal(w.faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type_of_cell_is_told_apart),
		cmocka_unit_test(a_style_makes_a_number_a_date),
		cmocka_unit_test(the_epoch_of_1904_is_honoured),
		cmocka_unit_test(serials_become_iso_dates),
		cmocka_unit_test(what_is_no_iso_date_is_refused),
		cmocka_unit_test(an_address_has_as_many_letters_as_it_needs),
		cmocka_unit_test(blank_cells_and_empty_values_are_left_out),
		cmocka_unit_test(formulas_stand_beside_their_results),
		cmocka_unit_test(
			rich_runs_are_joined_and_phonetic_ones_left_out),
		cmocka_unit_test(references_and_escapes_are_replaced),
		cmocka_unit_test(missing_addresses_follow_their_neighbours),
		cmocka_unit_test(cells_are_sorted_and_the_last_of_two_stays),
		cmocka_unit_test(rows_come_in_the_order_of_the_file),
		cmocka_unit_test(names_of_other_namespaces_are_not_read),
		cmocka_unit_test(prefixed_and_strict_parts_are_read),
		cmocka_unit_test(
			marks_comments_and_instructions_are_passed_over),
		cmocka_unit_test(utf16_is_read_in_either_order),
		cmocka_unit_test(
			latin1_is_read_and_unknown_encodings_are_named),
		cmocka_unit_test(
			hidden_sheets_are_told_and_chart_sheets_left_out),
		cmocka_unit_test(two_sheets_can_be_read_in_turns),
		cmocka_unit_test(targets_are_found_wherever_they_lie),
		cmocka_unit_test(every_window_gives_the_same_cells),
		cmocka_unit_test(a_text_longer_than_the_window_is_read_whole),
		cmocka_unit_test(faults_in_a_sheet_name_their_place),
		cmocka_unit_test(tags_too_deep_or_too_long_are_refused),
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
		cmocka_unit_test(workbooks_of_other_projects_give_their_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
