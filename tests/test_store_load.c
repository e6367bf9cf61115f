/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/store/batch.h"
#include "pipeline/store/load.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* ---- a small dataset --------------------------------------------------------
 */

/* What the spec owns; nobody writes to it here. */
#define TEXT(s) ((char *)(uintptr_t)(s))

static double hundred[] = { 0, 100 }, ten[] = { 0, 10 };

/* What spec_open would give; each test has its own copy to change. */
struct sample {
	struct spec_indicator nodes[4];
	struct spec_tree tree;
	struct spec_regime regimes[1];
	struct spec_edition editions[3];
	struct spec spec;
};

static struct spec_edition edition(const char *id, const struct spec_tree *tree)
{
	return (struct spec_edition){ .id = TEXT(id),
		.regime = TEXT("one"),
		.areas = 3,
		.scale = { hundred, 2 },
		.decimals = 2,
		.ties = TIES_COMPETITION,
		.ties_decimals = 1,
		.tree = tree };
}

static void make_sample(struct sample *s)
{
	*s = (struct sample){
		.nodes = { { .id = TEXT("overall"),
				   .label = TEXT("Overall"),
				   .combine = COMBINE_MEAN,
				   .weight = 1,
				   .decimals = -1 },
			{ .id = TEXT("pillar"),
				.label = TEXT("Pillar"),
				.of = TEXT("overall"),
				.weight = 0.5,
				.decimals = 3 },
			{ .id = TEXT("leaf"),
				.of = TEXT("pillar"),
				.weight = 1,
				.decimals = -1,
				.scale = { ten, 2 } },
			{ .id = TEXT("other"),
				.of = TEXT("overall"),
				.weight = 0.5,
				.decimals = -1 } },
		.regimes = { { TEXT("one"), TEXT("One method") } },
	};
	s->tree = (struct spec_tree){ TEXT("t"), s->nodes, 4 };
	s->editions[0] = edition("2023", &s->tree);
	s->editions[1] = edition("2024", &s->tree);
	s->editions[2] = edition("2025", &s->tree);
	s->spec = (struct spec){ .dataset = TEXT("demo"),
		.title = TEXT("A demo"),
		.publisher = TEXT("Nobody"),
		.regimes = s->regimes,
		.n_regimes = 1,
		.trees = &s->tree,
		.n_trees = 1,
		.editions = s->editions,
		.n_editions = 2 };
}

static struct area some_areas[] = { { "KAZ", "KZ", "398", "Kazakhstan", "iso" },
	{ "TCD", "TD", "148", "Chad", "iso" },
	{ "XKX", "", "", "Kosovo", "other" } };
static struct scheme some_schemes[] = { { "m49", "M49", "UN", "2024" } };
static struct region some_regions[] = { { "m49", "001", "World", "" },
	{ "m49", "143", "Central Asia", "001" } };
static struct member some_members[] = { { "m49", "143", "KAZ" },
	{ "m49", "001", "TCD" } };

static struct areas all_areas(void)
{
	return (struct areas){ .areas = some_areas,
		.schemes = some_schemes,
		.regions = some_regions,
		.members = some_members,
		.n_areas = COUNT(some_areas),
		.n_schemes = COUNT(some_schemes),
		.n_regions = COUNT(some_regions),
		.n_members = COUNT(some_members) };
}

/* ---- asking -----------------------------------------------------------------
 */

/* The first column of the first row. */
static const char *said(struct db *d, const char *sql)
{
	static char text[256];
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	assert_int_equal(stmt_open(&s, d, sql, &e), 0);
	switch (stmt_step(s, &e)) {
	case 1:
		snprintf(text, sizeof(text), "%.*s", SPAN(stmt_get_text(s, 0)));
		if (stmt_type(s, 0) == VALUE_NULL)
			snprintf(text, sizeof(text), "NULL");
		break;
	case 0:
		snprintf(text, sizeof(text), "no row");
		break;
	default:
		fail_msg("%s", e.text);
	}
	stmt_close(s);
	return text;
}

static void run(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(d, "test", sql, &e), 0);
}

/* ---- setup ------------------------------------------------------------------
 */

static int open_empty(void **state)
{
	struct err e = ERR_INIT;

	return db_open((struct db **)state, ":memory:", DB_CREATE, &e);
}

static int open_loaded(void **state)
{
	struct sample s;
	struct areas a = all_areas();
	struct err e = ERR_INIT;

	make_sample(&s);
	if (open_empty(state) < 0)
		return -1;
	return load_spec(*state, &s.spec, &e) < 0 ||
			load_areas(*state, &a, &e) < 0
		? -1
		: 0;
}

static int close_it(void **state)
{
	db_close(*state);
	return 0;
}

static void load_it(struct db *d, const struct sample *s)
{
	struct err e = ERR_INIT;

	assert_int_equal(load_spec(d, &s->spec, &e), 0);
	assert_string_equal(e.text, "");
}

static void load_areas_of(struct db *d, const struct areas *a)
{
	struct err e = ERR_INIT;

	assert_int_equal(load_areas(d, a, &e), 0);
	assert_string_equal(e.text, "");
}

/* ---- a spec -----------------------------------------------------------------
 */

static void the_same_spec_twice_changes_nothing(void **state)
{
	struct sample s;
	char before[64];

	make_sample(&s);
	snprintf(before, sizeof(before), "%s",
		said(*state, "SELECT total_changes()"));
	load_it(*state, &s);
	assert_string_equal(said(*state, "SELECT total_changes()"), before);
}

static void a_changed_title_is_all_that_is_written(void **state)
{
	struct sample s;
	long before;

	make_sample(&s);
	s.spec.title = TEXT("A better demo");
	before = strtol(said(*state, "SELECT total_changes()"), NULL, 10);
	load_it(*state, &s);
	assert_int_equal(
		strtol(said(*state, "SELECT total_changes()"), NULL, 10),
		before + 1);
	assert_string_equal(
		said(*state, "SELECT title FROM dataset"), "A better demo");
}

