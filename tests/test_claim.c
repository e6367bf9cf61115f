/* SPDX-License-Identifier: MIT */
/*
 * Claims: how they are read, what releases say, and the verdict. Numbers in
 * names are those of the requirements at the heads of the files in sql/audit.
 */
#include "tests/check.h"

#include "pipeline/audit/claim_inside.h"

/* ---- reading ----------------------------------------------------------------
 */

static int read_text(
	struct claims **out, const char *folder, const char *csv, struct err *e)
{
	char path[PATH_TEXT];

	path_in(path, folder, "c.csv");
	write_text(path, csv);
	assert_int_equal(claims_open(out, e), 0);
	return claims_read((char[HASH_HEX]){ "" }, *out, path, e);
}

#define HEADER "dataset,edition,area,measure,from,op,as_of,value\n"

static void a_claim_is_read_by_the_names_of_its_columns(void **state)
{
	struct err e = ERR_INIT;
	struct claims *c = NULL;

	assert_int_equal(
		read_text(&c, *state,
			"\xef\xbb\xbfvalue,colour,area,edition,dataset\r\n"
			"56.70,red, Kazakhstan ,2025,gairi\r\n\r\n",
			&e),
		0);
	assert_int_equal(c->n, 1);
	assert_int_equal(c->at[0].record, 2);
	assert_string_equal(c->at[0].given[CLAIM_DATASET], "gairi");
	assert_string_equal(c->at[0].given[CLAIM_INDICATOR], "overall");
	assert_string_equal(c->at[0].given[CLAIM_MEASURE], "score");
	assert_string_equal(c->at[0].given[CLAIM_OP], "=");
	assert_string_equal(c->at[0].given[CLAIM_SOURCE], "");
	assert_string_equal(c->at[0].moment, "");
	assert_close(c->at[0].value, 56.7);
	assert_int_equal(c->at[0].decimals, 2);
	claims_close(c);
}

static void claims_of_several_files_are_kept_in_their_order(void **state)
{
	struct err e = ERR_INIT;
	struct claims *c = NULL;
	char path[PATH_TEXT], sha256[HASH_HEX], expected[HASH_HEX];

	assert_int_equal(read_text(&c, *state,
				 HEADER "d,1,AAA,rank,,,2026-01-05,7\n", &e),
		0);
	path_in(path, *state, "more.csv");
	write_text(path, "dataset,edition,area,value\nd,2,AAA,1\nd,3,AAA,1\n");
	assert_int_equal(claims_read(sha256, c, path, &e), 0);
	assert_int_equal(hash_file(expected, path, &e), 0);
	assert_string_equal(sha256, expected);
	assert_int_equal(c->n, 3);
	assert_string_equal(c->at[0].moment, "2026-01-05T23:59:59Z");
	assert_string_equal(c->at[2].given[CLAIM_EDITION], "3");
	assert_string_equal(c->at[2].file, path);
	claims_close(c);
}

static void a_delta_is_up_or_down(void **state)
{
	static const struct {
		const char *text;
		double value;
	} deltas[] = { { "up 16", 16 }, { "down 3", -3 }, { "+16", 16 },
		{ "-3", -3 }, { "16", 16 }, { "0", 0 } };
	struct err e = ERR_INIT;
	char csv[400];

	for (size_t i = 0; i < COUNT(deltas); i++) {
		struct claims *c = NULL;

		snprintf(csv, sizeof(csv), HEADER "d,2,AAA,delta,1,,,%s\n",
			deltas[i].text);
		assert_int_equal(read_text(&c, *state, csv, &e), 0);
		assert_int_equal(c->at[0].kind, CLAIM_DELTA);
		assert_close(c->at[0].value, deltas[i].value);
		claims_close(c);
	}
}

