/* SPDX-License-Identifier: MIT */
/*
 * Claims in YAML, and those of leaders, counts, earlier ranks, figures of the
 * press and figures made of their parts. Numbers in names are those of the
 * requirements at the heads of the files in sql/audit.
 */
#include "tests/check.h"

#include "pipeline/audit/claim_inside.h"
#include "pipeline/store/load.h"

/* ---- reading ----------------------------------------------------------------
 */

static int read_text(struct claims **out, const char *folder, const char *name,
	const char *text, struct err *e)
{
	char path[PATH_TEXT];

	path_in(path, folder, name);
	write_text(path, text);
	assert_int_equal(claims_open(out, e), 0);
	return claims_read((char[HASH_HEX]){ "" }, *out, path, e);
}

static void an_item_of_yaml_is_a_claim(void **state)
{
	struct err e = ERR_INIT;
	struct claims *c = NULL;

	assert_int_equal(
		read_text(&c, *state, "c.yaml",
			"# two\n\n"
			"- {dataset: d, edition: \"2\", area: KAZ, value: "
			"49.0, source: \"a: b\"}\n"
			"- dataset: d\n  edition: \"2\"\n  what: first-among\n"
			"  area: KAZ\n  among: [KAZ, UZB]\n  date: "
			"2026-01-13\n",
			&e),
		0);
	assert_int_equal(c->n, 2);
	assert_int_equal(c->at[0].record, 3);
	assert_string_equal(c->at[0].given[CLAIM_VALUE], "49.0");
	assert_int_equal(c->at[0].decimals, 1);
	assert_string_equal(c->at[0].given[CLAIM_SOURCE], "a: b");
	assert_int_equal(c->at[1].record, 4);
	assert_int_equal(c->at[1].kind, CLAIM_FIRST);
	assert_string_equal(c->at[1].given[CLAIM_AMONG], "KAZ, UZB");
	assert_string_equal(c->at[1].given[CLAIM_MEASURE], "first-among");
	assert_close(c->at[1].value, 1);
	assert_string_equal(c->at[1].moment, "");
	claims_close(c);
}

#define ITEM "- {dataset: d, edition: \"2\", area: KAZ, value: 1"

static void what_is_no_list_of_claims_is_refused_with_its_line(void **state)
{
	static const struct {
		const char *yaml, *says;
	} refused[] = {
		{ "", "c.yaml:1: expected a list of items, as - {key: value}" },
		{ "dataset: d\n",
			"c.yaml:1: expected a list of items, as - {key: "
			"value}" },
		{ ITEM "}\n- [1\n", "c.yaml:3: this is no YAML: " },
		{ ITEM "}\n- 5\n", "c.yaml:2: expected keys, as {key: value}" },
		{ ITEM "}\n- {dataset: d,\n   mesure: rank}\n",
			"c.yaml:3: unknown key 'mesure': expected one of "
			"dataset, edition, from" },
		{ ITEM "}\n- {\"\\e[31m\": 1}\n",
			"c.yaml:2: unknown key '\\x1b[31m'" },
		{ ITEM ",\n value: 2}\n", "c.yaml:2: value stands twice here" },
		{ ITEM ", among: {a: b}}\n",
			"c.yaml:1: expected one value, or a list of them" },
		{ ITEM ", among: [KAZ, [UZB]]}\n",
			"c.yaml:1: expected a list of texts without commas" },
		{ ITEM ", among: [\"KAZ,UZB\"]}\n",
			"c.yaml:1: expected a list of texts without commas" },
		{ ITEM ", source: \"a\\0b\"}\n",
			"c.yaml:1: a text holds a NUL" },
		{ ITEM "}\n---\n" ITEM "}\n",
			"c.yaml:3: a second document begins here" },
		{ ITEM "}\n- {dataset: d, edition: \"2\", area: KAZ}\n",
			"c.yaml:2: it has no value" },
		{ "- {dataset: d, edition: \"2\", area: KAZ, value: 60th}\n",
			"c.yaml:1: value '60th': expected a plain decimal" },
		{ "- &a [1,1,1,1,1,1,1,1,1,1]\n"
		  "- &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
		  "- &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
		  "- &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
		  "- &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
		  "- &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
			"c.yaml:6: more entries" },
	};

	for (size_t i = 0; i < COUNT(refused); i++) {
		struct err e = ERR_INIT;
		struct claims *c = NULL;

		assert_int_equal(
			read_text(&c, *state, "c.yaml", refused[i].yaml, &e),
			-1);
		assert_int_equal(e.kind, ERR_DATA);
		assert_contains(e.text, refused[i].says);
		claims_close(c);
	}
}

