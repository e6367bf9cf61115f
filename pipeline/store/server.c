/* SPDX-License-Identifier: MIT */
/* A server that speaks PostgreSQL's protocol. What kosh has there stands in a
 * schema of its own, kosh, with the functions that SQLite has besides. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/base/clock.h"
#include "pipeline/store/schema.h"
#include "pipeline/store/server.h"
#include "pipeline/store/sqltext.h"

/* ---- scripts ---- */

/* The server counts characters, from 1. */
void server_fault_in(struct db *d, const char *sql)
{
	size_t at = pg_position(d->server);

	d->fault = 0;
	for (; sql && *sql && at > 1; sql++) {
		d->fault += *sql == '\n';
		at -= (sql[1] & 0xc0) != 0x80;
	}
}

int server_script(struct db *d, const char *sql, struct err *e)
{
	return server_free(d, e) < 0 ? -1 : pg_script(d->server, sql, e);
}

/* Of what stands at a place of a text. */
static int run_at(struct db *d, const char *name, const char *text,
	const char *at, const char *sql, struct err *e)
{
	if (server_script(d, sql, e) == 0)
		return 0;
	server_fault_in(d, sql);
	return err_in(e, "%s:%d", name, sql_line(text, at) + (int)d->fault);
}

static int script(
	struct db *d, const char *name, const char *sql, struct err *e)
{
	struct dialect x = DIALECT_INIT;
	const char *at = sql_skip_blank(sql);
	int rc = 0;

	for (; rc == 0 && *at; at = sql_skip_blank(x.next)) {
		rc = dialect_read(&x, at, e);
		if (rc == 0)
			rc = run_at(d, name, sql, at, x.sql.at, e);
	}
	dialect_free(&x);
	return rc;
}

/* ---- transactions ---- */

/* Whoever writes waits for the one who does, as with a file; a reader sees one
 * state from its first statement to its last. */
static int begin(struct db *d, int writes, struct err *e)
{
	char now[CLOCK_TEXT], sql[256];

	if (!writes)
		return server_script(d,
			"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", e);
	clock_format(now, clock_now());
	snprintf(sql, sizeof(sql),
		"BEGIN; SET LOCAL lock_timeout = '10s'; "
		"SELECT pg_advisory_xact_lock(hashtext('kosh')), "
		"set_config('kosh.moment', '%s', false); "
		"SET LOCAL lock_timeout = 0",
		now);
	if (server_script(d, sql, e) == 0)
		return 0;
	if (strcmp(pg_state(d->server), "55P03") == 0) {
		*e = (struct err)ERR_INIT;
		err_set(e, ERR_SYSTEM,
			"database '%s': another process is writing it: run "
			"this again when that one is done",
			d->path);
	}
	pg_script(d->server, "ROLLBACK", &(struct err)ERR_INIT);
	return -1;
}

static int commit(struct db *d, struct err *e)
{
	return server_script(d, "COMMIT", e);
}

static void roll_back(struct db *d)
{
	server_script(d, "ROLLBACK", &(struct err)ERR_INIT);
}

/* ---- the schema ---- */

/* The first value of the only row of a statement without parameters. */
static int ask(struct text *out, struct db *d, const char *sql, struct err *e)
{
	struct pg_rows *r = NULL;
	struct span value;

	text_clear(out);
	if (server_free(d, e) < 0 || pg_run(&r, d->server, sql, NULL, 0, e) < 0)
		return -1;
	if (pg_count(r) > 0) {
		value = pg_value(r, 0, 0);
		text_add(out, value.at, value.len);
	}
	pg_rows_free(r);
	return text_done(out, e);
}

/* Files that only servers have are theirs already. */
static int run_files(struct db *d, const char *folder, struct err *e)
{
	for (size_t i = 0; i < sql_files_count; i++) {
		const struct sql_file *f = &sql_files[i];

		if (strcmp(f->folder, folder) == 0 &&
			run_at(d, f->path, f->text, f->text, f->text, e) < 0)
			return -1;
	}
	return 0;
}

/* Text is ordered by its bytes, and lower() knows ASCII, as in a file: that is
 * the database's, and cannot be said for a schema. */
