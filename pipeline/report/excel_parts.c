/* SPDX-License-Identifier: MIT */
/* Tables and charts. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pipeline/base/text.h"
#include "pipeline/report/excel_inside.h"
#include "pipeline/report/names.h"

enum {
	COLUMNS_MAX = 200, /* of a table */
	MARKERS = 7,
};

/* ---- tables ---- */

/* What is wrong with the titles of a table, or NULL. Excel keeps them twice,
 * in the cells and in the table, and repairs a file where they differ. */
static const char *bad_titles(const char *const *titles, uint16_t n)
{
	for (uint16_t i = 0; i < n; i++) {
		if (*titles[i] == '\0' || strpbrk(titles[i], "\r\n\t") ||
			name_bad_text(titles[i], NAME_TABLE_MAX))
			return "a title is empty, too long or not one line";
		for (uint16_t k = 0; k < i; k++)
			if (strcasecmp(titles[i], titles[k]) == 0)
				return "two columns have the same title";
	}
	return NULL;
}

static const char *bad_table(const char *name, uint32_t row, uint32_t last_row,
	uint16_t columns, const char *const *titles)
{
	if (last_row <= row)
		return "no row under its header";
	if (columns == 0 || columns > COLUMNS_MAX)
		return "no columns, or more than 200";
	if (name_bad_table(name))
		return name_bad_table(name);
	return bad_titles(titles, columns);
}

struct frame {
	uint32_t row, last_row;
	uint16_t column, columns;
	int still; /* no buttons */
};

static lxw_error add_table(struct excel_sheet *s, char *name,
	const struct frame *f, const char *const *titles)
{
	lxw_table_column all[COLUMNS_MAX] = { 0 };
	lxw_table_column *list[COLUMNS_MAX + 1] = { NULL };
	lxw_table_options o = { .name = name,
		.columns = list,
		.style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
		.style_type_number = 1,
		.no_autofilter = (uint8_t)f->still,
		.no_banded_rows = LXW_TRUE };

	for (uint16_t i = 0; i < f->columns; i++) {
		all[i].header = (char *)(uintptr_t)titles[i];
		list[i] = &all[i];
	}
	return worksheet_add_table(s->sheet, f->row, f->column, f->last_row,
		(uint16_t)(f->column + f->columns - 1), &o);
}

static void put_table(struct excel_sheet *s, const char *name,
	const struct frame *f, const char *const *titles)
{
	const char *bad =
		bad_table(name, f->row, f->last_row, f->columns, titles);
	char *copy;

	if (!excel_may(s, f->last_row, (uint16_t)(f->column + f->columns)) ||
		!excel_name(s->book, &s->book->tables, "table", name, bad))
		return;
	copy = text_copy(span_of(name));
	if (copy)
		excel_check(s, add_table(s, copy, f, titles));
	else
		err_memory(&s->book->fault);
	free(copy);
}

void excel_table(struct excel_sheet *s, const char *name, uint32_t row,
	uint16_t column, uint32_t last_row, uint16_t columns,
	const char *const *titles)
{
	const struct frame f = { row, last_row, column, columns, 0 };

	put_table(s, name, &f, titles);
}

void excel_block(struct excel_sheet *s, const char *name, uint32_t row,
	uint16_t column, uint32_t last_row, uint16_t columns,
	const char *const *titles)
{
	const struct frame f = { row, last_row, column, columns, 1 };

	put_table(s, name, &f, titles);
}

/* ---- numbers by how great they are ---- */

void excel_bars(struct excel_sheet *s, uint32_t row, uint16_t column,
	uint32_t last_row, const struct excel_scale *scale)
{
	lxw_conditional_format f = { .type = LXW_CONDITIONAL_DATA_BAR,
		.bar_color = scale->high,
		.bar_solid = LXW_TRUE,
		.bar_no_border = LXW_TRUE,
		.bar_negative_color_same = LXW_TRUE,
		.bar_axis_position = LXW_CONDITIONAL_BAR_AXIS_NONE };

	if (!excel_may(s, last_row, column))
		return;
	if (scale->most > scale->least) {
		f.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
		f.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
		f.min_value = scale->least;
		f.max_value = scale->most;
	}
	excel_check(s,
		worksheet_conditional_format_range(
			s->sheet, row, column, last_row, column, &f));
}

void excel_shades(struct excel_sheet *s, uint32_t row, uint16_t column,
	uint32_t last_row, uint16_t last_column,
	const struct excel_scale *scale)
{
	lxw_conditional_format f = { .type = LXW_CONDITIONAL_3_COLOR_SCALE,
		.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.mid_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.min_value = scale->least,
		.mid_value = 0,
		.max_value = scale->most,
		.min_color = scale->low,
		.mid_color = 0xFFFFFF,
		.max_color = scale->high };

	if (excel_may(s, last_row, last_column) && scale->least < 0 &&
		scale->most > 0)
		excel_check(s,
			worksheet_conditional_format_range(s->sheet, row,
				column, last_row, last_column, &f));
}

