/* SPDX-License-Identifier: MIT */
/* What a locked process finds in a stranger's page or listing: a text in front,
 * and links. */
#ifndef KOSH_FETCH_LINKS_H
#define KOSH_FETCH_LINKS_H

#include <stdio.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/err.h"
#include "pipeline/base/text.h"

enum {
	LINKS_MOST = 10000, /* of one page, and files of one listing */
	LINKS_TEXT = 4096,  /* room for each text of a link */
	LINKS_SECONDS = 3,  /* for finding them */
};

/* A link, or a file of a listing: texts in UTF-8 as the page has them, "" where
 * it does not say. */
struct link {
	const char *url, *title, *modified, *type;
};

/* 1 for a spreadsheet by its address, or by the type that an API gives. */
int link_is_spreadsheet(const struct link *l);

struct links {
	const char *head; /* what the finder put in front, or "" */
	struct link *all; /* in the order of the page */
	size_t n;
	size_t left_out; /* further ones, over LINKS_MOST */
	struct arena texts;
};

#define LINKS_INIT                                                             \
	{                                                                      \
		"", NULL, 0, 0, ARENA_INIT                                     \
	}

/* Looks at bytes: calls links_head once, then links_put for each link. */
typedef int links_finder(FILE *out, struct span bytes, struct err *e);

void links_head(FILE *out, const char *text);
/* Texts that are longer than LINKS_TEXT lose their end, and then the url is not
 * put at all: half an address is another one. */
void links_put(FILE *out, const struct link *l);

/* Runs the finder in a locked process. ERR_DATA with what it said, or how it
 * died; nothing is found then. who is named in that. */
int links_find(struct links *out, links_finder *find, const char *who,
	struct span bytes, struct err *e);
void links_free(struct links *l);

#endif
