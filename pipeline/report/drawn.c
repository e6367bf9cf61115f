/* SPDX-License-Identifier: MIT */
/* Which regions a report draws. */
#include <stdio.h>
#include <string.h>

#include "pipeline/report/asked.h"

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
		return asked_no_region(r, region, e);
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

	/* a database that has no M49 draws nothing */
	if (r->order->scheme && asked_scheme(r, e) < 0)
		return -1;
	if (r->order->region)
		return draw_listed(r, r->order->region, e);
	rc = report_region(r, "", e);
	if (rc == 1)
		memcpy(r->drawn[r->n_drawn++], r->region, sizeof(r->region));
	return rc < 0 ? -1 : 0;
}
