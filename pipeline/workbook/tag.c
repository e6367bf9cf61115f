/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/tag.h"

#include <stdlib.h>
#include <string.h>

static int is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

void tag_split(struct tag *t, const char *from, const char *end)
{
	const char *p;

	t->kind = TAG_OPEN;
	if (*from == '/') {
		t->kind = TAG_CLOSE;
		from++;
	} else if (end > from && end[-1] == '/') {
		t->kind = TAG_EMPTY;
		end--;
	}
	for (p = from; p < end && !is_blank(*p);)
		p++;
	t->name = (struct span){ from, (size_t)(p - from) };
	t->attributes = (struct span){ p, (size_t)(end - p) };
}

int attribute_next(struct attribute *out, struct span *rest)
{
	const char *p = rest->at, *end = p + rest->len, *equals, *close;

	while (p < end && is_blank(*p))
		p++;
	if (p == end)
		return 0;
	equals = memchr(p, '=', (size_t)(end - p));
	if (!equals || equals == p)
		return -1;
	out->name = (struct span){ p, (size_t)(equals - p) };
	while (out->name.len && is_blank(p[out->name.len - 1]))
		out->name.len--;
	for (p = equals + 1; p < end && is_blank(*p);)
		p++;
	if (p == end || (*p != '"' && *p != '\''))
		return -1;
	close = memchr(p + 1, *p, (size_t)(end - p - 1));
	if (!close)
		return -1;
	out->value = (struct span){ p + 1, (size_t)(close - p - 1) };
	*rest = (struct span){ close + 1, (size_t)(end - close - 1) };
	return 1;
}

struct span tag_attribute(const struct tag *t, const char *name)
{
	struct span rest = t->attributes;
	struct attribute a;

	while (attribute_next(&a, &rest) > 0)
		if (span_is(a.name, name))
			return a.value;
	return (struct span){ 0 };
}

/* The prefix of a name, without its colon; empty if there is none. */
static struct span prefix_of(struct span name)
{
	const char *colon = memchr(name.at, ':', name.len);

	return (struct span){ name.at, colon ? (size_t)(colon - name.at) : 0 };
}

static int is_ours(const struct names *n, struct span prefix)
{
	if (prefix.len == 0)
		return n->bare;
	for (size_t i = 0; i < n->n; i++)
		if (span_is(prefix, n->prefixes[i]))
			return 1;
	return 0;
}

static int add_prefix(struct names *n, struct span prefix, struct err *e)
{
	if (prefix.len == 0)
		n->bare = 1;
	if (is_ours(n, prefix))
		return 0;
	if (n->n == NAMES_PREFIXES_MAX)
		return err_set(e, ERR_DATA,
			"more than %d prefixes for one namespace",
			NAMES_PREFIXES_MAX);
	n->prefixes[n->n] = text_copy(prefix);
	if (!n->prefixes[n->n])
		return err_memory(e);
	n->n++;
	return 0;
}

/* 1 if the attribute declares a namespace, for the prefix that comes out. */
static int declares(struct span *prefix, const struct attribute *a)
{
	if (a->name.len < 5 || memcmp(a->name.at, "xmlns", 5) != 0)
		return 0;
	*prefix = (struct span){ a->name.at + 5, a->name.len - 5 };
	if (prefix->len && prefix->at[0] != ':')
		return 0;
	if (prefix->len)
		*prefix = (struct span){ prefix->at + 1, prefix->len - 1 };
	return 1;
}

/* Learns the prefixes that a tag declares for the root's namespace. 1 if it
 * gives its own prefix, or its want of one, another meaning. */
static int learn(struct names *n, const struct tag *t, struct err *e)
{
	struct span rest = t->attributes, prefix, own = prefix_of(t->name);
	struct attribute a;
	int rc, foreign = 0;

	while ((rc = attribute_next(&a, &rest)) > 0) {
		if (!declares(&prefix, &a))
			continue;
		if (span_is(a.value, n->uri)) {
			if (add_prefix(n, prefix, e) < 0)
				return -1;
		} else if (span_same(prefix, own)) {
			foreign = 1;
		}
	}
	if (rc < 0)
		return err_set(
			e, ERR_DATA, "a malformed tag <%.*s>", SPAN(t->name));
	return foreign;
}

int names_resolve(struct tag *t, struct names *n, struct err *e)
{
	struct span prefix = prefix_of(t->name);
	int foreign = 0;

	if (t->attributes.len > 6 &&
		memmem(t->attributes.at, t->attributes.len, "xmlns", 5)) {
		foreign = learn(n, t, e);
		if (foreign < 0)
			return -1;
	}
	if (!is_ours(n, prefix) || foreign) {
		t->name.len = 0;
	} else if (prefix.len) {
		t->name.at += prefix.len + 1;
		t->name.len -= prefix.len + 1;
	}
	return 0;
}

/* The namespace that a tag declares for that prefix; empty if it does not. */
static struct span declared(const struct tag *t, struct span prefix)
{
	struct span rest = t->attributes, p;
	struct attribute a;

	while (attribute_next(&a, &rest) > 0)
		if (declares(&p, &a) && span_same(p, prefix))
			return a.value;
	return (struct span){ "", 0 };
}

int names_root(struct names *n, const struct tag *root, struct err *e)
{
	struct span prefix = prefix_of(root->name);

	n->uri = text_copy(declared(root, prefix));
	n->lead = text_copy(
		(struct span){ root->name.at, prefix.len + (prefix.len > 0) });
	if (!n->uri || !n->lead)
		return err_memory(e);
	return add_prefix(n, prefix, e);
}

const char *names_lead(const struct names *n)
{
	return n->lead;
}

void names_free(struct names *n)
{
	for (size_t i = 0; i < n->n; i++)
		free(n->prefixes[i]);
	free(n->uri);
	free(n->lead);
	*n = (struct names){ 0 };
}
