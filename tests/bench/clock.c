/* SPDX-License-Identifier: MIT */
/*
 * clock RESULTS SECONDS COMMAND...: runs the command and appends a line to the
 * file RESULTS: microseconds by the clock, of processor time, peak memory in
 * KiB, exit status (128 + N for signal N). What runs longer than SECONDS is
 * killed. The status of the command is also that of the clock.
 */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CANNOT_RUN = 127, SIGNALLED = 128 };

static long long microseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static long long of_timeval(struct timeval t)
{
	return t.tv_sec * 1000000LL + t.tv_usec;
}

static void wake(int signal)
{
	(void)signal;
}

/* In a group of its own: what it starts in turn is killed with it. */
static pid_t start(char **command)
{
	pid_t child = fork();

	if (child < 0)
		err(1, "fork");
	if (child > 0)
		return child;
	setpgid(0, 0);
	execvp(*command, command);
	warn("%s", *command);
	_exit(CANNOT_RUN);
}

static int wait_for(pid_t child, unsigned seconds, struct rusage *used)
{
	struct sigaction action = { .sa_handler = wake };
	int status;

	sigaction(SIGALRM, &action, NULL);
	alarm(seconds);
	while (wait4(child, &status, 0, used) < 0) {
		if (errno != EINTR)
			err(1, "wait4");
		kill(-child, SIGKILL);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : SIGNALLED + WTERMSIG(status);
}

int main(int argc, char **argv)
{
	struct rusage used;
	long long begin, took;
	int status;
	FILE *results;

	if (argc < 4)
		errx(2, "say clock RESULTS SECONDS COMMAND...");
	results = fopen(argv[1], "a");
	if (!results)
		err(1, "%s", argv[1]);
	begin = microseconds();
	status = wait_for(
		start(argv + 3), (unsigned)strtoul(argv[2], NULL, 10), &used);
	took = microseconds() - begin;
	fprintf(results, "%lld %lld %ld %d\n", took,
		of_timeval(used.ru_utime) + of_timeval(used.ru_stime),
		used.ru_maxrss, status);
	if (fclose(results) != 0)
		err(1, "%s", argv[1]);
	return status;
}
