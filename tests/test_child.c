/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include <signal.h>
#include <unistd.h>

#include "pipeline/base/child.h"

enum { LINES = 300000, HANGS = 60 /* seconds */ };

/* Reads a stream to its end: how many lines, and the last one. */
static long read_lines(FILE *in, char last[64])
{
	char line[64];
	long n = 0;

	last[0] = '\0';
	for (; fgets(line, sizeof(line), in); n++)
		snprintf(last, 64, "%s", line);
	return n;
}

static void start(struct child **c, child_work *work, void *context)
{
	struct err e = ERR_INIT;

	alarm(HANGS);
	assert_int_equal(child_start(c,
				 &(struct child_task){
					 .work = work, .context = context },
				 &e),
		0);
}

static int say(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)e;
	fprintf(out, "out %s\n", (const char *)context);
	fprintf(aside, "aside\n");
	return 0;
}

static void what_the_child_writes_comes_through(void **state)
{
	char text[] = "of the context", last[64];
	struct child *c = NULL;
	struct err e = ERR_INIT;

	(void)state;
	start(&c, say, text);
	assert_int_equal(read_lines(child_out(c), last), 1);
	assert_string_equal(last, "out of the context\n");
	assert_int_equal(read_lines(child_aside(c), last), 1);
	assert_string_equal(last, "aside\n");
	assert_int_equal(child_end(c, &e), 0);
	assert_int_equal(e.kind, ERR_NONE);
}

static int say_much(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)e;
	for (long i = 0; i < LINES; i++) {
		fprintf(out, "out %ld\n", i);
		if (i % 10 == 0)
			fprintf(aside, "aside %ld\n", i);
	}
	return 0;
}

/* Both are more than a pipe holds. */
static void aside_waits_until_all_of_out_is_read(void **state)
{
	struct child *c = NULL;
	struct err e = ERR_INIT;
	char last[64];

	(void)state;
	start(&c, say_much, NULL);
	assert_int_equal(read_lines(child_out(c), last), LINES);
	assert_string_equal(last, "out 299999\n");
	assert_int_equal(read_lines(child_aside(c), last), LINES / 10);
	assert_string_equal(last, "aside 299990\n");
	assert_int_equal(child_end(c, &e), 0);
}

static int refuse(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)aside;
	fprintf(out, "before\n");
	return err_set(e, *(enum err_kind *)context, "cell B2: no number");
}

static struct err fault_of(child_work *work, void *context)
{
	struct child *c = NULL;
	struct err e = ERR_INIT;
	char last[64];

	start(&c, work, context);
	read_lines(child_out(c), last);
	read_lines(child_aside(c), last);
	assert_int_equal(child_end(c, &e), -1);
	return e;
}

static void a_fault_travels_with_its_kind(void **state)
{
	enum err_kind kinds[] = { ERR_SYSTEM, ERR_REMOTE, ERR_DATA, ERR_USAGE };

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct err e = fault_of(refuse, &kinds[i]);

		assert_fault(&e, kinds[i], "cell B2: no number");
	}
}

static void what_was_written_before_a_fault_can_be_read(void **state)
{
	enum err_kind kind = ERR_DATA;
	struct child *c = NULL;
	struct err e = ERR_INIT;
	char last[64];

	(void)state;
	start(&c, refuse, &kind);
	assert_int_equal(read_lines(child_out(c), last), 1);
	assert_string_equal(last, "before\n");
	assert_int_equal(child_end(c, &e), -1);
}

static void a_fault_of_the_reader_stays(void **state)
{
	enum err_kind kind = ERR_DATA;
	struct child *c = NULL;
	struct err e = ERR_INIT;

	(void)state;
	start(&c, refuse, &kind);
	err_set(&e, ERR_SYSTEM, "disk full");
	child_end(c, &e);
	assert_fault(&e, ERR_SYSTEM, "disk full");
}

static int crash(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)e;
	fprintf(out, "half\n");
	fclose(aside);
	abort();
}

static void a_crash_is_an_error_of_ours(void **state)
{
	struct err e = fault_of(crash, NULL);

	(void)state;
	assert_fault(&e, ERR_DATA, "the workbook reader died of signal 6");
}

static int leave(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)e;
	fprintf(out, "half\n");
	fclose(aside);
	_exit(3);
}

/* A library that calls exit, a sanitizer that found something. */
static void a_child_that_leaves_early_is_an_error(void **state)
{
	struct err e = fault_of(leave, NULL);

	(void)state;
	assert_fault(&e, ERR_DATA, "the workbook reader ended with status 3");
}

static void stop_after_one_line(struct err *e)
{
	struct child *c = NULL;
	char line[64];

	start(&c, say_much, NULL);
	assert_non_null(fgets(line, sizeof(line), child_out(c)));
	child_end(c, e);
}

static void a_reader_that_stops_early_does_not_hang(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	stop_after_one_line(&e);
	assert_string_equal(e.text, "");
}

/* As a timer's service manager starts its programs. */
static void nor_does_it_where_sigpipe_is_ignored(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	stop_after_one_line(&e);
	signal(SIGPIPE, SIG_DFL);
	assert_string_equal(e.text, "");
}

static void what_is_aside_need_not_be_read(void **state)
{
	struct child *c = NULL;
	struct err e = ERR_INIT;
	char last[64];

	(void)state;
	start(&c, say_much, NULL);
	read_lines(child_out(c), last);
	assert_int_equal(child_end(c, &e), 0);
	assert_string_equal(e.text, "");
}

static int write_for_ever(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)aside;
	(void)e;
	while (fputs("x\n", out) >= 0)
		;
	return 0;
}

/* The second one holds a copy of the first one's pipe. */
static void two_children_do_not_hold_each_other(void **state)
{
	struct child *first = NULL, *second = NULL;
	struct err e = ERR_INIT;

	(void)state;
	start(&first, write_for_ever, NULL);
	start(&second, write_for_ever, NULL);
	assert_int_equal(child_end(first, &e), 0);
	assert_int_equal(child_end(second, &e), 0);
	assert_string_equal(e.text, "");
}

static int refuse_and_say_much(
	void *context, FILE *out, FILE *aside, struct err *e)
{
	say_much(context, out, aside, e);
	return err_set(e, ERR_DATA, "at the end");
}

static void a_fault_comes_through_what_is_left_unread_aside(void **state)
{
	struct child *c = NULL;
	struct err e = ERR_INIT;
	char last[64];

	(void)state;
	start(&c, refuse_and_say_much, NULL);
	read_lines(child_out(c), last);
	assert_int_equal(child_end(c, &e), -1);
	assert_fault(&e, ERR_DATA, "at the end");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_child_writes_comes_through),
		cmocka_unit_test(aside_waits_until_all_of_out_is_read),
		cmocka_unit_test(a_fault_travels_with_its_kind),
		cmocka_unit_test(what_was_written_before_a_fault_can_be_read),
		cmocka_unit_test(a_fault_of_the_reader_stays),
		cmocka_unit_test(a_crash_is_an_error_of_ours),
		cmocka_unit_test(a_child_that_leaves_early_is_an_error),
		cmocka_unit_test(a_reader_that_stops_early_does_not_hang),
		cmocka_unit_test(nor_does_it_where_sigpipe_is_ignored),
		cmocka_unit_test(what_is_aside_need_not_be_read),
		cmocka_unit_test(two_children_do_not_hold_each_other),
		cmocka_unit_test(
			a_fault_comes_through_what_is_left_unread_aside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
