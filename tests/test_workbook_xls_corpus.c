/* SPDX-License-Identifier: MIT */
/*
 * The .xls of other projects and of publishers, against the cells that other
 * readers agree on. They lie outside the tree: where KOSH_TEST_DATA (or else
 * ../shared) does not exist, these tests are skipped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>

#include "pipeline/base/arena.h"
#include "pipeline/base/num.h"
#include "pipeline/workbook/cfb.h"
#include "pipeline/workbook/charset.h"
#include "pipeline/workbook/crosscheck.h"
#include "tests/xlsbuild.h"

static const char *data_root(void)
{
	const char *root = getenv("KOSH_TEST_DATA");

	return root ? root : "../shared";
}

static const char *data_path(char buf[PATH_TEXT], const char *rest)
{
	snprintf(buf, PATH_TEXT, "%.500s/%.500s", data_root(), rest);
	return buf;
}

static void need(const char *rest)
{
	char path[PATH_TEXT];

	if (!file_exists(data_path(path, rest))) {
		print_message("skipped: no %s\n", path);
		skip();
	}
}

/* ---- our cells ----------------------------------------------------------- */

/* "sheet\tB7\ttype\tvalue", sorted. */
struct lines {
	char **at;
	size_t n;
	char error[480];
};

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void free_lines(struct lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->at[i]);
	free(l->at);
}

/* As the corpus writes it: tab, line feed and backslash escaped. */
static void escape(struct text *out, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		switch (s.at[i]) {
		case '\t':
			text_puts(out, "\\t");
			break;
		case '\n':
			text_puts(out, "\\n");
			break;
		case '\\':
			text_puts(out, "\\\\");
			break;
		default:
			text_putc(out, s.at[i]);
		}
}

static void add_cell(struct lines *l, const char *sheet, const struct cell *c)
{
	char address[CELL_ADDRESS], digits[NUM_TEXT];
	struct text line = TEXT_INIT;

	if (c->type == CELL_BLANK || (c->type == CELL_TEXT && !c->text.len))
		return;
	cell_address(address, c->row, c->column);
	text_printf(&line, "%s\t%s\t%c\t", sheet, address, "-nsbde"[c->type]);
	if (c->type == CELL_BOOLEAN)
		text_puts(&line, c->number != 0 ? "TRUE" : "FALSE");
	else
		escape(&line, cell_stored(digits, c));
	l->at = array_more(l->at, l->n, sizeof(*l->at));
	l->at[l->n++] = line.at;
}

static int add_sheet_cells(
	struct lines *l, struct book *b, size_t i, struct err *e)
{
	struct sheet *s = NULL;
	struct row row;
	int rc;

	if (sheet_open(&s, b, i, e) < 0)
		return -1;
	while ((rc = sheet_next(s, &row, e)) > 0)
		for (size_t k = 0; k < row.n; k++)
			add_cell(l, book_sheet_name(b, i), &row.cells[k]);
	sheet_close(s);
	return rc;
}

static void read_lines(struct lines *l, const char *path)
{
	struct book *b = NULL;
	struct err e = ERR_INIT;

	*l = (struct lines){ .n = 0 };
	if (book_open(&b, path, NULL, &e) == 0)
		for (size_t i = 0; i < book_sheets(b); i++)
			if (add_sheet_cells(l, b, i, &e) < 0)
				break;
	snprintf(l->error, sizeof(l->error), "%s", e.text);
	book_close(b);
	if (l->n)
		qsort(l->at, l->n, sizeof(*l->at), compare_lines);
}

/* ---- their cells --------------------------------------------------------- */

/* Names of the sheets by their number, from meta.json; "" for a chart. */
struct names {
	struct text at[400];
};

static unsigned hex4(const char *p)
{
	char digits[5] = { p[0], p[1], p[2], p[3], 0 };

	return (unsigned)strtoul(digits, NULL, 16);
}

