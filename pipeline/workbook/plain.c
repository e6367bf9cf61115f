/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/plain.h"

#include <string.h>

#include "pipeline/base/num.h"
#include "pipeline/workbook/cells.h"
#include "pipeline/workbook/serial.h"

void plain_open(
	struct plain *k, const struct stored_tables *tables, const char *prefix)
{
	const struct {
		struct mark *mark;
		const char *lead, *name;
	} marks[] = {
		{ &k->row_open, "<", "row" },
		{ &k->row_close, "</", "row>" },
		{ &k->c_open, "<", "c" },
		{ &k->c_close, "</", "c>" },
		{ &k->v_open, "<", "v>" },
		{ &k->v_close, "</", "v>" },
		{ &k->f_open, "<", "f" },
		{ &k->f_close, "</", "f>" },
		{ &k->is_open, "<", "is>" },
		{ &k->is_close, "</", "is>" },
		{ &k->t_open, "<", "t" },
		{ &k->t_close, "</", "t>" },
	};

	k->tables = tables;
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		mark_set(marks[i].mark, marks[i].lead, prefix, marks[i].name);
}

void plain_set_row(struct plain *k, uint32_t row, int known)
{
	char text[24] = "", *end = text + 12, *p = end;
	size_t n;

	*--p = known ? '"' : '<'; /* which is in no address */
	for (uint32_t left = row + 1; known && left > 0; left /= 10)
		*--p = (char)('0' + left % 10);
	n = (size_t)(end - p);
	k->row = row;
	k->behind = (struct mark){ eight_bytes(p) & shape_mask(n),
		shape_mask(n), n };
}

/* ---- attributes ---------------------------------------------------------- */

/* Letters that are no capital come out above 25. */
static inline unsigned letter(const char *p)
{
	return (unsigned)(unsigned char)*p - 'A';
}

static inline unsigned digit(const char *p)
{
	return (unsigned)(unsigned char)*p - '0';
}

/* B7" in the row. */
static inline char *address(uint32_t *column, const struct plain *k, char *p)
{
	uint32_t n = letter(p++) + 1;

	if (n > 26)
		return NULL;
	for (int i = 0; i < 2 && letter(p) < 26; i++)
		n = n * 26 + letter(p++) + 1;
	*column = n - 1;
	return n <= GRID_COLUMNS ? mark_pass(&k->behind, p) : NULL;
}

/* A number without sign, of at most nine digits. */
static inline char *count(uint32_t *out, char *p)
{
	char *start = p;
	uint32_t n = 0;

	for (; digit(p) < 10; p++)
		n = n * 10 + digit(p);
	*out = n;
	return p > start && p - start < 10 ? p : NULL;
}

static inline char *style(uint32_t *out, char *p)
{
	p = count(out, p);
	return p && *p == '"' ? p + 1 : NULL;
}

