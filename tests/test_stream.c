/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include "pipeline/extract/stream.h"

#define HEADER                                                                 \
	"dataset,edition,release,indicator,measure,area,label,period,value,"   \
	"raw,sheet,cell\n"
#define FINDING_HEADER                                                         \
	"rule,severity,dataset,edition,release,indicator,measure,area,label,"  \
	"period,sheet,cell,raw,expected,actual,cells,message\n"

static struct observation sample(void)
{
	return (struct observation){ span_of("demo"), span_of("2024"),
		span_of("ab12"), span_of("overall"), span_of("score"),
		span_of("KAZ"), span_of("Kazakhstan"), span_of("2024"), 1, 4.5,
		span_of("4.50"), span_of("Ranking"), span_of("C7") };
}

/* ---- writing ----------------------------------------------------------------
 */

static void assert_line(const struct observation *o, enum record_format format,
	const char *line)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	stream_put_as(out, format, o);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(text, line);
	free(text);
}

static void the_header_names_the_columns_in_the_order_of_the_design(
	void **state)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	(void)state;
	stream_header(out);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(text, HEADER);
	free(text);
}

static void an_observation_is_one_line(void **state)
{
	struct observation o = sample();

	(void)state;
	assert_line(&o, RECORD_CSV,
		"demo,2024,ab12,overall,score,KAZ,Kazakhstan,2024,4.5,4.50,"
		"Ranking,C7\n");
}

static void a_missing_value_is_an_empty_field(void **state)
{
	struct observation o = sample();

	(void)state;
	o.has_value = 0;
	assert_line(&o, RECORD_CSV,
		"demo,2024,ab12,overall,score,KAZ,Kazakhstan,2024,,4.50,"
		"Ranking,C7\n");
}

static void minus_zero_is_written_as_zero(void **state)
{
	struct observation o = sample();

	(void)state;
	o.value = -0.0;
	assert_line(&o, RECORD_CSV,
		"demo,2024,ab12,overall,score,KAZ,Kazakhstan,2024,0,4.50,"
		"Ranking,C7\n");
}

static void json_has_a_bare_number_and_null_for_none(void **state)
{
	struct observation o = sample();

	(void)state;
	o.has_value = 0;
	o.raw = (struct span){ NULL, 0 };
	assert_line(&o, RECORD_JSONL,
		"{\"dataset\":\"demo\",\"edition\":\"2024\",\"release\":"
		"\"ab12\",\"indicator\":\"overall\",\"measure\":\"score\","
		"\"area\":\"KAZ\",\"label\":\"Kazakhstan\",\"period\":\"2024\","
		"\"value\":null,\"raw\":null,\"sheet\":\"Ranking\","
		"\"cell\":\"C7\"}\n");
}

/* ---- reading ----------------------------------------------------------------
 */

/* What was read: how many, and the last one. */
struct seen {
	int n, stop_at;
	struct observation last;
	struct finding finding;
	char label[64], raw[64], message[64];
};

static struct span kept(char *to, struct span s)
{
	assert_true(s.len < 64);
	if (s.len)
		memcpy(to, s.at, s.len);
	to[s.len] = '\0';
	return (struct span){ s.at ? to : NULL, s.len };
}

static int see(void *context, const struct observation *o, struct err *e)
{
	struct seen *seen = context;

	seen->last = *o;
	seen->last.label = kept(seen->label, o->label);
	seen->last.raw = kept(seen->raw, o->raw);
	if (++seen->n == seen->stop_at)
		return err_set(e, ERR_DATA, "enough");
	return 0;
}

static int read_text(struct seen *seen, const char *text, struct err *e)
{
	/* fmemopen refuses a buffer of no bytes */
	FILE *in = *text ? fmemopen((void *)(uintptr_t)text, strlen(text), "r")
			 : fopen("/dev/null", "r");
	int rc;

	assert_non_null(in);
	rc = stream_read(in, see, seen, e);
	fclose(in);
	return rc;
}

static void assert_refused(const char *text, const char *says)
{
	struct seen seen = { .n = 0 };
	struct err e = ERR_INIT;

	assert_int_equal(read_text(&seen, text, &e), -1);
	assert_fault(&e, ERR_DATA, says);
}

static void there_and_back(struct seen *seen, const struct observation *o)
{
	FILE *file = tmpfile();
	struct err e = ERR_INIT;

	assert_non_null(file);
	stream_header(file);
	stream_put(file, o);
	rewind(file);
	assert_int_equal(stream_read(file, see, seen, &e), 0);
	assert_int_equal(seen->n, 1);
	fclose(file);
}

static void every_double_comes_back_as_the_same_bits(void **state)
{
	static const double values[] = { 0.1, 1.0 / 3, 52.93784650000001,
		9007199254740993.0, 1e300, 5e-324, -17.25,
		0.30000000000000004 };

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		struct observation o = sample();
		struct seen seen = { .n = 0 };

		o.value = values[i];
		there_and_back(&seen, &o);
		assert_same_double(seen.last.value, values[i]);
	}
}

