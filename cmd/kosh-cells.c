/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli.h"
#include "pipeline/base/child.h"
#include "pipeline/base/file.h"
#include "pipeline/base/record.h"
#include "pipeline/workbook/book.h"
#include "pipeline/workbook/crosscheck.h"

static const char *format = "csv", *output = "-", *only, *separator = ",",
		  *mark = ".";
static int list_sheets, with_blanks, cross_check;

static const struct cli_tool tool = {
	.name = "kosh-cells",
	.does = "print the cells of a workbook (.xlsx, .xls, .csv)",
	.arguments = "FILE",
	.min_args = 1,
	.max_args = 1,
	.opts =
		(const struct cli_opt[]){
			{ "sheets", 0, CLI_FLAG, &list_sheets, NULL,
				"list the sheets instead" },
			{ "sheet", 's', CLI_TEXT, &only, "NAME",
				"only this sheet" },
			{ "blank", 0, CLI_FLAG, &with_blanks, NULL,
				"keep blank cells that hold a formula" },
			{ "cross-check", 0, CLI_FLAG, &cross_check, NULL,
				"read an .xls by libfreexl as well and print "
				"where it differs" },
			{ "format", 0, CLI_TEXT, &format, "FORMAT",
				"csv (default), tsv, jsonl, or none: read "
				"only" },
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"write there instead of standard output" },
			{ "separator", 0, CLI_TEXT, &separator, "CHAR",
				"of a csv: , or ; or tab" },
			{ "decimal-mark", 0, CLI_TEXT, &mark, "CHAR",
				"of a csv: . or ," },
			{ 0 },
		},
	.version = sandbox_words,
	.more = "Columns: sheet,cell,type,value,formula. What the bytes are "
		"decides the format,\nnever the file name. \"-\" is standard "
		"input.\n",
	.examples =
		"  kosh-cells --sheets FILE.xlsx\n"
		"  kosh-cells -s 'Global Rankings' FILE.xlsx | head\n"
		"  kosh-cells FILE.xlsx | grep ',error,'   # all error cells\n"
		"  kosh-cells --cross-check FILE.xls && echo agreed\n",
};

enum { NO_OUTPUT = -2 };

struct printer {
	FILE *out;
	int format;
	struct text value;
};

static const char *const columns[] = { "sheet", "cell", "type", "value",
	"formula" };

static void print_cell(struct printer *p, const struct book *b,
	const char *sheet, const struct cell *c)
{
	char address[CELL_ADDRESS];
	struct field f[5];

	cell_address(address, c->row, c->column);
	text_clear(&p->value);
	cell_value(&p->value, b, c);
	f[0] = (struct field){ FIELD_TEXT, span_of(sheet) };
	f[1] = (struct field){ FIELD_TEXT, span_of(address) };
	f[2] = (struct field){ FIELD_TEXT, span_of(cell_type_name(c->type)) };
	f[3] = (struct field){ c->type == CELL_NUMBER ? FIELD_NUMBER
						      : FIELD_TEXT,
		{ p->value.at, p->value.len } };
	f[4] = (struct field){ c->formula.at ? FIELD_TEXT : FIELD_NULL,
		c->formula };
	record_put(p->out, (enum record_format)p->format, columns, f, 5);
}

static int print_sheet(
	struct printer *p, struct book *b, size_t i, struct err *e)
{
	struct sheet *s = NULL;
	struct row row;
	int rc = sheet_open(&s, b, i, e);

	while (rc == 0 && (rc = sheet_next(s, &row, e)) == 1) {
		rc = 0;
		for (size_t j = 0; p->format != NO_OUTPUT && j < row.n; j++)
			if (row.cells[j].type != CELL_BLANK || with_blanks)
				print_cell(p, b, book_sheet_name(b, i),
					&row.cells[j]);
	}
	sheet_close(s);
	return rc;
}

static int print_book(struct printer *p, struct book *b, struct err *e)
{
	size_t printed = 0;

	if (p->format != NO_OUTPUT)
		record_header(
			p->out, (enum record_format)p->format, columns, 5);
	for (size_t i = 0; i < book_sheets(b); i++) {
		if (only && strcmp(only, book_sheet_name(b, i)) != 0)
			continue;
		printed++;
		if (print_sheet(p, b, i, e) < 0)
			return -1;
	}
	return printed || !only
		? 0
		: err_set(e, ERR_DATA, "no sheet '%s': --sheets lists them",
			  only);
}

static void print_sheets(struct printer *p, struct book *b)
{
	static const char *const names[] = { "sheet", "state" };
	static const char *const states[] = { "visible", "hidden",
		"very hidden" };

	record_header(p->out, (enum record_format)p->format, names, 2);
	for (size_t i = 0; i < book_sheets(b); i++)
		record_put(p->out, (enum record_format)p->format, names,
			(const struct field[]){
				{ FIELD_TEXT, span_of(book_sheet_name(b, i)) },
				{ FIELD_TEXT,
					span_of(states[book_sheet_state(
						b, i)]) } },
			2);
}

