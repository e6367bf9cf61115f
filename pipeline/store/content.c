/* SPDX-License-Identifier: MIT */
#include "pipeline/store/content.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

/* What of a row has a fixed size, big-endian and without gaps. */
struct fixed {
	uint64_t value;			   /* the bits of the double */
	uint32_t period, area, raw, label; /* lengths */
	uint16_t place, measure;
	uint32_t has_value;
};
_Static_assert(sizeof(struct fixed) == 32, "gaps would be hashed");

static uint64_t bits_of(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return htobe64(bits);
}

static uint32_t length(struct span s)
{
	return htobe32((uint32_t)s.len);
}

static char *put(char *to, struct span s)
{
	return s.len ? (char *)memcpy(to, s.at, s.len) + s.len : to;
}

int content_row(struct text *to, const struct content_row *row, struct err *e)
{
	const struct fixed fixed = { row->has_value ? bits_of(row->value) : 0,
		length(row->period), length(row->area), length(row->raw),
		length(row->label), htobe16((uint16_t)row->place),
		htobe16((uint16_t)row->measure),
		htobe32((uint32_t)row->has_value) };
	char *at = text_room(to,
		sizeof(fixed) + row->period.len + row->area.len + row->raw.len +
			row->label.len);

	if (!at)
		return text_done(to, e);
	memcpy(at, &fixed, sizeof(fixed));
	at = put(put(at + sizeof(fixed), row->period), row->area);
	text_wrote(to, put(put(at, row->raw), row->label));
	return 0;
}

void content_indicator(struct hash *h, struct span indicator, size_t rows)
{
	const uint64_t head[] = { htobe64(indicator.len), htobe64(rows) };

	hash_add(h, head, sizeof(head));
	hash_add(h, indicator.at, indicator.len);
}
