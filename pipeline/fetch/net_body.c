/* SPDX-License-Identifier: MIT */
/* The body of an answer, on its way to the file. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/fetch/net_inside.h"
#include "pipeline/fetch/page.h"

enum { SHOW_MS = 100 };

void net_body_begin(struct net_body *b, const struct net_policy *policy,
	const struct net_request *request)
{
	net_body_free(b);
	b->policy = policy;
	b->request = request;
	b->content_type = "";
	b->total = -1;
	b->got = b->written = 0;
	b->shown_ms = 0;
	b->fd = -1;
	b->n_first = 0;
}

void net_body_free(struct net_body *b)
{
	text_free(&b->page);
}

static int cannot(const char *what, struct err *e)
{
	return err_set(
		e, ERR_SYSTEM, "cannot %s the body: %s", what, strerror(errno));
}

/* A pipe needs no emptying. */
static int empty(int fd, struct err *e)
{
	if (lseek(fd, 0, SEEK_SET) < 0)
		return errno == ESPIPE ? 0 : cannot("write", e);
	return ftruncate(fd, 0) < 0 && errno != EINVAL ? cannot("write", e) : 0;
}

static int open_file(struct net_body *b, struct err *e)
{
	if (b->fd >= 0)
		return 0;
	b->fd = b->request->open(b->request->context, e);
	return b->fd < 0 ? -1 : empty(b->fd, e);
}

static int write_all(
	struct net_body *b, const char *bytes, size_t n, struct err *e)
{
	if (open_file(b, e) < 0)
		return -1;
	while (n > 0) {
		ssize_t k = write(b->fd, bytes, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return cannot("write", e);
		bytes += k;
		n -= (size_t)k;
		b->written += k;
	}
	return 0;
}

static int say_page(struct net_body *b, struct err *e)
{
	char title[PAGE_TITLE] = "";

	page_title(title, b->page.at, b->page.len);
	return err_set(e, ERR_REMOTE,
		"the server sent a web page, not a workbook%s%s",
		*title ? ": " : "", title);
}

static int take_page(
	struct net_body *b, const char *bytes, size_t n, struct err *e)
{
	size_t room = NET_PAGE - b->page.len;

	text_add(&b->page, bytes, n < room ? n : room);
	if (text_done(&b->page, e) < 0)
		return -1;
	return b->page.len == NET_PAGE ? say_page(b, e) : 0;
}

/* What there is of the first bytes is enough to say what they are. */
static int decide(struct net_body *b, struct err *e)
{
	size_t n = b->n_first;

	b->n_first = NET_FIRST;
	if (b->request->no_page && page_is(b->content_type, b->first, n))
		return take_page(b, b->first, n, e);
	return write_all(b, b->first, n, e);
}

static void show(struct net_body *b)
{
	const struct net_progress p = { b->request, b->got, b->total };
	long long now;

	if (!b->policy->progress)
		return;
	now = net_clock();
	if (b->shown_ms && now < b->shown_ms + SHOW_MS)
		return;
	b->shown_ms = now;
	b->policy->progress(b->policy->context, &p);
}

int net_body_take(
	struct net_body *b, const char *bytes, size_t n, struct err *e)
{
	if ((long long)n > b->policy->max_bytes - b->got)
		return err_set(e, ERR_REMOTE,
			"the body is larger than %lld bytes",
			b->policy->max_bytes);
	b->got += (long long)n;
	show(b);
	if (b->n_first < NET_FIRST) {
		size_t room = NET_FIRST - b->n_first, k = n < room ? n : room;

		memcpy(b->first + b->n_first, bytes, k);
		b->n_first += k;
		bytes += k;
		n -= k;
		if (b->n_first < NET_FIRST)
			return 0;
		if (decide(b, e) < 0)
			return -1;
	}
	return b->page.at ? take_page(b, bytes, n, e)
			  : write_all(b, bytes, n, e);
}

int net_body_end(struct net_body *b, struct err *e)
{
	if (b->n_first < NET_FIRST && decide(b, e) < 0)
		return -1;
	return b->page.at ? say_page(b, e) : open_file(b, e);
}
