/* SPDX-License-Identifier: MIT */
#include "pipeline/audit/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/audit/log_inside.h"
#include "pipeline/audit/log_parts.h"
#include "pipeline/base/clock.h"
#include "pipeline/store/pg.h"

enum { PAUSE_NS = 2000000, PAUSES_A_SECOND = 500 };

struct log {
	int fd;
	char *path;
	struct log_tail tail;
	struct log_head head; /* with what was added */
	struct text more;
};

/* ---- names ------------------------------------------------------------------
 */

int log_has(const char *database)
{
	return *database && strcmp(database, ":memory:") != 0 &&
		!pg_is_address(database);
}

int log_path(char path[PATH_TEXT], const char *database, struct err *e)
{
	size_t n = strlen(database);

	if (n > 3 && strcmp(database + n - 3, ".db") == 0)
		n -= 3;
	if (n + sizeof(".log") > PATH_TEXT)
		return err_set(e, ERR_DATA, "path '%s' is too long", database);
	snprintf(path, PATH_TEXT, "%.*s.log", (int)n, database);
	return 0;
}

static void folder_of(char folder[PATH_TEXT], const char *path)
{
	const char *slash = strrchr(path, '/');

	snprintf(folder, PATH_TEXT, "%.*s", slash ? (int)(slash - path) + 1 : 1,
		slash ? path : ".");
}

int log_id(char id[LOG_ID], struct err *e)
{
	unsigned char bytes[(LOG_ID - 1) / 2];

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return err_errno(e, "cannot read", "random numbers");
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(id + 2 * i, 3, "%02x", bytes[i]);
	return 0;
}

/* ---- taking turns -----------------------------------------------------------
 */

static int cannot(const char *path, struct err *e)
{
	err_errno(e, "cannot write the log", path);
	return -1;
}

/* Not to be waited for without end: who holds it may have been stopped. */
static int take_turn(int fd, const char *path, struct err *e)
{
	const struct timespec pause = { 0, PAUSE_NS };

	for (int i = 0; i < LOG_WAIT_SECONDS * PAUSES_A_SECOND; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return 0;
		if (errno != EWOULDBLOCK && errno != EINTR)
			return cannot(path, e);
		nanosleep(&pause, NULL);
	}
	return err_set(e, ERR_SYSTEM,
		"cannot write the log '%.200s': another process has held it "
		"for %d seconds",
		path, LOG_WAIT_SECONDS);
}

/* 1 if the open file is the one that bears the name: another may have been put
 * there while its turn was waited for. */
static int is_there(int fd, const char *path)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 && stat(path, &b) == 0 &&
		a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static int open_file(const char *path, struct err *e)
{
	struct stat st;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0666);

	if (fd < 0)
		return cannot(path, e);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	close(fd);
	return err_set(e, ERR_SYSTEM,
		"cannot write the log '%.200s': it is no file", path);
}

static int open_locked(const char *path, struct err *e)
{
	int fd = -1;

	do {
		if (fd >= 0)
			close(fd);
		fd = open_file(path, e);
		if (fd >= 0 && take_turn(fd, path, e) < 0) {
			close(fd);
			return -1;
		}
	} while (fd >= 0 && !is_there(fd, path));
	return fd;
}

/* A last line that lacks its break and nothing else is given it. */
static int read_end(struct log *l, struct err *e)
{
	if (log_tail_read(&l->tail, l->fd, l->path, e) < 0)
		return -1;
	if (!l->tail.unbroken)
		return 0;
	return pwrite(l->fd, "\n", 1, l->tail.size) == 1
		? log_tail_read(&l->tail, l->fd, l->path, e)
		: cannot(l->path, e);
}

int log_open(struct log **out, const char *path, struct err *e)
{
	struct log *l = calloc(1, sizeof(*l));

	if (!l || !(l->path = text_copy(span_of(path)))) {
		free(l);
		return err_memory(e);
	}
	l->fd = open_locked(path, e);
	if (l->fd < 0 || read_end(l, e) < 0) {
		log_close(l);
		return -1;
	}
	l->head = l->tail.head;
	*out = l;
	return 0;
}

void log_close(struct log *l)
{
	if (!l)
		return;
	if (l->fd >= 0)
		close(l->fd);
	text_free(&l->more);
	free(l->path);
	free(l);
}

/* ---- writing ----------------------------------------------------------------
 */

/* A line that was torn is ended, and its bytes are told. */
static void repair(struct log *l, const struct log_entry *next)
{
	struct log_entry x = { .actor = next->actor,
		.time = next->time,
		.event = span_of("repair") };
	struct text detail = TEXT_INIT;
	char id[LOG_ID];

	text_putc(&l->more, '\n');
	text_printf(&detail, "{\"torn_bytes\":%lld,\"torn_sha256\":\"%s\"}",
		(long long)l->tail.torn, l->tail.torn_hash);
	l->more.failed |=
		detail.failed || log_id(id, &(struct err)ERR_INIT) < 0;
	x.id = (struct span){ id, LOG_ID - 1 };
	x.detail = (struct span){ detail.at, detail.len };
	if (!l->more.failed)
		log_line_put(&l->more, &x, &l->head);
	text_free(&detail);
}

void log_add(struct log *l, const struct log_entry *x)
{
	if (l->tail.torn && l->more.len == 0)
		repair(l, x);
	log_line_put(&l->more, x, &l->head);
}

