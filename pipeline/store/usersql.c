/* SPDX-License-Identifier: MIT */
#include "pipeline/store/usersql.h"

#include "pipeline/base/file.h"

/* A folder being read. */
struct folder {
	const char *path, *what;
	int (*take)(void *context, const struct usersql *f, struct err *e);
	void *context;
	int n;
};

static int is_sql(const char *name)
{
	const char *dot = strrchr(name, '.');

	return name[0] != '.' && dot && strcmp(dot, ".sql") == 0;
}

static int take_text(const struct folder *in, struct usersql *f, struct err *e)
{
	struct file_map map;
	int rc = -1;

	if (file_map(&map, f->path, e) < 0)
		return -1;
	f->text = text_behind_mark((struct span){ map.at, map.len });
	if (f->text.len > USERSQL_BYTES)
		err_set(e, ERR_DATA, "%s: a %s of more than %d KiB", f->path,
			in->what, USERSQL_BYTES >> 10);
	else if (memchr(f->text.at, '\0', f->text.len))
		err_set(e, ERR_DATA, "%s: no text: it holds a NUL", f->path);
	else
		rc = in->take(in->context, f, e);
	file_unmap(&map);
	return rc;
}

static int take_file(void *context, const char *name, struct err *e)
{
	struct folder *in = context;
	char path[PATH_TEXT];
	struct usersql f = { .name = name, .path = path };

	if (!is_sql(name))
		return 0;
	if (in->n++ == USERSQL_FILES)
		return err_set(e, ERR_DATA, "'%s' holds more than %d %ss",
			in->path, USERSQL_FILES, in->what);
	return file_join(path, in->path, name, e) < 0 ? -1
						      : take_text(in, &f, e);
}

int usersql_each(const char *dir, const char *what,
	int (*take)(void *context, const struct usersql *f, struct err *e),
	void *context, struct err *e)
{
	struct folder in = { dir, what, take, context, 0 };

	if (!file_is_folder(dir))
		return err_set(e, ERR_DATA, "there is no folder '%s'", dir);
	if (file_list(dir, take_file, &in, e) < 0)
		return -1;
	return in.n ? 0
		    : err_set(e, ERR_DATA,
			      "the folder '%s' holds no %s, no file *.sql", dir,
			      what);
}
