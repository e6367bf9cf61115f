/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/base/text.h"
#include "pipeline/fetch/releases.h"

/* sha256 of "one\n" and "two\n" */
#define ONE    "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806"
#define TWO    "27dd8ed44a83ff94d557f9fd0412ed5a8cbca69ea04922d88c01184a07300a5a"
#define TIME   "2026-01-31T12:00:00Z"
#define HEADER "dataset,edition,release,file,url,bytes,fetched\n"
#define WHOLE                                                                  \
	"dataset,edition,release,file,url,bytes,fetched,final_url,status,"     \
	"etag,last_modified,content_type,agent\n"

static struct releases *must_open(const char *root, enum releases_mode mode)
{
	struct releases *r = NULL;
	struct err e = ERR_INIT;

	releases_open(&r, root, mode, &e);
	assert_string_equal(e.text, "");
	return r;
}

/* What comes of a file of this content under these facts. */
static enum accepted accept(
	struct releases *r, struct release x, const char *content)
{
	struct incoming *in = NULL;
	struct err e = ERR_INIT;
	enum accepted how = ACCEPTED_KNOWN;

	assert_int_equal(incoming_open(&in, r, &e), 0);
	assert_int_equal(write(incoming_fd(in), content, strlen(content)),
		(ssize_t)strlen(content));
	releases_accept(r, &how, &x, in, &e);
	releases_keep(r, &e);
	incoming_close(in);
	assert_string_equal(e.text, "");
	return how;
}

static enum accepted take(
	struct releases *r, const char *edition, const char *content)
{
	return accept(r,
		(struct release){ .dataset = "gairi",
			.edition = edition,
			.file = "Official, 1.xlsx",
			.url = "" },
		content);
}

static const char *latest(const struct releases *r, const char *edition)
{
	const struct release *x = releases_last(
		r, &(struct release){ .dataset = "gairi", .edition = edition });

	return x ? x->sha256 : NULL;
}

static void write_lock(const char *root, const char *text)
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, root, "raw");
	assert_int_equal(file_make_dirs(path, &e), 0);
	path_in(path, root, "raw/kosh.lock");
	write_text(path, text);
}

/* Refused as input, with ROOT/raw/kosh.lock and then exactly this. */
static void assert_lock_refused(
	const char *root, const char *text, const char *says)
{
	struct releases *r = NULL;
	struct err e = ERR_INIT;
	char want[2 * PATH_TEXT];

	write_lock(root, text);
	assert_int_equal(releases_open(&r, root, RELEASES_READ, &e), -1);
	assert_null(r);
	snprintf(want, sizeof(want), "%s/raw/kosh.lock: %s", root, says);
	assert_fault(&e, ERR_DATA, want);
}

/* ---- taking -----------------------------------------------------------------
 */

static void a_root_without_releases_has_none(void **state)
{
	struct releases *r = must_open(*state, RELEASES_READ);

	assert_int_equal(releases_count(r), 0);
	assert_null(latest(r, "2025"));
	assert_null(releases_last(r, &(struct release){ .sha256 = ONE }));
	releases_close(r);
	releases_close(NULL);
}

static void reading_makes_no_folders(void **state)
{
	char path[PATH_TEXT];

	releases_close(must_open(*state, RELEASES_READ));
	path_in(path, *state, "raw");
	assert_false(file_exists(path));
}

static void a_file_that_is_taken_becomes_a_release(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	const struct release *x;

	assert_int_equal(take(r, "2025", "one\n"), ACCEPTED_NEW);
	assert_int_equal(releases_count(r), 1);
	x = releases_at(r, 0);
	assert_string_equal(x->dataset, "gairi");
	assert_string_equal(x->edition, "2025");
	assert_string_equal(x->sha256, ONE);
	assert_string_equal(x->file, "Official, 1.xlsx");
	assert_int_equal(x->bytes, 4);
	releases_close(r);
}

static void the_store_has_the_same_bytes_read_only(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	struct err e = ERR_INIT;
	struct stat st;
	char path[PATH_TEXT], want[PATH_TEXT];

	take(r, "2025", "one\n");
	assert_int_equal(releases_path(r, ONE, path, &e), 0);
	path_in(want, *state, "raw/store/" ONE);
	assert_string_equal(path, want);
	assert_file(path, "one\n");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0444);
	releases_close(r);
}

