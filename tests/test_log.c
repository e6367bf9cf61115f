/* SPDX-License-Identifier: MIT */
/* The log as it is written, and the way of events into it. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipeline/audit/outbox.h"
#include "pipeline/store/event.h"
#include "tests/logmake.h"

static void bytes_of(struct text *out, const char *path)
{
	struct file_map map;
	struct err e = ERR_INIT;

	*out = (struct text)TEXT_INIT;
	assert_int_equal(file_map(&map, path, &e), 0);
	text_add(out, map.at, map.len);
	file_unmap(&map);
}

static size_t count(const char *path, const char *what)
{
	struct text t;
	size_t n = 0;

	bytes_of(&t, path);
	for (const char *s = t.at; (s = strstr(s, what)) != NULL; s++)
		n++;
	text_free(&t);
	return n;
}

static void add_bytes(const char *path, const char *bytes, size_t len)
{
	FILE *out = fopen(path, "a");

	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, len, out), len);
	assert_int_equal(fclose(out), 0);
}

/* ---- lines ------------------------------------------------------------------
 */

static void a_line_has_its_keys_in_one_order(void **state)
{
	static const char *const keys[] = { "{\"line\":1,", ",\"id\":\"",
		",\"time\":\"20",
		",\"run\":\"run-1\",\"user\":\"somebody\","
		"\"host\":\"host\",\"tool\":\"kosh-test\","
		"\"version\":\"0.1.0\",\"arguments\":[\"-v\","
		"\"gairi\"],\"event\":\"load\",\"dataset\":"
		"\"gairi\",\"edition\":\"2025\",\"release\":"
		"null,\"detail\":{\"rows\":12.5e1,\"ok\":true,"
		"\"none\":null},\"inputs\":[{\"path\":\"a\\\""
		"b\",\"sha256\":\"00\"}],\"outputs\":[],"
		"\"before\":\"00000000000000000000000000000000"
		"00000000000000000000000000000000\",\"hash\":"
		"\"" };
	char path[PATH_TEXT];
	struct text t;
	const char *at;

	path_in(path, *state, "kosh.log");
	append(path, "load");
	bytes_of(&t, path);
	at = t.at;
	for (size_t i = 0; i < COUNT(keys); i++) {
		at = strstr(at, keys[i]);
		assert_non_null(at);
		assert_true(i > 0 || at == t.at);
	}
	text_free(&t);
	assert_whole(path, 1);
}