static void a_renamed_indicator_keeps_its_id(void **state)
{
	static const char id[] = "SELECT indicator_id FROM indicator"
				 " WHERE edition = '2024' AND indicator"
				 " = 'leaf'";
	struct sample s;
	char before[64];

	make_sample(&s);
	snprintf(before, sizeof(before), "%s", said(*state, id));
	s.nodes[2].label = TEXT("New label");
	load_it(*state, &s);
	assert_string_equal(said(*state, id), before);
}

static void levels_follow_from_the_tree(void **state)
{
	assert_string_equal(
		said(*state,
			"SELECT group_concat(indicator || level, ' ') FROM"
			" (SELECT * FROM indicator WHERE edition = '2024'"
			" ORDER BY ordinal)"),
		"overall0 pillar1 leaf2 other1");
}

static void decimals_are_the_nodes_or_else_the_editions(void **state)
{
	assert_string_equal(
		said(*state,
			"SELECT group_concat(decimals, ' ') FROM"
			" (SELECT * FROM indicator WHERE edition = '2024'"
			" ORDER BY ordinal)"),
		"2 3 2 2");
}

static void decimals_that_nobody_states_are_null(void **state)
{
	struct sample s;

	make_sample(&s);
	s.editions[1].decimals = -1;
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(coalesce(decimals, '-'), ' ')"
			" FROM (SELECT * FROM indicator WHERE edition = '2024'"
			" ORDER BY ordinal)"),
		"- 3 - -");
	assert_string_equal(said(*state,
				    "SELECT decimals FROM edition"
				    " WHERE edition = '2024'"),
		"NULL");
}

static void directions_are_the_nodes_or_else_the_editions(void **state)
{
	enum spec_direction lower = DIRECTION_LOWER;
	struct sample s;

	make_sample(&s);
	s.editions[0].direction = DIRECTION_LOWER;
	s.nodes[2].direction_given = &lower;
	load_it(*state, &s);
	assert_string_equal(
		said(*state, "SELECT direction FROM dataset"), "higher");
	assert_string_equal(
		said(*state,
			"SELECT group_concat(direction, ' ') FROM"
			" (SELECT * FROM edition ORDER BY ordinal)"),
		"lower higher");
	assert_string_equal(
		said(*state,
			"SELECT group_concat(direction, ' ') FROM"
			" (SELECT * FROM indicator ORDER BY edition, ordinal)"),
		"lower lower lower lower higher higher lower higher");
}

static void a_unit_is_kept_and_may_be_none(void **state)
{
	struct sample s;

	make_sample(&s);
	s.nodes[2].unit = TEXT("% of GDP");
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(coalesce(unit, '-'), ' ') FROM"
			" (SELECT * FROM indicator WHERE edition = '2024'"
			" ORDER BY ordinal)"),
		"- - % of GDP -");
}

static void the_period_is_the_editions_or_else_its_name(void **state)
{
	struct sample s;

	make_sample(&s);
	s.editions[1].period = TEXT("2022");
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(period, ' ') FROM"
			" (SELECT * FROM edition ORDER BY ordinal)"),
		"2023 2022");
}

static void ties_are_kept_as_words(void **state)
{
	static const char *const words[] = { "sequential", "competition",
		"hidden", "none" };
	struct sample s;

	make_sample(&s);
	for (int i = TIES_SEQUENTIAL; i <= TIES_NONE; i++) {
		s.editions[0].ties = (enum spec_ties)i;
		load_it(*state, &s);
		assert_string_equal(said(*state,
					    "SELECT ties FROM edition"
					    " WHERE edition = '2023'"),
			words[i]);
	}
}

static void what_is_first_is_kept_as_a_word_and_as_a_sign(void **state)
{
	struct sample s;

	make_sample(&s);
	s.editions[0].first = FIRST_WORST;
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(first || rank_sign, ' ') FROM"
			" (SELECT * FROM edition ORDER BY ordinal)"),
		"worst-1 best1");
	s.editions[0].first = FIRST_BEST;
	load_it(*state, &s);
	assert_string_equal(said(*state,
				    "SELECT first || rank_sign FROM edition"
				    " WHERE edition = '2023'"),
		"best1");
}

static void how_releases_are_promoted_is_kept_as_a_word(void **state)
{
	struct sample s;

	make_sample(&s);
	s.editions[0].promote = PROMOTE_PINNED;
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(promote, ' ') FROM"
			" (SELECT * FROM edition ORDER BY ordinal)"),
		"pinned newest-valid");
}

static void a_tree_without_overall_has_several_roots(void **state)
{
	struct sample s;

	make_sample(&s);
	s.nodes[0].id = TEXT("voice");
	s.nodes[1].of = NULL;
	s.nodes[3].of = NULL;
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(indicator || level, ' ') FROM"
			" (SELECT * FROM indicator WHERE edition = '2024'"
			" ORDER BY ordinal)"),
		"voice0 pillar0 leaf1 other0");
}

static void scales_are_the_nodes_or_else_the_editions(void **state)
{
	assert_string_equal(
		said(*state,
			"SELECT group_concat(scale_max, ' ') FROM"
			" (SELECT * FROM indicator WHERE edition = '2024'"
			" ORDER BY ordinal)"),
		"100.0 100.0 10.0 100.0");
}

static void an_edition_without_a_scale_has_null(void **state)
{
	struct sample s;

	make_sample(&s);
	s.editions[0].scale.n = 0;
	load_it(*state, &s);
	assert_string_equal(said(*state,
				    "SELECT scale_min FROM edition"
				    " WHERE edition = '2023'"),
		"NULL");
}

static void sequential_ties_have_no_decimals(void **state)
{
	struct sample s;

	make_sample(&s);
	s.editions[0].ties = TIES_SEQUENTIAL;
	load_it(*state, &s);
	assert_string_equal(said(*state,
				    "SELECT ties_decimals FROM edition"
				    " WHERE edition = '2023'"),
		"NULL");
}

