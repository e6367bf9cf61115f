/* SPDX-License-Identifier: MIT */
#include "pipeline/store/extent.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/num.h"

enum { PLACE, VALUE, SHEET, ARGUMENTS };

/* The figures with a fraction on one sheet. */
struct page {
	int64_t sheet;
	int64_t places[NUM_PLACES + 1]; /* how many have so many */
};

/* Starts as zeros. */
struct extent {
	int64_t given, zeros, further;
	double least, greatest;
	int some; /* any value at all */
	struct page *pages;
	size_t n, last; /* pages; which one was met last */
};

/* NULL if there is no memory for it. */
static struct page *page_of(struct extent *x, int64_t sheet)
{
	struct page *pages;

	if (x->n && x->pages[x->last].sheet == sheet)
		return &x->pages[x->last];
	for (x->last = 0; x->last < x->n; x->last++)
		if (x->pages[x->last].sheet == sheet)
			return &x->pages[x->last];
	pages = array_more(x->pages, x->n, sizeof(*pages));
	if (!pages)
		return NULL;
	x->pages = pages;
	pages[x->n] = (struct page){ .sheet = sheet };
	return &pages[x->n++];
}

static int has_fraction(double value)
{
	return fabs(value) < 1e15 && value != (double)(int64_t)value;
}

static void step(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct extent *x = sqlite3_aggregate_context(c, sizeof(*x));
	int further = sqlite3_value_int(v[PLACE]) > 0;
	struct page *page;
	double value;

	(void)n;
	if (!x)
		return;
	x->further += further;
	if (sqlite3_value_type(v[VALUE]) == SQLITE_NULL)
		return;
	value = sqlite3_value_double(v[VALUE]);
	x->given += !further;
	x->zeros += !further && value == 0;
	if (!x->some || value < x->least)
		x->least = value;
	if (!x->some || value > x->greatest)
		x->greatest = value;
	x->some = 1;
	if (!has_fraction(value))
		return;
	page = page_of(x, sqlite3_value_int64(v[SHEET]));
	if (page)
		page->places[num_places(value)]++;
	else
		sqlite3_result_error_nomem(c);
}

/* SQLite reads what does not fit a double as infinite. */
static void put_number(struct text *t, double value)
{
	char number[NUM_TEXT];

	if (isfinite(value)) {
		num_format(number, value);
		text_printf(t, ",%s", number);
	} else {
		text_puts(t, value < 0 ? ",-9e999" : ",9e999");
	}
}

/* A figure that rounds to no place at all has no fraction but noise. */
static void put_page(struct text *t, const struct page *p)
{
	const char *before = "";

	text_printf(t, "[%lld,[", (long long)p->sheet);
	for (int i = 1; i <= NUM_PLACES; i++)
		if (p->places[i]) {
			text_printf(t, "%s[%d,%lld]", before, i,
				(long long)p->places[i]);
			before = ",";
		}
	text_puts(t, "]]");
}

static int by_sheet(const void *a, const void *b)
{
	const struct page *x = a, *y = b;

	return (x->sheet > y->sheet) - (x->sheet < y->sheet);
}

static void put(struct text *t, const struct extent *x)
{
	text_printf(t, "[%lld,%lld,%lld", (long long)x->given,
		(long long)x->zeros, (long long)x->further);
	if (x->some) {
		put_number(t, x->least);
		put_number(t, x->greatest);
	} else {
		text_puts(t, ",null,null");
	}
	text_puts(t, ",[");
	if (x->n > 1)
		qsort(x->pages, x->n, sizeof(*x->pages), by_sheet);
	for (size_t i = 0; i < x->n; i++) {
		if (i)
			text_putc(t, ',');
		put_page(t, &x->pages[i]);
	}
	text_puts(t, "]]");
}

static void finish(sqlite3_context *c)
{
	struct extent *x = sqlite3_aggregate_context(c, 0);
	struct text json = TEXT_INIT;

	if (!x)
		return;
	put(&json, x);
	if (json.failed)
		sqlite3_result_error_nomem(c);
	else
		sqlite3_result_text(
			c, json.at, (int)json.len, SQLITE_TRANSIENT);
	text_free(&json);
	free(x->pages);
}

int extent_install(struct sqlite3 *sqlite)
{
	return sqlite3_create_function(sqlite, "extent", ARGUMENTS,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
		NULL, step, finish);
}
