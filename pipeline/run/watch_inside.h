/* SPDX-License-Identifier: MIT */
/* Inside this folder: listings under watch. */
#ifndef KOSH_RUN_WATCH_INSIDE_H
#define KOSH_RUN_WATCH_INSIDE_H

#include "pipeline/fetch/published.h"
#include "pipeline/run/watch.h"

struct listing {
	struct watch_listing is;
	const struct spec *spec;
	const struct spec_watch *says;
	struct published files;
	char next[NET_URL];  /* what is to be asked for; "" for nothing more */
	char asked[NET_URL]; /* what was asked for last */
	int body;	     /* where it goes, or -1 */
	struct net_request request;
};

struct watch {
	const char *root;
	struct specs specs;
	struct listing *all; /* never moves: room for WATCH_LISTINGS */
	size_t n;
};

#endif
