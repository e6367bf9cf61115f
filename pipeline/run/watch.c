/* SPDX-License-Identifier: MIT */
#include "pipeline/run/watch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "pipeline/base/file.h"
#include "pipeline/fetch/page.h"
#include "pipeline/run/watch_inside.h"

int watch_open(struct watch **out, const char *root, specs_broken *broken,
	void *context, struct err *e)
{
	struct watch *w = calloc(1, sizeof(*w));

	if (!w)
		return err_memory(e);
	w->root = root;
	w->all = calloc(WATCH_LISTINGS, sizeof(*w->all));
	if (!w->all)
		err_memory(e);
	if (!w->all || specs_open(&w->specs, root, broken, context, e) < 0) {
		watch_close(w);
		return -1;
	}
	*out = w;
	return 0;
}

void watch_close(struct watch *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->n; i++) {
		published_free(&w->all[i].files);
		if (w->all[i].body >= 0)
			close(w->all[i].body);
	}
	free(w->all);
	specs_close(&w->specs);
	free(w);
}

/* ---- which listings ---- */

static int is_there(const struct watch *w, const struct spec_watch *says)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->all[i].says == says)
			return 1;
	return 0;
}

static int add(struct watch *w, const struct spec *s,
	const struct spec_watch *says, struct err *e)
{
	if (w->n == WATCH_LISTINGS)
		return err_set(e, ERR_USAGE,
			"more than %d listings: ask for fewer datasets at once",
			WATCH_LISTINGS);
	w->all[w->n] = (struct listing){
		.is = { s->dataset, says->url, 0, ERR_INIT },
		.spec = s,
		.says = says,
		.files = PUBLISHED_INIT,
		.body = -1,
	};
	snprintf(w->all[w->n++].next, NET_URL, "%s", says->url);
	return 0;
}

/* Where all specs were opened and this is not among them, opening it once more
 * says why. */
static const struct spec *need_spec(
	struct watch *w, const char *dataset, struct err *e)
{
	struct spec_name name;

	if (spec_name(&name, dataset, e) < 0)
		return NULL;
	if (*name.edition) {
		err_set(e, ERR_USAGE,
			"'%s': listings are of all editions: expected %s",
			dataset, name.dataset);
		return NULL;
	}
	if (!specs_find(&w->specs, dataset) &&
		specs_add(&w->specs, w->root, dataset, e) < 0)
		return NULL;
	return specs_find(&w->specs, dataset);
}

int watch_add(
	struct watch *w, const char *dataset, const char *only, struct err *e)
{
	const struct spec *s = need_spec(w, dataset, e);
	unsigned fitting = 0;

	if (!s)
		return -1;
	for (unsigned i = 0; i < s->n_watch; i++) {
		if (only && !strstr(s->watch[i].url, only))
			continue;
		fitting++;
		if (!is_there(w, &s->watch[i]) &&
			add(w, s, &s->watch[i], e) < 0)
			return -1;
	}
	if (!s->n_watch)
		return err_set(e, ERR_DATA,
			"%s: its spec names no listing: say one under 'watch'",
			dataset);
	return fitting ? 0
		       : err_set(e, ERR_DATA,
				 "%s: no listing of its spec has '%s' in its "
				 "address",
				 dataset, only);
}

size_t watch_count(const struct watch *w)
{
	return w->n;
}

const struct watch_listing *watch_at(const struct watch *w, size_t i)
{
	return &w->all[i].is;
}

/* ---- reading them ---- */

static int fault(struct listing *l, const struct err *why)
{
	l->next[0] = '\0';
	err_set(&l->is.fault, why->kind, "%s: '%.150s': %s", l->is.dataset,
		l->is.url, why->text);
	return why->kind == ERR_SYSTEM ? -1 : 0;
}

static int take(struct listing *l, const char *from, const char *type,
	struct span bytes)
{
	struct err why = ERR_INIT;

