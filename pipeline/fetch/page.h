/* SPDX-License-Identifier: MIT */
/* Web pages: known as such, their title, their links. */
#ifndef KOSH_FETCH_PAGE_H
#define KOSH_FETCH_PAGE_H

#include <stddef.h>

#include "pipeline/base/err.h"
#include "pipeline/fetch/links.h"

enum {
	PAGE_TITLE = 200,
	PAGE_TITLE_BYTES = 1 << 18, /* a title that comes later is none */
	PAGE_BYTES = 8 << 20,	    /* of which links are found */
};

/* 1 if the beginning of a body is that of a web page: by its bytes, whatever
 * the server calls it; or text that the server calls a page (content_type, may
 * be NULL or ""). A zip or an old workbook is none, whatever it is called. */
int page_is(const char *content_type, const char *bytes, size_t n);

/* The title of a page of which n bytes are there, in UTF-8, entities resolved,
 * white space folded, cut at a character; "" if there is none. Parsed in a
 * locked process. */
void page_title(char out[PAGE_TITLE], const char *bytes, size_t n);

/* The links of a page: the address of each <a> as it stands there, its text
 * folded and cut like a title. head is the address of <base>, or "". Parsed in
 * a locked process; ERR_DATA where that does not come to an end. */
int page_links(struct links *out, const char *bytes, size_t n, struct err *e);

#endif
