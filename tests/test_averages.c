/* SPDX-License-Identifier: MIT */
/* The file of averages that a spec may name, on its way into the database. */
#include "tests/rows.h"

#include "pipeline/store/load.h"

#define HEADER                                                                 \
	"edition,file,scheme,region,indicator,period,value,areas,sheet,cell\n"
#define LINE "1,b.xlsx,s,n,overall,,4.50,3,Means,B7\n"

static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'one', 'One');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES ('d', '1', 1, 'one', 'higher', 'none', '2024'), "
	"('d', '2', 2, 'one', 'higher', 'none', '2025');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"ordinal, level, label, weight, combine, direction) VALUES "
	"(1, 'd', '1', 'overall', 0, 0, 'Overall', 1, 'none', 'higher'), "
	"(2, 'd', '2', 'water', 0, 0, 'Water', 1, 'none', 'higher');"
	"INSERT INTO scheme VALUES ('s', 'S', 'us', '2026');"
	"INSERT INTO region VALUES ('s', 'n', 'North', NULL)";

static struct db *open_base(void)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	assert_int_equal(db_open(&d, ":memory:", DB_CREATE, &e), 0);
	if (db_script(d, "base", base, &e) < 0)
		fail_msg("%s", e.text);
	return d;
}

static int load(
	struct db *d, const char *folder, const char *text, struct err *e)
{
	char yaml[PATH_TEXT], csv[PATH_TEXT], dataset[] = "d",
					      file[] = "means.csv";
	const struct spec s = {
		.dataset = dataset, .path = yaml, .averages = text ? file : NULL
	};

	path_in(yaml, folder, "d.yaml");
	path_in(csv, folder, "means.csv");
	if (text)
		write_text(csv, text);
	return load_averages(d, &s, e);
}

static void assert_loaded(struct db *d, const char *folder, const char *text,
	const char *expected)
{
	struct err e = ERR_INIT;

	if (load(d, folder, text, &e) < 0)
		fail_msg("%s", e.text);
	check_rows(d,
		"SELECT line, edition, file, scheme, region, indicator, "
		"period, value, raw, areas, sheet, cell FROM average "
		"ORDER BY line",
		"\n", expected);
}

static void assert_refused(
	const char *folder, const char *text, const char *says)
{
	struct err e = ERR_INIT;
	struct db *d = open_base();
	char expected[PATH_TEXT + 400], csv[PATH_TEXT];

	path_in(csv, folder, "means.csv");
	snprintf(expected, sizeof(expected), "%s: %s", csv, says);
	assert_int_equal(load(d, folder, text, &e), -1);
	assert_fault(&e, ERR_DATA, expected);
	db_close(d);
}

static void a_line_is_kept_as_it_was_published(void **state)
{
	struct db *d = open_base();

	assert_loaded(d, *state, HEADER LINE,
		"2|1|b.xlsx|s|n|overall|-|4.5|4.50|3|Means|B7");
	db_close(d);
}

static void an_average_may_be_of_all_areas_and_of_another_period(void **state)
{
	struct db *d = open_base();

	assert_loaded(d, *state,
		HEADER "\n2,b.xlsx,,,water,2020,-1e-3,,\"A, B\",AA10\n",
		"3|2|b.xlsx|-|-|water|2020|-0.001|-1e-3|-|A, B|AA10");
	db_close(d);
}

static void columns_may_stand_in_any_order_with_others(void **state)
{
	struct db *d = open_base();

	assert_loaded(d, *state,
		"cell,sheet,note,areas,value,period,indicator,region,scheme,"
		"file,edition\nB7,Means,odd,3,4.50,,overall,n,s,b.xlsx,1\n",
		"2|1|b.xlsx|s|n|overall|-|4.5|4.50|3|Means|B7");
	db_close(d);
}

static void another_file_takes_the_place_of_the_one_before(void **state)
{
	struct db *d = open_base();

	assert_loaded(d, *state, HEADER LINE,
		"2|1|b.xlsx|s|n|overall|-|4.5|4.50|3|Means|B7");
	assert_loaded(d, *state, HEADER "1,b.xlsx,s,n,overall,,5,,Means,B7\n",
		"2|1|b.xlsx|s|n|overall|-|5.0|5|-|Means|B7");
	assert_loaded(d, *state, NULL, "");
	db_close(d);
}

