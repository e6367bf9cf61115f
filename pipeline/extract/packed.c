/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/packed.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "pipeline/base/eight.h"

/* The last two are those of one cell: they are seldom as before, and to look
 * takes longer than to say them. */
static const size_t texts[] = {
	offsetof(struct observation, dataset),
	offsetof(struct observation, edition),
	offsetof(struct observation, release),
	offsetof(struct observation, indicator),
	offsetof(struct observation, measure),
	offsetof(struct observation, area),
	offsetof(struct observation, label),
	offsetof(struct observation, period),
	offsetof(struct observation, sheet),
	offsetof(struct observation, raw),
	offsetof(struct observation, cell),
};

enum {
	TEXTS = sizeof(texts) / sizeof(*texts),
	COMMON = TEXTS - 2,
	HAS_VALUE = 1 << TEXTS,
};

enum {
	LONG = 255, /* a length of more than a byte follows */
	/* what a record may hold in all: as much as the database takes */
	RECORD_BYTES = 1 << 20,
	/* what stands between its texts */
	FRAME_BYTES = 2 + 8 + 5 * TEXTS,
	BLOCK_BYTES = 1 << 16, /* about as many as go at once */
	ROOM_BYTES = BLOCK_BYTES + RECORD_BYTES + FRAME_BYTES,
};

struct block {
	struct block *next;
	uint32_t len;
	char bytes[];
};

struct packed {
	FILE *to; /* NULL: blocks are kept */
	struct block *first, **last;
	char *end;		    /* of what is written */
	struct span before[COMMON]; /* those of the last record, in bytes */
	char bytes[ROOM_BYTES];
};

/* Every block begins behind a record of empty texts. */
static void begin_block(struct packed *p)
{
	p->end = p->bytes;
	for (int i = 0; i < COMMON; i++)
		p->before[i] = (struct span){ "", 0 };
}

static int keep_block(struct packed *p, uint32_t len, struct err *e)
{
	struct block *kept = malloc(sizeof(*kept) + len);

	if (!kept)
		return err_memory(e);
	kept->next = NULL;
	kept->len = len;
	memcpy(kept->bytes, p->bytes, len);
	*p->last = kept;
	p->last = &kept->next;
	return 0;
}

static int end_block(struct packed *p, struct err *e)
{
	uint32_t len = (uint32_t)(p->end - p->bytes);

	if (len == 0)
		return 0;
	if (!p->to && keep_block(p, len, e) < 0)
		return -1;
	if (p->to) {
		fwrite_unlocked(&len, sizeof(len), 1, p->to);
		fwrite_unlocked(p->bytes, 1, len, p->to);
	}
	begin_block(p);
	return 0;
}

int packed_open(struct packed **out, FILE *to, struct err *e)
{
	struct packed *p = malloc(sizeof(*p));

	if (!p)
		return err_memory(e);
	p->to = to;
	p->first = NULL;
	p->last = &p->first;
	begin_block(p);
	*out = p;
	return 0;
}

