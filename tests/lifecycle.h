/* SPDX-License-Identifier: MIT */
/*
 * A small dataset on its way from streams to derived tables, by the functions
 * that the tools call, and what the database says then, read without them.
 */
#ifndef KOSH_TESTS_LIFECYCLE_H
#define KOSH_TESTS_LIFECYCLE_H

#include "tests/check.h"

#include <sqlite3.h>

#include "pipeline/store/derive.h"
#include "pipeline/store/ingest.h"
#include "pipeline/store/validate.h"
#include "pipeline/store/waivers.h"

#define LIFECYCLE_EDITION                                                      \
	"sheets: [csv], columns: [{label: Country, is: area}, "                \
	"{label: Rank, rank: overall}, {label: Score, score: overall}]}\n"
#define LIFECYCLE_HEAD                                                         \
	"dataset,edition,release,indicator,measure,area,label,period,value,"   \
	"raw,sheet,cell\n"
/* A figure of one digit, in a release that is one digit 64 times. */
#define LIFECYCLE_FIGURE(edition, release, measure, area, value, cell)         \
	"demo," edition "," release ",overall," measure "," area "," area      \
	"," edition "," value "," value ",csv," cell "\n"
#define LIFECYCLE_STREAM(edition, release, a, b, c)                            \
	LIFECYCLE_HEAD                                                         \
	LIFECYCLE_FIGURE(edition, release, "rank", "AAA", "1", "B2")           \
	LIFECYCLE_FIGURE(edition, release, "score", "AAA", a, "C2")            \
	LIFECYCLE_FIGURE(edition, release, "rank", "BBB", "2", "B3")           \
	LIFECYCLE_FIGURE(edition, release, "score", "BBB", b, "C3")            \
	LIFECYCLE_FIGURE(edition, release, "rank", "CCC", "3", "B4")           \
	LIFECYCLE_FIGURE(edition, release, "score", "CCC", c, "C4")
#define LIFECYCLE_16(digit)                                                    \
	digit digit digit digit digit digit digit digit digit digit digit      \
		digit digit digit digit digit
#define LIFECYCLE_RELEASE(digit)                                               \
	LIFECYCLE_16(digit)                                                    \
	LIFECYCLE_16(digit) LIFECYCLE_16(digit) LIFECYCLE_16(digit)

/* Also what is loaded, in this order; the last one takes the place of the one
 * before it. */
static const char *const lifecycle_streams[] = { "1.csv", "2.csv", "3.csv" };

static const char *const lifecycle_files[][2] = {
	{ "raw/areas/areas.csv",
		"area,iso2,m49,name,kind\nAAA,AA,001,Aland,iso\n"
		"BBB,BB,002,Bland,iso\nCCC,CC,003,Cland,iso\n" },
	{ "raw/areas/codes.csv", "system,code,area,source\n" },
	{ "raw/areas/labels.csv", "label,area,source\n" },
	{ "raw/areas/others.csv", "label,sense,source\n" },
	{ "raw/areas/schemes.csv",
		"scheme,title,source,dated\nm49,Regions,Nobody,2024\n" },
	{ "raw/areas/regions.csv",
		"scheme,region,name,parent\nm49,001,World,\n" },
	{ "raw/areas/members.csv",
		"scheme,region,area\nm49,001,AAA\nm49,001,BBB\n" },
	{ "raw/demo/demo.yaml",
		"dataset: demo\ntitle: T\npublisher: P\n"
		"indicators: [{id: overall}]\neditions:\n"
		"  - {edition: '2023', file: a.csv, " LIFECYCLE_EDITION
		"  - {edition: '2024', file: b.csv, " LIFECYCLE_EDITION },
	{ "raw/demo/waivers.csv",
		"rule,place,who,why,until\nV201,2023:csv!C4,me,why,2027-01-01"
		"\n" },
	{ "1.csv",
		LIFECYCLE_STREAM(
			"2023", LIFECYCLE_RELEASE("1"), "9", "8", "7") },
	{ "2.csv",
		LIFECYCLE_STREAM(
			"2024", LIFECYCLE_RELEASE("2"), "8", "7", "5") },
	{ "3.csv",
		LIFECYCLE_STREAM(
			"2024", LIFECYCLE_RELEASE("3"), "9", "8", "6") },
};

/* Of what can be disturbed, each how many-th is: all of it where it is not
 * under watch, which takes its time. */
static inline size_t lifecycle_stride(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return 7;
#else
	const char *under = getenv("UNDER");

	return under && *under ? 151 : 1;
#endif
}

