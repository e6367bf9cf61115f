/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/extract/stream.h"
#include "pipeline/store/query.h"
#include "pipeline/store/sqltext.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde"

/* Two loaded editions of demo, one that the spec alone knows, and the derived
 * tables as sql/derive would leave them. */
static const char content[] =
	"INSERT INTO dataset (dataset, title, publisher, direction)"
	" VALUES ('demo', 'A demo', 'Nobody', 'higher');"
	"INSERT INTO regime (dataset, regime, title)"
	" VALUES ('demo', 'one', 'One');"
	"INSERT INTO edition (dataset, edition, ordinal, regime, areas,"
	" direction, decimals, ties, period) VALUES"
	" ('demo', '2023', 1, 'one', 3, 'higher', 2, 'sequential', '2023'),"
	" ('demo', '2024', 2, 'one', 3, 'higher', 2, 'sequential', '2024'),"
	" ('demo', '2025', 3, 'one', 3, 'higher', 2, 'sequential', '2025');"
	"INSERT INTO indicator (indicator_id, dataset, edition, indicator,"
	" ordinal, level, label, weight, combine, direction, decimals)"
	" VALUES (1, 'demo', '2024', 'overall', 1, 0, 'All', 1, 'none',"
	" 'higher', 2);"
	"INSERT INTO area (area, name, kind) VALUES ('KAZ', 'Kazakhstan',"
	" 'iso'), ('TCD', 'Chad', 'iso'), ('CIV', 'C\xc3\xb4te d''Ivoire',"
	" 'iso');"
	"INSERT INTO scheme (scheme, title, source, dated)"
	" VALUES ('m49', 'M49', 'UN', '2024'), ('own', 'Own', 'us', '2024');"
	"INSERT INTO region (scheme, region, name) VALUES"
	" ('m49', '002', 'Africa'), ('own', 'all', 'All');"
	"INSERT INTO release (release_id, dataset, edition, release, state,"
	" loaded) VALUES"
	" (1, 'demo', '2023', '" SHA "1', 'current', 'then'),"
	" (2, 'demo', '2024', '" SHA "2', 'current', 'then'),"
	" (3, 'demo', '2024', '" SHA "3', 'superseded', 'then');"
	"INSERT INTO sheet (sheet_id, name) VALUES (1, 'Ranking'), (2, 'Data');"
	"INSERT INTO label (label_id, label) VALUES (1, 'Kazakhstan'),"
	" (2, 'Ivory \"Coast\", the');"
	"INSERT INTO observation (release_id, indicator_id, measure, period,"
	" area, place, value, raw, sheet_id, cell, label_id) VALUES"
	" (2, 1, 'score', '2024', 'KAZ', 0, 0.1, '0.10', 1, 'C10', 1),"
	" (2, 1, 'rank', '2024', 'KAZ', 0, 1, '1', 1, 'B10', 1),"
	" (2, 1, 'score', '2024', 'CIV', 0, NULL, 'n/a', 1, 'AA9', 2),"
	" (2, 1, 'score', '2024', 'KAZ', 1, 0.1, '0.1', 2, 'C11', 1),"
	" (3, 1, 'score', '2024', 'KAZ', 0, 7, '7', 1, 'C10', 1);"
	"INSERT INTO finding (stage, rule, severity, release_id, area, cell,"
	" cells, message) VALUES"
	" ('validate', 'V9', 'info', 1, NULL, NULL, 4, 'a note'),"
	" ('extract', 'V1', 'error', 2, 'KAZ', 'C10', 1, 'wrong'),"
	" ('extract', 'V1', 'error', 3, 'KAZ', 'C10', 1, 'wrong before');";

static const char derived[] =
	"CREATE TABLE derived (dataset TEXT, edition TEXT, release TEXT,"
	" made TEXT, kosh TEXT, state TEXT, why TEXT, now TEXT);"
	"INSERT INTO derived VALUES"
	" ('demo', '2024', '" SHA "2', 'then', '0', 'fresh', NULL,"
	"  '" SHA "2');"
	"CREATE TABLE standing_edition (dataset TEXT, edition TEXT,"
	" release_id INTEGER, period TEXT);"
	"INSERT INTO standing_edition VALUES ('demo', '2024', 2, '2024');"
	"CREATE TABLE standing (dataset TEXT, edition TEXT, ordinal INTEGER,"
	" regime TEXT, release_id INTEGER, area TEXT, rank INTEGER,"
	" score REAL, line INTEGER);"
	"INSERT INTO standing VALUES"
	" ('demo', '2023', 1, 'one', 1, 'KAZ', 2, 50.0, 1),"
	" ('demo', '2024', 2, 'one', 2, 'CIV', NULL, 12.5, 3),"
	" ('demo', '2024', 2, 'one', 2, 'TCD', 1, 61.25, 2),"
	" ('demo', '2024', 2, 'one', 2, 'KAZ', 1, 61.25, 1);";

