/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipeline/base/clock.h"
#include "pipeline/base/file.h"
#include "pipeline/base/hash.h"
#include "pipeline/base/lock.h"
#include "pipeline/base/root.h"
#include "pipeline/base/text.h"
#include "tests/gone.h"

/* ---- which file
 * ----------------------------------------------------------------
 */

static void two_names_of_one_file_are_told(void **state)
{
	char a[PATH_TEXT], b[PATH_TEXT], c[PATH_TEXT], other[PATH_TEXT];

	path_in(a, *state, "a");
	path_in(b, *state, "./a");
	path_in(c, *state, "c");
	path_in(other, *state, "nowhere/a");
	assert_true(file_same(a, b)); /* that is not there yet */
	assert_false(file_same(a, c));
	assert_false(file_same(a, other));
	write_text(a, "x");
	assert_true(file_same(a, b));
	assert_false(file_same(a, c));
	write_text(c, "x");
	assert_false(file_same(a, c));
	assert_int_equal(unlink(c), 0);
	assert_int_equal(symlink(a, c), 0);
	assert_true(file_same(a, c));
}

/* ---- work in another process ------------------------------------------------
 */

/* What happened there: the value returned, and its error. */
struct outcome {
	int rc;
	struct err e;
};

typedef int work_fn(const char *path, struct err *e);

static void do_elsewhere(work_fn *work, const char *path, int to)
{
	struct outcome o = { 0, ERR_INIT };

	o.rc = work(path, &o.e);
	_exit(write(to, &o, sizeof(o)) != (ssize_t)sizeof(o));
}

/* Forks, so that what is done to standard output, to the process's user or to
 * its locks does not stay with the tests. */
static struct outcome elsewhere(work_fn *work, const char *path)
{
	struct outcome o = { 0, ERR_INIT };
	int ends[2], status;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		do_elsewhere(work, path, ends[1]);
	close(ends[1]);
	assert_int_equal(read(ends[0], &o, sizeof(o)), sizeof(o));
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return o;
}

static void stdout_to(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0666);

	dup2(fd, STDOUT_FILENO);
	close(fd);
}

/* ---- reading ----------------------------------------------------------------
 */

static void a_file_is_mapped_whole(void **state)
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	write_bytes(path, "a\0b", 3);
	assert_int_equal(file_map(&map, path, &e), 0);
	assert_int_equal(map.len, 3);
	assert_memory_equal(map.at, "a\0b", 3);
	file_unmap(&map);
	assert_null(map.at);
}

/* Few bytes are read, many are mapped. */
static void a_file_of_any_size_is_mapped_whole(void **state)
{
	static const size_t sizes[] = { 65535, 65536, 65537, 200000 };
	struct file_map map = { 0 };
	struct err e = ERR_INIT;
	char path[PATH_TEXT], *bytes = malloc(200000);

	assert_non_null(bytes);
	for (size_t i = 0; i < 200000; i++)
		bytes[i] = (char)(i % 251);
	path_in(path, *state, "f");
	for (size_t i = 0; i < COUNT(sizes); i++) {
		write_bytes(path, bytes, sizes[i]);
		assert_int_equal(file_map(&map, path, &e), 0);
		assert_int_equal(map.len, sizes[i]);
		assert_memory_equal(map.at, bytes, sizes[i]);
		file_unmap(&map);
	}
	free(bytes);
}

static void an_empty_file_is_no_bytes_somewhere(void **state)
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	write_text(path, "");
	assert_int_equal(file_map(&map, path, &e), 0);
	assert_non_null(map.at);
	assert_int_equal(map.len, 0);
	file_unmap(&map);
}

static void what_has_no_size_is_read_to_its_end(void **state)
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(file_map(&map, "/proc/self/status", &e), 0);
	assert_true(map.len > 0);
	assert_memory_equal(map.at, "Name:", 5);
	file_unmap(&map);
}

