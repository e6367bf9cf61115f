/* SPDX-License-Identifier: MIT */
/*
 * generate table FILE ROWS COLUMNS: a workbook with one large table.
 * generate small FILE [SEED]: one as an index is published, two sheets of 195
 * rows and some 50,000 empty cells that bear a style.
 *
 * The same arguments give the same bytes. In the table 40 % of the cells are
 * shared strings; of the others a third each are integers, numbers of up to
 * four decimals, and numbers of 15 to 17 digits; one in a hundred is blank.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/packer.h"

#define MAIN_URI     "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define DOCUMENT_URI "http://schemas.openxmlformats.org/officeDocument/2006/"
#define PACKAGE_URI  "http://schemas.openxmlformats.org/package/2006/"
#define XML	     "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"

enum {
	STRINGS_MAX = 30000,
	COUNTRIES = 200,
	LABELS = 12,
	STYLES = 5,
	SHEETS_MAX = 2,
	ROWS_MAX = 1 << 20,
	COLUMNS_MAX = 16384,
};

struct maker {
	struct packer *packer;
	uint64_t state; /* of the random numbers */
	uint32_t strings;
	uint64_t uses; /* of strings, by all cells */
	uint32_t columns;
};

/* A cell on its way out. */
struct line {
	char text[128];
	size_t n;
};

