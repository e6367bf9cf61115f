/* SPDX-License-Identifier: MIT */
/*
 * Workbooks whose parts mean harm. Each ends in its cells or in a clear error,
 * in little memory and little time: see tests/hostile.h for how little.
 */
#include "tests/bookmake.h"
#include "tests/hostile.h"
#include "tests/xlsbytes.h"

enum part {
	PART_ROOT,
	PART_BOOK,
	PART_RELATIONS,
	PART_STRINGS,
	PART_STYLES,
	PART_CELLS,
	PARTS
};

static const struct {
	const char *name, *usual;
} parts[PARTS] = {
	[PART_ROOT] = { "_rels/.rels",
		RELATIONS(
			RELATION("r0", "officeDocument", "xl/workbook.xml")) },
	[PART_BOOK] = { "xl/workbook.xml",
		WORKBOOK("<sheets><sheet name=\"Data\" sheetId=\"1\" "
			 "r:id=\"r1\"/></sheets>") },
	[PART_RELATIONS] = { "xl/_rels/workbook.xml.rels",
		RELATIONS(RELATION("r1", "worksheet", "sheet1.xml") RELATION(
			"r2", "sharedStrings", "sharedStrings.xml")
				RELATION("r3", "styles", "styles.xml")) },
	[PART_STRINGS] = { "xl/sharedStrings.xml",
		"<sst><si><t>zero</t></si><si><t>one</t></si></sst>" },
	[PART_STYLES] = { "xl/styles.xml",
		"<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
		"</cellXfs></styleSheet>" },
	[PART_CELLS] = { "xl/sheet1.xml",
		ROW("<c r=\"A1\" t=\"s\"><v>1</v></c>") },
};

/* How a part lies in the zip. */
enum packing { STORED, DEFLATED, LEFT_OUT };

/* The usual workbook with one part in place of its own. */
static void make(struct zipmake *z, enum part which, struct span content,
	enum packing packing)
{
	for (enum part i = 0; i < PARTS; i++)
		if (i != which)
			zipmake_store(z, parts[i].name, parts[i].usual);
		else if (packing != LEFT_OUT)
			zipmake_add(
				z, parts[i].name, content, packing == DEFLATED);
	zipmake_end(z);
}

static struct span bytes_of(const struct zipmake *z)
{
	return (struct span){ z->bytes.at, z->bytes.len };
}

static void refused(enum part which, struct span content, enum packing packing,
	const char *why)
{
	struct zipmake z = { 0 };

	make(&z, which, content, packing);
	hostile_refused(bytes_of(&z), why);
	zipmake_free(&z);
}

static void has_cells(
	enum part which, struct span content, enum packing packing, size_t n)
{
	struct zipmake z = { 0 };

	make(&z, which, content, packing);
	hostile_cells(bytes_of(&z), n);
	zipmake_free(&z);
}

/* Appends a text n times. */
static void repeat(struct text *t, const char *what, size_t n)
{
	size_t len = strlen(what);
	char *to = text_room(t, n * len);

	assert_non_null(to);
	for (; n > 0; n--, to += len)
		memcpy(to, what, len);
	text_wrote(t, to);
}

static struct span span_of_text(const struct text *t)
{
	return (struct span){ t->at, t->len };
}

/* ---- entities ------------------------------------------------------------ */

static void a_doctype_is_refused_in_every_part(void **state)
{
	static const char *const doctypes[] = {
		"<!DOCTYPE a>",
		"<!DOCTYPE a SYSTEM \"file:///etc/passwd\">",
		"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
		"<!DOCTYPE a [<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">]>",
		"<!DOCTYPE a PUBLIC \"p\" \"http://127.0.0.1:9/x\">",
		"<!DOCTYPE a [<!ENTITY % x SYSTEM \"file:///etc/hosts\"> %x;]>",
	};
	struct text part = TEXT_INIT;

	(void)state;
	for (enum part i = 0; i < PARTS; i++)
		for (size_t k = 0; k < COUNT(doctypes); k++) {
			text_clear(&part);
			text_puts(&part, "<?xml version=\"1.0\"?>\n");
			text_puts(&part, doctypes[k]);
			text_puts(&part, parts[i].usual);
			refused(i, span_of_text(&part), STORED,
				"a DOCTYPE, which is refused");
		}
	text_free(&part);
}

