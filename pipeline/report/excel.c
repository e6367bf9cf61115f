/* SPDX-License-Identifier: MIT */
#include "pipeline/report/excel.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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
		stream_free(list->sheet.stream);
		free(list->key);
		free(list);
	}
}

static void excel_free(struct excel *x)
{
	if (x->scratch)
		fclose(x->scratch);
	if (x->named)
		unlink(x->path);
	for (size_t i = 0; i < x->n_rows; i++)
		repack_rows_free(x->rows[i]);
	free(x->rows);
	names_free(x->sheets);
	names_free(x->tables);
	free(x->dresses);
	free(x->exact);
	free(x->path);
	free(x->folder);
	free(x->to);
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

/* Where scratch files go: $TMPDIR, or else where the workbook goes, which has
 * to have room for it anyway. */
static char *scratch_folder(const char *path)
{
	const char *dir = getenv("TMPDIR"), *slash = strrchr(path, '/');
	struct stat st;

	if (dir && *dir)
		return text_copy(span_of(dir));
	if (strcmp(path, "-") == 0 ||
		(stat(path, &st) == 0 &&
			(!S_ISREG(st.st_mode) || st.st_nlink == 0)))
		return text_copy(span_of("/tmp"));
	return text_copy(slash
			? (struct span){ path, (size_t)(slash - path) + 1 }
			: span_of("."));
}

/* Without a name if the system can do that; *name is NULL then. */
static int open_scratch(char **name, const char *folder)
{
	struct text path = TEXT_INIT;
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	*name = NULL;
	if (fd >= 0)
		return fd;
	text_printf(&path, "%s/kosh-XXXXXX", folder);
	fd = path.failed ? -1 : mkostemp(path.at, O_CLOEXEC);
	if (fd < 0)
		text_free(&path);
	*name = path.at;
	return fd;
}

static FILE *scratch_stream(int fd, const char *folder, struct err *e)
{
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w+");

	if (f)
		return f;
	if (fd >= 0)
		close(fd);
	err_errno(e, "cannot write a temporary file in", folder);
	return NULL;
}

FILE *excel_scratch(struct excel *x, struct err *e)
{
	char *name;
	int fd = open_scratch(&name, x->folder);

	if (name)
		unlink(name);
	free(name);
	return scratch_stream(fd, x->folder, e);
}

/* A file for the library, which opens it by a name. */
static int open_library_file(struct excel *x, struct err *e)
{
	struct text path = TEXT_INIT;
	char *name;
	int fd = open_scratch(&name, x->folder);

	x->scratch = scratch_stream(fd, x->folder, e);
	x->named = name != NULL;
	if (!name) {
		text_printf(&path, "/proc/self/fd/%d", fd);
		name = path.at;
	}
	x->path = name;
	if (!x->scratch)
		return -1;
	return name ? 0 : err_memory(e);
}

static int set_own(
	struct excel *x, const struct excel_property *p, struct err *e)
{
	const char *bad = name_bad_text(p->name, NAME_TABLE_MAX);

	if (!bad)
		bad = name_bad_text(p->text, NAME_TABLE_MAX);
	if (bad || !*p->name)
		return err_set(e, ERR_DATA, "property '%.80s': %s", p->name,
			bad ? bad : "no name");
	return workbook_set_custom_property_string(x->book, p->name, p->text) ==
			LXW_NO_ERROR
		? 0
		: err_memory(e);
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
		const char *s = all[i] ? all[i] : "", *bad;

		copy[i] = text_copy(span_of(s));
		if (!copy[i]) {
			rc = err_memory(e);
			break;
		}
		name_fit(copy[i], NAME_TABLE_MAX);
		bad = name_bad_text(copy[i], NAME_TABLE_MAX);
		if (bad)
			rc = err_set(
				e, ERR_DATA, "property '%.80s': %s", s, bad);
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
	/* one of the names that Excel itself proposes */
	if (rc == 0 && p->language)
		rc = set_own(x,
			&(struct excel_property){ "Language", p->language }, e);
	for (size_t i = 0; i < p->n_own && rc == 0; i++)
		rc = set_own(x, &p->own[i], e);
	return rc;
}

static int start_book(struct excel *x, time_t created,
	const struct excel_properties *p, struct err *e)
{
	lxw_workbook_options o = { .tmpdir = x->folder };

	if (!x->folder || !x->to)
		return err_memory(e);
	if (open_library_file(x, e) < 0)
		return -1;
	x->book = workbook_new_opt(x->path, &o);
	return x->book ? set_properties(x, created, p, e) : err_memory(e);
}

int excel_open(struct excel **out, const char *path, time_t created,
	const struct excel_properties *p, struct err *e)
{
	struct excel *x = calloc(1, sizeof(*x));

	if (!x)
		return err_memory(e);
	x->to = text_copy(span_of(path));
	x->folder = scratch_folder(path);
	if (draft_open(&x->draft, path, e) < 0 ||
		start_book(x, created, p, e) < 0) {
		excel_drop(x);
		return -1;
	}
	*out = x;
	return 0;
}

/* The library's file to its place, with what the library cannot do. */
static int put_in_place(struct excel *x, struct err *e)
{
	const struct repack change = { x->exact, x->n_exact, x->rows,
		x->n_rows };
	struct file_map map = { 0 };
	int rc;

	if (file_map(&map, x->path, e) < 0)
		return -1;
	rc = repack_copy(draft_stream(x->draft),
		(struct span){ map.at, map.len }, &change, e);
	file_unmap(&map);
	return rc;
}

/* The library prints what it returns as well, which is for us to say. */
static lxw_error close_quietly(lxw_workbook *book)
{
	int kept = dup(STDERR_FILENO), none;
	lxw_error bad;

	none = kept < 0 ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (none >= 0)
		dup2(none, STDERR_FILENO);
	bad = workbook_close(book);
	if (none >= 0) {
		dup2(kept, STDERR_FILENO);
		close(none);
	}
	if (kept >= 0)
		close(kept);
	return bad;
}

static int close_book(struct excel *x, struct err *e)
{
	lxw_error bad;

	for (struct name *n = x->sheets; n; n = n->next)
		if (stream_end(&n->sheet, e) < 0)
			return -1;
	bad = close_quietly(x->book);
	x->book = NULL;
	if (bad != LXW_NO_ERROR)
		return err_set(e, ERR_SYSTEM, "%s", lxw_strerror(bad));
	return put_in_place(x, e);
}

int excel_save(struct excel *x, struct err *e)
{
	int rc;

	if (x->fault.kind) {
		err_set(e, x->fault.kind, "%s", x->fault.text);
		excel_drop(x);
		return -1;
	}
	if (close_book(x, e) < 0) {
		if (ferror(draft_stream(x->draft)))
			err_in(e, "%.200s", x->to);
		else
			err_in(e,
				"cannot write the workbook (is there room in "
				"'%.200s'?)",
				x->folder);
		excel_drop(x);
		return -1;
	}
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
