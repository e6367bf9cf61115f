/* SPDX-License-Identifier: MIT */
#include "pipeline/base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/text.h"

/* How often, and how many times, a lock of the dead is asked for. */
enum { PAUSE_NS = 10000000, TRIES = 50 };

enum { HOST_TEXT = 65 };

struct lock {
	int fd;
};

/* Who holds a lock, as its file says: "4711 host 2026-01-31T12:00:00Z". */
struct holder {
	long pid; /* 0: it names nobody */
	char host[HOST_TEXT], since[CLOCK_TEXT];
};

static void this_host(char host[HOST_TEXT])
{
	if (gethostname(host, HOST_TEXT) < 0)
		*host = '\0';
	host[HOST_TEXT - 1] = '\0';
}

/* The next word of a line; returns what follows. */
static const char *word(char *out, size_t size, const char *at)
{
	size_t n;

	at += strspn(at, " ");
	n = strcspn(at, " \n");
	snprintf(out, size, "%.*s", (int)n, at);
	return at + n;
}

static void read_holder(struct holder *h, int fd)
{
	char text[HOST_TEXT + CLOCK_TEXT + 32] = "", *rest;
	const char *at;

	*h = (struct holder){ 0 };
	if (pread(fd, text, sizeof(text) - 1, 0) <= 0)
		return;
	h->pid = strtol(text, &rest, 10);
	at = word(h->host, sizeof(h->host), rest);
	word(h->since, sizeof(h->since), at);
}

/* A process of another host, of which nothing can be known, is not. */
static int is_dead(const struct holder *h)
{
	char here[HOST_TEXT];

	this_host(here);
	return h->pid > 0 && (!*h->host || strcmp(h->host, here) == 0) &&
		kill((pid_t)h->pid, 0) < 0 && errno == ESRCH;
}

/* A run that was killed may leave a process of its own, which ends with it, but
 * not in the same moment. */
static int is_ours(int fd)
{
	const struct timespec pause = { 0, PAUSE_NS };
	struct holder h;

	for (int i = 0; i < TRIES; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return 1;
		read_holder(&h, fd);
		if (!is_dead(&h))
			return 0;
		nanosleep(&pause, NULL);
	}
	return 0;
}

static int refuse(const char *path, int fd, struct err *e)
{
	struct text who = TEXT_INIT;
	struct holder h;

	read_holder(&h, fd);
	if (h.pid > 0)
		text_printf(&who, "process %ld", h.pid);
	else
		text_puts(&who, "it does not say which");
	if (*h.host)
		text_printf(&who, " on %s", h.host);
	if (clock_is_moment(h.since))
		text_printf(&who, ", since %s", h.since);
	if (text_done(&who, e) == 0)
		err_set(e, ERR_SYSTEM,
			"another run holds the lock '%s' (%s): wait for it",
			path, who.at);
	text_free(&who);
	return -1;
}

/* Who we are, for whoever comes while we hold it. */
static void sign(int fd)
{
	char host[HOST_TEXT], since[CLOCK_TEXT];

	this_host(host);
	clock_format(since, clock_now());
	if (ftruncate(fd, 0) == 0)
		dprintf(fd, "%ld %s %s\n", (long)getpid(), host, since);
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
		refuse(path, l->fd, e);
		lock_free(l);
		return -1;
	}
	sign(l->fd);
	*out = l;
	return 0;
}

/* A run that comes in this moment waits for it: the file does not say that we
 * hold it. */
int lock_look(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = 0;

	if (fd < 0)
		return errno == ENOENT ? 0 : err_errno(e, "cannot read", path);
	if (flock(fd, LOCK_SH | LOCK_NB) < 0)
		rc = refuse(path, fd, e);
	close(fd);
	return rc;
}

void lock_free(struct lock *l)
{
	if (!l)
		return;
	close(l->fd);
	free(l);
}
