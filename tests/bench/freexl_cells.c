/* SPDX-License-Identifier: MIT */
/*
 * freexl_cells FILE: opens an .xls with libfreexl and gets every cell of every
 * sheet, as a measure for our own reader. Says how many cells had a value.
 */
#include <freexl.h>
#include <stdio.h>

static long sheet_cells(const void *book)
{
	unsigned short columns = 0;
	unsigned int rows = 0;
	FreeXL_CellValue v;
	long n = 0;

	if (freexl_worksheet_dimensions(book, &rows, &columns) != FREEXL_OK)
		return -1;
	for (unsigned int r = 0; r < rows; r++)
		for (unsigned short c = 0; c < columns; c++) {
			if (freexl_get_cell_value(book, r, c, &v) != FREEXL_OK)
				return -1;
			n += v.type != FREEXL_CELL_NULL;
		}
	return n;
}

static long book_cells(const void *book)
{
	unsigned int sheets = 0;
	long n = 0;

	if (freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &sheets) !=
		FREEXL_OK)
		return -1;
	for (unsigned short i = 0; i < sheets; i++) {
		long more = -1;

		if (freexl_select_active_worksheet(book, i) == FREEXL_OK)
			more = sheet_cells(book);
		if (more < 0)
			return -1;
		n += more;
	}
	return n;
}

int main(int argc, char **argv)
{
	const void *book = NULL;
	long n = -1;
	int rc = argc == 2 ? freexl_open(argv[1], &book) : -1;

	if (rc == FREEXL_OK && book) {
		n = book_cells(book);
		freexl_close(book);
	}
	if (n < 0) {
		fprintf(stderr, "freexl_cells: code %d\n", rc);
		return 3;
	}
	printf("%ld\n", n);
	return 0;
}
