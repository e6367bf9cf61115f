/* SPDX-License-Identifier: MIT */
/* The short way for cells of plain shape gives what the scanner gives. A sheet
 * whose names bear a long prefix goes through the scanner alone. */
#include "pipeline/workbook/grid.h"
#include "pipeline/workbook/plain.h"
#include "pipeline/workbook/window.h"
#include "tests/check.h"
#include "tests/zipmake.h"

static uint32_t draw(uint64_t *seed, uint32_t n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % n;
}

/* Inside of cells, plain and less so; @ stands for the prefix. */
static const char *const insides[] = {
	"><@v>%u</@v></@c>",
	"><@v>-%u.25</@v></@c>",
	"><@v>0.%u1234567890123</@v></@c>",
	"><@v>%uE-3</@v></@c>",
	"><@v> %u </@v></@c>",
	"><@v>%u</@v><!-- here --></@c>",
	" s=\"1\"><@v>%u</@v></@c>",
	" s=\"99999999999\"><@v>%u</@v></@c>",
	" t=\"s\"><@v>1</@v></@c>",
	" t=\"s\" s=\"1\"><@v>0</@v></@c>",
	" t=\"str\"><@v>plain %u</@v></@c>",
	" t=\"str\"><@v>not _x0041_ %u</@v></@c>",
	" t=\"str\"><@v>1 &lt; %u</@v></@c>",
	" t=\"str\"><@v>caf\xc3\xa9 %u</@v></@c>",
	" t=\"str\"><@v></@v></@c>",
	" t=\"e\"><@v>#DIV/0!</@v></@c>",
	" t=\"b\"><@v>1</@v></@c>",
	" t=\"b\"><@v>false</@v></@c>",
	" t=\"n\"><@v>%u</@v></@c>",
	" t=\"inlineStr\"><@is><@t>in %u</@t></@is></@c>",
	" t=\"inlineStr\"><@is><@t xml:space=\"preserve\"> %u </@t></@is></@c>",
	" t=\"inlineStr\"><@is><@t/></@is></@c>",
	"><@f>SUM(A1:A%u)</@f><@v>7</@v></@c>",
	"><@f>A1&amp;%u</@f><@v>7</@v></@c>",
	"><@f t='shared' si=\"0\"/><@v>%u</@v></@c>",
	"><@f t=\"array\" ref=\"A1:A2\">_xlfn.X(\"a\",%u)</@f><@v>1</@v></@c>",
	"><@f t=\"shared\" si=\"0\"/><@v>%u</@v></@c>",
	"><@f>NOW()</@f></@c>",
	"><@f></@f><@v></@v></@c>",
	"/>",
	" s=\"3\"/>",
	"></@c>",
	" s=\"2\"></@c>",
	"><@v/></@c>",
};

/* Appends a text with the prefix in the place of each @. */
static void put(struct text *out, const char *text, const char *prefix)
{
	for (; *text; text++)
		if (*text == '@')
			text_puts(out, prefix);
		else
			text_putc(out, *text);
}

static void put_cell(struct text *out, uint64_t *seed, const char *prefix,
	uint32_t row, uint32_t column)
{
	char address[CELL_ADDRESS], inside[200];

	snprintf(inside, sizeof(inside), insides[draw(seed, COUNT(insides))],
		draw(seed, 100000));
	cell_address(address, row, column);
	put(out, "<@c", prefix);
	if (draw(seed, 8))
		text_printf(out, " r=\"%s\"", address);
	put(out, inside, prefix);
}

static void make_sheet(struct text *out, uint64_t seed, const char *prefix)
{
	static const char *const rows[] = { "<@row r=\"%u\">",
		"<@row r=\"%u\" spans=\"1:9\" ht=\"12.5\">",
		"<@row spans='1>9' r=\"%u\">",
		"<@row r=\"%u\" z:dy=\"0.2\" xmlns:q=\"urn:q\">" };
	char text[100];

	put(out, "<@worksheet xmlns:z=\"urn:z\" xmlns", prefix);
	if (*prefix)
		text_printf(out, ":%.*s", (int)strlen(prefix) - 1, prefix);
	put(out, "=\"urn:x\"><@sheetData>", prefix);
	for (uint32_t row = 0; row < 40; row++) {
		snprintf(text, sizeof(text), rows[draw(&seed, COUNT(rows))],
			row + 1u);
		put(out, text, prefix);
		for (uint32_t i = 0, n = draw(&seed, 40); i < n; i++)
			put_cell(out, &seed, prefix, row, i);
		put(out, "</@row>", prefix);
		if (draw(&seed, 4) == 0)
			text_puts(out, "\r\n ");
	}
	put(out, "</@sheetData></@worksheet>", prefix);
}

