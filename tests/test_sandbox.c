/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "pipeline/base/child.h"

enum { HANGS = 60 /* seconds */ };

#define STOPPED                                                                \
	"'book.xls': the workbook reader was stopped: it asked the system "    \
	"for what a locked process must not have"

/* Whether sanitizers or valgrind leave the lock whole. */
static void need_lock(void)
{
	if (!sandbox_is_whole())
		skip();
}

/* What a child under this lock wrote, and its error. */
static struct err run(char said[64], const struct child_task *task)
{
	struct child_task t = *task;
	struct err e = ERR_INIT;
	struct child *c = NULL;
	size_t n;

	alarm(HANGS);
	t.name = "book.xls";
	assert_int_equal(child_start(&c, &t, &e), 0);
	n = fread(said, 1, 63, child_out(c));
	said[n] = '\0';
	while (getc(child_out(c)) != EOF)
		;
	child_end(c, &e);
	return e;
}

static struct err run_locked(child_work *work, enum sandbox lock, void *context)
{
	char said[64];
	struct err e = run(said,
		&(struct child_task){
			.work = work, .lock = lock, .context = context });

	assert_string_equal(said, "");
	return e;
}

/* It does its work to the end, and writes this. */
static void says(child_work *work, enum sandbox lock, const char *expected)
{
	char said[64];
	struct err e =
		run(said, &(struct child_task){ .work = work, .lock = lock });

	assert_string_equal(e.text, "");
	assert_string_equal(said, expected);
}

static void is_stopped(child_work *work, enum sandbox lock)
{
	pid_t parent = getpid();
	struct err e;

	need_lock();
	e = run_locked(work, lock, &parent);
	assert_fault(&e, ERR_DATA, STOPPED);
}

static int opens_a_file(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "opened %d\n", open("/dev/null", O_RDONLY) >= 0);
	return 0;
}

static void a_reader_that_opens_a_file_is_stopped(void **state)
{
	(void)state;
	is_stopped(opens_a_file, SANDBOX_PURE);
}

static int opens_to_write(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "opened %d\n", open("/dev/null", O_WRONLY) >= 0);
	return 0;
}

static int makes_a_file(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "made %d\n",
		open("/tmp", O_RDONLY | O_CREAT | O_EXCL, 0600) >= 0);
	return 0;
}

static void one_that_may_read_files_may_not_write_them(void **state)
{
	(void)state;
	is_stopped(opens_to_write, SANDBOX_READS);
	is_stopped(makes_a_file, SANDBOX_READS);
}

static int makes_a_socket(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "socket %d\n", socket(AF_INET, SOCK_STREAM, 0) >= 0);
	return 0;
}

static void a_reader_that_makes_a_socket_is_stopped(void **state)
{
	(void)state;
	is_stopped(makes_a_socket, SANDBOX_PURE);
	is_stopped(makes_a_socket, SANDBOX_READS);
}

static int forks(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "forked %d\n", fork() >= 0);
	return 0;
}

static void a_reader_that_forks_is_stopped(void **state)
{
	(void)state;
	is_stopped(forks, SANDBOX_PURE);
	is_stopped(forks, SANDBOX_READS);
}

static int asks_for_clone3(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "%d", syscall(SYS_clone3, NULL, 0) < 0 && errno == ENOSYS);
	return 0;
}

/* What it is to make lies in memory, where the filter cannot look. */
static void the_newer_way_to_fork_is_not_there(void **state)
{
	(void)state;
	need_lock();
	says(asks_for_clone3, SANDBOX_PURE, "1");
}

static int runs_a_program(void *context, FILE *out, FILE *aside, struct err *e)
{
	char name[] = "true", *const argv[] = { name, NULL };

	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "ran %d\n", execv("/bin/true", argv));
	return 0;
}

static void a_reader_that_runs_a_program_is_stopped(void **state)
{
	(void)state;
	is_stopped(runs_a_program, SANDBOX_PURE);
	is_stopped(runs_a_program, SANDBOX_READS);
}

static int maps_code(void *context, FILE *out, FILE *aside, struct err *e)
{
	void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "mapped %d\n", at != MAP_FAILED);
	return 0;
}

static int turns_data_into_code(
	void *context, FILE *out, FILE *aside, struct err *e)
{
	void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "mapped %d\n", mprotect(at, 4096, PROT_READ | PROT_EXEC));
	return 0;
}

