/* SPDX-License-Identifier: MIT */
#include "cmd/cli_run.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/cli_head.h"
#include "pipeline/base/file.h"
#include "pipeline/extract/spec.h"

static void on_line(void *context, enum run_line line, const char *text)
{
	const struct cli *c = ((struct cli_run *)context)->c;

	cli_net_end();
	if (line == RUN_FAULT)
		cli_fault(c, "%s", text);
	else if (line == RUN_STEP)
		cli_note(c, "%s", text);
	else
		cli_detail(c, "%s", text);
}

static void on_plan(void *context, const struct release *x)
{
	cli_plan_put(&((struct cli_run *)context)->plan, x);
}

static void summary(const struct cli *c, const struct run_order *o,
	const struct run_result *r)
{
	if (r->unchanged)
		cli_note(c, "%s: nothing has changed%s", o->dataset,
			o->dry_run && o->net ? " here" : "");
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
static int account(const struct cli_run *a, const struct run_order *o,
	const struct run_result *r, int status, const struct err *why)
{
	struct err e = ERR_INIT;

	if (!a->told.account ||
		account_add(a->told.account, o, r, status, why, &e) == 0)
		return status;
	return fault(a->c, &e);
}

static void name_report(char path[PATH_TEXT], const struct spec_name *name)
{
	snprintf(path, PATH_TEXT, "%.900s/output/%s.xlsx", cli_root(),
		name->dataset);
}

/* What is not even tried, or has no name of a dataset. */
static int account_word(const struct cli_run *a, const char *text, int status,
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
	return account(a, &o, &none, status, why);
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

/* While rules are asked and reports made the next datasets are worked on: of
 * one the rules, of those before it the reports, which take longer than all
 * else. More wait for their turn to be told of. */
enum { AT_ONCE = 5, UNTOLD = 64 };

/* 1 if the text begins with the dataset. */
static int names_it(const struct err *e, const char *dataset)
{
	size_t n = strlen(dataset);

	return strncmp(e->text, dataset, n) == 0 &&
		(e->text[n] == ' ' || e->text[n] == '/');
}

/* Others follow it. */
static void job_begin(struct job *j, struct cli_run *a,
	const struct cli_act *act, const char *text, int others)
{
	struct spec_name name;

	*j = (struct job){ .text = text,
		.first = ERR_INIT,
		.fault = ERR_INIT,
		.policy = cli_net_policy(&a->net, a->c) };
	j->order = (struct run_order){ .root = cli_root(),
		.database = cli_database(a->database, j->database),
		.from = a->from,
		.net = a->from || a->offline ? NULL : &j->policy,
		.rules = a->rules,
		.report = a->report ? a->report : j->report,
		.version = KOSH_VERSION,
		.actor = act->json.at,
		.bar = a->bar,
		.dry_run = a->dry_run,
		.others = others,
		.kept = &a->kept,
		.plan = a->plan_only ? on_plan : NULL,
		.say = on_line,
		.context = a };
	if (spec_name(&name, text, &j->fault) < 0)
		return;
	j->name = name;
	j->order.dataset = j->name.dataset;
	j->order.edition = *j->name.edition ? j->name.edition : NULL;
	name_report(j->report, &name);
	if (a->report || a->dry_run ||
		file_make_place(j->report, &j->fault) == 0)
		run_begin(&j->run, &j->result, &j->order, &j->first, &j->fault);
}

/* 0, 1 for findings at the bar, or the status of what went wrong. */
static int job_end(struct job *j, const struct cli_run *a)
{
	if (!j->order.dataset)
		return account_word(
			a, j->text, fault(a->c, &j->fault), &j->fault);
	run_end(j->run, &j->fault);
	if (j->fault.kind != ERR_NONE) {
		if (!names_it(&j->fault, j->name.dataset))
			err_in(&j->fault, "%s", j->name.dataset);
		return account(a, &j->order, &j->result, fault(a->c, &j->fault),
			&j->fault);
	}
	if (!a->plan_only && (!a->dry_run || j->result.unchanged))
		summary(a->c, &j->order, &j->result);
	return account(a, &j->order, &j->result,
		j->first.kind != ERR_NONE ? err_status(j->first.kind)
					  : is_bad(&j->result, a->bar),
		&j->first);
}

static int worse(int a, int b)
{
	return a > b ? a : b;
}

/* What became of all of them. */
struct jobs {
	struct job *at; /* UNTOLD of them, in turn */
	int begun, ended, worst, failed;
	struct text names; /* of what failed */
};

static void end_one(struct jobs *all, const struct cli_run *a)
{
	struct job *j = &all->at[all->ended++ % UNTOLD];
	int status = job_end(j, a);

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
		const char *other = all->at[i % UNTOLD].text;

		if (strcspn(other, "/") == n && strncmp(other, text, n) == 0)
			return 1;
	}
	return 0;
}

/* How many have a process that works for them. */
static int at_work(const struct jobs *all)
{
	int n = 0;

	for (int i = all->ended; i < all->begun; i++)
		n += all->at[i % UNTOLD].run != NULL;
	return n;
}

/* Ends them in the order in which they were begun. What the rules found of one
 * is waited for where another one has come as far. */
static void run_one(
	struct jobs *all, struct cli_run *a, const struct cli_act *act)
{
	const char *text = a->c->argv[all->begun];
	const int others = !a->fail_fast && all->begun + 1 < a->c->argc;
	struct job *j = &all->at[all->begun % UNTOLD];

	while (is_same_report(all, text) || all->begun - all->ended == UNTOLD ||
		at_work(all) == AT_ONCE)
		end_one(all, a);
	job_begin(j, a, act, text, others);
	all->begun++;
	for (int i = all->ended; j->run && i < all->begun; i++)
		run_go_on(&all->at[i % UNTOLD].run, &all->at[i % UNTOLD].fault);
	if (a->fail_fast)
		end_one(all, a);
}

/* All of them, and last which ones failed. */
static int run_each(struct cli_run *a, const struct cli_act *act)
{
	const struct cli *c = a->c;
	struct jobs all = { .at = calloc(UNTOLD, sizeof(struct job)),
		.names = TEXT_INIT };
	struct err stopped = ERR_INIT;

	if (!all.at) {
		err_memory(&stopped);
		return fault(c, &stopped);
	}
	while (all.begun < c->argc && !(a->fail_fast && all.worst > 1))
		run_one(&all, a, act);
	while (all.ended < all.begun)
		end_one(&all, a);
	run_kept_free(&a->kept);
	if (all.failed > 0 && c->argc > 1 && !all.names.failed)
		cli_fault(c, "%d of %d failed, each with its exit status: %s",
			all.failed, c->argc, all.names.at);
	err_set(&stopped, ERR_SYSTEM,
		"not tried, since another one failed before");
	for (int i = all.begun; i < c->argc; i++)
		account_word(a, c->argv[i], all.worst, &stopped);
	text_free(&all.names);
	free(all.at);
	return all.worst;
}

/* What has to be there before the first one. */
static int run_with(
	int *worst, struct cli_run *a, const struct cli_act *act, struct err *e)
{
	char room[PATH_TEXT];
	struct cli_head head = { .key = NULL };
	int rc = rules_open(&a->rules, a->rules_dir, e);

	if (rc == 0)
		rc = cli_head_open(
			&head, cli_database(a->database, room), a->sign_key, e);
	if (rc == 0) {
		*worst = run_each(a, act);
		cli_plan_end(&a->plan);
		rc = a->dry_run ? 0 : cli_head_say(&head, a->c, e);
	}
	cli_head_close(&head);
	rules_close(a->rules);
	return rc;
}

int cli_run_all(struct cli_run *a, struct cli *c)
{
	char room[PATH_TEXT];
	struct err e = ERR_INIT;
	struct cli_act act;
	int worst = 0;

	a->c = c;
	if ((a->plan_only && cli_plan_begin(&a->plan, &e) < 0) ||
		cli_act_begin(&act, c, &e) < 0 ||
		cli_account_begin(&a->told, &act, &e) < 0 ||
		run_with(&worst, a, &act, &e) < 0)
		worst = worse(fault(c, &e), worst);
	if (!a->dry_run)
		worst = cli_account_tell(&a->told, c, worst, &e,
			cli_database(a->database, room));
	cli_account_end(&a->told);
	cli_act_end(&act);
	return worst;
}

int cli_run_spares(const struct cli_run *a, const struct cli *c, struct err *e)
{
	char path[PATH_TEXT];
	struct err ignored = ERR_INIT;
	struct spec_name name;

	if (cli_account_spares(&a->told, cli_database(a->database, path), e) <
			0 ||
		(a->report && cli_account_spares(&a->told, a->report, e) < 0))
		return -1;
	for (int i = 0; !a->report && i < c->argc; i++) {
		if (spec_name(&name, c->argv[i], &ignored) < 0)
			continue;
		name_report(path, &name);
		if (cli_account_spares(&a->told, path, e) < 0)
			return -1;
	}
	return 0;
}
