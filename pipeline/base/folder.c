/* SPDX-License-Identifier: MIT */
#include "pipeline/base/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/base/leftover.h"
#include "pipeline/base/text.h"

struct folder {
	char path[PATH_TEXT], beside[PATH_TEXT];
	struct folder_place place;
	int is_there;
	int has_mark;
};

/* ---- what is in the way -----------------------------------------------------
 */

static int is_marked(const char *file, const char *text, struct err *e)
{
	struct file_map map = { 0 };
	int found;

	if (file_map(&map, file, e) < 0)
		return -1;
	found = memmem(map.at, map.len, text, strlen(text)) != NULL;
	file_unmap(&map);
	return found;
}

static int see(void *context, const char *name, struct err *e)
{
	struct folder *f = context;
	char file[PATH_TEXT];

	if (!f->place.may(name))
		return err_set(e, ERR_DATA,
			"'%.200s' holds '%.100s', which is none of its files: "
			"give another folder, or move that",
			f->path, name);
	if (strcmp(name, f->place.mark) != 0)
		return 0;
	if (file_join(file, f->path, name, e) < 0)
		return -1;
	f->has_mark = is_marked(file, f->place.marked, e);
	return f->has_mark < 0 ? -1 : 0;
}

static int count(void *context, const char *name, struct err *e)
{
	int *n = context;

	(void)name;
	(void)e;
	++*n;
	return 0;
}

/* What was put there by somebody else is not ours to throw away. */
static int check_place(struct folder *f, struct err *e)
{
	int n = 0;

	if (!f->is_there)
		return 0;
	if (!file_is_folder(f->path))
		return err_set(e, ERR_DATA,
			"'%.200s' is a file: a folder is to be written",
			f->path);
	if (file_list(f->path, count, &n, e) < 0 || n == 0)
		return e->kind ? -1 : 0;
	if (file_list(f->path, see, f, e) < 0)
		return -1;
	return f->has_mark
		? 0
		: err_set(e, ERR_DATA,
			  "'%.200s' is a folder that was not written by this: "
			  "it has no '%s' of ours; give another one",
			  f->path, f->place.mark);
}

/* ---- making -----------------------------------------------------------------
 */

static int drop_file(void *context, const char *name, struct err *e)
{
	const char *dir = context;
	char file[PATH_TEXT];

	if (file_join(file, dir, name, e) == 0)
		unlink(file);
	return 0;
}

/* Of a folder that we made. */
static void drop_all(const char *dir)
{
	struct err own = ERR_INIT;
	char copy[PATH_TEXT];

	snprintf(copy, sizeof(copy), "%s", dir);
	file_list(copy, drop_file, copy, &own);
	rmdir(copy);
}

struct left {
	const char *path;
	folder_may *may;
};

static int drop_if_ours(void *context, const char *name, struct err *e)
{
	const struct left *l = context;
	char file[PATH_TEXT];

	if (l->may(name) && file_join(file, l->path, name, e) == 0)
		unlink(file);
	return 0;
}

/* Only what may stand in it goes. */
static void drop_left(void *context, const char *leftover)
{
	const struct folder *f = context;
	struct left l = { leftover, f->place.may };
	struct err own = ERR_INIT;

	file_list(leftover, drop_if_ours, &l, &own);
	rmdir(leftover);
}

static int set_paths(struct folder *f, const char *path, struct err *e)
{
	char *real = realpath(path, NULL);
	const char *name = real ? real : path;
	size_t n = strlen(name);
	int fits;

	while (n > 1 && name[n - 1] == '/')
		n--;
	f->is_there = real != NULL;
	fits = n + 24 < PATH_TEXT;
	if (fits) {
		snprintf(f->path, sizeof(f->path), "%.*s", (int)n, name);
		snprintf(f->beside, sizeof(f->beside), "%.*s.%ld.tmp", (int)n,
			name, (long)getpid());
	}
	free(real);
	return fits ? 0 : err_set(e, ERR_DATA, "path '%s' is too long", path);
}

int folder_open(
	struct folder **out, const struct folder_place *place, struct err *e)
{
	struct folder *f = calloc(1, sizeof(*f));

	if (!f)
		return err_memory(e);
	f->place = *place;
	if (set_paths(f, place->path, e) < 0 || check_place(f, e) < 0) {
		free(f);
		return -1;
	}
	leftover_each(f->path, drop_left, f);
	drop_all(f->beside);
	if (mkdir(f->beside, 0777) < 0) {
		err_errno(e, "cannot write", f->path);
		free(f);
		return -1;
	}
	*out = f;
	return 0;
}

int folder_file(char path[PATH_TEXT], const struct folder *f, const char *name,
	struct err *e)
{
	return file_join(path, f->beside, name, e);
}

/* ---- putting it there -------------------------------------------------------
 */

static int sync_one(void *context, const char *name, struct err *e)
{
	const struct folder *f = context;
	char file[PATH_TEXT];

	return file_join(file, f->beside, name, e) < 0
		? -1
		: file_sync_folder(file, e);
}

static int sync_above(const struct folder *f, struct err *e)
{
	const char *slash = strrchr(f->path, '/');
	char above[PATH_TEXT];

	snprintf(above, sizeof(above), "%.*s",
		slash ? (int)(slash - f->path) + 1 : 1, slash ? f->path : ".");
	return file_sync_folder(above, e);
}

/* Where the system cannot swap two folders: there is a moment without one, and
 * whatever fails then, the old one comes back. */
static int swap_by_steps(const struct folder *f)
{
	char aside[PATH_TEXT + 8];

	snprintf(aside, sizeof(aside), "%s.old", f->beside);
	if (rename(f->path, aside) < 0)
		return -1;
	if (rename(f->beside, f->path) < 0) {
		int kept = errno;

		rename(aside, f->path);
		errno = kept;
		return -1;
	}
	return rename(aside, f->beside);
}

static int put(const struct folder *f)
{
	if (!f->is_there)
		return rename(f->beside, f->path);
	if (renameat2(AT_FDCWD, f->beside, AT_FDCWD, f->path,
		    RENAME_EXCHANGE) == 0)
		return 0;
	return errno == EINVAL || errno == ENOSYS ? swap_by_steps(f) : -1;
}

/* Somebody else may have put something there in the meantime. */
static int look_again(struct folder *f, struct err *e)
{
	f->is_there = file_exists(f->path);
	f->has_mark = 0;
	return check_place(f, e);
}

int folder_commit(struct folder *f, struct err *e)
{
	int rc = file_list(f->beside, sync_one, f, e);

	if (rc == 0)
		rc = file_sync_folder(f->beside, e);
	if (rc == 0)
		rc = look_again(f, e);
	if (rc == 0 && put(f) < 0)
		rc = err_errno(e, "cannot write", f->path);
	if (rc == 0)
		rc = sync_above(f, e);
	folder_drop(f); /* the old one, where it was swapped */
	return rc;
}

void folder_drop(struct folder *f)
{
	if (!f)
		return;
	drop_all(f->beside);
	free(f);
}