static void a_log_is_beside_its_database(void **state)
{
	char path[PATH_TEXT], longest[PATH_TEXT];
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(log_path(path, "output/kosh.db", &e), 0);
	assert_string_equal(path, "output/kosh.log");
	assert_int_equal(log_path(path, "x", &e), 0);
	assert_string_equal(path, "x.log");
	assert_int_equal(log_path(path, ".db", &e), 0);
	assert_string_equal(path, ".db.log");
	memset(longest, 'x', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(log_path(path, longest, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_false(log_has(":memory:"));
	assert_false(log_has(DB_PRIVATE));
	assert_true(log_has("x.db"));
}

/* Whatever a publisher, a server or a user writes. */
static void foreign_text_forges_no_line(void **state)
{
	static const char nasty[] =
		"x\",\"hash\":\"0\"}\n{\"line\":2,\r\n\t\x1b[2J\x7f\xc2\x9b"
		"31m\xff\xfe\xed\xa0\x80\xc0\xaf\xe2\x80\xa8\xe2\x80\xae\xef"
		"\xbb\xbf\\u000a\0end\xf0\x9f\x98\x80\xe2\x82";
	struct span all = { nasty, sizeof(nasty) - 1 };
	struct log_entry x = entry_of("load");
	struct err e = ERR_INIT;
	char path[PATH_TEXT];
	struct text t;

	path_in(path, *state, "kosh.log");
	x.dataset = x.edition = x.release = x.event = all;
	x.actor.run = x.actor.user = x.actor.host = all;
	assert_int_equal(log_append(path, &x, &e), 0);
	append(path, "run");
	assert_whole(path, 2);
	assert_int_equal(count(path, "\n"), 2);
	assert_int_equal(count(path, "\\u000a{\\\"line\\\":2,\\u000d"), 7);
	assert_int_equal(count(path, "\\u0009\\u001b[2J\\u007f\\u009b31m"), 7);
	assert_int_equal(count(path,
				 "31m\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd"
				 "\\ufffd\\ufffd\\u2028"),
		7);
	assert_int_equal(
		count(path, "\\u2028\\u202e\\ufeff\\\\u000a\\u0000"), 7);
	bytes_of(&t, path);
	for (size_t i = 0; i + 1 < t.len; i++)
		assert_true((unsigned char)t.at[i] >= 0x20 || t.at[i] == '\n');
	text_free(&t);
}

static void what_is_long_is_cut_and_known_by_its_hash(void **state)
{
	struct text much = TEXT_INIT;
	struct log_entry x = entry_of("load");
	struct err e = ERR_INIT;
	char path[PATH_TEXT], hash[HASH_HEX];
	struct log_head head;

	path_in(path, *state, "kosh.log");
	text_puts(&much, "[\"");
	while (much.len < 8 << 20)
		text_puts(&much, "\xff\xff\xff\xff\xff\xff\xff\xff");
	text_puts(&much, "\"]");
	x.dataset = x.edition = x.release = x.actor.tool = x.actor.run =
		(struct span){ much.at, much.len };
	x.inputs = x.outputs = x.actor.arguments =
		(struct span){ much.at, much.len };
	assert_int_equal(log_append(path, &x, &e), 0);
	assert_whole(path, 1);
	hash_bytes(hash, much.at, much.len);
	assert_int_equal(count(path, hash), 3);
	assert_int_equal(count(path, "... (cut)\""), 5);
	assert_int_equal(log_read_head(&head, path, &e), 0);
	assert_int_equal(head.line, 1);
	text_free(&much);
}

/* ---- what a crash left ------------------------------------------------------
 */

static void a_torn_line_is_ended_and_told(void **state)
{
	static const char torn[] = "{\"line\":3,\"id\":\"00";
	char path[PATH_TEXT], hash[HASH_HEX], detail[200];
	struct verdict v;

	path_in(path, *state, "kosh.log");
	append(path, "load");
	append(path, "load");
	add_bytes(path, torn, strlen(torn));
	append(path, "run");
	append(path, "run");
	hash_bytes(hash, torn, strlen(torn));
	snprintf(detail, sizeof(detail),
		"\"event\":\"repair\",\"dataset\":null,\"edition\":null,"
		"\"release\":null,\"detail\":{\"torn_bytes\":%zu,"
		"\"torn_sha256\":\"%s\"}",
		strlen(torn), hash);
	assert_int_equal(count(path, detail), 1);
	assert_int_equal(count(path, torn), 1); /* it stays */
	assert_whole(path, 5);
	v = check_log(path);
	assert_contains(v.said.at,
		"note 3 18 bytes of a line that was not "
		"written to its end");
	text_free(&v.said);
}

/* However long the last line and what was torn behind it are. */
static void what_is_torn_behind_a_long_line_is_ended(void **state)
{
	static const char torn[] = "{\"line\":4,\"id\":\"00";
	struct text much = TEXT_INIT;
	struct log_entry x = entry_of("load");
	struct log_head head;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "kosh.log");
	text_puts(&much, "[\"");
	while (much.len < 60 << 10)
		text_puts(&much, "abcdefgh");
	text_puts(&much, "\"]");
	x.inputs = (struct span){ much.at, much.len };
	append(path, "load");
	for (int i = 0; i < 2; i++)
		assert_int_equal(log_append(path, &x, &e), 0);
	assert_whole(path, 3);
	assert_int_equal(log_read_head(&head, path, &e), 0);
	assert_int_equal(head.line, 3);
	add_bytes(path, torn, strlen(torn));
	add_bytes(path, much.at, much.len);
	append(path, "run");
	assert_whole(path, 5);
	assert_int_equal(count(path, "\"torn_bytes\":61462"), 1);
	text_free(&much);
}

/* Cut anywhere, the next writer goes on, and what it left is seen or told. */
static void a_log_torn_at_any_byte_goes_on(void **state)
{
	char path[PATH_TEXT];
	struct text whole;
	size_t second;

	path_in(path, *state, "kosh.log");
	append(path, "load");
	append(path, "load");
	bytes_of(&whole, path);
	second = (size_t)(strchr(whole.at, '\n') - whole.at) + 1;
	for (size_t end = 0; end <= whole.len; end++) {
		int at_break = end == 0 || end == second || end == second - 1 ||
			end >= whole.len - 1;
		uint64_t lines = end >= whole.len - 1 ? 2 : end >= second - 1;

		unlink(path);
		write_bytes(path, whole.at, end);
		append(path, "run");
		assert_whole(path, lines + (at_break ? 1 : 2));
		assert_int_equal(count(path, "\"repair\""), !at_break);
	}
	text_free(&whole);
}

static void who_repairs_may_be_torn_too(void **state)
{
	char path[PATH_TEXT];
	struct verdict v;

	path_in(path, *state, "kosh.log");
	append(path, "load");
	add_bytes(path, "{\"line\":2,", 10);
	add_bytes(path, "\n{\"line\":2,\"id\":", 16);
	append(path, "run");
	assert_whole(path, 3);
	v = check_log(path);
	assert_contains(v.said.at, "note 2 26 bytes");
	text_free(&v.said);
	/* zeros, as a file system may leave them */
	add_bytes(path, "\0\0\0\0\0\0\0\0", 8);
	append(path, "run");
	assert_whole(path, 5);
}

static void torn_bytes_that_were_changed_or_taken_out_are_found(void **state)
{
	char path[PATH_TEXT];
	struct text t, less = TEXT_INIT;
	struct verdict v;
	char *torn;

	path_in(path, *state, "kosh.log");
	append(path, "load");
	add_bytes(path, "{\"line\":2,XYZ", 13);
	append(path, "run");
	bytes_of(&t, path);
	torn = strstr(t.at, "XYZ");
	torn[0] = 'W';
	v = check_bytes((struct span){ t.at, t.len }, 4096, 0, NULL);
	assert_int_equal(v.is.broken, 2);
	assert_contains(v.said.at,
		"broken 3 it says that a line before it was "
		"torn, which is not there, or not as it "
		"was\n");
	text_free(&v.said);
	text_add(&less, t.at, (size_t)(torn - 10 - t.at));
	text_puts(&less, torn + 4);
	v = check_bytes((struct span){ less.at, less.len }, 4096, 0, NULL);
	assert_int_equal(v.is.broken, 1);
	text_free(&v.said);
	text_free(&less);
	text_free(&t);
}

/* A writer repairs what was torn; that a whole line was changed stays to be
 * seen. */
static void a_last_line_that_was_changed_is_no_torn_one(void **state)
{
	char path[PATH_TEXT];
	struct verdict v;
	struct text t;

	path_in(path, *state, "kosh.log");
	append(path, "load");
	append(path, "promote");
	bytes_of(&t, path);
	memcpy(strstr(t.at, "promote"), "PROMOTE", 7);
	write_bytes(path, t.at, t.len);
	append(path, "run");
	v = check_log(path);
	assert_int_equal(v.is.broken, 1);
	assert_contains(v.said.at, "broken 2 line 2 was changed: ");
	text_free(&v.said);
	text_free(&t);
}

/* Nor is what somebody put in behind the last line, or what cannot have been
 * torn since its end is there. */
static void what_was_not_torn_is_not_excused_by_a_repair(void **state)
{
	static const struct {
		const char *bytes;
		int changed; /* the line before, so that it is none */
	} odd[] = {
		{ "{\"time\":\"2026\",\"text\":\"put in\"}\n", 0 },
		{ "nonsense", 0 },
		{ "{\"line\":3,\n}", 0 },
		{ "", 1 },
	};

	for (size_t i = 0; i < COUNT(odd); i++) {
		char path[PATH_TEXT];
		struct verdict v;
		struct text t;

		path_in(path, *state, "kosh.log");
		unlink(path);
		append(path, "load");
		append(path, "promote");
		if (odd[i].changed) {
			bytes_of(&t, path);
			memcpy(strstr(t.at, "\"promote"), "(", 1);
			write_bytes(path, t.at, t.len);
			text_free(&t);
		}
		add_bytes(path, odd[i].bytes, strlen(odd[i].bytes));
		append(path, "run");
		append(path, "run");
		assert_int_equal(count(path, "\"repair\""), 1);
		v = check_log(path);
		assert_int_equal(v.is.broken, 1);
		assert_contains(v.said.at, " are no line of a log: ");
		assert_null(strstr(v.said.at, "note "));
		text_free(&v.said);
	}
}

static void what_is_no_log_is_not_written_to(void **state)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct log_entry x = entry_of("load");

	path_in(path, *state, "kosh.log");
	write_text(path, "2026-01-01 somebody's own log\n");
	assert_int_equal(log_append(path, &x, &e), -1);
	assert_int_equal(e.kind, ERR_SYSTEM);
	assert_contains(e.text, "does not end with a line of a log of ours");
	e = (struct err)ERR_INIT;
	assert_int_equal(log_ready(path, &e), -1);
	assert_file(path, "2026-01-01 somebody's own log\n");
	path_in(path, *state, "pipe.log");
	assert_int_equal(mkfifo(path, 0600), 0);
	e = (struct err)ERR_INIT;
	assert_int_equal(log_append(path, &x, &e), -1);
	assert_contains(e.text, "it is no file");
	path_in(path, *state, ".");
	e = (struct err)ERR_INIT;
	assert_int_equal(log_append(path, &x, &e), -1);
	assert_int_equal(e.kind, ERR_SYSTEM);
}

static void what_has_no_room_is_taken_back(void **state)
{
	struct rlimit before, small;
	char path[PATH_TEXT];
	struct log_entry x = entry_of("load");
	struct err e = ERR_INIT;
	struct text t, now;

	path_in(path, *state, "kosh.log");
	append(path, "load");
	bytes_of(&t, path);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = t.len + 100;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(log_append(path, &x, &e), -1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(e.kind, ERR_SYSTEM);
	assert_contains(e.text, "cannot write the log");
	bytes_of(&now, path);
	assert_int_equal(now.len, t.len);
	assert_memory_equal(now.at, t.at, t.len);
	append(path, "run");
	assert_whole(path, 2);
	assert_int_equal(count(path, "repair"), 0);
	text_free(&t);
	text_free(&now);
}

enum { WRITERS = 8, EACH = 50 };

static void writers_at_once_make_one_chain(void **state)
{
	char path[PATH_TEXT];
	int status, good = 1;

	path_in(path, *state, "kosh.log");
	for (int i = 0; i < WRITERS; i++) {
		if (fork() != 0)
			continue;
		for (int k = 0; k < EACH; k++) {
			struct log_entry x = entry_of("load");
			struct err e = ERR_INIT;

			if (log_append(path, &x, &e) < 0)
				_exit(1);
		}
		_exit(0);
	}
	for (int i = 0; i < WRITERS; i++)
		good &= wait(&status) > 0 && status == 0;
	assert_true(good);
	assert_whole(path, (uint64_t)WRITERS * EACH);
}

/* ---- from the database ------------------------------------------------------
 */

static struct db *open_db(const char *folder, enum db_mode mode)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;
	struct db *d = NULL;

	path_in(path, folder, "x.db");
	assert_int_equal(db_open(&d, path, mode, &e), 0);
	assert_int_equal(
		db_act(d,
			"{\"run\":\"r7\",\"user\":\"u\",\"tool\":\"t\","
			"\"arguments\":[\"a\"]}",
			&e),
		0);
	return d;
}

static void put(struct db *d, const char *event, const char *detail, int rc)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_begin(d, &e), 0);
	assert_int_equal(
		event_put(d,
			&(struct event){ event, "gairi", "2025", NULL, detail },
			&e),
		0);
	assert_int_equal(db_end(d, rc, &e), rc);
}

