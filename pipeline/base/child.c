/* SPDX-License-Identifier: MIT */
#include "pipeline/base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUT, ASIDE, FAULT, PIPES };
enum { PIPE_BYTES = 1 << 20, AT_ONCE = 1 << 16 };

struct child {
	struct child_task task;
	pid_t pid;
	int fault; /* where its struct err comes in */
	FILE *out, *aside;
	char buffer[AT_ONCE]; /* of out */
};

static void close_pipes(int ends[PIPES][2])
{
	for (int i = 0; i < PIPES; i++)
		for (int j = 0; j < 2; j++)
			if (ends[i][j] >= 0)
				close(ends[i][j]);
}

static int write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno != EINTR)
			return -1;
		bytes += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return 0;
}

/* What is read in front; a long path loses its front. */
static int in_name(struct err *e, const char *name)
{
	enum { SHOWN = 200 };
	size_t n = name ? strlen(name) : 0;

	if (!name)
		return -1;
	return n <= SHOWN ? err_in(e, "'%s'", name)
			  : err_in(e, "'...%s'", name + n - SHOWN);
}

static unsigned memory_mib(const struct child_task *t)
{
	return t->limits.memory_mib ? t->limits.memory_mib : SANDBOX_MEMORY_MIB;
}

/* A locked process can hardly run into anything of this machine but the limit
 * of its memory: then it is the file that asks for too much. */
static int failed_work(const struct child_task *t, struct err *e)
{
	size_t n = strlen(e->text);

	if (t->lock != SANDBOX_NONE && e->kind == ERR_SYSTEM) {
		e->kind = ERR_DATA;
		snprintf(e->text + n, sizeof(e->text) - n,
			" (a workbook reader has at most %u MiB)",
			memory_mib(t));
	}
	return in_name(e, t->name);
}

/* The child's streams are made before the lock, and what is to be read is
 * opened there. */
static int begin_work(const struct child_task *t, FILE *out, FILE *aside,
	int ends[PIPES][2], struct err *e)
{
	const int keep[PIPES] = { ends[OUT][1], ends[ASIDE][1],
		ends[FAULT][1] };

	if (!out || !aside)
		return err_memory(e);
	if (t->prepare && t->prepare(t->context, e) < 0)
		return -1;
	if (t->lock != SANDBOX_NONE &&
		sandbox_enter(t->lock, &t->limits, keep, PIPES, e) < 0)
		return -1;
	return t->work(t->context, out, aside, e) < 0 ? failed_work(t, e) : 0;
}

/* What is put aside waits in memory until out has ended: the reader takes one
 * after the other, and a pipe holds no more than so much. */
static int do_work(
	int ends[PIPES][2], const struct child_task *t, struct err *e)
{
	char *kept = NULL, buffer[AT_ONCE];
	size_t len = 0;
	FILE *out = fdopen(ends[OUT][1], "w");
	FILE *aside = open_memstream(&kept, &len);
	int rc;

	if (out)
		setvbuf(out, buffer, _IOFBF, sizeof(buffer));
	rc = begin_work(t, out, aside, ends, e);
	if (!out || fclose(out) != 0 || !aside || fclose(aside) != 0 ||
		write_all(ends[ASIDE][1], kept, len) < 0)
		rc = err_errno(e, "cannot write to", "the parent process");
	free(kept);
	return rc;
}
/* Runs in the child and never returns. The error goes last, so that the
 * reader finds it once all records are in. */
static void be_child(
	int ends[PIPES][2], pid_t parent, const struct child_task *task)
{
	struct err e = ERR_INIT;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	for (int i = 0; i < PIPES; i++)
		close(ends[i][0]);
	if (do_work(ends, task, &e) < 0)
		write_all(ends[FAULT][1], (const char *)&e, sizeof(e));
	_exit(0);
}

static int open_streams(struct child *c, int ends[PIPES][2], struct err *e)
{
	for (int i = 0; i < PIPES; i++) {
		close(ends[i][1]);
		ends[i][1] = -1;
	}
	c->out = fdopen(ends[OUT][0], "r");
	c->aside = fdopen(ends[ASIDE][0], "r");
	c->fault = ends[FAULT][0];
	if (!c->out || !c->aside)
		return err_memory(e);
	setvbuf(c->out, c->buffer, _IOFBF, sizeof(c->buffer));
	return 0;
}

