/* SPDX-License-Identifier: MIT */
/*
 * Every file of the corpus of other projects' workbooks: the readable ones give
 * the cells on which independent readers agree, the others say what they are.
 * Where we differ on purpose stands in tests/corpus/differences.tsv; with which
 * words a file is refused, in tests/corpus/refusals.tsv or in the table below.
 * The corpus lies outside the tree: without it the test is skipped.
 */
#include "pipeline/base/num.h"
#include "tests/check.h"
#include "tests/truth.h"

enum outcome {
	READ,	/* all of its cells, or listed differences */
	REFUSE, /* a fault that says what it is */
	EITHER, /* as the list of refusals has it */
};

/* What becomes of the files of one kind and status in the manifest. */
struct group {
	const char *kind, *status;
	size_t files;
	enum outcome outcome;
	const char *says; /* NULL: refusals.tsv knows */
};

static const char encrypted[] = "an encrypted workbook";
static const char encrypted_xls[] =
	"an encrypted workbook: save a copy without its password";
static const char flat[] = "a flat OpenDocument workbook, "
			   "which is not read here: save it as .xlsx";
static const char ods[] = "an OpenDocument file (.ods), "
			  "which is not read here: save it as .xlsx";
static const char old[] = "a workbook of Excel 4 or older, which is not read";
static const char other_ole[] = "an Office file that is no workbook";
static const char slk[] = "a SYLK file, which is not read here: "
			  "save it as .xlsx";
static const char dif[] = "a DIF file, which is not read here: "
			  "save it as .xlsx";
static const char lotus[] = "bytes that are no workbook and no text";
static const char truncated[] = "a truncated zip";
static const char xlsb[] = "a binary workbook (.xlsb), "
			   "which is not read here: save it as .xlsx";
static const char xml2003[] = "an XML spreadsheet of 2003, "
			      "which is not read here: save it as .xlsx";
static const char xml_other[] = "an XML file that is no workbook";

static const struct group groups[] = {
	{ "binary-other", "not-run", 5, REFUSE, lotus },
	{ "dif", "not-run", 1, REFUSE, dif },
	{ "fods", "not-run", 4, REFUSE, flat },
	{ "lotus-wk", "not-run", 1, REFUSE, lotus },
	{ "ods", "ok", 10, REFUSE, ods },
	{ "ods", "single-reader", 2, REFUSE, ods },
	{ "ods", "unreadable", 1, REFUSE, ods },
	{ "ole-corrupt", "unreadable", 2, REFUSE, NULL },
	{ "ole-other", "unreadable", 4, REFUSE, other_ole },
	{ "slk", "not-run", 3, REFUSE, slk },
	{ "text", "not-run", 26, EITHER, NULL },
	{ "text", "unreadable", 1, REFUSE, NULL },
	{ "text-utf16", "not-run", 4, EITHER, NULL },
	{ "xls-biff2-raw", "ok", 3, REFUSE, old },
	{ "xls-biff3-raw", "ok", 3, REFUSE, old },
	{ "xls-biff4-raw", "ok", 4, REFUSE, old },
	{ "xls-biff5/7", "crafted:ok", 2, READ, NULL },
	{ "xls-biff5/7", "ok", 15, READ, NULL },
	{ "xls-biff5/7-encrypted", "encrypted", 1, REFUSE, encrypted_xls },
	{ "xls-biff8", "crafted:ok", 11, READ, NULL },
	{ "xls-biff8", "crafted:ok-or-error", 1, EITHER, NULL },
	{ "xls-biff8", "ok", 73, READ, NULL },
	{ "xls-biff8", "single-reader", 1, READ, NULL },
	{ "xls-biff8", "unreadable", 2, REFUSE, NULL },
	{ "xls-biff8-encrypted", "encrypted", 11, REFUSE, encrypted_xls },
	{ "xls-biff?8013", "unreadable", 1, REFUSE, NULL },
	{ "xlsb", "ok", 8, REFUSE, xlsb },
	{ "xlsm", "ok", 10, READ, NULL },
	{ "xlsm", "single-reader", 1, READ, NULL },
	{ "xlsx", "crafted:error", 8, REFUSE, NULL },
	{ "xlsx", "crafted:error-or-empty", 2, REFUSE, NULL },
	{ "xlsx", "crafted:error-or-limit", 1, REFUSE, NULL },
	{ "xlsx", "crafted:error-or-ok", 1, EITHER, NULL },
	{ "xlsx", "crafted:limit", 2, REFUSE, NULL },
	{ "xlsx", "crafted:ok", 31, READ, NULL },
	{ "xlsx", "crafted:ok-or-error", 5, EITHER, NULL },
	{ "xlsx", "crafted:ok-or-limit", 2, EITHER, NULL },
	{ "xlsx", "crafted:policy", 2, READ, NULL },
	{ "xlsx", "ok", 251, READ, NULL },
	{ "xlsx", "single-reader", 7, EITHER, NULL },
	{ "xlsx", "unreadable", 4, REFUSE, NULL },
	{ "xlsx-encrypted(ole)", "encrypted", 4, REFUSE, encrypted },
	{ "xltm", "ok", 1, READ, NULL },
	{ "xltx", "ok", 2, READ, NULL },
	{ "xml-other", "not-run", 1, REFUSE, xml_other },
	{ "xml2003", "not-run", 4, REFUSE, xml2003 },
	{ "zip-corrupt", "crafted:error", 4, REFUSE, NULL },
	{ "zip-corrupt", "crafted:ok-or-error", 1, EITHER, NULL },
	{ "zip-corrupt", "unreadable", 2, REFUSE, truncated },
	{ "zip-other", "unreadable", 4, EITHER, NULL },
};

