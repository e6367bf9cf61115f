/* SPDX-License-Identifier: MIT */
#include "pipeline/fetch/published.h"

#include <stdlib.h>

#include "pipeline/base/url.h"
#include "pipeline/fetch/net.h"
#include "pipeline/fetch/page.h"
#include "pipeline/fetch/published_inside.h"

/* ---- keeping what is found ---- */

static int keep(struct published *p, const char *url, const struct link *l,
	struct span key, struct err *e)
{
	struct link *all = array_more(p->all, p->n, sizeof(*all));
	struct link copy = { arena_copy(&p->texts, span_of(url)),
		arena_copy(&p->texts, span_of(l->title)),
		arena_copy(&p->texts, span_of(l->modified)),
		arena_copy(&p->texts, span_of(l->type)) };

	if (all)
		p->all = all;
	if (!all || !copy.url || !copy.title || !copy.modified || !copy.type)
		return err_memory(e);
	if (ids_add(&p->keys, key, (int64_t)p->n, e) < 0)
		return -1;
	all[p->n++] = copy;
	return 0;
}

/* A link as it is meant at base; what leads nowhere on the web is none. */
static int take(struct published *p, const char *base, const struct link *l,
	struct err *e)
{
	struct text key = TEXT_INIT;
	char url[NET_URL];
	struct span s;
	int rc;

	if (!link_is_spreadsheet(l) || net_join(url, base, l->url) < 0)
		return 0;
	url_key(&key, url);
	s = (struct span){ key.at, key.len };
	rc = text_done(&key, e);
	if (rc == 0 && !published_find(p, s)) {
		if (p->n < LINKS_MOST)
			rc = keep(p, url, l, s, e);
		else
			p->left_out++;
	}
	text_free(&key);
	return rc;
}

static int take_all(struct published *p, const char *from,
	const struct links *found, struct err *e)
{
	char base[NET_URL];

	if (!*found->head || net_join(base, from, found->head) < 0)
		snprintf(base, sizeof(base), "%s", from);
	for (size_t i = 0; i < found->n; i++)
		if (take(p, base, &found->all[i], e) < 0)
			return -1;
	p->left_out += found->left_out;
	return 0;
}

/* ---- what kind of listing it is ---- */

static int add_json(
	struct published *p, const char *from, struct span bytes, struct err *e)
{
	struct links found = LINKS_INIT;
	int rc;

	published_json_prepare();
	if (links_find(&found, published_find_json, "the listing reader", bytes,
		    e) < 0)
		return -1;
	rc = take_all(p, from, &found, e);
	links_free(&found);
	return rc;
}

/* A page that came where an API should be. */
static int wrong_page(struct span bytes, struct err *e)
{
	char title[PAGE_TITLE];

	page_title(title, bytes.at, bytes.len);
	return err_set(e, ERR_DATA, "a web page came instead of JSON%s%s%s",
		*title ? ": '" : "", title, *title ? "'" : "");
}

/* Nobody watches a page without files: it is an error page, or what the server
 * sends is a script that makes the page. */
static int no_files(struct span bytes, size_t links, struct err *e)
{
	char title[PAGE_TITLE];

	page_title(title, bytes.at, bytes.len);
	return err_set(e, ERR_DATA,
		"the web page '%s' links to no spreadsheet (its links: %zu): "
		"is it an error page, or are its links made by a script?",
		title, links);
}

static int has_file(const struct links *found)
{
	for (size_t i = 0; i < found->n; i++)
		if (link_is_spreadsheet(&found->all[i]))
			return 1;
	return 0;
}

static int add_page(
	struct published *p, const char *from, struct span bytes, struct err *e)
{
	struct links found = LINKS_INIT;
	int rc = -1;

	if (strstr(from, "/wp-json/"))
		return wrong_page(bytes, e);
	if (page_links(&found, bytes.at, bytes.len, e) < 0)
		return -1;
	if (has_file(&found))
		rc = take_all(p, from, &found, e);
	else
		no_files(bytes, found.n, e);
	links_free(&found);
	return rc;
}

/* 1 if the first byte that counts is one of JSON. */
static int begins_json(struct span s)
{
	size_t i = s.len >= 3 && memcmp(s.at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (i < s.len && strchr(" \t\r\n", s.at[i]) && s.at[i])
		i++;
	return i < s.len && (s.at[i] == '[' || s.at[i] == '{');
}

int published_add(struct published *p, const char *from,
	const char *content_type, struct span bytes, struct err *e)
{
	if (bytes.len > PAGE_BYTES)
		return err_set(e, ERR_DATA, "the listing has more than %d MiB",
			PAGE_BYTES >> 20);
	if (begins_json(bytes))
		return add_json(p, from, bytes, e);
	if (page_is(content_type, bytes.at, bytes.len))
		return add_page(p, from, bytes, e);
	return err_set(e, ERR_DATA,
		bytes.len ? "this is neither JSON nor a web page"
			  : "the listing is empty");
}

const struct link *published_find(const struct published *p, struct span key)
{
	const int64_t *i = ids_find(&p->keys, key);

	return i ? &p->all[*i] : NULL;
}

void published_free(struct published *p)
{
	free(p->all);
	ids_free(&p->keys);
	arena_free(&p->texts);
	*p = (struct published)PUBLISHED_INIT;
}
