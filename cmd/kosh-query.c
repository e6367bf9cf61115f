/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <string.h>

#include "cmd/cli_docs.h"
#include "cmd/cli_format.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"
#include "pipeline/store/asof.h"
#include "pipeline/store/query.h"
#include "pipeline/store/usersql.h"

static const char *database, *as_of, *format, *scheme, *areas, *output = "-";
static const char *explain;
static unsigned limit = UINT_MAX, timeout = UINT_MAX;
static int list_all, across;

static const struct cli_tool tool = {
	.name = "kosh-query",
	.does = "print a named query, or a SELECT of your own",
	.arguments = "QUERY [ARGUMENT...] | \"SELECT ...\"",
	.min_args = 0,
	.max_args = -1,
	.takes_server = 1,
	.opts =
		(const struct cli_opt[]){
			CLI_DB_OR_SERVER(database),
			{ "as-of", 0, CLI_TEXT, &as_of, "WHEN",
				"with the releases known then: 2026-01-05, "
				"or 2026-01-05T12:00:00Z" },
			CLI_FORMAT(format),
			{ "scheme", 0, CLI_TEXT, &scheme, "SCHEME",
				"whose regions: m49, worldbank, income, "
				"gairi, cpi" },
			{ "areas", 0, CLI_TEXT, &areas, "LIST",
				"of these areas only: KAZ,UZB,KGZ" },
			{ "across-regimes", 0, CLI_FLAG, &across, NULL,
				"compare scores that should not be, and mark "
				"them" },
			{ "limit", 0, CLI_NUMBER, &limit, "N",
				"so many places, of movers, swings and "
				"streaks" },
			{ "timeout", 0, CLI_NUMBER, &timeout, "SECONDS",
				"how long a SELECT may take (200 on a server); "
				"0: for ever" },
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"write there instead of standard output" },
			{ "list", 0, CLI_FLAG, &list_all, NULL,
				"list the named queries and the derived "
				"tables" },
			{ "explain", 0, CLI_TEXT, &explain, "NAME",
				"say what one of them means: definition, unit, "
				"source" },
			{ 0 },
		},
	.more = "A SELECT can read everything and change nothing.\n",
	.examples =
		"  kosh-query ranking gairi/2025\n"
		"  kosh-query delta gairi/2024 gairi/2025\n"
		"  kosh-query leaders gairi/2025 --scheme m49\n"
		"  kosh-query regions gairi/2025 --areas KAZ,UZB,KGZ,TJK,TKM\n"
		"  kosh-query --explain delta\n"
		"  kosh-query --as-of 2025-12-31 history gairi KAZ\n"
		"  kosh-query --format jsonl findings gairi\n"
		"  kosh-query \"SELECT edition, rank FROM standing WHERE area "
		"= 'KAZ' ORDER BY edition\"\n",
};

static int is_sql(const char *s)
{
	return strpbrk(s, " \t\n(;") != NULL;
}

/* Of what a named query does not ask for nothing has to be looked at. */
static int open_database(
	struct db **d, const struct cli *c, int is_query, struct err *e)
{
	char path[PATH_TEXT];
	struct spec_name name = { "", "" };
	char edition[sizeof(name.dataset) + sizeof(name.edition)];

	if (as_of && is_query && c->argc > 1) {
		snprintf(edition, sizeof(edition), "%.*s",
			(int)strcspn(c->argv[1], "@"), c->argv[1]);
		if (spec_name(&name, edition, e) < 0)
			return -1;
	}
	return asof_open(d, cli_database(database, path), as_of,
		*name.dataset ? name.dataset : NULL, e);
}

static int run_named(const struct cli *c, FILE *out, struct db *d,
	const struct doc *q, enum query_format how, struct err *e)
{
	const struct query_order o = { c->argv + 1, c->argc - 1, scheme, areas,
		across, limit == UINT_MAX ? -1 : (int64_t)limit };
	struct text note = TEXT_INIT;
	int rc = query_named(out, &note, d, q, &o, how, e);

	if (rc == 0 && note.len > 0)
		cli_note(c, "%s", note.at);
	text_free(&note);
	return rc;
}

/* A server has others to serve. */
static int run_select(const struct cli *c, FILE *out, struct db *d,
	enum query_format how, struct err *e)
{
	int64_t steps = db_is_server(d) ? USERSQL_STEPS : 0;

	if (timeout != UINT_MAX)
		steps = (int64_t)timeout * DB_SECOND;
	db_limit(d, steps);
	return query_select(out, d, c->argv[0], how, e);
}

/* q is NULL for a SELECT. */
static int run(const struct cli *c, const struct doc *q, enum query_format how,
	struct err *e)
{
	struct draft *out = NULL;
	struct db *d = NULL;
	int rc = open_database(&d, c, q != NULL, e);

	if (rc == 0)
		rc = draft_open(&out, output, e);
	if (rc == 0)
		rc = q ? run_named(c, draft_stream(out), d, q, how, e)
		       : run_select(c, draft_stream(out), d, how, e);
	if (rc == 0) {
		rc = draft_commit(out, e);
		out = NULL;
	}
	if (as_of && d && e->kind == ERR_DATA)
		err_in(e, "as of %s", as_of);
	draft_drop(out);
	db_close(d);
	return rc;
}

/* Finds the query, or sees that it is a SELECT. */
static void answer(const struct cli *c, enum query_format how, struct err *e)
{
	struct doc q;
	int named = doc_find(&q, "query", c->argv[0], e);

	if (named == 1 && timeout != UINT_MAX)
		err_set(e, ERR_USAGE, "%s takes no --timeout: a SELECT does",
			q.name);
	else if (named == 1)
		run(c, &q, how, e);
	else if (named == 0 && is_sql(c->argv[0]) && c->argc == 1)
		run(c, NULL, how, e);
	else if (named == 0)
		err_set(e, ERR_USAGE, "no query '%.100s': --list names them",
			c->argv[0]);
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct cli c;
	enum query_format how;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0 || (rc = cli_spares(&c, output, database)) >= 0)
		return rc;
	if (list_all || explain) {
		char path[PATH_TEXT];

		if (list_all)
			cli_docs_list(cli_database(database, path), &e);
		else
			cli_docs_explain(
				cli_database(database, path), explain, &e);
		return cli_done(&c, &e, 0);
	}
	rc = cli_format(&how, &c, format);
	if (rc >= 0)
		return rc;
	if (c.argc == 0)
		return cli_usage(&c, "expected %s", tool.arguments);
	answer(&c, how, &e);
	return cli_done(&c, &e, 0);
}
