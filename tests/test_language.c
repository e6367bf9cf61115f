/* SPDX-License-Identifier: MIT */
/* The languages of the reports: catalogues, plurals, names, what is lacking. */
#include "tests/check.h"

#include <ctype.h>

#include "pipeline/report/catalogue.h"
#include "pipeline/report/names.h"
#include "pipeline/report/page.h"

/* ---- a language ---- */

static struct language *open_language(const char *code)
{
	struct err e = ERR_INIT;
	struct language *l = NULL;

	assert_int_equal(language_open(&l, code, &e), 0);
	assert_string_equal(e.text, "");
	return l;
}

static void a_text_is_said_in_the_language_of_the_report(void **state)
{
	static const char *const expected[][2] = { { "en", "Rank" },
		{ "ru", "Место" }, { "kk", "Орын" } };

	(void)state;
	for (size_t i = 0; i < COUNT(expected); i++) {
		struct language *l = open_language(expected[i][0]);

		assert_string_equal(say(l, "Rank"), expected[i][1]);
		assert_string_equal(language_code(l), expected[i][0]);
		assert_null(language_lack(l, 0));
		language_close(l);
	}
}

static void a_word_in_a_context_is_not_the_word_without_one(void **state)
{
	struct language *l = open_language("ru");

	(void)state;
	assert_string_equal(
		say_as(l, "region", "Southern Africa"), "Южная Африка");
	assert_string_equal(say(l, "Southern Africa"), "Southern Africa");
	assert_string_equal(say_as(l, "word", "no"), "нет");
	assert_string_equal(say_as(l, "wor", "d\004no"), "d\004no");
	language_close(l);
}

static void assert_number(
	const char *code, const char *digits, const char *expected)
{
	struct language *l = open_language(code);
	char said[FIGURE_TEXT];

	assert_string_equal(say_figure(said, l, digits), expected);
	assert_null(language_lack(l, 0));
	language_close(l);
}

static void a_number_has_the_decimal_mark_of_the_language(void **state)
{
	(void)state;
	assert_number("en", "56.70", "56.70");
	assert_number("ru", "56.70", "56,70");
	assert_number("kk", "-0.59", "\u22120,59");
	assert_number("kk", "+0.59", "+0,59");
	assert_number("kk", "1e-07", "1e-07");
}

static void thousands_stand_apart_from_five_digits_on(void **state)
{
	(void)state;
	assert_number("en", "", "");
	assert_number("en", "-", "\u2212");
	assert_number("en", "-3.5", "\u22123.5");
	assert_number("en", "1234.56789", "1234.56789");
	assert_number("en", "12345", "12\u202f345");
	assert_number("en", "-1234567.25", "\u22121\u202f234\u202f567.25");
}

static void a_text_of_no_bytes_stays_one(void **state)
{
	struct language *l = open_language("kk");

	(void)state;
	assert_string_equal(say(l, ""), "");
	assert_string_equal(say_name(l, "word", ""), "");
	assert_string_equal(say_area(l, "", ""), "");
	assert_null(language_lack(l, 0));
	language_close(l);
}

static void a_language_that_there_is_not_is_refused(void **state)
{
	static const char *const codes[] = { "de", "", "EN", "ru_RU", "kk " };
	struct language *l = NULL;
	char expected[200];

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		struct err e = ERR_INIT;

		assert_int_equal(language_open(&l, codes[i], &e), -1);
		snprintf(expected, sizeof(expected),
			"language '%s': there is none of that name; say en, "
			"ru or kk",
			codes[i]);
		assert_fault(&e, ERR_USAGE, expected);
		assert_null(l);
	}
	language_close(NULL);
}

/* ---- plurals ---- */

/* The same rule as text and as C. */
#define RULE(code, count, rule)                                                \
	static const char code##_rule[] =                                      \
		"nplurals=" #count "; plural=(" #rule ");";                    \
	static size_t code##_form(long n)                                      \
	{                                                                      \
		return (size_t)(rule);                                         \
	}

RULE(en, 2, n != 1)
RULE(kk, 2, n != 1)
RULE(ru, 3,
	n % 10 == 1 && n % 100 != 11 ? 0
		: n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20)
		? 1
		: 2)

static const struct {
	const char *code, *rule;
	size_t (*form)(long n);
} rules[] = {
	{ "en", en_rule, en_form },
	{ "ru", ru_rule, ru_form },
	{ "kk", kk_rule, kk_form },
};

