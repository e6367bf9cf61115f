/* SPDX-License-Identifier: MIT */
#include "pipeline/run/beside.h"

#include <time.h>
#include <unistd.h>

#include "pipeline/run/inside.h"

enum { READY = '\n' }; /* is said once nothing that comes is seen any more */

static double since(const struct timespec *from)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - from->tv_sec) +
		(double)(now.tv_nsec - from->tv_nsec) / 1e9;
}

/* Of one state: a transaction has it from its first question on. */
static int do_work(
	FILE *out, struct db *d, const struct beside *b, struct err *e)
{
	if (run_any(d, "SELECT 1 FROM release WHERE dataset = ?",
		    b->order->dataset, e) < 0)
		return -1;
	putc(READY, out);
	if (fflush(out) != 0)
		return err_errno(e, "cannot write to", "the parent process");
	return b->work(out, d, b, e);
}

/* In the child: says that it has the state, then what it made of it, and
 * aside how many seconds that took. */
static int work(void *context, FILE *out, FILE *aside, struct err *e)
{
	const struct beside *b = context;
	struct timespec from;
	struct db *d = NULL;
	double seconds;
	int rc;

	clock_gettime(CLOCK_MONOTONIC, &from);
	(void)!nice(b->patience); /* a wish only */
	rc = db_open(&d, b->order->database, b->mode, e);
	if (rc == 0)
		rc = db_begin_reading(d, e);
	if (rc == 0)
		rc = db_end(d, do_work(out, d, b, e), e);
	db_close(d);
	seconds = since(&from);
	fwrite(&seconds, sizeof(seconds), 1, aside);
	return rc;
}

int beside_start(struct child **out, const struct beside *b, struct err *e)
{
	const struct child_task task = { .work = work,
		.context = (void *)(uintptr_t)b,
		.lock = SANDBOX_NONE,
		.who = b->who,
		.is_ours = 1 };

	int rc = child_start(out, &task, e);

	if (rc == 0 && getc(child_out(*out)) == READY)
		return 0;
	if (*out)
		child_end(*out, e);
	*out = NULL;
	return err_set(e, ERR_SYSTEM, "%s did not begin", b->who);
}

int beside_end(double *seconds, struct child *c, struct err *e)
{
	FILE *out = child_out(c), *aside = child_aside(c);
	double took = 0;

	while (getc(out) != EOF) /* is over once that was seen */
		;
	if (fread(&took, sizeof(took), 1, aside) == 1)
		*seconds += took;
	return child_end(c, e);
}
