/* SPDX-License-Identifier: MIT */
/* Sheets for the sniffer's tests, written as small tables. */
#ifndef KOSH_TESTS_SNIFFMAKE_H
#define KOSH_TESTS_SNIFFMAKE_H

#include "pipeline/sniff/summary.h"
#include "tests/check.h"

static inline int sniffmake_open(void **state)
{
	struct err e = ERR_INIT;

	return areas_open((struct areas **)state, ".", &e);
}

static inline int sniffmake_close(void **state)
{
	areas_close(*state);
	return 0;
}

/* One row from a line: cells with a | between; a number is one, nothing is a
 * blank, '...' is text as it stands, an error begins with #. */
static inline int sniffmake_row(struct summary *s, uint32_t number,
	const char *line, size_t len, struct err *e)
{
	struct cell cells[64];
	struct row row = { number, cells, 0 };
	uint32_t column = 0;

	for (size_t i = 0, end; i <= len; i = end + 1, column++) {
		struct cell *c = &cells[row.n];

		for (end = i; end < len && line[end] != '|'; end++)
			;
		*c = (struct cell){ .row = number,
			.column = column,
			.type = CELL_TEXT,
			.text = { line + i, end - i } };
		if (end == i)
			continue;
		if (num_parse(&c->number, c->text.at, c->text.len) == 0)
			c->type = CELL_NUMBER;
		else if (line[i] == '#')
			c->type = CELL_ERROR;
		else if (line[i] == '\'')
			c->text = (struct span){ line + i + 1, end - i - 2 };
		assert_true(++row.n < COUNT(cells));
	}
	return summary_row(s, NULL, &row, e);
}

/* The summary of a sheet that is written line by line. An empty line is a row
 * that is not there. */
static inline int sniffmake_try(struct summary **out, const struct areas *a,
	const char *name, const char *text, struct err *e)
{
	struct summary *s = NULL;
	uint32_t number = 0;
	int rc = summary_open(&s, name, SHEET_VISIBLE, a, e);

	for (size_t len; rc == 0 && *text;
		text += len + (text[len] == '\n'), number++) {
		len = strcspn(text, "\n");
		if (len)
			rc = sniffmake_row(s, number, text, len, e);
	}
	if (rc == 0)
		rc = summary_end(s, e);
	if (rc == 0)
		*out = s;
	else
		summary_close(s);
	return rc;
}

static inline struct summary *sniffmake(
	const struct areas *a, const char *name, const char *text)
{
	struct summary *s = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(sniffmake_try(&s, a, name, text, &e), 0);
	return s;
}

#endif
