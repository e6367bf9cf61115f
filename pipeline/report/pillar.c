/* SPDX-License-Identifier: MIT */
#include "pipeline/report/pillar.h"

#include <stdio.h>
#include <string.h>

#include "pipeline/report/names.h"

enum {
	TITLE_MAX = 240, /* bytes; Excel allows 255 characters */
};

/* "0.00", "#,##0.00" */
static void format_of(char buf[LABEL_TEXT], int decimals, int thousands)
{
	snprintf(buf, LABEL_TEXT, "%s%s%.*s", thousands ? "#,##0" : "0",
		decimals > 0 ? "." : "", decimals, "000000000");
}

static void read_one(struct pillar *p, struct stmt *s)
{
	stmt_copy(p->title, sizeof(p->title), s, 0);
	stmt_copy(p->indicator, sizeof(p->indicator), s, 1);
	stmt_copy(p->measure, sizeof(p->measure), s, 2);
	format_of(p->format, (int)stmt_get_integer(s, 3),
		stmt_get_integer(s, 4) != 0);
	if (stmt_type(s, 5) != VALUE_NULL && stmt_type(s, 6) != VALUE_NULL) {
		p->least = stmt_get_number(s, 5);
		p->most = stmt_get_number(s, 6);
	}
	p->lower = span_is(stmt_get_text(s, 7), "lower");
	p->look = (struct excel_look){ .ink = 0x262626,
		.number_format = p->format };
	p->figure = (struct figure){ NULL, NULL, p->indicator, p->measure };
}

int pillars_read(
	struct pillars *all, struct report *r, const char *query, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, query, e);

	all->n = 0;
	while (rc == 0 && all->n < PILLARS && (rc = stmt_step(s, e)) == 1) {
		all->of[all->n] = (struct pillar){ .least = 0 };
		read_one(&all->of[all->n++], s);
		rc = 0;
	}
	stmt_close(s);
	return rc < 0 ? err_in(e, "sql/export/%s.sql", query) : 0;
}

/* ---- titles ---- */

/* Excel takes titles for the same that differ in case only. */
static int same_title(const char *a, const char *b)
{
	struct text x = TEXT_INIT, y = TEXT_INIT;
	int same;

	text_fold(&x, span_of(a));
	text_fold(&y, span_of(b));
	same = !x.failed && !y.failed && x.at && y.at &&
		strcmp(x.at, y.at) == 0;
	text_free(&x);
	text_free(&y);
	return same;
}

static int is_taken(const char *title, struct language *l,
	const struct column *columns, uint16_t n)
{
	for (uint16_t i = 0; i < n; i++)
		if (same_title(title,
			    columns[i].as_is ? columns[i].title
					     : say(l, columns[i].title)))
			return 1;
	return 0;
}

void pillar_title(char buf[FACT_TEXT], struct language *l,
	struct column *columns, uint16_t i, const char *title)
{
	char line[TITLE_MAX + 1];
	size_t n = strlen(title);

	if (n > TITLE_MAX)
		n = TITLE_MAX;
	while (title[n] && n > 0 && ((unsigned char)title[n] & 0xc0) == 0x80)
		n--;
	snprintf(line, sizeof(line), "%.*s", n ? (int)n : 1, n ? title : "?");
	name_fit(line, TITLE_MAX);
	snprintf(buf, FACT_TEXT, "%s", line);
	for (int k = 2; is_taken(buf, l, columns, i); k++)
		snprintf(buf, FACT_TEXT, "%s (%d)", line, k);
	columns[i].title = buf;
	columns[i].as_is = 1;
}
