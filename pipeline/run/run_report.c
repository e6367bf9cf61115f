/* SPDX-License-Identifier: MIT */
/* The last step of a run: the report, which a process of its own makes while
 * the run goes on with the next dataset. */
#include <time.h>

#include "pipeline/audit/outbox.h"
#include "pipeline/base/clock.h"
#include "pipeline/report/report.h"
#include "pipeline/run/inside.h"

enum { READY = '\n' }; /* is said once nothing that comes is seen any more */

static double since(const struct timespec *from)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - from->tv_sec) +
		(double)(now.tv_nsec - from->tv_nsec) / 1e9;
}

/* The report, and for the log what it was made of: of one state. */
static int make(FILE *out, struct db *d, const struct run_order *o,
	struct text *detail, struct err *e)
{
	const struct report_order report = {
		.dataset = o->dataset, .version = o->version, .now = clock_now()
	};
	/* a transaction has its state from its first question on */
	int rc = run_any(
		d, "SELECT 1 FROM release WHERE dataset = ?", o->dataset, e);

	if (rc < 0)
		return -1;
	putc(READY, out);
	if (fflush(out) != 0)
		return err_errno(e, "cannot write to", "the parent process");
	if (report_make(o->report, d, &report, e) < 0)
		return -1;
	return outbox_made(detail, d, o->dataset, o->report, e);
}

/* In the child: says that it has the state, then what it made of it, and
 * aside how many seconds that took. */
static int work(void *context, FILE *out, FILE *aside, struct err *e)
{
	const struct run_order *o = context;
	struct text detail = TEXT_INIT;
	struct timespec from;
	struct db *d = NULL;
	double seconds;
	int rc;

	clock_gettime(CLOCK_MONOTONIC, &from);
	rc = db_open(&d, o->database, DB_READ, e);
	if (rc == 0)
		rc = db_begin_reading(d, e);
	if (rc == 0)
		rc = db_end(d, make(out, d, o, &detail, e), e);
	db_close(d);
	if (rc == 0)
		fwrite(detail.at, 1, detail.len, out);
	text_free(&detail);
	seconds = since(&from);
	fwrite(&seconds, sizeof(seconds), 1, aside);
	return rc;
}

int run_report_start(struct run *r, struct err *e)
{
	const struct child_task task = { .work = work,
		.context = (void *)r->o,
		.lock = SANDBOX_NONE,
		.who = "the process that writes the report",
		.is_ours = 1 };

	if (child_start(&r->report, &task, e) < 0)
		return -1;
	if (getc(child_out(r->report)) == READY)
		return 0;
	child_end(r->report, e);
	r->report = NULL;
	return err_set(e, ERR_SYSTEM, "the report was not begun");
}

int run_report_end(struct text *detail, struct run *r, struct err *e)
{
	FILE *out = child_out(r->report), *aside = child_aside(r->report);
	char bytes[1 << 12];
	double seconds = 0;
	size_t n;
	int rc;

	while ((n = fread(bytes, 1, sizeof(bytes), out)) > 0)
		text_add(detail, bytes, n);
	if (fread(&seconds, sizeof(seconds), 1, aside) == 1)
		r->result->seconds[RUN_REPORTS] += seconds;
	rc = child_end(r->report, e);
	r->report = NULL;
	return rc < 0 ? -1 : text_done(detail, e);
}
