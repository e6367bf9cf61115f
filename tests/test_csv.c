/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include <csv.h>

#include "pipeline/base/csv.h"
#include "pipeline/base/csv_line.h"

/* Records as one text: fields in brackets, a line a record. */
struct seen {
	struct text text;
	size_t stop_at; /* 0: never */
	int fails;	/* when it stops */
	size_t last;
};

static int see(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	struct seen *seen = context;

	seen->last = number;
	for (size_t i = 0; i < n; i++)
		text_printf(&seen->text, "[%.*s]", SPAN(fields[i]));
	text_putc(&seen->text, '\n');
	if (number != seen->stop_at)
		return 0;
	return seen->fails ? err_set(e, ERR_DATA, "enough") : 1;
}

static int read_bytes(struct seen *seen, const char *bytes, size_t len,
	char separator, struct err *e)
{
	text_puts(&seen->text, "");
	return csv_read(bytes, len, separator, see, seen, e);
}

static void assert_records(const char *csv, char separator, const char *records)
{
	struct seen seen = { .stop_at = 0 };
	struct err e = ERR_INIT;

	assert_int_equal(read_bytes(&seen, csv, strlen(csv), separator, &e), 0);
	assert_string_equal(seen.text.at, records);
	assert_string_equal(e.text, "");
	text_free(&seen.text);
}

static void assert_refused(const char *csv, const char *says)
{
	struct seen seen = { .stop_at = 0 };
	struct err e = ERR_INIT;

	assert_int_equal(read_bytes(&seen, csv, strlen(csv), ',', &e), -1);
	assert_fault(&e, ERR_DATA, says);
	text_free(&seen.text);
}

/* ---- reading ----------------------------------------------------------------
 */

static void fields_lie_between_separators(void **state)
{
	(void)state;
	assert_records("a,b,c\n1,,3\n", ',', "[a][b][c]\n[1][][3]\n");
	assert_records(",\n", ',', "[][]\n");
}

static void the_separator_may_be_a_semicolon_or_a_tab(void **state)
{
	(void)state;
	assert_records("a;1,5\n", ';', "[a][1,5]\n");
	assert_records("a\t1;5\n", '\t', "[a][1;5]\n");
}

static void quotes_hold_separators_and_line_breaks(void **state)
{
	(void)state;
	assert_records("\"a,b\",\"two\nlines\"\n", ',', "[a,b][two\nlines]\n");
	assert_records("\"a\r\nb\"\r\n", ',', "[a\r\nb]\n");
}

static void two_quotes_inside_quotes_are_one(void **state)
{
	(void)state;
	assert_records("\"say \"\"a\"\"\",\"\"\n", ',', "[say \"a\"][]\n");
}

static void white_space_belongs_to_the_field(void **state)
{
	(void)state;
	assert_records(" a , b\t\n", ',', "[ a ][ b\t]\n");
}

static void the_last_line_may_lack_its_end(void **state)
{
	(void)state;
	assert_records("a\nb", ',', "[a]\n[b]\n");
	assert_records("a,", ',', "[a][]\n");
	assert_records("\"a\"", ',', "[a]\n");
}

static void lines_end_in_lf_or_crlf_or_cr(void **state)
{
	(void)state;
	assert_records("a,b\r\nc,d\r\n", ',', "[a][b]\n[c][d]\n");
	assert_records("a\rb\r", ',', "[a]\n[b]\n");
	assert_records("a\nb\r\nc", ',', "[a]\n[b]\n[c]\n");
}

static void an_empty_line_is_a_record_of_one_empty_field(void **state)
{
	(void)state;
	assert_records("a\n\nb\n", ',', "[a]\n[]\n[b]\n");
	assert_records("a\r\n\r\nb\r\n", ',', "[a]\n[]\n[b]\n");
	assert_records("\n", ',', "[]\n");
}

static void no_bytes_are_no_records(void **state)
{
	(void)state;
	assert_records("", ',', "");
	assert_records("\xef\xbb\xbf", ',', "");
}

static void a_byte_order_mark_is_skipped(void **state)
{
	(void)state;
	assert_records("\xef\xbb\xbf"
		       "a,b\n",
		',', "[a][b]\n");
	assert_records("\xef\xbb\xbf\"a\"\n", ',', "[a]\n");
}

static void a_byte_order_mark_inside_is_text(void **state)
{
	(void)state;
	assert_records("a,\xef\xbb\xbf\n", ',', "[a][\xef\xbb\xbf]\n");
}

