/* SPDX-License-Identifier: MIT */
#include "pipeline/report/page.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/ids.h"
#include "pipeline/base/num.h"
#include "pipeline/report/cells.h"
#include "pipeline/report/trend.h"

enum { ACCENT = 0x1f4e79, TINT = 0xe9eff6, INK = 0x262626, GREY = 0x595959 };

const struct excel_look look_title = { .ink = ACCENT, .bold = 1, .size = 16 };
const struct excel_look look_note = { .ink = GREY, .size = 10 };
const struct excel_look look_label = { .ink = GREY, .top = 1 };
const struct excel_look look_head = {
	.ink = ACCENT, .fill = TINT, .bold = 1, .wrap = 1, .rule_below = 1
};
const struct excel_look look_head_number = { .ink = ACCENT,
	.fill = TINT,
	.bold = 1,
	.wrap = 1,
	.rule_below = 1,
	.centre = 1 };
const struct excel_look look_text = { .ink = INK };
const struct excel_look look_wrap = { .ink = INK, .wrap = 1, .top = 1 };
const struct excel_look look_link = { .ink = ACCENT, .underline = 1, .top = 1 };
const struct excel_look look_centre = { .ink = INK, .centre = 1 };
const struct excel_look look_section = { .ink = ACCENT, .bold = 1, .size = 12 };
const struct excel_look look_rank = {
	.ink = INK, .centre = 1, .number_format = "0"
};
/* a text behind a number */
const struct excel_look look_after = { .ink = INK, .indent = 1 };
const struct excel_look look_code = {
	.ink = GREY, .size = 8, .wrap = 1, .top = 1
};

const struct excel_look look_url = {
	.ink = ACCENT, .underline = 1, .size = 8, .wrap = 1, .top = 1
};

const struct excel_look look_trend = { .ink = 0x3a6ea5, .size = 10 };

/* ---- cells and their widths ---- */

static double span_characters(struct span s)
{
	double n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.at[i] & 0xc0) != 0x80;
	return n;
}

static double characters(const char *s)
{
	return span_characters(span_of(s));
}

/* The longest word, with room for the filter's button. */
static double title_width(const char *title)
{
	double most = 0;
	size_t n;

	for (; *title; title += n + strspn(title + n, " ")) {
		struct span word = { title, n = strcspn(title, " ") };

		most = fmax(most, span_characters(word));
	}
	return most + 3;
}

/* How many lines a title takes, broken between words. */
static int title_lines(const char *title, double width)
{
	double at = 0;
	size_t n;
	int lines = 1;

	for (; *title; title += n + strspn(title + n, " ")) {
		struct span word = { title, n = strcspn(title, " ") };
		double long_as = span_characters(word);

		if (at > 0 && at + 1 + long_as > width) {
			lines++;
			at = 0;
		}
		at += (at > 0) + long_as;
	}
	return lines;
}

double page_height(const char *text, double width)
{
	double lines = width > 0 ? ceil(characters(text) * 0.9 / width) : 1;

	return 15 * fmax(lines, 1);
}

static void heighten(struct page *p, double points)
{
	if (points > p->high)
		p->high = points;
}

static void widen(struct page *p, uint16_t column, double width)
{
	if (p->most[column] > 0 && width > p->most[column])
		width = p->most[column];
	if (width > p->wide[column])
		p->wide[column] = width;
}

/* What a number format puts around the digits, at the most. */
static double format_width(const char *format)
{
	double n = 0;

	for (; *format && *format != ';'; format++)
		n += ((unsigned char)*format & 0xc0) != 0x80 && *format != '"';
	return n;
}

/* Without a format as many digits are shown as there are, eleven at most. */
static double number_width(double value, const struct excel_look *look)
{
	const char *format = look ? look->number_format : NULL;
	const char *point = format ? strchr(format, '.') : NULL;
	char buf[NUM_TEXT];
	double n = 1 + (value < 0);

	if (!format)
		return fmin((double)num_format(buf, value), 11) + 1;
	if (fabs(value) >= 10)
		n += floor(log10(fabs(value)));
	if (point)
		n += 1 + (double)strspn(point + 1, "0");
	return n + (strchr(format, '"') ? format_width(format) : 1);
}