/* Appends what follows "Plural-Forms:", or a rule, without white space. */
static void add_bare(char *out, size_t size, const char *s)
{
	size_t n = strlen(out);

	for (; *s && *s != '\n' && n + 1 < size; s++)
		if (!isspace((unsigned char)*s))
			out[n++] = *s;
	out[n] = '\0';
}

static void open_file(struct catalogue *c, const char *code)
{
	struct err e = ERR_INIT;

	for (size_t i = 0; i < catalogue_files_count; i++)
		if (strcmp(catalogue_files[i].code, code) == 0)
			assert_int_equal(
				catalogue_open(c,
					(struct span){ catalogue_files[i].at,
						catalogue_files[i].len },
					&e),
				0);
	assert_string_equal(e.text, "");
	assert_true(c->n > 0);
}

static void plurals_are_those_that_the_catalogue_states(void **state)
{
	static const char field[] = "Plural-Forms:";

	(void)state;
	for (size_t i = 0; i < COUNT(rules); i++) {
		char stated[300] = "", expected[300] = "";
		struct catalogue c = { .n = 0 };
		const char *head;

		open_file(&c, rules[i].code);
		head = strstr(catalogue_find(&c, NULL, "", 0), field);
		assert_non_null(head);
		add_bare(stated, sizeof(stated), head + strlen(field));
		add_bare(expected, sizeof(expected), rules[i].rule);
		assert_string_equal(stated, expected);
	}
}

static void numbers_take_the_form_of_their_language(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rules); i++) {
		struct language *l = open_language(rules[i].code);

		for (long n = 0; n <= 1200; n++)
			assert_int_equal(language_form(l, n), rules[i].form(n));
		assert_int_equal(language_form(l, -1), rules[i].form(1));
		language_close(l);
	}
}

static void russian_has_three_forms(void **state)
{
	static const struct {
		long n;
		size_t form;
	} forms[] = { { 0, 2 }, { 1, 0 }, { 2, 1 }, { 4, 1 }, { 5, 2 },
		{ 11, 2 }, { 12, 2 }, { 14, 2 }, { 21, 0 }, { 22, 1 },
		{ 101, 0 }, { 111, 2 }, { 112, 2 } };
	struct language *l = open_language("ru");

	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++)
		assert_int_equal(language_form(l, forms[i].n), forms[i].form);
	language_close(l);
}

static void a_plural_that_is_not_there_stays_english(void **state)
{
	struct language *l = open_language("ru");

	(void)state;
	assert_string_equal(say_many(l, "{n} ape", "{n} apes", 1), "{n} ape");
	assert_string_equal(say_many(l, "{n} ape", "{n} apes", 21), "{n} apes");
	assert_string_equal(language_lack(l, 0), "{n} ape");
	assert_null(language_lack(l, 1));
	language_close(l);
}

/* ---- names out of the database ---- */

static void names_of_areas_are_found_by_their_codes(void **state)
{
	struct language *ru = open_language("ru"), *kk = open_language("kk"),
			*en = open_language("en");

	(void)state;
	assert_string_equal(say_area(kk, "KAZ", "Kazakhstan"), "Қазақстан");
	assert_string_equal(say_area(ru, "KAZ", "Kazakhstan"), "Казахстан");
	assert_string_equal(say_area(en, "KAZ", "Kazakhstan"), "Kazakhstan");
	/* ours before that of iso-codes, and what it does not have */
	assert_string_equal(say_area(ru, "KGZ", "Kyrgyzstan"), "Кыргызстан");
	assert_string_equal(say_area(kk, "XKX", "Kosovo"), "Косово");
	assert_string_equal(say_area(kk, "SUN", "USSR"), "КСРО");
	language_close(ru);
	language_close(kk);
	language_close(en);
}

static void regions_are_found_by_their_names(void **state)
{
	struct language *kk = open_language("kk"), *ru = open_language("ru");

	(void)state;
	assert_string_equal(
		say_name(kk, "region", "Central Asia"), "Орталық Азия");
	assert_string_equal(
		say_name(ru, "region", "Western Asia"), "Западная Азия");
	language_close(kk);
	language_close(ru);
}

