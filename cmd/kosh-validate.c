/* SPDX-License-Identifier: MIT */
#include "cmd/cli_findings.h"
#include "cmd/cli_log.h"
#include "cmd/cli_rules.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"
#include "pipeline/store/validate.h"
#include "pipeline/store/waivers.h"

static const char *database, *fail_on = "error", *explain, *rules_dir;
static struct cli_findings print = CLI_FINDINGS_INIT;
static int list_rules, dry_run;

static const struct cli_tool tool = {
	.name = "kosh-validate",
	.does = "check what is in the database; promote what is staged",
	.arguments = "DATASET[/EDITION]",
	.min_args = 0,
	.max_args = 1,
	.takes_server = 1,
	.opts =
		(const struct cli_opt[]){
			CLI_DB_OR_SERVER(database),
			{ "fail-on", 0, CLI_TEXT, &fail_on, "SEVERITY",
				"error (default), warning or info: quarantine "
				"and exit 1 from there" },
			CLI_RULES(rules_dir),
			CLI_FINDINGS_OPTS(print),
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"say what would be promoted, change nothing" },
			{ "list", 0, CLI_FLAG, &list_rules, NULL,
				"list the rules" },
			{ "explain", 0, CLI_TEXT, &explain, "RULE",
				"say why a rule is there and what to do" },
			{ 0 },
		},
	.more = "Findings go to standard output, or to FILE. A staged release "
		"without findings at\nor above the bar becomes current; one "
		"with such findings is quarantined, and the\nrelease that was "
		"current stays so. What raw/DATASET/waivers.csv accepts does "
		"not count.\n",
	.examples = "  kosh-validate gairi\n"
		    "  kosh-validate --fail-on warning gairi/2025\n"
		    "  kosh-validate --format sarif -o gairi.sarif gairi\n"
		    "  kosh-validate --explain V601\n"
		    "  kosh-validate --rules my-rules gairi\n",
};

/* The waivers that are there now and what follows from them. */
static int check(struct validation *v, struct db *d,
	const struct findings_order *o, struct err *e)
{
	const struct validation_order how = { o->dataset, o->edition, o->bar,
		o->rules, 0, NULL };
	int rc;

	if (db_begin(d, e) < 0)
		return -1;
	rc = waivers_take(d, cli_root(), o->dataset, e);
	if (rc == 0)
		rc = validate(v, d, &how, e);
	return db_end(d, rc, e);
}

static void tell(const struct cli *c, const struct validation *v)
{
	cli_note(c,
		"%s: %ld errors, %ld warnings, %ld notes; %ld releases "
		"%spromoted, %ld quarantined",
		c->argv[0], v->errors, v->warnings, v->infos, v->promoted,
		dry_run ? "would be " : "", v->quarantined);
	if (v->waived)
		cli_note(c, "%s: %ld findings are waived", c->argv[0],
			v->waived);
	if (v->held)
		cli_note(c,
			"%s: %ld releases %s held: valid, but not the bytes "
			"that the spec pins",
			c->argv[0], v->held, dry_run ? "would be" : "are");
}

/* What a trial finds is gone behind it, so that it is printed within. */
static int check_and_print(struct validation *v, const struct cli *c,
	struct db *d, const struct findings_order *o, struct err *e)
{
	int rc;

	if (dry_run && db_begin(d, e) < 0)
		return -1;
	rc = check(v, d, o, e);
	if (rc == 0)
		rc = cli_findings_print(c, &print, d, o, e);
	return dry_run ? db_end(d, rc, e) : rc;
}

/* 1 where there are findings at or above the bar. */
static int run(const struct cli *c, struct findings_order o, struct err *e)
{
	char path[PATH_TEXT];
	struct spec_name name;
	struct validation v = { 0 };
	struct cli_act act;
	struct db *d = NULL;
	long bad;

	if (spec_name(&name, c->argv[0], e) < 0)
		return -1;
	o.dataset = name.dataset;
	o.edition = *name.edition ? name.edition : NULL;
	if (cli_act_on(&act, c, cli_database(database, path), e) == 0 &&
		cli_act_open(&d, &act, cli_database(database, path),
			dry_run ? DB_TRY : DB_WRITE, e) == 0 &&
		check_and_print(&v, c, d, &o, e) == 0)
		tell(c, &v);
	cli_act_log(&act, dry_run ? NULL : d, e);
	db_close(d);
	cli_act_end(&act);
	bad = v.errors + (o.bar <= SEVERITY_WARNING ? v.warnings : 0) +
		(o.bar == SEVERITY_INFO ? v.infos : 0);
	return bad > 0;
}

/* What the call asks: of the rules, or of the database. */
static int answer(const struct cli *c, struct findings_order *o, struct err *e)
{
	struct rules *rules = NULL;
	int bad = 0;

	if (rules_open(&rules, rules_dir, e) < 0)
		return 0;
	o->rules = rules;
	if (list_rules)
		cli_rules_list(rules, print.format, e);
	else if (explain)
		cli_rules_explain(rules, explain, e);
	else
		bad = run(c, *o, e);
	rules_close(rules);
	return bad;
}

int main(int argc, char **argv)
{
	struct findings_order o = { .version = KOSH_VERSION,
		.now = clock_now() };
	struct err e = ERR_INIT;
	struct cli c;
	int bar, bad, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0 || (rc = cli_spares(&c, print.output, database)) >= 0)
		return rc;
	bar = severity_of(span_of(fail_on));
	if (bar < 0)
		return cli_usage(&c,
			"--fail-on '%s': expected error, warning or info",
			fail_on);
	o.bar = (enum severity)bar;
	if (!list_rules && !explain && c.argc == 0)
		return cli_usage(&c, "expected %s", tool.arguments);
	rc = list_rules ? cli_rules_check(&c, print.format)
			: cli_findings_take(&o, &c, &print);
	if (rc > 0)
		return rc;
	bad = answer(&c, &o, &e);
	return cli_done(&c, &e, bad);
}