static void a_missing_file_is_a_fault_of_the_input(void **state)
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(file_map(&map, "no/such", &e), -1);
	assert_fault(&e, ERR_DATA,
		"cannot open 'no/such': No such file or directory");
}

static void a_folder_is_no_file(void **state)
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(file_map(&map, "/", &e), -1);
	assert_fault(&e, ERR_DATA, "'/' is a folder");
}

static void a_file_under_a_file_is_a_fault_of_the_input(void **state)
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(file_map(&map, "/dev/null/x", &e), -1);
	assert_fault(
		&e, ERR_DATA, "cannot open '/dev/null/x': Not a directory");
}

static void a_file_over_the_limit_is_refused_unread(void **state)
{
	struct file_map map = { 0 };
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "big");
	write_text(path, "x");
	assert_int_equal(truncate(path, ((off_t)FILE_MAX_MIB << 20) + 1), 0);
	assert_int_equal(file_map(&map, path, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "/big' has more than 512 MiB");
}

static int read_locked_file(const char *path, struct err *e)
{
	struct file_map map = { 0 };

	if (geteuid() == 0 && seteuid(65534) < 0)
		return 1;
	return file_map(&map, path, e);
}

static void a_file_that_we_may_not_read_is_a_fault_of_the_machine(void **state)
{
	struct outcome o;
	char path[PATH_TEXT];

	path_in(path, *state, "secret");
	write_text(path, "x");
	chmod(path, 0000);
	chmod(*state, 0755);
	o = elsewhere(read_locked_file, path);
	if (o.rc == 1)
		skip();
	assert_int_equal(o.rc, -1);
	assert_int_equal(o.e.kind, ERR_SYSTEM);
	assert_contains(o.e.text, "/secret': Permission denied");
}

/* ---- folders ----------------------------------------------------------------
 */

static void folders_are_made_all_the_way_down(void **state)
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "a/b/c");
	assert_int_equal(file_make_dirs(path, &e), 0);
	assert_int_equal(file_make_dirs(path, &e), 0);
	assert_true(file_exists(path));
}

static void a_folder_cannot_be_made_under_a_file(void **state)
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	write_text(path, "");
	path_in(path, *state, "f/sub");
	assert_int_equal(file_make_dirs(path, &e), -1);
	assert_int_equal(e.kind, ERR_SYSTEM);
	assert_contains(e.text, "cannot make folder '");
	assert_contains(e.text, "/f/sub': Not a directory");
}

static void a_folder_cannot_be_made_in_place_of_a_file(void **state)
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	write_text(path, "");
	assert_int_equal(file_make_dirs(path, &e), -1);
	assert_int_equal(e.kind, ERR_SYSTEM);
	assert_contains(e.text, "/f': File exists");
}

