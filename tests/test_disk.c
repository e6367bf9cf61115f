/* SPDX-License-Identifier: MIT */
/*
 * Streams are loaded, judged and derived on a disk of which each call fails,
 * and on one that loses its power at each call that changes it. What is there
 * then is one of the states that lie between the transactions, and the same
 * steps again make of it what they make of an undisturbed one.
 *
 * A call fails in one of its ways, the next call in the next way; in all of
 * them where KOSH_TEST_ALL is set.
 */
#include "tests/check.h"

#include "pipeline/audit/outbox.h"
#include "pipeline/store/db.h"
#include "pipeline/store/event.h"
#include "tests/disk.h"
#include "tests/lifecycle.h"

enum { STATES_MAX = 12, WAYS = 26 };

/* The steps that are disturbed, and what undisturbed ones leave. */
struct world {
	const char *folder;
	char path[PATH_TEXT];
	const char *const *streams;
	size_t n_streams;
	int only_loads;
	char *base; /* the database that they begin with, if there is one */
	size_t base_len;
	char *states[STATES_MAX];
	size_t n_states;
	size_t faults, spared; /* those that came to nothing */
	/* what was gone on with already: of a way that calls fail, a state */
	char gone_on[WAYS + 1][STATES_MAX];
};

/* ---- the steps --------------------------------------------------------------
 */

static void note_state(struct world *w)
{
	assert_true(w->n_states < STATES_MAX);
	w->states[w->n_states++] = lifecycle_said(w->path);
}

/* Where noting, the states in between are noted. */
static int go(struct world *w, int noting, struct err *e)
{
	struct db *d = NULL;
	int rc = db_open(&d, w->path, DB_CREATE, e);

	if (rc == 0)
		rc = db_defer(d, 1, e);
	for (size_t i = 0; rc == 0 && i < w->n_streams; i++) {
		if (noting)
			note_state(w);
		rc = lifecycle_load(d, w->folder, w->streams[i], e);
	}
	if (rc == 0)
		rc = db_defer(d, 0, e);
	if (rc == 0 && noting)
		note_state(w);
	if (rc == 0 && !w->only_loads)
		rc = lifecycle_validate(d, w->folder, e);
	if (rc == 0 && noting)
		note_state(w);
	if (rc == 0 && !w->only_loads)
		rc = lifecycle_derive(d, e);
	db_close(d);
	if (rc == 0 && noting)
		note_state(w);
	return rc;
}

/* ---- setup ------------------------------------------------------------------
 */

static void remove_database(struct world *w)
{
	static const char *const suffixes[] = { "", "-wal", "-shm",
		"-journal" };
	char path[PATH_TEXT + 10];

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		snprintf(path, sizeof(path), "%s%s", w->path, suffixes[i]);
		remove(path);
	}
	disk_forget();
}

static void begin_anew(struct world *w)
{
	remove_database(w);
	if (w->base)
		write_bytes(w->path, w->base, w->base_len);
}

static void keep_base(struct world *w)
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;

	assert_int_equal(file_map(&map, w->path, &e), 0);
	w->base_len = map.len;
	w->base = malloc(map.len);
	assert_non_null(w->base);
	memcpy(w->base, map.at, map.len);
	file_unmap(&map);
}

static void go_undisturbed(struct world *w)
{
	struct err e = ERR_INIT;

	if (go(w, 0, &e) < 0)
		fail_msg("%s", e.text);
}

static void note_states(struct world *w)
{
	struct err e = ERR_INIT;

	begin_anew(w);
	note_state(w);
	if (go(w, 1, &e) < 0)
		fail_msg("%s", e.text);
	assert_true(w->n_states > 4);
}

/* Two editions, where nothing was. */
static void open_new(struct world *w, const char *folder)
{
	*w = (struct world){
		.folder = folder, .streams = lifecycle_streams, .n_streams = 2
	};
	path_in(w->path, folder, "x.db");
	lifecycle_make(folder);
	note_states(w);
}

