/* SPDX-License-Identifier: MIT */
/* Files in the making. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/base/file.h"
#include "pipeline/base/leftover.h"
#include "pipeline/base/text.h"

struct draft {
	FILE *stream;
	char *path;   /* NULL: standard output */
	char *beside; /* NULL: written in place, a device or a pipe */
	int nameless; /* nothing bears the name beside yet */
	int placed;   /* it bears its own name */
};

static void draft_free(struct draft *d)
{
	free(d->path);
	free(d->beside);
	free(d);
}

enum { PROC_TEXT = 40 };

/* By which a file without a name can be given one. */
static void proc_name(char name[PROC_TEXT], int fd)
{
	snprintf(name, PROC_TEXT, "/proc/self/fd/%d", fd);
}

/* A file without a name in the folder of path: whatever ends us, it is gone.
 * -1 where that cannot be had. */
static int open_nameless(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct span dir = slash
		? (struct span){ path, (size_t)(slash - path) + 1 }
		: span_of(".");
	char *folder = text_copy(dir), name[PROC_TEXT];
	int fd = folder ? open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666)
			: -1;

	free(folder);
	if (fd < 0)
		return -1;
	proc_name(name, fd);
	if (access(name, F_OK) == 0)
		return fd;
	close(fd);
	return -1;
}

static int beside_name(struct text *out, const char *path, struct err *e)
{
	if (leftover_name(out, path, e) == 0)
		return 0;
	text_free(out);
	return -1;
}

static void drop_left(void *context, const char *leftover)
{
	(void)context;
	unlink(leftover);
}

/* O_EXCL: a name that somebody else put there is not ours to write through.
 * What takes a new name, or is to be replaced, may have been left before. */
static int create_beside(struct draft *d, int named, int there, struct err *e)
{
	struct text name = TEXT_INIT;
	int fd = named ? -1 : open_nameless(d->path);

	if (fd < 0 || there)
		leftover_each(d->path, drop_left, NULL);
	if (beside_name(&name, d->path, e) < 0) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	d->beside = name.at;
	unlink(d->beside);
	d->nameless = fd >= 0;
	if (fd < 0)
		fd = open(d->beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			0666);
	if (fd < 0)
		return err_errno(e, "cannot write", d->path);
	d->stream = fdopen(fd, "w");
	if (!d->stream) {
		close(fd);
		return err_memory(e);
	}
	return 0;
}

/* A link leads to the file to replace; what is there and no file (a device, a
 * pipe) is written in place, since a rename would put a file where it was. So
 * is what a link leads to that has no path, as /dev/stdout may. */
static int open_target(struct draft *d, int named, struct err *e)
{
	struct stat st;
	int there = stat(d->path, &st) == 0, in_place;
	char *target;

	if (file_is_audit_log(d->path))
		return err_set(e, ERR_DATA,
			"'%.200s' is an audit log: it only grows, and is not "
			"to be written over",
			d->path);
	target = realpath(d->path, NULL);
	in_place = there && (!target || !S_ISREG(st.st_mode));
	if (target) {
		free(d->path);
		d->path = target;
	}
	if (!in_place)
		return create_beside(d, named, there, e);
	if (S_ISDIR(st.st_mode))
		return err_set(e, ERR_DATA, "'%s' is a folder", d->path);
	d->stream = fopen(d->path, "we");
	return d->stream ? 0 : err_errno(e, "cannot write", d->path);
}

static int open_draft(
	struct draft **out, const char *path, int named, struct err *e)
{
	struct draft *d = calloc(1, sizeof(*d));

	if (!d)
		return err_memory(e);
	if (strcmp(path, "-") == 0) {
		d->stream = stdout;
		*out = d;
		return 0;
	}
	d->path = text_copy(span_of(path));
	if (!d->path) {
		draft_free(d);
		return err_memory(e);
	}
	if (open_target(d, named, e) < 0) {
		draft_free(d);
		return -1;
	}
	*out = d;
	return 0;
}

int draft_open(struct draft **out, const char *path, struct err *e)
{
	return open_draft(out, path, 0, e);
}

int draft_open_named(struct draft **out, const char *path, struct err *e)
{
	return open_draft(out, path, 1, e);
}

int draft_open_whole(struct draft **out, const char *path, struct err *e)
{
	if (draft_open(out, path, e) < 0)
		return -1;
	if ((*out)->path)
		return 0;
	(*out)->stream = tmpfile();
	if ((*out)->stream)
		return 0;
	draft_free(*out);
	*out = NULL;
	return err_errno(e, "cannot write", "a temporary file");
}

FILE *draft_stream(struct draft *d)
{
	return d->stream;
}