#define HEADER "dataset,edition,area,what,value,from,region,scheme,among,date\n"

static void what_a_kind_lacks_or_has_too_much_is_refused(void **state)
{
	static const struct {
		const char *claim, *says;
	} refused[] = {
		{ "d,2,KAZ,best,1,,,,,", "measure 'best': expected score" },
		{ "d,2,KAZ,leader,1,,,m49,,",
			"a leader: expected its region in 'region', and whose "
			"that is in 'scheme'" },
		{ "d,2,KAZ,rank,1,,Asia,,,",
			"region 'Asia': measure is no leader" },
		{ "d,2,KAZ,rank,1,,,m49,,",
			"scheme 'm49': measure is no leader" },
		{ "d,2,KAZ,first-among,1,,,,,",
			"first-among: expected areas in 'among', as KAZ, UZB" },
		{ "d,2,KAZ,leader,1,,Asia,m49,KAZ,",
			"among 'KAZ': measure is no first-among" },
		{ "d,2,KAZ,count,195,,,,,",
			"area 'KAZ': a count is of all areas" },
		{ "d,2,,count,,,,,,", "it has no value" },
		{ "d,2,KAZ,rank-before,,,,,,", "it has no value" },
		{ "d,2,KAZ,rank-before,1,2,,,,",
			"from '2': that is the edition itself" },
		{ "d,2,KAZ,leader,1,1,Asia,m49,,",
			"from '1': measure is no delta" },
		{ "d,2,KAZ,leader,up 1,,Asia,m49,,",
			"value 'up 1': expected a plain decimal" },
		{ "d,2,KAZ,rank,1,,,,,Christmas",
			"date 'Christmas': expected a day such as" },
	};

	for (size_t i = 0; i < COUNT(refused); i++) {
		struct err e = ERR_INIT;
		struct claims *c = NULL;
		char csv[400];

		snprintf(csv, sizeof(csv), HEADER "%s\n", refused[i].claim);
		assert_int_equal(read_text(&c, *state, "c.csv", csv, &e), -1);
		assert_int_equal(e.kind, ERR_DATA);
		assert_contains(e.text, "c.csv: record 2: ");
		assert_contains(e.text, refused[i].says);
		claims_close(c);
	}
}

static void what_and_measure_are_one(void **state)
{
	static const char both[] = "dataset,edition,area,what,measure,value\n";
	struct err e = ERR_INIT;
	struct claims *c = NULL;
	char csv[200];

	snprintf(csv, sizeof(csv), "%sd,2,KAZ,rank,,1\nd,2,KAZ,,raw,1\n", both);
	assert_int_equal(read_text(&c, *state, "c.csv", csv, &e), 0);
	assert_string_equal(c->at[0].given[CLAIM_MEASURE], "rank");
	assert_string_equal(c->at[1].given[CLAIM_MEASURE], "raw");
	claims_close(c);
	snprintf(csv, sizeof(csv), "%sd,2,KAZ,rank,rank,1\n", both);
	assert_int_equal(read_text(&c, *state, "c.csv", csv, &e), -1);
	assert_contains(e.text, "expected 'what' or 'measure', not both");
	claims_close(c);
}

static void a_column_that_is_nearly_a_known_one_is_refused(void **state)
{
	static const struct {
		const char *column, *meant;
	} near[] = { { "mesure", "measure" }, { "form", "from" },
		{ "as-of", "as_of" }, { "Value", "value" },
		{ "regoin", "region" }, { "sources", "source" } };
	struct claims *c = NULL;

	for (size_t i = 0; i < COUNT(near); i++) {
		struct err e = ERR_INIT;
		char csv[200], says[100];

		snprintf(csv, sizeof(csv), "dataset,edition,area,value,%s\n",
			near[i].column);
		snprintf(says, sizeof(says),
			"the header has a column '%s': is '%s' meant?",
			near[i].column, near[i].meant);
		assert_int_equal(read_text(&c, *state, "c.csv", csv, &e), -1);
		assert_contains(e.text, says);
		claims_close(c);
	}
}