static int write_all(struct log *l, struct err *e)
{
	size_t at = 0;

	while (at < l->more.len) {
		ssize_t n = pwrite(l->fd, l->more.at + at, l->more.len - at,
			l->tail.size + (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return cannot(l->path, e);
		at += (size_t)n;
	}
	return fsync(l->fd) == 0 ? 0 : cannot(l->path, e);
}

/* What could not be written whole is taken back. Nobody was told of it, and
 * nobody else had a turn, so no line is lost by that. */
static int take_back(struct log *l)
{
	if (ftruncate(l->fd, l->tail.size) == 0)
		fsync(l->fd);
	return -1;
}

int log_write(struct log *l, struct err *e)
{
	char folder[PATH_TEXT];
	int is_new = l->tail.size == 0;

	if (text_done(&l->more, e) < 0)
		return -1;
	if (write_all(l, e) < 0)
		return take_back(l);
	folder_of(folder, l->path);
	if (is_new && file_sync_folder(folder, e) < 0)
		return -1;
	l->tail = (struct log_tail){ .head = l->head,
		.size = l->tail.size + (off_t)l->more.len };
	l->tail.whole = l->tail.size;
	text_clear(&l->more);
	return 0;
}

const struct log_head *log_head(const struct log *l)
{
	return &l->head;
}

int log_each_back(struct log *l, log_see *see, void *context, struct err *e)
{
	return log_all_back(l->fd, l->path, l->tail.whole, see, context, e);
}

/* ---- rotating ---------------------------------------------------------------
 */

/* Whoever may write and read the log may do so with the new file. Only the
 * system's administrator can give it to somebody else. */
static int give_to_the_same(
	const char *path, const struct log *l, struct err *e)
{
	struct stat st;

	if (fstat(l->fd, &st) < 0 ||
		(chown(path, st.st_uid, st.st_gid) < 0 && errno != EPERM) ||
		chmod(path, st.st_mode & 0777) < 0)
		return cannot(path, e);
	return 0;
}

/* What was ended in the middle may have left the file, or somebody else a link
 * to another one. */
static int write_first(const char *path, struct log *l,
	const struct log_entry *actor, struct err *e)
{
	struct log_entry x = *actor;
	struct text line = TEXT_INIT;
	char id[LOG_ID];
	int rc = log_id(id, e);

	x.event = span_of("continue");
	x.id = span_of(id);
	if (rc == 0) {
		log_line_put(&line, &x, &l->head);
		rc = text_done(&line, e);
	}
	if (rc == 0 && unlink(path) < 0 && errno != ENOENT)
		rc = cannot(path, e);
	if (rc == 0)
		rc = file_put(path, line.at, line.len, e);
	if (rc == 0 && give_to_the_same(path, l, e) < 0) {
		unlink(path);
		rc = -1;
	}
	text_free(&line);
	return rc;
}

/* 1 if both names are of one file. */
static int is_same(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
		x.st_ino == y.st_ino;
}

/* At no moment is there no log: the old file has both names before the new one
 * takes the first. What ends us between leaves a name more. */
static int exchange(
	const char *path, const char *part, const char *fresh, struct err *e)
{
	char folder[PATH_TEXT];

	if (link(path, part) < 0 && (errno != EEXIST || !is_same(path, part)))
		err_errno(e, "cannot name the log's part", part);
	else if (rename(fresh, path) < 0)
		err_errno(e, "cannot begin the log anew", path);
	if (e->kind != ERR_NONE) {
		unlink(fresh);
		return -1;
	}
	folder_of(folder, path);
	return file_sync_folder(folder, e);
}

int64_t log_size(const struct log *l)
{
	return l->tail.size;
}

int log_rotate(char part[PATH_TEXT], struct log *l,
	const struct log_entry *actor, struct err *e)
{
	struct log_entry x = *actor;
	char id[LOG_ID], fresh[PATH_TEXT + 8];

	if (l->head.line == 0)
		return err_set(
			e, ERR_DATA, "the log '%.200s' is empty", l->path);
	x.event = span_of("rotate");
	if (log_id(id, e) < 0)
		return -1;
	x.id = span_of(id);
	log_add(l, &x);
	if (log_write(l, e) < 0 ||
		log_part_path(part, l->path, l->head.line, e) < 0)
		return -1;
	snprintf(fresh, sizeof(fresh), "%s.new", l->path);
	if (write_first(fresh, l, actor, e) < 0)
		return -1;
	return exchange(l->path, part, fresh, e);
}

/* ---- all at once ------------------------------------------------------------
 */

int log_ready(const char *path, struct err *e)
{
	char folder[PATH_TEXT];
	struct log *l = NULL;
	int rc;

	if (file_exists(path)) {
		rc = log_open(&l, path, e);
		log_close(l);
		return rc;
	}
	folder_of(folder, path);
	return access(folder, W_OK) == 0 || errno == ENOENT ? 0
							    : cannot(path, e);
}

int log_append(const char *path, const struct log_entry *x, struct err *e)
{
	struct log_entry whole = *x;
	char id[LOG_ID], now[CLOCK_TEXT];
	struct log *l = NULL;
	int rc = -1;

	clock_format(now, clock_now());
	whole.time = span_of(now);
	if (log_id(id, e) < 0)
		return -1;
	whole.id = span_of(id);
	if (log_open(&l, path, e) == 0) {
		log_add(l, &whole);
		rc = log_write(l, e);
	}
	log_close(l);
	return rc;
}
