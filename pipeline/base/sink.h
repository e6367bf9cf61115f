/* SPDX-License-Identifier: MIT */
/* Where written bytes go: into a text, or to a stream. */
#ifndef KOSH_BASE_SINK_H
#define KOSH_BASE_SINK_H

#include <stdio.h>

#include "pipeline/base/text.h"

/* One of them is NULL. */
struct sink {
	struct text *text;
	FILE *stream;
};

static inline void sink_add(struct sink to, const char *bytes, size_t len)
{
	if (to.text)
		text_add(to.text, bytes, len);
	else if (len)
		fwrite_unlocked(bytes, 1, len, to.stream);
}

#endif
