/* SPDX-License-Identifier: MIT */
/*
 * The queries about regions. The numbers in the names are those of the
 * requirements at the head of the file in sql/query that the test is about.
 */
#include "tests/rows.h"

#include "pipeline/base/csv.h"
#include "pipeline/store/query.h"
#include "tests/deriving.h"
#include "tests/smallworld.h"

/* Three editions, the last in a regime of its own. In the scheme s the North
 * is made up of Lanes (AAA to CCC) and Mores (DDD, EEE); in t the Xyl has
 * areas of both, and the Void one that no edition has. */
static const char base[] =
	"INSERT INTO dataset VALUES ('d', 'D', 'P', NULL, NULL, NULL, "
	"'higher');"
	"INSERT INTO regime VALUES ('d', 'old', 'Old'), ('d', 'new', 'New');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"decimals, ties, period) VALUES "
	"('d', '1', 1, 'old', 'higher', 2, 'sequential', '2024'), "
	"('d', '2', 2, 'old', 'higher', 2, 'sequential', '2024'), "
	"('d', '3', 3, 'new', 'higher', 2, 'sequential', '2024');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals) "
	"VALUES "
	"(1, 'd', '1', 'overall', NULL, 0, 0, 'Overall', 1, 'none', 'higher', "
	"2), "
	"(2, 'd', '2', 'overall', NULL, 0, 0, 'Overall', 1, 'none', 'higher', "
	"2), "
	"(3, 'd', '3', 'overall', NULL, 0, 0, 'Overall', 1, 'none', 'higher', "
	"2);"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"loaded, file) VALUES "
	"(1, 'd', '1', printf('%064d', 1), 'current', '2026', 'one.xlsx'), "
	"(2, 'd', '2', printf('%064d', 2), 'current', '2026', 'two.xlsx'), "
	"(3, 'd', '3', printf('%064d', 3), 'current', '2026', 'six.xlsx');"
	"INSERT INTO area (area, name, kind) VALUES ('AAA', 'Alba', 'iso'), "
	"('BBB', 'Bora', 'iso'), ('CCC', 'Cala', 'iso'), "
	"('DDD', 'Dune', 'iso'), ('EEE', 'Elba', 'iso'), "
	"('FFF', 'Faro', 'iso'), ('GGG', 'Gaza', 'iso');"
	"INSERT INTO scheme VALUES ('s', 'S', 'us', '2026'), "
	"('t', 'T', 'us', '2026');"
	"INSERT INTO region VALUES ('s', 'n', 'North', NULL), "
	"('s', 'l', 'Lanes', 'n'), ('s', 'm', 'Mores', 'n'), "
	"('t', 'v', 'Void', NULL), ('t', 'x', 'Xyl', NULL);"
	"INSERT INTO member (scheme, region, area) VALUES ('s', 'l', 'AAA'), "
	"('s', 'l', 'BBB'), ('s', 'l', 'CCC'), ('s', 'm', 'DDD'), "
	"('s', 'm', 'EEE'), ('t', 'x', 'AAA'), ('t', 'x', 'DDD'), "
	"('t', 'v', 'GGG');"
	"INSERT INTO label VALUES (1, 'x');"
	"INSERT INTO sheet VALUES (1, 'Ranks')";

static int open_world(void **state)
{
	return world_open(state, base);
}

/* ---- figures ---- */

/* An area's overall figures in an edition; NULL: no cell. */
struct line {
	int edition;
	const char *area, *rank, *score;
};

static void fill(struct db *d, const struct line *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const int release = l[i].edition;
		const int indicator = l[i].edition;

		world_put(d, release, indicator, "rank", l[i].area, l[i].rank);
		world_put(
			d, release, indicator, "score", l[i].area, l[i].score);
	}
}

#define FILL(d, ...)                                                           \
	do {                                                                   \
		static const struct line l_[] = { __VA_ARGS__ };               \
		fill(d, l_, sizeof(l_) / sizeof(*l_));                         \
	} while (0)

/* ---- asking ---- */

struct call {
	const char *query, *argument, *scheme, *areas;
};

