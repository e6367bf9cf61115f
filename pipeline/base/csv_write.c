/* SPDX-License-Identifier: MIT */
/* Fields of CSV, quoted where they must be. */
#include <stdint.h>

#include "pipeline/base/csv.h"
#include "pipeline/base/eight.h"

static const uint64_t ONES = 0x0101010101010101;

/* Not 0 if one of the eight bytes of v is that one. */
static inline uint64_t has(uint64_t v, char byte)
{
	v ^= ONES * (unsigned char)byte;
	return (v - ONES) & ~v & ONES << 7;
}

static inline int any_special(uint64_t v)
{
	return (has(v, ',') | has(v, '"') | has(v, '\n') | has(v, '\r')) != 0;
}

/* Eight bytes at a time, the last eight of them perhaps twice. */
static int has_special(struct span s)
{
	if (s.len < 8)
		return any_special(eight_from_few(s.at, s.len));
	for (size_t i = 0; i < s.len - 8; i += 8)
		if (any_special(eight_bytes(s.at + i)))
			return 1;
	return any_special(eight_bytes(s.at + s.len - 8));
}

int csv_is_plain(struct span field)
{
	return field.len == 0 ||
		(field.at[0] != ' ' && field.at[field.len - 1] != ' ' &&
			!has_special(field));
}

void csv_add(struct sink to, struct span field)
{
	const char *p = field.at, *end = p + field.len, *quote;

	if (csv_is_plain(field)) {
		sink_add(to, p, field.len);
		return;
	}
	sink_add(to, "\"", 1);
	while ((quote = memchr(p, '"', (size_t)(end - p)))) {
		sink_add(to, p, (size_t)(quote - p) + 1);
		sink_add(to, "\"", 1);
		p = quote + 1;
	}
	sink_add(to, p, (size_t)(end - p));
	sink_add(to, "\"", 1);
}

void csv_put(FILE *out, struct span field)
{
	csv_add((struct sink){ .stream = out }, field);
}

char *csv_copy(char *to, struct span field)
{
	if (csv_is_plain(field))
		return eight_copy(to, field.at, field.len);
	*to++ = '"';
	for (size_t i = 0; i < field.len; i++) {
		if (field.at[i] == '"')
			*to++ = '"';
		*to++ = field.at[i];
	}
	*to++ = '"';
	return to;
}