static void a_billion_laughs_are_refused_in_every_part(void **state)
{
	struct text part = TEXT_INIT;

	(void)state;
	for (enum part i = 0; i < PARTS; i++) {
		text_clear(&part);
		text_puts(&part, "<!DOCTYPE a [<!ENTITY l0 \"ha\">");
		for (int level = 1; level <= 8; level++) {
			text_printf(&part, "<!ENTITY l%d \"", level);
			for (int k = 0; k < 10; k++)
				text_printf(&part, "&l%d;", level - 1);
			text_puts(&part, "\">");
		}
		text_puts(&part, "]><a>&l8;</a>");
		refused(i, span_of_text(&part), STORED,
			"a DOCTYPE, which is refused");
	}
	text_free(&part);
}

static void an_entity_that_nobody_declared_is_refused(void **state)
{
	(void)state;
	refused(PART_STRINGS, span_of("<sst><si><t>&l8;</t></si></sst>"),
		STORED, "the unknown reference '&l8;'");
	refused(PART_STYLES, span_of("<styleSheet>&l8;</styleSheet>"), STORED,
		"undefined entity");
}

/* ---- strings ------------------------------------------------------------- */

static void a_shared_string_is_held_but_once(void **state)
{
	struct text strings = TEXT_INIT, sheet = TEXT_INIT;
	struct zipmake z = { 0 };

	(void)state;
	text_puts(&strings, "<sst><si><t>");
	for (int i = 0; i < 1 << 17; i++)
		text_printf(&strings, "%08x", (unsigned)i * 2654435761u);
	text_puts(&strings, "</t></si></sst>");
	text_puts(&sheet, "<worksheet><sheetData>");
	for (int i = 1; i <= 120; i++) {
		text_printf(&sheet, "<row r=\"%d\">", i);
		repeat(&sheet, "<c t=\"s\"><v>0</v></c>", 100);
		text_puts(&sheet, "</row>");
	}
	text_puts(&sheet, "</sheetData></worksheet>");
	for (enum part i = 0; i < PART_CELLS; i++)
		zipmake_add(&z, parts[i].name,
			i == PART_STRINGS ? span_of_text(&strings)
					  : span_of(parts[i].usual),
			1);
	zipmake_add(&z, parts[PART_CELLS].name, span_of_text(&sheet), 1);
	zipmake_end(&z);
	hostile_cells(bytes_of(&z), 12000);
	zipmake_free(&z);
	text_free(&strings);
	text_free(&sheet);
}

/* A cell with a text of n letters. */
static void put_long_cell(struct text *sheet, size_t n)
{
	text_clear(sheet);
	text_puts(sheet,
		"<worksheet><sheetData><row><c t=\"inlineStr\">"
		"<is><t>");
	repeat(sheet, "abcdefgh", n / 8);
	text_puts(sheet, "</t></is></c></row></sheetData></worksheet>");
}

static void a_string_may_be_longer_than_spreadsheets_have_it(void **state)
{
	static const size_t lengths[] = { 32760, 32768, 1 << 20, 4000000 };
	struct text sheet = TEXT_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(lengths); i++) {
		put_long_cell(&sheet, lengths[i]);
		has_cells(PART_CELLS, span_of_text(&sheet), STORED, 1);
	}
	text_free(&sheet);
}

static void a_string_without_end_is_refused(void **state)
{
	struct text sheet = TEXT_INIT;

	(void)state;
	put_long_cell(&sheet, 100 << 20);
	refused(PART_CELLS, span_of_text(&sheet), STORED,
		"a text of more than 4 MiB");
	text_free(&sheet);
}