static void a_column_that_is_none_of_ours_is_passed_over(void **state)
{
	struct err e = ERR_INIT;
	struct claims *c = NULL;

	assert_int_equal(
		read_text(&c, *state, "c.csv",
			"dataset,edition,area,value,url,note,page,author\n"
			"d,2,KAZ,1,,,,\n",
			&e),
		0);
	assert_int_equal(c->n, 1);
	claims_close(c);
}

/* ---- checking ---------------------------------------------------------------
 */

/* d: the higher the better, 1 is ranked, 2 besides by p of parts q and r, of
 * which the press printed something. f: the lower the better, rank 1 is the
 * worst. */
static const char content[] =
	"INSERT INTO dataset (dataset, title, publisher, direction) VALUES "
	"('d', 'D', 'P', 'higher'), ('f', 'F', 'P', 'lower');"
	"INSERT INTO regime VALUES ('d', 'old', 'Old'), ('d', 'new', 'New'), "
	"('f', 'all', 'All');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, direction, "
	"ties, period, first) VALUES "
	"('d', '0', 1, 'old', 'higher', 'none', '2023', 'best'), "
	"('d', '1', 2, 'old', 'higher', 'none', '2024', 'best'), "
	"('d', '2', 3, 'new', 'higher', 'none', '2025', 'best'), "
	"('f', '1', 1, 'all', 'lower', 'none', '2025', 'worst');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator, "
	"parent, ordinal, level, label, weight, combine, direction, decimals) "
	"VALUES "
	"(1, 'd', '0', 'overall', NULL, 0, 0, 'A', 1, 'none', 'higher', 2), "
	"(2, 'd', '1', 'overall', NULL, 0, 0, 'A', 1, 'none', 'higher', 2), "
	"(3, 'd', '2', 'overall', NULL, 0, 0, 'A', 1, 'none', 'higher', 2), "
	"(4, 'd', '2', 'p', NULL, 1, 0, 'P', 1, 'mean', 'higher', 2), "
	"(5, 'd', '2', 'q', 'p', 2, 1, 'Q', 0.25, 'none', 'higher', 2), "
	"(6, 'd', '2', 'r', 'p', 3, 1, 'R', 0.75, 'none', 'higher', NULL), "
	"(7, 'f', '1', 'overall', NULL, 0, 0, 'A', 1, 'none', 'lower', 1), "
	"(8, 'd', '2', 's', NULL, 4, 0, 'S', 1, 'sum', 'higher', 2), "
	"(9, 'd', '2', 't', 's', 5, 1, 'T', 2, 'none', 'higher', 1);"
	"INSERT INTO release (release_id, dataset, edition, release, state, "
	"source, published, file, fetched, loaded) VALUES "
	"(1, 'd', '0', printf('%064d', 1), 'current', 'workbook', '2023', 'a', "
	"NULL, '2027'), "
	"(2, 'd', '1', printf('%064d', 2), 'current', 'workbook', '2024', 'b', "
	"NULL, '2027'), "
	"(3, 'd', '2', printf('%064d', 3), 'current', 'workbook', '2026-01', "
	"'c', NULL, '2027'), "
	"(4, 'd', '2', printf('%064d', 4), 'aside', 'press', '2025-12-24', "
	"'p', '2026-05-01T00:00:00Z', '2027'), "
	"(5, 'd', '2', printf('%064d', 5), 'aside', 'press', '2025-12-24', "
	"'p', '2026-06-01T00:00:00Z', '2027'), "
	"(6, 'f', '1', printf('%064d', 6), 'current', 'workbook', '2025', 'f', "
	"NULL, '2027'), "
	"(7, 'd', '2', printf('%064d', 7), 'superseded', 'workbook', "
	"'2025-11', 'g', NULL, '2027');"
	"INSERT INTO label VALUES (1, 'x');"
	"INSERT INTO sheet VALUES (1, 'S');"
	"INSERT INTO observation VALUES "
	"(1, 1, 'rank', '2023', 'KAZ', 0, 72, '72', 1, 'A1', 1), "
	"(2, 2, 'rank', '2024', 'KAZ', 0, 76, '76', 1, 'A1', 1), "
	"(2, 2, 'rank', '2024', 'UZB', 0, 70, '70', 1, 'A2', 1), "
	"(3, 3, 'rank', '2025', 'KAZ', 0, 58, '58', 1, 'A1', 1), "
	"(3, 3, 'rank', '2025', 'UZB', 0, 62, '62', 1, 'A2', 1), "
	"(3, 3, 'rank', '2025', 'KGZ', 0, 62, '62', 1, 'A3', 1), "
	"(3, 3, 'score', '2025', 'TJK', 0, 90, '90', 1, 'A4', 1), "
	"(3, 3, 'score', '2025', 'KAZ', 0, 50, '50', 1, 'B1', 1), "
	"(3, 3, 'rank', '2025', 'IND', 0, 27, '27', 1, 'A5', 1), "
	"(3, 3, 'rank', '2025', 'TKM', 0, NULL, 'n/a', 1, 'A6', 1), "
	"(3, 3, 'score', '2025', 'AZE', 0, 51.91, '51.91', 1, 'B2', 1), "
	"(3, 5, 'score', '2025', 'KAZ', 0, 10, '10', 1, 'C1', 1), "
	"(3, 6, 'score', '2025', 'KAZ', 0, 20.5, '20.5', 1, 'C2', 1), "
	"(3, 5, 'score', '2025', 'UZB', 0, 10, '10', 1, 'C3', 1), "
	"(3, 4, 'score', '2025', 'IND', 0, NULL, '-', 1, 'C4', 1), "
	"(3, 5, 'score', '2025', 'IND', 0, 1, '1', 1, 'C5', 1), "
	"(3, 6, 'score', '2025', 'IND', 0, 1, '1', 1, 'C6', 1), "
	"(3, 9, 'score', '2025', 'KAZ', 0, 4.5, '4.5', 1, 'C7', 1), "
	"(4, 3, 'rank', '2025', 'KAZ', 0, 61, '61', 1, 'D1', 1), "
	"(5, 3, 'rank', '2025', 'KAZ', 0, 60, '60', 1, 'D1', 1), "
	"(5, 3, 'rank', '2025', 'UZB', 0, 59, '59', 1, 'D2', 1), "
	"(5, 3, 'score', '2025', 'AZE', 0, 49, '49.0', 1, 'D3', 1), "
	"(6, 7, 'rank', '2025', 'KAZ', 0, 3, '3', 1, 'A1', 1), "
	"(6, 7, 'rank', '2025', 'UZB', 0, 9, '9', 1, 'A2', 1), "
	"(6, 7, 'score', '2025', 'KGZ', 0, 5, '5', 1, 'A3', 1), "
	"(6, 7, 'score', '2025', 'TJK', 0, 7, '7', 1, 'A4', 1), "
	"(7, 3, 'rank', '2025', 'KAZ', 0, 57, '57', 1, 'E1', 1), "
	"(7, 3, 'rank', '2025', 'IND', 0, 26, '26', 1, 'E2', 1);";