/* A line of one of our two lists. */
struct listed {
	char *line; /* owned; the fields lie in it */
	char *field[6];
	size_t due, seen;
};

struct list {
	struct listed *v;
	size_t n;
};

enum { FILE_NAME, SHEET, CELL, OURS, THEIRS }; /* of differences */
enum { SAYS = 1 };			       /* of refusals */

struct walk {
	char root[PATH_TEXT];
	struct list differences, refusals;
	size_t seen[COUNT(groups)];
	size_t files, cells, faults;
	/* the file at hand */
	char file[PATH_TEXT];
	struct truth truth;
	int may_fail;
	struct err first; /* what it was refused with */
};

/* ---- our lists ----------------------------------------------------------- */

/* "*67" in the field of the cell stands for 67 cells. */
static size_t due_times(const struct listed *l)
{
	const char *cell = l->field[CELL];

	return cell && cell[0] == '*' && cell[1] ? strtoul(cell + 1, NULL, 10)
						 : 1;
}

static void read_list(struct list *out, const char *path)
{
	char *line = NULL, *rest;
	size_t cap = 0;
	FILE *in = fopen(path, "r");

	assert_non_null(in);
	while (getline(&line, &cap, in) > 0) {
		struct listed l = { 0 };

		if (line[0] == '#')
			continue;
		line[strcspn(line, "\n")] = '\0';
		rest = l.line = text_copy(span_of(line));
		for (size_t i = 0; rest && i < COUNT(l.field); i++)
			l.field[i] = strsep(&rest, "\t");
		l.due = due_times(&l);
		out->v = array_more(out->v, out->n, sizeof(*out->v));
		assert_non_null(out->v);
		out->v[out->n++] = l;
	}
	free(line);
	fclose(in);
}

static void free_list(struct list *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i].line);
	free(l->v);
}

static void fault(struct walk *w, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
static void fault(struct walk *w, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (w->faults++ < 1000)
		print_message("%s\t%s\n", w->file, text);
}

/* What is listed and came to pass some other number of times. */
static void check_list(struct walk *w, const struct list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct listed *l = &list->v[i];

		snprintf(w->file, sizeof(w->file), "%s", l->field[FILE_NAME]);
		if (l->seen != l->due)
			fault(w, "listed (%s, %s) and seen %zu times",
				l->field[1], l->field[2] ? l->field[2] : "",
				l->seen);
	}
}

static struct listed *find_refusal(struct walk *w)
{
	for (size_t i = 0; i < w->refusals.n; i++)
		if (strcmp(w->refusals.v[i].field[FILE_NAME], w->file) == 0)
			return &w->refusals.v[i];
	return NULL;
}

/* 1 if one line of the list is about this; "*67" holds for cells that differ
 * in their types as it says. */
static int is_about(const struct listed *l, const char *cell, const char *ours,
	const char *theirs)
{
	size_t n = strcspn(ours, " "), m = strcspn(theirs, " ");

	if (l->field[CELL][0] == '*' && l->field[CELL][1])
		return strncmp(l->field[OURS], ours, n) == 0 &&
			!l->field[OURS][n] &&
			strncmp(l->field[THEIRS], theirs, m) == 0 &&
			!l->field[THEIRS][m];
	return strcmp(l->field[CELL], cell) == 0 &&
		strcmp(l->field[OURS], ours) == 0 &&
		strcmp(l->field[THEIRS], theirs) == 0;
}

