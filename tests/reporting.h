/* SPDX-License-Identifier: MIT */
/* Reports in tests: a small database, the report of it, and what is looked up
 * in that. */
#ifndef KOSH_TESTS_REPORTING_H
#define KOSH_TESTS_REPORTING_H

#include "tests/check.h"

#include "pipeline/report/report.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/part.h"
#include "tests/deriving.h"

/* ---- a small database -----------------------------------------------------
 */

#define SHA_OF(c) "substr(replace(hex(zeroblob(32)), '00', '" c c "'), 1, 64)"

/* Five areas, four of them in Central Asia; two editions of two methods. */
static const char ground[] __attribute__((unused)) =
	"INSERT INTO dataset VALUES ('demo', 'Demo Index', 'Somebody', "
	"'https://example.org/', 'CC0', 'Somebody, Demo Index', 'higher');"
	"INSERT INTO regime VALUES ('demo', 'old', 'one pillar'), "
	"('demo', 'new', 'two pillars');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) VALUES "
	"('demo', '2023', 1, 'old', 'higher', 2, 'sequential', '2023'), "
	"('demo', '2024', 2, 'new', 'higher', 2, 'sequential', '2024');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals) "
	"VALUES "
	"(1, 'demo', '2023', 'overall', NULL, 0, 0, 'Overall', 1, 'mean', "
	"'higher', 2), "
	"(2, 'demo', '2024', 'overall', NULL, 0, 0, 'Overall', 1, 'mean', "
	"'higher', 2), "
	"(3, 'demo', '2024', 'money', 'overall', 1, 1, 'Money', 1, 'none', "
	"'higher', 2), "
	"(4, 'demo', '2024', 'people', 'overall', 2, 1, 'People', 1, 'none', "
	"'higher', 2);"
	"INSERT INTO scheme VALUES ('m49', 'UN M49', 'UN', '2025'), "
	"('bank', 'A bank', 'A bank', '2025');"
	"INSERT INTO region VALUES ('m49', '001', 'World', NULL), "
	"('m49', '143', 'Central Asia', '001'), "
	"('m49', '155', 'Western Europe', '001'), "
	"('bank', 'ALL', 'All of them', NULL);"
	"INSERT INTO area VALUES ('KAZ', 'KZ', '398', 'Kazakhstan', 'iso'), "
	"('UZB', 'UZ', '860', 'Uzbekistan', 'iso'), "
	"('KGZ', 'KG', '417', 'Kyrgyzstan', 'iso'), "
	"('TJK', 'TJ', '762', 'Tajikistan', 'iso'), "
	"('FRA', 'FR', '250', 'France', 'iso');"
	"INSERT INTO member (scheme, region, area) VALUES ('m49', '143', "
	"'KAZ'), "
	"('m49', '143', 'UZB'), ('m49', '143', 'KGZ'), ('m49', '143', 'TJK'), "
	"('m49', '155', 'FRA'), ('bank', 'ALL', 'KAZ'), ('bank', 'ALL', "
	"'FRA');";

static const char releases[] __attribute__((unused)) =
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"published, file, url, official, fetched, loaded) VALUES "
	"(1, 'demo', '2023', " SHA_OF(
		"a") ", 'current', '2023-12', 'one.xlsx', "
		     "'https://example.org/one.xlsx', 1, "
		     "'2024-01-01T00:00:00Z', "
		     "'2024-01-02T00:00:00Z'), "
		     "(2, 'demo', '2024', " SHA_OF(
			     "b") ", 'current', NULL, NULL, NULL, "
				  "NULL, NULL, '2024-01-02T00:00:00Z');"
				  "INSERT INTO sheet VALUES (1, 'S');"
				  "INSERT INTO label VALUES (1, 'L');"
				  "CREATE TEMP TABLE told (release_id, "
				  "period, area, rank, score);"
				  "INSERT INTO told VALUES (1, '2023', 'UZB', "
				  "1, 50.5), "
				  "(1, '2023', 'KAZ', 2, 50), (1, '2023', "
				  "'KGZ', 3, 30), "
				  "(1, '2023', 'TJK', 4, 20), (2, '2024', "
				  "'FRA', 1, 80.25), "
				  "(2, '2024', 'KAZ', 2, 60.5), (2, '2024', "
				  "'UZB', 3, 60.25), "
				  "(2, '2024', 'KGZ', 4, 10), (2, '2024', "
				  "'TJK', 5, NULL);"
				  "INSERT INTO observation SELECT release_id, "
				  "release_id, 'rank', period, "
				  "area, 0, rank, rank, 1, 'A1', 1 FROM told "
				  "UNION ALL SELECT release_id, release_id, "
				  "'score', period, area, 0, "
				  "score, coalesce(score, ''), 1, 'B1', 1 FROM "
				  "told "
				  "UNION ALL SELECT 2, 3, 'score', period, "
				  "area, 0, 0.1 + 0.2, '', 1, "
				  "'C1', 1 FROM told WHERE release_id = 2 AND "
				  "area <> 'UZB';"
				  "INSERT INTO finding (stage, rule, severity, "
				  "release_id, area, sheet, "
				  "cell, raw, expected, actual, message) "
				  "VALUES "
				  "('extract', 'V201', 'info', 1, 'KAZ', 'S', "
				  "'A1', '=1+1', 'a number', "
				  "'+2', '-all of it'), "
				  "('validate', 'V601', 'error', 2, NULL, "
				  "NULL, NULL, NULL, NULL, NULL, "
				  "'the worst');";

