/* SPDX-License-Identifier: MIT */
#include "tests/disk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/check.h"

enum { FILES_MAX = 8, SECTOR = 512 };

const char *const disk_names[DISK_CALLS] = {
	[DISK_OPEN] = "open",
	[DISK_READ] = "read",
	[DISK_WRITE] = "write",
	[DISK_SYNC] = "sync",
	[DISK_TRUNCATE] = "truncate",
	[DISK_DELETE] = "delete",
	[DISK_LOCK] = "lock",
	[DISK_LOOK] = "look",
	[DISK_SIZE] = "size",
	[DISK_MAP] = "map",
	[DISK_MAP_LOCK] = "lock of the map",
};

struct content {
	int is_there;
	size_t len;
	unsigned char *at;
};

/* What of a file is on the disk for good. */
struct durable {
	char path[PATH_TEXT];
	struct content is;
};

static struct {
	struct disk_fault fault;
	size_t count[DISK_CALLS];
	int failed;
	size_t changes, cut; /* 0: never */
	struct durable files[FILES_MAX];
	size_t n_files;
} disk;

static sqlite3_vfs shim, *below;

/* ---- what fails -------------------------------------------------------------
 */

void disk_fail(const struct disk_fault *f)
{
	disk.fault = f ? *f : (struct disk_fault){ .n = 0 };
	memset(disk.count, 0, sizeof(disk.count));
	disk.failed = 0;
}

size_t disk_count(enum disk_call call)
{
	return disk.count[call];
}

int disk_failed(void)
{
	return disk.failed;
}

void disk_cut(size_t n)
{
	disk.changes = 0;
	disk.cut = n;
}

size_t disk_changes(void)
{
	return disk.changes;
}

static int is_dark(void)
{
	return disk.cut && disk.changes >= disk.cut;
}

/* What this call comes to before it is made. */
static int meets(enum disk_call call)
{
	const struct disk_fault *f = &disk.fault;
	size_t n = ++disk.count[call];

	if (is_dark())
		return SQLITE_IOERR;
	if (f->n == 0 || f->call != call || n < f->n || (n > f->n && !f->on))
		return SQLITE_OK;
	disk.failed = 1;
	return f->code;
}

/* The same of one that changes something. */
static int meets_change(enum disk_call call)
{
	int rc = meets(call);

	if (rc != SQLITE_OK)
		return rc;
	disk.changes++;
	return is_dark() ? SQLITE_IOERR : SQLITE_OK;
}

/* ---- what is on the disk for good -------------------------------------------
 */

static struct content content_of(const char *path)
{
	struct content c = { .is_there = 0 };
	FILE *in = fopen(path, "rb");
	long len;

	if (!in)
		return c;
	assert_int_equal(fseek(in, 0, SEEK_END), 0);
	len = ftell(in);
	rewind(in);
	c.is_there = 1;
	c.len = (size_t)len;
	c.at = calloc(1, c.len + 1);
	assert_non_null(c.at);
	assert_int_equal(fread(c.at, 1, c.len, in), c.len);
	fclose(in);
	return c;
}

static struct durable *find(const char *path)
{
	for (size_t i = 0; i < disk.n_files; i++)
		if (strcmp(disk.files[i].path, path) == 0)
			return &disk.files[i];
	return NULL;
}

/* A file that was there before anybody spoke of it is there for good. */
static void know(const char *path)
{
	struct durable *d;

	if (find(path))
		return;
	assert_true(disk.n_files < FILES_MAX);
	d = &disk.files[disk.n_files++];
	snprintf(d->path, sizeof(d->path), "%s", path);
	d->is = content_of(path);
}

static void settle(const char *path)
{
	struct durable *d = find(path);

	assert_non_null(d);
	free(d->is.at);
	d->is = content_of(path);
}

void disk_forget(void)
{
	for (size_t i = 0; i < disk.n_files; i++)
		free(disk.files[i].is.at);
	disk.n_files = 0;
}

/* ---- when the power is back -------------------------------------------------
 */

static unsigned drawn;

static unsigned draw(unsigned n)
{
	drawn = drawn * 1664525u + 1013904223u;
	return (drawn >> 8) % n;
}

static size_t draw_size(size_t old, size_t new)
{
	size_t low = old < new ? old : new, high = old < new ? new : old;

	switch (draw(3)) {
	case 0:
		return old;
	case 1:
		return new;
	default:
		return low + draw((unsigned)(high - low + 1));
	}
}

static void copy_sector(
	unsigned char *to, const struct content *from, size_t at, size_t len)
{
	if (at >= from->len)
		return;
	if (len > from->len - at)
		len = from->len - at;
	memcpy(to, from->at + at, len);
}

/* Each sector is the one or the other. */
static struct content mix(const struct content *old, const struct content *new)
{
	struct content c = { 1, draw_size(old->len, new->len), NULL };

	c.at = calloc(1, c.len + SECTOR);
	assert_non_null(c.at);
	for (size_t at = 0; at < c.len; at += SECTOR)
		copy_sector(c.at + at, draw(2) ? old : new, at, SECTOR);
	return c;
}

static void restore(struct durable *d)
{
	struct content now = content_of(d->path), c;

	if (d->is.is_there != now.is_there && draw(2)) {
		/* the name came to the disk, or its end did not */
		remove(d->path);
	} else if (d->is.is_there || now.is_there) {
		c = now.is_there ? mix(&d->is, &now) : mix(&d->is, &d->is);
		write_bytes(d->path, (const char *)c.at, c.len);
		free(c.at);
	}
	free(now.at);
}

void disk_restore(unsigned seed)
{
	char shm[PATH_TEXT];

	drawn = seed;
	disk.cut = 0;
	for (size_t i = 0; i < disk.n_files; i++) {
		restore(&disk.files[i]);
		snprintf(shm, sizeof(shm), "%.*s-shm", PATH_TEXT - 8,
			disk.files[i].path);
		remove(shm);
	}
	disk_forget();
}