static void the_lock_says_where_each_release_came_from(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	char path[PATH_TEXT];

	setenv("SOURCE_DATE_EPOCH", "1769860800", 1);
	take(r, "2025", "one\n");
	take(r, "2024", "two\n");
	unsetenv("SOURCE_DATE_EPOCH");
	path_in(path, *state, "raw/kosh.lock");
	assert_file(path,
		WHOLE "gairi,2025," ONE
		      ",\"Official, 1.xlsx\",,4,2026-01-31T12:00:00Z,,,,,,\n"
		      "gairi,2024," TWO
		      ",\"Official, 1.xlsx\",,4,2026-01-31T12:00:00Z,,,,,,\n");
	releases_close(r);
}

static void the_same_bytes_are_taken_once(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);

	assert_int_equal(take(r, "2025", "one\n"), ACCEPTED_NEW);
	assert_int_equal(take(r, "2025", "one\n"), ACCEPTED_KNOWN);
	assert_int_equal(releases_count(r), 1);
	releases_close(r);
}

static void nor_are_they_taken_again_by_a_later_run(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	struct stat before, after;
	char path[PATH_TEXT];

	take(r, "2025", "one\n");
	releases_close(r);
	path_in(path, *state, "raw/kosh.lock");
	assert_int_equal(stat(path, &before), 0);
	r = must_open(*state, RELEASES_TAKE);
	assert_int_equal(take(r, "2025", "one\n"), ACCEPTED_KNOWN);
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	releases_close(r);
}

static void another_release_stands_beside_the_first(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	take(r, "2025", "one\n");
	assert_int_equal(take(r, "2025", "two\n"), ACCEPTED_NEW);
	assert_int_equal(releases_count(r), 2);
	releases_path(r, ONE, path, &e);
	assert_file(path, "one\n");
	releases_path(r, TWO, path, &e);
	assert_file(path, "two\n");
	releases_close(r);
}

static void the_latest_release_is_the_one_that_came_last(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);

	take(r, "2025", "two\n");
	take(r, "2025", "one\n");
	take(r, "2024", "two\n");
	assert_string_equal(latest(r, "2025"), ONE);
	assert_string_equal(latest(r, "2024"), TWO);
	assert_null(latest(r, "2023"));
	assert_null(releases_last(
		r, &(struct release){ .dataset = "hdi", .edition = "2025" }));
	releases_close(r);
}

static void the_same_bytes_may_be_of_two_editions(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);

	assert_int_equal(take(r, "2025", "one\n"), ACCEPTED_NEW);
	assert_int_equal(take(r, "2024", "one\n"), ACCEPTED_NEW);
	assert_int_equal(releases_count(r), 2);
	releases_close(r);
}

static const struct release from_server = { .dataset = "gairi",
	.edition = "2025",
	.file = "a.xlsx",
	.url = "https://x.org/a.xlsx",
	.final_url = "https://cdn.x.org/a.xlsx",
	.status = 200,
	.etag = "\"1\"",
	.last_modified = "Mon, 05 Jan 2026 10:00:00 GMT",
	.content_type = "text/csv",
	.agent = "kosh/1" };

static void what_the_server_said_is_in_the_lock(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	const struct release *x;
	char path[PATH_TEXT];

	setenv("SOURCE_DATE_EPOCH", "1769860800", 1);
	accept(r, from_server, "one\n");
	unsetenv("SOURCE_DATE_EPOCH");
	releases_close(r);
	path_in(path, *state, "raw/kosh.lock");
	assert_file(path,
		WHOLE
		"gairi,2025," ONE
		",a.xlsx,https://x.org/a.xlsx,4,2026-01-31T12:00:00Z,"
		"https://cdn.x.org/a.xlsx,200,\"\"\"1\"\"\",\"Mon, 05 Jan "
		"2026 10:00:00 GMT\",text/csv,kosh/1\n");
	r = must_open(*state, RELEASES_READ);
	x = releases_at(r, 0);
	assert_string_equal(x->etag, "\"1\"");
	assert_string_equal(x->last_modified, from_server.last_modified);
	assert_string_equal(x->final_url, from_server.final_url);
	assert_int_equal(x->status, 200);
	releases_close(r);
}