static int ask(char **text, struct db *d, const struct call *c, struct err *e)
{
	struct doc q;
	struct text note = TEXT_INIT;
	char *argv[] = { (char *)(uintptr_t)c->argument };
	const struct query_order o = { argv, 1, c->scheme, c->areas, 0, -1 };
	size_t len;
	FILE *out = open_memstream(text, &len);
	int rc;

	assert_int_equal(doc_find(&q, "query", c->query, e), 1);
	assert_non_null(out);
	rc = query_named(out, &note, d, &q, &o, QUERY_CSV, e);
	text_free(&note);
	assert_int_equal(fclose(out), 0);
	return rc;
}

/* The columns that are looked at, in their order. */
struct picking {
	const char *wanted; /* "leaders,gap" */
	struct text out;
	int at[16], n;
};

static int pick(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct picking *p = context;

	(void)e;
	for (const char *w = p->wanted; number == 1 && w; p->n++) {
		char name[32] = "";
		size_t len = strcspn(w, ",");

		memcpy(name, w, len);
		p->at[p->n] = csv_column(fields, n, name);
		if (p->at[p->n] < 0)
			fail_msg("no column %s", name);
		w = w[len] ? w + len + 1 : NULL;
	}
	for (int i = 0; number > 1 && i < p->n; i++)
		text_printf(&p->out, "%s%.*s", i ? "," : "",
			SPAN(fields[p->at[i]]));
	if (number > 1)
		text_puts(&p->out, "\n");
	return 0;
}

static void assert_as_it_is(
	struct db *d, struct call c, const char *wanted, const char *expected)
{
	struct err e = ERR_INIT;
	struct picking p = { .wanted = wanted, .out = TEXT_INIT };
	char *text = NULL;
	int rc = ask(&text, d, &c, &e);

	assert_string_equal(e.text, "");
	assert_int_equal(rc, 0);
	assert_int_equal(csv_read(text, strlen(text), ',', pick, &p, &e), 0);
	assert_string_equal(p.out.at ? p.out.at : "", expected);
	text_free(&p.out);
	free(text);
}

/* Derives first. */
static void assert_answer(
	struct db *d, struct call c, const char *wanted, const char *expected)
{
	struct err e = ERR_INIT;

	if (derive_stale(d, &e) < 0)
		fail_msg("%s", e.text);
	assert_as_it_is(d, c, wanted, expected);
}

static void assert_refused(
	struct db *d, struct call c, enum err_kind kind, const char *says)
{
	struct err e = ERR_INIT;
	char *text = NULL;

	assert_true(derive_stale(d, &e) >= 0);
	assert_int_equal(ask(&text, d, &c, &e), -1);
	assert_fault(&e, kind, says);
	assert_string_equal(text, "");
	free(text);
}

#define REGIONS(...)  ((struct call){ "regions", "d/1", __VA_ARGS__ })
#define LEADERS(...)  ((struct call){ "leaders", "d/1", __VA_ARGS__ })
#define STANDING(...) ((struct call){ "region-standing", "d/1", __VA_ARGS__ })
#define CHANGES(...)  ((struct call){ "leader-changes", "d", __VA_ARGS__ })
#define AVERAGES(...) ((struct call){ "region-averages", "d/1", __VA_ARGS__ })

/* ---- regions ---- */

static void regions_1_areas_that_are_given_are_one_region(void **state)
{
	FILL(*state, { 1, "AAA", "2", "50" }, { 1, "DDD", "1", "60" },
		{ 1, "FFF", "3", "40.5" });
	assert_answer(*state, REGIONS(NULL, "FFF,AAA"),
		"scheme,level,parent,region,region_name,leaders,runners_up,gap,"
		"areas,members,coverage",
		"list,,,list,Areas given,AAA,FFF,9.5,2,2,1\n");
}

static void regions_1_an_area_that_is_given_twice_counts_once(void **state)
{
	FILL(*state, { 1, "AAA", "2", "50" }, { 1, "DDD", "1", "60" });
	assert_answer(*state, REGIONS(NULL, "AAA,DDD,AAA"),
		"leaders,areas,members,mean", "DDD,2,2,55\n");
}

static void regions_1_given_areas_that_the_edition_lacks_count_as_members(
	void **state)
{
	FILL(*state, { 1, "AAA", "2", "50" });
	assert_answer(*state, REGIONS(NULL, "AAA,GGG,FFF,EEE"),
		"leaders,sharing,runners_up,gap,areas,members,coverage",
		"AAA,1,,,1,4,0.25\n");
	assert_answer(*state, REGIONS(NULL, "GGG"),
		"leaders,sharing,areas,members,coverage,mean", ",0,0,1,0,\n");
}