static void what_is_no_claim_is_refused_with_its_record(void **state)
{
	static const struct {
		const char *csv, *says;
	} refused[] = {
		{ "",
			"it is empty: expected a header with dataset, edition, "
			"area and value" },
		{ "dataset,area,value\n",
			"the header has no column 'edition': "
			"expected dataset, edition, area and value" },
		{ "dataset,edition,area,value,area\n",
			"the header has column 'area' twice" },
		{ HEADER "d,1,AAA,rank,,,,60th\n",
			"record 2: value '60th': expected a plain decimal such "
			"as 73.59" },
		{ HEADER "d,1,AAA,rank,,,,6\nd,1,AAA,rank,,,,1e3\n",
			"record 3: value '1e3': expected a plain decimal such "
			"as 73.59" },
		{ HEADER "d,1,AAA,rank,,,,up 6\n",
			"record 2: value 'up 6': expected a plain decimal such "
			"as 73.59" },
		{ HEADER "d,1,AAA,delta,0,,,up -6\n",
			"record 2: value 'up -6': expected a plain decimal "
			"such as 73.59, or 'up 16'" },
		{ HEADER "d,1,AAA,score,,,,\n", "record 2: it has no value" },
		{ HEADER "d,1, ,score,,,,1\n", "record 2: it has no area" },
		{ HEADER "d,1,AAA,place,,,,1\n",
			"record 2: measure 'place': expected score, rank, "
			"raw, delta, rank-before, leader, first-among or "
			"count" },
		{ HEADER "d,1,AAA,delta,,,,1\n",
			"record 2: a delta: expected the edition before in "
			"'from'" },
		{ HEADER "d,1,AAA,rank,0,,,1\n",
			"record 2: from '0': measure is no delta" },
		{ HEADER "d,1,AAA,delta,1,,,1\n",
			"record 2: from '1': that is the edition itself" },
		{ HEADER "d,1,AAA,rank,,!=,,1\n",
			"record 2: op '!=': expected =, <, <=, > or >=" },
		{ HEADER "d,1,AAA,rank,,,January,1\n",
			"record 2: as_of 'January': expected a day such as "
			"2026-01-05, or a moment such as "
			"2026-01-05T12:00:00Z" },
		{ HEADER "d,1,AAA,rank,,,1\n",
			"record 2: 7 fields, where the header has 8" },
		{ HEADER "d,1,AAA,rank,,,,\"1\n", "quote" },
	};

	for (size_t i = 0; i < COUNT(refused); i++) {
		struct err e = ERR_INIT;
		struct claims *c = NULL;

		assert_int_equal(read_text(&c, *state, refused[i].csv, &e), -1);
		assert_int_equal(e.kind, ERR_DATA);
		assert_contains(e.text, "/c.csv: ");
		assert_contains(e.text, refused[i].says);
		claims_close(c);
	}
}