struct bench {
	struct db *db;
	struct book *book;
	char path[PATH_TEXT];
	struct report_order order;
	struct err e;
};

/* A database in the test's folder with what the scripts say. */
static inline void open_with(struct bench *b, const char *folder,
	const char *const *scripts, size_t n)
{
	char path[PATH_TEXT];

	*b = (struct bench){ .e = ERR_INIT,
		.order = { .dataset = "demo",
			.version = "0",
			.now = 1700000000 } };
	path_in(path, folder, "demo.db");
	path_in(b->path, folder, "demo.xlsx");
	db_open(&b->db, path, DB_CREATE, &b->e);
	assert_string_equal(b->e.text, "");
	for (size_t i = 0; i < n; i++)
		db_script(b->db, "test", scripts[i], &b->e);
	assert_string_equal(b->e.text, "");
	if (n > 1)
		derive_stale(b->db, &b->e);
	assert_string_equal(b->e.text, "");
}

static inline int make(struct bench *b)
{
	return report_make(b->path, b->db, &b->order, &b->e);
}

/* The report of the whole small database, after one more script. */
static inline void make_of(
	struct bench *b, const char *folder, const char *more)
{
	const char *scripts[] = { ground, releases, more };

	open_with(b, folder, scripts, 3);
	make(b);
	assert_string_equal(b->e.text, "");
	assert_int_equal(book_open(&b->book, b->path, NULL, &b->e), 0);
}

static inline void end(struct bench *b)
{
	book_close(b->book);
	db_close(b->db);
}

/* ---- reading it back ------------------------------------------------------
 */

struct found {
	int there;
	uint32_t row, column;
	enum cell_type type;
	double number;
	char text[512];
};

static inline struct sheet *open_sheet(struct bench *b, const char *name)
{
	struct sheet *s = NULL;

	for (size_t i = 0; i < book_sheets(b->book); i++)
		if (strcmp(book_sheet_name(b->book, i), name) == 0)
			assert_int_equal(sheet_open(&s, b->book, i, &b->e), 0);
	assert_non_null(s);
	return s;
}

/* The first cell of a sheet, from a row on, for which is() holds. */
static inline struct found search(struct bench *b, const char *sheet,
	uint32_t from, int (*is)(const struct cell *, const void *),
	const void *what)
{
	struct sheet *s = open_sheet(b, sheet);
	struct found f = { 0 };
	struct row r;

	while (!f.there && sheet_next(s, &r, &b->e) == 1)
		for (size_t i = 0; r.number >= from && !f.there && i < r.n; i++)
			if (is(&r.cells[i], what)) {
				f = (struct found){ 1, r.number,
					r.cells[i].column, r.cells[i].type,
					r.cells[i].number, "" };
				snprintf(f.text, sizeof(f.text), "%.*s",
					SPAN(r.cells[i].text));
			}
	assert_string_equal(b->e.text, "");
	sheet_close(s);
	return f;
}

static inline int is_text(const struct cell *c, const void *what)
{
	return c->type == CELL_TEXT && span_is(c->text, what);
}

static inline int is_place(const struct cell *c, const void *what)
{
	const struct found *f = what;

	return c->row == f->row && c->column == f->column;
}

static inline int has_text(const struct cell *c, const void *what)
{
	return c->type == CELL_TEXT &&
		memmem(c->text.at, c->text.len, what, strlen(what)) != NULL;
}

/* The cell in the row of a text and under a title of the sheet's table. */
static inline struct found lookup(struct bench *b, const char *sheet,
	const char *title, const char *row_text)
{
	struct found head = search(b, sheet, 0, is_text, title), row, place;

	assert_true(head.there);
	row = search(b, sheet, head.row + 1, is_text, row_text);
	assert_true(row.there);
	place = (struct found){ .row = row.row, .column = head.column };
	return search(b, sheet, 0, is_place, &place);
}

static inline void assert_says(
	struct bench *b, const char *sheet, const char *part)
{
	if (search(b, sheet, 0, has_text, part).there)
		return;
	print_error("no cell of '%s' has '%s'\n", sheet, part);
	fail();
}

static inline void assert_number(struct found f, double value)
{
	assert_true(f.there);
	assert_int_equal(f.type, CELL_NUMBER);
	assert_same_double(f.number, value);
}

static inline void assert_text(struct found f, const char *text)
{
	assert_true(f.there);
	assert_int_equal(f.type, CELL_TEXT);
	assert_string_equal(f.text, text);
}

/* A file inside the report, terminated. */
static inline size_t read_inside(
	char *out, size_t size, struct bench *b, const char *name)
{
	struct file_map file;
	struct zip *z = NULL;
	struct part *p = NULL;
	size_t n = 0, got;

	assert_int_equal(file_map(&file, b->path, &b->e), 0);
	assert_int_equal(
		zip_open(&z, (struct span){ file.at, file.len }, &b->e), 0);
	assert_int_equal(
		part_open(&p, zip_find(z, name), PART_SMALL_MIB, &b->e), 0);
	while (n + 1 < size &&
		part_read(&got, p, out + n, size - 1 - n, &b->e) == 0 && got)
		n += got;
	assert_string_equal(b->e.text, "");
	out[n] = '\0';
	part_close(p);
	zip_close(z);
	file_unmap(&file);
	return n;
}

/* 1 if a file inside the report has a text. */
static inline int file_has(struct bench *b, const char *name, const char *part)
{
	static char xml[1024 * 1024];
	size_t n = read_inside(xml, sizeof(xml), b, name);

	return memmem(xml, n, part, strlen(part)) != NULL;
}

#endif
