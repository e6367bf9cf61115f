/* SPDX-License-Identifier: MIT */
/*
 * A zip of lists of values as a workbook: publishers pack a table with what
 * explains it. Each .csv or .tsv is a sheet; other files are passed over.
 */
#include "pipeline/workbook/zipbook.h"

#include <stdlib.h>
#include <strings.h>

#include "pipeline/workbook/charset.h"
#include "pipeline/workbook/csvbook.h"

struct member {
	const struct zip_entry *entry;
	const char *base; /* its name without folders */
	int is_shared;	  /* another has that, too */
};

struct zipbook {
	struct zip *zip;
	struct member *v; /* a sheet each */
	size_t n;
};

static const char *base_of(const struct zip_entry *entry)
{
	const char *slash = strrchr(entry->name, '/');

	return slash ? slash + 1 : entry->name;
}

static int ends_in(const struct zip_entry *entry, const char *ending)
{
	size_t n = strlen(entry->name), m = strlen(ending);

	return n > m && strcasecmp(entry->name + n - m, ending) == 0;
}

/* A Mac keeps what belongs to "a.csv" in "__MACOSX/._a.csv". */
static int is_list(const struct zip_entry *entry)
{
	return (ends_in(entry, ".csv") || ends_in(entry, ".tsv")) &&
		*base_of(entry) != '.';
}

int zipbook_has_lists(const struct zip *z)
{
	for (size_t i = 0; i < zip_entries(z); i++)
		if (is_list(zip_entry(z, i)))
			return 1;
	return 0;
}

static int is_workbook(const struct zip_entry *entry)
{
	static const char *const endings[] = { ".xlsx", ".xls", ".xlsm",
		".xlsb", ".ods" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (ends_in(entry, endings[i]))
			return *base_of(entry) != '.';
	return 0;
}

const char *zipbook_packed(const struct zip *z)
{
	const struct zip_entry *first = NULL;

	for (size_t i = 0; i < zip_entries(z); i++) {
		const struct zip_entry *entry = zip_entry(z, i);

		if (is_workbook(entry) &&
			(!first || entry->number < first->number))
			first = entry;
	}
	return first ? base_of(first) : NULL;
}

/* ---- the sheets ---------------------------------------------------------- */

static int by_base(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return strcmp(x->base, y->base);
}

static int by_number(const void *a, const void *b)
{
	size_t x = ((const struct member *)a)->entry->number;
	size_t y = ((const struct member *)b)->entry->number;

	return (x > y) - (x < y);
}

/* In the order of the directory. */
static int take_members(struct zipbook *z, struct err *e)
{
	size_t all = zip_entries(z->zip);

	z->v = calloc(all + 1, sizeof(*z->v));
	if (!z->v)
		return err_memory(e);
	for (size_t i = 0; i < all; i++) {
		const struct zip_entry *entry = zip_entry(z->zip, i);

		if (is_list(entry))
			z->v[z->n++] =
				(struct member){ entry, base_of(entry), 0 };
	}
	qsort(z->v, z->n, sizeof(*z->v), by_base);
	for (size_t i = 1; i < z->n; i++)
		if (by_base(&z->v[i - 1], &z->v[i]) == 0)
			z->v[i - 1].is_shared = z->v[i].is_shared = 1;
	qsort(z->v, z->n, sizeof(*z->v), by_number);
	return 0;
}

/* What is no UTF-8 is in the code page of the first zips. */
static int add_sheet(
	struct book *b, struct codepage *cp, const char *name, struct err *e)
{
	struct text decoded = TEXT_INIT;
	struct span s = span_of(name);
	int rc = -1;

	if (text_is_utf8(s))
		return book_add_sheet(b, s, SHEET_VISIBLE, e);
	codepage_put(&decoded, cp, (const unsigned char *)name, s.len);
	s = (struct span){ decoded.at, decoded.len };
	if (text_done(&decoded, e) == 0)
		rc = book_add_sheet(b, s, SHEET_VISIBLE, e);
	text_free(&decoded);
	return rc;
}

static int add_sheets(struct book *b, const struct zipbook *z, struct err *e)
{
	enum { CP_437 = 437 };
	struct codepage *cp = NULL;
	int rc = codepage_open(&cp, CP_437, e);

	for (size_t i = 0; rc == 0 && i < z->n; i++)
		rc = add_sheet(b, cp,
			z->v[i].is_shared ? z->v[i].entry->name : z->v[i].base,
			e);
	codepage_close(cp);
	return rc;
}

/* ---- the reader ---------------------------------------------------------- */

static int zipbook_open(struct book *b, struct err *e)
{
	struct zipbook *z = calloc(1, sizeof(*z));

	if (!z)
		return err_memory(e);
	b->state = z;
	if (zip_open(&z->zip, book_bytes(b), e) < 0 || take_members(z, e) < 0)
		return -1;
	return add_sheets(b, z, e);
}

static void zipbook_close(void *state)
{
	struct zipbook *z = state;

	if (!z)
		return;
	zip_close(z->zip);
	free(z->v);
	free(z);
}

/* A .tsv has tabs, or it were none. */
static int zipbook_sheet_open(
	void **out, struct book *b, size_t sheet, struct err *e)
{
	const struct zipbook *z = b->state;
	const struct zip_entry *entry = z->v[sheet].entry;
	struct book_csv csv = b->csv;

	if (ends_in(entry, ".tsv"))
		csv.separator = '\t';
	return csvbook_sheet_read(
		out, (struct span){ NULL, 0 }, entry, &csv, e);
}

const struct reader reader_zip = {
	.format = "zip",
	.is_list = 1,
	.open = zipbook_open,
	.close = zipbook_close,
	.sheet_open = zipbook_sheet_open,
	.sheet_next = csvbook_sheet_next,
	.sheet_close = csvbook_sheet_close,
};
