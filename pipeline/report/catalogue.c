/* SPDX-License-Identifier: MIT */
#include "pipeline/report/catalogue.h"

#include <string.h>

static const uint32_t magic = 0x950412de;

enum { HEAD = 28, PAIR = 8 };

/* ---- bytes ---- */

/* Of the little end, as our build asks msgfmt for. */
static uint32_t word_at(struct span bytes, size_t at)
{
	const unsigned char *p = (const unsigned char *)bytes.at + at;

	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
		(uint32_t)p[3] << 24;
}

/* The text that the i-th pair (length, offset) of a table tells. */
static struct span text_at(
	const struct catalogue *c, uint32_t table, uint32_t i)
{
	size_t pair = table + (size_t)i * PAIR;

	return (struct span){ c->bytes.at + word_at(c->bytes, pair + 4),
		word_at(c->bytes, pair) };
}

struct span catalogue_original(const struct catalogue *c, uint32_t i)
{
	return text_at(c, c->originals, i);
}

struct span catalogue_translation(const struct catalogue *c, uint32_t i)
{
	return text_at(c, c->translations, i);
}

/* ---- checks ---- */

static int table_is_inside(const struct catalogue *c, uint32_t table)
{
	return table >= HEAD && table <= c->bytes.len &&
		c->n <= (c->bytes.len - table) / PAIR;
}

static int text_is_inside(const struct catalogue *c, uint32_t table, uint32_t i)
{
	size_t pair = table + (size_t)i * PAIR;
	size_t length = word_at(c->bytes, pair);
	size_t offset = word_at(c->bytes, pair + 4);

	return offset < c->bytes.len && length < c->bytes.len - offset &&
		c->bytes.at[offset + length] == '\0';
}

static const char *fault(const struct catalogue *c)
{
	if (!table_is_inside(c, c->originals) ||
		!table_is_inside(c, c->translations))
		return "a table that is not inside";
	for (uint32_t i = 0; i < c->n; i++) {
		if (!text_is_inside(c, c->originals, i) ||
			!text_is_inside(c, c->translations, i))
			return "a text that is not inside";
		if (i > 0 &&
			strcmp(catalogue_original(c, i - 1).at,
				catalogue_original(c, i).at) >= 0)
			return "texts that are not in order";
	}
	return NULL;
}

int catalogue_open(struct catalogue *out, struct span bytes, struct err *e)
{
	const char *bad;

	/* revision 0: no texts that depend on the system */
	if (bytes.len < HEAD || word_at(bytes, 0) != magic ||
		word_at(bytes, 4) != 0)
		return err_set(e, ERR_DATA, "catalogue: not a .mo file");
	*out = (struct catalogue){ bytes, word_at(bytes, 8), word_at(bytes, 12),
		word_at(bytes, 16) };
	bad = fault(out);
	return bad ? err_set(e, ERR_DATA, "catalogue: has %s", bad) : 0;
}

/* ---- search ---- */

/* As strcmp of "context\004text", or of the text alone, with an original. */
static int compare(const char *context, const char *text, const char *original)
{
	size_t n = context ? strlen(context) : 0;
	int order = context ? strncmp(context, original, n) : 0;

	if (order || !context)
		return order ? order : strcmp(text, original);
	if (original[n] != '\004')
		return '\004' - (unsigned char)original[n];
	return strcmp(text, original + n + 1);
}

/* Forms are parted by NULs. */
static const char *form_of(struct span forms, size_t form)
{
	const char *at = forms.at, *end = forms.at + forms.len;

	for (; form > 0 && at <= end; form--)
		at += strlen(at) + 1;
	return at <= end && *at ? at : NULL;
}

const char *catalogue_find(const struct catalogue *c, const char *context,
	const char *text, size_t form)
{
	uint32_t low = 0, high = c->n, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = compare(
			context, text, catalogue_original(c, middle).at);
		if (order == 0)
			return form_of(catalogue_translation(c, middle), form);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
