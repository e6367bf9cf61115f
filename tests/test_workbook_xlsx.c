/* SPDX-License-Identifier: MIT */
/* The cells of a sheet of .xlsx: what is read, and what is refused with which
 * words. */
#include "tests/bookmake.h"

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

static void a_format_of_a_condition_is_none_of_a_cell(void **state)
{
	(void)state;
	check_parts(
		&(struct parts){
			.sheet = ROW("<c r=\"A1\" s=\"1\"><v>45351</v></c>"
				     "<c r=\"B1\" s=\"2\"><v>45351</v></c>"),
			.styles = "<styleSheet xmlns=\"" MAIN "\"><numFmts>"
				  "<numFmt numFmtId=\"164\" "
				  "formatCode=\"0.00\"/><numFmt "
				  "numFmtId=\"165\" formatCode=\"yyyy\"/>"
				  "</numFmts><cellXfs><xf/><xf "
				  "numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
				  "</cellXfs><dxfs><dxf><numFmt "
				  "numFmtId=\"164\" formatCode=\"yyyy\"/></dxf>"
				  "<dxf><numFmt numFmtId=\"165\" "
				  "formatCode=\"0.00\"/></dxf></dxfs>"
				  "</styleSheet>" },
		"A1 number 45351\nB1 date 2024-02-29\n");
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

static void a_blank_cell_behind_another_in_its_place_empties_it(void **state)
{
	(void)state;
	check_sheet(ROW("<c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c>"
			"<c r=\"A1\" s=\"1\"/><c r=\"C1\"><v>3</v></c>"),
		"B1 number 2\nC1 number 3\n");
	check_sheet(ROW("<c r='A1'><v>1</v></c><c r='A1' s='1'/>"), "");
	check_sheet(ROW("<c r=\"A1\" s=\"1\"/><c r=\"A1\"><v>1</v></c>"),
		"A1 number 1\n");
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

static void a_prefix_may_get_another_meaning(void **state)
{
	(void)state;
	check_sheet("<x:worksheet xmlns:x=\"" MAIN "\"><x:sheetData>"
		    "<x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c>"
		    "<x:c r=\"B1\" xmlns:x=\"urn:q\"><x:v>2</x:v></x:c>"
		    "<x:c r=\"C1\" xmlns=\"urn:q\"><x:v>3</x:v></x:c></x:row>"
		    "<x:row r=\"2\" xmlns:x=\"urn:q\"><x:c r=\"A2\"><x:v>4"
		    "</x:v></x:c></x:row></x:sheetData></x:worksheet>",
		"A1 number 1\nC1 number 3\n");
}

static void white_space_hides_no_other_namespace(void **state)
{
	(void)state;
	check_sheet(SHEET("<row r=\"1\"  xmlns=\"urn:q\"><c r=\"A1\"><v>1</v>"
			  "</c></row><row r=\"2\" \txmlns=\"urn:q\"><c "
			  "r=\"A2\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\">"
			  "<f  xmlns=\"urn:q\">1+1</f><v>2</v></c></row>"),
		"A3 number 2\n");
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

static void two_sheets_can_be_read_in_turns(void **state)
{
	struct zipmake z = { 0 };
	struct err e = ERR_INIT;
	struct book *b = NULL;
	struct sheet *one = NULL, *two = NULL;
	struct row r, q;

	(void)state;
	bookmake(&z,
		&(struct parts){
			.sheet = SHEET("<row><c t=\"s\"><v>0</v></c>"
				       "</row><row><c "
				       "t=\"str\"><v>&gt;</v></c></row>") });
	b = bookmake_open((struct span){ z.bytes.at, z.bytes.len });
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

static void iso_dates_of_strict_books_know_no_phantom_day(void **state)
{
	static const char sheet[] =
		ROW("<c r=\"A1\" t=\"d\"><v>1899-12-31</v></c>"
		    "<c r=\"B1\" t=\"d\"><v>1900-01-01</v></c>"
		    "<c r=\"C1\" t=\"d\"><v>1899-12-30T12:00:00</v></c>"
		    "<c r=\"D1\" t=\"d\"><v>1900-03-01</v></c>"
		    "<c r=\"E1\" t=\"d\"><v>2024-02-29</v></c>"
		    "<c r=\"F1\" s=\"1\"><v>1</v></c>");

	(void)state;
	check_parts(&(struct parts){ .sheet = sheet,
			    .workbook = WORKBOOK(
				    "<workbookPr dateCompatibility=\"0\"/>"
				    "<sheets>" ONE_SHEET "</sheets>") },
		"A1 date 1900-01-01\nB1 date 1900-01-02\nC1 date 12:00:00\n"
		"D1 date 1900-03-01\nE1 date 2024-02-29\n"
		"F1 date 1900-01-01\n");
	check_parts(&(struct parts){ .sheet = ROW("<c r=\"A1\" t=\"d\">"
						  "<v>1900-01-01</v></c>"),
			    .workbook = WORKBOOK(
				    "<workbookPr dateCompatibility=\"1\"/>"
				    "<sheets>" ONE_SHEET "</sheets>") },
		"A1 date 1900-01-01\n");
}

static void a_formula_without_result_is_blank_whatever_its_type(void **state)
{
	(void)state;
	check_sheet(ROW("<c r=\"A1\"><f>A</f></c><c r=\"B1\" t=\"str\"><f>B</f>"
			"</c><c r=\"C1\" t=\"b\"><f>C</f><v/></c>"
			"<c r=\"D1\" t=\"e\"><f>D</f></c><c r=\"E1\" t=\"n\">"
			"<f>E</f><v></v></c><c r=\"F1\" s=\"1\"><f>F</f>"
			"<v> </v></c><c r=\"G1\"><f/></c>"
			"<c r=\"H1\" t=\"s\"><f>H</f></c>"),
		"A1 blank  =A\nB1 blank  =B\nC1 blank  =C\nD1 blank  =D\n"
		"E1 blank  =E\nF1 blank  =F\nG1 blank  =\nH1 blank  =H\n");
}

static void numbers_are_the_nearest_doubles(void **state)
{
	(void)state;
	check_sheet(ROW("<c><v>0.30000000000000004</v></c>"
			"<c><v>1.7976931348623157E+308</v></c>"
			"<c><v>5E-324</v></c><c><v>-0</v></c>"
			"<c><v>9007199254740993</v></c>"
			"<c><v>123456789012345678901234567890</v></c>"
			"<c><v>.5</v></c><c><v>007</v></c><c><v>1E5</v></c>"
			"<c><v>0.1000000000000000055511151231257827</v></c>"),
		"A1 number 0.30000000000000004\n"
		"B1 number 1.7976931348623157e308\nC1 number 5e-324\n"
		"D1 number 0\nE1 number 9007199254740992\n"
		"F1 number 1.2345678901234568e29\nG1 number 0.5\n"
		"H1 number 7\nI1 number 100000\nJ1 number 0.1\n");
}

/* So many times the same. */
static void repeat(struct text *to, const char *what, size_t n)
{
	while (n-- > 0)
		text_puts(to, what);
}

static void the_longest_text_is_whole_wherever_it_stands(void **state)
{
	struct text sheet = TEXT_INIT, strings = TEXT_INIT, want = TEXT_INIT;

	(void)state;
	text_puts(&strings, "<sst xmlns=\"" MAIN "\"><si><t>");
	repeat(&strings, "\xc3\xa9", 32767);
	text_puts(&strings, "</t></si></sst>");
	text_puts(&sheet,
		"<worksheet xmlns=\"" MAIN "\"><sheetData><row><c "
		"t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>");
	repeat(&sheet, "&#233;", 32767);
	text_puts(&sheet, "</t></is></c><c t=\"str\"><v>");
	repeat(&sheet, "_x00E9_", 32767);
	text_puts(&sheet, "</v></c></row></sheetData></worksheet>");
	for (char column = 'A'; column <= 'C'; column++) {
		text_printf(&want, "%c1 text ", column);
		repeat(&want, "\xc3\xa9", 32767);
		text_puts(&want, "\n");
	}
	check_parts(&(struct parts){ .sheet = sheet.at,
			    .strings = strings.at,
			    .how = ZIPMAKE_DEFLATE },
		want.at);
	text_free(&sheet);
	text_free(&strings);
	text_free(&want);
}

static void the_dimension_is_not_believed(void **state)
{
	static const char *const table[] = { "", "<dimension ref=\"A1\"/>",
		"<dimension ref=\"A1:XFD1048576\"/>", "<dimension ref=\"?\"/>",
		"<dimension/>", "<dimension ref=\"Z9:Z10\"></dimension>" };

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		char sheet[512];

		snprintf(sheet, sizeof(sheet),
			"<worksheet xmlns=\"" MAIN "\">%s<sheetData><row "
			"r=\"2\"><c r=\"B2\"><v>1</v></c></row><row "
			"r=\"7\"><c r=\"XFD7\"><v>2</v></c></row></sheetData>"
			"</worksheet>",
			table[i]);
		check_sheet(sheet, "B2 number 1\nXFD7 number 2\n");
	}
}

static void the_grid_is_read_to_its_last_row_and_column(void **state)
{
	struct text sheet = TEXT_INIT, want = TEXT_INIT;
	char address[CELL_ADDRESS];

	(void)state;
	text_puts(&sheet, "<worksheet xmlns=\"" MAIN "\"><sheetData><row>");
	for (uint32_t i = 0; i < 16384; i++) {
		text_printf(&sheet, "<c><v>%u</v></c>", (unsigned)i + 1);
		cell_address(address, 0, i);
		text_printf(&want, "%s number %u\n", address, (unsigned)i + 1);
	}
	text_puts(&sheet,
		"</row><row r=\"1048576\"><c r=\"XFD1048576\"><v>0"
		"</v></c></row></sheetData></worksheet>");
	text_puts(&want, "XFD1048576 number 0\n");
	check_sheet(sheet.at, want.at);
	text_free(&sheet);
	text_free(&want);
}

static void xml_space_changes_nothing(void **state)
{
	(void)state;
	check_parts(
		&(struct parts){
			.strings = "<sst xmlns=\"" MAIN "\"><si><t "
				   "xml:space=\"preserve\">  two  </t></si>"
				   "<si><t>  two  </t></si><si><t "
				   "xml:space=\"default\"> </t></si></sst>",
			.sheet = ROW("<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1"
				     "</v></c><c t=\"s\"><v>2</v></c>"
				     "<c t=\"inlineStr\"><is><t>\ta\n</t></is>"
				     "</c>") },
		"A1 text   two  \nB1 text   two  \nC1 text  \n"
		"D1 text \ta\n\n");
}

static void a_shared_string_may_serve_many_cells(void **state)
{
	(void)state;
	check_sheet(ROW("<c t=\"s\"><v>1</v></c><c t=\"s\"><v>1</v></c>"
			"<c t=\"s\"><v> 0 </v></c><c t=\"s\"><v>001</v></c>"),
		"A1 text one\nB1 text one\nC1 text zero\nD1 text one\n");
}

/* ---- what is refused ----------------------------------------------------- */

static const struct {
	const char *sheet, *want;
} faults[] = {
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
	{ ROW("<c r=\"A2\"><v>1</v></c>"), "row 1: cell A2 stands there" },
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
	{ ROW("<c r=\"A1\"><v>1<</v></c>"), "row 1: cell A1: malformed XML" },
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

static void faults_in_a_sheet_name_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		char want[256];

		snprintf(
			want, sizeof(want), "sheet 'Data': %s", faults[i].want);
		check_sheet(faults[i].sheet, want);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type_of_cell_is_told_apart),
		cmocka_unit_test(a_style_makes_a_number_a_date),
		cmocka_unit_test(a_format_of_a_condition_is_none_of_a_cell),
		cmocka_unit_test(the_epoch_of_1904_is_honoured),
		cmocka_unit_test(blank_cells_and_empty_values_are_left_out),
		cmocka_unit_test(formulas_stand_beside_their_results),
		cmocka_unit_test(
			rich_runs_are_joined_and_phonetic_ones_left_out),
		cmocka_unit_test(references_and_escapes_are_replaced),
		cmocka_unit_test(missing_addresses_follow_their_neighbours),
		cmocka_unit_test(cells_are_sorted_and_the_last_of_two_stays),
		cmocka_unit_test(
			a_blank_cell_behind_another_in_its_place_empties_it),
		cmocka_unit_test(rows_come_in_the_order_of_the_file),
		cmocka_unit_test(names_of_other_namespaces_are_not_read),
		cmocka_unit_test(a_prefix_may_get_another_meaning),
		cmocka_unit_test(white_space_hides_no_other_namespace),
		cmocka_unit_test(prefixed_and_strict_parts_are_read),
		cmocka_unit_test(
			marks_comments_and_instructions_are_passed_over),
		cmocka_unit_test(two_sheets_can_be_read_in_turns),
		cmocka_unit_test(iso_dates_of_strict_books_know_no_phantom_day),
		cmocka_unit_test(
			a_formula_without_result_is_blank_whatever_its_type),
		cmocka_unit_test(numbers_are_the_nearest_doubles),
		cmocka_unit_test(the_longest_text_is_whole_wherever_it_stands),
		cmocka_unit_test(the_dimension_is_not_believed),
		cmocka_unit_test(the_grid_is_read_to_its_last_row_and_column),
		cmocka_unit_test(xml_space_changes_nothing),
		cmocka_unit_test(a_shared_string_may_serve_many_cells),
		cmocka_unit_test(faults_in_a_sheet_name_their_place),
		cmocka_unit_test(tags_too_deep_or_too_long_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
