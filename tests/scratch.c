/* SPDX-License-Identifier: MIT */
#include "tests/scratch.h"

#include <stdlib.h>

#include "pipeline/store/pg.h"

/* Tables are emptied where they are those of a test before: that takes a tenth
 * of the time in which they are made. */
static const char clear[] =
	"DO $$ BEGIN IF to_regproc('kosh.whose') IS NULL THEN "
	"DROP SCHEMA IF EXISTS kosh CASCADE; ELSE EXECUTE (SELECT 'TRUNCATE ' "
	"|| string_agg('kosh.' || quote_ident(tablename), ', ') || "
	"' RESTART IDENTITY' FROM pg_tables WHERE schemaname = 'kosh'); END "
	"IF; END $$";

/* Tests name the columns that a file has; a server has one more. They also make
 * names of numbers. */
static const char help[] =
	"CREATE OR REPLACE FUNCTION kosh.printf(form text, n bigint) "
	"RETURNS text LANGUAGE sql AS $$ SELECT regexp_replace(form, "
	"'%0[0-9]+d', lpad(n::text, substring(form, '%0([0-9]+)d')::int, "
	"'0')) $$; "
	"CREATE OR REPLACE FUNCTION kosh.whose() RETURNS trigger "
	"LANGUAGE plpgsql AS $$ BEGIN NEW.dataset := (SELECT r.dataset "
	"FROM kosh.release AS r WHERE r.release_id = NEW.release_id); "
	"RETURN NEW; END $$; "
	"CREATE OR REPLACE TRIGGER whose BEFORE INSERT ON kosh.observation "
	"FOR EACH ROW EXECUTE FUNCTION kosh.whose()";

static int ask(const char *server, const char *sql, struct err *e)
{
	struct pg *p = NULL;
	int rc = pg_open(&p, server, e);

	if (rc == 0)
		rc = pg_script(p, sql, e);
	pg_close(p);
	return rc;
}

int scratch_open(struct db **out, struct err *e)
{
	const char *server = getenv("KOSH_TEST_SERVER");

	if (!server)
		return db_open(out, ":memory:", DB_CREATE, e);
	if (ask(server, clear, e) < 0 || db_open(out, server, DB_CREATE, e) < 0)
		return -1;
	return ask(server, help, e);
}
