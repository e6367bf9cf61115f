/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pipeline/base/ids.h"
#include "pipeline/run/take_inside.h"

enum { KEEP_MS = 100 }; /* the lock is not written more often on the way */

/* One address, for one source or for several. */
struct ask {
	struct net_request request;
	struct order *order;
	const char *url;
	size_t first, last; /* of the sources; next leads from one to another */
	struct asked known; /* what the request is conditional on */
	struct incoming *in;
};

/* A call of take_net. */
struct order {
	const struct taking *t;
	const char *agent;
	struct asking *asking; /* NULL: there is no database */
	struct ask *asks;
	size_t n;
	size_t *next;	   /* by source */
	struct ids by_url; /* which ask */
	const struct net_request **requests;
	long long kept_ms; /* when the lock was last written */
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
static int known_of(struct asked *out, const struct order *o,
	const struct source *s, struct err *e)
{
	const struct taking *t = o->t;
	const struct asked_for what = { s->spec->dataset, s->ed->id, s->w->file,
		s->w->url, NULL };
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
	if (o->asking && asked_last(&later, o->asking, &what, e) < 0)
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

static int open_incoming(void *context, struct err *e)
{
	struct ask *a = context;

	if (!a->in && incoming_open(&a->in, a->order->t->releases, e) < 0)
		return -1;
	return incoming_fd(a->in);
}

static int add_first(
	struct order *o, size_t i, const struct asked *known, struct err *e)
{
	const struct source *s = &o->t->all->at[i];
	struct ask *a = &o->asks[o->n];

	*a = (struct ask){ .order = o,
		.url = s->w->url,
		.first = i,
		.last = i,
		.known = *known };
	a->request = (struct net_request){ .url = a->url,
		.etag = a->known.etag,
		.last_modified = a->known.last_modified,
		.no_page = 1,
		.open = open_incoming,
		.context = a };
	o->requests[o->n] = &a->request;
	return ids_add(&o->by_url, span_of(a->url), (int64_t)o->n++, e);
}

/* Of a further source the same must be known, or else it is asked for all. */
static int add(struct order *o, size_t i, struct err *e)
{
	const struct source *s = &o->t->all->at[i];
	const int64_t *there = ids_find(&o->by_url, span_of(s->w->url));
	struct asked known;
	struct ask *a;

	if (known_of(&known, o, s, e) < 0)
		return -1;
	if (!there)
		return add_first(o, i, &known, e);
	a = &o->asks[*there];
	if (strcmp(a->known.release, known.release) != 0)
		a->known = (struct asked){ "", "", "" };
	o->next[a->last] = i;
	a->last = i;
	return 0;
}

static int plan(struct order *o, struct err *e)
{
	const struct sources *all = o->t->all;

	o->asks = calloc(all->n + 1, sizeof(*o->asks));
	o->next = calloc(all->n + 1, sizeof(*o->next));
	o->requests = calloc(all->n + 1, sizeof(struct net_request *));
	if (!o->asks || !o->next || !o->requests)
		return err_memory(e);
	if (o->t->db && asking_open(&o->asking, o->t->db, e) < 0)
		return -1;
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].w->url && add(o, i, e) < 0)
			return -1;
	return 0;
}

/* ---- what is answered -------------------------------------------------------
 */

/* A long address leaves room for what is wrong with it. */
static void in_url(struct err *e, const char *url)
{
	enum { SHOWN = 150 };

	err_in(e, "%.*s%s", SHOWN, url, strlen(url) > SHOWN ? "..." : "");
}

static void failed(struct source *s, const char *url, const struct err *fault)
{
	s->what = TAKEN_FAILED;
	s->fault = *fault;
	in_url(&s->fault, url);
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
		in_url(&s->fault, a->url);
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

/* What was taken is in the lock before long: who is killed loses little. What
 * fails here, on a disk that is full of what comes, is done again at the end.
 */
static void keep_now_and_then(struct order *o)
{
	struct err ignored = ERR_INIT;
	struct timespec t;
	long long now_ms;

	clock_gettime(CLOCK_MONOTONIC, &t);
	now_ms = t.tv_sec * 1000LL + t.tv_nsec / 1000000;
	if (now_ms < o->kept_ms + KEEP_MS)
		return;
	o->kept_ms = now_ms;
	releases_keep(o->t->releases, &ignored);
}

static int on_answer(
	const struct net_request *q, const struct net_answer *n, struct err *e)
{
	struct ask *a = q->context;
	struct source *all = a->order->t->all->at;

	(void)e;
	for (size_t i = a->first; i != a->last; i = a->order->next[i])
		answer(a, n, &all[i], 0);
	answer(a, n, &all[a->last], 1);
	incoming_close(a->in);
	a->in = NULL;
	keep_now_and_then(a->order);
	return 0;
}

int take_net(
	const struct taking *t, const struct net_policy *policy, struct err *e)
{
	struct order o = { .t = t, .agent = policy->agent, .by_url = IDS_INIT };
	int rc = plan(&o, e);

	if (rc == 0)
		rc = net_run(policy, o.requests, o.n, on_answer, e);
	for (size_t i = 0; i < o.n; i++)
		incoming_close(o.asks[i].in);
	if (rc < 0) /* what was taken so far stays */
		releases_keep(t->releases, &(struct err)ERR_INIT);
	asking_close(o.asking);
	ids_free(&o.by_url);
	free(o.asks);
	free(o.next);
	free(o.requests);
	return rc < 0 || take_press(t, e) < 0 ? -1 : take_end(t, 1, e);
}