/* Another release of the second, where that one counts. */
static void open_known(struct world *w, const char *folder)
{
	*w = (struct world){
		.folder = folder, .streams = lifecycle_streams, .n_streams = 2
	};
	path_in(w->path, folder, "x.db");
	lifecycle_make(folder);
	go_undisturbed(w);
	keep_base(w);
	w->streams = lifecycle_streams + 2;
	w->n_streams = 1;
	note_states(w);
}

static void close_world(struct world *w)
{
	print_message(
		"%zu faults, %zu of them to no harm\n", w->faults, w->spared);
	for (size_t i = 0; i < w->n_states; i++)
		free(w->states[i]);
	free(w->base);
	remove_database(w);
}

/* ---- what has to hold
 * --------------------------------------------------------
 */

static size_t state_of(const struct world *w, const char *at)
{
	char *said = lifecycle_said(w->path);
	size_t i = 0;

	while (i < w->n_states && strcmp(said, w->states[i]) != 0)
		i++;
	if (i == w->n_states)
		fail_msg("%s: neither what was there nor what should be:\n%s",
			at, said);
	free(said);
	return i;
}

static void assert_done(const struct world *w, const char *at)
{
	char *said = lifecycle_said(w->path);

	if (strcmp(said, w->states[w->n_states - 1]) != 0)
		fail_msg("%s: not what an undisturbed run leaves:\n%s", at,
			said);
	free(said);
}

/* The same steps again lead to the end, whatever a way left. That of a state
 * that it left before is known. */
static void check_left(struct world *w, size_t way, const char *at)
{
	char *gone_on = &w->gone_on[way][state_of(w, at)];

	w->faults++;
	if (*gone_on)
		return;
	*gone_on = 1;
	go_undisturbed(w);
	assert_done(w, at);
}

static void assert_said(const struct err *e, const char *at, int code)
{
	const char *part =
		code == SQLITE_NOMEM ? "out of memory" : "database '";

	if (e->kind != ERR_SYSTEM || !strstr(e->text, part))
		fail_msg("%s: kind %d: %s", at, (int)e->kind, e->text);
}

/* ---- a call fails
 * ------------------------------------------------------------
 */

static const struct disk_fault ways[WAYS] = {
	{ DISK_OPEN, 0, SQLITE_CANTOPEN, 0, 0 },
	{ DISK_OPEN, 0, SQLITE_NOMEM, 0, 0 },
	{ DISK_OPEN, 0, SQLITE_CANTOPEN, 0, 1 },
	{ DISK_READ, 0, SQLITE_IOERR_READ, 0, 0 },
	{ DISK_READ, 0, SQLITE_IOERR_READ, 0, 1 },
	{ DISK_WRITE, 0, SQLITE_IOERR_WRITE, 0, 0 },
	{ DISK_WRITE, 0, SQLITE_IOERR_WRITE, 1, 0 },
	{ DISK_WRITE, 0, SQLITE_IOERR_WRITE, 1, 1 },
	{ DISK_WRITE, 0, SQLITE_FULL, 0, 0 },
	{ DISK_WRITE, 0, SQLITE_FULL, 1, 1 },
	{ DISK_SYNC, 0, SQLITE_IOERR_FSYNC, 0, 0 },
	{ DISK_SYNC, 0, SQLITE_IOERR_FSYNC, 0, 1 },
	{ DISK_TRUNCATE, 0, SQLITE_IOERR_TRUNCATE, 0, 0 },
	{ DISK_TRUNCATE, 0, SQLITE_IOERR_TRUNCATE, 0, 1 },
	{ DISK_DELETE, 0, SQLITE_IOERR_DELETE, 0, 0 },
	{ DISK_DELETE, 0, SQLITE_IOERR_DELETE, 0, 1 },
	{ DISK_LOCK, 0, SQLITE_BUSY, 0, 0 },
	{ DISK_LOCK, 0, SQLITE_BUSY, 0, 1 },
	{ DISK_LOCK, 0, SQLITE_IOERR_LOCK, 0, 0 },
	{ DISK_LOOK, 0, SQLITE_IOERR_ACCESS, 0, 0 },
	{ DISK_SIZE, 0, SQLITE_IOERR_FSTAT, 0, 0 },
	{ DISK_MAP, 0, SQLITE_IOERR_SHMMAP, 0, 0 },
	{ DISK_MAP, 0, SQLITE_NOMEM, 0, 0 },
	{ DISK_MAP_LOCK, 0, SQLITE_BUSY, 0, 0 },
	{ DISK_MAP_LOCK, 0, SQLITE_BUSY, 0, 1 },
	{ DISK_MAP_LOCK, 0, SQLITE_IOERR_SHMLOCK, 0, 0 },
};

