/* SPDX-License-Identifier: MIT */
/* The area or the region that a report was asked for, and whether it is there.
 */
#include "pipeline/report/asked.h"

#include <stdio.h>

#include "pipeline/store/need.h"

enum { LIST_MAX = 300 };

int asked_scheme(struct report *r, struct err *e)
{
	return need_one(r->db, "scheme",
		"SELECT scheme FROM scheme ORDER BY scheme", NULL, r->scheme,
		e);
}

/* ---- areas ---- */

/* "; near are KAZ (Kazakhstan), KGZ (Kyrgyzstan)", or what it is called. */
static int suggest(
	struct text *known, struct text *near, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "country-near", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		if (stmt_type(s, 0) == VALUE_NULL)
			text_printf(
				known, " (%.*s)", SPAN(stmt_get_text(s, 1)));
		else
			text_printf(near, "%s%.*s (%.*s)",
				near->len ? ", " : "; near are ",
				SPAN(stmt_get_text(s, 0)),
				SPAN(stmt_get_text(s, 1)));
		rc = 0;
	}
	stmt_close(s);
	if (rc == 0 && !known->len && !near->len)
		text_puts(near,
			": expected a code of ISO 3166-1 alpha-3, such as KAZ");
	return rc < 0 ? -1 : 0;
}

static int no_area(struct report *r, struct err *e)
{
	struct text known = TEXT_INIT, near = TEXT_INIT;

	if (suggest(&known, &near, r, e) == 0)
		err_set(e, ERR_DATA, "area '%.60s'%s: not in %s/%s%s", r->area,
			known.len ? known.at : "", r->order->dataset,
			r->edition, near.len ? near.at : "");
	text_free(&known);
	text_free(&near);
	return -1;
}

int asked_area(struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = asked_scheme(r, e);

	if (rc == 0)
		rc = report_query(&s, r, "country-region", e);
	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 1) {
		stmt_copy(r->area_name, sizeof(r->area_name), s, 0);
		stmt_copy(r->region, sizeof(r->region), s, 1);
		stmt_copy(r->region_name, sizeof(r->region_name), s, 2);
	}
	stmt_close(s);
	if (rc == 0)
		return no_area(r, e);
	return rc < 0 ? -1 : 0;
}

/* ---- regions ---- */

/* "143 Central Asia, 155 Western Europe": those that there are. */
static int list_regions(struct text *list, struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "region-there", e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		if (list->len < LIST_MAX)
			text_printf(list, "%s%.*s %.*s", list->len ? ", " : "",
				SPAN(stmt_get_text(s, 0)),
				SPAN(stmt_get_text(s, 1)));
		rc = 0;
	}
	stmt_close(s);
	if (list->len >= LIST_MAX)
		text_puts(list, ", ...");
	return rc < 0 ? -1 : text_done(list, e);
}

int asked_no_region(struct report *r, const char *region, struct err *e)
{
	struct text list = TEXT_INIT;

	if (list_regions(&list, r, e) == 0)
		err_set(e, ERR_DATA,
			"region '%.60s': no region of %s with an area in "
			"%s/%s; there are %s",
			region, r->scheme, r->order->dataset, r->edition,
			list.len ? list.at : "none");
	text_free(&list);
	return -1;
}

int asked_region(struct report *r, struct err *e)
{
	int rc = asked_scheme(r, e);

	if (rc == 0 && !r->ranked)
		return err_set(e, ERR_DATA,
			"dataset '%s': has no overall score, by which a region "
			"would be ranked",
			r->order->dataset);
	if (rc == 0)
		rc = report_region(r, r->order->region, e);
	return rc == 0	 ? asked_no_region(r, r->order->region, e)
		: rc < 0 ? -1
			 : 0;
}