static void what_is_lacking_is_marked_and_listed_once_in_order(void **state)
{
	struct language *l = open_language("kk");

	(void)state;
	assert_string_equal(say_area(l, "ZZZ", "Narnia"), "Narnia (en)");
	assert_string_equal(
		say_name(l, "indicator", "Courage"), "Courage (en)");
	assert_string_equal(say_area(l, "ZZZ", "Narnia"), "Narnia (en)");
	assert_string_equal(say_name(l, "word", "Zeal"), "Zeal (en)");
	assert_string_equal(language_lack(l, 0), "Courage");
	assert_string_equal(language_lack(l, 1), "Narnia");
	assert_string_equal(language_lack(l, 2), "Zeal");
	assert_null(language_lack(l, 3));
	language_close(l);
}

static void what_was_said_stays_while_more_is_lacking(void **state)
{
	struct language *l = open_language("ru");
	const char *first = say_area(l, "ZZZ", "Narnia");
	char name[32];

	(void)state;
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "Land %03d", 999 - i);
		say_area(l, "ZZZ", name);
	}
	assert_string_equal(first, "Narnia (en)");
	assert_string_equal(language_lack(l, 0), "Land 000");
	assert_string_equal(language_lack(l, 999), "Land 999");
	assert_string_equal(language_lack(l, 1000), "Narnia");
	assert_null(language_lack(l, 1001));
	language_close(l);
}

static void english_lacks_nothing(void **state)
{
	struct language *l = open_language("en");

	(void)state;
	assert_string_equal(say_area(l, "ZZZ", "Narnia"), "Narnia");
	assert_string_equal(say_name(l, "indicator", "Courage"), "Courage");
	assert_string_equal(say(l, "Never written"), "Never written");
	assert_null(language_lack(l, 0));
	language_close(l);
}

/* One value of a statement without a table. */
static void assert_sql(struct db *d, const char *sql, const char *expected)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	assert_int_equal(stmt_step(s, &e), 1);
	if (expected)
		assert_true(span_is(stmt_get_text(s, 0), expected));
	else
		assert_int_equal(stmt_type(s, 0), VALUE_NULL);
	stmt_close(s);
}

static void queries_ask_for_names_too(void **state)
{
	struct language *l = open_language("kk");
	struct err e = ERR_INIT;
	struct db *d = NULL;
	char path[PATH_TEXT];

	path_in(path, *state, "x.db");
	assert_int_equal(db_open(&d, path, DB_CREATE, &e), 0);
	assert_int_equal(language_functions(l, d, &e), 0);
	assert_sql(d, "SELECT area_name('KAZ', 'Kazakhstan')", "Қазақстан");
	assert_sql(d, "SELECT area_name(NULL, 'Kazakhstan')", "Kazakhstan");
	assert_sql(d, "SELECT area_name('KAZ', NULL)", NULL);
	assert_sql(d, "SELECT area_names('KAZ')", "Казахстан");
	assert_sql(d, "SELECT area_names('XXX')", NULL);
	assert_sql(d, "SELECT area_names(NULL)", NULL);
	assert_sql(d, "SELECT spoken('word', 'yes')", "иә");
	assert_sql(d, "SELECT spoken('word', NULL)", NULL);
	db_close(d);
	language_close(l);
}

/* ---- sentences ---- */

static void a_sentence_takes_its_words_by_name(void **state)
{
	static const struct word words[] = { { "area", "Қазақстан" },
		{ "n", "{area}" }, { NULL, NULL } };
	struct text out = TEXT_INIT;

	(void)state;
	say_put(&out, "{n}: {area}, {area}; {unknown} {are} {area", words);
	assert_string_equal(
		out.at, "{area}: Қазақстан, Қазақстан; {unknown} {are} {area");
	text_free(&out);
}

/* ---- the texts of all languages ---- */

static int is_area(struct span original)
{
	return original.len > 5 && memcmp(original.at, "area\004", 5) == 0;
}

static void every_language_has_every_text(void **state)
{
	struct catalogue en = { .n = 0 };

	(void)state;
	open_file(&en, "en");
	for (size_t k = 0; k < COUNT(rules); k++) {
		struct catalogue c = { .n = 0 };
		uint32_t at = 0;

		open_file(&c, rules[k].code);
		for (uint32_t i = 0; i < c.n; i++) {
			struct span o = catalogue_original(&c, i);

			if (is_area(o))
				continue;
			assert_true(at < en.n);
			assert_string_equal(
				o.at, catalogue_original(&en, at++).at);
		}
		assert_int_equal(at, en.n);
	}
}

