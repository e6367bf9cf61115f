/* SPDX-License-Identifier: MIT */
#include "pipeline/report/rebuilt.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "pipeline/base/csv.h"
#include "pipeline/base/num.h"
#include "pipeline/workbook/cellstream.h"

enum { PIECE = 64 << 10, SHEETS_MAX = 256 };

/* ---- the sheets of both -----------------------------------------------------
 */

struct names {
	char *at[SHEETS_MAX];
	size_t n;
};

static void names_free(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->at[i]);
}

static int add_name(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct names *names = context;

	if (number == 1 || n == 0)
		return 0;
	for (size_t i = 0; i < names->n; i++)
		if (span_is(fields[0], names->at[i]))
			return 0;
	if (names->n == SHEETS_MAX)
		return err_set(
			e, ERR_DATA, "it has more than %d sheets", SHEETS_MAX);
	names->at[names->n] = text_copy(fields[0]);
	return names->at[names->n] ? (names->n++, 0) : err_memory(e);
}

static int add_names(struct names *names, const char *path, struct err *e)
{
	const struct cellstream s = { .path = path,
		.csv = BOOK_CSV_INIT,
		.format = RECORD_CSV,
		.sheets = 1 };
	struct err own = ERR_INIT;
	struct child *reader = NULL;

	if (cellstream_start(&reader, &s, e) < 0)
		return -1;
	if (csv_read_stream(child_out(reader), add_name, names, &own) == 0)
		return child_end(reader, e);
	child_end(reader, &(struct err)ERR_INIT); /* which was stopped */
	return err_set(e, own.kind, "%s", own.text);
}

/* ---- the cells of one sheet -------------------------------------------------
 */

/* The fields of listing.h. */
enum { SHEET, CELL, TYPE, VALUE, FORMULA };

struct side {
	struct child *reader;
	struct csv_cursor *csv;
	char piece[PIECE];
	const struct span *fields; /* of the cell it is at; NULL: at its end */
	uint64_t place;		   /* row and column in one */
};

static int more(void *context, struct span *piece, struct err *e)
{
	struct side *s = context;

	(void)e;
	*piece = (struct span){ s->piece,
		fread(s->piece, 1, sizeof(s->piece), child_out(s->reader)) };
	return piece->len > 0;
}

static uint64_t place_of(struct span cell)
{
	uint64_t row = 0, column = 0;

	for (size_t i = 0; i < cell.len; i++)
		if (is_digit(cell.at[i]))
			row = row * 10 + (uint64_t)(cell.at[i] - '0');
		else
			column = column * 26 + (uint64_t)(cell.at[i] - 'A' + 1);
	return row << 20 | column;
}

static int side_next(struct side *s, struct err *e)
{
	size_t n = 0;
	int rc = csv_next(s->csv, &s->fields, &n, e);

	if (rc < 1 || n < LISTING_COLUMNS)
		s->fields = NULL;
	else
		s->place = place_of(s->fields[CELL]);
	return rc < 0 ? -1 : 0;
}

/* At its first cell, or at its end where the workbook has no such sheet. */
static int side_open(struct side **out, const char *path, const char *sheet,
	int is_there, struct err *e)
{
	const struct cellstream stream = { .path = path,
		.csv = BOOK_CSV_INIT,
		.format = RECORD_CSV,
		.only = sheet };
	struct side *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	*out = s;
	if (!is_there)
		return 0;
	return cellstream_start(&s->reader, &stream, e) < 0 ||
			csv_open(&s->csv, more, s, ',', e) < 0 ||
			side_next(s, e) < 0 || side_next(s, e) < 0
		? -1
		: 0;
}

static int side_close(struct side *s, struct err *e)
{
	int rc = 0;

	if (!s)
		return 0;
	csv_close(s->csv);
	if (s->reader)
		rc = child_end(s->reader, e);
	free(s);
	return rc;
}

/* ---- side by side -----------------------------------------------------------
 */

struct comparing {
	struct rebuilt *out;
	rebuilt_differs *differs;
	void *context;
};

