/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_format.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"
#include "pipeline/store/asof.h"
#include "pipeline/store/query.h"

static const char *database, *as_of, *format, *scheme, *output = "-";
static int list_queries;

static const struct cli_tool tool = {
	.name = "kosh-query",
	.does = "print a named query, or a SELECT of your own",
	.arguments = "QUERY [ARGUMENT...] | \"SELECT ...\"",
	.min_args = 0,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			{ "as-of", 0, CLI_TEXT, &as_of, "WHEN",
				"with the releases known then: 2026-01-05, "
				"or 2026-01-05T12:00:00Z" },
			CLI_FORMAT(format),
			{ "scheme", 0, CLI_TEXT, &scheme, "SCHEME",
				"whose regions: m49, worldbank, income, "
				"gairi" },
			{ "output", 'o', CLI_TEXT, &output, "FILE",
				"write there instead of standard output" },
			{ "list", 0, CLI_FLAG, &list_queries, NULL,
				"list the named queries" },
			{ 0 },
		},
	.more = "A SELECT can read everything and change nothing.\n",
	.examples =
		"  kosh-query ranking gairi/2025\n"
		"  kosh-query delta gairi/2024 gairi/2025\n"
		"  kosh-query leaders gairi/2025 --scheme m49\n"
		"  kosh-query --as-of 2025-12-31 history gairi KAZ\n"
		"  kosh-query --format jsonl findings gairi\n"
		"  kosh-query \"SELECT edition, rank FROM standing WHERE area "
		"= 'KAZ' ORDER BY edition\"\n",
};

static void list(void)
{
	for (size_t i = 0; i < query_count(); i++) {
		const struct query *q = query_at(i);

		printf("  %s %s\n      %s\n", q->name, q->arguments, q->title);
	}
}

static int is_sql(const char *s)
{
	return strpbrk(s, " \t\n(;") != NULL;
}

/* Of what a named query does not ask for nothing has to be looked at. */
static int open_database(struct db **d, const struct cli *c, struct err *e)
{
	char path[PATH_TEXT];
	struct spec_name name = { "", "" };

	if (as_of && query_find(c->argv[0]) && c->argc > 1 &&
		spec_name(&name, c->argv[1], e) < 0)
		return -1;
	return asof_open(d, cli_database(database, path), as_of,
		*name.dataset ? name.dataset : NULL, e);
}

static int run(const struct cli *c, FILE *out, struct db *d,
	enum query_format how, struct err *e)
{
	const struct query *q = query_find(c->argv[0]);

	if (q)
		return query_named(
			out, d, q, c->argv + 1, c->argc - 1, scheme, how, e);
	if (is_sql(c->argv[0]) && c->argc == 1)
		return query_select(out, d, c->argv[0], how, e);
	return err_set(e, ERR_USAGE, "no query '%.100s': --list names them",
		c->argv[0]);
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct draft *out = NULL;
	struct db *d = NULL;
	struct cli c;
	enum query_format how;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0 || (rc = cli_spares(&c, output, database)) >= 0)
		return rc;
	if (list_queries) {
		list();
		return cli_done(&c, &e, 0);
	}
	rc = cli_format(&how, &c, format);
	if (rc >= 0)
		return rc;
	if (c.argc == 0)
		return cli_usage(&c, "expected %s", tool.arguments);
	if (open_database(&d, &c, &e) == 0 &&
		draft_open(&out, output, &e) == 0 &&
		run(&c, draft_stream(out), d, how, &e) == 0) {
		draft_commit(out, &e);
		out = NULL;
	}
	if (as_of && d && e.kind == ERR_DATA)
		err_in(&e, "as of %s", as_of);
	draft_drop(out);
	db_close(d);
	return cli_done(&c, &e, 0);
}