static void a_server_that_goes_back_makes_a_line_more(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);

	assert_int_equal(accept(r, from_server, "one\n"), ACCEPTED_NEW);
	assert_int_equal(accept(r, from_server, "two\n"), ACCEPTED_NEW);
	assert_int_equal(accept(r, from_server, "one\n"), ACCEPTED_AGAIN);
	assert_int_equal(accept(r, from_server, "one\n"), ACCEPTED_KNOWN);
	assert_int_equal(releases_count(r), 3);
	assert_string_equal(latest(r, "2025"), ONE);
	releases_close(r);
}

static void a_server_that_has_what_lay_in_a_folder_makes_one_too(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	struct release in_folder = from_server;

	in_folder.url = "";
	assert_int_equal(accept(r, in_folder, "one\n"), ACCEPTED_NEW);
	assert_int_equal(accept(r, in_folder, "two\n"), ACCEPTED_NEW);
	assert_int_equal(accept(r, from_server, "one\n"), ACCEPTED_KNOWN);
	assert_int_equal(releases_count(r), 3);
	assert_int_equal(accept(r, from_server, "one\n"), ACCEPTED_KNOWN);
	assert_int_equal(releases_count(r), 3);
	assert_int_equal(accept(r, from_server, "two\n"), ACCEPTED_AGAIN);
	assert_string_equal(latest(r, "2025"), TWO);
	releases_close(r);
}

static void so_does_another_address(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	struct release moved = from_server;

	moved.url = "https://y.org/a.xlsx";
	assert_int_equal(accept(r, from_server, "one\n"), ACCEPTED_NEW);
	assert_int_equal(accept(r, moved, "one\n"), ACCEPTED_KNOWN);
	assert_int_equal(accept(r, moved, "one\n"), ACCEPTED_KNOWN);
	assert_int_equal(releases_count(r), 2);
	assert_int_equal(accept(r, moved, "two\n"), ACCEPTED_NEW);
	assert_int_equal(accept(r, from_server, "one\n"), ACCEPTED_AGAIN);
	assert_int_equal(releases_count(r), 4);
	releases_close(r);
}

static void lines_come_one_after_another_whatever_the_clock_does(void **state)
{
	static const char *const clock[] = { "1769860800", "1769860800", "0" };
	static const char *const want[] = { TIME, "2026-01-31T12:00:01Z",
		"2026-01-31T12:00:02Z" };
	struct releases *r = must_open(*state, RELEASES_TAKE);

	for (size_t i = 0; i < COUNT(clock); i++) {
		setenv("SOURCE_DATE_EPOCH", clock[i], 1);
		accept(r, from_server, i == 1 ? "two\n" : "one\n");
		assert_string_equal(releases_at(r, i)->fetched, want[i]);
	}
	take(r, "2024", "one\n");
	unsetenv("SOURCE_DATE_EPOCH");
	assert_string_equal(releases_at(r, 3)->fetched, "1970-01-01T00:00:00Z");
	releases_close(r);
}

static void a_folder_does_not(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);

	take(r, "2025", "one\n");
	take(r, "2025", "two\n");
	assert_int_equal(take(r, "2025", "one\n"), ACCEPTED_KNOWN);
	assert_string_equal(latest(r, "2025"), TWO);
	releases_close(r);
}

static void what_is_not_accepted_leaves_nothing(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	struct incoming *in = NULL;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	assert_int_equal(incoming_open(&in, r, &e), 0);
	assert_int_equal(write(incoming_fd(in), "one\n", 4), 4);
	assert_file(incoming_path(in), "one\n");
	incoming_close(in);
	incoming_close(NULL);
	releases_close(r);
	path_in(path, *state, "raw/store/" ONE);
	assert_false(file_exists(path));
}