/* ---- setup ------------------------------------------------------------------
 */

static int open_content(void **state)
{
	struct err e = ERR_INIT;

	if (db_open((struct db **)state, ":memory:", DB_CREATE, &e) < 0)
		return -1;
	return db_script(*state, "content", content, &e);
}

/* As if the derived tables had been made by sql/derive. */
static int pretend(struct db *d, struct err *e)
{
	for (size_t i = 0; i < sql_files_count; i++) {
		struct stmt *s = NULL;
		int rc = 0;

		if (strcmp(sql_files[i].folder, "derive") != 0)
			continue;
		rc = stmt_open(&s, d,
			"INSERT INTO metric (metric, ordinal, own, text) "
			"VALUES (?1, 0, 0, ?2)",
			e);
		if (rc == 0) {
			stmt_text(s, 1, span_of(sql_files[i].name));
			stmt_text(s, 2, span_of(sql_files[i].text));
			rc = stmt_run(s, e);
		}
		stmt_close(s);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int open_derived(void **state)
{
	struct err e = ERR_INIT;

	if (open_content(state) < 0)
		return -1;
	return db_script(*state, "derived", derived, &e) < 0 ||
			db_script(*state, "more",
				"INSERT INTO standing_edition"
				" VALUES ('demo', '2023', 1, '2023')",
				&e) < 0 ||
			pretend(*state, &e) < 0
		? -1
		: 0;
}

static int close_it(void **state)
{
	db_close(*state);
	return 0;
}

/* ---- asking -----------------------------------------------------------------
 */

/* A call: name, up to two arguments, a scheme. */
struct call {
	const char *name, *arguments[3], *scheme;
};

static int ask_noting(struct text *note, char **text, struct db *d,
	const struct call *c, enum query_format format, struct err *e)
{
	struct doc q;
	char *argv[3];
	size_t len;
	FILE *out = open_memstream(text, &len);
	int argc = 0, rc;

	assert_int_equal(doc_find(&q, "query", c->name, e), 1);
	assert_non_null(out);
	for (; argc < 3 && c->arguments[argc]; argc++)
		argv[argc] = (char *)(uintptr_t)c->arguments[argc];
	rc = query_named(out, note, d, &q,
		&(struct query_order){ argv, argc, c->scheme, NULL, 0, -1 },
		format, e);
	assert_int_equal(fclose(out), 0);
	return rc;
}

static int ask(char **text, struct db *d, const struct call *c,
	enum query_format format, struct err *e)
{
	struct text note = TEXT_INIT;
	int rc = ask_noting(&note, text, d, c, format, e);

	text_free(&note);
	return rc;
}

static void assert_answer(struct db *d, struct call c, const char *answer)
{
	struct err e = ERR_INIT;
	char *text = NULL;
	int rc = ask(&text, d, &c, QUERY_CSV, &e);

	assert_string_equal(e.text, "");
	assert_int_equal(rc, 0);
	assert_string_equal(text, answer);
	free(text);
}

static void assert_refused(
	struct db *d, struct call c, enum err_kind kind, const char *says)
{
	struct err e = ERR_INIT;
	char *text = NULL;

	assert_int_equal(ask(&text, d, &c, QUERY_CSV, &e), -1);
	assert_fault(&e, kind, says);
	assert_string_equal(text, "");
	free(text);
}

/* ---- the named queries ------------------------------------------------------
 */

static void a_ranking_is_by_rank_with_the_unranked_last(void **state)
{
	assert_answer(*state, (struct call){ "ranking", { "demo/2024" }, NULL },
		"rank,area,name,score\n"
		"1,KAZ,Kazakhstan,61.25\n"
		"1,TCD,Chad,61.25\n"
		",CIV,C\xc3\xb4te d'Ivoire,12.5\n");
}

static void observations_are_those_of_the_current_release_cell_by_cell(
	void **state)
{
	assert_answer(*state,
		(struct call){ "observations", { "demo/2024" }, NULL },
		"dataset,edition,release,indicator,measure,area,label,period,"
		"value,raw,sheet,cell\n"
		"demo,2024," SHA "2,overall,score,KAZ,Kazakhstan,2024,0.1,0.1,"
		"Data,C11\n"
		"demo,2024," SHA "2,overall,score,CIV,"
		"\"Ivory \"\"Coast\"\", the\",2024,,n/a,Ranking,AA9\n"
		"demo,2024," SHA "2,overall,rank,KAZ,Kazakhstan,2024,1,1,"
		"Ranking,B10\n"
		"demo,2024," SHA "2,overall,score,KAZ,Kazakhstan,2024,0.1,0.10,"
		"Ranking,C10\n");
}

static int count_one(void *context, const struct observation *o, struct err *e)
{
	(void)o, (void)e;
	++*(int *)context;
	return 0;
}

static void observations_are_a_stream(void **state)
{
	struct call c = { "observations", { "demo/2024" }, NULL };
	struct err e = ERR_INIT;
	char *text = NULL;
	int n = 0;
	FILE *in;

	assert_int_equal(ask(&text, *state, &c, QUERY_CSV, &e), 0);
	in = fmemopen(text, strlen(text), "r");
	assert_int_equal(stream_read(in, count_one, &n, &e), 0);
	assert_int_equal(n, 4);
	fclose(in);
	free(text);
}

static void findings_are_the_worst_first_without_superseded_ones(void **state)
{
	assert_answer(*state, (struct call){ "findings", { "demo" }, NULL },
		"severity,rule,edition,release,area,indicator,measure,sheet,"
		"cell,raw,expected,actual,cells,message,dataset,label,period,"
		"state,first_seen,first_run,waived_by,waived_why,waived_until,"
		"fingerprint\n"
		"error,V1,2024," SHA "2,KAZ,,,,C10,,,,1,wrong,demo,,,"
		"open,,,,,,\n"
		"info,V9,2023," SHA "1,,,,,,,,,4,a note,demo,,,open,,,,,,"
		"\n");
}

static void findings_of_what_is_held_are_not_open(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(
		db_script(*state, "held",
			"UPDATE release SET state = 'held' WHERE release_id "
			"= 3",
			&e),
		0);
	findings_are_the_worst_first_without_superseded_ones(state);
}

static void findings_can_be_those_of_one_edition(void **state)
{
	assert_answer(*state,
		(struct call){ "findings", { "demo/2023" }, NULL },
		"severity,rule,edition,release,area,indicator,measure,sheet,"
		"cell,raw,expected,actual,cells,message,dataset,label,period,"
		"state,first_seen,first_run,waived_by,waived_why,waived_until,"
		"fingerprint\n"
		"info,V9,2023," SHA "1,,,,,,,,,4,a note,demo,,,open,,,,,,"
		"\n");
}

static void editions_are_all_that_the_spec_has(void **state)
{
	assert_answer(*state, (struct call){ "editions", { "demo" }, NULL },
		"edition,regime,areas,release,published,observations\n"
		"2023,one,3," SHA "1,,0\n"
		"2024,one,3," SHA "2,,4\n"
		"2025,one,3,,,0\n");
}

static void releases_tell_which_is_current(void **state)
{
	assert_answer(*state, (struct call){ "releases", { "demo" }, NULL },
		"edition,release,state,published,official,file,bytes,fetched,"
		"loaded,content\n"
		"2023," SHA "1,current,,,,,,then,\n"
		"2024," SHA "2,current,,,,,,then,\n"
		"2024," SHA "3,superseded,,,,,,then,\n");
}

/* More of demo: an indicator with two periods in one edition, of which the
 * older is also in the edition before. */
static void add_series(struct db *d)
{
	static const char more[] =
		"INSERT INTO regime VALUES ('demo', 'old', 'Old');"
		"UPDATE edition SET regime = 'old' WHERE edition = '2023';"
		"INSERT INTO indicator (indicator_id, dataset, edition,"
		" indicator, parent, ordinal, level, label, weight, combine,"
		" direction, unit, scale_min, scale_max) VALUES"
		" (2, 'demo', '2024', 'water', 'overall', 2, 1, 'Water', 0.5,"
		" 'none', 'lower', 'litres', 0, 10),"
		" (3, 'demo', '2023', 'water', NULL, 1, 0, 'Water', 1,"
		" 'none', 'lower', NULL, NULL, NULL);"
		"INSERT INTO observation (release_id, indicator_id, measure,"
		" period, area, place, value, raw, sheet_id, cell, label_id)"
		" VALUES (2, 2, 'score', '2024', 'KAZ', 0, 4.5, '', 1, 'A1',"
		" 1), (2, 2, 'score', 'Nov.1983-Nov. 1984', 'KAZ', 0, 4.25,"
		" '', 1, 'A2', 1), (2, 2, 'score', '2024', 'KAZ', 1, 4.5, '',"
		" 2, 'A1', 1), (2, 2, 'raw', '2024', 'KAZ', 0, 45, '', 1,"
		" 'B1', 1), (2, 2, 'score', '1990', 'CIV', 0, NULL, '..', 1,"
		" 'A3', 2), (1, 3, 'score', 'Nov.1983-Nov. 1984', 'KAZ', 0,"
		" 4, '', 1, 'A1', 1), (3, 2, 'score', '2024', 'KAZ', 0, 9,"
		" '', 1, 'A1', 1), (2, 2, 'score', '9999', 'CIV', 0, 3, '',"
		" 1, 'A4', 2)";
	struct err e = ERR_INIT;

	assert_int_equal(db_script(d, "more", more, &e), 0);
}

static void a_series_is_by_area_and_period_of_all_editions(void **state)
{
	add_series(*state);
	assert_answer(*state,
		(struct call){ "series", { "demo", "water" }, NULL },
		"area,period,value,edition,measure,regime\n"
		"CIV,9999,3,2024,score,one\n"
		"CIV,1990,,2024,score,one\n"
		"KAZ,Nov.1983-Nov. 1984,4,2023,score,old\n"
		"KAZ,Nov.1983-Nov. 1984,4.25,2024,score,one\n"
		"KAZ,2024,45,2024,raw,one\n"
		"KAZ,2024,4.5,2024,score,one\n");
}

static void a_series_can_be_that_of_one_area(void **state)
{
	add_series(*state);
	assert_answer(*state,
		(struct call){ "series", { "demo", "water", "CIV" }, NULL },
		"area,period,value,edition,measure,regime\n"
		"CIV,9999,3,2024,score,one\n"
		"CIV,1990,,2024,score,one\n");
	assert_answer(*state,
		(struct call){ "series", { "demo", "water", "TCD" }, NULL },
		"area,period,value,edition,measure,regime\n");
}

static void indicators_are_the_tree_and_how_much_of_it_is_there(void **state)
{
	add_series(*state);
	assert_answer(*state,
		(struct call){ "indicators", { "demo/2024" }, NULL },
		"indicator,label,parent,weight,combine,direction,unit,decimals,"
		"scale_min,scale_max,observations\n"
		"overall,All,,1,none,higher,,2,,,4\n"
		"water,Water,overall,0.5,none,lower,litres,,0,10,6\n");
	assert_answer(*state,
		(struct call){ "indicators", { "demo/2023" }, NULL },
		"indicator,label,parent,weight,combine,direction,unit,decimals,"
		"scale_min,scale_max,observations\n"
		"water,Water,,1,none,lower,,,,,1\n");
}

/* What is noted of an answer: its rows begin behind its first line. */
static void assert_noted(
	struct db *d, struct call c, int has_rows, const char *noted)
{
	struct err e = ERR_INIT;
	struct text note = TEXT_INIT;
	char *text = NULL;

	assert_int_equal(ask_noting(&note, &text, d, &c, QUERY_CSV, &e), 0);
	assert_int_equal(strchr(text, '\n')[1] != '\0', has_rows);
	assert_string_equal(note.len ? note.at : "", noted);
	text_free(&note);
	free(text);
}

static void an_answer_without_rows_says_why(void **state)
{
	assert_noted(*state,
		(struct call){ "region-averages", { "demo/2024" }, NULL }, 0,
		"no rows: the spec names no file with averages of the edition "
		"and the scheme: see averages in kosh-spec(5)");
}

static void an_answer_with_rows_has_no_excuse(void **state)
{
	add_series(*state);
	assert_noted(*state,
		(struct call){ "series", { "demo", "water" }, NULL }, 1, "");
}

static void every_file_has_a_head_that_says_what_it_is(void **state)
{
	static const char *const folders[] = { "query", "derive" };
	static const char topics[] =
		"standings deltas regions trajectories structure content";
	struct err e = ERR_INIT;

	(void)state;
	for (size_t f = 0; f < 2; f++) {
		struct doc x;
		size_t n = 0;
		int rc;

		while ((rc = doc_at(&x, folders[f], n, &e)) == 1) {
			struct text said = TEXT_INIT;

			if (!strstr(topics, x.about))
				fail_msg("%s: about '%s'", x.file, x.about);
			doc_explain(&said, &x);
			assert_non_null(strstr(said.at, x.title));
			assert_non_null(strstr(said.at, x.file));
			if (!*x.source || !strstr(x.text, "\n-- 1. "))
				fail_msg(
					"%s: no source or requirement", x.file);
			if (f == 1 && !*x.unit)
				fail_msg("%s: no unit", x.file);
			text_free(&said);
			n++;
		}
		if (rc < 0)
			fail_msg("%s", e.text);
		assert_true(n > 0);
	}
}

static void assert_says(const char *folder, const char *name, const char *line)
{
	struct err e = ERR_INIT;
	struct text said = TEXT_INIT;
	struct doc x;

	assert_int_equal(doc_find(&x, folder, name, &e), 1);
	doc_explain(&said, &x);
	if (line)
		assert_contains(said.at, line);
	else
		assert_null(strstr(said.at, "Options:"));
	text_free(&said);
}

static void what_options_a_query_takes_is_said(void **state)
{
	(void)state;
	assert_says("query", "delta",
		"\nOptions: --areas LIST, --across-regimes\n");
	assert_says("query", "indicator-deltas",
		"\nOptions: --areas LIST, --across-regimes\n");
	assert_says("query", "movers", "\nOptions: --limit N\n");
	assert_says("query", "ranking", NULL);
	assert_says("derive", "course", NULL);
}

/* ---- refusals ---------------------------------------------------------------
 */

static void an_edition_that_is_not_there_lists_those_that_are(void **state)
{
	assert_refused(*state,
		(struct call){ "ranking", { "demo/2026" }, NULL }, ERR_DATA,
		"no edition 2026 of demo in the database: it has 2023, 2024");
}

static void an_edition_without_a_release_is_not_there(void **state)
{
	assert_refused(*state,
		(struct call){ "observations", { "demo/2025" }, NULL },
		ERR_DATA,
		"no edition 2025 of demo in the database: it has 2023, 2024");
}

static void an_indicator_of_another_edition_is_not_there(void **state)
{
	assert_refused(*state,
		(struct call){ "periods", { "demo/2023", "overall" }, NULL },
		ERR_DATA,
		"no indicator 'overall' of demo/2023 in the database: "
		"kosh-query indicators demo/2023 lists them");
}

static void the_second_edition_is_looked_for_too(void **state)
{
	assert_refused(*state,
		(struct call){ "delta", { "demo/2024", "demo/1999" }, NULL },
		ERR_DATA,
		"no edition 1999 of demo in the database: it has 2023, 2024");
}

static void a_dataset_that_is_not_there_lists_those_that_are(void **state)
{
	assert_refused(*state, (struct call){ "editions", { "hdi" }, NULL },
		ERR_DATA, "no dataset hdi in the database: it has demo");
}

static void a_database_without_datasets_says_so(void **state)
{
	struct err e = ERR_INIT;

	(void)e;
	assert_int_equal(db_script(*state, "t",
				 "DELETE FROM release; DELETE FROM indicator;"
				 " DELETE FROM edition; DELETE FROM regime;"
				 " DELETE FROM dataset",
				 &e),
		0);
	assert_refused(*state, (struct call){ "editions", { "demo" }, NULL },
		ERR_DATA, "no dataset demo in the database: it has none yet");
}

static void a_scheme_that_is_not_there_lists_those_that_are(void **state)
{
	assert_refused(*state,
		(struct call){ "leaders", { "demo/2024" }, "un" }, ERR_DATA,
		"no scheme un in the database: it has m49, own");
}

static void an_area_that_is_not_there_is_refused(void **state)
{
	assert_refused(*state,
		(struct call){ "history", { "demo", "Chad" }, NULL }, ERR_DATA,
		"no area 'Chad' in the database: expected a code of ISO "
		"3166-1 alpha-3, such as KAZ");
}

static void an_indicator_that_is_not_there_is_refused(void **state)
{
	assert_refused(*state,
		(struct call){ "series", { "demo", "water" }, NULL }, ERR_DATA,
		"no indicator 'water' of demo in the database: kosh-query "
		"indicators demo/EDITION lists them");
}

static void an_area_may_be_left_out_and_an_indicator_not(void **state)
{
	assert_refused(*state, (struct call){ "series", { "demo" }, NULL },
		ERR_USAGE, "series takes DATASET INDICATOR [AREA]");
	assert_refused(*state,
		(struct call){ "series", { "demo", "overall", "Chad" }, NULL },
		ERR_DATA,
		"no area 'Chad' in the database: expected a code of ISO "
		"3166-1 alpha-3, such as KAZ");
}

static void a_scheme_where_none_is_asked_for_is_refused(void **state)
{
	assert_refused(*state,
		(struct call){ "ranking", { "demo/2024" }, "m49" }, ERR_USAGE,
		"ranking does not take --scheme");
}

static void an_edition_must_be_named(void **state)
{
	assert_refused(*state, (struct call){ "ranking", { "demo" }, NULL },
		ERR_USAGE, "expected DATASET/EDITION, not 'demo'");
}

static void an_edition_must_not_be_named_where_the_dataset_is_asked_for(
	void **state)
{
	assert_refused(*state,
		(struct call){ "editions", { "demo/2024" }, NULL }, ERR_USAGE,
		"expected DATASET, not 'demo/2024'");
}

static void too_few_arguments_are_refused(void **state)
{
	assert_refused(*state, (struct call){ "delta", { "demo/2024" }, NULL },
		ERR_USAGE,
		"delta takes DATASET/EDITION[@RELEASE] "
		"DATASET/EDITION[@RELEASE]");
}

static void too_many_arguments_are_refused(void **state)
{
	assert_refused(*state,
		(struct call){ "editions", { "demo", "demo" }, NULL },
		ERR_USAGE, "editions takes DATASET");
}

static void a_delta_is_of_one_dataset(void **state)
{
	assert_refused(*state,
		(struct call){ "delta", { "demo/2024", "hdi/2024" }, NULL },
		ERR_USAGE,
		"expected two editions of one dataset, not of demo and hdi");
}

static void a_delta_is_of_two_editions(void **state)
{
	assert_refused(*state,
		(struct call){ "delta", { "demo/2024", "demo/2024" }, NULL },
		ERR_USAGE,
		"expected two releases, not demo/2024@0123456789ab twice");
}

static void what_is_not_derived_says_what_to_run(void **state)
{
	assert_refused(*state,
		(struct call){ "ranking", { "demo/2024" }, NULL }, ERR_DATA,
		"nothing is derived in the database yet: run kosh-derive");
}

static void what_is_stale_is_refused(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(*state, "stale",
				 "UPDATE derived SET state = 'stale',"
				 " why = 'another release is current',"
				 " now = '" SHA "3'",
				 &e),
		0);
	assert_refused(*state,
		(struct call){ "ranking", { "demo/2024" }, NULL }, ERR_DATA,
		"what was derived of demo is stale: run kosh-derive "
		"(kosh-query derived demo says why)");
	assert_answer(*state, (struct call){ "derived", { "demo" }, NULL },
		"edition,state,why,release,now,made,kosh\n"
		"2024,stale,another release is current," SHA "2," SHA "3,then,"
		"0\n");
}

static void what_is_not_derived_cannot_be_stale(void **state)
{
	assert_refused(*state, (struct call){ "derived", { "demo" }, NULL },
		ERR_DATA,
		"nothing is derived in the database yet: run kosh-derive");
}

static void an_edition_without_overall_is_not_ranked(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(db_script(*state, "derived", derived, &e), 0);
	assert_int_equal(pretend(*state, &e), 0);
	assert_refused(*state,
		(struct call){ "ranking", { "demo/2023" }, NULL }, ERR_DATA,
		"demo/2023 has no overall score and no overall rank, so "
		"nothing is ranked: kosh-query indicators demo/2023 lists what "
		"there is");
}

static void a_query_that_is_none_is_not_found(void **state)
{
	struct err e = ERR_INIT;
	struct doc q;

	(void)state;
	assert_int_equal(doc_find(&q, "query", "rankings", &e), 0);
}

/* ---- formats ----------------------------------------------------------------
 */

static void assert_select(struct db *d, const char *sql,
	enum query_format format, const char *answer)
{
	struct err e = ERR_INIT;
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);
	int rc = query_select(out, d, sql, format, &e);

	assert_int_equal(fclose(out), 0);
	assert_string_equal(e.text, "");
	assert_int_equal(rc, 0);
	assert_string_equal(text, answer);
	free(text);
}

