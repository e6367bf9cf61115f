/* SPDX-License-Identifier: MIT */
/* write_seeds TARGET DIR: the seeds of a target as files. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/base/file.h"
#include "tests/fuzz/seeds.h"

static void write_one(void *context, const char *name, struct span bytes)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;

	if (file_join(path, context, name, &e) < 0 ||
		file_put(path, bytes.at, bytes.len, &e) < 0) {
		fprintf(stderr, "write_seeds: %s\n", e.text);
		exit(1);
	}
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;

	if (argc != 3) {
		fputs("usage: write_seeds TARGET DIR\n", stderr);
		return 2;
	}
	if (file_make_dirs(argv[2], &e) < 0) {
		fprintf(stderr, "write_seeds: %s\n", e.text);
		return 1;
	}
	seeds_each(argv[1], write_one, argv[2]);
	return 0;
}