static void show_cell(struct text *out, const struct cell *c)
{
	text_printf(out, "%u %u %s %.17g '%.*s'", c->row, c->column,
		cell_type_name(c->type), c->number, SPAN(c->text));
	if (c->formula.at)
		text_printf(out, " =%.*s", SPAN(c->formula));
	text_puts(out, "\n");
}

static void show(struct text *out, const char *sheet, size_t window)
{
	char chars[] = "zeroone";
	uint32_t ends[] = { 4, 7 };
	unsigned char dates[] = { 0, 1, 0 };
	struct strings strings = { { chars, 7, 8, 0 }, ends, 2 };
	struct styles styles = { dates, 3 };
	struct stored_tables tables = { &strings, &styles, 0 };
	struct zipmake z = { 0 };
	struct zip *zip = NULL;
	struct source *source = NULL;
	struct grid *g = NULL;
	struct err e = ERR_INIT;
	struct row row;

	zipmake_store(&z, "s", sheet);
	zipmake_end(&z);
	assert_int_equal(
		zip_open(&zip, (struct span){ z.bytes.at, z.bytes.len }, &e),
		0);
	assert_int_equal(source_open(&source, zip_find(zip, "s"), 16, &e), 0);
	text_clear(out);
	text_puts(out, "");
	if (grid_open(&g, source, &tables, window, &e) == 0)
		while (grid_next(&row, g, &e) > 0)
			for (size_t i = 0; i < row.n; i++)
				show_cell(out, &row.cells[i]);
	assert_string_equal(e.text, "");
	grid_close(g);
	zip_close(zip);
	zipmake_free(&z);
}

static void plain_or_not_the_cells_are_the_same(void **state)
{
	static const char *const prefixes[] = { "", "x:", "abc:" };
	struct text sheet = TEXT_INIT, want = TEXT_INIT, got = TEXT_INIT;

	(void)state;
	for (uint64_t seed = 0; seed < 100; seed++) {
		text_clear(&sheet);
		make_sheet(&sheet, seed, "lengthy:");
		show(&want, sheet.at, WINDOW_SIZE);
		assert_true(want.len > 1000);
		for (size_t i = 0; i < COUNT(prefixes); i++) {
			text_clear(&sheet);
			make_sheet(&sheet, seed, prefixes[i]);
			show(&got, sheet.at, WINDOW_SIZE);
			assert_string_equal(got.at, want.at);
			show(&got, sheet.at, 1 + (size_t)seed * 7);
			assert_string_equal(got.at, want.at);
		}
	}
	text_free(&sheet);
	text_free(&want);
	text_free(&got);
}

/* The zeros behind the bytes that plain_cell may look at. */
#define SLACK "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"

struct shape {
	const char *bytes;
	int plain;
};

static void only_what_is_plain_is_taken(void **state)
{
	static const struct shape shapes[] = {
		{ "<c r=\"B7\"><v>12</v></c>" SLACK, 1 },
		{ "<c r=\"B7\" s=\"1\" t=\"s\"><v>1</v></c>" SLACK, 1 },
		{ "<c t=\"s\" r=\"B7\"><v>1</v></c>" SLACK, 1 },
		{ "<c><v>1</v></c>" SLACK, 1 },
		{ "<c/>" SLACK, 1 },
		{ "<c r=\"B8\"><v>12</v></c>" SLACK, 0 },
		{ "<c r=\"B71\"><v>12</v></c>" SLACK, 0 },
		{ "<c r=\"b7\"><v>12</v></c>" SLACK, 0 },
		{ "<c r=\"7\"><v>12</v></c>" SLACK, 0 },
		{ "<c r=\"XFE7\"><v>12</v></c>" SLACK, 0 },
		{ "<c r=\"AAAA7\"><v>12</v></c>" SLACK, 0 },
		{ "<c r='B7'><v>12</v></c>" SLACK, 0 },
		{ "<c  r=\"B7\"><v>12</v></c>" SLACK, 0 },
		{ "<c r=\"B7\" q=\"1\"><v>12</v></c>" SLACK, 0 },
		{ "<c r=\"B7\" t=\"d\"><v>12</v></c>" SLACK, 0 },
		{ "<c r=\"B7\" t=\"strange\"><v>12</v></c>" SLACK, 0 },
		{ "<c r=\"B7\" t=\"s\"><v>2</v></c>" SLACK, 0 },
		{ "<c r=\"B7\" t=\"s\"><v>0000000001</v></c>" SLACK, 0 },
		{ "<c r=\"B7\" t=\"b\"><v>2</v></c>" SLACK, 0 },
		{ "<c r=\"B7\" t=\"b\"><v>true</v></c>" SLACK, 0 },
		{ "<c r=\"B7\"><v>twelve</v></c>" SLACK, 0 },
		{ "<c r=\"B7\"><v>1e999</v></c>" SLACK, 0 },
		{ "<c r=\"B7\"><v>12</v> </c>" SLACK, 0 },
		{ "<c r=\"B7\"><f>A1</f" SLACK, 0 },
		{ "<c r=\"B7\"><v>12</v></c" SLACK, 0 },
		{ "<c r=\"B7" SLACK, 0 },
		{ "<c" SLACK, 0 },
		{ "<cols/>" SLACK, 0 },
	};
	char chars[] = "zeroone";
	uint32_t ends[] = { 4, 7 };
	struct strings strings = { { chars, 7, 8, 0 }, ends, 2 };
	struct styles styles = { 0 };
	struct stored_tables tables = { &strings, &styles, 0 };
	struct err e = ERR_INIT;
	struct plain k;
	struct cell c;
	char *p;

	(void)state;
	plain_open(&k, &tables, "");
	plain_set_row(&k, 6, 1);
	for (size_t i = 0; i < COUNT(shapes); i++) {
		p = (char *)shapes[i].bytes;
		if (plain_cell(&c, &k, &p, 1, &e) != shapes[i].plain ||
			*p != (shapes[i].plain ? '\0' : *shapes[i].bytes))
			fail_msg("%s", shapes[i].bytes);
		if (shapes[i].plain)
			assert_int_equal(c.column, 1);
	}
	p = (char *)shapes[3].bytes;
	assert_int_equal(plain_cell(&c, &k, &p, 16384, &e), 0);
	plain_set_row(&k, 6, 0);
	p = (char *)shapes[0].bytes;
	assert_int_equal(plain_cell(&c, &k, &p, 1, &e), 0);
}

