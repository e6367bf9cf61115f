/* SPDX-License-Identifier: MIT */
/* Inside this folder only: what a page of Markdown is put together from. */
#ifndef KOSH_REPORT_MD_H
#define KOSH_REPORT_MD_H

#include "pipeline/report/page.h"

/* How the values of a column look. */
enum md_form {
	MD_TEXT,
	MD_CODE, /* a name of the machine's */
	MD_URL,
	MD_RIGHT, /* a number as it is */
	MD_SCORE, /* with the published decimals */
	MD_CHANGE,
};

/* A column of a query by its name. */
struct md_column {
	const char *name, *title; /* N_() */
	enum md_form form;
};

struct md {
	struct report *r;
	struct text out, masked;
};

/* Foreign text, also where it is said or of a sentence. */
void md_put(struct md *m, struct span s);
void md_string(struct md *m, const char *s);
/* A sentence of the program, with what it is filled with. */
void md_filled(struct md *m, const char *sentence, const struct word *words);
/* An address that leads there if it is a plain one of the web, or else text. */
void md_url(struct md *m, struct span url);

void md_section(struct md *m, const char *title);
/* "- **label**: text": behind a label no text begins a list of its own. */
void md_item(struct md *m, struct span label, struct span s);
/* The same; nothing where the text is empty. */
void md_fact(struct md *m, const char *label, const char *text);

/* The rows of a query as a section with a table; nothing where there are none.
 */
int md_table(struct md *m, const char *title, const char *query,
	const struct md_column *c, size_t n, struct err *e);

#define MD_TABLE(m, title, query, columns, e)                                  \
	md_table(m, title, query, columns,                                     \
		sizeof(columns) / sizeof(*(columns)), e)

#endif
