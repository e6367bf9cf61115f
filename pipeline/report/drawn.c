/* SPDX-License-Identifier: MIT */
/* Which regions a report draws. */
#include <stdio.h>
#include <string.h>

#include "pipeline/report/page.h"

/* The first column of a query's rows as a list: "143, 155". */
static int list_of(
	struct text *out, struct report *r, const char *query, struct err *e)
{
	struct stmt *s = NULL;
	int rc = report_query(&s, r, query, e);

	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		struct span code = stmt_get_text(s, 0);

		text_printf(out, "%s%.*s", out->len ? ", " : "", SPAN(code));
		rc = 0;
	}
	stmt_close(s);
	return rc < 0 ? -1 : text_done(out, e);
}

static int no_scheme(struct report *r, struct err *e)
{
	struct text there = TEXT_INIT;

	if (list_of(&there, r, "scheme-code", e) == 0)
		err_set(e, ERR_DATA,
			"scheme '%s': there is none of that name; there are "
			"%s",
			r->scheme, there.at ? there.at : "none");
	text_free(&there);
	return -1;
}

static int no_region(struct report *r, const char *region, struct err *e)
{
	struct text there = TEXT_INIT;

	if (list_of(&there, r, "region-code", e) == 0)
		err_set(e, ERR_DATA,
			"region '%s': no region of %s with an area in %s/%s; "
			"there are %s",
			region, r->scheme, r->order->dataset, r->edition,
			there.at ? there.at : "none");
	text_free(&there);
	return -1;
}

int report_region(struct report *r, const char *region, struct err *e)
{
	struct stmt *s = NULL;
	int rc;

	if (*region && *r->region_name && strcmp(r->region, region) == 0)
		return 1; /* that is the one */
	snprintf(r->region, sizeof(r->region), "%s", region);
	rc = report_query(&s, r, "chart-region", e);
	if (rc == 0)
		rc = stmt_step(s, e);
	if (rc == 1) {
		stmt_copy(r->region, sizeof(r->region), s, 0);
		stmt_copy(r->region_name, sizeof(r->region_name), s, 1);
	}
	stmt_close(s);
	return rc;
}

static int know_scheme(struct report *r, struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(
		&s, r->db, "SELECT 1 FROM scheme WHERE scheme = ?1", e);

	if (rc == 0) {
		stmt_text(s, 1, span_of(r->scheme));
		rc = stmt_step(s, e);
	}
	stmt_close(s);
	if (rc == 0 && r->order->scheme)
		return no_scheme(r, e);
	return rc < 0 ? -1 : 0;
}

/* Adds a code of the order, which is n bytes long. */
static int draw(struct report *r, const char *code, size_t n, struct err *e)
{
	char region[LABEL_TEXT];
	int rc;

	snprintf(region, sizeof(region), "%.*s", (int)n, code);
	for (int i = 0; i < r->n_drawn; i++)
		if (strcmp(r->drawn[i], region) == 0)
			return 0;
	if (r->n_drawn == DRAWN)
		return err_set(e, ERR_DATA,
			"region '%s': a report draws %d of them at the most",
			region, DRAWN);
	rc = *region ? report_region(r, region, e) : 0;
	if (rc == 0)
		return no_region(r, region, e);
	if (rc == 1)
		memcpy(r->drawn[r->n_drawn++], r->region, sizeof(r->region));
	return rc < 0 ? -1 : 0;
}

static int draw_listed(struct report *r, const char *list, struct err *e)
{
	size_t n;

	for (;; list += n + 1) {
		n = strcspn(list, ",");
		if (draw(r, list, n, e) < 0)
			return -1;
		if (list[n] == '\0')
			break;
	}
	/* the first one is that of the report */
	return report_region(r, r->drawn[0], e) < 0 ? -1 : 0;
}

int report_drawn(struct report *r, struct err *e)
{
	int rc;

	if (know_scheme(r, e) < 0)
		return -1;
	if (r->order->region)
		return draw_listed(r, r->order->region, e);
	rc = report_region(r, "", e);
	if (rc == 1)
		memcpy(r->drawn[r->n_drawn++], r->region, sizeof(r->region));
	return rc < 0 ? -1 : 0;
}