/* A tab, a line break, a backslash, a quote, a comma and a bar. */
#define ODD "SELECT 'a' || char(9) || 'b' || char(10) || 'c\\d\"e,f|g' AS x"

static void csv_puts_odd_text_in_quotes(void **state)
{
	assert_select(*state, ODD, QUERY_CSV, "x\n\"a\tb\nc\\d\"\"e,f|g\"\n");
}

static void tsv_escapes_tabs_line_breaks_and_backslashes(void **state)
{
	assert_select(*state, ODD, QUERY_TSV, "x\na\\tb\\nc\\\\d\"e,f|g\n");
}

static void json_escapes_what_json_must(void **state)
{
	assert_select(*state, ODD, QUERY_JSONL,
		"{\"x\":\"a\\u0009b\\u000ac\\\\d\\\"e,f|g\"}\n");
}

static void a_table_masks_control_bytes(void **state)
{
	assert_select(*state, "SELECT 'a' || char(27) || '[2J' AS x",
		QUERY_TABLE, "x\n--------\na\\x1b[2J\n");
}

static void markdown_escapes_bars(void **state)
{
	assert_select(*state, "SELECT 'a|b' AS x", QUERY_MD,
		"| x    |\n| ---- |\n| a\\|b |\n");
}

static void json_numbers_are_bare_and_null_is_null(void **state)
{
	assert_select(*state,
		"SELECT 1 AS a, 0.1 AS b, NULL AS c, '1' AS d,"
		" 9223372036854775807 AS e",
		QUERY_JSONL,
		"{\"a\":1,\"b\":0.1,\"c\":null,\"d\":\"1\","
		"\"e\":9223372036854775807}\n");
}