static void regions_1_with_a_scheme_its_regions_are_of_these_areas_only(
	void **state)
{
	FILL(*state, { 1, "AAA", "2", "50" }, { 1, "BBB", "1", "60" },
		{ 1, "DDD", "3", "40" });
	assert_answer(*state, REGIONS("s", "AAA,DDD"),
		"scheme,region,leaders,areas,members",
		"s,l,AAA,1,1\ns,m,DDD,1,1\ns,n,AAA,2,2\n");
}

static void regions_1_an_area_lies_in_a_region_of_each_scheme(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 1, "DDD", "2", "40" });
	assert_answer(*state, REGIONS(NULL, NULL),
		"scheme,region,leaders,runners_up,areas,members",
		"s,l,AAA,,1,3\ns,m,DDD,,1,2\ns,n,AAA,DDD,2,5\nt,v,,,0,1\n"
		"t,x,AAA,DDD,2,2\n");
}

static void regions_2_equal_ranks_share_the_lead(void **state)
{
	FILL(*state, { 1, "BBB", "1", "50" }, { 1, "AAA", "1", "50" },
		{ 1, "CCC", "3", "47.25" });
	assert_answer(*state, REGIONS("s", NULL),
		"region,leaders,sharing,score,runners_up,gap",
		"l,AAA BBB,2,50,CCC,2.75\nm,,0,,,\nn,AAA BBB,2,50,CCC,2.75\n");
}

static void regions_2_equal_scores_share_the_lead_where_there_are_no_ranks(
	void **state)
{
	FILL(*state, { 1, "AAA", NULL, "50" }, { 1, "BBB", NULL, "50" },
		{ 1, "CCC", NULL, "40" }, { 1, "DDD", NULL, "40" });
	assert_answer(*state, REGIONS("s", NULL),
		"region,leaders,sharing,runners_up,gap",
		"l,AAA BBB,2,CCC,10\nm,DDD,1,,\nn,AAA BBB,2,CCC DDD,10\n");
}

static void regions_2_equal_scores_with_other_ranks_share_nothing(void **state)
{
	FILL(*state, { 1, "AAA", "2", "50" }, { 1, "BBB", "1", "50" });
	assert_answer(*state, REGIONS(NULL, "AAA,BBB"),
		"leaders,sharing,runners_up,gap", "BBB,1,AAA,0\n");
}

static void regions_2_those_behind_share_too(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 1, "CCC", "2", "40" },
		{ 1, "BBB", "2", "41" }, { 1, "DDD", "4", "39" });
	assert_answer(*state, REGIONS("s", NULL),
		"region,leaders,runners_up,gap",
		"l,AAA,BBB CCC,9\nm,DDD,,\nn,AAA,BBB CCC,9\n");
}

static void regions_2_where_all_share_nobody_is_behind(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 1, "BBB", "1", "50" },
		{ 1, "CCC", "1", "50" });
	assert_answer(*state, REGIONS(NULL, "AAA,BBB,CCC"),
		"leaders,sharing,runners_up,gap,spread,stddev",
		"AAA BBB CCC,3,,,0,0\n");
}

static void regions_2_areas_without_a_rank_come_behind(void **state)
{
	FILL(*state, { 1, "AAA", "", "99" }, { 1, "BBB", "7", "50" },
		{ 1, "CCC", "", "99" });
	assert_answer(*state, REGIONS(NULL, "AAA,BBB,CCC"),
		"leaders,runners_up,gap,areas", "BBB,AAA CCC,-49,3\n");
}

static void regions_3_the_gap_is_between_the_best_scores(void **state)
{
	FILL(*state, { 1, "AAA", "1", "49.996" }, { 1, "BBB", "1", "50" },
		{ 1, "CCC", "3", "45" }, { 1, "DDD", "3", "45.5" });
	assert_answer(*state, REGIONS("s", NULL), "region,leaders,score,gap",
		"l,AAA BBB,50,5\nm,DDD,45.5,\nn,AAA BBB,50,4.5\n");
}

static void regions_3_without_scores_there_is_no_gap(void **state)
{
	FILL(*state, { 1, "AAA", "1", "" }, { 1, "BBB", "2", "50" });
	assert_answer(*state, REGIONS(NULL, "AAA,BBB"),
		"leaders,score,runners_up,gap,areas,scores,mean,stddev",
		"AAA,,BBB,,2,1,50,\n");
}

