/* SPDX-License-Identifier: MIT */
#include "pipeline/base/csv_line.h"

#include "pipeline/base/eight.h"

struct cut {
	struct span *fields;
	size_t room, n;
};

static inline void add(struct cut *c, const char *from, const char *to)
{
	if (c->n < c->room)
		c->fields[c->n] = (struct span){ from, (size_t)(to - from) };
	c->n++;
}

static void cut_bare(struct cut *c, struct span line, char separator)
{
	const char *at = line.at, *end = at + line.len, *field = at, *found;

	for (; end - at >= 8; at += 8) {
		uint64_t hits = eight_equal(eight_bytes(at), separator);

		for (; hits; hits &= hits - 1) {
			found = at + __builtin_ctzll(hits) / 8;
			add(c, field, found);
			field = found + 1;
		}
	}
	for (; at < end; at++)
		if (*at == separator) {
			add(c, field, at);
			field = at + 1;
		}
	add(c, field, end);
}

/* The first such byte, or the end. */
static const char *find(const char *at, const char *end, char byte)
{
	const char *found = memchr(at, byte, (size_t)(end - at));

	return found ? found : end;
}

/* The end of the field at `at`, with its quotes if it has some; NULL where
 * there are others. */
static const char *field_end(const char *at, const char *end, char separator)
{
	const char *stop;

	if (at == end || *at != '"') {
		stop = find(at, end, separator);
		return find(at, stop, '"') == stop ? stop : NULL;
	}
	stop = find(at + 1, end, '"');
	if (stop == end || (stop + 1 < end && stop[1] != separator))
		return NULL;
	return stop + 1;
}

static void cut_quoted(struct cut *c, struct span line, char separator)
{
	const char *at = line.at, *end = at + line.len, *stop;

	for (;; at = stop + 1) {
		stop = field_end(at, end, separator);
		if (!stop) {
			c->n = 0;
			return;
		}
		if (at < stop && *at == '"')
			add(c, at + 1, stop - 1);
		else
			add(c, at, stop);
		if (stop == end)
			return;
	}
}

size_t csv_line(
	struct span *fields, size_t room, struct span line, char separator)
{
	struct cut c = { fields, room, 0 };

	if (memchr(line.at, '"', line.len))
		cut_quoted(&c, line, separator);
	else
		cut_bare(&c, line, separator);
	return c.n;
}