/* 1 if it came to the n-th such call. */
static int go_faulty(struct world *w, size_t way, size_t n)
{
	struct disk_fault f = ways[way];
	struct err e = ERR_INIT;
	char at[80];
	int failed, rc;

	f.n = n;
	snprintf(at, sizeof(at), "%s %zu, code %d%s%s", disk_names[f.call], n,
		f.code, f.half ? ", half" : "", f.on ? ", from there on" : "");
	begin_anew(w);
	disk_fail(&f);
	rc = go(w, 0, &e);
	failed = disk_failed();
	disk_fail(NULL);
	if (rc < 0)
		assert_said(&e, at, f.code);
	assert_true(rc == 0 || failed);
	if (!failed)
		return 0;
	w->spared += rc == 0;
	check_left(w, way, at);
	return 1;
}

/* The ways of one call, n of them from the first. */
static void each_call_of(struct world *w, size_t first, size_t n)
{
	const char *all = getenv("KOSH_TEST_ALL");
	size_t at, met = 1;

	for (at = 1; met; at += lifecycle_stride()) {
		if (!all || !*all)
			met = (size_t)go_faulty(w, first + at % n, at);
		else
			for (size_t i = 0; i < n; i++)
				met = (size_t)go_faulty(w, first + i, at);
	}
	print_message("%s: %zu\n", disk_names[ways[first].call],
		at - 1 - lifecycle_stride());
}

static void each_call_fails(struct world *w)
{
	for (size_t first = 0, n; first < WAYS; first += n) {
		n = 1;
		while (first + n < WAYS &&
			ways[first + n].call == ways[first].call)
			n++;
		each_call_of(w, first, n);
	}
	close_world(w);
}

static void a_new_database_survives_each_call_that_fails(void **state)
{
	struct world w;

	open_new(&w, *state);
	each_call_fails(&w);
}

static void so_does_one_with_releases(void **state)
{
	struct world w;

	open_known(&w, *state);
	each_call_fails(&w);
}

/* ---- the power goes
 * ----------------------------------------------------------
 */

/* 1 if it came to that. */
static int go_until_the_cut(struct world *w, size_t n, unsigned seed)
{
	struct err e = ERR_INIT;
	char at[80];
	int was_cut;

	snprintf(at, sizeof(at), "power cut %zu, seed %u", n, seed);
	begin_anew(w);
	disk_cut(n);
	if (go(w, 0, &e) < 0)
		assert_said(&e, at, SQLITE_IOERR);
	was_cut = disk_changes() >= n;
	disk_restore(seed);
	if (was_cut)
		check_left(w, WAYS, at);
	return was_cut;
}

/* Each time it is another half that is lost. */
static void the_power_goes_at_each_change(struct world *w)
{
	const char *all = getenv("KOSH_TEST_ALL");
	unsigned seeds = all && *all ? 32 : 1;

	for (unsigned seed = 1; seed <= seeds; seed++)
		for (size_t n = 1; go_until_the_cut(w, n, seed + (unsigned)n);
			n += lifecycle_stride())
			;
	close_world(w);
}

static void a_new_database_survives_a_power_cut(void **state)
{
	struct world w;

	open_new(&w, *state);
	the_power_goes_at_each_change(&w);
}

static void and_one_with_releases_does(void **state)
{
	struct world w;

	open_known(&w, *state);
	the_power_goes_at_each_change(&w);
}

/* Who still reads keeps the last one who closes from writing it all to its
 * place. */