static void a_part_may_not_be_there(void **state)
{
	struct outcome o;
	struct zipmake z = { 0 };

	(void)state;
	has_cells(PART_ROOT, span_of(""), LEFT_OUT, 1);
	has_cells(PART_STYLES, span_of(""), LEFT_OUT, 1);
	refused(PART_STRINGS, span_of(""), LEFT_OUT, "shared string 1 of 0");
	refused(PART_BOOK, span_of(""), LEFT_OUT, "a damaged workbook");
	refused(PART_CELLS, span_of(""), LEFT_OUT, "is not there");
	make(&z, PART_RELATIONS, span_of(""), LEFT_OUT);
	hostile(&o, bytes_of(&z));
	assert_int_equal(o.kind, ERR_DATA);
	zipmake_free(&z);
}

/* ---- places and indices -------------------------------------------------- */

static void the_last_cell_of_the_grid_costs_nothing(void **state)
{
	(void)state;
	has_cells(PART_CELLS,
		span_of(SHEET("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v>"
			      "</c></row>")),
		STORED, 1);
}

static void cells_outside_of_the_grid_are_refused(void **state)
{
	static const char *const addresses[] = { "ZZZZ9999999999", "XFE1",
		"A1048577", "A0", "A", "1", "", "A-1", "A1.5", "$A$1", "A1:B2",
		"A18446744073709551617", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1",
		"A1\n", "A 1" };
	char sheet[256];

	(void)state;
	for (size_t i = 0; i < COUNT(addresses); i++) {
		snprintf(sheet, sizeof(sheet),
			SHEET("<row><c r=\"%s\"><v>1</v></c></row>"),
			addresses[i]);
		refused(PART_CELLS, span_of(sheet), STORED,
			"is no cell of the grid");
	}
}

static void rows_outside_of_the_grid_are_refused(void **state)
{
	static const char *const rows[] = { "1048577", "0", "-1", "4294967297",
		"1e3", "18446744073709551617", "", "one" };
	char sheet[256];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		snprintf(sheet, sizeof(sheet),
			SHEET("<row r=\"%s\"><c><v>1</v></c></row>"), rows[i]);
		refused(PART_CELLS, span_of(sheet), STORED,
			"is no row of the grid");
	}
}

static void a_shared_string_that_is_not_there_is_refused(void **state)
{
	static const char *const indices[] = { "2", "4294967295", "4294967296",
		"18446744073709551616", "-1", "1.5", "1e0", "x" };
	char sheet[256];

	(void)state;
	for (size_t i = 0; i < COUNT(indices); i++) {
		snprintf(sheet, sizeof(sheet),
			ROW("<c r=\"A1\" t=\"s\"><v>%s</v></c>"), indices[i]);
		refused(PART_CELLS, span_of(sheet), STORED, "shared string");
	}
}

static void a_style_that_is_not_there_makes_no_date(void **state)
{
	static const char *const styles[] = { "2", "4294967295", "4294967296",
		"18446744073709551617", "-1", "1.0", "" };
	char sheet[256];

	(void)state;
	for (size_t i = 0; i < COUNT(styles); i++) {
		snprintf(sheet, sizeof(sheet),
			ROW("<c r=\"A1\" s=\"%s\"><v>45351</v></c>"),
			styles[i]);
		has_cells(PART_CELLS, span_of(sheet), STORED, 1);
	}
}