static void json_replaces_what_is_not_utf8(void **state)
{
	assert_select(*state, "SELECT CAST(x'61ff62' AS TEXT) AS x",
		QUERY_JSONL, "{\"x\":\"a\\ufffdb\"}\n");
}

static void json_has_no_infinity(void **state)
{
	assert_select(*state, "SELECT 9e999 AS a, -9e999 AS b", QUERY_JSONL,
		"{\"a\":\"Infinity\",\"b\":\"-Infinity\"}\n");
}

static void numbers_come_out_as_shortest_decimals(void **state)
{
	assert_select(*state,
		"SELECT 0.1 + 0.2 AS a, 100.0 AS b, -0.0 AS c, 1e21 AS d",
		QUERY_CSV, "a,b,c,d\n0.30000000000000004,100,0,1e21\n");
}

static void a_table_aligns_numbers_to_the_right(void **state)
{
	assert_select(*state,
		"SELECT * FROM (VALUES ('KAZ', 5.25, 'x'), ('TCD', 10, NULL),"
		" (NULL, NULL, 'yy'))",
		QUERY_TABLE,
		"column1  column2  column3\n"
		"-------  -------  -------\n"
		"KAZ         5.25  x\n"
		"TCD           10  \n"
		"                  yy\n");
}

static void a_table_counts_columns_of_the_terminal(void **state)
{
	assert_select(*state,
		"SELECT * FROM (VALUES ('\xe6\x97\xa5\xe6\x9c\xac', 1),"
		" ('C\xc3\xb4te', 2))",
		QUERY_TABLE,
		"column1  column2\n"
		"-------  -------\n"
		"\xe6\x97\xa5\xe6\x9c\xac           1\n"
		"C\xc3\xb4te           2\n");
}

