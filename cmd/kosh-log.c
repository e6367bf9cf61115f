/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/cli_format.h"
#include "pipeline/audit/logcheck_sig.h"
#include "pipeline/audit/loglist.h"
#include "pipeline/audit/logsign.h"
#include "pipeline/audit/outbox.h"
#include "pipeline/extract/spec.h"
#include "pipeline/store/rows.h"

static const char *database, *format, *event, *run_id, *report, *head_hash,
	*public_key, *sign_key;
static unsigned line, most = 20;

static const struct cli_tool tool = {
	.name = "kosh-log",
	.does = "list the audit log, verify or sign it",
	.arguments = "list [DATASET[/EDITION]] | verify [FILE] | head | sign",
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
			{ "report", 0, CLI_TEXT, &report, "FILE.xlsx",
				"verify: by the head that the report names" },
			{ "head", 0, CLI_TEXT, &head_hash, "HASH",
				"verify: by a head that was kept" },
			{ "line", 0, CLI_NUMBER, &line, "N",
				"verify: --head is the hash of this line" },
			{ "key", 0, CLI_TEXT, &public_key, "PUB.pem",
				"verify: by the signatures of this key" },
			{ "max-faults", 0, CLI_NUMBER, &most, "N",
				"verify: tell so many, and count all (20)" },
			{ "sign-key", 0, CLI_TEXT, &sign_key, "KEY.pem",
				"sign: the private key" },
			{ 0 },
		},
	.more = "The log of output/kosh.db is output/kosh.log: a line of JSON "
		"for each thing that\nhappened, each with the hash of the one "
		"before. verify finds what was changed,\ntaken out, put in or "
		"moved; what was cut off at the end it finds where the\n"
		"database, a report, a signature or --head knows of it, and "
		"says what it cannot\nknow. The status is 1 if the log is "
		"broken.\n",
	.examples = "  kosh-log list --event promote gairi\n"
		    "  kosh-log verify --report output/gairi.xlsx\n"
		    "  kosh-log verify --key pub.pem kosh.log\n"
		    "  kosh-log head\n"
		    "  kosh-log sign --sign-key key.pem\n",
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
	struct loglist_order o = {
		.event = event, .run = run_id, .format = k->how
	};
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
	static const char *const columns[] = { "line", "head" };
	struct log_head at;
	struct rows *r = NULL;
	char number[24];

	if (log_read_head(&at, k->path, e) < 0)
		return 0;
	if (at.line == 0) {
		err_set(e, ERR_DATA, "'%.200s' has no line yet", k->path);
		return 0;
	}
	snprintf(number, sizeof(number), "%llu", (unsigned long long)at.line);
	if (rows_open(&r, stdout, columns, 2, k->how, e) == 0) {
		rows_add(r,
			(const struct field[]){
				{ FIELD_NUMBER, span_of(number) },
				{ FIELD_TEXT, span_of(at.hash) } });
		rows_end(r, e);
	}
	rows_close(r);
	return 0;
}

static int sign(struct call *k, struct err *e)
{
	struct sign_key *key = NULL;
	struct log_head at;

	if (sign_open_private(&key, sign_key, e) == 0 &&
		logsign(&at, k->path, key, e) == 0)
		cli_note(k->c, "%s: line %llu signed, head %s", k->path,
			(unsigned long long)at.line, at.hash);
	sign_close(key);
	return 0;
}

/* ---- verify -----------------------------------------------------------------
 */

static void say(void *context, enum logcheck_says what, uint64_t at,
	const char *text)
{
	static const char *const names[] = { [LOGCHECK_BROKEN] = "broken",
		[LOGCHECK_NOTE] = "note",
		[LOGCHECK_WHOLE] = "whole",
		[LOGCHECK_HOLDS] = "holds",
		[LOGCHECK_UNKNOWN] = "unknown" };
	char number[24];

	snprintf(number, sizeof(number), "%llu", (unsigned long long)at);
	rows_add(context,
		(const struct field[]){ { FIELD_TEXT, span_of(names[what]) },
			{ at ? FIELD_NUMBER : FIELD_NULL,
				span_of(at ? number : NULL) },
			{ FIELD_TEXT, span_of(text) } });
}