static void what_is_malformed_is_told_with_its_line(void **state)
{
	static const char *const faults[][2] = {
		{ "", "no header line" },
		{ "edition,file\n",
			"line 1: no column 'scheme': expected edition,file,"
			"scheme,region,indicator,period,value,areas,sheet,"
			"cell" },
		{ HEADER LINE LINE,
			"line 3: a second line of the cell 'B7' of 'Means'" },
		{ HEADER ",b.xlsx,s,n,overall,,4.50,3,Means,B7\n",
			"line 2: 'edition' is empty" },
		{ HEADER "1,b.xlsx,s,n,overall,,4.50,3\n",
			"line 2: 'sheet' is empty" },
		{ HEADER "1,b.xlsx,s,n,overall,,4.50,3,\xff,B7\n",
			"line 2: 'sheet' is not one line of plain UTF-8" },
		{ HEADER "1,b.xlsx,s,n,overall,\"20\n19\",4.50,3,Means,B7\n",
			"line 2: 'period' is not one line of plain UTF-8" },
		{ HEADER "1,b.xlsx,s,n,overall,,4,50,3,Means,B7\n",
			"line 2: 11 fields, the header line has 10" },
		{ "value," HEADER "4.50,1,b.xlsx,s,n,overall,,4.60,3,Means,B7"
		  "\n",
			"line 1: column 'value' is there twice" },
		{ HEADER "1,b.xlsx,s,n,overall,,\"4,5\",3,Means,B7\n",
			"line 2: value '4,5': expected a number as kosh-cells "
			"prints it" },
		{ HEADER "1,b.xlsx,s,n,overall,,1e999,3,Means,B7\n",
			"line 2: value '1e999': expected a number as "
			"kosh-cells prints it" },
		{ HEADER "1,b.xlsx,s,n,overall,,4.50,03,Means,B7\n",
			"line 2: areas '03': expected how many areas it is "
			"of" },
		{ HEADER "1,b.xlsx,s,n,overall,,4.50,12345,Means,B7\n",
			"line 2: areas '12345': expected how many areas it is "
			"of" },
		{ HEADER "1,b.xlsx,s,n,overall,,4.50,3,Means,B0\n",
			"line 2: cell 'B0': expected one such as C198" },
		{ HEADER "1,b.xlsx,s,n,overall,,4.50,3,Means,ABCD7\n",
			"line 2: cell 'ABCD7': expected one such as C198" },
		{ HEADER "1,b.xlsx,s,n,overall,,4.50,3,Means,B\n",
			"line 2: cell 'B': expected one such as C198" },
		{ HEADER "1,b.xlsx,s,,overall,,4.50,3,Means,B7\n",
			"line 2: scheme and region: expected both, or neither "
			"for an average of all areas" },
	};

	for (size_t i = 0; i < COUNT(faults); i++)
		assert_refused(*state, faults[i][0], faults[i][1]);
}

static void what_the_database_lacks_is_told(void **state)
{
	assert_refused(*state, HEADER "3,b.xlsx,s,n,overall,,4.50,3,Means,B7\n",
		"line 2: d has no edition '3'");
	assert_refused(*state, HEADER "2,b.xlsx,s,n,overall,,4.50,3,Means,B7\n",
		"line 2: d/2 has no indicator 'overall'");
	assert_refused(*state, HEADER "1,b.xlsx,s,m,overall,,4.50,3,Means,B7\n",
		"line 2: scheme 's' has no region 'm' in the database: "
		"kosh-areas --regions s lists them");
}

static void a_file_that_is_not_there_is_a_fault(void **state)
{
	char yaml[PATH_TEXT], dataset[] = "d", file[] = "none.csv";
	const struct spec s = {
		.dataset = dataset, .path = yaml, .averages = file
	};
	struct db *d = open_base();
	struct err e = ERR_INIT;

	path_in(yaml, *state, "d.yaml");
	assert_int_equal(load_averages(d, &s, &e), -1);
	assert_contains(e.text, "none.csv");
	db_close(d);
}

static void a_field_and_a_file_have_a_length(void **state)
{
	struct text long_one = TEXT_INIT, many = TEXT_INIT;

	text_printf(
		&long_one, HEADER "1,b.xlsx,s,n,overall,,4.5,3,%0301d,B7\n", 1);
	assert_refused(
		*state, long_one.at, "line 2: 'sheet' has more than 300 bytes");
	text_puts(&many, HEADER);
	for (int i = 1; i <= 10000; i++)
		text_printf(
			&many, "1,b.xlsx,s,n,overall,,4.5,3,Means,B%d\n", i);
	assert_refused(*state, many.at, "line 10001: more than 10000 lines");
	text_free(&long_one);
	text_free(&many);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(a_line_is_kept_as_it_was_published),
		test_in_folder(
			an_average_may_be_of_all_areas_and_of_another_period),
		test_in_folder(columns_may_stand_in_any_order_with_others),
		test_in_folder(another_file_takes_the_place_of_the_one_before),
		test_in_folder(what_is_malformed_is_told_with_its_line),
		test_in_folder(what_the_database_lacks_is_told),
		test_in_folder(a_file_that_is_not_there_is_a_fault),
		test_in_folder(a_field_and_a_file_have_a_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
