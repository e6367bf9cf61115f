/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdlib.h>

#include "pipeline/audit/trace_inside.h"

enum { WIDTH = 80, INDENT = 16 };

/* Puts words side by side as long as they fit; one that never does stands alone
 * in its line. */
static void put_words(FILE *to, struct span s, size_t indent)
{
	size_t used = indent;

	while (s.len) {
		const char *blank = memchr(s.at, ' ', s.len);
		struct span word = { s.at,
			blank ? (size_t)(blank - s.at) : s.len };
		size_t width = text_width(word);

		if (used > indent && used + 1 + width > WIDTH) {
			fprintf(to, "\n%*s", (int)indent, "");
			used = indent;
		} else if (used > indent) {
			putc(' ', to);
			used++;
		}
		fwrite(word.at, 1, word.len, to);
		used += width;
		s.at += word.len + (blank != NULL);
		s.len -= word.len + (blank != NULL);
	}
	putc('\n', to);
}

/* If memory is out it is said all the same, in one line and as far as there is
 * room. */
static void put(FILE *to, size_t indent, const char *fmt, va_list ap)
{
	struct text masked = TEXT_INIT;
	char room[4096], *text = NULL;
	struct span whole;
	va_list again;

	va_copy(again, ap);
	if (vasprintf(&text, fmt, ap) < 0) {
		text = NULL;
		vsnprintf(room, sizeof(room), fmt, again);
	}
	va_end(again);
	whole = span_of(text ? text : room);
	text_mask(&masked, whole);
	if (masked.failed) {
		text_print_masked(to, whole);
		putc('\n', to);
	} else {
		put_words(to, (struct span){ masked.at, masked.len }, indent);
	}
	text_free(&masked);
	free(text);
}

void trace_say(FILE *to, const char *label, const char *fmt, ...)
{
	va_list ap;
	char shown[INDENT - 2];

	snprintf(shown, sizeof(shown), "%s", label);
	for (char *c = shown; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	fprintf(to, "  %-*s", INDENT - 2, shown);
	va_start(ap, fmt);
	put(to, INDENT, fmt, ap);
	va_end(ap);
}

void trace_head(FILE *to, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(to, 0, fmt, ap);
	va_end(ap);
}
