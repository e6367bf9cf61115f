/* SPDX-License-Identifier: MIT */
#include <ctype.h>

#include "pipeline/base/csv.h"
#include "pipeline/base/num.h"
#include "pipeline/store/load.h"
#include "pipeline/store/sqltext.h"

enum { LINES_MAX = 10000, FIELD_MAX = 300, AREAS_DIGITS = 4 };

/* In the order of sql/load/average.sql. */
enum column {
	EDITION,
	BOOK,
	SCHEME,
	REGION,
	INDICATOR,
	PERIOD,
	VALUE,
	AREAS,
	SHEET,
	CELL,
	COLUMNS
};

static const struct {
	const char *name;
	int may_lack;
} columns[COLUMNS] = {
	[EDITION] = { "edition", 0 },
	[BOOK] = { "file", 0 },
	[SCHEME] = { "scheme", 1 },
	[REGION] = { "region", 1 },
	[INDICATOR] = { "indicator", 0 },
	[PERIOD] = { "period", 1 },
	[VALUE] = { "value", 0 },
	[AREAS] = { "areas", 1 },
	[SHEET] = { "sheet", 0 },
	[CELL] = { "cell", 0 },
};

/* The file as it is being read. */
struct reading {
	const char *dataset;
	int at[COLUMNS]; /* which field of a line */
	size_t n;	 /* fields of the header line; 0: not read yet */
	struct stmt *put, *edition, *region, *indicator;
};

static int read_header(
	struct reading *r, const struct span *fields, size_t n, struct err *e)
{
	for (int i = 0; i < COLUMNS; i++) {
		r->at[i] = csv_column(fields, n, columns[i].name);
		if (r->at[i] < 0)
			return err_set(e, ERR_DATA,
				"no column '%s': expected edition,file,scheme,"
				"region,indicator,period,value,areas,sheet,"
				"cell",
				columns[i].name);
		if (csv_column(fields + r->at[i] + 1, n - (size_t)r->at[i] - 1,
			    columns[i].name) >= 0)
			return err_set(e, ERR_DATA,
				"column '%s' is there twice", columns[i].name);
	}
	r->n = n;
	return 0;
}

static int check_field(int column, struct span s, struct err *e)
{
	const char *name = columns[column].name;

	if (s.len == 0 && !columns[column].may_lack)
		return err_set(e, ERR_DATA, "'%s' is empty", name);
	if (s.len > FIELD_MAX)
		return err_set(e, ERR_DATA, "'%s' has more than %d bytes", name,
			FIELD_MAX);
	return text_is_plain(s)
		? 0
		: err_set(e, ERR_DATA, "'%s' is not one line of plain UTF-8",
			  name);
}

static int are_digits(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!isdigit((unsigned char)s.at[i]))
			return 0;
	return s.len > 0 && s.at[0] != '0';
}

/* "C198" */
static int is_cell(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.at[n] >= 'A' && s.at[n] <= 'Z')
		n++;
	return n >= 1 && n <= 3 && s.len - n <= 7 &&
		are_digits((struct span){ s.at + n, s.len - n });
}

static int check_forms(double *value, const struct span *said, struct err *e)
{
	if (num_parse(value, said[VALUE].at, said[VALUE].len) < 0)
		return err_set(e, ERR_DATA,
			"value '%.*s': expected a number as kosh-cells prints "
			"it",
			SPAN(said[VALUE]));
	if (said[AREAS].len > 0 &&
		(said[AREAS].len > AREAS_DIGITS || !are_digits(said[AREAS])))
		return err_set(e, ERR_DATA,
			"areas '%.*s': expected how many areas it is of",
			SPAN(said[AREAS]));
	if (!is_cell(said[CELL]))
		return err_set(e, ERR_DATA,
			"cell '%.*s': expected one such as C198",
			SPAN(said[CELL]));
	if ((said[SCHEME].len > 0) != (said[REGION].len > 0))
		return err_set(e, ERR_DATA,
			"scheme and region: expected both, or neither for an "
			"average of all areas");
	return 0;
}

/* Whether a query of two values has a row. */
static int has(struct stmt *s, struct span a, struct span b, struct err *e)
{
	int there;

	stmt_text(s, 1, a);
	stmt_text(s, 2, b);
	there = stmt_step(s, e);
	stmt_reset(s);
	return there;
}

