/* SPDX-License-Identifier: MIT */
#include "pipeline/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/base/text.h"

static const size_t max_bytes = (size_t)FILE_MAX_MIB << 20;

static int too_large(const char *path, struct err *e)
{
	return err_set(
		e, ERR_DATA, "'%s' has more than %d MiB", path, FILE_MAX_MIB);
}

static int wait_at(int fd)
{
	return fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
}

/* Of what is no regular file, the status says no size. */
static int open_file(int *fd, struct stat *st, const char *path, struct err *e)
{
	/* a pipe that nobody writes must not be waited for */
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0) {
		err_errno(e, "cannot open", path);
		if (errno == ENOENT || errno == ENOTDIR)
			e->kind = ERR_DATA;
		return -1;
	}
	if (fstat(*fd, st) < 0 || (!S_ISREG(st->st_mode) && wait_at(*fd) < 0))
		err_errno(e, "cannot read", path);
	else if (S_ISDIR(st->st_mode))
		err_set(e, ERR_DATA, "'%s' is a folder", path);
	else if (S_ISREG(st->st_mode) && (size_t)st->st_size > max_bytes)
		too_large(path, e);
	else
		return 0;
	close(*fd);
	return -1;
}

enum { PIECE = 64 << 10 };

static int each_piece(int fd, const char *path, file_piece_fn *take,
	void *context, struct err *e)
{
	char piece[PIECE];
	size_t all = 0;
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) > 0) {
		all += (size_t)n;
		if (all > max_bytes)
			return too_large(path, e);
		take(context, piece, (size_t)n);
	}
	return n < 0 ? err_errno(e, "cannot read", path) : 0;
}

int file_pieces(
	const char *path, file_piece_fn *take, void *context, struct err *e)
{
	struct stat st;
	int fd, rc;

	if (strcmp(path, "-") == 0)
		return each_piece(
			STDIN_FILENO, "standard input", take, context, e);
	if (open_file(&fd, &st, path, e) < 0)
		return -1;
	rc = each_piece(fd, path, take, context, e);
	close(fd);
	return rc;
}

/* room: what is asked for at once; a byte more than there is meets the end. */
static int read_all(struct file_map *out, int fd, size_t room, const char *path,
	struct err *e)
{
	struct text all = TEXT_INIT;
	ssize_t n = 0;
	char *to;

	while ((to = text_room(&all, room)) && all.len <= max_bytes &&
		(n = read(fd, to, room)) > 0)
		text_wrote(&all, to + n);
	text_add(&all, "", 0);
	if (n < 0 || all.len > max_bytes || text_done(&all, e) < 0) {
		text_free(&all);
		return n < 0 ? err_errno(e, "cannot read", path)
			     : too_large(path, e);
	}
	*out = (struct file_map){ all.at, all.len, 1 };
	return 0;
}

/* To map fewer bytes, and to let go of them, takes longer than to read them. */
static int map_all(struct file_map *out, int fd, const struct stat *st,
	const char *path, struct err *e)
{
	const size_t size = (size_t)st->st_size;
	void *at;

	/* files of /proc have no size */
	if (!S_ISREG(st->st_mode) || size == 0)
		return read_all(out, fd, PIECE, path, e);
	if (size <= PIECE)
		return read_all(out, fd, size + 1, path, e);
	at = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return err_errno(e, "cannot map", path);
	*out = (struct file_map){ at, size, 0 };
	return 0;
}

int file_map(struct file_map *out, const char *path, struct err *e)
{
	struct stat st;
	int fd, rc;

	if (strcmp(path, "-") == 0)
		return read_all(out, STDIN_FILENO, PIECE, "standard input", e);
	if (open_file(&fd, &st, path, e) < 0)
		return -1;
	rc = map_all(out, fd, &st, path, e);
	close(fd);
	return rc;
}

void file_unmap(struct file_map *map)
{
	if (map->on_heap)
		free((void *)map->at);
	else if (map->at)
		munmap((void *)map->at, map->len);
	*map = (struct file_map){ 0 };
}

