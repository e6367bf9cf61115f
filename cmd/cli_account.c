/* SPDX-License-Identifier: MIT */
#include "cmd/cli_account.h"

#include <string.h>
#include <sys/stat.h>

#include "cmd/cli_hook.h"
#include "pipeline/base/clock.h"
#include "pipeline/base/file.h"

int cli_account_begin(
	struct cli_account *a, const struct cli_act *act, struct err *e)
{
	if (!a->summary && !a->metrics && !a->on_change && !a->on_failure)
		return 0;
	return account_open(
		&a->account, act->run, KOSH_VERSION, clock_now(), e);
}

void cli_account_end(struct cli_account *a)
{
	account_close(a->account);
	a->account = NULL;
}

int cli_account_spares(
	const struct cli_account *a, const char *path, struct err *e)
{
	const char *files[] = { a->summary, a->metrics };
	const char *const options[] = { "--summary", "--metrics" };

	for (int i = 0; i < 2; i++)
		if (files[i] && file_same(files[i], path))
			return err_set(e, ERR_USAGE,
				"%s '%.200s': that is a file of the run itself",
				options[i], files[i]);
	return 0;
}

int cli_account_check(const struct cli *c, const struct cli_account *a)
{
	if ((a->summary && strcmp(a->summary, "-") == 0) ||
		(a->metrics && strcmp(a->metrics, "-") == 0))
		return cli_usage(
			c, "-: --summary and --metrics need a file each");
	if (a->summary && a->metrics && file_same(a->summary, a->metrics))
		return cli_usage(c,
			"--summary and --metrics name one file, '%s'",
			a->metrics);
	return -1;
}

/* ---- files ---- */

/* What the metrics were before: of a device or a pipe nothing, of what cannot
 * be read a fault, since it would be lost. */
static int map_before(struct file_map *before, const char *path, struct err *e)
{
	struct stat st;

	return stat(path, &st) < 0 || !S_ISREG(st.st_mode)
		? 0
		: file_map(before, path, e);
}

static int put_metrics(const struct cli_account *a, const char *database,
	time_t now, struct err *e)
{
	struct file_map before = { .len = 0 };
	struct text said = TEXT_INIT;
	struct db *d = NULL;
	int rc = map_before(&before, a->metrics, e);

	if (rc == 0 && file_exists(database))
		rc = db_open(&d, database, DB_READ, e);
	if (rc == 0)
		rc = account_metrics(&said, a->account, d,
			(struct span){ before.at, before.len }, now, e);
	if (rc == 0)
		rc = file_put(a->metrics, said.at, said.len, e);
	if (before.at)
		file_unmap(&before);
	text_free(&said);
	db_close(d);
	return rc;
}

static int put_summary(
	const struct cli_account *a, const struct account_end *x, struct err *e)
{
	struct text said = TEXT_INIT;
	int rc = account_json(&said, a->account, x, e);

	if (rc == 0)
		rc = file_put(a->summary, said.at, said.len, e);
	text_free(&said);
	return rc;
}

/* ---- all of them ---- */

static int call(const struct cli_account *a, const char *command,
	const struct account_end *x, struct err *e)
{
	struct text said = TEXT_INIT;
	int rc = account_json(&said, a->account, x, e);

	if (rc == 0)
		rc = cli_hook(command, &said, e);
	text_free(&said);
	return rc;
}

/* What goes wrong with one of them is said, and the next are told of it. */
static void fail(struct account_end *x, struct err *first, const struct cli *c,
	const char *option, struct err *e)
{
	int status;

	if (e->kind == ERR_NONE)
		return;
	err_in(e, "%s", option);
	cli_fault(c, "%s", e->text);
	err_set(first, e->kind, "%s", e->text);
	x->fault = first->text;
	status = err_status(e->kind);
	x->status = status > x->status ? status : x->status;
	*e = (struct err)ERR_INIT;
}

int cli_account_tell(const struct cli_account *a, const struct cli *c,
	int status, const struct err *fault, const char *database)
{
	struct account_end x = { .ended = clock_now(), .status = status };
	struct err first = *fault, e = ERR_INIT;

	if (!a->account)
		return status;
	x.fault = fault->kind != ERR_NONE ? first.text : NULL;
	if (a->summary && put_summary(a, &x, &e) < 0)
		fail(&x, &first, c, "--summary", &e);
	if (a->metrics && put_metrics(a, database, x.ended, &e) < 0)
		fail(&x, &first, c, "--metrics", &e);
	if (a->on_change && account_changed(a->account) &&
		call(a, a->on_change, &x, &e) < 0)
		fail(&x, &first, c, "--on-change", &e);
	if (a->on_failure && x.status != 0 &&
		call(a, a->on_failure, &x, &e) < 0)
		fail(&x, &first, c, "--on-failure", &e);
	return x.status;
}
