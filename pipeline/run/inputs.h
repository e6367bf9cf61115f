/* SPDX-License-Identifier: MIT */
/* What a run was made from, by content: kept in the database so that the next
 * run knows whether there is anything to do. */
#ifndef KOSH_RUN_INPUTS_H
#define KOSH_RUN_INPUTS_H

#include "pipeline/base/hash.h"
#include "pipeline/base/text.h"
#include "pipeline/run/shared.h"
#include "pipeline/store/db.h"

struct inputs;

int inputs_open(struct inputs **out, const char *dataset, struct err *e);
void inputs_close(struct inputs *in);

/* Adds a file by what it holds now; one that is not there counts as such. */
int inputs_add_file(struct inputs *in, const char *path, struct err *e);
/* Adds a file of which it is known what it holds. */
int inputs_add_known(struct inputs *in, const char *path,
	const char sha256[HASH_HEX], struct err *e);

/* Something that is no file, by its text; its name is in brackets. */
struct input_text {
	const char *name;
	struct text text;
};

int inputs_add_text(
	struct inputs *in, const struct input_text *t, struct err *e);

/* Replaces what is kept of the dataset; one transaction. */
int inputs_keep(const struct inputs *in, struct db *d, struct err *e);
/* Forgets it, before anything is done by other ones: whatever ends that, it is
 * not taken for done by these. */
int inputs_forget(struct db *d, const char *dataset, struct err *e);

/* Told of an input that differs, a path or the name of a text, and whether it
 * was there before and is now. */
typedef void input_differs_fn(void *context, const char *name, int was, int is);

/* How the inputs of a dataset differ from those that the database keeps. */
struct input_change {
	const char *dataset;
	const struct input_text *texts; /* what those that are no file are now,
					 * all of them */
	size_t n_texts;
	const struct shared *shared; /* see shared_sum */
	int is_idle;		/* another processor has nothing else to do */
	input_differs_fn *tell; /* NULL: the first one is enough */
	void *context;
};

/* 1 if the database keeps inputs of the dataset, the texts are the kept ones,
 * and every kept file still holds the same; -1 on a fault. */
int inputs_unchanged(struct db *d, const struct input_change *c, struct err *e);

#endif
