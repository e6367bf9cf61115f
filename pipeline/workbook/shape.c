/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/shape.h"

#include <stdio.h>

#include "pipeline/workbook/chars.h"

void mark_set(
	struct mark *m, const char *lead, const char *prefix, const char *name)
{
	char text[16] = "";
	int n = snprintf(
		text, sizeof(text), "%s%s%s", lead, prefix ? prefix : "", name);

	if (!prefix || n > 8)
		*m = (struct mark){ .word = 1 };
	else
		*m = (struct mark){ eight_bytes(text), shape_mask((size_t)n),
			(size_t)n };
}

char *shape_skip_attributes(char *p)
{
	while (*p == ' ') {
		/* white space behind it may hide what it stands before */
		if (SHAPE_IS(p, " xmlns") || SHAPE_IS(p, " r=") ||
			(unsigned char)p[1] <= ' ')
			return NULL;
		while (*p && *p != '"' && *p != '\'' && *p != '<' && *p != '>')
			p++;
		if (*p != '"')
			return NULL;
		for (p++; *p && *p != '"' && *p != '<';)
			p++;
		if (*p++ != '"')
			return NULL;
	}
	return p;
}

char *shape_text(struct span *out, int *coded, char *p)
{
	enum { STOPS = 2 };
	static const unsigned char class[256] = { STOPS, 1, 1, 1, 1, 1, 1, 1, 1,
		0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
		1, 1, ['&'] = 1, ['_'] = 1, ['<'] = STOPS };
	unsigned odd = 0;
	char *end = p;

	for (;; end++) {
		unsigned char c = (unsigned char)*end;

		if (class[c] == STOPS)
			break;
		odd |= class[c] | c >> 7;
	}
	*coded = (int)odd;
	*out = (struct span){ p, (size_t)(end - p) };
	return end;
}

int shape_decode(struct span *s, int escapes, struct err *e)
{
	if (chars_resolve((char *)s->at, &s->len, e) < 0)
		return -1;
	if (escapes)
		s->len = chars_unescape((char *)s->at, s->len);
	return 0;
}
