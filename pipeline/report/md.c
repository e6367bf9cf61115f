/* SPDX-License-Identifier: MIT */
#include "pipeline/report/md.h"

#include <stdio.h>

#include "pipeline/base/num.h"
#include "pipeline/report/md_text.h"

enum { URL_TEXT = 2048 };

/* ---- text -------------------------------------------------------------------
 */

void md_put(struct md *m, struct span s)
{
	text_clear(&m->masked);
	text_mask(&m->masked, s);
	md_text((struct sink){ .text = &m->out },
		(struct span){ m->masked.at, m->masked.len });
}

void md_string(struct md *m, const char *s)
{
	md_put(m, span_of(s));
}

void md_filled(struct md *m, const char *sentence, const struct word *words)
{
	struct text t = TEXT_INIT;

	say_put(&t, sentence, words);
	md_put(m, (struct span){ t.at, t.len });
	m->out.failed |= t.failed;
	text_free(&t);
}

void md_url(struct md *m, struct span url)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~:/?#@!$&'()+,;=%";
	char copy[URL_TEXT];

	snprintf(copy, sizeof(copy), "%.*s", SPAN(url));
	if (strlen(copy) == url.len && strspn(copy, plain) == url.len &&
		(strncmp(copy, "https://", 8) == 0 ||
			strncmp(copy, "http://", 7) == 0))
		text_printf(&m->out, "<%s>", copy);
	else
		md_put(m, url);
}

void md_section(struct md *m, const char *title)
{
	text_puts(&m->out, "\n## ");
	md_string(m, title);
	text_puts(&m->out, "\n\n");
}

void md_item(struct md *m, struct span label, struct span s)
{
	text_puts(&m->out, "- **");
	md_put(m, label);
	text_puts(&m->out, "**: ");
	md_put(m, s);
	text_putc(&m->out, '\n');
}

void md_fact(struct md *m, const char *label, const char *text)
{
	if (*text)
		md_item(m, span_of(label), span_of(text));
}

/* ---- tables -----------------------------------------------------------------
 */

static int find(struct stmt *s, const char *name)
{
	for (int i = 0; i < stmt_columns(s); i++)
		if (strcmp(stmt_name(s, i), name) == 0)
			return i;
	return -1;
}

/* A change has a sign that is no colour: a triangle, and + or -. */
static void put_number(struct md *m, double value, enum md_form form)
{
	char digits[FIGURE_TEXT];

	if (form == MD_SCORE)
		snprintf(digits, sizeof(digits), "%.*f", m->r->decimals, value);
	else
		num_format(digits, value);
	if (form == MD_CHANGE && value > 0)
		text_puts(&m->out, "\u25b2 +");
	else if (form == MD_CHANGE && value < 0)
		text_puts(&m->out, "\u25bc ");
	say_number(&m->out, m->r->language, span_of(digits));
}

static void put_cell(struct md *m, struct stmt *s, const struct md_column *c)
{
	int at = find(s, c->name);

	text_puts(&m->out, " ");
	if (stmt_type(s, at) == VALUE_TEXT && c->form == MD_URL) {
		md_url(m, stmt_get_text(s, at));
	} else if (stmt_type(s, at) == VALUE_TEXT) {
		const char *mark = c->form == MD_CODE ? "`" : "";
		struct span t = stmt_get_text(s, at);

		text_puts(&m->out, mark);
		if (*mark)
			text_add(&m->out, t.at, t.len);
		else
			md_put(m, t);
		text_puts(&m->out, mark);
	} else if (stmt_type(s, at) != VALUE_NULL) {
		put_number(m, stmt_get_number(s, at), c->form);
	}
	text_puts(&m->out, " |");
}

static void put_titles(struct md *m, const struct md_column *c, size_t n)
{
	text_puts(&m->out, "|");
	for (size_t i = 0; i < n; i++) {
		text_puts(&m->out, " ");
		md_string(m, say(m->r->language, c[i].title));
		text_puts(&m->out, " |");
	}
	text_puts(&m->out, "\n|");
	for (size_t i = 0; i < n; i++)
		text_puts(
			&m->out, c[i].form >= MD_RIGHT ? " ---: |" : " --- |");
	text_puts(&m->out, "\n");
}

int md_table(struct md *m, const char *title, const char *query,
	const struct md_column *c, size_t n, struct err *e)
{
	struct stmt *s = NULL;
	int rows = 0, rc = report_query(&s, m->r, query, e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		if (rows++ == 0) {
			md_section(m, title);
			put_titles(m, c, n);
		}
		text_puts(&m->out, "|");
		for (size_t i = 0; i < n; i++)
			put_cell(m, s, &c[i]);
		text_puts(&m->out, "\n");
		rc = 0;
	}
	stmt_close(s);
	return rc < 0 ? err_in(e, "sql/export/%s.sql", query) : 0;
}