static void a_reader_gets_no_memory_that_can_be_run(void **state)
{
	(void)state;
	is_stopped(maps_code, SANDBOX_PURE);
	is_stopped(turns_data_into_code, SANDBOX_PURE);
	is_stopped(maps_code, SANDBOX_READS);
}

static int maps_a_file(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "mapped %d\n",
		mmap(NULL, 4096, PROT_READ, MAP_SHARED, fileno(out), 0) !=
			MAP_FAILED);
	return 0;
}

static void a_reader_that_maps_a_file_is_stopped(void **state)
{
	(void)state;
	is_stopped(maps_a_file, SANDBOX_PURE);
}

static int signals_its_parent(
	void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)aside;
	(void)e;
	fprintf(out, "signalled %d\n", kill(*(pid_t *)context, 0));
	return 0;
}

static int signals_a_thread_elsewhere(
	void *context, FILE *out, FILE *aside, struct err *e)
{
	pid_t parent = *(pid_t *)context;

	(void)aside;
	(void)e;
	fprintf(out, "signalled %d\n", tgkill(parent, parent, 0));
	return 0;
}

static void a_reader_that_signals_others_is_stopped(void **state)
{
	(void)state;
	is_stopped(signals_its_parent, SANDBOX_PURE);
	is_stopped(signals_a_thread_elsewhere, SANDBOX_PURE);
}

static int aborts(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)out;
	(void)aside;
	(void)e;
	abort();
}

static void a_crash_says_which(void **state)
{
	struct err e = run_locked(aborts, SANDBOX_PURE, NULL);

	(void)state;
	assert_fault(&e, ERR_DATA,
		"'book.xls': the workbook reader died of signal 6");
}

/* The C library writes to standard error why, and aborts. */
static int frees_twice(void *context, FILE *out, FILE *aside, struct err *e)
{
	void *volatile p = malloc(1000);

	(void)context;
	(void)out;
	(void)aside;
	(void)e;
	free(p);
	free(p);
	return 0;
}

static void a_spoilt_heap_is_a_crash(void **state)
{
	struct err e;

	(void)state;
	need_lock();
	e = run_locked(frees_twice, SANDBOX_PURE, NULL);
	assert_fault(&e, ERR_DATA,
		"'book.xls': the workbook reader died of signal 6");
}

static void another_than_the_reader_is_named(void **state)
{
	char said[64];
	struct err e = run(said,
		&(struct child_task){ .work = aborts,
			.lock = SANDBOX_READS,
			.who = "libfreexl" });

	(void)state;
	assert_fault(&e, ERR_DATA, "'book.xls': libfreexl died of signal 6");
}

/* ---- what is left ----------------------------------------------------------
 */

static int writes(void *context, FILE *out, FILE *aside, struct err *e)
{
	char *more = malloc(100 << 20);

	(void)context;
	(void)aside;
	if (!more)
		return err_memory(e);
	memset(more, 'x', 100 << 20);
	more = realloc(more, 200 << 20);
	fprintf(out, "%c", more ? more[7] : '-');
	free(more);
	return 0;
}

static void a_reader_computes_and_writes(void **state)
{
	(void)state;
	says(writes, SANDBOX_PURE, "x");
}

static void *shout(void *out)
{
	char *grown = malloc(1 << 20);

	fprintf(out, grown ? "in a thread" : "no memory");
	free(grown);
	return NULL;
}

static int starts_a_thread(void *context, FILE *out, FILE *aside, struct err *e)
{
	pthread_t thread;

	(void)context;
	(void)aside;
	if (pthread_create(&thread, NULL, shout, out) != 0)
		return err_set(e, ERR_DATA, "no thread");
	pthread_join(thread, NULL);
	return 0;
}

static void a_reader_may_start_threads(void **state)
{
	(void)state;
	says(starts_a_thread, SANDBOX_PURE, "in a thread");
}

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(long));
}

static int sorts(void *context, FILE *out, FILE *aside, struct err *e)
{
	enum { N = 1 << 16 };
	long *v = calloc(N, sizeof(*v));

	(void)context;
	(void)aside;
	if (!v)
		return err_memory(e);
	qsort(v, N, sizeof(*v), compare);
	free(v);
	fprintf(out, "sorted");
	return 0;
}