static int see_nul(void *context, const struct span *fields, size_t n,
	size_t number, struct err *e)
{
	int *right = context;

	(void)number;
	(void)e;
	*right = n == 1 && fields[0].len == 3 &&
		memcmp(fields[0].at, "a\0b", 3) == 0;
	return 0;
}

static void a_nul_byte_is_kept(void **state)
{
	struct err e = ERR_INIT;
	int right = 0;

	(void)state;
	assert_int_equal(csv_read("a\0b\n", 4, ',', see_nul, &right, &e), 0);
	assert_true(right);
}

static void a_record_may_have_very_many_fields(void **state)
{
	struct text line = TEXT_INIT;
	struct seen seen = { .stop_at = 0 };
	struct err e = ERR_INIT;

	(void)state;
	for (int i = 0; i < 65535; i++)
		text_puts(&line, "x,");
	assert_int_equal(read_bytes(&seen, line.at, line.len, ',', &e), 0);
	assert_int_equal(seen.text.len, 65535 * 3 + 2 + 1);
	text_puts(&line, ",");
	assert_int_equal(read_bytes(&seen, line.at, line.len, ',', &e), -1);
	assert_fault(&e, ERR_DATA, "record 1: more than 65536 fields");
	text_free(&line);
	text_free(&seen.text);
}

static void a_quote_that_never_ends_is_refused(void **state)
{
	(void)state;
	assert_refused("a\n\"b\nc\n", "record 2: a quoted field never ends");
	assert_refused("\"", "record 1: a quoted field never ends");
}

static void a_quote_inside_a_bare_field_is_refused(void **state)
{
	(void)state;
	assert_refused("a\nb\"c\n", "record 2: a quote stands where none may");
	assert_refused("\"a\"b\n", "record 1: a quote stands where none may");
}

static void a_reader_may_stop_without_a_fault(void **state)
{
	struct seen seen = { .stop_at = 2 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(read_bytes(&seen, "a\nb\nc\nd", 7, ',', &e), 0);
	assert_int_equal(seen.last, 2);
	text_free(&seen.text);
}

static void the_fault_of_a_reader_comes_out(void **state)
{
	struct seen seen = { .stop_at = 2, .fails = 1 };
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(read_bytes(&seen, "a\nb\nc\nd", 7, ',', &e), -1);
	assert_fault(&e, ERR_DATA, "enough");
	assert_int_equal(seen.last, 2);
	text_free(&seen.text);
}

static void a_stream_is_read_over_its_chunks(void **state)
{
	struct text all = TEXT_INIT;
	struct seen seen = { .stop_at = 0 };
	struct err e = ERR_INIT;
	FILE *in;

	(void)state;
	for (int i = 0; i < 40000; i++)
		text_printf(&all, "%d,\"x\n\"\r\n", i);
	in = fmemopen(all.at, all.len, "r");
	assert_non_null(in);
	assert_int_equal(csv_read_stream(in, see, &seen, &e), 0);
	assert_int_equal(seen.last, 40000);
	assert_string_equal(
		seen.text.at + seen.text.len - 12, "[39999][x\n]\n");
	fclose(in);
	text_free(&all);
	text_free(&seen.text);
}

static void a_stream_that_cannot_be_read_is_refused(void **state)
{
	struct seen seen = { .stop_at = 0 };
	struct err e = ERR_INIT;
	FILE *in = fopen("/", "r");

	(void)state;
	assert_non_null(in);
	assert_int_equal(csv_read_stream(in, see, &seen, &e), -1);
	assert_fault(
		&e, ERR_SYSTEM, "cannot read 'the stream': Is a directory");
	fclose(in);
	text_free(&seen.text);
}

static void a_column_is_found_by_its_exact_name(void **state)
{
	const struct span header[] = { span_of("area"), span_of("value") };

	(void)state;
	assert_int_equal(csv_column(header, 2, "value"), 1);
	assert_int_equal(csv_column(header, 2, "Value"), -1);
	assert_int_equal(csv_column(header, 1, "value"), -1);
}

/* ---- lines cut where they lie -----------------------------------------------
 */

static void assert_line(const char *line, const char *fields)
{
	struct span cut[16];
	struct text seen = TEXT_INIT;
	size_t n = csv_line(cut, COUNT(cut), span_of(line), ',');

	text_puts(&seen, "");
	assert_true(n <= COUNT(cut));
	for (size_t i = 0; i < n; i++)
		text_printf(&seen, "[%.*s]", SPAN(cut[i]));
	assert_string_equal(seen.at, fields);
	text_free(&seen);
}

static void a_line_is_cut_at_its_separators(void **state)
{
	(void)state;
	assert_line("", "[]");
	assert_line(",", "[][]");
	assert_line("a,b,,c", "[a][b][][c]");
	assert_line("12345678,12345678,1", "[12345678][12345678][1]");
	assert_line(",,,,,,,,,", "[][][][][][][][][][]");
	assert_line("a;b", "[a;b]");
}

static void quotes_around_a_field_are_no_part_of_it(void **state)
{
	(void)state;
	assert_line("\"a,b\",c", "[a,b][c]");
	assert_line("c,\"\"", "[c][]");
	assert_line("\"a\",,\"b\",", "[a][][b][]");
}

static void a_line_with_other_quotes_is_not_cut(void **state)
{
	(void)state;
	assert_line("\"a\"\"b\"", "");
	assert_line("a\"b", "");
	assert_line(" \"a\"", "");
	assert_line("\"a\" ,b", "");
	assert_line("a,\"b", "");
}

static void fields_without_room_are_counted(void **state)
{
	struct span cut[2];

	(void)state;
	assert_int_equal(csv_line(cut, 2, span_of("a,b,c,d"), ','), 4);
	assert_int_equal(csv_line(cut, 2, span_of("a,\"b\",c"), ','), 3);
	assert_true(span_is(cut[1], "b"));
}

/* What libcsv by itself makes of a text: that is what we must make of it. */
struct parsed {
	struct text text;
	int n, after_cr;
};

static void parsed_field(void *at, size_t len, void *context)
{
	struct parsed *p = context;

	p->n++;
	text_printf(&p->text, "[%.*s]", (int)len, (char *)at);
}

static void parsed_record(int terminator, void *context)
{
	struct parsed *p = context;
	int after_cr = p->after_cr;

	p->after_cr = terminator == '\r';
	if (terminator == '\n' && after_cr && p->n == 0)
		return;
	if (p->n == 0)
		text_puts(&p->text, "[]");
	text_putc(&p->text, '\n');
	p->n = 0;
}

static int keep(unsigned char c)
{
	(void)c;
	return 0;
}

static int parse_alone(struct text *out, const char *csv)
{
	struct parsed p = { TEXT_INIT, 0, 0 };
	struct csv_parser parser;
	size_t len = strlen(csv);
	int rc;

	text_puts(&p.text, "");
	assert_int_equal(
		csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL),
		0);
	csv_set_space_func(&parser, keep);
	rc = csv_parse(&parser, csv, len, parsed_field, parsed_record, &p) ==
				len &&
			csv_fini(&parser, parsed_field, parsed_record, &p) == 0
		? 0
		: -1;
	csv_free(&parser);
	*out = p.text;
	return rc;
}