static int check_locale(struct db *d, struct text *said, struct err *e)
{
	if (ask(said, d,
		    "SELECT datcollate || ' ' || pg_encoding_to_char(encoding) "
		    "FROM pg_database WHERE datname = current_database()",
		    e) < 0)
		return -1;
	if (strcmp(said->at, "C UTF8") == 0 ||
		strcmp(said->at, "POSIX UTF8") == 0)
		return 0;
	return err_set(e, ERR_SYSTEM,
		"database '%s': it orders text as '%s', not by its bytes: "
		"CREATE DATABASE kosh TEMPLATE template0 LOCALE 'C' ENCODING "
		"'UTF8'",
		d->path, said->at);
}

/* Of which version the schema is, and whose functions and views it has. */
static int mark(struct db *d, struct err *e)
{
	char sql[80];

	snprintf(sql, sizeof(sql), "COMMENT ON SCHEMA kosh IS 'kosh %d.%d'",
		SCHEMA_VERSION, SCHEMA_TEXTS);
	return pg_script(d->server, sql, e);
}

static int make_schema(struct db *d, struct err *e)
{
	if (pg_script(d->server, "CREATE SCHEMA IF NOT EXISTS kosh", e) < 0 ||
		run_files(d, "postgres", e) < 0 ||
		script(d, "sql/schema/content.sql", sql_schema_content, e) <
			0 ||
		run_files(d, "pushed", e) < 0)
		return -1;
	return mark(d, e);
}

static int replace_view(
	struct db *d, const char *at, const struct dialect *x, struct err *e)
{
	static const char create[] = "CREATE VIEW ";
	const char *name = sql_skip_blank(x->sql.at);
	struct text sql = TEXT_INIT;
	int rc;

	if (strncmp(name, create, strlen(create)) != 0)
		return 0;
	text_printf(&sql, "CREATE OR REPLACE VIEW %s", name + strlen(create));
	rc = text_done(&sql, e);
	if (rc == 0)
		rc = run_at(d, "sql/schema/content.sql", sql_schema_content, at,
			sql.at, e);
	text_free(&sql);
	return rc;
}

static int replace_views(struct db *d, struct err *e)
{
	struct dialect x = DIALECT_INIT;
	const char *at = sql_skip_blank(sql_schema_content);
	int rc = 0;

	for (; rc == 0 && *at; at = sql_skip_blank(x.next)) {
		rc = dialect_read(&x, at, e);
		if (rc == 0)
			rc = replace_view(d, at, &x, e);
	}
	dialect_free(&x);
	return rc;
}

static const char version[] =
	"SELECT substr(obj_description(oid, 'pg_namespace'), 6) "
	"FROM pg_namespace WHERE nspname = 'kosh' AND "
	"obj_description(oid, 'pg_namespace') LIKE 'kosh %'";

/* Of two who make it at once one waits for the other. What is only tried stays
 * a transaction, in which all others are, to the end of the connection. */
static int create(struct db *d, struct text *said, struct err *e)
{
	int rc;

	if (check_locale(d, said, e) < 0 || begin(d, 1, e) < 0)
		return -1;
	rc = ask(said, d, version, e);
	if (rc == 0 && said->len == 0) {
		rc = make_schema(d, e);
		d->is_new = 1;
	}
	if (rc == 0 && d->mode == DB_TRY)
		d->depth++;
	else if (rc == 0)
		rc = commit(d, e);
	else
		roll_back(d);
	return rc;
}

/* Whose texts: what stands behind the point. */
static long texts_of(const struct text *said)
{
	const char *point = strchr(said->at, '.');

	return point ? strtol(point + 1, NULL, 10) : 0;
}

/* What is computed is so by the newest that was here: an older kosh leaves it,
 * and so does who only reads or tries. */
static int bring_up(struct db *d, struct text *said, struct err *e)
{
	int rc;

	if (d->mode <= DB_TRY || texts_of(said) >= SCHEMA_TEXTS)
		return 0;
	if (begin(d, 1, e) < 0)
		return -1;
	rc = ask(said, d, version, e);
	if (rc == 0 && texts_of(said) < SCHEMA_TEXTS &&
		(run_files(d, "postgres", e) < 0 || replace_views(d, e) < 0 ||
			mark(d, e) < 0))
		rc = err_in(e,
			"functions of an older kosh, which their owner brings "
			"up to date (kosh-derive)");
	if (rc == 0)
		return commit(d, e);
	roll_back(d);
	return -1;
}

