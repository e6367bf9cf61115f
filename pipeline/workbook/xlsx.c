/* SPDX-License-Identifier: MIT */
/* The reader of .xlsx: a zip of XML parts that refer to each other. */
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/arena.h"
#include "pipeline/workbook/grid.h"
#include "pipeline/workbook/package.h"
#include "pipeline/workbook/part.h"
#include "pipeline/workbook/reader.h"
#include "pipeline/workbook/serial.h"
#include "pipeline/workbook/window.h"
#include "pipeline/workbook/xml.h"

enum { SHEETS_MAX = 10000 };

struct sheet_part {
	const struct relation *relation; /* NULL if there is none */
	const struct zip_entry *entry;	 /* NULL if it is not there */
};

struct xlsx {
	struct zip *zip;
	struct relations relations; /* of the workbook part */
	struct sheet_part *parts;   /* per sheet */
	int tables_read;
	struct strings strings;
	struct styles styles;
};

/* The list of sheets while it is read. */
struct sheet_list {
	struct book *book;
	struct xlsx *x;
	int begun; /* the root was seen */
};

static enum sheet_state state_of(const struct xml_attributes *a)
{
	const char *state = xml_attribute(a, "state");

	if (state && strcmp(state, "hidden") == 0)
		return SHEET_HIDDEN;
	if (state && strcmp(state, "veryHidden") == 0)
		return SHEET_VERY_HIDDEN;
	return SHEET_VISIBLE;
}

static enum serial_epoch epoch_of(const struct xml_attributes *a)
{
	if (xml_is_true(a, "date1904"))
		return SERIAL_1904;
	return xml_attribute(a, "dateCompatibility") &&
			!xml_is_true(a, "dateCompatibility")
		? SERIAL_1899
		: SERIAL_1900;
}

static int list_sheet(
	struct sheet_list *l, const struct xml_attributes *a, struct err *e)
{
	const char *name = xml_attribute(a, "name"), *id = xml_relation(a);
	const struct relation *r =
		id ? relations_by_id(&l->x->relations, id) : NULL;
	size_t n = l->book->n_sheets;
	struct sheet_part *parts;

	/* chart sheets, dialogs, macros; a module of Excel 5 has no part */
	if (!id || !*id || (r && !relation_is(r, "worksheet")))
		return 0;
	if (!name)
		return err_set(e, ERR_DATA, "a sheet without a name");
	if (n >= SHEETS_MAX)
		return err_set(e, ERR_DATA, "more than %d sheets", SHEETS_MAX);
	parts = array_more(l->x->parts, n, sizeof(*parts));
	if (!parts)
		return err_memory(e);
	l->x->parts = parts;
	parts[n].relation = r;
	parts[n].entry = r ? zip_find(l->x->zip, r->target) : NULL;
	return book_add_sheet(l->book, span_of(name), state_of(a), e);
}

static int on_open(void *context, const char *name,
	const struct xml_attributes *a, struct err *e)
{
	struct sheet_list *l = context;

	if (!l->begun && strcmp(name, "workbook") != 0)
		return err_set(
			e, ERR_DATA, "begins with <%s>, not <workbook>", name);
	l->begun = 1;
	if (strcmp(name, "workbookPr") == 0)
		l->book->epoch = epoch_of(a);
	else if (strcmp(name, "sheet") == 0)
		return list_sheet(l, a, e);
	return 0;
}

/* The part that the package takes for its main one must be a workbook's. */
static int check_kind(const struct relation *main,
	const struct zip_entry *entry, struct err *e)
{
	if (!entry && main)
		return err_set(e, ERR_DATA,
			"a damaged workbook: part '%s' is not there",
			main->target);
	if (!entry)
		return err_set(e, ERR_DATA, "a zip that is no workbook");
	return 0;
}

/* The workbook part: what the package points to, or its usual place. NULL with
 * a fault where this is no workbook. */
static const struct zip_entry *find_workbook(const struct zip *z, struct err *e)
{
	struct relations r = { 0 };
	const struct relation *main;
	const struct zip_entry *entry = NULL;

	if (relations_read(&r, z, "", e) == 0) {
		main = relations_by_type(&r, "officeDocument");
		entry = zip_find(z, main ? main->target : "xl/workbook.xml");
		if (check_kind(main, entry, e) < 0)
			entry = NULL;
	}
	relations_free(&r);
	return entry;
}