static void move(struct db *d, int moved)
{
	struct err e = ERR_INIT;

	assert_int_equal(outbox_move(d, &e), moved);
}

static void what_was_committed_moves_to_the_log_in_its_order(void **state)
{
	struct db *d = open_db(*state, DB_CREATE);
	struct log_head known, head;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "x.log");
	move(d, 0);
	assert_false(file_exists(path));
	put(d, "load", "{\"n\":1,\"inputs\":[{\"path\":\"f\"}]}", 0);
	put(d, "never", NULL, -1);
	put(d, "promote", NULL, 0);
	assert_int_equal(outbox_waits(d, &e), 1);
	move(d, 1);
	move(d, 0);
	assert_int_equal(outbox_waits(d, &e), 0);
	assert_whole(path, 2);
	assert_int_equal(count(path, "never"), 0);
	assert_int_equal(count(path,
				 "\"run\":\"r7\",\"user\":\"u\",\"host\":"
				 "null,\"tool\":\"t\",\"version\":null,"
				 "\"arguments\":[\"a\"],\"event\":\"load\","
				 "\"dataset\":\"gairi\",\"edition\":\"2025"
				 "\",\"release\":null,\"detail\":{\"n\":1},"
				 "\"inputs\":[{\"path\":\"f\"}],"),
		1);
	assert_int_equal(outbox_head(&known, d, &e), 0);
	assert_int_equal(log_read_head(&head, path, &e), 0);
	assert_int_equal(known.line, 2);
	assert_string_equal(known.hash, head.hash);
	db_close(d);
}

