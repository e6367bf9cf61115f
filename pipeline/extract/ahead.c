/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/ahead.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Behind the bytes, and part of what is summed but for the sum. */
struct tail {
	uint64_t kind; /* with the bytes in another order it is another one */
	uint64_t out, aside; /* how many bytes were written there */
	char sum[HASH_HEX - 1];
};

enum { SUMMED = offsetof(struct tail, sum), KEY = HASH_HEX - 1 };

static const uint64_t this_kind = 0x6b6f736800000001;

int ahead_folder(char path[PATH_TEXT], const char *root, const char *dataset,
	struct err *e)
{
	if ((size_t)snprintf(path, PATH_TEXT, "%s/output/parts/%s", root,
		    dataset) < PATH_TEXT)
		return 0;
	return err_set(e, ERR_DATA, "path '%s' is too long", root);
}

/* EDITION-KEY.part; the key is a hash over all that decides what is read. */
int ahead_path(char path[PATH_TEXT], const char *root,
	const struct extraction *x, const char recipe[HASH_HEX], struct err *e)
{
	char folder[PATH_TEXT], key[HASH_HEX], name[AHEAD_EDITION + KEY + 8];
	struct text all = TEXT_INIT;
	int rc;

	text_printf(&all, "%s/%s %s %s %s", x->spec->dataset, x->ed->id,
		x->sha256, recipe, x->file);
	rc = text_done(&all, e);
	if (rc == 0)
		hash_bytes(key, all.at, all.len);
	text_free(&all);
	if (rc < 0 || ahead_folder(folder, root, x->spec->dataset, e) < 0)
		return -1;
	snprintf(name, sizeof(name), "%.*s-%s.part", AHEAD_EDITION, x->ed->id,
		key);
	return file_join(path, folder, name, e);
}

/* The file's name is in front of what is summed: bytes of another name are
 * broken ones. */
static int begin_sum(struct hash **out, const char *path, struct err *e)
{
	const char *name = strrchr(path, '/');

	if (hash_open(out, e) < 0)
		return -1;
	hash_add(*out, name, strlen(name));
	return 0;
}

/* Moves all of a stream, and counts it. */
static uint64_t move(FILE *to, struct hash *h, FILE *from)
{
	char bytes[1 << 14];
	uint64_t all = 0;
	size_t n;

	while ((n = fread(bytes, 1, sizeof(bytes), from)) > 0) {
		fwrite(bytes, 1, n, to);
		hash_add(h, bytes, n);
		all += n;
	}
	return all;
}

static void put(FILE *to, struct hash *h, struct child *c)
{
	struct tail t = { .kind = this_kind };
	char hex[HASH_HEX];

	t.out = move(to, h, child_out(c));
	t.aside = move(to, h, child_aside(c));
	hash_add(h, &t, SUMMED);
	hash_end(hex, h);
	memcpy(t.sum, hex, KEY);
	fwrite(&t, 1, sizeof(t), to);
}

int ahead_write(const char *path, struct child *c, struct err *e)
{
	struct draft *d = NULL;
	struct hash *h = NULL;
	struct err fault = ERR_INIT;
	int ready = file_make_place(path, &fault) == 0 &&
		begin_sum(&h, path, &fault) == 0 &&
		draft_open(&d, path, &fault) == 0;

	if (ready)
		put(draft_stream(d), h, c);
	hash_close(h);
	if (child_end(c, ready ? e : &fault) == 0 && ready)
		return draft_commit(d, e);
	draft_drop(d);
	return ready ? -1 : err_set(e, fault.kind, "%s", fault.text);
}

/* ---- reading ---- */

struct ahead {
	struct file_map map;
	FILE *out, *aside;
};

/* Whether the file is whole, and where its parts end. */
static int check(struct tail *t, const struct file_map *m, const char *path,
	struct err *e)
{
	struct hash *h = NULL;
	char hex[HASH_HEX];
	size_t len = m->len - sizeof(*t);

	if (m->len >= sizeof(*t)) {
		if (begin_sum(&h, path, e) < 0)
			return -1;
		hash_add(h, m->at, len + SUMMED);
		hash_end(hex, h);
		hash_close(h);
		memcpy(t, m->at + len, sizeof(*t));
		if (t->kind == this_kind && memcmp(hex, t->sum, KEY) == 0 &&
			t->out <= len && t->aside == len - t->out)
			return 0;
	}
	return err_set(e, ERR_DATA, "'%s' is broken", path);
}

int ahead_open(struct ahead **out, const char *path, struct err *e)
{
	struct ahead *a = calloc(1, sizeof(*a));
	struct tail t;

	if (!a)
		return err_memory(e);
	if (file_map(&a->map, path, e) == 0 &&
		check(&t, &a->map, path, e) == 0) {
		char *at = (char *)(uintptr_t)a->map.at;

		a->out = fmemopen(at, t.out, "r");
		a->aside = fmemopen(at + t.out, t.aside, "r");
		if (!a->out || !a->aside)
			err_memory(e);
	}
	*out = a;
	if (a->out && a->aside)
		return 0;
	ahead_close(a);
	*out = NULL;
	return -1;
}

FILE *ahead_out(const struct ahead *a)
{
	return a->out;
}

FILE *ahead_aside(const struct ahead *a)
{
	return a->aside;
}

void ahead_close(struct ahead *a)
{
	if (!a)
		return;
	if (a->out)
		fclose(a->out);
	if (a->aside)
		fclose(a->aside);
	file_unmap(&a->map);
	free(a);
}