static void a_shared_string_is_not_decoded_in_place(void **state)
{
	static const struct stored_tables none;
	char chars[] = "&amp;",
	     bytes[] = "<c r=\"A1\" t=\"s\"><f>1&lt;2</f>"
		       "<v>0</v></c>" SLACK;
	uint32_t ends[] = { 5 };
	struct strings strings = { { chars, 5, 6, 0 }, ends, 1 };
	struct styles styles = { 0 };
	struct stored_tables tables = none;
	struct err e = ERR_INIT;
	struct plain k;
	struct cell c;
	char *p = bytes;

	(void)state;
	tables.strings = &strings;
	tables.styles = &styles;
	plain_open(&k, &tables, "");
	plain_set_row(&k, 0, 1);
	assert_int_equal(plain_cell(&c, &k, &p, 0, &e), 1);
	assert_true(span_is(c.text, "&amp;"));
	assert_true(span_is(c.formula, "1<2"));
}

static void the_number_of_a_row_is_taken_only_if_it_is_plain(void **state)
{
	static const struct shape shapes[] = {
		{ "<row r=\"7\">" SLACK, 1 },
		{ "<row r=\"7\" spans=\"1:9\" z:d=\"a>b\">" SLACK, 1 },
		{ "<row r=\"7\"/>" SLACK, 1 },
		{ "<row>" SLACK, 0 },
		{ "<row r=\"0\">" SLACK, 0 },
		{ "<row r=\"1048577\">" SLACK, 0 },
		{ "<row r=\"7\" r=\"8\">" SLACK, 0 },
		{ "<row r=\"7\" xmlns:q=\"u\">" SLACK, 0 },
		{ "<row r=\"7\"  xmlns=\"u\">" SLACK, 0 },
		{ "<row r=\"7\" \txmlns=\"u\">" SLACK, 0 },
		{ "<row r=\"7\" spans=\"1:9\"  r=\"8\">" SLACK, 0 },
		{ "<row r=\"7\" ht='1'>" SLACK, 0 },
		{ "<row r=\"7\" ht=\"1<\">" SLACK, 0 },
		{ "<row r=\"7\" ht>" SLACK, 0 },
		{ "<row r=\"7\" ht=\"1" SLACK, 0 },
		{ "<row r=\"7\" /" SLACK, 0 },
		{ "<row r=\"7" SLACK, 0 },
	};
	struct plain k;
	uint32_t row;
	int is_empty;
	char *p;

	(void)state;
	plain_open(&k, NULL, "");
	for (size_t i = 0; i < COUNT(shapes); i++) {
		p = (char *)shapes[i].bytes;
		if (plain_row(&row, &is_empty, &k, &p) != shapes[i].plain ||
			*p != (shapes[i].plain ? '\0' : *shapes[i].bytes))
			fail_msg("%s", shapes[i].bytes);
		if (!shapes[i].plain)
			continue;
		assert_int_equal(row, 6);
		assert_int_equal(is_empty, p[-2] == '/');
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_or_not_the_cells_are_the_same),
		cmocka_unit_test(only_what_is_plain_is_taken),
		cmocka_unit_test(a_shared_string_is_not_decoded_in_place),
		cmocka_unit_test(
			the_number_of_a_row_is_taken_only_if_it_is_plain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
