/* SPDX-License-Identifier: MIT */
#include "pipeline/report/excel.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/base/text.h"
#include "pipeline/report/excel_inside.h"
#include "pipeline/report/names.h"

const char *excel_library(void)
{
	return lxw_version();
}

/* ---- from first to last ---- */

static void names_free(struct name *list)
{
	struct name *next;

	for (; list; list = next) {
		next = list->next;
		free(list->key);
		free(list);
	}
}

static void excel_free(struct excel *x)
{
	if (x->beside)
		unlink(x->path);
	names_free(x->sheets);
	names_free(x->tables);
	free(x->dresses);
	free(x->exact);
	free(x->path);
	free(x);
}

void excel_drop(struct excel *x)
{
	if (!x)
		return;
	lxw_workbook_free(x->book);
	draft_drop(x->draft);
	excel_free(x);
}

/* Standard output has no name that the library could open. */
static char *path_for(struct excel *x)
{
	const char *path = draft_path(x->draft), *dir = getenv("TMPDIR");
	struct text name = TEXT_INIT;
	int fd;

	if (path)
		return text_copy(span_of(path));
	text_printf(&name, "%s/kosh-XXXXXX", dir && *dir ? dir : "/tmp");
	fd = name.failed ? -1 : mkstemp(name.at);
	if (fd < 0) {
		text_free(&name);
		return NULL;
	}
	close(fd);
	x->beside = 1;
	return name.at;
}

static int set_properties(struct excel *x, time_t created,
	const struct excel_properties *p, struct err *e)
{
	const char *const all[] = { p->title, p->subject, p->author, p->company,
		p->comments };
	char *copy[5] = { NULL };
	lxw_doc_properties d = { 0 };
	int rc = 0;

	for (size_t i = 0; i < 5 && rc == 0; i++) {
		const char *s = all[i] ? all[i] : "";
		const char *bad = name_bad_text(s, NAME_TABLE_MAX);

		if (bad)
			rc = err_set(e, ERR_DATA, "property '%s': %s", s, bad);
		else if (!(copy[i] = text_copy(span_of(s))))
			rc = err_memory(e);
	}
	d.title = copy[0];
	d.subject = copy[1];
	d.author = copy[2];
	d.company = copy[3];
	d.comments = copy[4];
	d.created = created > 0 ? created : 1; /* 0: the library takes now */
	if (rc == 0 && workbook_set_properties(x->book, &d) != LXW_NO_ERROR)
		rc = err_memory(e);
	for (size_t i = 0; i < 5; i++)
		free(copy[i]);
	if (rc == 0 && p->own &&
		workbook_set_custom_property_string(
			x->book, p->own_name, p->own) != LXW_NO_ERROR)
		rc = err_memory(e);
	return rc;
}

int excel_open(struct excel **out, const char *path, time_t created,
	const struct excel_properties *p, struct err *e)
{
	struct excel *x = calloc(1, sizeof(*x));

	if (!x)
		return err_memory(e);
	if (draft_open_named(&x->draft, path, e) < 0) {
		excel_free(x);
		return -1;
	}
	x->path = path_for(x);
	x->book = x->path ? workbook_new(x->path) : NULL;
	if (!x->book)
		err_set(e, ERR_SYSTEM, "cannot start a workbook");
	if (!x->book || set_properties(x, created, p, e) < 0) {
		excel_drop(x);
		return -1;
	}
	*out = x;
	return 0;
}

/* The library's file to its place, with the numbers that it cut short. */
static int put_in_place(struct excel *x, struct err *e)
{
	FILE *out = draft_stream(x->draft);
	struct file_map map = { 0 };
	char *bytes = NULL;
	int rc = -1;

	if (!x->beside && x->n_exact == 0)
		return 0;
	if (file_map(&map, x->path, e) < 0)
		return -1;
	bytes = text_copy((struct span){ map.at, map.len });
	if (!bytes)
		err_memory(e);
	else if (!x->beside && ftruncate(fileno(out), 0) < 0)
		err_errno(e, "cannot write", x->path);
	else
		rc = exact_copy(out, (struct span){ bytes, map.len }, x->exact,
			x->n_exact, e);
	free(bytes);
	file_unmap(&map);
	return rc;
}

