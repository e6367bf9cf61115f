/* SPDX-License-Identifier: MIT */
/* One cursor over all formats. */
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/workbook/cfb.h"
#include "pipeline/workbook/kind.h"
#include "pipeline/workbook/reader.h"

enum { NAME_SHOWN = 124 }; /* 31 characters of four bytes: Excel's longest */

struct sheet {
	struct book *book;
	size_t index;
	void *state; /* the reader's own */
};

/* Long paths lose their front. */
static int in_file(struct err *e, const char *path)
{
	enum { SHOWN = 200 };
	size_t n = strlen(path);

	if (n <= SHOWN)
		return err_in(e, "'%s'", path);
	return err_in(e, "'...%s'", path + n - SHOWN);
}

int book_map(struct book **out, const char *path, const struct book_csv *csv,
	struct err *e)
{
	struct book *b = calloc(1, sizeof(*b));

	if (!b)
		return err_memory(e);
	b->csv = csv ? *csv : (struct book_csv)BOOK_CSV_INIT;
	if (file_map(&b->file, path, e) < 0) {
		free(b);
		return -1;
	}
	*out = b;
	return 0;
}

int book_is_compound(const struct book *b)
{
	return cfb_is(book_bytes(b));
}

struct span book_bytes(const struct book *b)
{
	return (struct span){ b->file.at, b->file.len };
}

void book_set_csv(struct book *b, const struct book_csv *csv)
{
	b->csv = *csv;
}

int book_begin(struct book *b, struct err *e)
{
	b->reader = kind_of(book_bytes(b), e);
	return b->reader ? b->reader->open(b, e) : -1;
}

int book_open(struct book **out, const char *path, const struct book_csv *csv,
	struct err *e)
{
	struct book *b = NULL;

	if (book_map(&b, path, csv, e) < 0)
		return -1;
	if (book_begin(b, e) < 0) {
		book_close(b);
		return in_file(e, path);
	}
	*out = b;
	return 0;
}

void book_close(struct book *b)
{
	if (!b)
		return;
	if (b->reader)
		b->reader->close(b->state);
	for (size_t i = 0; i < b->n_sheets; i++)
		free(b->sheets[i].name);
	free(b->sheets);
	file_unmap(&b->file);
	free(b);
}

int book_add_sheet(
	struct book *b, struct span name, enum sheet_state state, struct err *e)
{
	struct book_sheet *v = array_more(b->sheets, b->n_sheets, sizeof(*v));
	char *copy;

	if (!v)
		return err_memory(e);
	b->sheets = v;
	copy = text_copy(name);
	if (!copy)
		return err_memory(e);
	v[b->n_sheets++] = (struct book_sheet){ copy, state };
	return 0;
}

const char *book_format(const struct book *b)
{
	return b->reader->format;
}

enum serial_epoch book_epoch(const struct book *b)
{
	return b->epoch;
}

char book_decimal_mark(const struct book *b)
{
	return b->reader->is_list ? b->csv.decimal_mark : '.';
}

size_t book_sheets(const struct book *b)
{
	return b->n_sheets;
}

const char *book_sheet_name(const struct book *b, size_t sheet)
{
	return b->sheets[sheet].name;
}

enum sheet_state book_sheet_state(const struct book *b, size_t sheet)
{
	return b->sheets[sheet].state;
}

static int in_sheet(struct err *e, const struct book *b, size_t sheet)
{
	return err_in(e, "sheet '%.*s'", NAME_SHOWN, b->sheets[sheet].name);
}

int sheet_open(struct sheet **out, struct book *b, size_t sheet, struct err *e)
{
	struct sheet *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	s->book = b;
	s->index = sheet;
	if (b->reader->sheet_open(&s->state, b, sheet, e) < 0) {
		free(s);
		return in_sheet(e, b, sheet);
	}
	*out = s;
	return 0;
}

int sheet_next(struct sheet *s, struct row *out, struct err *e)
{
	int rc = s->book->reader->sheet_next(s->state, out, e);

	return rc < 0 ? in_sheet(e, s->book, s->index) : rc;
}

void sheet_close(struct sheet *s)
{
	if (!s)
		return;
	s->book->reader->sheet_close(s->state);
	free(s);
}
