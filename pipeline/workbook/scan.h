/* SPDX-License-Identifier: MIT */
/*
 * A scanner of large XML parts: tags and text, read through a window. A
 * DOCTYPE is refused, hence there are no entities but the five of XML.
 */
#ifndef KOSH_WORKBOOK_SCAN_H
#define KOSH_WORKBOOK_SCAN_H

#include "pipeline/base/text.h"
#include "pipeline/workbook/tag.h"
#include "pipeline/workbook/window.h"

enum { SCAN_DEPTH_MAX = 64 }; /* tags within tags */

struct scan {
	struct window window;
	size_t text_max; /* bytes that text may grow to; no limit at first */
	struct names names;
};

/* Begins to scan; takes the source, also when it fails. window is WINDOW_SIZE
 * save in tests. scan_close works on a zeroed struct too. */
int scan_open(
	struct scan *s, struct source *take, size_t window, struct err *e);
void scan_close(struct scan *s);

/* Reads up to the root, which must bear this name. *kind is TAG_OPEN or
 * TAG_EMPTY. */
int scan_root(
	enum tag_kind *kind, struct scan *s, const char *name, struct err *e);

/* The next tag, which must be there; text, comments and instructions in front
 * of it are skipped. Borrowed until the next call. */
int scan_tag(struct tag *out, struct scan *s, struct err *e);

/* Behind a TAG_OPEN: appends its text and moves behind its end. References and
 * CDATA are replaced; comments, instructions and tags inside are left out. */
int scan_content(struct text *out, struct scan *s, struct err *e);

/* Behind this tag: moves behind its end, which an empty one has not. */
int scan_skip(const struct tag *t, struct scan *s, struct err *e);

#endif