static void regions_3_a_gap_follows_the_direction(void **state)
{
	FILL(*state, { 1, "AAA", "1", "1.5" }, { 1, "BBB", "2", "2" });
	world_script(*state, "UPDATE indicator SET direction = 'lower'");
	assert_answer(*state, REGIONS(NULL, "AAA,BBB"),
		"leaders,gap,min,max,spread", "AAA,0.5,1.5,2,0.5\n");
}

static void regions_3_where_the_worst_is_first_the_last_leads(void **state)
{
	FILL(*state, { 1, "AAA", "1", "90" }, { 1, "BBB", "2", "20" },
		{ 1, "CCC", "2", "20" }, { 1, "DDD", "4", "14.5" });
	world_script(*state,
		"UPDATE edition SET first = 'worst';"
		"UPDATE indicator SET direction = 'lower'");
	assert_answer(*state, REGIONS("s", NULL),
		"region,leaders,runners_up,gap,best_place,worst_place",
		"l,BBB CCC,AAA,70,2,4\nm,DDD,,,1,1\nn,DDD,BBB CCC,5.5,1,4\n");
}

static void regions_3_decimals_are_those_of_the_scores(void **state)
{
	FILL(*state, { 1, "AAA", "1", "0.3333" }, { 1, "BBB", "2", "0.1" });
	world_script(*state, "UPDATE edition SET decimals = 1");
	assert_answer(*state, REGIONS(NULL, "AAA,BBB"), "gap,spread",
		"0.2333,0.2333\n");
	assert_as_it_is(*state, LEADERS(NULL, "AAA,BBB"), "gap", "0.2333\n");
	assert_as_it_is(*state, STANDING(NULL, "AAA,BBB"), "area,behind",
		"AAA,0\nBBB,0.2333\n");
}

static void regions_4_an_area_without_figures_is_a_member_only(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 1, "BBB", "", "" },
		{ 1, "CCC", "", NULL });
	assert_answer(*state, REGIONS("s", NULL),
		"region,areas,members,scores,best_place,worst_place",
		"l,1,3,1,1,1\nm,0,2,0,,\nn,1,5,1,1,1\n");
}

/* By numpy.median, mean and std(ddof=1). */
static void regions_5_figures_are_those_of_numpy(void **state)
{
	FILL(*state, { 1, "AAA", NULL, "2.5" }, { 1, "BBB", NULL, "61.25" },
		{ 1, "CCC", NULL, "7" }, { 1, "DDD", NULL, "33.4" },
		{ 1, "EEE", NULL, "19.9" }, { 1, "FFF", NULL, "88.125" });
	assert_answer(*state, REGIONS(NULL, "AAA,BBB,CCC,DDD,EEE,FFF"),
		"scores,median,mean,min,max,spread,stddev",
		"6,26.65,35.362500000000004,2.5,88.125,85.625,33."
		"410656047135625\n");
	assert_as_it_is(*state, REGIONS(NULL, "AAA,BBB,CCC"),
		"scores,median,mean,stddev",
		"3,7,23.583333333333332,32.69779554241132\n");
}

static void regions_6_places_are_those_of_the_edition(void **state)
{
	FILL(*state, { 1, "FFF", "1", "90" }, { 1, "AAA", "2", "80" },
		{ 1, "BBB", "3", "70" }, { 1, "CCC", "", "75" });
	assert_answer(*state, REGIONS("s", NULL),
		"region,best_place,worst_place", "l,2,3\nm,,\nn,2,3\n");
}

static void regions_7_a_region_without_areas_has_a_row(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" });
	assert_answer(*state, REGIONS("t", NULL),
		"region,region_name,leaders,sharing,areas,members,coverage,"
		"median,mean",
		"v,Void,,0,0,1,0,,\nx,Xyl,AAA,1,1,2,0.5,50,50\n");
}

static void regions_8_levels_and_parents_are_seen(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" });
	world_script(*state,
		"INSERT INTO region VALUES ('s', 'll', 'Low', 'l');"
		"UPDATE member SET region = 'll' WHERE area = 'BBB'");
	assert_answer(*state, REGIONS("s", NULL), "region,level,parent,members",
		"l,1,n,3\nll,2,l,1\nm,1,n,2\nn,0,,5\n");
}

