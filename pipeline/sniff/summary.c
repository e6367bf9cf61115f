/* SPDX-License-Identifier: MIT */
#include "pipeline/sniff/summary.h"

#include <stdlib.h>

/* What is needed until the end. */
struct summary_inside {
	const struct areas *areas;
	struct arena texts;
	size_t text_bytes;
	struct kept_row tail[SUMMARY_TAIL]; /* a ring */
	unsigned long in_tail;		    /* rows that were put there */
};

int summary_open(struct summary **out, const char *sheet,
	enum sheet_state state, const struct areas *a, struct err *e)
{
	struct summary *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(e);
	s->state = state;
	s->sheet = text_copy(span_of(sheet));
	s->rows = calloc(SUMMARY_HEAD + SUMMARY_TAIL, sizeof(*s->rows));
	s->inside = calloc(1, sizeof(*s->inside));
	if (!s->sheet || !s->rows || !s->inside) {
		summary_close(s);
		return err_memory(e);
	}
	s->inside->areas = a;
	*out = s;
	return 0;
}

void summary_close(struct summary *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_rows; i++)
		free(s->rows[i].cells);
	for (uint32_t i = 0; i < s->n_between; i++)
		tally_free(&s->between[i]);
	for (size_t i = 0; s->inside && i < SUMMARY_TAIL; i++)
		free(s->inside->tail[i].cells);
	if (s->inside)
		arena_free(&s->inside->texts);
	free(s->inside);
	free(s->between);
	free(s->rows);
	free(s->sheet);
	free(s);
}

/* At most so many bytes, and whole characters. */
static struct span cut(struct span s, size_t most)
{
	if (s.len <= most)
		return s;
	s.len = most;
	while (s.len > 0 && ((unsigned char)s.at[s.len] & 0xc0) == 0x80)
		s.len--;
	return s;
}

/* The text of a cell, trimmed and kept; NULL for a number. Where there is no
 * room left all texts are the same. */
static int keep_text(struct kept *k, struct summary *s, const struct book *b,
	const struct cell *c, struct err *e)
{
	struct summary_inside *in = s->inside;
	struct text value = TEXT_INIT;
	struct span text;

	if (c->type == CELL_NUMBER)
		return 0;
	cell_value(&value, b, c);
	text = cut(span_trim((struct span){ value.at, value.len }), TALLY_TEXT);
	if (in->text_bytes + text.len > SUMMARY_TEXT_MAX)
		text = span_of("(text)");
	in->text_bytes += text.len;
	k->text = arena_copy(&in->texts, text);
	text_free(&value);
	return k->text ? 0 : err_memory(e);
}

static int keep_cell(struct kept *k, struct summary *s, const struct book *b,
	const struct cell *c, struct err *e)
{
	*k = (struct kept){ .row = c->row,
		.column = c->column,
		.type = c->type,
		.number = c->number };
	if (keep_text(k, s, b, c, e) < 0)
		return -1;
	if (c->type == CELL_TEXT && k->text[0])
		k->found = areas_find(s->inside->areas, span_of(k->text));
	return 0;
}

/* The row without blanks, in memory of its own. */
static int keep_row(struct kept_row *k, struct summary *s, const struct book *b,
	const struct row *row, struct err *e)
{
	*k = (struct kept_row){ .number = row->number };
	if (row->n == 0)
		return 0;
	k->cells = calloc(row->n, sizeof(*k->cells));
	if (!k->cells)
		return err_memory(e);
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cells[i];

		if (c->type == CELL_BLANK)
			continue;
		if (c->column >= SUMMARY_COLUMNS) {
			s->left_out++;
			continue;
		}
		if (keep_cell(&k->cells[k->n], s, b, c, e) < 0)
			return -1;
		k->n++;
		if (c->column >= s->n_columns)
			s->n_columns = c->column + 1;
	}
	return 0;
}

