/* SPDX-License-Identifier: MIT */
/*
 * What publishers list, compared with what the specs name: a workbook that was
 * replaced or added shows, and one that is gone.
 */
#ifndef KOSH_RUN_WATCH_H
#define KOSH_RUN_WATCH_H

#include "pipeline/extract/specs.h"
#include "pipeline/fetch/net.h"

enum {
	WATCH_LISTINGS = 100, /* at most */
	WATCH_PAGES = 20,     /* of one listing */
};

enum watch_state {
	WATCH_UNKNOWN, /* a spreadsheet that no spec names */
	WATCH_FOUND,   /* a workbook of which the spec gives no address */
	WATCH_GONE,    /* an address of the spec that is no longer listed */
};

struct watch_news {
	enum watch_state state;
	const char *dataset, *url;
	const char *title, *modified; /* as the listing says, or "" */
	const char *listing;	      /* its address */
};

struct watch_listing {
	const char *dataset, *url;
	int read;	  /* to its end */
	struct err fault; /* why not */
};

struct watch;

/* Reads all specs; those that cannot be read are told to broken. root is
 * borrowed. */
int watch_open(struct watch **out, const char *root, specs_broken *broken,
	void *context, struct err *e);
void watch_close(struct watch *w);

/* Adds the listings of a dataset whose address holds a text (NULL: all).
 * ERR_DATA where there are none; ERR_USAGE for more than WATCH_LISTINGS. */
int watch_add(
	struct watch *w, const char *dataset, const char *only, struct err *e);
size_t watch_count(const struct watch *w);
const struct watch_listing *watch_at(const struct watch *w, size_t i);

/* Asks for all that were added, and for what they say is their next page. -1
 * where nothing could go on; why a listing was not read it says itself. */
int watch_ask(struct watch *w, const struct net_policy *policy, struct err *e);
/* Takes a file for what the server would say of a listing. */
int watch_take(struct watch *w, size_t i, const char *path, struct err *e);

/* Tells what is new of each dataset, in the order in which they were added:
 * what is listed in the order of the listings, then what is gone. */
int watch_news(struct watch *w,
	void (*tell)(void *context, const struct watch_news *n), void *context,
	struct err *e);

#endif
