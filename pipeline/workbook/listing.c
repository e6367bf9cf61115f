/* SPDX-License-Identifier: MIT */
/*
 * Most of what is listed is CSV, and most of a line is the same as in the line
 * before: the sheet is quoted once, the letters of a column are kept, the row
 * number is written once a row.
 */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/csv.h"
#include "pipeline/base/num.h"
#include "pipeline/workbook/listing.h"

const char *const listing_columns[LISTING_COLUMNS] = { "sheet", "cell", "type",
	"value", "formula" };

enum { LETTERS_KEPT = 1024 }; /* columns whose letters are kept */

/* Some bytes to copy as a whole and then count: faster than to the byte. */
struct piece {
	char at[16];
	size_t len;
};

struct listing {
	const struct book *book;
	struct span sheet;
	enum record_format format;
	int with_blanks;
	struct text prefix; /* the sheet as a field, and a comma */
	struct text value;
	char number[NUM_TEXT];
	struct piece letters[LETTERS_KEPT], other; /* of any other column */
};

int listing_open(struct listing **out, const struct book *b, const char *sheet,
	enum record_format format, int with_blanks, struct err *e)
{
	struct listing *l = calloc(1, sizeof(*l));

	if (!l)
		return err_memory(e);
	l->book = b;
	l->sheet = span_of(sheet);
	l->format = format;
	l->with_blanks = with_blanks;
	csv_add((struct sink){ .text = &l->prefix }, l->sheet);
	text_putc(&l->prefix, ',');
	if (text_done(&l->prefix, e) < 0) {
		listing_close(l);
		return -1;
	}
	*out = l;
	return 0;
}

void listing_close(struct listing *l)
{
	if (!l)
		return;
	text_free(&l->prefix);
	text_free(&l->value);
	free(l);
}

static inline char *add(char *out, const char *bytes, size_t len)
{
	if (len)
		memcpy(out, bytes, len);
	return out + len;
}

static inline char *add_piece(char *out, const struct piece *p)
{
	memcpy(out, p->at, sizeof(p->at));
	return out + p->len;
}

/* "AB" of "AB12", and "12" of it. */
static void split_address(struct piece *letters, struct piece *digits,
	uint32_t row, uint32_t column)
{
	char address[CELL_ADDRESS];
	size_t n, len;

	cell_address(address, row, column);
	len = strlen(address);
	n = strcspn(address, "0123456789");
	memcpy(letters->at, address, n);
	letters->len = n;
	memcpy(digits->at, address + n, len - n);
	digits->len = len - n;
}

static const struct piece *letters_of(struct listing *l, uint32_t column)
{
	struct piece *p =
		column < LETTERS_KEPT ? &l->letters[column] : &l->other;
	struct piece digits;

	if (p == &l->other || p->len == 0)
		split_address(p, &digits, 0, column);
	return p;
}

/* The value, borrowed from the cell or kept in l. */
static struct span value_of(struct listing *l, const struct cell *c)
{
	if (c->type == CELL_TEXT || c->type == CELL_ERROR)
		return c->text;
	if (c->type == CELL_NUMBER && num_is_shortest(c->text))
		return c->text;
	if (c->type == CELL_NUMBER)
		return (struct span){ l->number,
			num_format(l->number, c->number) };
	text_clear(&l->value);
	cell_value(&l->value, l->book, c);
	return (struct span){ l->value.at, l->value.len };
}

static const struct piece types[] = {
	[CELL_BLANK] = { ",blank,", 7 },
	[CELL_NUMBER] = { ",number,", 8 },
	[CELL_TEXT] = { ",text,", 6 },
	[CELL_BOOLEAN] = { ",boolean,", 9 },
	[CELL_DATE] = { ",date,", 6 },
	[CELL_ERROR] = { ",error,", 7 },
};

/* Ends the field that was written up to p, and adds a field that may need
 * quotes; NULL if memory is out. */
static char *add_field(struct text *out, char *p, struct span field)
{
	text_wrote(out, p);
	csv_add((struct sink){ .text = out }, field);
	return text_room(out, 2);
}

static void add_csv(struct text *out, struct listing *l, const struct cell *c,
	const struct piece *digits)
{
	struct span value = value_of(l, c);
	char *p = text_room(
		out, l->prefix.len + 3 * sizeof(digits->at) + value.len + 2);

	if (!p)
		return;
	p = add(p, l->prefix.at, l->prefix.len);
	p = add_piece(p, letters_of(l, c->column));
	p = add_piece(p, digits);
	p = add_piece(p, &types[c->type]);
	if (c->type == CELL_NUMBER || csv_is_plain(value))
		p = add(p, value.at, value.len);
	else if (!(p = add_field(out, p, value)))
		return;
	*p++ = ',';
	if (c->formula.at && !(p = add_field(out, p, c->formula)))
		return;
	*p++ = '\n';
	text_wrote(out, p);
}

static void add_record(
	struct text *out, struct listing *l, const struct cell *c)
{
	char address[CELL_ADDRESS];
	struct field f[LISTING_COLUMNS];

	cell_address(address, c->row, c->column);
	f[0] = (struct field){ FIELD_TEXT, l->sheet };
	f[1] = (struct field){ FIELD_TEXT, span_of(address) };
	f[2] = (struct field){ FIELD_TEXT, span_of(cell_type_name(c->type)) };
	f[3] = (struct field){ c->type == CELL_NUMBER ? FIELD_NUMBER
						      : FIELD_TEXT,
		value_of(l, c) };
	f[4] = (struct field){ c->formula.at ? FIELD_TEXT : FIELD_NULL,
		c->formula };
	record_add(out, l->format, listing_columns, f, LISTING_COLUMNS);
}

/* Shared strings lie anywhere: their bytes are asked for a row ahead. */
static void fetch_texts(const struct row *row)
{
	for (size_t i = 0; i < row->n; i++)
		__builtin_prefetch(row->cells[i].text.at);
}

int listing_row(struct text *out, struct listing *l, const struct row *row,
	struct err *e)
{
	struct piece letters, digits = { .len = 0 };

	split_address(&letters, &digits, row->number, 0);
	fetch_texts(row);
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cells[i];

		if (c->type == CELL_BLANK && !l->with_blanks)
			continue;
		if (l->format == RECORD_CSV)
			add_csv(out, l, c, &digits);
		else
			add_record(out, l, c);
	}
	return text_done(&l->value, e) < 0 ? -1 : text_done(out, e);
}
