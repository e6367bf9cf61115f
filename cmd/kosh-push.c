/* SPDX-License-Identifier: MIT */
#include "cmd/cli_log.h"
#include "pipeline/base/file.h"
#include "pipeline/base/json_line.h"
#include "pipeline/store/pg.h"
#include "pipeline/store/push.h"

static const char *database;
static int dry_run, tables_only;
static unsigned batch = 250000;

static const struct cli_tool tool = {
	.name = "kosh-push",
	.does = "make a server's database what the file says",
	.arguments = "postgresql://... [DATASET[/EDITION]]...",
	.min_args = 1,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			{ "tables", 0, CLI_FLAG, &tables_only, NULL,
				"make the tables there and put nothing" },
			{ "batch", 0, CLI_NUMBER, &batch, "N",
				"observations of a transaction (250000)" },
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"say what would be done, change nothing" },
			{ 0 },
		},
	.more = "Of a release that the server has in the same reading one row "
		"is compared. All\nothers are put, each as a whole, several "
		"small ones in a transaction; what was\nended on the way goes "
		"on when it is called again. What the file no longer has\n"
		"goes there too: with names, as far as it belongs to these. "
		"Passwords belong in\n~/.pgpass or PGPASSWORD.\n",
	.examples = "  kosh-push postgresql://kosh@db.example.org/kosh\n"
		    "  kosh-push -n --db x.db postgresql:///kosh gairi\n",
};

/* ---- telling ---- */

static void tell_release(void *context, const struct push_release *r)
{
	cli_note(context, "%.*s/%.*s: release %.12s %s, %ld observations",
		SPAN(r->dataset), SPAN(r->edition), r->release.at,
		dry_run ? "would be put" : "put", r->observations);
}

static void tell_schema(const struct cli *c, const struct db *server)
{
	if (dry_run && db_is_new(server))
		cli_note(c, "database '%s': the schema kosh would be made",
			db_path(server));
}

static void tell(const struct cli *c, const struct pushed *done)
{
	const char *would = dry_run ? "would " : "";

	if (done->put == 0 && done->rows == 0)
		cli_note(c, "%ld releases: nothing %s", done->releases,
			dry_run ? "would change" : "has changed");
	else
		cli_note(c,
			"%ld releases, of which %ld %s%s, %ld observations; "
			"%ld rows of other tables %s%s",
			done->releases, done->put, would,
			dry_run ? "be put" : "put", done->observations,
			done->rows, would, dry_run ? "change" : "changed");
}

static void log_it(const struct cli_act *a, const char *path,
	const struct db *server, const struct pushed *done)
{
	struct text detail = TEXT_INIT;
	struct log_entry x = { .event = span_of("push") };

	if (dry_run || (done->put == 0 && done->rows == 0))
		return;
	text_puts(&detail, "{\"server\":");
	json_quote(&detail, span_of(db_path(server)));
	text_printf(&detail,
		",\"releases\":%ld,\"observations\":%ld,\"rows\":%ld}",
		done->put, done->observations, done->rows);
	x.detail = (struct span){ detail.at, detail.len };
	if (!detail.failed)
		cli_act_note(a, path, &x);
	text_free(&detail);
}

/* ---- doing ---- */

static int put(struct cli *c, const struct cli_act *act, const char *path,
	struct db *server, struct err *e)
{
	const struct push_order o = { c->argv + 1, c->argc - 1, batch, dry_run,
		tell_release, c };
	struct db *file = NULL;
	struct pushed done;
	int rc = db_open(&file, path, DB_READ, e);

	if (rc == 0) {
		rc = push(&done, file, server, &o, e);
		log_it(act, path, server, &done);
	}
	db_close(file);
	if (rc == 0)
		tell(c, &done);
	return rc;
}

int main(int argc, char **argv)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *server = NULL;
	struct cli_act act;
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	cli_database(database, path);
	if (!pg_is_address(c.argv[0]))
		return cli_usage(&c,
			"'%s': expected the address of a server, "
			"postgresql://...",
			c.argv[0]);
	if (pg_is_address(cli_database(database, path)))
		return cli_usage(&c, "--db: expected a file, not a server");
	if (cli_act_on(&act, &c, cli_database(database, path), &e) == 0 &&
		cli_act_open(&server, &act, c.argv[0],
			dry_run ? DB_TRY : DB_CREATE, &e) == 0) {
		tell_schema(&c, server);
		if (!tables_only)
			put(&c, &act, cli_database(database, path), server, &e);
	}
	db_close(server);
	cli_act_end(&act);
	return cli_done(&c, &e, 0);
}