/* All texts of these characters up to a length: a fault is the same fault, and
 * what came before it is the same as far as whole records go. */
static void every_short_text_is_what_the_parser_says(void **state)
{
	static const char characters[] = "a,\" \n\r";
	enum { N = sizeof(characters) - 1, LONGEST = 6 };
	char csv[LONGEST + 1] = "";

	(void)state;
	for (unsigned len = 1, all = N; len <= LONGEST; len++, all *= N)
		for (unsigned i = 0; i < all; i++) {
			struct seen seen = { .stop_at = 0 };
			struct text alone = TEXT_INIT;
			struct err e = ERR_INIT;
			int rc;

			for (unsigned j = 0, rest = i; j < len; j++, rest /= N)
				csv[j] = characters[rest % N];
			rc = parse_alone(&alone, csv);
			assert_int_equal(
				read_bytes(&seen, csv, len, ',', &e), rc);
			if (rc == 0)
				assert_string_equal(seen.text.at, alone.at);
			else
				assert_memory_equal(
					seen.text.at, alone.at, seen.text.len);
			text_free(&seen.text);
			text_free(&alone);
		}
}

/* ---- one record at a time ---------------------------------------------------
 */

static int give_once(void *context, struct span *piece, struct err *e)
{
	struct span *left = context;

	(void)e;
	*piece = *left;
	*left = (struct span){ NULL, 0 };
	return piece->len > 0;
}

static int give_bytes(void *context, struct span *piece, struct err *e)
{
	struct span *left = context;

	(void)e;
	if (left->len == 0)
		return 0;
	*piece = (struct span){ left->at++, 1 };
	left->len--;
	return 1;
}

/* What a cursor gives until its end or its fault, as csv_read would. */
static int step_through(
	struct text *seen, const char *csv, csv_more_fn *give, struct err *e)
{
	struct span left = span_of(csv);
	struct csv_cursor *c = NULL;
	const struct span *fields;
	size_t n;
	int more;