/* A separator by its character, or "tab"; 0 for anything else. */
static char one_of(const char *given, const char *allowed)
{
	if (strcmp(given, "tab") == 0)
		given = "\t";
	return strlen(given) == 1 && strchr(allowed, *given) ? *given : '\0';
}

/* What the child is to do. */
struct job {
	const char *path;
	struct book_csv csv;
	int format;
	struct book *book;
};

static int open_book(void *context, struct err *e)
{
	struct job *j = context;

	return book_map(&j->book, j->path, &j->csv, e);
}

/* Locked. */
static int print(void *context, FILE *out, FILE *aside, struct err *e)
{
	struct job *j = context;
	struct printer p = { .out = out, .format = j->format };
	int rc = book_begin(j->book, e);

	(void)aside;
	if (rc == 0 && list_sheets)
		print_sheets(&p, j->book);
	else if (rc == 0)
		rc = print_book(&p, j->book, e);
	text_free(&p.value);
	book_close(j->book);
	return rc;
}

/* The child finds the records, we move them to where they belong. */
static int print_file(int fmt, const char *path, struct err *e)
{
	struct job j = { path,
		{ one_of(separator, ",;\t"), one_of(mark, ".,") }, fmt, NULL };
	const char *name = strcmp(output, "-") ? output : "standard output";
	struct draft *d = NULL;
	struct child *c = NULL;
	int rc;

	if (child_start(&c,
		    &(struct child_task){ .work = print,
			    .context = &j,
			    .prepare = open_book,
			    .lock = SANDBOX_PURE,
			    .name = path },
		    e) < 0)
		return -1;
	rc = draft_open(&d, output, e);
	if (rc == 0)
		rc = child_copy(c, draft_stream(d), name, e);
	if (child_end(c, e) == 0 && rc == 0)
		return draft_commit(d, e);
	draft_drop(d);
	return -1;
}

static const char *const differing[] = { "sheet", "cell", "ours", "freexl" };

static int print_difference(
	void *context, const struct xls_difference *d, struct err *e)
{
	struct printer *p = context;

	(void)e;
	if (p->format == NO_OUTPUT)
		return 0;
	record_put(p->out, (enum record_format)p->format, differing,
		(const struct field[]){ { FIELD_TEXT, span_of(d->sheet) },
			{ FIELD_TEXT, span_of(d->cell) },
			{ d->ours.at ? FIELD_TEXT : FIELD_NULL, d->ours },
			{ d->its.at ? FIELD_TEXT : FIELD_NULL, d->its } },
		4);
	return 0;
}

static void say_check(
	const struct cli *c, const char *path, const struct xls_check *k)
{
	if (*k->refused)
		cli_note(c, "'%s': no second opinion: %s", path, k->refused);
	if (!*k->refused || k->same + k->differs > 0)
		cli_note(c,
			"'%s': %zu cells the same, %zu different, %zu left out",
			path, k->same, k->differs, k->left_out);
}

/* 1 if the two readers differ. */
static int check_file(
	const struct cli *c, int fmt, const char *path, struct err *e)
{
	struct printer p = { .format = fmt };
	struct xls_check k = { 0 };
	struct draft *d = NULL;

	if (draft_open_whole(&d, output, e) < 0)
		return -1;
	p.out = draft_stream(d);
	if (fmt != NO_OUTPUT)
		record_header(p.out, (enum record_format)fmt, differing, 4);
	if (xls_cross_check(&k, path, print_difference, &p, e) < 0) {
		draft_drop(d);
		return -1;
	}
	say_check(c, path, &k);
	return draft_commit(d, e) < 0 ? -1 : k.differs > 0;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct cli c;
	int fmt, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	fmt = strcmp(format, "none") == 0 ? NO_OUTPUT : record_format(format);
	if (fmt == -1)
		return cli_usage(&c,
			"--format '%s': expected csv, tsv, jsonl "
			"or none",
			format);
	if (!one_of(separator, ",;\t") || !one_of(mark, ".,"))
		return cli_usage(&c,
			"expected --separator , or ; or tab and "
			"--decimal-mark . or ,");
	if (file_same(output, c.argv[0]))
		return cli_usage(&c, "-o '%s': that is the input", output);
	if (cross_check &&
		(only || with_blanks || list_sheets || !strcmp(c.argv[0], "-")))
		return cli_usage(&c,
			"--cross-check wants a FILE and goes with none of "
			"--sheets, --sheet, --blank");
	if (list_sheets && (only || with_blanks))
		return cli_usage(&c,
			"--sheets goes with neither --sheet nor "
			"--blank");
	if (cross_check)
		return cli_done(&c, &e, check_file(&c, fmt, c.argv[0], &e) > 0);
	print_file(list_sheets && fmt == NO_OUTPUT ? RECORD_CSV : fmt,
		c.argv[0], &e);
	return cli_done(&c, &e, 0);
}
