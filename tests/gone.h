/* SPDX-License-Identifier: MIT */
/* A process that is no more. */
#ifndef KOSH_TESTS_GONE_H
#define KOSH_TESTS_GONE_H

#include <sys/wait.h>
#include <unistd.h>

static inline pid_t dead_process(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	waitpid(pid, NULL, 0);
	return pid;
}

#endif