static void differ(struct walk *w, unsigned sheet, const char *cell,
	const char *ours, const char *theirs)
{
	for (size_t i = 0; i < w->differences.n; i++) {
		struct listed *l = &w->differences.v[i];

		if (strcmp(l->field[FILE_NAME], w->file) == 0 &&
			strtoul(l->field[SHEET], NULL, 10) == sheet &&
			is_about(l, cell, ours, theirs)) {
			l->seen++;
			return;
		}
	}
	fault(w, "%u\t%s\t%s\t%s", sheet, cell, ours, theirs);
}

/* 1 if a sheet of theirs is listed as none of ours. */
static int is_left_out(struct walk *w, unsigned sheet)
{
	for (size_t i = 0; i < w->differences.n; i++) {
		struct listed *l = &w->differences.v[i];

		if (strcmp(l->field[FILE_NAME], w->file) == 0 &&
			strtoul(l->field[SHEET], NULL, 10) == sheet &&
			strcmp(l->field[OURS], "left out") == 0) {
			l->seen = 1;
			return 1;
		}
	}
	return 0;
}

/* ---- cells --------------------------------------------------------------- */

static void escape(struct text *out, struct span s)
{
	static const char plain[] = "\t\n\r\\", letter[] = "tnr\\";

	for (size_t i = 0; i < s.len; i++) {
		const char *p = s.at[i] ? strchr(plain, s.at[i]) : NULL;

		if (p)
			text_printf(out, "\\%c", letter[p - plain]);
		else if (s.at[i])
			text_putc(out, s.at[i]);
		else
			text_puts(out, "\\0");
	}
}

/* 1 if text is what the truth has escaped. */
static int same_text(struct span text, struct span escaped)
{
	struct text ours = TEXT_INIT;
	int same;

	if (!memchr(escaped.at, '\\', escaped.len))
		return text.len == escaped.len &&
			memcmp(text.at, escaped.at, text.len) == 0;
	escape(&ours, text);
	same = ours.len == escaped.len &&
		memcmp(ours.at, escaped.at, ours.len) == 0;
	text_free(&ours);
	return same;
}

static int same_number(const struct cell *c, struct span value)
{
	double theirs;

	return (c->type == CELL_NUMBER || c->type == CELL_DATE) &&
		num_parse(&theirs, value.at, value.len) == 0 &&
		fabs(c->number - theirs) <= 1e-12 * fmax(1, fabs(theirs));
}

static int same_date(
	const struct truth_cell *t, const struct book *b, const struct cell *c)
{
	char iso[32];

	cell_date(iso, b, c);
	return c->type == CELL_DATE &&
		(!t->value.len || same_number(c, t->value)) &&
		(!t->iso.len || span_is(t->iso, iso) ||
			(t->iso.len == 19 && strncmp(iso, t->iso.at, 19) == 0));
}

static int same_cell(
	const struct truth_cell *t, const struct book *b, const struct cell *c)
{
	switch (t->type) {
	case TRUTH_NUMBER:
		return c->type == CELL_NUMBER && same_number(c, t->value);
	case TRUTH_DATE:
		return same_date(t, b, c);
	case TRUTH_NUMERIC:
		return same_number(c, t->value);
	case TRUTH_BOOLEAN:
		return c->type == CELL_BOOLEAN &&
			(c->number != 0) == span_is(t->value, "TRUE");
	case TRUTH_ERROR:
		return c->type == CELL_ERROR && same_text(c->text, t->value);
	case TRUTH_TEXT:
		return c->type == CELL_TEXT && same_text(c->text, t->value);
	default:
		return 1;
	}
}

static void show_theirs(struct text *out, const struct truth_cell *t)
{
	static const char *const names[] = { "number", "date", "text",
		"boolean", "error", "number" };
	struct span value = t->iso.len ? t->iso : t->value;

	text_printf(out, "%s ", names[t->type]);
	for (size_t i = 0; i < value.len; i++)
		if (value.at[i])
			text_putc(out, value.at[i]);
		else
			text_puts(out, "\\0");
}

static void show_ours(
	struct text *out, const struct book *b, const struct cell *c)
{
	struct text value = TEXT_INIT;