static void a_path_that_does_not_fit_is_refused(void **state)
{
	char buf[PATH_TEXT], name[PATH_TEXT];
	struct err e = ERR_INIT;

	(void)state;
	memset(name, 'n', sizeof(name));
	name[PATH_TEXT - 3] = '\0';
	assert_int_equal(file_join(buf, "d", name, &e), 0);
	name[PATH_TEXT - 3] = 'n';
	name[PATH_TEXT - 2] = '\0';
	assert_int_equal(file_join(buf, "d", name, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_memory_equal(e.text, "path of 'nnn", 12);
}

static int add_name(void *context, const char *name, struct err *e)
{
	(void)e;
	text_printf(context, "%s ", name);
	return strcmp(name, "last") == 0 ? 1 : 0;
}

static void a_folder_is_listed_in_the_order_of_bytes(void **state)
{
	static const char *const names[] = { "b", "B", "a", "_", "\xc3\xa9" };
	struct text seen = TEXT_INIT;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	for (size_t i = 0; i < COUNT(names); i++) {
		path_in(path, *state, names[i]);
		write_text(path, "");
	}
	assert_int_equal(file_list(*state, add_name, &seen, &e), 0);
	assert_string_equal(seen.at, "B _ a b \xc3\xa9 ");
	text_free(&seen);
}

static void a_visitor_may_stop_the_listing(void **state)
{
	struct text seen = TEXT_INIT;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "last");
	write_text(path, "");
	path_in(path, *state, "more");
	write_text(path, "");
	assert_int_equal(file_list(*state, add_name, &seen, &e), 1);
	assert_string_equal(seen.at, "last ");
	text_free(&seen);
}

static void a_missing_folder_cannot_be_listed(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(file_list("no/such", add_name, NULL, &e), -1);
	assert_fault(&e, ERR_SYSTEM,
		"cannot list folder 'no/such': No such file or directory");
}

/* ---- drafts -----------------------------------------------------------------
 */

static size_t count_names(const char *folder)
{
	struct text seen = TEXT_INIT;
	struct err e = ERR_INIT;
	size_t n = 0;

	assert_int_equal(file_list(folder, add_name, &seen, &e), 0);
	for (size_t i = 0; i < seen.len; i++)
		n += seen.at[i] == ' ';
	text_free(&seen);
	return n;
}

static void nothing_appears_before_the_commit(void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	write_text(path, "old");
	assert_int_equal(draft_open(&d, path, &e), 0);
	fputs("new", draft_stream(d));
	fflush(draft_stream(d));
	assert_file(path, "old");
	assert_int_equal(draft_commit(d, &e), 0);
	assert_file(path, "new");
}

static void a_commit_leaves_one_file(void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	assert_int_equal(draft_open(&d, path, &e), 0);
	assert_int_equal(draft_commit(d, &e), 0);
	assert_int_equal(count_names(*state), 1);
	assert_file(path, "");
}

static void a_dropped_draft_leaves_nothing(void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	assert_int_equal(draft_open_named(&d, path, &e), 0);
	fputs("new", draft_stream(d));
	assert_true(file_exists(draft_path(d)));
	draft_drop(d);
	draft_drop(NULL);
	assert_int_equal(count_names(*state), 0);
}

/* Somebody put a link where the draft will lie. */
static void a_draft_is_not_written_through_a_link(void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT], victim[PATH_TEXT], beside[PATH_TEXT + 32];

	path_in(path, *state, "f");
	path_in(victim, *state, "victim");
	write_text(victim, "precious");
	snprintf(beside, sizeof(beside), "%s.%ld.tmp", path, (long)getpid());
	assert_int_equal(symlink(victim, beside), 0);
	assert_int_equal(draft_open(&d, path, &e), 0);
	fputs("new", draft_stream(d));
	assert_int_equal(draft_commit(d, &e), 0);
	assert_file(victim, "precious");
	assert_file(path, "new");
}

/* Writes beside path what process pid would have left, with an ending. */
static void leave(const char *path, pid_t pid, const char *ending)
{
	char left[PATH_TEXT + 64];

	snprintf(left, sizeof(left), "%s.%ld.tmp%s", path, (long)pid, ending);
	write_text(left, "half");
}

static void replace(const char *path,
	int (*open_it)(struct draft **out, const char *path, struct err *e))
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(open_it(&d, path, &e), 0);
	fputs("new", draft_stream(d));
	assert_int_equal(draft_commit(d, &e), 0);
	assert_file(path, "new");
}

static void what_the_dead_left_beside_a_file_goes(void **state)
{
	const pid_t gone = dead_process();
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	write_text(path, "old");
	leave(path, gone, "");
	replace(path, draft_open);
	assert_int_equal(count_names(*state), 1);
	leave(path, gone, "");
	leave(path, gone, "-wal");
	leave(path, gone, "-shm");
	leave(path, gone, "-journal");
	replace(path, draft_open_named);
	assert_int_equal(count_names(*state), 1);
}

