/* SPDX-License-Identifier: MIT */
#include "cmd/cli_account.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* ---- files ---- */

static void write_metrics(const struct cli_account *a, const char *database,
	time_t now, struct err *e)
{
	struct file_map before = { .len = 0 };
	struct text said = TEXT_INIT;
	struct err ignored = ERR_INIT;
	struct db *d = NULL;
	int rc = 0;

	if (file_exists(database))
		rc = db_open(&d, database, DB_READ, e);
	if (rc == 0 && file_exists(a->metrics))
		file_map(&before, a->metrics, &ignored);
	if (rc == 0)
		rc = account_metrics(&said, a->account, d,
			(struct span){ before.at, before.len }, now, e);
	if (rc == 0)
		file_put(a->metrics, said.at, said.len, e);
	if (before.at)
		file_unmap(&before);
	text_free(&said);
	db_close(d);
}

/* ---- commands ---- */

/* What the command says goes to standard error: standard output is ours. */
static void be_command(const char *command, int in)
{
	dup2(in, STDIN_FILENO);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

static int is_done(int status)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* A command need not read what it is given. */
static void feed(int fd, const struct text *said)
{
	for (size_t at = 0; at < said->len;) {
		ssize_t n = write(fd, said->at + at, said->len - at);

		if (n <= 0)
			return;
		at += (size_t)n;
	}
}

static void call(const char *option, const char *command,
	const struct text *said, struct err *e)
{
	void (*old)(int) = signal(SIGPIPE, SIG_IGN);
	int ends[2], status = 0;
	pid_t pid = -1;

	if (pipe2(ends, O_CLOEXEC) == 0 && (pid = fork()) == 0)
		be_command(command, ends[0]);
	if (pid > 0) {
		close(ends[0]);
		feed(ends[1], said);
		close(ends[1]);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	signal(SIGPIPE, old);
	if (pid < 0)
		err_errno(e, "cannot start", command);
	else if (WIFSIGNALED(status))
		err_set(e, ERR_SYSTEM, "%s '%.200s': it died of signal %d",
			option, command, WTERMSIG(status));
	else if (!is_done(status))
		err_set(e, ERR_SYSTEM, "%s '%.200s': it ended with status %d",
			option, command, WEXITSTATUS(status));
}

/* Keeps what went wrong with one of them; the others are told all the same. */
static void keep(struct err *e, const char *option, const struct err *own)
{
	if (own->kind != ERR_NONE)
		err_set(e, own->kind, "%s: %s", option, own->text);
}

void cli_account_tell(
	struct cli_account *a, int status, const char *database, struct err *e)
{
	struct err file = ERR_INIT, metrics = ERR_INIT;
	struct text said = TEXT_INIT;
	time_t now = clock_now();

	if (!a->account)
		return;
	if (account_json(&said, a->account, now, e) < 0) {
		text_free(&said);
		return;
	}
	if (a->summary)
		file_put(a->summary, said.at, said.len, &file);
	if (a->metrics)
		write_metrics(a, database, now, &metrics);
	if (a->on_change && account_changed(a->account))
		call("--on-change", a->on_change, &said, e);
	if (a->on_failure && status != 0)
		call("--on-failure", a->on_failure, &said, e);
	keep(e, "--summary", &file);
	keep(e, "--metrics", &metrics);
	text_free(&said);
}