static void what_is_no_json_is_a_text(void **state)
{
	struct db *d = open_db(*state, DB_CREATE);
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "x.log");
	assert_int_equal(db_act(d, "no\njson", &e), 0);
	put(d, "a", "{\"cut", 0);
	put(d, "b", "[1,\"x\"]", 0);
	put(d, "c", "{\"inputs\":7,\"outputs\":{\"a\":1}}", 0);
	move(d, 1);
	assert_whole(path, 3);
	assert_int_equal(count(path, "\"detail\":{\"text\":\"{\\\"cut\"}"), 1);
	assert_int_equal(count(path, "\"detail\":{\"text\":[1,\"x\"]}"), 1);
	assert_int_equal(count(path, "\"inputs\":[],\"outputs\":[]"), 3);
	db_close(d);
}

static void run_sql(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(d, "test", sql, &e), 0);
}

/* Ended between the two, the line is there and the event as well. */
static void an_event_is_logged_once_wherever_its_mover_died(void **state)
{
	struct db *d = open_db(*state, DB_CREATE);
	char path[PATH_TEXT];

	path_in(path, *state, "x.log");
	put(d, "first", NULL, 0);
	move(d, 1);
	put(d, "load", NULL, 0);
	put(d, "promote", NULL, 0);
	run_sql(d,
		"CREATE TEMP TABLE kept AS SELECT * FROM event;"
		"CREATE TEMP TABLE head AS SELECT * FROM log_head");
	move(d, 1);
	append(path, "export"); /* somebody else in between */
	run_sql(d,
		"INSERT INTO event SELECT * FROM temp.kept;"
		"DELETE FROM log_head;"
		"INSERT INTO log_head SELECT * FROM temp.head");
	put(d, "derive", NULL, 0);
	move(d, 1);
	assert_whole(path, 5);
	assert_int_equal(count(path, "\"event\":\"load\""), 1);
	assert_int_equal(count(path, "\"event\":\"promote\""), 1);
	assert_int_equal(count(path, "\"event\":\"derive\""), 1);
	/* also where nothing is new */
	run_sql(d,
		"INSERT INTO event SELECT * FROM temp.kept;"
		"DELETE FROM log_head;"
		"INSERT INTO log_head SELECT * FROM temp.head");
	move(d, 1);
	assert_whole(path, 5);
	db_close(d);
}

