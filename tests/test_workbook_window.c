/* SPDX-License-Identifier: MIT */
/*
 * However the window falls upon a sheet, its cells are the same: each shape
 * that a row may have is read through windows of every size, and with every
 * one of its bytes at the edge of a window.
 */
#include "pipeline/workbook/grid.h"
#include "pipeline/workbook/window.h"
#include "pipeline/workbook/zip.h"
#include "tests/bookmake.h"

enum {
	WINDOW_LEAST = 1, /* the smallest that is tried */
	WINDOW_LAST = 4096,
};

/* A row or two, and their cells as show_row has them without a book. '@' is
 * the number of the row. */
static const struct shape {
	const char *rows, *want;
} shapes[] = {
	/* the plain ones */
	{ "<row r=\"@\"><c r=\"B@\"><v>12.75</v></c></row>",
		"B@ number 12.75\n" },
	{ "<row r=\"@\"><c r=\"A@\" s=\"1\"/><c r=\"B@\" s=\"1\"><v>45351</v>"
	  "</c><c r=\"C@\" t=\"s\"><v>1</v></c><c r=\"XFD@\" s=\"1\" t=\"s\">"
	  "<v>0</v></c></row>",
		"B@ date 45351\nC@ text one\nXFD@ text zero\n" },
	{ "<row r=\"@\"><c r=\"A@\" t=\"b\"><v>1</v></c><c r=\"B@\" t=\"e\"><v>"
	  "#DIV/0!</v></c><c r=\"C@\" t=\"str\"><v>a text</v></c></row>",
		"A@ boolean 1\nB@ error #DIV/0!\nC@ text a text\n" },
	{ "<row r=\"@\"><c r=\"A@\"><v>1.2345678901234567E-300</v></c>"
	  "<c r=\"B@\"><v>0.10000000000000001</v></c><c r=\"C@\"><v>-0</v></c>"
	  "<c r=\"D@\"><v>1e+5</v></c><c r=\"E@\"><v>9007199254740993</v></c>"
	  "</row>",
		"A@ number 1.2345678901234567E-300\n"
		"B@ number 0.10000000000000001\nC@ number -0\n"
		"D@ number 1e+5\nE@ number 9007199254740993\n" },
	{ "<row r=\"@\"><c r=\"A@\" t=\"d\"><v>2024-02-29T12:34:56</v></c>"
	  "</row>",
		"A@ date 2024-02-29T12:34:56\n" },
	/* attributes */
	{ "<row ht=\"1\" spans=\"1:3\" r=\"@\" x14ac:dyDescent=\"0.25\"><c "
	  "t=\"s\" s=\"1\" r=\"A@\"><v>1</v></c><c s=\"0\" r=\"B@\" cm=\"1\" "
	  "vm=\"2\" ph=\"1\"><v>2</v></c></row>",
		"A@ text one\nB@ number 2\n" },
	{ "<row\nr = '@' ><c\tr='A@'\n t\n=\n's' ><v >1</v\n></c\t><c r= \"B@\""
	  "\r\n/><c r=\"C@\"\n><v\n>3</v ></c></row\n>",
		"A@ text one\nC@ number 3\n" },
	{ "<row r=\"@\"><c x=\"a>b/\" r=\"A@\" y='\"/>'><v>1</v></c><c r=\"B@\""
	  " z=\"</c>\"><v>2</v></c></row>",
		NULL }, /* '<' in a value is malformed */
	{ "<row r=\"@\"><c x=\"a>b/\" r=\"A@\" y='\"/>'><v>1</v></c><c r=\"B@\""
	  " z=\"'=\"><v>2</v></c></row>",
		"A@ number 1\nB@ number 2\n" },
	{ "<row r=\"@\"><c r=\"A@\" q:t=\"s\" xmlns:q=\"urn:q\" q:r=\"Z1\">"
	  "<v>1</v></c></row>",
		"A@ number 1\n" },
	/* nothing there */
	{ "<row r=\"@\"><c r=\"A@\"><v/></c><c r=\"B@\"><v></v></c><c r=\"C@\">"
	  "<v> </v></c><c r=\"D@\"></c><c r=\"E@\" t=\"s\"><v/></c><c r=\"F@\" "
	  "t=\"b\"><v></v></c><c r=\"G@\"/><c/><c><v>9</v></c></row>",
		"I@ number 9\n" },
	{ "<row r=\"@\"/>", "" },
	{ "<row r=\"@\"></row>", "" },
	/* no address, cells out of order, twice */
	{ "<row><c><v>1</v></c><c/><c><v>3</v></c></row>",
		"A@ number 1\nC@ number 3\n" },
	{ "<row><c r=\"B@\"><v>1</v></c><c><v>2</v></c><c r=\"E@\"><v>5</v></c>"
	  "</row>",
		"B@ number 1\nC@ number 2\nE@ number 5\n" },
	{ "<row r=\"@\"><c r=\"C@\"><v>3</v></c><c r=\"A@\" t=\"str\"><v>old"
	  "</v></c><c r=\"B@\"><v>2</v></c><c r=\"A@\" t=\"str\"><v>new</v>"
	  "</c></row>",
		"A@ text new\nB@ number 2\nC@ number 3\n" },
	/* formulas */
	{ "<row r=\"@\"><c r=\"A@\"><f>1+1</f><v>2</v></c><c r=\"B@\"><f>NOW()"
	  "</f></c><c r=\"C@\"><f>X</f><v/></c><c r=\"D@\" t=\"str\"><f>A1&amp;"
	  "\"&lt;\"</f><v>a&lt;</v></c></row>",
		"A@ number 2 =1+1\nB@ blank  =NOW()\nC@ blank  =X\n"
		"D@ text a< =A1&\"<\"\n" },
	{ "<row r=\"@\"><c r=\"A@\"><f t=\"shared\" ref=\"A@:B@\" si=\"0\">1"
	  "</f><v>3</v></c><c r=\"B@\"><f t=\"shared\" si=\"0\"/><v>4</v></c>"
	  "<c r=\"C@\"><f t=\"array\" ref=\"C@:D@\">SUM(<!-- > -->A1<?p?>)</f>"
	  "<v>5</v></c><c r=\"D@\"><v>6</v></c></row>",
		"A@ number 3 =1\nB@ number 4 =\nC@ number 5 =SUM(A1)\n"
		"D@ number 6\n" },
	{ "<row r=\"@\"><c r=\"A@\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c "
	  "r=\"B@\" t=\"b\"><f>TRUE()</f><v>1</v></c><c r=\"C@\" t=\"str\"><f>"
	  "\"\"</f><v></v></c></row>",
		"A@ error #DIV/0! =1/0\nB@ boolean 1 =TRUE()\nC@ text  "
		"=\"\"\n" },
	/* texts */
	{ "<row r=\"@\"><c r=\"A@\" t=\"inlineStr\"><is><t>in</t></is></c><c "
	  "r=\"B@\" t=\"inlineStr\"><is><r><rPr><b/><sz val=\"9\"/></rPr><t>ri"
	  "</t></r><r><t xml:space=\"preserve\">ch </t></r><rPh sb=\"0\" eb="
	  "\"1\"><t>no</t></rPh><phoneticPr fontId=\"1\"/></is></c><c r=\"C@\" "
	  "t=\"inlineStr\"><is/></c><c r=\"D@\" t=\"inlineStr\"><is><t/></is>"
	  "</c></row>",
		"A@ text in\nB@ text rich \nC@ text \nD@ text \n" },
	{ "<row r=\"@\"><c r=\"A@\" t=\"inlineStr\"><v>7</v><is><t>x</t></is>"
	  "</c></row>",
		"A@ text x\n" },
	{ "<row r=\"@\"><c r=\"A@\" t=\"str\"><v>&lt;&#65;&#xe9;&amp;&gt;&quot;"
	  "&apos;&#x1F600;</v></c><c r=\"B@\" t=\"str\"><v>&amp;amp;</v></c>"
	  "<c r=\"C@\"><v>&#49;2</v></c></row>",
		"A@ text <A\xc3\xa9&>\"'\xf0\x9f\x98\x80\nB@ text &amp;\n"
		"C@ number 12\n" },
	{ "<row r=\"@\"><c r=\"A@\" t=\"str\"><v>a<![CDATA[<&amp;>]] "
	  "]>]]>b<!-- "
	  "</v> -- >-->d<?e ?&gt;>?>f</v></c><c r=\"B@\"><v><![CDATA[1]]>2<!---"
	  "->3</v></c><c r=\"C@\" t=\"inlineStr\"><is><t>g<!-- </t> -->h</t>"
	  "</is></c></row>",
		"A@ text a<&amp;>]] ]>bdf\nB@ number 123\nC@ text gh\n" },
	{ "<row r=\"@\"><c r=\"A@\" t=\"str\"><v>a_x0009_b_x005F_x0009__x00e9_"
	  "</v></c><c r=\"B@\" t=\"inlineStr\"><is><t>_xD83D__xDE00_ _x12_ _x"
	  "</t></is></c></row>",
		"A@ text a\tb_x0009_\xc3\xa9\nB@ text \xf0\x9f\x98\x80 _x12_ "
		"_x\n" },
	{ "<row r=\"@\"><c r=\"A@\" t=\"str\"><v>a\r\nb\rc\nd&#13;&#10;e\r</v>"
	  "</c><c r=\"B@\" t=\"str\"><v>_x000D_\n</v></c></row>",
		"A@ text a\nb\nc\nd\r\ne\n\nB@ text \r\n\n" },
	{ "<row r=\"@\"><c r=\"A@\" t=\"str\"><v xml:space=\"preserve\">  two  "
	  "</v></c><c r=\"B@\" t=\"str\"><v>\t \n</v></c><c r=\"C@\"><v>\n 7 "
	  "</v></c></row>",
		"A@ text   two  \nB@ text \t \n\nC@ number 7\n" },
	{ "<row r=\"@\"><c r=\"A@\" t=\"str\"><v>\xc3\xa9\xe2\x82\xac\xf0\x9f"
	  "\x98\x80\xd3\xa9</v></c><c r=\"B@\" t=\"e\"><v>#\xc3\xa9&amp;</v>"
	  "</c></row>",
		"A@ text \xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xd3\xa9\n"
		"B@ error #\xc3\xa9&\n" },
	/* what is passed over */
	{ "<!-- <row> > - -- --><?x <row> ?><row r=\"@\">\r\n\t<!-- > --><c r="
	  "\"A@\"><!-- <v> --><v>1</v><?y?></c>stray<![CDATA[<c>]]><c r=\"B@\">"
	  "<v>2</v></c> </row>\n",
		"A@ number 1\nB@ number 2\n" },
	{ "<row r=\"@\"><c r=\"A@\"><v>1</v><extLst><ext uri=\"u\"><v>9</v><c "
	  "r="
	  "\"Z@\"/></ext></extLst></c><extLst><ext><c r=\"Y@\"><v>8</v></c>"
	  "</ext></extLst><c r=\"B@\"><v>2</v></c></row>",
		"A@ number 1\nB@ number 2\n" },
	{ "<row r=\"@\"><c r=\"A@\"><v>1</v></c><mc:AlternateContent xmlns:mc="
	  "\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
	  "<mc:Choice Requires=\"z\"><c r=\"B@\"><v>9</v></c></mc:Choice>"
	  "</mc:AlternateContent><c r=\"C@\"><v>3</v></c></row>",
		"A@ number 1\nC@ number 3\n" },
	{ "<row r=\"@\"><q:c xmlns:q=\"urn:q\" r=\"A@\"><q:v>5</q:v></q:c><c r="
	  "\"B@\"><q:v xmlns:q=\"urn:q\">6</q:v><v>2</v></c><c r=\"C@\" xmlns="
	  "\"urn:q\"><v>7</v></c><x:c r=\"D@\" xmlns:x=\"" MAIN "\"><x:v>4"
	  "</x:v></x:c></row>",
		"B@ number 2\nD@ number 4\n" },
};