static int check_known(
	const struct reading *r, const struct span *said, struct err *e)
{
	int there = has(r->edition, span_of(r->dataset), said[EDITION], e);

	if (there == 0)
		return err_set(e, ERR_DATA, "%s has no edition '%.*s'",
			r->dataset, SPAN(said[EDITION]));
	if (there == 1)
		there = has(r->indicator, said[EDITION], said[INDICATOR], e);
	if (there == 0)
		return err_set(e, ERR_DATA, "%s/%.*s has no indicator '%.*s'",
			r->dataset, SPAN(said[EDITION]), SPAN(said[INDICATOR]));
	if (there == 1 && said[SCHEME].len > 0)
		there = has(r->region, said[SCHEME], said[REGION], e);
	if (there == 0)
		return err_set(e, ERR_DATA,
			"scheme '%.*s' has no region '%.*s' in the database: "
			"kosh-areas --regions %.*s lists them",
			SPAN(said[SCHEME]), SPAN(said[REGION]),
			SPAN(said[SCHEME]));
	return there < 0 ? -1 : 0;
}

static int put(const struct reading *r, const struct span *said, size_t line,
	double value, struct err *e)
{
	int rc;

	stmt_text(r->put, 1, span_of(r->dataset));
	stmt_integer(r->put, 2, (int64_t)line);
	stmt_number(r->put, 3, value);
	for (int i = 0; i < COLUMNS; i++)
		if (said[i].len > 0)
			stmt_text(r->put, 4 + i, said[i]);
		else
			stmt_null(r->put, 4 + i);
	rc = stmt_step(r->put, e);
	stmt_reset(r->put);
	return rc ? rc < 0 ? -1 : 0
		  : err_set(e, ERR_DATA,
			    "a second line of the cell '%.*s' of '%.*s'",
			    SPAN(said[CELL]), SPAN(said[SHEET]));
}

static int read_line(const struct reading *r, const struct span *fields,
	size_t n, size_t line, struct err *e)
{
	struct span said[COLUMNS];
	double value;

	if (line > LINES_MAX)
		return err_set(e, ERR_DATA, "more than %d lines", LINES_MAX);
	if (n > r->n)
		return err_set(e, ERR_DATA,
			"%zu fields, the header line has %zu", n, r->n);
	for (int i = 0; i < COLUMNS; i++) {
		said[i] = (size_t)r->at[i] < n ? fields[r->at[i]]
					       : (struct span){ NULL, 0 };
		if (check_field(i, said[i], e) < 0)
			return -1;
	}
	if (check_forms(&value, said, e) < 0 || check_known(r, said, e) < 0)
		return -1;
	return put(r, said, line, value, e);
}

static int on_record(void *context, const struct span *fields, size_t n,
	size_t line, struct err *e)
{
	struct reading *r = context;
	int rc;

	if (n == 1 && span_trim(fields[0]).len == 0)
		return 0;
	rc = r->n == 0 ? read_header(r, fields, n, e)
		       : read_line(r, fields, n, line, e);
	return rc < 0 ? err_in(e, "line %zu", line) : 0;
}

static int read_file(struct reading *r, const char *path, struct err *e)
{
	struct file_map map;
	int rc;

	if (file_map(&map, path, e) < 0)
		return -1;
	rc = csv_read(map.at, map.len, ',', on_record, r, e);
	file_unmap(&map);
	if (rc == 0 && r->n == 0)
		rc = err_set(e, ERR_DATA, "no header line");
	return rc < 0 ? err_in(e, "%s", path) : 0;
}

static int forget(struct db *d, const char *dataset, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, "DELETE FROM average WHERE dataset = ?1", e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(dataset));
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

static int open_all(struct reading *r, struct db *d, struct err *e)
{
	if (stmt_open(&r->put, d, sql_load_average, e) < 0 ||
		stmt_open(&r->edition, d,
			"SELECT 1 FROM edition WHERE dataset = ?1 "
			"AND edition = ?2",
			e) < 0 ||
		stmt_open(&r->region, d,
			"SELECT 1 FROM region WHERE scheme = ?1 "
			"AND region = ?2",
			e) < 0 ||
		stmt_open(&r->indicator, d,
			"SELECT 1 FROM indicator WHERE edition = ?1 "
			"AND indicator = ?2 AND dataset = ?3",
			e) < 0)
		return -1;
	stmt_text(r->indicator, 3, span_of(r->dataset));
	return 0;
}

int load_averages(struct db *d, const struct spec *s, struct err *e)
{
	struct reading r = { .dataset = s->dataset };
	char path[PATH_TEXT];
	int rc = forget(d, s->dataset, e);

	if (rc < 0 || !s->averages)
		return rc;
	rc = spec_beside(path, s, s->averages, e);
	if (rc == 0)
		rc = open_all(&r, d, e);
	if (rc == 0)
		rc = read_file(&r, path, e);
	stmt_close(r.put);
	stmt_close(r.edition);
	stmt_close(r.region);
	stmt_close(r.indicator);
	return rc;
}
