/* SPDX-License-Identifier: MIT */
#include "cmd/cli_format.h"
#include "cmd/cli_rules.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"
#include "pipeline/store/query.h"
#include "pipeline/store/validate.h"

static const char *database, *fail_on = "error", *explain, *format, *rules_dir;
static int list_rules, dry_run;

static const struct cli_tool tool = {
	.name = "kosh-validate",
	.does = "check what is in the database; promote what is staged",
	.arguments = "DATASET[/EDITION]",
	.min_args = 0,
	.max_args = 1,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			{ "fail-on", 0, CLI_TEXT, &fail_on, "SEVERITY",
				"error (default), warning or info: quarantine "
				"and "
				"exit 1 from there" },
			CLI_RULES(rules_dir),
			CLI_FORMAT(format),
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"say what would be promoted, change nothing" },
			{ "list", 0, CLI_FLAG, &list_rules, NULL,
				"list the rules" },
			{ "explain", 0, CLI_TEXT, &explain, "RULE",
				"say why a rule is there and what to do" },
			{ 0 },
		},
	.more = "Findings go to standard output. A staged release without "
		"findings at or above\nthe bar becomes current; one with such "
		"findings is quarantined, and the release\nthat was current "
		"stays so.\n",
	.examples = "  kosh-validate gairi\n"
		    "  kosh-validate --fail-on warning gairi/2025\n"
		    "  kosh-validate --explain V601\n"
		    "  kosh-validate --rules my-rules gairi\n",
};

static int check(struct validation *v, struct db *d, struct cli *c,
	const struct validation_order *given, enum query_format how,
	struct err *e)
{
	struct validation_order o = *given;
	struct spec_name name;

	if (spec_name(&name, c->argv[0], e) < 0)
		return -1;
	if (dry_run)
		db_rehearse(d);
	o.dataset = name.dataset;
	o.edition = *name.edition ? name.edition : NULL;
	if (validate(v, d, &o, e) < 0)
		return -1;
	return query_named(
		stdout, d, query_find("findings"), c->argv, 1, NULL, how, e);
}

static void tell(const struct cli *c, const struct validation *v)
{
	cli_note(c,
		"%s: %ld errors, %ld warnings, %ld notes; %ld releases "
		"%spromoted, %ld quarantined",
		c->argv[0], v->errors, v->warnings, v->infos, v->promoted,
		dry_run ? "would be " : "", v->quarantined);
	if (v->held)
		cli_note(c,
			"%s: %ld releases %s held: valid, but not the bytes "
			"that the spec pins",
			c->argv[0], v->held, dry_run ? "would be" : "are");
}

/* 1 where there are findings at or above the bar. */
static int run(struct cli *c, const struct validation_order *o,
	enum query_format how, struct err *e)
{
	char path[PATH_TEXT];
	struct validation v = { 0 };
	struct db *d = NULL;
	long bad;

	if (db_open(&d, cli_database(database, path), DB_WRITE, e) == 0 &&
		check(&v, d, c, o, how, e) == 0)
		tell(c, &v);
	db_close(d);
	bad = v.errors + (o->bar <= SEVERITY_WARNING ? v.warnings : 0) +
		(o->bar == SEVERITY_INFO ? v.infos : 0);
	return bad > 0;
}

/* What the call asks: of the rules, or of the database. */
static int answer(
	struct cli *c, enum severity bar, enum query_format how, struct err *e)
{
	struct rules *rules = NULL;
	struct validation_order o = { .bar = bar };
	int bad = 0;

	if (rules_open(&rules, rules_dir, e) < 0)
		return 0;
	o.rules = rules;
	if (list_rules && format)
		cli_rules_put(rules, how, e);
	else if (list_rules)
		cli_rules_list(rules);
	else if (explain)
		cli_rules_explain(rules, explain, e);
	else
		bad = run(c, &o, how, e);
	rules_close(rules);
	return bad;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct cli c;
	enum query_format how;
	int bar, bad, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	bar = severity_of(span_of(fail_on));
	if (bar < 0)
		return cli_usage(&c,
			"--fail-on '%s': expected error, warning or info",
			fail_on);
	rc = cli_format(&how, &c, format);
	if (rc >= 0)
		return rc;
	if (!list_rules && !explain && c.argc == 0)
		return cli_usage(&c, "expected %s", tool.arguments);
	bad = answer(&c, (enum severity)bar, how, &e);
	return cli_done(&c, &e, bad);
}