static void text_with_commas_quotes_and_line_breaks_comes_back(void **state)
{
	struct observation o = sample();
	struct seen seen = { .n = 0 };

	(void)state;
	o.label = span_of("Korea, \"Republic\"\nof");
	there_and_back(&seen, &o);
	assert_string_equal(seen.label, "Korea, \"Republic\"\nof");
}

static void a_missing_value_comes_back_as_none(void **state)
{
	struct observation o = sample();
	struct seen seen = { .n = 0 };

	(void)state;
	o.has_value = 0;
	there_and_back(&seen, &o);
	assert_false(seen.last.has_value);
}

static void columns_are_found_by_name(void **state)
{
	struct seen seen = { .n = 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(
		read_text(&seen,
			"cell,note,sheet,raw,value,period,label,area,measure,"
			"indicator,release,edition,dataset\n"
			"C7,new,S,4.5,4.5,2024,Chad,TCD,score,overall,ab,2024,"
			"demo\n",
			&e),
		0);
	assert_string_equal(seen.label, "Chad");
}

static void the_header_alone_is_a_stream_without_records(void **state)
{
	struct seen seen = { .n = 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(read_text(&seen, HEADER, &e), 0);
	assert_int_equal(seen.n, 0);
}

static void an_empty_line_is_no_record(void **state)
{
	struct seen seen = { .n = 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(read_text(&seen, HEADER "\n\n", &e), 0);
	assert_int_equal(seen.n, 0);
}

static void a_stream_without_a_header_is_refused(void **state)
{
	(void)state;
	assert_refused("", "no header line");
}

static void a_stream_without_a_column_is_refused(void **state)
{
	(void)state;
	assert_refused("dataset,edition\n", "no column 'release'");
}

static void a_value_that_is_no_number_is_refused(void **state)
{
	(void)state;
	assert_refused(HEADER "d,e,r,i,score,KAZ,K,2024,n/a,n/a,S,A1\n",
		"record 2: value 'n/a' is not a number");
}

static void a_value_that_no_double_holds_is_refused(void **state)
{
	(void)state;
	assert_refused(HEADER "d,e,r,i,score,KAZ,K,2024,1e999,1e999,S,A1\n",
		"record 2: value '1e999' is not a number");
}

static void a_record_with_too_few_fields_is_refused(void **state)
{
	(void)state;
	assert_refused(
		HEADER "d,e,r\n", "record 2: 3 fields where the header has 12");
}

static void a_quote_that_never_ends_is_refused(void **state)
{
	(void)state;
	assert_refused(
		HEADER "d,\"e,r\n", "record 2: a quoted field never ends");
}

static void who_takes_the_records_can_stop_the_stream(void **state)
{
	struct seen seen = { .stop_at = 1 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(read_text(&seen,
				 HEADER "d,e,r,i,score,KAZ,K,2024,1,1,S,A1\n"
					"d,e,r,i,score,TCD,C,2024,1,1,S,A2\n",
				 &e),
		-1);
	assert_fault(&e, ERR_DATA, "record 2: enough");
	assert_int_equal(seen.n, 1);
}

/* ---- findings ---------------------------------------------------------------
 */

static int see_finding(void *context, const struct finding *f, struct err *e)
{
	struct seen *seen = context;

	(void)e;
	seen->n++;
	seen->finding = *f;
	seen->finding.message = kept(seen->message, f->message);
	return 0;
}

static int read_findings(struct seen *seen, const char *text, struct err *e)
{
	FILE *in = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
	int rc;

	assert_non_null(in);
	rc = stream_read_findings(in, see_finding, seen, e);
	fclose(in);
	return rc;
}

static void a_finding_comes_back(void **state)
{
	struct finding f = { .rule = span_of("V301"),
		.severity = SEVERITY_WARNING,
		.cells = 12,
		.message = span_of("unknown, \"Narnia\"") };
	struct seen seen = { .n = 0 };
	struct err e = ERR_INIT;
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	stream_finding_header(file);
	stream_put_finding(file, &f);
	rewind(file);
	assert_int_equal(stream_read_findings(file, see_finding, &seen, &e), 0);
	fclose(file);
	assert_int_equal(seen.finding.severity, SEVERITY_WARNING);
	assert_int_equal(seen.finding.cells, 12);
	assert_string_equal(seen.message, "unknown, \"Narnia\"");
}

static void an_empty_field_of_a_finding_is_unknown(void **state)
{
	struct seen seen = { .n = 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(
		read_findings(&seen,
			FINDING_HEADER "V1,info,d,e,r,,,,,,,,,,,1,note\n", &e),
		0);
	assert_null(seen.finding.area.at);
}

static void a_severity_that_is_none_is_refused(void **state)
{
	struct seen seen = { .n = 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(
		read_findings(&seen,
			FINDING_HEADER "V1,fatal,d,e,r,,,,,,,,,,,1,note\n", &e),
		-1);
	assert_fault(&e, ERR_DATA,
		"record 2: severity 'fatal' is none of error, warning, info");
}

static void a_number_of_cells_that_is_no_count_is_refused(void **state)
{
	struct seen seen = { .n = 0 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(
		read_findings(&seen,
			FINDING_HEADER "V1,info,d,e,r,,,,,,,,,,,1.5,note\n",
			&e),
		-1);
	assert_fault(&e, ERR_DATA, "record 2: cells '1.5' is not a count");
}

static void severities_have_names(void **state)
{
	(void)state;
	for (int i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++)
		assert_int_equal(
			severity_of(span_of(severity_name((enum severity)i))),
			i);
	assert_int_equal(severity_of(span_of("Error")), -1);
}

/* ---- many -------------------------------------------------------------------
 */

static uint32_t chance(uint64_t *state, uint32_t n)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (uint32_t)(((z ^ (z >> 31)) >> 32) * n >> 32);
}

/* Another text for some of the columns, or what the last record had. */
static void change(struct observation *o, uint64_t *seed)
{
	static char very_long[70000];
	static const char *const texts[] = { NULL, "", "a", ",", "\"", "a\"b",
		"\"a,b\"", "a,b", "\n", "x\r\ny", " a", "a ", " ", "\t",
		"Korea, \"Republic\" of", "Kazakhstan", "Kazakhstam", "0.1",
		"12345678", "1234567", "-0", "0", "1e5", "Cura\303\247ao" };
	static const double values[] = { 0.1, -0.0, 0, 100000, 12345678,
		1.0 / 3, 1e300 };
	struct span *columns[] = { &o->dataset, &o->edition, &o->release,
		&o->indicator, &o->measure, &o->area, &o->label, &o->period,
		&o->raw, &o->sheet, &o->cell };

	for (size_t i = 0; i < COUNT(columns); i++)
		if (chance(seed, 4) == 0)
			*columns[i] = span_of(
				texts[chance(seed, (uint32_t)COUNT(texts))]);
	if (chance(seed, 300) == 0) {
		memset(very_long, "x,"[chance(seed, 2)], sizeof(very_long));
		*columns[chance(seed, (uint32_t)COUNT(columns))] =
			(struct span){ very_long, sizeof(very_long) };
	}
	o->has_value = chance(seed, 4) > 0;
	o->value = values[chance(seed, (uint32_t)COUNT(values))];
}

/* As the same records one by one, each by itself. */
static void assert_same_bytes(enum record_format format)
{
	struct observation o = sample();
	struct stream *s = NULL;
	struct err e = ERR_INIT;
	char *many = NULL, *single = NULL;
	size_t many_len = 0, single_len = 0;
	FILE *to = open_memstream(&many, &many_len);
	FILE *one = open_memstream(&single, &single_len);
	uint64_t seed = 1;

	assert_true(to && one);
	assert_int_equal(stream_open(&s, to, format, &e), 0);
	stream_header_as(one, format);
	for (int i = 0; i < 5000; i++) {
		change(&o, &seed);
		assert_int_equal(stream_write(s, &o, &e), 0);
		stream_put_as(one, format, &o);
	}
	stream_close(s);
	assert_int_equal(fclose(to) | fclose(one), 0);
	assert_int_equal(many_len, single_len);
	assert_memory_equal(many, single, many_len);
	free(many);
	free(single);
}

static void a_stream_has_the_bytes_of_its_records(void **state)
{
	(void)state;
	assert_same_bytes(RECORD_CSV);
	assert_same_bytes(RECORD_TSV);
	assert_same_bytes(RECORD_JSONL);
}

static void a_stream_that_is_not_opened_may_be_closed(void **state)
{
	(void)state;
	stream_close(NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_header_names_the_columns_in_the_order_of_the_design),
		cmocka_unit_test(an_observation_is_one_line),
		cmocka_unit_test(a_missing_value_is_an_empty_field),
		cmocka_unit_test(minus_zero_is_written_as_zero),
		cmocka_unit_test(json_has_a_bare_number_and_null_for_none),
		cmocka_unit_test(every_double_comes_back_as_the_same_bits),
		cmocka_unit_test(
			text_with_commas_quotes_and_line_breaks_comes_back),
		cmocka_unit_test(a_missing_value_comes_back_as_none),
		cmocka_unit_test(columns_are_found_by_name),
		cmocka_unit_test(the_header_alone_is_a_stream_without_records),
		cmocka_unit_test(an_empty_line_is_no_record),
		cmocka_unit_test(a_stream_without_a_header_is_refused),
		cmocka_unit_test(a_stream_without_a_column_is_refused),
		cmocka_unit_test(a_value_that_is_no_number_is_refused),
		cmocka_unit_test(a_value_that_no_double_holds_is_refused),
		cmocka_unit_test(a_record_with_too_few_fields_is_refused),
		cmocka_unit_test(a_quote_that_never_ends_is_refused),
		cmocka_unit_test(who_takes_the_records_can_stop_the_stream),
		cmocka_unit_test(a_finding_comes_back),
		cmocka_unit_test(an_empty_field_of_a_finding_is_unknown),
		cmocka_unit_test(a_severity_that_is_none_is_refused),
		cmocka_unit_test(a_number_of_cells_that_is_no_count_is_refused),
		cmocka_unit_test(severities_have_names),
		cmocka_unit_test(a_stream_has_the_bytes_of_its_records),
		cmocka_unit_test(a_stream_that_is_not_opened_may_be_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
