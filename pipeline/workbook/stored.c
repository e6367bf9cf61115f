/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/stored.h"

#include <string.h>

#include "pipeline/base/num.h"
#include "pipeline/workbook/cells.h"
#include "pipeline/workbook/serial.h"

int stored_count(uint32_t *out, struct span s, uint32_t max)
{
	uint64_t n = 0;

	if (s.len == 0)
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return -1;
		n = n * 10 + (uint64_t)(s.at[i] - '0');
		if (n > max)
			return -1;
	}
	*out = (uint32_t)n;
	return 0;
}

int stored_address(uint32_t *row, uint32_t *column, struct span s)
{
	uint32_t n = 0, number;
	size_t i = 0;

	for (; i < s.len && s.at[i] >= 'A' && s.at[i] <= 'Z'; i++) {
		n = n * 26 + (uint32_t)(s.at[i] - 'A') + 1;
		if (n > GRID_COLUMNS)
			return -1;
	}
	s = (struct span){ s.at + i, s.len - i };
	if (i == 0 || stored_count(&number, s, GRID_ROWS) < 0 || number == 0)
		return -1;
	*column = n - 1;
	*row = number - 1;
	return 0;
}

int stored_type(enum stored_type *out, struct span name)
{
	static const char *const names[] = {
		[STORED_NUMBER] = "n",
		[STORED_SHARED] = "s",
		[STORED_TEXT] = "str",
		[STORED_INLINE] = "inlineStr",
		[STORED_BOOLEAN] = "b",
		[STORED_ERROR] = "e",
		[STORED_DATE] = "d",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (span_is(name, names[i])) {
			*out = (enum stored_type)i;
			return 0;
		}
	return -1;
}

static int as_number(struct cell *out, const struct stored *s,
	const struct stored_tables *t, struct err *e)
{
	struct span text = s->value;

	if (num_parse(&out->number, text.at, text.len) < 0) {
		text = span_trim(text);
		if (text.len == 0)
			return 0;
		if (num_parse(&out->number, text.at, text.len) < 0)
			return err_set(e, ERR_DATA, "'%.*s' is no number",
				stored_shown(text), text.at);
	}
	out->type = styles_are_date(t->styles, s->style) &&
			serial_is_date(out->number, t->epoch)
		? CELL_DATE
		: CELL_NUMBER;
	out->text = text;
	return 0;
}

static int as_shared(struct cell *out, const struct stored *s,
	const struct stored_tables *t, struct err *e)
{
	struct span text = s->value;
	uint32_t i;

	if (stored_count(&i, text, UINT32_MAX) < 0) {
		text = span_trim(text);
		if (text.len == 0)
			return 0;
		if (stored_count(&i, text, UINT32_MAX) < 0)
			return err_set(e, ERR_DATA,
				"'%.*s' is no number of a shared string",
				stored_shown(text), text.at);
	}
	if (i >= t->strings->n)
		return err_set(e, ERR_DATA, "shared string %u of %zu",
			(unsigned)i, t->strings->n);
	out->type = CELL_TEXT;
	out->text = strings_at(t->strings, i);
	return 0;
}

static int as_text(struct cell *out, const struct stored *s,
	const struct stored_tables *t, struct err *e)
{
	(void)t, (void)e;
	out->type = s->value.at ? CELL_TEXT : CELL_BLANK;
	out->text = s->value;
	return 0;
}

static int as_boolean(struct cell *out, const struct stored *s,
	const struct stored_tables *t, struct err *e)
{
	struct span text = span_trim(s->value);

	(void)t;
	if (text.len == 0)
		return 0;
	if (span_is(text, "1") || span_is(text, "true"))
		out->number = 1;
	else if (!span_is(text, "0") && !span_is(text, "false"))
		return err_set(e, ERR_DATA, "'%.*s' is neither true nor false",
			stored_shown(text), text.at);
	out->type = CELL_BOOLEAN;
	out->text = text;
	return 0;
}

static int as_error(struct cell *out, const struct stored *s,
	const struct stored_tables *t, struct err *e)
{
	(void)t, (void)e;
	out->type = s->value.at ? CELL_ERROR : CELL_BLANK;
	out->text = s->value;
	return 0;
}

static int as_date(struct cell *out, const struct stored *s,
	const struct stored_tables *t, struct err *e)
{
	struct span text = span_trim(s->value);

	if (text.len == 0)
		return 0;
	if (serial_parse(&out->number, text, t->epoch) < 0)
		return err_set(e, ERR_DATA, "'%.*s' is no date",
			stored_shown(text), text.at);
	out->type = CELL_DATE;
	out->text = text;
	return 0;
}

int stored_cell(struct cell *out, const struct stored *s,
	const struct stored_tables *t, struct err *e)
{
	static int (*const as[])(struct cell *, const struct stored *,
		const struct stored_tables *, struct err *) = {
		[STORED_NUMBER] = as_number,
		[STORED_SHARED] = as_shared,
		[STORED_TEXT] = as_text,
		[STORED_INLINE] = as_text,
		[STORED_BOOLEAN] = as_boolean,
		[STORED_ERROR] = as_error,
		[STORED_DATE] = as_date,
	};

	*out = (struct cell){
		.row = s->row,
		.column = s->column,
		.formula = s->formula,
	};
	return as[s->type](out, s, t, e);
}