static void put_terminated(
	struct page *p, uint16_t to, const char *text, const struct column *c)
{
	const double scale = c->look->size ? c->look->size / 11.0 : 1;

	if (c->look == &look_url)
		excel_link(p->sheet, p->row, to, text, text, c->look);
	else
		excel_text(p->sheet, p->row, to, text, c->look);
	widen(p, to, characters(text) * scale);
	if (c->look->wrap)
		heighten(p, page_height(text, p->most[to] / scale));
}

static int put_text(struct page *p, struct stmt *s, int from, uint16_t to,
	const struct column *c, struct err *e)
{
	struct span v = stmt_get_text(s, from);
	const char *marks;
	char buf[FACT_TEXT], *copy;

	if (c->look == &look_trend) {
		marks = trend_marks(p->trend, v, e);
		if (marks)
			put_terminated(p, to, marks, c);
		return marks ? 0 : -1;
	}
	if (v.len < sizeof(buf)) {
		stmt_copy(buf, sizeof(buf), s, from);
		put_terminated(p, to, buf, c);
		return 0;
	}
	copy = text_copy(v);
	if (!copy)
		return err_memory(e);
	put_terminated(p, to, copy, c);
	free(copy);
	return 0;
}

/* A copy of a text column, terminated. */
static int get_text(struct text *out, struct stmt *s, int column, struct err *e)
{
	struct span v = stmt_get_text(s, column);

	text_add(out, v.at ? v.at : "", v.len);
	return text_done(out, e);
}

/* A number, with the link to the cell that it comes from if it has one. */
static int put_number(struct page *p, struct stmt *s, int from, uint16_t to,
	const struct column *c, struct err *e)
{
	const double value = stmt_get_number(s, from);
	struct figure f;
	struct text area = TEXT_INIT;
	int rc;

	widen(p, to, number_width(value, c->look));
	if (!p->figure[to]) {
		excel_number(p->sheet, p->row, to, value, c->look);
		return 0;
	}
	f = *p->figure[to];
	rc = get_text(&area, s, stmt_columns(s) - 1, e);
	f.area = area.at;
	if (rc == 0)
		rc = cells_put(p, to, value, c->look, &f, e);
	text_free(&area);
	return rc;
}

static int put_value(struct page *p, struct stmt *s, int from, uint16_t to,
	const struct column *c, struct err *e)
{
	switch (stmt_type(s, from)) {
	case VALUE_NULL:
		excel_blank(p->sheet, p->row, to, c->look);
		return 0;
	case VALUE_INTEGER:
	case VALUE_NUMBER:
		return put_number(p, s, from, to, c, e);
	case VALUE_TEXT:
		break;
	}
	return put_text(p, s, from, to, c, e);
}

/* ---- pages ---- */

void page_note(struct page *p, const char *text)
{
	excel_text(p->sheet, p->row++, 0, text, &look_note);
}

void page_open(struct page *p, struct report *r, const struct sheet *sheet,
	const char *title, const char *note)
{
	page_open_named(p, r, say(r->language, sheet->name), title, note);
}

void page_open_named(struct page *p, struct report *r, const char *name,
	const char *title, const char *note)
{
	*p = (struct page){ .report = r, .sheet = excel_sheet(r->excel, name) };
	excel_text(p->sheet, p->row, 0, title, &look_title);
	excel_height(p->sheet, p->row++, 24);
	page_note(p, note);
}

static const char *column_title(struct page *p, const struct column *c)
{
	return c->as_is ? c->title : say(p->report->language, c->title);
}

static void put_head(
	struct page *p, uint32_t row, const struct column *c, uint16_t n)
{
	int most = 2, lines;

	for (uint16_t i = 0; i < n; i++) {
		excel_text(p->sheet, row, i, column_title(p, &c[i]),
			c[i].look->number_format || c[i].look->centre
				? &look_head_number
				: &look_head);
		widen(p, i, title_width(column_title(p, &c[i])));
		/* the filter's button stands at the foot of the cell */
		lines = title_lines(column_title(p, &c[i]), p->wide[i]);
		most = lines > most ? lines : most;
	}
	excel_height(p->sheet, row, 2 + 15.0 * most);
}