static void what_others_may_still_need_stays(void **state)
{
	const pid_t gone = dead_process();
	char path[PATH_TEXT], other[PATH_TEXT];

	path_in(path, *state, "f");
	write_text(path, "old");
	leave(path, getppid(), "");
	leave(path, gone, "-notes");
	path_in(other, *state, "f.x.tmp");
	write_text(other, "mine");
	path_in(other, *state, "ff");
	leave(other, gone, "");
	replace(path, draft_open);
	assert_int_equal(count_names(*state), 5);
}

static void a_draft_in_a_missing_folder_is_refused(void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(draft_open(&d, "no/such/f", &e), -1);
	assert_fault(&e, ERR_SYSTEM,
		"cannot write 'no/such/f': No such file or directory");
}

static void a_draft_cannot_take_the_place_of_a_folder(void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	assert_int_equal(mkdir(path, 0777), 0);
	assert_int_equal(draft_open(&d, path, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "/f' is a folder");
	assert_int_equal(count_names(*state), 1);
}

static void a_draft_through_a_link_leaves_the_link(void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT], link[PATH_TEXT];
	struct stat st;

	path_in(path, *state, "f");
	path_in(link, *state, "l");
	write_text(path, "old");
	assert_int_equal(symlink("f", link), 0);
	assert_int_equal(draft_open(&d, link, &e), 0);
	fputs("new", draft_stream(d));
	assert_int_equal(draft_commit(d, &e), 0);
	assert_file(path, "new");
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
}

static void a_draft_into_a_pipe_leaves_the_pipe(void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT], got[8] = "";
	struct stat st;
	int fd;

	path_in(path, *state, "p");
	assert_int_equal(mkfifo(path, 0600), 0);
	fd = open(path, O_RDWR); /* so that nobody waits */
	assert_true(fd >= 0);
	assert_int_equal(draft_open(&d, path, &e), 0);
	fputs("new", draft_stream(d));
	assert_int_equal(draft_commit(d, &e), 0);
	assert_int_equal(read(fd, got, sizeof(got)), 3);
	assert_string_equal(got, "new");
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	close(fd);
}

/* As /dev/stdout of a process whose output is a pipe: it has no path. */
static void a_draft_through_a_link_to_a_nameless_pipe_leaves_the_link(
	void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;
	char link[PATH_TEXT], to[64], got[8] = "";
	struct stat st;
	int ends[2];

	path_in(link, *state, "l");
	assert_int_equal(pipe(ends), 0);
	snprintf(to, sizeof(to), "/proc/self/fd/%d", ends[1]);
	assert_int_equal(symlink(to, link), 0);
	assert_int_equal(draft_open(&d, link, &e), 0);
	fputs("new", draft_stream(d));
	assert_int_equal(draft_commit(d, &e), 0);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(read(ends[0], got, sizeof(got)), 3);
	assert_string_equal(got, "new");
	close(ends[0]);
	close(ends[1]);
}

static int draft_in_read_only_folder(const char *path, struct err *e)
{
	struct draft *d = NULL;

	if (geteuid() == 0 && seteuid(65534) < 0)
		return 1;
	return draft_open(&d, path, e);
}

static void a_draft_in_a_read_only_folder_is_refused(void **state)
{
	struct outcome o;
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	chmod(*state, 0555);
	o = elsewhere(draft_in_read_only_folder, path);
	chmod(*state, 0755);
	if (o.rc == 1)
		skip();
	assert_int_equal(o.rc, -1);
	assert_int_equal(o.e.kind, ERR_SYSTEM);
	assert_contains(o.e.text, "/f': Permission denied");
}

/* ---- standard output --------------------------------------------------------
 */

static int write_out(const char *to, int whole, size_t bytes, struct err *e)
{
	struct draft *d = NULL;

	stdout_to(to);
	if ((whole ? draft_open_whole(&d, "-", e) : draft_open(&d, "-", e)) < 0)
		return -2;
	for (size_t i = 0; i < bytes; i++)
		putc('x', draft_stream(d));
	return draft_commit(d, e);
}

