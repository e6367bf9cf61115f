/* SPDX-License-Identifier: MIT */
/* The cells of a workbook, how they look, and the sheet around them. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/text.h"
#include "pipeline/report/excel_inside.h"
#include "pipeline/report/names.h"

enum {
	LINK_MAX = 2079,    /* bytes of a link's target */
	FORMULA_MAX = 8192, /* characters of a formula */
	FORMAT_MAX = 127,   /* bytes of a number format in the library */
};

int excel_same_look(const struct excel_look *a, const struct dress *d)
{
	const struct excel_look *b = &d->look;

	return a->ink == b->ink && a->fill == b->fill && a->bold == b->bold &&
		a->italic == b->italic && a->underline == b->underline &&
		a->wrap == b->wrap && a->size == b->size &&
		a->indent == b->indent && a->right == b->right &&
		a->centre == b->centre && a->top == b->top &&
		a->rule_below == b->rule_below &&
		a->rule_left == b->rule_left &&
		strcmp(a->number_format ? a->number_format : "General",
			d->format->num_format) == 0;
}

static void dress_align(lxw_format *f, const struct excel_look *l)
{
	if (l->right)
		format_set_align(f, LXW_ALIGN_RIGHT);
	if (l->centre)
		format_set_align(f, LXW_ALIGN_CENTER);
	format_set_align(
		f, l->top ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
	if (l->wrap)
		format_set_text_wrap(f);
	if (l->indent)
		format_set_indent(f, l->indent);
	if (l->rule_below) {
		format_set_bottom(f, LXW_BORDER_THIN);
		format_set_bottom_color(f, 0xA6A6A6);
	}
	if (l->rule_left) {
		format_set_left(f, LXW_BORDER_MEDIUM);
		format_set_left_color(f, 0x7F7F7F);
	}
}

static void dress_font(lxw_format *f, const struct excel_look *l)
{
	if (l->number_format)
		format_set_num_format(f, l->number_format);
	else
		format_set_num_format(f, "General");
	if (l->ink)
		format_set_font_color(f, l->ink);
	if (l->fill)
		format_set_bg_color(f, l->fill);
	if (l->bold)
		format_set_bold(f);
	if (l->italic)
		format_set_italic(f);
	if (l->underline)
		format_set_underline(f, LXW_UNDERLINE_SINGLE);
	if (l->size)
		format_set_font_size(f, l->size);
}

lxw_format *excel_dress(struct excel *x, const struct excel_look *l)
{
	struct dress *more;
	lxw_format *f;

	if (!l)
		return NULL;
	/* the library would cut it, and every cell make a format of its own */
	if (l->number_format && strlen(l->number_format) > FORMAT_MAX) {
		err_set(&x->fault, ERR_DATA,
			"number format '%.60s...': longer than %d bytes",
			l->number_format, FORMAT_MAX);
		return NULL;
	}
	for (size_t i = 0; i < x->n_dresses; i++)
		if (excel_same_look(l, &x->dresses[i]))
			return x->dresses[i].format;
	more = realloc(x->dresses, (x->n_dresses + 1) * sizeof(*more));
	if (more)
		x->dresses = more;
	f = more ? workbook_add_format(x->book) : NULL;
	if (!f) {
		err_memory(&x->fault);
		return NULL;
	}
	dress_font(f, l);
	dress_align(f, l);
	x->dresses[x->n_dresses++] = (struct dress){ *l, f };
	return f;
}

/* ---- cells ---- */

/* Remembers a number that the library is going to cut short. */
static void keep_exact(
	struct excel_sheet *s, uint32_t row, uint16_t column, double value)
{
	struct excel *x = s->book;
	struct exact_number *more;
	size_t cap;

	if (!exact_needed(value))
		return;
	if (x->n_exact == x->cap_exact) {
		cap = x->cap_exact ? 2 * x->cap_exact : 64;
		more = realloc(x->exact, cap * sizeof(*more));
		if (!more) {
			err_memory(&x->fault);
			return;
		}
		x->exact = more;
		x->cap_exact = cap;
	}
	x->exact[x->n_exact++] =
		(struct exact_number){ s->at, column, row, value };
}

void excel_number(struct excel_sheet *s, uint32_t row, uint16_t column,
	double value, const struct excel_look *look)
{
	if (!excel_may(s, row, column))
		return;
	if (!isfinite(value)) {
		excel_fault(s, row, column, "not a finite number");
		return;
	}
	if (excel_streams(s, row)) {
		stream_number(s, row, column, value, look);
		return;
	}
	excel_check(s,
		worksheet_write_number(s->sheet, row, column, value,
			excel_dress(s->book, look)));
	keep_exact(s, row, column, value);
}

int excel_reads_as_escape(const char *p)
{
	static const char hex[] = "0123456789abcdefABCDEF";

	return p[0] == '_' && p[1] == 'x' && strspn(p + 2, hex) >= 4 &&
		p[6] == '_';
}

/* Writes text such that Excel shows it as it is. */
static lxw_error put_text(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *text, lxw_format *f)
{
	struct text safe = TEXT_INIT;
	lxw_error bad;

	if (!strstr(text, "_x"))
		return worksheet_write_string(s->sheet, row, column, text, f);
	for (; *text; text++) {
		if (excel_reads_as_escape(text))
			text_puts(&safe, "_x005F");
		text_putc(&safe, *text);
	}
	bad = text_done(&safe, &s->book->fault) < 0
		? LXW_ERROR_MEMORY_MALLOC_FAILED
		: worksheet_write_string(s->sheet, row, column, safe.at, f);
	text_free(&safe);
	return bad;
}

static void put_any(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *text, const struct excel_look *look)
{
	if (*text == '\0')
		excel_blank(s, row, column, look);
	else if (excel_streams(s, row))
		stream_text(s, row, column, text, look);
	else
		excel_check(s,
			put_text(s, row, column, text,
				excel_dress(s->book, look)));
}

void excel_text(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *text, const struct excel_look *look)
{
	struct text fits = TEXT_INIT;

	if (!excel_may(s, row, column))
		return;
	if (!name_bad_text(text, NAME_TEXT_MAX)) {
		put_any(s, row, column, text, look);
		return;
	}
	name_held(&fits, text, NAME_TEXT_MAX);
	if (text_done(&fits, &s->book->fault) == 0)
		put_any(s, row, column, fits.at, look);
	text_free(&fits);
}

void excel_blank(struct excel_sheet *s, uint32_t row, uint16_t column,
	const struct excel_look *look)
{
	if (!excel_may(s, row, column))
		return;
	if (excel_streams(s, row))
		stream_text(s, row, column, NULL, look);
	else /* the library leaves a blank cell without a format out */
		excel_check(s,
			worksheet_write_blank(s->sheet, row, column,
				excel_dress(s->book, look)));
}

/* The library writes no empty text by itself: a number's cell is made to point
 * to one among its strings, which are kept as XML. */
void excel_empty_text(struct excel_sheet *s, uint32_t row, uint16_t column)
{
	struct sst_element *none;
	lxw_cell *cell;

	if (!excel_may(s, row, column))
		return;
	if (excel_streams(s, row)) {
		stream_text(s, row, column, "", NULL);
		return;
	}
	excel_check(s, worksheet_write_number(s->sheet, row, column, 0, NULL));
	none = lxw_get_sst_index(s->book->book->sst, "<t/>", 1);
	cell = lxw_worksheet_find_cell_in_row(
		lxw_worksheet_find_row(s->sheet, row), column);
	if (!none || !cell) {
		err_memory(&s->book->fault);
		return;
	}
	cell->type = STRING_CELL;
	cell->u.string_id = (int32_t)none->index;
	cell->sst_string = none->string;
}

void excel_formula(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *formula, double number, const char *text)
{
	if (!excel_may_text(s, row, column, formula, FORMULA_MAX) ||
		(text && !excel_may_text(s, row, column, text, NAME_TEXT_MAX)))
		return;
	assert(!excel_streams(s, row));
	if (text) {
		excel_check(s,
			worksheet_write_formula_str(
				s->sheet, row, column, formula, NULL, text));
	} else if (!isfinite(number)) {
		excel_fault(s, row, column, "not a finite number");
	} else {
		excel_check(s,
			worksheet_write_formula_num(
				s->sheet, row, column, formula, NULL, number));
		keep_exact(s, row, column, number);
	}
}

static int can_link(const char *target)
{
	static const char *const starts[] = { "internal:", "https://",
		"http://" };

	if (strlen(target) > LINK_MAX)
		return 0;
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (strncmp(target, starts[i], strlen(starts[i])) == 0)
			return 1;
	return 0;
}

void excel_link(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *target, const char *text, const struct excel_look *look)
{
	if (!excel_may(s, row, column))
		return;
	if (!excel_streams(s, row) && can_link(target) &&
		!name_bad_text(target, NAME_TEXT_MAX) && *text)
		excel_check(s,
			worksheet_write_url(s->sheet, row, column, target,
				excel_dress(s->book, look)));
	if (*text)
		excel_text(s, row, column, text, look);
}

void excel_number_link(struct excel_sheet *s, uint32_t row, uint16_t column,
	double value, const struct excel_look *look,
	const struct excel_lead *lead)
{
	const char *tip = lead->tip;

	if (!excel_may(s, row, column))
		return;
	if (tip && name_bad_text(tip, NAME_TABLE_MAX))
		tip = NULL;
	/* the library writes a text, here none, that the number replaces */
	if (!excel_streams(s, row) && s->sheet->hlink_count < EXCEL_LINKS &&
		can_link(lead->target) &&
		!name_bad_text(lead->target, NAME_TEXT_MAX))
		excel_check(s,
			worksheet_write_url_opt(s->sheet, row, column,
				lead->target, excel_dress(s->book, look), "",
				tip));
	excel_number(s, row, column, value, look);
}

void excel_merge(struct excel_sheet *s, uint32_t row, uint16_t column,
	uint32_t last_row, uint16_t last_column, const char *text,
	const struct excel_look *look)
{
	if (!excel_may(s, last_row, last_column))
		return;
	assert(!excel_streams(s, last_row));
	if (row != last_row || column != last_column)
		excel_check(s,
			worksheet_merge_range(s->sheet, row, column, last_row,
				last_column, NULL, excel_dress(s->book, look)));
	excel_text(s, row, column, text, look);
}

/* ---- the sheet around them ---- */

void excel_width(
	struct excel_sheet *s, uint16_t first, uint16_t last, double characters)
{
	if (excel_may(s, 0, last))
		excel_check(s,
			worksheet_set_column(s->sheet, first, last,
				fmin(characters, 255), NULL));
}

void excel_height(struct excel_sheet *s, uint32_t row, double points)
{
	if (!excel_may(s, row, 0))
		return;
	if (excel_streams(s, row))
		stream_height(s, row, fmin(points, 409));
	else
		excel_check(s,
			worksheet_set_row(
				s->sheet, row, fmin(points, 409), NULL));
}

void excel_freeze(struct excel_sheet *s, uint32_t row, uint16_t column)
{
	if (excel_may(s, row, column))
		worksheet_freeze_panes(s->sheet, row, column);
}

void excel_print(struct excel_sheet *s, int landscape, uint32_t first_row,
	uint32_t last_row)
{
	if (!excel_may(s, last_row, 0))
		return;
	worksheet_set_paper(s->sheet, 9); /* A4 */
	if (landscape)
		worksheet_set_landscape(s->sheet);
	worksheet_fit_to_pages(s->sheet, 1, 0);
	worksheet_set_margins(s->sheet, 0.5, 0.5, 0.6, 0.7);
	worksheet_repeat_rows(s->sheet, first_row, last_row);
	worksheet_set_footer(s->sheet, "&L&8&A&R&8&P / &N");
}

void excel_print_wide(struct excel_sheet *s, uint16_t pages, uint16_t columns)
{
	if (!excel_may(s, 0, columns))
		return;
	worksheet_fit_to_pages(s->sheet, pages, 0);
	worksheet_repeat_columns(s->sheet, 0, (lxw_col_t)(columns - 1));
}

void excel_print_whole(struct excel_sheet *s)
{
	if (excel_may(s, 0, 0))
		worksheet_fit_to_pages(s->sheet, 1, 1);
}

void excel_breaks(struct excel_sheet *s, const uint32_t *rows)
{
	if (*rows && excel_may(s, *rows, 0))
		excel_check(s,
			worksheet_set_h_pagebreaks(
				s->sheet, (lxw_row_t *)(uintptr_t)rows));
}

void excel_print_card(struct excel_sheet *s, uint32_t last_row,
	uint16_t last_column, uint16_t pages)
{
	if (!excel_may(s, last_row, last_column))
		return;
	worksheet_set_paper(s->sheet, 9); /* A4 */
	worksheet_fit_to_pages(s->sheet, 1, pages);
	worksheet_set_margins(s->sheet, 0.5, 0.5, 0.5, 0.6);
	worksheet_center_horizontally(s->sheet);
	excel_check(
		s, worksheet_print_area(s->sheet, 0, 0, last_row, last_column));
	worksheet_set_footer(s->sheet, "&L&8&A&R&8&P / &N");
}

void excel_page(struct excel_sheet *s)
{
	if (excel_may(s, 0, 0))
		worksheet_gridlines(s->sheet, LXW_HIDE_ALL_GRIDLINES);
}