/* A sheet read again and again. */
struct sample {
	struct zipmake made;
	struct zip *zip;
	struct strings strings;
	struct styles styles;
};

static void sample_open(struct sample *s, const char *sheet)
{
	struct err e = ERR_INIT;

	*s = (struct sample){ .strings = STRINGS_INIT };
	assert_int_equal(
		zip_open(&s->zip,
			bookmake(&s->made, &(struct parts){ .sheet = sheet }),
			&e),
		0);
	assert_int_equal(strings_read(&s->strings,
				 zip_find(s->zip, "xl/sharedStrings.xml"), &e),
		0);
	assert_int_equal(
		styles_read(&s->styles, zip_find(s->zip, "xl/styles.xml"), &e),
		0);
}

static void sample_close(struct sample *s)
{
	strings_free(&s->strings);
	styles_free(&s->styles);
	zip_close(s->zip);
	zipmake_free(&s->made);
}

/* The cells of the sheet through a window of that size. */
static void read_through(
	struct text *out, const struct sample *s, size_t window, struct err *e)
{
	struct stored_tables tables = { &s->strings, &s->styles, 0 };
	struct source *source = NULL;
	struct grid *g = NULL;
	struct row r;

	text_clear(out);
	text_puts(out, "");
	assert_int_equal(
		source_open(&source,
			zip_find(s->zip, "xl/worksheets/sheet1.xml"), 16, e),
		0);
	if (grid_open(&g, source, &tables, window, e) == 0)
		while (grid_next(&r, g, e) > 0)
			show_row(out, NULL, &r);
	grid_close(g);
}

