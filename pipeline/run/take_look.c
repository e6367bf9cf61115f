/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "pipeline/base/child.h"
#include "pipeline/extract/extraction.h"
#include "pipeline/run/take_inside.h"
#include "pipeline/workbook/book.h"

/* At a file, in a locked process. */
struct look {
	const char *path;
	struct book_csv csv;
	struct book *book;
};

static int open_book(void *context, struct err *e)
{
	struct look *l = context;

	return book_map(&l->book, l->path, &l->csv, e);
}

static int look(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct look *l = context;
	int rc = book_begin(l->book, e);

	(void)out;
	(void)aside;
	book_close(l->book);
	return rc;
}

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcasecmp(s + n - m, end) == 0;
}

/* Any text is a csv to the reader, an error message in JSON too. What is called
 * .xlsx is none; an .xls may be, publishers do that. */
static int is_called_right(const char *path, const char *file, struct err *e)
{
	struct file_map map;
	int zip;

	if (!ends_with(file, ".xlsx") && !ends_with(file, ".xlsm"))
		return 0;
	if (file_map(&map, path, e) < 0)
		return -1;
	zip = map.len > 4 && memcmp(map.at, "PK\3\4", 4) == 0;
	file_unmap(&map);
	return zip ? 0
		   : err_set(e, ERR_DATA,
			     "'%s' is no .xlsx: its bytes are no zip", file);
}

int take_look(const char *path, const struct spec_workbook *w, struct err *e)
{
	struct look l = { path, extraction_csv(w->csv), NULL };
	struct child *c = NULL;

	if (child_start(&c,
		    &(struct child_task){ .work = look,
			    .context = &l,
			    .prepare = open_book,
			    .lock = SANDBOX_PURE },
		    e) < 0)
		return -1;
	while (getc(child_out(c)) != EOF)
		;
	return child_end(c, e) < 0 ? -1 : is_called_right(path, w->file, e);
}
