/* SPDX-License-Identifier: MIT */
#include "cmd/cli_log.h"
#include "cmd/cli_net.h"
#include "cmd/cli_store.h"
#include "pipeline/base/file.h"
#include "pipeline/base/record.h"
#include "pipeline/base/sandbox.h"
#include "pipeline/run/take.h"

static const char *from, *database;
static int dry_run, only_check, locked, verify;
static struct cli_net net = CLI_NET_INIT;

static const struct cli_tool tool = {
	.name = "kosh-fetch",
	.does = "take new releases of datasets into the store",
	.arguments = "DATASET[/EDITION]...",
	.min_args = 0,
	.max_args = -1,
	.opts =
		(const struct cli_opt[]){
			{ "from", 0, CLI_TEXT, &from, "DIR",
				"take the workbooks from a "
				"folder, by their official "
				"names" },
			{ "check", 0, CLI_FLAG, &only_check, NULL,
				"ask what is new, take nothing; exit 1 if "
				"something is" },
			{ "locked", 0, CLI_FLAG, &locked, NULL,
				"refuse what the spec or the lock does not "
				"pin" },
			{ "verify", 0, CLI_FLAG, &verify, NULL,
				"hash the whole store again; exit 1 if it is "
				"damaged" },
			{ "dry-run", 'n', CLI_FLAG, &dry_run, NULL,
				"say what would be asked or taken, ask and "
				"take nothing" },
			CLI_DB(database),
			CLI_NET_OPTS(net),
			{ 0 },
		},
	.more = "Asks the publishers' servers, all at once, by the addresses "
		"in the specs, and only\nfor what is new. The store is "
		"raw/store, its index raw/kosh.lock. The same bytes are\ntaken "
		"once; other bytes for an edition are another release beside "
		"the first. Columns\nof the answer: "
		"dataset,edition,release,file,bytes,state (new, again, "
		"unchanged).\n",
	.version = sandbox_words,
	.examples = "  kosh-fetch gairi gii hdi\n"
		    "  kosh-fetch --check gairi || echo 'there is news'\n"
		    "  kosh-fetch --from ~/Downloads gairi\n"
		    "  kosh-fetch --from build/bundled gairi/2025\n"
		    "  kosh-fetch --verify\n",
};

static const char *const columns[] = { "dataset", "edition", "release", "file",
	"bytes", "state" };

struct answer {
	const struct cli *cli;
	unsigned taken, absent;
	int news;
	struct err first; /* what could not be taken */
};

static void put(
	const struct source *s, const struct release *x, const char *state)
{
	char bytes[24] = "";

	if (x)
		snprintf(bytes, sizeof(bytes), "%lld", x->bytes);
	record_put(stdout, RECORD_CSV, columns,
		(const struct field[]){
			{ FIELD_TEXT, span_of(s->spec->dataset) },
			{ FIELD_TEXT, span_of(s->ed->id) },
			{ FIELD_TEXT, span_of(x ? x->sha256 : "") },
			{ FIELD_TEXT, span_of(s->w->file) },
			{ FIELD_NUMBER, span_of(bytes) },
			{ FIELD_TEXT, span_of(state) } },
		6);
}

static void absent(struct answer *a, const struct source *s)
{
	if (from)
		cli_note(a->cli, "%s/%s: no file '%s' in '%s'",
			s->spec->dataset, s->ed->id, s->w->file, from);
	else
		cli_note(a->cli,
			"%s/%s: the spec has no address for '%s': --from DIR "
			"takes it from a folder",
			s->spec->dataset, s->ed->id, s->w->file);
	a->absent++;
}

/* A fault is told at once, and the first decides how it ends. */
static void failed(struct answer *a, const struct source *s)
{
	struct err e = s->fault;

	err_in(&e, "%s/%s", s->spec->dataset, s->ed->id);
	if (a->first.kind != ERR_NONE)
		cli_fault(a->cli, "%s", e.text);
	else
		a->first = e;
}

static int on_taken(void *context, const struct source *s,
	const struct release *x, struct err *e)
{
	static const char *const states[] = { [TAKEN_NEW] = "new",
		[TAKEN_AGAIN] = "again",
		[TAKEN_UNCHANGED] = "unchanged" };
	struct answer *a = context;

	(void)e;
	cli_net_end();
	if (s->what == TAKEN_ABSENT) {
		absent(a, s);
	} else if (s->what == TAKEN_FAILED) {
		failed(a, s);
	} else {
		a->taken++;
		a->news |= s->what != TAKEN_UNCHANGED;
		put(s, x, states[s->what]);
	}
	return 0;
}

static void would_ask(struct answer *a, const struct source *s)
{
	if (!s->w->url && !s->w->press) {
		absent(a, s);
		return;
	}
	a->taken++;
	put(s, NULL, s->w->press ? "would be taken" : "would be asked");
}

static int take(struct taking *t, struct cli *c, struct err *e)
{
	struct net_policy policy = cli_net_policy(&net, c);
	int rc;

	record_header(stdout, RECORD_CSV, columns, 6);
	if (from)
		return take_from(t, from, e);
	if (!dry_run) {
		rc = take_net(t, &policy, e);
		cli_net_end();
		return rc;
	}
	for (size_t i = 0; i < t->all->n; i++)
		would_ask(t->context, &t->all->at[i]);
	return 0;
}

/* What could not be logged is not to be taken. */
static int open_database(
	struct db **out, struct cli_act *act, struct cli *c, struct err *e)
{
	char buf[PATH_TEXT];
	const char *path = cli_database(database, buf);

	return dry_run ? 0
		: file_make_place(path, e) < 0 ||
			cli_act_on(act, c, path, e) < 0
		? -1
		: cli_act_open(out, act, path, DB_CREATE, e);
}

static int fetch(struct answer *a, struct cli *c, struct err *e)
{
	struct sources all = { NULL, 0, NULL, 0 };
	struct taking t = { .all = &all,
		.trial = dry_run || only_check,
		.locked = locked,
		.report = on_taken,
		.context = a };
	struct cli_act act = { .cli = c };
	int rc = 0;

	for (int i = 0; rc == 0 && i < c->argc; i++)
		rc = sources_name(&all, cli_root(), c->argv[i], e);
	if (rc == 0)
		rc = releases_open(&t.releases, cli_root(),
			t.trial ? RELEASES_READ : RELEASES_TAKE, e);
	if (rc == 0)
		rc = open_database(&t.db, &act, c, e);
	if (rc == 0)
		rc = take(&t, c, e);
	cli_act_log(&act, t.db, e);
	db_close(t.db);
	cli_act_end(&act);
	releases_close(t.releases);
	sources_free(&all);
	return rc;
}

/* Of a folder every workbook is expected; of the net those with an address. */
static void fetch_all(struct answer *a, struct cli *c, struct err *e)
{
	fetch(a, c, e);
	err_set(e, a->first.kind, "%s", a->first.text);
	if (e->kind == ERR_NONE && a->absent && (from || !a->taken))
		err_set(e, ERR_DATA, "%u workbooks taken, %u absent", a->taken,
			a->absent);
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct answer a = { 0 };
	struct cli c;
	int rc = cli_parse(&c, &tool, argc, argv);

	if (rc >= 0)
		return rc;
	if (verify && c.argc > 0)
		return cli_usage(&c, "--verify looks at the whole store");
	if (verify)
		return cli_done(&c, &e, cli_store_verify(&e));
	if (c.argc == 0)
		return cli_usage(&c, "expected %s", tool.arguments);
	a.cli = &c;
	fetch_all(&a, &c, &e);
	return cli_done(&c, &e, only_check && a.news);
}
