/* SPDX-License-Identifier: MIT */
/* The last step of a run: the report. */
#include "pipeline/audit/outbox.h"
#include "pipeline/base/clock.h"
#include "pipeline/report/report.h"
#include "pipeline/run/inside.h"

/* The report, and for the log what it was made of. */
static int make(FILE *out, struct db *d, const struct beside *b, struct err *e)
{
	const struct run_order *o = b->order;
	const struct report_order report = {
		.dataset = o->dataset, .version = o->version, .now = clock_now()
	};
	struct text detail = TEXT_INIT;
	int rc = report_make(o->report, d, &report, e);

	if (rc == 0)
		rc = outbox_made(&detail, d, o->dataset, o->report, e);
	if (rc == 0)
		fwrite(detail.at, 1, detail.len, out);
	text_free(&detail);
	return rc;
}

int run_report_start(struct run *r, struct err *e)
{
	const struct beside b = { .order = r->o,
		.mode = DB_READ,
		.who = "the process that writes the report",
		.patience = r->o->others ? 10 : 0,
		.work = make };

	return beside_start(&r->report, &b, e);
}

int run_report_end(struct text *detail, struct run *r, struct err *e)
{
	struct child *c = r->report;
	char bytes[1 << 12];
	size_t n;

	r->report = NULL;
	while ((n = fread(bytes, 1, sizeof(bytes), child_out(c))) > 0)
		text_add(detail, bytes, n);
	return beside_end(&r->result->seconds[RUN_REPORTS], c, e) < 0
		? -1
		: text_done(detail, e);
}
