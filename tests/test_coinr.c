/* SPDX-License-Identifier: MIT */
/* What COINr documents of its examples is what the queries about the structure
 * of an edition answer. */
#include "tests/coinr.h"
#include "tests/structure.h"

/* As a number of three significant digits. */
static void check_three(double found, double printed, const char *what)
{
	double step =
		printed == 0 ? 0.001 : pow(10, floor(log10(fabs(printed))) - 2);

	if (fabs(found - printed) > step / 2 + 1e-12)
		fail_msg("%s is %.6g, printed %.3g", what, found, printed);
}

static void area_of(char code[4], size_t i)
{
	snprintf(code, 4, "%03zu", i);
}

static void put_mtcars(struct db *d)
{
	char code[4];

	for (int k = 0; k < 11; k++) {
		put_node(d, k + 1, coinr_stats[k].name, NULL, "none");
		for (size_t i = 0; i < COUNT(mtcars); i++) {
			area_of(code, i);
			put_figure(d, k + 1, "raw", code, mtcars[i][k]);
		}
	}
}

static double number(struct stmt *s, const char *column)
{
	return stmt_get_number(s, column_of(s, column));
}

static void the_statistics_of_mtcars_are_those_of_coinr(void **state)
{
	struct err e = ERR_INIT;
	struct stmt *s;

	put_mtcars(*state);
	s = ask_structure(*state, "distribution");
	for (size_t i = 0; i < COUNT(coinr_stats); i++) {
		const struct coinr_stats *c = &coinr_stats[i];

		assert_int_equal(stmt_step(s, &e), 1);
		check_three(number(s, "min"), c->min, "min");
		check_three(number(s, "max"), c->max, "max");
		check_three(number(s, "mean"), c->mean, "mean");
		check_three(number(s, "median"), c->median, "median");
		check_three(number(s, "sd"), c->sd, "sd");
		check_three(number(s, "skew"), c->skew, "skew");
		check_three(number(s, "kurtosis"), c->kurtosis, "kurtosis");
		check_three(1 - number(s, "zeros"), c->nonzero, "nonzero");
		assert_true(number(s, "areas") == 32);
		assert_true(number(s, "missing") == 0);
		assert_true(number(s, "different") == c->different);
		assert_true(number(s, "most") == c->most);
		assert_true(span_is(
			stmt_get_text(s, column_of(s, "outliers")), "no"));
	}
	assert_int_equal(stmt_step(s, &e), 0);
	stmt_close(s);
}

static void the_flags_of_mtcars_are_those_of_coinr(void **state)
{
	put_mtcars(*state);
	check_structure(*state, "coverage-indicators",
		"indicator share nonzero flag",
		"mpg|1|1|-\ncyl|1|1|-\ndisp|1|1|-\nhp|1|1|-\ndrat|1|1|-\n"
		"wt|1|1|-\nqsec|1|1|-\nvs|1|0.4375|zeros\n"
		"am|1|0.40625|zeros\ngear|1|1|-\ncarb|1|1|-\n");
}

static int is_among(int day, const int *days, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (days[i] == day)
			return 1;
	return 0;
}

static void put_airquality(struct db *d)
{
	static const char *const measured[] = { "Ozone", "Solar.R", "Wind",
		"Temp", "Month", "Day" };
	char code[4];

	for (int k = 0; k < (int)COUNT(measured); k++)
		put_node(d, k + 1, measured[k], NULL, "none");
	for (int day = 1; day <= 153; day++)
		for (int k = 0; k < (int)COUNT(measured); k++) {
			if ((k == 0 &&
				    is_among(day, airquality_ozone,
					    COUNT(airquality_ozone))) ||
				(k == 1 &&
					is_among(day, airquality_solar,
						COUNT(airquality_solar))))
				continue;
			area_of(code, (size_t)day);
			put_figure(d, k + 1, "raw", code, 1);
		}
}

