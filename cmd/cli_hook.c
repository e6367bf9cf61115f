/* SPDX-License-Identifier: MIT */
#include "cmd/cli_hook.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How often, and how many times, it is looked whether a command that was told
 * to end has done so. */
enum { PAUSE_NS = 10000000, TRIES = 50 };

static const int fatal[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };

/* A command need not read what it is given: a file waits for nobody. */
static int open_said(const struct text *said, struct err *e)
{
	int fd = memfd_create("summary", MFD_CLOEXEC);
	size_t at = 0;

	while (fd >= 0 && at < said->len) {
		ssize_t n = write(fd, said->at + at, said->len - at);

		if (n < 0 && errno != EINTR)
			break;
		at += n > 0 ? (size_t)n : 0;
	}
	if (fd >= 0 && at == said->len && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	err_errno(e, "cannot write", "what a command is told");
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Of a session of its own, so that all that it starts can be ended with it; it
 * asks no terminal. */
static void be_command(const char *command, int in, const sigset_t *mask)
{
	setsid();
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	signal(SIGXFSZ, SIG_DFL);
	dup2(in, STDIN_FILENO);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	sigprocmask(SIG_SETMASK, mask, NULL);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* To the command and what it started; it may not have a session yet. */
static int tell(pid_t pid, int sign)
{
	return kill(-pid, sign) < 0 ? kill(pid, sign) : 0;
}

/* They are asked to end, and have half a second for it. */
static void end_all(pid_t pid)
{
	const struct timespec pause = { 0, PAUSE_NS };

	tell(pid, SIGTERM);
	for (int i = 0; i < TRIES; i++) {
		waitpid(pid, NULL, WNOHANG);
		if (kill(-pid, 0) < 0)
			return;
		nanosleep(&pause, NULL);
	}
	tell(pid, SIGKILL);
}

static void die_of(int sign)
{
	sigset_t one;

	sigemptyset(&one);
	sigaddset(&one, sign);
	signal(sign, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &one, NULL);
	raise(sign);
}

/* Its status, as waitpid gives it. */
static int await(pid_t pid, const sigset_t *set)
{
	int status = 0;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		int sign = sigwaitinfo(set, NULL);

		if (sign < 0 || sign == SIGCHLD)
			continue;
		end_all(pid);
		die_of(sign);
	}
	return status;
}

/* What we wait for: its end, and what would end us, unless whoever started us
 * had that ignored. */
static void name_signals(sigset_t *set)
{
	struct sigaction now;

	signal(SIGCHLD, SIG_DFL);
	sigemptyset(set);
	sigaddset(set, SIGCHLD);
	for (size_t i = 0; i < sizeof(fatal) / sizeof(*fatal); i++)
		if (sigaction(fatal[i], NULL, &now) == 0 &&
			now.sa_handler != SIG_IGN)
			sigaddset(set, fatal[i]);
}

static int check(const char *command, int status, struct err *e)
{
	if (WIFSIGNALED(status))
		return err_set(e, ERR_SYSTEM, "'%.200s': it died of signal %d",
			command, WTERMSIG(status));
	return WEXITSTATUS(status) == 0
		? 0
		: err_set(e, ERR_SYSTEM, "'%.200s': it ended with status %d",
			  command, WEXITSTATUS(status));
}

int cli_hook(const char *command, const struct text *said, struct err *e)
{
	int in = open_said(said, e), rc;
	sigset_t set, before;
	pid_t pid;

	if (in < 0)
		return -1;
	name_signals(&set);
	sigprocmask(SIG_BLOCK, &set, &before);
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		be_command(command, in, &before);
	rc = pid < 0 ? err_errno(e, "cannot start", command)
		     : check(command, await(pid, &set), e);
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(in);
	return rc;
}
