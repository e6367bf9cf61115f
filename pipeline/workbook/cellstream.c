/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/cellstream.h"

#include <stdlib.h>
#include <string.h>

enum { ENOUGH = 256 << 10 }; /* bytes worth a call */

/* In the child. */
struct reading {
	struct cellstream how;
	struct book *book;
	FILE *out;
	struct text text;
};

static int flush(struct reading *r, struct err *e)
{
	if (text_done(&r->text, e) < 0)
		return -1;
	if (r->text.len &&
		fwrite(r->text.at, 1, r->text.len, r->out) != r->text.len)
		return err_errno(e, "cannot write", "the cells");
	text_clear(&r->text);
	return 0;
}

static int read_rows(
	struct reading *r, struct sheet *s, struct listing *l, struct err *e)
{
	struct row row;
	int rc;

	while ((rc = sheet_next(s, &row, e)) > 0) {
		if (!l)
			continue;
		if (listing_row(&r->text, l, &row, e) < 0 ||
			(r->text.len > ENOUGH && flush(r, e) < 0))
			return -1;
	}
	return rc;
}

static int read_sheet(struct reading *r, size_t i, struct err *e)
{
	const char *name = book_sheet_name(r->book, i);
	struct listing *l = NULL;
	struct sheet *s = NULL;
	int rc = -1;

	if (sheet_open(&s, r->book, i, e) == 0 &&
		(r->how.format == CELLSTREAM_NOTHING ||
			listing_open(&l, r->book, name,
				(enum record_format)r->how.format,
				r->how.with_blanks, e) == 0))
		rc = read_rows(r, s, l, e);
	listing_close(l);
	sheet_close(s);
	return rc < 0 ? -1 : flush(r, e);
}

/* What is hidden is read only when it is named: a publisher's remains should
 * not be taken for what was published. */
static int is_wanted(const struct reading *r, size_t i)
{
	if (r->how.only)
		return strcmp(r->how.only, book_sheet_name(r->book, i)) == 0;
	return book_sheet_state(r->book, i) == SHEET_VISIBLE;
}

static int read_cells(struct reading *r, FILE *aside, struct err *e)
{
	size_t all = book_sheets(r->book), passed = 0;

	for (size_t i = 0; i < all; i++)
		passed += !is_wanted(r, i);
	if (r->how.only && passed == all)
		return err_set(e, ERR_DATA,
			"no sheet '%s': --sheets lists them", r->how.only);
	if (r->how.format != CELLSTREAM_NOTHING)
		record_header(r->out, (enum record_format)r->how.format,
			listing_columns, LISTING_COLUMNS);
	for (size_t i = 0; i < all; i++)
		if (is_wanted(r, i) && read_sheet(r, i, e) < 0)
			return -1;
	fprintf(aside, "%zu", r->how.only ? 0 : passed);
	return 0;
}

static void list_sheets(const struct reading *r)
{
	static const char *const names[] = { "sheet", "state" };
	static const char *const states[] = { "visible", "hidden",
		"very hidden" };
	enum record_format format = (enum record_format)r->how.format;

	if (r->how.format == CELLSTREAM_NOTHING)
		return;
	record_header(r->out, format, names, 2);
	for (size_t i = 0; i < book_sheets(r->book); i++)
		record_put(r->out, format, names,
			(const struct field[]){
				{ FIELD_TEXT,
					span_of(book_sheet_name(r->book, i)) },
				{ FIELD_TEXT,
					span_of(states[book_sheet_state(
						r->book, i)]) } },
			2);
}

static int open_book(void *context, struct err *e)
{
	struct reading *r = context;

	return book_map(&r->book, r->how.path, &r->how.csv, e);
}

static int read_book(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct reading *r = context;
	int rc = book_begin(r->book, e);

	r->out = out;
	if (rc == 0 && r->how.sheets)
		list_sheets(r);
	else if (rc == 0)
		rc = read_cells(r, aside, e);
	text_free(&r->text);
	book_close(r->book);
	return rc;
}

int cellstream_start(
	struct child **out, const struct cellstream *s, struct err *e)
{
	struct reading r = { .how = *s };

	return child_start(out,
		&(struct child_task){ .work = read_book,
			.context = &r,
			.prepare = open_book,
			.lock = SANDBOX_PURE,
			.name = s->path },
		e);
}