static void a_reader_may_sort(void **state)
{
	(void)state;
	says(sorts, SANDBOX_PURE, "sorted");
}

static int reads_a_file(void *context, FILE *out, FILE *aside, struct err *e)
{
	FILE *in = fopen(context, "r");

	(void)aside;
	if (!in)
		return err_set(e, ERR_DATA, "not opened");
	fprintf(out, "got %c", getc(in));
	fclose(in);
	return 0;
}

static void one_that_may_read_files_does(void **state)
{
	char path[PATH_TEXT], said[64];
	struct err e;

	path_in(path, *state, "file");
	write_text(path, "x");
	e = run(said,
		&(struct child_task){ .work = reads_a_file,
			.context = path,
			.lock = SANDBOX_READS });
	assert_string_equal(e.text, "");
	assert_string_equal(said, "got x");
}

/* Which of the two calls it is depends on the C library. */
static int asks_about_a_file(
	void *context, FILE *out, FILE *aside, struct err *e)
{
	int fd = open(context, O_RDONLY);
	struct stat st;

	(void)aside;
	(void)e;
	fprintf(out, "%ld", syscall(SYS_fstat, fd, &st));
	close(fd);
	return 0;
}

static void one_that_may_read_files_may_ask_about_them(void **state)
{
	char said[64];
	struct err e = run(said,
		&(struct child_task){ .work = asks_about_a_file,
			.context = (void *)"/dev/zero",
			.lock = SANDBOX_READS });

	(void)state;
	assert_string_equal(e.text, "");
	assert_string_equal(said, "0");
}

static int opens_two(void *context, FILE *out, FILE *aside, struct err *e)
{
	int first = open("/dev/zero", O_RDONLY);

	(void)context;
	(void)aside;
	(void)e;
	fprintf(out, "%d %d", first >= 0, open("/dev/zero", O_RDONLY) >= 0);
	close(first);
	return 0;
}

static void but_one_at_a_time(void **state)
{
	(void)state;
	need_lock();
	says(opens_two, SANDBOX_READS, "1 0");
}

static int prepare(void *context, struct err *e)
{
	*(int *)context = open("/dev/zero", O_RDONLY);
	return *(int *)context >= 0 ? 0 : err_errno(e, "cannot open", "zero");
}

static int reads_what_was_opened(
	void *context, FILE *out, FILE *aside, struct err *e)
{
	char byte = 1;

	(void)aside;
	(void)e;
	fprintf(out, "%d", (int)read(*(int *)context, &byte, 1));
	return 0;
}

/* Also the database of a run, that the child got from its parent. */
static void nothing_stays_open_but_the_pipes(void **state)
{
	int fd = -1, own = open("/dev/zero", O_RDONLY);
	char said[64];
	struct err e;

	(void)state;
	e = run(said,
		&(struct child_task){ .prepare = prepare,
			.work = reads_what_was_opened,
			.lock = SANDBOX_PURE,
			.context = &fd });
	assert_string_equal(e.text, "");
	assert_string_equal(said, "-1");
	e = run(said,
		&(struct child_task){ .work = reads_what_was_opened,
			.lock = SANDBOX_PURE,
			.context = &own });
	assert_string_equal(said, "-1");
	close(own);
}

static int refuses(void *context, struct err *e)
{
	return err_set(e, *(enum err_kind *)context, "cannot open 'book.xls'");
}

static void what_cannot_be_opened_is_said_as_it_is(void **state)
{
	enum err_kind kind = ERR_SYSTEM;
	char said[64];
	struct err e = run(said,
		&(struct child_task){ .prepare = refuses,
			.work = writes,
			.lock = SANDBOX_PURE,
			.context = &kind });

	(void)state;
	assert_fault(&e, ERR_SYSTEM, "cannot open 'book.xls'");
}

/* ---- where there is no seccomp ---------------------------------------------
 */

/* As a kernel without it, or a container that refuses it, would answer. */
static int take_seccomp_away(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { COUNT(code), code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
			prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) ==
				0
		? 0
		: -1;
}