static int by_entry(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t)((const struct sheet_part *)a)->entry;
	uintptr_t y = (uintptr_t)((const struct sheet_part *)b)->entry;

	return (x > y) - (x < y);
}

/* A part that is many sheets would be read as many times. */
static int check_shared(const struct xlsx *x, size_t n, struct err *e)
{
	struct sheet_part *v = calloc(n, sizeof(*v));
	int rc = 0;

	if (!v)
		return err_memory(e);
	memcpy(v, x->parts, n * sizeof(*v));
	qsort(v, n, sizeof(*v), by_entry);
	for (size_t i = 1; rc == 0 && i < n; i++)
		if (v[i].entry && v[i].entry == v[i - 1].entry)
			rc = err_set(e, ERR_DATA,
				"two sheets are one part, '%s'",
				v[i].entry->name);
	free(v);
	return rc;
}

static int xlsx_open(struct book *b, struct err *e)
{
	struct xlsx *x = calloc(1, sizeof(*x));
	struct sheet_list l = { .book = b, .x = x };
	struct xml_visitor visitor = { on_open, NULL, &l };
	const struct zip_entry *workbook;

	if (!x)
		return err_memory(e);
	b->state = x;
	if (zip_open(&x->zip, book_bytes(b), e) < 0)
		return -1;
	workbook = find_workbook(x->zip, e);
	if (!workbook ||
		relations_read(&x->relations, x->zip, workbook->name, e) < 0 ||
		xml_read(workbook, PART_SMALL_MIB, &visitor, e) < 0)
		return -1;
	if (b->n_sheets == 0)
		return err_set(e, ERR_DATA, "a workbook without sheets");
	return check_shared(x, b->n_sheets, e);
}

static void xlsx_close(void *state)
{
	struct xlsx *x = state;

	if (!x)
		return;
	strings_free(&x->strings);
	styles_free(&x->styles);
	relations_free(&x->relations);
	free(x->parts);
	zip_close(x->zip);
	free(x);
}

/* The part of a table that the workbook has but once. */
static const struct zip_entry *table(
	const struct xlsx *x, const char *type, const char *usual)
{
	const struct relation *r = relations_by_type(&x->relations, type);

	return zip_find(x->zip, r ? r->target : usual);
}

/* Styles and shared strings, read when the first sheet needs them. A workbook
 * may have neither. */
static int read_tables(struct xlsx *x, struct err *e)
{
	const struct zip_entry *styles = table(x, "styles", "xl/styles.xml");
	const struct zip_entry *strings =
		table(x, "sharedStrings", "xl/sharedStrings.xml");

	if (x->tables_read)
		return 0;
	styles_free(&x->styles);
	strings_free(&x->strings);
	if ((styles && styles_read(&x->styles, styles, e) < 0) ||
		(strings && strings_read(&x->strings, strings, e) < 0))
		return -1;
	x->tables_read = 1;
	return 0;
}

static int xlsx_sheet_open(
	void **out, struct book *b, size_t sheet, struct err *e)
{
	struct xlsx *x = b->state;
	const struct sheet_part *part = &x->parts[sheet];
	struct stored_tables tables = { &x->strings, &x->styles, b->epoch };
	struct source *source = NULL;
	struct grid *g = NULL;

	if (!part->entry)
		return err_set(e, ERR_DATA, "its part '%s' is not there",
			part->relation ? part->relation->target : "");
	if (read_tables(x, e) < 0 ||
		source_open(&source, part->entry, PART_STREAMED_MIB, e) < 0 ||
		grid_open(&g, source, &tables, WINDOW_SIZE, e) < 0)
		return -1;
	*out = g;
	return 0;
}

static int xlsx_sheet_next(void *sheet, struct row *out, struct err *e)
{
	return grid_next(out, sheet, e);
}

static void xlsx_sheet_close(void *sheet)
{
	grid_close(sheet);
}

const struct reader reader_xlsx = {
	.format = "xlsx",
	.open = xlsx_open,
	.close = xlsx_close,
	.sheet_open = xlsx_sheet_open,
	.sheet_next = xlsx_sheet_next,
	.sheet_close = xlsx_sheet_close,
};
