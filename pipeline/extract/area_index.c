/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/area_index.h"

#include <stdlib.h>

int area_index_open(struct area_index **out, struct err *e)
{
	*out = calloc(1, sizeof(**out));
	return *out ? 0 : err_memory(e);
}

void area_index_close(struct area_index *x)
{
	if (!x)
		return;
	text_free(&x->key);
	ids_free(&x->places);
	free(x->labels);
	free(x);
}

static struct span key_of(const struct area_index *x)
{
	return (struct span){ x->key.at, x->key.len };
}

static struct area_label *find(const struct area_index *x)
{
	const int64_t *place = ids_find(&x->places, key_of(x));

	return place ? &x->labels[*place] : NULL;
}

/* Room for what the key is to mean. */
static struct area_label *add(struct area_index *x, struct err *e)
{
	struct area_label *all = array_more(x->labels, x->n, sizeof(*all));

	if (!all) {
		err_memory(e);
		return NULL;
	}
	x->labels = all;
	if (ids_add(&x->places, key_of(x), (int64_t)x->n, e) < 0)
		return NULL;
	return &all[x->n++];
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

	if (text_done(&x->key, e) < 0)
		return -1;
	if (!x->key.len)
		return err_set(e, ERR_DATA, "a %s is empty", what);
	at = find(x);
	if (at && at->own == label.own)
		return same(at->found, label.found)
			? 0
			: err_set(e, ERR_DATA, "%s '%s' means both %s and %s",
				  what, label.label, word(at->found),
				  word(label.found));
	label.key = at ? at->key : arena_copy(text, key_of(x));
	if (!label.key)
		return err_memory(e);
	at = at ? at : add(x, e);
	if (!at)
		return -1;
	*at = label;
	return 0;
}

struct area_found area_index_find(const struct area_index *x)
{
	const struct area_label *at = x->key.failed ? NULL : find(x);

	return at ? at->found : (struct area_found){ AREA_UNKNOWN, NULL };
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