void page_head(struct page *p, const char *table, uint32_t top,
	const struct column *columns, uint16_t n)
{
	const char *titles[PAGE_COLUMNS] = { NULL };

	for (uint16_t i = 0; i < n; i++)
		titles[i] = column_title(p, &columns[i]);
	excel_table(p->sheet, table, top, 0, p->row - 1, n, titles);
	put_head(p, top, columns, n);
}

static int put_row(struct page *p, struct stmt *s, const struct column *c,
	uint16_t n, struct err *e)
{
	if (p->rows &&
		ids_add(p->rows, stmt_get_text(s, stmt_columns(s) - 1), p->row,
			e) < 0)
		return -1;
	for (uint16_t i = 0; i < n; i++)
		if (put_value(p, s, i, i, &c[i], e) < 0)
			return -1;
	if (p->high > 15)
		excel_height(p->sheet, p->row, p->high);
	p->high = 0;
	p->row++;
	return 0;
}

int page_table(uint32_t *rows, struct page *p, const char *table,
	const char *query, const struct column *columns, uint16_t n,
	uint16_t extra, struct err *e)
{
	uint32_t top = p->row++;
	struct stmt *s = NULL;
	int rc = report_query(&s, p->report, query, e);

	assert(n + extra <= PAGE_COLUMNS);
	for (uint16_t i = 0; i < n + extra; i++)
		p->most[i] = columns[i].most;
	if (p->streams)
		excel_stream(p->sheet, p->row);
	while (rc == 0 && (rc = stmt_step(s, e)) == 1)
		rc = put_row(p, s, columns, n, e);
	stmt_close(s);
	if (rc < 0)
		return err_in(e, "sql/export/%s.sql", query);
	*rows = p->row - top - 1;
	if (*rows == 0) {
		excel_text(p->sheet, top, 0,
			say(p->report->language,
				"There is nothing to show here."),
			&look_text);
		return 0;
	}
	page_head(p, table, top, columns, (uint16_t)(n + extra));
	return 0;
}

int page_stream(struct page *p, const char *table, struct stmt *s,
	const struct column *columns, uint16_t n, struct err *e)
{
	uint32_t top = p->row++;
	int rc = 1;

	assert(n <= PAGE_COLUMNS);
	for (uint16_t i = 0; i < n; i++)
		p->most[i] = columns[i].most;
	excel_stream(p->sheet, p->row);
	while (rc == 1 && excel_has_room(p->row)) {
		if (put_row(p, s, columns, n, e) < 0)
			return -1;
		rc = stmt_step(s, e);
	}
	page_head(p, table, top, columns, n);
	return rc;
}

/* The row of the cell that s stands on. */
static uint32_t cells_row(struct page *p, struct stmt *s, uint32_t top)
{
	const int64_t *row;

	if (!p->rows)
		return top + (uint32_t)stmt_get_integer(s, 0);
	row = ids_expect(p->rows, stmt_get_text(s, 0));
	assert(row); /* else the two queries are of different areas */
	return (uint32_t)*row;
}

int page_cells(struct page *p, const char *query, uint32_t top,
	const uint16_t *place, uint16_t n, const struct column *columns,
	struct err *e)
{
	uint32_t row = p->row;
	struct stmt *s = NULL;
	int rc = report_query(&s, p->report, query, e);
	int64_t at;

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		at = stmt_get_integer(s, 1);
		p->row = cells_row(p, s, top);
		rc = at < n
			? put_value(p, s, 2, place[at], &columns[place[at]], e)
			: 0;
	}
	p->row = row;
	stmt_close(s);
	return rc < 0 ? err_in(e, "sql/export/%s.sql", query) : 0;
}

void page_close(struct page *p, uint32_t header_row, int landscape)
{
	for (int i = 0; i < PAGE_COLUMNS; i++)
		if (p->wide[i] > 0)
			excel_width(p->sheet, (uint16_t)i, (uint16_t)i,
				p->wide[i] * 1.05 + 1.5);
	excel_print(p->sheet, landscape, header_row - p->over, header_row);
}