/* ---- files ------------------------------------------------------------------
 */

struct file {
	sqlite3_file base;
	const char *path; /* SQLite's, which lives as long; NULL: temporary */
	sqlite3_file *real;
};

static struct file *of(sqlite3_file *f)
{
	return (struct file *)f;
}

static int file_close(sqlite3_file *f)
{
	return of(f)->real->pMethods->xClose(of(f)->real);
}

static int file_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	sqlite3_file *r = of(f)->real;
	int rc = meets(DISK_READ);

	return rc == SQLITE_OK ? r->pMethods->xRead(r, to, n, at) : rc;
}

static int file_write(
	sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	sqlite3_file *r = of(f)->real;
	int was_dark = is_dark(), rc = meets_change(DISK_WRITE);

	if (rc == SQLITE_OK)
		return r->pMethods->xWrite(r, from, n, at);
	if (!was_dark && (is_dark() || disk.fault.half))
		r->pMethods->xWrite(r, from, n / 2, at);
	return rc;
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	sqlite3_file *r = of(f)->real;
	int rc = meets_change(DISK_TRUNCATE);

	return rc == SQLITE_OK ? r->pMethods->xTruncate(r, size) : rc;
}

/* What is synced is kept here, so that no real disk has to. */
static int file_sync(sqlite3_file *f, int flags)
{
	int rc = meets_change(DISK_SYNC);

	(void)flags;
	if (rc == SQLITE_OK && of(f)->path)
		settle(of(f)->path);
	return rc;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size)
{
	sqlite3_file *r = of(f)->real;
	int rc = meets(DISK_SIZE);

	return rc == SQLITE_OK ? r->pMethods->xFileSize(r, size) : rc;
}

static int file_lock(sqlite3_file *f, int level)
{
	sqlite3_file *r = of(f)->real;
	int rc = meets(DISK_LOCK);

	return rc == SQLITE_OK ? r->pMethods->xLock(r, level) : rc;
}

static int file_unlock(sqlite3_file *f, int level)
{
	return of(f)->real->pMethods->xUnlock(of(f)->real, level);
}

static int file_check_lock(sqlite3_file *f, int *out)
{
	return of(f)->real->pMethods->xCheckReservedLock(of(f)->real, out);
}

static int file_control(sqlite3_file *f, int op, void *arg)
{
	return of(f)->real->pMethods->xFileControl(of(f)->real, op, arg);
}

static int file_sector(sqlite3_file *f)
{
	(void)f;
	return SECTOR;
}

static int file_traits(sqlite3_file *f)
{
	return of(f)->real->pMethods->xDeviceCharacteristics(of(f)->real);
}

static int file_map_shm(
	sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	sqlite3_file *r = of(f)->real;
	int rc = meets(DISK_MAP);

	*out = NULL;
	return rc == SQLITE_OK
		? r->pMethods->xShmMap(r, page, size, extend, out)
		: rc;
}

static int file_lock_shm(sqlite3_file *f, int at, int n, int flags)
{
	sqlite3_file *r = of(f)->real;
	int rc = flags & SQLITE_SHM_UNLOCK ? SQLITE_OK : meets(DISK_MAP_LOCK);

	return rc == SQLITE_OK ? r->pMethods->xShmLock(r, at, n, flags) : rc;
}

static void file_barrier(sqlite3_file *f)
{
	of(f)->real->pMethods->xShmBarrier(of(f)->real);
}

static int file_unmap_shm(sqlite3_file *f, int remove)
{
	return of(f)->real->pMethods->xShmUnmap(of(f)->real, remove);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_check_lock,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_traits,
	.xShmMap = file_map_shm,
	.xShmLock = file_lock_shm,
	.xShmBarrier = file_barrier,
	.xShmUnmap = file_unmap_shm,
};

/* ---- folders ----------------------------------------------------------------
 */

static int shim_open(sqlite3_vfs *v, const char *path, sqlite3_file *out,
	int flags, int *out_flags)
{
	struct file *f = (struct file *)out;
	int rc = meets(DISK_OPEN);

	(void)v;
	out->pMethods = NULL;
	if (rc != SQLITE_OK)
		return rc;
	if (path)
		know(path);
	f->path = path;
	f->real = (sqlite3_file *)(f + 1);
	rc = below->xOpen(below, path, f->real, flags, out_flags);
	if (f->real->pMethods)
		out->pMethods = &methods;
	return rc;
}

static int shim_delete(sqlite3_vfs *v, const char *path, int sync)
{
	int rc = meets_change(DISK_DELETE);

	(void)v;
	if (rc == SQLITE_OK)
		rc = below->xDelete(below, path, sync);
	if (rc == SQLITE_OK && sync && find(path))
		settle(path);
	return rc;
}

static int shim_access(sqlite3_vfs *v, const char *path, int flags, int *out)
{
	int rc = meets(DISK_LOOK);

	(void)v;
	return rc == SQLITE_OK ? below->xAccess(below, path, flags, out) : rc;
}

/* Who waits for a lock waits long enough at once. */
static int shim_sleep(sqlite3_vfs *v, int microseconds)
{
	(void)v;
	return microseconds;
}

void disk_begin(void)
{
	below = sqlite3_vfs_find(NULL);
	assert_non_null(below);
	shim = *below;
	shim.zName = "disk";
	shim.szOsFile = (int)sizeof(struct file) + below->szOsFile;
	shim.xOpen = shim_open;
	shim.xDelete = shim_delete;
	shim.xAccess = shim_access;
	shim.xSleep = shim_sleep;
	assert_int_equal(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
}