static void an_edition_in_between_moves_the_others(void **state)
{
	struct sample s;

	make_sample(&s);
	s.editions[2] = s.editions[1];
	s.editions[1] = edition("2023-2", &s.tree);
	s.spec.n_editions = 3;
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(edition || '=' || ordinal, ' ')"
			" FROM (SELECT * FROM edition ORDER BY ordinal)"),
		"2023=1 2023-2=2 2024=3");
}

static void editions_can_change_places(void **state)
{
	struct sample s;

	make_sample(&s);
	s.editions[0] = edition("2024", &s.tree);
	s.editions[1] = edition("2023", &s.tree);
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(edition || '=' || ordinal, ' ')"
			" FROM (SELECT * FROM edition ORDER BY ordinal)"),
		"2024=1 2023=2");
}

static void an_edition_that_is_gone_goes(void **state)
{
	struct sample s;

	make_sample(&s);
	s.spec.n_editions = 1;
	load_it(*state, &s);
	assert_string_equal(
		said(*state, "SELECT group_concat(edition) FROM edition"),
		"2023");
}

static void an_edition_that_is_gone_stays_if_it_was_loaded(void **state)
{
	struct sample s;

	make_sample(&s);
	run(*state,
		"INSERT INTO release (dataset, edition, release, state,"
		" loaded) VALUES ('demo', '2023', '" SHA "', 'current', '')");
	s.spec.editions = s.editions + 1;
	s.spec.n_editions = 1;
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(edition || '=' || ordinal, ' ')"
			" FROM (SELECT * FROM edition ORDER BY ordinal)"),
		"2023=-1 2024=1");
}

static void an_edition_that_comes_back_takes_its_place(void **state)
{
	struct sample s;

	make_sample(&s);
	run(*state,
		"INSERT INTO release (dataset, edition, release, state,"
		" loaded) VALUES ('demo', '2023', '" SHA "', 'current', '')");
	s.spec.editions = s.editions + 1;
	s.spec.n_editions = 1;
	load_it(*state, &s);
	s.spec.editions = s.editions;
	s.spec.n_editions = 2;
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(edition || '=' || ordinal, ' ')"
			" FROM (SELECT * FROM edition ORDER BY ordinal)"),
		"2023=1 2024=2");
}

static void an_indicator_that_is_gone_goes(void **state)
{
	struct sample s;

	make_sample(&s);
	s.tree.n_nodes = 3;
	load_it(*state, &s);
	assert_string_equal(said(*state,
				    "SELECT count(*) FROM indicator"
				    " WHERE indicator = 'other'"),
		"0");
}

/* ---- releases ---------------------------------------------------------------
 */

static const struct load_release sample_release = { .dataset = "demo",
	.edition = "2024",
	.sha256 = SHA,
	.recipe = "first",
	.official = -1,
	.bytes = -1 };

static struct observation observed(const char *indicator, const char *cell)
{
	return (struct observation){ span_of("demo"), span_of("2024"),
		span_of(SHA), span_of(indicator), span_of("score"),
		span_of("KAZ"), span_of("Kazakhstan"), span_of("2024"), 1, 4.5,
		span_of("4.50"), span_of("Ranking"), span_of(cell) };
}

static struct load *begin(struct db *d)
{
	struct err e = ERR_INIT;
	struct load *l = NULL;

	assert_int_equal(load_begin(&l, d, &sample_release, &e), 0);
	assert_non_null(l);
	return l;
}

static void put(struct load *l, const struct observation *o)
{
	struct err e = ERR_INIT;

	assert_int_equal(load_put(l, o, &e), 0);
	assert_string_equal(e.text, "");
}

static void finish(struct load *l)
{
	struct err e = ERR_INIT;

	assert_int_equal(load_end(l, 0, &e), 0);
	assert_string_equal(e.text, "");
}

static void load_one(struct db *d, const struct observation *o)
{
	struct load *l = begin(d);

	put(l, o);
	finish(l);
}

static void assert_not_put(
	struct db *d, const struct observation *o, const char *says)
{
	struct err e = ERR_INIT;
	struct load *l = begin(d);

	assert_int_equal(load_put(l, o, &e), -1);
	assert_fault(&e, ERR_DATA, says);
	assert_int_equal(load_end(l, -1, &e), -1);
}

static void an_indicator_that_is_gone_stays_if_it_was_observed(void **state)
{
	struct observation o = observed("leaf", "C7");
	struct sample s;

	make_sample(&s);
	load_one(*state, &o);
	s.nodes[1] = s.nodes[3];
	s.tree.n_nodes = 2;
	load_it(*state, &s);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(indicator, ' ') FROM"
			" (SELECT * FROM indicator WHERE edition = '2024'"
			" ORDER BY indicator)"),
		"leaf other overall pillar");
}

static void a_release_is_staged(void **state)
{
	finish(begin(*state));
	assert_string_equal(
		said(*state, "SELECT state FROM release"), "staged");
}

static void what_is_not_known_of_a_release_is_null(void **state)
{
	finish(begin(*state));
	assert_string_equal(
		said(*state,
			"SELECT published IS NULL AND file IS NULL AND url IS"
			" NULL AND official IS NULL AND bytes IS NULL AND"
			" fetched IS NULL AND final_url IS NULL AND status IS"
			" NULL AND etag IS NULL AND last_modified IS NULL AND"
			" content_type IS NULL AND agent IS NULL"
			" FROM release"),
		"1");
}

static void an_observation_comes_with_its_cell(void **state)
{
	struct observation o = observed("overall", "C7");

	load_one(*state, &o);
	assert_string_equal(
		said(*state,
			"SELECT i.indicator || ' ' || o.measure || ' ' ||"
			" o.area || ' ' || l.label || ' ' || o.period || ' ' ||"
			" o.value || ' ' || o.raw || ' ' || s.name || ' ' ||"
			" o.cell FROM observation AS o JOIN indicator AS i"
			" USING (indicator_id) JOIN label AS l USING"
			" (label_id) JOIN sheet AS s USING (sheet_id)"),
		"overall score KAZ Kazakhstan 2024 4.5 4.50 Ranking C7");
}

