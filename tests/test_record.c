/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/base/record.h"
#include "pipeline/extract/stream.h"

/* What is being written, in memory. */
struct page {
	FILE *out;
	char *text;
	size_t len;
};

static struct page *page_open(struct page *p)
{
	*p = (struct page){ .out = NULL };
	p->out = open_memstream(&p->text, &p->len);
	assert_non_null(p->out);
	return p;
}

/* The page holds exactly this; it is then gone. */
static void page_is(struct page *p, const char *text)
{
	assert_int_equal(fclose(p->out), 0);
	assert_string_equal(p->text, text);
	free(p->text);
}

/* A record of this one field is written so, with a line end behind. */
static void assert_written(
	enum record_format format, struct span field, const char *written)
{
	static const char *const name[] = { "a" };
	struct text line = TEXT_INIT, expected = TEXT_INIT;

	record_add(
		&line, format, name, &(struct field){ FIELD_TEXT, field }, 1);
	text_printf(&expected, "%s\n", written);
	assert_string_equal(line.at, expected.at);
	text_free(&line);
	text_free(&expected);
}

static void assert_tsv(const char *field, const char *written)
{
	assert_written(RECORD_TSV, span_of(field), written);
}

static void assert_json(const char *bytes, size_t len, const char *written)
{
	char object[160];

	snprintf(object, sizeof(object), "{\"a\":%s}", written);
	assert_written(RECORD_JSONL, (struct span){ bytes, len }, object);
}

/* ---- formats ----------------------------------------------------------------
 */

static void formats_have_names(void **state)
{
	(void)state;
	assert_int_equal(record_format("csv"), RECORD_CSV);
	assert_int_equal(record_format("tsv"), RECORD_TSV);
	assert_int_equal(record_format("jsonl"), RECORD_JSONL);
	assert_int_equal(record_format("json"), -1);
	assert_int_equal(record_format("CSV"), -1);
	assert_int_equal(record_format(""), -1);
}

static void tsv_escapes_what_would_break_a_line(void **state)
{
	(void)state;
	assert_tsv("a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e");
	assert_tsv("\"a\", b", "\"a\", b");
	assert_tsv(NULL, "");
}

static void json_escapes_quotes_and_control_bytes(void **state)
{
	(void)state;
	assert_json("a\"b\\c/", 6, "\"a\\\"b\\\\c/\"");
	assert_json(
		"\n\t\x1b\x7f\0", 5, "\"\\u000a\\u0009\\u001b\\u007f\\u0000\"");
}

static void json_keeps_utf8(void **state)
{
	(void)state;
	assert_json("C\xc3\xb4te \xf0\x9f\x90\xab", 10,
		"\"C\xc3\xb4te \xf0\x9f\x90\xab\"");
	assert_json(NULL, 0, "\"\"");
}

static void json_replaces_what_is_not_utf8(void **state)
{
	(void)state;
	assert_json("a\xff"
		    "b",
		3, "\"a\\ufffdb\"");
	assert_json("\xc3", 1, "\"\\ufffd\"");
	assert_json("\xed\xa0\x80", 3, "\"\\ufffd\\ufffd\\ufffd\"");
}

static const char *const names[] = { "area", "value", "note" };

static void put_three(struct page *p, enum record_format format)
{
	const struct field fields[] = {
		{ FIELD_TEXT, span_of("C\tte, \"d'I\"") },
		{ FIELD_NUMBER, span_of("56.7") },
		{ FIELD_NULL, span_of(NULL) },
	};

	page_open(p);
	record_header(p->out, format, names, COUNT(names));
	record_put(p->out, format, names, fields, COUNT(fields));
}

static void a_csv_record_is_a_quoted_line(void **state)
{
	struct page p;

	(void)state;
	put_three(&p, RECORD_CSV);
	page_is(&p, "area,value,note\n\"C\tte, \"\"d'I\"\"\",56.7,\n");
}

static void a_tsv_record_is_an_escaped_line(void **state)
{
	struct page p;

	(void)state;
	put_three(&p, RECORD_TSV);
	page_is(&p, "area\tvalue\tnote\nC\\tte, \"d'I\"\t56.7\t\n");
}

static void a_jsonl_record_is_an_object_without_a_header(void **state)
{
	struct page p;

	(void)state;
	put_three(&p, RECORD_JSONL);
	page_is(&p,
		"{\"area\":\"C\\u0009te, \\\"d'I\\\"\",\"value\":56.7,"
		"\"note\":null}\n");
}

static void a_text_takes_what_a_stream_takes(void **state)
{
	const struct field fields[] = {
		{ FIELD_TEXT, span_of("a\\b\t\"c\"\x01\xff") },
		{ FIELD_NUMBER, span_of("-1.5") },
		{ FIELD_NULL, span_of(NULL) },
	};

	(void)state;
	for (int format = RECORD_CSV; format <= RECORD_JSONL; format++) {
		struct text t = TEXT_INIT;
		struct page p;

		record_put(page_open(&p)->out, (enum record_format)format,
			names, fields, COUNT(fields));
		record_add(&t, (enum record_format)format, names, fields,
			COUNT(fields));
		page_is(&p, t.at);
		text_free(&t);
	}
}