const char *draft_path(const struct draft *d)
{
	return d->beside;
}

static int sync_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc;

	if (fd < 0)
		return -1;
	rc = fsync(fd);
	close(fd);
	return rc;
}

enum { SENT_AT_ONCE = 1 << 30 };

/* Sends what was held back to standard output: past us, save to what does not
 * take that. */
static int send(FILE *held)
{
	char chunk[65536];
	ssize_t sent;
	size_t n;

	rewind(held);
	if (fflush(stdout) != 0)
		return -1;
	do
		sent = sendfile(
			fileno(stdout), fileno(held), NULL, SENT_AT_ONCE);
	while (sent > 0 || (sent < 0 && errno == EINTR));
	if (sent < 0 && errno != EINVAL && errno != ENOSYS)
		return -1;
	while ((n = fread(chunk, 1, sizeof(chunk), held)) > 0)
		if (fwrite(chunk, 1, n, stdout) != n)
			return -1;
	return ferror(held) ? -1 : 0;
}

static int commit_output(struct draft *d, struct err *e)
{
	int bad = ferror(d->stream);

	if (d->stream != stdout) {
		bad = bad || fflush(d->stream) != 0 || send(d->stream) < 0;
		fclose(d->stream);
	}
	bad = fflush(stdout) != 0 || ferror(stdout) || bad;
	draft_free(d);
	return bad ? err_errno(e, "cannot write", "standard output") : 0;
}

/* A link takes no name from another file: then it needs one beside it first,
 * from which it can be renamed. */
static int give_name(struct draft *d)
{
	char name[PROC_TEXT];

	proc_name(name, fileno(d->stream));
	if (linkat(AT_FDCWD, name, AT_FDCWD, d->path, AT_SYMLINK_FOLLOW) == 0) {
		d->placed = 1;
		return 0;
	}
	if (errno != EEXIST ||
		linkat(AT_FDCWD, name, AT_FDCWD, d->beside, AT_SYMLINK_FOLLOW) <
			0)
		return -1;
	d->nameless = 0;
	return 0;
}

/* On the disk, under the name beside. What has none gets it as late as can be:
 * a sync takes long enough to be killed in. */
static int settle(struct draft *d)
{
	int nameless = d->nameless;
	int bad = fflush(d->stream) != 0 || ferror(d->stream);

	if (!bad && nameless)
		bad = fsync(fileno(d->stream)) < 0 || give_name(d) < 0;
	bad |= fclose(d->stream) != 0;
	d->stream = NULL;
	if (!bad && !nameless && d->beside)
		bad = sync_file(d->beside) < 0;
	return bad ? -1 : 0;
}

int draft_commit(struct draft *d, struct err *e)
{
	if (!d->path)
		return commit_output(d, e);
	if (settle(d) < 0 ||
		(d->beside && !d->placed && rename(d->beside, d->path) < 0)) {
		err_errno(e, "cannot write", d->path);
		draft_drop(d);
		return -1;
	}
	draft_free(d);
	return 0;
}

void draft_drop(struct draft *d)
{
	if (!d)
		return;
	if (d->stream && d->stream != stdout)
		fclose(d->stream);
	if (d->beside && !d->nameless)
		unlink(d->beside);
	draft_free(d);
}

int draft_commit_read_only(struct draft *d, struct err *e)
{
	if (fchmod(fileno(draft_stream(d)), 0444) == 0)
		return draft_commit(d, e);
	err_errno(e, "cannot protect", d->path);
	draft_drop(d);
	return -1;
}

int draft_call(struct draft *d, const char *path, struct err *e)
{
	char *copy = text_copy(span_of(path));
	struct text beside = TEXT_INIT;

	if (!copy || beside_name(&beside, path, e) < 0) {
		free(copy);
		return copy ? -1 : err_memory(e);
	}
	if (!d->nameless && rename(d->beside, beside.at) < 0) {
		err_errno(e, "cannot write", path);
		free(copy);
		text_free(&beside);
		return -1;
	}
	free(d->path);
	free(d->beside);
	d->path = copy;
	d->beside = beside.at;
	if (d->nameless)
		unlink(d->beside);
	return 0;
}

int file_put(const char *path, const char *bytes, size_t len, struct err *e)
{
	struct draft *d = NULL;

	if (draft_open(&d, path, e) < 0)
		return -1;
	fwrite(bytes, 1, len, draft_stream(d));
	return draft_commit_read_only(d, e);
}

int file_sync_folder(const char *path, struct err *e)
{
	return sync_file(path) < 0 ? err_errno(e, "cannot sync", path) : 0;
}