static void a_missing_value_stays_null(void **state)
{
	struct observation o = observed("overall", "C7");

	o.has_value = 0;
	load_one(*state, &o);
	assert_string_equal(
		said(*state, "SELECT value FROM observation"), "NULL");
}

static void a_blank_cell_has_an_empty_text(void **state)
{
	struct observation o = observed("overall", "C7");

	o.raw = (struct span){ NULL, 0 };
	load_one(*state, &o);
	assert_string_equal(
		said(*state, "SELECT '<' || raw || '>' FROM observation"),
		"<>");
}

static void minus_zero_becomes_zero(void **state)
{
	struct observation o = observed("overall", "C7");
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	o.value = -0.0;
	load_one(*state, &o);
	assert_int_equal(
		stmt_open(&s, *state, "SELECT value FROM observation", &e), 0);
	assert_int_equal(stmt_step(s, &e), 1);
	assert_same_double(stmt_get_number(s, 0), 0.0);
	stmt_close(s);
}

static void a_number_of_seventeen_digits_keeps_its_bits(void **state)
{
	struct observation o = observed("overall", "C7");
	struct err e = ERR_INIT;
	struct stmt *s = NULL;

	o.value = 52.937846500000013;
	load_one(*state, &o);
	assert_int_equal(
		stmt_open(&s, *state, "SELECT value FROM observation", &e), 0);
	assert_int_equal(stmt_step(s, &e), 1);
	assert_same_double(stmt_get_number(s, 0), 52.937846500000013);
	stmt_close(s);
}

static void the_first_cell_of_a_figure_counts(void **state)
{
	struct observation first = observed("overall", "C7"),
			   second = observed("overall", "D9"),
			   third = observed("overall", "E9");
	struct load *l = begin(*state);

	second.sheet = span_of("Details");
	put(l, &first);
	put(l, &second);
	put(l, &third);
	finish(l);
	assert_string_equal(
		said(*state,
			"SELECT group_concat(cell || '=' || place, ' ') FROM"
			" (SELECT * FROM observation ORDER BY place)"),
		"C7=0 D9=1 E9=2");
}

static void other_measures_areas_and_periods_are_other_figures(void **state)
{
	struct observation all[] = { observed("overall", "C7"),
		observed("overall", "C8"), observed("overall", "C9"),
		observed("overall", "C10"), observed("leaf", "C11"),
		observed("overall", "C12") };
	struct load *l = begin(*state);

	all[1].measure = span_of("rank");
	all[2].area = span_of("TCD");
	all[3].period = span_of("2023");
	all[5].measure = span_of("raw");
	for (size_t i = 0; i < COUNT(all); i++)
		put(l, &all[i]);
	finish(l);
	assert_string_equal(said(*state,
				    "SELECT count(*) || ' ' || max(place) FROM "
				    "observation"),
		"6 0");
}

static void the_same_cell_twice_is_refused(void **state)
{
	struct observation o = observed("overall", "C7");
	struct err e = ERR_INIT;
	struct load *l = begin(*state);

	put(l, &o);
	put(l, &o);
	assert_int_equal(load_end(l, 0, &e), -1);
	assert_fault(&e, ERR_DATA,
		"sheet 'Ranking' cell C7: overall score of KAZ was read from "
		"it before");
}

/* Rows are put without foreign keys: this is what stands for them. */
static void a_row_that_refers_to_nothing_is_refused(void **state)
{
	const struct batch_row good = { .indicator = 1,
		.sheet = 1,
		.label = 1,
		.measure = batch_measure(span_of("rank")),
		.period = span_of("2024"),
		.area = span_of("KAZ"),
		.cell = span_of("D7") };
	struct batch_row bad[] = { good, good, good, good };
	static const char *const what[] = { "indicator", "area", "sheet",
		"label" };
	struct observation o = observed("overall", "C7");

	load_one(*state, &o);
	bad[0].indicator = bad[2].sheet = bad[3].label = 999;
	bad[1].area = span_of("XXX");
	for (int i = 0; i < 4; i++) {
		struct batch_row twice;
		struct err e = ERR_INIT;
		struct batch *b = NULL;

		assert_int_equal(batch_open(&b, &e), 0);
		assert_int_equal(batch_put(b, &good, &e), 0);
		assert_int_equal(batch_put(b, &bad[i], &e), 0);
		assert_int_equal(batch_sort(&twice, b, &e), 0);
		assert_int_equal(batch_insert(b, *state, 1, &e), -1);
		assert_contains(e.text, what[i]);
		assert_contains(e.text, "that an observation refers to");
		batch_close(b);
	}
	assert_string_equal(
		said(*state, "SELECT count(*) FROM observation"), "1");
}

static void foreign_keys_are_looked_up_again_after_a_load(void **state)
{
	struct observation o = observed("overall", "C7");

	load_one(*state, &o);
	assert_string_equal(said(*state, "PRAGMA foreign_keys"), "1");
}

static void one_cell_may_give_two_figures(void **state)
{
	struct observation first = observed("overall", "C7"),
			   second = observed("leaf", "C7");
	struct load *l = begin(*state);

	put(l, &first);
	put(l, &second);
	finish(l);
	assert_string_equal(
		said(*state, "SELECT count(*) FROM observation"), "2");
}

static void an_indicator_that_is_not_known_is_refused(void **state)
{
	struct observation o = observed("luck", "C7");

	assert_not_put(*state, &o, "indicator 'luck' is none of this edition");
}

static void an_area_that_is_not_known_is_refused(void **state)
{
	struct observation o = observed("overall", "C7");

	o.area = span_of("NAR");
	o.label = span_of("Narnia");
	assert_not_put(*state, &o,
		"area 'NAR' (label 'Narnia') is not in the area table");
}

static void a_measure_that_is_none_is_refused(void **state)
{
	struct observation o = observed("overall", "C7");

	o.measure = span_of("guess");
	assert_not_put(
		*state, &o, "measure 'guess' is none of score, rank, raw");
}