/* Whether each {name} of a is one of b. */
static int names_are_in(const char *a, const char *b)
{
	const char *end;
	char name[64];

	for (; (a = strchr(a, '{')); a = end) {
		end = strchr(a, '}');
		if (!end || end - a > 60)
			return 0;
		snprintf(name, sizeof(name), "%.*s", (int)(end - a + 1), a);
		if (!strstr(b, name))
			return 0;
	}
	return 1;
}

static size_t quotes(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == '"';
	return n;
}

static int is_true_to(const char *translated, const char *original)
{
	return names_are_in(translated, original) &&
		names_are_in(original, translated) &&
		quotes(translated) == quotes(original);
}

/* A form for one may leave out the number: "one area". */
static void check_text(struct span original, struct span translation)
{
	const char *end = original.at + original.len;
	const char *many = original.at + strlen(original.at) + 1;
	const char *at = translation.at;
	const char *stop = translation.at + translation.len;

	many = many < end ? many : original.at;
	for (; at <= stop; at += strlen(at) + 1)
		if (!is_true_to(at, many) &&
			(at != translation.at || !is_true_to(at, original.at)))
			fail_msg("'%s' is not as '%s'", at, original.at);
}

static void no_translation_loses_a_name_or_a_quote(void **state)
{
	(void)state;
	for (size_t k = 0; k < COUNT(rules); k++) {
		struct catalogue c = { .n = 0 };

		open_file(&c, rules[k].code);
		/* the first is the head */
		for (uint32_t i = 1; i < c.n; i++)
			check_text(catalogue_original(&c, i),
				catalogue_translation(&c, i));
	}
}

/* ---- names of sheets ---- */

static void check_sheets(const struct report *r)
{
	const struct sheet *a, *b;

	for (size_t i = 0; (a = report_sheet(r, i)); i++) {
		const char *name = say(r->language, a->name);

		if (name_bad_sheet(name))
			fail_msg("'%s' %s", name, name_bad_sheet(name));
		for (size_t k = 0; k < i && (b = report_sheet(r, k)); k++)
			assert_string_not_equal(
				name, say(r->language, b->name));
	}
}

static void every_sheet_has_a_name_that_excel_takes(void **state)
{
	(void)state;
	for (size_t k = 0; k < COUNT(rules); k++) {
		struct report_order order = { .dataset = "demo" };
		struct report r = { .order = &order };

		r.language = open_language(rules[k].code);
		for (size_t i = 0; report_profile_name(i); i++) {
			order.profile = (enum report_profile)i;
			for (r.ranked = 0; r.ranked <= 1; r.ranked++)
				check_sheets(&r);
		}
		language_close(r.language);
	}
}

/* ---- broken catalogues ---- */

/* Opens a copy on the heap of its own size, and looks for everything in it if
 * that is a catalogue. */
static int try_bytes(const char *bytes, size_t len)
{
	struct err e = ERR_INIT;
	struct catalogue c;
	char *copy = malloc(len ? len : 1);
	int rc;

	assert_non_null(copy);
	memcpy(copy, bytes, len);
	rc = catalogue_open(&c, (struct span){ copy, len }, &e);
	assert_int_equal(e.kind, rc ? ERR_DATA : ERR_NONE);
	for (uint32_t i = 0; rc == 0 && i < c.n; i++)
		catalogue_find(&c, NULL, catalogue_original(&c, i).at, 3);
	if (rc == 0)
		catalogue_find(&c, "word", "yes", 1);
	free(copy);
	return rc;
}

static void bytes_that_are_no_catalogue_are_refused(void **state)
{
	static const char zeros[28] = { 0 };
	struct catalogue c;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(try_bytes("", 0), -1);
	assert_int_equal(try_bytes(zeros, sizeof(zeros)), -1);
	assert_int_equal(catalogue_open(&c, span_of("msgid"), &e), -1);
	assert_fault(&e, ERR_DATA, "catalogue: not a .mo file");
}

static void a_catalogue_that_is_cut_off_is_refused(void **state)
{
	const struct catalogue_file *f = &catalogue_files[0];

	(void)state;
	assert_int_equal(try_bytes(f->at, f->len), 0);
	for (size_t len = 0; len < f->len; len += 1 + len / 64)
		assert_int_equal(try_bytes(f->at, len), -1);
	assert_int_equal(try_bytes(f->at, f->len - 1), -1);
}

