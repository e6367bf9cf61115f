/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cmd/cli.h"
#include "cmd/cli_csv.h"
#include "pipeline/base/file.h"
#include "pipeline/workbook/cellstream.h"
#include "pipeline/workbook/crosscheck.h"

static const char *format = "csv", *output = "-", *only, *separator, *mark,
		  *charset;
static int list_sheets, with_blanks, cross_check;

static const struct cli_tool tool = {
	.name = "kosh-cells",
	.does = "print the cells of a workbook "
		"(.xlsx, .xls, .csv, zipped .csv)",
	.arguments = "FILE",
	.min_args = 1,
	.max_args = 1,
	.opts =
		(const struct cli_opt[]){
			{ "sheets", 0, CLI_FLAG, &list_sheets, NULL,
				"list the sheets instead" },
			{ "sheet", 's', CLI_TEXT, &only, "NAME",
				"only this sheet, which may be hidden" },
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
			{ "charset", 0, CLI_TEXT, &charset, "NAME",
				"of a csv: utf-8 (default), windows-1252, "
				"..." },
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
		"  kosh-cells -s data.csv FILE.zip\n"
		"  kosh-cells --cross-check FILE.xls && echo agreed\n",
};

/* How many hidden sheets were passed over is said once the cells are out. */
static void say_hidden(const struct cli *c, struct child *child)
{
	char said[32] = "";
	unsigned long n;

	if (!fgets(said, sizeof(said), child_aside(child)))
		return;
	n = strtoul(said, NULL, 10);
	if (n > 0)
		cli_note(c,
			"%lu hidden sheet%s not printed: --sheets lists them, "
			"--sheet NAME prints one",
			n, n > 1 ? "s were" : " was");
}

/* A locked process finds the records, we move them to where they belong. */
static int print_file(
	const struct cli *c, const struct cellstream *how, struct err *e)
{
	const char *name = strcmp(output, "-") ? output : "standard output";
	struct draft *d = NULL;
	struct child *child = NULL;
	int rc;

	if (cellstream_start(&child, how, e) < 0)
		return -1;
	rc = draft_open(&d, output, e);
	if (rc == 0)
		rc = child_copy(child, draft_stream(d), name, e);
	if (rc == 0)
		say_hidden(c, child);
	if (child_end(child, e) == 0 && rc == 0)
		return draft_commit(d, e);
	draft_drop(d);
	return -1;
}

struct printer {
	FILE *out;
	int format;
};

static const char *const differing[] = { "sheet", "cell", "ours", "freexl" };

static int print_difference(
	void *context, const struct xls_difference *d, struct err *e)
{
	struct printer *p = context;

	(void)e;
	if (p->format == CELLSTREAM_NOTHING)
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
	if (fmt != CELLSTREAM_NOTHING)
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
	struct book_csv csv = BOOK_CSV_INIT;
	struct err e = ERR_INIT;
	struct cli c;
	int fmt, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	fmt = strcmp(format, "none") == 0 ? CELLSTREAM_NOTHING
					  : record_format(format);
	if (fmt == -1)
		return cli_usage(&c,
			"--format '%s': expected csv, tsv, jsonl "
			"or none",
			format);
	rc = cli_csv_take(&c, &csv, separator, mark, charset);
	if (rc)
		return rc;
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
	print_file(&c,
		&(struct cellstream){ .path = c.argv[0],
			.csv = csv,
			.format = fmt,
			.sheets = list_sheets,
			.only = only,
			.with_blanks = with_blanks },
		&e);
	return cli_done(&c, &e, 0);
}