static void check_window(
	const struct sample *s, size_t window, const char *want)
{
	struct text out = TEXT_INIT;
	struct err e = ERR_INIT;

	read_through(&out, s, window, &e);
	if (strcmp(e.text, "") != 0 || strcmp(out.at, want) != 0)
		print_error(
			"through a window of %zu bytes: %s\n", window, e.text);
	assert_string_equal(e.text, "");
	assert_string_equal(out.at, want);
	text_free(&out);
}

/* Appends with the number of the row for each '@'. */
static void add_shape(struct text *out, const char *shape, unsigned row)
{
	for (; *shape; shape++)
		if (*shape == '@')
			text_printf(out, "%u", row);
		else
			text_putc(out, *shape);
}

static const char head[] = "<worksheet xmlns=\"" MAIN "\"><sheetPr><a/>"
			   "</sheetPr><sheetData>";
static const char tail[] = "</sheetData><pageMargins/></worksheet>";

/* The shape in row 2, behind a row with a text of so many bytes. */
static void make_padded(struct text *sheet, struct text *want,
	const struct shape *shape, size_t padding)
{
	text_clear(sheet);
	text_clear(want);
	text_printf(sheet,
		"%s<row r=\"1\"><c r=\"A1\" t=\"str\"><v>%0*d</v>"
		"</c></row>",
		head, (int)padding, 0);
	text_printf(want, "A1 text %0*d\n", (int)padding, 0);
	add_shape(sheet, shape->rows, 2);
	add_shape(want, shape->want, 2);
	text_puts(sheet, tail);
}