static int little_to_full_disk(const char *path, struct err *e)
{
	(void)path;
	return write_out("/dev/full", 0, 3, e);
}

static int much_to_full_disk(const char *path, struct err *e)
{
	(void)path;
	return write_out("/dev/full", 0, 300000, e);
}

static int whole_to_full_disk(const char *path, struct err *e)
{
	(void)path;
	return write_out("/dev/full", 1, 300000, e);
}

static void assert_disk_full(work_fn *work)
{
	struct outcome o = elsewhere(work, "");

	assert_int_equal(o.rc, -1);
	assert_fault(&o.e, ERR_SYSTEM,
		"cannot write 'standard output': No space left on device");
}

static void a_full_disk_under_standard_output_is_noticed(void **state)
{
	(void)state;
	assert_disk_full(little_to_full_disk);
}

static void a_full_disk_is_noticed_also_before_the_end(void **state)
{
	(void)state;
	assert_disk_full(much_to_full_disk);
}

static void a_full_disk_under_a_whole_draft_is_noticed(void **state)
{
	(void)state;
	assert_disk_full(whole_to_full_disk);
}

static int whole_to_file(const char *path, struct err *e)
{
	return write_out(path, 1, 5, e);
}

static void a_whole_draft_reaches_standard_output_at_the_commit(void **state)
{
	struct outcome o;
	char path[PATH_TEXT];

	path_in(path, *state, "out");
	o = elsewhere(whole_to_file, path);
	assert_int_equal(o.rc, 0);
	assert_file(path, "xxxxx");
}

static int dropped_to_file(const char *path, struct err *e)
{
	struct draft *d = NULL;

	stdout_to(path);
	if (draft_open_whole(&d, "-", e) < 0)
		return -1;
	fputs("half", draft_stream(d));
	draft_drop(d);
	return fflush(stdout);
}

static void a_whole_draft_that_is_dropped_prints_nothing(void **state)
{
	struct outcome o;
	char path[PATH_TEXT];

	path_in(path, *state, "out");
	o = elsewhere(dropped_to_file, path);
	assert_int_equal(o.rc, 0);
	assert_file(path, "");
}

/* ---- putting ----------------------------------------------------------------
 */

static void bytes_that_are_put_are_read_only(void **state)
{
	struct err e = ERR_INIT;
	struct stat st;
	char path[PATH_TEXT];

	path_in(path, *state, "f");
	assert_int_equal(file_put(path, "bytes", 5, &e), 0);
	assert_file(path, "bytes");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0444);
}

static void bytes_cannot_be_put_into_a_missing_folder(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(file_put("no/such/f", "x", 1, &e), -1);
	assert_int_equal(e.kind, ERR_SYSTEM);
}

/* ---- locks ------------------------------------------------------------------
 */

static int take_and_leave(const char *path, struct err *e)
{
	static struct lock *left;

	return lock_take(&left, path, e);
}

static void a_lock_that_another_process_holds_is_refused(void **state)
{
	struct lock *l = NULL;
	struct outcome o;
	struct err e = ERR_INIT;
	char path[PATH_TEXT], says[PATH_TEXT + 200], host[65] = "";

	path_in(path, *state, "lock");
	setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
	assert_int_equal(lock_take(&l, path, &e), 0);
	unsetenv("SOURCE_DATE_EPOCH");
	gethostname(host, sizeof(host) - 1);
	o = elsewhere(take_and_leave, path);
	snprintf(says, sizeof(says),
		"another run holds the lock '%s' (process %ld on %s, since "
		"2023-11-14T22:13:20Z): wait for it",
		path, (long)getpid(), host);
	assert_int_equal(o.rc, -1);
	assert_fault(&o.e, ERR_SYSTEM, says);
	lock_free(l);
}

