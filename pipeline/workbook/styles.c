/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/styles.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/workbook/numfmt.h"
#include "pipeline/workbook/part.h"
#include "pipeline/workbook/xml.h"

struct format {
	unsigned id;
	unsigned place; /* in the file */
	int date;
};

struct loading {
	struct format *formats; /* those that the file defines */
	size_t n_formats;
	unsigned *used; /* the format of each style of a cell */
	size_t n_used;
	int in_formats; /* inside <numFmts>; <dxf> has others, of its own */
	int in_cells;	/* inside <cellXfs> */
};

/* Makes room for one more in an array of n. */
static void *more(void *array, size_t n, size_t size, struct err *e)
{
	void *at = n < STYLES_MAX ? array_more(array, n, size) : NULL;

	if (n >= STYLES_MAX)
		err_set(e, ERR_DATA, "more than %d styles", STYLES_MAX);
	else if (!at)
		err_memory(e);
	return at;
}

static unsigned number_of(const struct xml_attributes *a, const char *name)
{
	const char *s = xml_attribute(a, name);

	return s ? (unsigned)strtoul(s, NULL, 10) : 0;
}

static int add_format(
	struct loading *l, const struct xml_attributes *a, struct err *e)
{
	const char *code = xml_attribute(a, "formatCode");
	struct format *v = more(l->formats, l->n_formats, sizeof(*v), e);

	if (!v)
		return -1;
	l->formats = v;
	l->formats[l->n_formats] = (struct format){
		.id = number_of(a, "numFmtId"),
		.place = (unsigned)l->n_formats,
		.date = numfmt_is_date(span_of(code ? code : "")),
	};
	l->n_formats++;
	return 0;
}

static int add_style(
	struct loading *l, const struct xml_attributes *a, struct err *e)
{
	unsigned *v = more(l->used, l->n_used, sizeof(*v), e);

	if (!v)
		return -1;
	l->used = v;
	l->used[l->n_used++] = number_of(a, "numFmtId");
	return 0;
}

static int on_open(void *context, const char *name,
	const struct xml_attributes *a, struct err *e)
{
	struct loading *l = context;

	if (strcmp(name, "numFmts") == 0)
		l->in_formats = 1;
	else if (l->in_formats && strcmp(name, "numFmt") == 0)
		return add_format(l, a, e);
	else if (strcmp(name, "cellXfs") == 0)
		l->in_cells = 1;
	else if (l->in_cells && strcmp(name, "xf") == 0)
		return add_style(l, a, e);
	return 0;
}

static int on_close(void *context, const char *name, struct err *e)
{
	struct loading *l = context;

	(void)e;
	if (strcmp(name, "numFmts") == 0)
		l->in_formats = 0;
	else if (strcmp(name, "cellXfs") == 0)
		l->in_cells = 0;
	return 0;
}

static int by_id(const void *a, const void *b)
{
	const struct format *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

/* Sorts the formats; of several with one id the last stays. */
static void sort_formats(struct loading *l)
{
	size_t n = 0;

	if (l->n_formats)
		qsort(l->formats, l->n_formats, sizeof(*l->formats), by_id);
	for (size_t i = 0; i < l->n_formats; i++)
		if (i + 1 == l->n_formats ||
			l->formats[i].id != l->formats[i + 1].id)
			l->formats[n++] = l->formats[i];
	l->n_formats = n;
}

static int is_date(const struct loading *l, unsigned id)
{
	size_t low = 0, high = l->n_formats;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (l->formats[middle].id == id)
			return l->formats[middle].date;
		if (l->formats[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return numfmt_builtin_is_date(id);
}

/* All at the end: a file may define a format behind the style that has it, and
 * looking through all formats for every style would take too long. */
static int settle(struct styles *s, struct loading *l, struct err *e)
{
	s->date = malloc(l->n_used + 1);
	if (!s->date)
		return err_memory(e);
	sort_formats(l);
	for (; s->n < l->n_used; s->n++)
		s->date[s->n] = (unsigned char)is_date(l, l->used[s->n]);
	return 0;
}

int styles_read(struct styles *s, const struct zip_entry *entry, struct err *e)
{
	struct loading l = { 0 };
	struct xml_visitor visitor = { on_open, on_close, &l };
	int rc = xml_read(entry, PART_HELD_MIB, &visitor, e);

	if (rc == 0)
		rc = settle(s, &l, e);
	free(l.formats);
	free(l.used);
	return rc;
}

void styles_free(struct styles *s)
{
	free(s->date);
	*s = (struct styles){ 0 };
}