static void each_shape_is_read_through_windows_of_every_size(void **state)
{
	struct text sheet = TEXT_INIT, want = TEXT_INIT;
	struct sample s;

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		if (!shapes[i].want)
			continue;
		make_padded(&sheet, &want, &shapes[i], 1);
		sample_open(&s, sheet.at);
		for (size_t n = WINDOW_LEAST; n <= sheet.len + 1; n++)
			check_window(&s, n, want.at);
		sample_close(&s);
	}
	text_free(&sheet);
	text_free(&want);
}

/* Reads the shape so that each of its bytes is once the first behind the edge
 * of a window that was filled to its end. */
static void check_edge(const struct shape *shape, size_t window)
{
	struct text sheet = TEXT_INIT, want = TEXT_INIT;
	size_t before, len;
	struct sample s;

	make_padded(&sheet, &want, shape, 1);
	len = sheet.len - strlen(tail);
	before = strlen(head) + 48;
	for (size_t padding = window > len ? window - len : 1;
		padding + before <= window + 64; padding++) {
		make_padded(&sheet, &want, shape, padding);
		sample_open(&s, sheet.at);
		check_window(&s, window, want.at);
		sample_close(&s);
	}
	text_free(&sheet);
	text_free(&want);
}

static void each_shape_is_read_wherever_the_window_ends_in_it(void **state)
{
	static const size_t windows[] = { 1024, 4096 };

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++)
		for (size_t k = 0; shapes[i].want && k < COUNT(windows); k++)
			check_edge(&shapes[i], windows[k]);
}