static void an_observation_without_a_cell_is_refused(void **state)
{
	struct observation o = observed("overall", "");

	assert_not_put(*state, &o, "no cell is given");
}

static void a_period_that_is_too_long_is_refused(void **state)
{
	struct observation o = observed("overall", "C7");
	char period[300];

	memset(period, '2', sizeof(period));
	o.period = (struct span){ period, sizeof(period) };
	assert_not_put(*state, &o, "period or cell is too long");
}

static void nothing_is_put_where_the_end_says_so(void **state)
{
	struct observation o = observed("overall", "C7");
	struct err e = ERR_INIT;
	struct load *l = begin(*state);

	put(l, &o);
	assert_int_equal(load_end(l, -1, &e), -1);
	assert_string_equal(
		said(*state, "SELECT count(*) FROM observation"), "0");
}

static void more_observations_than_are_kept_at_once_all_arrive(void **state)
{
	enum { MANY = 20000 };
	struct load *l = begin(*state);
	char period[16], cell[16];

	run(*state, "BEGIN");
	for (int i = 0; i < MANY; i++) {
		struct observation o = observed("overall", "");

		snprintf(period, sizeof(period), "%d", 1 + i * 7 % MANY);
		snprintf(cell, sizeof(cell), "A%d", i + 1);
		o.cell = span_of(cell);
		o.period = span_of(period);
		o.value = i;
		put(l, &o);
	}
	assert_int_equal(load_count(l), MANY);
	finish(l);
	run(*state, "COMMIT");
	assert_string_equal(
		said(*state,
			"SELECT count(*) || ' ' || max(place) || ' ' ||"
			" sum(cell = 'A' || CAST(value + 1 AS INTEGER))"
			" FROM observation"),
		"20000 0 20000");
}

static void the_same_release_twice_is_there_already(void **state)
{
	struct err e = ERR_INIT;
	struct load *l;

	finish(begin(*state));
	assert_int_equal(load_begin(&l, *state, &sample_release, &e), 0);
	assert_null(l);
}

static void a_release_read_by_any_recipe_is_there_already(void **state)
{
	struct load_release r = sample_release;
	struct err e = ERR_INIT;
	struct load *l;

	finish(begin(*state));
	r.recipe = NULL;
	assert_int_equal(load_begin(&l, *state, &r, &e), 0);
	assert_null(l);
}

static void another_recipe_reads_a_release_anew(void **state)
{
	struct observation o = observed("overall", "C7");
	struct finding f = { .rule = span_of("V301"), .cells = 1 };
	struct load_release r = sample_release;
	struct err e = ERR_INIT;
	struct load *l = begin(*state);

	put(l, &o);
	assert_int_equal(load_put_finding(l, &f, &e), 0);
	finish(l);
	run(*state, "UPDATE release SET state = 'current'");
	r.recipe = "second";
	assert_int_equal(load_begin(&l, *state, &r, &e), 0);
	assert_non_null(l);
	finish(l);
	assert_string_equal(
		said(*state,
			"SELECT state || ' ' || recipe || ' ' ||"
			" (SELECT count(*) FROM observation) || ' ' ||"
			" (SELECT count(*) FROM finding) FROM release"),
		"current second 0 0");
}

/* A current release read anew with an error; what load_end says. */
static int end_anew(struct db *d, struct err *e)
{
	struct observation o = observed("overall", "C7");
	struct finding f = { .rule = span_of("V301"),
		.severity = SEVERITY_ERROR,
		.sheet = span_of("S"),
		.cell = span_of("B7"),
		.cells = 1,
		.message = span_of("'Narnia' is no area") };
	struct load_release r = sample_release;
	struct load *l = begin(d);

	put(l, &o);
	finish(l);
	run(d, "UPDATE release SET state = 'current'");
	r.recipe = "second";
	assert_int_equal(load_begin(&l, d, &r, e), 0);
	assert_int_equal(load_put_finding(l, &f, e), 0);
	return load_end(l, 0, e);
}

static void a_current_release_with_new_errors_keeps_its_reading(void **state)
{
	struct err e = ERR_INIT;

	run(*state,
		"INSERT INTO waiver VALUES (1, 'demo', 'V301', '2024:S!B8', "
		"'2024', 'A', 'B', '9999-12-31', 2)");
	assert_int_equal(end_anew(*state, &e), -1);
	assert_int_equal(e.kind, ERR_DATA);
	assert_string_equal(e.text,
		"read anew it has errors, so the reading before it stays: "
		"V301 at S!B7: 'Narnia' is no area");
}

static void a_waiver_that_ended_keeps_the_reading_before(void **state)
{
	struct err e = ERR_INIT;

	run(*state,
		"INSERT INTO waiver VALUES (1, 'demo', 'V301', '*', NULL, 'A',"
		" 'B', '2020-01-31', 2)");
	assert_int_equal(end_anew(*state, &e), -1);
	assert_string_equal(e.text,
		"read anew it has errors, so the reading before it stays: "
		"V301 at S!B7: 'Narnia' is no area (its waiver ended on "
		"2020-01-31)");
}

static void an_error_that_a_waiver_covers_lets_a_reading_in(void **state)
{
	struct err e = ERR_INIT;

	run(*state,
		"INSERT INTO waiver VALUES (7, 'demo', 'V301', '*', NULL, 'A',"
		" 'B', '9999-12-31', 2)");
	assert_int_equal(end_anew(*state, &e), 0);
	assert_string_equal(e.text, "");
	assert_string_equal(
		said(*state,
			"SELECT state || ' ' || recipe || ' ' || waiver_id ||"
			" ' ' || waived || ' ' || (SELECT count(*) FROM"
			" finding_seen AS s WHERE s.fingerprint ="
			" f.fingerprint) FROM release JOIN finding AS f USING"
			" (release_id)"),
		"current second 7 1 1");
}