int file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

/* Leaves errno as it is. */
static int is_folder(const char *path)
{
	struct stat st;
	int before = errno, yes = stat(path, &st) == 0 && S_ISDIR(st.st_mode);

	errno = before;
	return yes;
}

int file_make_dirs(const char *path, struct err *e)
{
	char part[PATH_TEXT];
	size_t n = strlen(path);

	if (n >= sizeof(part))
		return err_set(e, ERR_DATA, "path '%s' is too long", path);
	if (is_folder(path)) /* as a rule it is there */
		return 0;
	for (size_t i = 1; i <= n; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0777) == 0)
			continue;
		if (errno != EEXIST || (i == n && !is_folder(part)))
			return err_errno(e, "cannot make folder", part);
	}
	return 0;
}

int file_make_place(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_TEXT];

	if (!slash || slash == path)
		return 0;
	if ((size_t)(slash - path) >= sizeof(folder))
		return err_set(e, ERR_DATA, "path '%s' is too long", path);
	memcpy(folder, path, (size_t)(slash - path));
	folder[slash - path] = '\0';
	return file_make_dirs(folder, e);
}

int file_join(
	char buf[PATH_TEXT], const char *dir, const char *name, struct err *e)
{
	int n = snprintf(buf, PATH_TEXT, "%s/%s", dir, name);

	if (n < 0 || n >= PATH_TEXT)
		return err_set(e, ERR_DATA, "path of '%s' is too long", name);
	return 0;
}

/* alphasort follows the locale; the order here must not. */
static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int file_list(const char *dir,
	int (*visit)(void *context, const char *name, struct err *e),
	void *context, struct err *e)
{
	struct dirent **list = NULL;
	int rc = 0, n = scandir(dir, &list, NULL, by_bytes);

	if (n < 0)
		return err_errno(e, "cannot list folder", dir);
	for (int i = 0; i < n; i++) {
		const char *name = list[i]->d_name;

		if (rc == 0 && strcmp(name, ".") != 0 &&
			strcmp(name, "..") != 0)
			rc = visit(context, name, e);
		free(list[i]);
	}
	free(list);
	return rc;
}

int file_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int same_stat(const struct stat *x, const struct stat *y)
{
	return x->st_dev == y->st_dev && x->st_ino == y->st_ino;
}

static const char *last_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int stat_folder(struct stat *out, const char *path)
{
	char folder[PATH_TEXT];
	int n = snprintf(folder, sizeof(folder), "%.*s.",
		(int)(last_name(path) - path), path);

	return n < (int)sizeof(folder) ? stat(folder, out) : -1;
}

int file_same(const char *a, const char *b)
{
	struct stat x, y;
	int has_a = stat(a, &x) == 0, has_b = stat(b, &y) == 0;

	if (has_a || has_b)
		return has_a && has_b && same_stat(&x, &y);
	if (strcmp(a, "-") == 0 || strcmp(b, "-") == 0)
		return 0;
	return strcmp(last_name(a), last_name(b)) == 0 &&
		stat_folder(&x, a) == 0 && stat_folder(&y, b) == 0 &&
		same_stat(&x, &y);
}

int file_is_audit_log(const char *path)
{
	static const char start[] = "{\"line\":", next[] = ",\"id\":\"";
	char bytes[64] = "";
	const char *at = bytes + sizeof(start) - 1;
	struct stat st;
	int fd, is_log;

	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode) ||
		(fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return 0;
	/* one that was rotated begins with a later line than 1 */
	is_log = read(fd, bytes, sizeof(bytes) - 1) > 0 &&
		strncmp(bytes, start, sizeof(start) - 1) == 0 &&
		strspn(at, "0123456789") > 0 &&
		strncmp(at + strspn(at, "0123456789"), next,
			sizeof(next) - 1) == 0;
	close(fd);
	return is_log;
}
