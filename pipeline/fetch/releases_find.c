/* SPDX-License-Identifier: MIT */
/* Finding lines: those of an edition, or of some bytes, without a look at all
 * others. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/fetch/releases_inside.h"

enum { KEY_TEXT = 2 * RELEASE_NAME };

static struct span edition_key(
	char buf[KEY_TEXT], const char *dataset, const char *edition)
{
	snprintf(buf, KEY_TEXT, "%s/%s", dataset, edition);
	return span_of(buf);
}

/* Where the last line under a key stands; made where there is none. */
static int64_t *place(struct ids *t, struct span key, struct err *e)
{
	int64_t *last = ids_find(t, key);

	if (last)
		return last;
	return ids_add(t, key, 0, e) < 0 ? NULL : ids_find(t, key);
}

int releases_index(struct releases *r, const struct release *x, struct err *e)
{
	struct before *before = array_more(r->before, r->n, sizeof(*before));
	char key[KEY_TEXT];
	int64_t *edition, *bytes;

	if (!before)
		return err_memory(e);
	r->before = before;
	edition = place(
		&r->by_edition, edition_key(key, x->dataset, x->edition), e);
	bytes = place(&r->by_hash, span_of(x->sha256), e);
	if (!edition || !bytes)
		return -1;
	before[r->n] = (struct before){ (size_t)*edition, (size_t)*bytes };
	*edition = *bytes = (int64_t)r->n + 1;
	return 0;
}

void releases_forget(struct releases *r)
{
	ids_free(&r->by_edition);
	ids_free(&r->by_hash);
	free(r->before);
}

/* The last of the lines among which those like one are, + 1; 0 if there are
 * none. */
static size_t newest(const struct releases *r, const struct release *like)
{
	char key[KEY_TEXT];
	int64_t *last;

	if (like->dataset && like->edition)
		last = ids_find(&r->by_edition,
			edition_key(key, like->dataset, like->edition));
	else if (like->sha256)
		last = ids_find(&r->by_hash, span_of(like->sha256));
	else
		return r->n;
	return last ? (size_t)*last : 0;
}

/* The one before it. */
static size_t older(
	const struct releases *r, const struct release *like, size_t i)
{
	return like->dataset && like->edition ? r->before[i - 1].edition
		: like->sha256		      ? r->before[i - 1].bytes
					      : i - 1;
}

static int is(const char *wanted, const char *s)
{
	return !wanted || strcmp(wanted, s) == 0;
}

static int is_like(const struct release *x, const struct release *like)
{
	return is(like->dataset, x->dataset) && is(like->edition, x->edition) &&
		is(like->sha256, x->sha256) && is(like->file, x->file) &&
		is(like->url, x->url);
}

const struct release *releases_last(
	const struct releases *r, const struct release *like)
{
	size_t i = newest(r, like);

	while (i > 0 && !is_like(&r->all[i - 1], like))
		i = older(r, like, i);
	return i > 0 ? &r->all[i - 1] : NULL;
}

const struct release *releases_first(
	const struct releases *r, const struct release *like)
{
	const struct release *first = NULL;

	for (size_t i = newest(r, like); i > 0; i = older(r, like, i))
		if (is_like(&r->all[i - 1], like))
			first = &r->all[i - 1];
	return first;
}

const struct release *releases_sent(
	const struct releases *r, const struct release *x)
{
	const struct release like = {
		.dataset = x->dataset, .edition = x->edition, .file = x->file
	};
	size_t i = newest(r, &like);

	while (i > 0 &&
		(!*r->all[i - 1].url || !is_like(&r->all[i - 1], &like)))
		i = older(r, &like, i);
	return i > 0 ? &r->all[i - 1] : NULL;
}

size_t releases_count(const struct releases *r)
{
	return r->n;
}

const struct release *releases_at(const struct releases *r, size_t i)
{
	return &r->all[i];
}