/* ---- the stream of observations ---------------------------------------------
 */

#define OBSERVATION_HEADER                                                     \
	"dataset,edition,release,indicator,measure,area,label,period,value,"   \
	"raw,sheet,cell\n"
#define FINDING_HEADER                                                         \
	"rule,severity,dataset,edition,release,indicator,measure,area,label,"  \
	"period,sheet,cell,raw,expected,actual,cells,message\n"

static struct observation some_observation(void)
{
	return (struct observation){
		.dataset = span_of("demo"),
		.edition = span_of("2024"),
		.release = span_of("abc"),
		.indicator = span_of("overall"),
		.measure = span_of("score"),
		.area = span_of("NLD"),
		.label = span_of("Netherlands "),
		.period = span_of("2024"),
		.has_value = 1,
		.value = 0.1 + 0.2,
		.raw = span_of("0.30"),
		.sheet = span_of("Scores, all"),
		.cell = span_of("C2"),
	};
}

static void an_observation_is_a_line_in_the_order_of_the_design(void **state)
{
	struct observation o = some_observation();
	struct page p;

	(void)state;
	stream_header(page_open(&p)->out);
	stream_put(p.out, &o);
	page_is(&p,
		OBSERVATION_HEADER
		"demo,2024,abc,overall,score,NLD,\"Netherlands \",2024,"
		"0.30000000000000004,0.30,\"Scores, all\",C2\n");
}

static void a_missing_value_is_empty_and_never_0(void **state)
{
	struct observation o = some_observation();
	struct page p;

	(void)state;
	o.has_value = 0;
	stream_put(page_open(&p)->out, &o);
	page_is(&p,
		"demo,2024,abc,overall,score,NLD,\"Netherlands \",2024,,"
		"0.30,\"Scores, all\",C2\n");
}

static void a_missing_value_is_null_in_json(void **state)
{
	struct observation o = some_observation();
	struct page p;

	(void)state;
	o.has_value = 0;
	stream_put_as(page_open(&p)->out, RECORD_JSONL, &o);
	page_is(&p,
		"{\"dataset\":\"demo\",\"edition\":\"2024\","
		"\"release\":\"abc\",\"indicator\":\"overall\","
		"\"measure\":\"score\",\"area\":\"NLD\","
		"\"label\":\"Netherlands \",\"period\":\"2024\","
		"\"value\":null,\"raw\":\"0.30\","
		"\"sheet\":\"Scores, all\",\"cell\":\"C2\"}\n");
}

static int keep_observation(
	void *context, const struct observation *o, struct err *e)
{
	(void)e;
	stream_put(context, o);
	return 0;
}

static int keep_finding(void *context, const struct finding *f, struct err *e)
{
	(void)e;
	stream_put_finding(context, f);
	return 0;
}

static int read_text(FILE *to, const char *text, int findings, struct err *e)
{
	FILE *in = fmemopen((char *)text, strlen(text), "r");
	int rc;

	assert_non_null(in);
	rc = findings ? stream_read_findings(in, keep_finding, to, e)
		      : stream_read(in, keep_observation, to, e);
	fclose(in);
	return rc;
}

static void assert_stream_refused(
	const char *text, int findings, const char *says)
{
	struct err e = ERR_INIT;

	assert_int_equal(read_text(stderr, text, findings, &e), -1);
	assert_fault(&e, ERR_DATA, says);
}

static void a_stream_reads_back_as_it_was_written(void **state)
{
	static const char line[] =
		"demo,2024,abc,overall,score,NLD,\"Netherlands \",2024,5e-324,"
		"\"a\"\"b\n\",S,C2\n"
		"demo,2024,abc,overall,rank,NLD,Netherlands,2024,,,S,A2\n";
	struct err e = ERR_INIT;
	struct text all = TEXT_INIT;
	struct page p;

	(void)state;
	text_printf(&all, "%s%s", OBSERVATION_HEADER, line);
	assert_int_equal(read_text(page_open(&p)->out, all.at, 0, &e), 0);
	text_free(&all);
	page_is(&p, line);
}

static void columns_are_found_by_name_and_unknown_ones_ignored(void **state)
{
	struct err e = ERR_INIT;
	struct page p;

	(void)state;
	assert_int_equal(
		read_text(page_open(&p)->out,
			"cell,sheet,raw,extra,value,period,label,area,measure,"
			"indicator,release,edition,dataset\n"
			"C2,S,1.0,x,1,2024,Chad,TCD,rank,overall,abc,2024,d\n",
			0, &e),
		0);
	page_is(&p, "d,2024,abc,overall,rank,TCD,Chad,2024,1,1.0,S,C2\n");
}

static void a_header_alone_is_a_stream_without_records(void **state)
{
	struct err e = ERR_INIT;
	struct page p;

	(void)state;
	assert_int_equal(
		read_text(page_open(&p)->out, OBSERVATION_HEADER, 0, &e), 0);
	page_is(&p, "");
}

