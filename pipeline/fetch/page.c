/* SPDX-License-Identifier: MIT */
/* Pages as trees, by Gumbo, the only module that knows it. Trees are walked and
 * not descended into by functions that call themselves: how deep they are a
 * stranger decides. */
#include "pipeline/fetch/page.h"

#include <gumbo.h>

#include "pipeline/fetch/page_inside.h"

enum {
	NODES_OF_A_LINK = 1000, /* in which its text is looked for */
	TEXT_OF_A_LINK = 4 * PAGE_TITLE
};

/* A page under the parser. */
struct parsed {
	struct text text;
	struct arena nodes;
	GumboOutput *tree;
};

/* Gumbo frees a tree by a function that calls itself; ours goes at once. Where
 * there is no memory it writes to NULL: behind the lock that is the end of the
 * process. */
static void *give(void *arena, size_t n)
{
	return arena_room(arena, (n + 15) & ~(size_t)15);
}

static void keep(void *arena, void *at)
{
	(void)arena;
	(void)at;
}

static int parse(struct parsed *p, struct span bytes, struct err *e)
{
	GumboOptions how = kGumboDefaultOptions;

	*p = (struct parsed){ TEXT_INIT, ARENA_INIT, NULL };
	page_decode(&p->text, bytes);
	text_puts(&p->text, "");
	if (text_done(&p->text, e) < 0)
		return -1;
	how.allocator = give;
	how.deallocator = keep;
	how.userdata = &p->nodes;
	how.max_errors = 0;
	p->tree = gumbo_parse_with_options(&how, p->text.at, p->text.len);
	return 0;
}

static void drop(struct parsed *p)
{
	arena_free(&p->nodes);
	text_free(&p->text);
}

/* ---- walking ---- */

static const GumboVector *children(const GumboNode *n)
{
	static const GumboVector none = { NULL, 0, 0 };

	if (n->type == GUMBO_NODE_DOCUMENT)
		return &n->v.document.children;
	if (n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE)
		return &n->v.element.children;
	return &none;
}

/* The node that follows in the order of the page, below top; NULL behind the
 * last. */
static const GumboNode *next(const GumboNode *n, const GumboNode *top)
{
	const GumboVector *in = children(n);
	size_t i = 0;

	while (i >= in->length) {
		if (n == top || !n->parent)
			return NULL;
		i = n->index_within_parent + 1;
		n = n->parent;
		in = children(n);
	}
	return in->data[i];
}

static int is_element(const GumboNode *n, GumboTag tag)
{
	return n->type == GUMBO_NODE_ELEMENT && n->v.element.tag == tag &&
		n->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
}

/* The text below a node, as far as it goes into a title. */
static int text_of(char out[PAGE_TITLE], const GumboNode *top, struct err *e)
{
	struct text all = TEXT_INIT;
	const GumboNode *n = top;
	int rc;

	for (int i = 0; n && i < NODES_OF_A_LINK && all.len < TEXT_OF_A_LINK;
		i++, n = next(n, top)) {
		if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_CDATA ||
			n->type == GUMBO_NODE_WHITESPACE)
			text_puts(&all, n->v.text.text);
	}
	rc = text_done(&all, e);
	page_fold(out, (struct span){ all.at, all.len });
	text_free(&all);
	return rc;
}

static const char *href(const GumboNode *n)
{
	const GumboAttribute *a =
		gumbo_get_attribute(&n->v.element.attributes, "href");

	return a ? a->value : NULL;
}

/* The first element of a kind that has an address, or of any where that does
 * not matter. */
static const GumboNode *first(
	const GumboNode *top, GumboTag tag, int with_address)
{
	const GumboNode *n = top;

	while (n && (!is_element(n, tag) || (with_address && !href(n))))
		n = next(n, top);
	return n;
}

/* ---- finding, behind the lock ---- */

int page_find_title(FILE *out, struct span bytes, struct err *e)
{
	char title[PAGE_TITLE] = "";
	struct parsed p;
	int rc = parse(&p, bytes, e);

	if (rc == 0) {
		const GumboNode *n =
			first(p.tree->document, GUMBO_TAG_TITLE, 0);

		rc = n ? text_of(title, n, e) : 0;
	}
	links_head(out, title);
	drop(&p);
	return rc;
}

static int put_links(FILE *out, const GumboNode *top, struct err *e)
{
	const GumboNode *base = first(top, GUMBO_TAG_BASE, 1);
	char title[PAGE_TITLE];

	links_head(out, base ? href(base) : "");
	for (const GumboNode *n = top; n; n = next(n, top)) {
		if (!is_element(n, GUMBO_TAG_A) || !href(n))
			continue;
		if (text_of(title, n, e) < 0)
			return -1;
		links_put(out, &(struct link){ href(n), title, "", "" });
	}
	return 0;
}

int page_find_links(FILE *out, struct span bytes, struct err *e)
{
	struct parsed p;
	int rc = parse(&p, bytes, e);

	if (rc == 0)
		rc = put_links(out, p.tree->document, e);
	drop(&p);
	return rc;
}

int page_plain(char out[PAGE_TITLE], struct span html, struct err *e)
{
	struct parsed p;
	int rc = parse(&p, html, e);

	*out = '\0';
	if (rc == 0)
		rc = text_of(out, p.tree->document, e);
	drop(&p);
	return rc;
}

/* ---- for everybody ---- */

void page_title(char out[PAGE_TITLE], const char *bytes, size_t n)
{
	struct span s = { bytes, n < PAGE_TITLE_BYTES ? n : PAGE_TITLE_BYTES };
	struct links found = LINKS_INIT;
	struct err ignored = ERR_INIT;

	*out = '\0';
	if (links_find(&found, page_find_title, "the page reader", s,
		    &ignored) == 0)
		page_fold(out, span_of(found.head));
	links_free(&found);
}

int page_links(struct links *out, const char *bytes, size_t n, struct err *e)
{
	if (n > PAGE_BYTES)
		return err_set(e, ERR_DATA, "the page has more than %d MiB",
			PAGE_BYTES >> 20);
	return links_find(out, page_find_links, "the page reader",
		(struct span){ bytes, n }, e);
}
