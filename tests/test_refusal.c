/* SPDX-License-Identifier: MIT */
/* Why a workbook was refused, as a finding, and what is no such thing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "pipeline/extract/refusal.h"

#define SUM "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"

static char path[] = "/tmp/kosh-refusal-XXXXXX";
static char demo[] = "demo", year[] = "2024";
static struct spec spec = { .dataset = demo };
static struct spec_edition edition = { .id = year };

static int make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	if (fd < 0 || write(fd, "x", 1) != 1)
		return -1;
	return close(fd);
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static struct extraction about(const char *file, const char *sha256)
{
	return (struct extraction){
		.path = file, .sha256 = sha256, .spec = &spec, .ed = &edition
	};
}

static struct err fault(enum err_kind kind)
{
	struct err e = ERR_INIT;

	err_set(&e, kind, "damaged");
	return e;
}

static void assert_no_refusal(struct extraction x, enum err_kind kind)
{
	struct refusal r = { .is = { .cells = 0 } };
	struct err e = fault(kind);

	assert_int_equal(refusal_is(&r, &x, &e), 0);
	refusal_free(&r);
}

static void what_cannot_be_read_is_v101_of_its_bytes(void **state)
{
	struct refusal r = { .is = { .cells = 0 } };
	struct extraction x = about(path, SUM);
	struct err e = fault(ERR_DATA);

	(void)state;
	assert_int_equal(refusal_is(&r, &x, &e), 1);
	assert_true(span_is(r.is.rule, "V101"));
	assert_int_equal(r.is.severity, SEVERITY_ERROR);
	assert_true(span_is(r.is.dataset, "demo"));
	assert_true(span_is(r.is.edition, "2024"));
	assert_true(span_is(r.is.period, "2024"));
	assert_true(span_is(r.is.release, SUM));
	assert_true(span_is(r.is.message, "damaged"));
	refusal_free(&r);
}

static void v101_2_other_bytes_than_were_asked_for_are_no_refusal(void **state)
{
	char other[] = SUM;

	(void)state;
	other[0] = '3';
	assert_no_refusal(about(path, other), ERR_DATA);
}

static void v101_2_what_is_not_there_is_no_refusal(void **state)
{
	(void)state;
	assert_no_refusal(about("/nowhere/x.xlsx", NULL), ERR_DATA);
	assert_no_refusal(about("/tmp", NULL), ERR_DATA);
}

static void standard_input_cannot_be_read_again(void **state)
{
	(void)state;
	assert_no_refusal(about("-", NULL), ERR_DATA);
}

static void a_fault_of_this_machine_is_no_refusal(void **state)
{
	(void)state;
	assert_no_refusal(about(path, NULL), ERR_SYSTEM);
	assert_no_refusal(about(path, NULL), ERR_USAGE);
}

static void what_was_noted_first_is_why(void **state)
{
	struct refusal r = { .is = { .cells = 0 } };
	struct extraction x = about(path, NULL);
	struct err e = fault(ERR_DATA);

	(void)state;
	refusal_note(&r, &(struct finding){ .rule = span_of("V201") });
	refusal_note(&r,
		&(struct finding){ .rule = span_of("V103"),
			.dataset = span_of("of another"),
			.release = span_of("not these bytes"),
			.sheet = span_of("Scores"),
			.expected = span_of("'Score'"),
			.message = span_of("no header") });
	refusal_note(&r, &(struct finding){ .rule = span_of("V104") });
	assert_int_equal(refusal_is(&r, &x, &e), 1);
	assert_true(span_is(r.is.rule, "V103"));
	assert_int_equal(r.is.severity, SEVERITY_ERROR);
	assert_true(span_is(r.is.sheet, "Scores"));
	assert_true(span_is(r.is.expected, "'Score'"));
	assert_null(r.is.actual.at);
	assert_true(span_is(r.is.message, "no header"));
	assert_true(span_is(r.is.dataset, "demo"));
	assert_true(span_is(r.is.release, SUM));
	refusal_free(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_read_is_v101_of_its_bytes),
		cmocka_unit_test(
			v101_2_other_bytes_than_were_asked_for_are_no_refusal),
		cmocka_unit_test(v101_2_what_is_not_there_is_no_refusal),
		cmocka_unit_test(standard_input_cannot_be_read_again),
		cmocka_unit_test(a_fault_of_this_machine_is_no_refusal),
		cmocka_unit_test(what_was_noted_first_is_why),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
