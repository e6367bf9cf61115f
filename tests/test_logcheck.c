/* SPDX-License-Identifier: MIT */
/* What the check of a log finds, and what it says that it cannot. */
#include <ctype.h>

#include "tests/logmake.h"

enum { LINES = 6 };

/* A log of some lines, and where each begins. */
struct written {
	struct text bytes;
	size_t at[LINES + 1];
	struct log_head head;
};

static void write_log(struct written *w, const char *folder)
{
	static const char *const events[LINES] = { "fetch", "load", "promote",
		"derive", "export", "run" };
	char path[PATH_TEXT];
	struct file_map map;
	struct err e = ERR_INIT;
	size_t n = 0;

	*w = (struct written){ .bytes = TEXT_INIT };
	path_in(path, folder, "kosh.log");
	for (size_t i = 0; i < LINES; i++)
		append(path, events[i]);
	assert_int_equal(log_read_head(&w->head, path, &e), 0);
	assert_int_equal(file_map(&map, path, &e), 0);
	text_add(&w->bytes, map.at, map.len);
	file_unmap(&map);
	for (size_t i = 0; i < w->bytes.len; i++)
		if (i == 0 || w->bytes.at[i - 1] == '\n')
			w->at[n++] = i;
	assert_int_equal(n, LINES);
	w->at[n] = w->bytes.len;
}

static struct span all_of(const struct written *w)
{
	return (struct span){ w->bytes.at, w->bytes.len };
}

static struct span line_of(const struct written *w, size_t i)
{
	return (struct span){ w->bytes.at + w->at[i], w->at[i + 1] - w->at[i] };
}

static void add_line(struct text *t, const struct written *w, size_t i)
{
	text_add(t, line_of(w, i).at, line_of(w, i).len);
}

static uint64_t faults(struct span log)
{
	struct verdict v = check_bytes(log, 1 << 20, 0, NULL);

	text_free(&v.said);
	return v.is.broken;
}

static uint64_t faults_of(struct text *log)
{
	uint64_t n = faults((struct span){ log->at, log->len });

	text_free(log);
	return n;
}

static void a_log_as_it_was_written_is_whole_in_pieces_of_any_size(void **state)
{
	struct written w;

	write_log(&w, *state);
	for (size_t piece = 1; piece < 1000; piece += 37) {
		struct verdict v = check_bytes(all_of(&w), piece, 0, NULL);

		assert_int_equal(v.is.broken, 0);
		assert_int_equal(v.is.lines, LINES);
		assert_int_equal(v.is.line, LINES);
		assert_string_equal(v.is.hash, w.head.hash);
		assert_contains(v.said.at,
			"unknown 0 nothing anchors this "
			"log");
		assert_contains(v.said.at, "unknown 0 no signature");
		text_free(&v.said);
	}
	text_free(&w.bytes);
}

static void every_bit_that_is_changed_is_found(void **state)
{
	struct written w;

	write_log(&w, *state);
	for (size_t i = 0; i < w.bytes.len; i++)
		for (int bit = 0; bit < 8; bit++) {
			w.bytes.at[i] ^= (char)(1 << bit);
			assert_true(faults(all_of(&w)) > 0);
			w.bytes.at[i] ^= (char)(1 << bit);
		}
	text_free(&w.bytes);
}

static void every_byte_that_is_put_in_or_taken_out_is_found(void **state)
{
	static const char some[] = { '\n', ' ', '"', '}', '\0', 'a', '9' };
	struct written w;

	write_log(&w, *state);
	for (size_t i = 0; i <= w.bytes.len; i++) {
		struct text less = TEXT_INIT;

		for (size_t k = 0; k < sizeof(some); k++) {
			struct text more = TEXT_INIT;

			text_add(&more, w.bytes.at, i);
			text_putc(&more, some[k]);
			text_add(&more, w.bytes.at + i, w.bytes.len - i);
			assert_true(faults_of(&more) > 0);
		}
		if (i == w.bytes.len)
			break;
		text_add(&less, w.bytes.at, i);
		text_add(&less, w.bytes.at + i + 1, w.bytes.len - i - 1);
		assert_true(faults_of(&less) > 0);
	}
	text_free(&w.bytes);
}

static void every_line_taken_out_is_found_but_the_last(void **state)
{
	struct written w;

	write_log(&w, *state);
	for (size_t out = 0; out < LINES; out++) {
		struct text log = TEXT_INIT;

		for (size_t i = 0; i < LINES; i++)
			if (i != out)
				add_line(&log, &w, i);
		if (out + 1 < LINES)
			assert_int_equal(faults_of(&log), 1);
		else
			assert_int_equal(faults_of(&log), 0); /* see a_cut */
	}
	text_free(&w.bytes);
}

static void every_line_doubled_is_found(void **state)
{
	struct written w;

	write_log(&w, *state);
	for (size_t twice = 0; twice < LINES; twice++)
		for (size_t where = 0; where <= LINES; where++) {
			struct text log = TEXT_INIT;

			for (size_t i = 0; i <= LINES; i++) {
				if (i == where)
					add_line(&log, &w, twice);
				if (i < LINES)
					add_line(&log, &w, i);
			}
			assert_true(faults_of(&log) > 0);
		}
	text_free(&w.bytes);
}