static int is_same_number(struct span a, struct span b)
{
	double v, w;

	if (num_parse(&v, a.at, a.len) < 0 || num_parse(&w, b.at, b.len) < 0)
		return 0;
	return v == w ||
		(w != 0 && fabs(v - w) <= pow(10, floor(log10(fabs(w))) - 14));
}

static int is_same(const struct span *a, const struct span *b)
{
	if (!span_same(a[TYPE], b[TYPE]) || !span_same(a[FORMULA], b[FORMULA]))
		return 0;
	return span_same(a[VALUE], b[VALUE]) ||
		(span_is(a[TYPE], "number") &&
			is_same_number(a[VALUE], b[VALUE]));
}

/* The value; with its type or the formula where the values are the same. */
static struct span shown(
	struct text *room, const struct span *of, const struct span *other)
{
	if (!other || !span_same(of[VALUE], other[VALUE]))
		return of[VALUE];
	text_clear(room);
	text_printf(room, "%.*s (%.*s%s%.*s)", SPAN(of[VALUE]), SPAN(of[TYPE]),
		of[FORMULA].len ? ", =" : "", SPAN(of[FORMULA]));
	return (struct span){ room->at, room->len };
}

/* At the place of a cell that one of the two, or both, have. */
static void tell(struct comparing *c, const struct span *at,
	const struct span *given, const struct span *made)
{
	const struct span none = { NULL, 0 };
	struct text a = TEXT_INIT, b = TEXT_INIT;

	c->out->differ++;
	c->differs(c->context, at[SHEET], at[CELL],
		given ? shown(&a, given, made) : none,
		made ? shown(&b, made, given) : none);
	text_free(&a);
	text_free(&b);
}

static int compare_sides(struct comparing *c, struct side *given,
	struct side *made, struct err *e)
{
	int rc = 0;

	while (rc == 0 && (given->fields || made->fields)) {
		int mine = given->fields &&
			(!made->fields || given->place <= made->place);
		int other = made->fields &&
			(!given->fields || made->place <= given->place);

		c->out->cells += (size_t)mine;
		if (!mine || !other || !is_same(given->fields, made->fields))
			tell(c, mine ? given->fields : made->fields,
				mine ? given->fields : NULL,
				other ? made->fields : NULL);
		if (mine)
			rc = side_next(given, e);
		if (other && rc == 0)
			rc = side_next(made, e);
	}
	return rc;
}

static int has_name(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(names->at[i], name) == 0)
			return 1;
	return 0;
}

struct books {
	const char *given, *made;
	struct names in_given, in_made;
};

static int compare_sheet(struct comparing *c, const struct books *b,
	const char *sheet, struct err *e)
{
	struct side *given = NULL, *made = NULL;
	int rc = -1;

	if (side_open(&given, b->given, sheet, has_name(&b->in_given, sheet),
		    e) == 0 &&
		side_open(&made, b->made, sheet, has_name(&b->in_made, sheet),
			e) == 0)
		rc = compare_sides(c, given, made, e);
	if (side_close(given, e) < 0)
		rc = -1;
	if (side_close(made, e) < 0)
		rc = -1;
	return rc;
}

static int compare_all(
	struct comparing *c, const struct books *b, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; i < b->in_made.n && rc == 0; i++)
		rc = compare_sheet(c, b, b->in_made.at[i], e);
	for (size_t i = 0; i < b->in_given.n && rc == 0; i++)
		if (!has_name(&b->in_made, b->in_given.at[i]))
			rc = compare_sheet(c, b, b->in_given.at[i], e);
	return rc;
}

int rebuilt_compare(struct rebuilt *out, const char *given, const char *made,
	rebuilt_differs *differs, void *context, struct err *e)
{
	struct books b = { .given = given, .made = made };
	struct comparing c = { out, differs, context };
	int rc = -1;

	*out = (struct rebuilt){ 0 };
	if (add_names(&b.in_given, given, e) == 0 &&
		add_names(&b.in_made, made, e) == 0)
		rc = compare_all(&c, &b, e);
	names_free(&b.in_given);
	names_free(&b.in_made);
	return rc;
}
