/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/scan.h"

#include <stdint.h>
#include <string.h>

#include "pipeline/workbook/chars.h"

enum { MARK_LONGEST = 9 }; /* "<![CDATA[" */

int scan_open(struct scan *s, struct source *take, size_t window, struct err *e)
{
	*s = (struct scan){ .text_max = SIZE_MAX };
	return window_open(&s->window, take, window, e);
}

void scan_close(struct scan *s)
{
	names_free(&s->names);
	window_close(&s->window);
}

/* Makes sure that the mark at next can be told apart. */
static int see_mark(struct window *w, struct err *e)
{
	int rc = 1;

	while (rc > 0 && w->end - w->next < MARK_LONGEST)
		rc = window_fill(w, e);
	return rc < 0 ? -1 : 0;
}

static int starts(const struct window *w, const char *mark)
{
	return strncmp(w->next, mark, strlen(mark)) == 0;
}

/* Behind the '<' of what is no tag: skips it. */
static int skip_markup(struct window *w, struct err *e)
{
	if (see_mark(w, e) < 0)
		return -1;
	if (starts(w, "<?"))
		return window_skip_past(w, "?>", e);
	if (starts(w, "<!--")) {
		w->next += 4;
		return window_skip_past(w, "-->", e);
	}
	if (starts(w, "<![CDATA["))
		return window_skip_past(w, "]]>", e);
	if (starts(w, "<!DOCTYPE"))
		return err_set(e, ERR_DATA, "a DOCTYPE, which is refused");
	return err_set(e, ERR_DATA, "malformed XML");
}

/* Behind the '>' of the tag at p; NULL if the window ends before. *bad tells
 * of a '<' inside. */
static char *tag_end(char *p, const char *end, int *bad)
{
	char quote = '\0';

	for (p++; p < end; p++) {
		if (*p == '<') {
			*bad = 1;
			return NULL;
		}
		if (quote) {
			if (*p == quote)
				quote = '\0';
		} else if (*p == '"' || *p == '\'') {
			quote = *p;
		} else if (*p == '>') {
			return p + 1;
		}
	}
	return NULL;
}

/* The tag at next, whole and with its prefix. */
static int whole_tag(struct tag *out, struct window *w, struct err *e)
{
	int bad = 0;
	char *end;

	while (!(end = tag_end(w->next, w->end, &bad))) {
		if (bad)
			return err_set(e, ERR_DATA, "malformed XML");
		if (window_need(w, e) < 0)
			return -1;
	}
	tag_split(out, w->next + 1, end - 1);
	w->next = end;
	if (out->name.len == 0)
		return err_set(e, ERR_DATA, "malformed XML");
	return 0;
}

/* Moves to the next '<' that begins a tag: 1, or 0 at the end. */
static int find_tag(struct window *w, struct err *e)
{
	int rc;

	for (;;) {
		char *p = memchr(w->next, '<', (size_t)(w->end - w->next));

		w->next = p ? p : w->end;
		if (!p || p + 1 == w->end) {
			rc = p ? window_need(w, e) : window_fill(w, e);
			if (rc <= 0)
				return rc;
		} else if (p[1] != '!' && p[1] != '?') {
			return 1;
		} else if (skip_markup(w, e) < 0) {
			return -1;
		}
	}
}

int scan_tag(struct tag *out, struct scan *s, struct err *e)
{
	int rc = find_tag(&s->window, e);

	if (rc == 0)
		return err_set(e, ERR_DATA, "the XML stops short");
	if (rc < 0 || whole_tag(out, &s->window, e) < 0)
		return -1;
	return names_resolve(out, &s->names, e);
}

int scan_root(
	enum tag_kind *kind, struct scan *s, const char *name, struct err *e)
{
	struct tag t;
	int rc = find_tag(&s->window, e);

	if (rc == 0)
		return err_set(e, ERR_DATA, "no XML");
	if (rc < 0 || whole_tag(&t, &s->window, e) < 0 ||
		names_root(&s->names, &t, e) < 0 ||
		names_resolve(&t, &s->names, e) < 0)
		return -1;
	if (!span_is(t.name, name) || t.kind == TAG_CLOSE)
		return err_set(e, ERR_DATA, "begins with <%.*s>, not <%s>",
			SPAN(t.name), name);
	*kind = t.kind;
	return 0;
}

int scan_skip(const struct tag *t, struct scan *s, struct err *e)
{
	int depth = t->kind == TAG_OPEN;
	struct tag inner;

	while (depth > 0) {
		if (scan_tag(&inner, s, e) < 0)
			return -1;
		depth += (inner.kind == TAG_OPEN) - (inner.kind == TAG_CLOSE);
		if (depth > SCAN_DEPTH_MAX)
			return err_set(e, ERR_DATA, "tags more than %d deep",
				SCAN_DEPTH_MAX);
	}
	return 0;
}

/* Appends bytes as they are up to mark, or to the next '<' if mark is NULL,
 * and moves there. */
static int gather(
	struct text *out, struct scan *s, const char *mark, struct err *e)
{
	size_t n = mark ? strlen(mark) : 1, left, take;
	struct window *w = &s->window;
	const char *found;

	for (;;) {
		left = (size_t)(w->end - w->next);
		found = memmem(w->next, left, mark ? mark : "<", n);
		take = found	    ? (size_t)(found - w->next)
			: left >= n ? left - (n - 1)
				    : 0;
		text_add(out, w->next, take);
		w->next += take;
		if (out->len > s->text_max)
			return err_set(e, ERR_DATA,
				"a text of more than %zu MiB",
				s->text_max >> 20);
		if (found)
			return text_done(out, e);
		if (window_need(w, e) < 0)
			return -1;
	}
}

/* Appends a piece of text and resolves it where it has come to lie. */
static int take_piece(
	struct text *out, struct scan *s, const char *mark, struct err *e)
{
	size_t start = out->len, len;
	int rc;

	if (gather(out, s, mark, e) < 0)
		return -1;
	len = out->len - start;
	if (len == 0)
		return 0;
	rc = mark ? chars_resolve_cdata(out->at + start, &len, e)
		  : chars_resolve(out->at + start, &len, e);
	out->len = start + len;
	return rc;
}

/* Appends text up to the next tag. */
static int read_text(struct text *out, struct scan *s, struct err *e)
{
	struct window *w = &s->window;

	for (;;) {
		if (take_piece(out, s, NULL, e) < 0 || see_mark(w, e) < 0)
			return -1;
		if (starts(w, "<![CDATA[")) {
			w->next += 9;
			if (take_piece(out, s, "]]>", e) < 0)
				return -1;
			w->next += 3;
		} else if (starts(w, "<!") || starts(w, "<?")) {
			if (skip_markup(w, e) < 0)
				return -1;
		} else {
			return 0;
		}
	}
}

int scan_content(struct text *out, struct scan *s, struct err *e)
{
	struct tag t;

	for (;;) {
		if (read_text(out, s, e) < 0 || scan_tag(&t, s, e) < 0)
			return -1;
		if (t.kind == TAG_CLOSE)
			return 0;
		if (scan_skip(&t, s, e) < 0)
			return -1;
	}
}