/* Each byte of the head and the tables, and the NULs behind the texts. */
static void a_byte_that_is_wrong_leads_nowhere_outside(void **state)
{
	static const char bytes[] = { 0, 1, '\x7f', '\xff' };
	const struct catalogue_file *f = &catalogue_files[0];
	char *copy = malloc(f->len);
	size_t refused = 0;

	(void)state;
	assert_non_null(copy);
	memcpy(copy, f->at, f->len);
	for (size_t i = 0; i < f->len; i += i < 600 ? 1 : 29)
		for (size_t k = 0; k < sizeof(bytes); k++) {
			copy[i] = bytes[k];
			refused += try_bytes(copy, f->len) < 0;
			copy[i] = f->at[i];
		}
	assert_true(refused > 1000);
	free(copy);
}

static void put_word(char *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (char)(value >> 8 * i);
}

/* Two texts, "a" and "b" or another order; each translated as itself. */
static void small_catalogue(char bytes[64], const char *texts)
{
	memset(bytes, 0, 64);
	put_word(bytes, 0x950412de);
	put_word(bytes + 8, 2);
	put_word(bytes + 12, 28);
	put_word(bytes + 16, 44);
	for (size_t i = 0; i < 4; i++) {
		put_word(bytes + 28 + 8 * i, 1);
		put_word(bytes + 32 + 8 * i, (uint32_t)(60 + 2 * (i % 2)));
	}
	memcpy(bytes + 60, texts, 4);
}

static void texts_out_of_order_are_refused(void **state)
{
	struct err e = ERR_INIT;
	struct catalogue c;
	char bytes[64];

	(void)state;
	small_catalogue(bytes, "a\0b");
	assert_int_equal(catalogue_open(&c, (struct span){ bytes, 64 }, &e), 0);
	assert_string_equal(catalogue_find(&c, NULL, "b", 0), "b");
	assert_null(catalogue_find(&c, NULL, "b", 1));
	assert_null(catalogue_find(&c, NULL, "c", 0));
	small_catalogue(bytes, "b\0a");
	assert_int_equal(
		catalogue_open(&c, (struct span){ bytes, 64 }, &e), -1);
	assert_fault(
		&e, ERR_DATA, "catalogue: has texts that are not in order");
	e = (struct err)ERR_INIT;
	small_catalogue(bytes, "a\0b");
	put_word(bytes + 8, 0x20000000);
	assert_int_equal(
		catalogue_open(&c, (struct span){ bytes, 64 }, &e), -1);
	assert_fault(&e, ERR_DATA, "catalogue: has a table that is not inside");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_said_in_the_language_of_the_report),
		cmocka_unit_test(
			a_word_in_a_context_is_not_the_word_without_one),
		cmocka_unit_test(a_number_has_the_decimal_mark_of_the_language),
		cmocka_unit_test(thousands_stand_apart_from_five_digits_on),
		cmocka_unit_test(a_text_of_no_bytes_stays_one),
		cmocka_unit_test(a_language_that_there_is_not_is_refused),
		cmocka_unit_test(plurals_are_those_that_the_catalogue_states),
		cmocka_unit_test(numbers_take_the_form_of_their_language),
		cmocka_unit_test(russian_has_three_forms),
		cmocka_unit_test(a_plural_that_is_not_there_stays_english),
		cmocka_unit_test(names_of_areas_are_found_by_their_codes),
		cmocka_unit_test(regions_are_found_by_their_names),
		cmocka_unit_test(
			what_is_lacking_is_marked_and_listed_once_in_order),
		cmocka_unit_test(what_was_said_stays_while_more_is_lacking),
		cmocka_unit_test(english_lacks_nothing),
		test_in_folder(queries_ask_for_names_too),
		cmocka_unit_test(a_sentence_takes_its_words_by_name),
		cmocka_unit_test(every_language_has_every_text),
		cmocka_unit_test(no_translation_loses_a_name_or_a_quote),
		cmocka_unit_test(every_sheet_has_a_name_that_excel_takes),
		cmocka_unit_test(bytes_that_are_no_catalogue_are_refused),
		cmocka_unit_test(a_catalogue_that_is_cut_off_is_refused),
		cmocka_unit_test(a_byte_that_is_wrong_leads_nowhere_outside),
		cmocka_unit_test(texts_out_of_order_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
