/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_account.h"
#include "cmd/cli_head.h"
#include "cmd/cli_net.h"
#include "cmd/cli_plan.h"
#include "pipeline/base/file.h"
#include "pipeline/base/sandbox.h"
#include "pipeline/extract/spec.h"
#include "pipeline/run/run.h"

static const char *from, *database, *report, *sign_key, *fail_on = "error",
							*rules_dir;
static int dry_run, plan_only, offline, fail_fast, keep_going;
static struct cli_account told;
static struct cli_plan plan = { .most = CLI_PLAN_MOST };
static struct rules *rules;
static struct cli_net net = CLI_NET_INIT;
static struct run_kept kept = RUN_KEPT_INIT;

static const struct cli_tool tool = {
	.name = "kosh-run",
	.does = "all steps for some datasets, only what changed",
	.arguments = "DATASET[/EDITION]...",
	.min_args = 1,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			{ "from", 0, CLI_TEXT, &from, "DIR",
				"take the workbooks from a "
				"folder, by their official "
				"names" },
			{ "offline", 0, CLI_FLAG, &offline, NULL,
				"ask no server: take what the store has" },
			CLI_DB(database),
			{ "output", 'o', CLI_TEXT, &report, "FILE",
				"the report (default: output/DATASET.xlsx)" },
			{ "fail-on", 0, CLI_TEXT, &fail_on, "SEVERITY",
				"error (default), warning or info: quarantine "
				"and "
				"exit 1 from there" },
			CLI_RULES(rules_dir),
			{ "sign-key", 0, CLI_TEXT, &sign_key, "KEY.pem",
				"sign the head of the log at the end, by "
				"Ed25519" },
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"say what would be done, change nothing" },
			{ "plan", 0, CLI_FLAG, &plan_only, NULL,
				"print commands, one a line, that read side "
				"by side what a run would" },
			{ "batch", 0, CLI_NUMBER, &plan.most, "N",
				"so many small workbooks a command of --plan "
				"(default: 16)" },
			{ "keep-going", 0, CLI_FLAG, &keep_going, NULL,
				"go on with the other datasets when one fails "
				"(default)" },
			{ "fail-fast", 0, CLI_FLAG, &fail_fast, NULL,
				"stop at the first dataset that fails" },
			CLI_ACCOUNT_OPTS(told),
			CLI_NET_OPTS(net),
			{ 0 },
		},
	.more = "Asks the publishers' servers for new releases, reads those "
		"that the database lacks,\nvalidates, derives and writes the "
		"report, whose path is the answer. A workbook that\ncannot be "
		"had or read leaves the others done, and the exit status says "
		"so.\n",
	.version = sandbox_words,
	.examples =
		"  kosh-run --from build/bundled gairi\n"
		"  kosh-run --offline gairi      # what the store has\n"
		"  kosh-run gairi gii hdi        # from the net, on a timer\n"
		"  kosh-run --metrics /var/lib/node_exporter/kosh.prom gairi\n"
		"  kosh-run --on-failure 'mail -s kosh ops@example.org' gairi\n"
		"  kosh-run --from ~/Downloads gairi/2025\n"
		"  kosh-fetch gairi; kosh-run --plan gairi | parallel; "
		"kosh-run gairi\n",
};

static void on_line(void *context, enum run_line line, const char *text)
{
	cli_net_end();
	if (line == RUN_FAULT)
		cli_fault(context, "%s", text);
	else if (line == RUN_STEP)
		cli_note(context, "%s", text);
	else
		cli_detail(context, "%s", text);
}

static void on_plan(void *context, const struct release *x)
{
	(void)context;
	cli_plan_put(&plan, x);
}

static void summary(const struct cli *c, const struct run_order *o,
	const struct run_result *r)
{
	if (r->unchanged)
		cli_note(c, "%s: nothing has changed%s", o->dataset,
			dry_run && o->net ? " here" : "");
	else
		cli_note(c,
			"%s: %u releases read, %u failed; findings: %ld "
			"errors, %ld warnings, %ld notes",
			o->dataset, r->loaded, r->failed + r->unfetched,
			r->errors, r->warnings, r->infos);
	if (r->waived)
		cli_note(c, "%s: %ld findings are waived", o->dataset,
			r->waived);
	if (r->quarantined)
		cli_note(c,
			"%s: %ld releases are in quarantine: kosh-query "
			"findings %s",
			o->dataset, r->quarantined, o->dataset);
	if (r->held)
		cli_note(c,
			"%s: %ld releases are held: valid, but not the bytes "
			"that the spec pins",
			o->dataset, r->held);
	if (file_exists(o->report))
		printf("%s\n", o->report);
}