static struct db *open_content(const struct areas *a)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	if (db_open(&d, ":memory:", DB_CREATE, &e) < 0 || db_begin(d, &e) < 0 ||
		db_end(d, load_areas(d, a, &e), &e) < 0 ||
		db_script(d, "content", content, &e) < 0)
		fail_msg("%s", e.text);
	return d;
}

static void check(const char *folder, const char *claim,
	enum query_format format, long counts[CLAIM_VERDICTS],
	struct text *answer, struct err *e)
{
	static const char header[] =
		"dataset,edition,from,area,indicator,what,region,scheme,among,"
		"as_of,op,source,value\n";
	struct claims_order o = { NULL, format };
	struct claims *c = NULL;
	struct areas *a = NULL;
	struct text csv = TEXT_INIT;
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);
	struct db *d;

	assert_int_equal(areas_open(&a, ".", e), 0);
	d = open_content(a);
	text_printf(&csv, "%s%s\n", header, claim);
	if (read_text(&c, folder, "c.csv", csv.at, e) < 0)
		fail_msg("%s", e->text);
	claims_check(counts, out, c, d, a, &o, e);
	fclose(out);
	text_puts(answer, text);
	free(text);
	text_free(&csv);
	claims_close(c);
	areas_close(a);
	db_close(d);
}

static void assert_checked(const char *folder, const char *claim,
	enum claim_verdict verdict, const char *says)
{
	long counts[CLAIM_VERDICTS];
	struct text found = TEXT_INIT;
	struct err e = ERR_INIT;

