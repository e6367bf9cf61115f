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

#include "tests/bench/bookparts.h"
#include "tests/bench/packer.h"

enum {
	STRINGS_MAX = 30000,
	LABELS = 12,
	SHEETS = 2, /* of the small one */
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
		return random_below(m, BOOKPARTS_AREAS);
	case 1:
		return BOOKPARTS_AREAS + random_below(m, LABELS);
	default:
		return random_below(m, m->strings);
	}
}

static void put_cell(struct maker *m, uint32_t row, uint32_t column)
{
	if (random_below(m, 100) == 0)
		put_blank(m, row, column, BOOKPARTS_STYLES - 1);
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
	unsigned sheets = rows ? 1 : SHEETS;

	m->packer = packer_new(path);
	bookparts_front(m->packer, sheets);
	if (rows)
		put_table(m, rows);
	else
		put_small(m);
	bookparts_back(m->packer, m->strings, m->uses);
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