/* ---- charts ---- */

/* A text of a chart. */
struct label {
	char at[4 * NAME_TABLE_MAX + 2];
};

/* The library takes a text that begins with = for a formula, and writes control
 * characters as they are. */
static const char *label_of(struct label *l, const char *text)
{
	if (!text)
		return NULL;
	snprintf(l->at, sizeof(l->at), "%s%s", *text == '=' ? " " : "", text);
	name_fit(l->at, NAME_TABLE_MAX);
	return l->at;
}

static const uint32_t grey_line = 0xD9D9D9, grey_text = 0x595959;

static void put_marker(lxw_chart_series *s, const struct excel_series *v, int i)
{
	static const uint8_t markers[MARKERS] = { LXW_CHART_MARKER_CIRCLE,
		LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_DIAMOND,
		LXW_CHART_MARKER_TRIANGLE, LXW_CHART_MARKER_X,
		LXW_CHART_MARKER_STAR, LXW_CHART_MARKER_PLUS };
	lxw_chart_line line = { .color = v->ink,
		.width = 2.0F,
		.dash_type = i < MARKERS ? LXW_CHART_LINE_DASH_SOLID
					 : LXW_CHART_LINE_DASH_DASH };
	lxw_chart_line edge = { .color = v->ink, .width = 1.0F };
	lxw_chart_fill fill = { .color = v->ink };

	chart_series_set_line(s, &line);
	chart_series_set_marker_type(s, markers[i % MARKERS]);
	chart_series_set_marker_size(s, 7);
	chart_series_set_marker_line(s, &edge);
	chart_series_set_marker_fill(s, &fill);
}

static const char *number_format(const struct excel_chart *chart)
{
	return chart->number_format ? chart->number_format : "0";
}

static void put_figures(lxw_chart_series *s, uint8_t where)
{
	lxw_chart_font small = { .size = 9, .color = grey_text };

	chart_series_set_labels(s);
	chart_series_set_labels_position(s, where);
	chart_series_set_labels_font(s, &small);
}

static void put_bar(lxw_chart_series *s, const struct excel_series *v,
	const struct excel_chart *chart, int i)
{
	lxw_chart_fill fill = { .color = v->ink };

	chart_series_set_fill(s, &fill);
	if (chart->bare && i > 0)
		return;
	put_figures(s, LXW_CHART_LABEL_POSITION_OUTSIDE_END);
	chart_series_set_labels_num_format(s, number_format(chart));
}

/* A line is told by its marker and, behind the last marker, by its dashes; a
 * bar by the figure behind it: not by colour alone. */
static void put_series(lxw_chart *c, const struct excel_chart *chart, int i)
{
	const struct excel_series *v = &chart->series[i];
	const struct excel_range *k = &v->categories, *r = &v->values;
	lxw_chart_series *s = chart_add_series(c, NULL, NULL);
	struct label name;

	if (!s)
		return;
	chart_series_set_categories(
		s, k->sheet, k->row, k->column, k->last_row, k->last_column);
	chart_series_set_values(
		s, r->sheet, r->row, r->column, r->last_row, r->last_column);
	chart_series_set_name(s, label_of(&name, v->name));
	if (chart->kind == CHART_BARS)
		put_bar(s, v, chart, i);
	else
		put_marker(s, v, i);
	if (chart->kind == CHART_RANKS && chart->figures)
		put_figures(s, LXW_CHART_LABEL_POSITION_ABOVE);
}

/* How far the lines of an axis of ranks are apart: whole ranks, so that there
 * are not more than some ten of them. */
static double rank_step(double most)
{
	static const int steps[] = { 1, 2, 5 };
	enum { STEPS = sizeof(steps) / sizeof(*steps) };
	double step = 1, unit = 1;

	for (int i = 0; (most - 1) / step > 10; i++) {
		unit *= i % STEPS == STEPS - 1 ? 10 : 1;
		step = steps[(i + 1) % STEPS] * unit;
	}
	return step;
}

/* From 1 to the first line behind the worst rank. */
static void put_ranks(lxw_chart_axis *values, double most)
{
	double step = rank_step(most);

	chart_axis_set_min(values, 1);
	if (most < 1)
		return;
	chart_axis_set_max(values, 1 + step * fmax(ceil((most - 1) / step), 1));
	chart_axis_set_major_unit(values, step);
}