static int fault(const struct cli *c, const struct err *e)
{
	cli_net_end();
	cli_fault(c, "%s", e->text);
	return err_status(e->kind);
}

static int is_bad(const struct run_result *r, enum severity bar)
{
	return r->quarantined > 0 || r->errors > 0 ||
		(bar <= SEVERITY_WARNING && r->warnings > 0) ||
		(bar == SEVERITY_INFO && r->infos > 0);
}

/* Keeps how a dataset ended, for who wants to be told. */
static int account(const struct cli *c, const struct run_order *o,
	const struct run_result *r, int status, const struct err *why)
{
	struct err e = ERR_INIT;

	if (!told.account ||
		account_add(told.account, o, r, status, why, &e) == 0)
		return status;
	return fault(c, &e);
}

static void name_report(char path[PATH_TEXT], const struct spec_name *name)
{
	snprintf(path, PATH_TEXT, "%.900s/output/%s.xlsx", cli_root(),
		name->dataset);
}

/* What is not even tried, or has no name of a dataset. */
static int account_word(const struct cli *c, const char *text, int status,
	const struct err *why)
{
	const struct run_result none = { .loaded = 0 };
	struct err e = ERR_INIT;
	struct spec_name name;
	struct run_order o = { .dataset = text };

	if (spec_name(&name, text, &e) == 0) {
		o.dataset = name.dataset;
		o.edition = *name.edition ? name.edition : NULL;
	}
	return account(c, &o, &none, status, why);
}

/* A word of the call, while it is worked on. */
struct job {
	const char *text;
	struct run_order order;
	struct run_result result;
	struct err first, fault;
	struct run *run;
	struct spec_name name;
	struct net_policy policy;
	char database[PATH_TEXT], report[PATH_TEXT];
};

/* While a report is made the next dataset is worked on. More than one at a
 * time is of use where that takes longer than all else. */
enum { REPORTS = 2 };

static void job_begin(struct job *j, struct cli *c, const struct cli_act *act,
	const char *text, enum severity bar)
{
	struct spec_name name;

	*j = (struct job){ .text = text,
		.first = ERR_INIT,
		.fault = ERR_INIT,
		.policy = cli_net_policy(&net, c) };
	j->order = (struct run_order){ .root = cli_root(),
		.database = cli_database(database, j->database),
		.from = from,
		.net = from || offline ? NULL : &j->policy,
		.rules = rules,
		.report = report ? report : j->report,
		.version = KOSH_VERSION,
		.actor = act->json.at,
		.bar = bar,
		.dry_run = dry_run,
		.kept = &kept,
		.plan = plan_only ? on_plan : NULL,
		.say = on_line,
		.context = c };
	if (spec_name(&name, text, &j->fault) < 0)
		return;
	j->name = name;
	j->order.dataset = j->name.dataset;
	j->order.edition = *j->name.edition ? j->name.edition : NULL;
	name_report(j->report, &name);
	run_begin(&j->run, &j->result, &j->order, &j->first, &j->fault);
}

/* 0, 1 for findings at the bar, or the status of what went wrong. */
static int job_end(struct job *j, struct cli *c, enum severity bar)
{
	if (!j->order.dataset)
		return account_word(c, j->text, fault(c, &j->fault), &j->fault);
	run_end(j->run, &j->fault);
	if (j->fault.kind != ERR_NONE) {
		err_in(&j->fault, "%s", j->name.dataset);
		return account(c, &j->order, &j->result, fault(c, &j->fault),
			&j->fault);
	}
	if (!plan_only && (!dry_run || j->result.unchanged))
		summary(c, &j->order, &j->result);
	return account(c, &j->order, &j->result,
		j->first.kind != ERR_NONE ? err_status(j->first.kind)
					  : is_bad(&j->result, bar),
		&j->first);
}

static int worse(int a, int b)
{
	return a > b ? a : b;
}

/* What became of all of them. */
struct jobs {
	struct job at[REPORTS]; /* in turn */
	int begun, ended, worst, failed;
	struct text names; /* of what failed */
};

static void end_one(struct jobs *all, struct cli *c, enum severity bar)
{
	struct job *j = &all->at[all->ended++ % REPORTS];
	int status = job_end(j, c, bar);

	all->worst = worse(status, all->worst);
	if (status > 1)
		text_printf(&all->names, "%s%s (%d)", all->failed++ ? ", " : "",
			j->text, status);
}