static void the_availability_of_airquality_is_that_of_coinr(void **state)
{
	struct err e = ERR_INIT;
	struct stmt *s;
	int rows = 0;

	put_airquality(*state);
	s = ask_structure(*state, "coverage-areas");
	for (; stmt_step(s, &e) == 1; rows++) {
		struct span area = stmt_get_text(s, column_of(s, "area"));
		int missing =
			coinr_missing[strtol(area.at, NULL, 10) - 1] - '0';

		assert_true(number(s, "missing") == missing);
		assert_close(number(s, "share"), 1 - missing / 6.0);
		assert_true(number(s, "nonzero") == 1);
	}
	stmt_close(s);
	assert_int_equal(rows, 153);
}

/* The tree down to the pillars; under two of them the indicators that the page
 * reference/get_eff_weights names, with those beside them. */
static const struct {
	const char *node, *parent;
} asem[] = {
	{ "Index", NULL },
	{ "Conn", "Index" },
	{ "Sust", "Index" },
	{ "Physical", "Conn" },
	{ "ConEcFin", "Conn" },
	{ "Political", "Conn" },
	{ "Instit", "Conn" },
	{ "P2P", "Conn" },
	{ "Environ", "Sust" },
	{ "Social", "Sust" },
	{ "SusEcFin", "Sust" },
	{ "Goods", "ConEcFin" },
	{ "Services", "ConEcFin" },
	{ "FDI", "ConEcFin" },
	{ "PRemit", "ConEcFin" },
	{ "ForPort", "ConEcFin" },
	{ "Renew", "Environ" },
	{ "PrimEner", "Environ" },
	{ "CO2", "Environ" },
	{ "MatCon", "Environ" },
	{ "Forest", "Environ" },
};

static void put_asem(struct db *d)
{
	for (int k = 0; k < (int)COUNT(asem); k++)
		put_node(d, k + 1, asem[k].node, asem[k].parent, "mean");
	for (size_t i = 0; i < COUNT(coinr_asem); i++)
		for (int k = 0; k < 11; k++)
			put_figure(d, k + 1, "score", coinr_asem[i].area,
				coinr_asem[i].score[k]);
}

/* A printed score is off by 0.005 at most, and so is the mean of some. */
static void the_means_of_the_pillars_are_the_scores_of_coinr(void **state)
{
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	put_asem(*state);
	stmt_close(ask_structure(*state, "reliability"));
	assert_int_equal(
		stmt_open(&s, *state,
			"SELECT count(*), max(abs(score - mean)) FROM ("
			"SELECT p.indicator, v.area, v.value AS score, ("
			"SELECT avg(w.value) FROM structure_column AS c "
			"JOIN structure_value AS w USING (indicator_id) "
			"WHERE c.parent = p.indicator AND w.area = v.area) "
			"AS mean FROM structure_column AS p "
			"JOIN structure_value AS v USING (indicator_id)) "
			"WHERE mean IS NOT NULL",
			&e),
		0);
	assert_int_equal(stmt_step(s, &e), 1);
	assert_int_equal(stmt_get_integer(s, 0), 3 * COUNT(coinr_asem));
	assert_true(stmt_get_number(s, 1) <= 0.0100001);
	stmt_close(s);
}

static void the_final_weights_are_those_of_coinr(void **state)
{
	put_asem(*state);
	check_structure(*state, "effective-weights", "indicator final areas",
		"Conn|0.5|7\nSust|0.5|7\nPhysical|0.1|7\nConEcFin|0.1|7\n"
		"Political|0.1|7\nInstit|0.1|7\nP2P|0.1|7\n"
		"Environ|0.166667|7\nSocial|0.166667|7\nSusEcFin|0.166667|7\n"
		"Goods|0.02|0\nServices|0.02|0\nFDI|0.02|0\nPRemit|0.02|0\n"
		"ForPort|0.02|0\nRenew|0.0333333|0\nPrimEner|0.0333333|0\n"
		"CO2|0.0333333|0\nMatCon|0.0333333|0\nForest|0.0333333|0\n");
}

#define with_structure(test)                                                   \
	cmocka_unit_test_setup_teardown(test, open_structure, close_structure)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		with_structure(the_statistics_of_mtcars_are_those_of_coinr),
		with_structure(the_flags_of_mtcars_are_those_of_coinr),
		with_structure(the_availability_of_airquality_is_that_of_coinr),
		with_structure(
			the_means_of_the_pillars_are_the_scores_of_coinr),
		with_structure(the_final_weights_are_those_of_coinr),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