static void the_database_knows_whose_line_it_is(void **state)
{
	struct db *d = open_db(*state, DB_CREATE);
	struct text run = TEXT_INIT;
	struct log_head known, none;
	struct err e = ERR_INIT;
	struct stmt *s = NULL;
	char path[PATH_TEXT];

	path_in(path, *state, "x.log");
	append(path, "export"); /* whose run nobody said */
	put(d, "load", NULL, 0);
	move(d, 1);
	assert_int_equal(stmt_open(&s, d, "SELECT run FROM log_head", &e), 0);
	assert_int_equal(stmt_step(s, &e), 1);
	assert_true(span_is(stmt_get_text(s, 0), "r7"));
	stmt_close(s);
	assert_int_equal(outbox_head(&known, d, &e), 0);
	assert_int_equal(log_run(&run, path, &known, &e), 1);
	assert_string_equal(run.at, "r7");
	/* not of another line, nor by another hash */
	none = known;
	none.line = 1;
	assert_int_equal(log_run(&run, path, &none, &e), 0);
	none = known;
	none.hash[0] = none.hash[0] == '0' ? '1' : '0';
	assert_int_equal(log_run(&run, path, &none, &e), 0);
	text_free(&run);
	db_close(d);
}

static void lines_that_were_cut_off_are_missed_by_the_next_writer(void **state)
{
	struct db *d = open_db(*state, DB_CREATE);
	struct log_head known;
	struct err e = ERR_INIT;
	char path[PATH_TEXT], detail[200];
	struct verdict v;
	struct text t;

	path_in(path, *state, "x.log");
	put(d, "load", NULL, 0);
	put(d, "promote", NULL, 0);
	move(d, 1);
	assert_int_equal(outbox_head(&known, d, &e), 0);
	bytes_of(&t, path);
	write_bytes(path, t.at, (size_t)(strchr(t.at, '\n') - t.at) + 1);
	put(d, "derive", NULL, 0);
	move(d, 1);
	snprintf(detail, sizeof(detail),
		"\"gap\",\"dataset\":null,\"edition\":null,\"release\":null,"
		"\"detail\":{\"known_line\":2,\"known_hash\":\"%s\"}",
		known.hash);
	assert_int_equal(count(path, detail), 1);
	put(d, "export", NULL, 0);
	move(d, 1);
	assert_int_equal(count(path, "\"gap\""), 1);
	v = check_log(path);
	assert_int_equal(v.is.broken, 1);
	assert_contains(v.said.at,
		"broken 2 it says that lines before it were lost (the file was "
		"moved or emptied, and not by kosh-log rotate): the database "
		"knew of {\"known_line\":2,");
	text_free(&v.said);
	/* all of it */
	unlink(path);
	put(d, "export", NULL, 0);
	move(d, 1);
	assert_int_equal(count(path, "\"gap\""), 1);
	text_free(&t);
	db_close(d);
}

