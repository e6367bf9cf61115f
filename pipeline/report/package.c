/* SPDX-License-Identifier: MIT */
/*
 * The report as a folder of CSV with a datapackage.json: a Tabular Data Package
 * (specs.frictionlessdata.io, version 1). The columns have the same names in
 * every language; what is said of them is in that of the report.
 */
#include "pipeline/report/package.h"

#include <assert.h>
#include <ctype.h>
#include <sys/stat.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/hash.h"
#include "pipeline/base/json.h"
#include "pipeline/report/manifest.h"

#define DESCRIPTOR "datapackage.json"
#define LICENCE	   "LICENCE.txt"

/* ---- what a resource is -----------------------------------------------------
 */

static int close_file(FILE *out, const char *path, int rc, struct err *e)
{
	int bad = ferror(out);

	bad |= fclose(out) != 0;
	return rc == 0 && bad ? err_errno(e, "cannot write", path) : rc;
}

static void put_list(struct json *j, const char *key, const char *names)
{
	size_t n;

	json_begin(j, key, '[');
	for (; *names; names += n + (names[n] == ',')) {
		n = strcspn(names, ",");
		json_text(j, NULL, (struct span){ names, n });
	}
	json_end(j, ']');
}

/* 1 if a list of names has one. */
static int is_among(const char *names, const char *name)
{
	size_t n;

	for (; *names; names += n + (names[n] == ',')) {
		n = strcspn(names, ",");
		if (strlen(name) == n && memcmp(names, name, n) == 0)
			return 1;
	}
	return 0;
}

static void put_field(struct json *j, struct language *l,
	const struct package_table *t, const char *name)
{
	const struct package_field *f = package_field(t->name, name);

	assert(f);
	json_begin(j, NULL, '{');
	json_string(j, "name", f->name);
	json_string(j, "type", f->type);
	json_string(j, "title", say(l, f->title));
	if (f->description)
		json_string(j, "description", say(l, f->description));
	if (is_among(t->key, name)) {
		json_begin(j, "constraints", '{');
		json_flag(j, "required", 1);
		json_end(j, '}');
	}
	json_end(j, '}');
}

