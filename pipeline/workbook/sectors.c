/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/sectors.h"

#include <stdlib.h>

static const uint32_t end_of_chain = 0xfffffffe;

struct chain {
	uint32_t *sectors;
	size_t n;
};

static size_t sectors_of(uint64_t size, unsigned shift)
{
	return (size_t)((size + (1u << shift) - 1) >> shift);
}

static int cut_short(struct err *e)
{
	return err_set(e, ERR_DATA, "the file is cut short");
}

/* Sets a bit; -1 if it was set before. */
static int mark(unsigned char *seen, uint32_t number)
{
	unsigned char bit = (unsigned char)(1u << number % 8);

	if (seen[number / 8] & bit)
		return -1;
	seen[number / 8] |= bit;
	return 0;
}

/* Follows a chain for n sectors; with to_end for at most n, to its end. */
static int walk(struct chain *out, unsigned char *seen,
	const struct sectors *sp, uint32_t start, size_t n, int to_end,
	struct err *e)
{
	size_t all = sectors_of(sp->bytes.len, sp->shift);
	uint32_t s = start;

	for (; out->n < n && !(to_end && s == end_of_chain);
		s = sp->next(sp->table, s)) {
		if (s >= all)
			return err_set(e, ERR_DATA,
				"a chain of sectors ends early or leaves the "
				"file (damaged or cut short)");
		if (mark(seen, s) < 0)
			return err_set(e, ERR_DATA,
				"a chain of sectors runs in a circle");
		out->sectors[out->n++] = s;
	}
	if (to_end && s != end_of_chain)
		return err_set(e, ERR_DATA, "a chain of sectors is too long");
	return 0;
}

static int follow(struct chain *out, const struct sectors *sp, uint32_t start,
	size_t n, int to_end, struct err *e)
{
	size_t all = sectors_of(sp->bytes.len, sp->shift);
	unsigned char *seen = calloc(all / 8 + 1, 1);
	int rc;

	*out = (struct chain){ calloc(n + 1, sizeof(*out->sectors)), 0 };
	rc = seen && out->sectors ? walk(out, seen, sp, start, n, to_end, e)
				  : err_memory(e);
	free(seen);
	return rc;
}

static int is_in_a_row(const struct chain *k)
{
	for (size_t i = 1; i < k->n; i++)
		if (k->sectors[i] != k->sectors[i - 1] + 1)
			return 0;
	return 1;
}

static int copy_chain(struct cfb_stream *out, const struct chain *k,
	const struct sectors *sp, size_t size, struct err *e)
{
	size_t whole = (size_t)1 << sp->shift, done = 0;

	out->copy = malloc(size);
	if (!out->copy)
		return err_memory(e);
	for (size_t i = 0; i < k->n && done < size; i++) {
		size_t at = (size_t)k->sectors[i] << sp->shift,
		       n = size - done < whole ? size - done : whole;

		if (n > sp->bytes.len - at)
			return cut_short(e);
		memcpy(out->copy + done, sp->bytes.at + at, n);
		done += n;
	}
	out->at = out->copy;
	out->len = size;
	return 0;
}

/* The bytes of a chain: in place if they can be. */
static int join(struct cfb_stream *out, const struct chain *k,
	const struct sectors *sp, size_t size, struct err *e)
{
	size_t at = k->n ? (size_t)k->sectors[0] << sp->shift : 0;

	if (!is_in_a_row(k))
		return copy_chain(out, k, sp, size, e);
	if (size > sp->bytes.len - at)
		return cut_short(e);
	out->at = (const unsigned char *)sp->bytes.at + at;
	out->len = size;
	return 0;
}

int sectors_read(struct cfb_stream *out, const struct sectors *sp,
	uint32_t start, uint64_t size, struct err *e)
{
	struct chain k = { NULL, 0 };
	int rc;

	if (size > sp->bytes.len)
		return cut_short(e);
	if (size == 0)
		return 0;
	rc = follow(&k, sp, start, sectors_of(size, sp->shift), 0, e);
	if (rc == 0)
		rc = join(out, &k, sp, (size_t)size, e);
	free(k.sectors);
	return rc;
}

int sectors_read_all(struct cfb_stream *out, const struct sectors *sp,
	uint32_t start, uint64_t most, struct err *e)
{
	size_t n = sectors_of(
		most < sp->bytes.len ? most : sp->bytes.len, sp->shift);
	struct chain k = { NULL, 0 };
	int rc = follow(&k, sp, start, n, 1, e);

	if (rc == 0 && k.n > 0)
		rc = join(out, &k, sp, k.n << sp->shift, e);
	free(k.sectors);
	return rc;
}