static void targets_outside_of_the_package_are_not_followed(void **state)
{
	static const struct {
		const char *target, *why;
	} table[] = {
		{ "../../etc/passwd", "outside of the package" },
		{ "..\\..\\etc\\passwd", "outside of the package" },
		{ "%2e%2e/%2e%2e/etc/passwd", "outside of the package" },
		{ "sheet1.xml/../../../x", "outside of the package" },
		{ "/../etc/passwd", "outside of the package" },
		{ "/etc/passwd", "is not there" },
		{ "file:///etc/passwd", "is not there" },
		{ "http://127.0.0.1:9/sheet1.xml", "is not there" },
		{ "sheet1.xml%00.png", "is not there" },
		{ "sheet1.xml?x#y", "is not there" },
		{ "", "is not there" },
		{ "%", "is not there" },
		{ "\" TargetMode=\"External", "is not there" },
	};
	char relations[512];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		snprintf(relations, sizeof(relations),
			RELATIONS(RELATION("r1", "worksheet", "%s")),
			table[i].target);
		refused(PART_RELATIONS, span_of(relations), STORED,
			table[i].why);
	}
}

/* ---- too much of it ------------------------------------------------------ */

static void deep_nesting_is_refused_in_every_part(void **state)
{
	struct text part = TEXT_INIT;

	(void)state;
	for (enum part i = 0; i < PARTS; i++) {
		text_clear(&part);
		text_puts(&part,
			i == PART_BOOK		    ? "<workbook>"
				: i == PART_CELLS   ? "<worksheet>"
				: i == PART_STRINGS ? "<sst>"
						    : "<a>");
		repeat(&part, "<a>", 100000);
		refused(i, span_of_text(&part), STORED,
			"tags more than 64 deep");
	}
	text_free(&part);
}

static void a_long_attribute_is_refused_in_every_part(void **state)
{
	static const char *const roots[PARTS] = { "Relationships", "workbook",
		"Relationships", "sst", "styleSheet", "worksheet" };
	struct text part = TEXT_INIT;

	(void)state;
	for (enum part i = 0; i < PARTS; i++) {
		text_clear(&part);
		text_printf(&part, "<%s a=\"", roots[i]);
		repeat(&part, "0123456789", 1 << 20);
		text_puts(&part, "\"/>");
		refused(i, span_of_text(&part), STORED, "a tag of more than");
	}
	text_free(&part);
}

/* A sheet of 100 MB of the same between two texts. */
static void put_hundred(struct text *sheet, const char *before,
	const char *unit, const char *after)
{
	text_clear(sheet);
	text_puts(sheet, before);
	repeat(sheet, unit, (100 << 20) / strlen(unit));
	text_puts(sheet, after);
}

static void a_tag_of_blanks_is_refused(void **state)
{
	struct text sheet = TEXT_INIT;

	(void)state;
	put_hundred(&sheet, "<worksheet><sheetData", "                ",
		"/></worksheet>");
	refused(PART_CELLS, span_of_text(&sheet), STORED,
		"a tag of more than 1024 KiB");
	text_free(&sheet);
}

static void what_is_passed_over_takes_no_memory(void **state)
{
	static const struct {
		const char *before, *unit, *after;
	} table[] = {
		{ "<worksheet><!--", "- -> -!> [[ <c> ", "--></worksheet>" },
		{ "<worksheet><?x", "?<? >>?= <?-- ->", "?></worksheet>" },
		{ "<worksheet><![CDATA[", "]] >]><c>] ]]]. ",
			"]]></worksheet>" },
		{ "<worksheet>", "text of no cell.", "</worksheet>" },
		{ "<worksheet><sheetData><row><c r=\"A1\"/>",
			"<c r=\"A1\" s=\"9\"/>", "</row></sheetData>" },
		{ "<worksheet><a>", "<b></b><c/>", "</a></worksheet>" },
		{ "<worksheet/>", "<b></b><c/>", "" },
	};
	struct text sheet = TEXT_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		put_hundred(
			&sheet, table[i].before, table[i].unit, table[i].after);
		has_cells(PART_CELLS, span_of_text(&sheet), STORED, 0);
	}
	text_free(&sheet);
}

