/* SPDX-License-Identifier: MIT */
#include "pipeline/fetch/links.h"

#include <stdlib.h>
#include <strings.h>

#include "pipeline/base/child.h"
#include "pipeline/base/url.h"

enum { PARTS = 4, MEMORY_MIB = 1024 };

/* ---- in the locked process ---- */

static void put(FILE *out, const char *text)
{
	fwrite(text, 1, strnlen(text, LINKS_TEXT - 1), out);
	putc('\0', out);
}

void links_head(FILE *out, const char *text)
{
	put(out, text);
}

void links_put(FILE *out, const struct link *l)
{
	if (strlen(l->url) >= LINKS_TEXT)
		return;
	put(out, l->url);
	put(out, l->title);
	put(out, l->modified);
	put(out, l->type);
}

struct finding {
	links_finder *find;
	struct span bytes;
};

static int find_in_child(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct finding *f = context;

	(void)aside;
	return f->find(out, f->bytes, e);
}

/* ---- in ours ---- */

/* The next text of what comes in; NULL at its end. A process that was taken
 * over may write what it likes: what has no end or is no UTF-8 counts as the
 * end. */
static const char *take(struct arena *a, FILE *in, struct err *e)
{
	char text[LINKS_TEXT];
	size_t n = 0;
	const char *copy;
	int c;

	while ((c = getc(in)) > 0 && n < sizeof(text))
		text[n++] = (char)c;
	if (c != 0 || !text_is_utf8((struct span){ text, n }))
		return NULL;
	copy = arena_copy(a, (struct span){ text, n });
	if (!copy)
		err_memory(e);
	return copy;
}

static int take_link(struct links *l, FILE *in, struct err *e)
{
	const char *part[PARTS];
	struct link *all;

	for (int i = 0; i < PARTS; i++)
		if (!(part[i] = take(&l->texts, in, e)))
			return 0;
	all = array_more(l->all, l->n, sizeof(*all));
	if (!all) {
		err_memory(e);
		return 0;
	}
	l->all = all;
	all[l->n++] = (struct link){ part[0], part[1], part[2], part[3] };
	return 1;
}

static void take_all(struct links *l, FILE *in, struct err *e)
{
	const char *head = take(&l->texts, in, e);
	size_t parts = 0;
	int c;

	l->head = head ? head : "";
	while (head && l->n < LINKS_MOST && take_link(l, in, e))
		;
	while ((c = getc(in)) != EOF)
		parts += c == 0;
	l->left_out = parts / PARTS;
}

int links_find(struct links *out, links_finder *find, const char *who,
	struct span bytes, struct err *e)
{
	struct finding f = { find, bytes };
	struct child_task task = {
		.work = find_in_child,
		.context = &f,
		.lock = SANDBOX_PURE,
		.limits = { .cpu_seconds = LINKS_SECONDS,
			.memory_mib = MEMORY_MIB },
		.who = who,
	};
	struct links found = LINKS_INIT;
	struct child *c = NULL;

	if (child_start(&c, &task, e) < 0)
		return -1;
	take_all(&found, child_out(c), e);
	if (child_end(c, e) < 0 || e->kind != ERR_NONE) {
		links_free(&found);
		return -1;
	}
	*out = found;
	return 0;
}

void links_free(struct links *l)
{
	free(l->all);
	arena_free(&l->texts);
	*l = (struct links)LINKS_INIT;
}

int link_is_spreadsheet(const struct link *l)
{
	static const char *const types[] = {
		"application/vnd.openxmlformats-officedocument.spreadsheetml.",
		"application/vnd.ms-excel",
		"application/vnd.oasis.opendocument.spreadsheet",
		"text/csv",
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strncasecmp(l->type, types[i], strlen(types[i])) == 0)
			return 1;
	return url_is_spreadsheet(l->url);
}