static void every_two_lines_that_are_exchanged_are_found(void **state)
{
	struct written w;

	write_log(&w, *state);
	for (size_t a = 0; a < LINES; a++)
		for (size_t b = a + 1; b < LINES; b++) {
			struct text log = TEXT_INIT;

			for (size_t i = 0; i < LINES; i++)
				add_line(&log, &w, i == a ? b : i == b ? a : i);
			assert_true(faults_of(&log) > 0);
		}
	text_free(&w.bytes);
}

/* A line of another log that would fit by its number and its own hash. */
static void every_line_that_is_put_in_or_put_in_place_is_found(void **state)
{
	struct written w, other;
	char folder[PATH_TEXT];
	struct err e = ERR_INIT;

	write_log(&w, *state);
	path_in(folder, *state, "other");
	assert_int_equal(file_make_dirs(folder, &e), 0);
	write_log(&other, folder);
	for (size_t where = 0; where < LINES; where++) {
		struct text in = TEXT_INIT, instead = TEXT_INIT;
		uint64_t n;

		for (size_t i = 0; i < LINES; i++) {
			if (i == where)
				add_line(&in, &other, i);
			add_line(&in, &w, i);
			add_line(&instead, i == where ? &other : &w, i);
		}
		assert_true(faults_of(&in) > 0);
		n = faults_of(&instead);
		if (where == 0) /* it has no line before it to be held to */
			assert_int_equal(n, 1);
		else
			assert_true(n > 0);
	}
	text_free(&w.bytes);
	text_free(&other.bytes);
}

/* At the end of a line nothing can be seen of a cut, and that is said; whoever
 * knows the head sees it. */
static void every_cut_is_found_or_is_said_to_be_beyond_knowing(void **state)
{
	struct written w;

	write_log(&w, *state);
	for (size_t end = 0; end < w.bytes.len; end++) {
		struct span part = { w.bytes.at, end };
		struct verdict v = check_bytes(part, 1 << 20, 0, NULL);
		struct verdict known =
			check_bytes(part, 1 << 20, w.head.line, w.head.hash);

		if (end == 0 || part.at[end - 1] == '\n') {
			assert_int_equal(v.is.broken, 0);
			assert_contains(v.said.at, "unknown 0 nothing anchors");
		} else {
			assert_int_equal(v.is.broken, 1);
			assert_contains(v.said.at, "middle of a line");
		}
		assert_true(known.is.broken > 0);
		assert_contains(known.said.at,
			"somebody knows of line 6 and the log ends with line ");
		text_free(&v.said);
		text_free(&known.said);
	}
	text_free(&w.bytes);
}

static void who_writes_all_of_it_anew_is_found_by_who_knows_a_line(void **state)
{
	struct written w, other;
	struct verdict v;
	char folder[PATH_TEXT];
	struct err e = ERR_INIT;

	write_log(&w, *state);
	path_in(folder, *state, "other");
	assert_int_equal(file_make_dirs(folder, &e), 0);
	write_log(&other, folder);
	v = check_bytes(all_of(&other), 4096, 0, NULL);
	assert_int_equal(v.is.broken, 0);
	text_free(&v.said);
	v = check_bytes(all_of(&other), 4096, w.head.line, w.head.hash);
	assert_int_equal(v.is.broken, 1);
	assert_contains(v.said.at, "line 6 is not the one that somebody knows");
	text_free(&v.said);
	/* who does not say which line it was */
	v = check_bytes(all_of(&other), 4096, 0, w.head.hash);
	assert_int_equal(v.is.broken, 1);
	assert_contains(v.said.at, "no line has the hash that somebody knows");
	text_free(&v.said);
	v = check_bytes(all_of(&w), 4096, 0, w.head.hash);
	assert_int_equal(v.is.broken, 0);
	assert_int_equal(v.is.anchored, LINES);
	text_free(&v.said);
	text_free(&w.bytes);
	text_free(&other.bytes);
}

static void what_is_behind_the_last_known_line_is_said_to_be_unknown(
	void **state)
{
	struct written w;
	struct verdict v;
	char before[HASH_HEX];
	const char *key;

	write_log(&w, *state);
	key = strstr(w.bytes.at + w.at[4], "\"before\":\"");
	snprintf(before, sizeof(before), "%s", key + 10);
	v = check_bytes(all_of(&w), 4096, 4, before);
	assert_int_equal(v.is.broken, 0);
	assert_int_equal(v.is.anchored, 4);
	assert_contains(v.said.at,
		"holds 4 line 4 is the one that somebody "
		"knows\n");
	assert_contains(v.said.at, "nothing anchors the lines behind line 4: ");
	text_free(&v.said);
	text_free(&w.bytes);
}