/* splitmix64 */
static uint64_t random_bits(struct maker *m)
{
	uint64_t z = m->state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static uint32_t random_below(struct maker *m, uint32_t n)
{
	return (uint32_t)((random_bits(m) >> 32) * n >> 32);
}

static void add(struct line *l, const char *s)
{
	size_t n = strlen(s);

	memcpy(l->text + l->n, s, n);
	l->n += n;
}

static void add_count(struct line *l, uint32_t number)
{
	char digits[16];
	size_t n = sizeof(digits);

	do {
		digits[--n] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	memcpy(l->text + l->n, digits + n, sizeof(digits) - n);
	l->n += sizeof(digits) - n;
}

static void add_address(struct line *l, uint32_t row, uint32_t column)
{
	char letters[4];
	size_t n = sizeof(letters);

	for (uint32_t c = column + 1; c > 0; c = (c - 1) / 26)
		letters[--n] = (char)('A' + (c - 1) % 26);
	memcpy(l->text + l->n, letters + n, sizeof(letters) - n);
	l->n += sizeof(letters) - n;
	add_count(l, row);
}

/* Up to the end of the address and the style; style 0 goes without saying. */
static void begin_cell(
	struct line *l, uint32_t row, uint32_t column, uint32_t style)
{
	l->n = 0;
	add(l, "<c r=\"");
	add_address(l, row, column);
	add(l, "\"");
	if (style) {
		add(l, " s=\"");
		add_count(l, style);
		add(l, "\"");
	}
}

static void put_line(struct maker *m, const struct line *l)
{
	packer_put(m->packer, l->text, l->n);
}

static void put_blank(
	struct maker *m, uint32_t row, uint32_t column, uint32_t style)
{
	struct line l;

	begin_cell(&l, row, column, style);
	add(&l, "/>");
	put_line(m, &l);
}

static void put_string(
	struct maker *m, uint32_t row, uint32_t column, uint32_t string)
{
	struct line l;

	begin_cell(&l, row, column, column == 0);
	add(&l, " t=\"s\"><v>");
	add_count(&l, string);
	add(&l, "</v></c>");
	put_line(m, &l);
	m->uses++;
}

static void add_integer(struct maker *m, struct line *l)
{
	add_count(l, random_below(m, random_below(m, 4) ? 1000 : 1000000));
}

static void add_short(struct maker *m, struct line *l)
{
	static const uint32_t powers[] = { 10, 100, 1000, 10000 };
	uint32_t power = powers[random_below(m, 4)];

	add_count(l, random_below(m, 100));
	add(l, ".");
	add_count(l, power / 10 + random_below(m, power - power / 10));
}

static void add_long(struct maker *m, struct line *l)
{
	double unit = (double)(random_bits(m) >> 11) * 0x1p-53;
	double number = unit * (random_below(m, 50) ? 100 : 1e-5);
	int digits = 15 + (int)random_below(m, 3);
	int n = snprintf(
		l->text + l->n, sizeof(l->text) - l->n, "%.*G", digits, number);

	l->n += (size_t)n;
}

/* way: 0 integer, 1 a few decimals, 2 all digits */
static void put_number(
	struct maker *m, uint32_t row, uint32_t column, uint32_t way)
{
	static void (*const ways[])(struct maker *,
		struct line *) = { add_integer, add_short, add_long };
	struct line l;

	begin_cell(&l, row, column, way == 0 ? 0 : way + 1);
	add(&l, "><v>");
	ways[way](m, &l);
	add(&l, "</v></c>");
	put_line(m, &l);
}

/* A column of strings holds areas, labels of few kinds, or remarks of many. */
static uint32_t some_string(struct maker *m, uint32_t column)
{
	switch (column / 2 % 3) {
	case 0:
		return random_below(m, COUNTRIES);
	case 1:
		return COUNTRIES + random_below(m, LABELS);
	default:
		return random_below(m, m->strings);
	}
}

static void put_cell(struct maker *m, uint32_t row, uint32_t column)
{
	if (random_below(m, 100) == 0)
		put_blank(m, row, column, STYLES - 1);
	else if (column % 5 == 0 || column % 5 == 3)
		put_string(m, row, column, some_string(m, column));
	else
		put_number(m, row, column, (column % 5 + column / 5) % 3);
}

static void begin_row(struct maker *m, uint32_t row)
{
	packer_print(
		m->packer, "<row r=\"%u\" spans=\"1:%u\">", row, m->columns);
}

static void end_row(struct maker *m)
{
	packer_print(m->packer, "</row>");
}

static void begin_sheet(struct maker *m, const char *part, uint32_t rows)
{
	struct line l = { .n = 0 };

	add_address(&l, rows, m->columns - 1);
	packer_begin(m->packer, part);
	packer_print(m->packer,
		XML
		"<worksheet xmlns=\"" MAIN_URI "\" xmlns:r=\"" DOCUMENT_URI
		"relationships\"><dimension ref=\"A1:%.*s\"/><sheetViews>"
		"<sheetView workbookViewId=\"0\"/></sheetViews>"
		"<sheetFormatPr defaultRowHeight=\"15\"/><cols><col min=\"1\" "
		"max=\"1\" width=\"26.7109375\" customWidth=\"1\"/></cols>"
		"<sheetData>",
		(int)l.n, l.text);
}

static void end_sheet(struct maker *m)
{
	packer_print(m->packer,
		"</sheetData><pageMargins left=\"0.7\" right=\"0.7\" "
		"top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>"
		"</worksheet>");
	packer_end(m->packer);
}

static void put_table(struct maker *m, uint32_t rows)
{
	begin_sheet(m, "xl/worksheets/sheet1.xml", rows);
	for (uint32_t row = 1; row <= rows; row++) {
		begin_row(m, row);
		for (uint32_t column = 0; column < m->columns; column++)
			put_cell(m, row, column);
		end_row(m);
	}
	end_sheet(m);
}

/* ---- an index: areas, their scores, and cells where nothing stands ---- */

enum {
	AREAS = 195,
	INDEX_ROWS = 1000,
	RANKING_COLUMNS = 26,
	DETAIL_COLUMNS = 40,
	BEHIND_COLUMNS = 31,
};

static void put_index_row(struct maker *m, uint32_t row, uint32_t columns)
{
	put_string(m, row, 0, row - 2);
	put_number(m, row, 1, 0);
	for (uint32_t column = 2; column < columns; column++)
		put_number(m, row, column, column % 3 ? 1 : 2);
}

static void put_index(struct maker *m, const char *part, uint32_t columns,
	uint32_t blank_columns)
{
	begin_sheet(m, part, INDEX_ROWS);
	for (uint32_t row = 1; row <= INDEX_ROWS; row++) {
		uint32_t column = 0;

		begin_row(m, row);
		if (row == 1)
			for (column = 0; column < columns; column++)
				put_string(m, row, column, AREAS + column);
		else if (row <= AREAS + 1) {
			put_index_row(m, row, columns);
			column = columns;
		}
		for (; column < blank_columns; column++)
			put_blank(m, row, column, 3);
		end_row(m);
	}
	end_sheet(m);
}

static void put_small(struct maker *m)
{
	m->columns = RANKING_COLUMNS;
	put_index(m, "xl/worksheets/sheet1.xml", 3, RANKING_COLUMNS);
	m->columns = DETAIL_COLUMNS;
	put_index(
		m, "xl/worksheets/sheet2.xml", DETAIL_COLUMNS, BEHIND_COLUMNS);
}

/* ---- the other parts ---- */

static void put_area(struct packer *p, uint32_t i)
{
	static const char *const fronts[] = { "Nor", "Kal", "Ber", "Tur", "Mal",
		"San", "Gui", "Bel", "Uz", "Kor", "Sa", "Tan", "Lu", "Mon" };
	static const char *const ends[] = { "via", "stan", "land", "nea", "dor",
		"zil", "guay", "temala", "zania", "mark", "wana", "que",
		"rus &amp; Isles", "rein",
		"\xc3\xb4"
		"te" };
	enum { FRONTS = 14, ENDS = 15 };

	packer_print(p, "%s%s", fronts[i % FRONTS], ends[i / FRONTS % ENDS]);
}

static void put_remark(struct packer *p, uint32_t i)
{
	static const char *const topics[] = { "Digital capacity", "Vision",
		"Data availability", "Governance and ethics", "Infrastructure",
		"Human capital" };

	packer_print(p, "%s, ", topics[i % 6]);
	put_area(p, i * 7);
	packer_print(p, " %u", i);
}

static void put_strings(struct maker *m)
{
	struct packer *p = m->packer;

	packer_begin(p, "xl/sharedStrings.xml");
	packer_print(p,
		XML "<sst xmlns=\"" MAIN_URI "\" count=\"%llu\" "
		    "uniqueCount=\"%u\">",
		(unsigned long long)m->uses, m->strings);
	for (uint32_t i = 0; i < m->strings; i++) {
		packer_print(p, "<si><t>");
		if (i < COUNTRIES)
			put_area(p, i);
		else
			put_remark(p, i);
		packer_print(p, "</t></si>");
	}
	packer_print(p, "</sst>");
	packer_end(p);
}

static void put_styles(struct packer *p)
{
	packer_begin(p, "xl/styles.xml");
	packer_print(p,
		XML
		"<styleSheet xmlns=\"" MAIN_URI
		"\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" "
		"formatCode=\"#,##0.000\"/></numFmts><fonts count=\"2\"><font>"
		"<sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz "
		"val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills "
		"count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
		"<fill><patternFill patternType=\"gray125\"/></fill></fills>"
		"<borders count=\"1\"><border><left/><right/><top/><bottom/>"
		"<diagonal/></border></borders>");
	packer_print(p,
		"<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" "
		"fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs "
		"count=\"%d\">",
		STYLES);
	for (int i = 0; i < STYLES; i++)
		packer_print(p,
			"<xf numFmtId=\"%d\" fontId=\"%d\" fillId=\"0\" "
			"borderId=\"0\" xfId=\"0\"/>",
			i == 2 ? 164 : 0, i == 1);
	packer_print(p,
		"</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" "
		"xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>");
	packer_end(p);
}

static void put_content_types(struct packer *p, unsigned sheets)
{
	packer_begin(p, "[Content_Types].xml");
	packer_print(p,
		XML "<Types xmlns=\"" PACKAGE_URI "content-types\"><Default "
		    "Extension=\"rels\" ContentType=\"application/"
		    "vnd.openxmlformats-package.relationships+xml\"/><Default "
		    "Extension=\"xml\" ContentType=\"application/xml\"/>");
#define OVERRIDE(part, type)                                                   \
	"<Override PartName=\"" part "\" ContentType=\"application/"           \
	"vnd.openxmlformats-" type "+xml\"/>"
#define SPREADSHEET(part, type)                                                \
	OVERRIDE(part, "officedocument.spreadsheetml." type)
	packer_print(p, "%s",
		SPREADSHEET("/xl/workbook.xml", "sheet.main") SPREADSHEET(
			"/xl/styles.xml",
			"styles") SPREADSHEET("/xl/sharedStrings.xml",
			"sharedStrings") OVERRIDE("/docProps/core.xml",
			"package.core-properties") OVERRIDE("/docProps/app.xml",
			"officedocument.extended-properties"));
	for (unsigned i = 1; i <= sheets; i++)
		packer_print(p,
			SPREADSHEET("/xl/worksheets/sheet%u.xml", "worksheet"),
			i);
	packer_print(p, "</Types>");
	packer_end(p);
}

static void put_relation(
	struct packer *p, unsigned id, const char *type, const char *target)
{
	packer_print(p,
		"<Relationship Id=\"rId%u\" Type=\"%s\" Target=\"%s\"/>", id,
		type, target);
}

#define RELATIONSHIPS                                                          \
	XML "<Relationships xmlns=\"" PACKAGE_URI "relationships\">"
#define RELATION DOCUMENT_URI "relationships/"

static void put_relations(struct packer *p, unsigned sheets)
{
	char target[64];

	packer_begin(p, "_rels/.rels");
	packer_print(p, RELATIONSHIPS);
	put_relation(p, 3, RELATION "extended-properties", "docProps/app.xml");
	put_relation(p, 2, PACKAGE_URI "relationships/metadata/core-properties",
		"docProps/core.xml");
	put_relation(p, 1, RELATION "officeDocument", "xl/workbook.xml");
	packer_print(p, "</Relationships>");
	packer_end(p);
	packer_begin(p, "xl/_rels/workbook.xml.rels");
	packer_print(p, RELATIONSHIPS);
	for (unsigned i = 1; i <= sheets; i++) {
		snprintf(target, sizeof(target), "worksheets/sheet%u.xml", i);
		put_relation(p, i, RELATION "worksheet", target);
	}
	put_relation(p, sheets + 1, RELATION "styles", "styles.xml");
	put_relation(
		p, sheets + 2, RELATION "sharedStrings", "sharedStrings.xml");
	packer_print(p, "</Relationships>");
	packer_end(p);
}

static void put_workbook(struct packer *p, unsigned sheets)
{
	static const char *const names[SHEETS_MAX] = { "Global ranking",
		"Detailed scores" };

	packer_begin(p, "xl/workbook.xml");
	packer_print(p,
		XML "<workbook xmlns=\"" MAIN_URI "\" xmlns:r=\"" DOCUMENT_URI
		    "relationships\"><workbookPr/><bookViews>"
		    "<workbookView/></bookViews><sheets>");
	for (unsigned i = 1; i <= sheets; i++)
		packer_print(p,
			"<sheet name=\"%s\" sheetId=\"%u\" r:id=\"rId%u\"/>",
			names[i - 1], i, i);
	packer_print(p, "</sheets><calcPr calcId=\"191029\"/></workbook>");
	packer_end(p);
}

static void put_properties(struct packer *p)
{
	packer_begin(p, "docProps/core.xml");
	packer_print(p,
		XML "<cp:coreProperties xmlns:cp=\"" PACKAGE_URI
		    "metadata/core-properties\" "
		    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
		    "<dc:creator>generate</dc:creator></cp:coreProperties>");
	packer_end(p);
	packer_begin(p, "docProps/app.xml");
	packer_print(p,
		XML "<Properties xmlns=\"" DOCUMENT_URI
		    "extended-properties\"><Application>Microsoft "
		    "Excel</Application></Properties>");
	packer_end(p);
}

static uint32_t count_of(const char *text, uint32_t max)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (*end || n < 1 || n > max)
		errx(2, "'%s' is not a number from 1 to %u", text, max);
	return (uint32_t)n;
}

static void generate(struct maker *m, const char *path, uint32_t rows)
{
	unsigned sheets = rows ? 1 : SHEETS_MAX;

	m->packer = packer_new(path);
	put_content_types(m->packer, sheets);
	put_relations(m->packer, sheets);
	put_workbook(m->packer, sheets);
	if (rows)
		put_table(m, rows);
	else
		put_small(m);
	put_styles(m->packer);
	put_strings(m);
	put_properties(m->packer);
	printf("%llu\n", (unsigned long long)packer_size(m->packer));
	packer_free(m->packer);
}

int main(int argc, char **argv)
{
	struct maker m = { .state = 1, .strings = STRINGS_MAX };
	uint32_t rows = 0;

	if (argc == 5 && strcmp(argv[1], "table") == 0) {
		rows = count_of(argv[3], ROWS_MAX);
		m.columns = count_of(argv[4], COLUMNS_MAX);
	} else if ((argc == 3 || argc == 4) && strcmp(argv[1], "small") == 0) {
		m.strings = AREAS + DETAIL_COLUMNS;
		m.state = argc == 4 ? count_of(argv[3], UINT32_MAX) : 1;
	} else {
		errx(2, "say table FILE ROWS COLUMNS, or small FILE [SEED]");
	}
	generate(&m, argv[2], rows);
	return 0;
}
