/* SPDX-License-Identifier: MIT */
/* What was read ahead and is of no use. */
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/extract/ahead.h"

/* Nobody writes to a file for so long without a pause, and no two machines
 * disagree so much on what time it is. */
enum { OLD = 24 * 60 * 60, KEY = HASH_HEX - 1 };

struct sweep {
	const char *folder, *edition;
	const struct ids *wanted;
	time_t now; /* really: a file has the time of the machine */
};

/* EDITION-KEY.part, or the draft of one: EDITION-KEY.part.PID.tmp. */
static int is_part(const char *name, const char *edition)
{
	const char *end = strstr(name, ".part");
	size_t n = edition ? strnlen(edition, AHEAD_EDITION) : 0, before;

	if (!end || end - name <= KEY)
		return 0;
	before = (size_t)(end - name) - KEY - 1;
	if (name[before] != '-' ||
		strspn(name + before + 1, "0123456789abcdef") != KEY ||
		(edition && (before != n || memcmp(name, edition, n) != 0)))
		return 0;
	end += sizeof(".part") - 1;
	if (*end == '.')
		end += 1 + strspn(end + 1, "0123456789");
	return !*end || strcmp(end, ".tmp") == 0;
}

static int is_old(const char *path, time_t now)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
		now - st.st_mtime > OLD;
}

static int look(void *context, const char *name, struct err *e)
{
	const struct sweep *s = context;
	char path[PATH_TEXT];

	if (!is_part(name, s->edition) || ids_find(s->wanted, span_of(name)))
		return 0;
	if (file_join(path, s->folder, name, e) < 0)
		return -1;
	if (is_old(path, s->now))
		unlink(path);
	return 0;
}

int ahead_sweep(const char *root, const char *dataset, const char *edition,
	const struct ids *wanted, struct err *e)
{
	char folder[PATH_TEXT];
	struct sweep s = { folder, edition, wanted, time(NULL) };

	if (ahead_folder(folder, root, dataset, e) < 0)
		return -1;
	return file_is_folder(folder) ? file_list(folder, look, &s, e) : 0;
}