void packed_close(struct packed *p)
{
	struct err none = ERR_INIT;

	if (!p)
		return;
	if (p->to)
		end_block(p, &none);
	for (struct block *b = p->first, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	free(p);
}

static inline struct span text_at(const struct observation *o, int i)
{
	struct span s;

	memcpy(&s, (const char *)o + texts[i], sizeof(s));
	return s;
}

/* A text behind to, of which *room is left for texts; NULL if it is too
 * long. */
static inline char *put_text(char *to, size_t *room, struct span s)
{
	uint32_t len = (uint32_t)s.len;

	if (s.len > *room)
		return NULL;
	*room -= s.len;
	if (len < LONG) {
		*to++ = (char)len;
	} else {
		*to++ = (char)LONG;
		memcpy(to, &len, sizeof(len));
		to += sizeof(len);
	}
	return eight_copy(to, s.at, len);
}

/* The texts that are new, and flags for them; NULL if they are too long. */
static inline char *put_texts(char *to, unsigned *flags, struct packed *p,
	const struct observation *o)
{
	size_t room = RECORD_BYTES;

	/* by itself a loop over so little takes a third of the time */
#pragma GCC unroll 9
	for (int i = 0; i < COMMON; i++) {
		struct span s = text_at(o, i), before = p->before[i];

		if (span_same(before, s))
			continue;
		*flags |= 1u << i;
		to = put_text(to, &room, s);
		if (!to)
			return NULL;
		p->before[i] = (struct span){ to - s.len, s.len };
	}
	for (int i = COMMON; to && i < TEXTS; i++)
		to = put_text(to, &room, text_at(o, i));
	return to;
}

int packed_put(struct packed *p, const struct observation *o, struct err *e)
{
	unsigned flags = (o->has_value ? HAS_VALUE : 0) | 3u << COMMON;
	char *to = p->end + sizeof(uint16_t);
	uint16_t written;

	if (o->has_value) {
		memcpy(to, &o->value, sizeof(o->value));
		to += sizeof(o->value);
	}
	to = put_texts(to, &flags, p, o);
	if (!to)
		return err_set(e, ERR_DATA, "the text of a cell is too long");
	written = (uint16_t)flags;
	memcpy(p->end, &written, sizeof(written));
	p->end = to;
	return p->end - p->bytes >= BLOCK_BYTES ? end_block(p, e) : 0;
}

/* ---- reading ---- */

static int cut_off(FILE *in, struct err *e)
{
	if (in && ferror(in))
		return err_errno(e, "cannot read", "the stream");
	return err_set(e, ERR_DATA, "the stream ends within a record");
}

/* The next n bytes of a block, of which s is what is left; NULL if there are
 * not so many. */
static inline const char *take(struct span *s, size_t n)
{
	const char *at = s->at;

	if (s->len < n)
		return NULL;
	s->at += n;
	s->len -= n;
	return at;
}

static inline int take_text(struct span *out, struct span *s)
{
	const char *at = take(s, 1);
	uint32_t len = at ? (unsigned char)*at : 0;

	if (len == LONG && (at = take(s, sizeof(len))))
		memcpy(&len, at, sizeof(len));
	if (!at || !(at = take(s, len)))
		return -1;
	*out = (struct span){ at, len };
	return 0;
}

static int take_value(struct observation *o, struct span *s, struct err *e)
{
	const char *at = take(s, sizeof(o->value));

	if (!at)
		return cut_off(NULL, e);
	memcpy(&o->value, at, sizeof(o->value));
	if (!isfinite(o->value))
		return err_set(e, ERR_DATA, "a value is not a number");
	return 0;
}

/* Changes a record into the one that follows it. */
static int take_record(struct observation *o, struct span *s, struct err *e)
{
	const char *at = take(s, sizeof(uint16_t));
	struct span text;
	uint16_t flags;

	if (!at)
		return cut_off(NULL, e);
	memcpy(&flags, at, sizeof(flags));
	o->has_value = (flags & HAS_VALUE) != 0;
	o->value = 0;
	if (o->has_value && take_value(o, s, e) < 0)
		return -1;
	for (unsigned news = flags & (HAS_VALUE - 1); news; news &= news - 1) {
		if (take_text(&text, s) < 0)
			return err_set(
				e, ERR_DATA, "the text of a cell is too long");
		memcpy((char *)o + texts[__builtin_ctz(news)], &text,
			sizeof(text));
	}
	return 0;
}

static int take_block(struct span s, observation_fn *observation, void *context,
	struct err *e)
{
	const struct span empty = { "", 0 };
	struct observation o = { .has_value = 0 };

	for (int i = 0; i < TEXTS; i++)
		memcpy((char *)&o + texts[i], &empty, sizeof(empty));
	while (s.len)
		if (take_record(&o, &s, e) < 0 ||
			observation(context, &o, e) < 0)
			return -1;
	return 0;
}

int packed_release(struct packed *p, observation_fn *observation, void *context,
	struct err *e)
{
	if (end_block(p, e) < 0)
		return -1;
	for (const struct block *b = p->first; b; b = b->next)
		if (take_block((struct span){ b->bytes, b->len }, observation,
			    context, e) < 0)
			return -1;
	return 0;
}

static int read_all(FILE *in, char *bytes, observation_fn *observation,
	void *context, struct err *e)
{
	uint32_t len;
	size_t n;

	while ((n = fread(&len, 1, sizeof(len), in)) == sizeof(len)) {
		if (len > ROOM_BYTES)
			return err_set(e, ERR_DATA,
				"a block of the stream is too long");
		if (fread(bytes, 1, len, in) != len)
			return cut_off(in, e);
		if (take_block((struct span){ bytes, len }, observation,
			    context, e) < 0)
			return -1;
	}
	return n || ferror(in) ? cut_off(in, e) : 0;
}

int packed_read(
	FILE *in, observation_fn *observation, void *context, struct err *e)
{
	char *bytes = malloc(ROOM_BYTES);
	int rc = bytes ? read_all(in, bytes, observation, context, e)
		       : err_memory(e);

	free(bytes);
	return rc;
}