static void what_is_stale_is_refused(void **state)
{
	struct err e = ERR_INIT;
	char *text = NULL;

	FILL(*state, { 1, "AAA", "1", "50" });
	assert_true(derive_stale(*state, &e) >= 0);
	world_script(
		*state, "UPDATE member SET region = 'm' WHERE scheme = 's'");
	assert_int_equal(ask(&text, *state, &REGIONS(NULL, "AAA,BBB"), &e), -1);
	assert_fault(&e, ERR_DATA,
		"what was derived of d is stale: run kosh-derive (kosh-query "
		"derived d says why)");
	free(text);
}

static void areas_have_to_be_known(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" });
	assert_refused(*state, REGIONS(NULL, "AAA,ZZZ"), ERR_DATA,
		"no area 'ZZZ' in the database: expected a code of ISO 3166-1 "
		"alpha-3, such as KAZ");
	assert_refused(*state, CHANGES(NULL, "AAA,,BBB"), ERR_USAGE,
		"--areas 'AAA,,BBB': expected codes such as KAZ,UZB");
	assert_refused(*state, CHANGES(NULL, ",AAA"), ERR_USAGE,
		"--areas ',AAA': expected codes such as KAZ,UZB");
	assert_refused(*state, CHANGES(NULL, "AAA,"), ERR_USAGE,
		"--areas 'AAA,': expected codes such as KAZ,UZB");
	assert_refused(*state, LEADERS("u", NULL), ERR_DATA,
		"no scheme u in the database: it has s, t");
}

/* ---- leaders ---- */