	check(folder, claim, QUERY_CSV, counts, &found, &e);
	assert_string_equal(e.text, "");
	if (counts[verdict] != 1)
		fail_msg("%s: %s", claim, found.at);
	assert_contains(found.at, says);
	text_free(&found);
}

static void assert_refused(
	const char *folder, const char *claim, const char *says)
{
	long counts[CLAIM_VERDICTS];
	struct text found = TEXT_INIT;
	struct err e = ERR_INIT;

	check(folder, claim, QUERY_CSV, counts, &found, &e);
	assert_int_equal(e.kind, ERR_DATA);
	assert_contains(e.text, "c.csv: record 2: ");
	assert_contains(e.text, says);
	text_free(&found);
}

/* ---- a place in a region or a list ---- */

static void place_1_an_area_lies_in_the_regions_above_too(void **state)
{
	assert_checked(*state, "d,2,,KAZ,,leader,Central Asia,m49,,,,,1",
		CLAIM_TRUE, "says 1 of 4: KAZ 58, KGZ 62, UZB 62, TJK 90");
	assert_checked(*state, "d,2,,KAZ,,leader,143,m49,,,,,", CLAIM_TRUE,
		"says 1 of 4");
	assert_checked(*state, "d,2,,KAZ,,leader,asia,m49,,,,,1", CLAIM_FALSE,
		"says 2 of 6: IND 27, KAZ 58");
	assert_checked(*state, "d,2,,KAZ,,leader,Asia,m49,,,,,2", CLAIM_TRUE,
		"IND 27, KAZ 58, KGZ 62, UZB 62, TJK 90, ...");
}

static void place_2_a_place_is_shared_and_no_rank_is_last(void **state)
{
	assert_checked(*state, "d,2,,UZB,,leader,Central Asia,m49,,,,,2",
		CLAIM_TRUE, "; shared with KGZ");
	assert_checked(*state, "d,2,,KGZ,,leader,Central Asia,m49,,,,,2",
		CLAIM_TRUE, "; shared with UZB");
	assert_checked(*state, "d,2,,TJK,,leader,Central Asia,m49,,,,,4",
		CLAIM_TRUE, ",A4,");
	assert_checked(*state, "d,2,,UZB,,first-among,,,\"UZB, KGZ\",,,,1",
		CLAIM_TRUE, "says 1 of 2: KGZ 62, UZB 62; shared with KGZ");
	assert_checked(*state, "d,2,,TKM,,leader,Central Asia,m49,,,,,5",
		CLAIM_UNKNOWN,
		"TKM has no place in 'Central Asia' (m49): it is not in that "
		"region, or d/2 has no figure of it");
	assert_checked(*state, "d,2,,IND,,leader,Central Asia,m49,,,,,1",
		CLAIM_UNKNOWN, "IND has no place in");
}

static void place_3_where_the_worst_is_first_the_last_leads(void **state)
{
	assert_checked(*state, "f,1,,UZB,,leader,Central Asia,m49,,,,,1",
		CLAIM_TRUE, "says 1 of 4: UZB 9, KAZ 3, KGZ 5, TJK 7");
	assert_checked(*state, "f,1,,KAZ,,leader,Central Asia,m49,,,,,1",
		CLAIM_FALSE, "says 2 of 4");
	assert_checked(*state, "f,1,,TJK,,first-among,,,\"KGZ, TJK\",,,,2",
		CLAIM_TRUE, "says 2 of 2: KGZ 5, TJK 7");
}

static void place_4_of_the_press_only_where_all_are_printed(void **state)
{
	assert_checked(*state, "d,2,,UZB,,first-among,,,\"KAZ, UZB\",,,,1",
		CLAIM_TRUE_OF, "says 1 of 2: UZB 59, KAZ 60");
	assert_checked(*state, "d,2,,UZB,,first-among,,,\"KAZ, UZB, KGZ\",,,,1",
		CLAIM_FALSE, "the current release says 2 of 3");
	assert_checked(*state, "d,2,,UZB,,leader,Central Asia,m49,,,,,1",
		CLAIM_FALSE, "the current release says 2 of 4");
}

