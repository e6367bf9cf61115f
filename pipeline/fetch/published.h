/* SPDX-License-Identifier: MIT */
/*
 * The spreadsheets that a publisher's listing names: the media API of
 * WordPress, other JSON with addresses in it, or a web page with links.
 */
#ifndef KOSH_FETCH_PUBLISHED_H
#define KOSH_FETCH_PUBLISHED_H

#include "pipeline/base/ids.h"
#include "pipeline/fetch/links.h"

struct published {
	struct link *all; /* addresses whole, each file once, in order */
	size_t n;
	size_t left_out; /* what a page has over LINKS_MOST, or all of them */
	struct ids keys; /* of url_key: which of all it is */
	struct arena texts;
};

#define PUBLISHED_INIT                                                         \
	{                                                                      \
		NULL, 0, 0, IDS_INIT, ARENA_INIT                               \
	}

/* Adds what the page of a listing at an address names. content_type may be
 * NULL. ERR_DATA where it is not what it should be: neither JSON nor a web
 * page, an error that the API tells, a web page where an API should be, one
 * that links to no spreadsheet at all. */
int published_add(struct published *p, const char *from,
	const char *content_type, struct span bytes, struct err *e);
void published_free(struct published *p);

/* The file of a key, or NULL. */
const struct link *published_find(const struct published *p, struct span key);

#endif