	text_puts(seen, "");
	assert_int_equal(csv_open(&c, give, &left, ',', e), 0);
	while ((more = csv_next(c, &fields, &n, e)) == 1) {
		for (size_t i = 0; i < n; i++)
			text_printf(seen, "[%.*s]", SPAN(fields[i]));
		text_putc(seen, '\n');
	}
	csv_close(c);
	return more;
}

static void a_cursor_gives_what_a_reading_gives(void **state)
{
	static const char *const texts[] = { "", "a,b\nc,d\n", "a\r\nb\r\n",
		"a\rb\r", "a", "a,", "\n\n", "a\r\n\r\nb", "\"x\r\ny\",z\n",
		"\357\273\277a\n", "\"\"\r\n" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct seen seen = { .stop_at = 0 };
		struct text stepped = TEXT_INIT;
		struct err e = ERR_INIT;

		read_bytes(&seen, texts[i], strlen(texts[i]), ',', &e);
		assert_int_equal(
			step_through(&stepped, texts[i], give_once, &e), 0);
		assert_string_equal(stepped.at, seen.text.at);
		text_free(&stepped);
		text_free(&seen.text);
	}
}

static void a_cursor_refuses_what_a_reading_refuses(void **state)
{
	struct text seen = TEXT_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(step_through(&seen, "a\n\"b\nc", give_once, &e), -1);
	assert_fault(&e, ERR_DATA, "record 2: a quoted field never ends");
	assert_string_equal(seen.at, "[a]\n");
	text_free(&seen);
}

static void pieces_may_end_anywhere(void **state)
{
	struct text seen = TEXT_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(step_through(&seen, "a,b\r\n\r\n\"x\r\ny\",\"\"\"\"",
				 give_bytes, &e),
		0);
	assert_string_equal(seen.at, "[a][b]\n[]\n[x\r\ny][\"]\n");
	text_free(&seen);
}

static int give_nothing(void *context, struct span *piece, struct err *e)
{
	(void)context, (void)piece;
	return err_set(e, ERR_DATA, "there is no more");
}

static void the_fault_of_a_piece_comes_out(void **state)
{
	struct text seen = TEXT_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(step_through(&seen, "a", give_nothing, &e), -1);
	assert_fault(&e, ERR_DATA, "there is no more");
	text_free(&seen);
}