static int check_version(struct db *d, struct text *said, struct err *e)
{
	long made = strtol(said->at, NULL, 10);

	if (made == SCHEMA_VERSION)
		return bring_up(d, said, e);
	return err_set(e, ERR_SYSTEM,
		made > SCHEMA_VERSION
			? "database '%s' was made by a newer kosh (schema %ld, "
			  "this one knows %d): update kosh"
			: "database '%s' was made by an older kosh (schema "
			  "%ld, this one wants %d): DROP SCHEMA kosh CASCADE, "
			  "and kosh-push fills it again",
		d->path, made, SCHEMA_VERSION);
}

static int check_schema(struct db *d, struct text *said, struct err *e)
{
	if (ask(said, d, version, e) < 0)
		return -1;
	if (said->len > 0)
		return check_version(d, said, e);
	if (d->mode == DB_CREATE || d->mode == DB_TRY)
		return create(d, said, e);
	return err_set(e, ERR_DATA,
		"database '%s': there is nothing of kosh: kosh-push fills it "
		"from a file",
		d->path);
}

/* ---- connections ---- */

static int act(struct db *d, struct err *e)
{
	struct span actor = span_of(d->actor);
	struct pg_rows *r = NULL;

	if (server_free(d, e) < 0 ||
		pg_run(&r, d->server,
			"SELECT set_config('kosh.actor', $1, false)", &actor, 1,
			e) < 0)
		return -1;
	pg_rows_free(r);
	return 0;
}

static int open_server(struct db *d, struct err *e)
{
	struct text said = TEXT_INIT;
	char *shown;
	int rc;

	if (pg_open(&d->server, d->path, e) < 0)
		return -1;
	shown = text_copy(span_of(pg_address(d->server)));
	if (!shown)
		return err_memory(e);
	free(d->path);
	d->path = shown;
	rc = pg_script(d->server,
		d->mode == DB_READ
			? "SET search_path = kosh, pg_catalog; SET jit = off; "
			  "SET default_transaction_read_only = on"
			: "SET search_path = kosh, pg_catalog; SET jit = off",
		e);
	if (rc == 0)
		rc = check_schema(d, &said, e);
	text_free(&said);
	return rc;
}

static void close_server(struct db *d)
{
	pg_close(d->server);
}

static int64_t last_id(struct db *d)
{
	struct text said = TEXT_INIT;
	int64_t id = 0;

	if (ask(&said, d, "SELECT lastval()", &(struct err)ERR_INIT) == 0)
		id = strtoll(said.at, NULL, 10);
	text_free(&said);
	return id;
}

static int put_rows(struct db *d, const char *sql, const struct db_rows *rows,
	struct err *e)
{
	struct stmt *s = NULL;
	int rc = stmt_open(&s, d, sql, e);

	if (rc == 0) {
		stmt_rows(s, 1, rows);
		rc = stmt_run(s, e);
	}
	stmt_close(s);
	return rc;
}

/* ---- what only a file has ---- */

int server_refuse(struct db *d, struct err *e)
{
	return err_set(e, ERR_USAGE,
		"'%s' is a server: this takes the file of a database", d->path);
}

static int attach(
	struct db *d, const char *path, const char *name, struct err *e)
{
	(void)path, (void)name;
	return server_refuse(d, e);
}

static void check_keys(struct db *d, int on)
{
	(void)d, (void)on;
}

static int text_function(struct db *d, const char *name, int arguments,
	db_text_fn *fn, void *context, struct err *e)
{
	(void)name, (void)arguments, (void)fn, (void)context;
	return server_refuse(d, e);
}

const struct engine engine_server = {
	.open = open_server,
	.close = close_server,
	.attach = attach,
	.begin = begin,
	.commit = commit,
	.roll_back = roll_back,
	.act = act,
	.check_keys = check_keys,
	.last_id = last_id,
	.script = script,
	.text_function = text_function,
	.put_rows = put_rows,
	.statements = &statements_server,
};
