/* SPDX-License-Identifier: MIT */
/* Fields of CSV, quoted where they must be. */
#include <stdint.h>

#include "pipeline/base/csv.h"

static const uint64_t ONES = 0x0101010101010101;

/* Not 0 if one of the eight bytes of v is that one. */
static inline uint64_t has(uint64_t v, char byte)
{
	v ^= ONES * (unsigned char)byte;
	return (v - ONES) & ~v & ONES << 7;
}

static inline int special_in_eight(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return (has(v, ',') | has(v, '"') | has(v, '\n') | has(v, '\r')) != 0;
}

static int is_special(char c)
{
	return c == ',' || c == '"' || c == '\n' || c == '\r';
}

/* Eight bytes at a time, the last eight of them perhaps twice. */
static int any_special(struct span s)
{
	size_t i = 0;

	if (s.len < 8) {
		for (; i < s.len; i++)
			if (is_special(s.at[i]))
				return 1;
		return 0;
	}
	for (; i < s.len - 8; i += 8)
		if (special_in_eight(s.at + i))
			return 1;
	return special_in_eight(s.at + s.len - 8);
}

int csv_is_plain(struct span field)
{
	return field.len == 0 ||
		(field.at[0] != ' ' && field.at[field.len - 1] != ' ' &&
			!any_special(field));
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
