/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_log.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"
#include "pipeline/report/report.h"
#include "pipeline/store/asof.h"

static const char *database, *as_of, *output;
static int dry_run;

static const struct cli_tool tool = {
	.name = "kosh-export",
	.does = "write the Excel report of a dataset",
	.arguments = "DATASET",
	.min_args = 1,
	.max_args = 1,
	.opts =
		(const struct cli_opt[]){
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"the report (default: "
				"output/DATASET.xlsx, or "
				"output/DATASET-WHEN.xlsx)" },
			{ "as-of", 0, CLI_TEXT, &as_of, "WHEN",
				"with the releases known then: 2026-01-05, "
				"or 2026-01-05T12:00:00Z" },
			CLI_DB(database),
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"check that there is what to report, write "
				"nothing" },
			{ 0 },
		},
	.more = "The same database and SOURCE_DATE_EPOCH give the same bytes. "
		"The file appears\nby rename: a reader never sees half of "
		"it.\n",
	.examples = "  kosh-export gairi\n"
		    "  kosh-export gairi -o report.xlsx --db x.db\n"
		    "  kosh-export --as-of 2025-12-31 gairi\n",
};

/* The database stays as it is, so that the same one gives the same report
 * again: this line of the log is none that it knows of. */
static int log_it(const struct cli *c, struct db *d, const char *path,
	const char *dataset, struct err *e)
{
	struct text in = TEXT_INIT, out = TEXT_INIT;
	struct log_entry x = { .event = span_of("export"),
		.dataset = span_of(dataset) };
	struct cli_act act;
	int rc = cli_act_begin(&act, c, e);

	if (rc == 0)
		rc = outbox_report(&in, &out, d, dataset, output, e);
	if (rc == 0) {
		x.inputs = (struct span){ in.at, in.len };
		x.outputs = (struct span){ out.at, out.len };
		cli_act_note(&act, path, &x);
	}
	text_free(&in);
	text_free(&out);
	cli_act_end(&act);
	return rc;
}

static int export(const struct cli *c, struct db *d, const char *path,
	const char *dataset, struct err *e)
{
	if (dry_run) {
		if (report_ready(d, dataset, e) == 0)
			cli_note(c, "%s would be written", output);
		return 0;
	}
	if (report_write(output, d, dataset, clock_now(), KOSH_VERSION, e) ==
			0 &&
		log_it(c, d, path, dataset, e) == 0)
		cli_note(c, "%s written", output);
	return 0;
}

/* A report of then does not take the place of that of now. A colon has a
 * meaning of its own where such files are opened. */
static void name_output(char file[PATH_TEXT], const char *dataset)
{
	int n = snprintf(file, PATH_TEXT, "%.800s/output/%s%s", cli_root(),
		dataset, as_of ? "-" : "");

	for (const char *s = as_of ? as_of : ""; *s && n < PATH_TEXT - 8; s++)
		if (*s != ':' && *s != '/')
			file[n++] = *s;
	snprintf(file + n, PATH_TEXT - (size_t)n, ".xlsx");
}

int main(int argc, char **argv)
{
	char path[PATH_TEXT], file[PATH_TEXT];
	struct err e = ERR_INIT;
	struct spec_name name;
	struct db *d = NULL;
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	if (spec_name(&name, c.argv[0], &e) < 0)
		return cli_done(&c, &e, 0);
	if (*name.edition)
		return cli_usage(
			&c, "'%s': a report is of a whole dataset", c.argv[0]);
	if (output && strcmp(output, "-") == 0)
		return cli_usage(&c, "-o -: a report needs a file");
	if (!output) {
		name_output(file, name.dataset);
		output = file;
	}
	if (file_same(output, cli_database(database, path)))
		return cli_usage(&c, "-o '%s': that is the database", output);
	if (asof_open(&d, cli_database(database, path), as_of, name.dataset,
		    &e) == 0)
		export(&c, d, cli_database(database, path), name.dataset, &e);
	if (as_of && d && e.kind == ERR_DATA)
		err_in(&e, "as of %s", as_of);
	db_close(d);
	return cli_done(&c, &e, 0);
}