static void markdown_marks_columns_of_numbers(void **state)
{
	assert_select(*state, "SELECT 'KAZ' AS area, 1 AS n", QUERY_MD,
		"| area |   n |\n| ---- | --: |\n| KAZ  |   1 |\n");
}

static void no_rows_leave_the_header(void **state)
{
	static const char sql[] = "SELECT area FROM area WHERE area = 'XXX'";

	assert_select(*state, sql, QUERY_CSV, "area\n");
	assert_select(*state, sql, QUERY_JSONL, "");
	assert_select(*state, sql, QUERY_TABLE, "area\n----\n");
}

static void a_select_that_writes_is_refused(void **state)
{
	struct err e = ERR_INIT;

	assert_int_equal(
		query_select(stdout, *state, "DELETE FROM area", QUERY_CSV, &e),
		-1);
	assert_int_equal(e.kind, ERR_USAGE);
}

static void formats_are_known_by_name(void **state)
{
	(void)state;
	assert_int_equal(query_format("csv"), QUERY_CSV);
	assert_int_equal(query_format("table"), QUERY_TABLE);
	assert_int_equal(query_format("xlsx"), -1);
}

#define with_content(test)                                                     \
	cmocka_unit_test_setup_teardown(test, open_content, close_it)
#define with_derived(test)                                                     \
	cmocka_unit_test_setup_teardown(test, open_derived, close_it)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		with_derived(a_ranking_is_by_rank_with_the_unranked_last),
		with_derived(what_is_stale_is_refused),
		with_content(
			observations_are_those_of_the_current_release_cell_by_cell),
		with_content(observations_are_a_stream),
		with_content(
			findings_are_the_worst_first_without_superseded_ones),
		with_content(findings_of_what_is_held_are_not_open),
		with_content(findings_can_be_those_of_one_edition),
		with_content(a_series_is_by_area_and_period_of_all_editions),
		with_content(a_series_can_be_that_of_one_area),
		with_content(
			indicators_are_the_tree_and_how_much_of_it_is_there),
		with_content(editions_are_all_that_the_spec_has),
		with_content(releases_tell_which_is_current),
		with_content(an_answer_without_rows_says_why),
		with_content(an_answer_with_rows_has_no_excuse),
		cmocka_unit_test(every_file_has_a_head_that_says_what_it_is),
		cmocka_unit_test(what_options_a_query_takes_is_said),
		with_derived(an_edition_that_is_not_there_lists_those_that_are),
		with_content(an_edition_without_a_release_is_not_there),
		with_derived(an_indicator_of_another_edition_is_not_there),
		with_derived(the_second_edition_is_looked_for_too),
		with_content(a_dataset_that_is_not_there_lists_those_that_are),
		with_content(a_database_without_datasets_says_so),
		with_derived(a_scheme_that_is_not_there_lists_those_that_are),
		with_derived(an_area_that_is_not_there_is_refused),
		with_content(an_indicator_that_is_not_there_is_refused),
		with_content(an_area_may_be_left_out_and_an_indicator_not),
		with_derived(a_scheme_where_none_is_asked_for_is_refused),
		with_derived(an_edition_must_be_named),
		with_content(
			an_edition_must_not_be_named_where_the_dataset_is_asked_for),
		with_derived(too_few_arguments_are_refused),
		with_content(too_many_arguments_are_refused),
		with_derived(a_delta_is_of_one_dataset),
		with_derived(a_delta_is_of_two_editions),
		with_content(what_is_not_derived_says_what_to_run),
		with_content(an_edition_without_overall_is_not_ranked),
		with_content(what_is_not_derived_cannot_be_stale),
		cmocka_unit_test(a_query_that_is_none_is_not_found),
		with_content(csv_puts_odd_text_in_quotes),
		with_content(tsv_escapes_tabs_line_breaks_and_backslashes),
		with_content(json_escapes_what_json_must),
		with_content(a_table_masks_control_bytes),
		with_content(markdown_escapes_bars),
		with_content(json_numbers_are_bare_and_null_is_null),
		with_content(json_replaces_what_is_not_utf8),
		with_content(json_has_no_infinity),
		with_content(numbers_come_out_as_shortest_decimals),
		with_content(a_table_aligns_numbers_to_the_right),
		with_content(a_table_counts_columns_of_the_terminal),
		with_content(markdown_marks_columns_of_numbers),
		with_content(no_rows_leave_the_header),
		with_content(a_select_that_writes_is_refused),
		cmocka_unit_test(formats_are_known_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
