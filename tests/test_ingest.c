/* SPDX-License-Identifier: MIT */
/* What several streams have in common, opened here or by who reads them. */
#include "tests/lifecycle.h"

/* Refused at its second line, when the spec was written already. */
static const char strange[] = LIFECYCLE_HEAD LIFECYCLE_FIGURE(
	"2023", LIFECYCLE_RELEASE("4"), "rank", "AAA", "1", "B2")
	LIFECYCLE_FIGURE(
		"2023", LIFECYCLE_RELEASE("4"), "rank", "XXX", "2", "B3");

/* Of the user. */
struct open {
	struct db *db;
	struct ingest *ingest;
	struct ingest_lent lent;
};

static void lend(struct open *o, const char *folder)
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	*o = (struct open){ .lent = { .recipe = LIFECYCLE_RELEASE("5") } };
	lifecycle_make(folder);
	path_in(path, folder, "x.db");
	assert_int_equal(db_open(&o->db, path, DB_CREATE, &e), 0);
	assert_int_equal(spec_open(&o->lent.spec, folder, "demo", &e), 0);
	assert_int_equal(
		spec_areas(&o->lent.areas, o->lent.spec, folder, &e), 0);
	assert_int_equal(
		releases_open(&o->lent.releases, folder, RELEASES_READ, &e), 0);
	assert_int_equal(ingest_open(&o->ingest, o->db, folder, &e), 0);
	ingest_lend(o->ingest, &o->lent);
}

static void take_back(struct open *o)
{
	ingest_close(o->ingest);
	releases_close(o->lent.releases);
	areas_close(o->lent.areas);
	spec_close(o->lent.spec);
	db_close(o->db);
}

static int load(
	struct open *o, const char *folder, const char *name, struct err *e)
{
	struct ingested in;
	char path[PATH_TEXT];
	FILE *from;
	int rc;

	path_in(path, folder, name);
	from = fopen(path, "r");
	assert_non_null(from);
	rc = ingest_stream(o->ingest, &in, from, NULL, e);
	fclose(from);
	return rc;
}

static int64_t counted(struct open *o, const char *sql)
{
	struct stmt *s = NULL;
	struct err e = ERR_INIT;
	int64_t n;

	assert_int_equal(stmt_open(&s, o->db, sql, &e), 0);
	assert_int_equal(stmt_step(s, &e), 1);
	n = stmt_get_integer(s, 0);
	stmt_close(s);
	return n;
}

/* The spec is another one meanwhile: what was lent counts. */
static void what_is_lent_is_not_opened_again(void **state)
{
	struct open o;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	lend(&o, *state);
	path_in(path, *state, "raw/demo/demo.yaml");
	write_text(path, "nonsense\n");
	path_in(path, *state, "raw/areas/areas.csv");
	write_text(path, "nonsense\n");
	assert_int_equal(load(&o, *state, "1.csv", &e), 0);
	assert_int_equal(load(&o, *state, "2.csv", &e), 0);
	assert_int_equal(counted(&o,
				 "SELECT count(*) FROM release WHERE recipe = "
				 "'" LIFECYCLE_RELEASE("5") "'"),
		2);
	assert_int_equal(counted(&o, "SELECT count(*) FROM area"), 3);
	take_back(&o);
}

static void what_was_rolled_back_is_described_again_by_what_is_lent(
	void **state)
{
	struct open o;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	lend(&o, *state);
	path_in(path, *state, "4.csv");
	write_text(path, strange);
	assert_int_equal(load(&o, *state, "4.csv", &e), -1);
	assert_int_equal(counted(&o, "SELECT count(*) FROM edition"), 0);
	e = (struct err)ERR_INIT;
	assert_int_equal(load(&o, *state, "1.csv", &e), 0);
	assert_int_equal(counted(&o, "SELECT count(*) FROM edition"), 2);
	take_back(&o);
}

/* A stream of another dataset finds its own spec, and then the lent one. */
static void what_is_lent_is_of_one_dataset(void **state)
{
	struct open o;
	struct err e = ERR_INIT;

	lend(&o, *state);
	assert_int_equal(ingest_describe(o.ingest, "other", &e), -1);
	assert_contains(e.text, "other");
	e = (struct err)ERR_INIT;
	assert_int_equal(ingest_describe(o.ingest, "demo", &e), 0);
	assert_int_equal(counted(&o, "SELECT count(*) FROM edition"), 2);
	take_back(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(what_is_lent_is_not_opened_again),
		test_in_folder(
			what_was_rolled_back_is_described_again_by_what_is_lent),
		test_in_folder(what_is_lent_is_of_one_dataset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