static void unquote(struct text *out, const char *p)
{
	struct utf16 u = { 0, 0 };
	unsigned char unit[2];

	for (; *p && *p != '"'; p++) {
		if (p[0] == '\\' && p[1] == 'u') {
			unit[0] = (unsigned char)hex4(p + 2);
			unit[1] = (unsigned char)(hex4(p + 2) >> 8);
			charset_utf16(out, &u, unit, 1);
			p += 5;
		} else {
			p += *p == '\\';
			text_putc(out, *p);
		}
	}
}

static void read_names(struct names *n, const char *path)
{
	FILE *in = fopen(path, "r");
	char line[4096];
	unsigned i = 0;

	*n = (struct names){ .at = { TEXT_INIT } };
	while (in && fgets(line, sizeof(line), in)) {
		if (sscanf(line, "\"idx\": %u", &i) == 1 && i >= 400)
			i = 0;
		if (strncmp(line, "\"name\": \"", 9) == 0)
			unquote(&n->at[i], line + 9);
		if (strncmp(line, "\"ChartSheet\"", 12) == 0)
			text_clear(&n->at[i]);
	}
	if (in)
		fclose(in);
}

static void free_names(struct names *n)
{
	for (size_t i = 0; i < 400; i++)
		text_free(&n->at[i]);
}

/* A negative number under a date format: a date to some, a number to us, as it
 * is in .xlsx too. */
static int is_same(const char *theirs, const char *ours)
{
	const char *a = strrchr(theirs, '\t'), *b = strrchr(ours, '\t');
	double x, y;

	if (num_parse(&x, a + 1, strlen(a + 1)) < 0 ||
		num_parse(&y, b + 1, strlen(b + 1)) < 0)
		return strcmp(theirs, ours) == 0;
	if (a[-1] != b[-1] && !(a[-1] == 'd' && b[-1] == 'n' && x < 0))
		return 0;
	return a[-1] == 's' ? strcmp(a, b) == 0
			    : fabs(x - y) <= 1e-12 * fabs(x);
}