static void all_shapes_are_read_through_windows_of_every_size(void **state)
{
	struct text sheet = TEXT_INIT, want = TEXT_INIT;
	unsigned row = 0;
	struct sample s;

	(void)state;
	text_puts(&sheet, head);
	for (size_t i = 0; i < COUNT(shapes); i++)
		if (shapes[i].want) {
			add_shape(&sheet, shapes[i].rows, ++row);
			add_shape(&want, shapes[i].want, row);
		}
	text_puts(&sheet, tail);
	assert_true(sheet.len > WINDOW_LAST);
	sample_open(&s, sheet.at);
	for (size_t n = WINDOW_LEAST; n <= WINDOW_LAST; n++)
		check_window(&s, n, want.at);
	check_window(&s, WINDOW_SIZE, want.at);
	sample_close(&s);
	text_free(&sheet);
	text_free(&want);
}

/* The length of what begins at p and holds no tags of a sheet. */
static size_t passed_over(const char *p)
{
	static const char *const marks[][2] = { { "<!--", "-->" },
		{ "<![CDATA[", "]]>" }, { "<?", "?>" } };

	for (size_t i = 0; i < COUNT(marks); i++)
		if (strncmp(p, marks[i][0], strlen(marks[i][0])) == 0)
			return (size_t)(strstr(p, marks[i][1]) - p) +
				strlen(marks[i][1]);
	return 0;
}

/* Appends with "x:" before each name of a tag that has no prefix. */
static void add_prefixed(struct text *out, const char *xml)
{
	while (*xml) {
		size_t n = passed_over(xml);

		if (n == 0 && *xml == '<') {
			n = 1 + (xml[1] == '/');
			text_add(out, xml, n);
			xml += n;
			n = strcspn(xml, " \t\r\n/>");
			if (!memchr(xml, ':', n))
				text_puts(out, "x:");
		}
		n = n ? n : 1;
		text_add(out, xml, n);
		xml += n;
	}
}

/* Where a shape gives names without prefix another meaning, it is another
 * shape with prefixes. */
static int has_own_names(const struct shape *shape)
{
	return strstr(shape->rows, "xmlns=") != NULL;
}

static void shapes_with_prefixes_are_read_through_every_window(void **state)
{
	struct text plain = TEXT_INIT, sheet = TEXT_INIT, want = TEXT_INIT;
	unsigned row = 0;
	struct sample s;

	(void)state;
	text_puts(&sheet, "<x:worksheet xmlns:x=\"" MAIN "\"><x:sheetData>");
	for (size_t i = 0; i < COUNT(shapes); i++)
		if (shapes[i].want && !has_own_names(&shapes[i])) {
			add_shape(&plain, shapes[i].rows, ++row);
			add_shape(&want, shapes[i].want, row);
		}
	add_prefixed(&sheet, plain.at);
	text_puts(&sheet, "</x:sheetData></x:worksheet>");
	sample_open(&s, sheet.at);
	for (size_t n = WINDOW_LEAST; n <= WINDOW_LAST; n++)
		check_window(&s, n, want.at);
	sample_close(&s);
	text_free(&plain);
	text_free(&sheet);
	text_free(&want);
}

