/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_format.h"
#include "cmd/cli_head.h"
#include "cmd/cli_log.h"
#include "cmd/cli_verify.h"
#include "pipeline/audit/loglist.h"
#include "pipeline/extract/spec.h"

static const char *database, *format, *event, *run_id, *release, *sign_key;
static unsigned larger_than;
static struct cli_verify with = { .most = 20 };

static const struct cli_tool tool = {
	.name = "kosh-log",
	.does = "list the audit log, verify, sign or rotate it",
	.arguments = "list [DATASET[/EDITION]] | verify [FILE] | head | sign | "
		     "rotate",
	.min_args = 1,
	.max_args = 2,
	.opts =
		(const struct cli_opt[]){
			CLI_DB(database),
			CLI_FORMAT(format),
			{ "event", 0, CLI_TEXT, &event, "EVENT",
				"list: only these: load, promote, ..." },
			{ "run", 0, CLI_TEXT, &run_id, "RUN",
				"list: only those of this run" },
			{ "release", 0, CLI_TEXT, &release, "SHA256",
				"list: only those about this release, or so "
				"begun" },
			{ "report", 0, CLI_TEXT, &with.report, "FILE.xlsx",
				"verify: by the head that the report names" },
			{ "head", 0, CLI_TEXT, &with.head, "HASH",
				"verify: by a head that was kept" },
			{ "line", 0, CLI_NUMBER, &with.line, "N",
				"verify: --head is the hash of this line" },
			{ "key", 0, CLI_TEXT, &with.key, "PUB.pem",
				"verify: by the signatures of this key" },
			{ "max-faults", 0, CLI_NUMBER, &with.most, "N",
				"verify: tell so many, and count all (20)" },
			{ "sign-key", 0, CLI_TEXT, &sign_key, "KEY.pem",
				"sign: the private key" },
			{ "larger-than", 0, CLI_NUMBER, &larger_than, "MIB",
				"rotate: only a log of at least that size" },
			{ 0 },
		},
	.more = "The log of output/kosh.db is output/kosh.log: a line of JSON "
		"for each thing that\nhappened, each with the hash of the one "
		"before. verify finds what was changed,\ntaken out, put in or "
		"moved; what was cut off at the end it finds where the\n"
		"database, a report, a signature or --head knows of it, and "
		"says what it cannot\nknow. The status is 1 if the log is "
		"broken. rotate begins a new file, which goes on;\nthe old "
		"one is output/kosh.log.N, N being its last line.\n",
	.examples = "  kosh-log list --event promote gairi\n"
		    "  kosh-log verify --report output/gairi.xlsx\n"
		    "  kosh-log verify --key pub.pem kosh.log\n"
		    "  kosh-log head\n"
		    "  kosh-log sign --sign-key key.pem\n"
		    "  kosh-log rotate --larger-than 64\n",
};

/* What a verb is called with. */
struct call {
	const struct cli *c;
	const char *argument; /* NULL: none */
	char database[PATH_TEXT], path[PATH_TEXT];
	enum query_format how;
};

/* ---- list, head, sign -------------------------------------------------------
 */

static int list(struct call *k, struct err *e)
{
	struct loglist_order o = { .event = event,
		.run = run_id,
		.release = release,
		.format = k->how };
	struct spec_name name;

	if (k->argument) {
		if (spec_name(&name, k->argument, e) < 0)
			return 0;
		o.dataset = name.dataset;
		o.edition = *name.edition ? name.edition : NULL;
	}
	loglist(stdout, k->path, &o, e);
	return 0;
}

static int head(struct call *k, struct err *e)
{
	cli_head_print(k->path, k->how, e);
	return 0;
}

static int sign(struct call *k, struct err *e)
{
	cli_head_sign(k->c, k->path, sign_key, e);
	return 0;
}

/* The database knows of a line that is in the part now. Where it cannot be told
 * of a later one, the part has to stay until something else is written. */
static void tell_database(const struct call *k)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	if (file_exists(k->database) &&
		(db_open(&d, k->database, DB_WRITE, &e) < 0 ||
			outbox_follow(d, &e) < 0))
		cli_note(k->c,
			"leave the part where it is until the next run: %s",
			e.text);
	db_close(d);
}

static int rotate(struct call *k, struct err *e)
{
	struct cli_act act;

	if (!file_exists(k->path))
		err_set(e, ERR_DATA, "there is no log '%.400s'", k->path);
	else if (cli_act_begin(&act, k->c, e) == 0) {
		if (cli_act_rotate(&act, k->path, larger_than, e) == 1)
			tell_database(k);
		cli_act_end(&act);
	}
	return 0;
}

/* The database is asked about its own log; about another one if it is named,
 * too. */
static int verify(struct call *k, struct err *e)
{
	with.path = k->argument ? k->argument : k->path;
	with.database = !k->argument || database ? k->database : NULL;
	with.is_other = k->argument != NULL;
	return cli_verify(&with, k->how, e);
}

/* ---- what there is to do ----------------------------------------------------
 */

static const struct verb {
	const char *name;
	int (*run)(struct call *k, struct err *e); /* 1: the answer is no */
	int max_args;
	const char **needs; /* an option, or NULL */
	const char *needed; /* as usage says it */
} verbs[] = {
	{ "list", list, 1, NULL, NULL },
	{ "verify", verify, 1, NULL, NULL },
	{ "head", head, 0, NULL, NULL },
	{ "sign", sign, 0, &sign_key, "sign: expected --sign-key KEY.pem" },
	{ "rotate", rotate, 0, NULL, NULL },
};

static const struct verb *verb_find(const char *name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

/* -1 if the command line is right, or else the status. */
static int check(const struct cli *c, const struct verb *v)
{
	if (!v)
		return cli_usage(c,
			"'%s': expected list, verify, head, sign or "
			"rotate",
			c->argv[0]);
	if (c->argc - 1 > v->max_args)
		return cli_usage(c, "%s: '%s' is one argument too many",
			v->name, c->argv[1]);
	if (v->needs && !*v->needs)
		return cli_usage(c, "%s", v->needed);
	if (with.line && !with.head)
		return cli_usage(c, "--line: expected --head HASH too");
	if (with.head &&
		(strlen(with.head) != HASH_HEX - 1 ||
			strspn(with.head, "0123456789abcdef") != HASH_HEX - 1))
		return cli_usage(
			c, "--head '%s': expected 64 hex digits", with.head);
	return -1;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct call k = { 0 };
	const struct verb *v;
	struct cli c;
	char room[PATH_TEXT];
	int answer = 0, rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	v = verb_find(c.argv[0]);
	if ((rc = check(&c, v)) >= 0 ||
		(rc = cli_format(&k.how, &c, format)) >= 0)
		return rc;
	k.c = &c;
	k.argument = c.argc > 1 ? c.argv[1] : NULL;
	snprintf(k.database, sizeof(k.database), "%s",
		cli_database(database, room));
	if (log_path(k.path, k.database, &e) == 0)
		answer = v->run(&k, &e);
	return cli_done(&c, &e, answer);
}
