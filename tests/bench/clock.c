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

/* Whatever wakes us ends it: its time is over, or ours. */
static int wait_for(pid_t child, unsigned seconds, struct rusage *used)
{
	static const int signals[] = { SIGALRM, SIGHUP, SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = wake };
	int status;

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		sigaction(signals[i], &action, NULL);
	alarm(seconds);
	while (wait4(child, &status, 0, used) < 0) {
		if (errno != EINTR)
			err(1, "wait4");
		kill(-child, SIGKILL);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : SIGNALLED + WTERMSIG(status);
}

static void note(const char *results, long long took, const struct rusage *used,
	int status)
{
	FILE *file = fopen(results, "a");

	if (!file ||
		fprintf(file, "%lld %lld %ld %d\n", took,
			of_timeval(used->ru_utime) + of_timeval(used->ru_stime),
			used->ru_maxrss, status) < 0 ||
		fclose(file) != 0)
		err(1, "%s", results);
}

int main(int argc, char **argv)
{
	struct rusage used;
	long long begin, took;
	int status;

	if (argc < 4)
		errx(2, "say clock RESULTS SECONDS COMMAND...");
	begin = microseconds();
	status = wait_for(
		start(argv + 3), (unsigned)strtoul(argv[2], NULL, 10), &used);
	took = microseconds() - begin;
	note(argv[1], took, &used, status);
	return status;
}
