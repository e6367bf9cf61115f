/* SPDX-License-Identifier: MIT */
#include "pipeline/report/plain.h"

int plain_rows(struct page *p, const struct plain *t, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, p->report, t->query, e);

	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 1)
		rc = page_stream(p, t->table, s, t->columns, t->n, e);
	else if (rc == 0)
		page_note(p,
			say(p->report->language,
				"There is nothing to show here."));
	stmt_close(s);
	if (rc == 1)
		return err_set(e, ERR_DATA,
			"sql/export/%s.sql gives more rows than a sheet has",
			t->query);
	return rc < 0 ? err_in(e, "sql/export/%s.sql", t->query) : 0;
}

int plain_sheet(struct report *r, const struct sheet *s, const struct plain *t,
	struct err *e)
{
	uint32_t rows, top;
	struct page p;

	page_open(&p, r, s, t->title, t->note);
	page_first(&p);
	page_back(&p);
	top = p.row;
	if ((t->kept ? page_table(&rows, &p, t->table, t->query, t->columns,
			       t->n, 0, e)
		     : plain_rows(&p, t, e)) < 0)
		return -1;
	excel_freeze(p.sheet, top + 1, t->frozen);
	page_close(&p, top, 1);
	return 0;
}
