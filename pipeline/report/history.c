/* SPDX-License-Identifier: MIT */
/* Ranks over all editions: the matrix and the chart of a region. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/report/page.h"

enum {
	EDITIONS = 60,
	LINES = 12,
	BEFORE = 3, /* columns of the matrix that are no edition */
	CHART_ROWS = 26,
};

/* The editions, and the methods that they are of, A, B, ... */
struct times {
	uint16_t n, methods;
	char edition[EDITIONS][LABEL_TEXT];
	char method[EDITIONS][FACT_TEXT]; /* of each method */
	uint16_t of[EDITIONS];		  /* which method an edition has */
	int starts[EDITIONS];
};

static const struct excel_look rank_first = {
	.ink = 0x262626, .centre = 1, .number_format = "0", .rule_left = 1
};
static const struct excel_look method_look = {
	.ink = 0x595959, .size = 9, .centre = 1, .rule_left = 1
};

static int read_times(struct times *t, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "history-edition", e);

	while (rc == 0 && t->n < EDITIONS && (rc = stmt_step(s, e)) == 1) {
		stmt_copy(t->edition[t->n], LABEL_TEXT, s, 0);
		t->starts[t->n] = stmt_get_integer(s, 2) != 0;
		if (t->starts[t->n])
			stmt_copy(t->method[t->methods++], FACT_TEXT, s, 1);
		t->of[t->n] = (uint16_t)(t->methods - 1);
		t->n++;
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

/* "A", "B", ... and for the 27th "27". */
static void method_name(char buf[LABEL_TEXT], uint16_t i)
{
	if (i < 26)
		snprintf(buf, LABEL_TEXT, "Method %c", 'A' + i);
	else
		snprintf(buf, LABEL_TEXT, "Method %d", i + 1);
}

static void note_methods(struct page *p, const struct times *t)
{
	char said[FACT_TEXT + LABEL_TEXT], name[LABEL_TEXT];

	for (uint16_t i = 0; i < t->methods; i++) {
		method_name(name, i);
		snprintf(said, sizeof(said), "%s: %s", name, t->method[i]);
		page_note(p, said);
	}
}

/* The row that names the methods over their editions. place says in which
 * column each edition is. */
static void method_row(
	struct page *p, const struct times *t, const uint16_t *place)
{
	char name[LABEL_TEXT];
	uint16_t last;

	for (uint16_t i = 0; i < t->n; i = last) {
		for (last = i; last < t->n && t->of[last] == t->of[i];)
			last++;
		method_name(name, t->of[i]);
		excel_merge(p->sheet, p->row, place[i], p->row, place[last - 1],
			name, &method_look);
	}
	p->row++;
}

/* ---- the matrix -----------------------------------------------------------
 */

static int matrix(struct page *p, const struct times *t, struct err *e)
{
	struct column columns[BEFORE + EDITIONS] = {
		{ N_("Country or territory"), &look_text, 44, 0 },
		{ N_("ISO3"), &look_centre, 0, 0 },
		{ N_("Sub-region (M49)"), &look_text, 28, 0 },
	};
	uint16_t place[EDITIONS];
	uint32_t rows, top;

	for (uint16_t i = 0; i < t->n; i++) {
		place[i] = (uint16_t)(BEFORE + i);
		columns[place[i]] = (struct column){ t->edition[i],
			t->starts[i] ? &rank_first : &look_rank, 0, 1 };
		p->wide[place[i]] = 8;
	}
	page_back(p);
	method_row(p, t, place);
	top = p->row;
	if (page_table(&rows, p, "rank_history", "history", columns, BEFORE,
		    t->n, e) < 0)
		return -1;
	/* where an area is not ranked the line between methods goes on */
	for (uint16_t i = 0; i < t->n; i++)
		for (uint32_t k = 0; t->starts[i] && k < rows; k++)
			excel_blank(
				p->sheet, top + 1 + k, place[i], &rank_first);
	if (page_cells(p, "history-rank", top + 1, place, t->n, columns, e) < 0)
		return -1;
	excel_freeze(p->sheet, top + 1, 1);
	page_close(p, top, 0);
	return 0;
}

int sheet_history(struct report *r, const struct sheet *s, struct err *e)
{
	struct times *t = calloc(1, sizeof(*t));
	struct page p;
	int rc;

	if (!t)
		return err_memory(e);
	rc = read_times(t, r, e);
	if (rc == 0) {
		page_open(&p, r, s, "Ranks in all editions",
			"A vertical line parts editions of different methods, "
			"across which ranks are not comparable. Empty: not in "
			"that edition.");
		page_first(&p);
		note_methods(&p, t);
		rc = matrix(&p, t, e);
	}
	free(t);
	return rc;
}

/* ---- the chart ------------------------------------------------------------
 */

/* Which column an edition has under the chart: one is left free where the
 * method changes, so that no line crosses it. */
static void chart_places(uint16_t place[EDITIONS], const struct times *t)
{
	uint16_t column = 1;

	for (uint16_t i = 0; i < t->n; i++) {
		if (i > 0 && t->starts[i])
			column++;
		place[i] = column++;
	}
}

/* Names the lines; *n is how many. */
static int chart_lines(
	char names[LINES][FACT_TEXT], int *n, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "chart", e);

	*n = 0;
	while (rc == 0 && *n < LINES && (rc = stmt_step(s, e)) == 1) {
		stmt_copy(names[(*n)++], 250, s, 0);
		rc = 0;
	}
	stmt_close(s);
	return rc;
}

