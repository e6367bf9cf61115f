/* SPDX-License-Identifier: MIT */
/* Listings against specs: what is news and what is not. Listings are files
 * here; tests/cases/watch-* have a server. */
#include "tests/check.h"

#include "pipeline/base/text.h"
#include "pipeline/fetch/links.h"
#include "pipeline/run/watch.h"

#define LISTED "https://example.org/list"

/* A dataset under the folder. top: further keys. editions: theirs, without
 * columns. */
static void put_spec(const char *folder, const char *dataset, const char *top,
	const char *editions)
{
	struct text yaml = TEXT_INIT;
	struct err e = ERR_INIT;
	char path[PATH_TEXT], name[200];

	snprintf(name, sizeof(name), "raw/%s", dataset);
	path_in(path, folder, name);
	assert_int_equal(file_make_dirs(path, &e), 0);
	snprintf(name, sizeof(name), "raw/%s/%s.yaml", dataset, dataset);
	path_in(path, folder, name);
	text_printf(&yaml,
		"dataset: %s\ntitle: T\npublisher: P\n%seditions:\n"
		"  - edition: \"2000\"\n"
		"    file: none.xlsx\n"
		"    columns:\n"
		"      - {label: Country, is: area}\n"
		"      - {label: Score, score: overall}\n%s",
		dataset, top, editions);
	write_text(path, yaml.at);
	text_free(&yaml);
}

#define EDITION(year, file_and_url)                                            \
	"  - {edition: \"" year "\", like: \"2000\", " file_and_url "}\n"

static void ignore(void *context, const struct err *fault)
{
	(void)context, (void)fault;
}

static struct watch *opened(const char *folder)
{
	struct watch *w = NULL;
	struct err e = ERR_INIT;
	int rc = watch_open(&w, folder, ignore, NULL, &e);

	assert_string_equal(e.text, "");
	assert_int_equal(rc, 0);
	return w;
}

static void add(struct watch *w, const char *dataset)
{
	struct err e = ERR_INIT;

	watch_add(w, dataset, NULL, &e);
	assert_string_equal(e.text, "");
}

/* What the i-th listing says: JSON. */
static void say(struct watch *w, const char *folder, size_t i, const char *json)
{
	char path[PATH_TEXT];
	struct err e = ERR_INIT;

	path_in(path, folder, "answer.json");
	write_text(path, json);
	assert_int_equal(watch_take(w, i, path, &e), 0);
}

static void tell(void *context, const struct watch_news *n)
{
	static const char *const states[] = { "unknown", "found", "gone" };

	text_printf(
		context, "%s %s %s\n", n->dataset, states[n->state], n->url);
}

static void assert_news(struct watch *w, const char *expected)
{
	struct text told = TEXT_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(watch_news(w, tell, &told, &e), 0);
	assert_string_equal(told.at ? told.at : "", expected);
	text_free(&told);
}

#define ONE_LISTING  "watch: [{url: \"" LISTED "\"}]\n"
#define ALL_COMPLETE "watch: [{url: \"" LISTED "\", complete: [\"*\"]}]\n"

static void what_no_spec_names_is_unknown(void **state)
{
	struct watch *w;

	put_spec(*state, "one", ONE_LISTING,
		EDITION("2001",
			"file: a.xlsx, url: https://example.org/a.xlsx"));
	put_spec(*state, "two", "known: [\"*/code*.csv\"]\n",
		EDITION("2001",
			"file: b.xlsx, url: http://example.org/b.xlsx"));
	w = opened(*state);
	add(w, "one");
	say(w, *state, 0,
		"[\"/a.xlsx?v=2\", \"/b.xlsx\", \"/codes.csv\", \"/c.xlsx\", "
		"\"/%63.xlsx\", \"/d.pdf\", \"/a-1.xlsx\"]");
	assert_news(w,
		"one unknown https://example.org/c.xlsx\n"
		"one unknown https://example.org/a-1.xlsx\n");
	watch_close(w);
}

static void a_workbook_without_an_address_is_found_by_its_name(void **state)
{
	struct watch *w;

	put_spec(*state, "one", ONE_LISTING,
		EDITION("2001", "file: The data.xlsx") EDITION("2002",
			"file: b.xlsx, "
			"url: https://example.org/b.xlsx"));
	put_spec(*state, "two", "", EDITION("2001", "file: c.xlsx"));
	w = opened(*state);
	add(w, "one");
	say(w, *state, 0,
		"[\"/x/The%20data.xlsx\", \"/x/b.xlsx\", \"/x/c.xlsx\"]");
	assert_news(w,
		"one found https://example.org/x/The%20data.xlsx\n"
		"one unknown https://example.org/x/b.xlsx\n"
		"one unknown https://example.org/x/c.xlsx\n");
	watch_close(w);
}

