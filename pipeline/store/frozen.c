/* SPDX-License-Identifier: MIT */
#include "pipeline/store/frozen.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The size of path's companion, -1 where there is none. */
static long long beside(const char *path, const char *suffix)
{
	struct text name = TEXT_INIT;
	struct stat st;
	long long size = -1;

	text_printf(&name, "%s%s", path, suffix);
	if (!name.failed && stat(name.at, &st) == 0)
		size = st.st_size;
	text_free(&name);
	return size;
}

static int writable(const char *path)
{
	return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

static int may_write(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct text folder = TEXT_INIT;
	int may;

	text_puts(&folder, "./");
	if (slash) {
		text_clear(&folder);
		text_add(&folder, path, (size_t)(slash - path + 1));
	}
	may = !folder.failed && writable(path) && writable(folder.at);
	text_free(&folder);
	return may;
}

int frozen(const char *path)
{
	long long wal;

	if (may_write(path))
		return 0;
	wal = beside(path, "-wal");
	return wal < 0 || (wal == 0 && beside(path, "-shm") < 0);
}

int frozen_waits(const char *path)
{
	return !may_write(path) && beside(path, "-wal") > 0;
}

void frozen_uri(struct text *uri, const char *path, int reading)
{
	const char *how = !reading ? ""
		: frozen(path)	   ? "?immutable=1"
				   : "?mode=rw";

	text_puts(uri, *path == '/' ? "file://" : "file:");
	for (; *path; path++)
		if (strchr("%?#", *path))
			text_printf(uri, "%%%02x", (unsigned)*path);
		else
			text_putc(uri, *path);
	text_puts(uri, how);
}