/* Behind it there would be another number, or another area. */
static void a_nul_is_refused(void **state)
{
	static const char csv[] =
		"dataset,edition,area,value\nd,1,AAA,58\0th\n";
	struct err e = ERR_INIT;
	struct claims *c = NULL;
	char path[PATH_TEXT], sha256[HASH_HEX];

	path_in(path, *state, "c.csv");
	write_bytes(path, csv, sizeof(csv) - 1);
	assert_int_equal(claims_open(&c, &e), 0);
	assert_int_equal(claims_read(sha256, c, path, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_non_null(strstr(e.text, ": record 2: a NUL in value"));
	claims_close(c);
}

/* ---- the verdict ------------------------------------------------------------
 */

/* What releases say: r a release, counts, value; none is no value. */
#define SAYS(r, is_counted, number)                                            \
	{                                                                      \
		.release = (r), .state = "superseded", .published = "2026-01", \
		.raw = #number, .sheet = "S", .cell = "A1", .regime = "one",   \
		.counts = is_counted, .has_indicator = 1, .has_cell = 1,       \
		.has_value = 1, .value = number, .rank_sign = 1                \
	}
#define NONE(r, is_counted)                                                    \
	{                                                                      \
		.release = (r), .state = "superseded", .published = "",        \
		.raw = "n/a", .sheet = "S", .cell = "A1", .regime = "one",     \
		.counts = is_counted, .has_indicator = 1, .has_cell = 1,       \
		.rank_sign = 1                                                 \
	}

static struct claim claim_of(const char *text, enum claim_op op, int is_delta)
{
	struct claim c = { .op = op,
		.kind = is_delta ? CLAIM_DELTA : CLAIM_FIGURE,
		.measure = "rank" };
	const char *point = strchr(text, '.');

	for (int i = 0; i < CLAIM_COLUMNS; i++)
		c.given[i] = "";
	c.given[CLAIM_DATASET] = "d";
	c.given[CLAIM_EDITION] = "2";
	c.given[CLAIM_FROM] = is_delta ? "1" : "";
	c.value = strtod(text, NULL);
	c.decimals = point ? (int)strlen(point + 1) : 0;
	return c;
}

static void assert_judged(const struct claim *c, struct claim_figure *to,
	size_t n_to, struct claim_figure *from, size_t n_from,
	enum claim_verdict verdict, const char *says)
{
	const struct claim_figures t = { .at = to, .n = n_to },
				   f = { .at = from, .n = n_from };
	struct claim_answer a = claim_judge(c, &t, &f);
	struct text text = TEXT_INIT;

	assert_int_equal(a.verdict, verdict);
	claim_say(&text, c, &a, &t, &f);
	assert_string_equal(text.at ? text.at : "", says);
	text_free(&text);
}

/* One release that counts. */
static void assert_holds(
	const char *value, enum claim_op op, double found, int holds)
{
	struct claim_figure f[] = { SAYS("new", 1, 0) };
	const struct claim_figures to = { .at = f, .n = 1 }, none = { 0 };
	struct claim c = claim_of(value, op, 0);

	f[0].value = found;
	assert_int_equal(claim_judge(&c, &to, &none).verdict,
		holds ? CLAIM_TRUE : CLAIM_FALSE);
}

static void a_value_is_compared_at_the_decimals_of_the_claim(void **state)
{
	(void)state;
	assert_holds("73.59", CLAIM_IS, 73.59, 1);
	assert_holds("73.6", CLAIM_IS, 73.59, 1);
	assert_holds("74", CLAIM_IS, 73.59, 1);
	assert_holds("73.5", CLAIM_IS, 73.59, 0);
	assert_holds("73.590", CLAIM_IS, 73.59, 1);
	assert_holds("73.595", CLAIM_IS, 73.59, 0);
	assert_holds("0.30", CLAIM_IS, 0.1 + 0.2, 1);
	assert_holds("60", CLAIM_IS, 58, 0);
	assert_holds("-1.2", CLAIM_IS, -1.23, 1);
}

static void a_half_may_be_rounded_either_way(void **state)
{
	(void)state;
	assert_holds("73.6", CLAIM_IS, 73.65, 1);
	assert_holds("73.7", CLAIM_IS, 73.65, 1);
	assert_holds("73.6", CLAIM_IS, 73.6501, 0);
	assert_holds("1.01", CLAIM_IS, 1.005, 1);
	assert_holds("1.00", CLAIM_IS, 1.005, 1);
}

static void a_bound_is_compared_as_it_is(void **state)
{
	(void)state;
	assert_holds("60", CLAIM_AT_MOST, 60, 1);
	assert_holds("60", CLAIM_AT_MOST, 60.01, 0);
	assert_holds("60", CLAIM_BELOW, 59.99, 1);
	assert_holds("60", CLAIM_BELOW, 60, 0);
	assert_holds("56", CLAIM_ABOVE, 56.01, 1);
	assert_holds("56", CLAIM_ABOVE, 56, 0);
	assert_holds("56", CLAIM_AT_LEAST, 56, 1);
	assert_holds("56", CLAIM_AT_LEAST, 55.99, 0);
}

static void what_another_release_says_is_true_of_that(void **state)
{
	struct claim_figure to[] = { SAYS("new", 1, 58), SAYS("old", 0, 60) };
	struct claim c = claim_of("60", CLAIM_IS, 0);

	(void)state;
	assert_judged(&c, to, 2, NULL, 0, CLAIM_TRUE_OF,
		"release old (superseded, published 2026-01) says 60; the "
		"current release says 58");
	c.value = 58;
	assert_judged(
		&c, to, 2, NULL, 0, CLAIM_TRUE, "the current release says 58");
}

static void what_no_release_says_is_false(void **state)
{
	struct claim_figure to[] = { SAYS("new", 1, 58), SAYS("old", 0, 60),
		SAYS("old", 0, 60.4), NONE("none", 0), SAYS("bad", 0, 61) };
	struct claim c = claim_of("72", CLAIM_IS, 0);

	(void)state;
	assert_judged(&c, to, COUNT(to), NULL, 0, CLAIM_FALSE,
		"the current release says 58; release old (superseded, "
		"published 2026-01) says 60; release bad (superseded, "
		"published 2026-01) says 61");
}

static void a_further_cell_of_the_figure_counts_too(void **state)
{
	struct claim_figure to[] = { SAYS("new", 1, 58.7),
		SAYS("new", 1, 58.7123), SAYS("old", 0, 58.7123) };
	struct claim c = claim_of("58.712", CLAIM_IS, 0);

	(void)state;
	assert_judged(&c, to, COUNT(to), NULL, 0, CLAIM_TRUE,
		"the current release says 58.7123");
}

static void where_nothing_counts_nothing_is_false(void **state)
{
	struct claim_figure none[] = { NONE("new", 1), SAYS("old", 0, 60) };
	struct claim_figure past[] = { SAYS("bad", 0, 61) };
	struct claim c = claim_of("72", CLAIM_IS, 0);

	(void)state;
	assert_judged(&c, none, 2, NULL, 0, CLAIM_UNKNOWN,
		"release old (superseded, published 2026-01) says 60");
	assert_judged(&c, past, 1, NULL, 0, CLAIM_UNKNOWN,
		"release bad (superseded, published 2026-01) says 61");
	assert_judged(&c, NULL, 0, NULL, 0, CLAIM_UNKNOWN, "");
	c.value = 60;
	assert_judged(&c, none, 2, NULL, 0, CLAIM_TRUE_OF,
		"release old (superseded, published 2026-01) says 60");
	c.value = 61;
	assert_judged(&c, past, 1, NULL, 0, CLAIM_TRUE_OF,
		"release bad (superseded, published 2026-01) says 61; no "
		"release of d/2 is current");
}

static void a_missing_value_is_not_zero(void **state)
{
	struct claim_figure to[] = { NONE("new", 1) };
	struct claim c = claim_of("0", CLAIM_IS, 0);

	(void)state;
	assert_judged(&c, to, 1, NULL, 0, CLAIM_UNKNOWN, "");
}

static void a_delta_is_of_the_releases_that_count_first(void **state)
{
	struct claim_figure to[] = { SAYS("new", 1, 58), SAYS("old", 0, 60) };
	struct claim_figure from[] = { SAYS("then", 1, 76),
		SAYS("past", 0, 72) };
	struct claim c = claim_of("18", CLAIM_IS, 1);

	(void)state;
	assert_judged(&c, to, 2, from, 2, CLAIM_TRUE,
		"the current release says 76 to 58, up 18");
	c.value = 16;
	assert_judged(&c, to, 2, from, 2, CLAIM_TRUE_OF,
		"release old (superseded, published 2026-01) says 76 to 60, up "
		"16; the current release says 76 to 58, up 18");
	c.value = 12;
	assert_judged(&c, to, 2, from, 2, CLAIM_TRUE_OF,
		"release old (superseded, published 2026-01) and of 1 release "
		"past (superseded, published 2026-01) say 72 to 60, up 12; the "
		"current release says 76 to 58, up 18");
	from[1].value = 74; /* so would 16 be by that one, of the new release */
	c.value = 16;
	assert_judged(&c, to, 2, from, 2, CLAIM_TRUE_OF,
		"release old (superseded, published 2026-01) says 76 to 60, up "
		"16; the current release says 76 to 58, up 18");
	c.value = -1;
	assert_judged(&c, to, 2, from, 2, CLAIM_FALSE,
		"the current release says 76 to 58, up 18; release old "
		"(superseded, published 2026-01) says 76 to 60, up 16");
}

static void where_the_worst_is_first_away_from_it_is_up(void **state)
{
	struct claim_figure to[] = { SAYS("new", 1, 60) };
	struct claim_figure from[] = { SAYS("then", 1, 58) };
	struct claim c = claim_of("2", CLAIM_IS, 1);

	(void)state;
	to[0].rank_sign = from[0].rank_sign = -1;
	assert_judged(&c, to, 1, from, 1, CLAIM_TRUE,
		"the current release says 58 to 60, up 2");
	from[0].rank_sign = 1;
	assert_judged(&c, to, 1, from, 1, CLAIM_UNKNOWN, "");
}

static void who_stays_is_unchanged_and_who_falls_goes_down(void **state)
{
	struct claim_figure to[] = { SAYS("new", 1, 60) };
	struct claim_figure from[] = { SAYS("then", 1, 60) };
	struct claim c = claim_of("0", CLAIM_IS, 1);

	(void)state;
	assert_judged(&c, to, 1, from, 1, CLAIM_TRUE,
		"the current release says 60 to 60, unchanged");
	to[0].value = 61;
	c.value = -1;
	assert_judged(&c, to, 1, from, 1, CLAIM_TRUE,
		"the current release says 60 to 60, down 1");
}

static void who_is_in_one_edition_only_has_no_delta(void **state)
{
	struct claim_figure to[] = { SAYS("new", 1, 60) };
	struct claim_figure from[] = { NONE("then", 1) };
	struct claim c = claim_of("60", CLAIM_IS, 1);

	(void)state;
	assert_judged(&c, to, 1, from, 1, CLAIM_UNKNOWN, "");
	assert_judged(&c, to, 1, NULL, 0, CLAIM_UNKNOWN, "");
}

/* ---- what releases say ------------------------------------------------------
 */

/* Edition 2 has a release that is current, one before it, and one that is
 * quarantined; 1 is ranked from the same end by another method. */
static const char content[] =
	"INSERT INTO dataset (dataset, title, publisher, direction) VALUES "
	"('d', 'D', 'P', 'higher'), ('x', 'X', 'P', 'higher');"
	"INSERT INTO regime VALUES ('d', 'old', 'Old'), ('d', 'new', 'New');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period) VALUES ('d', '1', 1, 'old', 'higher', 'none', '2024'), "
	"('d', '2', 2, 'new', 'higher', 'none', '2025'), "
	"('d', '3', 3, 'new', 'higher', 'none', '2026');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"ordinal, level, label, weight, combine, direction) VALUES "
	"(1, 'd', '1', 'overall', 0, 0, 'All', 1, 'none', 'higher'), "
	"(2, 'd', '2', 'overall', 0, 0, 'All', 1, 'none', 'higher'), "
	"(3, 'd', '2', 'p', 1, 0, 'P', 1, 'none', 'higher');"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"published, fetched, loaded) VALUES "
	"(1, 'd', '1', printf('%064d', 1), 'current', '2024', NULL, '2027'), "
	"(2, 'd', '2', printf('%064d', 2), 'superseded', '2025-12', "
	"'2025-12-24T00:00:00Z', '2027'), "
	"(3, 'd', '2', printf('%064d', 3), 'current', '2026-01', NULL, "
	"'2027'), (4, 'd', '2', printf('%064d', 4), 'quarantined', '2026-02', "
	"NULL, '2027');"
	"INSERT INTO area (area, name, kind) VALUES ('KAZ', 'Kazakhstan', "
	"'iso'), ('TCD', 'Chad', 'iso');"
	"INSERT INTO label VALUES (1, 'x');"
	"INSERT INTO sheet VALUES (1, 'Ranks'), (2, 'More');"
	"INSERT INTO observation VALUES "
	"(1, 1, 'rank', '2024', 'KAZ', 0, 76, '76', 1, 'A1', 1), "
	"(2, 2, 'rank', '2025', 'KAZ', 0, 60, '60', 1, 'A2', 1), "
	"(3, 2, 'rank', '2025', 'KAZ', 0, 58, '58', 1, 'A3', 1), "
	"(3, 2, 'rank', '2025', 'KAZ', 1, 58, '58.', 2, 'B3', 1), "
	"(3, 2, 'rank', '2020', 'KAZ', 0, 90, '90', 1, 'C3', 1), "
	"(3, 2, 'rank', '2025', 'TCD', 0, NULL, 'n/a', 1, 'A4', 1), "
	"(3, 3, 'score', '2025', 'KAZ', 0, 73.59, '73.59', 1, 'A5', 1), "
	"(4, 2, 'rank', '2025', 'KAZ', 0, 9, '9', 1, 'A6', 1);";

static struct db *open_content(void)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	if (db_open(&d, ":memory:", DB_CREATE, &e) < 0 ||
		db_script(d, "content", content, &e) < 0)
		fail_msg("%s", e.text);
	return d;
}