static void what_a_complete_listing_has_not_is_gone(void **state)
{
	struct watch *w;

	put_spec(*state, "one", ALL_COMPLETE,
		EDITION("2001", "file: a.xlsx, url: https://example.org/a.xlsx")
			EDITION("2002",
				"file: a.xlsx, "
				"url: http://example.org/%61.xlsx")
				EDITION("2003",
					"file: b.xlsx, "
					"url: https://example.org/b.xlsx"));
	w = opened(*state);
	add(w, "one");
	say(w, *state, 0, "[\"/b.xlsx\"]");
	assert_news(w, "one gone https://example.org/a.xlsx\n");
	watch_close(w);
}

static void other_listings_say_nothing_of_what_is_gone(void **state)
{
	struct watch *w;

	put_spec(*state, "one", ONE_LISTING,
		EDITION("2001",
			"file: a.xlsx, url: https://example.org/a.xlsx"));
	w = opened(*state);
	add(w, "one");
	say(w, *state, 0, "[]");
	assert_news(w, "");
	watch_close(w);
}

static void a_listing_is_complete_for_its_host_and_its_patterns(void **state)
{
	struct watch *w;

	put_spec(*state, "one",
		"watch:\n"
		"  - url: https://example.org/list\n"
		"    complete: [\"*/index-*\", "
		"\"https://cdn.example.org/x/*\"]\n",
		EDITION("2001", "file: a, url: https://example.org/index-1.xls")
			EDITION("2002",
				"file: a, url: https://example.org/other.xls")
				EDITION("2003",
					"file: a, url: "
					"https://other.example.org/index-1.xls")
					EDITION("2004",
						"file: a, url: "
						"http://CDN.example.org/x/y"));
	w = opened(*state);
	add(w, "one");
	say(w, *state, 0, "[]");
	assert_news(w,
		"one gone https://example.org/index-1.xls\n"
		"one gone http://CDN.example.org/x/y\n");
	watch_close(w);
}

static void what_any_listing_has_is_not_gone(void **state)
{
	struct watch *w;

	put_spec(*state, "one",
		"watch:\n"
		"  - {url: https://example.org/1, complete: [\"*\"]}\n"
		"  - {url: https://example.org/2}\n",
		EDITION("2001",
			"file: a.xlsx, url: https://example.org/a.xlsx"));
	w = opened(*state);
	add(w, "one");
	say(w, *state, 0, "[]");
	say(w, *state, 1, "[\"a.xlsx\"]");
	assert_news(w, "");
	watch_close(w);
}

static void what_was_not_read_might_have_it(void **state)
{
	struct watch *w;

	put_spec(*state, "one",
		"watch:\n"
		"  - {url: https://example.org/1, complete: [\"*\"]}\n"
		"  - {url: https://example.org/2, complete: [\"*\"]}\n",
		EDITION("2001",
			"file: a.xlsx, url: https://example.org/a.xlsx"));
	w = opened(*state);
	add(w, "one");
	say(w, *state, 0, "[\"new.xlsx\"]");
	say(w, *state, 1, "<html>");
	assert_true(watch_at(w, 0)->read);
	assert_false(watch_at(w, 1)->read);
	assert_fault(&watch_at(w, 1)->fault, ERR_DATA,
		"one: 'https://example.org/2': the web page '' links to no "
		"spreadsheet (its links: 0): is it an error page, or are its "
		"links made by a script?");
	assert_news(w, "one unknown https://example.org/new.xlsx\n");
	watch_close(w);
}

static void a_file_is_news_once_of_each_dataset(void **state)
{
	struct watch *w;

	put_spec(*state, "one",
		"watch:\n  - {url: https://example.org/1}\n"
		"  - {url: https://example.org/2}\n",
		"");
	put_spec(*state, "two", "watch: [{url: https://example.org/1}]\n", "");
	w = opened(*state);
	add(w, "one");
	add(w, "two");
	add(w, "one");
	assert_int_equal(watch_count(w), 3);
	for (size_t i = 0; i < 3; i++)
		say(w, *state, i, "[\"a.csv\"]");
	assert_news(w,
		"one unknown https://example.org/a.csv\n"
		"two unknown https://example.org/a.csv\n");
	watch_close(w);
}

