/* SPDX-License-Identifier: MIT */
#include "cmd/cli_net.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/base/text.h"

#ifndef KOSH_VERSION
#define KOSH_VERSION "unknown"
#endif

enum { KIB = 1 << 10, MIB = 1 << 20, NAME_SHOWN = 48 };

/* The line that is on the terminal now. */
static struct {
	time_t since; /* when the first bytes came */
	int shown;
} line;

static time_t seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* One line for the file that is coming; only of work over a second. */
static void show(void *context, const struct net_progress *p)
{
	const char *slash = strrchr(p->request->url, '/');
	struct text name = TEXT_INIT;
	int unit = p->got < MIB && p->total < MIB ? KIB : MIB;

	(void)context;
	if (!line.since)
		line.since = seconds();
	if (seconds() - line.since < 1)
		return;
	text_mask(&name, span_of(slash ? slash + 1 : p->request->url));
	fprintf(stderr, "\r\033[K%.*s: %.1f", NAME_SHOWN,
		name.at ? name.at : "", (double)p->got / unit);
	if (p->total > 0)
		fprintf(stderr, " of %.1f", (double)p->total / unit);
	fputs(unit == MIB ? " MiB" : " KiB", stderr);
	fflush(stderr);
	text_free(&name);
	line.shown = 1;
}

void cli_net_end(void)
{
	if (line.shown)
		fputs("\r\033[K", stderr);
	line.shown = 0;
}

struct net_policy cli_net_policy(const struct cli_net *net, struct cli *c)
{
	return (struct net_policy){ .agent = "kosh/" KOSH_VERSION,
		.allow_private = net->allow_private,
		.retries = net->retries ? (int)net->retries : -1,
		.deadline_seconds = net->deadline ? net->deadline : 1,
		.progress = isatty(STDERR_FILENO) && !c->quiet ? show : NULL };
}
