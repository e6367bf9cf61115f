/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_format.h"
#include "cmd/cli_log.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"
#include "pipeline/store/query.h"
#include "pipeline/store/validate.h"

static const char *database, *fail_on = "error", *explain, *format;
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
		    "  kosh-validate --explain V601\n",
};

static void print_rule(const struct rule *r)
{
	printf("%s  %-8s %s\n", r->id, severity_name(r->severity), r->title);
}

static int list(struct err *e)
{
	struct rule r;

	for (size_t i = 0; i < rules_count(); i++) {
		if (rules_at(&r, i, e) < 0)
			return -1;
		print_rule(&r);
	}
	return 0;
}

static int explain_rule(const char *id, struct err *e)
{
	struct rule r;

	for (size_t i = 0; i < rules_count(); i++) {
		if (rules_at(&r, i, e) < 0)
			return -1;
		if (strcmp(r.id, id) != 0)
			continue;
		print_rule(&r);
		printf("\nWhy:    %s\nRemedy: %s\n", r.why, r.remedy);
		return 0;
	}
	return err_set(e, ERR_USAGE, "no rule '%s': --list names them", id);
}

static int check(struct validation *v, struct db *d, struct cli *c,
	enum severity bar, enum query_format how, struct err *e)
{
	struct spec_name name;

	if (spec_name(&name, c->argv[0], e) < 0)
		return -1;
	if (dry_run)
		db_rehearse(d);
	if (validate(v, d, name.dataset, *name.edition ? name.edition : NULL,
		    bar, e) < 0)
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
static int run(
	struct cli *c, enum severity bar, enum query_format how, struct err *e)
{
	char path[PATH_TEXT];
	struct validation v = { 0 };
	struct cli_act act;
	struct db *d = NULL;
	long bad;

	if (cli_act_on(&act, c, cli_database(database, path), e) == 0 &&
		cli_act_open(&d, &act, cli_database(database, path), DB_WRITE,
			e) == 0 &&
		check(&v, d, c, bar, how, e) == 0)
		tell(c, &v);
	cli_act_log(&act, dry_run ? NULL : d, e);
	db_close(d);
	cli_act_end(&act);
	bad = v.errors + (bar <= SEVERITY_WARNING ? v.warnings : 0) +
		(bar == SEVERITY_INFO ? v.infos : 0);
	return bad > 0;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct cli c;
	enum query_format how;
	int bar, answer = 0, rc = cli_parse(&c, &tool, argc, argv);

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
	if (list_rules)
		list(&e);
	else if (explain)
		explain_rule(explain, &e);
	else if (c.argc == 0)
		return cli_usage(&c, "expected %s", tool.arguments);
	else
		answer = run(&c, (enum severity)bar, how, &e);
	return cli_done(&c, &e, answer);
}