static char *rare_type(enum stored_type *out, char *p)
{
	static const struct {
		const char *name;
		size_t len;
		enum stored_type type;
	} types[] = {
		{ "str\"", 4, STORED_TEXT },
		{ "n\"", 2, STORED_NUMBER },
		{ "b\"", 2, STORED_BOOLEAN },
		{ "e\"", 2, STORED_ERROR },
		{ "inlineStr\"", 10, STORED_INLINE },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (memcmp(p, types[i].name, types[i].len) == 0) {
			*out = types[i].type;
			return p + types[i].len;
		}
	return NULL;
}

/* What a <c> says of itself; whether its value and its formula are coded. */
struct told {
	uint32_t column, style;
	enum stored_type type;
	int value_coded, formula_coded;
};

/* The attributes up to '>' or '/', told by their first letters. */
static inline char *attributes(struct told *t, const struct plain *k, char *p)
{
	while (p && *p == ' ') {
		if (SHAPE_IS(p, " r=\"")) {
			p = address(&t->column, k, p + 4);
		} else if (SHAPE_IS(p, " s=\"")) {
			p = style(&t->style, p + 4);
		} else if (SHAPE_IS(p, " t=\"s\"")) {
			t->type = STORED_SHARED;
			p += 6;
		} else {
			p = SHAPE_IS(p, " t=\"") ? rare_type(&t->type, p + 4)
						 : NULL;
		}
	}
	return p;
}

/* ---- values -------------------------------------------------------------- */

static inline char *number(
	struct cell *out, const struct told *t, const struct plain *k, char *p)
{
	char *end = (char *)num_scan(&out->number, p);

	if (!end)
		return NULL;
	out->type = CELL_NUMBER;
	if (styles_are_date(k->tables->styles, t->style) &&
		serial_is_date(out->number, k->tables->epoch))
		out->type = CELL_DATE;
	out->text = (struct span){ p, (size_t)(end - p) };
	return end;
}

static inline char *shared(struct cell *out, const struct plain *k, char *p)
{
	uint32_t i;

	p = count(&i, p);
	if (!p || i >= k->tables->strings->n)
		return NULL;
	out->type = CELL_TEXT;
	out->text = strings_at(k->tables->strings, i);
	return p;
}

static char *boolean(struct cell *out, char *p)
{
	if (*p != '0' && *p != '1')
		return NULL;
	out->type = CELL_BOOLEAN;
	out->number = *p - '0';
	out->text = (struct span){ p, 1 };
	return p + 1;
}

/* What stands in <v>. */
static inline char *value(
	struct cell *out, struct told *t, const struct plain *k, char *p)
{
	switch (t->type) {
	case STORED_NUMBER:
		return number(out, t, k, p);
	case STORED_SHARED:
		return shared(out, k, p);
	case STORED_BOOLEAN:
		return boolean(out, p);
	case STORED_TEXT:
	case STORED_ERROR:
		out->type = t->type == STORED_TEXT ? CELL_TEXT : CELL_ERROR;
		return shape_text(&out->text, &t->value_coded, p);
	default:
		return NULL;
	}
}

/* Behind "<f", up to and with its end. */
static char *formula(
	struct cell *out, struct told *t, const struct plain *k, char *p)
{
	p = shape_skip_attributes(p);
	if (!p)
		return NULL;
	if (SHAPE_IS(p, "/>")) {
		out->formula = (struct span){ p, 0 };
		return p + 2;
	}
	if (*p++ != '>')
		return NULL;
	return mark_pass(
		&k->f_close, shape_text(&out->formula, &t->formula_coded, p));
}

/* Behind "<is>", up to and with its end. */
static char *inline_string(
	struct cell *out, struct told *t, const struct plain *k, char *p)
{
	p = t->type == STORED_INLINE ? mark_pass(&k->t_open, p) : NULL;
	p = p ? shape_skip_attributes(p) : NULL;
	if (!p || *p++ != '>')
		return NULL;
	out->type = CELL_TEXT;
	p = mark_pass(&k->t_close, shape_text(&out->text, &t->value_coded, p));
	return p ? mark_pass(&k->is_close, p) : NULL;
}

/* What stands between <c> and </c>, and that end. */
static inline char *inside(
	struct cell *out, struct told *t, const struct plain *k, char *p)
{
	char *q = mark_pass(&k->f_open, p);

	if (q) {
		p = formula(out, t, k, q);
		if (!p)
			return NULL;
	}
	q = mark_pass(&k->v_open, p);
	if (q) {
		q = value(out, t, k, q);
		p = q ? mark_pass(&k->v_close, q) : NULL;
	} else if ((q = mark_pass(&k->is_open, p))) {
		p = inline_string(out, t, k, q);
	}
	return p ? mark_pass(&k->c_close, p) : NULL;
}

/* Decodes what the cell has borrowed, now that it is known to be whole. */
static int decode(struct cell *c, const struct told *t, struct err *e)
{
	if (t->value_coded &&
		shape_decode(&c->text, c->type == CELL_TEXT, e) < 0)
		return -1;
	return t->formula_coded ? shape_decode(&c->formula, 0, e) : 0;
}

static int decode_cell(struct cell *c, const struct told *t, struct err *e)
{
	char where[CELL_ADDRESS];

	if (decode(c, t, e) == 0)
		return 0;
	cell_address(where, c->row, c->column);
	return err_in(e, "cell %s", where);
}

/* ---- whole tags ---------------------------------------------------------- */

int plain_cell(struct cell *out, const struct plain *k, char **p,
	uint32_t column, struct err *e)
{
	struct told t = { .column = column };
	char *q = mark_pass(&k->c_open, *p);

	q = q ? attributes(&t, k, q) : NULL;
	if (!q || t.column >= GRID_COLUMNS)
		return 0;
	*out = (struct cell){ .row = k->row, .column = t.column };
	if (SHAPE_IS(q, "/>"))
		q += 2;
	else
		q = *q == '>' ? inside(out, &t, k, q + 1) : NULL;
	if (!q)
		return 0;
	*p = q;
	if ((t.value_coded || t.formula_coded) && decode_cell(out, &t, e) < 0)
		return -1;
	return 1;
}

int plain_row(uint32_t *row, int *is_empty, const struct plain *k, char **p)
{
	char *q = mark_pass(&k->row_open, *p);

	q = q && SHAPE_IS(q, " r=\"") ? count(row, q + 4) : NULL;
	if (!q || *q != '"' || *row == 0 || *row > GRID_ROWS)
		return 0;
	--*row;
	q = shape_skip_attributes(q + 1);
	if (!q)
		return 0;
	*is_empty = *q == '/';
	q += *is_empty;
	if (*q != '>')
		return 0;
	*p = q + 1;
	return 1;
}

char *plain_row_end(const struct plain *k, char *p)
{
	return mark_pass(&k->row_close, p);
}
