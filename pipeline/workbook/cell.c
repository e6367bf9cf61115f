/* SPDX-License-Identifier: MIT */
/* What can be said of one cell without its sheet. */
#include "pipeline/base/num.h"
#include "pipeline/workbook/reader.h"

/* Five letters, of which there is room in any case, are more than any column
 * that is read has. */
void cell_address(char buf[CELL_ADDRESS], uint32_t row, uint32_t column)
{
	char backwards[CELL_ADDRESS], *p = backwards;
	uint64_t n;

	for (n = (uint64_t)row + 1; n > 0; n /= 10)
		*p++ = (char)('0' + n % 10);
	for (n = (uint64_t)column + 1; n > 0; n = (n - 1) / 26)
		if (p < backwards + CELL_ADDRESS - 1)
			*p++ = (char)('A' + (n - 1) % 26);
	while (p > backwards)
		*buf++ = *--p;
	*buf = '\0';
}

int cell_place(uint32_t *row, uint32_t *column, struct span address)
{
	enum { LETTERS = 4, DIGITS = 10, COLUMNS = 1 << 16 };
	const char *at = address.at;
	uint64_t letters = 0, digits = 0;
	size_t i = 0, from;

	while (i < address.len && i < LETTERS && at[i] >= 'A' && at[i] <= 'Z')
		letters = letters * 26 + (uint64_t)(at[i++] - 'A') + 1;
	for (from = i; i < address.len && i < from + DIGITS; i++) {
		if (!is_digit(at[i]))
			return -1;
		digits = digits * 10 + (uint64_t)(at[i] - '0');
	}
	if (i < address.len || from == 0 || i == from || at[from] == '0' ||
		letters > COLUMNS || digits > UINT32_MAX)
		return -1;
	*row = (uint32_t)digits - 1;
	*column = (uint32_t)letters - 1;
	return 0;
}

void cell_date(char buf[32], const struct book *b, const struct cell *c)
{
	serial_format(buf, c->number, b->epoch);
}

void cell_value(struct text *out, const struct book *b, const struct cell *c)
{
	char buf[32]; /* SERIAL_TEXT, and NUM_TEXT */

	switch (c->type) {
	case CELL_BLANK:
		break;
	case CELL_NUMBER:
		text_add(out, buf, num_format(buf, c->number));
		break;
	case CELL_DATE:
		cell_date(buf, b, c);
		text_puts(out, buf);
		break;
	case CELL_BOOLEAN:
		text_puts(out, c->number != 0 ? "TRUE" : "FALSE");
		break;
	case CELL_TEXT:
	case CELL_ERROR:
		text_add(out, c->text.at, c->text.len);
		break;
	}
}

struct span cell_stored(char buf[NUM_TEXT], const struct cell *c)
{
	if (c->text.at || (c->type != CELL_NUMBER && c->type != CELL_DATE))
		return c->text;
	return (struct span){ buf, num_format(buf, c->number) };
}

struct span cell_label(char buf[NUM_TEXT], const struct cell *c)
{
	if (c->type != CELL_NUMBER)
		return cell_stored(buf, c);
	return (struct span){ buf, num_format(buf, c->number) };
}

const char *cell_type_name(enum cell_type t)
{
	static const char *const names[] = {
		[CELL_BLANK] = "blank",
		[CELL_NUMBER] = "number",
		[CELL_TEXT] = "text",
		[CELL_BOOLEAN] = "boolean",
		[CELL_DATE] = "date",
		[CELL_ERROR] = "error",
	};

	return names[t];
}