static void a_stream_without_a_header_is_refused(void **state)
{
	(void)state;
	assert_stream_refused("\n", 0, "no column 'dataset'");
	assert_stream_refused("dataset,edition\n", 0, "no column 'release'");
	assert_stream_refused(OBSERVATION_HEADER, 1, "no column 'rule'");
}

static void a_stream_of_no_bytes_is_refused(void **state)
{
	FILE *in = fopen("/dev/null", "r");
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(stream_read(in, keep_observation, stderr, &e), -1);
	assert_fault(&e, ERR_DATA, "no header line");
	fclose(in);
}

static void a_value_that_is_no_number_is_refused_by_its_record(void **state)
{
	(void)state;
	assert_stream_refused(OBSERVATION_HEADER
		"d,2024,a,overall,score,TCD,Chad,2024,N/A,N/A,S,C2\n",
		0, "record 2: value 'N/A' is not a number");
}

static void a_record_with_a_field_too_few_is_refused(void **state)
{
	(void)state;
	assert_stream_refused(OBSERVATION_HEADER "d,2024\n", 0,
		"record 2: 2 fields where the header has 12");
}

static void a_finding_reads_back_as_it_was_written(void **state)
{
	static const char line[] =
		"V203,warning,demo,2024,abc,overall,rank,,,2024,S,A2:A9,,,,8,"
		"\"8 of 9 cells, of 'Rank'\"\n"
		"V301,error,demo,2024,abc,,,,Narnia,2024,S,B3,Narnia,"
		"'Namibia',,1,no area\n";
	struct err e = ERR_INIT;
	struct text all = TEXT_INIT;
	struct page p;

	(void)state;
	text_printf(&all, "%s%s", FINDING_HEADER, line);
	assert_int_equal(read_text(page_open(&p)->out, all.at, 1, &e), 0);
	text_free(&all);
	page_is(&p, line);
}

static void findings_have_a_header_of_their_own(void **state)
{
	struct page p;

	(void)state;
	stream_finding_header(page_open(&p)->out);
	page_is(&p, FINDING_HEADER);
}

static void an_unknown_severity_is_refused(void **state)
{
	(void)state;
	assert_stream_refused(FINDING_HEADER "V1,fatal,,,,,,,,,,,,,,1,x\n", 1,
		"record 2: severity 'fatal' is none of error, warning, info");
}

static void a_wrong_count_of_cells_is_refused(void **state)
{
	(void)state;
	assert_stream_refused(FINDING_HEADER "V1,error,,,,,,,,,,,,,,,x\n", 1,
		"record 2: cells '' is not a count");
	assert_stream_refused(FINDING_HEADER "V1,error,,,,,,,,,,,,,,-1,x\n", 1,
		"record 2: cells '-1' is not a count");
	assert_stream_refused(FINDING_HEADER "V1,error,,,,,,,,,,,,,,1.5,x\n", 1,
		"record 2: cells '1.5' is not a count");
	assert_stream_refused(FINDING_HEADER "V1,error,,,,,,,,,,,,,,1e300,x\n",
		1, "record 2: cells '1e300' is not a count");
}

static void severities_have_names(void **state)
{
	(void)state;
	for (int s = SEVERITY_INFO; s <= SEVERITY_ERROR; s++)
		assert_int_equal(
			severity_of(span_of(severity_name((enum severity)s))),
			s);
	assert_int_equal(severity_of(span_of("Error")), -1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_have_names),
		cmocka_unit_test(tsv_escapes_what_would_break_a_line),
		cmocka_unit_test(json_escapes_quotes_and_control_bytes),
		cmocka_unit_test(json_keeps_utf8),
		cmocka_unit_test(json_replaces_what_is_not_utf8),
		cmocka_unit_test(a_csv_record_is_a_quoted_line),
		cmocka_unit_test(a_tsv_record_is_an_escaped_line),
		cmocka_unit_test(a_jsonl_record_is_an_object_without_a_header),
		cmocka_unit_test(a_text_takes_what_a_stream_takes),
		cmocka_unit_test(
			an_observation_is_a_line_in_the_order_of_the_design),
		cmocka_unit_test(a_missing_value_is_empty_and_never_0),
		cmocka_unit_test(a_missing_value_is_null_in_json),
		cmocka_unit_test(a_stream_reads_back_as_it_was_written),
		cmocka_unit_test(
			columns_are_found_by_name_and_unknown_ones_ignored),
		cmocka_unit_test(a_header_alone_is_a_stream_without_records),
		cmocka_unit_test(a_stream_without_a_header_is_refused),
		cmocka_unit_test(a_stream_of_no_bytes_is_refused),
		cmocka_unit_test(
			a_value_that_is_no_number_is_refused_by_its_record),
		cmocka_unit_test(a_record_with_a_field_too_few_is_refused),
		cmocka_unit_test(a_finding_reads_back_as_it_was_written),
		cmocka_unit_test(findings_have_a_header_of_their_own),
		cmocka_unit_test(an_unknown_severity_is_refused),
		cmocka_unit_test(a_wrong_count_of_cells_is_refused),
		cmocka_unit_test(severities_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