/* What is first is on top, and the other axis at the foot all the same. */
static void put_direction(lxw_chart *c, lxw_chart_axis *values,
	lxw_chart_axis *categories, const struct excel_chart *chart)
{
	if (chart->kind == CHART_RANKS) {
		put_ranks(values, chart->most);
		if (chart->worst_first)
			return;
		chart_axis_set_reverse(c->y_axis);
		chart_axis_set_label_position(
			c->x_axis, LXW_CHART_AXIS_LABEL_POSITION_HIGH);
		return;
	}
	chart_axis_set_reverse(categories);
	chart_axis_set_crossing_max(categories);
	if (chart->most > chart->least) {
		chart_axis_set_min(values, chart->least);
		chart_axis_set_max(values, chart->most);
	}
}

static void put_axes(lxw_chart *c, const struct excel_chart *chart)
{
	lxw_chart_font small = { .size = 9, .color = grey_text };
	lxw_chart_font named = {
		.size = 9, .color = grey_text, .bold = LXW_EXPLICIT_FALSE
	};
	lxw_chart_line faint = { .color = grey_line, .width = 0.75F };
	lxw_chart_line none = { .none = 1 };
	struct label name;
	/* the library's x axis is the one that lies */
	const int bars = chart->kind == CHART_BARS;
	lxw_chart_axis *values = bars ? c->x_axis : c->y_axis,
		       *categories = bars ? c->y_axis : c->x_axis;

	put_direction(c, values, categories, chart);
	chart_axis_set_name(values, label_of(&name, chart->value_axis));
	chart_axis_set_name_font(values, &named);
	chart_axis_set_num_font(values, &small);
	chart_axis_set_num_format(
		values, bars ? "General" : number_format(chart));
	chart_axis_set_line(values, &none);
	chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
	chart_axis_major_gridlines_set_line(values, &faint);
	if (chart->note) {
		chart_axis_set_name(categories, label_of(&name, chart->note));
		chart_axis_set_name_font(categories, &named);
	}
	chart_axis_major_gridlines_set_visible(categories, LXW_FALSE);
	chart_axis_set_interval_unit(categories, 1);
	chart_axis_set_num_font(categories, &small);
	chart_axis_set_line(categories, &faint);
	chart_axis_set_major_tick_mark(
		categories, LXW_CHART_AXIS_TICK_MARK_NONE);
}

static void put_titles(lxw_chart *c, const struct excel_chart *chart)
{
	lxw_chart_font big = { .size = 13, .color = 0x262626 };
	lxw_chart_font small = { .size = 10, .color = grey_text };
	lxw_chart_line none = { .none = 1 };
	struct label name;

	chart_title_set_name(c, label_of(&name, chart->title));
	chart_title_set_name_font(c, &big);
	if (chart->n == 1)
		chart_legend_set_position(c, LXW_CHART_LEGEND_NONE);
	else
		chart_legend_set_position(c,
			chart->kind == CHART_RANKS ? LXW_CHART_LEGEND_RIGHT
						   : LXW_CHART_LEGEND_BOTTOM);
	chart_legend_set_font(c, &small);
	chart_chartarea_set_line(c, &none);
	chart_show_blanks_as(c, LXW_CHART_BLANKS_AS_GAP);
	if (chart->kind == CHART_BARS)
		chart_set_series_gap(c, 50);
}

static int may_chart(struct excel_sheet *s, uint32_t row, uint16_t column,
	const struct excel_chart *chart)
{
	const char *const texts[] = { chart->title, chart->value_axis,
		chart->note, chart->alt };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!excel_may_text(s, row, column, texts[i] ? texts[i] : "",
			    NAME_TEXT_MAX))
			return 0;
	for (int i = 0; i < chart->n; i++)
		if (!excel_may_text(s, row, column, chart->series[i].name,
			    NAME_TEXT_MAX))
			return 0;
	return 1;
}

void excel_chart(struct excel_sheet *s, uint32_t row, uint16_t column,
	const struct excel_chart *chart)
{
	lxw_chart_options o = { .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
		/* not over the line of the cell above */
		.y_offset = 3 };
	struct label alt;
	lxw_chart *c;

	if (!may_chart(s, row, column, chart))
		return;
	c = workbook_add_chart(s->book->book,
		chart->kind == CHART_RANKS ? LXW_CHART_LINE : LXW_CHART_BAR);
	o.description = text_copy(span_of(label_of(&alt, chart->alt)));
	if (!c || !o.description) {
		err_memory(&s->book->fault);
		free(o.description);
		return;
	}
	for (int i = 0; i < chart->n; i++)
		put_series(c, chart, i);
	put_axes(c, chart);
	put_titles(c, chart);
	o.x_scale = chart->width / 480.0; /* the library's own size */
	o.y_scale = chart->height / 288.0;
	excel_check(
		s, worksheet_insert_chart_opt(s->sheet, row, column, c, &o));
	free(o.description);
}
