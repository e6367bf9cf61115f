/* SPDX-License-Identifier: MIT */
/* A folder is taken into the store with one request for memory refused, the
 * first, the second, and so on to the last. What comes of it is the whole or an
 * error, and the store is right each time. */
#include "tests/check.h"

#include "pipeline/run/take.h"
#include "tests/memory.h"

static const char spec[] =
	"dataset: demo\ntitle: t\npublisher: p\n"
	"indicators: [{id: overall, label: Score}]\n"
	"editions:\n"
	"  - {edition: '2024', file: a.csv, url: 'https://x.org/a.csv', "
	"columns: [{label: Country, is: area}, {label: Score, score: "
	"overall}]}\n"
	"  - {edition: '2025', like: '2024', file: b.csv}\n";

/* One try. */
struct attempt {
	const char *root;
	enum releases_mode mode;
	unsigned taken, known;
	struct err e; /* also what one workbook failed of */
};

static int on_taken(void *context, const struct source *s,
	const struct release *x, struct err *e)
{
	struct attempt *a = context;

	if (s->what == TAKEN_FAILED)
		return err_set(e, s->fault.kind, "%s", s->fault.text);
	assert_int_equal(x->bytes, 23);
	a->taken += s->what == TAKEN_NEW;
	a->known += s->what == TAKEN_UNCHANGED;
	return 0;
}

static void take(struct attempt *a)
{
	struct sources all = { NULL, 0, NULL, 0 };
	struct taking t = { .all = &all,
		.trial = a->mode == RELEASES_READ,
		.report = on_taken,
		.context = a };

	if (sources_name(&all, a->root, "demo", &a->e) == 0 &&
		releases_open(&t.releases, a->root, a->mode, &a->e) == 0)
		take_from(&t, a->root, &a->e);
	releases_close(t.releases);
	sources_free(&all);
}

static int on_stored(void *context, enum stored what, const char *sha256,
	const struct release *x, struct err *e)
{
	(void)context;
	(void)sha256;
	(void)x;
	(void)e;
	assert_true(what == STORED_OK || what == STORED_UNRECORDED);
	return 0;
}

static void assert_store_is_right(const char *root)
{
	struct releases *r = NULL;
	struct err e = ERR_INIT;

	assert_int_equal(releases_open(&r, root, RELEASES_READ, &e), 0);
	assert_int_equal(store_verify(r, on_stored, NULL, &e), 0);
	assert_string_equal(e.text, "");
	releases_close(r);
}

/* The bytes that are stored already are taken like others. */
static void forget(const char *root)
{
	char path[PATH_TEXT];

	path_in(path, root, "raw/kosh.lock");
	remove(path);
}

/* 1 if the n-th request came to be refused, here or in the process that looks
 * at a workbook. */
static int take_refused(struct attempt *a, size_t n)
{
	int refused;

	a->taken = a->known = 0;
	a->e = (struct err)ERR_INIT;
	memory_watch();
	memory_refuse(n);
	take(a);
	refused = memory_refused();
	memory_refuse(0);
	/* libcyaml makes some that are freed here */
	assert_true(memory_blocks() <= 0);
	if (a->e.kind != ERR_NONE) {
		assert_contains(a->e.text, "out of memory");
		refused = 1;
	} else {
		assert_int_equal(a->taken + a->known, 2);
	}
	return refused;
}

static void write_root(const char *root)
{
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	path_in(path, root, "raw/demo");
	assert_int_equal(file_make_dirs(path, &e), 0);
	path_in(path, root, "raw/demo/demo.yaml");
	write_text(path, spec);
	path_in(path, root, "a.csv");
	write_text(path, "Country,Score\nPeru,1.5\n");
	path_in(path, root, "b.csv");
	write_text(path, "Country,Score\nPeru,2.5\n");
}

static void assert_survives(const char *root, enum releases_mode mode)
{
	struct attempt a = { .root = root, .mode = mode };
	size_t n = 0;

	write_root(root);
	forget(root);
	while (take_refused(&a, n + 1)) {
		n++;
		assert_store_is_right(root);
		forget(root);
	}
	print_message("%zu requests\n", n);
	assert_true(n > 40);
	assert_int_equal(a.taken, 2);
}

static void a_folder_is_taken_with_any_request_refused(void **state)
{
	assert_survives(*state, RELEASES_TAKE);
	assert_store_is_right(*state);
}

static void and_tried(void **state)
{
	assert_survives(*state, RELEASES_READ);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(a_folder_is_taken_with_any_request_refused),
		test_in_folder(and_tried),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
