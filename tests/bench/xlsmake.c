/* SPDX-License-Identifier: MIT */
/*
 * xlsmake ROWS COLUMNS FILE: an .xls (BIFF8 in a compound file) of one sheet
 * of ROWS x COLUMNS cells, the same bytes every time, to measure readers with.
 * In ten columns it has two of shared strings, four of doubles, one RK, three
 * packed into a MULRK; every tenth row ends them in a formula with a number.
 * 60000 20 gives 19 MB. At most 65536 x 256, which is what an .xls can hold.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/xlsbytes.h"

enum {
	BIFF8 = 0x0600,
	STRINGS = 20000,
	RECORD_MAX = 8224,
	ROWS_OF_A_BLOCK = 32, /* Excel puts ROW records in front of so many */
};

struct sheet {
	struct bytes w;
	unsigned rows, columns;
	uint64_t random;
};

static uint32_t some(struct sheet *s, uint32_t below)
{
	s->random = s->random * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)(s->random >> 33) % below;
}

/* The characters of a string; a record that is full goes on in a CONTINUE,
 * which begins with the flags again. */
static void put_string(struct bytes *w, const char *text)
{
	size_t n = strlen(text);

	if (w->n - w->record + 4 > RECORD_MAX) {
		end_record(w);
		begin_record(w, 0x003c);
	}
	put(w, n, 2);
	put(w, 0, 1);
	for (size_t i = 0; i < n; i++) {
		if (w->n - w->record == RECORD_MAX) {
			end_record(w);
			begin_record(w, 0x003c);
			put(w, 0, 1);
		}
		put(w, (unsigned char)text[i], 1);
	}
}

static void put_strings(struct sheet *s)
{
	char text[64];

	begin_record(&s->w, 0x00fc);
	put(&s->w, STRINGS, 4);
	put(&s->w, STRINGS, 4);
	for (unsigned i = 0; i < STRINGS; i++) {
		snprintf(text, sizeof(text), "Country or territory %u of %u", i,
			some(s, STRINGS));
		put_string(&s->w, text);
	}
	end_record(&s->w);
}

/* The workbook's own part; returns where the sheet's offset is to be set. */
static size_t put_workbook(struct sheet *s)
{
	size_t at;

	bof(&s->w, BIFF8, 0x0005);
	record(&s->w, 0x0042, "\xb0\x04", 2);
	record(&s->w, 0x0022, "\0\0", 2);
	for (unsigned i = 0; i < 16; i++) {
		begin_record(&s->w, 0x00e0);
		put(&s->w, 0, 2);
		put(&s->w, i == 15 ? 2 : 0, 2);
		put(&s->w, 0, 16);
		end_record(&s->w);
	}
	at = sheet_entry(&s->w, BIFF8, "Data", 0, 0);
	put_strings(s);
	eof(&s->w);
	return at;
}

static void put_row_heads(struct sheet *s, unsigned first)
{
	for (unsigned r = first; r < s->rows && r < first + ROWS_OF_A_BLOCK;
		r++) {
		begin_record(&s->w, 0x0208);
		put(&s->w, r, 2);
		put(&s->w, 0, 2);
		put(&s->w, s->columns, 2);
		put(&s->w, 255, 2);
		put(&s->w, 0x010000, 4);
		put(&s->w, 0x0f0100, 4);
		end_record(&s->w);
	}
}

static void put_rk(struct sheet *s)
{
	put(&s->w, some(s, 1000000) << 2 | 3, 4);
}

static void put_formula(struct sheet *s, unsigned row, unsigned column)
{
	begin_cell(&s->w, 0x0006, row, column, 0);
	put_double(&s->w, some(s, 1000) / 7.0);
	put(&s->w, 0, 6);
	put(&s->w, 3, 2);
	put(&s->w, 0x00011e, 3);
	end_record(&s->w);
}

/* Three numbers in one record. */
static void put_packed(struct sheet *s, unsigned row, unsigned column)
{
	begin_record(&s->w, 0x00bd);
	put(&s->w, row, 2);
	put(&s->w, column, 2);
	for (unsigned i = 0; i < 3; i++) {
		put(&s->w, 0, 2);
		put_rk(s);
	}
	put(&s->w, column + 2, 2);
	end_record(&s->w);
}

/* Returns how many columns it filled. */
static unsigned put_cell(struct sheet *s, unsigned row, unsigned column)
{
	switch (column % 10) {
	case 0:
	case 7:
		begin_cell(&s->w, 0x00fd, row, column, 0);
		put(&s->w, some(s, STRINGS), 4);
		break;
	case 3:
		begin_cell(&s->w, 0x027e, row, column, 0);
		put_rk(s);
		break;
	case 4:
		if (column + 3 <= s->columns) {
			put_packed(s, row, column);
			return 3;
		}
		/* fall through */
	default:
		if (column % 10 == 9 && row % 10 == 0) {
			put_formula(s, row, column);
			return 1;
		}
		begin_cell(&s->w, 0x0203, row, column, 15);
		put_double(&s->w, some(s, 1 << 30) / 1e6);
	}
	end_record(&s->w);
	return 1;
}

static void put_sheet(struct sheet *s)
{
	bof(&s->w, BIFF8, 0x0010);
	begin_record(&s->w, 0x0200);
	put(&s->w, 0, 4);
	put(&s->w, s->rows, 4);
	put(&s->w, 0, 2);
	put(&s->w, s->columns, 2);
	put(&s->w, 0, 2);
	end_record(&s->w);
	for (unsigned r = 0; r < s->rows; r++) {
		if (r % ROWS_OF_A_BLOCK == 0)
			put_row_heads(s, r);
		for (unsigned c = 0; c < s->columns;)
			c += put_cell(s, r, c);
	}
	eof(&s->w);
}

static int write_file(const char *path, const struct bytes *file)
{
	FILE *out = fopen(path, "wb");

	if (!out)
		return -1;
	if (fwrite(file->at, 1, file->n, out) != file->n) {
		fclose(out);
		return -1;
	}
	return fclose(out);
}

int main(int argc, char **argv)
{
	struct sheet s = { .random = 1 };
	struct bytes file = { 0 };
	size_t at;
	int rc;

	if (argc == 4) {
		s.rows = (unsigned)strtoul(argv[1], NULL, 10);
		s.columns = (unsigned)strtoul(argv[2], NULL, 10);
	}
	if (s.rows < 1 || s.rows > 65536 || s.columns < 1 || s.columns > 256) {
		fprintf(stderr,
			"usage: xlsmake ROWS COLUMNS FILE, at most "
			"65536 rows and 256 columns\n");
		return 2;
	}
	at = put_workbook(&s);
	set(&s.w, at, s.w.n, 4);
	put_sheet(&s);
	wrap(&file, &s.w);
	rc = write_file(argv[3], &file);
	if (rc < 0)
		perror(argv[3]);
	free(s.w.at);
	free(file.at);
	return rc < 0 ? 5 : 0;
}