static void place_5_who_has_no_place_is_told(void **state)
{
	assert_checked(*state, "d,2,,KAZ,,first-among,,,\"KAZ, TKM, FRA\",,,,1",
		CLAIM_TRUE, "says 1 of 1: KAZ 58; without TKM, FRA\"");
}

static void place_6_no_such_indicator(void **state)
{
	assert_checked(*state, "d,2,,UZB,x,leader,Central Asia,m49,,,,,1",
		CLAIM_UNKNOWN, "no indicator 'x' in d/2");
}

static void region_1_a_scheme_is_never_implied(void **state)
{
	assert_refused(*state, "d,2,,KAZ,,leader,Central Asia,,,,,,1",
		"region 'Central Asia': whose is it? expected 'scheme', one of "
		"m49");
	assert_refused(*state, "d,2,,KAZ,,leader,North America,,,,,,1",
		"one of gairi, worldbank");
	assert_refused(*state, "d,2,,KAZ,,leader,Narnia,,,,,,1",
		"region 'Narnia': expected a scheme of regions, one of cpi, "
		"gairi, income, m49, worldbank");
	assert_refused(*state, "d,2,,KAZ,,leader,Central Asia,UN,,,,,1",
		"scheme 'UN': expected a scheme of regions, one of cpi,");
	assert_refused(*state, "d,2,,KAZ,,leader,Central Asia,income,,,,,1",
		"region 'Central Asia': scheme income has no such region: it "
		"has High income, Low income, Lower middle income, Upper "
		"middle "
		"income");
}

static void a_list_names_each_area_once_and_that_of_the_claim(void **state)
{
	assert_refused(*state,
		"d,2,,KAZ,,first-among,,,\"KAZ, UZB, "
		"Kazakhstan\",,,,1",
		"among: KAZ stands twice in the list");
	assert_refused(*state, "d,2,,KAZ,,first-among,,,\"UZB, KGZ\",,,,1",
		"among: KAZ, of which the claim is, is not in the list");
	assert_refused(*state, "d,2,,KAZ,,first-among,,,\"KAZ,,UZB\",,,,1",
		"among: an empty entry between commas");
	assert_checked(*state, "d,2,,KAZ,,first-among,,,\"KAZ, Narnia\",,,,1",
		CLAIM_UNKNOWN, "'Narnia' is no area that the area table knows");
}

/* ---- a count ---- */

static void count_1_an_area_with_rank_or_score_counts_once(void **state)
{
	assert_checked(*state, "d,2,,,,count,,,,,,,6", CLAIM_TRUE,
		"the current release says 6");
	assert_checked(*state, "d,2,,,,count,,,,,,,7", CLAIM_FALSE, "says 6");
	assert_checked(*state, "d,2,,,q,count,,,,,,,3", CLAIM_TRUE, "says 3");
}

static void count_2_what_the_press_printed_is_no_count(void **state)
{
	assert_checked(*state, "d,2,,,,count,,,,,,,3", CLAIM_FALSE,
		"the current release says 6; release 000000000000 (superseded,"
		" published 2025-11, known from 2025-11-30 to 2026-01-31) says "
		"2\"");
}

static void count_3_no_such_indicator(void **state)
{
	assert_checked(*state, "d,2,,,x,count,,,,,,,3", CLAIM_UNKNOWN,
		"no indicator 'x' in d/2");
	assert_checked(*state, "d,9,,,,count,,,,,,,3", CLAIM_UNKNOWN,
		"no release of d/9 in the database");
}

/* ---- an earlier rank ---- */

static void before_1_it_is_the_edition_in_front(void **state)
{
	assert_checked(*state, "d,2,,KAZ,,rank-before,,,,,,,76", CLAIM_ACROSS,
		",not-comparable,76,no,");
	assert_checked(*state, "d,1,,KAZ,,rank-before,,,,,,,72", CLAIM_TRUE,
		"the current release of 0 says 72");
	assert_checked(*state, "d,2,0,KAZ,,rank-before,,,,,,,72", CLAIM_ACROSS,
		"the current release of 0 says 72");
	assert_checked(*state, "d,0,,KAZ,,rank-before,,,,,,,72", CLAIM_UNKNOWN,
		"no edition before d/0 in the database");
	assert_checked(*state, "d,2,7,KAZ,,rank-before,,,,,,,72", CLAIM_UNKNOWN,
		"no release of d/7 in the database: it has 0, 1, 2");
	assert_checked(*state, "d,2,,IND,,rank-before,,,,,,,72", CLAIM_UNKNOWN,
		"d/1 has no rank of IND for 'overall'");
}

