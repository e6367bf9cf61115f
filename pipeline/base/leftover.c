/* SPDX-License-Identifier: MIT */
#include "pipeline/base/leftover.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/base/file.h"

static const char ending[] = ".tmp";

struct sweep {
	const char *folder, *name; /* beside what */
	void (*drop)(void *context, const char *leftover);
	void *context;
};

int leftover_name(struct text *out, const char *path, struct err *e)
{
	text_printf(out, "%s.%ld%s", path, (long)getpid(), ending);
	return text_done(out, e);
}

static int is_known_ending(const char *at)
{
	static const char *const endings[] = { ".tmp", ".tmp-wal",
		".tmp-journal", ".tmp-shm" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (strcmp(at, endings[i]) == 0)
			return 1;
	return 0;
}

/* 1 for "NAME.PID.tmp" of a process that is gone. */
static int is_left(const char *name, const char *of)
{
	size_t n = strlen(of);
	char *end = NULL;
	long pid;

	if (strncmp(name, of, n) != 0 || name[n] != '.')
		return 0;
	errno = 0;
	pid = strtol(name + n + 1, &end, 10);
	return errno == 0 && pid > 0 && is_known_ending(end) &&
		kill((pid_t)pid, 0) < 0 && errno == ESRCH;
}

static int look(void *context, const char *name, struct err *e)
{
	const struct sweep *s = context;
	char path[PATH_TEXT];

	if (is_left(name, s->name) && file_join(path, s->folder, name, e) == 0)
		s->drop(s->context, path);
	return 0;
}

void leftover_each(const char *path,
	void (*drop)(void *context, const char *leftover), void *context)
{
	const char *slash = strrchr(path, '/');
	struct sweep s = { ".", slash ? slash + 1 : path, drop, context };
	char folder[PATH_TEXT];
	struct err ignored = ERR_INIT;

	if (slash) {
		snprintf(folder, sizeof(folder), "%.*s",
			(int)(slash - path) + 1, path);
		s.folder = folder;
	}
	file_list(s.folder, look, &s, &ignored);
}