static void leaders_2_are_those_of_region_leader(void **state)
{
	FILL(*state, { 1, "AAA", "2", "50" }, { 1, "BBB", "1", "50" },
		{ 1, "CCC", "", "70" }, { 1, "DDD", "2", "51" },
		{ 1, "EEE", "", "" }, { 2, "AAA", NULL, "1" },
		{ 2, "DDD", NULL, "1" }, { 3, "BBB", "1", "3" },
		{ 3, "CCC", "1", "" }, { 3, "EEE", "3", "4" });
	world_script(*state,
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator_id = 3");
	assert_answer(*state, LEADERS(NULL, NULL),
		"scheme,region,leader,rank,score,runner_up,gap,areas,leaders,"
		"sharing",
		"s,l,BBB,1,50,AAA,0,3,BBB,1\ns,m,DDD,2,51,,,1,DDD,1\n"
		"s,n,BBB,1,50,DDD,-1,4,BBB,1\nt,x,DDD,2,51,AAA,1,2,AAA DDD,"
		"2\n");
	check_rows(*state,
		"SELECT scheme, region, leader, rank, score, runner_up, gap, "
		"areas FROM region_leader WHERE edition = '1' "
		"ORDER BY scheme, region",
		"\n",
		"s|l|BBB|1|50.0|AAA|0.0|3\ns|m|DDD|2|51.0|-|-|1\n"
		"s|n|BBB|1|50.0|DDD|-1.0|4\nt|x|DDD|2|51.0|AAA|1.0|2");
	assert_as_it_is(*state, (struct call){ "leaders", "d/2", "t", NULL },
		"leader,runner_up,gap,leaders,sharing",
		"AAA,DDD,0,AAA DDD,2\n");
	assert_as_it_is(*state, (struct call){ "leaders", "d/3", "s", NULL },
		"region,leader,runner_up,gap,leaders,sharing",
		"l,BBB,CCC,,BBB CCC,2\nm,EEE,,,EEE,1\nn,BBB,CCC,,BBB CCC,2\n");
}

static void leaders_1_can_be_those_of_areas_that_are_given(void **state)
{
	FILL(*state, { 1, "AAA", "2", "50" }, { 1, "DDD", "1", "60.5" },
		{ 1, "FFF", "3", "40" });
	assert_answer(*state, LEADERS(NULL, "AAA,FFF,DDD,GGG"),
		"scheme,region,region_name,leader,name,rank,score,runner_up,"
		"gap,areas,leaders,sharing",
		"list,list,Areas given,DDD,Dune,1,60.5,AAA,10.5,3,DDD,1\n");
	assert_as_it_is(*state, LEADERS("s", "AAA,FFF"),
		"scheme,region,leader,areas", "s,l,AAA,1\ns,n,AAA,1\n");
	assert_as_it_is(*state, LEADERS(NULL, "GGG"), "leader", "");
}

/* ---- region-standing ---- */

static void standing_2_places_are_those_of_region_standing(void **state)
{
	FILL(*state, { 1, "AAA", "", "99" }, { 1, "BBB", "6", "50" },
		{ 1, "CCC", "6", "49" }, { 1, "DDD", "", "" },
		{ 1, "EEE", "7", "60" });
	assert_answer(*state, STANDING("s", NULL),
		"region,place,of,area,rank,score,behind",
		"l,1,3,BBB,6,50,0\nl,1,3,CCC,6,49,1\nl,3,3,AAA,,99,-49\n"
		"m,1,1,EEE,7,60,0\n"
		"n,1,4,BBB,6,50,0\nn,1,4,CCC,6,49,1\nn,3,4,EEE,7,60,-10\n"
		"n,4,4,AAA,,99,-49\n");
	check_rows(*state,
		"SELECT region, area, place FROM region_standing "
		"WHERE scheme = 's' ORDER BY region, place, area",
		"\n",
		"l|BBB|1\nl|CCC|1\nl|AAA|3\nm|EEE|1\nn|BBB|1\nn|CCC|1\n"
		"n|EEE|3\nn|AAA|4");
}

static void standing_1_places_are_counted_among_those_given(void **state)
{
	FILL(*state, { 1, "AAA", "3", "30" }, { 1, "BBB", "1", "50" },
		{ 1, "FFF", "9", "10" });
	assert_answer(*state, STANDING(NULL, "FFF,AAA,GGG,FFF"),
		"scheme,region,region_name,place,of,area,name,behind",
		"list,list,Areas given,1,2,AAA,Alba,0\n"
		"list,list,Areas given,2,2,FFF,Faro,20\n");
}

static void standing_3_behind_follows_the_direction(void **state)
{
	FILL(*state, { 1, "AAA", NULL, "1.5" }, { 1, "BBB", NULL, "2" },
		{ 1, "CCC", NULL, NULL });
	world_script(*state, "UPDATE indicator SET direction = 'lower'");
	assert_answer(*state, STANDING(NULL, "AAA,BBB,CCC"), "area,behind",
		"AAA,0\nBBB,0.5\n");
}

/* ---- leader-changes ---- */

#define CHANGED                                                                \
	"region,edition_from,edition,leaders_from,leaders,changed,gap_from,"   \
	"gap,comparable"

static void changes_2_each_edition_stands_beside_the_one_before(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 1, "BBB", "2", "49.5" },
		{ 2, "AAA", "2", "50" }, { 2, "BBB", "1", "57" },
		{ 3, "AAA", "2", "5" }, { 3, "BBB", "1", "9" });
	assert_answer(*state, CHANGES(NULL, "AAA,BBB"), CHANGED,
		"list,,1,,AAA,,,0.5,\nlist,1,2,AAA,BBB,yes,0.5,7,yes\n"
		"list,2,3,BBB,BBB,no,7,4,no\n");
}

static void changes_2_editions_without_the_region_are_passed_over(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 2, "FFF", "1", "50" },
		{ 3, "BBB", "1", "60" }, { 2, "AAA", "", "" });
	assert_answer(*state, CHANGES(NULL, "AAA,BBB"), CHANGED,
		"list,,1,,AAA,,,,\nlist,1,3,AAA,BBB,yes,,,no\n");
	assert_as_it_is(*state, CHANGES(NULL, "GGG"), CHANGED, "");
}

static void changes_4_who_joins_the_lead_changes_it(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 1, "BBB", "2", "49" },
		{ 2, "AAA", "1", "50" }, { 2, "BBB", "1", "50.001" },
		{ 3, "AAA", "1", "50.002" }, { 3, "BBB", "1", "50" });
	assert_answer(*state, CHANGES(NULL, "AAA,BBB"), CHANGED,
		"list,,1,,AAA,,,1,\nlist,1,2,AAA,AAA BBB,yes,1,,yes\n"
		"list,2,3,AAA BBB,AAA BBB,no,,,no\n");
}