/* The line of ours for the same sheet and cell. */
static const char *find(const struct lines *l, const char *key)
{
	size_t low = 0, high = l->n, n = strlen(key);

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (strncmp(l->at[mid], key, n) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < l->n && strncmp(l->at[low], key, n) == 0 ? l->at[low]
							      : NULL;
}

struct tally {
	size_t files, cells, wrong;
};

/* A line of cells.tsv: sheet number, cell, type, value, and more. */
static void check_line(struct tally *t, const struct lines *ours,
	const struct names *names, char *line)
{
	struct text theirs = TEXT_INIT;
	char *f[4] = { NULL };
	const char *found, *sheet;

	for (int i = 0; i < 4; i++)
		f[i] = strsep(&line, "\t\n");
	sheet = names->at[atol(f[0]) % 400].at;
	if (!sheet || !*sheet)
		return;
	text_printf(&theirs, "%s\t%s\t", sheet, f[1]);
	found = find(ours, theirs.at);
	text_printf(&theirs, "%s\t%s", f[2], f[3]);
	t->cells++;
	if (!found || !is_same(theirs.at, found)) {
		t->wrong++;
		print_message("theirs %s\nours   %s\n", theirs.at,
			found ? found : "nothing");
	}
	text_free(&theirs);
}

static void check_cells(
	struct tally *t, const struct lines *ours, const char *local)
{
	char path[PATH_TEXT], rest[PATH_TEXT];
	struct names names;
	FILE *in;
	char *line = NULL;
	size_t cap = 0;

	snprintf(rest, sizeof(rest), "corpus/truth/%s/meta.json", local);
	read_names(&names, data_path(path, rest));
	snprintf(rest, sizeof(rest), "corpus/truth/%s/cells.tsv", local);
	in = fopen(data_path(path, rest), "r");
	while (in && getline(&line, &cap, in) > 0)
		check_line(t, ours, &names, line);
	if (in)
		fclose(in);
	free(line);
	free_names(&names);
}

/* ---- the walk ------------------------------------------------------------ */

/* What must become of a file of that kind and status. */
static void check_error(const char *local, const char *kind, const char *status,
	const char *error)
{
	if (strcmp(status, "encrypted") == 0)
		assert_non_null(strstr(error, "an encrypted workbook"));
	else if (strstr(local, "korean-cp949-biff5")) /* its sheet is at 0 */
		assert_non_null(strstr(error, "it is not where"));
	else if (kind[8] < '5')
		assert_non_null(strstr(error, "Excel 4 or older"));
	else if (strcmp(status, "unreadable") == 0)
		assert_string_not_equal(error, "");
	else
		assert_string_equal(error, "");
}

/* A line of the manifest: file, kind, status, and more. */
static void check_file(struct tally *t, char *line)
{
	char rest[PATH_TEXT], path[PATH_TEXT];
	char *f[3] = { NULL };
	struct lines ours;

	for (int i = 0; i < 3; i++)
		f[i] = strsep(&line, "\t\n");
	if (!f[2] || strncmp(f[1], "xls-biff", 8) != 0)
		return;
	snprintf(rest, sizeof(rest), "corpus/files/%s", f[0]);
	read_lines(&ours, data_path(path, rest));
	check_error(f[0], f[1], f[2], ours.error);
	if (f[1][8] >= '5') {
		t->files++;
		check_cells(t, &ours, f[0]);
	}
	free_lines(&ours);
}

static void cells_are_those_that_other_readers_agree_on(void **state)
{
	struct tally t = { 0, 0, 0 };
	char path[PATH_TEXT], *line = NULL;
	size_t cap = 0;
	FILE *in;

	(void)state;
	need("corpus/MANIFEST.tsv");
	in = fopen(data_path(path, "corpus/MANIFEST.tsv"), "r");
	assert_non_null(in);
	while (getline(&line, &cap, in) > 0)
		check_file(&t, line);
	fclose(in);
	free(line);
	print_message("%zu files, %zu cells\n", t.files, t.cells);
	assert_true(t.files > 100 && t.cells > 70000);
	assert_int_equal(t.wrong, 0);
}

static void an_export_with_overlapping_chains_gives_its_stream(void **state)
{
	struct cfb *c = NULL;
	struct cfb_stream s = CFB_STREAM_INIT;
	struct err e = ERR_INIT;
	struct file_map map;
	char path[PATH_TEXT];

	(void)state;
	need("data/odd/imf-dm-export-20220203-2.xls");
	data_path(path, "data/odd/imf-dm-export-20220203-2.xls");
	assert_int_equal(file_map(&map, path, &e), 0);
	assert_int_equal(cfb_open(&c, (struct span){ map.at, map.len }, &e), 0);
	assert_int_equal(cfb_read(&s, c, "Workbook", &e), 0);
	assert_int_equal(s.len, 197276);
	cfb_stream_free(&s);
	cfb_close(c);
	file_unmap(&map);
}

static void a_web_page_of_a_publisher_is_named_so(void **state)
{
	struct lines l;
	char path[PATH_TEXT];

	(void)state;
	need("data/odd/Political-Finance-Data-20161206.xls");
	read_lines(&l,
		data_path(
			path, "data/odd/Political-Finance-Data-20161206.xls"));
	assert_non_null(strstr(l.error, "': a web page (HTML) saved as a "));
	assert_int_equal(l.n, 0);
	free_lines(&l);
}

static void libfreexl_reads_the_same_plain_cells(void **state)
{
	static const struct {
		const char *path;
		size_t same;
	} files[] = {
		{ "data/odd/imf-dm-export-20220203-2.xls", 10945 },
		{ "data/heritage/index2021_data.xls", 6290 },
		{ "data/whr/DataPanelWHR2021C2.xls", 21077 },
		{ "data/worldbank/API_SP.POP.TOTL_DS2_en_excel_v2_33073.xls",
			19636 },
	};
	struct xls_check check;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		need(files[i].path);
		data_path(path, files[i].path);
		assert_int_equal(
			xls_cross_check(&check, path, NULL, NULL, &e), 0);
		assert_string_equal(check.refused, "");
		assert_int_equal(check.same, files[i].same);
		assert_int_equal(check.differs, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_those_that_other_readers_agree_on),
		cmocka_unit_test(
			an_export_with_overlapping_chains_gives_its_stream),
		cmocka_unit_test(a_web_page_of_a_publisher_is_named_so),
		cmocka_unit_test(libfreexl_reads_the_same_plain_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
