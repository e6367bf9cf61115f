/* SPDX-License-Identifier: MIT */
#include "pipeline/store/pgcopy.h"

#include <endian.h>
#include <string.h>

#include "pipeline/store/pg.h"

/* PostgreSQL's documentation, COPY, "Binary Format": a signature, flags and the
 * length of an extension; rows of a count of columns and, for each, a length
 * and its bytes; at the end a count of -1. All is big-endian. */
static const char head[19] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";
enum { NONE = -1, LONGEST = 1 << 30 };

static void flush(struct pgcopy *c)
{
	if (c->rc == 0)
		c->rc = pg_copy_put(c->pg, c->room, c->len, &c->e);
	c->len = 0;
}

static void put(struct pgcopy *c, const void *bytes, size_t n)
{
	memcpy(c->room + c->len, bytes, n);
	c->len += n;
}

/* A length and a value of so many bytes, which there is room for. */
static char *field(struct pgcopy *c, int32_t n, size_t bytes)
{
	uint32_t length = htobe32((uint32_t)n);

	if (c->len + sizeof(length) + bytes > PGCOPY_ROOM)
		flush(c);
	put(c, &length, sizeof(length));
	c->len += bytes;
	return c->room + c->len - bytes;
}

int pgcopy_begin(struct pgcopy *c, struct pg *p, const char *sql, struct err *e)
{
	c->pg = p;
	c->rc = 0;
	c->len = 0;
	c->e = (struct err)ERR_INIT;
	if (pg_copy_begin(p, sql, e) < 0)
		return -1;
	put(c, head, sizeof(head));
	return 0;
}

int pgcopy_row(struct pgcopy *c, int columns)
{
	uint16_t n = htobe16((uint16_t)columns);

	if (c->len + sizeof(n) > PGCOPY_ROOM)
		flush(c);
	put(c, &n, sizeof(n));
	return c->rc;
}

void pgcopy_integer(struct pgcopy *c, int64_t value)
{
	uint64_t bits = htobe64((uint64_t)value);

	memcpy(field(c, sizeof(bits), sizeof(bits)), &bits, sizeof(bits));
}

void pgcopy_number(struct pgcopy *c, double value)
{
	int64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	pgcopy_integer(c, bits);
}

void pgcopy_text(struct pgcopy *c, struct span value)
{
	if (!value.at) {
		pgcopy_null(c);
	} else if (value.len < PGCOPY_ROOM / 2) {
		memcpy(field(c, (int32_t)value.len, value.len), value.at,
			value.len);
	} else if (value.len > LONGEST) {
		c->rc = err_set(&c->e, ERR_DATA, "a text of more than 1 GiB");
	} else {
		field(c, (int32_t)value.len, 0);
		flush(c);
		if (c->rc == 0)
			c->rc = pg_copy_put(c->pg, value.at, value.len, &c->e);
	}
}

void pgcopy_null(struct pgcopy *c)
{
	field(c, NONE, 0);
}

int pgcopy_end(struct pgcopy *c, int rc, struct err *e)
{
	if (rc == 0)
		pgcopy_row(c, NONE);
	if (rc == 0)
		flush(c);
	if (rc == 0 && c->rc != 0) {
		*e = c->e;
		rc = c->rc;
	}
	return pg_copy_end(c->pg, rc, e);
}