/* Releases by their last digit with what they say, a star at what counts. */
static void assert_found(struct db *d, const char *indicator,
	const char *measure, const char *period, const char *area,
	const char *moment, const char *expected)
{
	struct claim c = claim_of("1", CLAIM_IS, 0);
	struct claim_figures f = { 0 };
	struct claim_finder *finder = NULL;
	struct err e = ERR_INIT;
	char found[400] = "";
	size_t n = 0;

	c.given[CLAIM_INDICATOR] = indicator;
	c.measure = measure;
	c.given[CLAIM_PERIOD] = period;
	snprintf(c.moment, sizeof(c.moment), "%s", moment);
	assert_int_equal(claim_finder_open(&finder, d, &e), 0);
	assert_int_equal(claim_find(&f, finder, &c, "2", area, NULL, &e), 0);
	for (size_t i = 0; i < f.n; i++)
		n += (size_t)snprintf(found + n, sizeof(found) - n,
			"%s%s%s:%s:%s", i ? " " : "", f.at[i].release + 63,
			f.at[i].counts ? "*" : "", f.at[i].raw, f.at[i].cell);
	claim_figures_free(&f);
	claim_finder_close(finder);
	assert_string_equal(found, expected);
}

static void releases_1_the_current_release_counts(void **state)
{
	struct db *d = open_content();

	(void)state;
	assert_found(d, "p", "score", "", "KAZ", "", "3*:73.59:A5 4:: 2::");
	db_close(d);
}