static void put_links(struct json *j, const struct package_table *t)
{
	if (!t->links[0].fields)
		return;
	json_begin(j, "foreignKeys", '[');
	for (int i = 0; i < PACKAGE_LINKS && t->links[i].fields; i++) {
		json_begin(j, NULL, '{');
		put_list(j, "fields", t->links[i].fields);
		json_begin(j, "reference", '{');
		json_string(j, "resource", t->links[i].resource);
		put_list(j, "fields", t->links[i].reference);
		json_end(j, '}');
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void put_schema(struct json *j, struct language *l,
	const struct package_table *t, struct stmt *s)
{
	json_begin(j, "schema", '{');
	json_begin(j, "fields", '[');
	for (int i = 0; i < stmt_columns(s); i++)
		put_field(j, l, t, stmt_name(s, i));
	json_end(j, ']');
	put_list(j, "primaryKey", t->key);
	put_links(j, t);
	json_begin(j, "missingValues", '[');
	json_string(j, NULL, "");
	json_end(j, ']');
	json_end(j, '}');
}

static int put_resource(struct json *j, struct language *l,
	const struct package_table *t, struct stmt *s, const char *path,
	struct err *e)
{
	char name[LABEL_TEXT], hash[7 + HASH_HEX] = "sha256:";
	struct stat st;

	if (hash_file(hash + 7, path, e) < 0 || stat(path, &st) < 0)
		return err_errno(e, "cannot read", path);
	snprintf(name, sizeof(name), "%s.csv", t->name);
	json_begin(j, NULL, '{');
	json_string(j, "profile", "tabular-data-resource");
	json_string(j, "name", t->name);
	json_string(j, "path", name);
	json_string(j, "title", say(l, t->title));
	json_string(j, "description", say(l, t->description));
	json_string(j, "format", "csv");
	json_string(j, "mediatype", "text/csv");
	json_string(j, "encoding", "utf-8");
	json_integer(j, "bytes", st.st_size);
	json_string(j, "hash", hash);
	json_begin(j, "dialect", '{');
	json_string(j, "delimiter", ",");
	json_string(j, "lineTerminator", "\n");
	json_string(j, "quoteChar", "\"");
	json_flag(j, "doubleQuote", 1);
	json_flag(j, "header", 1);
	json_end(j, '}');
	put_schema(j, l, t, s);
	json_end(j, '}');
	return 0;
}

/* Writes the file, and what the descriptor says of it. */
static int put_table(struct json *j, struct report *r, const struct folder *f,
	const struct package_table *t, struct err *e)
{
	char name[LABEL_TEXT], path[PATH_TEXT];
	struct stmt *s = NULL;
	FILE *out = NULL;
	int rc = -1;

	snprintf(name, sizeof(name), "%s.csv", t->name);
	if (folder_file(path, f, name, e) == 0 &&
		report_query(&s, r, t->query, e) == 0 &&
		!(out = fopen(path, "wxe")))
		err_errno(e, "cannot write", path);
	if (out) {
		rc = package_rows(out, s, e);
		rc = close_file(out, path, rc, e);
	}
	if (rc == 0)
		rc = put_resource(j, r->language, t, s, path, e);
	stmt_close(s);
	return rc < 0 ? err_in(e, "%s", name) : 0;
}

/* ---- the descriptor ---------------------------------------------------------
 */

/* "gairi-2025": what a name may hold is lower-case letters, digits, "." "-"
 * and "_". */
static void put_name(struct json *j, const struct report *r)
{
	char name[2 * FACT_TEXT];

	snprintf(name, sizeof(name), "%s-%s", r->order->dataset, r->edition);
	for (char *p = name; *p; p++)
		*p = strchr("-._", *p) || isalnum((unsigned char)*p)
			? (char)tolower((unsigned char)*p)
			: '-';
	json_string(j, "name", name);
}

static void put_head(struct json *j, struct report *r)
{
	struct language *l = r->language;
	char made[CLOCK_TEXT];
	struct text title = TEXT_INIT, about = TEXT_INIT;

	text_printf(&title, "%s %s", r->title, r->edition);
	say_put(&about,
		say(l,
			"{dataset} by {publisher}: the figures of each "
			"edition with the cells that they were read from, "
			"and the ranking of {edition}."),
		(const struct word[]){ { "dataset", r->title },
			{ "publisher", r->publisher },
			{ "edition", r->edition }, { NULL, NULL } });
	clock_format(made, r->order->now);
	json_string(j, "profile", "tabular-data-package");
	put_name(j, r);
	json_string(j, "title", title.failed ? r->title : title.at);
	if (!about.failed)
		json_string(j, "description", about.at);
	json_string(j, "version", r->edition);
	json_string(j, "created", made);
	if (*r->landing)
		json_string(j, "homepage", r->landing);
	text_free(&title);
	text_free(&about);
	json_begin(j, "licenses", '[');
	json_begin(j, NULL, '{');
	json_string(j, "path", LICENCE);
	if (*r->licence)
		json_string(j, "title", r->licence);
	json_end(j, '}');
	json_end(j, ']');
}

static int put_sources(struct json *j, struct report *r, struct err *e)
{
	struct text title = TEXT_INIT;
	struct stmt *s = NULL;
	int rc = report_query(&s, r, "package-source", e);

	json_begin(j, "sources", '[');
	while (rc == 0 && (rc = stmt_step(s, e)) == 1) {
		text_clear(&title);
		text_printf(&title, "%s: %.*s", r->publisher,
			SPAN(stmt_get_text(s, stmt_get_text(s, 1).at ? 1 : 0)));
		rc = text_done(&title, e);
		json_begin(j, NULL, '{');
		json_text(j, "title", (struct span){ title.at, title.len });
		if (stmt_get_text(s, 2).at)
			json_text(j, "path", stmt_get_text(s, 2));
		json_text(j, "edition", stmt_get_text(s, 0));
		json_text(j, "sha256", stmt_get_text(s, 3));
		json_end(j, '}');
	}
	json_end(j, ']');
	text_free(&title);
	stmt_close(s);
	return rc;
}

static int put_fact(void *context, const char *key, const char *value,
	const char *means, struct err *e)
{
	(void)means;
	(void)e;
	json_string(context, key, value);
	return 0;
}

static int put_descriptor(
	struct json *j, struct report *r, const struct folder *f, struct err *e)
{
	const struct package_table *t;
	int rc;

	json_begin(j, NULL, '{');
	put_head(j, r);
	rc = put_sources(j, r, e);
	json_begin(j, "kosh", '{');
	if (rc == 0)
		rc = manifest_each(r, put_fact, j, e);
	json_end(j, '}');
	json_begin(j, "resources", '[');
	for (size_t i = 0; rc == 0 && (t = package_table(i)); i++)
		rc = put_table(j, r, f, t, e);
	json_end(j, ']');
	json_end(j, '}');
	return rc;
}

/* ---- the folder -------------------------------------------------------------
 */

/* What the folder of a report may hold. */
static int is_ours(const char *name)
{
	const struct package_table *t;
	size_t n = strlen(name);

	for (size_t i = 0; n > 4 && (t = package_table(i)); i++)
		if (strlen(t->name) == n - 4 &&
			memcmp(t->name, name, n - 4) == 0 &&
			strcmp(name + n - 4, ".csv") == 0)
			return 1;
	return strcmp(name, DESCRIPTOR) == 0 || strcmp(name, LICENCE) == 0;
}

static int write_licence(
	FILE *out, struct report *r, const struct folder *f, struct err *e)
{
	(void)f;
	(void)e;
	fprintf(out, "%s\n%s\n", r->title, r->publisher);
	if (*r->landing)
		fprintf(out, "%s\n", r->landing);
	if (*r->licence)
		fprintf(out, "\n%s: %s\n", say(r->language, "Licence"),
			r->licence);
	if (*r->attribution)
		fprintf(out, "\n%s: %s\n", say(r->language, "Attribution"),
			r->attribution);
	return 0;
}

static int put_file(struct report *r, const struct folder *f, const char *name,
	int (*put)(FILE *out, struct report *r, const struct folder *f,
		struct err *e),
	struct err *e)
{
	char path[PATH_TEXT];
	FILE *out;

	if (folder_file(path, f, name, e) < 0)
		return -1;
	out = fopen(path, "wxe");
	return out ? close_file(out, path, put(out, r, f, e), e)
		   : err_errno(e, "cannot write", path);
}

static int write_descriptor(
	FILE *out, struct report *r, const struct folder *f, struct err *e)
{
	struct json j = { .to = { .stream = out }, .lines = 1 };
	int rc = put_descriptor(&j, r, f, e);

	putc('\n', out);
	return rc;
}

int package_report(const char *path, struct report *r, struct err *e)
{
	const struct folder_place place = { path, DESCRIPTOR,
		"\"kosh\":{\"format\":\"" MANIFEST_FORMAT "\"", is_ours };
	struct folder *f = NULL;

	if (folder_open(&f, &place, e) < 0)
		return -1;
	if (put_file(r, f, LICENCE, write_licence, e) < 0 ||
		put_file(r, f, DESCRIPTOR, write_descriptor, e) < 0) {
		folder_drop(f);
		return -1;
	}
	return folder_commit(f, e);
}
