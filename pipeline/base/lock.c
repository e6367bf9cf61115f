/* SPDX-License-Identifier: MIT */
#include "pipeline/base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

/* How often, and how many times, a lock of the dead is asked for. */
enum { PAUSE_NS = 10000000, TRIES = 50 };

struct lock {
	int fd;
};

/* The process that the file names, 0 if it names none. */
static long holder(int fd)
{
	char pid[32] = "";

	return pread(fd, pid, sizeof(pid) - 1, 0) > 0 ? strtol(pid, NULL, 10)
						      : 0;
}

static int is_dead(long pid)
{
	return pid > 0 && kill((pid_t)pid, 0) < 0 && errno == ESRCH;
}

/* A run that was killed may leave a process of its own, which ends with it, but
 * not in the same moment. */
static int is_ours(int fd)
{
	const struct timespec pause = { 0, PAUSE_NS };

	for (int i = 0; i < TRIES; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return 1;
		if (!is_dead(holder(fd)))
			return 0;
		nanosleep(&pause, NULL);
	}
	return 0;
}

int lock_take(struct lock **out, const char *path, struct err *e)
{
	struct lock *l = malloc(sizeof(*l));

	if (!l)
		return err_memory(e);
	l->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (l->fd < 0) {
		err_errno(e, "cannot lock", path);
		free(l);
		return -1;
	}
	if (!is_ours(l->fd)) {
		err_set(e, ERR_SYSTEM,
			"another run holds the lock '%s' (process %ld): wait "
			"for it",
			path, holder(l->fd));
		lock_free(l);
		return -1;
	}
	if (ftruncate(l->fd, 0) == 0)
		dprintf(l->fd, "%ld\n", (long)getpid());
	*out = l;
	return 0;
}

void lock_free(struct lock *l)
{
	if (!l)
		return;
	close(l->fd);
	free(l);
}