static void a_trial_takes_nothing_and_knows_what_it_would(void **state)
{
	struct releases *r = must_open(*state, RELEASES_READ);
	char path[PATH_TEXT];

	assert_int_equal(take(r, "2025", "one\n"), ACCEPTED_NEW);
	assert_int_equal(take(r, "2025", "one\n"), ACCEPTED_KNOWN);
	assert_string_equal(latest(r, "2025"), ONE);
	releases_close(r);
	path_in(path, *state, "raw");
	assert_false(file_exists(path));
}

static void a_lock_of_an_older_version_is_read(void **state)
{
	struct releases *r;

	write_lock(*state, HEADER "gairi,2025," ONE ",f,,4," TIME "\n");
	r = must_open(*state, RELEASES_READ);
	assert_string_equal(releases_at(r, 0)->etag, "");
	assert_int_equal(releases_at(r, 0)->status, 0);
	releases_close(r);
}

/* ---- verifying --------------------------------------------------------------
 */

static int write_down(void *context, enum stored what, const char *sha256,
	const struct release *x, struct err *e)
{
	static const char *const words[] = { "ok", "damaged", "missing",
		"unrecorded" };

	(void)e;
	text_printf(context, "%.4s %s %s\n", sha256, words[what],
		x ? x->edition : "-");
	return 0;
}

static void assert_verified(const struct releases *r, const char *says)
{
	struct text said = TEXT_INIT;
	struct err e = ERR_INIT;

	text_puts(&said, "");
	assert_int_equal(store_verify(r, write_down, &said, &e), 0);
	assert_string_equal(said.at, says);
	text_free(&said);
}

static void a_store_that_is_whole_verifies(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);

	assert_verified(r, "");
	take(r, "2025", "one\n");
	take(r, "2024", "one\n");
	take(r, "2024", "two\n");
	assert_verified(r, "27dd ok 2024\n2c8b ok 2024\n");
	releases_close(r);
}

static void damage_loss_and_what_nobody_recorded_are_told(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	char path[PATH_TEXT];

	take(r, "2025", "one\n");
	take(r, "2024", "two\n");
	path_in(path, *state, "raw/store/" ONE);
	unlink(path);
	path_in(path, *state, "raw/store/" TWO);
	unlink(path);
	write_text(path, "Two\n");
	path_in(path, *state,
		"raw/store/1121cfccd5913f0a63fec40a6ffd44ea64f9dc135c66634ba"
		"001d10bcf4302a2");
	write_text(path, "three\n");
	assert_verified(
		r, "1121 damaged -\n27dd damaged 2024\n2c8b missing 2025\n");
	write_text(path, "3\n");
	assert_verified(
		r, "1121 unrecorded -\n27dd damaged 2024\n2c8b missing 2025\n");
	releases_close(r);
}

static void what_the_store_lost_is_put_back(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	char path[PATH_TEXT];

	take(r, "2025", "one\n");
	path_in(path, *state, "raw/store/" ONE);
	unlink(path);
	assert_int_equal(take(r, "2025", "one\n"), ACCEPTED_KNOWN);
	assert_verified(r, "2c8b ok 2025\n");
	releases_close(r);
}

static void the_first_and_the_last_line_that_is_like_another_are_found(
	void **state)
{
	static const struct release bytes = { .sha256 = ONE },
				    dataset = { .dataset = "gairi" },
				    edition = { .dataset = "gairi",
					    .edition = "2025" },
				    both = { .dataset = "gairi",
					    .edition = "2025",
					    .sha256 = TWO },
				    none = { .dataset = "gairi",
					    .edition = "2025",
					    .file = "other" };
	struct releases *r = must_open(*state, RELEASES_TAKE);

	take(r, "2024", "one\n");
	accept(r, from_server, "one\n");
	accept(r, from_server, "two\n");
	take(r, "2023", "one\n");
	releases_close(r);
	r = must_open(*state, RELEASES_READ);
	assert_ptr_equal(releases_first(r, &bytes), releases_at(r, 0));
	assert_ptr_equal(releases_last(r, &bytes), releases_at(r, 3));
	assert_ptr_equal(releases_first(r, &dataset), releases_at(r, 0));
	assert_ptr_equal(releases_last(r, &dataset), releases_at(r, 3));
	assert_ptr_equal(releases_first(r, &edition), releases_at(r, 1));
	assert_ptr_equal(releases_last(r, &edition), releases_at(r, 2));
	assert_ptr_equal(releases_first(r, &both), releases_at(r, 2));
	assert_null(releases_first(r, &none));
	assert_null(releases_last(r, &none));
	releases_close(r);
}

