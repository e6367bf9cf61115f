/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/marks.h"

#include <stdlib.h>

#include "pipeline/extract/header.h"

/* Of a longer text the beginning is compared: 16,384 cells of 32,767 characters
 * are no labels. */
enum { MAX_LABEL = 500 };

/* Its texts lie one behind the other in the row's bytes. */
struct mark {
	uint32_t column;
	size_t start, len, folded_len;
};

void marks_free(struct marks *m)
{
	free(m->at);
	text_free(&m->bytes);
}

void marks_clear(struct marks *m, uint32_t row)
{
	m->n = 0;
	m->row = row;
	text_clear(&m->bytes);
}

struct span header_text(
	char buf[SERIAL_TEXT], const struct cell *c, enum serial_epoch epoch)
{
	static const char january[] = "-01-01";

	if (c->type != CELL_DATE || !serial_is_date(c->number, epoch))
		return cell_label(buf, c);
	serial_format(buf, c->number, epoch);
	if (strlen(buf) == 10 && strcmp(buf + 4, january) == 0)
		buf[4] = '\0';
	return span_of(buf);
}

static struct span beginning(struct span s)
{
	size_t n = MAX_LABEL;

	if (s.len <= n)
		return s;
	while (n > 0 && ((unsigned char)s.at[n] & 0xc0) == 0x80)
		n--;
	return (struct span){ s.at, n };
}

static int add(struct marks *m, const struct cell *c, enum serial_epoch epoch,
	struct err *e)
{
	size_t start = m->bytes.len;
	char buf[SERIAL_TEXT];
	struct span text = beginning(span_trim(header_text(buf, c, epoch)));

	if (text.len == 0)
		return 0;
	if (m->n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 32;
		struct mark *at = realloc(m->at, cap * sizeof(*at));

		if (!at)
			return err_memory(e);
		m->at = at;
		m->cap = cap;
	}
	text_add(&m->bytes, text.at, text.len);
	text_fold(&m->bytes, text);
	if (m->bytes.len == start + text.len)
		return text_done(&m->bytes, e);
	m->at[m->n++] = (struct mark){ c->column, start, text.len,
		m->bytes.len - start - text.len };
	return text_done(&m->bytes, e);
}

int marks_take(struct marks *m, const struct row *row, enum serial_epoch epoch,
	struct err *e)
{
	marks_clear(m, row->number);
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].type != CELL_BLANK &&
			add(m, &row->cells[i], epoch, e) < 0)
			return -1;
	return 0;
}

uint32_t marks_column(const struct marks *m, size_t i)
{
	return m->at[i].column;
}

long marks_reaching(const struct marks *m, uint32_t column)
{
	size_t low = 0, high = m->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (m->at[mid].column <= column)
			low = mid + 1;
		else
			high = mid;
	}
	return (long)low - 1;
}

long marks_in(const struct marks *m, uint32_t column)
{
	long i = marks_reaching(m, column);

	return i >= 0 && m->at[i].column == column ? i : -1;
}

struct span marks_text(const struct marks *m, size_t i)
{
	return (struct span){ m->bytes.at + m->at[i].start, m->at[i].len };
}

struct span marks_folded(const struct marks *m, size_t i)
{
	return (struct span){ m->bytes.at + m->at[i].start + m->at[i].len,
		m->at[i].folded_len };
}