	if (published_add(&l->files, from, type, bytes, &why) == 0 &&
		l->files.left_out)
		err_set(&why, ERR_DATA,
			"more than %d links: the rest was not read",
			LINKS_MOST);
	return why.kind == ERR_NONE ? 0 : fault(l, &why);
}

/* The body is kept in memory: it is small, and nobody else's. */
static int open_body(void *context, struct err *e)
{
	struct listing *l = context;

	if (l->body < 0)
		l->body = memfd_create("listing", MFD_CLOEXEC);
	if (l->body < 0 || ftruncate(l->body, 0) < 0 ||
		lseek(l->body, 0, SEEK_SET) < 0)
		return err_errno(e, "cannot keep", l->is.url);
	return l->body;
}

static int take_body(
	struct listing *l, const struct net_answer *a, struct err *e)
{
	off_t n = l->body < 0 ? 0 : lseek(l->body, 0, SEEK_END);
	void *at = n > 0
		? mmap(NULL, (size_t)n, PROT_READ, MAP_PRIVATE, l->body, 0)
		: NULL;
	int rc;

	if (n < 0 || at == MAP_FAILED)
		return err_errno(e, "cannot read", l->is.url);
	rc = take(l, a->final_url, a->content_type,
		(struct span){ at ? at : "", (size_t)n });
	if (at)
		munmap(at, (size_t)n);
	return rc;
}

static int on_answer(
	const struct net_request *q, const struct net_answer *a, struct err *e)
{
	static const struct err stray = { ERR_DATA,
		"it goes on at an address to which nobody is sent from here" };
	struct listing *l = q->context;
	int rc;

	snprintf(l->next, NET_URL, "%s", a->next);
	if (a->fault.kind != ERR_NONE)
		rc = fault(l, &a->fault);
	else if ((rc = take_body(l, a, e)) == 0 && a->next_refused)
		rc = fault(l, &stray);
	l->is.read = !l->next[0] && l->is.fault.kind == ERR_NONE;
	return rc < 0 ? err_set(e, l->is.fault.kind, "%s", l->is.fault.text)
		      : 0;
}

/* One page of each listing that has one; how many there were, or -1. */
static int ask_once(
	struct watch *w, const struct net_policy *policy, struct err *e)
{
	const struct net_request *all[WATCH_LISTINGS];
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++) {
		struct listing *l = &w->all[i];

		if (!l->next[0])
			continue;
		snprintf(l->asked, NET_URL, "%s", l->next);
		l->request = (struct net_request){
			.url = l->asked, .open = open_body, .context = l
		};
		all[n++] = &l->request;
	}
	return n && net_run(policy, all, n, on_answer, e) < 0 ? -1 : (int)n;
}

int watch_ask(struct watch *w, const struct net_policy *policy, struct err *e)
{
	struct net_policy mine = *policy;
	struct err endless = ERR_INIT;
	int asked = 1;

	mine.max_bytes = PAGE_BYTES;
	for (int i = 0; i < WATCH_PAGES && asked > 0; i++)
		asked = ask_once(w, &mine, e);
	err_set(&endless, ERR_DATA, "more than %d pages: the rest was not read",
		WATCH_PAGES);
	for (size_t i = 0; i < w->n && asked >= 0; i++)
		if (w->all[i].next[0])
			fault(&w->all[i], &endless);
	return asked < 0 ? -1 : 0;
}

int watch_take(struct watch *w, size_t i, const char *path, struct err *e)
{
	struct listing *l = &w->all[i];
	struct file_map map;

	if (file_map(&map, path, e) < 0)
		return -1;
	take(l, l->is.url, NULL, (struct span){ map.at, map.len });
	file_unmap(&map);
	l->next[0] = '\0';
	l->is.read = l->is.fault.kind == ERR_NONE;
	return l->is.fault.kind == ERR_SYSTEM
		? err_set(e, ERR_SYSTEM, "%s", l->is.fault.text)
		: 0;
}