static void a_reader_sees_what_was_taken(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE), *reader;

	take(r, "2025", "one\n");
	take(r, "2024", "two\n");
	reader = must_open(*state, RELEASES_READ);
	assert_int_equal(releases_count(reader), 2);
	assert_string_equal(releases_at(reader, 0)->file, "Official, 1.xlsx");
	assert_string_equal(latest(reader, "2024"), TWO);
	releases_close(reader);
	releases_close(r);
}

/* ---- refusing ---------------------------------------------------------------
 */

static void what_a_killed_run_left_is_removed(void **state)
{
	static const char *const names[] = { "raw/store/" ONE ".9.tmp",
		"raw/kosh.lock.9.tmp", "raw/other.9.tmp" };
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, *state, "raw/store");
	assert_int_equal(file_make_dirs(path, &e), 0);
	for (size_t i = 0; i < COUNT(names); i++) {
		path_in(path, *state, names[i]);
		write_text(path, "half");
	}
	releases_close(must_open(*state, RELEASES_READ));
	path_in(path, *state, names[1]);
	assert_true(file_exists(path));
	releases_close(must_open(*state, RELEASES_TAKE));
	for (size_t i = 0; i < COUNT(names); i++) {
		path_in(path, *state, names[i]);
		assert_int_equal(file_exists(path), i == 2);
	}
}

static void a_missing_file_is_refused(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	struct incoming *in = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(incoming_open(&in, r, &e), 0);
	assert_int_equal(incoming_copy(in, "no/such", &e), -1);
	assert_fault(&e, ERR_DATA,
		"cannot open 'no/such': No such file or directory");
	incoming_close(in);
	releases_close(r);
}

