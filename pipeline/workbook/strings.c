/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/strings.h"

#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/workbook/chars.h"
#include "pipeline/workbook/part.h"
#include "pipeline/workbook/shape.h"

/* The text of a <t>. */
static int add_run(struct text *out, struct scan *s, struct err *e)
{
	size_t start = out->len;

	if (scan_content(out, s, e) < 0)
		return -1;
	if (out->len > start)
		out->len = start +
			chars_unescape(out->at + start, out->len - start);
	return 0;
}

int strings_rich(struct text *out, struct scan *s, struct err *e)
{
	struct tag t;
	int rc = 0, in_run = 0;

	while (rc == 0) {
		if (scan_tag(&t, s, e) < 0)
			return -1;
		if (t.kind == TAG_CLOSE && !in_run)
			return 0;
		if (t.kind == TAG_CLOSE)
			in_run = 0;
		else if (t.kind == TAG_EMPTY)
			continue;
		else if (span_is(t.name, "t"))
			rc = add_run(out, s, e);
		else if (span_is(t.name, "r") && !in_run)
			in_run = 1;
		else
			rc = scan_skip(&t, s, e);
	}
	return -1;
}

static int end_string(struct strings *s, struct err *e)
{
	uint32_t *ends;

	if (s->n == STRINGS_MAX || s->text.len > UINT32_MAX)
		return err_set(e, ERR_DATA, "too many shared strings");
	ends = array_more(s->ends, s->n, sizeof(*ends));
	if (!ends)
		return err_memory(e);
	s->ends = ends;
	s->ends[s->n++] = (uint32_t)s->text.len;
	return 0;
}

/* How <si><t>text</t></si> is written, with the prefix that names bear. */
struct shapes {
	struct mark si_open, t_open, t_close, si_close;
};

static void set_shapes(struct shapes *m, const char *prefix)
{
	mark_set(&m->si_open, "<", prefix, "si>");
	mark_set(&m->t_open, "<", prefix, "t");
	mark_set(&m->t_close, "</", prefix, "t>");
	mark_set(&m->si_close, "</", prefix, "si>");
}

/* The string of plain shape at *p: 1, or 0 where there is none. */
static int plain_string(
	struct span *out, int *coded, const struct shapes *m, char **p)
{
	char *q = mark_pass(&m->si_open, *p);

	q = q ? mark_pass(&m->t_open, q) : NULL;
	q = q ? shape_skip_attributes(q) : NULL;
	if (!q || *q != '>')
		return 0;
	q = mark_pass(&m->t_close, shape_text(out, coded, q + 1));
	q = q ? mark_pass(&m->si_close, q) : NULL;
	if (!q)
		return 0;
	*p = q;
	return 1;
}

/* Takes the strings of plain shape that lie ahead. */
static int take_plain(struct strings *s, struct window *w,
	const struct shapes *m, struct err *e)
{
	struct span text;
	int coded;

	while (plain_string(&text, &coded, m, &w->next)) {
		if (coded && shape_decode(&text, 1, e) < 0)
			return -1;
		text_add(&s->text, text.at, text.len);
		if (text_done(&s->text, e) < 0 || end_string(s, e) < 0)
			return -1;
	}
	return 0;
}

static int read_all(struct strings *s, struct scan *scan, struct err *e)
{
	struct shapes shapes;
	enum tag_kind root;
	struct tag t;

	if (scan_root(&root, scan, "sst", e) < 0)
		return -1;
	set_shapes(&shapes, names_lead(&scan->names));
	while (root == TAG_OPEN) {
		if (take_plain(s, &scan->window, &shapes, e) < 0 ||
			scan_tag(&t, scan, e) < 0)
			return -1;
		if (t.kind == TAG_CLOSE)
			break;
		if (!span_is(t.name, "si")) {
			if (scan_skip(&t, scan, e) < 0)
				return -1;
			continue;
		}
		if ((t.kind == TAG_OPEN &&
			    strings_rich(&s->text, scan, e) < 0) ||
			end_string(s, e) < 0)
			return -1;
	}
	return window_drain(&scan->window, e);
}

int strings_read(
	struct strings *s, const struct zip_entry *entry, struct err *e)
{
	struct source *source = NULL;
	struct scan scan = { 0 };
	int rc = -1;

	if (source_open(&source, entry, PART_HELD_MIB, e) < 0)
		return -1;
	text_add(&s->text, "", 0);
	if (text_done(&s->text, e) < 0)
		source_close(source);
	else if (scan_open(&scan, source, WINDOW_SIZE, e) == 0)
		rc = read_all(s, &scan, e);
	scan_close(&scan);
	return rc < 0 ? err_in(e, "shared strings") : 0;
}

void strings_free(struct strings *s)
{
	text_free(&s->text);
	free(s->ends);
	*s = (struct strings)STRINGS_INIT;
}
