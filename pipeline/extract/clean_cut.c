/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/clean.h"

/* Where the piece that begins at i ends: where what is left goes on. */
static size_t piece(struct span text, size_t i, char next)
{
	while (i < text.len && text.at[i] != next)
		i++;
	return i;
}

void clean_cut(struct text *out, struct span text, struct span left)
{
	size_t i = 0, before = out->len, k = 0;

	while (i < text.len) {
		size_t end =
			k < left.len ? piece(text, i, left.at[k]) : text.len;
		struct span cut =
			span_trim((struct span){ text.at + i, end - i });

		if (cut.len && out->len > before)
			text_putc(out, ' ');
		text_add(out, cut.at, cut.len);
		for (i = end; i < text.len && k < left.len &&
			text.at[i] == left.at[k];
			i++)
			k++;
	}
	if (k == left.len)
		return;
	out->len = before;
	text_add(out, text.at, text.len);
}