static void a_row_of_a_million_cells_is_refused(void **state)
{
	struct text sheet = TEXT_INIT;

	(void)state;
	text_puts(&sheet, "<worksheet><sheetData><row r=\"1\">");
	repeat(&sheet, "<c><v>1</v></c>", 1000000);
	text_puts(&sheet, "</row></sheetData></worksheet>");
	refused(PART_CELLS, span_of_text(&sheet), STORED, "columns");
	text_clear(&sheet);
	text_puts(&sheet, "<worksheet><sheetData><row r=\"1\">");
	repeat(&sheet, "<c r=\"A1\"><v>1</v></c>", 1000000);
	text_puts(&sheet, "</row></sheetData></worksheet>");
	refused(PART_CELLS, span_of_text(&sheet), STORED,
		"more cells than there are columns");
	text_free(&sheet);
}

static void two_million_rows_are_refused(void **state)
{
	struct text sheet = TEXT_INIT;

	(void)state;
	text_puts(&sheet, "<worksheet><sheetData>");
	repeat(&sheet, "<row><c><v>1</v></c></row>", 2000000);
	text_puts(&sheet, "</sheetData></worksheet>");
	refused(PART_CELLS, span_of_text(&sheet), STORED,
		"row 1048577: more than 1048576 rows");
	text_free(&sheet);
}

static void a_number_of_a_million_digits_is_read_or_refused(void **state)
{
	static const struct {
		const char *before, *digit, *after;
		size_t cells;
	} table[] = {
		{ "", "1", "", 0 },
		{ "0.", "0", "1", 1 },
		{ "3.", "3", "", 1 },
		{ "", "9", "e-999999", 1 },
		{ "1e", "9", "", 0 },
		{ "1e-", "9", "", 1 },
		{ "", "0", "", 1 },
	};
	struct text sheet = TEXT_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		text_clear(&sheet);
		text_puts(&sheet, "<worksheet><sheetData><row><c><v>");
		text_puts(&sheet, table[i].before);
		repeat(&sheet, table[i].digit, 1000000);
		text_puts(&sheet, table[i].after);
		text_puts(&sheet, "</v></c></row></sheetData></worksheet>");
		if (table[i].cells)
			has_cells(PART_CELLS, span_of_text(&sheet), STORED, 1);
		else
			refused(PART_CELLS, span_of_text(&sheet), STORED,
				"is no number");
	}
	text_free(&sheet);
}