static void changes_6_who_enters_and_who_went_is_told(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 1, "BBB", "2", "40" },
		{ 1, "CCC", "3", "30" }, { 2, "BBB", "1", "45" },
		{ 2, "CCC", "2", "40" }, { 3, "AAA", "3", "1" },
		{ 3, "BBB", "2", "2" }, { 3, "CCC", "4", "1" },
		{ 3, "DDD", "1", "9" });
	assert_answer(*state, CHANGES("s", NULL),
		"region,edition,leaders,areas_from,areas,entered,went,"
		"leaders_new,leaders_gone",
		"l,1,AAA,,3,,,,\nl,2,BBB,3,2,0,1,,AAA\nl,3,BBB,2,3,1,0,,\n"
		"m,3,DDD,,1,,,,\n"
		"n,1,AAA,,3,,,,\nn,2,BBB,3,2,0,1,,AAA\nn,3,DDD,2,4,2,0,DDD,"
		"\n");
}

static void changes_3_a_gap_is_that_of_its_edition(void **state)
{
	FILL(*state, { 1, "AAA", NULL, "1.25" }, { 1, "BBB", NULL, "2" },
		{ 2, "AAA", NULL, "1.25" }, { 2, "BBB", NULL, "2" });
	world_script(*state,
		"UPDATE indicator SET direction = 'lower' "
		"WHERE indicator_id = 1");
	assert_answer(*state, CHANGES(NULL, "AAA,BBB"), CHANGED,
		"list,,1,,AAA,,,0.75,\nlist,1,2,AAA,BBB,yes,0.75,0.75,yes\n");
}

/* ---- region-averages ---- */

static void average(struct db *d, const char *cell, const char *of,
	const char *value, const char *rest)
{
	char sql[500];

	snprintf(sql, sizeof(sql),
		"INSERT INTO average (dataset, edition, file, sheet, cell, "
		"scheme, region, indicator, value, raw, line, period, areas) "
		"VALUES ('d', '1', 'one.xlsx', 'S', '%s', %s, 'overall', %s, "
		"'%s', (SELECT count(*) FROM average), %s)",
		cell, of, value, value, rest);
	world_script(d, sql);
}

#define COMPARED                                                               \
	"region,published,recomputed,difference,tolerance,within,"             \
	"areas_published,areas,cell"

static void averages_2_are_of_the_areas_of_the_region(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" }, { 1, "BBB", "2", "40" },
		{ 1, "CCC", "3", "" }, { 1, "DDD", "4", "10" },
		{ 1, "FFF", "5", "0" }, { 2, "AAA", "1", "99" });
	average(*state, "C9", "'s', 'l'", "45", "NULL, 2");
	average(*state, "B10", "'s', 'n'", "33.3", "NULL, NULL");
	average(*state, "AA9", "NULL, NULL", "25", "NULL, 4");
	average(*state, "B11", "'t', 'v'", "1", "NULL, NULL");
	assert_answer(*state, AVERAGES(NULL, NULL), COMPARED,
		"l,45,45,0,0.505,yes,2,2,C9\n,25,25,0,0.505,yes,4,4,AA9\n"
		"n,33.3,33.333333333333336,-0.033333333333338544,0.055,yes,,3,"
		"B10\nv,1,,,0.505,,,0,B11\n");
	assert_as_it_is(*state, AVERAGES("s", NULL), "cell", "C9\nB10\n");
}

static void averages_5_what_rounding_explains_is_told(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50.12" }, { 1, "BBB", "2", "40.12" });
	average(*state, "A1", "'s', 'l'", "45.12", "NULL, NULL");
	average(*state, "A2", "'s', 'l'", "45.1", "NULL, NULL");
	average(*state, "A3", "'s', 'l'", "45.2", "NULL, NULL");
	average(*state, "A4", "'s', 'l'", "45.1234", "NULL, NULL");
	average(*state, "A5", "'s', 'l'", "45.1253", "NULL, NULL");
	average(*state, "A6", "'s', 'l'", "45.17", "NULL, NULL");
	average(*state, "A7", "'s', 'l'", "45", "NULL, NULL");
	assert_answer(*state, AVERAGES(NULL, NULL), "cell,within",
		"A1,yes\nA2,yes\nA3,no\nA4,scores\nA5,no\nA6,no\nA7,yes\n");
}