static void an_edition_that_is_not_known_has_no_releases(void **state)
{
	struct load_release r = sample_release;
	struct err e = ERR_INIT;
	struct load *l;

	r.edition = "1999";
	assert_int_equal(load_begin(&l, *state, &r, &e), -1);
	assert_fault(&e, ERR_DATA, "no edition 1999 of demo in the database");
}

static void a_release_is_known_by_its_sha256(void **state)
{
	struct load_release r = sample_release;
	struct err e = ERR_INIT;
	struct load *l;

	r.sha256 = "latest";
	assert_int_equal(load_begin(&l, *state, &r, &e), -1);
	assert_fault(&e, ERR_DATA, "release 'latest' is no sha256");
}

/* ---- the hash of the content ------------------------------------------------
 */

static const char other_sha[] = "f123456789abcdef0123456789abcdef"
				"0123456789abcdef0123456789abcdef";

/* Loads some figures as a release of this sha256. */
static void load_as(
	struct db *d, const char *sha256, const struct observation *o, size_t n)
{
	struct load_release r = sample_release;
	struct err e = ERR_INIT;
	struct load *l = NULL;

	r.sha256 = sha256;
	assert_int_equal(load_begin(&l, d, &r, &e), 0);
	for (size_t i = 0; i < n; i++)
		put(l, &o[i]);
	finish(l);
}

/* 1 if the figures have the same content as leaf and overall of C7, in a
 * release of the same edition. */
static int same_content(struct db *d, const struct observation *o, size_t n)
{
	const struct observation first[] = { observed("leaf", "C7"),
		observed("overall", "D7") };

	load_as(d, SHA, first, 2);
	load_as(d, other_sha, o, n);
	return strcmp(said(d, "SELECT count(DISTINCT content) FROM release"),
		       "1") == 0;
}

static void a_release_has_a_hash_of_its_content(void **state)
{
	const struct observation o = observed("leaf", "C7");

	load_as(*state, SHA, &o, 1);
	assert_string_equal(
		said(*state,
			"SELECT content GLOB '[0-9a-f]*' AND length(content) ="
			" 64 AND content <> release FROM release"),
		"1");
}

static void content_is_the_same_whatever_the_order_and_the_place(void **state)
{
	struct observation o[] = { observed("overall", "A1"),
		observed("leaf", "Z99") };

	o[0].sheet = o[1].sheet = span_of("Elsewhere");
	assert_true(same_content(*state, o, 2));
}

static void content_is_the_same_in_any_database(void **state)
{
	const struct observation o[] = { observed("leaf", "C7"),
		observed("other", "D7") };
	char before[HASH_HEX];

	load_as(*state, SHA, o, 2);
	snprintf(before, sizeof(before), "%s",
		said(*state, "SELECT content FROM release"));
	/* other ids, in another order */
	run(*state,
		"DELETE FROM observation; DELETE FROM release;"
		"DELETE FROM label; INSERT INTO label VALUES (7, 'x'),"
		" (3, 'Kazakhstan'); UPDATE indicator SET indicator_id = "
		"1000 - indicator_id");
	load_as(*state, SHA, o, 2);
	assert_string_equal(
		said(*state, "SELECT content FROM release"), before);
}

static void each_part_of_a_figure_is_content(void **state)
{
	static const char *const what[] = { "indicator", "measure", "area",
		"label", "period", "value", "no value", "text" };

	for (size_t i = 0; i < COUNT(what); i++) {
		struct observation o[] = { observed("leaf", "C7"),
			observed("overall", "D7") };

		o[1].indicator = span_of(i == 0 ? "other" : "overall");
		o[1].measure = span_of(i == 1 ? "rank" : "score");
		o[1].area = span_of(i == 2 ? "TCD" : "KAZ");
		o[1].label = span_of(i == 3 ? "Kasakhstan" : "Kazakhstan");
		o[1].period = span_of(i == 4 ? "2023" : "2024");
		o[1].value = i == 5 ? 4.5000000000000009 : 4.5;
		o[1].has_value = i != 6;
		o[1].raw = span_of(i == 7 ? "4.5" : "4.50");
		if (same_content(*state, o, 2))
			fail_msg("%s does not count", what[i]);
		run(*state, "DELETE FROM release");
	}
}

static void how_often_a_figure_stands_is_content(void **state)
{
	const struct observation o[] = { observed("leaf", "C7"),
		observed("overall", "D7"), observed("overall", "E7") };

	assert_false(same_content(*state, o, 3));
}

static void texts_do_not_run_into_each_other(void **state)
{
	struct observation o[] = { observed("leaf", "C7"),
		observed("overall", "D7") };

	o[1].raw = span_of("4.5");
	o[1].label = span_of("0Kazakhstan");
	assert_false(same_content(*state, o, 2));
}

static void a_release_that_is_read_anew_has_the_content_of_now(void **state)
{
	struct load_release again = sample_release;
	const struct observation o = observed("leaf", "C7");
	struct observation changed = o;
	struct err e = ERR_INIT;
	struct load *l = NULL;
	char before[HASH_HEX];

	load_as(*state, SHA, &o, 1);
	snprintf(before, sizeof(before), "%s",
		said(*state, "SELECT content FROM release"));
	again.recipe = "second";
	changed.value = 5;
	assert_int_equal(load_begin(&l, *state, &again, &e), 0);
	put(l, &changed);
	finish(l);
	assert_string_not_equal(
		said(*state, "SELECT content FROM release"), before);
}

static void what_a_server_said_is_kept(void **state)
{
	struct load_release r = sample_release;
	struct err e = ERR_INIT;
	struct load *l = NULL;

	r.final_url = "https://example.org/b.xlsx";
	r.status = 200;
	r.etag = "\"1\"";
	r.last_modified = "Wed, 14 Jan 2026 10:00:00 GMT";
	r.content_type = "application/zip";
	r.agent = "kosh/0.1.0";
	for (int again = 0; again < 2; again++) {
		r.recipe = again ? "second" : "first";
		assert_int_equal(load_begin(&l, *state, &r, &e), 0);
		finish(l);
		assert_string_equal(
			said(*state,
				"SELECT final_url || ' ' || status || ' ' ||"
				" etag || ' ' || last_modified || ' ' ||"
				" content_type || ' ' || agent FROM release"),
			"https://example.org/b.xlsx 200 \"1\" Wed, 14 Jan "
			"2026 10:00:00 GMT application/zip kosh/0.1.0");
	}
}