static void a_database_made_anew_goes_on_with_the_log(void **state)
{
	char path[PATH_TEXT], file[PATH_TEXT];
	struct db *d;

	path_in(path, *state, "x.log");
	path_in(file, *state, "x.db");
	for (uint64_t i = 1; i <= 3; i++) {
		d = open_db(*state, DB_CREATE);
		put(d, "load", NULL, 0);
		move(d, 1);
		db_close(d);
		assert_whole(path, i);
		assert_int_equal(unlink(file), 0);
	}
	assert_int_equal(count(path, "\"gap\""), 0);
}

static void what_cannot_be_logged_waits(void **state)
{
	struct db *d = open_db(*state, DB_CREATE);
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "x.log");
	write_text(path, "no log of ours\n");
	put(d, "load", NULL, 0);
	assert_int_equal(outbox_move(d, &e), -1);
	assert_int_equal(e.kind, ERR_SYSTEM);
	assert_contains(e.text,
		"what was done is kept in the database, and "
		"the next call logs it: ");
	e = (struct err)ERR_INIT;
	assert_int_equal(outbox_waits(d, &e), 1);
	unlink(path);
	move(d, 1);
	assert_whole(path, 1);
	db_close(d);
}

static void movers_at_once_lose_and_double_nothing(void **state)
{
	char path[PATH_TEXT];
	int status, good = 1;

	path_in(path, *state, "x.log");
	db_close(open_db(*state, DB_CREATE));
	for (int i = 0; i < WRITERS; i++) {
		if (fork() != 0)
			continue;
		for (int k = 0; k < 5; k++) {
			struct db *d = open_db(*state, DB_WRITE);
			struct err e = ERR_INIT;

			put(d, "load", NULL, 0);
			if (outbox_move(d, &e) < 0)
				_exit(1);
			db_close(d);
		}
		_exit(0);
	}
	for (int i = 0; i < WRITERS; i++)
		good &= wait(&status) > 0 && status == 0;
	assert_true(good);
	assert_whole(path, WRITERS * 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(a_line_has_its_keys_in_one_order),
		cmocka_unit_test(a_log_is_beside_its_database),
		test_in_folder(foreign_text_forges_no_line),
		test_in_folder(what_is_long_is_cut_and_known_by_its_hash),
		test_in_folder(a_torn_line_is_ended_and_told),
		test_in_folder(what_is_torn_behind_a_long_line_is_ended),
		test_in_folder(a_log_torn_at_any_byte_goes_on),
		test_in_folder(who_repairs_may_be_torn_too),
		test_in_folder(
			torn_bytes_that_were_changed_or_taken_out_are_found),
		test_in_folder(a_last_line_that_was_changed_is_no_torn_one),
		test_in_folder(what_was_not_torn_is_not_excused_by_a_repair),
		test_in_folder(what_is_no_log_is_not_written_to),
		test_in_folder(what_has_no_room_is_taken_back),
		test_in_folder(writers_at_once_make_one_chain),
		test_in_folder(
			what_was_committed_moves_to_the_log_in_its_order),
		test_in_folder(what_is_no_json_is_a_text),
		test_in_folder(an_event_is_logged_once_wherever_its_mover_died),
		test_in_folder(the_database_knows_whose_line_it_is),
		test_in_folder(
			lines_that_were_cut_off_are_missed_by_the_next_writer),
		test_in_folder(a_database_made_anew_goes_on_with_the_log),
		test_in_folder(what_cannot_be_logged_waits),
		test_in_folder(movers_at_once_lose_and_double_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
