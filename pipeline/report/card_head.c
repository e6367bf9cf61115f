/* SPDX-License-Identifier: MIT */
/* The head of a page, with its tiles. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/report/card.h"

static const struct excel_look name_look = {
	.ink = CARD_ACCENT, .bold = 1, .size = 24
};
static const struct excel_look under_look = { .ink = CARD_GREY, .size = 11 };
static const struct excel_look label_look = {
	.ink = CARD_GREY, .size = 9, .bold = 1, .indent = 1, .rule_left = 1
};
static const struct excel_look note_look = {
	.ink = CARD_GREY, .size = 9, .indent = 1, .rule_left = 1
};

void card_head(struct card *c, const char *name)
{
	struct report *r = c->report;
	struct language *l = r->language;
	char said[2 * FACT_TEXT];
	const struct word words[] = { { "index", r->title },
		{ "edition", r->edition }, { "publisher", r->publisher },
		{ "as_of", r->as_of }, { NULL, NULL } };

	card_text(c, 0, 0, name, &name_look);
	card_height(c, 0, 40);
	card_put(said, sizeof(said),
		*r->as_of ? say(l,
				    "{index}, edition {edition} \u00b7 "
				    "{publisher} \u00b7 as of {as_of}")
			  : say(l,
				    "{index}, edition {edition} \u00b7 "
				    "{publisher}"),
		words);
	card_text(c, 1, 0, said, &under_look);
	card_height(c, 2, 6);
	card_height(c, 3, 6);
	card_height(c, CARD_BODY - 1, 10);
}

/* How many characters the texts in quotes have, of the section of a format
 * that a number takes. */
static int quoted(const char *format, double value)
{
	int section = value > 0 ? 0 : value < 0 ? 1 : 2, inside = 0, n = 0;

	for (; *format; format++)
		if (*format == '"')
			inside = !inside;
		else if (*format == ';' && !inside)
			section--;
		else if (section == 0 && inside)
			n += ((unsigned char)*format & 0xc0) != 0x80;
	return n;
}

/* A number that does not fit is not shown at all. */
static uint8_t size_of(const struct card_tile *t)
{
	char buf[LABEL_TEXT];
	const char *point = strchr(t->format, '.');
	int n = snprintf(buf, sizeof(buf), "%.*f",
		point ? (int)strlen(point + 1) : 0, t->value);

	n += quoted(t->format, t->value);
	return n <= 5 ? 20 : n <= 7 ? 15 : n <= 9 ? 11 : 9;
}

void card_put_tile(struct card *c, const struct card_tile *t)
{
	const int there = !isnan(t->value);
	const struct excel_look value = { .ink = CARD_ACCENT,
		.bold = 1,
		.size = there ? size_of(t) : 13,
		.indent = 1,
		.rule_left = 1,
		.number_format = there ? t->format : NULL };
	uint32_t row = CARD_TILES;

	card_text(c, row, t->column, t->label, &label_look);
	card_height(c, row++, 16);
	if (there)
		card_number(c, row, t->column, t->value, &value);
	else
		card_text(c, row, t->column, t->lack, &value);
	card_height(c, row++, 32);
	for (int i = 0; i < 2; i++) {
		card_text(c, row, t->column, t->notes[i], &note_look);
		card_height(c, row++, 15);
	}
}
