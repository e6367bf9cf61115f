/* SPDX-License-Identifier: MIT */
/* Who is asked next, where a redirect may lead, and what is asked again. */
#include "pipeline/fetch/net.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/file.h"
#include "pipeline/fetch/net_inside.h"

struct run {
	struct net_policy policy;
	struct net_exempt exempt;
	struct net_wire *wire;
	struct net_try *tries, *queue;
	struct net_transfer *transfers; /* as many as may be under way */
	size_t n_transfers, busy;
	long long deadline_ms;
	net_fn *done;
};

static void set_default(unsigned *value, unsigned to)
{
	if (*value == 0)
		*value = to;
}

static struct net_policy fill_policy(const struct net_policy *given)
{
	struct net_policy p = *given;

	if (!p.agent)
		p.agent = "kosh/" KOSH_VERSION;
	set_default(&p.parallel, 48);
	set_default(&p.per_server, 6);
	set_default(&p.connect_seconds, 30);
	set_default(&p.slow_seconds, 30);
	set_default(&p.slow_bytes, 100);
	set_default(&p.deadline_seconds, 900);
	set_default(&p.wait_ms, 1000);
	if (p.retries == 0)
		p.retries = 4;
	if (p.max_bytes == 0)
		p.max_bytes = FILE_MAX_MIB * 1048576LL;
	return p;
}

/* ---- answers ----------------------------------------------------------------
 */

static void fill_answer(struct net_transfer *t)
{
	struct net_answer *a = &t->answer;

	if (a->fault.kind != ERR_NONE)
		return;
	a->unchanged = a->status == 304;
	a->bytes = t->body.written;
	memcpy(a->etag, t->head.etag, sizeof(a->etag));
	memcpy(a->last_modified, t->head.last_modified,
		sizeof(a->last_modified));
	memcpy(a->content_type, t->head.content_type, sizeof(a->content_type));
	net_go_on(t);
}

/* Tells what became of a transfer, which is free then. */
static int tell(struct run *r, struct net_transfer *t, struct err *e)
{
	const struct net_request *q = t->of->request;

	t->answer.attempts = t->of->attempts;
	net_without_secret(t->answer.final_url, t->url);
	fill_answer(t);
	net_body_free(&t->body);
	t->of = NULL;
	r->busy--;
	return r->done(q, &t->answer, e);
}

/* Puts it in line once more, if that may help and there is time. */
static int try_again(struct run *r, struct net_transfer *t)
{
	struct net_try *of = t->of;
	long long now, pause;

	if (!t->may_pass || r->policy.retries < 0 ||
		of->attempts > (unsigned)r->policy.retries)
		return 0;
	now = net_clock();
	pause = net_pause(&r->policy, of->attempts, t->wait, net_luck());
	if (pause >= r->deadline_ms - now)
		return 0;
	of->due_ms = now + pause;
	net_queue_put(&r->queue, of);
	net_body_free(&t->body);
	t->of = NULL;
	r->busy--;
	return 1;
}

/* ---- one attempt ------------------------------------------------------------
 */

/* A transfer came to its end: it goes on, waits, or is answered. */
static int settle(struct run *r, struct net_transfer *t, struct err *e)
{
	if (net_judge(t) == NET_MOVED && net_follow(t) == 0)
		return net_wire_ask(r->wire, t, e);
	if (t->answer.fault.kind != ERR_NONE && try_again(r, t))
		return 0;
	return tell(r, t, e);
}

/* Asks for what one wants, by a transfer that is free. */
static int begin(struct run *r, struct net_transfer *t, struct net_try *one,
	struct err *e)
{
	const char *url = one->request->url;

	t->policy = &r->policy;
	t->of = one;
	t->redirects = 0;
	t->answer = (struct net_answer){ 0 };
	t->url[0] = '\0';
	r->busy++;
	if (net_join(t->url, "", url) < 0) {
		net_without_secret(t->url, url);
		err_set(&t->answer.fault, ERR_USAGE,
			"'%.300s' is no http or https address", t->url);
		return tell(r, t, e);
	}
	if (net_check_host(t) < 0)
		return tell(r, t, e);
	one->attempts++;
	return net_wire_ask(r->wire, t, e);
}

/* ---- all of them ------------------------------------------------------------
 */

static struct net_transfer *find_free(struct run *r)
{
	struct net_transfer *t = r->transfers;

	while (t->of)
		t++;
	return t;
}

static int is_full(const struct run *r, const struct net_try *one)
{
	struct span server = net_server(one->request->url);
	unsigned n = 0;

	for (size_t i = 0; i < r->n_transfers; i++)
		if (r->transfers[i].of &&
			span_same(net_server(r->transfers[i].of->request->url),
				server))
			n++;
	return n >= r->policy.per_server;
}

/* The first in line that is due and whose server has a place for it. *due_ms is
 * that of the next one, if that comes first. */
static struct net_try *take_due(struct run *r, long long *due_ms)
{
	long long now = net_clock();