static void releases_1_as_of_a_moment_that_of_then_counts(void **state)
{
	struct db *d = open_content();

	(void)state;
	assert_found(d, "overall", "rank", "", "KAZ", "2026-01-05T23:59:59Z",
		"2*:60:A2 4:9:A6 3:58:A3 3:58.:B3");
	assert_found(d, "overall", "rank", "", "KAZ", "2026-02-05T23:59:59Z",
		"3*:58:A3 3*:58.:B3 4:9:A6 2:60:A2");
	assert_found(d, "overall", "rank", "", "KAZ", "2025-12-01T23:59:59Z",
		"4:9:A6 3:58:A3 3:58.:B3 2:60:A2");
	db_close(d);
}

static void releases_2_the_period_is_that_of_the_ranking(void **state)
{
	struct db *d = open_content();

	(void)state;
	assert_found(
		d, "overall", "rank", "2020", "KAZ", "", "3*:90:C3 4:: 2::");
	db_close(d);
}

static void releases_3_what_counts_comes_first(void **state)
{
	struct db *d = open_content();

	(void)state;
	assert_found(d, "overall", "rank", "", "KAZ", "",
		"3*:58:A3 3*:58.:B3 4:9:A6 2:60:A2");
	db_close(d);
}

static void figure_1_a_release_without_a_cell_has_a_row(void **state)
{
	struct db *d = open_content();

	(void)state;
	assert_found(d, "overall", "rank", "", "TCD", "", "3*:n/a:A4 4:: 2::");
	db_close(d);
}