static void a_lock_ends_with_its_process(void **state)
{
	struct lock *l = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "lock");
	assert_int_equal(elsewhere(take_and_leave, path).rc, 0);
	assert_int_equal(lock_take(&l, path, &e), 0);
	lock_free(l);
}

/* What a run that was killed leaves for a moment: a process with its files. */
static int take_and_leave_a_child(const char *path, struct err *e)
{
	int rc = take_and_leave(path, e);

	if (fork() == 0) {
		nanosleep(&(struct timespec){ 0, 100000000 }, NULL);
		_exit(0);
	}
	return rc;
}

static void a_lock_of_the_dead_is_waited_for(void **state)
{
	struct lock *l = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "lock");
	assert_int_equal(elsewhere(take_and_leave_a_child, path).rc, 0);
	assert_int_equal(lock_take(&l, path, &e), 0);
	lock_free(l);
}

static void a_lock_that_was_freed_can_be_taken_again(void **state)
{
	struct lock *l = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT], pid[128], host[65] = "";

	path_in(path, *state, "lock");
	write_text(path, "1234567890123456789\n");
	setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(lock_take(&l, path, &e), 0);
		lock_free(l);
	}
	unsetenv("SOURCE_DATE_EPOCH");
	lock_free(NULL);
	gethostname(host, sizeof(host) - 1);
	snprintf(pid, sizeof(pid), "%ld %s 2023-11-14T22:13:20Z\n",
		(long)getpid(), host);
	assert_file(path, pid);
}

/* What another host's file says of its process is not looked up here. */
static void a_lock_of_another_host_is_not_waited_for(void **state)
{
	struct outcome o;
	char path[PATH_TEXT], says[PATH_TEXT + 200];
	int fd;

	path_in(path, *state, "lock");
	write_text(path, "1999999999 elsewhere 2026-01-31T12:00:00Z\n");
	fd = open(path, O_RDWR | O_CLOEXEC);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	o = elsewhere(take_and_leave, path);
	snprintf(says, sizeof(says),
		"another run holds the lock '%s' (process 1999999999 on "
		"elsewhere, since 2026-01-31T12:00:00Z): wait for it",
		path);
	assert_fault(&o.e, ERR_SYSTEM, says);
	close(fd);
}

static void a_lock_in_a_missing_folder_is_refused(void **state)
{
	struct lock *l = NULL;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(lock_take(&l, "no/such/lock", &e), -1);
	assert_fault(&e, ERR_SYSTEM,
		"cannot lock 'no/such/lock': No such file or directory");
}

/* ---- hash, root, clock ------------------------------------------------------
 */

static void a_hash_is_that_of_the_standard(void **state)
{
	char hex[HASH_HEX];

	(void)state;
	hash_bytes(hex, "abc", 3);
	assert_string_equal(hex,
		"ba7816bf8f01cfea414140de5dae2223"
		"b00361a396177a9cb410ff61f20015ad");
	hash_bytes(hex, "", 0);
	assert_string_equal(hex,
		"e3b0c44298fc1c149afbf4c8996fb924"
		"27ae41e4649b934ca495991b7852b855");
}

static void pieces_are_hashed_as_a_whole(void **state)
{
	struct err e = ERR_INIT;
	struct hash *h = NULL;
	char whole[HASH_HEX], pieces[HASH_HEX];

	(void)state;
	hash_bytes(whole, "abc", 3);
	assert_int_equal(hash_open(&h, &e), 0);
	hash_add(h, "a", 1);
	hash_add(h, "", 0);
	hash_add(h, "bc", 2);
	hash_end(pieces, h);
	hash_close(h);
	assert_string_equal(pieces, whole);
}