static void ranked_1_the_edition_that_was_meant_is_told(void **state)
{
	assert_checked(*state, "d,2,,KAZ,,rank-before,,,,,,,72", CLAIM_FALSE,
		",false,76,no,");
	assert_checked(*state, "d,2,,KAZ,,rank-before,,,,,,,72", CLAIM_FALSE,
		"the current release of 1 says 76; 72 is its rank of 0,");
	assert_checked(*state, "d,2,,KAZ,,rank,,,,,,,76", CLAIM_FALSE,
		"; 76 is its rank of 1\"");
	assert_checked(*state, "d,2,,KAZ,,rank-before,,,,,,,5", CLAIM_FALSE,
		"the current release of 1 says 76,");
}

/* ---- the press ---- */

static void releases_3_a_release_is_known_until_it_is_replaced(void **state)
{
	assert_checked(*state, "d,2,,KAZ,,rank,,,,,,,60", CLAIM_TRUE_OF,
		"the press, of release 000000000000 (aside, known from "
		"2025-12-24 to 2026-01-31) says 60; the current release says "
		"58");
	assert_checked(*state, "d,2,,KAZ,,rank,,,,,,,60", CLAIM_TRUE_OF,
		",press,2025-12-24T23:59:59Z,2026-01-31T23:59:59Z\n");
	assert_checked(*state, "d,2,,KAZ,,rank,,,,,,,57", CLAIM_TRUE_OF,
		",workbook,2025-11-30T23:59:59Z,2026-01-31T23:59:59Z\n");
	assert_checked(*state, "d,2,,KAZ,,rank,,,,,,,58", CLAIM_TRUE,
		",workbook,2026-01-31T23:59:59Z,\n");
	assert_checked(*state, "d,2,1,KAZ,,delta,,,,,,,up 16", CLAIM_TRUE_OF,
		",press,2025");
}

static void releases_4_what_was_corrected_since_is_passed_over(void **state)
{
	assert_checked(*state, "d,2,,KAZ,,rank,,,,,,,61", CLAIM_FALSE,
		"(superseded, published 2025-11, known from 2025-11-30 to "
		"2026-01-31) says 57; the press, of release 000000000000 "
		"(aside, known from 2025-12-24 to 2026-01-31) says 60\"");
}

static void the_press_never_counts_whatever_the_moment(void **state)
{
	assert_checked(*state, "d,2,,KAZ,,rank,,,,2025-12-31,,,60",
		CLAIM_TRUE_OF, "the release current as of 2025-12-31 says 57");
}

static void what_the_press_rounded_cannot_tell_more_places(void **state)
{
	assert_checked(*state, "d,2,,AZE,,score,,,,,,,49.0", CLAIM_TRUE_OF,
		"says 49.0; the current release says 51.91");
	assert_checked(*state, "d,2,,AZE,,score,,,,,,,49", CLAIM_TRUE_OF, "");
	assert_checked(*state, "d,2,,AZE,,score,,,,,,,48.96", CLAIM_UNKNOWN,
		"says 49.0, to which 48.96 would be rounded: it cannot be "
		"told; the current release says 51.91");
	assert_checked(*state, "d,2,,AZE,,score,,,,,,,48.94", CLAIM_FALSE,
		"the current release says 51.91; the press");
	assert_checked(*state, "d,2,,AZE,,score,,,,,>,,48.96", CLAIM_TRUE, "");
	assert_checked(*state, "d,2,,AZE,,score,,,,,,,51.91", CLAIM_TRUE, "");
}

/* ---- made of parts ---- */

static void parts_1_all_parts_make_a_figure(void **state)
{
	assert_checked(*state, "d,2,,KAZ,p,score,,,,,,,17.88", CLAIM_TRUE,
		"says 17.8750, made of its parts: q 10, r 20.5");
	assert_checked(*state, "d,2,,KAZ,p,score,,,,,,,17.88", CLAIM_TRUE,
		",parts,2026-01");
	assert_checked(*state, "d,2,,UZB,p,score,,,,,,,10", CLAIM_UNKNOWN,
		"d/2 has no score of UZB for 'p'");
	assert_checked(*state, "d,2,,IND,p,score,,,,,,,1", CLAIM_UNKNOWN,
		"d/2 gives no score of IND: sheet 'S' cell C4 says '-'");
	assert_checked(*state, "d,2,,KAZ,p,raw,,,,,,,17.88", CLAIM_UNKNOWN,
		"d/2 has no raw of KAZ for 'p'");
	assert_checked(*state, "d,2,,KAZ,s,score,,,,,,,9", CLAIM_TRUE,
		"made of its parts: t 4.5");
}