static void figure_2_without_the_indicator_too(void **state)
{
	struct db *d = open_content();

	(void)state;
	assert_found(d, "nonsense", "rank", "", "KAZ", "", "3*:: 4:: 2::");
	db_close(d);
}

/* More editions than are remembered, each asked for again. */
static void every_edition_is_found_again(void **state)
{
	struct db *d = open_content();
	struct claim_finder *finder = NULL;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(claim_finder_open(&finder, d, &e), 0);
	for (int i = 0; i < 100; i++) {
		struct claim c = claim_of("1", CLAIM_IS, 0);
		struct claim_figures f = { 0 };

		c.given[CLAIM_INDICATOR] = "overall";
		snprintf(c.moment, sizeof(c.moment), "2026-02-%02dT12:00:00Z",
			1 + i % 20);
		assert_int_equal(claim_find(&f, finder, &c, i % 3 ? "2" : "1",
					 "KAZ", NULL, &e),
			0);
		assert_int_equal(f.n, i % 3 ? 4 : 1);
		assert_close(f.at[0].value, i % 3 ? 58 : 76);
		assert_string_equal(f.at[0].regime, i % 3 ? "new" : "old");
		claim_figures_free(&f);
	}
	claim_finder_close(finder);
	db_close(d);
}

/* ---- all of it --------------------------------------------------------------
 */

