/* SPDX-License-Identifier: MIT */
#include "cmd/cli_net.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/base/text.h"

#ifndef KOSH_VERSION
#define KOSH_VERSION "unknown"
#endif

enum { KIB = 1 << 10, MIB = 1 << 20, NAME_SHOWN = 48, LINES = 8 };

/* The lines that are on the terminal: a file each, the ones that came last. */
static struct {
	time_t since; /* when the first bytes came */
	struct net_progress all[LINES];
	unsigned n, oldest;
	unsigned drawn;
} lines;

static time_t seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static void note(const struct net_progress *p)
{
	for (unsigned i = 0; i < lines.n; i++)
		if (lines.all[i].request == p->request) {
			lines.all[i] = *p;
			return;
		}
	if (lines.n < LINES) {
		lines.all[lines.n++] = *p;
		return;
	}
	lines.all[lines.oldest] = *p;
	lines.oldest = (lines.oldest + 1) % LINES;
}

static void draw(const struct net_progress *p)
{
	const char *slash = strrchr(p->request->url, '/');
	struct text name = TEXT_INIT;
	int unit = p->got < MIB && p->total < MIB ? KIB : MIB;

	text_mask(&name, span_of(slash ? slash + 1 : p->request->url));
	fprintf(stderr, "\r\033[K%.*s: %.1f", NAME_SHOWN,
		name.at ? name.at : "", (double)p->got / unit);
	if (p->total > 0)
		fprintf(stderr, " of %.1f", (double)p->total / unit);
	fputs(unit == MIB ? " MiB\n" : " KiB\n", stderr);
	text_free(&name);
}

/* Only of work over a second. */
static void show(void *context, const struct net_progress *p)
{
	(void)context;
	note(p);
	if (!lines.since)
		lines.since = seconds();
	if (seconds() - lines.since < 1)
		return;
	if (lines.drawn)
		fprintf(stderr, "\033[%uA", lines.drawn);
	for (unsigned i = 0; i < lines.n; i++)
		draw(&lines.all[i]);
	fflush(stderr);
	lines.drawn = lines.n;
}

void cli_net_end(void)
{
	if (lines.drawn)
		fprintf(stderr, "\033[%uA\r\033[J", lines.drawn);
	lines.drawn = lines.n = 0;
}

struct net_policy cli_net_policy(const struct cli_net *net, struct cli *c)
{
	return (struct net_policy){ .agent = "kosh/" KOSH_VERSION,
		.allow_private = net->allow_private,
		.retries = net->retries ? (int)net->retries : -1,
		.deadline_seconds = net->deadline ? net->deadline : 1,
		.progress = isatty(STDERR_FILENO) && !c->quiet ? show : NULL };
}
