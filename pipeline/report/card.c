/* SPDX-License-Identifier: MIT */
#include "pipeline/report/card.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LINE = 20, SMALL_LINE = 15, LINE_MAX = 400 };

const struct excel_look card_text_look = {
	.ink = CARD_INK, .size = 10, .wrap = 1
};
const struct excel_look card_strong = {
	.ink = CARD_INK, .size = 10, .wrap = 1, .bold = 1, .fill = CARD_TINT
};
const struct excel_look card_rank = {
	.ink = CARD_INK, .size = 10, .centre = 1, .number_format = "0"
};
const struct excel_look card_rank_strong = { .ink = CARD_INK,
	.size = 10,
	.centre = 1,
	.number_format = "0",
	.bold = 1,
	.fill = CARD_TINT };
const struct excel_look card_number_look = { .ink = CARD_INK, .size = 10 };
const struct excel_look card_number_strong = {
	.ink = CARD_INK, .size = 10, .bold = 1, .fill = CARD_TINT
};
const struct excel_look card_small = { .ink = CARD_GREY, .size = 9 };

static const struct excel_look section_look = {
	.ink = CARD_ACCENT, .bold = 1, .size = 12, .rule_below = 1
};
static const struct excel_look head_text = {
	.ink = CARD_GREY, .size = 9, .bold = 1, .wrap = 1, .rule_below = 1
};
static const struct excel_look head_rank = { .ink = CARD_GREY,
	.size = 9,
	.bold = 1,
	.wrap = 1,
	.centre = 1,
	.rule_below = 1 };
static const struct excel_look head_number = { .ink = CARD_GREY,
	.size = 9,
	.bold = 1,
	.wrap = 1,
	.right = 1,
	.rule_below = 1 };

/* ---- cells ---- */

static void high(struct card *c, uint32_t row, double points)
{
	assert(row < CARD_ROWS);
	if (points > c->high[row])
		c->high[row] = points;
	if (row > c->last)
		c->last = row;
}

void card_height(struct card *c, uint32_t row, double points)
{
	high(c, row, points);
	c->fixed[row] = points;
}