/* A workbook of ten sheets with names of that many letters. */
static void put_name(struct text *book, size_t n)
{
	text_clear(book);
	text_puts(book,
		"<workbook xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"");
	repeat(book, "N", n);
	text_puts(book, "\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
}

static void the_name_of_a_sheet_may_be_long(void **state)
{
	struct text book = TEXT_INIT;

	(void)state;
	put_name(&book, 200000);
	has_cells(PART_BOOK, span_of_text(&book), STORED, 1);
	put_name(&book, 1 << 20);
	refused(PART_BOOK, span_of_text(&book), STORED,
		"a tag of more than 256 KiB");
	text_free(&book);
}

static void put_sheets(struct text *book, size_t n, const char *id)
{
	text_puts(book, "<workbook xmlns:r=\"" OFFICE "\"><sheets>");
	for (size_t i = 0; i < n; i++)
		text_printf(book,
			"<sheet name=\"S%zu\" sheetId=\"1\" "
			"r:id=\"%s\"/>",
			i, id);
	text_puts(book, "</sheets></workbook>");
}

static void twenty_thousand_sheets_are_refused(void **state)
{
	struct text book = TEXT_INIT;

	(void)state;
	put_sheets(&book, 20000, "r1");
	refused(PART_BOOK, span_of_text(&book), STORED,
		"more than 10000 sheets");
	text_clear(&book);
	put_sheets(&book, 10000, "r1");
	refused(PART_BOOK, span_of_text(&book), STORED,
		"two sheets are one part");
	text_free(&book);
}

static void thirty_thousand_relations_are_refused(void **state)
{
	struct text relations = TEXT_INIT;

	(void)state;
	text_puts(&relations, "<Relationships>");
	repeat(&relations, RELATION("r1", "worksheet", "sheet1.xml"), 30000);
	text_puts(&relations, "</Relationships>");
	refused(PART_RELATIONS, span_of_text(&relations), STORED,
		"more than 20000 relations");
	text_free(&relations);
}

/* Each sheet looks for its relation among many that are nearly of its name. */
static void many_sheets_find_their_relations_in_time(void **state)
{
	struct text book = TEXT_INIT, relations = TEXT_INIT, id = TEXT_INIT;
	struct zipmake z = { 0 };

	(void)state;
	repeat(&id, "r", 1500);
	put_sheets(&book, 10000, id.at);
	text_puts(&relations, "<Relationships>");
	for (int i = 0; i < 20000; i++)
		text_printf(&relations,
			"<Relationship Id=\"%s%d\" Type=\"t/worksheet\" "
			"Target=\"s\"/>",
			id.at, i);
	text_puts(&relations, "</Relationships>");
	zipmake_store(&z, parts[PART_ROOT].name, parts[PART_ROOT].usual);
	zipmake_add(&z, parts[PART_BOOK].name, span_of_text(&book), 0);
	zipmake_add(
		&z, parts[PART_RELATIONS].name, span_of_text(&relations), 0);
	zipmake_end(&z);
	hostile_refused(bytes_of(&z), "is not there");
	zipmake_free(&z);
	text_free(&book);
	text_free(&relations);
	text_free(&id);
}

static void put_styles(struct text *styles, size_t formats, size_t n)
{
	text_puts(styles, "<styleSheet><numFmts>");
	for (size_t i = 0; i < formats; i++)
		text_printf(styles,
			"<numFmt numFmtId=\"%zu\" "
			"formatCode=\"yyyy\"/>",
			1000 + i);
	text_puts(styles, "</numFmts><cellXfs>");
	repeat(styles, "<xf numFmtId=\"14\"/>", n);
	text_puts(styles, "</cellXfs></styleSheet>");
}

static void many_styles_find_their_formats_in_time(void **state)
{
	struct text styles = TEXT_INIT;

	(void)state;
	put_styles(&styles, 131000, 131000);
	has_cells(PART_STYLES, span_of_text(&styles), STORED, 1);
	text_free(&styles);
}

static void too_many_styles_are_refused(void **state)
{
	struct text styles = TEXT_INIT;

	(void)state;
	put_styles(&styles, 0, 140000);
	refused(PART_STYLES, span_of_text(&styles), STORED,
		"more than 131072 styles");
	text_clear(&styles);
	put_styles(&styles, 140000, 0);
	refused(PART_STYLES, span_of_text(&styles), STORED,
		"more than 131072 styles");
	text_free(&styles);
}

/* A parser that keeps every name it has seen would keep all of these. */
static void names_of_tags_are_not_gathered(void **state)
{
	struct text part = TEXT_INIT;

	(void)state;
	text_puts(&part, "<styleSheet>");
	for (int i = 0; i < 1000000; i++)
		text_printf(&part, "<a%d/>", i);
	text_puts(&part, "</styleSheet>");
	refused(PART_STYLES, span_of_text(&part), STORED,
		"more than 2048 names of tags");
	text_free(&part);
}

/* Tags of nearly the longest length, which take many readings to see whole. */
static void put_long_tags(
	struct text *part, const char *root, size_t len, int utf16)
{
	struct text narrow = TEXT_INIT;

	text_printf(&narrow, "<%s>", root);
	for (size_t i = 0; i < (16 << 20) / len; i++) {
		text_puts(&narrow, "<a b=\"");
		repeat(&narrow, "0", len - 20);
		text_puts(&narrow, "\"/>");
	}
	text_printf(&narrow, "</%s>", root);
	text_clear(part);
	for (size_t i = 0; i < narrow.len; i++) {
		text_putc(part, narrow.at[i]);
		if (utf16)
			text_putc(part, '\0');
	}
	text_free(&narrow);
}

static void long_tags_are_read_in_time(void **state)
{
	static const size_t mib = 1 << 20;
	struct text part = TEXT_INIT;

	(void)state;
	for (int utf16 = 0; utf16 < 2; utf16++) {
		put_long_tags(&part, "worksheet", mib, utf16);
		has_cells(PART_CELLS, span_of_text(&part), STORED, 0);
		put_long_tags(&part, "sst", mib, utf16);
		refused(PART_STRINGS, span_of_text(&part), STORED,
			"shared string 1 of 0");
		put_long_tags(&part, "styleSheet", 200000, utf16);
		has_cells(PART_STYLES, span_of_text(&part), STORED, 1);
	}
	text_free(&part);
}

static void many_names_in_one_tag_are_read_or_refused(void **state)
{
	struct text part = TEXT_INIT;

	(void)state;
	for (enum part i = PART_STYLES; i <= PART_CELLS; i++)
		for (int names = 0; names < 2; names++) {
			text_clear(&part);
			text_puts(&part,
				i == PART_CELLS ? "<worksheet><a"
						: "<styleSheet><a");
			for (int k = 0; k < 40000; k++)
				text_printf(&part,
					names ? " xmlns:p%d=\"u%d\""
					      : " a%d=\"%d\"",
					k, k);
			text_puts(&part,
				i == PART_CELLS ? "/></worksheet>"
						: "/></styleSheet>");
			if (i == PART_CELLS)
				has_cells(i, span_of_text(&part), STORED, 0);
			else
				refused(i, span_of_text(&part), STORED,
					"more than");
		}
	text_free(&part);
}

static void a_small_part_may_not_be_large(void **state)
{
	struct text part = TEXT_INIT;

	(void)state;
	repeat(&part, " ", 65 << 20);
	refused(PART_BOOK, span_of_text(&part), STORED, "larger than 64 MiB");
	text_free(&part);
}

static void a_namespace_may_not_have_any_number_of_prefixes(void **state)
{
	struct text part = TEXT_INIT;

	(void)state;
	text_puts(&part, "<worksheet xmlns=\"" MAIN "\"");
	for (int i = 0; i < 9; i++)
		text_printf(&part, " xmlns:p%d=\"" MAIN "\"", i);
	text_puts(&part, "/>");
	refused(PART_CELLS, span_of_text(&part), STORED,
		"more than 8 prefixes for one namespace");
	text_free(&part);
}

/* ---- characters that are none -------------------------------------------- */

static void text_in_a_cell(const char *text, const char *why)
{
	char part[512];

	snprintf(part, sizeof(part), ROW("<c r=\"A1\" t=\"str\"><v>%s</v></c>"),
		text);
	refused(PART_CELLS, span_of(part), STORED, why);
}

static void references_to_no_character_are_refused(void **state)
{
	static const char *const references[] = { "&#xD800;", "&#xDFFF;",
		"&#xFFFE;", "&#65535;", "&#x110000;", "&#4294967361;",
		"&#99999999999999999999;", "&#x;", "&#;", "&#-1;", "&#1a;",
		"&#xg;", "&;", "&#31;", "&#x0;", "&AMP;",
		"&averyveryveryveryveryverylongname;" };

	(void)state;
	for (size_t i = 0; i < COUNT(references); i++)
		text_in_a_cell(references[i], "the unknown reference '&");
}

static void bytes_that_are_no_utf8_are_refused(void **state)
{
	static const char *const bytes[] = { "\x80", "\xc0\x80", "\xc1\xbf",
		"\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xc3",
		"\xe2\x82", "\xe2\x28\xa1", "\xf0\x9f\x98" };

	(void)state;
	for (size_t i = 0; i < COUNT(bytes); i++)
		text_in_a_cell(bytes[i], "text that is not UTF-8");
}

/* ---- .xls ---------------------------------------------------------------- */

static struct bytes xls; /* one test at a time */

static void huge_table(struct bytes *w)
{
	record(w, 0x00fc, "\xff\xff\xff\xff\xff\xff\xff\x7f\1\0\0a", 12);
}

static void first_label(struct bytes *w)
{
	begin_cell(w, 0x00fd, 0, 0, 0);
	put(w, 0, 4);
	end_record(w);
}

static void a_table_of_strings_that_lies_takes_no_memory(void **state)
{
	(void)state;
	one_sheet(&xls, 0x0600, huge_table, first_label);
	hostile_cells((struct span){ (char *)xls.at, xls.n }, 1);
}

static void thousands_of_sheets_in_one_place_are_refused(void **state)
{
	size_t at[2000];

	(void)state;
	xls.n = 0;
	bof(&xls, 0x0600, 0x0005);
	for (size_t i = 0; i < COUNT(at); i++)
		at[i] = sheet_entry(&xls, 0x0600, "S", 0, 0);
	eof(&xls);
	for (size_t i = 0; i < COUNT(at); i++)
		set(&xls, at[i], xls.n, 4);
	bof(&xls, 0x0600, 0x0010);
	number(&xls, 0, 0, 0, 1);
	eof(&xls);
	hostile_refused((struct span){ (char *)xls.at, xls.n },
		"it lies where another one does");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_doctype_is_refused_in_every_part),
		cmocka_unit_test(a_billion_laughs_are_refused_in_every_part),
		cmocka_unit_test(an_entity_that_nobody_declared_is_refused),
		cmocka_unit_test(a_shared_string_is_held_but_once),
		cmocka_unit_test(
			a_string_may_be_longer_than_spreadsheets_have_it),
		cmocka_unit_test(a_string_without_end_is_refused),
		cmocka_unit_test(a_part_may_not_be_there),
		cmocka_unit_test(the_last_cell_of_the_grid_costs_nothing),
		cmocka_unit_test(cells_outside_of_the_grid_are_refused),
		cmocka_unit_test(rows_outside_of_the_grid_are_refused),
		cmocka_unit_test(a_shared_string_that_is_not_there_is_refused),
		cmocka_unit_test(a_style_that_is_not_there_makes_no_date),
		cmocka_unit_test(
			targets_outside_of_the_package_are_not_followed),
		cmocka_unit_test(deep_nesting_is_refused_in_every_part),
		cmocka_unit_test(a_long_attribute_is_refused_in_every_part),
		cmocka_unit_test(a_tag_of_blanks_is_refused),
		cmocka_unit_test(what_is_passed_over_takes_no_memory),
		cmocka_unit_test(a_row_of_a_million_cells_is_refused),
		cmocka_unit_test(two_million_rows_are_refused),
		cmocka_unit_test(
			a_number_of_a_million_digits_is_read_or_refused),
		cmocka_unit_test(the_name_of_a_sheet_may_be_long),
		cmocka_unit_test(twenty_thousand_sheets_are_refused),
		cmocka_unit_test(thirty_thousand_relations_are_refused),
		cmocka_unit_test(many_sheets_find_their_relations_in_time),
		cmocka_unit_test(many_styles_find_their_formats_in_time),
		cmocka_unit_test(too_many_styles_are_refused),
		cmocka_unit_test(names_of_tags_are_not_gathered),
		cmocka_unit_test(long_tags_are_read_in_time),
		cmocka_unit_test(many_names_in_one_tag_are_read_or_refused),
		cmocka_unit_test(a_small_part_may_not_be_large),
		cmocka_unit_test(
			a_namespace_may_not_have_any_number_of_prefixes),
		cmocka_unit_test(references_to_no_character_are_refused),
		cmocka_unit_test(bytes_that_are_no_utf8_are_refused),
		cmocka_unit_test(a_table_of_strings_that_lies_takes_no_memory),
		cmocka_unit_test(thousands_of_sheets_in_one_place_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