static void chart_texts(struct text *title, struct text *alt,
	const struct report *r, const struct times *t,
	char names[LINES][FACT_TEXT], int n)
{
	text_printf(title, "%s: rank in the %.120s", r->region_name, r->title);
	text_printf(alt, "Ranks from %s to %s:", t->edition[0],
		t->edition[t->n - 1]);
	for (int i = 0; i < n && alt->len < 200; i++)
		text_printf(alt, "%s %.40s", i ? "," : "", names[i]);
	text_puts(alt, ". The table under the chart has the ranks.");
}

static int draw(struct page *p, const struct times *t, const uint16_t *place,
	uint32_t top, char names[LINES][FACT_TEXT], int n, struct err *e)
{
	static const uint32_t inks[LINES] = { 0x1f4e79, 0xc55a11, 0x548235,
		0x7f6000, 0x7030a0, 0x00808a, 0x595959, 0xa61c3c, 0x2e75b6,
		0x806000, 0x375623, 0x3a3a3a };
	struct excel_series series[LINES];
	struct text title = TEXT_INIT, alt = TEXT_INIT;
	const char *sheet = say(p->report->language, "Chart");
	struct excel_chart chart = { .kind = CHART_RANKS,
		.value_axis = p->report->worst_first ? "Rank (1 is worst)"
						     : "Rank (1 is best)",
		.note = "A gap in a line: another method, "
			"or not in that edition",
		.series = series,
		.n = n,
		.width = 960,
		.height = 480,
		.worst_first = p->report->worst_first };
	int rc;

	for (int i = 0; i < n; i++)
		series[i] = (struct excel_series){ names[i],
			{ sheet, top, place[0], top, place[t->n - 1] },
			{ sheet, top + 1 + (uint32_t)i, place[0],
				top + 1 + (uint32_t)i, place[t->n - 1] },
			inks[i] };
	chart_texts(&title, &alt, p->report, t, names, n);
	rc = text_done(&title, e) < 0 || text_done(&alt, e) < 0 ? -1 : 0;
	chart.title = title.at;
	chart.alt = alt.at;
	if (rc == 0)
		excel_chart(p->sheet, 4, 0, &chart);
	text_free(&title);
	text_free(&alt);
	return rc;
}

/* The figures under the chart. */
static int chart_table(struct page *p, const struct times *t,
	const uint16_t *place, char names[LINES][FACT_TEXT], int n,
	struct err *e)
{
	struct column columns[2 * EDITIONS + 1] = { { NULL, NULL, 0, 0 } };
	uint32_t top = p->row;

	excel_text(p->sheet, top, 0, "Country or territory", &look_head);
	for (uint16_t i = 0; i < t->n; i++) {
		excel_text(p->sheet, top, place[i], t->edition[i],
			&look_head_number);
		columns[place[i]].look = &look_rank;
	}
	for (int i = 0; i < n; i++)
		excel_text(p->sheet, top + 1 + (uint32_t)i, 0, names[i],
			&look_text);
	return page_cells(p, "chart-rank", top + 1, place, t->n, columns, e);
}

static int chart_sheet(struct page *p, const struct times *t, struct err *e)
{
	char names[LINES][FACT_TEXT];
	uint16_t place[EDITIONS];
	uint32_t top;
	int n;

	if (chart_lines(names, &n, p->report, e) < 0)
		return -1;
	if (n == 0) {
		page_note(p, "No region of M49 has an area in this edition.");
		return 0;
	}
	chart_places(place, t);
	p->row = 3 + CHART_ROWS;
	method_row(p, t, place);
	top = p->row;
	if (chart_table(p, t, place, names, n, e) < 0 ||
		draw(p, t, place, top, names, n, e) < 0)
		return -1;
	p->row = top + 2 + (uint32_t)n;
	note_methods(p, t);
	excel_width(p->sheet, 0, 0, 34);
	for (uint16_t c = 1; c <= place[t->n - 1]; c++)
		excel_width(p->sheet, c, c, 2);
	for (uint16_t i = 0; i < t->n; i++)
		excel_width(p->sheet, place[i], place[i], 10);
	return 0;
}

int sheet_chart(struct report *r, const struct sheet *s, struct err *e)
{
	struct times *t = calloc(1, sizeof(*t));
	char title[FACT_TEXT + LABEL_TEXT];
	struct page p;
	int rc;

	if (!t)
		return err_memory(e);
	rc = read_times(t, r, e);
	if (rc == 0) {
		snprintf(title, sizeof(title), "Rank history: %s",
			*r->region_name ? r->region_name : "no region");
		page_open(&p, r, s, title,
			"The best is on top. Regions are those of UN M49.");
		page_first(&p);
		page_back(&p);
		excel_page(p.sheet);
		rc = chart_sheet(&p, t, e);
		excel_print(p.sheet, 1, 0);
	}
	free(t);
	return rc;
}
