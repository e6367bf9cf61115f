/* SPDX-License-Identifier: MIT */
/* Stands in for the real one until that is merged: no parser, no lock. */
#include "pipeline/fetch/page.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *find(const char *bytes, size_t n, const char *what)
{
	for (size_t k = strlen(what), i = 0; i + k <= n; i++)
		if (strncasecmp(bytes + i, what, k) == 0)
			return bytes + i;
	return NULL;
}

int page_is(const char *content_type, const char *bytes, size_t n)
{
	if (n >= 2 && memcmp(bytes, "PK", 2) == 0)
		return 0;
	return find(bytes, n, "<html") || find(bytes, n, "<!doctype") ||
		(content_type &&
			strncasecmp(content_type, "text/html", 9) == 0);
}

void page_title(char out[PAGE_TITLE], const char *bytes, size_t n)
{
	const char *from = find(bytes, n, "<title>"), *to = NULL;

	if (from) {
		from += strlen("<title>");
		to = find(from, n - (size_t)(from - bytes), "</title>");
	}
	snprintf(out, PAGE_TITLE, "%.*s", to ? (int)(to - from) : 0,
		to ? from : "");
}