	for (struct net_try **at = &r->queue; *at; at = &(*at)->next) {
		struct net_try *one = *at;

		if (one->due_ms > now) {
			if (one->due_ms < *due_ms)
				*due_ms = one->due_ms;
			return NULL;
		}
		if (is_full(r, one))
			continue;
		*at = one->next;
		return one;
	}
	return NULL;
}

static int begin_due(struct run *r, long long *due_ms, struct err *e)
{
	struct net_try *one;

	while (r->busy < r->n_transfers && (one = take_due(r, due_ms)))
		if (begin(r, find_free(r), one, e) < 0)
			return -1;
	return 0;
}

static int tell_late(struct run *r, struct net_transfer *t, struct err *e)
{
	err_set(&t->answer.fault, ERR_REMOTE,
		"no answer within the %u s that there are for all",
		r->policy.deadline_seconds);
	return tell(r, t, e);
}

/* Time is up for those under way and those in line. */
static int end_all(struct run *r, struct err *e)
{
	for (size_t i = 0; i < r->n_transfers; i++) {
		struct net_transfer *t = &r->transfers[i];

		if (!t->of)
			continue;
		net_wire_drop(r->wire, t);
		if (tell_late(r, t, e) < 0)
			return -1;
	}
	while (r->queue) {
		struct net_transfer *t = &r->transfers[0];

		t->of = r->queue;
		r->queue = r->queue->next;
		r->busy++;
		t->answer = (struct net_answer){ 0 };
		snprintf(t->url, sizeof(t->url), "%s", t->of->request->url);
		if (tell_late(r, t, e) < 0)
			return -1;
	}
	return 0;
}

static int run(struct run *r, struct err *e)
{
	struct net_transfer *t;
	int moved = 0;

	for (;;) {
		long long due_ms = r->deadline_ms;

		if (net_clock() >= r->deadline_ms)
			return end_all(r, e);
		if (begin_due(r, &due_ms, e) < 0)
			return -1;
		if (r->busy == 0 && !r->queue)
			return 0;
		if (!moved &&
			net_wire_wait(r->wire, due_ms - net_clock(), e) < 0)
			return -1;
		if (net_wire_move(r->wire, e) < 0)
			return -1;
		for (moved = 0; (t = net_wire_done(r->wire)); moved = 1)
			if (settle(r, t, e) < 0)
				return -1;
	}
}

static void line_up(struct run *r, const struct net_request *const *q, size_t n)
{
	struct net_try **end = &r->queue;

	for (size_t i = 0; i < n; i++) {
		r->tries[i] = (struct net_try){ .request = q[i] };
		*end = &r->tries[i];
		end = &r->tries[i].next;
	}
}

static int set_up(struct run *r, const struct net_request *const *q, size_t n,
	const char *const *known, struct err *e)
{
	r->n_transfers = r->policy.parallel < n ? r->policy.parallel : n;
	r->tries = calloc(n, sizeof(*r->tries));
	r->transfers = calloc(r->n_transfers, sizeof(*r->transfers));
	if (!r->tries || !r->transfers)
		return err_memory(e);
	r->deadline_ms = net_clock() + r->policy.deadline_seconds * 1000LL;
	if (!r->policy.allow_private)
		net_exempt_proxies(&r->exempt);
	line_up(r, q, n);
	return net_wire_open(&r->wire, &r->policy, &r->exempt, known, e);
}

/* A connection that is closed under us is an error to be told, and no signal
 * that ends the process. Libraries may write to one. */
static void hold_pipe(sigset_t *before)
{
	sigset_t pipe;

	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipe, before);
}

static void release_pipe(const sigset_t *before)
{
	const struct timespec at_once = { 0, 0 };
	sigset_t pipe;

	if (sigismember(before, SIGPIPE))
		return;
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	while (sigtimedwait(&pipe, NULL, &at_once) > 0)
		;
	pthread_sigmask(SIG_SETMASK, before, NULL);
}

static void take_down(struct run *r)
{
	for (size_t i = 0; r->transfers && i < r->n_transfers; i++) {
		struct net_transfer *t = &r->transfers[i];

		if (t->of && t->easy)
			net_wire_drop(r->wire, t);
		net_wire_free(t);
		net_body_free(&t->body);
	}
	net_wire_close(r->wire);
	free(r->transfers);
	free(r->tries);
}

int net_run_known(const struct net_policy *policy,
	const struct net_request *const *q, size_t n, net_fn *done,
	const char *const *known, const struct net_exempt *exempt,
	struct err *e)
{
	struct run r = { .policy = fill_policy(policy), .done = done };
	sigset_t before;
	int rc;

	if (n == 0)
		return 0;
	if (exempt)
		r.exempt = *exempt;
	hold_pipe(&before);
	rc = set_up(&r, q, n, known, e);
	if (rc == 0)
		rc = run(&r, e);
	take_down(&r);
	release_pipe(&before);
	return rc;
}

int net_run(const struct net_policy *policy, const struct net_request *const *q,
	size_t n, net_fn *done, struct err *e)
{
	return net_run_known(policy, q, n, done, NULL, NULL, e);
}