static void a_finding_keeps_what_is_unknown_null(void **state)
{
	struct finding f = { .rule = span_of("V301"),
		.severity = SEVERITY_WARNING,
		.label = span_of("Narnia"),
		.cells = 3,
		.message = span_of("who?") };
	struct err e = ERR_INIT;
	struct load *l = begin(*state);

	assert_int_equal(load_put_finding(l, &f, &e), 0);
	finish(l);
	assert_string_equal(
		said(*state,
			"SELECT stage || rule || severity || label || cells ||"
			" message || (area IS NULL) FROM finding"),
		"extractV301warningNarnia3who?1");
}

/* ---- refusals ---------------------------------------------------------------
 */

static void refuse(struct db *d, const char *recipe, const char *rule)
{
	struct load_release r = sample_release;
	const struct finding why = { .rule = span_of(rule),
		.severity = SEVERITY_ERROR,
		.sheet = span_of("Ranking"),
		.cell = span_of("A2"),
		.expected = span_of("'Score'"),
		.actual = span_of("Country | Points"),
		.message = span_of("no header"),
		.cells = 1 };
	struct err e = ERR_INIT;

	r.recipe = recipe;
	if (load_refused(d, &r, &why, &e) < 0)
		fail_msg("%s", e.text);
}

static const char *refusals(struct db *d)
{
	return said(d,
		"SELECT group_concat(r.state || ' ' || r.refused || ' ' || "
		"r.recipe || ' ' || f.stage || ' ' || f.rule || ' ' || "
		"f.severity || ' ' || f.sheet || ' ' || f.cell || ' ' || "
		"f.expected || ' ' || f.actual || ' ' || f.message, '; ') "
		"FROM release AS r JOIN finding AS f "
		"ON f.release_id = r.release_id");
}

static void a_refused_workbook_is_a_release_with_its_finding(void **state)
{
	refuse(*state, "first", "V103");
	assert_string_equal(refusals(*state),
		"staged V103 first extract V103 error Ranking A2 'Score' "
		"Country | Points no header");
	assert_string_equal(
		said(*state, "SELECT content FROM release"), "NULL");
}

static void refused_again_by_the_same_recipe_nothing_changes(void **state)
{
	char before[64];

	refuse(*state, "first", "V103");
	run(*state, "UPDATE release SET state = 'quarantined'");
	snprintf(before, sizeof(before), "%s",
		said(*state, "SELECT total_changes()"));
	refuse(*state, "first", "V103");
	assert_string_equal(said(*state, "SELECT total_changes()"), before);
}

static void refused_by_another_recipe_it_has_the_finding_of_now(void **state)
{
	refuse(*state, "first", "V103");
	run(*state, "UPDATE release SET state = 'quarantined'");
	refuse(*state, "second", "V102");
	assert_string_equal(refusals(*state),
		"staged V102 second extract V102 error Ranking A2 'Score' "
		"Country | Points no header");
}

static void what_was_refused_is_read_by_any_recipe(void **state)
{
	const struct observation o = observed("overall", "C7");

	refuse(*state, "first", "V103");
	load_one(*state, &o);
	assert_string_equal(
		said(*state,
			"SELECT state || ' ' || (refused IS NULL) || ' ' || "
			"(SELECT count(*) FROM observation) || ' ' || "
			"(SELECT count(*) FROM finding) FROM release"),
		"staged 1 1 0");
}

static void what_was_read_is_not_lost_by_a_refusal(void **state)
{
	static const char *const states[] = { "staged", "current", "superseded",
		"quarantined", "held" };
	const struct observation o = observed("overall", "C7");
	char sql[80];

	load_one(*state, &o);
	for (size_t i = 0; i < COUNT(states); i++) {
		snprintf(sql, sizeof(sql), "UPDATE release SET state = '%s'",
			states[i]);
		run(*state, sql);
		refuse(*state, "second", "V103");
		assert_string_equal(
			said(*state,
				"SELECT recipe || ' ' || (refused IS NULL) || "
				"' ' || (SELECT count(*) FROM observation) || "
				"' ' || (SELECT count(*) FROM finding) "
				"FROM release"),
			"first 1 1 0");
		assert_string_equal(
			said(*state, "SELECT state FROM release"), states[i]);
	}
}

static void a_refusal_of_no_edition_is_refused(void **state)
{
	struct load_release r = sample_release;
	const struct finding why = { .rule = span_of("V101") };
	struct err e = ERR_INIT;

	r.edition = "1999";
	assert_int_equal(load_refused(*state, &r, &why, &e), -1);
	assert_fault(&e, ERR_DATA, "no edition 1999 of demo in the database");
}

/* ---- areas ------------------------------------------------------------------
 */

static void the_same_areas_twice_change_nothing(void **state)
{
	struct areas a = all_areas();
	char before[64];

	snprintf(before, sizeof(before), "%s",
		said(*state, "SELECT total_changes()"));
	load_areas_of(*state, &a);
	assert_string_equal(said(*state, "SELECT total_changes()"), before);
}

static void a_code_that_an_area_lacks_is_null(void **state)
{
	assert_string_equal(
		said(*state, "SELECT iso2 FROM area WHERE area = 'XKX'"),
		"NULL");
}

static void a_member_that_is_gone_goes(void **state)
{
	struct areas a = all_areas();

	a.n_members = 1;
	load_areas_of(*state, &a);
	assert_string_equal(
		said(*state, "SELECT group_concat(area) FROM member"), "KAZ");
}