static void listings_are_chosen_by_their_address(void **state)
{
	struct err e = ERR_INIT;
	struct watch *w;

	put_spec(*state, "one",
		"watch:\n  - {url: https://example.org/a}\n"
		"  - {url: https://example.org/b}\n",
		"");
	w = opened(*state);
	assert_int_equal(watch_add(w, "one", "/b", &e), 0);
	assert_int_equal(watch_count(w), 1);
	assert_string_equal(watch_at(w, 0)->url, "https://example.org/b");
	assert_string_equal(watch_at(w, 0)->dataset, "one");
	assert_int_equal(watch_add(w, "one", "/c", &e), -1);
	assert_fault(&e, ERR_DATA,
		"one: no listing of its spec has '/c' in its address");
	watch_close(w);
}

static void too_many_listings_are_refused(void **state)
{
	struct text list = TEXT_INIT;
	struct err e = ERR_INIT;
	struct watch *w;

	text_puts(&list, "watch:\n");
	for (int i = 0; i <= WATCH_LISTINGS; i++)
		text_printf(&list, "  - {url: https://example.org/%d}\n", i);
	put_spec(*state, "one", list.at, "");
	w = opened(*state);
	assert_int_equal(watch_add(w, "one", NULL, &e), -1);
	assert_fault(&e, ERR_USAGE,
		"more than 100 listings: ask for fewer datasets at once");
	watch_close(w);
	text_free(&list);
}

static void more_links_than_are_read_are_a_fault(void **state)
{
	struct text list = TEXT_INIT;
	struct watch *w;

	put_spec(*state, "one", ALL_COMPLETE, "");
	text_putc(&list, '[');
	for (int i = 0; i < LINKS_MOST; i++)
		text_printf(&list, "\"%d.csv\",", i);
	text_puts(&list, "\"last.csv\"]");
	w = opened(*state);
	add(w, "one");
	say(w, *state, 0, list.at);
	assert_false(watch_at(w, 0)->read);
	assert_fault(&watch_at(w, 0)->fault, ERR_DATA,
		"one: '" LISTED "': more than 10000 links: the rest was not "
		"read");
	watch_close(w);
	text_free(&list);
}

/* ---- the specs that there are ---- */

static void note_fault(void *context, const struct err *fault)
{
	text_puts(context, fault->text);
	text_putc(context, '\n');
}

static void a_broken_spec_is_told_and_the_others_are_read(void **state)
{
	struct text told = TEXT_INIT;
	struct specs s = SPECS_INIT;
	struct err e = ERR_INIT;
	char path[PATH_TEXT];

	put_spec(*state, "broken", "first: worst\n", "");
	put_spec(*state, "good", "", "");
	put_spec(*state, "Odd name", "", "");
	path_in(path, *state, "raw/kosh.lock");
	write_text(path, "");
	assert_int_equal(specs_open(&s, *state, note_fault, &told, &e), 0);
	assert_contains(told.at, "broken.yaml:4: unknown key 'first'");
	assert_null(strchr(strchr(told.at, '\n') + 1, '\n'));
	assert_non_null(specs_find(&s, "good"));
	assert_null(specs_find(&s, "broken"));
	assert_null(specs_find(&s, "absent"));
	specs_close(&s);
	text_free(&told);
}

static void where_there_are_no_specs_there_are_none(void **state)
{
	struct specs s = SPECS_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(specs_open(&s, *state, ignore, NULL, &e), 0);
	assert_null(specs_find(&s, "one"));
	specs_close(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(what_no_spec_names_is_unknown),
		test_in_folder(
			a_workbook_without_an_address_is_found_by_its_name),
		test_in_folder(what_a_complete_listing_has_not_is_gone),
		test_in_folder(other_listings_say_nothing_of_what_is_gone),
		test_in_folder(
			a_listing_is_complete_for_its_host_and_its_patterns),
		test_in_folder(what_any_listing_has_is_not_gone),
		test_in_folder(what_was_not_read_might_have_it),
		test_in_folder(a_file_is_news_once_of_each_dataset),
		test_in_folder(listings_are_chosen_by_their_address),
		test_in_folder(too_many_listings_are_refused),
		test_in_folder(more_links_than_are_read_are_a_fault),
		test_in_folder(a_broken_spec_is_told_and_the_others_are_read),
		test_in_folder(where_there_are_no_specs_there_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