static void a_file_is_hashed_by_its_bytes(void **state)
{
	char path[PATH_TEXT], of_file[HASH_HEX], of_bytes[HASH_HEX];
	struct err e = ERR_INIT;

	path_in(path, *state, "f");
	write_text(path, "abc");
	assert_int_equal(hash_file(of_file, path, &e), 0);
	hash_bytes(of_bytes, "abc", 3);
	assert_string_equal(of_file, of_bytes);
	path_in(path, *state, "none");
	assert_int_equal(hash_file(of_file, path, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
}

static void what_lies_under_the_root_is_found_there(void **state)
{
	char path[PATH_TEXT], found[PATH_TEXT];
	struct err e = ERR_INIT;

	path_in(path, *state, "raw");
	assert_int_equal(file_make_dirs(path, &e), 0);
	path_in(path, *state, "raw/x.yaml");
	write_text(path, "");
	assert_int_equal(root_find(found, *state, "x.yaml", &e), 0);
	assert_string_equal(found, path);
}

static void what_lies_nowhere_is_refused_with_the_places(void **state)
{
	char found[PATH_TEXT];
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(root_find(found, "no/root", "none/x.yaml", &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text,
		"there is no raw/none/x.yaml under 'no/root' nor under "
		"'");
	assert_contains(e.text, "': is KOSH_ROOT right?");
}

static void source_date_epoch_holds_the_clock(void **state)
{
	char text[CLOCK_TEXT];

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1769860800", 1);
	clock_format(text, clock_now());
	assert_string_equal(text, "2026-01-31T12:00:00Z");
	unsetenv("SOURCE_DATE_EPOCH");
}

static void an_epoch_that_is_no_number_is_not_one(void **state)
{
	(void)state;
	setenv("SOURCE_DATE_EPOCH", "5 o'clock", 1);
	assert_true(clock_now() > 1700000000);
	setenv("SOURCE_DATE_EPOCH", "", 1);
	assert_true(clock_now() > 1700000000);
	unsetenv("SOURCE_DATE_EPOCH");
}

static void assert_moment(const char *text, const char *moment)
{
	char found[CLOCK_TEXT];

	assert_int_equal(clock_moment(found, text), 0);
	assert_string_equal(found, moment);
}

static void a_day_is_its_last_second(void **state)
{
	(void)state;
	assert_moment("2026-01-05", "2026-01-05T23:59:59Z");
	assert_moment("2024-02-29", "2024-02-29T23:59:59Z");
	assert_moment("2026-01-05T12:00:00Z", "2026-01-05T12:00:00Z");
}

static void what_is_no_day_is_no_moment(void **state)
{
	static const char *const none[] = { "", "2026", "2026-01", "2026-1-5",
		"2026-02-29", "2026-13-01", "2026-01-05T24:00:00Z",
		"2026-01-05T12:00:60Z", "2026-01-05T12:00:00",
		"2026-01-05T12:00:00+05", "2026-01-05 12:00:00",
		"2026-01-05T12:00:00Z ", " 2026-01-5", "05.01.2026",
		"2026-01-05T12:00:00ZZZZZZZZZZZ", "today" };
	char found[CLOCK_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++)
		if (clock_moment(found, none[i]) == 0)
			fail_msg("'%s' was taken for %s", none[i], found);
}

static void nothing_is_left_of_a_draft_that_is_not_finished(void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];
	int has_name;

	path_in(path, *state, "x");
	assert_int_equal(draft_open(&d, path, &e), 0);
	fputs("half", draft_stream(d));
	has_name = access(draft_path(d), F_OK) == 0;
	assert_int_equal(
		count_names(*state), has_name); /* some file systems want one */
	draft_drop(d);
	assert_int_equal(count_names(*state), 0);
}

static void a_named_draft_can_be_written_by_others(void **state)
{
	struct draft *d = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "x");
	assert_int_equal(draft_open_named(&d, path, &e), 0);
	write_text(draft_path(d), "by another");
	assert_int_equal(draft_commit(d, &e), 0);
	assert_file(path, "by another");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(two_names_of_one_file_are_told),
		test_in_folder(a_file_is_mapped_whole),
		test_in_folder(a_file_of_any_size_is_mapped_whole),
		test_in_folder(an_empty_file_is_no_bytes_somewhere),
		cmocka_unit_test(what_has_no_size_is_read_to_its_end),
		cmocka_unit_test(a_missing_file_is_a_fault_of_the_input),
		cmocka_unit_test(a_folder_is_no_file),
		cmocka_unit_test(a_file_under_a_file_is_a_fault_of_the_input),
		test_in_folder(a_file_over_the_limit_is_refused_unread),
		test_in_folder(
			a_file_that_we_may_not_read_is_a_fault_of_the_machine),
		test_in_folder(folders_are_made_all_the_way_down),
		test_in_folder(a_folder_cannot_be_made_under_a_file),
		test_in_folder(a_folder_cannot_be_made_in_place_of_a_file),
		cmocka_unit_test(a_path_that_does_not_fit_is_refused),
		test_in_folder(a_folder_is_listed_in_the_order_of_bytes),
		test_in_folder(a_visitor_may_stop_the_listing),
		cmocka_unit_test(a_missing_folder_cannot_be_listed),
		test_in_folder(nothing_appears_before_the_commit),
		test_in_folder(a_commit_leaves_one_file),
		test_in_folder(a_dropped_draft_leaves_nothing),
		test_in_folder(a_draft_is_not_written_through_a_link),
		test_in_folder(what_the_dead_left_beside_a_file_goes),
		test_in_folder(what_others_may_still_need_stays),
		cmocka_unit_test(a_draft_in_a_missing_folder_is_refused),
		test_in_folder(a_draft_cannot_take_the_place_of_a_folder),
		test_in_folder(a_draft_through_a_link_leaves_the_link),
		test_in_folder(a_draft_into_a_pipe_leaves_the_pipe),
		test_in_folder(
			a_draft_through_a_link_to_a_nameless_pipe_leaves_the_link),
		test_in_folder(a_draft_in_a_read_only_folder_is_refused),
		cmocka_unit_test(a_full_disk_under_standard_output_is_noticed),
		cmocka_unit_test(a_full_disk_is_noticed_also_before_the_end),
		cmocka_unit_test(a_full_disk_under_a_whole_draft_is_noticed),
		test_in_folder(
			a_whole_draft_reaches_standard_output_at_the_commit),
		test_in_folder(a_whole_draft_that_is_dropped_prints_nothing),
		test_in_folder(bytes_that_are_put_are_read_only),
		cmocka_unit_test(bytes_cannot_be_put_into_a_missing_folder),
		test_in_folder(a_lock_that_another_process_holds_is_refused),
		test_in_folder(a_lock_ends_with_its_process),
		test_in_folder(a_lock_of_the_dead_is_waited_for),
		test_in_folder(a_lock_that_was_freed_can_be_taken_again),
		test_in_folder(a_lock_of_another_host_is_not_waited_for),
		cmocka_unit_test(a_lock_in_a_missing_folder_is_refused),
		cmocka_unit_test(a_hash_is_that_of_the_standard),
		cmocka_unit_test(pieces_are_hashed_as_a_whole),
		test_in_folder(a_file_is_hashed_by_its_bytes),
		test_in_folder(what_lies_under_the_root_is_found_there),
		cmocka_unit_test(what_lies_nowhere_is_refused_with_the_places),
		cmocka_unit_test(source_date_epoch_holds_the_clock),
		cmocka_unit_test(an_epoch_that_is_no_number_is_not_one),
		cmocka_unit_test(a_day_is_its_last_second),
		cmocka_unit_test(what_is_no_day_is_no_moment),
		test_in_folder(nothing_is_left_of_a_draft_that_is_not_finished),
		test_in_folder(a_named_draft_can_be_written_by_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