/* What comes of claims, as CSV without the columns of the claim. */
static void check(const char *folder, const char *csv, const char *as_of,
	long counts[CLAIM_VERDICTS], struct text *answer, struct err *e)
{
	struct claims_order o = { as_of, QUERY_CSV };
	struct claims *c = NULL;
	struct areas *a = NULL;
	struct db *d = open_content();
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_int_equal(areas_open(&a, ".", e), 0);
	assert_int_equal(read_text(&c, folder, csv, e), 0);
	claims_check(counts, out, c, d, a, &o, e);
	fclose(out);
	text_puts(answer, text);
	free(text);
	claims_close(c);
	areas_close(a);
	db_close(d);
}

static void assert_checked(const char *folder, const char *claim,
	enum claim_verdict verdict, const char *answer)
{
	long counts[CLAIM_VERDICTS];
	struct text found = TEXT_INIT, csv = TEXT_INIT;
	struct err e = ERR_INIT;

	text_printf(&csv,
		"dataset,edition,from,area,indicator,measure,value\n"
		"%s\n",
		claim);
	check(folder, csv.at, NULL, counts, &found, &e);
	assert_string_equal(e.text, "");
	assert_int_equal(counts[verdict], 1);
	assert_contains(found.at, answer);
	text_free(&found);
	text_free(&csv);
}

static void the_cell_and_its_release_are_told(void **state)
{
	assert_checked(*state, "d,2,,KAZ,,rank,58", CLAIM_TRUE,
		",true,58,,0000000000000000000000000000000000000000000000000000"
		"000000000003,current,2026-01,,Ranks,A3,,,,the current release "
		"says 58,,,,,workbook,2026-01-31T23:59:59Z,\n");
	assert_checked(
		*state, "d,2,,kazakhstan,p,,73.6", CLAIM_TRUE, ",true,73.59,,");
}

static void a_delta_across_methods_is_not_comparable(void **state)
{
	assert_checked(*state, "d,2,1,KAZ,,delta,up 16", CLAIM_TRUE_OF,
		",true-of,+16,no,");
	assert_checked(*state, "d,2,1,KAZ,,delta,18", CLAIM_ACROSS,
		",not-comparable,+18,no,");
	assert_checked(*state, "d,2,1,KAZ,,delta,18", CLAIM_ACROSS,
		"3,current,2026-01,,Ranks,A3,"
		"00000000000000000000000000000000"
		"00000000000000000000000000000001,Ranks,A1,");
}

static void what_is_not_known_says_why(void **state)
{
	static const struct {
		const char *claim, *why;
	} unknown[] = {
		{ "y,2,,KAZ,,,1", "no dataset y in the database: it has d, x" },
		{ "d,9,,KAZ,,,1",
			"no release of d/9 in the database: it has 1, 2" },
		{ "d,3,,KAZ,,,1",
			"no release of d/3 in the database: it has 1, 2" },
		{ "x,3,,KAZ,,,1",
			"no release of x/3 in the database: it has none yet" },
		{ "d,2,,Kazakstan,,,1",
			"'Kazakstan' is no area that the area table knows; "
			"near are 'Kazakhstan'" },
		{ "d,2,,World,,,1", "'World' is no single area with a code" },
		{ "d,2,,KAZ,q,,1",
			"no indicator 'q' in d/2: kosh-query indicators d/2 "
			"lists them" },
		{ "d,2,,KAZ,overall,score,1",
			"d/2 has no score of KAZ for 'overall'" },
		{ "d,2,,FRA,,rank,1", "d/2 has no rank of FRA for 'overall'" },
		{ "d,2,,TCD,,rank,0",
			"d/2 gives no rank of TCD: sheet 'Ranks' cell A4 says "
			"'n/a'" },
		{ "d,2,9,KAZ,,delta,0",
			"no release of d/9 in the database: it has 1, 2" },
		{ "d,2,1,TCD,,delta,0", "d/2 gives no rank of TCD" },
	};

	for (size_t i = 0; i < COUNT(unknown); i++)
		assert_checked(*state, unknown[i].claim, CLAIM_UNKNOWN,
			unknown[i].why);
}

