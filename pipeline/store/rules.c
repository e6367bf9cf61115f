/* SPDX-License-Identifier: MIT */
#include "pipeline/store/rules.h"

#include <ctype.h>
#include <stdlib.h>

#include "pipeline/base/arena.h"
#include "pipeline/store/rule_head.h"
#include "pipeline/store/sqltext.h"
#include "pipeline/store/usersql.h"

struct rules {
	struct rule *all;
	size_t n;
	struct arena texts; /* the user's files */
	char ours[HASH_HEX], sum[HASH_HEX];
};

size_t rules_count(const struct rules *r)
{
	return r->n;
}

const struct rule *rules_at(const struct rules *r, size_t i)
{
	return &r->all[i];
}

const char *rules_ours(const struct rules *r)
{
	return r->ours;
}

const char *rules_sum(const struct rules *r)
{
	return r->sum;
}

const char *rule_found(const struct rule *r)
{
	return r->sql ? "tables" : "cells";
}

const struct rule *rules_find(const struct rules *r, const char *id)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->all[i].id, id) == 0)
			return &r->all[i];
	return NULL;
}

void rules_close(struct rules *r)
{
	if (!r)
		return;
	arena_free(&r->texts);
	free(r->all);
	free(r);
}

/* Room for one more rule, which counts once n is raised. */
static struct rule *more(struct rules *r, struct err *e)
{
	struct rule *all = array_more(r->all, r->n, sizeof(*all));

	if (!all) {
		err_memory(e);
		return NULL;
	}
	r->all = all;
	all[r->n] = (struct rule){ .sql = NULL };
	return &all[r->n];
}

/* ---- ours ---- */

/* A rule's file is named by its id, v601-rank-order.sql; the folder holds
 * other files too. */
static int is_rule(const struct sql_file *f)
{
	return strcmp(f->folder, "rules") == 0 && f->name[0] == 'v' &&
		isdigit((unsigned char)f->name[1]);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(
		((const struct rule *)a)->id, ((const struct rule *)b)->id);
}

static int sum_ours(struct rules *r, struct err *e)
{
	struct hash *sum;

	if (hash_open(&sum, e) < 0)
		return -1;
	for (size_t i = 0; i < sql_files_count; i++)
		if (strcmp(sql_files[i].folder, "rules") == 0)
			hash_add(sum, sql_files[i].text,
				strlen(sql_files[i].text));
	hash_end(r->ours, sum);
	hash_close(sum);
	return 0;
}

static int add_ours(struct rules *r, struct err *e)
{
	for (size_t i = 0; i < sql_files_count; i++) {
		const struct sql_file *f = &sql_files[i];
		struct rule *x;

		if (!is_rule(f))
			continue;
		x = more(r, e);
		if (!x || rule_head(x, f->text, f->path, ERR_SYSTEM, e) < 0)
			return -1;
		r->n++;
	}
	if (r->n)
		qsort(r->all, r->n, sizeof(*r->all), by_id);
	return sum_ours(r, e);
}

/* ---- the user's ---- */

/* A folder being read. */
struct folder {
	struct rules *rules;
	struct hash *sum;
};

static int check_id(const struct rules *r, const struct rule *x, struct err *e)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789-_";
	const struct rule *other = rules_find(r, x->id);

	if (x->id[strspn(x->id, letters)])
		return err_set(e, ERR_DATA,
			"%s: id '%s': expected letters, digits, - and _",
			x->file, x->id);
	if (toupper((unsigned char)x->id[0]) == 'V')
		return err_set(e, ERR_DATA,
			"%s: id '%s': those that begin with V are kosh's own",
			x->file, x->id);
	if (other)
		return err_set(e, ERR_DATA, "%s: id '%s' is that of %s too",
			x->file, x->id, other->file);
	if (!x->sql)
		return err_set(
			e, ERR_DATA, "%s: there is no SELECT in it", x->file);
	return 0;
}

/* The text is kept. */
static int add_file(void *context, const struct usersql *f, struct err *e)
{
	struct folder *in = context;
	struct rules *r = in->rules;
	const char *text = arena_copy(&r->texts, f->text);
	const char *file = arena_copy(&r->texts, span_of(f->path));
	struct rule *x = more(r, e);

	if (!text || !file || !x)
		return err_memory(e);
	hash_add(in->sum, f->name, strlen(f->name) + 1);
	hash_add(in->sum, text, f->text.len + 1);
	x->is_users = 1;
	if (rule_head(x, text, file, ERR_DATA, e) < 0 || check_id(r, x, e) < 0)
		return -1;
	r->n++;
	return 0;
}

static int add_folder(struct rules *r, const char *dir, struct err *e)
{
	struct folder in = { r, NULL };
	int rc;

	if (hash_open(&in.sum, e) < 0)
		return -1;
	rc = usersql_each(dir, "rule", add_file, &in, e);
	if (rc == 0)
		hash_end(r->sum, in.sum);
	hash_close(in.sum);
	return rc;
}

int rules_open(struct rules **out, const char *dir, struct err *e)
{
	struct rules *r = calloc(1, sizeof(*r));

	if (!r)
		return err_memory(e);
	if (add_ours(r, e) < 0 || (dir && add_folder(r, dir, e) < 0)) {
		rules_close(r);
		return -1;
	}
	*out = r;
	return 0;
}