/* What the database knows; of a log that is named it is asked only if it is
 * named, too. */
static int take_database(
	const struct call *k, struct logcheck *c, struct err *e)
{
	struct log_head known;
	struct db *d = NULL;
	int rc;

	if ((k->argument && !database) || !file_exists(k->database))
		return 0;
	rc = db_open(&d, k->database, DB_READ, e);
	if (rc == 0)
		rc = outbox_head(&known, d, e);
	if (rc == 0 && known.line > 0)
		rc = logcheck_anchor(
			c, k->database, known.line, known.hash, 0, e);
	db_close(d);
	return rc;
}

static int take_signatures(
	const struct call *k, struct logcheck *c, struct err *e)
{
	struct sign_key *key = NULL;
	char path[PATH_TEXT + 8];
	int rc = public_key ? sign_open_public(&key, public_key, e) : 0;

	snprintf(path, sizeof(path), "%s.sig", k->path);
	if (rc == 0)
		rc = logcheck_signatures(c, path, key, e);
	sign_close(key);
	return rc;
}

static int take_anchors(const struct call *k, struct logcheck *c, struct err *e)
{
	if (take_database(k, c, e) < 0 || take_signatures(k, c, e) < 0 ||
		(report && logcheck_report(c, report, e) < 0))
		return -1;
	return head_hash ? logcheck_anchor(c, "--head", line, head_hash, 0, e)
			 : 0;
}

/* Half of what is said would be taken for all of it. */
static int verify(struct call *k, struct err *e)
{
	static const char *const columns[] = { "state", "line", "text" };
	struct logcheck_result found = { 0 };
	struct logcheck *c = NULL;
	struct rows *r = NULL;
	struct draft *out = NULL;

	if (k->argument)
		snprintf(k->path, sizeof(k->path), "%s", k->argument);
	if (draft_open_whole(&out, "-", e) == 0 &&
		rows_open(&r, draft_stream(out), columns, 3, k->how, e) == 0 &&
		logcheck_open(&c, say, r, most, e) == 0 &&
		take_anchors(k, c, e) == 0 &&
		logcheck_file(c, k->path, e) == 0 &&
		logcheck_end(&found, c, e) == 0 && rows_end(r, e) == 0) {
		draft_commit(out, e);
		out = NULL;
	}
	draft_drop(out);
	logcheck_close(c);
	rows_close(r);
	return found.broken > 0;
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
		return cli_usage(c, "'%s': expected list, verify, head or sign",
			c->argv[0]);
	if (c->argc - 1 > v->max_args)
		return cli_usage(c, "%s: '%s' is one argument too many",
			v->name, c->argv[1]);
	if (v->needs && !*v->needs)
		return cli_usage(c, "%s", v->needed);
	if (line && !head_hash)
		return cli_usage(c, "--line: expected --head HASH too");
	if (head_hash &&
		(strlen(head_hash) != HASH_HEX - 1 ||
			strspn(head_hash, "0123456789abcdef") != HASH_HEX - 1))
		return cli_usage(c, "--head '%s': expected 64 hex digits",
			head_hash);
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
	if ((rc = check(&c, v)) >= 0 || (rc = cli_format(&k.how, &c, format)) >= 0)
		return rc;
	k.c = &c;
	k.argument = c.argc > 1 ? c.argv[1] : NULL;
	snprintf(k.database, sizeof(k.database), "%s",
		cli_database(database, room));
	if (log_path(k.path, k.database, &e) == 0)
		answer = v->run(&k, &e);
	return cli_done(&c, &e, answer);
}