static void a_claim_of_then_is_checked_by_what_was_known_then(void **state)
{
	long counts[CLAIM_VERDICTS];
	struct text found = TEXT_INIT;
	struct err e = ERR_INIT;

	check(*state,
		HEADER "d,2,KAZ,rank,,,,60\nd,2,KAZ,rank,,,2026-03-01,60\n"
		       "d,2,KAZ,rank,,,2025-01-01,60\n",
		"2025-12-31", counts, &found, &e);
	assert_string_equal(e.text, "");
	assert_int_equal(counts[CLAIM_TRUE], 1);
	assert_int_equal(counts[CLAIM_TRUE_OF], 2);
	assert_contains(found.at, ",2025-12-31,,true,60,");
	assert_contains(
		found.at, "the release current as of 2025-12-31 says 60,");
	assert_contains(
		found.at, "the release current as of 2026-03-01 says 58\",");
	assert_contains(
		found.at, "; no release of d/2 was known as of 2025-01-01\",");
	text_free(&found);
}

static void a_moment_that_is_none_is_refused(void **state)
{
	long counts[CLAIM_VERDICTS];
	struct text found = TEXT_INIT;
	struct err e = ERR_INIT;

	check(*state, HEADER "d,2,KAZ,rank,,,,60\n", "2025", counts, &found,
		&e);
	assert_fault(&e, ERR_USAGE,
		"--as-of '2025': expected a day such as 2026-01-05, or a "
		"moment such as 2026-01-05T12:00:00Z");
	text_free(&found);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(a_claim_is_read_by_the_names_of_its_columns),
		test_in_folder(claims_of_several_files_are_kept_in_their_order),
		test_in_folder(a_delta_is_up_or_down),
		test_in_folder(what_is_no_claim_is_refused_with_its_record),
		test_in_folder(a_nul_is_refused),
		cmocka_unit_test(
			a_value_is_compared_at_the_decimals_of_the_claim),
		cmocka_unit_test(a_half_may_be_rounded_either_way),
		cmocka_unit_test(a_bound_is_compared_as_it_is),
		cmocka_unit_test(what_another_release_says_is_true_of_that),
		cmocka_unit_test(what_no_release_says_is_false),
		cmocka_unit_test(a_further_cell_of_the_figure_counts_too),
		cmocka_unit_test(where_nothing_counts_nothing_is_false),
		cmocka_unit_test(a_missing_value_is_not_zero),
		cmocka_unit_test(a_delta_is_of_the_releases_that_count_first),
		cmocka_unit_test(where_the_worst_is_first_away_from_it_is_up),
		cmocka_unit_test(
			who_stays_is_unchanged_and_who_falls_goes_down),
		cmocka_unit_test(who_is_in_one_edition_only_has_no_delta),
		cmocka_unit_test(releases_1_the_current_release_counts),
		cmocka_unit_test(releases_1_as_of_a_moment_that_of_then_counts),
		cmocka_unit_test(releases_2_the_period_is_that_of_the_ranking),
		cmocka_unit_test(releases_3_what_counts_comes_first),
		cmocka_unit_test(figure_1_a_release_without_a_cell_has_a_row),
		cmocka_unit_test(figure_2_without_the_indicator_too),
		cmocka_unit_test(every_edition_is_found_again),
		test_in_folder(the_cell_and_its_release_are_told),
		test_in_folder(a_delta_across_methods_is_not_comparable),
		test_in_folder(what_is_not_known_says_why),
		test_in_folder(
			a_claim_of_then_is_checked_by_what_was_known_then),
		test_in_folder(a_moment_that_is_none_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