static void a_fault_is_told_with_its_place_and_its_kind(void **state)
{
	struct written w;
	struct verdict v;
	struct text log = TEXT_INIT;

	write_log(&w, *state);
	add_line(&log, &w, 0);
	add_line(&log, &w, 2);
	text_puts(&log, "{\"line\":3}\n");
	*strstr(w.bytes.at + w.at[3], "gairi") = 'G';
	add_line(&log, &w, 3);
	add_line(&log, &w, 4);
	v = check_bytes((struct span){ log.at, log.len }, 4096, 0, NULL);
	assert_int_equal(v.is.broken, 3);
	assert_contains(v.said.at,
		"broken 2 it is line 3 and follows line 1: 1 lines are missing "
		"or not in their place\n");
	assert_contains(v.said.at,
		"broken 3 these 10 bytes behind line 3 are no line of a log: a "
		"key is missing or not in its place\n");
	assert_contains(v.said.at,
		"broken 4 line 4 was changed: its hash is "
		"that of other bytes\n");
	text_free(&v.said);
	text_free(&log);
	text_free(&w.bytes);
}

static void faults_are_told_up_to_a_number_and_all_counted(void **state)
{
	struct text log = TEXT_INIT;
	struct verdict v;
	size_t told = 0;

	(void)state;
	for (int i = 1; i < 100; i++) {
		char hash[HASH_HEX];
		size_t from = log.len;

		text_printf(&log,
			"{\"line\":%d,\"id\":\"\",\"time\":\"2026-01-01T00:00:"
			"00Z"
			"\",\"run\":null,\"user\":null,\"host\":null,\"tool\":"
			"null,\"version\":null,\"arguments\":[],\"event\":"
			"\"x\","
			"\"dataset\":null,\"edition\":null,\"release\":null,"
			"\"detail\":{},\"inputs\":[],\"outputs\":[],\"before\":"
			"\"%064d\"",
			i, 7);
		hash_bytes(hash, log.at + from, log.len - from);
		text_printf(&log, ",\"hash\":\"%s\"}\n", hash);
	}
	v = check_bytes((struct span){ log.at, log.len }, 4096, 0, NULL);
	assert_int_equal(v.is.broken, 99);
	for (const char *s = v.said.at; (s = strstr(s, "broken ")); s++)
		told++;
	assert_int_equal(told, 20);
	assert_contains(v.said.at, "note 0 79 faults more are not told\n");
	text_free(&v.said);
	text_free(&log);
}

static void what_is_no_line_is_refused_whatever_it_is(void **state)
{
	static const char *const lines[] = { "", "x", "{}", "null",
		"{\"line\":0,\"id\":\"a\"}", "{\"line\":01,", "{\"line\":-1,",
		"{\"line\":99999999999999999999999,", "\xff\xfe", "\x1b[31m" };
	struct text deep = TEXT_INIT, wide = TEXT_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct text log = TEXT_INIT;

		text_puts(&log, lines[i]);
		text_putc(&log, '\n');
		assert_int_equal(faults_of(&log), 1);
	}
	text_puts(&deep,
		"{\"line\":1,\"id\":\"a\",\"time\":\"\",\"run\":null,"
		"\"user\":null,\"host\":null,\"tool\":null,"
		"\"version\":null,\"arguments\":");
	for (int i = 0; i < 100000; i++)
		text_putc(&deep, '[');
	text_putc(&deep, '\n');
	assert_int_equal(faults_of(&deep), 1);
	for (int i = 0; i < 3 * LOGCHECK_LINE_MAX; i++)
		text_putc(&wide, 'x');
	text_putc(&wide, '\n');
	assert_int_equal(faults_of(&wide), 1);
}

static void time_that_runs_backwards_is_a_note(void **state)
{
	char path[PATH_TEXT];
	struct verdict v;

	path_in(path, *state, "kosh.log");
	setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
	append(path, "run");
	setenv("SOURCE_DATE_EPOCH", "1767225599", 1);
	append(path, "run");
	unsetenv("SOURCE_DATE_EPOCH");
	v = check_log(path);
	assert_int_equal(v.is.broken, 0);
	assert_contains(v.said.at,
		"note 2 time runs backwards: from 2026-01-01T00:00:00Z to "
		"2025-12-31T23:59:59Z\n");
	text_free(&v.said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(
			a_log_as_it_was_written_is_whole_in_pieces_of_any_size),
		test_in_folder(every_bit_that_is_changed_is_found),
		test_in_folder(every_byte_that_is_put_in_or_taken_out_is_found),
		test_in_folder(every_line_taken_out_is_found_but_the_last),
		test_in_folder(every_line_doubled_is_found),
		test_in_folder(every_two_lines_that_are_exchanged_are_found),
		test_in_folder(
			every_line_that_is_put_in_or_put_in_place_is_found),
		test_in_folder(
			every_cut_is_found_or_is_said_to_be_beyond_knowing),
		test_in_folder(
			who_writes_all_of_it_anew_is_found_by_who_knows_a_line),
		test_in_folder(
			what_is_behind_the_last_known_line_is_said_to_be_unknown),
		test_in_folder(a_fault_is_told_with_its_place_and_its_kind),
		cmocka_unit_test(
			faults_are_told_up_to_a_number_and_all_counted),
		cmocka_unit_test(what_is_no_line_is_refused_whatever_it_is),
		test_in_folder(time_that_runs_backwards_is_a_note),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