/* 1 if the report of one that has not ended is the one of this text, too. */
static int is_same_report(const struct jobs *all, const char *text)
{
	const size_t n = strcspn(text, "/");

	for (int i = all->ended; i < all->begun; i++) {
		const char *other = all->at[i % REPORTS].text;

		if (strcspn(other, "/") == n && strncmp(other, text, n) == 0)
			return 1;
	}
	return 0;
}

/* Ends them in the order in which they were begun. */
static void run_one(struct jobs *all, struct cli *c, const struct cli_act *act,
	enum severity bar)
{
	const char *text = c->argv[all->begun];

	while (is_same_report(all, text) || all->begun - all->ended == REPORTS)
		end_one(all, c, bar);
	job_begin(&all->at[all->begun++ % REPORTS], c, act, text, bar);
	if (fail_fast)
		end_one(all, c, bar);
}

/* All of them, and last which ones failed. */
static int run_each(struct cli *c, const struct cli_act *act, enum severity bar)
{
	struct jobs all = { .names = TEXT_INIT };
	struct err stopped = ERR_INIT;

	while (all.begun < c->argc && !(fail_fast && all.worst > 1))
		run_one(&all, c, act, bar);
	while (all.ended < all.begun)
		end_one(&all, c, bar);
	run_kept_free(&kept);
	if (all.failed > 0 && c->argc > 1 && !all.names.failed)
		cli_fault(c, "%d of %d failed, each with its exit status: %s",
			all.failed, c->argc, all.names.at);
	err_set(&stopped, ERR_SYSTEM,
		"not tried, since another one failed before");
	for (int i = all.begun; i < c->argc; i++)
		account_word(c, c->argv[i], all.worst, &stopped);
	text_free(&all.names);
	return all.worst;
}

/* What has to be there before the first one. */
static int run_with(
	int *worst, struct cli *c, const struct cli_act *act, struct err *e)
{
	const enum severity bar = (enum severity)severity_of(span_of(fail_on));
	char room[PATH_TEXT];
	struct cli_head head = { .key = NULL };
	int rc = rules_open(&rules, rules_dir, e);

	if (rc == 0)
		rc = cli_head_open(
			&head, cli_database(database, room), sign_key, e);
	if (rc == 0) {
		*worst = run_each(c, act, bar);
		cli_plan_end(&plan);
		rc = dry_run ? 0 : cli_head_say(&head, c, e);
	}
	cli_head_close(&head);
	rules_close(rules);
	return rc;
}

static int run_all(struct cli *c)
{
	char room[PATH_TEXT];
	struct err e = ERR_INIT;
	struct cli_act act;
	int worst = 0;

	if ((plan_only && cli_plan_begin(&plan, &e) < 0) ||
		cli_act_begin(&act, c, &e) < 0 ||
		cli_account_begin(&told, &act, &e) < 0 ||
		run_with(&worst, c, &act, &e) < 0)
		worst = worse(fault(c, &e), worst);
	if (!dry_run)
		worst = cli_account_tell(
			&told, c, worst, &e, cli_database(database, room));
	cli_account_end(&told);
	cli_act_end(&act);
	return worst;
}

/* Nobody is told by a file that the run reads or makes. */
static int spare_ours(const struct cli *c, struct err *e)
{
	char path[PATH_TEXT];
	struct err ignored = ERR_INIT;
	struct spec_name name;

	if (cli_account_spares(&told, cli_database(database, path), e) < 0 ||
		(report && cli_account_spares(&told, report, e) < 0))
		return -1;
	for (int i = 0; !report && i < c->argc; i++) {
		if (spec_name(&name, c->argv[i], &ignored) < 0)
			continue;
		name_report(path, &name);
		if (cli_account_spares(&told, path, e) < 0)
			return -1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	if (severity_of(span_of(fail_on)) < 0)
		return cli_usage(&c,
			"--fail-on '%s': expected error, warning "
			"or info",
			fail_on);
	if (report && c.argc > 1)
		return cli_usage(&c, "-o names one report: give one dataset");
	if (report && strcmp(report, "-") == 0)
		return cli_usage(&c, "-o -: a report needs a file");
	if (plan_only && from)
		return cli_usage(&c,
			"--plan is of what the store has: take the workbooks "
			"first, by kosh-fetch --from %s",
			from);
	if (plan.most == 0)
		return cli_usage(&c, "--batch 0: expected 1 or more");
	if (plan_only)
		dry_run = offline = 1;
	if (fail_fast && keep_going)
		return cli_usage(&c, "say one of --keep-going and --fail-fast");
	rc = cli_account_check(&c, &told);
	if (rc >= 0)
		return rc;
	return cli_done(&c, &e, spare_ours(&c, &e) < 0 ? 0 : run_all(&c));
}
