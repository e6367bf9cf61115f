/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_log.h"
#include "pipeline/base/file.h"
#include "pipeline/store/asof.h"
#include "pipeline/store/derive.h"
#include "pipeline/store/need.h"
#include "pipeline/store/own.h"

static const char *database, *as_of, *output, *metrics, *forget;
static int all, dry_run;

static const struct cli_tool tool = {
	.name = "kosh-derive",
	.does = "make derived tables anew: rank deltas, regional leaders",
	.arguments = "[DATASET]",
	.min_args = 0,
	.max_args = 1,
	.takes_server = 1,
	.opts =
		(const struct cli_opt[]){
			CLI_DB_OR_SERVER(database),
			{ "as-of", 0, CLI_TEXT, &as_of, "WHEN",
				"make another database, of the releases known "
				"then" },
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"--as-of: that database" },
			{ "all", 0, CLI_FLAG, &all, NULL,
				"also what is fresh" },
			{ "derive", 0, CLI_TEXT, &metrics, "DIR",
				"take metrics of your own, *.sql, and keep "
				"them" },
			{ "forget", 0, CLI_TEXT, &forget, "METRIC",
				"drop one of these, and derive nothing" },
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"derive, then take it back" },
			{ 0 },
		},
	.more = "Rows are made anew of the datasets of which some are stale, "
		"from their current\nreleases, in one transaction. kosh-query "
		"--list names the tables, --explain says\nwhat they "
		"hold.\n\n--as-of leaves the database as it is and makes "
		"another one, of the releases known\nat the end of a day "
		"(2026-01-05, in UTC) or at a moment (2026-01-05T12:00:00Z), "
		"with\nderived tables of its own.\n",
	.examples = "  kosh-derive\n  kosh-derive --all gairi\n"
		    "  kosh-derive --derive mymetrics\n"
		    "  kosh-derive --as-of 2026-01-05 -o then.db\n",
};

static int derive_due(struct derive_done *done, struct db *d,
	const char *dataset, struct err *e)
{
	static const char datasets[] =
		"SELECT dataset FROM dataset ORDER BY dataset";
	const struct derive_order o = { dataset, all, metrics, 0 };
	int rc;

	if (dataset && need_one(d, "dataset", datasets, NULL, dataset, e) < 0)
		return -1;
	if (db_begin(d, e) < 0)
		return -1;
	rc = derive(done, d, &o, e);
	if (rc == 0)
		rc = outbox_derived(d, done, e);
	return db_end(d, rc, e);
}

static void tell(const struct cli *c, const struct derive_done *done)
{
	int n = done->n_datasets;

	if (done->own > 0)
		cli_note(c, "%d of your own metrics %s", done->own,
			dry_run ? "would be taken" : "taken");
	if (n == 0 && done->own == 0)
		cli_note(c, "nothing is stale");
	if (n > 0)
		cli_note(c, "%d dataset%s %s", n, n == 1 ? "" : "s",
			dry_run ? "would be derived" : "derived");
}

static void drop_metric(const struct cli *c, struct db *d, struct err *e)
{
	if (db_begin(d, e) == 0 && db_end(d, own_forget(d, forget, e), e) == 0)
		cli_note(c, "%s %s", forget,
			dry_run ? "would be dropped" : "dropped");
}

static void rebuild(const struct cli *c, struct db *d, struct err *e)
{
	struct derive_done done = { .n_datasets = 0 };

	if (derive_due(&done, d, c->argc > 0 ? c->argv[0] : NULL, e) == 0)
		tell(c, &done);
	derive_done_free(&done);
}

static void change(const struct cli *c, const char *path, struct err *e)
{
	struct cli_act act;
	struct db *d = NULL;

	if (cli_act_on(&act, c, path, e) == 0 &&
		cli_act_open(&d, &act, path, dry_run ? DB_TRY : DB_WRITE, e) ==
			0) {
		if (forget)
			drop_metric(c, d, e);
		else
			rebuild(c, d, e);
	}
	cli_act_log(&act, dry_run ? NULL : d, e);
	db_close(d);
	cli_act_end(&act);
}

/* Another database changes nothing in this one, whose log tells of it. */
static void make_other(const struct cli *c, const char *path, struct err *e)
{
	struct text out = TEXT_INIT;
	struct log_entry x = { .event = span_of("derive") };
	struct cli_act act;
	struct err own = ERR_INIT;

	if (cli_act_begin(&act, c, e) == 0 &&
		asof_write(output, path, as_of, e) == 0) {
		cli_note(c, "%s written", output);
		if (outbox_written(&out, output, &own) < 0)
			cli_note(c, "not logged: %s", own.text);
		x.outputs = (struct span){ out.at, out.len };
		if (own.kind == ERR_NONE)
			cli_act_note(&act, path, &x);
	}
	text_free(&out);
	cli_act_end(&act);
}

/* -1 if the command line is right, or else the status. */
static int check(const struct cli *c, const char *path)
{
	if (as_of && !output)
		return cli_usage(c, "--as-of: expected -o FILE too");
	if (output && !as_of)
		return cli_usage(c, "-o: expected --as-of WHEN too");
	if (as_of && (all || metrics || forget || c->argc > 0))
		return cli_usage(c,
			"--as-of: it is all derived, with the metrics of the "
			"database");
	if (forget && (all || metrics || c->argc > 0))
		return cli_usage(c, "--forget: it derives nothing");
	if (as_of && dry_run)
		return cli_usage(c, "--as-of: there is nothing to take back");
	if (output && strcmp(output, "-") == 0)
		return cli_usage(c, "-o -: a database needs a file");
	if (output && file_same(output, path))
		return cli_usage(c, "-o '%s': that is the database", output);
	return -1;
}

int main(int argc, char **argv)
{
	char room[PATH_TEXT];
	const char *path;
	struct err e = ERR_INIT;
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	path = cli_database(database, room);
	rc = check(&c, path);
	if (rc >= 0)
		return rc;
	if (!as_of)
		change(&c, path, &e);
	else
		make_other(&c, path, &e);
	return cli_done(&c, &e, 0);
}