static void averages_2_are_of_their_period(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" });
	world_script(*state,
		"INSERT INTO observation VALUES "
		"(1, 1, 'score', '2020', 'AAA', 0, 9, '9', 1, 'A1', 1), "
		"(1, 1, 'score', '2020', 'AAA', 1, 8, '8', 1, 'A1', 1), "
		"(1, 1, 'rank', '2020', 'AAA', 0, 1, '1', 1, 'A1', 1)");
	average(*state, "A1", "'s', 'l'", "50", "NULL, NULL");
	average(*state, "A2", "'s', 'l'", "9", "'2020', NULL");
	average(*state, "A3", "'s', 'l'", "9", "'2021', NULL");
	assert_answer(*state, AVERAGES(NULL, NULL),
		"cell,period,recomputed,areas,within",
		"A1,2024,50,1,yes\nA2,2020,9,1,yes\nA3,2021,,0,\n");
}

static void averages_6_of_another_workbook_are_marked(void **state)
{
	FILL(*state, { 1, "AAA", "1", "50" });
	average(*state, "A1", "'s', 'l'", "50", "NULL, NULL");
	assert_answer(
		*state, AVERAGES(NULL, NULL), "file,current", "one.xlsx,yes\n");
	world_script(*state,
		"UPDATE release SET file = 'new.xlsx' WHERE release_id = 1");
	assert_as_it_is(
		*state, AVERAGES(NULL, NULL), "file,current", "one.xlsx,no\n");
	world_script(
		*state, "UPDATE release SET file = NULL WHERE release_id = 1");
	assert_as_it_is(
		*state, AVERAGES(NULL, NULL), "file,current", "one.xlsx,no\n");
}

static void averages_go_with_their_edition(void **state)
{
	average(*state, "A1", "'s', 'l'", "50", "NULL, NULL");
	world_script(*state,
		"DELETE FROM release; DELETE FROM indicator; "
		"DELETE FROM edition WHERE edition = '1'");
	check_rows(*state, "SELECT count(*) FROM average", "\n", "0");
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_world, world_close)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(regions_1_areas_that_are_given_are_one_region),
		TEST(regions_1_an_area_that_is_given_twice_counts_once),
		TEST(regions_1_given_areas_that_the_edition_lacks_count_as_members),
		TEST(regions_1_with_a_scheme_its_regions_are_of_these_areas_only),
		TEST(regions_1_an_area_lies_in_a_region_of_each_scheme),
		TEST(regions_2_equal_ranks_share_the_lead),
		TEST(regions_2_equal_scores_share_the_lead_where_there_are_no_ranks),
		TEST(regions_2_equal_scores_with_other_ranks_share_nothing),
		TEST(regions_2_those_behind_share_too),
		TEST(regions_2_where_all_share_nobody_is_behind),
		TEST(regions_2_areas_without_a_rank_come_behind),
		TEST(regions_3_the_gap_is_between_the_best_scores),
		TEST(regions_3_without_scores_there_is_no_gap),
		TEST(regions_3_a_gap_follows_the_direction),
		TEST(regions_3_where_the_worst_is_first_the_last_leads),
		TEST(regions_3_decimals_are_those_of_the_scores),
		TEST(regions_4_an_area_without_figures_is_a_member_only),
		TEST(regions_5_figures_are_those_of_numpy),
		TEST(regions_6_places_are_those_of_the_edition),
		TEST(regions_7_a_region_without_areas_has_a_row),
		TEST(regions_8_levels_and_parents_are_seen),
		TEST(what_is_stale_is_refused),
		TEST(areas_have_to_be_known),
		TEST(leaders_2_are_those_of_region_leader),
		TEST(leaders_1_can_be_those_of_areas_that_are_given),
		TEST(standing_2_places_are_those_of_region_standing),
		TEST(standing_1_places_are_counted_among_those_given),
		TEST(standing_3_behind_follows_the_direction),
		TEST(changes_2_each_edition_stands_beside_the_one_before),
		TEST(changes_2_editions_without_the_region_are_passed_over),
		TEST(changes_4_who_joins_the_lead_changes_it),
		TEST(changes_6_who_enters_and_who_went_is_told),
		TEST(changes_3_a_gap_is_that_of_its_edition),
		TEST(averages_2_are_of_the_areas_of_the_region),
		TEST(averages_5_what_rounding_explains_is_told),
		TEST(averages_2_are_of_their_period),
		TEST(averages_6_of_another_workbook_are_marked),
		TEST(averages_go_with_their_edition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