static void a_member_that_moved_moves(void **state)
{
	struct member moved[] = { { "m49", "001", "KAZ" } };
	struct areas a = all_areas();

	a.members = moved;
	a.n_members = 1;
	load_areas_of(*state, &a);
	assert_string_equal(
		said(*state, "SELECT region FROM member WHERE area = 'KAZ'"),
		"001");
}

static void a_scheme_that_is_gone_goes_with_its_regions(void **state)
{
	struct areas a = all_areas();

	a.n_schemes = a.n_regions = a.n_members = 0;
	load_areas_of(*state, &a);
	assert_string_equal(said(*state,
				    "SELECT (SELECT count(*) FROM scheme) +"
				    " (SELECT count(*) FROM region)"),
		"0");
}

static void an_area_that_is_gone_stays_if_it_was_observed(void **state)
{
	struct observation o = observed("overall", "C7");
	struct areas a = all_areas();

	load_one(*state, &o);
	a.n_areas = a.n_members = 0;
	load_areas_of(*state, &a);
	assert_string_equal(
		said(*state, "SELECT group_concat(area) FROM area"), "KAZ");
}

static void names_with_quotes_are_known_again(void **state)
{
	struct scheme odd[] = { { "a\"b\\c\n\xc3\xb6", "T", "S", "2024" } };
	struct areas a = all_areas();
	char before[64];

	a.schemes = odd;
	a.n_regions = a.n_members = 0;
	load_areas_of(*state, &a);
	snprintf(before, sizeof(before), "%s",
		said(*state, "SELECT total_changes()"));
	load_areas_of(*state, &a);
	assert_string_equal(said(*state, "SELECT total_changes()"), before);
}

#define loaded(test)                                                           \
	cmocka_unit_test_setup_teardown(test, open_loaded, close_it)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		loaded(the_same_spec_twice_changes_nothing),
		loaded(a_changed_title_is_all_that_is_written),
		loaded(a_renamed_indicator_keeps_its_id),
		loaded(levels_follow_from_the_tree),
		loaded(decimals_are_the_nodes_or_else_the_editions),
		loaded(decimals_that_nobody_states_are_null),
		loaded(directions_are_the_nodes_or_else_the_editions),
		loaded(a_unit_is_kept_and_may_be_none),
		loaded(the_period_is_the_editions_or_else_its_name),
		loaded(ties_are_kept_as_words),
		loaded(what_is_first_is_kept_as_a_word_and_as_a_sign),
		loaded(how_releases_are_promoted_is_kept_as_a_word),
		loaded(a_tree_without_overall_has_several_roots),
		loaded(scales_are_the_nodes_or_else_the_editions),
		loaded(an_edition_without_a_scale_has_null),
		loaded(sequential_ties_have_no_decimals),
		loaded(an_edition_in_between_moves_the_others),
		loaded(editions_can_change_places),
		loaded(an_edition_that_is_gone_goes),
		loaded(an_edition_that_is_gone_stays_if_it_was_loaded),
		loaded(an_edition_that_comes_back_takes_its_place),
		loaded(an_indicator_that_is_gone_goes),
		loaded(an_indicator_that_is_gone_stays_if_it_was_observed),
		loaded(a_release_is_staged),
		loaded(what_is_not_known_of_a_release_is_null),
		loaded(an_observation_comes_with_its_cell),
		loaded(a_missing_value_stays_null),
		loaded(a_blank_cell_has_an_empty_text),
		loaded(minus_zero_becomes_zero),
		loaded(a_number_of_seventeen_digits_keeps_its_bits),
		loaded(the_first_cell_of_a_figure_counts),
		loaded(other_measures_areas_and_periods_are_other_figures),
		loaded(the_same_cell_twice_is_refused),
		loaded(a_row_that_refers_to_nothing_is_refused),
		loaded(foreign_keys_are_looked_up_again_after_a_load),
		loaded(one_cell_may_give_two_figures),
		loaded(an_indicator_that_is_not_known_is_refused),
		loaded(an_area_that_is_not_known_is_refused),
		loaded(a_measure_that_is_none_is_refused),
		loaded(an_observation_without_a_cell_is_refused),
		loaded(a_period_that_is_too_long_is_refused),
		loaded(nothing_is_put_where_the_end_says_so),
		loaded(more_observations_than_are_kept_at_once_all_arrive),
		loaded(the_same_release_twice_is_there_already),
		loaded(a_release_read_by_any_recipe_is_there_already),
		loaded(another_recipe_reads_a_release_anew),
		loaded(a_refused_workbook_is_a_release_with_its_finding),
		loaded(refused_again_by_the_same_recipe_nothing_changes),
		loaded(refused_by_another_recipe_it_has_the_finding_of_now),
		loaded(what_was_refused_is_read_by_any_recipe),
		loaded(what_was_read_is_not_lost_by_a_refusal),
		loaded(a_refusal_of_no_edition_is_refused),
		loaded(a_current_release_with_new_errors_keeps_its_reading),
		loaded(a_waiver_that_ended_keeps_the_reading_before),
		loaded(an_error_that_a_waiver_covers_lets_a_reading_in),
		loaded(an_edition_that_is_not_known_has_no_releases),
		loaded(a_release_is_known_by_its_sha256),
		loaded(a_release_has_a_hash_of_its_content),
		loaded(content_is_the_same_whatever_the_order_and_the_place),
		loaded(content_is_the_same_in_any_database),
		loaded(each_part_of_a_figure_is_content),
		loaded(how_often_a_figure_stands_is_content),
		loaded(texts_do_not_run_into_each_other),
		loaded(a_release_that_is_read_anew_has_the_content_of_now),
		loaded(what_a_server_said_is_kept),
		loaded(a_finding_keeps_what_is_unknown_null),
		loaded(the_same_areas_twice_change_nothing),
		loaded(a_code_that_an_area_lacks_is_null),
		loaded(a_member_that_is_gone_goes),
		loaded(a_member_that_moved_moves),
		loaded(a_scheme_that_is_gone_goes_with_its_regions),
		loaded(an_area_that_is_gone_stays_if_it_was_observed),
		loaded(names_with_quotes_are_known_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