static void what_is_done_survives_while_another_reads(void **state)
{
	struct err e = ERR_INIT;
	struct db *reader = NULL;
	struct world w;

	open_known(&w, *state);
	for (unsigned seed = 1; seed <= 8; seed++) {
		begin_anew(&w);
		assert_int_equal(db_open(&reader, w.path, DB_READ, &e), 0);
		go_undisturbed(&w);
		disk_cut(1);
		db_close(reader);
		disk_restore(seed);
		assert_done(&w, "done");
	}
	close_world(&w);
}

/* What was deferred is there once that is over. */
static void what_was_deferred_survives(void **state)
{
	struct err e = ERR_INIT;
	struct db *reader = NULL, *d = NULL;
	struct world w;
	size_t done;

	open_known(&w, *state);
	for (unsigned seed = 1; seed <= 8; seed++) {
		begin_anew(&w);
		assert_int_equal(db_open(&reader, w.path, DB_READ, &e), 0);
		assert_int_equal(db_open(&d, w.path, DB_CREATE, &e), 0);
		assert_int_equal(db_defer(d, 1, &e), 0);
		for (size_t i = 0; i < w.n_streams; i++)
			assert_int_equal(
				lifecycle_load(d, w.folder, w.streams[i], &e),
				0);
		assert_int_equal(db_defer(d, 0, &e), 0);
		done = state_of(&w, "undisturbed");
		assert_int_not_equal(done, 0);
		disk_cut(1);
		db_close(d);
		db_close(reader);
		disk_restore(seed);
		assert_int_equal(state_of(&w, "deferred"), done);
	}
	close_world(&w);
}

static struct db *open_as(const char *path, const char *actor)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(db_open(&d, path, DB_CREATE, &e), 0);
	assert_int_equal(db_act(d, actor, &e), 0);
	return d;
}

/* Another one than the one that did it, which still defers, tells the log; 1 if
 * the power went meanwhile. */
static int tell_until_the_cut(const char *path, const char *log, size_t n)
{
	static const struct event x = { "load", "made", "2024", NULL, NULL };
	struct db *d = open_as(path, "{\"tool\":\"a\"}"),
		  *other = open_as(path, "{\"tool\":\"b\"}");
	struct log_head head, known = { 0 };
	struct err e = ERR_INIT;
	int was_cut, waits;

	assert_int_equal(db_defer(d, 1, &e), 0);
	assert_int_equal(db_begin(d, &e), 0);
	assert_int_equal(db_end(d, event_put(d, &x, &e), &e), 0);
	disk_cut(n);
	outbox_move(other, &e);
	was_cut = disk_changes() >= n;
	db_close(other);
	db_close(d);
	disk_restore((unsigned)n);
	e = (struct err)ERR_INIT;
	d = open_as(path, "{}");
	assert_int_equal(log_read_head(&head, log, &e), 0);
	assert_int_equal(outbox_head(&known, d, &e), 0);
	waits = outbox_waits(d, &e);
	db_close(d);
	/* what was told was done */
	assert_true(head.line == 0 || waits == 1 || known.line == head.line);
	return was_cut;
}

static void nothing_is_told_of_what_another_defers(void **state)
{
	struct world w = { .folder = *state };
	char log[PATH_TEXT];
	int was_cut = 1;

	path_in(w.path, *state, "x.db");
	path_in(log, *state, "x.log");
	db_close(open_as(w.path, "{}"));
	keep_base(&w);
	for (size_t n = 1; was_cut; n++) {
		begin_anew(&w);
		remove(log);
		was_cut = tell_until_the_cut(w.path, log, n);
	}
	close_world(&w);
}

static int begin(void **state)
{
	(void)state;
	disk_begin();
	return setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(a_new_database_survives_each_call_that_fails),
		test_in_folder(so_does_one_with_releases),
		test_in_folder(a_new_database_survives_a_power_cut),
		test_in_folder(and_one_with_releases_does),
		test_in_folder(what_is_done_survives_while_another_reads),
		test_in_folder(what_was_deferred_survives),
		test_in_folder(nothing_is_told_of_what_another_defers),
	};

	return cmocka_run_group_tests(tests, begin, NULL);
}
