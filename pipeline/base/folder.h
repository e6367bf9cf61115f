/* SPDX-License-Identifier: MIT */
/*
 * A folder in the making: written beside its place and put there at once, so
 * that who looks sees all of the old one or all of the new one. It holds files
 * and no folders.
 */
#ifndef KOSH_BASE_FOLDER_H
#define KOSH_BASE_FOLDER_H

#include "pipeline/base/err.h"
#include "pipeline/base/file.h"

struct folder;

/* Whether a file that stands in the folder already may go with it. */
typedef int folder_may(const char *name);

/* Makes the new folder. What stands at path may be nothing, an empty folder, or
 * one that holds the file mark with the text marked in it, and no file that may
 * not go; ERR_DATA otherwise, naming what is in the way. A link is followed.
 * mark and marked are borrowed until the end. */
struct folder_place {
	const char *path;
	const char *mark, *marked;
	folder_may *may;
};

int folder_open(
	struct folder **out, const struct folder_place *place, struct err *e);
/* Where to write a file of it. */
int folder_file(char path[PATH_TEXT], const struct folder *f, const char *name,
	struct err *e);
/* Syncs and puts it into place, if that still is as above; frees it either
 * way. */
int folder_commit(struct folder *f, struct err *e);
/* Removes what was written; frees it. Accepts NULL. */
void folder_drop(struct folder *f);

#endif