static int widen(struct summary *s, struct err *e)
{
	struct tally *more;

	if (s->n_between == s->n_columns)
		return 0;
	more = realloc(s->between, s->n_columns * sizeof(*more));
	if (!more)
		return err_memory(e);
	s->between = more;
	while (s->n_between < s->n_columns)
		s->between[s->n_between++] = (struct tally)TALLY_INIT;
	return 0;
}

/* A row that is no longer among the last is counted and let go. */
static int let_go(struct summary *s, struct kept_row *r, struct err *e)
{
	int rc = widen(s, e);

	for (size_t i = 0; rc == 0 && i < r->n; i++)
		rc = tally_add(&s->between[r->cells[i].column],
			s->inside->areas, &r->cells[i], e);
	free(r->cells);
	*r = (struct kept_row){ 0 };
	return rc;
}

int summary_row(struct summary *s, const struct book *b, const struct row *row,
	struct err *e)
{
	struct summary_inside *in = s->inside;
	struct kept_row *to;

	s->all++;
	if (s->n_rows < SUMMARY_HEAD) {
		to = &s->rows[s->n_rows++];
		s->n_head++;
		return keep_row(to, s, b, row, e);
	}
	to = &in->tail[in->in_tail++ % SUMMARY_TAIL];
	return let_go(s, to, e) < 0 ? -1 : keep_row(to, s, b, row, e);
}

int summary_end(struct summary *s, struct err *e)
{
	struct summary_inside *in = s->inside;
	unsigned long from =
		in->in_tail > SUMMARY_TAIL ? in->in_tail - SUMMARY_TAIL : 0;

	for (unsigned long i = from; i < in->in_tail; i++) {
		s->rows[s->n_rows++] = in->tail[i % SUMMARY_TAIL];
		in->tail[i % SUMMARY_TAIL] = (struct kept_row){ 0 };
	}
	return widen(s, e);
}

int summary_read(struct summary **out, struct book *b, size_t sheet,
	const struct areas *a, struct err *e)
{
	struct summary *s = NULL;
	struct sheet *in = NULL;
	struct row row;
	int rc = -1;

	if (sheet_open(&in, b, sheet, e) < 0 ||
		summary_open(&s, book_sheet_name(b, sheet),
			book_sheet_state(b, sheet), a, e) < 0)
		goto out;
	while ((rc = sheet_next(in, &row, e)) > 0)
		if (summary_row(s, b, &row, e) < 0) {
			rc = -1;
			break;
		}
	if (rc == 0)
		rc = summary_end(s, e);
out:
	sheet_close(in);
	if (rc < 0) {
		summary_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

const struct kept *summary_cell(const struct kept_row *r, uint32_t column)
{
	size_t low = 0, high = r->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (r->cells[mid].column < column)
			low = mid + 1;
		else
			high = mid;
	}
	return low < r->n && r->cells[low].column == column ? &r->cells[low]
							    : NULL;
}

const struct area *summary_area(const struct areas *a, const struct kept *code,
	const char *system, const struct kept *label)
{
	struct area_found found = { AREA_UNKNOWN, NULL };

	if (code)
		found = kept_code(code, a, system);
	if (found.sense != AREA_UNKNOWN)
		return found.area;
	return label ? label->found.area : NULL;
}

static int is_between(const struct summary *s, uint32_t first, uint32_t last)
{
	return s->n_head > 0 && s->n_rows > s->n_head &&
		last > s->rows[s->n_head - 1].number &&
		first < s->rows[s->n_head].number;
}

int summary_tally(struct tally *out, const struct summary *s, uint32_t column,
	uint32_t first, uint32_t last, struct err *e)
{
	*out = (struct tally)TALLY_INIT;
	for (size_t i = 0; i < s->n_rows; i++) {
		const struct kept *c = summary_cell(&s->rows[i], column);

		if (i == s->n_head && column < s->n_between &&
			is_between(s, first, last) &&
			tally_merge(out, &s->between[column], e) < 0)
			return -1;
		if (!c || c->row < first || c->row > last)
			continue;
		if (tally_add(out, s->inside->areas, c, e) < 0)
			return -1;
	}
	return 0;
}