static void a_name_that_is_too_long_is_refused_and_not_locked(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE);
	struct incoming *in = NULL;
	struct err e = ERR_INIT;
	struct release x = { .dataset = "gairi", .edition = "2025", .url = "" };
	enum accepted how;
	char path[PATH_TEXT], name[5000];

	memset(name, 'n', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	x.file = name;
	assert_int_equal(incoming_open(&in, r, &e), 0);
	assert_int_equal(releases_accept(r, &how, &x, in, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "nnn...' is too long");
	assert_int_equal(releases_count(r), 0);
	assert_int_equal(releases_keep(r, &e), 0);
	path_in(path, *state, "raw/kosh.lock");
	assert_false(file_exists(path));
	incoming_close(in);
	releases_close(r);
}

static void two_runs_do_not_take_at_the_same_time(void **state)
{
	struct releases *r = must_open(*state, RELEASES_TAKE), *other = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(releases_open(&other, *state, RELEASES_TAKE, &e), -1);
	assert_int_equal(e.kind, ERR_SYSTEM);
	assert_contains(e.text, "another run holds the lock");
	releases_close(r);
	releases_close(must_open(*state, RELEASES_TAKE));
}

static void a_lock_without_a_column_is_refused(void **state)
{
	assert_lock_refused(
		*state, "dataset,edition\n", "record 1: no 'release'");
	assert_lock_refused(*state, "\n", "record 1: no 'dataset'");
}

static void a_record_that_was_cut_off_is_refused(void **state)
{
	assert_lock_refused(*state,
		HEADER "gairi,2025," ONE ",f,,4," TIME "\ngairi,20",
		"record 3: no 'release'");
}

static void a_lock_that_was_cut_off_is_refused(void **state)
{
	static const char says[] = "it does not end with the end of a line: "
				   "bring back all of it";

	assert_lock_refused(*state, "", says);
	assert_lock_refused(
		*state, "dataset,edition,release,file,url,bytes,fetched", says);
	assert_lock_refused(*state,
		WHOLE "gairi,2025," ONE ",f,u,4," TIME ",u,200,,,,kos", says);
}

static void a_time_that_is_none_is_refused(void **state)
{
	assert_lock_refused(*state, HEADER "gairi,2025," ONE ",f,,4,soon\n",
		"record 2: fetched 'soon' is no time such as "
		"2026-01-31T12:00:00Z");
	assert_lock_refused(*state,
		HEADER "gairi,2025," ONE ",f,,4,2026-01-31\n",
		"record 2: fetched '2026-01-31' is no time such as "
		"2026-01-31T12:00:00Z");
}

static void a_release_that_is_no_sha256_is_refused(void **state)
{
	assert_lock_refused(*state, HEADER "gairi,2025,abc,f,,4," TIME "\n",
		"record 2: release 'abc' is no sha256");
	assert_lock_refused(*state,
		HEADER "gairi,2025,../../../../../../../../../../../../../../"
		       "../../../../../etc/x,f,,4," TIME "\n",
		"record 2: release '../../../../../../../../../../../../../../"
		"../../../../../etc/x' is no sha256");
}

static void a_release_that_is_too_long_is_refused(void **state)
{
	assert_lock_refused(*state,
		HEADER "gairi,2025," ONE "0,f,,4," TIME "\n",
		"record 2: '2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585"
		"eaba68c52543...' is too long");
}

static void a_size_that_is_no_number_is_refused(void **state)
{
	assert_lock_refused(*state,
		HEADER "gairi,2025," ONE ",f,,four," TIME "\n",
		"record 2: bytes 'four' is not a size");
	assert_lock_refused(*state, HEADER "gairi,2025," ONE ",f,,," TIME "\n",
		"record 2: bytes '' is not a size");
	assert_lock_refused(*state,
		HEADER "gairi,2025," ONE ",f,,-4," TIME "\n",
		"record 2: bytes '-4' is not a size");
}

static void a_lock_that_is_no_csv_is_refused(void **state)
{
	assert_lock_refused(*state, HEADER "gairi,\"2025\n",
		"record 2: a quoted field never ends");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(a_root_without_releases_has_none),
		test_in_folder(reading_makes_no_folders),
		test_in_folder(a_file_that_is_taken_becomes_a_release),
		test_in_folder(the_store_has_the_same_bytes_read_only),
		test_in_folder(the_lock_says_where_each_release_came_from),
		test_in_folder(the_same_bytes_are_taken_once),
		test_in_folder(nor_are_they_taken_again_by_a_later_run),
		test_in_folder(another_release_stands_beside_the_first),
		test_in_folder(the_latest_release_is_the_one_that_came_last),
		test_in_folder(the_same_bytes_may_be_of_two_editions),
		test_in_folder(
			the_first_and_the_last_line_that_is_like_another_are_found),
		test_in_folder(a_reader_sees_what_was_taken),
		test_in_folder(what_the_server_said_is_in_the_lock),
		test_in_folder(a_server_that_goes_back_makes_a_line_more),
		test_in_folder(
			a_server_that_has_what_lay_in_a_folder_makes_one_too),
		test_in_folder(so_does_another_address),
		test_in_folder(a_folder_does_not),
		test_in_folder(
			lines_come_one_after_another_whatever_the_clock_does),
		test_in_folder(what_is_not_accepted_leaves_nothing),
		test_in_folder(a_trial_takes_nothing_and_knows_what_it_would),
		test_in_folder(a_lock_of_an_older_version_is_read),
		test_in_folder(a_store_that_is_whole_verifies),
		test_in_folder(damage_loss_and_what_nobody_recorded_are_told),
		test_in_folder(what_the_store_lost_is_put_back),
		test_in_folder(what_a_killed_run_left_is_removed),
		test_in_folder(a_missing_file_is_refused),
		test_in_folder(
			a_name_that_is_too_long_is_refused_and_not_locked),
		test_in_folder(two_runs_do_not_take_at_the_same_time),
		test_in_folder(a_lock_without_a_column_is_refused),
		test_in_folder(a_record_that_was_cut_off_is_refused),
		test_in_folder(a_lock_that_was_cut_off_is_refused),
		test_in_folder(a_time_that_is_none_is_refused),
		test_in_folder(a_release_that_is_no_sha256_is_refused),
		test_in_folder(a_release_that_is_too_long_is_refused),
		test_in_folder(a_size_that_is_no_number_is_refused),
		test_in_folder(a_lock_that_is_no_csv_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