static int opens_where_only_limits_are(
	void *context, FILE *out, FILE *aside, struct err *e)
{
	const int keep[] = { fileno(out) };
	const struct sandbox_limits usual = { 0, 0 };

	(void)context;
	(void)aside;
	if (take_seccomp_away() < 0)
		return err_set(e, ERR_SYSTEM, "cannot take it away");
	fprintf(out, "%s", strstr(sandbox_words(), "(") + 1);
	if (sandbox_enter(SANDBOX_PURE, &usual, keep, 1, e) < 0)
		return -1;
	fprintf(out, " %d", open("/dev/null", O_RDONLY) >= 0);
	return 0;
}

static void without_seccomp_there_are_limits_and_it_is_said(void **state)
{
	char said[64];
	struct err e;

	(void)state;
	need_lock();
	e = run(said,
		&(struct child_task){ .work = opens_where_only_limits_are });
	assert_string_equal(e.text, "");
	assert_string_equal(said, "rlimits; no seccomp here) 0");
}

/* ---- limits ----------------------------------------------------------------
 */

static int takes_all_memory(
	void *context, FILE *out, FILE *aside, struct err *e)
{
	size_t sum = 0;
	char *more;

	(void)context;
	(void)aside;
	(void)out;
	while ((more = malloc(1 << 20))) {
		memset(more, 1, 1 << 20);
		sum += (size_t)more[5];
		if (sum > 4096)
			return 0;
	}
	return err_memory(e);
}

static void memory_has_an_end(void **state)
{
	char said[64];
	struct err e;

	(void)state;
	need_lock();
	e = run(said,
		&(struct child_task){ .work = takes_all_memory,
			.lock = SANDBOX_PURE,
			.limits = { .memory_mib = 200 } });
	assert_fault(&e, ERR_DATA,
		"'book.xls': out of memory (a workbook reader has at most 200 "
		"MiB)");
}

static int loops(void *context, FILE *out, FILE *aside, struct err *e)
{
	volatile int *go_on = context;

	(void)out;
	(void)aside;
	(void)e;
	while (*go_on)
		;
	return 0;
}

static void time_has_an_end(void **state)
{
	int yes = 1;
	char said[64];
	struct err e = run(said,
		&(struct child_task){ .work = loops,
			.context = &yes,
			.lock = SANDBOX_PURE,
			.limits = { .cpu_seconds = 1 } });

	(void)state;
	assert_fault(&e, ERR_DATA,
		"'book.xls': the workbook reader ran longer than 1 s");
}

static int says_its_name(void *context, FILE *out, FILE *aside, struct err *e)
{
	(void)context;
	(void)out;
	(void)aside;
	return err_set(e, ERR_DATA, "sheet 'S' is damaged");
}

static void the_file_is_named_in_front(void **state)
{
	struct err e = run_locked(says_its_name, SANDBOX_PURE, NULL);

	(void)state;
	assert_fault(&e, ERR_DATA, "'book.xls': sheet 'S' is damaged");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reader_that_opens_a_file_is_stopped),
		cmocka_unit_test(one_that_may_read_files_may_not_write_them),
		cmocka_unit_test(a_reader_that_makes_a_socket_is_stopped),
		cmocka_unit_test(a_reader_that_forks_is_stopped),
		cmocka_unit_test(the_newer_way_to_fork_is_not_there),
		cmocka_unit_test(a_reader_that_runs_a_program_is_stopped),
		cmocka_unit_test(a_reader_gets_no_memory_that_can_be_run),
		cmocka_unit_test(a_reader_that_maps_a_file_is_stopped),
		cmocka_unit_test(a_reader_that_signals_others_is_stopped),
		cmocka_unit_test(a_crash_says_which),
		cmocka_unit_test(a_spoilt_heap_is_a_crash),
		cmocka_unit_test(another_than_the_reader_is_named),
		cmocka_unit_test(a_reader_computes_and_writes),
		cmocka_unit_test(a_reader_may_start_threads),
		cmocka_unit_test(a_reader_may_sort),
		test_in_folder(one_that_may_read_files_does),
		cmocka_unit_test(one_that_may_read_files_may_ask_about_them),
		cmocka_unit_test(but_one_at_a_time),
		cmocka_unit_test(nothing_stays_open_but_the_pipes),
		cmocka_unit_test(what_cannot_be_opened_is_said_as_it_is),
		cmocka_unit_test(
			without_seccomp_there_are_limits_and_it_is_said),
		cmocka_unit_test(memory_has_an_end),
		cmocka_unit_test(time_has_an_end),
		cmocka_unit_test(the_file_is_named_in_front),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