static double characters(const char *s)
{
	double n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* Characters of a size that a column holds. */
static double room(
	const struct card *c, uint16_t column, const struct excel_look *look)
{
	return c->width[column] * 11 / (look->size ? look->size : 11);
}

void card_text(struct card *c, uint32_t row, uint16_t column, const char *text,
	const struct excel_look *look)
{
	double size = look->size ? look->size : 11;
	double lines =
		look->wrap ? ceil(characters(text) / room(c, column, look)) : 1;

	excel_text(c->sheet, row, column, text, look);
	high(c, row,
		fmax(LINE, lines > 1 ? 5 + size * 1.3 * lines : size * 1.35));
}

void card_number(struct card *c, uint32_t row, uint16_t column, double value,
	const struct excel_look *look)
{
	if (isnan(value))
		excel_blank(c->sheet, row, column, look);
	else
		excel_number(c->sheet, row, column, value, look);
	high(c, row, fmax(LINE, look->size * 1.35));
}

void card_fill(struct card *c, uint32_t row, uint16_t from, uint16_t to,
	const struct excel_look *look)
{
	for (uint16_t i = from; i <= to; i++)
		excel_blank(c->sheet, row, i, look);
}

/* ---- what a page is put together from ---- */

void card_open(struct card *c, struct report *r, const struct sheet *s,
	const double *widths, uint16_t columns)
{
	*c = (struct card){ .report = r,
		.name = say(r->language, s->name),
		.columns = columns,
		.decimals = r->decimals < CARD_DECIMALS ? r->decimals
							: CARD_DECIMALS };
	c->more = c->decimals > 1 ? c->decimals : 1;
	card_places(c->score, c->decimals);
	card_places(c->mean, c->more);
	card_signed(c->gap, c->more);
	c->sheet = excel_sheet(r->excel, c->name);
	excel_page(c->sheet);
	for (uint16_t i = 0; i < columns; i++) {
		c->width[i] = widths[i];
		excel_width(c->sheet, i, i, widths[i]);
	}
}

void card_close(struct card *c, uint16_t pages)
{
	for (uint32_t i = 0; i <= c->last; i++)
		excel_height(c->sheet, i,
			c->fixed[i] > 0		 ? c->fixed[i]
				: c->high[i] > 0 ? c->high[i]
						 : LINE);
	excel_print_card(c->sheet, c->last, (uint16_t)(c->columns - 1), pages);
}

void card_section(struct card *c, uint32_t row, uint16_t from, uint16_t to,
	const char *title)
{
	card_fill(c, row, from, to, &section_look);
	excel_text(c->sheet, row, from, title, &section_look);
	high(c, row, 28);
}

void card_table(struct card *c, const char *table, uint32_t row,
	uint16_t column, uint32_t last_row, const char *const *titles,
	const char *kinds)
{
	const uint16_t n = (uint16_t)strlen(kinds);

	excel_block(c->sheet, table, row, column, last_row, n, titles);
	for (uint16_t i = 0; i < n; i++)
		card_text(c, row, (uint16_t)(column + i), titles[i],
			kinds[i] == 't'		  ? &head_text
				: kinds[i] == 'r' ? &head_rank
						  : &head_number);
}

/* How many bytes of a text make a line of so many characters, by words. */
static size_t line_of(const char *text, double most)
{
	size_t end = 0, i = 0;
	double n = 0;

	for (; text[i]; i++) {
		n += ((unsigned char)text[i] & 0xc0) != 0x80;
		if (text[i] == ' ')
			end = i;
		if (n > most && end)
			return end;
	}
	return i;
}

uint32_t card_lines(struct card *c, uint32_t row, uint16_t from, uint16_t to,
	const char *text)
{
	char line[LINE_MAX];
	double most = 0;
	size_t n;

	for (uint16_t i = from; i <= to; i++)
		most += room(c, i, &card_small);
	for (; *text; text += n + (text[n] == ' ')) {
		n = line_of(text, most * 1.12);
		snprintf(line, sizeof(line), "%.*s", (int)n, text);
		excel_text(c->sheet, row, from, line, &card_small);
		high(c, row++, SMALL_LINE);
	}
	return row;
}

uint32_t card_say(struct card *c, uint32_t row, uint16_t from, uint16_t to,
	const char *sentence, const struct word *words)
{
	char said[4 * FACT_TEXT];

	card_put(said, sizeof(said), sentence, words);
	return card_lines(c, row, from, to, said);
}

/* ---- words and numbers ---- */

void card_put(
	char *buf, size_t size, const char *sentence, const struct word *words)
{
	struct text t = TEXT_INIT;
	size_t n;

	say_put(&t, sentence, words);
	n = t.failed ? 0 : t.len < size ? t.len : size - 1;
	while (n > 0 && n < t.len && ((unsigned char)t.at[n] & 0xc0) == 0x80)
		n--;
	if (n)
		memcpy(buf, t.at, n);
	buf[n] = '\0';
	text_free(&t);
}

const char *card_figure(
	const struct card *c, char buf[FIGURE_TEXT], double value, int places)
{
	char digits[FIGURE_TEXT];

	*digits = '\0';
	if (!isnan(value))
		snprintf(digits, sizeof(digits), "%.*f", places, value);
	return say_figure(buf, c->report->language, digits);
}

double stmt_number_or_nan(struct stmt *s, int column)
{
	return stmt_type(s, column) == VALUE_NULL ? NAN
						  : stmt_get_number(s, column);
}

struct excel_look card_with(const struct excel_look *look, const char *format)
{
	struct excel_look with = *look;

	with.number_format = format;
	return with;
}

void card_places(char format[LABEL_TEXT], int places)
{
	static const char zeros[] = "000000000000000";

	snprintf(format, LABEL_TEXT, "0%s%.*s", places > 0 ? "." : "",
		places > 0 ? places : 0, zeros);
}

void card_signed(char format[LABEL_TEXT], int places)
{
	char part[LABEL_TEXT];

	card_places(part, places);
	snprintf(format, LABEL_TEXT, "+%.18s;-%.18s;%.18s", part, part, part);
}