int child_start(
	struct child **out, const struct child_task *task, struct err *e)
{
	int ends[PIPES][2] = { { -1, -1 }, { -1, -1 }, { -1, -1 } };
	struct child *c = calloc(1, sizeof(*c));
	pid_t self = getpid();

	if (!c)
		return err_memory(e);
	c->task = *task;
	for (int i = 0; i < PIPES; i++)
		if (pipe2(ends[i], O_CLOEXEC) < 0)
			goto failed;
	/* a larger pipe lets the child read on while we write: a wish only */
	(void)fcntl(ends[OUT][1], F_SETPIPE_SZ, PIPE_BYTES);
	fflush(NULL);
	c->pid = fork();
	if (c->pid < 0)
		goto failed;
	if (c->pid == 0)
		be_child(ends, self, task);
	*out = c;
	return open_streams(c, ends, e);
failed:
	err_errno(e, "cannot start", "a reading process");
	close_pipes(ends);
	free(c);
	return -1;
}

FILE *child_out(struct child *c)
{
	return c->out;
}

FILE *child_aside(struct child *c)
{
	return c->aside;
}

/* What a child says of itself is only believed so far as it can be handled:
 * it may have read a stranger's file and no longer be itself. */
static int own_fault(struct err *fault, struct err *e)
{
	fault->text[sizeof(fault->text) - 1] = '\0';
	if (fault->kind > ERR_USAGE)
		fault->kind = ERR_DATA;
	return err_set(e, fault->kind, "%s", fault->text);
}

static int died_of(
	const struct child_task *t, const char *who, int sign, struct err *e)
{
	unsigned seconds = t->limits.cpu_seconds;
	enum err_kind kind = t->is_ours ? ERR_SYSTEM : ERR_DATA;

	switch (sign) {
	case SIGSYS:
		return err_set(e, ERR_DATA,
			"%s was stopped: it asked the system for what a locked "
			"process must not have",
			who);
	case SIGXCPU:
		return err_set(e, ERR_DATA, "%s ran longer than %u s", who,
			seconds ? seconds : SANDBOX_CPU_SECONDS);
	default:
		return err_set(e, kind, "%s died of signal %d", who, sign);
	}
}

static int bad_end(const struct child_task *t, int status, struct err *e)
{
	const char *who = t->who ? t->who : "the workbook reader";

	if (WIFSIGNALED(status))
		died_of(t, who, WTERMSIG(status), e);
	else if (WEXITSTATUS(status) != 0)
		err_set(e, ERR_DATA, "%s ended with status %d", who,
			WEXITSTATUS(status));
	else
		return 0;
	return in_name(e, t->name);
}

/* By splice the bytes do not pass through us; not every file takes that. */
static ssize_t move(int from, int to, char *buffer)
{
	ssize_t n = splice(from, NULL, to, NULL, PIPE_BYTES, SPLICE_F_MOVE);

	if (n >= 0 || errno != EINVAL)
		return n;
	n = read(from, buffer, AT_ONCE);
	return n > 0 && write_all(to, buffer, (size_t)n) < 0 ? -1 : n;
}

int child_copy(struct child *c, FILE *to, const char *name, struct err *e)
{
	ssize_t n = 1;

	if (fflush(to) != 0)
		return err_errno(e, "cannot write", name);
	while (n > 0 || (n < 0 && errno == EINTR))
		n = move(fileno(c->out), fileno(to), c->buffer);
	if (n < 0)
		return err_errno(e, "cannot write", name);
	getc(c->out); /* nothing comes, and that is noted */
	return 0;
}

/* A child that we do not read to its end must not wait for us: it is killed.
 * One that we do read gets rid of all it has to say, its error last. */
int child_end(struct child *c, struct err *e)
{
	struct child_task task = c->task;
	struct err fault = ERR_INIT;
	int status = 0, unread = !c->out || !feof(c->out);
	ssize_t n;

	if (unread)
		kill(c->pid, SIGKILL);
	while (c->aside && !unread && getc(c->aside) != EOF)
		;
	if (c->out)
		fclose(c->out);
	if (c->aside)
		fclose(c->aside);
	n = read(c->fault, &fault, sizeof(fault));
	close(c->fault);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	free(c);
	if (n == (ssize_t)sizeof(fault) && fault.kind != ERR_NONE)
		return own_fault(&fault, e);
	return unread ? 0 : bad_end(&task, status, e);
}
