/* SPDX-License-Identifier: MIT */
/* Inside this folder: what is done with a page behind the lock. */
#ifndef KOSH_FETCH_PAGE_INSIDE_H
#define KOSH_FETCH_PAGE_INSIDE_H

#include "pipeline/fetch/page.h"

/* Appends the bytes of a page as UTF-8: they say by a byte order mark that they
 * are UTF-16, or are UTF-8, whose last character may be cut, or else
 * windows-1252. */
void page_decode(struct text *out, struct span bytes);

/* Puts white space as one space, and none at the ends; cut at a character. */
void page_fold(char out[PAGE_TITLE], struct span s);

/* Finders: the title as head; the links. */
int page_find_title(FILE *out, struct span bytes, struct err *e);
int page_find_links(FILE *out, struct span bytes, struct err *e);

/* What a piece of HTML says as plain text, folded. */
int page_plain(char out[PAGE_TITLE], struct span html, struct err *e);

#endif