/* Any of the shapes behind any other, by a small generator of our own. */
static void shapes_in_any_order_are_read_through_any_window(void **state)
{
	struct text sheet = TEXT_INIT, want = TEXT_INIT;
	uint32_t seed = 1;
	struct sample s;

	(void)state;
	for (int round = 0; round < 200; round++) {
		text_clear(&sheet);
		text_clear(&want);
		text_puts(&sheet, head);
		for (unsigned row = 1; row <= 60; row++) {
			const struct shape *shape;

			seed = seed * 1664525 + 1013904223;
			shape = &shapes[(seed >> 16) % COUNT(shapes)];
			if (!shape->want)
				shape = &shapes[0];
			add_shape(&sheet, shape->rows, row);
			add_shape(&want, shape->want, row);
		}
		text_puts(&sheet, tail);
		sample_open(&s, sheet.at);
		for (int k = 0; k < 20; k++) {
			seed = seed * 1664525 + 1013904223;
			check_window(&s, 1 + (seed >> 16) % 9000, want.at);
		}
		sample_close(&s);
	}
	text_free(&sheet);
	text_free(&want);
}

static void a_malformed_shape_is_refused_by_every_window(void **state)
{
	struct text sheet = TEXT_INIT, out = TEXT_INIT;
	struct sample s;

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		if (shapes[i].want)
			continue;
		text_clear(&sheet);
		text_puts(&sheet, head);
		add_shape(&sheet, shapes[i].rows, 2);
		text_puts(&sheet, tail);
		sample_open(&s, sheet.at);
		for (size_t n = WINDOW_LEAST; n <= sheet.len + 1; n++) {
			struct err e = ERR_INIT;

			read_through(&out, &s, n, &e);
			assert_string_equal(e.text, "row 2: malformed XML");
		}
		sample_close(&s);
	}
	text_free(&sheet);
	text_free(&out);
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

/* Some strings, the last byte of which is the given one of their part. */
static void check_strings_up_to(size_t end)
{
	static const char root[] = "<sst xmlns=\"" MAIN "\"><si><t>";
	static const char some[] =
		"</t></si><si><r><rPr><b/></rPr><t>a&amp;b</t></r><!-- > --><r>"
		"<t xml:space=\"preserve\"> \xc3\xa9</t></r><rPh sb=\"0\" eb="
		"\"1\"><t>no</t></rPh></si><si/><si><t>_x0041_<![CDATA[<]]>"
		"</t></si></sst>";
	static const char row[] = ROW("<c r=\"A1\" t=\"s\"><v>1</v></c>"
				      "<c r=\"B1\" t=\"s\"><v>2</v></c>"
				      "<c r=\"C1\" t=\"s\"><v>3</v></c>");
	struct text sst = TEXT_INIT;

	text_printf(&sst, "%s%0*d%s", root,
		(int)(end - strlen(root) - strlen(some)), 0, some);
	check_parts(&(struct parts){ .strings = sst.at, .sheet = row },
		"A1 text a&b \xc3\xa9\nB1 text \nC1 text A<\n");
	text_free(&sst);
}

/* Where a window, or what is read ahead to tell the encoding, may end. */
static void strings_are_read_wherever_the_window_ends_in_them(void **state)
{
	static const size_t edges[] = { 4096, WINDOW_SIZE, WINDOW_SIZE + 4096 };

	(void)state;
	for (size_t i = 0; i < COUNT(edges); i++)
		for (size_t k = 0; k < 256; k++)
			check_strings_up_to(edges[i] + k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			each_shape_is_read_through_windows_of_every_size),
		cmocka_unit_test(
			each_shape_is_read_wherever_the_window_ends_in_it),
		cmocka_unit_test(
			all_shapes_are_read_through_windows_of_every_size),
		cmocka_unit_test(
			shapes_with_prefixes_are_read_through_every_window),
		cmocka_unit_test(
			shapes_in_any_order_are_read_through_any_window),
		cmocka_unit_test(a_malformed_shape_is_refused_by_every_window),
		cmocka_unit_test(a_text_longer_than_the_window_is_read_whole),
		cmocka_unit_test(
			strings_are_read_wherever_the_window_ends_in_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