	cell_value(&value, b, c);
	text_printf(out, "%s ", cell_type_name(c->type));
	escape(out, (struct span){ value.at, value.len });
	text_free(&value);
}

/* Either cell may be NULL, for one that is not there. */
static void compare(struct walk *w, unsigned sheet, const struct truth_cell *t,
	const struct book *b, const struct cell *c)
{
	struct text ours = TEXT_INIT, theirs = TEXT_INIT;
	char address[CELL_ADDRESS];

	w->cells += t && t->type != TRUTH_DISPUTED;
	if (t && (t->type == TRUTH_DISPUTED || (c && same_cell(t, b, c))))
		return;
	cell_address(address, t ? t->row : c->row, t ? t->column : c->column);
	if (c)
		show_ours(&ours, b, c);
	else
		text_puts(&ours, "nothing");
	if (t)
		show_theirs(&theirs, t);
	else
		text_puts(&theirs, "nothing");
	differ(w, sheet, address, ours.at, theirs.at);
	text_free(&ours);
	text_free(&theirs);
}

/* The cells of one sheet; seen tells which of the truth's have come. */
struct matching {
	struct truth_cell *cells;
	char *seen;
	size_t n, next;
};

static struct truth_cell *match(struct matching *m, struct truth_cell key)
{
	size_t low = 0, high = m->n;

	if (m->next < m->n && truth_order(&m->cells[m->next], &key) == 0)
		low = m->next;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = truth_order(&m->cells[middle], &key);

		if (order == 0) {
			m->seen[middle] = 1;
			m->next = middle + 1;
			return &m->cells[middle];
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static struct matching begin_matching(const struct truth *t, unsigned sheet)
{
	struct matching m = { 0 };
	size_t start = 0;

	while (start < t->n && t->cells[start].sheet < sheet)
		start++;
	while (start + m.n < t->n && t->cells[start + m.n].sheet == sheet)
		m.n++;
	m.cells = t->cells + start;
	m.seen = calloc(m.n + 1, 1);
	assert_non_null(m.seen);
	return m;
}

static void compare_row(struct walk *w, struct matching *m, unsigned sheet,
	const struct book *b, const struct row *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct cell *c = &r->cells[i];
		struct truth_cell *t = match(m,
			(struct truth_cell){ .sheet = sheet,
				.row = c->row,
				.column = c->column });

		/* to them an empty text is no cell */
		if (t ||
			(w->truth.is_all && c->type != CELL_BLANK &&
				(c->type != CELL_TEXT || c->text.len)))
			compare(w, sheet, t, b, c);
	}
}

static void compare_sheet(
	struct walk *w, struct book *b, size_t i, unsigned sheet)
{
	struct matching m = begin_matching(&w->truth, sheet);
	struct err e = ERR_INIT;
	struct sheet *s = NULL;
	char cells[64];
	struct row r;
	int rc = sheet_open(&s, b, i, &e);

	while (rc == 0 && (rc = sheet_next(s, &r, &e)) > 0) {
		compare_row(w, &m, sheet, b, &r);
		rc = 0;
	}
	sheet_close(s);
	snprintf(cells, sizeof(cells), "%zu cells", m.n);
	if (rc < 0 && w->first.kind == ERR_NONE)
		w->first = e;
	if (rc < 0 && !w->may_fail)
		differ(w, sheet, "-", e.text, cells);
	for (size_t k = 0; rc == 0 && k < m.n; k++)
		if (!m.seen[k])
			compare(w, sheet, &m.cells[k], b, NULL);
	free(m.seen);
}

/* ---- sheets -------------------------------------------------------------- */

static void compare_name(
	struct walk *w, unsigned sheet, const struct book *b, size_t i)
{
	static const char *const states[] = { "visible", "hidden",
		"very hidden" };
	const struct truth_sheet *theirs = &w->truth.sheets[sheet - 1];