int excel_save(struct excel *x, struct err *e)
{
	lxw_error bad;
	int rc = -1;

	if (x->fault.kind) {
		err_set(e, x->fault.kind, "%s", x->fault.text);
		excel_drop(x);
		return -1;
	}
	bad = workbook_close(x->book);
	x->book = NULL;
	if (bad != LXW_NO_ERROR)
		err_set(e, ERR_SYSTEM, "cannot write the workbook: %s",
			lxw_strerror(bad));
	else
		rc = put_in_place(x, e);
	if (rc < 0)
		draft_drop(x->draft);
	else
		rc = draft_commit(x->draft, e);
	excel_free(x);
	return rc;
}

/* ---- faults and names ---- */

void excel_fault(
	struct excel_sheet *s, uint32_t row, uint16_t column, const char *what)
{
	char place[LXW_MAX_CELL_NAME_LENGTH];

	lxw_rowcol_to_cell(place, row, column);
	err_set(&s->book->fault, ERR_DATA, "sheet '%s', cell %s: %s",
		s->sheet->name, place, what);
}

void excel_check(struct excel_sheet *s, lxw_error bad)
{
	if (bad != LXW_NO_ERROR)
		err_set(&s->book->fault, ERR_SYSTEM, "sheet '%s': %s",
			s->sheet->name, lxw_strerror(bad));
}

int excel_may(struct excel_sheet *s, uint32_t row, uint16_t column)
{
	if (!s || s->book->fault.kind)
		return 0;
	if (row < LXW_ROW_MAX && column < LXW_COL_MAX)
		return 1;
	err_set(&s->book->fault, ERR_DATA,
		"sheet '%s' is full: no row %lu, column %u", s->sheet->name,
		(unsigned long)row + 1, column + 1U);
	return 0;
}

int excel_may_text(struct excel_sheet *s, uint32_t row, uint16_t column,
	const char *text, size_t max)
{
	const char *bad;

	if (!excel_may(s, row, column))
		return 0;
	bad = name_bad_text(text, max);
	if (bad)
		excel_fault(s, row, column, bad);
	return !bad;
}

struct name *excel_name(struct excel *x, struct name **list, const char *what,
	const char *name, const char *bad)
{
	struct text key = TEXT_INIT;
	struct name *n = NULL;

	if (!bad)
		text_fold(&key, span_of(name));
	for (; !bad && key.at && *list; list = &(*list)->next)
		if (strcmp((*list)->key, key.at) == 0)
			bad = "used twice";
	if (bad)
		err_set(&x->fault, ERR_DATA, "%s '%s': %s", what, name, bad);
	else if (text_done(&key, &x->fault) == 0 &&
		!(n = calloc(1, sizeof(*n))))
		err_memory(&x->fault);
	if (!n) {
		text_free(&key);
		return NULL;
	}
	n->key = key.at;
	return *list = n;
}

struct excel_sheet *excel_sheet(struct excel *x, const char *name)
{
	struct name *n;
	struct excel_sheet *s;

	if (x->fault.kind)
		return NULL;
	n = excel_name(x, &x->sheets, "sheet", name, name_bad_sheet(name));
	if (!n)
		return NULL;
	s = &n->sheet;
	s->book = x;
	s->at = (uint16_t)x->book->num_worksheets;
	s->sheet = workbook_add_worksheet(x->book, name);
	if (!s->sheet) {
		err_memory(&x->fault);
		return NULL;
	}
	/* a text that looks like a number is meant: no green corner */
	worksheet_ignore_errors(
		s->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
	return s;
}
