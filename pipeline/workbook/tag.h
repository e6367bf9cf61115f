/* SPDX-License-Identifier: MIT */
/*
 * A tag of XML taken apart, and whose it is: a tag is ours if its prefix means
 * the namespace of the root.
 */
#ifndef KOSH_WORKBOOK_TAG_H
#define KOSH_WORKBOOK_TAG_H

#include "pipeline/base/text.h"

enum { NAMES_PREFIXES_MAX = 8 }; /* prefixes that mean one namespace */

enum tag_kind { TAG_OPEN, TAG_EMPTY, TAG_CLOSE };

/* Borrowed from the window. */
struct tag {
	enum tag_kind kind;
	struct span name;	/* without prefix; empty if it is not ours */
	struct span attributes; /* as written */
};

struct attribute {
	struct span name;  /* with its prefix */
	struct span value; /* as written: references are not replaced */
};

/* The prefixes that mean the namespace of the root. */
struct names {
	char *uri;
	char *lead; /* the root's prefix with its colon, or empty */
	char *prefixes[NAMES_PREFIXES_MAX];
	size_t n;
	int bare; /* names without prefix are ours */
};

/* Takes the bytes between '<' and '>' apart; the name keeps its prefix. */
void tag_split(struct tag *t, const char *from, const char *end);

/* The value of the attribute without prefix; at is NULL if there is none. */
struct span tag_attribute(const struct tag *t, const char *name);

/* Takes the next attribute off the front: 1, 0 at the end, -1 where there is
 * something else. */
int attribute_next(struct attribute *out, struct span *rest);

/* Makes the namespace of this tag the one that is ours. */
int names_root(struct names *n, const struct tag *root, struct err *e);
void names_free(struct names *n);

/* What stands in front of names that are ours: "" or "x:". */
const char *names_lead(const struct names *n);

/* Takes the prefix off the tag's name, or the name off a tag that is not ours.
 * Prefixes that the tag declares are learned. */
int names_resolve(struct tag *t, struct names *n, struct err *e);

#endif
