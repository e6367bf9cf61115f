/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/area_index.h"

#include <stdint.h>
#include <stdlib.h>

enum { SMALLEST = 4096 };

static int grow(struct area_index *x, struct err *e);

int area_index_open(struct area_index **out, struct err *e)
{
	struct area_index *x = calloc(1, sizeof(*x));

	if (!x)
		return err_memory(e);
	if (grow(x, e) < 0) {
		free(x);
		return -1;
	}
	*out = x;
	return 0;
}

void area_index_close(struct area_index *x)
{
	if (!x)
		return;
	text_free(&x->key);
	free(x->slots);
	free(x);
}

static uint64_t hash(const char *s)
{
	uint64_t h = 1469598103934665603ULL;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211ULL;
	return h ^ h >> 29;
}

static struct area_label *slot(const struct area_index *x, const char *key)
{
	size_t i = (size_t)hash(key) & (x->size - 1);

	while (x->slots[i].key && strcmp(x->slots[i].key, key) != 0)
		i = (i + 1) & (x->size - 1);
	return &x->slots[i];
}

static int grow(struct area_index *x, struct err *e)
{
	struct area_index bigger = { .size = x->size ? x->size * 2 : SMALLEST };

	bigger.slots = calloc(bigger.size, sizeof(*bigger.slots));
	if (!bigger.slots)
		return err_memory(e);
	for (size_t i = 0; i < x->size; i++)
		if (x->slots[i].key)
			*slot(&bigger, x->slots[i].key) = x->slots[i];
	free(x->slots);
	x->slots = bigger.slots;
	x->size = bigger.size;
	return 0;
}

static const char *word(struct area_found f)
{
	return f.area			    ? f.area->code
		: f.sense == AREA_AGGREGATE ? "an aggregate"
					    : "no code";
}

static int same(struct area_found a, struct area_found b)
{
	return a.sense == b.sense && a.area == b.area;
}

int area_index_add(struct area_index *x, struct arena *text, const char *what,
	struct area_label label, struct err *e)
{
	struct area_label *at;

	if (text_done(&x->key, e) < 0 ||
		(x->n * 2 >= x->size && grow(x, e) < 0))
		return -1;
	if (!x->key.len)
		return err_set(e, ERR_DATA, "a %s is empty", what);
	at = slot(x, x->key.at);
	if (at->key && at->own == label.own)
		return same(at->found, label.found)
			? 0
			: err_set(e, ERR_DATA, "%s '%s' means both %s and %s",
				  what, label.label, word(at->found),
				  word(label.found));
	x->n += !at->key;
	label.key = arena_copy(text, (struct span){ x->key.at, x->key.len });
	if (!label.key)
		return err_memory(e);
	*at = label;
	return 0;
}

struct area_found area_index_find(const struct area_index *x)
{
	/* keys end at a NUL byte, labels do not */
	if (x->key.failed || !x->key.at || strlen(x->key.at) != x->key.len)
		return (struct area_found){ AREA_UNKNOWN, NULL };
	return slot(x, x->key.at)->found;
}

void area_key_label(struct area_index *x, struct span label)
{
	text_clear(&x->key);
	text_fold(&x->key, label);
}

void area_key_code(struct area_index *x, const char *system, struct span code)
{
	text_clear(&x->key);
	code = span_trim(code);
	if (!code.len)
		return;
	text_puts(&x->key, system);
	text_putc(&x->key, ' ');
	if (strcmp(system, "m49") == 0)
		for (size_t n = code.len; n < 3; n++)
			text_putc(&x->key, '0');
	text_add(&x->key, code.at, code.len);
}