/* q is rounded to two places, r has one: 0.25 * 0.005 + 0.75 * 0.05. */
static void parts_2_rounding_of_the_parts_is_allowed_for(void **state)
{
	assert_checked(*state, "d,2,,KAZ,p,score,,,,,,,17.91", CLAIM_TRUE, "");
	assert_checked(*state, "d,2,,KAZ,p,score,,,,,,,17.92", CLAIM_FALSE, "");
	assert_checked(*state, "d,2,,KAZ,p,score,,,,,,,17.84", CLAIM_TRUE, "");
	assert_checked(*state, "d,2,,KAZ,p,score,,,,,,,17.83", CLAIM_FALSE, "");
	assert_checked(*state, "d,2,,KAZ,p,score,,,,,>,,17.8", CLAIM_TRUE, "");
	assert_checked(
		*state, "d,2,,KAZ,p,score,,,,,>,,17.85", CLAIM_FALSE, "");
	assert_checked(
		*state, "d,2,,KAZ,p,score,,,,,<=,,17.9", CLAIM_FALSE, "");
}

/* ---- text ---- */

static void a_terminal_gets_the_verdict_the_words_and_the_place(void **state)
{
	long counts[CLAIM_VERDICTS];
	struct text found = TEXT_INIT;
	struct err e = ERR_INIT;

	check(*state, "d,2,1,KAZ,,delta,,,,,,\"a\x1b[31m\npaper\",up 18",
		QUERY_TABLE, counts, &found, &e);
	assert_string_equal(e.text, "");
	assert_string_equal(found.at,
		"not-comparable  d/2: KAZ moved up 18 since 1 "
		"(a\\x1b[31m\\x0apaper)\n"
		"                the current release says 76 to 58, up 18; the "
		"two editions are of different methods\n"
		"                sheet 'S' cell A1 of release 000000000000\n"
		"                sheet 'S' cell A1 of release 000000000000\n");
	text_free(&found);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		test_in_folder(an_item_of_yaml_is_a_claim),
		test_in_folder(
			what_is_no_list_of_claims_is_refused_with_its_line),
		test_in_folder(what_a_kind_lacks_or_has_too_much_is_refused),
		test_in_folder(what_and_measure_are_one),
		test_in_folder(a_column_that_is_nearly_a_known_one_is_refused),
		test_in_folder(a_column_that_is_none_of_ours_is_passed_over),
		test_in_folder(place_1_an_area_lies_in_the_regions_above_too),
		test_in_folder(place_2_a_place_is_shared_and_no_rank_is_last),
		test_in_folder(place_3_where_the_worst_is_first_the_last_leads),
		test_in_folder(place_4_of_the_press_only_where_all_are_printed),
		test_in_folder(place_5_who_has_no_place_is_told),
		test_in_folder(place_6_no_such_indicator),
		test_in_folder(region_1_a_scheme_is_never_implied),
		test_in_folder(
			a_list_names_each_area_once_and_that_of_the_claim),
		test_in_folder(count_1_an_area_with_rank_or_score_counts_once),
		test_in_folder(count_2_what_the_press_printed_is_no_count),
		test_in_folder(count_3_no_such_indicator),
		test_in_folder(before_1_it_is_the_edition_in_front),
		test_in_folder(ranked_1_the_edition_that_was_meant_is_told),
		test_in_folder(
			releases_3_a_release_is_known_until_it_is_replaced),
		test_in_folder(
			releases_4_what_was_corrected_since_is_passed_over),
		test_in_folder(the_press_never_counts_whatever_the_moment),
		test_in_folder(what_the_press_rounded_cannot_tell_more_places),
		test_in_folder(parts_1_all_parts_make_a_figure),
		test_in_folder(parts_2_rounding_of_the_parts_is_allowed_for),
		test_in_folder(
			a_terminal_gets_the_verdict_the_words_and_the_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