static inline void lifecycle_make(const char *folder)
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, folder, "raw/areas");
	assert_int_equal(file_make_dirs(path, &e), 0);
	path_in(path, folder, "raw/demo");
	assert_int_equal(file_make_dirs(path, &e), 0);
	for (size_t i = 0; i < COUNT(lifecycle_files); i++) {
		path_in(path, folder, lifecycle_files[i][0]);
		write_text(path, lifecycle_files[i][1]);
	}
}

/* ---- the steps --------------------------------------------------------------
 */

static inline int lifecycle_load(
	struct db *d, const char *folder, const char *stream, struct err *e)
{
	char path[PATH_TEXT];
	struct ingest *g = NULL;
	struct ingested in;
	FILE *from = NULL;
	int rc = file_join(path, folder, stream, e);

	if (rc == 0 && !(from = fopen(path, "r")))
		rc = err_errno(e, "cannot open", path);
	if (rc == 0)
		rc = ingest_open(&g, d, folder, e);
	if (rc == 0)
		rc = ingest_stream(g, &in, from, NULL, e);
	ingest_close(g);
	if (from)
		fclose(from);
	return rc;
}

static inline int lifecycle_validate(
	struct db *d, const char *folder, struct err *e)
{
	const struct validation_order o = { .dataset = "demo",
		.bar = SEVERITY_ERROR };
	struct validation v;
	int rc;

	if (db_begin(d, e) < 0)
		return -1;
	rc = waivers_take(d, folder, "demo", e);
	if (rc == 0)
		rc = validate(&v, d, &o, e);
	return db_end(d, rc, e);
}

static inline int lifecycle_derive(struct db *d, struct err *e)
{
	const struct derive_order o = { .dataset = NULL };
	struct derive_done done = { .n_datasets = 0 };
	int rc = derive(&done, d, &o, e);

	derive_done_free(&done);
	return rc;
}

/* ---- what is there ----------------------------------------------------------
 */

static inline void lifecycle_put(FILE *to, sqlite3_stmt *s, int column)
{
	if (sqlite3_column_type(s, column) == SQLITE_FLOAT)
		fprintf(to, "%.17g|", sqlite3_column_double(s, column));
	else if (sqlite3_column_type(s, column) == SQLITE_NULL)
		fputs("NULL|", to);
	else
		fprintf(to, "'%s'|", sqlite3_column_text(s, column));
}

static inline void lifecycle_rows(FILE *to, sqlite3 *raw, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int rc;

	if (sqlite3_prepare_v2(raw, sql, -1, &s, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(raw));
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(s); i++)
			lifecycle_put(to, s, i);
		fputc('\n', to);
	}
	assert_int_equal(rc, SQLITE_DONE);
	sqlite3_finalize(s);
}

/* All tables, and how they are defined. Of an event its id is not said, which
 * is drawn. */
static inline void lifecycle_tables(FILE *to, sqlite3 *raw)
{
	static const char tables[] =
		"SELECT name, iif(name = 'event', 'SELECT event_id, time, "
		"actor, event, dataset, edition, release, detail FROM event', "
		"'SELECT * FROM ' || name) FROM sqlite_schema WHERE "
		"type = 'table' ORDER BY name";
	sqlite3_stmt *s = NULL;

	lifecycle_rows(to, raw,
		"SELECT type, name, sql FROM sqlite_schema "
		"ORDER BY type, name");
	assert_int_equal(
		sqlite3_prepare_v2(raw, tables, -1, &s, NULL), SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW) {
		fprintf(to, "%s:\n", sqlite3_column_text(s, 0));
		lifecycle_rows(
			to, raw, (const char *)sqlite3_column_text(s, 1));
	}
	assert_int_equal(sqlite3_finalize(s), SQLITE_OK);
}

/* Fails where the database is not whole. The caller frees what comes; "" where
 * there is none. */
static inline char *lifecycle_said(const char *path)
{
	char *text = NULL;
	size_t len;
	sqlite3 *raw = NULL;
	FILE *to = open_memstream(&text, &len);

	assert_non_null(to);
	if (file_exists(path)) {
		assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
		lifecycle_rows(to, raw,
			"SELECT * FROM pragma_integrity_check WHERE "
			"integrity_check <> 'ok'");
		lifecycle_rows(
			to, raw, "SELECT * FROM pragma_foreign_key_check");
		fflush(to);
		assert_string_equal(text, "");
		lifecycle_tables(to, raw);
		assert_int_equal(sqlite3_close(raw), SQLITE_OK);
	}
	fclose(to);
	return text;
}

#endif