static int give_letters(void *context, struct span *piece, struct err *e)
{
	static const char letters[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

	(void)context, (void)e;
	*piece = (struct span){ letters, sizeof(letters) - 1 };
	return 1;
}

static void a_record_without_end_is_refused(void **state)
{
	struct text seen = TEXT_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(step_through(&seen, "", give_letters, &e), -1);
	assert_fault(&e, ERR_DATA, "record 1: longer than 16 MiB");
	text_free(&seen);
}

/* ---- writing ----------------------------------------------------------------
 */

static void assert_put(struct span field, const char *written)
{
	char *text = NULL, copy[100];
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	csv_put(out, field);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(text, written);
	free(text);
	*csv_copy(copy, field) = '\0';
	assert_string_equal(copy, written);
}

static void a_plain_field_is_written_bare(void **state)
{
	(void)state;
	assert_put(span_of("Chad"), "Chad");
	assert_put(span_of("two words; C\xc3\xb4te"), "two words; C\xc3\xb4te");
	assert_put(span_of(""), "");
	assert_put(span_of(NULL), "");
}

static void quotes_are_put_where_they_must_be(void **state)
{
	(void)state;
	assert_put(span_of("a,b"), "\"a,b\"");
	assert_put(span_of("a\"b"), "\"a\"\"b\"");
	assert_put(span_of("a\nb"), "\"a\nb\"");
	assert_put(span_of("a\rb"), "\"a\rb\"");
	assert_put(span_of(" a"), "\" a\"");
	assert_put(span_of("Netherlands "), "\"Netherlands \"");
	assert_put(span_of("\""), "\"\"\"\"");
	assert_put(span_of("\"\"a\""), "\"\"\"\"\"a\"\"\"");
}

/* At every place of texts of every length about eight. */
static void a_special_byte_is_seen_wherever_it_stands(void **state)
{
	static const char special[] = { ',', '"', '\n', '\r' };
	char text[40];

	(void)state;
	for (size_t len = 1; len < sizeof(text); len++) {
		struct span s = { text, len };

		memset(text, 0xac, sizeof(text)); /* ',' but for a bit */
		assert_true(csv_is_plain(s));
		for (size_t at = 0; at < len; at++)
			for (size_t i = 0; i < COUNT(special); i++) {
				text[at] = special[i];
				assert_false(csv_is_plain(s));
				text[at] = (char)0xac;
			}
		if (len < sizeof(text) - 1) {
			text[len] = ','; /* one behind is not its own */
			assert_true(csv_is_plain(s));
		}
	}
}

static void no_other_byte_is_special(void **state)
{
	char text[8];

	(void)state;
	for (int c = 0; c < 256; c++) {
		memset(text, c, sizeof(text));
		assert_int_equal(csv_is_plain((struct span){ text, 8 }),
			!(c == ',' || c == '"' || c == '\n' || c == '\r' ||
				c == ' '));
	}
}

static void a_text_takes_what_a_stream_takes(void **state)
{
	struct text t = TEXT_INIT;

	(void)state;
	csv_add((struct sink){ .text = &t }, span_of("say \"a\", b"));
	csv_add((struct sink){ .text = &t }, span_of("plain"));
	csv_add((struct sink){ .text = &t }, span_of(NULL));
	assert_string_equal(t.at, "\"say \"\"a\"\", b\"plain");
	text_free(&t);
}

/* Writes fields as records of three and reads them again. */
static void what_is_written_reads_back(void **state)
{
	static const char *const fields[] = { "", " ", "\"", "\"\"", ",", "\n",
		"\r", "\r\n", "a\"b,c\nd", "\xef\xbb\xbf", "C\xc3\xb4te",
		"=1+1", "'x", "\t", "\xff" };
	struct text want = TEXT_INIT;
	struct seen seen = { .stop_at = 0 };
	struct err e = ERR_INIT;
	char *csv = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&csv, &len);

	(void)state;
	for (size_t i = 0; i < COUNT(fields); i++) {
		const char *end = i % 3 == 2 ? "\n" : "";

		csv_put(out, span_of(fields[i]));
		fputs(i % 3 == 2 ? "\n" : ",", out);
		text_printf(&want, "[%s]%s", fields[i], end);
	}
	assert_int_equal(fclose(out), 0);
	assert_int_equal(read_bytes(&seen, csv, len, ',', &e), 0);
	assert_string_equal(seen.text.at, want.at);
	free(csv);
	text_free(&want);
	text_free(&seen.text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_lie_between_separators),
		cmocka_unit_test(the_separator_may_be_a_semicolon_or_a_tab),
		cmocka_unit_test(quotes_hold_separators_and_line_breaks),
		cmocka_unit_test(two_quotes_inside_quotes_are_one),
		cmocka_unit_test(white_space_belongs_to_the_field),
		cmocka_unit_test(the_last_line_may_lack_its_end),
		cmocka_unit_test(lines_end_in_lf_or_crlf_or_cr),
		cmocka_unit_test(an_empty_line_is_a_record_of_one_empty_field),
		cmocka_unit_test(no_bytes_are_no_records),
		cmocka_unit_test(a_byte_order_mark_is_skipped),
		cmocka_unit_test(a_byte_order_mark_inside_is_text),
		cmocka_unit_test(a_nul_byte_is_kept),
		cmocka_unit_test(a_record_may_have_very_many_fields),
		cmocka_unit_test(a_quote_that_never_ends_is_refused),
		cmocka_unit_test(a_quote_inside_a_bare_field_is_refused),
		cmocka_unit_test(a_reader_may_stop_without_a_fault),
		cmocka_unit_test(the_fault_of_a_reader_comes_out),
		cmocka_unit_test(a_stream_is_read_over_its_chunks),
		cmocka_unit_test(a_stream_that_cannot_be_read_is_refused),
		cmocka_unit_test(a_column_is_found_by_its_exact_name),
		cmocka_unit_test(a_line_is_cut_at_its_separators),
		cmocka_unit_test(quotes_around_a_field_are_no_part_of_it),
		cmocka_unit_test(a_line_with_other_quotes_is_not_cut),
		cmocka_unit_test(fields_without_room_are_counted),
		cmocka_unit_test(every_short_text_is_what_the_parser_says),
		cmocka_unit_test(a_cursor_gives_what_a_reading_gives),
		cmocka_unit_test(a_cursor_refuses_what_a_reading_refuses),
		cmocka_unit_test(pieces_may_end_anywhere),
		cmocka_unit_test(the_fault_of_a_piece_comes_out),
		cmocka_unit_test(a_record_without_end_is_refused),
		cmocka_unit_test(a_plain_field_is_written_bare),
		cmocka_unit_test(quotes_are_put_where_they_must_be),
		cmocka_unit_test(a_special_byte_is_seen_wherever_it_stands),
		cmocka_unit_test(no_other_byte_is_special),
		cmocka_unit_test(a_text_takes_what_a_stream_takes),
		cmocka_unit_test(what_is_written_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
