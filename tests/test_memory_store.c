/* SPDX-License-Identifier: MIT */
/*
 * A release is loaded, judged and derived with one request for memory refused:
 * each of those that our code makes, and some of those that SQLite makes, all
 * of them where KOSH_TEST_ALL is set. What comes out is the whole of it, or an
 * error and what was there before; nothing leaks.
 */
#include "tests/check.h"

#include <openssl/crypto.h>

#include "pipeline/base/hash.h"
#include "pipeline/store/db.h"
#include "tests/lifecycle.h"
#include "tests/memory.h"

/* ---- the memory of SQLite
 * ----------------------------------------------------
 */

static sqlite3_mem_methods below;
static struct {
	size_t left; /* requests until one is refused; 0: never */
	int refused;
} its;

static int is_refused(void)
{
	if (its.left == 0 || --its.left > 0)
		return 0;
	return its.refused = 1;
}

static void *get(int n)
{
	return is_refused() ? NULL : below.xMalloc(n);
}

static void *get_more(void *p, int n)
{
	return is_refused() ? NULL : below.xRealloc(p, n);
}

static void refuse_it(size_t n)
{
	its.left = n;
	its.refused = 0;
}

/* ---- the steps
 * ---------------------------------------------------------------
 */

enum step { LOAD, VALIDATE, DERIVE };

static int go(
	enum step step, const char *path, const char *folder, struct err *e)
{
	struct db *d = NULL;
	int rc = db_open(&d, path, DB_CREATE, e);

	if (rc == 0)
		rc = step == LOAD
			? lifecycle_load(d, folder, lifecycle_streams[2], e)
			: step == VALIDATE ? lifecycle_validate(d, folder, e)
					   : lifecycle_derive(d, e);
	db_close(d);
	return rc;
}

/* A step, the database before it, and what that says before and after. */
struct world {
	const char *folder;
	char path[PATH_TEXT];
	enum step step;
	struct file_map base;
	char *before, *after;
	size_t refused, spared; /* those that it could do without */
};

static void go_whole(struct world *w, enum step step)
{
	struct err e = ERR_INIT;

	if (go(step, w->path, w->folder, &e) < 0)
		fail_msg("%s", e.text);
}

static void begin_anew(const struct world *w)
{
	char wal[PATH_TEXT + 8];

	snprintf(wal, sizeof(wal), "%s-wal", w->path);
	remove(wal);
	write_bytes(w->path, w->base.at, w->base.len);
}

/* A dataset of two editions, of which one is replaced. */
static void open_world(struct world *w, const char *folder, enum step step)
{
	char base[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = NULL;

	*w = (struct world){ .folder = folder, .step = step };
	path_in(w->path, folder, "x.db");
	path_in(base, folder, "base.db");
	lifecycle_make(folder);
	assert_int_equal(db_open(&d, w->path, DB_CREATE, &e), 0);
	assert_int_equal(
		lifecycle_load(d, folder, lifecycle_streams[0], &e), 0);
	assert_int_equal(
		lifecycle_load(d, folder, lifecycle_streams[1], &e), 0);
	db_close(d);
	go_whole(w, VALIDATE);
	go_whole(w, DERIVE);
	for (enum step s = LOAD; s < step; s++)
		go_whole(w, s);
	w->before = lifecycle_said(w->path);
	assert_int_equal(rename(w->path, base), 0);
	assert_int_equal(file_map(&w->base, base, &e), 0);
	begin_anew(w);
	go_whole(w, step);
	w->after = lifecycle_said(w->path);
}

static void close_world(struct world *w)
{
	print_message(
		"%zu refused, %zu of them to no harm\n", w->refused, w->spared);
	file_unmap(&w->base);
	free(w->before);
	free(w->after);
}

/* rc is what the step came to. */
static void check_left(struct world *w, int rc, const struct err *e, size_t n)
{
	const char *wanted = rc == 0 ? w->after : w->before;
	char *said;

	if (sqlite3_memory_used() != 0 || memory_blocks() > 0)
		fail_msg("request %zu: memory was left", n);
	if (rc < 0 &&
		(e->kind != ERR_SYSTEM || !strstr(e->text, "out of memory")))
		fail_msg("request %zu: kind %d: %s", n, (int)e->kind, e->text);
	said = lifecycle_said(w->path);
	if (strcmp(said, wanted) != 0)
		fail_msg("request %zu: status %d and another database:\n%s", n,
			rc, said);
	free(said);
}

/* Returns 1 if it came to that request. */
static int go_refused(struct world *w, size_t n, int of_ours)
{
	struct err e = ERR_INIT;
	int rc, refused;

	begin_anew(w);
	memory_watch();
	memory_refuse(of_ours ? n : 0);
	refuse_it(of_ours ? 0 : n);
	rc = go(w->step, w->path, w->folder, &e);
	refused = memory_refused() || its.refused;
	memory_refuse(0);
	refuse_it(0);
	w->refused += refused != 0;
	w->spared += refused && rc == 0;
	check_left(w, rc, &e, n);
	return refused;
}

static void each_is_refused(void **state, enum step step)
{
	const char *all = getenv("KOSH_TEST_ALL");
	size_t stride = all && *all ? 1 : 397;
	struct world w;

	open_world(&w, *state, step);
	for (size_t n = 1; go_refused(&w, n, 1); n += lifecycle_stride())
		;
	print_message("%zu of ours\n", w.refused);
	for (size_t n = 1; go_refused(&w, n, 0);
		n += stride * lifecycle_stride())
		;
	assert_true(w.refused > 10);
	close_world(&w);
}

static void loading_is_all_or_nothing(void **state)
{
	each_is_refused(state, LOAD);
}

static void judging_is_all_or_nothing(void **state)
{
	each_is_refused(state, VALIDATE);
}

static void deriving_is_all_or_nothing(void **state)
{
	each_is_refused(state, DERIVE);
}

/* ---- the memory of libcrypto
 * -------------------------------------------------
 */

static int without;

static void *crypto_get(size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return without ? NULL : malloc(n);
}

static void *crypto_get_more(void *p, size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return without ? NULL : realloc(p, n);
}

static void crypto_free(void *p, const char *file, int line)
{
	(void)file, (void)line;
	free(p);
}

/* A line of the log whose hash came out wrong would be taken for torn. */
static void a_hash_needs_no_memory(void **state)
{
	char hex[HASH_HEX];

	(void)state;
	without = 1;
	hash_bytes(hex, "abc", 3);
	without = 0;
	assert_string_equal(hex,
		"ba7816bf8f01cfea414140de5dae2223"
		"b00361a396177a9cb410ff61f20015ad");
}

static int begin(void **state)
{
	sqlite3_mem_methods ours;

	(void)state;
	if (!CRYPTO_set_mem_functions(crypto_get, crypto_get_more, crypto_free))
		return -1;
	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &below) != SQLITE_OK)
		return -1;
	ours = below;
	ours.xMalloc = get;
	ours.xRealloc = get_more;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) != SQLITE_OK)
		return -1;
	return setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hash_needs_no_memory),
		test_in_folder(loading_is_all_or_nothing),
		test_in_folder(judging_is_all_or_nothing),
		test_in_folder(deriving_is_all_or_nothing),
	};

	return cmocka_run_group_tests(tests, begin, NULL);
}
