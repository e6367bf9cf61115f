/* SPDX-License-Identifier: MIT */
/* Addresses of cells: what is taken apart can be put together again. */
#include "pipeline/workbook/cells.h"
#include "pipeline/workbook/stored.h"
#include "tests/fuzz/fuzz.h"

/* Places become addresses and places again. */
static void from_place(uint32_t row, uint32_t column)
{
	char address[CELL_ADDRESS];
	uint32_t r, c;
	int inside = row < GRID_ROWS && column < GRID_COLUMNS;

	cell_address(address, row, column);
	fuzz_hold(strlen(address) < CELL_ADDRESS, "an address has an end");
	fuzz_hold((stored_address(&r, &c, span_of(address)) == 0) == inside,
		"places of the grid have addresses, others do not");
	if (inside)
		fuzz_hold(r == row && c == column,
			"an address leads back to its place");
}

/* Addresses become places and addresses again, without leading zeros. */
static void from_address(struct span s)
{
	char address[CELL_ADDRESS], plain[CELL_ADDRESS];
	uint32_t row, column;
	size_t n = 0, letters = 0;

	if (stored_address(&row, &column, s) < 0)
		return;
	fuzz_hold(row < GRID_ROWS && column < GRID_COLUMNS,
		"an address lies in the grid");
	for (size_t i = 0; i < s.len && n + 1 < sizeof(plain); i++) {
		if (s.at[i] == '0' && n == letters)
			continue;
		letters += s.at[i] >= 'A';
		plain[n++] = s.at[i];
	}
	cell_address(address, row, column);
	fuzz_same(span_of(address), (struct span){ plain, n }, "an address");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint32_t place[2];

	from_address((struct span){ (const char *)data, size });
	if (size < sizeof(place))
		return 0;
	memcpy(place, data, sizeof(place));
	from_place(place[0] % (GRID_ROWS + 9), place[1] % (GRID_COLUMNS + 9));
	from_place(place[0], place[1]);
	return 0;
}
