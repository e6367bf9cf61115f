/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pipeline/run/take_inside.h"

enum { KEEP_SECONDS = 2 }; /* the lock is written so often on the way */

/* One address, for one source or for several. */
struct ask {
	struct net_request request;
	struct order *order;
	const char *url;
	struct asked known; /* what the request is conditional on */
	struct incoming *in;
};

/* A call of take_net. */
struct order {
	const struct taking *t;
	const char *agent;
	struct ask *asks;
	size_t n;
	const struct net_request **requests;
	time_t kept; /* when the lock was last written */
};

/* ---- what to ask ------------------------------------------------------------
 */

static void copy(char *to, size_t room, const char *s)
{
	snprintf(to, room, "%s", strlen(s) < room ? s : "");
}

/* What the server said of the bytes that it gave last, if these are here and
 * are what is wanted: by the database, which knows of later answers, or else by
 * the lock. *out is all empty otherwise. */
static int known_of(struct asked *out, const struct taking *t,
	const struct source *s, struct err *e)
{
	const struct asked_for what = { s->spec->dataset, s->ed->id, s->w->file,
		s->w->url };
	const struct release *x = releases_last(t->releases,
		&(struct release){ .dataset = what.dataset,
			.edition = what.edition,
			.file = what.file,
			.url = what.url });
	const char *pinned = source_pinned(s, t->releases);
	struct asked later = { "", "", "" };

	*out = later;
	if (!x || !releases_stored(t->releases, x->sha256) ||
		(t->locked && pinned && strcmp(pinned, x->sha256) != 0))
		return 0;
	if (t->db && asked_last(&later, t->db, &what, e) < 0)
		return -1;
	if (strcmp(later.release, x->sha256) == 0) {
		*out = later;
		return 0;
	}
	copy(out->release, sizeof(out->release), x->sha256);
	copy(out->etag, sizeof(out->etag), x->etag);
	copy(out->last_modified, sizeof(out->last_modified), x->last_modified);
	return 0;
}

static struct ask *ask_of(const struct order *o, const char *url)
{
	for (size_t i = 0; i < o->n; i++)
		if (strcmp(o->asks[i].url, url) == 0)
			return &o->asks[i];
	return NULL;
}

static int open_incoming(void *context, struct err *e)
{
	struct ask *a = context;

	if (!a->in && incoming_open(&a->in, a->order->t->releases, e) < 0)
		return -1;
	return incoming_fd(a->in);
}

/* Of a further source the same must be known, or else it is asked for all. */
static int add(struct order *o, const struct source *s, struct err *e)
{
	struct ask *a = ask_of(o, s->w->url);
	struct asked known;

	if (known_of(&known, o->t, s, e) < 0)
		return -1;
	if (a) {
		if (strcmp(a->known.release, known.release) != 0)
			a->known = (struct asked){ "", "", "" };
		return 0;
	}
	a = &o->asks[o->n++];
	*a = (struct ask){ .order = o, .url = s->w->url, .known = known };
	a->request = (struct net_request){ .url = a->url,
		.etag = a->known.etag,
		.last_modified = a->known.last_modified,
		.no_page = 1,
		.open = open_incoming,
		.context = a };
	return 0;
}

static int plan(struct order *o, struct err *e)
{
	const struct sources *all = o->t->all;

	o->asks = calloc(all->n + 1, sizeof(*o->asks));
	o->requests = calloc(all->n + 1, sizeof(*o->requests));
	if (!o->asks || !o->requests)
		return err_memory(e);
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].w->url && add(o, &all->at[i], e) < 0)
			return -1;
	for (size_t i = 0; i < o->n; i++)
		o->requests[i] = &o->asks[i].request;
	return 0;
}

/* ---- what is answered -------------------------------------------------------
 */

static void failed(struct source *s, const char *url, const struct err *fault)
{
	s->what = TAKEN_FAILED;
	s->fault = *fault;
	err_in(&s->fault, "%s", url);
}

/* Each source has bytes of its own to accept: the last one those that came, the
 * others copies. */
static void accept(struct ask *a, const struct net_answer *n, struct source *s,
	int is_last)
{
	const struct taking *t = a->order->t;
	struct err fault = ERR_INIT;
	struct incoming *in = a->in, *copied = NULL;
	struct release x = { .url = a->url,
		.final_url = n->final_url,
		.status = n->status,
		.etag = n->etag,
		.last_modified = n->last_modified,
		.content_type = n->content_type,
		.agent = a->order->agent };

	if (!is_last) {
		if (incoming_open(&copied, t->releases, &fault) < 0 ||
			incoming_copy(copied, incoming_path(in), &fault) < 0) {
			incoming_close(copied);
			failed(s, a->url, &fault);
			return;
		}
		in = copied;
	}
	if (take_accept(t, s, &x, in) < 0)
		err_in(&s->fault, "%s", a->url);
	copy(s->held.etag, sizeof(s->held.etag), n->etag);
	copy(s->held.last_modified, sizeof(s->held.last_modified),
		n->last_modified);
	incoming_close(copied);
}

static void answer(struct ask *a, const struct net_answer *n, struct source *s,
	int is_last)
{
	static const struct err empty = { ERR_REMOTE,
		"the server sent nothing" };

	s->status = n->status;
	if (n->fault.kind != ERR_NONE) {
		failed(s, a->url, &n->fault);
	} else if (n->unchanged) {
		s->what = TAKEN_UNCHANGED;
		s->held = a->known;
	} else if (!a->in || n->bytes == 0) {
		failed(s, a->url, &empty);
	} else {
		accept(a, n, s, is_last);
	}
}

/* What was taken is in the lock before long: who is killed loses little. */
static int keep_now_and_then(struct order *o, struct err *e)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec < o->kept + KEEP_SECONDS)
		return 0;
	o->kept = now.tv_sec;
	return releases_keep(o->t->releases, e);
}

static int on_answer(
	const struct net_request *q, const struct net_answer *n, struct err *e)
{
	struct ask *a = q->context;
	const struct sources *all = a->order->t->all;
	struct source *s = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const char *url = all->at[i].w->url;

		if (!url || strcmp(url, a->url) != 0)
			continue;
		if (s)
			answer(a, n, s, 0);
		s = &all->at[i];
	}
	answer(a, n, s, 1);
	incoming_close(a->in);
	a->in = NULL;
	return keep_now_and_then(a->order, e);
}

int take_net(
	const struct taking *t, const struct net_policy *policy, struct err *e)
{
	struct order o = { .t = t, .agent = policy->agent };
	int rc = plan(&o, e);

	if (rc == 0)
		rc = net_run(policy, o.requests, o.n, on_answer, e);
	if (rc < 0) /* what was taken so far stays */
		releases_keep(t->releases, &(struct err)ERR_INIT);
	for (size_t i = 0; i < o.n; i++)
		incoming_close(o.asks[i].in);
	free(o.asks);
	free(o.requests);
	return rc < 0 ? -1 : take_end(t, 1, e);
}