	if (strcmp(theirs->name, book_sheet_name(b, i)) != 0)
		differ(w, sheet, "name", book_sheet_name(b, i), theirs->name);
	if (theirs->state != book_sheet_state(b, i))
		differ(w, sheet, "state", states[book_sheet_state(b, i)],
			states[theirs->state]);
}

static void compare_book(struct walk *w, struct book *b)
{
	size_t theirs = w->truth.n_sheets;
	unsigned sheet = 0;

	for (size_t i = 0; i < book_sheets(b); i++) {
		do {
			sheet++;
		} while (is_left_out(w, sheet));
		if (theirs && sheet <= theirs)
			compare_name(w, sheet, b, i);
		else if (theirs)
			differ(w, sheet, "name", book_sheet_name(b, i), "none");
		compare_sheet(w, b, i, sheet);
	}
	while (++sheet <= theirs)
		if (!is_left_out(w, sheet))
			differ(w, sheet, "name", "none",
				w->truth.sheets[sheet - 1].name);
}

/* ---- files --------------------------------------------------------------- */

/* The sentence without the path in front. */
static const char *sentence(const struct walk *w)
{
	const char *path = strstr(w->first.text, w->file);

	return path ? path + strlen(w->file) + 3 : w->first.text;
}

/* Refused, or not, as the group of the file has it. */
static void judge(struct walk *w, const struct group *g)
{
	struct listed *l = find_refusal(w);
	const char *due = l ? l->field[SAYS] : g->says;

	if (l)
		l->seen++;
	if (l && g->outcome == READ)
		fault(w, "listed as refused, and must be read");
	if (g->outcome == REFUSE && !due)
		fault(w, "no word on how it is refused: %s", sentence(w));
	if (due && strcmp(sentence(w), due) != 0)
		fault(w, "'%s', and should be '%s'", sentence(w), due);
	if (w->first.kind != ERR_NONE && w->first.kind != ERR_DATA)
		fault(w, "a fault of ours: %s", w->first.text);
}

static void check_file(struct walk *w, const struct group *g)
{
	char folder[PATH_TEXT], path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct book *b = NULL;

	path_in(folder, w->root, "truth");
	path_in(path, folder, w->file);
	truth_read(&w->truth, path);
	if (strcmp(g->status, "single-reader") == 0)
		w->truth.is_all = 0;
	path_in(folder, w->root, "files");
	path_in(path, folder, w->file);
	w->first = (struct err)ERR_INIT;
	w->may_fail = g->outcome == REFUSE || find_refusal(w);
	if (book_open(&b, path, NULL, &e) < 0)
		w->first = e;
	else
		compare_book(w, b);
	if (!b && !w->may_fail)
		differ(w, 0, "-", sentence(w), "cells");
	judge(w, g);
	book_close(b);
	truth_free(&w->truth);
}

static const struct group *find_group(const char *kind, const char *status)
{
	for (size_t i = 0; i < COUNT(groups); i++)
		if (strcmp(groups[i].kind, kind) == 0 &&
			strcmp(groups[i].status, status) == 0)
			return &groups[i];
	return NULL;
}

/* A line of the manifest: file, kind, status, and more. */
static void check_line(struct walk *w, char *line)
{
	const char *file = strsep(&line, "\t"), *kind = strsep(&line, "\t");
	const char *status = strsep(&line, "\t");
	const struct group *g;

	assert_non_null(status);
	snprintf(w->file, sizeof(w->file), "%s", file);
	g = find_group(kind, status);
	w->files++;
	if (!g) {
		fault(w, "nobody knows what becomes of a %s, %s", kind, status);
		return;
	}
	w->seen[g - groups]++;
	check_file(w, g);
}

static void check_manifest(struct walk *w)
{
	char path[PATH_TEXT], *line = NULL;
	size_t cap = 0;
	FILE *in;

	path_in(path, w->root, "MANIFEST.tsv");
	in = fopen(path, "r");
	assert_non_null(in);
	assert_true(getline(&line, &cap, in) > 0);
	while (getline(&line, &cap, in) > 0)
		check_line(w, line);
	fclose(in);
	free(line);
}

static void all_files_give_their_cells_or_say_what_they_are(void **state)
{
	struct walk w = { 0 };

	(void)state;
	shared_in(w.root, "corpus");
	read_list(&w.differences, "tests/corpus/differences.tsv");
	read_list(&w.refusals, "tests/corpus/refusals.tsv");
	check_manifest(&w);
	check_list(&w, &w.differences);
	check_list(&w, &w.refusals);
	for (size_t i = 0; i < COUNT(groups); i++)
		assert_int_equal(w.seen[i], groups[i].files);
	print_message("%zu files, %zu agreed cells, %zu lines of differences, "
		      "%zu of refusals, %zu faults\n",
		w.files, w.cells, w.differences.n, w.refusals.n, w.faults);
	free_list(&w.differences);
	free_list(&w.refusals);
	assert_int_equal(w.files, 550);
	assert_true(w.cells > 920000);
	assert_int_equal(w.faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			all_files_give_their_cells_or_say_what_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
